"""All outcomes of a result: those that every run has, and those of the measures that were handed to it.

A manifest holds what the measures declared, so that a result is read, with units, where they are
not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from borderSim.measures.outcomes import HEADLINE, OUTCOMES, Outcome

if TYPE_CHECKING:
    import pandas as pd

OWN_GROUP = "own"
"""Group of the outcomes that measures of one's own declare."""
MEASURES = "measures"
"""Key of a manifest's choices under which they stand."""
_DECLARED = ("name", "unit", "direction", "kind", "definition", "numerator", "denominator")

Dictionary = Mapping[str, Outcome]


def with_own(own: Iterable[Outcome]) -> Dictionary:
    """Return the shipped outcomes and, after them, some of one's own."""
    found = list(own)
    return {**OUTCOMES, **{one.name: one for one in found}} if found else OUTCOMES


def dictionary_of(manifest: Mapping[str, Any]) -> Dictionary:
    """Return all outcomes of a result by its manifest."""
    measures = manifest.get("choices", {}).get(MEASURES) or {}
    return with_own(_read(entry) for measure in measures.values() for entry in measure["outcomes"])


def as_dict(outcome: Outcome) -> dict[str, str]:
    """Return what was declared of an outcome, as a manifest holds it."""
    return {key: getattr(outcome, key) for key in _DECLARED if getattr(outcome, key)}


def _read(entry: Mapping[str, Any]) -> Outcome:
    return Outcome(
        **{
            "group": OWN_GROUP,
            "low": -float("inf"),
            **{key: entry[key] for key in _DECLARED if key in entry},
        }
    )


def headline_of(dictionary: Dictionary) -> tuple[str, ...]:
    """Return the outcomes of the first table: the headline ones, and all of one's own."""
    own = own_of(dictionary)
    return (*HEADLINE, *own) if own else HEADLINE


def shipped_only(runs: pd.DataFrame, dictionary: Dictionary) -> pd.DataFrame:
    """Return runs without the outcomes of one's own, for analyses that take every unknown column for a factor."""
    own = [name for name in own_of(dictionary) if name in runs]
    return runs.drop(columns=own) if own else runs


def own_of(dictionary: Dictionary) -> tuple[str, ...]:
    """Return the names of the outcomes of one's own."""
    return tuple(name for name, outcome in dictionary.items() if outcome.group == OWN_GROUP)
