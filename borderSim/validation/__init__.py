"""The model tried against the world: each published pattern as a small experiment with a verdict."""
