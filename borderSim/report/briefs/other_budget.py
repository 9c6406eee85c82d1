"""The command that compares the same scenario under the other rule of the budget: new money, or the present one."""

from __future__ import annotations

import shlex
from typing import Any

from borderSim.scenario.names import shipped
from borderSim.scenario.own_files import INPUTS

KEY = "budget.rule"
OTHER = {"on_top": "fixed", "fixed": "on_top"}
NOT_AGAIN = ("plane", "full", "futures", "future_replications", "keep")
"""What a second comparison need not have: it takes long, and the question is another."""
DEFAULT_SEED = "seed=1"


def other_budget(manifest: dict[str, Any]) -> str:
    """Return the command; empty where the manifest does not hold the one of the result."""
    line = [str(part) for part in manifest.get("command") or ()]
    rule = OTHER.get(str(manifest.get("budget_rule")))
    if rule is None or line[:2] != ["bordersim", "compare"]:
        return ""
    kept = [part for part in line if not _left_out(part)]
    return shlex.join([*kept, f"{KEY}={rule}"])


def _left_out(part: str) -> bool:
    key, _, value = part.partition("=")
    if key == "levels":  # (all of them, and the present one, are the default)
        return set(shipped("partnership")) <= set(value.strip("[]").split(","))
    return part == DEFAULT_SEED or key in (KEY, *NOT_AGAIN)


def in_result(command: str) -> bool:
    """Whether a command names a copy that lies in the folder of the result, and is typed there."""
    return f"={INPUTS}/" in command
