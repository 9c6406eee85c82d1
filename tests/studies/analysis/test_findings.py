"""Analyses on rows with a known answer: a planted region where the higher level loses, a linear world to recover."""

import numpy as np
import pandas as pd
import pytest

from borderSim.measures.outcomes import OUTCOMES
from borderSim.studies.analysis.findings import (
    null_hypothesis,
    prior_predictive,
    rank_stability,
    twin,
)
from borderSim.studies.analysis.findings.text import TooLittleError
from borderSim.studies.analysis.published_bands import BANDS
from borderSim.studies.analysis.tables import summary
from borderSim.studies.design.factors import Factor

POINTS, SEEDS = 90, 6


def rows(points=POINTS, seeds=SEEDS, levels=("low", "high"), arms=("as_is",), scenario="national"):
    """Return runs in which every outcome is its own chance, the same for all levels of a replicate."""
    rng = np.random.default_rng(1)
    chance = {name: rng.uniform(90, 110, (points, seeds)) for name in OUTCOMES}
    frame = pd.DataFrame(
        [
            {
                "scenario": scenario,
                "arm": arm,
                "point": p,
                "level": level,
                "seed": r * points + p,
                "replicate": r,
            }
            | {name: chance[name][p, r] for name in OUTCOMES}
            for arm in arms
            for p in range(points)
            for level in levels
            for r in range(seeds)
        ]
    )
    return with_ratios(frame)


def with_ratios(frame):
    for name, outcome in OUTCOMES.items():
        if outcome.kind == "ratio":
            frame[name] = frame[outcome.numerator] / frame[outcome.denominator]
    return frame


def by_point(frame, values):
    return frame["point"].map(dict(enumerate(values)))


