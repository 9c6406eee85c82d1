"""The exact twin of one decision: the same run again, with the opposite order for the find of one load alone.

Until the find the two runs are the same, event by event, since an order draws no chance anew. (Of the
burn-in a log keeps only what later events rest on: there one log may keep what the other leaves out.) What
differs after it is what came of the order, in these chances: of one find it is one draw, and only the
mean over many says which way is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from borderSim.classroom.stories.followed import WINDOW, Followed, followed
from borderSim.measures.chronicle import Chronicle, Record
from borderSim.measures.result import Result
from borderSim.parameters.orders import LET_RUN, SEIZE, Order
from borderSim.parameters.scenario import Scenario
from borderSim.simulation import BorderModel

WAYS = {"seize": SEIZE, "let run": LET_RUN}
"""What is done with a find, as the log says it, and the order for it."""
EVERY = 5
"""Of the finds that were seized although they might have been let run, every so many is run again
(assumption: as many twins as of those that were let run, within four minutes)."""
PLACES, UNTIL = ("country", "organisation"), {"window": WINDOW, "end": None}
"""Where and how long is counted what followed."""


@dataclass(frozen=True)
class Find:
    """A find of which both ways were open: a case was known, and law and powers allow to let run.

    Attributes:
        load: its number in the run.
        event: id of the decision, the last event that both runs share but for its ``how`` and ``why``.
        day: of the decision.
        organisation, planned, half: what names the load in an order.
        how: what was done, ``seize`` or ``let run``.
        value_eur: of the load.
    """

    load: int
    event: int
    day: int
    organisation: int
    planned: int
    half: int
    how: str
    value_eur: float

    @property
    def otherwise(self) -> str:
        """What was not done."""
        return "seize" if self.how == "let run" else "let run"


@dataclass(frozen=True)
class Asked:
    """What is simulated for the twins of one seed.

    Attributes:
        present: scenario of the burn-in.
        scenario: that of the horizon, with its log of events.
        seed: of the runs.
        every: see :data:`EVERY`.
    """

    present: Scenario
    scenario: Scenario
    seed: int
    every: int = EVERY


@dataclass(frozen=True)
class Twin:
    """One find, seized and let run, and what followed.

    Attributes:
        seed: of both runs.
        find: as it was without an order.
        lost: whether the load reached the market where it was let run.
        ways: what followed, by what was done, place (:data:`PLACES`) and time (:data:`UNTIL`).
    """

    seed: int
    find: Find
    lost: bool
    ways: dict[tuple[str, str, str], Followed]

    def difference(self, count: str, place: str, until: str) -> float:
        """Return let run less seized of one of :data:`borderSim.classroom.stories.followed.COUNTS`."""
        there, here = (getattr(self.ways[how, place, until], count) for how in ("let run", "seize"))
        return there - here


@dataclass(frozen=True)
class Looked:
    """What one seed gave.

    Attributes:
        seed: its number.
        finds: finds of which both ways were open, by what was done.
        twins: of those that were run again, in their order.
    """

    seed: int
    finds: dict[str, int]
    twins: tuple[Twin, ...]


def finds_of(c: Chronicle, days: int) -> list[Find]:
    """Return the finds of a run of which both ways were open, in their order.

    Those are left out of which less than :data:`WINDOW` days follow within the horizon.

    Args:
        c: the log of the run.
        days: its horizon.
    """
    return [
        find_of(c, e)
        for e in c.events
        if e["kind"] == "decision" and e["why"] == "weighed" and 0 <= e["day"] <= days - WINDOW
    ]


def find_of(c: Chronicle, decision: Record) -> Find:
    """Return the find of a decision."""
    plan = c.loads[decision["load"]][0]
    return Find(
        load=decision["load"],
        event=decision["id"],
        day=decision["day"],
        organisation=plan["organisation"],
        planned=plan["day"],
        half=plan["half"],
        how=decision["how"],
        value_eur=plan["value_eur"],
    )


def chosen(finds: Sequence[Find], seed: int, every: int = EVERY) -> list[Find]:
    """Return the finds that are run again: all that were let run, and every so many of the others.

    The first of these is another one for every seed, so that early finds are not preferred. What
    followed is not asked.
    """
    seized = [one for one in finds if one.how == "seize"]
    kept = {one.event for place, one in enumerate(seized) if (place + seed) % every == 0}
    return [one for one in finds if one.how == "let run" or one.event in kept]


def with_order(scenario: Scenario, find: Find) -> Scenario:
    """Return a scenario that orders what was not done with a find."""
    order = Order(
        organisation=find.organisation,
        planned=find.planned,
        half=find.half,
        find=WAYS[find.otherwise],
    )
    return replace(scenario, orders=(*scenario.orders, order))


def look(asked: Asked) -> Looked:
    """Simulate a seed, and each chosen find again with the opposite order. A pure function of what is asked."""
    start = _burn_in(asked)
    first = _horizon(start, asked.scenario)
    log = Chronicle(first.events)
    finds = finds_of(log, len(first.daily))
    twins = (
        twin(asked.seed, find, log, _ordered(start, asked.scenario, find))
        for find in chosen(finds, asked.seed, asked.every)
    )
    there = {how: sum(find.how == how for find in finds) for how in WAYS}
    return Looked(asked.seed, there, tuple(twins))


def both(asked: Asked, find: Find) -> dict[str, Chronicle]:
    """Return the logs of both runs of a find, by what was done."""
    start = _burn_in(asked)
    plain = Chronicle(_horizon(start, asked.scenario).events)
    return {find.how: plain, find.otherwise: _ordered(start, asked.scenario, find)}


def _burn_in(asked: Asked) -> BorderModel:
    """The first day of the horizon, from which both runs go on."""
    model = BorderModel(asked.present, asked.seed)
    model.run_burn_in()
    return model


def _horizon(start: BorderModel, scenario: Scenario) -> Result:
    branch = start.branch(scenario)
    branch.run_horizon()
    return branch.result()


def _ordered(start: BorderModel, scenario: Scenario, find: Find) -> Chronicle:
    return Chronicle(_horizon(start, with_order(scenario, find)).events)


def twin(seed: int, find: Find, plain: Chronicle, ordered: Chronicle) -> Twin:
    """Compare the run without an order and that with one.

    Raises:
        ValueError: the order was not followed (law or powers do not allow it).
    """
    logs = {find.how: plain, find.otherwise: ordered}
    ways = {}
    for how, log in logs.items():
        decision = decision_of(log, find)
        if decision["how"] != how:
            raise ValueError(f"seed {seed}, load {find.load}: {how} was ordered and not done")
        for place in PLACES:
            for until, days in UNTIL.items():
                ways[how, place, until] = followed(
                    log, decision, days, everywhere=place == "country"
                )
    return Twin(seed, find, _reached_market(logs["let run"], find), ways)


def decision_of(c: Chronicle, find: Find) -> Record:
    """Return the decision over a find, in either of its runs."""
    found = decision_on(c, find.load)
    assert found is not None, "a find was decided on, and both runs are the same until then"
    return found


def decision_on(c: Chronicle, load: int) -> Record | None:
    """Return the decision over the find of a load, None where there was none."""
    return next((e for e in c.loads.get(load, []) if e["kind"] == "decision"), None)


def _reached_market(c: Chronicle, find: Find) -> bool:
    return any(e["kind"] == "delivered" for e in c.loads[find.load])
