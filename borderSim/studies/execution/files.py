"""Files of results: guarded names, atomic writing, Parquet with the same bytes every time.

A file is written under a temporary name in its own folder, flushed to the disk and renamed:
a killed program leaves no file that can be mistaken for a whole one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from borderSim.errors import InputError, Meant, nearest
from borderSim.language.phrases import phrase
from borderSim.scenario.own_files import expanded, names_beside, readable_name

_TEMPORARY = re.compile(r"^\..*\.(\d+)\.tmp$")
_LONGEST_NAME = 120
_MOST_BYTES = 200
"""Bytes of a name: file systems take 255, and names of files beside it are made from it."""


# --------------------------------------------------------------------------- names and folders
def check_name(name: str) -> str:
    """Return a result's name if it is one.

    Raises:
        InputError: if it is empty, too long, starts with a dot or could leave the results folder.
    """
    bad = (
        not name.strip()
        or name.startswith(".")
        or ".." in name
        or len(name) > _LONGEST_NAME
        or len(os.fsencode(name)) > _MOST_BYTES
    )
    if bad or re.search(r"[/\\\x00-\x1f]", name):
        raise InputError(
            phrase(
                "name={given!r}: a result's name must not be empty, start with a dot, hold '/', '\\' or '..', or be longer than {longest} characters ({most_bytes} bytes)",
                given=short(name),
                longest=_LONGEST_NAME,
                most_bytes=_MOST_BYTES,
            )
        )
    return name


def short(given: str) -> str:
    """Return a text that a sentence can hold."""
    return given if len(given) <= _LONGEST_NAME else given[: _LONGEST_NAME // 2] + "..."


def result_path(results_dir: str | Path, name: str) -> Path:
    """Return the folder of a result, inside the results folder once links are resolved.

    Raises:
        InputError: if the name is not allowed, or the folder would lie elsewhere.
    """
    folder = expanded(results_dir) / check_name(name)
    if str(folder) != readable_name(str(folder)):
        raise InputError(
            phrase(
                "{readable_name}: the name holds bytes that are no UTF-8 text (shown as _), which Parquet files can't stand below: choose another results_dir= or name=",
                readable_name=readable_name(str(folder)),
            )
        )
    try:
        folder.is_dir()
        inside = folder.resolve().parent == expanded(results_dir).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError(
            phrase(
                "results_dir={given!r}: there can be no such folder ({value})",
                given=short(str(results_dir)),
                value=getattr(error, "strerror", None) or error,
            )
        ) from None
    if not inside:
        raise InputError(
            phrase(
                "name={name!r}: {folder} is a link that leaves the results folder {results_dir}",
                name=name,
                folder=folder,
                results_dir=results_dir,
            )
        )
    return folder


def find_result(given: str | Path, results_dir: str | Path = "results") -> Path:
    """Return the folder of a stored result, given by its name or by its path.

    Raises:
        InputError: if there is no result there.
    """
    text = str(given)
    places = [expanded(text)] if text else []
    if text and not re.search(r"[/\\]", text):
        places.insert(0, expanded(results_dir) / text)
    for place in places:
        with suppress(OSError, ValueError):  # a name that no file can have
            if (place / "manifest.json").is_file():
                return place
    raise InputError(
        phrase(
            "'{given}' is no result: neither a name in {results_dir} nor a folder that holds manifest.json{near}",
            given=short(text),
            results_dir=results_dir,
            near=_nearest_result(text, places),
        )
    )


def _nearest_result(text: str, places: Sequence[Path]) -> str:
    """Return the nearest name of a result beside the places where one was looked for, as it would be typed."""
    found: list[str] = []
    for folder in dict.fromkeys(place.parent for place in places):
        found += [
            name for name in names_beside(folder) if (folder / name / "manifest.json").is_file()
        ]
    meant = nearest(readable_name(Path(text).name), found)
    if not isinstance(meant, Meant) or not re.search(r"[/\\]", text):
        return meant
    return Meant(str(Path(text).parent / meant.name))


def ensure_writable(folder: str | Path) -> Path:
    """Make a folder and see that files can be written in it.

    Raises:
        InputError: if not.
    """
    probe = Path(folder) / f".probe.{os.getpid()}.tmp"
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            phrase(
                "results_dir={folder!r}: nothing can be written there ({reason})",
                folder=str(folder),
                reason=reason,
            )
        ) from error
    return Path(folder)


def clear_orphans(folder: Path) -> int:
    """Delete the temporary files that killed programs left in a folder; return how many."""
    cleared = 0
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        match = _TEMPORARY.match(path.name)
        if match and not _is_running(int(match.group(1))):
            # (nothing can be written there: it is told when something must be)
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
                cleared += 1
    return cleared


def is_temporary(path: Path) -> bool:
    """Whether a file has the name of one that is being written, or was when its program was killed."""
    return bool(_TEMPORARY.match(path.name))


def _is_running(pid: int) -> bool:
    """Whether another live process of this machine owns the temporary file."""
    if pid == os.getpid() or os.name != "posix":  # (signal 0 would end the process on Windows)
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


# --------------------------------------------------------------------------- writing
@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """Write a file under a temporary name; it takes its own once all of it is on the disk."""
    temporary = path.parent / f".{path.name}.{os.getpid()}.tmp"
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        # (a full disk names no file, and whoever tells of it must)
        error.filename = error.filename or str(path)
        raise
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes | pa.Buffer) -> Path:
    """Write a file whole or not at all."""
    with written_whole(path) as file:
        file.write(content)
    return path


def write_text(path: Path, text: str) -> Path:
    """Write a text in UTF-8 whole or not at all."""
    # (file names may hold bytes that are no text)
    return write_bytes(path, text.encode("utf-8", "backslashreplace"))


def write_page(path: str | os.PathLike[str], text: str) -> Path:
    """Write a page whole or not at all; its folder is made if missing."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    return write_text(target, text)


