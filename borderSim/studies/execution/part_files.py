"""Part files: what workers leave of finished tasks, and the ledger that reads from them what is done.

A part holds the rows of some tasks, a file for each kind of table. That of the kind ``runs`` is
written last: its presence says that these tasks are done. Which tasks stands in the file itself, so
that how tasks were bundled, by whom and when, never matters.

A part proves itself: the name of its file of runs ends in the first digits of the file's SHA-256,
that file holds the SHA-256 of the others, and each says which configuration and code made it. A
file that was damaged, exchanged or brought from another result is named, left alone, and never
read.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from borderSim.errors import StoppedError
from borderSim.studies.execution import files
from borderSim.studies.execution.provenance import Origin
from borderSim.studies.execution.task import Failure

KINDS = ("runs", "monthly", "yearly", "daily", "networks", "links", "events")
_TASKS, _SERIES, _ORIGIN = "tasks", "series", "origin"
_DIGITS = 16
"""Of the SHA-256 of its file of runs, in the name of a part."""
_PROVED = re.compile(rf"\.([0-9a-f]{{{_DIGITS}}})$")
_FAILED = ".failed.json"


Piece = tuple[list[tuple[str, int]], pa.Table]
"""A table, and the tasks whose rows it holds one after the other, with the number of rows of each."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a part's file holds of one task: its rows stand together, in the order of the file's tasks."""

    stem: str
    rows: int
    columns: tuple[str, ...]


# --------------------------------------------------------------------------- writing
def base_name(stems: Sequence[str]) -> str:
    """Return the name of a part: that of its task, or of its first task with a mark of the others."""
    if len(stems) == 1:
        return stems[0]
    mark = hashlib.sha256("\n".join(stems).encode()).hexdigest()[:10]
    return f"{stems[0]}+{len(stems) - 1}-{mark}"


def write_part(
    folder: Path, pieces: Mapping[str, Sequence[Piece]], origin: Origin | None = None
) -> str:
    """Write the tables of finished tasks; return the name of the part.

    Args:
        folder: folder of the parts.
        pieces: by kind, tables one below the other with the tasks that they hold; ``runs`` has all
            tasks.
        origin: what the runs were made with.
    """
    made = {_ORIGIN: json.dumps(_told(origin))} if origin else {}
    contents, series = {}, {}
    for kind in (*(kind for kind in pieces if kind != "runs" and pieces[kind]), "runs"):
        metadata = {
            _TASKS: _packed(pieces[kind]),
            _SERIES: json.dumps(series if kind == "runs" else {}),
        } | made
        contents[kind] = files.table_bytes(
            files.stack(table for _, table in pieces[kind]), metadata
        )
        series[kind] = hashlib.sha256(contents[kind]).hexdigest()
    base = _free(
        folder,
        base_name([stem for held, _ in pieces["runs"] for stem, _ in held]),
        series["runs"][:_DIGITS],
        contents,
    )
    for kind, content in contents.items():
        files.write_bytes(part_path(folder, base, kind), content)
    return base


def _told(origin: Origin) -> dict[str, str]:
    return {"config": origin.config, "code": origin.code}


def _packed(pieces: Sequence[Piece]) -> str:
    """Return tasks as JSON in which equal lists of columns stand once."""
    lists: dict[tuple[str, ...], int] = {}
    tasks = [
        [stem, rows, number]
        for held, table in pieces
        for number in [lists.setdefault(tuple(table.column_names), len(lists))]
        for stem, rows in held
    ]
    return json.dumps(
        {"columns": [list(columns) for columns in lists], "tasks": tasks}, separators=(",", ":")
    )


def _free(folder: Path, name: str, digest: str, contents: Mapping[str, pa.Buffer]) -> str:
    """Return a name under which no damaged file stands: such files are left alone."""
    base, n = f"{name}.{digest}", 1
    while any(
        _is_other(part_path(folder, base, kind), content) for kind, content in contents.items()
    ):
        n += 1
        base = f"{name}~{n}.{digest}"
    return base


def _is_other(path: Path, content: pa.Buffer) -> bool:
    return path.exists() and path.read_bytes() != content.to_pybytes()


def write_failures(folder: Path, failures: Sequence[Failure]) -> str:
    """Leave a file that tells why tasks failed; return its name."""
    base = base_name([failure.stem for failure in failures])
    files.write_json(
        folder / f"{base}{_FAILED}", {"failures": [asdict(failure) for failure in failures]}
    )
    return base


