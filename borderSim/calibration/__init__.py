"""Networks of the model held against published ones."""
