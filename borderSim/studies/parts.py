"""Part files: what workers leave of finished tasks, and the ledger that reads from them what is done.

A part holds the rows of some tasks, a file for each kind of table. That of the kind ``runs`` is
written last: its presence says that these tasks are done. Which tasks stands in the file itself, so
that how tasks were bundled, by whom and when, never matters.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from borderSim.studies import store
from borderSim.studies.replicate import Failure

KINDS = ("runs", "monthly", "daily", "networks", "links", "events")
_TASKS, _SERIES = "tasks", "series"
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


def write_part(folder: Path, pieces: Mapping[str, Sequence[Piece]]) -> str:
    """Write the tables of finished tasks; return the name of the part.

    Args:
        folder: folder of the parts.
        pieces: by kind, tables one below the other with the tasks that they hold; ``runs`` has all tasks.
    """
    series = [kind for kind in pieces if kind != "runs" and pieces[kind]]
    base = _free(folder, base_name([stem for held, _ in pieces["runs"] for stem, _ in held]))
    for kind in (*series, "runs"):
        metadata = {_TASKS: _packed(pieces[kind]), _SERIES: json.dumps(series)}
        store.write_table(part_path(folder, base, kind), store.stack(table for _, table in pieces[kind]), metadata)
    return base


def _packed(pieces: Sequence[Piece]) -> str:
    """Return tasks as JSON in which equal lists of columns stand once."""
    lists: dict[tuple[str, ...], int] = {}
    tasks = [
        [stem, rows, number]
        for held, table in pieces
        for number in [lists.setdefault(tuple(table.column_names), len(lists))]
        for stem, rows in held
    ]
    return json.dumps({"columns": [list(columns) for columns in lists], "tasks": tasks}, separators=(",", ":"))


def _free(folder: Path, base: str) -> str:
    """Return a name under which no damaged file stands: such files are left alone."""
    name, n = base, 1
    while (path := part_path(folder, name)).exists() and not store.is_whole(path):
        n += 1
        name = f"{base}~{n}"
    return name


def write_failures(folder: Path, failures: Sequence[Failure]) -> str:
    """Leave a file that tells why tasks failed; return its name."""
    base = base_name([failure.stem for failure in failures])
    store.write_json(folder / f"{base}{_FAILED}", {"failures": [asdict(failure) for failure in failures]})
    return base


def part_path(folder: Path, base: str, kind: str = "runs") -> Path:
    """Return the path of a part's file."""
    return folder / f"{base}.{kind}.parquet"


# --------------------------------------------------------------------------- reading
def read_held(path: Path) -> tuple[list[Held], list[str]]:
    """Return what a part's file holds, and the further kinds that the part has.

    Raises:
        OSError: the file is not there.
        ValueError: it is no whole part of ours.
    """
    with pq.ParquetFile(path) as file:
        metadata = file.metadata.metadata or {}
        if _TASKS.encode() not in metadata:  # written before parts held several tasks: named for its only one
            base = path.name.removesuffix(".parquet").rpartition(".")[0]
            return [Held(base, file.metadata.num_rows, tuple(file.schema_arrow.names))], []
        found = json.loads(metadata[_TASKS.encode()])
        columns = [tuple(names) for names in found["columns"]]
        return [Held(stem, rows, columns[n]) for stem, rows, n in found["tasks"]], json.loads(metadata[_SERIES.encode()])


class Ledger:
    """What is done and what failed, read from the files of a folder of parts.

    Attributes:
        folder: folder of the parts.
        done: name of the part by task that is done.
        failures: by task that failed and was not done later.
        damaged: names of files that cannot be read.
        foreign: names of files that are none of ours.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: dict[str, str] = {}
        self.failures: dict[str, Failure] = {}
        self.damaged: list[str] = []
        self.foreign: list[str] = []
        self._known: set[str] = set()
        self.refresh()

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
        """Take the tasks of a part as done if all its files are whole; else name those that are not."""
        self._known.add(f"{base}.runs.parquet")
        try:
            held, series = read_held(part_path(self.folder, base))
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, IndexError, TypeError):
            self.damaged.append(f"{base}.runs.parquet")
            return []
        bad = [f"{base}.{kind}.parquet" for kind in series if not store.is_whole(part_path(self.folder, base, kind))]
        self.damaged += bad
        if bad:
            return []
        stems = [one.stem for one in held]
        for stem in stems:
            self.done.setdefault(stem, base)
        return stems

    def _read_failures(self, name: str) -> None:
        try:
            content = store.read_json(self.folder / name)
            told = content.get("failures", [content | {"stem": name.removesuffix(_FAILED)}])
            found = [Failure(str(f["stem"]), int(f["seed"]), str(f["reason"]), str(f["details"])) for f in told]
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
        for name in [name for name in self._known if name.endswith(_FAILED) and name not in self.damaged]:
            (self.folder / name).unlink(missing_ok=True)
            self._known.discard(name)
        self.failures.clear()

    def clear_unfinished(self) -> None:
        """Delete the series of parts whose last file was never written (its writer was killed); others' are named foreign."""
        for path in sorted(self.folder.iterdir()):
            base, kind = _split(path.name)
            if kind in KINDS[1:] and not part_path(self.folder, base).exists():
                if _is_ours(path):
                    path.unlink(missing_ok=True)
                else:
                    self.foreign.append(path.name)

    def files(self, bases: Iterable[str], kind: str) -> Iterator[tuple[Path, list[Held]]]:
        """Yield the files of a kind of these parts, with what they hold."""
        for base in bases:
            path = part_path(self.folder, base, kind)
            if path.exists():
                yield path, read_held(path)[0]


def _is_ours(path: Path) -> bool:
    try:
        return _TASKS.encode() in (pq.read_metadata(path).metadata or {})
    except (OSError, ValueError):
        return False


def _split(name: str) -> tuple[str, str]:
    """Return the part that a file belongs to and its kind (``failed`` for failures, empty if it is none of ours)."""
    if name.endswith(_FAILED):
        return name.removesuffix(_FAILED), "failed"
    base, _, kind = name.removesuffix(".parquet").rpartition(".")
    return (base, kind) if name.endswith(".parquet") and base and kind in KINDS else ("", "")
