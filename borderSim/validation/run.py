"""Carry out the experiments over seeds and processes, judge the patterns, write ``validation.json``.

A unit of work is one experiment at one seed. Its numbers are written when it is done, so that a
run that was stopped goes on where it was; they are made again when the program has changed.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.errors import InputError, StoppedError, nearest
from borderSim.scenario.shipped import config_dir
from borderSim.studies.execution import files, manifest, provenance
from borderSim.studies.execution.engines import LOCAL, open_engine
from borderSim.studies.execution.engines.engine import Engine
from borderSim.studies.execution.scheduler import worker_count
from borderSim.validation import made_with
from borderSim.validation.declared_fit import declared_fit
from borderSim.validation.pattern import Claim, Experiment, Pattern
from borderSim.validation.patterns import EXPERIMENTS, PATTERNS
from borderSim.validation.verdict import Estimate, joint
from borderSim.validation.worlds import WORLDS
from borderSim.version import __version__

SCHEMA_VERSION = 1
FILE = "validation.json"
FIRST_SEED = 1
ENOUGH = 20
"""Paired seeds below which verdicts are indicative."""
Progress = Callable[[int, int, float], None]
"""Is told how many units of work are done, of how many, and the seconds of work left (or -1)."""


@dataclass(frozen=True)
class Unit:
    """One experiment at one seed, and the file its numbers go to."""

    experiment: str
    seed: int
    path: Path


@dataclass(frozen=True)
class Outcome:
    """What a run of the patterns gives.

    Attributes:
        content: the content of ``validation.json``; folder: where it stands;
        failed: a sentence for every unit of work that failed.
    """

    content: dict[str, Any]
    folder: Path
    failed: tuple[str, ...]

    @property
    def broken(self) -> list[str]:
        """Ids of the must-hold patterns that disagree."""
        rows = self.content["patterns"]
        return [
            row["id"]
            for row in rows
            if row["class"] == "must hold" and row["verdict"] == "disagrees"
        ]


def validate(
    *,
    quick: bool = False,
    only: Sequence[str] | None = None,
    seeds: int | None = None,
    workers: int | None = None,
    name: str | None = None,
    results_dir: str | Path = "results",
    progress: Progress | None = None,
    command: Sequence[str] | None = None,
) -> Outcome:
    """Try the model against every pattern.

    Args:
        quick: fewer seeds; the verdicts are indicative.
        only: ids of patterns (None: all).
        seeds: paired seeds of every experiment (None: as many as each declares).
        workers: processes (None: one per processor).
        name: name of the result (None: ``validate`` or ``validate-quick``).
        results_dir: where results lie.
        progress: is told how far it has come.
        command: the command as typed, for the record.

    Raises:
        InputError: wrong input, in one sentence.
    """
    patterns = chosen(only)
    processes = worker_count(workers)
    label = files.check_name(name or ("validate-quick" if quick else "validate"))
    folder = files.ensure_writable(files.result_path(results_dir, label))
    parts = folder / "parts"
    if parts.exists() and not parts.is_dir():
        raise InputError(
            f"{parts}: must be a folder, for the parts of the result: move that file away, or choose another name="
        )
    files.clear_orphans(files.ensure_writable(parts))
    numbers = {e.name: seeds or (e.quick if quick else e.seeds) for e in _experiments(patterns)}
    units = [  # seed by seed, so that the time left is soon told well
        Unit(e, FIRST_SEED + i, parts / f"{e}-{FIRST_SEED + i:06d}.json")
        for i in range(max(numbers.values()))
        for e, n in numbers.items()
        if i < n
    ]
    started = manifest.now()
    failed = _carry_out(units, processes, progress)
    done = {e: _rows([u for u in units if u.experiment == e]) for e in numbers}
    ran = manifest.ran_block(started=started, workers=processes, command=command)
    content = {
        "schema_version": SCHEMA_VERSION,
        "program_version": __version__,
        "source_hash": provenance.source_hash(),
        made_with.KEY: made_with.of_validation(),
        "versions": provenance.versions(),
        "indicative": min(numbers.values()) < ENOUGH,
        "patterns": [row(p, done[p.experiment.name][0]) for p in patterns],
        "declared_fit": declared_fit(),
        "failed": failed,
        "ran": {
            **ran,
            "seconds": {e: round(seconds, 1) for e, (_, seconds) in done.items()},
        },
    }
    try:
        files.write_json(folder / FILE, manifest.plain(content))
    except OSError as error:
        raise StoppedError(
            f"{folder}: nothing more can be written there ({error.strerror or error}); what is finished is kept"
        ) from error
    return Outcome(content, folder, tuple(failed))


def chosen(only: Sequence[str] | None) -> list[Pattern]:
    """Return the patterns of these ids, in the order of the table.

    Raises:
        InputError: there is none of that id.
    """
    known = [p.id for p in PATTERNS]
    for asked in only or ():
        if asked not in known:
            raise InputError(
                f"only=: there is no pattern {asked!r}{nearest(asked, known)}; there are: {', '.join(known)}"
            )
    return [p for p in PATTERNS if not only or p.id in only]


def row(pattern: Pattern, numbers: pd.DataFrame) -> dict[str, Any]:
    """Return a row of ``validation.json``: the pattern, its estimates and its verdict."""
    claims = [_claim(c, numbers) for c in pattern.claims]
    return {
        "id": pattern.id,
        "class": pattern.kind,
        "title": pattern.title,
        "verdict": joint(c["verdict"] for c in claims),
        "estimate": claims[0]["estimate"],
        "interval": claims[0]["interval"],
        "side": claims[0]["side"],
        "unit": claims[0]["unit"],
        "asked": claims[0]["text"],
        "seeds": len(numbers),
        "experiment": pattern.experiment.name,
        "world": pattern.experiment.world,
        "fact": pattern.fact,
        "source": pattern.source,
        "mark": pattern.mark,
        "how": pattern.how,
        "remark": pattern.remark,
        "claims": claims,
        "beside": [_claim(c, numbers, judged=False) for c in pattern.beside],
    }


def _claim(claim: Claim, numbers: pd.DataFrame, *, judged: bool = True) -> dict[str, Any]:
    estimate = claim.estimate(numbers) if len(numbers) else Estimate()
    out: dict[str, Any] = {
        "text": claim.text,
        "estimate": _number(estimate.value),
        "interval": [_number(estimate.low), _number(estimate.high)],
        "why": estimate.why,
        "unit": claim.unit,
    }
    if judged:
        out["side"] = [_number(claim.low), _number(claim.high)]
        out["verdict"] = claim.side.verdict(estimate)
    return out


def _number(value: float) -> float | None:
    """Return a number as JSON holds it: six significant digits.

    Null where there is no end or no value.
    """
    return float(f"{value:.6g}") if abs(value) < float("inf") else None


def _experiments(patterns: Iterable[Pattern]) -> list[Experiment]:
    return list(dict.fromkeys(p.experiment for p in patterns))


# --------------------------------------------------------------------------- carrying out
def _carry_out(units: list[Unit], processes: int, progress: Progress | None) -> list[str]:
    """Do what is not done yet; return a sentence for every unit that failed."""
    waiting = [u for u in units if _stored(u) is None]
    clock = _Clock(units, waiting)
    tell = progress or (lambda done, total, left: None)
    tell(len(units) - len(waiting), len(units), clock.left(processes))
    failed: list[str] = []

    def landed(unit: Unit, sentence: str) -> None:
        failed.extend([sentence] if sentence else [])
        clock.done(unit)
        tell(clock.finished, len(units), clock.left(processes))

    engine = open_engine(LOCAL, workers=max(1, min(processes, len(waiting))))
    left, flying = iter(waiting), {}
    try:
        while True:
            for unit in islice(left, engine.slots - len(flying)):
                flying[engine.submit(carry_out, unit)] = unit
            if not flying:
                return failed
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                unit = flying.pop(future)
                landed(unit, _came_of(unit, future, engine))
    except BaseException:
        engine.stop()
        raise
    finally:
        engine.close()


def _came_of(unit: Unit, future: Future[str], engine: Engine) -> str:
    """Return why a unit failed, or an empty text; a process that died takes its own unit alone."""
    try:
        return future.result()
    except Exception as error:
        if not engine.died(error):
            raise
        return f"{unit.experiment}, seed {unit.seed}: its process died (killed, or out of memory)"


def carry_out(unit: Unit) -> str:
    """Do a unit of work and write its numbers; return why it failed, or an empty text."""
    began = time.process_time()
    try:
        numbers = {k: _exact(v) for k, v in EXPERIMENTS[unit.experiment].measure(unit.seed).items()}
    except Exception as error:
        return f"{unit.experiment}, seed {unit.seed}: {type(error).__name__}: {error}"
    content = {"made_by": _maker(), "seconds": time.process_time() - began, "numbers": numbers}
    try:
        files.write_json(unit.path, content | {"checksum": _checksum(content)})
    except OSError as error:
        return f"{unit.experiment}, seed {unit.seed}: its numbers can't be written ({error.strerror or error})"
    return ""


def _checksum(content: Mapping[str, Any]) -> str:
    return provenance.config_hash(
        {key: value for key, value in content.items() if key != "checksum"}
    )


def _exact(value: float) -> float | None:
    number = float(value)
    return number if number - number == 0 else None


def _stored(unit: Unit) -> dict[str, Any] | None:
    """Return what is stored of a unit, if this very program made it and it is as it was written."""
    try:
        content = files.read_json(unit.path)
    except (OSError, ValueError, RecursionError):
        return None
    whole = (
        isinstance(content, dict)
        and content.get("made_by") == _maker()
        and content.get("checksum") == _checksum(content)
    )
    return content if whole else None


@cache
def _files_hash() -> str:
    """Return the SHA-256 over the worlds and the shipped configuration."""
    digest = hashlib.sha256()
    for folder in (WORLDS, config_dir()):
        for path in sorted(folder.rglob("*.yaml"), key=lambda p: p.relative_to(folder).as_posix()):
            digest.update(
                path.relative_to(folder).as_posix().encode()
                + b"\0"
                + path.read_bytes().replace(b"\r\n", b"\n")
            )
    return digest.hexdigest()


def _maker() -> str:
    """Return what numbers depend on: the program, and the files it reads."""
    return provenance.source_hash()[:16] + _files_hash()[:16]


def _rows(units: Sequence[Unit]) -> tuple[pd.DataFrame, float]:
    """Return the numbers of an experiment, a row a seed, and the seconds they took."""
    found = [(u.seed, content) for u in units if (content := _stored(u)) is not None]
    frame = pd.DataFrame(
        [c["numbers"] for _, c in found], index=[seed for seed, _ in found], dtype=float
    )
    return frame, sum(float(c["seconds"]) for _, c in found)


class _Clock:
    """Tells the seconds left from how long the units of each experiment took."""

    def __init__(self, units: Sequence[Unit], waiting: Sequence[Unit]) -> None:
        self.finished = len(units) - len(waiting)
        self._waiting = {(u.experiment, u.seed) for u in waiting}
        self._took: dict[str, float] = {}

    def done(self, unit: Unit) -> None:
        self.finished += 1
        self._waiting.discard((unit.experiment, unit.seed))
        stored: Mapping[str, Any] = _stored(unit) or {}
        self._took[unit.experiment] = float(stored.get("seconds", 0.0))

    def left(self, processes: int) -> float:
        """Seconds left; below 0 before anything is known."""
        if not self._took:
            return -1.0
        usual = sum(self._took.values()) / len(self._took)
        return sum(self._took.get(e, usual) for e, _ in self._waiting) / processes
