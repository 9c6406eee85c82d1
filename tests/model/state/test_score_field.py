from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.state.routes import Routes
from borderSim.model.state.scores import (
    GRID,
    LOW,
    POINTS,
    SHIFT_STEP,
    SHIFTS,
    STEP,
    LaneMatch,
    ScoreField,
    shift_bin,
)
from tests.model.stage import scenario

BELIEVED, TRUE = 0.5, 1.1
ROUTES = Routes(scenario(), 1)


def field(opportunists: float = 1.0) -> ScoreField:
    routes = Routes(scenario(f"opportunists.scale={opportunists}"), 1)
    belief = routes.truth + 0.6 * np.random.default_rng(1).standard_normal(routes.truth.shape)
    return ScoreField(routes, belief, BELIEVED, TRUE)


def scores(f: ScoreField, route: int, shares: np.ndarray, shift: float, n: int) -> np.ndarray:
    """Scores of n units whose classes follow ``shares``, drawn one by one."""
    rng = np.random.default_rng(2)
    classes = rng.choice(len(shares), size=n, p=shares / shares.sum())
    z = rng.standard_normal(n) + shift
    return f.belief[route, classes] + BELIEVED * z - BELIEVED**2 / 2


@pytest.mark.parametrize("route", range(ROUTES.n))
@pytest.mark.parametrize("kind", ["lawful", "opportunist"])
def test_measure_counts_what_brute_force_counts(route: int, kind: str):
    f, n = field(), 300_000
    lawful = kind == "lawful"
    shares = ROUTES.class_shares[route] if lawful else ROUTES.illicit_shares[route]
    rate = ROUTES.rate[route] if lawful else ROUTES.opportunist_rate[route]
    drawn = scores(f, route, shares, 0.0 if lawful else TRUE, n)
    for s in (-1.5, -0.4, 0.3, 1.1, 2.0):
        expected = f.above(getattr(f, kind), np.full(ROUTES.n, s))[route] / rate
        sd = np.sqrt(max(expected * (1 - expected), 1e-6) / n)
        assert (drawn > s).mean() == pytest.approx(expected, abs=4.5 * sd + 2e-3)
    assert f.base == pytest.approx(f.lawful + f.opportunist)


@given(st.floats(0.001, 0.999), st.integers(0, ROUTES.n - 1))
@settings(max_examples=60, deadline=None)
def test_score_at_inverts_above(part: float, route: int):
    f = field()
    value = f.base[:, 0] * part
    score = f.score_at(f.base, value)
    assert f.above(f.base, score)[route] == pytest.approx(value[route], rel=1e-9)


def test_score_at_ends_of_the_measure():
    f = field()
    assert (f.score_at(f.base, f.base[:, 0] * 2) == LOW).all(), "more than there are: everybody"
    assert (f.score_at(f.base, np.zeros(ROUTES.n)) > 8).all(), "none: above everybody"


def test_leads_shift_a_part_of_the_measure_and_keep_the_total():
    f = field()
    matches = np.zeros((ROUTES.n, SHIFTS))
    matches[0, 3], matches[0, 9], matches[1, 1] = 0.1, 0.05, 0.2
    f.match_leads(matches)
    assert f.total[:, 0] == pytest.approx(f.base[:, 0])
    assert f.total[2:] == pytest.approx(f.base[2:])
    g = 80
    steps = [k * SHIFT_STEP for k in (3, 9)]
    expected = 0.85 * f.base[0, g] + 0.1 * f.base[0, g - steps[0]] + 0.05 * f.base[0, g - steps[1]]
    assert f.total[0, g] == pytest.approx(expected)
    assert (np.diff(f.total, axis=1) <= 1e-9).all()
    assert (f.total - f.base >= -1e-9).all(), "a match never lowers a score"


def test_a_lane_that_matches_moves_its_own_classes_alone_and_keeps_the_total():
    f = field()
    matches = np.zeros((ROUTES.n, SHIFTS))
    matches[0, 3] = 0.25
    both = [LaneMatch(0, 1, 2, 1.0), LaneMatch(0, 1, 4, 0.5)]
    f.match_leads(matches, both)
    marks = f.marks(0)
    assert marks[1, [2, 3, 4]] == pytest.approx([0.25, 0.25, 0.5]), (
        "the highest first, then the rest"
    )
    assert marks[[0, 2], 3] == pytest.approx(0.25)
    assert marks.sum() == pytest.approx(1.0 + 0.25 * (len(marks) - 1))
    by_class = np.stack([f.class_measure(c) for c in range(ROUTES.class_rate.shape[1])])
    assert by_class.sum(axis=0) + f.crooked == pytest.approx(f.total)
    assert f.total[:, 0] == pytest.approx(f.base[:, 0])
    assert (np.diff(f.total, axis=1) <= 1e-9).all()
    in_lane = ROUTES.lane_of_class == 1
    plain = field()
    plain.match_leads(matches)
    for c, lane in enumerate(in_lane):
        assert np.allclose(by_class[c], plain.class_measure(c)) == (not lane)


