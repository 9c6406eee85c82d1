"""``borderSim.run``: one run as a person wants it, its tables with their units."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.api.progress import NotebookProgress, in_notebook
from borderSim.errors import InputError
from borderSim.extend.own import Own, read_own
from borderSim.given import settings, switch, understood, whole
from borderSim.measures.dictionary import with_own
from borderSim.measures.frame_units import with_units
from borderSim.measures.result import Result
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import as_scenario, load_scenario

OF_THE_LOG = ("events", "work")
"""Tables that a run has with the log of events alone."""


@dataclass(frozen=True, repr=False)
class ShownResult(Result):
    """A result whose ``outcomes`` are a series (NaN where undefined), with units in ``attrs`` throughout.

    ``events`` and ``work`` are told by an ``InputError`` where the scenario did not ask for the log.

    Attributes:
        profile: where it was asked for, a row a line of the day: ``line``, ``ms_per_day`` (ms of
            processor time a simulated day), ``share``; the last row is the whole day.
    """

    outcomes: pd.Series  # type: ignore[assignment]
    profile: pd.DataFrame | None = None

    def __getattribute__(self, name: str) -> Any:
        """Return an attribute; a table that was not kept is told with what keeps it."""
        found = super().__getattribute__(name)
        if name in OF_THE_LOG and not len(found.columns):
            raise InputError(
                f"{name}: this run has no log of events; run again with events=true, in Python overrides=['events=true']"
            )
        return found


@functools.partial(understood, seed=whole(0), overrides=settings, profile=switch)
def run(
    scenario: Scenario | str | Path,
    seed: int = 1,
    *,
    overrides: Sequence[str] = (),
    measures: object = None,
    interventions: object = None,
    profile: bool = False,
) -> ShownResult:
    """Run one replicate: burn-in and horizon. A pure function of its arguments.

    Args:
        scenario: what is simulated: a scenario, or the name or file of one.
        seed: seed of the replicate.
        overrides: settings that are laid over the scenario, ``key=value`` texts or a mapping; among
            them ``partnership=`` for the level in force from the end of the burn-in on.
        measures: what is counted beside the shipped outcomes (:mod:`borderSim.extend.measure`), by
            object or name.
        interventions: what is changed on days of the horizon
            (:mod:`borderSim.extend.intervention`), by object or name.
        profile: time each line of the day; the result is the same but for ``profile``.

    Raises:
        InputError: no such scenario, something wrong in one that Python has changed, no such seed,
            or a setting that can't be; later, where ``events`` or ``work`` is read and
            ``events=true`` was not set.

    Returns:
        ``outcomes`` (a series by name), ``daily``, ``monthly``, ``yearly``, ``events``, ``work``, ``networks``,
        ``links`` (frames); ``attrs`` of each hold ``title``, and by column ``units`` and ``definitions``.
    """
    from borderSim.day_times import day_times
    from borderSim.simulation import run as simulate

    scenario = as_scenario("scenario", scenario)
    if overrides:
        scenario = load_scenario(scenario, overrides)
    own = read_own(measures, interventions)
    with day_times() if profile else nullcontext() as times:
        raw = _with_a_bar(scenario, seed, own) if in_notebook() else simulate(scenario, seed, own)
    known = with_own(raw.declared)
    place = f"{scenario.name}, {scenario.partnership.label}, seed {seed}"
    return ShownResult(
        outcomes=with_units(
            pd.Series(raw.outcomes, dtype="float64", name="value"),
            f"outcomes: {place}",
            dictionary=known,
        ),
        daily=with_units(raw.daily, f"days: {place}"),
        monthly=with_units(raw.monthly, f"months of 30 days: {place}"),
        events=with_units(raw.events, f"events: {place}", "events"),
        networks=with_units(raw.networks, f"members before and after: {place}"),
        links=with_units(raw.links, f"ties before and after: {place}"),
        yearly=with_units(raw.yearly, f"years of the horizon: {place}", "yearly"),
        work=with_units(raw.work, f"hours and queues: {place}", "work"),
        declared=raw.declared,
        window=raw.window,
        profile=None if times is None else times.table(),
    )


def _with_a_bar(scenario: Scenario, seed: int, own: Own) -> Result:
    """Make the run a day at a time, and show how far it has come."""
    from borderSim.simulation import BorderModel

    model, total, start = (
        BorderModel(scenario, seed, own),
        scenario.burn_in_days + scenario.horizon_days,
        time.monotonic(),
    )
    with NotebookProgress() as bar:
        while model.day < total:
            model.step()
            bar.tell(
                model.day,
                total,
                "days",
                (time.monotonic() - start) / model.day * (total - model.day),
            )
    return model.result()
