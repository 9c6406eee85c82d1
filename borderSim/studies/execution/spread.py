"""Rows that come in any order, as row groups in their final order: sorted by way of temporary files, few open at a time.

Each row group has a file of its own to which its rows are written as they come, and which is sorted
once all are there. A machine lets a program open only so many files (macOS 256, Linux 1,024 unless
told otherwise). Where there are more row groups than that, a file takes several of them, and its rows
are spread again in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

MOST_FILES = 200
"""Files that are open at a time, where the machine allows it (assumption: more make nothing faster)."""
SHARE = 4
"""A quarter of what the machine allows is used: other parts of the program have files open too."""
LEAST_FILES = 2
Integers = Any
"""Array of whole numbers."""
Pieces = Iterable[tuple[pa.Table, Integers]]
"""Tables, each with the place of every row in the final table."""


def in_groups(pieces: Pieces, schema: pa.Schema, groups: range, folder: Path) -> Iterator[pa.Table]:
    """Yield the tables of row groups, their rows in their final order.

    Args:
        pieces: all rows of these groups, in any order.
        schema: columns of every table.
        groups: the first row of each group; the step is the rows of a group.
        folder: for the temporary files. Each is deleted once it is read.
    """
    share = -(-len(groups) // most_files())  # groups of a file
    blocks = [groups[first : first + share] for first in range(0, len(groups), share)]
    arrived = _spread(pieces, schema, blocks, folder)
    for block, places in zip(blocks, arrived, strict=True):
        path = _file(folder, block)
        if len(block) > 1:
            yield from in_groups(_again(path, places), schema, block, folder)
            path.unlink()
            continue
        with pa.OSFile(str(path), "rb") as file, pa.ipc.open_stream(file) as reader:
            table = reader.read_all()
        path.unlink()
        yield table.take(pa.array(np.argsort(np.concatenate(places), kind="stable")))


def most_files() -> int:
    """Return how many files may be open at a time: fewer than usual where the machine allows few."""
    try:
        import resource  # (not on Windows, which allows thousands)
    except ImportError:
        return MOST_FILES
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if allowed == resource.RLIM_INFINITY:
        return MOST_FILES
    return max(LEAST_FILES, min(MOST_FILES, allowed // SHARE))


def _spread(
    pieces: Pieces, schema: pa.Schema, blocks: list[range], folder: Path
) -> list[list[Integers]]:
    """Write rows to the files of their blocks as they come; return the places of the rows of each."""
    arrived: list[list[Integers]] = [[] for _ in blocks]
    first, rows = blocks[0].start, len(blocks[0]) * blocks[0].step
    with ExitStack() as stack:
        files = [
            stack.enter_context(pa.OSFile(str(_file(folder, block)), "wb")) for block in blocks
        ]
        writers = [stack.enter_context(pa.ipc.new_stream(file, schema)) for file in files]
        for table, places in pieces:
            own = (places - first) // rows
            for b in np.unique(own):
                here = np.flatnonzero(own == b)
                writers[b].write_table(table.take(pa.array(here)).combine_chunks())
                arrived[b].append(places[here])
    return arrived


def _again(path: Path, arrived: list[Integers]) -> Iterator[tuple[pa.Table, Integers]]:
    """Read what was written to a file as it came, a piece at a time."""
    places, begun = np.concatenate(arrived), 0
    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_stream(file) as reader:
        for batch in reader:
            yield pa.Table.from_batches([batch]), places[begun : begun + batch.num_rows]
            begun += batch.num_rows


def _file(folder: Path, block: range) -> Path:
    """Return the file of some row groups; no two that are there at a time have the same name."""
    return folder / f"{block.start}-{len(block)}"
