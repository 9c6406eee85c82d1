"""What a study varies: factors, samplers, sets of levels, constraints, plans."""
