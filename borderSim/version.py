"""The version of the program, and where its files stand; imports nothing of it."""

from pathlib import Path

__version__ = "0.1.0"

PACKAGE = Path(__file__).resolve().parent
"""Folder of the installed package."""
