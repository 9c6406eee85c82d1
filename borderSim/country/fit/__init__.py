"""Fitting the few inputs that a country's own statistics can tell: trials, a posterior, what cannot be told."""
