"""What a worker does: some tasks in turn, their rows written every few seconds.

Small tasks are bundled, so that a hundred thousand of them are not as many files; what is finished
is written at the latest after :data:`SECONDS`, and before the worker ends if it is told to end.
"""

from __future__ import annotations

import math
import platform
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa

from borderSim.errors import StoppedError
from borderSim.extend.errors import OwnError
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.result import Result
from borderSim.rules import own_rules
from borderSim.studies.execution import files, part_files, plugins, private, provenance
from borderSim.studies.execution.part_files import Piece
from borderSim.studies.execution.provenance import Origin
from borderSim.studies.execution.task import Failure, Label, Task, Work

SECONDS = 5.0
"""How long finished rows may stay unwritten; also what a chunk of small tasks should last."""
MOST_ROWS = 200_000
"""Rows of series that are held before they are written."""
LONGEST_DETAILS = 4000
"""Characters that are kept of a traceback."""
IDLE = threading.Event()
"""Whether this process has no chunk in hand."""
IDLE.set()


class EndedError(BaseException):
    """This worker is told to end; what it has finished is written first."""


@dataclass(frozen=True)
class Chunk:
    """What a worker is given at once.

    Attributes:
        works: the tasks.
        folder: folder of the part files, absolute.
        source: hash of the program that asks; another must not answer.
        stop: whether to stop at the first failure.
        origin: what the parts are made with, as they say themselves; None for parts that say
            nothing.
        full: whether failures keep paths as they are.
        rules: decision rules that were registered in the process that asks
            (:mod:`borderSim.rules.own_rules`).
    """

    works: tuple[Work, ...]
    folder: Path
    source: str
    stop: bool = False
    origin: Origin | None = None
    full: bool = False
    rules: bytes = b""


@dataclass
class Report:
    """What came of a chunk.

    Attributes:
        parts: names of the parts written.
        failures: tasks that failed (without details: they stand in the files).
        seconds: time it took.
        host: machine it was on.
        trouble: why the whole study has to stop, in one sentence; empty if it need not.
        wrong: what is wrong with a measure or an intervention, so that it has to stop; empty if
            nothing is.
    """

    parts: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0
    host: str = ""
    trouble: str = ""
    wrong: str = ""


def carry_out(chunk: Chunk) -> Report:
    """Do the tasks of a chunk and write their parts.

    A failure of a task is written and handed back, never raised.
    """
    IDLE.clear()
    start = time.monotonic()
    report = Report(host=platform.node())
    try:
        if provenance.program() == chunk.source:
            own_rules.unpack(chunk.rules)
        if other := _other(chunk):
            raise StoppedError(
                f"{other} on {report.host} is another version than the one that asks; its runs must not be mixed"
            )
        _carry_out(chunk, Writer(chunk.folder, report, chunk.origin, full=chunk.full))
    except StoppedError as error:
        report.trouble = str(error)
    except OwnError as error:
        report.wrong = str(error)
    finally:
        IDLE.set()
    report.seconds = time.monotonic() - start
    return report


def _other(chunk: Chunk) -> str:
    """Return, in words, what is another here than where the chunk was made; empty if nothing is."""
    if provenance.program() != chunk.source:
        return "the program"
    if chunk.origin is None:
        return ""
    if versions := provenance.other_versions(chunk.origin.versions, provenance.versions()):
        return versions
    return plugins.changed(chunk.origin.plugins, plugins.met_here(chunk.origin.plugins))


def _carry_out(chunk: Chunk, writer: Writer) -> None:
    try:
        for work in chunk.works:
            try:
                task = work.load()
                writer.hold(task, _results(task))
            except OwnError:
                raise  # it would fail in every run: the study stops
            except Exception as error:
                writer.fail(work, f"{type(error).__name__}: {error}", traceback.format_exc())
                if chunk.stop:
                    break
            if writer.due:
                writer.write()
    finally:  # also when told to end: what is finished is kept
        writer.write()


def _results(task: Task) -> list[tuple[Mapping[str, Label], Result]]:
    results = task.simulate(task.present, [branch.scenario for branch in task.branches], task.seed)
    return [(branch.labels, result) for branch, result in zip(task.branches, results, strict=True)]