def test_no_more_than_all_of_the_traffic_matches():
    f = field()
    matches = np.full((ROUTES.n, SHIFTS), 0.2)
    f.match_leads(matches, [LaneMatch(0, 1, 2, 1.0)])
    assert f.marks(0).sum(axis=1) == pytest.approx(1.0)
    assert f.total[:, 0] == pytest.approx(f.base[:, 0])


def test_weights_are_binned_to_half_units():
    assert [shift_bin(w) for w in (-1.0, 0.2, 0.5, 1.1, 2.9)] == [0, 0, 1, 2, 6]
    assert shift_bin(1e3) == SHIFTS - 1
    assert SHIFT_STEP * STEP == 0.5


days = st.lists(
    st.lists(st.floats(0, 1), min_size=ROUTES.n, max_size=ROUTES.n), min_size=1, max_size=5
)


holds = st.lists(st.integers(0, 2), min_size=ROUTES.n, max_size=ROUTES.n)


@given(days, holds)
@settings(max_examples=60, deadline=None)
def test_asked_is_checked_or_waiting_or_released(parts: list[list[float]], holds: list[int]):
    f = field()
    on_grid = LOW + STEP * np.round((f.score_at(f.base, f.base[:, 0] * 0.1) - LOW) / STEP)
    keeps_mass(f, on_grid, parts, np.array(holds))


@given(days, holds)
@settings(max_examples=60, deadline=None)
def test_mass_is_kept_at_any_threshold(parts: list[list[float]], holds: list[int]):
    f = field()
    keeps_mass(f, f.score_at(f.base, f.base[:, 0] * 0.1), parts, np.array(holds))


def keeps_mass(
    f: ScoreField, threshold: np.ndarray, parts: list[list[float]], hold: np.ndarray
) -> None:
    carried = np.zeros(ROUTES.n)
    for part in parts:
        pool = f.pool()
        asked = f.asked(threshold)
        assert asked == pytest.approx(f.above(f.base, threshold) + carried, rel=1e-6, abs=1e-6)
        cut = np.maximum(f.score_at(pool, asked * np.array(part)), threshold)
        checked = np.where(cut > threshold, f.above(pool, cut), asked)
        released = f.carry_over(cut, threshold, hold)
        carried = np.sum([m[:, 0] for m in f.waiting], axis=0)
        by_wait = f.checked_by_wait
        assert (asked if by_wait is None else by_wait.sum(axis=0)) == pytest.approx(
            checked, rel=1e-6, abs=1e-6
        )
        assert checked + carried + released == pytest.approx(asked, rel=1e-6, abs=1e-6)
        assert (carried[hold == 0] == 0).all()


def test_the_waiting_lie_between_threshold_and_cut_and_go_when_their_hold_ends():
    f = field()
    hold = np.full(ROUTES.n, 2)
    threshold = LOW + STEP * np.round((f.score_at(f.base, f.base[:, 0] * 0.1) - LOW) / STEP)
    asked = f.above(f.base, threshold)
    never = np.full(ROUTES.n, LOW + STEP * POINTS)
    low_cut = f.score_at(f.base, f.base[:, 0] * 0.04)
    f.carry_over(low_cut, threshold, hold)
    at_once = f.above(f.base, low_cut)
    assert f.checked_by_wait == pytest.approx(np.stack([at_once, 0 * at_once, 0 * at_once]))
    assert f.above(f.waiting[0], low_cut + STEP) == pytest.approx(0.0, abs=1e-9)
    assert f.above(f.waiting[0], threshold) == pytest.approx(asked - f.above(f.base, low_cut))
    first = f.waiting[0][:, 0].copy()
    assert f.carry_over(never, threshold, hold) == pytest.approx(0.0), "two days may pass"
    assert f.waiting[1][:, 0] == pytest.approx(first)
    assert f.carry_over(never, threshold, hold) == pytest.approx(first), (
        "on the third day they are released"
    )
    assert f.checked_by_wait is not None and not f.checked_by_wait.any()
    second, new = f.waiting[1][:, 0].copy(), f.waiting[0][:, 0].copy()
    f.carry_over(threshold, threshold, hold)
    assert f.checked_by_wait == pytest.approx(np.stack([asked, new, second]))
    assert len(GRID) == POINTS
