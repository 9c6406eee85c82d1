"""What is not known: other futures, other weights, other structures of the model."""
