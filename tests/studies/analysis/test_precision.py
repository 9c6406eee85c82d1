"""Replicates until the differences are known: when it stops, that it goes on, and that the bytes are those of replications=N."""

import numpy as np
import pandas as pd
import pytest

from borderSim.errors import InputError
from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.studies import compare as module
from borderSim.studies.analysis import precision
from borderSim.studies.analysis.precision import Rule, rule_of, settle
from borderSim.studies.execution.job import Towards
from tests.studies import fake
from tests.studies.conftest import contents


def world(noise):
    """Return the rows of two levels for n replicates: 100 and 101, chances that both meet, and noise of the second alone."""

    def runs_of(n):
        asked.append(n)
        rng = np.random.default_rng(8)
        shared, own = rng.normal(0, 20, 2000)[:n], rng.normal(0, 1, 2000)[:n]
        frames = []
        for level, values in (("low", 100 + shared), ("high", 101 + shared + noise(n) * own)):
            frame = pd.DataFrame(dict.fromkeys(OUTCOMES, values))
            frame["seized_value_eur"], frame["shipped_value_eur"] = 10.0, 100.0
            frames.append(
                frame.assign(scenario="s", level=level, seed=range(n), replicate=range(n))
            )
        return pd.concat(frames)

    asked: list[int] = []
    return runs_of, asked


def test_it_stops_when_the_differences_are_known_and_stay_so():
    runs_of, asked = world(lambda n: 10.0)
    found = settle(Rule(0.01, step=50, ahead=100), runs_of, "low", {"s": 1.0})
    # half-width of 10 / sqrt(n) × 1.97 over 1 % of 100, or a quarter of 1 organisation; net
    # benefit: a quarter of 5 % of 200 is more
    assert (
        found.since is not None
        and found.replications == found.since + 100
        and asked[-1] == found.replications
    )
    last = found.last.set_index("outcome")
    assert last.loc["delivered_value_eur", "asked"] == pytest.approx(
        max(0.01 * 100, 0.25 * 0.05 * 100), rel=0.05
    )
    assert last.loc["orgs_dismantled", "half_width"] == pytest.approx(
        1.97 * 10 / np.sqrt(found.replications), rel=0.15
    )
    assert last.loc["net_benefit_eur", "asked"] == pytest.approx(0.25 * 0.05 * 200, rel=0.05)
    assert last.loc["delivered_value_eur", "correlation"] == pytest.approx(
        20 / np.hypot(20, 10), abs=0.05
    )
    assert "kept through" in found.sentence and set(found.table["n"]) == set(asked)


def test_a_lucky_moment_does_not_stop_it_and_the_cap_does():
    runs_of, asked = world(lambda n: 0.1 if n == 50 else 100.0)
    found = settle(Rule(0.01, most=120, step=25, ahead=50), runs_of, "low", {"s": 1.0})
    assert asked == [25, 50, 75, 100, 120] and found.since is None and found.replications == 120
    assert "after 120 replicates" in found.sentence and "orgs_dismantled" in found.sentence
    late, _ = world(lambda n: 0.1 if n >= 100 else 100.0)
    assert (
        "came before it was seen"
        in settle(Rule(0.01, most=120, step=25, ahead=50), late, "low", {"s": 1.0}).sentence
    )


def test_without_a_word_it_is_five_per_cent_with_at_most_a_hundred():
    assert rule_of(None, None) == Rule(0.05, 100) and rule_of(None, 40) == Rule(0.05, 40)
    assert rule_of(0.1, None) == Rule(0.1, 1000) and rule_of(None, None, 7) is None
    assert list(Rule(0.05, 100).counts()) == [20, 40, 60, 80, 100]


@pytest.mark.parametrize(
    ("noise", "count", "found"),
    [(1.0, 40, True), (1.0, 39, False), (1000.0, 60, False), (1000.0, 100, False)],
)
def test_a_result_is_judged_by_its_rows(noise, count, found):
    runs_of, _ = world(lambda n: noise)
    assert precision.precise(runs_of(count), "low", {"s": 1.0}) is found


def test_what_was_wide_twenty_replicates_ago_is_not_yet_precise():
    """A lucky width at the number that is there is not enough."""
    runs_of, _ = world(lambda n: 1.0)
    runs = runs_of(40)
    odd = (runs["level"] == "high") & (runs["seed"] < 20)
    runs.loc[odd, "orgs_dismantled"] += np.where(runs.loc[odd, "seed"] % 2, 15.0, -15.0)
    now = precision.widths(runs, Rule(0.05), "low", {"s": 1.0}, 40)
    before = precision.widths(runs[runs["seed"] < 20], Rule(0.05), "low", {"s": 1.0}, 20)
    assert now["known"].all() and not before["known"].all()
    assert not precision.precise(runs, "low", {"s": 1.0})


