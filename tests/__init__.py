"""Tests; a package, so that no installed one of this name (agentpy ships one) is taken for it."""
