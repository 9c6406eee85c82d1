"""The engines: the same bytes from each, and what becomes of their workers' deaths."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from borderSim.errors import InputError, StoppedError
from borderSim.studies.execution import engines
from borderSim.studies.execution import worker as chunk
from borderSim.studies.execution.files import read_frame
from borderSim.studies.execution.status import standing
from tests.studies import small

ROOT = Path(__file__).parents[3]
dask = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("distributed", "cryptography"))),
    reason="distributed or cryptography is not installed",
)
pytestmark = pytest.mark.filterwarnings("default")  # (what Dask warns of is Dask's)


@pytest.fixture
def place(monkeypatch, tmp_path):
    monkeypatch.setenv(small.PLACE, str(tmp_path))
    # (what the world changes in this process is undone)
    monkeypatch.setattr(chunk, "SECONDS", chunk.SECONDS)
    return tmp_path


def test_same_bytes_from_one_and_two_processes(place):
    found = [small.tables(small.study(place / str(n), 40, small.often, n).folder) for n in (1, 2)]
    assert found[0] == found[1]


@dask
def test_dask_gives_the_same_bytes_though_a_worker_dies(place):
    small.study(place / "x", 40, small.kills_once, 2, engine="dask")
    assert {p.stat().st_size for p in place.glob("killed*")} == {2}
    assert small.tables(place / "x") == small.tables(small.study(place / "whole", 40).folder)


@dask
def test_dask_gives_up_a_task_that_always_kills_its_worker(place):
    found = small.study(place / "x", 24, small.kills_always, 2, engine="dask")
    told = read_frame(found.folder / "failures.parquet")
    assert list(told["seed"]) == [9] and "died 3 times" in told["error"][0]
    assert sorted(set(read_frame(found.folder / "runs.parquet")["seed"])) == [
        i for i in range(24) if i != 9
    ]


@dask
def test_a_scheduler_that_runs_already_and_one_that_goes_away(place, monkeypatch):
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        memory_limit=0,
    ) as cluster:
        address = str(cluster.scheduler_address)
        small.study(place / "x", 24, small.often, engine="dask", scheduler=address)
        assert small.tables(place / "x") == small.tables(small.study(place / "whole", 24).folder)
        opened = engines.open_engine("dask", workers=1, scheduler=address)
        monkeypatch.setattr(engines, "open_engine", lambda *_, **__: opened)
        submit, given = opened.submit, []

        def and_then_it_goes(carry_out, chunk):
            given.append(chunk)
            future = submit(carry_out, chunk)
            if len(given) == 6:
                cluster.close(timeout=5)
            return future

        monkeypatch.setattr(opened, "submit", and_then_it_goes)
        with pytest.raises(StoppedError, match="went away; what is finished is kept"):
            small.study(place / "y", 400, small.often, engine="dask", scheduler=address)
    assert standing(place / "y").runs.left > 0


@dask
def test_nobody_else_can_hand_work_to_dasks_own_workers():
    from distributed import Client

    opened = engines.open_engine("dask", workers=1)
    try:
        address = opened._client.scheduler.address  # type: ignore[attr-defined]
        workers = opened._client.scheduler_info()["workers"]  # type: ignore[attr-defined]
        ports = [address, *workers]
        assert all(port.startswith("tls://127.0.0.1:") for port in ports)
        for port in ports:
            with pytest.raises((OSError, TypeError)):
                Client(port, timeout=2)
            with pytest.raises(OSError):  # reset, closed or late: no answer in any case
                Client(port.replace("tls", "tcp"), timeout=2)
        pages = [
            f"http://127.0.0.1:{one['services']['dashboard']}{path}"
            for one in workers.values()
            for path in ("/", "/metrics", "/info/main/workers.html")
        ]
        for page in pages:
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(page, timeout=5)
        with pytest.raises(InputError, match="asks for certificates"):
            engines.open_engine("dask", workers=1, scheduler=address)
    finally:
        opened.close()


@dask
def test_no_scheduler_there(monkeypatch):
    from borderSim.studies.execution.engines import dask as module

    monkeypatch.setattr(module, "PATIENCE", 0.5)
    with pytest.raises(InputError, match="no Dask scheduler answers there"):
        engines.open_engine("dask", workers=1, scheduler="tcp://127.0.0.1:9")


@pytest.mark.parametrize(
    ("engine", "package"), [("dask", "distributed"), ("dask", "cryptography"), ("mpi", "mpi4py")]
)
def test_a_library_that_is_not_installed(monkeypatch, engine, package):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == package else find(name, *a)
    )
    with pytest.raises(
        InputError,
        match=rf"engine={engine}: .* is not installed; pip install 'bordersim\[{engine}\]' installs it",
    ):
        engines.check_engine(engine)


SCRIPT = """
import sys
import urllib.error
import urllib.request
from pathlib import Path
from tests.studies import small
if __name__ == "__main__":
    small.study(Path(sys.argv[1]), 40, small.often, engine="mpi")
"""


@pytest.fixture
def mpiexec():
    beside = Path(sys.executable).with_name("mpiexec")
    found = str(beside) if beside.exists() else shutil.which("mpiexec")
    if importlib.util.find_spec("mpi4py") is None or found is None:
        pytest.skip("no mpi4py, or no mpiexec")
    return found


def test_mpi_gives_the_same_bytes(place, mpiexec):
    script = place / "script.py"
    script.write_text(SCRIPT)
    done = subprocess.run(
        [mpiexec, "-n", "3", sys.executable, "-m", "mpi4py.futures", str(script), str(place / "x")],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert small.tables(place / "x") == small.tables(small.study(place / "whole", 40).folder)


def test_mpi_says_how_it_is_started(mpiexec):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from borderSim.studies.execution import engines; engines.check_engine('mpi')",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "must be started by mpiexec -n N python -m mpi4py.futures -m borderSim" in done.stderr
