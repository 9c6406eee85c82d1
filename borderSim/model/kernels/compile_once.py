"""All kernels are compiled once, before processes start that would each do the same; by two at a time.

Compiling takes one processor some fifteen seconds. As numba keeps each kernel in a file of its own,
a second process can begin with the last of them: when both meet, each finds the rest there.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

HELPER = "BORDERSIM_COMPILES_FOR_ANOTHER"
"""Set, in the environment, for the second process."""


def compile_once(*, backwards: bool = False) -> list[str]:
    """Load every kernel, compiling those that no folder keeps yet; processes started afterwards find them there.

    Args:
        backwards: begin with the last file.

    Returns:
        Names of the files that hold kernels.
    """
    names = sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]))
    for name in reversed(names) if backwards else names:
        importlib.import_module(f"borderSim.model.kernels.{name}")
    return names


def compile_together() -> None:
    """Compile all kernels, with the help of a second process if there is a processor for it."""
    with _helper() if (os.cpu_count() or 1) > 1 else contextlib.nullcontext():
        compile_once()


def _helper() -> contextlib.AbstractContextManager[object]:
    """Start a process that begins with the last kernel; it is done soon after this one."""
    root = str(Path(__file__).parents[3])
    path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],
            env=os.environ | {HELPER: "1", "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, ValueError):  # (it goes without)
        return contextlib.nullcontext()


if __name__ == "__main__":
    compile_once(backwards=True)
