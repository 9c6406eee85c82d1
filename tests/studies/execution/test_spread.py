"""Row groups by way of temporary files: the same rows, however few files may be open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from borderSim.studies.execution import merge, spread
from tests.studies import small

SIZE, ROWS = 7, 7 * 61 + 3
SCHEMA = pa.schema([("place", pa.int64()), ("text", pa.string())])


def pieces(most: int = 40):
    """Yield the numbers from 0 on in no order, some at a time, with their places."""
    numbers = np.random.default_rng(1).permutation(ROWS)
    for first in range(0, ROWS, most):
        own = numbers[first : first + most]
        yield pa.table({"place": own, "text": [str(n) for n in own]}, schema=SCHEMA), own


@pytest.mark.parametrize("files", [2, 3, 8, 61, 62, 200])
def test_the_same_groups_however_few_files_are_open(tmp_path, monkeypatch, files):
    opened: list[int] = []
    new = pa.OSFile

    def counting(path, mode):
        opened.append(len([p for p in Path("/proc/self/fd").iterdir() if str(p.resolve()).startswith(str(tmp_path))]) if Path("/proc/self/fd").is_dir() else 0)  # fmt: skip
        return new(path, mode)

    monkeypatch.setattr(spread, "most_files", lambda: files)
    monkeypatch.setattr(spread.pa, "OSFile", counting)
    made = list(spread.in_groups(pieces(), SCHEMA, range(0, ROWS, SIZE), tmp_path))
    assert [table.num_rows for table in made] == [SIZE] * 61 + [3]
    whole = pa.concat_tables(made)
    assert whole["place"].to_pylist() == list(range(ROWS))
    assert whole["text"].to_pylist() == [str(n) for n in range(ROWS)]
    assert max(opened) <= files, "besides the one that is being opened"
    assert not any(tmp_path.iterdir()), "each is deleted once it is read"


@pytest.mark.parametrize(("allowed", "files"), [(1024, 200), (256, 64), (-1, 200), (20, 5), (3, 2)])
def test_the_machine_says_how_many(monkeypatch, allowed, files):
    resource = pytest.importorskip("resource")
    given = resource.RLIM_INFINITY if allowed < 0 else allowed
    monkeypatch.setattr(resource, "getrlimit", lambda which: (given, given))
    assert spread.most_files() == files


def test_without_a_limit_to_ask_for(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)  # (as on Windows)
    assert spread.most_files() == spread.MOST_FILES


def test_tables_of_many_groups_where_few_files_may_be_open(tmp_path, monkeypatch):
    """Merged under a limit below the number of row groups, the tables have the same bytes."""
    pytest.importorskip("resource")
    monkeypatch.setattr(merge, "CELLS", 186)  # a row or so in each group
    found = small.study(tmp_path / "x", 40)
    (tmp_path / "x" / "runs.parquet").rename(tmp_path / "whole.parquet")
    done = subprocess.run(
        [sys.executable, "-c", FEW_FILES, str(found.folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "x" / "runs.parquet").read_bytes() == (
        tmp_path / "whole.parquet"
    ).read_bytes()


FEW_FILES = """
import resource, sys
from pathlib import Path
from borderSim.studies.execution import merge
from borderSim.studies.execution.part_files import Ledger
from tests.studies import small

resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
merge.CELLS = 186
folder = Path(sys.argv[1])
works = [small.make(folder / "parts", small.quick, i) for i in range(40)]
merge.merge(works, folder / "runs.parquet", "runs", small.ORDER)
"""