def write_json(path: Path, content: object) -> Path:
    """Write JSON for people: indented, in the order given."""
    return write_text(
        path, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    )


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def table_bytes(table: pa.Table, metadata: Mapping[str, str] | None = None) -> pa.Buffer:
    """Return a Parquet file whose bytes depend on nothing but the table, the metadata and the library."""
    sink = pa.BufferOutputStream()
    plain = table.replace_schema_metadata(dict(metadata) if metadata else None).combine_chunks()
    pq.write_table(
        plain,
        sink,
        row_group_size=1 << 20,
        compression="zstd",
        write_statistics=True,
        version="2.6",
    )
    return sink.getvalue()


def write_table(path: Path, table: pa.Table, metadata: Mapping[str, str] | None = None) -> Path:
    """Write a Parquet file whose bytes depend on nothing but the table, the metadata and the library."""
    return write_bytes(path, table_bytes(table, metadata))


def write_groups(path: Path, schema: pa.Schema, groups: Iterable[pa.Table]) -> Path:
    """Write a Parquet file of one row group a table, whole or not at all.

    The groups are made one at a time.
    """
    with (
        written_whole(path) as file,
        pq.ParquetWriter(
            file, schema, compression="zstd", write_statistics=True, version="2.6"
        ) as writer,
    ):
        for table in groups:
            writer.write_table(table.combine_chunks(), row_group_size=max(1, table.num_rows))
    return path


def is_whole(path: Path) -> bool:
    """Whether a file of tables can be read: a Parquet file ends with what tells its contents.

    Others need only be there.
    """
    if path.suffix != ".parquet":
        return path.is_file()
    try:
        with opened(path) as file:
            return file.metadata.num_rows >= 0
    except (OSError, ValueError):  # (pyarrow's errors of bad files are ValueErrors)
        return False


@contextmanager
def opened(path: Path) -> Iterator[pq.ParquetFile]:
    """Open a Parquet file (pyarrow itself would take ``~`` in a path for the home folder)."""
    with path.open("rb") as file, pq.ParquetFile(file) as table:
        yield table


# --------------------------------------------------------------------------- tables
def to_table(frame: pd.DataFrame) -> pa.Table:
    """Turn a frame into a table of four plain types; what is undefined becomes null.

    Plain floats, of which a year has two hundred columns, are taken out of the frame together:
    column by column, pandas and pyarrow would take longer than all else that storing a run costs.
    """
    plain = [dtype == np.float64 for dtype in frame.dtypes]
    numbers = iter(frame.loc[:, plain].to_numpy(np.float64).T)
    arrays = [
        pa.array(next(numbers), from_pandas=True)
        if is_plain
        else _arrow_array(frame.iloc[:, place])
        for place, is_plain in enumerate(plain)
    ]
    return pa.Table.from_arrays(arrays, names=[str(name) for name in frame.columns])


def _arrow_array(column: pd.Series) -> pa.Array:
    return pa.array(column, _arrow_type(column), from_pandas=True)


def _arrow_type(column: pd.Series) -> pa.DataType:
    """Boolean, integer, number or text; null where nothing says which."""
    if pd.api.types.is_bool_dtype(column):
        return pa.bool_()
    if pd.api.types.is_integer_dtype(column):
        return pa.int64()
    if pd.api.types.is_numeric_dtype(column):
        return pa.float64()
    if isinstance(column.dtype, pd.StringDtype):  # (text, also where there is no row)
        return pa.string()
    given = column.dropna()
    if len(given) and all(isinstance(value, bool) for value in given):
        return pa.bool_()
    return pa.null() if given.empty else pa.string()


def stack(tables: Iterable[pa.Table]) -> pa.Table:
    """Put tables one below the other; columns in the order of their first appearance."""
    return pa.concat_tables(list(tables), promote_options="permissive")


def read_table(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Read one Parquet file, or some columns of it, whatever the names of the folders above it.

    Raises:
        InputError: it is damaged.
    """
    try:
        with opened(path) as file:
            return file.read(columns=None if columns is None else list(columns), use_threads=False)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise InputError(
            phrase(
                "{path}: is damaged; delete it and type the command that made the result again: tables are made anew from their parts",
                path=path,
            )
        ) from error


def read_frame(path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read a Parquet file, or some columns of it, as a frame; null numbers become NaN."""
    return to_frame(read_table(path, columns))


def columns_of(path: Path) -> list[str]:
    """Return the names of the columns of a Parquet file."""
    return list(schema_of(path).names)


def schema_of(path: Path) -> pa.Schema:
    """Return names and types of the columns of a Parquet file."""
    with opened(path) as file:
        return file.schema_arrow.remove_metadata()


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Turn a table into a frame."""
    return table.to_pandas()
