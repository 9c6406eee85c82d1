"""Units, definitions and a title in ``DataFrame.attrs``, read from the dictionaries of outcomes and events.

They are put on what a person gets (:func:`borderSim.run`, a loaded result), never on what is stored:
the bytes of the files do not depend on them. They survive selections, and ``to_parquet`` of pandas.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from borderSim.measures.events import COLUMNS
from borderSim.measures.outcomes import OUTCOMES


class Labels(dict[str, str]):
    """Texts by column. Frames made from one another share them, however often pandas copies ``attrs``."""

    def __deepcopy__(self, memo: object) -> Labels:
        return self


LABELS: dict[str, tuple[str, str]] = {
    "run": ("", "number of the run"),
    "scenario": ("", "name of the scenario"),
    "level": ("", "name of the partnership level in force"),
    "arm": ("", "structural alternative of a sweep"),
    "point": ("", "number of the point of a sweep"),
    "seed": ("", "seed of the replicate"),
    "replicate": ("", "number of the replicate, 0 is the first"),
    "day": ("days", "day of the horizon, 0 is the first"),
    "month": ("months", "30 days of the horizon, 0 are the first"),
    "orgs_alive": ("organisations", "organisations that have not ended, at the end of the day"),
    "cases_open": ("cases", "cases of the police that are open, at the end of the day"),
    "under_way": ("loads", "loads sent and not yet at the border, at the end of the day"),
    "cash_total": ("EUR", "cash of all organisations, at the end of the day; below 0 where losses left them in debt"),
    "police_known_member_share": ("1", "share of the active members whom the police know, noted every seventh day"),
    # ---- networks and links: places of members, and ties between two places
    "organisation": ("", "number of the organisation"),
    "profile": ("", "profile of goods and mode"),
    "entered": ("days", "day on which the organisation entered, 0 is the first of the horizon"),
    "ended": ("days", "day on which it ended, empty where it did not"),
    "end_reason": ("", "why it ended"),
    "member": ("", "place of the member in the organisation"),
    "other": ("", "place of the other member"),
    "role": ("", "role of the member"),
    "tier": ("", "1 courier to 4 organiser"),
    "status_start": ("", "status of the member at the start of the horizon"),
    "status_end": ("", "status of the member at its end"),
    "known_start": ("", "whether the police knew the member at the start"),
    "known_end": ("", "whether they knew the member at the end"),
    "start": ("", "whether the tie stood at the start"),
    "end": ("", "whether the tie stood at the end"),
    # ---- paired statistics
    "outcome": ("", "name of the outcome"),
    "n": ("replicates", "replicates with a value"),
    "value": ("see units_by_outcome", "mean of the level (of a ratio: the ratio of sums)"),
    "value_low": ("see units_by_outcome", "lower end of its 95 % interval"),
    "value_high": ("see units_by_outcome", "upper end of its 95 % interval"),
    "difference": ("see units_by_outcome", "mean paired difference to the present level"),
    "low": ("see units_by_outcome", "lower end of the 95 % interval of the difference"),
    "high": ("see units_by_outcome", "upper end of the 95 % interval of the difference"),
    "mcse": ("see units_by_outcome", "standard error of the difference over replicates"),
    "relative": ("1", "difference over the size of the present level's value"),
    "variance_reduction": ("1", "variance of an unpaired difference over that of the paired one"),
}  # fmt: skip
"""Unit and meaning of columns that are no outcome and no column of the event log."""

BY_POST = {
    "inspected": ("loads", "loads of organisations that were checked at the post"),
    "shipped": ("loads", "loads of organisations that arrived at the post"),
    "found": ("loads", "loads of organisations found at the post"),
    "delivered": ("loads", "loads of organisations that passed the post and reached the market"),
    "shock": ("", "1 on the day on which the shock struck"),
}
"""The same of columns ``<what>:<post>``."""
PARTS = {
    "_value_low": "value_low", "_value_high": "value_high", "_difference": "difference", "_low": "low", "_high": "high",
}  # fmt: skip
"""Endings of the columns of :meth:`Comparison.table`."""


def unit_of(outcome: str, *, a_year: bool = False) -> str:
    """Return the unit of an outcome; ``a_year`` for statistics in which totals are divided by the horizon."""
    known = OUTCOMES[outcome]
    return f"{known.unit} a year" if a_year and known.kind == "total" else known.unit


def with_units[Shown: (pd.DataFrame, pd.Series)](frame: Shown, title: str, kind: str = "series", *, a_year: bool = False) -> Shown:
    """Put ``units``, ``definitions`` and ``title`` into the ``attrs`` of a frame or series; return it.

    Args:
        frame: the frame, whose columns (of a series: whose index) are described.
        title: what it is, in a few words.
        kind: ``events`` for the log, whose columns have a dictionary of their own.
        a_year: whether totals are a year.
    """
    names = [str(name) for name in (frame.index if isinstance(frame, pd.Series) else frame.columns)]
    found = {name: _described(name, kind, a_year) for name in names}
    known = {name: texts for name, texts in found.items() if texts is not None}
    frame.attrs["title"] = title
    frame.attrs["units"] = Labels({name: unit for name, (unit, _) in known.items()})
    frame.attrs["definitions"] = Labels({name: text for name, (_, text) in known.items()})
    if "outcome" in names:
        frame.attrs["units_by_outcome"] = Labels({name: unit_of(name, a_year=True) for name in OUTCOMES})
    return frame


def _described(name: str, kind: str, a_year: bool) -> tuple[str, str] | None:
    """Return unit and meaning of a column; None of one that is not known (a factor of a design)."""
    if kind == "events" and name in COLUMNS:
        return COLUMNS[name].unit, COLUMNS[name].definition
    if name in OUTCOMES:
        return unit_of(name, a_year=a_year), OUTCOMES[name].definition
    if name in LABELS:
        return LABELS[name]
    what, colon, _ = name.partition(":")
    if colon and what in BY_POST:
        return BY_POST[what]
    for ending, part in PARTS.items():
        if name.removesuffix(ending) in OUTCOMES:
            return unit_of(name.removesuffix(ending), a_year=a_year), LABELS[part][1]
    return None


def tidy_summary(paired: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Return paired statistics with ``title`` and ``unit`` of each row's outcome beside its name."""
    at = list(paired.columns).index("outcome") + 1
    table = paired.copy()
    table.insert(at, "title", [titles.get(str(name), str(name)) for name in table["outcome"]])
    table.insert(at + 1, "unit", [unit_of(str(name), a_year=True) for name in table["outcome"]])
    return table
