"""The names of the analyses that an experiment can ask for.

What each does stands in ``studies/analysis/findings``.
"""

from __future__ import annotations

from borderSim.errors import InputError, nearest

ANALYSES = (
    "null_hypothesis",
    "rank_stability",
    "prior_predictive",
    "twin",
    "instruments",
    "claims",
    "surface",
    "levels_by_law",
    "structure",
    "sensitivity",
    "mechanisms",
    "arms",
)


def check_analysis(name: str, place: str) -> None:
    """See that an analysis exists.

    Raises:
        InputError: it does not.
    """
    if name and name not in ANALYSES:
        raise InputError(
            f"{place}: analysis: there is no {name!r}{nearest(name, ANALYSES)}; there are: {', '.join(ANALYSES)}"
        )
