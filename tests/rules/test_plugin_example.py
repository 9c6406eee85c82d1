"""The worked example: installed as a package of its own, found by name, and sound by its own test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "experiments" / "plugin_example"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Environment of a process that has the example installed; nothing is fetched for it."""
    pytest.importorskip("hatchling", reason="builds the example without a network")
    target = tmp_path_factory.mktemp("plug-in")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    command += ["--disable-pip-version-check", "--target", str(target), str(EXAMPLE)]
    subprocess.run(command, check=True, cwd=target)
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(target), str(ROOT)])}


def run(
    environment: dict[str, str], folder: Path, *command: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_is_found_by_name_and_runs(installed: dict[str, str], tmp_path: Path):
    rules = [
        "traffickers.strategy=alternating",
        "customs.targeting={name: newcomers, weight: 0.8}",
        "police.casework=patient",
        "police.casework.patience=180",
        "customs.allocation=rotating",
        "customs.mobile_share=0.2",
    ]
    rules = [
        "traffickers.strategy=alternating",
        "customs.targeting=newcomers",
        "customs.allocation=rotating",
        "customs.mobile_share=0.2",
    ]
    rules += ["measures=[gaps]", "interventions=[answer]"]
    done = run(
        installed,
        tmp_path,
        "borderSim",
        "run",
        "scenario=training",
        "years=0.2",
        "burn_in_days=30",
        "name=mine",
        *rules,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "results" / "mine" / "runs.parquet").exists()
    without = {name: value for name, value in installed.items() if name != "PYTHONPATH"} | {
        "PYTHONPATH": str(ROOT)
    }
    missing = run(without, tmp_path, "borderSim", "run", "scenario=training", rules[0])
    assert (missing.returncode, missing.stdout) == (2, "")
    assert (
        "traffickers.strategy is 'alternating'" in missing.stderr
        and "anticipating" in missing.stderr
    )


def test_its_own_test_passes(installed: dict[str, str], tmp_path: Path):
    done = run(
        installed,
        tmp_path,
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        str(EXAMPLE / "tests"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
