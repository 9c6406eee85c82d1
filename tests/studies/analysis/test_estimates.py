"""The one estimator: by hand, its rules, and one data set told alike by every table, page and file."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.special import stdtrit

from borderSim.measures.least import smallest_difference
from borderSim.measures.outcomes import HEADLINE, OUTCOMES, YEARLY
from borderSim.measures.quantities import yardstick
from borderSim.report.advice import sentences
from borderSim.report.advice.sentences import verdict
from borderSim.report.comparison.columns import difference as of_report
from borderSim.report.comparison.source import View
from borderSim.studies.analysis import estimates, settled
from borderSim.studies.analysis.contrasts import cells_of, difference, matters
from borderSim.studies.analysis.findings import null_hypothesis
from borderSim.studies.analysis.findings.criteria import CRITERIA
from borderSim.studies.analysis.paired import paired_table
from borderSim.studies.analysis.precision import Rule, smallest, widths
from borderSim.studies.analysis.sensitivity.targets import targets
from borderSim.studies.analysis.tables import summary
from borderSim.validation.verdict import difference as of_pattern
from borderSim.validation.verdict import of_sums

NAN = math.nan


def test_a_mean_and_a_difference_are_students():
    rng = np.random.default_rng(3)
    a, b = rng.gamma(2, 3, (2, 9))
    one, two = estimates.mean(a), estimates.difference(b, a)
    assert (one.low, one.high) == pytest.approx(
        tuple(stats.ttest_1samp(a, 0).confidence_interval())
    )
    assert (two.low, two.high) == pytest.approx(tuple(stats.ttest_rel(b, a).confidence_interval()))


def test_a_ratio_is_the_jackknife_of_sums():
    rng = np.random.default_rng(4)
    top, bottom = rng.gamma(2, 3, 8), rng.gamma(9, 3, 8)
    found = estimates.ratio(top, bottom)
    pseudo = [
        8 * top.sum() / bottom.sum() - 7 * np.delete(top, i).sum() / np.delete(bottom, i).sum()
        for i in range(8)
    ]
    half = stats.t.ppf(0.975, 7) * np.std(pseudo, ddof=1) / math.sqrt(8)
    assert found.value == top.sum() / bottom.sum() and (found.low, found.high) == pytest.approx(
        (found.value - half, found.value + half)
    )
    other = estimates.of_formula(
        found.value, [np.delete(top, i).sum() / np.delete(bottom, i).sum() for i in range(8)]
    )
    assert (other.low, other.high, other.error) == pytest.approx(
        (found.low, found.high, found.error)
    )


@pytest.mark.parametrize(
    ("top", "bottom", "why", "clear"),
    [
        ([1, 2, 3, 4], None, "few", False),
        ([], None, "no value", False),
        ([NAN] * 6, None, "no value", False),
        ([2.0] * 5, None, "same", True),
        ([0.0] * 5, None, "same", False),
        ([2.0] * 4, None, "few", False),
        ([1e9 + 0.1, 1e9, 1e9, 1e9, 1e9], None, "same", True),  # the computer's rounding
        ([1, 2, 3, 4, 5, NAN], None, "", True),
        ([1, 2, 3, NAN, NAN, NAN], None, "few", False),
        ([1, 0, 0, 0, 0], [1, 0, 0, 0, 0], "one holds all", False),
        ([0, 0, 0, 0, 0], [0, 0, 0, 0, 0], "no value", False),
        ([1, 2, 1, 2, 1], [2, 4, 2, 4, 2], "same", True),
    ],
)
def test_why_there_is_no_interval(top, bottom, why, clear):
    found = estimates.mean(top) if bottom is None else estimates.ratio(top, bottom)
    assert (found.why, found.clear, found.known) == (why, clear, why == "")
    assert math.isnan(found.low) == math.isnan(found.high) == (why != "")


def test_half_the_width_takes_four_times_the_replicates():
    found = estimates.Estimate(3.0, 1.0, 5.0, 20, 0.95)
    assert found.replicates_for(1.0) == 80
    assert found.replicates_for(50.0) == estimates.LEAST
    assert found.replicates_for(0.0) is None
    assert estimates.Estimate(3.0, n=20, error=0.0).replicates_for(1.0) is None


def test_bounds_cut_the_interval_and_never_the_value():
    found = estimates.mean([0, 0, 0, 0, 9.0])
    assert (
        found.low < 0
        and found.within((0, np.inf)).low == 0
        and found.within((0, np.inf)).high == found.high
    )
    assert found.within((0, 1)).high == found.value, (
        "a value beyond its bounds stays as it was found"
    )
    swapped = found.scaled(-2)
    assert (swapped.low, swapped.high, swapped.error) == (
        -2 * found.high,
        -2 * found.low,
        2 * found.error,
    )


def test_every_outcome_has_bounds():
    for name, outcome in OUTCOMES.items():
        low, high = estimates.bounds_of(outcome)
        signed = name.startswith(("net_benefit", "size_luck")) or "_at_expected_size" in name
        assert low == (-np.inf if signed else 0.0) and high in (
            1.0,
            4.0,
            np.inf,
        )
    assert (
        estimates.bounds_of(OUTCOMES["interdiction_rate"])[1] == 1.0
        and estimates.bounds_of(OUTCOMES["cost_per_seizure_eur"])[1] == np.inf
    )


def test_written_quantiles_are_those_of_scipy():
    written = estimates._written_quantiles()
    wanted = stdtrit(np.arange(1, len(written) + 1), 0.975)
    assert len(written) == 400 and np.allclose(written, wanted, rtol=1e-13, atol=0)
    assert estimates.t_quantile(2) == written[0] and estimates.t_quantile(401) == written[-1]
    assert estimates.t_quantile(401) > estimates.t_quantile(402) > 1.9599


@pytest.mark.parametrize("numbers", [(1.0, 0.5, 1.5, 9), (0.0, NAN, NAN, 3), (2.0, NAN, NAN, 6)])
def test_what_is_stored_is_read_again(numbers):
    value, low, high, n = numbers
    error = (high - low) / 2 / estimates.t_quantile(n) if n == 9 else 0.0 if n == 6 else NAN
    found = estimates.Estimate(value, low, high, n, error)
    plain = {key: None if part != part else part for key, part in found.as_dict().items()}
    again = estimates.stored(plain)
    assert (again.value, again.n, again.clear, again.same, again.why) == (
        found.value,
        found.n,
        found.clear,
        found.same,
        found.why,
    )
    old = {key: part for key, part in plain.items() if key != "same"}
    assert n != 6 or estimates.stored({**old, "low": 2.0, "high": 2.0}).same, (
        "as files of earlier versions hold it"
    )


# --------------------------------------------------------------------------- one data set, every path
N, YEARS, BASE, HIGH = 8, 2.0, "coexistence", "cooperation"


class Compared:
    """What a page reads of a comparison, made of the runs."""

    def __init__(self, runs: pd.DataFrame) -> None:
        self.runs, self.years = runs, YEARS
        self.manifest = {
            "levels": [{"name": name} for name in (BASE, HIGH)],
            "present": BASE,
            "years": YEARS,
            "scenarios": ["national"],
        }

    def paired(self) -> pd.DataFrame:
        return paired_table(self.runs, BASE, YEARS)


@pytest.fixture(scope="module")
def runs():
    """Heavy, correlated outcomes of two levels: some effects are clear, some are not, one outcome is the same."""
    rng = np.random.default_rng(17)
    rows = []
    for seed in range(N):
        world = {name: float(rng.lognormal(3, 0.8)) for name in OUTCOMES}
        for level, gain in ((BASE, 1.0), (HIGH, 1.25)):
            row = {
                name: value * gain * float(rng.lognormal(0, 0.1)) for name, value in world.items()
            }
            row |= {
                "trade_delay_cost_eur": 5e6 + 1e5 * (level == HIGH),
                "orgs_dismantled": float(rng.poisson(4 * gain)),
            }
            rows.append(
                {
                    "scenario": "national",
                    "arm": "as_is",
                    "point": 0,
                    "level": level,
                    "seed": seed,
                    "replicate": seed,
                }
                | row
            )
    frame = pd.DataFrame(rows)
    frame["net_benefit_eur"] = -(
        frame["enforcement_and_cooperation_cost_eur"]
        + frame["trade_delay_cost_eur"]
        + frame["harm_eur"]
    )
    for name, outcome in OUTCOMES.items():
        if outcome.kind == "ratio":
            frame[name] = frame[outcome.numerator] / frame[outcome.denominator]
    return frame


@pytest.fixture(scope="module")
def paired(runs):
    return paired_table(runs, BASE, YEARS).set_index(["level", "outcome"])


def told(fact) -> tuple[float, float, float]:
    return float(fact["difference"]), float(fact["low"]), float(fact["high"])


@pytest.mark.parametrize("name", HEADLINE)
def test_one_effect_has_one_value_difference_interval_and_verdict(runs, paired, name):
    fact, outcome = paired.loc[(HIGH, name)], OUTCOMES[name]
    expected, value = told(fact), float(fact["value"])
    per = YEARS if outcome.kind == "total" else 1.0
    same = pytest.approx(expected, nan_ok=True)

    study = difference(cells_of(runs), yardstick(name), (HIGH,), (BASE,), YEARS)
    assert (study.value, study.low, study.high) == same

    view = View(Compared(runs))  # type: ignore[arg-type]
    page = of_report(view, view.levels[1], name)
    assert (page.value, page.low, page.high) == same

    of_sweep = summary(runs, BASE).set_index(["level", "outcome"]).loc[(HIGH, name)]
    assert tuple(part / per for part in told(of_sweep)) == same and of_sweep[
        "value"
    ] / per == pytest.approx(value)
    assert of_sweep["mcse"] / per == pytest.approx(fact["mcse"]) and of_sweep["n"] == fact["n"] == N

    indices = {
        target.kind: target
        for target in targets(runs, BASE, YEARS, shared_chances=False)
        if target.outcome == name and target.level == HIGH
    }
    assert (indices["value"].values[0], indices["difference"].values[0]) == pytest.approx(
        (value, expected[0])
    )
    assert math.sqrt(indices["difference"].chance) == pytest.approx(fact["mcse"])

    wide = widths(runs, Rule(0.1), BASE, {"national": YEARS}, N).set_index("outcome").loc[name]
    assert (wide["difference"], wide["half_width"]) == pytest.approx(
        (expected[0], 0.0 if fact["mcse"] == 0 else (expected[2] - expected[1]) / 2)
    )

    pattern = _as_a_pattern(runs, outcome)
    assert (pattern.value / per, pattern.low / per, pattern.high / per) == same

    assert study.clear == page.clear == pattern.clear
    judged = verdict(view.levels[1], page, name)  # money that all tell alike is a price
    assert (judged in ("better", "worse", "put_in")) == study.clear


def _as_a_pattern(runs, outcome):
    """The difference as validation estimates it: of seeds in rows, arms in columns."""
    top, bottom = (
        (outcome.numerator, outcome.denominator) if outcome.kind == "ratio" else (outcome.name, "")
    )
    columns = {
        f"{part}_{level}": runs[runs["level"] == level].set_index("seed")[column]
        for part, column in (("top", top), ("bottom", bottom))
        if column
        for level in (BASE, HIGH)
    }
    rows = pd.DataFrame(columns)
    if bottom:
        return of_sums(f"top_{HIGH} / bottom_{HIGH} - top_{BASE} / bottom_{BASE}")(rows)
    return of_pattern(f"top_{HIGH}", f"top_{BASE}")(rows)


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.name)
def test_the_search_for_losses_takes_the_same_differences(runs, criterion):
    """In multiples of the smallest difference that matters, over the horizon."""
    found = null_hypothesis.differences(runs, criterion, BASE, HIGH)
    stick = {
        "seizures_for_cost": "seizures / enforcement_and_cooperation_cost_eur",
        "orgs_dismantled_for_cost": "orgs_dismantled / cost_from_change_eur",
    }.get(criterion.name, criterion.name)
    sign = -1 if criterion.name == "delivered_value_eur" else 1
    expected = difference(cells_of(runs), yardstick(stick), (HIGH,), (BASE,), 1.0)
    assert np.sign(found.mean[0]) == np.sign(sign * expected.value)
    assert found.mean[0] / found.error[0] == pytest.approx(sign * expected.value / expected.error)


@pytest.mark.parametrize("name", HEADLINE)
def test_what_matters_is_the_same_everywhere(runs, paired, name):
    view = View(Compared(runs))  # type: ignore[arg-type]

    base = paired.loc[BASE]["value"]
    study = matters(cells_of(runs), yardstick(name), (BASE,), YEARS)
    assert (
        study
        == pytest.approx(smallest(name, base))
        == pytest.approx(sentences.smallest_difference(view, name))
    )


BALANCES = [name for name in OUTCOMES if name.startswith("net_benefit_")]


@pytest.mark.parametrize("name", dict.fromkeys([*HEADLINE, *BALANCES, "seizures", "leaks"]))
def test_studies_tables_and_the_rule_itself_say_the_same(runs, paired, name):
    """Also of outcomes that declare nothing, and of balances: a comparison, and a margin of ``settled``."""
    base = paired.loc[BASE]["value"]
    rule = smallest_difference(OUTCOMES[name], base.__getitem__)
    study = matters(cells_of(runs), yardstick(name), (BASE,), YEARS)
    assert study == pytest.approx(rule)
    if name in YEARLY:
        own = runs[runs["level"] == BASE].set_index("seed")
        margin = settled.margins([own], np.unique(own.index), [OUTCOMES[name]])[0]
        per = YEARS if OUTCOMES[name].kind == "total" else 1.0
        assert margin == pytest.approx(rule * per), "of one year that holds the runs' totals"


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.name)
def test_criteria_take_the_same_smallest_difference(runs, criterion):
    """Over the horizon, and for the criteria for cost per so many EUR."""
    own = runs[runs["level"] == BASE]
    top, bottom = criterion.matters(own)
    stick = {
        "seizures_for_cost": yardstick("seizures / enforcement_and_cooperation_cost_eur", per=1e6),
        "orgs_dismantled_for_cost": yardstick("orgs_dismantled / cost_from_change_eur", per=1e8),
    }.get(criterion.name) or yardstick(criterion.name)
    expected = matters(cells_of(runs), stick, (BASE,), 1.0)
    assert top.sum() / bottom.sum() == pytest.approx(expected)


@pytest.mark.parametrize("gap", [(3, HIGH), (5, BASE)])
def test_a_run_that_is_missing_leaves_all_paths_with_the_same_pairs(runs, gap):
    fewer = runs[~((runs["seed"] == gap[0]) & (runs["level"] == gap[1]))]
    for name in HEADLINE:
        fact = paired_table(fewer, BASE, YEARS).set_index(["level", "outcome"]).loc[(HIGH, name)]
        study = difference(cells_of(fewer), yardstick(name), (HIGH,), (BASE,), YEARS)
        row = summary(fewer, BASE).set_index(["level", "outcome"]).loc[(HIGH, name)]
        per = YEARS if OUTCOMES[name].kind == "total" else 1.0
        assert (study.value, study.low, study.high) == pytest.approx(told(fact), nan_ok=True)
        assert tuple(part / per for part in told(row)) == pytest.approx(told(fact), nan_ok=True)
        assert study.n == fact["n"] == row["n"] == N - 1
