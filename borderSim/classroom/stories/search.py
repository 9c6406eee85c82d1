"""The search over seeds: the same small country again and again, each time under every level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from borderSim.classroom.stories.moments import Moment
from borderSim.classroom.stories.one_seed import Asked, Seed, look
from borderSim.classroom.stories.openings import Opening
from borderSim.classroom.stories.over_seeds import over_seeds
from borderSim.errors import InputError
from borderSim.measures.twins import Contrast
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_levels
from borderSim.studies.execution.scheduler import worker_count

SCENARIO = "training"
LEVELS = ("coexistence", "coordination")
SEEDS = 40
EVENTS = "events=true"


@dataclass(frozen=True)
class Search:
    """What a search found.

    Attributes:
        levels: scenario by name of the level, in order; each is compared with the first.
        present: scenario of the burn-in.
        seeds: what each seed gave, ascending.
    """

    levels: dict[str, Scenario] = field(repr=False)
    present: Scenario = field(repr=False)
    seeds: tuple[Seed, ...] = field(repr=False)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of levels that were compared."""
        first, *others = self.levels
        return [(first, other) for other in others]

    def contrasts(self, pair: tuple[str, str] | None = None, direction: str = "") -> list[Contrast]:
        """Return the contrasts that were kept, the best first.

        Args:
            pair: names of the two levels (None: every pair).
            direction: ``caught`` or ``lost`` (empty: both).
        """
        return sorted(
            (
                one
                for seed in self.seeds
                for one in seed.contrasts
                if pair in (None, one.levels) and direction in ("", one.pair.direction)
            ),
            key=lambda one: one.order,
        )

    def moments(self, kind: str) -> list[Moment]:
        """Return the moments of a kind that were kept, the best first."""
        return sorted(
            (one for seed in self.seeds for one in seed.moments if one.kind == kind),
            key=lambda one: one.order,
        )

    def openings(self, level: str) -> list[Opening]:
        """Return the finds that opened the next under a level and not under the first, the best first."""
        return sorted(
            (one for seed in self.seeds for one in seed.openings if one.level == level),
            key=lambda one: one.order,
        )

    def rates(self, pair: tuple[str, str]) -> Counter[str]:
        """Return the counts of a pair of levels over all seeds (see :func:`borderSim.measures.twins.base_rates`)."""
        return sum((seed.rates[pair] for seed in self.seeds), Counter())

    def tally(self, level: str) -> Counter[str]:
        """Return the counts of fates and verdicts of a level over all seeds."""
        return sum((seed.tallies[level] for seed in self.seeds), Counter())

    def asked(self, seed: int) -> Asked:
        """Return what makes the runs of a seed again."""
        return Asked(self.present, self.levels, seed)


def search(
    scenario: str | Scenario = SCENARIO,
    levels: Sequence[str] | str = LEVELS,
    *,
    seeds: int = SEEDS,
    first_seed: int = 1,
    overrides: Sequence[str] = (),
    workers: int | None = None,
    told: Callable[[int], None] | None = None,
) -> Search:
    """Search some seeds for shipments that ended differently under two levels.

    The result depends on what is asked alone, not on the number of workers.

    Args:
        scenario: a scenario, or the name or file of one.
        levels: names or files of two or more levels, or ``all``; the others are compared with the
            first. The burn-in runs under the scenario's present level in any case.
        seeds: so many, from ``first_seed`` on.
        first_seed: the first of them.
        overrides: further settings, ``key=value``.
        workers: processes (None: one per processor).
        told: is told how many seeds are done.

    Raises:
        InputError: anything wrong, in one sentence; nothing is simulated then.
    """
    if seeds < 1:
        raise InputError(f"seeds={seeds}: must be a whole number of at least 1")
    first = asked_of(scenario, levels, first_seed, overrides)
    asked = [replace(first, seed=first_seed + place) for place in range(seeds)]
    found = over_seeds(look, asked, worker_count(workers), told)
    return Search(dict(first.levels), first.present, tuple(found))


def asked_of(
    scenario: str | Scenario, levels: Sequence[str] | str, seed: int, overrides: Sequence[str] = ()
) -> Asked:
    """Load what one seed of a search simulates.

    Raises:
        InputError: no such scenario or level, or fewer than two levels.
    """
    by_name = load_levels(scenario, levels, [*overrides, EVENTS])
    present = by_name[next(iter(by_name.values())).present.name]
    chosen = dict(by_name)
    if not isinstance(levels, str) and len(levels) not in (1, len(by_name)):
        del chosen[present.partnership.name]  # (the present level, which nobody asked for)
    if len(chosen) < 2:
        raise InputError(
            f"levels=[{', '.join(chosen)}]: name two levels, such as [{', '.join(LEVELS)}]"
        )
    return Asked(present, chosen, seed)
