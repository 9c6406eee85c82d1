"""Classes drift as an Ornstein-Uhlenbeck process: stationary from the first day, the same at every level."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.phases.class_drift import DRIFT_DAYS, drift_classes
from borderSim.model.state.state import State
from tests.model.stage import world


def moved(sd: float, years: float, moves: int, seed: int = 1, *more: str) -> list[np.ndarray]:
    """What moves of the classes, after each of so many moves."""
    w = world(
        f"traffic.class_drift_sd={sd}", f"traffic.class_drift_years={years}", *more, seed=seed
    )
    path = [w.routes.drifted.copy()]
    for k in range(1, moves + 1):
        w.day = k * DRIFT_DAYS
        drift_classes(w)
        path.append(w.routes.drifted.copy())
    return path


def of(w: State) -> np.ndarray:
    return w.routes.truth


def test_its_spread_is_the_declared_one_at_the_start_and_after_years():
    path = [moved(0.5, 2.0, 60, seed=s) for s in range(8)]
    for k in (0, 30, 60):
        values = np.concatenate([run[k].ravel() for run in path])
        assert values.mean() == pytest.approx(0.0, abs=4 * 0.5 / np.sqrt(len(values)))
        assert values.std() == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(2 * len(values)))


def test_it_loses_all_but_1_in_e_of_where_it_was_in_the_declared_time():
    pairs = [moved(0.5, 1.0, 13, seed=s) for s in range(8)]
    first = np.concatenate([run[0].ravel() for run in pairs])
    last = np.concatenate([run[13].ravel() for run in pairs])
    kept = np.exp(-13 * DRIFT_DAYS / 365.0)
    assert np.corrcoef(first, last)[0, 1] == pytest.approx(kept, abs=4 / np.sqrt(len(first)))


def test_levels_share_the_path_and_without_drift_classes_stay():
    low, high = moved(0.5, 2.0, 5), moved(0.5, 2.0, 5, 1, "partnership=collaboration")
    assert all((a == b).all() for a, b in zip(low, high, strict=True))
    assert not np.any(moved(0.0, 2.0, 5)[-1])


def test_the_spread_of_all_classes_is_the_declared_one_however_much_of_it_moves():
    still, moving = (
        np.concatenate(
            [world(f"traffic.class_drift_sd={sd}", seed=s).routes.truth.ravel() for s in range(12)]
        )
        for sd in (0.0, 0.6)
    )
    assert moving.std() == pytest.approx(still.std(), rel=0.12)


def test_traffic_and_the_scores_of_customs_follow_the_classes():
    w = world()
    before, opportunists = w.routes.illicit_shares.copy(), w.customs.field.opportunist.copy()
    w.day = DRIFT_DAYS
    drift_classes(w)
    assert w.routes.illicit_shares.sum(axis=1) == pytest.approx(1.0)
    assert w.routes.illicit_cumulative[:, -1] == pytest.approx(1.0)
    assert not (w.routes.illicit_shares == before).any()
    assert not (w.customs.field.opportunist == opportunists).all()
    same = w.routes.drifted.copy()
    w.day = DRIFT_DAYS + 1
    drift_classes(w)
    assert (w.routes.drifted == same).all()
