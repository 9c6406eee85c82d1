"""What a scenario may set: typed fields with unit, range, prior, source and mark."""
