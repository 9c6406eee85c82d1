"""The named streams that are drawn in blocks of fixed shape a day, used or not, and the columns of each block."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.model.state.consignments import LUCK
from borderSim.model.state.contacts import KINDS
from borderSim.model.state.random_streams import DailyUniforms, DayKeyed, WeeklyUniforms
from borderSim.model.state.routes import Routes
from borderSim.model.state.traffickers import Traffickers

ENTITY_LUCK = {name: i for i, name in enumerate(("replace", "learn", "share", "latency", "fidelity", "leak", "expose"))}
MEMBER_LUCK = {
    name: i for i, name in enumerate(("reveal", "learn", "leave", "charge", "convict", "refill", "fresh", "luck", "tie", "flee", "promote"))
}
FIND_LUCK = {name: i for i, name in enumerate(("in_time", "recruit"))}
ORG_LUCK = {
    name: i
    for i, name in enumerate(
        (
            *("informant", "enter", "case", "own_lead", "own_entity", "insider", "goods", "trade"),
            *(f"{what}_{kind}" for kind in KINDS for what in ("hold", "share")),
        )
    )
}

CREDIT_LUCK = {name: i for i, name in enumerate(("quarrel_find", "quarrel_case", "leak", "burned"))}


@dataclass
class Draws:
    """The named streams that are drawn in blocks of fixed shape a day."""

    plans: DailyUniforms
    routes: DailyUniforms
    entities: DailyUniforms
    members: WeeklyUniforms
    organisations: DailyUniforms
    checks: DailyUniforms
    relations: DailyUniforms
    strategies: DailyUniforms
    allocation: DailyUniforms
    credit: DailyUniforms
    governance: DailyUniforms
    second_halves: DayKeyed
    finds: DailyUniforms
    alarms: DayKeyed

    @classmethod
    def of(cls, seed: int, routes: Routes, o: Traffickers, units: int) -> Draws:
        """Open the streams of a replicate.

        Args:
            seed: of the replicate.
            routes: one stream each where a purpose has one a route.
            o: organisations, a row each.
            units: of the police.
        """
        return cls(
            plans=DailyUniforms(seed, "plans", (o.n, len(LUCK))),
            routes=DailyUniforms(seed, [f"routes/{n}" for n in routes.names], (o.n,)),
            entities=DailyUniforms(seed, "entities", (o.n, 2 * o.entities, len(ENTITY_LUCK))),
            members=WeeklyUniforms(seed, "members", o.planned_size, o.width, len(MEMBER_LUCK)),
            organisations=DailyUniforms(seed, "organisations", (o.n, len(ORG_LUCK))),
            checks=DailyUniforms(seed, [f"checks/{n}" for n in routes.names], (4,)),
            relations=DailyUniforms(seed, "relations", (units,)),
            strategies=DailyUniforms(seed, [f"strategies/{n}" for n in routes.names], (o.n, 2)),
            allocation=DailyUniforms(seed, [f"allocation/{n}" for n in routes.names], (4,)),
            credit=DailyUniforms(seed, "credit", (o.n, len(CREDIT_LUCK))),
            governance=DailyUniforms(seed, "governance", (1,)),
            second_halves=DayKeyed(seed, "second halves"),
            finds=DailyUniforms(seed, "finds", (o.n, len(FIND_LUCK))),
            alarms=DayKeyed(seed, "alarms"),
        )
