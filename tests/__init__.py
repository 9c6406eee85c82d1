"""The tests, a package of its own name: agentpy, a peer of the benchmark, installs a package of the same name."""
