"""What every scene draws on: the search, the two levels of the story, and runs of single seeds made again."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from borderSim.classroom.demo.measured import Measured
from borderSim.classroom.stories.one_seed import runs
from borderSim.classroom.stories.search import Search
from borderSim.errors import InputError
from borderSim.measures.chronicle import Chronicle
from borderSim.measures.result import Result
from borderSim.measures.stories import Story
from borderSim.measures.twins import CAUGHT, Contrast, Key, shipments, stories_of


@dataclass(frozen=True)
class Stage:
    """The search's runs, and those of single seeds made again when a scene needs every event.

    Attributes:
        search: what was found.
        low, high: names of the two levels between which the story is told.
    """

    search: Search
    low: str
    high: str
    _runs: dict[int, dict[str, Result]] = field(default_factory=dict, repr=False)
    _logs: dict[tuple[int, str], Chronicle] = field(default_factory=dict, repr=False)

    @cached_property
    def measured(self) -> Measured:
        """Outcomes over the seeds."""
        return Measured(self.search)

    @cached_property
    def story(self) -> Contrast:
        """The best contrast of the two levels: caught by the second because two facts met.

        Raises:
            InputError: the search found none; more seeds would.
        """
        found = [
            one for one in self.search.contrasts((self.low, self.high), CAUGHT) if one.pair.met
        ]
        if not found:
            raise InputError(
                f"seeds={len(self.search.seeds)}: none of them has a shipment that passed at {self.low} and was "
                f"seized at {self.high} because two facts met; search more seeds"
            )
        return found[0]

    def results(self, seed: int) -> dict[str, Result]:
        """Return the runs of a seed by level."""
        if seed not in self._runs:
            self._runs[seed] = runs(self.search.asked(seed))
        return self._runs[seed]

    def log(self, seed: int, level: str) -> Chronicle:
        """Return the log of one run."""
        if (seed, level) not in self._logs:
            self._logs[seed, level] = Chronicle(self.results(seed)[level].events)
        return self._logs[seed, level]

    def twins(self, seed: int, level: str) -> dict[Key, Story]:
        """Return a run's shipments by what names the same one under other levels."""
        return shipments(stories_of(self.log(seed, level)))

    def told(self, seed: int, level: str, load: int) -> tuple[Key, Story]:
        """Return one shipment of a run, and what names it under other levels."""
        return next(
            (key, story) for key, story in self.twins(seed, level).items() if story.load == load
        )