def test_progress_is_told_of_all_steps(toy, monkeypatch):
    class Told:
        def __init__(self):
            self.lines = []

        def update(self, done, total, runs_so_far, seconds_left):
            self.lines.append((done, total))

    told = Told()

    monkeypatch.setattr(precision.Rule, "counts", lambda self: iter(range(2, self.most + 1, 2)))
    toy(replications=None, precision=1.0, max_replications=6, progress=told)
    each = len(fake.LEVELS)
    assert told.lines[-1] == (6 * each, 6 * each) and {total for _, total in told.lines} == {
        6 * each
    }
    assert [done for done, _ in told.lines] == sorted(done for done, _ in told.lines)


def test_the_time_left_is_that_of_all_steps():
    told = []

    class Told:
        def update(self, done, total, runs_so_far, seconds_left):
            told.append((done, total, seconds_left))

    steps = Towards(Told(), 100)
    for done, total, seconds in ((20, 40, 10.0), (40, 40, 0.0), (40, 60, None), (90, 100, 5.0)):
        steps.update(done, total, pd.DataFrame(), seconds)
    assert told == [(20, 100, 40.0), (40, 100, None), (40, 100, None), (90, 100, 5.0)]


@pytest.fixture
def small(monkeypatch):
    """Add two replicates at a time."""
    monkeypatch.setattr(precision.Rule, "counts", lambda self: iter(range(2, self.most + 1, 2)))


def test_the_bytes_are_those_of_so_many_replications(toy, small, tmp_path):
    found = toy(precision=1.0, max_replications=6, replications=None, plane=True)
    assert (found.folder / "precision.csv").exists() and "6 replicates" in found.notes[-1]
    typed = toy(replications=6, plane=True, results_dir=tmp_path / "typed")
    assert contents(found.folder) == contents(typed.folder) and len(found.runs) == 6 * len(
        fake.LEVELS
    )
    page = (found.folder / "precision.html").read_text()
    assert "How many replicates were enough?" in page and "What was reached" in page
    rows = pd.read_csv(found.folder / "precision.csv")
    assert set(rows["n"]) == {2, 4, 6} and set(rows["outcome"]) == set(HEADLINE)


def test_it_goes_on_after_ctrl_c_and_over_what_is_there(toy, small, tmp_path):
    asked = {"precision": 1.0, "max_replications": 6, "replications": None}
    with pytest.raises(KeyboardInterrupt):
        toy(fake.stop_at_third, **asked)
    resumed = toy(fake.counted, **asked)
    assert not (tmp_path / "seed1").exists() and not (tmp_path / "seed2").exists(), (
        "what was done is not done again"
    )
    whole = toy(**asked, results_dir=tmp_path / "whole")
    assert contents(resumed.folder) == contents(whole.folder)
    assert (resumed.folder / "precision.csv").read_bytes() == (
        whole.folder / "precision.csv"
    ).read_bytes()
    more = toy(replications=8)
    before = contents(more.folder)
    again = toy(**asked)
    assert contents(again.folder) == before and len(again.runs) == 8 * len(fake.LEVELS), (
        "more than needed stays"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"precision": 0}, "precision=0: must be a share"),
        ({"precision": 2.0}, "must be a share"),
        ({"precision": True}, "must be a share"),
        ({"max_replications": 50, "replications": 3}, "max_replications=50 finds the number"),
        ({"precision": 0.1, "max_replications": 1}, "at least 5"),
        ({"precision": 0.1, "replications": 5}, "precision=0.1 finds the number by itself"),
    ],
)
def test_what_makes_no_rule_is_refused(given, said, tmp_path):
    with pytest.raises(InputError, match=said):
        module.compare("training", **given, results_dir=tmp_path)
    assert not list(tmp_path.iterdir())


def test_one_level_alone_needs_no_second_step(toy, small, tmp_path):
    found = toy(replications=None, max_replications=6, levels=["alpha"])
    assert len(found.runs) == 2 and "one level alone" in found.notes[-1]
    assert not (found.folder / "precision.csv").exists()
    assert len(toy(replications=None, max_replications=6, levels=["alpha"]).runs) == 2
    both = toy(
        replications=None,
        max_replications=6,
        levels=["alpha"],
        scenarios=["toy", "other"],
        name="two",
    )
    assert len(both.runs) == 4


def test_a_seed_that_fails_is_tried_once_a_call(toy, small, tmp_path):
    asked = {"precision": 1.0, "max_replications": 6, "replications": None}
    for calls in (1, 2):
        found = toy(fake.counted_and_one_fails, **asked)
        assert (tmp_path / "seed2").stat().st_size == calls
        assert [failure["seed"] for failure in found.failed] == [2]
        told = pd.read_parquet(found.folder / "failures.parquet")
        assert list(told["seed"]) == [2] and "ArithmeticError" in told["traceback"][0]
        assert len(found.runs) == 5 * len(fake.LEVELS)
    assert (tmp_path / "seed6").stat().st_size == 1, "what is done is not done again"
    assert len(toy(fake.simulate, **asked).runs) == 6 * len(fake.LEVELS)
