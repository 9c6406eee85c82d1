"""Many runs: designs, the runner of local processes, the store, the comparison."""
