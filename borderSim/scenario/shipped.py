"""Where the shipped configuration files stand, and what their names are."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from borderSim.errors import InputError

NAME = re.compile(r"[A-Za-z0-9_-]+")
WORDS = {
    "scenario": "scenario",
    "partnership": "level",
    "legal_model": "legal model",
    "instruments": "instrument",
    "shocks": "shock",
    "exercises": "exercise",
}


@functools.cache
def config_dir() -> Path:
    """Return the folder of the shipped configuration: in the wheel, else in the repository."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "configs", package.parent / "configs"):
        if (folder / "base.yaml").is_file():
            return folder
    raise InputError(
        f"the configuration of borderSim is missing: no 'configs' folder in {package} or beside it"
    )


def shipped_names(group: str) -> list[str]:
    """Return the names of the files in the shipped ``configs/<group>``, sorted."""
    return sorted(path.stem for path in (config_dir() / group).glob("*.yaml"))


def is_file_name(value: str) -> bool:
    """Tell whether a value means a file (it ends in .yaml or .yml) and not a shipped name."""
    return value.lower().endswith((".yaml", ".yml"))
