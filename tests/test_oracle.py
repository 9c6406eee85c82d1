"""Lazy sampling equals drawing every unit, in distribution: several classes, several statistics.

The samplers run side by side for ``DAYS`` days on the same lists. Means are compared by z-tests at
4.5 standard errors (fixed seeds; a false alarm has a chance below 1e-4 over all tests), which has
a power above 0.99 against a shift of 4 % in the number checked, and of 0.03 in the chance that a
load is chosen. Class shares are compared by a chi-squared test.
"""

import numpy as np
import pytest
from scipy import stats

from borderSim.model.state.sampling import FullSampler, LazySampler
from borderSim.model.state.scores import SHIFTS, LaneMatch, ScoreField
from borderSim.scenario.load import load_scenario
from tests.model.stage import bare

DAYS = 2500
Z = 4.5


@pytest.fixture(scope="module")
def sides():
    """Statistics by day of both samplers: units, opportunists, strips, released, waiting, loads chosen, classes."""
    scenario = load_scenario(
        "training", ["traffic.lawful_scale=0.25", "opportunists.scale=40", "burn_in_days=0"]
    )
    world = bare(scenario, 11)
    routes = world.routes
    matches = np.zeros((routes.n, SHIFTS))
    matches[:, 5], matches[:, 12] = 0.5 / routes.rate, 0.2 / routes.rate
    lanes = [LaneMatch(r, r % 4, 2, 0.3) for r in range(0, routes.n, 2)]
    lanes += [LaneMatch(r, r % 4, 4, 1.0) for r in range(1, routes.n, 2)]
    base = ScoreField(routes, world.customs.belief, 0.7, 0.7).base
    wanted = np.where(np.arange(routes.n) % 2 == 0, 3.4, 3.0)
    threshold = ScoreField.score_at(base, wanted)
    strip = ScoreField.score_at(base, wanted / 4)
    capacity = np.where(np.arange(routes.n) % 2 == 0, 4, 13).astype(np.int64)
    loads = {
        r: [float(threshold[r]) + 1.6, float(threshold[r]) + 0.5, float(threshold[r]) + 0.05]
        for r in range(routes.n)
    }
    out = {}
    for name, sampler in (("lazy", LazySampler(routes, 5)), ("full", FullSampler(routes, 6))):
        field = ScoreField(routes, world.customs.belief, 0.7, 0.7)
        field.match_leads(matches, lanes)
        rows = []
        classes = np.zeros_like(routes.class_rate)
        for day in range(DAYS):
            checked = sampler.select(day, field, threshold, strip, capacity, loads)
            chosen = np.array([checked.loads.get(r, 0) for r in range(routes.n)])
            rows.append(
                [
                    checked.units,
                    checked.opportunists,
                    checked.strip_list,
                    checked.released,
                    checked.waiting,
                    chosen,
                    (checked.units + chosen) ** 2,
                ]
            )
            classes += sampler.classes_of(day, field, checked)
        out[name] = (np.array(rows, dtype=float)[50:], classes)
    return out


def batch_means(x, size=25):
    """Means of batches of days, so that waiting lists' memory does not shrink the standard error."""
    return x[: len(x) // size * size].reshape(-1, size, *x.shape[1:]).mean(axis=1)


@pytest.mark.parametrize(
    ("index", "name"),
    list(
        enumerate(
            [
                "units",
                "opportunists",
                "strip list",
                "released",
                "waiting",
                "loads chosen",
                "second moment",
            ]
        )
    ),
)
def test_daily_statistics_agree(sides, index, name):
    lazy, full = (batch_means(sides[k][0][:, index]) for k in ("lazy", "full"))
    error = (
        np.sqrt(lazy.var(axis=0, ddof=1) / len(lazy) + full.var(axis=0, ddof=1) / len(full)) + 1e-9
    )
    z = (lazy.mean(axis=0) - full.mean(axis=0)) / error
    assert np.abs(z).max() < Z, (name, lazy.mean(axis=0), full.mean(axis=0), z)


def test_the_lists_bind_on_some_routes_and_not_on_others(sides):
    """Otherwise the comparison would say little."""
    units = sides["full"][0][:, 0] + sides["full"][0][:, 5]
    full_days = (units >= units.max(axis=0)).mean(axis=0)
    assert full_days.min() < 0.5 < 0.75 < full_days.max()


def test_classes_of_the_checked_agree(sides):
    lazy, full = sides["lazy"][1], sides["full"][1]
    for r in range(len(lazy)):
        table = np.array([lazy[r], full[r]])
        table = table[:, table.sum(axis=0) > 20]
        assert stats.chi2_contingency(table).pvalue > 1e-4, r


def test_a_whole_run_agrees_in_its_means():
    """Run by run, lawful checks and finds of opportunists of the two modes have the same mean."""
    from borderSim.simulation import run

    values = {}
    for mode in ("lazy", "full"):
        scenario = load_scenario(
            "training",
            [
                "years=0.25",
                "burn_in_days=20",
                "traffic.lawful_scale=0.2",
                "opportunists.scale=20",
                f"cargo.sampling={mode}",
            ],
        )
        values[mode] = np.array(
            [
                [
                    run(scenario, s).outcomes[k]
                    for k in (
                        "lawful_inspected",
                        "seizures_opportunist",
                        "trade_delay_cost_eur",
                        "releases_unchecked",
                    )
                ]
                for s in range(1, 13)
            ]
        )
    pair = values["lazy"] - values["full"]
    error = pair.std(axis=0, ddof=1) / np.sqrt(len(pair))
    assert (np.abs(pair.mean(axis=0)) < Z * error + 1e-9).all(), (
        values["lazy"].mean(axis=0),
        values["full"].mean(axis=0),
    )