class Writer:
    """Holds finished tasks until it is time to write them."""

    busy: bool = False
    """Whether one is writing in this process: then it is not a moment to end."""
    ending: bool = False
    """Whether this process was told to end while one was writing."""

    def __init__(
        self, folder: Path, report: Report, origin: Origin | None = None, *, full: bool = False
    ) -> None:
        self._folder, self._report, self._origin, self._full = folder, report, origin, full
        self._rows: list[tuple[str, list[dict[str, Label]]]] = []
        self._series: dict[str, list[Piece]] = {}
        self._failures: list[Failure] = []
        self._held = 0
        self._since = time.monotonic()

    @property
    def due(self) -> bool:
        """Whether it is time to write."""
        return time.monotonic() - self._since >= SECONDS or self._held >= MOST_ROWS

    def hold(self, task: Task, results: list[tuple[Mapping[str, Label], Result]]) -> None:
        """Take what a task found."""
        series = {
            kind: files.stack(
                _labelled(labels, getattr(result, kind)) for labels, result in results
            )
            for kind in task.keep
        }
        for kind, table in series.items():
            self._series.setdefault(kind, []).append(([(task.stem, table.num_rows)], table))
            self._held += table.num_rows
        self._rows.append(
            (task.stem, [{**labels, **_numbers(result)} for labels, result in results])
        )
        self._held += len(results)

    def fail(self, work: Work, reason: str, details: str) -> None:
        """Take why a task failed."""
        told = (reason, details) if self._full else (private.text(reason), private.text(details))
        self._failures.append(Failure(work.stem, work.seed, told[0], told[1][-LONGEST_DETAILS:]))

    def write(self) -> None:
        """Write what is held.

        Raises:
            StoppedError: the disk does not take it.
        """
        Writer.busy = True
        try:
            if self._rows:
                self._write_rows()
                self._rows, self._series, self._held = [], {}, 0
            if self._failures:
                part_files.write_failures(self._folder, self._failures)
                self._report.failures += [Failure(f.stem, f.seed, f.reason) for f in self._failures]
                self._failures = []
        except OSError as error:
            raise StoppedError(f"{self._folder}: {disk_trouble(error)}") from error
        finally:
            Writer.busy = False
            self._since = time.monotonic()
        if Writer.ending:
            raise EndedError

    def _write_rows(self) -> None:
        try:
            bundles = [{"runs": _pieces(self._rows), **self._series}]
        # columns that change their type from task to task: a part for each
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            bundles = [
                {"runs": _pieces([(stem, rows)])}
                | {
                    kind: [piece for piece in pieces if piece[0][0][0] == stem]
                    for kind, pieces in self._series.items()
                }
                for stem, rows in self._rows
            ]
        for bundle in bundles:
            self._report.parts.append(part_files.write_part(self._folder, bundle, self._origin))


def disk_trouble(error: OSError) -> str:
    """Return what a disk's error means for a study."""
    return f"nothing more can be written there ({error.strerror or error}); what is finished is kept, the same command goes on from there"


# --------------------------------------------------------------------------- tables
def _pieces(tasks: list[tuple[str, list[dict[str, Label]]]]) -> list[Piece]:
    """Return the rows of tasks as few tables: one for each stretch of tasks with the same columns."""
    stretches: list[list[tuple[str, list[dict[str, Label]]]]] = []
    for task in tasks:
        if not stretches or stretches[-1][0][1][0].keys() != task[1][0].keys():
            stretches.append([])
        stretches[-1].append(task)
    return [
        (
            [(stem, len(rows)) for stem, rows in stretch],
            _table([row for _, rows in stretch for row in rows]),
        )
        for stretch in stretches
    ]


def _table(rows: list[dict[str, Label]]) -> pa.Table:
    """Return rows of equal columns as a table of four plain types; NaN becomes null."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return pa.table({name: _array(values) for name, values in columns.items()})


def _array(values: list[Label]) -> pa.Array:
    kinds = {type(value) for value in values}
    if kinds <= {int, float}:
        return pa.array(values, pa.int64() if kinds == {int} else pa.float64(), from_pandas=True)
    if kinds in ({str}, {bool}):
        return pa.array(values)
    return files.to_table(pd.DataFrame({"x": values})).column("x").combine_chunks()


def _numbers(result: Result) -> dict[str, Label]:
    """Return all outcomes; what is undefined is NaN, and null in the file."""
    found = result.outcomes
    own = [name for name in found if name not in OUTCOMES]
    return {
        name: math.nan if (value := found.get(name)) is None else float(value)
        for name in (*OUTCOMES, *own)
    }


def _labelled(labels: Mapping[str, Label], frame: pd.DataFrame) -> pa.Table:
    """Return a frame as a table, with the naming columns before its own."""
    names = {name: value for name, value in labels.items() if name != "replicate"}
    named = [c for c in names if c in frame.columns]
    own = files.to_table(frame.drop(columns=named) if named else frame)
    left = {name: pa.repeat(_array([value])[0], frame.shape[0]) for name, value in names.items()}
    return pa.table({**left, **dict(zip(own.column_names, own.columns, strict=True))})
