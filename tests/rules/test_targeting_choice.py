"""Targeting rules: what each reads and learns, inside the exact sampler."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from borderSim.model.phases.intelligence import deliver
from borderSim.model.phases.risk_analysis import learn_classes
from borderSim.model.phases.targeting import score
from borderSim.model.state.scores import ScoreField
from borderSim.model.state.state import State
from borderSim.rules import probe
from borderSim.rules.targeting import BeliefRule, ProfileRule, RandomRule
from borderSim.rules.views import sealed
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.model.stage import make_load, world


def taught(rule: str) -> State:
    """Customs after many finds in one class."""
    w = world(f"customs.targeting={rule}")
    w.customs.exposure_by_class[:] = 3.0
    w.customs.finds_by_class[0, 5] = 50.0
    w.day = w.policy.scenario.customs.belief_update_days
    return w


def test_belief_learns_from_finds_and_rule_and_random_never_do():
    for rule, learns in (("belief", True), ("rule", False), ("random", False)):
        w = taught(rule)
        before = w.customs.belief.copy()
        learn_classes(w)
        assert (np.abs(w.customs.belief - before).max() > 0.5) == learns, rule


def test_the_profile_is_one_number_a_history_and_mode_from_the_first_belief():
    seen = probe.customs_view(np.random.default_rng(4))
    scores = ProfileRule().class_scores(seen)
    for mode in set(seen.places.modes):
        rows = [i for i, m in enumerate(seen.places.modes) if m == mode]
        for stratum in range(4):
            cells = scores[rows][:, seen.history == stratum]
            lawful, odds = (
                seen.class_shares[rows][:, seen.history == stratum],
                np.exp(seen.first_belief[rows][:, seen.history == stratum]),
            )
            assert cells == pytest.approx(np.log((lawful * odds).sum() / lawful.sum()))
    later = dataclasses.replace(
        seen, finds=sealed(seen.finds + 7.0), exposure=sealed(seen.exposure + 3.0)
    )
    assert (ProfileRule().class_scores(later) == scores).all()
    assert (BeliefRule().class_scores(later) != BeliefRule().class_scores(seen)).any()
    assert (RandomRule().class_scores(seen) == 0).all()


@pytest.mark.parametrize(("rule", "reads"), [("belief", True), ("rule", False), ("random", False)])
def test_leads_and_documents_count_only_where_the_rule_reads_them(rule: str, reads: bool):
    w = world(f"customs.targeting={rule}")
    plain = score(w, make_load(w, z=0.0))
    covered = score(w, make_load(w, z=0.0, cover=True))
    assert (plain > covered) == reads, "the document of a load without cover gives it away"
    tipped = make_load(w, z=0.0)
    tipped.tip_weight[0] = 5.0
    assert (score(w, tipped) > plain + 4) == reads
    assert tipped.raised_by == ("tip" if reads else "profile")
    w.customs.leads.learn(0, 0, 0, 0, 0.9, 0, own=True, independent=False)
    deliver(w)
    assert (w.customs.field.matches is not None and w.customs.field.matches.sum() > 0) == reads, (
        "false matches"
    )


def test_equal_classes_are_chosen_from_at_random_for_loads_and_lawful_units_alike():
    w = world("customs.targeting=random")
    route = w.routes.index["seaport/box"]
    rng = np.random.default_rng(1)
    values = np.array(
        [
            score(w, make_load(w, z=float(z), risk_class=int(c)))
            for z, c in zip(rng.normal(size=4000), rng.integers(0, 32, 4000), strict=True)
        ]
    )
    everything = float(w.customs.field.base[route, 0])
    for share in (0.02, 0.1, 0.5):
        cut = ScoreField.score_at(w.customs.field.base, np.full(w.routes.n, share * everything))[
            route
        ]
        assert (values > cut).mean() == pytest.approx(
            share, abs=4 * np.sqrt(share * (1 - share) / 4000)
        )


def test_the_better_rule_finds_more_by_rank_and_random_is_chance():
    lift = {}
    for rule in ("belief", "rule", "random"):
        inspected = shipped = units = 0.0
        for seed in (1, 2):
            m = BorderModel(
                load_scenario(
                    "training", ["burn_in_days=0", "years=1", f"customs.targeting={rule}"]
                ),
                seed,
            )
            for _ in range(365):
                m.step()
            w = m.state
            inspected += w.tallies.lift_counts[2].sum()
            shipped += sum(1 for _ in w.consignments.shipments)
            units += (
                float(
                    (w.tallies.lift_counts[0] / np.maximum(w.tallies.lift_counts[1], 1e-9)).mean()
                )
                / 2
            )
        lift[rule] = inspected / shipped / units
    assert lift["belief"] > 1.5 * lift["random"]
    assert lift["random"] < 2.5


@pytest.mark.parametrize("rule", ["rule", "random"])
def test_the_sampler_that_draws_every_unit_agrees(rule: str):
    checked = {}
    for sampling in ("lazy", "full"):
        settings = [
            "burn_in_days=0",
            "years=0.3",
            "traffic.lawful_scale=0.02",
            f"customs.targeting={rule}",
            f"cargo.sampling={sampling}",
        ]
        m = BorderModel(load_scenario("training", settings), 1)
        for _ in range(100):
            m.step()
        checked[sampling] = m.state.tallies.lift_counts[0]
    a, b = checked["lazy"], checked["full"]
    assert (np.abs(a - b) < 4 * np.sqrt(a + b)).all()
