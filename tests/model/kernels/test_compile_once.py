"""Kernels are compiled once, said so, and loaded by nobody who simulates nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from borderSim.model.kernels.compile_once import compile_once, compile_together

LINE = "bordersim: compiling the inner loops of a day (once: ten seconds to some minutes)\n"
ONE = "import borderSim.model.kernels.own_traffic"


def said(code: str, **environment: str) -> str:
    """What a new process writes to stderr."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr


def test_every_file_of_kernels_is_loaded():
    here = Path(sys.modules[compile_once.__module__].__file__ or "").parent
    assert compile_once() == sorted(p.stem for p in here.glob("*.py") if p.stem != "__init__")


def test_compiling_is_said_once_and_not_again_once_it_is_kept(tmp_path: Path):
    folder = str(tmp_path / "kept")
    assert said(ONE, NUMBA_CACHE_DIR=folder) == LINE
    kept = {path.name.split(".")[0] for path in Path(folder).rglob("*.nbi")}
    without = {"compile_once", "compiled", "generators", "scipy_functions"}
    files = {name for name in compile_once() if name not in without}  # (what kernels are made with)
    assert kept == files, "whoever begins, all are compiled at once"
    assert said(ONE, NUMBA_CACHE_DIR=folder) == ""


def test_a_second_process_begins_with_the_last_and_says_nothing(tmp_path: Path):
    folder = str(tmp_path / "kept")
    code = "from borderSim.model.kernels import strength"
    assert said(code, NUMBA_CACHE_DIR=folder, BORDERSIM_COMPILES_FOR_ANOTHER="1") == ""
    assert {path.name.split(".")[0] for path in Path(folder).rglob("*.nbi")} == {"strength"}


def test_it_goes_without_a_second_process(monkeypatch: pytest.MonkeyPatch):
    def none(*_: object, **__: object) -> None:
        raise OSError("no process can be started")

    monkeypatch.setattr(subprocess, "Popen", none)
    compile_together()


def test_who_simulates_nothing_does_not_load_numba():
    said(
        "import sys, borderSim as bs; bs.load_scenario('national'); assert 'numba' not in sys.modules"
    )
