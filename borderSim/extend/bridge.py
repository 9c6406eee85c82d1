"""The one place where measures and interventions meet the state: it is copied into views, and orders go to its setters.

Whatever becomes of the state's parts, only this file has to follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass

import numpy as np

from borderSim.extend.named import Named
from borderSim.extend.views import (
    BY_POST,
    COUNTED,
    HIDDEN,
    IN_THE_BOOKS,
    LEFT_OUT,
    PAST_DAYS,
    STATES,
    DayView,
    MorningView,
    OrganisationsView,
    Setting,
)
from borderSim.model.phases.shocks import put_in_force
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE
from borderSim.parameters.scenario import Scenario
from borderSim.parameters.shocks import Effects
from borderSim.rules.views import sealed


def day_of(state: State) -> int:
    """Return the day of the horizon, negative in the burn-in."""
    return state.day_of_horizon()


def policy_of(state: State) -> Scenario:
    """Return the scenario in force without shocks and interventions."""
    return state.shocks.policy


def order(state: State, orders: Iterable[Effects]) -> None:
    """Put in force what interventions order for today, in the place of what they ordered before."""
    wanted = tuple(orders)
    if wanted != state.shocks.orders:
        state.shocks.orders = wanted
        put_in_force(state, state.shocks.policy)


class Views:
    """Makes the views of a run; keeps what seldom changes."""

    def __init__(self) -> None:
        self._kept: list[tuple[Scenario, Named[Setting]]] = []
        self._shown: tuple[Scenario, Named[Setting]] | None = None

    def evening(self, state: State, *, before: bool = False) -> DayView:
        """Return what measures see; ``before``: of a day that has not been simulated yet."""
        s, posts = state.policy.scenario, tuple(state.routes.posts)
        names = [*COUNTED, *STATES, *(f"{what}:{post}" for what in BY_POST for post in posts)]
        names += [f"shock:{name}" for name in state.shocks.loaded]
        counted = {} if before else state.recorder.last_day()
        events = (
            tuple(_event(one) for one in _of_day(state)) if state.recorder.keep_events else None
        )
        return DayView(
            day=day_of(state),
            days=s.horizon_days,
            seed=state.seed,
            scenario=s.name,
            level=s.partnership.label,
            posts=posts,
            today=Named({name: counted.get(name, 0.0) for name in names}, "count of a day"),
            settings=self._settings(s),
            organisations=_organisations(state),
            _events=() if before and events else events,
        )

    def morning(self, state: State) -> MorningView:
        """Return what interventions see."""
        s = policy_of(state)
        past = {
            name: sealed(np.array(state.recorder.latest_days(name, PAST_DAYS)))
            for name in IN_THE_BOOKS
        }
        return MorningView(
            day=day_of(state),
            days=s.horizon_days,
            scenario=s.name,
            level=s.partnership.label,
            posts=tuple(state.routes.posts),
            settings=self._known(s),
            past=Named(past, "count of the services"),
        )

    def _settings(self, scenario: Scenario) -> Named[Setting]:
        """Return every value of a scenario by its dotted key."""
        for kept, settings in self._kept:
            if kept is scenario:
                return settings
        found: dict[str, Setting] = {}
        for spec in fields(scenario):
            if spec.name not in LEFT_OUT:
                _put(spec.name, getattr(scenario, spec.name), found)
        made = Named(found, "setting")
        # the policy, and what is in force under shocks
        self._kept = [(scenario, made), *self._kept[:1]]
        return made

    def _known(self, scenario: Scenario) -> Named[Setting]:
        """Return the values of a scenario that the authorities know."""
        if self._shown is None or self._shown[0] is not scenario:
            every = self._settings(scenario)
            known = {
                key: value for key, value in every.items() if key.partition(".")[0] not in HIDDEN
            }
            self._shown = scenario, Named(known, "setting that the authorities know")
        return self._shown[1]


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


def _organisations(state: State) -> OrganisationsView:
    o, police = state.traffickers, state.police
    active = (o.status == ACTIVE) & o.alive[:, None]
    goods = list(state.policy.scenario.commodities)
    return OrganisationsView(
        alive=sealed(o.alive),
        goods=tuple(goods[state.good_of(place)] for place in range(o.n)),
        strength=sealed(o.strength_now(state.policy.scenario.traffickers)),
        cash=sealed(o.cash),
        members=sealed(active.sum(axis=1)),
        members_known=sealed((police.known_members & active).sum(axis=1)),
        case_open=sealed(police.cases.open),
        informant=sealed(police.informant),
    )


def _of_day(state: State) -> list[dict[str, object]]:
    """Return the events of the day that was just closed, the last in the log."""
    found: list[dict[str, object]] = []
    for event in reversed(state.recorder.events):
        if event["day"] != state.day:
            break
        found.append({**event, "day": day_of(state)})
    return found[::-1]


def _event(event: Mapping[str, object]) -> Named[object]:
    """Return an event that leads back to nothing in the log."""
    return Named(
        {key: tuple(value) if isinstance(value, list) else value for key, value in event.items()},
        "detail of an event",
    )
