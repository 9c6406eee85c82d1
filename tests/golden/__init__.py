"""Numbers of standard runs, kept so that no change moves results unnoticed."""
