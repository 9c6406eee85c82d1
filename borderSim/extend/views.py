"""What measures and interventions are handed: frozen copies of a day.

Their names are a public contract.

A measure stands outside the model: like the shipped outcomes it may read the truth about
traffickers. An intervention is an order of the authorities: it sees what the services' own books
say, never the truth. Arrays are copies that nobody can write to, and nothing leads back to the
state. The page ``docs/own.md`` lists every name with its unit; a compiled day must be able to fill
the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borderSim.errors import InputError
from borderSim.extend.named import Named
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.summary import FLOWS, STATES
from borderSim.rules.views import Floats, Ints

Bools = NDArray[np.bool_]
Setting = float | int | str | bool | None | tuple[object, ...]

PAST_DAYS = 365
"""Days that an intervention can look back."""
WORKED_OUT = (
    "blows",
    "blows_unrecovered",
    "enforcement_and_cooperation_cost_eur",
    "net_benefit_eur",
    "net_benefit_society_eur",
    "net_benefit_treasury_eur",
    "net_benefit_world_eur",
    "harm_at_expected_size_eur",
    "delivered_value_at_expected_size_eur",
    "orgs_ended",
    "organisation_years_100",
)
"""Totals that are worked out of others at the end of a run: no day has them."""
COUNTED = (
    *FLOWS,
    *(
        name
        for name, one in OUTCOMES.items()
        if one.kind == "total" and name not in (*FLOWS, *WORKED_OUT)
    ),
)
"""What is counted every day: the flows of ``daily.parquet``, then every other total among the outcomes."""
BY_POST = ("inspected", "shipped", "found", "delivered")
"""What is counted by post, under the name ``found:<post>``."""
IN_THE_BOOKS = (
    "seizures",
    "seizures_inland",
    "seizures_let_run",
    "seizures_opportunist",
    "seized_value_eur",
    "inspections_targeted",
    "inspections_random",
    "lawful_inspected",
    "trade_delay_cost_eur",
    "customs_cost_eur",
    "police_cost_eur",
    "justice_cost_eur",
    "cooperation_setup_eur",
    "cooperation_running_eur",
    "enforcement_cost_eur",
    "cooperation_cost_eur",
    "assets_confiscated_eur",
    "members_arrested",
    "members_charged",
    "members_convicted",
    "items_shared",
    "collisions",
    "cases_opened",
    "takedowns",
    "coordination_hours",
    "cases_open",
)
"""What the services count themselves, and an intervention may ask for.

Names as in ``daily.parquet``.
"""
HIDDEN = ("traffickers", "organisations", "opportunists")
"""Parts of a scenario that no authority knows: an intervention does not see them."""
LEFT_OUT = ("schedule", "orders", "shocks", "networks", "levels", "dials")
"""Parts of a scenario that hold no single values."""


@dataclass(frozen=True, slots=True)
class OrganisationsView:
    """The traffickers as they are, and what the police know of them (O places; one is never used twice).

    Attributes:
        alive: (O,) bool, the organisation exists today; a place that was not taken yet has none.
        goods: (O,) name of the commodity in which each deals.
        strength: (O,) share of its usual work that it can do, 0 to 1.
        cash: (O,) money that it holds, EUR.
        members: (O,) members who are active.
        members_known: (O,) active members whom the police know.
        case_open: (O,) bool, the police have a case on it.
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
    """What a measure sees: in ``day`` the day that has just ended, in ``start`` the morning of the first one.

    Attributes:
        day: day of the horizon, from 0.
        days: days of the whole horizon.
        seed: seed of the replicate.
        scenario: name of the scenario.
        level: name of the level of cooperation in force.
        posts: names of the posts.
        today: a number by name: what was counted today, and states at its end (0 where nothing
            happened).
        settings: a value by dotted key: the scenario in force today, shocks and interventions
            included.
        organisations: the traffickers, an :class:`OrganisationsView`.
        events: what happened today, a mapping each (``docs/events.md``); refused if the scenario
            keeps no events.
    """

    day: int
    days: int
    seed: int
    scenario: str
    level: str
    posts: tuple[str, ...]
    today: Named[float]
    settings: Named[Setting]
    organisations: OrganisationsView
    _events: tuple[Named[object], ...] | None

    @property
    def events(self) -> tuple[Named[object], ...]:
        """Return what happened today.

        Raises:
            InputError: the scenario keeps no events.
        """
        if self._events is None:
            raise InputError("view.events: this scenario keeps no events; set events=true")
        return self._events


@dataclass(frozen=True, slots=True)
class MorningView:
    """What an intervention sees in the morning, before anything of the day happens.

    Attributes:
        day: day of the horizon, from 0.
        days: days of the whole horizon.
        scenario: name of the scenario.
        level: name of the level of cooperation in force.
        posts: names of the posts.
        settings: a value by dotted key: the scenario, without what interventions and shocks set,
            and without what no authority knows (traffickers, their organisations, opportunists).
        past: an array by name: what the services counted on each of the days before, oldest first,
            at most 365 days, those before the horizon included.
    """

    day: int
    days: int
    scenario: str
    level: str
    posts: tuple[str, ...]
    settings: Named[Setting]
    past: Named[Floats]


__all__ = ["COUNTED", "IN_THE_BOOKS", "STATES", "DayView", "MorningView", "OrganisationsView"]
