"""What every scene draws on: the search, the two levels of the story, and runs of single seeds made again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from borderSim.classroom.demo.measured import Measured
from borderSim.classroom.stories import other_order
from borderSim.classroom.stories.one_seed import runs
from borderSim.classroom.stories.other_order import Looked, Twin
from borderSim.classroom.stories.over_seeds import over_seeds
from borderSim.classroom.stories.search import Search
from borderSim.errors import InputError
from borderSim.measures.chronicle import Chronicle
from borderSim.measures.result import Result
from borderSim.measures.stories import Story
from borderSim.measures.twins import CAUGHT, Contrast, Key, shipments, stories_of
from borderSim.studies.execution.scheduler import worker_count


@dataclass(frozen=True)
class Stage:
    """The search's runs, and those of single seeds made again when a scene needs every event.

    Attributes:
        search: what was found.
        low, high: names of the two levels between which the story is told.
        workers: processes for what is simulated beside the search (None: one per processor).
        progress: is told of how many seeds the twins of orders are done.
    """

    search: Search
    low: str
    high: str
    workers: int | None = 1
    progress: Callable[[int], None] | None = None
    _runs: dict[int, dict[str, Result]] = field(default_factory=dict, repr=False)
    _logs: dict[tuple[int, str], Chronicle] = field(default_factory=dict, repr=False)
    _both: dict[tuple[int, int], dict[str, Chronicle]] = field(default_factory=dict, repr=False)

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

    @property
    def lets_run(self) -> str:
        """The level under which most loads were let run, the first of them."""
        fates = ("fate seized_let_run", "fate lost_let_run")

        def many(level: str) -> int:
            return sum(self.search.tally(level)[fate] for fate in fates)

        return max(self.search.levels, key=many)

    @cached_property
    def orders(self) -> list[Looked]:
        """The exact twins of orders under :attr:`lets_run`, a seed after the other."""
        asked = [self._asked(seed.seed) for seed in self.search.seeds]
        return over_seeds(other_order.look, asked, worker_count(self.workers), self.progress)

    def both(self, one: Twin) -> dict[str, Chronicle]:
        """Return the logs of both runs of such a twin, by what was done with the find."""
        key = one.seed, one.find.event
        if key not in self._both:
            self._both[key] = other_order.both(self._asked(one.seed), one.find)
        return self._both[key]

    def _asked(self, seed: int) -> other_order.Asked:
        return other_order.Asked(self.search.present, self.search.levels[self.lets_run], seed)
