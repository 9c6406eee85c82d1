"""A table that a stored result keeps, and what to type to get one that was not kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from borderSim.errors import InputError
from borderSim.studies.design.kept_tables import EVENTS

if TYPE_CHECKING:
    import pandas as pd


def table_of(folder: Path, kind: str, command: str) -> pd.DataFrame:
    """Return a table of a stored result.

    Args:
        folder: of the result.
        kind: one of :data:`borderSim.studies.design.kept_tables.KINDS`.
        command: that made it: ``compare``, ``sweep`` or ``run``.

    Raises:
        InputError: it was not kept, with what keeps it.
    """
    # only here: a wrong command line shall not wait for pandas
    from borderSim.studies.execution import files

    path = folder / f"{kind}.parquet"
    if not path.exists():
        raise InputError(
            f"{folder}: it keeps no {kind}; {_how(kind, command)} keeps them: type its command again with that, under another name="
        )
    return files.read_frame(path)


def _how(kind: str, command: str) -> str:
    if command == "run":
        return (
            "events=true"
            if kind == EVENTS
            else "'bordersim compare' or 'bordersim sweep' with keep=monthly"
            if kind == "monthly"
            else "a run of this version"
        )
    return f"keep={kind}"