def part_path(folder: Path, base: str, kind: str = "runs") -> Path:
    """Return the path of a part's file."""
    return folder / f"{base}.{kind}.parquet"


# --------------------------------------------------------------------------- reading
@dataclass(frozen=True)
class Content:
    """What a file of a part holds.

    Attributes:
        held: its tasks.
        series: SHA-256 of the further files of the part, by kind (None: older parts have none).
        origin: hashes of configuration and code (empty: older parts don't say).
        schema: names and types of its columns.
    """

    held: list[Held]
    series: Mapping[str, str | None]
    origin: Mapping[str, str]
    schema: pa.Schema


def read_bytes(path: Path, digest: str | None) -> pa.BufferReader:
    """Return the content of a part's file.

    Args:
        path: the file.
        digest: how its SHA-256 begins; None where nothing tells.

    Raises:
        OSError: it is not there, or can't be read.
        ValueError: it is not as it was written.
    """
    content = path.read_bytes()
    if digest is not None and not hashlib.sha256(content).hexdigest().startswith(digest):
        raise ValueError(f"{path} is not as it was written")
    return pa.BufferReader(content)


def read_content(path: Path, digest: str | None = None) -> Content:
    """Return what a part's file holds.

    Raises:
        OSError: the file is not there.
        ValueError, KeyError, IndexError, TypeError, AttributeError: it is no whole part of ours.
    """
    with pq.ParquetFile(read_bytes(path, digest)) as file:
        metadata, schema = file.metadata.metadata or {}, file.schema_arrow.remove_metadata()
        if (
            _TASKS.encode() not in metadata
        ):  # written before parts held several tasks: named for its only one
            base = path.name.removesuffix(".parquet").rpartition(".")[0]
            return Content(
                [Held(base, file.metadata.num_rows, tuple(schema.names))], {}, {}, schema
            )
        found = json.loads(metadata[_TASKS.encode()])
        columns = [tuple(names) for names in found["columns"]]
        held = [Held(stem, rows, columns[n]) for stem, rows, n in found["tasks"]]
        series = json.loads(metadata[_SERIES.encode()])
        if sum(one.rows for one in held) != file.metadata.num_rows:
            raise ValueError(f"{path} has other rows than it says")
        origin = json.loads(metadata.get(_ORIGIN.encode(), b"{}"))
        return Content(
            held, series if isinstance(series, dict) else dict.fromkeys(series), origin, schema
        )


def _digest_in(base: str) -> str | None:
    """Return the digits in the name of a part; None of an older one."""
    found = _PROVED.search(base)
    return found[1] if found else None


_BAD = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError)
"""What reading a file that is none of ours, or damaged, may end with."""