# ------------------------------------------------------------------------------ null hypothesis
@pytest.fixture(scope="module")
def planted():
    """The higher level loses where the police know much: a third of the draws.

    Elsewhere it wins by as much.
    """
    frame = rows()
    rng = np.random.default_rng(2)
    known, other = rng.permutation(np.linspace(0, 0.4, POINTS)), rng.uniform(size=POINTS)
    frame["police.known_entity_share"], frame["organisations.insider_share"] = (
        by_point(frame, known),
        by_point(frame, other),
    )
    frame["budget.rule"] = by_point(frame, ["on_top", "fixed"] * (POINTS // 2))
    effect = np.where(by_point(frame, known) > 0.4 * 2 / 3, -4.0, 4.0) + rng.normal(
        0, 1.0, len(frame)
    )
    frame.loc[frame["level"] == "high", "orgs_dismantled"] += effect[frame["level"] == "high"]
    frame.loc[
        (frame["level"] == "high") & (frame["budget.rule"] == "fixed"), "delivered_value_eur"
    ] += 20.0
    return null_hypothesis.find(frame)


def share(found, criterion, rule="all"):
    return next(
        r
        for r in found.numbers["how_common"]
        if r["criterion"] == criterion and r["budget_rule"] == rule
    )


def test_how_common_a_planted_loss_is(planted):
    row = share(planted, "orgs_dismantled")
    assert row["draws"] == POINTS
    for key in ("by_sign", "by_what_matters", "surely"):
        assert row[key] == pytest.approx(1 / 3, abs=0.03), key
    assert row["by_sign_interval"][0] < 1 / 3 < row["by_sign_interval"][1]
    assert share(planted, "delivered_value_eur", "fixed")["by_sign"] == 1.0
    assert share(planted, "delivered_value_eur", "on_top")["by_sign"] == 0.0
    untouched = share(planted, "interdiction_rate")
    assert untouched["by_sign"] == untouched["surely"] == untouched["after_noise"] == 0.0, (
        "equal levels are no loss"
    )


def test_what_planted_losses_have_in_common(planted):
    row = next(r for r in planted.numbers["in_common"] if r["criterion"] == "orgs_dismantled")
    assert (
        row["factors"][0]["factor"] == "police.known_entity_share"
        and row["factors"][0]["correlation"] < -0.5
    )
    assert all(abs(f["correlation"]) < 0.3 for f in row["factors"][1:])
    thirds = row["circumstances"]["what police know (known_entity_share)"]["shares"]
    assert thirds[0] == thirds[1] == 0.0 and thirds[2] == 1.0
    text = "\n".join(planted.lines)
    assert "low → high" in text and "police.known_entity_share" in text
    rule = next(r for r in planted.numbers["in_common"] if r["criterion"] == "delivered_value_eur")[
        "factors"
    ][0]
    assert rule["factor"] == "budget.rule (fixed → on_top)" and rule["correlation"] > 0.8


@pytest.mark.parametrize(
    ("centre", "spread", "noise"),
    [(0.0, 1.0, 1.0), (1.0, 1.0, 1.0), (2.0, 1.0, 2.0), (1.0, 0.3, 2.0)],
)
def test_noise_is_taken_off(centre, spread, noise):
    """The share after noise meets that of the true differences where the signs of noisy means do not."""
    rng = np.random.default_rng(3)
    true = rng.normal(centre, spread, 400)
    seen = true[:, None] + rng.normal(0, noise * np.sqrt(3), (400, 3))
    mean, error = seen.mean(axis=1), seen.std(axis=1, ddof=1) / np.sqrt(3)
    found, low, high = null_hypothesis.after_noise(mean, error, 0.0)
    assert found == pytest.approx((true < 0).mean(), abs=0.07) and low <= found <= high
    if noise > spread:
        assert (mean < 0).mean() > (true < 0).mean() + 0.1


def test_too_little_is_said():
    with pytest.raises(TooLittleError):
        null_hypothesis.find(rows(points=3))
    with pytest.raises(TooLittleError):
        null_hypothesis.find(rows(levels=("low",)))
    with pytest.raises(TooLittleError):
        twin.find(rows(points=20, seeds=1), pd.DataFrame(), [])


# ------------------------------------------------------------------------------ rank stability
def test_ranks_and_chances_of_being_best():
    frame = rows(points=1, seeds=30, levels=("a", "b", "c"), arms=("as_is", "turned"))
    rng = np.random.default_rng(4)
    for arm, effects in (
        ("as_is", {"a": 0, "b": 5, "c": 10}),
        ("turned", {"a": 10, "b": 5, "c": 0}),
    ):
        for level, effect in effects.items():
            chosen = (frame["arm"] == arm) & (frame["level"] == level)
            frame.loc[chosen, "orgs_dismantled"] += effect + rng.normal(0, 1, chosen.sum())
            frame.loc[chosen, "delivered_value_eur"] += effect
    frame["net_benefit_eur"] += np.random.default_rng(11).normal(0, 1, len(frame))
    found = rank_stability.find(frame, ["as_is", "turned"]).numbers
    cells = {(r["outcome"], r["arm"], r["level"]): r for r in found["ranks"]}
    assert (
        cells["orgs_dismantled", "as_is", "c"]["rank"] == 1
        and cells["orgs_dismantled", "as_is", "c"]["chance_best"] == 1.0
    )
    assert cells["orgs_dismantled", "turned", "a"]["rank"] == 1
    assert cells["delivered_value_eur", "as_is", "a"]["rank"] == 1, "less delivered is better"
    assert max(cells["net_benefit_eur", "as_is", level]["chance_best"] for level in "abc") < 0.95, (
        "equal levels share the chance"
    )
    assert sum(
        cells["net_benefit_eur", "as_is", level]["chance_best"] for level in "abc"
    ) == pytest.approx(1)
    agreement = found["agreement"]["orgs_dismantled"]
    assert (
        agreement["tau_to_the_first"] == {"as_is": 1.0, "turned": -1.0}
        and agreement["same_best"] == 0.5
    )
    assert agreement["kendall_w"] == 0.0
    same = cells["trade_delay_cost_eur", "as_is", "a"]
    assert same["rank"] == 2 and same["chance_best"] == pytest.approx(1 / 3), "ties share"


# ------------------------------------------------------------------------------ prior predictive
def test_shares_of_draws_inside_the_bands():
    band = next(band for band in BANDS if band.name == "arrests")
    frame = rows(points=50, seeds=1, levels=("coexistence",))
    arrests = np.linspace(0, 200, 50)
    frame["members_arrested"] = by_point(frame, arrests) * 2.0
    frame["police.units"] = by_point(frame, arrests)
    found = prior_predictive.find(frame, {"national": 2.0}).numbers
    row = next(r for r in found["bands"] if r["band"] == "arrests")
    assert row["inside"] == pytest.approx(((arrests >= band.low) & (arrests <= band.high)).mean())
    assert row["below"] == pytest.approx((arrests < band.low).mean()) and row["quantiles"][
        "0.5"
    ] == pytest.approx(100)
    assert row["moved_by"][0] == {"factor": "police.units", "correlation": 1.0}
    assert {r["scenario"] for r in found["bands"]} == {"national"} and found["together"]["all"][
        "inside"
    ] == 0.0


def test_a_factor_that_can_move_nothing_is_not_named():
    frame = rows(points=50, seeds=1, levels=("coexistence",))
    arrests = np.linspace(0, 200, 50)
    frame["members_arrested"] = by_point(frame, arrests) * 2.0
    keys = ["police.units", "instruments.*.running_cost_eur", "systems.*.coverage"]
    for key in keys:
        frame[key] = by_point(frame, arrests)
    nobody = {"customs_access": "none", "police_access": "none", "coverage": 0.5}
    asked = {**nobody, "police_access": "direct"}

    def named(*configs):
        found = prior_predictive.find(frame, {"national": 2.0}, configs)
        row = next(r for r in found.numbers["bands"] if r["band"] == "arrests")
        assert found.numbers["by_chance"]["factors"] == len(row["moved_by"])
        assert "is no proof that a factor moves the quantity" in "\n".join(found.lines)
        return [one["factor"] for one in row["moved_by"]]

    assert named() == keys, "not known what is in force: all of them"
    assert named({"instruments": {}, "systems": {"s": nobody}}) == keys[:1]
    assert named({"instruments": {}, "systems": {"s": asked}}) == [keys[0], keys[2]]
    fusion = {"fusion_centre": {"running_cost_eur": 1.0}}
    assert named({"instruments": fusion, "systems": {"s": nobody}}) == keys


def test_what_chance_gives_is_that_of_simulated_factors():
    found = prior_predictive._by_chance(300, 186)
    drawn = np.random.default_rng(1).normal(size=(200, 186)) / np.sqrt(299)
    largest = np.abs(drawn).max(axis=1)
    assert found["median"] == pytest.approx(np.median(largest), abs=0.01)
    assert found["point_95"] == pytest.approx(np.quantile(largest, 0.95), abs=0.015)


def test_every_band_can_be_read_from_a_row():
    outcomes = dict.fromkeys(OUTCOMES, 6.0)
    for band in BANDS:
        assert band.low < band.high and np.isfinite(band.value(outcomes, 2.0))
    assert next(band for band in BANDS if band.name == "cases").value(outcomes, 2.0) == 3.0


# ------------------------------------------------------------------------------ twin experiment
def test_a_twin_recovers_what_the_counts_tell_and_not_what_they_do_not():
    """Seizures depend on the product of two parameters.

    The arrests on a third; the fourth on nothing.
    """
    n = 300
    rng = np.random.default_rng(5)
    frame = rows(points=n, seeds=1, levels=("only",))
    keys = [
        "partnership.traits.share_prob",
        "police.known_entity_share",
        "traffic.document_signal",
        "traffickers.entity_share",
    ]
    drawn = {key: np.exp(rng.uniform(np.log(0.05), 0, n)) for key in keys}
    for key, values in drawn.items():
        frame[key] = by_point(frame, values)
    product = drawn[keys[0]] * drawn[keys[1]]
    for name in ("seizures", "finds_box", "seized_value_eur"):
        frame[name] = by_point(frame, 1e4 * product * np.exp(rng.normal(0, 0.1, n)))
    frame["members_arrested"] = by_point(
        frame, 1e3 * drawn[keys[2]] * np.exp(rng.normal(0, 0.1, n))
    )
    factors = [Factor(key, low=0.05, high=1.0, log=True) for key in keys]
    found = twin.find(frame, pd.DataFrame(), factors).numbers
    told = {name: row["r_squared"] for name, row in found["recovered"].items()}
    assert told["traffic.document_signal"] > 0.9 and told["product"] > 0.9
    assert told[keys[0]] < 0.65 and told[keys[1]] < 0.65, "a factor of a product is not told alone"
    assert told["traffickers.entity_share"] < 0.1
    assert all(0.8 <= row["coverage"] <= 1.0 for row in found["recovered"].values())
    assert found["recovered"]["traffickers.entity_share"]["interval_over_prior"] > 0.8
    pair = found["errors_go_together"][0]
    assert {pair["one"], pair["other"]} == set(keys[:2]) and pair["correlation"] < -0.8


def test_ridge_leave_one_out_is_exact():
    rng = np.random.default_rng(6)
    data, target = rng.normal(size=(30, 4)), rng.normal(size=30)
    fit = twin.ridge(data, target)
    rows_left = np.arange(30) != 7
    x = (data - fit.centre) / fit.scale
    augmented = np.column_stack([np.ones(29), x[rows_left]])
    penalty = np.diag([0.0, *[fit.penalty] * 4])
    weights = np.linalg.solve(augmented.T @ augmented + penalty, augmented.T @ target[rows_left])
    assert target[7] - np.concatenate([[1.0], x[7]]) @ weights == pytest.approx(fit.residuals[7])


# ------------------------------------------------------------------------------ summary
def test_summary_pairs_within_seeds():
    frame = rows(points=2, seeds=3)
    frame.loc[frame["level"] == "high", "orgs_dismantled"] += 2.0
    table = summary(frame, "low")
    own = table[(table["outcome"] == "orgs_dismantled") & (table["level"] == "high")]
    assert (
        own["difference"].tolist() == pytest.approx([2.0, 2.0])
        and own["mcse"].max() < 1e-9
        and (own["n"] == 3).all()
    )
