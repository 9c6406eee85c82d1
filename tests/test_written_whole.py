"""Files are written whole or not at all: nowhere does the package write to a file under its own name.

A program that is killed, or a full disk, leaves half of such a file, and what stood there before is gone.
``borderSim/studies/execution/files.py`` writes beside it and renames.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import borderSim

PACKAGE = Path(borderSim.__file__).parent
WRITES = {"write_text", "write_bytes"}
FRAMES = {"to_csv", "to_parquet", "to_excel", "to_json"}
"""They return a text where no file is named."""
OWN_FOLDER = {
    "studies/execution/files.py",
    "studies/execution/spread.py",  # in a temporary folder that is deleted
    "results/export.py",  # in an archive that is written whole
    "diagnose/diagnosis.py",  # in a temporary folder
    "classroom/kit/folder.py",  # in a folder that takes its name once all of it is there
    "classroom/kit/start_files.py",  # the same
    "classroom/exercise/seat_key.py",  # an empty one is made again
}
"""Where another way is as safe."""


def writes(text: str) -> Iterator[int]:
    """Yield the lines on which a file is opened for writing, or written, under its own name."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        of = (
            called.value.id
            if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name)
            else ""
        )
        if (
            (name in WRITES and of != "files" and isinstance(called, ast.Attribute))
            or (name in FRAMES and node.args)
            or (name == "open" and _mode(node) & set("wax+"))
            or (name == "OSFile" and _mode(node) & set("wax+"))
        ):
            yield node.lineno


def _mode(call: ast.Call) -> set[str]:
    given = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    texts = [one.value for one in given if isinstance(one, ast.Constant)]
    return {letter for text in texts if isinstance(text, str) and len(text) < 4 for letter in text}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("path.write_text(x)", True),
        ("(folder / name).write_bytes(x)", True),
        ("open(path, 'w')", True),
        ("path.open('ab')", True),
        ("frame.to_csv(path)", True),
        ("files.write_text(path, x)", False),
        ("path.open('rb')", False),
        ("frame.to_csv(index=False)", False),
    ],
)
def test_what_counts(text: str, found: bool):
    assert bool(list(writes(text))) is found


def test_every_file_is_written_whole():
    found = [
        f"{place}:{line}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if (place := path.relative_to(PACKAGE).as_posix()) not in OWN_FOLDER
        for line in writes(path.read_text("utf-8"))
    ]
    assert not found, "use borderSim.studies.execution.files"
    assert all((PACKAGE / place).is_file() for place in OWN_FOLDER)
