"""Influence: planted inputs are told, noise is not, and the line says where the sign turns."""

import numpy as np
import pytest

from borderSim.studies.analysis.futures.influence import explained, influences


@pytest.fixture(scope="module")
def planted():
    rng = np.random.default_rng(13)
    inputs = rng.random((120, 150))
    return 4 * (inputs[:, 7] - 0.25) + rng.normal(scale=0.3, size=120), inputs


def test_the_planted_input_is_told_with_sign_and_flip(planted):
    first, *others = influences(*planted)
    assert first.place == 7 and first.told and first.correlation > 0.7
    assert first.low < 0 < first.high and first.span == pytest.approx(4, rel=0.2)
    assert first.flip == pytest.approx(0.25, abs=0.07)
    assert sum(row.told for row in others) <= 2


def test_noise_is_not_told():
    rng = np.random.default_rng(14)
    rows = influences(rng.normal(size=100), rng.random((100, 200)))
    assert len(rows) == 200 and not any(row.told for row in rows)


def test_what_does_not_vary_is_left_out():
    assert influences(np.arange(5.0), np.ones((5, 2))) == []
    assert influences(np.ones(5), np.random.default_rng(1).random((5, 2))) == []


def test_explained_is_adjusted_for_the_number_of_inputs(planted):
    apart, inputs = planted
    assert 0.85 < explained(apart, inputs, [7]) < 0.97
    assert explained(apart, inputs, [1, 2, 3]) < 0.1
    assert explained(apart, inputs, []) == 0.0
    assert explained(inputs[:, 3] * 2, inputs, [3]) == pytest.approx(1.0, abs=0.01)
