"""The worked example of a search for several objectives: it runs, goes on where it was stopped, and its page tells its table."""

import importlib.util
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("ema_workbench")
    pytest.importorskip("platypus")

DOCS = Path(__file__).resolve().parents[1] / "docs"
EXAMPLES = DOCS / "examples"
TINY = ["years=0.05", "burn_in_days=20"]


@pytest.fixture(scope="module")
def example():
    spec = importlib.util.spec_from_file_location(
        "many_objectives", EXAMPLES / "many_objectives.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def words(folder, evaluations):
    return [
        *("--evaluations", str(evaluations), "--population", "4", "--again", "1"),
        *("--folder", str(folder), "--settings", *TINY),
    ]


def test_it_goes_on_where_it_was_stopped(example, tmp_path, monkeypatch):
    whole = example.main(words(tmp_path / "whole", 8))
    assert {"tried.csv", "front.csv", "front.png"} <= {
        path.name for path in (tmp_path / "whole").iterdir()
    }
    part = tmp_path / "part"
    example.main(words(part, 4))
    calls = []
    place = example.Remembered.__call__

    def counted(self, **at):
        before = len(self._known)
        found = place(self, **at)
        calls.append(len(self._known) - before)
        return found

    monkeypatch.setattr(example.Remembered, "__call__", counted)
    pd.testing.assert_frame_equal(example.main(words(part, 8)), whole)
    assert sum(calls) < len(calls)  # the first generation was not run again
    assert (part / "tried.csv").read_bytes() == (tmp_path / "whole" / "tried.csv").read_bytes()


def test_nothing_that_was_tried_beats_the_front_by_a_step(example):
    tried = pd.read_csv(EXAMPLES / "many_objectives_tried.csv")
    front = pd.read_csv(EXAMPLES / "many_objectives.csv")
    steps = np.array([step for _, step in example.OBJECTIVES.values()])
    ways = np.array([way for way, _ in example.OBJECTIVES.values()])
    names = list(example.OBJECTIVES)
    boxes = np.floor(-tried[names].to_numpy() * ways / steps)  # smaller is better
    own = np.floor(-front[names].to_numpy() * ways / steps)
    for place in own:
        better = (boxes <= place).all(axis=1) & (boxes < place).any(axis=1)
        assert not better.any()
    levers = [name for name in front.columns if name in tried.columns]
    assert len(front.merge(tried, on=levers)) == len(front)


def test_the_page_tells_the_table(example):
    page = (DOCS / "many-objectives.md").read_text("utf-8")
    front = pd.read_csv(EXAMPLES / "many_objectives.csv")
    assert example.as_page(front) in page
    assert (EXAMPLES / "figures" / "many-objectives.png").read_bytes()[:4] == b"\x89PNG"
