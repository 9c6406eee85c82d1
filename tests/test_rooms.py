"""The rooms of the package import one way, and no import runs in a circle: inside functions and for types alone, too.

The order of the rooms stands in ``pyproject.toml`` (``tool.importlinter``); ``lint-imports`` tells
a broken one at length.
"""

from __future__ import annotations

import contextlib
import copy
import io
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import networkx
import pytest
from importlinter.cli import lint_imports

from borderSim.presentation import Presented, shows

ROOT = Path(__file__).resolve().parents[1]
ROOFS = {"borderSim", "borderSim.model", "borderSim.studies"}
"""Packages of several rooms.

They themselves hold no code but ``borderSim``, which stands on top of all.
"""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("borderSim", exclude_type_checking_imports=False, cache_dir=None)


def rooms() -> list[list[str]]:
    """Return the rooms of each floor, the highest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    return [re.findall(r"[\w.]+", floor) for floor in contracts[0]["layers"]]


def circles(graph: grimp.ImportGraph) -> list[list[str]]:
    """Return the modules that import one another, a list per circle."""
    arrows = networkx.DiGraph(
        (m, to) for m in graph.modules for to in graph.find_modules_directly_imported_by(m)
    )
    return [
        sorted(circle)
        for circle in networkx.strongly_connected_components(arrows)
        if len(circle) > 1
    ]


def linted() -> tuple[int, str]:
    """Run ``lint-imports`` on what is there; return its exit code and what it says."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = lint_imports(
            config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True
        )
    return code, said.getvalue()


def test_a_room_imports_only_rooms_below_it():
    code, said = linted()
    assert code == 0, said


def test_no_import_runs_in_a_circle(graph):
    assert not circles(graph)


def test_nothing_imports_the_top_of_the_package(graph):
    assert not graph.find_modules_that_directly_import("borderSim")


def test_every_module_stands_in_one_room(graph):
    listed = [room for floor in rooms() for room in floor]
    for module in graph.modules - ROOFS:
        assert sum(module == room or module.startswith(f"{room}.") for room in listed) == 1, module


UPWARD = {
    "slips.py": "def later():\n    from borderSim.results import runs\n    return runs\n",
    "scenario/draft.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from borderSim.api.load import load_result\n",
    "studies/design/factors.py": "import borderSim.report.full_report.page\n",
    "report/writing/numbers.py": "from borderSim.report.advice import decision\n",
}
"""Imports that point upwards, by the file that each is put into: in a function, for types alone, in plain sight."""


def test_an_import_upwards_is_told_wherever_it_stands(tmp_path):
    shutil.copytree(
        ROOT / "borderSim", tmp_path / "borderSim", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, text in UPWARD.items():
        path = tmp_path / "borderSim" / name
        path.write_text(path.read_text("utf-8") + text, "utf-8")
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    said = "".join(done.stdout.split())
    assert done.returncode == 1, done.stdout + done.stderr
    for arrow in (
        "borderSim.slips->borderSim.results.runs",
        "borderSim.scenario.draft->borderSim.api.load",
        "borderSim.studies.design.factors->borderSim.report.full_report.page",
        "borderSim.report.writing.numbers->borderSim.report.advice.decision",
    ):
        assert arrow in said


def test_a_circle_within_a_room_is_seen(graph):
    broken = copy.deepcopy(graph)
    broken.add_import(importer="borderSim.scenario.shipped", imported="borderSim.scenario.load")
    (circle,) = circles(broken)
    assert {
        "borderSim.scenario.shipped",
        "borderSim.scenario.load",
        "borderSim.scenario.assemble",
    } <= set(circle)


@pytest.mark.parametrize("what", Presented)
def test_whoever_shows_a_result_is_there(what):
    import borderSim  # noqa: F401 (its top binds them)

    assert callable(shows(what))
