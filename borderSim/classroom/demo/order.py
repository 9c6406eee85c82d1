"""Scene 7, seize at once or let run: one find both ways, and the mean over all finds that were run again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from borderSim.classroom.demo.measured import verdict
from borderSim.classroom.demo.plain import estimate, events, load, number
from borderSim.classroom.demo.stage import Stage
from borderSim.classroom.stories.followed import COUNTS, WINDOW, Followed
from borderSim.classroom.stories.other_order import (
    EVERY,
    PLACES,
    UNTIL,
    WAYS,
    Looked,
    Twin,
    decision_of,
)
from borderSim.measures.quantities import yardstick
from borderSim.measures.stories import summary
from borderSim.studies.analysis import estimates

FORMS = ("let run", "seize")
"""What was done with the finds without an order: each form is an estimate of its own."""
OUTCOMES = {
    "arrested": "members_arrested",
    "leaders": "leaders_arrested",
    "finds": "seizures",
    "market_eur": "delivered_value_eur",
}
"""Which outcome a count is, for its direction: more, less or neither is better."""
RULE = (
    "the find whose two runs differ most in members arrested and further loads found in its "
    "organisation, whichever way"
)
MARKS = ("arrest", "seizure", "delivered", "takedown", "organisation ends")
PER_FINDS = 100
"""Differences are told for so many finds."""


def order(stage: Stage) -> dict[str, Any]:
    """Return what the scene shows of orders.

    ``level``: under which the finds were made (most loads are let run there); ``days`` of the window;
    ``every``: so many-th of the finds that were seized was run again; ``per``: differences are for so
    many finds; ``forms``: by what was done without an order, ``finds`` of which both ways were open,
    ``twins`` run again, of how many ``seeds``, ``lost`` of them where they were let run, and
    ``differences``; ``story``: one twin (:data:`RULE`), None where there is none.
    """
    told = stage.orders
    return {
        "level": stage.lets_run,
        "days": WINDOW,
        "every": EVERY,
        "per": PER_FINDS,
        "rule": RULE,
        "forms": [_form(told, how) for how in FORMS],
        "story": _story(stage, [one for seed in told for one in seed.twins]),
    }


def _form(told: Sequence[Looked], how: str) -> dict[str, Any]:
    twins = [[one for one in seed.twins if one.find.how == how] for seed in told]
    twins = [own for own in twins if own]
    return {
        "how": how,
        "finds": sum(seed.finds[how] for seed in told),
        "twins": sum(map(len, twins)),
        "seeds": len(twins),
        "lost": sum(one.lost for own in twins for one in own),
        "differences": [
            {"of": count, "place": place, "until": until} | difference(twins, count, place, until)
            for count in COUNTS
            for place in PLACES
            for until in UNTIL
        ],
    }


def difference(
    twins: Sequence[Sequence[Twin]], count: str, place: str, until: str
) -> dict[str, Any]:
    """Return let run less seized for :data:`PER_FINDS` finds, with its 95 % interval and ``verdict``.

    Finds of one seed are not independent: they are of the same organisations, and what follows one
    overlaps with what follows the next. The seed is the replicate: the mean over all finds is the
    ratio of two sums over seeds, and its error is that of leaving out one seed at a time.

    Args:
        twins: those of each seed that has any.
        count: of :data:`borderSim.classroom.stories.followed.COUNTS`.
        place: of :data:`borderSim.classroom.stories.other_order.PLACES`.
        until: of :data:`borderSim.classroom.stories.other_order.UNTIL`.
    """
    tops = [float(sum(one.difference(count, place, until) for one in own)) for own in twins]
    found = estimates.ratio(tops, [float(len(own)) for own in twins])
    return estimate(found, PER_FINDS) | {
        "verdict": verdict(found, yardstick(OUTCOMES[count]).better)
    }


def _story(stage: Stage, twins: Sequence[Twin]) -> dict[str, Any] | None:
    if not twins:
        return None
    one = min(twins, key=_rank)
    logs = stage.both(one)
    return {
        "seed": one.seed,
        "day": one.find.day,
        "how": one.find.how,
        "ways": [
            {
                "how": how,
                "shipment": load(summary(logs[how], one.find.load)),
                "followed": {
                    place: {until: _counts(one.ways[how, place, until]) for until in UNTIL}
                    for place in PLACES
                },
                "events": _marks(stage, one, how),
            }
            for how in WAYS
        ],
    }


def _rank(one: Twin) -> tuple[float, ...]:
    """Those that differ most first (:data:`RULE`), then the most valuable, then in order."""
    apart = sum(
        abs(one.difference(count, "organisation", "window")) for count in ("arrested", "finds")
    )
    return -apart, -one.find.value_eur, one.seed, one.find.event


def _counts(found: Followed) -> dict[str, Any]:
    return {name: number(value) for name, value in asdict(found).items()}


def _marks(stage: Stage, one: Twin, how: str) -> list[dict[str, Any]]:
    """The decision, and what followed in the organisation within the window."""
    log = stage.both(one)[how]
    decision, find = decision_of(log, one.find), one.find
    later = [
        e
        for e in log.of(find.organisation, *MARKS)
        if e["id"] > decision["id"] and e["day"] <= find.day + WINDOW
    ]
    return events([decision, *later])
