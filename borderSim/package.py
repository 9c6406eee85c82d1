"""Where the files of the installed package stand."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
"""Folder of the package."""
