from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from borderSim.model.kernels.ranked_lists import LOW, NEVER, POINTS, STEP, rank_loads
from borderSim.model.state.routes import Routes
from borderSim.model.state.sampling import SPARE, LazySampler
from borderSim.model.state.scores import SHIFT_STEP, SHIFTS, ScoreField
from tests.model.stage import scenario

BOX = "seaport/box"


def setting(*overrides: str) -> tuple[Routes, ScoreField]:
    routes = Routes(scenario("opportunists.scale=50", *overrides), 1)
    belief = routes.truth + 0.6 * np.random.default_rng(1).standard_normal(routes.truth.shape)
    return routes, ScoreField(routes, belief, 0.7, 0.7)


def brute_scores(routes: Routes, f: ScoreField, r: int, rng: np.random.Generator) -> np.ndarray:
    """All scores of a day at a route, unit by unit, with false matches of leads."""
    b = f.believed_signal
    counts = rng.poisson(routes.class_rate[r])
    crooks = rng.choice(
        len(counts), size=rng.poisson(routes.opportunist_rate[r]), p=routes.illicit_shares[r]
    )
    kind = np.r_[np.repeat(np.arange(len(counts)), counts), crooks]
    z = rng.standard_normal(len(kind))
    z[counts.sum() :] += f.signal
    score = f.belief[r][kind] + b * z - b * b / 2
    assert f.matches is not None
    bin_ = np.searchsorted(np.cumsum(f.matches[r]), rng.random(len(score)), side="right")
    return score + np.where(bin_ < SHIFTS, bin_ * SHIFT_STEP * STEP, 0.0)


@pytest.mark.parametrize("k", [1, 7, 30])
def test_kth_highest_score_has_its_true_distribution(k: int):
    routes, f = setting("modes.box.legal_hold_days=0")
    r, days = routes.index[BOX], 500
    f.match_leads(np.full((routes.n, SHIFTS), 0.004))
    sampler, rng = LazySampler(routes, 4), np.random.default_rng(9)
    everybody, nobody = np.full(routes.n, LOW - 100.0), np.full(routes.n, NEVER)
    lazy, brute = [], []
    for day in range(days):
        got = sampler.select(day, f, everybody, nobody, np.full(routes.n, k), {})
        assert got.units[r] <= k
        lazy.append(got.cut[r])
        everyone = np.sort(brute_scores(routes, f, r, rng))
        brute.append(everyone[-k] if len(everyone) >= k else LOW)
    assert stats.ks_2samp(lazy, brute).pvalue > 0.01


@pytest.mark.parametrize(
    ("ranks", "k"),
    [([1.0], 1), ([2.5], 4), ([1.0, 1.3], 2), ([0.5, 2.0, 5.5], 5), ([3.0, 3.1, 3.2], 3)],
)
def test_loads_are_ranked_among_the_lawful_as_by_brute_force(ranks: list[float], k: int):
    rng = np.random.default_rng(3)
    pool = np.linspace(POINTS - 1.0, 0.0, POINTS) / 4
    scores = [LOW + STEP * (POINTS - 1 - 4 * x) for x in ranks]
    n = 12_000
    spare = rng.random((n, SPARE))
    place = rng.gamma(k, size=n)
    best = np.array(scores)
    lazy = [rank_loads(pool, best, k, float(place[i]), spare[i], 0.0) for i in range(n)]
    lawful = rng.exponential(size=(n, k + 1)).cumsum(axis=1)
    taken = np.empty(n, dtype=int)
    last = np.empty(n)
    for i in range(n):
        line = sorted([*((x, 0) for x in lawful[i]), *((x, 1) for x in ranks)])[:k]
        taken[i] = sum(load for _, load in line)
        last[i] = line[-1][0]
    for j in range(len(ranks) + 1):
        p = (taken == j).mean()
        assert np.mean([x[0] == j for x in lazy]) == pytest.approx(
            p, abs=4.5 * np.sqrt(2 * max(p * (1 - p), 1e-4) / n)
        )
    assert all(x[0] + x[1] == k for x in lazy)
    assert np.mean([x[2] for x in lazy]) == pytest.approx(
        last.mean(), abs=4.5 * np.sqrt(2 * last.var() / n)
    )


def test_a_list_shorter_than_capacity_is_done_in_full_and_counts_are_poisson():
    routes, f = setting("modes.box.strip_share=0.13")
    r, days, want = routes.index[BOX], 800, 4.0
    threshold = f.score_at(f.base, np.full(routes.n, want))
    strip = f.score_at(f.base, np.full(routes.n, want / 4))
    sampler = LazySampler(routes, 2)
    got = [sampler.select(d, f, threshold, strip, np.full(routes.n, 60), {}) for d in range(days)]
    units = np.array([x.units[r] for x in got])
    assert units.mean() == pytest.approx(want, abs=4 * np.sqrt(want / days))
    assert units.var() == pytest.approx(want, rel=0.25)
    assert all(
        x.cut[r] == threshold[r] and x.released[r] == 0 and x.waiting[r] == pytest.approx(0.0)
        for x in got
    )
    strips = np.array([x.strip_list[r] for x in got])
    assert strips.sum() / units.sum() == pytest.approx(0.25, abs=0.04)
    assert all((x.strip_list[routes.strip_share == 0] == 0).all() for x in got)


def test_the_checked_are_of_the_classes_that_score_above_the_cut():
    routes, f = setting()
    r = routes.index["airport/passenger"]
    threshold = f.score_at(f.base, np.full(routes.n, 15.0))
    sampler = LazySampler(routes, 2)
    observed = np.zeros(routes.class_rate.shape[1] + 1)
    for day in range(600):
        got = sampler.select(
            day, f, threshold, np.full(routes.n, NEVER), np.full(routes.n, 500), {}
        )
        observed += np.array([*sampler.classes_of(day, f, got)[r], got.opportunists[r]])
    b = f.believed_signal
    high = stats.norm.sf((threshold[r] - f.belief[r] + b * b / 2) / b)
    crooked = stats.norm.sf((threshold[r] - f.belief[r] + b * b / 2) / b - f.signal)
    expected = np.array(
        [
            *(routes.class_rate[r] * high),
            routes.opportunist_rate[r] * (routes.illicit_shares[r] * crooked).sum(),
        ]
    )
    expected *= observed.sum() / expected.sum()
    large = expected > 5
    assert large.sum() > 10
    assert (
        stats.chisquare(
            observed[large], expected[large] * observed[large].sum() / expected[large].sum()
        ).pvalue
        > 1e-3
    )


def test_without_capacity_nobody_is_checked_and_all_that_is_asked_waits():
    routes, f = setting()
    threshold = f.score_at(f.base, np.full(routes.n, 5.0))
    got = LazySampler(routes, 2).select(
        0, f, threshold, np.full(routes.n, NEVER), np.zeros(routes.n, dtype=np.int64), {0: [9.0]}
    )
    assert (got.units == 0).all()
    assert got.loads == {0: 0}
    assert got.waiting == pytest.approx(5.0, rel=1e-6)
    assert (got.released[routes.hold > 0] == 0).all()
    assert got.released[routes.hold == 0] == pytest.approx(5.0, rel=1e-6)
