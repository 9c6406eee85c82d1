"""What one run hands back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from borderSim.measures.outcomes import Outcome
from borderSim.parameters.window import Window
from borderSim.presentation import Presented, show

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


@dataclass(frozen=True)
class Result:
    """The measured outcomes of one run.

    Attributes:
        outcomes: value by outcome name, in the order of ``OUTCOMES``, over the years that the
            scenario measures (``measure_from_year``); None where a ratio or a state is undefined.
        yearly: a row for each year of the horizon (``year`` = 1, 2, ..., with its ``days``): the
            outcomes that can be told of a year by itself.
        daily: a row per day of the horizon (``day`` = 0, 1, ...), flows and states.
        monthly: a row per 30 days (``month`` = 0, 1, ...): sums of flows, last value of states.
        events: what happened to single loads and cases (see :mod:`borderSim.measures.events`);
            empty unless the scenario asks for it.
        networks: a row per place of a member in an organisation that lived in the horizon: role,
            state at its start and end, whether the police know it, when and why the organisation
            ended.
        links: a row per tie between two places, whether it stood at the start and at the end.
        work: a row per post of customs and day, and per police unit and week: hours at hand and
            used, and what waits; empty without events.
        declared: the outcomes that measures of one's own declared; their values stand last in
            ``outcomes``.
        window: the years of the horizon so far that ``outcomes`` are of.
    """

    outcomes: dict[str, float | None]
    daily: pd.DataFrame
    monthly: pd.DataFrame
    events: pd.DataFrame
    networks: pd.DataFrame = field(default_factory=pd.DataFrame)
    links: pd.DataFrame = field(default_factory=pd.DataFrame)
    yearly: pd.DataFrame = field(default_factory=pd.DataFrame)
    work: pd.DataFrame = field(default_factory=pd.DataFrame)
    declared: tuple[Outcome, ...] = ()
    window: Window | None = None

    def __repr__(self) -> str:
        """Say what it is; its frames say the rest."""
        title = str(self.daily.attrs.get("title", "")).removeprefix("days: ")
        log = vars(self)["events"]
        events = f"{len(log)} events" if len(log.columns) else "no log of events"
        return f"<{f'run of {title}' if title else 'one run'}: {len(self.daily)} days, {len(self.outcomes)} outcomes, {events}>"

    def figure(self, *columns: str | Iterable[str]) -> Figure:
        """Return the months as small multiples: the columns of ``monthly`` that are named, else the usual ones.

        Raises:
            InputError: there is no such column.
        """
        return show(Presented.MONTHS_FIGURE, self.monthly, columns)

    def _repr_html_(self) -> str:
        """Show the headline outcomes, all of them folded below."""
        return show(Presented.RUN_TABLE, self)
