"""Streams of uniforms: the numbers of numpy's own generator, whatever of them is drawn and whatever passed over."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.kernels import uniform_streams as streams
from tests.model.kernels.oracles import plain

SEEDS = range(5)


@pytest.fixture(params=["compiled", "in Python"])
def draw(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    if request.param == "compiled":
        return streams.draw_blocks
    monkeypatch.setattr(streams, "pass_over", plain(streams.pass_over))
    return plain(streams.draw_blocks)


def begun() -> np.ndarray:
    return np.array([streams.place_of(np.random.PCG64(seed)) for seed in SEEDS])


def test_what_is_drawn_and_where_a_stream_stands_afterwards_is_as_in_numpy(draw):
    """Of four streams some of each block is drawn, of the fifth nothing."""
    places, out = begun(), np.ones((3, 5, 20))
    drawn, whole = np.array([20, 7, 0, 3, 5]), np.array([20, 11, 9, 3, 1000])
    draw(places, 4, drawn, whole, out)
    for s in SEEDS:
        bits = np.random.PCG64(s)
        numpys = np.random.Generator(bits)
        for block in range(3):
            expected = numpys.random(whole[s])[: drawn[s] if s < 4 else 0]
            assert out[block, s].tolist() == [*expected, *[1.0] * (20 - len(expected))]
        assert np.array_equal(places[s], streams.place_of(bits))


@pytest.mark.parametrize("number", [0, 1, 2, 63, 4096, 10**12 + 7])
@pytest.mark.parametrize("kernel", [streams.pass_over, plain(streams.pass_over)])
def test_as_many_are_passed_over_as_numpy_passes_over(kernel, number: int):
    places, numpys = begun(), np.random.PCG64(3)
    kernel(places, 3, number)
    numpys.advance(number)
    assert np.array_equal(places[3], streams.place_of(numpys))
    assert np.array_equal(np.delete(places, 3, axis=0), np.delete(begun(), 3, axis=0))
