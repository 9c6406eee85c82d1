"""Scene 8, the gears: what goes into each step of the enforcement cycle, what comes out, and which one is stuck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.classroom.demo.plain import estimate, number
from borderSim.classroom.demo.stage import Stage
from borderSim.studies.analysis import estimates


@dataclass(frozen=True)
class Gear:
    """One step of the cycle.

    Attributes:
        name: of the step.
        unit: of what goes in and of what comes out.
        into: outcomes, or counts of events (:func:`borderSim.classroom.stories.moments.tally`,
            written with ``#``), whose sum goes in.
        out: the same for what comes out.
    """

    name: str
    unit: str
    into: tuple[str, ...]
    out: tuple[str, ...]


GEARS = (
    Gear(
        "inform",
        "items",
        ("#share entity customs", "#withheld entity customs"),
        ("#used entity customs",),
    ),
    Gear("check", "loads", ("attempts",), ("loads_inspected",)),
    Gear("find", "loads", ("loads_inspected",), ("loads_found",)),
    Gear("tell", "loads", ("loads_found",), ("finds_received",)),
    Gear("link", "loads", ("finds_received",), ("finds_linked",)),
    Gear(
        "close",
        "cases",
        ("#event takedown", "#case given up", "#case closed"),
        ("#event takedown",),
    ),
    Gear("reach", "cases", ("takedowns",), ("takedowns_upper",)),
    Gear("charge", "persons", ("members_arrested",), ("members_charged",)),
    Gear("convict", "persons", ("members_charged",), ("members_convicted",)),
)
"""``inform``: the police's news of a front company, driver or courier that could go to customs, and
what customs read and could use; ``check``: loads that arrive, and are checked; ``find``: and are
found; ``tell``: finds that reach the police; ``link``: and are linked to the right file; ``close``:
cases that end, and those that end with arrests; ``reach``: and with a broker or organiser among the
arrested; ``charge``, ``convict``: persons."""
CROSSED = {"by_law": "#event handover", "shared": "#share find police"}
"""Ways in which a find of customs reaches the police, where it is not in the file at once."""
RULE = "smallest share of what goes in that comes out"


def gears(stage: Stage) -> dict[str, Any]:
    """Return the scene's data.

    ``rule``: by which the stuck gear is named, the same at every level; ``levels``: for each level its
    ``gears``, each with ``into`` and ``out`` (a year) and ``share`` (out over into, with its interval
    over seeds), ``stuck``: the name of the gear with the smallest share, and ``finds_crossed``: finds
    of customs a year that went to the police ``by_law`` and those that were ``shared``; ``law``: value
    in EUR from which a find must be handed over, and after how many days it is there.
    """
    law = stage.search.present.legal_model
    return {
        "rule": RULE,
        "law": {
            "from_eur": number(law.handover_threshold_eur),
            "after_days": number(law.handover_delay_days),
        },
        "levels": [_level(stage, level) for level in stage.search.levels],
    }


def _level(stage: Stage, level: str) -> dict[str, Any]:
    rows = [_turned(stage, level, gear) for gear in GEARS]
    told = [row for row in rows if row["share"]["value"] is not None]
    return {
        "level": level,
        "gears": rows,
        "finds_crossed": {
            name: number(float(_counts(stage, level, (of,)).mean()) / stage.measured.years)
            for name, of in CROSSED.items()
        },
        "stuck": min(told, key=lambda row: row["share"]["value"])["name"] if told else None,
    }


def _turned(stage: Stage, level: str, gear: Gear) -> dict[str, Any]:
    into, out = (_counts(stage, level, names) for names in (gear.into, gear.out))
    share = estimates.contrast(out[None], into[None], [1.0]).one()
    years = stage.measured.years
    return {
        "name": gear.name,
        "unit": gear.unit,
        "into": {"of": list(gear.into), "a_year": number(float(into.mean()) / years)},
        "out": {"of": list(gear.out), "a_year": number(float(out.mean()) / years)},
        "share": estimate(share),
    }


def _counts(stage: Stage, level: str, names: tuple[str, ...]) -> np.ndarray:
    """The sum of some counts, one for each seed."""
    return np.array(
        [
            sum(_count(name, seed.tallies[level], seed.outcomes[level]) for name in names)
            for seed in stage.search.seeds
        ]
    )


def _count(name: str, tally: Mapping[str, int], outcomes: Mapping[str, float | None]) -> float:
    return float(tally.get(name[1:], 0) if name.startswith("#") else outcomes[name] or 0.0)
