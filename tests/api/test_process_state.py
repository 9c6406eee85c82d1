"""A call leaves the process as it was, works inside another Hydra application, and beside other threads."""

import locale
import logging
import os
import random
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import borderSim as bs
from borderSim.scenario import load as composing
from borderSim.scenario.names import nameable
from borderSim.studies.execution.engines.local import without_main

SHORT = ["years=0.05", "burn_in_days=10"]


def state():
    numpy = np.random.get_state()  # noqa: NPY002
    return {
        "numpy errors": np.geterr(),
        "numpy random": (numpy[0], numpy[1].tolist(), *numpy[2:]),
        "numpy print": np.get_printoptions(),
        "random": random.getstate(),
        "warnings": list(warnings.filters),
        "locale": locale.setlocale(locale.LC_ALL),
        "folder": str(Path.cwd()),
        "environment": dict(os.environ),
        "pandas": {
            key: pd.get_option(key)
            for key in ("display.max_columns", "display.width", "display.precision")
        },
        "root log": (logging.root.level, list(logging.root.handlers)),
        "threads": threading.active_count(),
        "excepthook": sys.excepthook,
        "main": {
            name: sys.modules["__main__"].__dict__.get(name) for name in ("__file__", "__spec__")
        },
    }


def compared(folder, **changes):
    asked = {
        "levels": ["coexistence", "cooperation"],
        "replications": 2,
        "overrides": SHORT,
        "plane": False,
        "workers": 1,
    }
    return bs.compare("training", **{**asked, **changes}, results_dir=folder)


def tables(result):
    return {path.name: path.read_bytes() for path in sorted(Path(result.folder).glob("*.parquet"))}


def test_nothing_of_the_process_is_changed(tmp_path):
    # (what libraries do when they are first loaded is theirs)
    compared(tmp_path / "warm").figure("forest")
    before = state()
    composing._compose.cache_clear()
    bs.run(bs.load_scenario("training", [*SHORT, "events=true"]))
    compared(tmp_path).figure("forest")
    (tmp_path / "s.yaml").write_text(
        "question: q\nscenario: training\nlevels: [coexistence]\nyears: 0.05\nsettings: [burn_in_days=10]\ndesign: {kind: lhs, points: 2, factors: {customs.random_share: prior}}\n"
    )
    bs.sweep(tmp_path / "s.yaml", workers=1, results_dir=tmp_path).paired()
    assert state() == before


def test_inside_another_hydra_application(tmp_path):
    from hydra import compose, initialize_config_dir, version
    from hydra.core.global_hydra import GlobalHydra
    from hydra.core.hydra_config import HydraConfig
    from hydra.core.singleton import Singleton
    from omegaconf import OmegaConf

    (tmp_path / "theirs.yaml").write_text("a: ${twice:3}\n")
    OmegaConf.register_new_resolver("twice", lambda x: 2 * x, replace=True)
    with initialize_config_dir(config_dir=str(tmp_path), version_base="1.2"):
        composed = compose("theirs", return_hydra_config=True)
        HydraConfig.instance().set_config(composed)
        before = {
            kind: Singleton._instances[kind]
            for kind in (GlobalHydra, HydraConfig, version.VersionBase)
        }
        composing._compose.cache_clear()
        bs.run(bs.load_scenario("training", SHORT))
        assert all(Singleton._instances[kind] is held for kind, held in before.items())
        assert compose("theirs").a == 6 and version.getbase().minor == 2
    HydraConfig.instance().cfg = None
    OmegaConf.clear_resolver("twice")


def test_threads_give_the_same_bytes(tmp_path):
    alone = tables(compared(tmp_path / "alone"))
    (tmp_path / "country/partnership").mkdir(parents=True)
    text = (composing.config_dir() / "partnership" / "cooperation.yaml").read_text(encoding="utf-8")
    (tmp_path / "country/partnership/ours.yaml").write_text(
        text.replace("name: cooperation", "name: ours"), encoding="utf-8"
    )
    composing._compose.cache_clear()

    def work(number):
        if number % 2:
            return compared(
                tmp_path / str(number),
                levels=["coexistence", "ours"],
                config_dir=tmp_path / "country",
            )
        return compared(tmp_path / str(number))

    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(work, range(3)))
    assert all(tables(results[i]) == alone for i in (0, 2))
    assert [level["name"] for level in results[1].manifest["levels"]] == ["coexistence", "ours"]
    assert "ours" not in nameable("partnership")


def test_the_script_is_named_again_after_several_threads_started_processes():
    main = sys.modules["__main__"].__dict__
    before = {name: main.get(name) for name in ("__file__", "__spec__")}
    inside, leave = threading.Barrier(3), [threading.Event(), threading.Event()]

    def start(event):
        with without_main():
            inside.wait(10)
            event.wait(10)

    with ThreadPoolExecutor(2) as pool:
        starting = [pool.submit(start, event) for event in leave]
        inside.wait(10)
        for event, one in zip(leave, starting, strict=True):
            assert main["__spec__"] is None and "__file__" not in main
            event.set()
            one.result()
    assert {name: main.get(name) for name in before} == before


def test_runs_in_threads_do_not_touch_each_other():
    scenario = bs.load_scenario("training", SHORT)
    alone = [bs.run(scenario, seed).daily for seed in range(4)]
    with ThreadPoolExecutor(4) as pool:
        beside = list(pool.map(lambda seed: bs.run(scenario, seed).daily, range(4)))
    assert all(first.equals(second) for first, second in zip(alone, beside, strict=True))


def test_a_dask_worker_of_several_threads(tmp_path):
    distributed = pytest.importorskip("distributed")
    # (libraries set what is theirs when they are first loaded)
    here = compared(tmp_path / "here", replications=4)
    before = state()["warnings"], logging.getLogger("distributed").level
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=3, processes=False, dashboard_address=None
    ) as cluster:
        result = compared(
            tmp_path / "dask", engine="dask", scheduler=cluster.scheduler_address, replications=4
        )
    assert (state()["warnings"], logging.getLogger("distributed").level) == before
    assert tables(result) == tables(here)
