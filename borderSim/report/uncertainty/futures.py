"""What the futures say for a decision: chance of being best, regret, value of information, when a level loses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

import numpy as np

from borderSim.report.comparison.source import View
from borderSim.report.uncertainty.drawn_inputs import Input, inputs
from borderSim.report.uncertainty.exact_switches import POST, exact_switches
from borderSim.report.uncertainty.incremental_tables import by_harm, by_organisations
from borderSim.report.uncertainty.losing_steps import Loses, losing_steps
from borderSim.report.uncertainty.structures import structures
from borderSim.report.uncertainty.told_futures import Told
from borderSim.studies.analysis.futures.acceptability import Curves, curves, share_best
from borderSim.studies.analysis.futures.cells import DISMANTLED, HARM, NET, Cells, Floats, cells
from borderSim.studies.analysis.futures.grade import MOST_NAMED, graded
from borderSim.studies.analysis.futures.influence import explained, influences
from borderSim.studies.analysis.futures.information import grouped, partial, perfect
from borderSim.studies.analysis.futures.noise import true_values
from borderSim.studies.analysis.futures.regret import regret

WEIGHTS = np.linspace(0.0, 5.0, 26)
"""Multiples of the assumed harm (the ends of its prior: 0.2 to 5)."""
DEFAULT_WEIGHT = 1.0
VALUES = np.geomspace(1e4, 1e8, 25)
"""What an organisation dismantled may be worth, EUR: the program gives it none by itself (assumption: any value between)."""

_TOLD: WeakKeyDictionary[View, Told | None] = WeakKeyDictionary()


def futures(view: View) -> Told | None:
    """Return what the futures of a scenario say; None where there are none, or too few."""
    if view not in _TOLD:
        _TOLD[view] = _told(view)
    return _TOLD[view]


def _told(view: View) -> Told | None:
    runs = view.futures
    names = [level.name for level in view.levels]
    found = None if runs.empty else _once(view, "cells", lambda: cells(runs, names, view.measured))
    if found is None:
        return None
    levels = tuple(view.levels)
    reference = next(i for i, level in enumerate(levels) if level.reference)
    true = _once(view, "true", lambda: true_values(found.values[NET], reference))
    order = np.argsort(-true.flat.mean(axis=0), kind="stable")
    chosen, runner = int(order[0]), int(order[1])
    chance = share_best(true.flat)
    drawn = inputs(view.manifest, view.scenario, list(found.drawn.columns))
    table = found.drawn.to_numpy(float)
    means = found.mean(NET)
    apart = means[:, chosen] - means[:, runner]
    strong = _once(view, "influences", lambda: influences(apart, table))
    told = [row for row in strong if row.told][:MOST_NAMED]
    share = explained(apart, table, [row.place for row in told])
    known = structures(NET, tuple(names))
    same = known is not None and known.scenario == view.scenario
    return Told(
        len(found.futures),
        found.replicates,
        _asked(view, len(found.futures)) - len(found.futures),
        levels,
        chosen,
        runner,
        chance,
        true,
        _once(view, "regret", lambda: regret(true.draws, reference)),
        _once(view, "harm", lambda: _over_harm(found, reference)),
        _once(view, "organisations", lambda: _over_organisations(found, reference, view.years)),
        _once(view, "perfect", lambda: perfect(means, true.draws)),
        _once(view, "partial", lambda: partial(means, _groups(found, table))),
        by_organisations(found, view.years),
        by_harm(found, reference),
        *exact_switches(view, chosen, runner),
        drawn,
        strong,
        [
            Loses(levels[above], levels[below], share, box)
            for below, above, share, box in _once(view, "loses", lambda: losing_steps(true, table))
        ],
        graded(
            float(chance[chosen]),
            structures=known.share(names[chosen]) if known is not None and same else None,
            named=len(told),
            explained=share,
            sourced=all(drawn[row.place].sourced for row in told) and _harm_is_sourced(drawn),
        ),
        [drawn[row.place] for row in told],
        share,
        known,
        same,
    )


def _once[T](view: View, name: str, make: Callable[[], T]) -> T:
    """Return a result that several pages and languages share: numbers only, kept with the comparison."""
    held = vars(view.comparison).setdefault("_of_futures", {})
    key = (view.scenario, name)
    if key not in held:
        held[key] = make()
    return held[key]


def _asked(view: View, least: int) -> int:
    """Return how many futures were asked for."""
    told = (view.manifest.get("futures") or {}).get("count") or {}
    return max(least, int(told.get(view.scenario, least)))


def _harm_is_sourced(drawn: Sequence[Input]) -> bool:
    """Whether what weighs most in net benefit, harm per unit, has a source."""
    return all(own.sourced for own in drawn if own.key in POST[:2])


def _over_harm(found: Cells, reference: int) -> Curves:
    rest, harm = found.rest(), found.values[HARM]
    return curves(
        WEIGHTS,
        (true_values(-(weight * harm + rest), reference, 20).flat for weight in WEIGHTS),
    )


def _over_organisations(found: Cells, reference: int, years: float) -> Curves:
    rest, ended = found.rest(), found.values[DISMANTLED] / years
    return curves(
        VALUES, (true_values(value * ended - rest, reference, 20).flat for value in VALUES)
    )


def _groups(found: Cells, table: Floats) -> dict[str, Floats]:
    columns = list(found.drawn.columns)
    return {
        name: table[:, [columns.index(own) for own in members]]
        for name, members in grouped(columns).items()
    }
