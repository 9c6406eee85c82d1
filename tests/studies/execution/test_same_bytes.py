"""The files depend on the configuration alone: not on workers, interruptions, hash seeds or history."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from tests.studies import fake
from tests.studies.conftest import contents, status

ROOT = Path(__file__).parents[3]

SCRIPT = """
import sys
from pathlib import Path
import pytest
from tests.studies import conftest, fake
toy = conftest.toy.__wrapped__ if hasattr(conftest.toy, "__wrapped__") else conftest.toy.__pytest_wrapped__.obj
run = toy(pytest.MonkeyPatch(), Path(sys.argv[1]))
run(getattr(fake, sys.argv[2]), replications=6, workers=int(sys.argv[3]), plane=True, overrides=["events=true"], name="x")
"""


def test_workers_do_not_matter(toy, tmp_path):
    found = [
        contents(
            toy(
                workers=n,
                replications=5,
                plane=True,
                overrides=["events=true"],
                results_dir=tmp_path / str(n),
            ).folder
        )
        for n in (1, 2, 3)
    ]
    assert set(found[0]) == {
        "runs.parquet",
        "monthly.parquet",
        "daily.parquet",
        "plane.parquet",
        "events.parquet",
        "summary.csv",
        "networks.parquet",
        "links.parquet",
    }
    assert found[0] == found[1] == found[2]


def test_manifests_differ_in_the_block_ran_alone(toy, tmp_path):
    one, two = (
        json.loads(
            (toy(workers=n, results_dir=tmp_path / str(n)).folder / "manifest.json").read_text()
        )
        for n in (1, 2)
    )
    assert one.pop("ran") != two.pop("ran")
    assert one == two


def test_hash_seed_does_not_matter(toy, tmp_path):
    found = []
    for hash_seed in ("0", "4711"):
        place = tmp_path / hash_seed
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(place), "simulate", "2"],
            cwd=ROOT,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
        )
        found.append(contents(place / "results" / "x"))
    assert found[0] == found[1]


def test_goes_on_after_ctrl_c(toy, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        toy(fake.stop_at_third, replications=4)
    folder = tmp_path / "results" / "compare-toy"
    assert json.loads((folder / "manifest.json").read_text())["state"] == "running"
    assert not (folder / "runs.parquet").exists()
    assert status(folder) == {"done": 6, "failed": 0, "left": 6}
    resumed = toy(fake.counted, replications=4)
    assert sorted(p.name for p in tmp_path.glob("seed*")) == ["seed3", "seed4"]
    whole = toy(replications=4, results_dir=tmp_path / "whole")
    assert contents(resumed.folder) == contents(whole.folder)


def _heed_ctrl_c() -> None:
    """A shell's background jobs ignore Ctrl-C, and so would what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGINT])
def test_goes_on_after_a_kill(toy, tmp_path, kill):
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path), "slow", "2"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_heed_ctrl_c,
    )
    parts = tmp_path / "results" / "x" / "parts"
    deadline = time.monotonic() + 60
    while len(list(parts.glob("*.runs.parquet"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(kill)
    _, told = process.communicate(timeout=30)
    assert process.returncode != 0
    assert told.count(b"\nKeyboardInterrupt") == (kill == signal.SIGINT), (
        "Ctrl-C is the parent's alone; no worker tells of it"
    )
    before = len(list(parts.glob("*.runs.parquet")))
    assert 2 <= before < 10
    time.sleep(1.0)
    assert len(list(parts.glob("*.runs.parquet"))) <= before + 2, "workers outlived their parent"
    settings = {"replications": 6, "plane": True, "overrides": ["events=true"], "name": "x"}
    resumed = toy(**settings)
    whole = toy(**settings, results_dir=tmp_path / "whole")
    assert contents(resumed.folder) == contents(whole.folder)
    assert not [p.name for p in resumed.folder.rglob(".*")]


def test_more_replications_extend(toy, tmp_path):
    toy(replications=2, plane=True)
    extended = toy(fake.counted, replications=5, plane=True)
    assert {p.name: p.stat().st_size for p in tmp_path.glob("seed*")} == {
        "seed3": 2,
        "seed4": 2,
        "seed5": 2,
    }
    assert contents(extended.folder) == contents(
        toy(replications=5, plane=True, results_dir=tmp_path / "whole").folder
    )
    assert extended.manifest["replications"] == 5


def test_complete_returns_at_once(toy, tmp_path):
    first = toy(replications=4)
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in first.folder.rglob("*.*")}
    again = toy(fake.all_fail, replications=3)
    assert len(again.runs) == 12
    assert before == {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in first.folder.rglob("*.*")}


def test_shape_of_the_tables(toy):
    found = toy(replications=3, plane=True, scenarios=["toy", "other"])
    assert list(found.runs.columns[:4]) == ["scenario", "level", "seed", "replicate"]
    assert list(found.runs["scenario"]) == ["toy"] * 9 + ["other"] * 9
    assert list(found.runs["level"][:9]) == ["alpha"] * 3 + ["beta"] * 3 + ["gamma"] * 3
    assert list(found.runs["seed"][:3]) == [1, 2, 3]
    assert found.runs["recovery_days"].isna().tolist()[:3] == [True, False, True]
    assert (
        found.runs["targeting_lift"].isna().all()
        and found.runs["targeting_lift"].dtype == "float64"
    )
    assert (
        list(found.monthly.columns[:4]) == ["scenario", "level", "seed", "month"]
        and len(found.monthly) == 36
    )
    assert list(found.daily.columns[:4]) == ["scenario", "level", "seed", "day"] and set(
        found.daily["seed"]
    ) == {1}
    assert (
        len(found.networks) == 12 and set(found.networks["seed"]) == {1} and len(found.links) == 12
    )
    assert found.plane is not None and len(found.plane) == 150
    assert list(found.plane.columns[:4]) == [
        "scenario",
        "information_sharing",
        "resource_pooling",
        "seed",
    ]
    assert isinstance(found.ranks(), pd.DataFrame)
