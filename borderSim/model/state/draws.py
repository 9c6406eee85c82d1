"""The named streams that are drawn in blocks of fixed shape a day, used or not (columns: :mod:`.draw_columns`)."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.model.state.draw_columns import (
    CaseDraw,
    CheckDraw,
    CreditDraw,
    EntityDraw,
    EntryDraw,
    FindDraw,
    LoadDraw,
    MemberDraw,
    OrganisationDraw,
    PostDraw,
)
from borderSim.model.state.random_streams import Counted, DailyUniforms, DayKeyed, WeeklyUniforms
from borderSim.model.state.routes import Routes
from borderSim.model.state.traffickers import Traffickers


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
    held_over: DayKeyed
    deputies: DayKeyed
    entries: DailyUniforms
    own_traffic: Counted
    trade_data: Counted
    decoys: Counted
    cases: DailyUniforms
    drift: DailyUniforms
    exposures: DayKeyed
    links: DayKeyed
    entity_links: DayKeyed
    register_queries: DayKeyed
    post_load: DailyUniforms

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
            plans=DailyUniforms(seed, "plans", (o.n, len(LoadDraw))),
            routes=DailyUniforms(seed, [f"routes/{n}" for n in routes.names], (o.n,)),
            entities=DailyUniforms(seed, "entities", (o.n, 2 * o.entities, len(EntityDraw))),
            members=WeeklyUniforms(seed, "members", o.planned_size, o.width, len(MemberDraw)),
            organisations=DailyUniforms(seed, "organisations", (o.n, len(OrganisationDraw))),
            checks=DailyUniforms(seed, [f"checks/{n}" for n in routes.names], (len(CheckDraw),)),
            relations=DailyUniforms(seed, "relations", (units,)),
            strategies=DailyUniforms(seed, [f"strategies/{n}" for n in routes.names], (o.n, 2)),
            allocation=DailyUniforms(seed, [f"allocation/{n}" for n in routes.names], (4,)),
            credit=DailyUniforms(seed, "credit", (o.n, len(CreditDraw))),
            governance=DailyUniforms(seed, "governance", (1,)),
            second_halves=DayKeyed(seed, "second halves"),
            finds=DailyUniforms(seed, "finds", (o.n, len(FindDraw))),
            alarms=DayKeyed(seed, "alarms"),
            held_over=DayKeyed(seed, "held over"),
            deputies=DayKeyed(seed, "deputies"),
            entries=DailyUniforms(seed, "entries", (len(o.profiles), len(EntryDraw))),
            own_traffic=Counted(seed, "own traffic"),
            trade_data=Counted(seed, "trade data"),
            decoys=Counted(seed, "decoys"),
            cases=DailyUniforms(seed, "cases", (o.n, len(CaseDraw))),
            drift=DailyUniforms(
                seed, [f"drift/{n}" for n in routes.names], (routes.class_shares.shape[1],)
            ),
            exposures=DayKeyed(seed, "exposures"),
            links=DayKeyed(seed, "links"),
            entity_links=DayKeyed(seed, "entity links"),
            register_queries=DayKeyed(seed, "register queries"),
            post_load=DailyUniforms(
                seed, [f"post load/{n}" for n in routes.posts], (len(PostDraw),)
            ),
        )

    def hold(self, slots: int) -> None:
        """Draw for the first slots only, which somebody holds or has held: nobody looks at the others.

        Args:
            slots: how many.
        """
        for stream in (
            *(self.plans, self.routes, self.entities, self.members, self.organisations),
            *(self.strategies, self.credit, self.finds, self.cases),
        ):
            stream.hold(slots)
