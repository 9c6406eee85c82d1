"""The version of the program; imports nothing, so that ``import borderSim`` is quick."""

__version__ = "0.2.0"
