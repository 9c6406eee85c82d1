"""Many runs: what is varied (design), how it is carried out (execution), what is concluded (analysis)."""
