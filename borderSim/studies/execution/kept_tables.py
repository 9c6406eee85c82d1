"""Which tables a study keeps beside the outcomes of its runs, and how to get one that was not kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from borderSim.errors import InputError
from borderSim.given import chosen

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("monthly", "daily", "networks", "links", "events")
"""What ``keep=`` can name; the order in which tables are written."""
EVENTS = "events"


def read_keep(keep: object) -> tuple[str, ...]:
    """Return the kinds of tables that ``keep=`` names, none where it is not given.

    Raises:
        InputError: it names something else.
    """
    found = () if keep is None or keep == [] else chosen("keep", keep, KINDS, what="table")
    return tuple(kind for kind in KINDS if kind in found)


def with_events(settings: Iterable[str], keep: Iterable[str]) -> list[str]:
    """Return settings under which the log of events is written, if it is to be kept.

    Raises:
        InputError: they switch it off.
    """
    texts = list(settings)
    said = [text.partition("=")[2].strip().lower() for text in texts if text.partition("=")[0].strip() == EVENTS]
    if EVENTS not in keep or (said and said[-1] not in ("false", "off", "no")):
        return texts
    if said:
        raise InputError(f"keep=events and events={said[-1]} exclude each other: leave events= out")
    return [*texts, f"{EVENTS}=true"]


def table_of(folder: Path, kind: str, command: str) -> pd.DataFrame:
    """Return a table of a stored result.

    Args:
        folder: of the result.
        kind: one of :data:`KINDS`.
        command: that made it: ``compare``, ``sweep`` or ``run``.

    Raises:
        InputError: it was not kept, with what keeps it.
    """
    from borderSim.studies.execution import files  # only here: a wrong command line shall not wait for pandas

    path = folder / f"{kind}.parquet"
    if not path.exists():
        raise InputError(f"{folder}: it keeps no {kind}; {_how(kind, command)} keeps them: type its command again with that, under another name=")
    return files.read_frame(path)


def _how(kind: str, command: str) -> str:
    if command == "run":
        return "events=true" if kind == EVENTS else "'bordersim compare' or 'bordersim sweep' with keep=monthly" if kind == "monthly" else "a run of this version"
    return f"keep={kind}"
