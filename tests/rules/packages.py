"""Fake installed packages that bring rules: a module and what an installer would write beside it."""

from __future__ import annotations

from pathlib import Path

STRATEGIES = "borderSim.trafficker_strategies"
TARGETING = "borderSim.targeting_rules"
ALLOCATION = "borderSim.allocation_rules"

HEAD = """
import numpy as np
from borderSim.rules.plan import Plan
"""


def install(
    folder: Path, package: str, group: str, name: str, code: str, *, target: str = ""
) -> None:
    """Put a module and its entry point where Python looks for packages."""
    module = package.replace("-", "_")
    (folder / f"{module}.py").write_text(HEAD + code, "utf-8")
    info = folder / f"{module}-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.1\n", "utf-8"
    )
    (info / "entry_points.txt").write_text(
        f"[{group}]\n{name} = {target or f'{module}:Rule'}\n", "utf-8"
    )
