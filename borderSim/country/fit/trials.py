"""The runs of a fit: one setting, some replicates, at the present level; each result kept as a small file."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from borderSim.country.fit.targets import Target
from borderSim.errors import StoppedError
from borderSim.language.phrases import phrase
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_scenario
from borderSim.studies.execution import files
from borderSim.studies.execution.engines.local import Local

Statistics = Mapping[str, float]
"""By name of the target: its mean a year in one run."""
OnDone = Callable[[], None]


@dataclass(frozen=True)
class Job:
    """One run to be made.

    Attributes:
        scenario: what is simulated (base and settings apart, so that a worker makes it).
        settings: ``key=value`` laid over it.
        seed: seed of the run.
        targets: what is taken of it.
    """

    scenario: Scenario
    settings: tuple[str, ...]
    seed: int
    targets: tuple[Target, ...]

    @property
    def stem(self) -> str:
        """Name of its file: what is set, the seed and what is taken of it."""
        said = [*self.settings, self.seed, [(own.name, own.years) for own in self.targets]]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:20]


def carry_out(job: Job) -> dict[str, float]:
    """Make a run; return its statistics."""
    from borderSim.simulation import run

    scenario = load_scenario(job.scenario, job.settings) if job.settings else job.scenario
    result = run(scenario, job.seed)
    return {own.name: own.of_run(result.yearly) for own in job.targets}


@dataclass
class Runner:
    """Makes runs in processes, and keeps what is made: a run that is there is not made again.

    Attributes:
        parts: folder of the files.
        workers: number of processes; 1: this one.
        made: runs made since it was begun.
        seconds: that they took, by the clock.
    """

    parts: Path
    workers: int
    made: int = 0
    seconds: float = 0.0
    _pool: Local | None = field(default=None, repr=False)

    def results(self, jobs: Sequence[Job], on_done: OnDone) -> list[Statistics]:
        """Return the statistics of each job, in their order.

        Args:
            jobs: what is asked for.
            on_done: called after each run that is made or found.

        Raises:
            StoppedError: a process died twice over a run.
        """
        found: dict[str, Statistics] = {}
        left = []
        for job in jobs:
            kept = self._kept(job)
            if kept is None:
                left.append(job)
            else:
                found[job.stem] = kept
                on_done()
        start = time.monotonic()
        for job, statistics in self._made(left):
            self._keep(job, statistics)
            found[job.stem] = statistics
            self.made += 1
            on_done()
        self.seconds += time.monotonic() - start
        return [found[job.stem] for job in jobs]

    def close(self) -> None:
        """Let the processes end."""
        if self._pool is not None:
            self._pool.close()

    def stop(self) -> None:
        """End the processes now."""
        if self._pool is not None:
            self._pool.stop()

    def _made(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Statistics]]:
        if self.workers == 1:
            for job in jobs:
                yield job, carry_out(job)
            return
        pool = self._pool = self._pool or Local(self.workers)
        waiting, busy, tries = list(jobs), dict[Future[dict[str, float]], Job](), dict[str, int]()
        while waiting or busy:
            while waiting and len(busy) < self.workers:
                job = waiting.pop(0)
                busy[pool.submit(carry_out, job)] = job
            for future in wait(busy, return_when=FIRST_COMPLETED).done:
                job = busy.pop(future)
                error = future.exception()
                if error is None:
                    yield job, future.result()
                elif not pool.died(error):
                    raise error
                elif tries.setdefault(job.stem, 0):
                    raise StoppedError(
                        phrase(
                            "a process died twice over the run with seed {seed} ({allowed}); what is finished is kept",
                            seed=job.seed,
                            allowed=", ".join(job.settings),
                        )
                    )
                else:
                    tries[job.stem] += 1
                    waiting.append(job)

    def _kept(self, job: Job) -> Statistics | None:
        """Return what is kept of a run, None where nothing whole is."""
        try:
            kept = json.loads((self.parts / f"{job.stem}.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        names = {own.name for own in job.targets}
        if not isinstance(kept, dict) or set(kept) != names:
            return None
        return {name: float(value) for name, value in kept.items()}

    def _keep(self, job: Job, statistics: Statistics) -> None:
        files.write_text(self.parts / f"{job.stem}.json", json.dumps(dict(statistics)))
