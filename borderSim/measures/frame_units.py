"""Units, definitions and a title in ``DataFrame.attrs``, read from the dictionaries of outcomes and events.

They are put on what a person gets (:func:`borderSim.run`, a loaded result), never on what is
stored:
the bytes of the files do not depend on them. They survive selections, and ``to_parquet`` of pandas.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from borderSim.measures.columns import described, outcome_units, unit_of
from borderSim.measures.dictionary import Dictionary
from borderSim.measures.outcomes import OUTCOMES


class Labels(dict[str, str]):
    """Texts by column. Frames made from one another share them, however often pandas copies ``attrs``."""

    def __deepcopy__(self, memo: object) -> Labels:
        return self


def with_units[Shown: (pd.DataFrame, pd.Series)](
    frame: Shown,
    title: str,
    kind: str = "series",
    *,
    a_year: bool = False,
    dictionary: Dictionary = OUTCOMES,
) -> Shown:
    """Put ``units``, ``definitions`` and ``title`` into the ``attrs`` of a frame or series.

    Return it.

    Args:
        frame: the frame, whose columns (of a series: whose index) are described.
        title: what it is, in a few words.
        kind: ``events`` for the log, whose columns have a dictionary of their own.
        a_year: whether totals are a year.
        dictionary: the outcomes that there are.
    """
    names = [str(name) for name in (frame.index if isinstance(frame, pd.Series) else frame.columns)]
    found = {name: described(name, kind, a_year=a_year, dictionary=dictionary) for name in names}
    known = {name: column for name, column in found.items() if column is not None}
    frame.attrs["title"] = title
    frame.attrs["units"] = Labels({name: column.unit for name, column in known.items()})
    frame.attrs["definitions"] = Labels({name: column.meaning for name, column in known.items()})
    if "outcome" in names:
        frame.attrs["units_by_outcome"] = Labels(
            {name: unit_of(name, a_year=True, dictionary=dictionary) for name in dictionary}
        )
    return frame


def with_row_units(table: pd.DataFrame, dictionary: Dictionary = OUTCOMES) -> pd.DataFrame:
    """Return a table with a row per outcome with ``unit`` and ``per`` beside the outcome's name.

    Args:
        table: statistics of levels, in which totals are a year; a column ``outcome`` names each
            row's.
        dictionary: the outcomes that there are.
    """
    at = list(table.columns).index("outcome") + 1
    units, spans = outcome_units([str(name) for name in table["outcome"]], dictionary)
    found = table.copy()
    found.insert(at, "unit", units)
    found.insert(at + 1, "per", spans)
    return found


def tidy_summary(
    paired: pd.DataFrame, titles: Mapping[str, str], dictionary: Dictionary = OUTCOMES
) -> pd.DataFrame:
    """Return paired statistics with ``title``, ``unit`` and ``per`` of each row's outcome beside its name."""
    table = with_row_units(paired, dictionary)
    at = list(table.columns).index("outcome") + 1
    table.insert(at, "title", [titles.get(str(name), str(name)) for name in table["outcome"]])
    return table