class Ledger:
    """What is done and what failed, read from the files of a folder of parts.

    Attributes:
        folder: folder of the parts.
        done: name of the part by task that is done.
        failures: by task that failed and was not done later.
        damaged: names of files that are not as they were written.
        foreign: names of files that are none of ours.
        strange: names of parts that another configuration, program or plug-in made.
    """

    def __init__(self, folder: Path, origin: Origin | None = None) -> None:
        """Read the files of a folder.

        Args:
            folder: folder of the parts.
            origin: what the parts must have been made with; None takes any.
        """
        self.folder = folder
        self.origin = origin
        self._told = _told(origin) if origin else None
        self._contents: dict[str, Content] = {}
        self.done: dict[str, str] = {}
        self.failures: dict[str, Failure] = {}
        self.damaged: list[str] = []
        self.foreign: list[str] = []
        self.strange: list[str] = []
        self._known: set[str] = set()
        self.refresh()

    @property
    def holds_parts(self) -> bool:
        """Whether there is any part of this program's, whoever asked for it."""
        return bool(self.done or self.strange)

    def refresh(self) -> None:
        """Read the files that have come since."""
        names = sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []
        for name in names:
            if name in self._known or name.startswith("."):
                continue
            base, kind = _split(name)
            if kind == "runs":
                self._read(base)
            elif kind == "failed":
                self._read_failures(name)
            elif not kind:
                self.foreign.append(name)
                self._known.add(name)
        for stem in self.failures.keys() & self.done.keys():
            del self.failures[stem]

    def add(self, base: str) -> list[str]:
        """Read a part that was just written; return its tasks.

        Raises:
            FileNotFoundError: it is not there.
        """
        if not part_path(self.folder, base).exists():
            raise FileNotFoundError(part_path(self.folder, base))
        return self._read(base)

    def _read(self, base: str) -> list[str]:
        """Take the tasks of a part as done if all its files are whole.

        Else name those that are not.
        """
        name = f"{base}.runs.parquet"
        self._known.add(name)
        try:
            content = read_content(part_path(self.folder, base), _digest_in(base))
        except FileNotFoundError:
            return []
        except _BAD:
            self._name(self.damaged, name)
            return []
        if self._told is not None and content.origin != self._told:
            self._name(self.strange, name)
            return []
        bad = [
            kind
            for kind, digest in content.series.items()
            if not self._is_whole(base, kind, digest)
        ]
        for kind in bad:
            self._name(self.damaged, f"{base}.{kind}.parquet")
        if bad:
            return []
        self._contents[base] = content
        stems = [one.stem for one in content.held]
        for stem in stems:
            self.done.setdefault(stem, base)
        return stems

    @staticmethod
    def _name(names: list[str], name: str) -> None:
        if name not in names:
            names.append(name)

    def _is_whole(self, base: str, kind: str, digest: str | None) -> bool:
        path = part_path(self.folder, base, kind)
        if digest is None:
            return files.is_whole(path)
        try:
            read_bytes(path, digest)
        except (OSError, ValueError):
            return False
        return True

    def _read_failures(self, name: str) -> None:
        try:
            content = files.read_json(self.folder / name)
            told = content.get("failures", [content | {"stem": name.removesuffix(_FAILED)}])
            found = [
                Failure(str(f["stem"]), int(f["seed"]), str(f["reason"]), str(f["details"]))
                for f in told
            ]
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.damaged.append(name)
            self._known.add(name)
            return
        self._known.add(name)
        self.failures |= {failure.stem: failure for failure in found}

    def forget_failures(self) -> None:
        """Delete what earlier attempts told of failures: they are tried again."""
        for name in [
            name for name in self._known if name.endswith(_FAILED) and name not in self.damaged
        ]:
            (self.folder / name).unlink(missing_ok=True)
            self._known.discard(name)
        self.failures.clear()

    def clear_unfinished(self) -> None:
        """Delete the series of parts whose last file was never written (its writer was killed).

        Others' are named foreign.
        """
        for path in sorted(self.folder.iterdir()):
            base, kind = _split(path.name)
            if kind in KINDS[1:] and not part_path(self.folder, base).exists():
                if _is_ours(path):
                    path.unlink(missing_ok=True)
                else:
                    self.foreign.append(path.name)

    def files(self, bases: Iterable[str], kind: str) -> Iterator[tuple[str, Content]]:
        """Yield the parts among these that have a kind, with what their file of it holds.

        Raises:
            StoppedError: a file is not as it was when it was last looked at.
        """
        for base in bases:
            content = self._contents[base]
            if kind == "runs":
                yield base, content
            elif kind in content.series or (
                not content.series and part_path(self.folder, base, kind).exists()
            ):
                with self._as_written(base, kind) as (path, digest):
                    found = read_content(path, digest)
                yield base, found

    def table(self, base: str, kind: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Read the file of a part, or some columns of it (those that it has).

        Raises:
            StoppedError: it is not as it was when it was last looked at.
        """
        with (
            self._as_written(base, kind) as (path, digest),
            pq.ParquetFile(read_bytes(path, digest)) as file,
        ):
            names = file.schema_arrow.names
            return file.read(
                columns=None if columns is None else [name for name in columns if name in names],
                use_threads=False,
            )

    @contextmanager
    def _as_written(self, base: str, kind: str) -> Iterator[tuple[Path, str | None]]:
        path = part_path(self.folder, base, kind)
        try:
            yield (
                path,
                _digest_in(base) if kind == "runs" else self._contents[base].series.get(kind),
            )
        except _BAD as error:
            state = "was damaged" if path.exists() else "was deleted"
            raise StoppedError(
                f"{path}: {state} while it was needed; type the same command again: its runs are made anew"
            ) from error


def _is_ours(path: Path) -> bool:
    try:
        with files.opened(path) as file:
            return _TASKS.encode() in (file.metadata.metadata or {})
    except (OSError, ValueError):
        return False


def _split(name: str) -> tuple[str, str]:
    """Return the part that a file belongs to and its kind (``failed`` for failures, empty if it is none of ours)."""
    if name.endswith(_FAILED):
        return name.removesuffix(_FAILED), "failed"
    base, _, kind = name.removesuffix(".parquet").rpartition(".")
    return (base, kind) if name.endswith(".parquet") and base and kind in KINDS else ("", "")
