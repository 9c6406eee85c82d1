"""Interventions: what is set otherwise on days of the horizon, decided every morning.

An intervention says what holds today, by the keys of a schedule: ``{"customs.random_share": 0.2}``,
or ``{"posts.*.flows.*.officers": {"factor": 1.2}}`` as the settings of a shock. Tomorrow it is
asked again; what it no longer says is taken back. It goes through the setters of shocks and
schedules and never touches the state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from borderSim.errors import InputError, of_type
from borderSim.parameters.scenario import Scenario
from borderSim.parameters.shocks import Effects
from borderSim.scenario.checks import check
from borderSim.scenario.draft import Draft
from borderSim.scenario.from_python import plain_values
from borderSim.scenario.schedule import MAY_CHANGE
from borderSim.scenario.shock_files import read_changes
from borderSim.scenario.shock_overlay import under

if TYPE_CHECKING:
    from borderSim.extend.views import MorningView

OF_THE_OTHERS = ("traffickers",)
"""What no authority sets: a schedule or a shock may."""
MAY_SET = tuple(key for key in MAY_CHANGE if key.partition(".")[0] not in OF_THE_OTHERS)
"""Patterns of the keys that an intervention sets."""


class Intervention(Protocol):
    """What an intervention must have. It is copied anew for every run; it needs no base class."""

    def day(self, view: MorningView) -> Mapping[str, object] | None:
        """Return what is set otherwise today, by dotted key; empty or None for nothing."""
        ...


class DailyIntervention:
    """An intervention made of a function of the view."""

    def __init__(self, function: Callable[[MorningView], Mapping[str, object] | None]) -> None:
        self.function, self.name = function, str(getattr(function, "__name__", "intervention"))

    def day(self, view: MorningView) -> Mapping[str, object] | None:
        """Return what the function says."""
        return self.function(view)


class Orders:
    """Turns what interventions say into effects on the scenario, checked.

    Each answer is read once.
    """

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], Effects] = {}
        self._policy: Scenario | None = None
        self._plain: dict[str, Any] = {}

    def effects(self, who: str, answer: object, policy: Scenario) -> Effects | None:
        """Return what an answer puts in force; None for nothing.

        Args:
            who: how sentences call the intervention.
            answer: what it returned.
            policy: the scenario that it changes.

        Raises:
            InputError: no mapping, an unknown key, one that can't change, or a value that is not
                allowed.
        """
        if answer is None:
            return None
        if not isinstance(answer, Mapping):
            raise InputError(
                f"{who}: gave {of_type(answer)}, but must give a mapping such as {{'customs.random_share': 0.2}}, or None"
            )
        if not answer:
            return None
        if policy is not self._policy:
            self._policy, self._plain, self._read = policy, plain_values(policy), {}
        key = (who, repr(sorted(answer.items(), key=lambda pair: str(pair[0]))))
        if key not in self._read:
            self._read[key] = self._made(who, answer, policy)
        return self._read[key]

    def _made(self, who: str, answer: Mapping[Any, Any], policy: Scenario) -> Effects:
        for name in answer:
            if not isinstance(name, str):
                raise InputError(
                    f"{who}: {name!r} is no key: a key is a text such as 'customs.random_share'"
                )
            if name.partition(".")[0] in OF_THE_OTHERS:
                raise InputError(
                    f"{who}: {name} is of the traffickers: an intervention acts on the services; a schedule or a shock can set it"
                )
        given = {name: _plain(value) for name, value in answer.items()}
        effects = Effects(
            settings=read_changes(given, "what it sets", Draft(self._plain, who), MAY_SET)
        )
        check(under(policy, [effects]), lambda _: who)
        return effects


def _plain(value: object) -> object:
    """Return a value without types of numpy."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if hasattr(value, "tolist") and hasattr(value, "dtype"):
        return value.tolist()  # type: ignore[attr-defined]
    return list(value) if isinstance(value, tuple) else value
