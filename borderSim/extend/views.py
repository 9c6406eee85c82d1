"""What measures and interventions are handed: frozen copies of the state, made once a day for all of them.

A measure stands outside the model: like the shipped outcomes it may read the truth about traffickers.
An intervention is an order of the authorities: it sees what the services' own books say, never the truth.
Arrays are copies that nobody can write to, and nothing leads back to the state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.extend.named import Named
from borderSim.measures.summary import FLOWS, STATES
from borderSim.model.state.organisations import ACTIVE
from borderSim.model.state.state import World
from borderSim.parameters.scenario import Scenario
from borderSim.rules.views import Floats, Ints, sealed

Bools = NDArray[np.bool_]
Setting = float | int | str | bool | None | tuple[object, ...]

PAST_DAYS = 365
"""Days that an intervention can look back."""
IN_THE_BOOKS = (
    "seizures", "seizures_inland", "seizures_let_run", "seizures_opportunist", "seized_value_eur", "inspections_targeted",
    "inspections_random", "lawful_inspected", "trade_delay_cost_eur", "customs_cost_eur", "police_cost_eur", "justice_cost_eur",
    "cooperation_setup_eur", "cooperation_running_eur", "enforcement_cost_eur", "cooperation_cost_eur", "assets_confiscated_eur",
    "members_arrested", "members_charged", "members_convicted", "items_shared", "collisions", "cases_opened", "takedowns",
    "coordination_hours", "cases_open",
)  # fmt: skip
"""What the services count themselves, and an intervention may therefore ask for; names as in ``daily.parquet``."""


@dataclass(frozen=True, slots=True)
class OrganisationsView:
    """The traffickers as they are: the truth, and what the police know of it (O slots, of which some are not in use).

    Attributes:
        alive: (O,) bool, the organisation exists today.
        goods: (O,) commodity that each deals in.
        strength: (O,) share of its usual work that it can do, 0 to 1.
        cash: (O,) EUR.
        members: (O,) members who are active.
        members_known: (O,) of these, known to the police.
        case_open: (O,) bool, a case of the police on it is open.
        informant: (O,) bool, the police have an informant in it.
    """

    alive: Bools
    goods: tuple[str, ...]
    strength: Floats
    cash: Floats
    members: Ints
    members_known: Ints
    case_open: Bools
    informant: Bools


@dataclass(frozen=True, slots=True)
class DayView:
    """What a measure sees at the end of a day of the horizon; at its start, before the first day.

    Attributes:
        day: day of the horizon, 0 is the first; days: of the whole horizon.
        seed: of the replicate; scenario: its name; level: the partnership level in force.
        today: what was counted today and what stands at its end, by the names of ``daily.parquet``
            (0 where nothing happened; all 0 at the start).
        settings: value of every key of the scenario in force, by its dotted key.
        organisations: the traffickers.
        events: what happened today, a mapping each, if the scenario keeps events; else empty.
    """

    day: int
    days: int
    seed: int
    scenario: str
    level: str
    today: Named[float]
    settings: Named[Setting]
    organisations: OrganisationsView
    events: tuple[Named[object], ...]


@dataclass(frozen=True, slots=True)
class MorningView:
    """What an intervention sees in the morning, before anything of the day happens.

    Attributes:
        day: day of the horizon, 0 is the first; days: of the whole horizon.
        scenario: name; level: the partnership level in force.
        settings: value of every key of the scenario, by its dotted key, without what interventions
            and shocks set.
        past: what the services counted on each of the days before, oldest first, at most 365, the
            burn-in included; by the names of :data:`IN_THE_BOOKS`.
    """

    day: int
    days: int
    scenario: str
    level: str
    settings: Named[Setting]
    past: Named[Floats]


class Views:
    """Makes the views of a run; keeps what seldom changes."""

    def __init__(self) -> None:
        self._kept: list[tuple[Scenario, Named[Setting]]] = []

    def evening(self, w: World, *, before: bool = False) -> DayView:
        """Return what measures see; ``before``: of a day that has not been simulated yet."""
        s, start = w.scenario, w.first_day
        names = [*FLOWS, *STATES, *(f"{what}:{post}" for what in ("inspected", "shipped", "found", "delivered") for post in w.routes.posts)]
        today: dict[str, float] = dict.fromkeys([*names, *(f"shock:{name}" for name in w.shocks.loaded)], 0.0)
        if not before:
            today |= w.books.last_day()
            today.pop("day", None)
        events = () if before else tuple(Named(event, "detail of an event") for event in _of_day(w))
        return DayView(
            w.day - start, s.horizon_days, w.seed, s.name, s.partnership.label, Named(today, "count of a day"),
            self.settings(s), _organisations(w), events,
        )  # fmt: skip

    def morning(self, w: World) -> MorningView:
        """Return what interventions see."""
        s = w.shocks.policy
        past = {name: sealed(np.array(w.books.latest_days(name, PAST_DAYS))) for name in IN_THE_BOOKS}
        return MorningView(
            w.day - w.first_day, s.horizon_days, s.name, s.partnership.label, self.settings(s), Named(past, "count of the services")
        )

    def settings(self, scenario: Scenario) -> Named[Setting]:
        """Return every value of a scenario by its dotted key."""
        for kept, settings in self._kept:
            if kept is scenario:
                return settings
        found: dict[str, Setting] = {}
        for spec in fields(scenario):
            if spec.name not in ("schedule", "shocks", "networks", "levels", "dials"):
                _put(spec.name, getattr(scenario, spec.name), found)
        made = Named(found, "setting")
        self._kept = [(scenario, made), *self._kept[:1]]  # the policy, and what is in force under shocks
        return made


def _put(key: str, value: object, into: dict[str, Setting]) -> None:
    if is_dataclass(value):
        for spec in fields(value):
            _put(f"{key}.{spec.name}", getattr(value, spec.name), into)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            _put(f"{key}.{name}", item, into)
    elif isinstance(value, list | tuple):
        into[key] = tuple(value)
    elif value is None or isinstance(value, float | int | str | bool):
        into[key] = value


def _organisations(w: World) -> OrganisationsView:
    o, n = w.organisations, w.organisations.n
    active = (o.status == ACTIVE) & o.alive[:, None]
    goods = list(w.scenario.commodities)
    return OrganisationsView(
        alive=sealed(o.alive), goods=tuple(goods[w.good_of(slot)] for slot in range(n)), strength=sealed(o.strength()),
        cash=sealed(o.cash), members=sealed(active.sum(axis=1)), members_known=sealed((o.known & active).sum(axis=1)),
        case_open=sealed(w.cases.open), informant=sealed(o.informant),
    )  # fmt: skip


def _of_day(w: World) -> list[dict[str, object]]:
    """Return the events of the day that was just closed, the last in the log."""
    found: list[dict[str, object]] = []
    for event in reversed(w.books.events):
        if event["day"] != w.day:
            break
        found.append({**event, "day": w.day - w.first_day})
    return found[::-1]
