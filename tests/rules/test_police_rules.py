"""The police's rules: which case is opened, when it ends in arrests, whether a find is seized or let run."""

from __future__ import annotations

import functools
import gc
from typing import Any

import numpy as np
import pandas as pd
import pytest

from borderSim.model.actions import casework
from borderSim.rules import own_rules, probe
from borderSim.rules.police import RANK_WEIGHT, StandardCasework, StrikeEarly
from borderSim.rules.register import register
from borderSim.rules.registry import CASEWORK
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel, run
from borderSim.testing import RuleCheckError, check_police_rule

SETTINGS = [
    "burn_in_days=0",
    "years=1",
    "events=true",
    "police.investigators=60",
    "partnership=collaboration",
    "investigation.settle_days=0",  # the rule opens the first cases; none is open before it is asked
]


@pytest.fixture(autouse=True)
def _forgotten():
    yield
    for name in own_rules.names(CASEWORK.key):
        own_rules.forget(CASEWORK.key, name)


class Copied:
    """``standard`` written out once more, from what its page says."""

    name = "copied"

    def priorities(self, view: Any) -> np.ndarray:
        return np.array(
            [
                w + f + u if w + f >= 2 else -1.0
                for w, f, u in zip(view.known_weight, view.file, view.uniforms, strict=True)
            ]
        )

    def strikes(self, view: Any) -> np.ndarray:
        by_rank, shared = view.chargeable @ RANK_WEIGHT, view.shared_objectives
        weight = (1 - 0.5 * shared) * (
            by_rank + 2.0 * view.chargeable.sum(axis=1)
        ) / 2 + 0.5 * shared * by_rank
        return (weight >= view.settings.takedown_weight) & (
            view.chargeable[:, 2] + view.chargeable[:, 3] > 0
        )

    def lets_run(self, view: Any) -> float:
        return 1.0 / (1.0 + float(np.exp((1 + view.settings.let_run_bar - view.gain) / 0.25)))


@functools.cache
def result(*more: str) -> Any:
    return run(load_scenario("training", [*SETTINGS, *more]), 3)


def test_a_copy_of_the_standard_rule_gives_the_same_bytes():
    register("casework", "copied", Copied)
    own, usual = result("police.casework=copied"), result()
    pd.testing.assert_frame_equal(own.events, usual.events, check_exact=True)
    pd.testing.assert_frame_equal(own.daily, usual.daily, check_exact=True)
    pd.testing.assert_series_equal(
        pd.Series(own.outcomes), pd.Series(usual.outcomes), check_exact=True
    )
    done = set(usual.events["what"].dropna()) | set(usual.events["how"].dropna())
    # (the rule was asked all three)
    assert {"opened", "let run"} <= done and (usual.events["kind"] == "takedown").any()


class Backwards(Copied):
    """The lightest file first; arrests at the first who can be charged; nothing runs."""

    name = "backwards"

    def priorities(self, view: Any) -> np.ndarray:
        return 1000.0 - view.known_weight - view.file

    def strikes(self, view: Any) -> np.ndarray:
        return view.chargeable.sum(axis=1) > 0

    def lets_run(self, view: Any) -> float:
        return 0.0


def test_each_of_the_three_decisions_is_the_rules_own():
    register("casework", "backwards", Backwards)
    own, usual = result("police.casework=backwards"), result()

    def first(events: pd.DataFrame, what: str) -> Any:
        return next(iter(events.loc[events["what"] == what, "organisation"]), None)

    assert first(own.events, "opened") != first(usual.events, "opened")
    assert own.outcomes["members_arrested"] > 0
    days = [r.events.loc[r.events["kind"] == "takedown", "day"] for r in (own, usual)]
    assert len(days[0]) > len(days[1]) > 0 and days[0].min() < days[1].min()
    assert "let run" in set(usual.events["how"]) and "let run" not in set(own.events["how"])


def test_strikes_where_nobody_can_be_charged_change_nothing():
    class Always(Copied):
        name = "always"

        def strikes(self, view: Any) -> np.ndarray:
            return np.ones(len(view.organisations), dtype=bool)

    class Sometimes(Always):
        name = "sometimes"

        def strikes(self, view: Any) -> np.ndarray:
            return view.chargeable.sum(axis=1) > 0

    for rule in (Always, Sometimes):
        register("casework", rule.name, rule)
    one, two = (result(f"police.casework={name}") for name in ("always", "sometimes"))
    pd.testing.assert_frame_equal(one.events, two.events)


def test_the_police_see_what_they_know_and_no_organisation_of_which_they_know_nothing():
    model = BorderModel(
        load_scenario(
            "training", [*SETTINGS, "police.investigators=15", "police.known_member_share=0.4"]
        ),
        1,
    )
    for _ in range(60):
        model.step()
    w = model.state
    view = casework.files_view(w, 3)
    o, police = w.traffickers, w.police
    something = {
        int(s)
        for s in np.flatnonzero(o.alive)
        if (police.known_members[s].any() or police.cases.file[s] > 0) and not police.cases.open[s]
    }
    assert set(view.organisations.tolist()) <= something and len(view.organisations) > 0
    forgotten = int(view.organisations[0])
    police.known_members[forgotten], police.cases.file[forgotten] = False, 0.0
    assert forgotten not in casework.files_view(w, 3).organisations
    cases = np.flatnonzero(police.cases.open & o.alive)
    seen = casework.cases_view(w, cases)
    assert (seen.chargeable <= seen.known).all() and len(cases) > 0
    assert seen.chargeable.sum() == casework.can_be_charged(w, cases).sum() < seen.known.sum()
    for array in (view.known, view.uniforms, seen.chargeable, seen.joint):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_strike_early_is_asked_for_so_many_and_seizes_all():
    made = [make(np.random.default_rng(2)) for make in probe.MAKE[CASEWORK]]
    rule = StrikeEarly(members=2)
    assert (rule.priorities(made[0]) == StandardCasework().priorities(made[0])).all()
    assert (rule.strikes(made[1]) == (made[1].chargeable.sum(axis=1) >= 2)).all() and rule.strikes(
        made[1]
    ).any()
    assert rule.lets_run(made[2]) == 0.0


@pytest.mark.parametrize("name", CASEWORK.built_in)
def test_what_is_built_in_passes_its_own_check(name: str):
    report = check_police_rule(name, views=30, days=100)
    assert report.in_model >= 3


class Spies(Copied):
    """Looks in memory for what the organisation has in the bank."""

    name = "spies"

    def priorities(self, view: Any) -> np.ndarray:
        for x in gc.get_objects():
            if type(x).__name__ == "Traffickers" and hasattr(x, "cash"):
                return np.resize(x.cash, len(view.organisations))
        return view.file


class Numbers(Copied):
    name = "numbers"

    def strikes(self, view: Any) -> np.ndarray:
        return view.chargeable.sum(axis=1)


class Certain(Copied):
    name = "certain"

    def lets_run(self, view: Any) -> float:
        return 1.5


class Nobody(Copied):
    name = "nobody"

    def priorities(self, view: Any) -> np.ndarray:
        return view.file * np.nan


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Spies, "cannot know"),
        (Numbers, "must return an array of True and False"),
        (Certain, "a number from 0"),
        (Nobody, "no number, or infinite"),
    ],
)
def test_a_bad_police_rule_is_told(rule: type, sentence: str):
    gc.collect()
    gc.freeze()  # states that other tests keep alive are not what the spy shall find
    try:
        with pytest.raises(RuleCheckError, match=sentence):
            check_police_rule(rule, views=12, days=60)
    finally:
        gc.unfreeze()
