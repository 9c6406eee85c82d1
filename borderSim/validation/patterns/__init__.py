"""The patterns: one file each, with the fact, its source, the experiment and what is asked of it."""

from __future__ import annotations

from borderSim.validation.patterns import (
    balloon,
    burned,
    dose,
    exploration,
    funnel,
    kingpin,
    lag,
    led,
    levels,
    magnitudes,
    no_gain,
    optimised,
    seize_or_wait,
    success,
    targeting,
    trade,
)

_FILES = (
    balloon,
    optimised,
    success,
    funnel,
    targeting,
    seize_or_wait,
    burned,
    kingpin,
    dose,
    levels,
    no_gain,
    led,
    lag,
    trade,
    exploration,
    magnitudes,
)
_ORDER = {"must hold": 0, "guard": 1, "reported": 2, "shown": 3}

PATTERNS = tuple(
    sorted((p for file in _FILES for p in file.PATTERNS), key=lambda p: _ORDER[p.kind])
)
"""All patterns, what must hold first."""

EXPERIMENTS = {p.experiment.name: p.experiment for p in PATTERNS}
"""What makes their numbers, by name."""
