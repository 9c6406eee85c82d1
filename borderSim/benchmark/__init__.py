"""How fast the model is, how its cost grows, and how it stands beside other frameworks: ``bordersim bench``."""
