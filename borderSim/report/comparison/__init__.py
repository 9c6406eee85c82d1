"""A finished comparison as pages read it: its numbers, its levels, its country, its assumptions."""
