"""What exists on a day: the parts of the state. Nothing here acts."""
