"""What was fitted, declared in one file beside this one, with its reason."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from borderSim.scenario.strict_yaml import read_yaml

FILE = Path(__file__).with_name("declared_fit.yaml")


@cache
def declared_fit() -> list[dict[str, Any]]:
    """Return the declared fits: ``what``, ``keys`` with values, ``target``, ``reason``."""
    fitted: Any = read_yaml(FILE, FILE.name)["fitted"]
    return [dict(entry) for entry in fitted]
