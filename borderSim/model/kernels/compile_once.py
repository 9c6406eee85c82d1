"""All kernels are compiled by one process, before others start that would each do the same."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path


def compile_once() -> list[str]:
    """Load every kernel, compiling those that no folder keeps yet; processes started afterwards find them there.

    Returns:
        Names of the files that hold kernels.
    """
    names = sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]))
    for name in names:
        importlib.import_module(f"borderSim.model.kernels.{name}")
    return names
