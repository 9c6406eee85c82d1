"""Measures and interventions in one run: asked on the days of the horizon, and what they say is checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError
from typing import Any

from borderSim.errors import InputError
from borderSim.extend.bridge import State, Views, day_of, order, policy_of, window_day
from borderSim.extend.errors import OwnError
from borderSim.extend.intervention import Orders
from borderSim.extend.measure import values_of, with_ratios
from borderSim.extend.own import NOTHING, Entry, Own, fresh

WRITES = (FrozenInstanceError, AttributeError, ValueError, TypeError)
SIGNS = (
    "read-only",
    "cannot assign",
    "can only be read",
    "does not support item assignment",
    "does not support item deletion",
)
"""What Python says when somebody writes to a view."""


class Running:
    """What was handed in, in one run. Without anything it does nothing.

    A copy of a model, such as a branch, carries copies of them as far as they have come.
    """

    def __init__(self, own: Own = NOTHING) -> None:
        self.own = own
        self._measures = [fresh(entry.body) for entry in own.measures]
        self._interventions = [fresh(entry.body) for entry in own.interventions]
        self._views, self._orders = Views(), Orders()
        self._started = self._measuring = False

    def copied(self) -> Running:
        """Return a copy for a branch of the run: each object as far as it has come."""
        found = Running(self.own)
        found._measures, found._interventions = fresh(self._measures), fresh(self._interventions)
        found._started, found._measuring = self._started, self._measuring
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how it is copied: objects from a notebook by value."""
        if not self.own:
            return Running, ()
        import cloudpickle

        return _again, (
            self.own,
            cloudpickle.dumps((self._measures, self._interventions)),
            self._started,
            self._measuring,
        )

    def begin_day(self, state: State) -> None:
        """Start interventions on the first day of the horizon, measures on the first that is measured.

        Put in force what interventions order for today.
        """
        if not self.own or day_of(state) < 0:
            return
        if not self._measuring and day_of(state) >= window_day(state):
            self._start_measures(state)
        if not self._started:
            self._start(state)
        if self._interventions:
            self._order(state)

    def end_day(self, state: State) -> None:
        """Let the measures look at a day of the years that are measured (before it is counted on)."""
        if not self._measures or day_of(state) < window_day(state):
            return
        view = self._views.evening(state)
        for entry, body in zip(self.own.measures, self._measures, strict=True):
            _asked(entry, state, lambda body=body: body.day(view))

    def outcomes(
        self, state: State, shipped: Mapping[str, float | None]
    ) -> dict[str, float | None]:
        """Return the outcomes of the measures, for what is measured so far."""
        found: dict[str, float | None] = {}
        for entry, body in zip(self.own.measures, self._measures, strict=True):
            if not self._measuring:
                found |= dict.fromkeys((one.name for one in entry.declared), None)
                continue
            values = _asked(
                entry,
                state,
                lambda body=body, entry=entry: values_of(body.end(), entry.declared),
                at_end=True,
            )
            found |= with_ratios(values, entry.declared, {**shipped, **found})
        return found

    def _start_measures(self, state: State) -> None:
        self._measuring = True
        view = self._views.evening(state, before=True) if self._measures else None
        for entry, body in zip(self.own.measures, self._measures, strict=True):
            if callable(getattr(body, "start", None)):
                _asked(entry, state, lambda body=body: body.start(view))

    def _start(self, state: State) -> None:
        self._started = True
        morning = self._views.morning(state) if self._interventions else None
        for entry, body in zip(self.own.interventions, self._interventions, strict=True):
            if callable(getattr(body, "start", None)):
                _asked(entry, state, lambda body=body: body.start(morning))

    def _order(self, state: State) -> None:
        view, orders = self._views.morning(state), []
        for entry, body in zip(self.own.interventions, self._interventions, strict=True):
            answer = _asked(entry, state, lambda body=body: body.day(view))
            try:
                effects = self._orders.effects(entry.label, answer, policy_of(state))
            except InputError as error:
                raise OwnError(f"{error} ({_when(state)})") from error
            if effects is not None:
                orders.append(effects)
        order(state, orders)


def _again(own: Own, bodies: bytes, started: bool, measuring: bool) -> Running:
    import pickle

    found = Running(own)
    found._measures, found._interventions = pickle.loads(bodies)
    found._started, found._measuring = started, measuring
    return found


def _when(state: State) -> str:
    return f"day {day_of(state)} of the horizon, seed {state.seed}"


def _asked(entry: Entry, state: State, ask: Callable[[], Any], *, at_end: bool = False) -> Any:
    """Return an answer.

    Raises:
        OwnError: an exception inside; the sentence names the plug-in, the day and the seed.
    """
    try:
        return ask()
    except Exception as error:
        text = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
        reason = " ".join(f"{type(error).__name__}: {text}".removesuffix(": ").split())
        if isinstance(error, WRITES) and any(sign in text for sign in SIGNS):
            reason = f"it tried to write to what it sees, which can only be read ({reason})"
        when = f"at the end of the run, seed {state.seed}" if at_end else f"on {_when(state)}"
        raise OwnError(f"{entry.label} failed {when}: {reason}") from error
