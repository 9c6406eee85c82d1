"""A day of entities: the kernels do what masks over all of them show."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.kernels.entities_drawn import informants, learnt, replace, replace_one
from tests.model.kernels.oracles import plain

SLOTS, COLUMNS = SHAPE = 30, 6
SCALES = [0.0, 0.3, 1.0]


def day(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Uniforms, whom there is, what is known."""
    r = np.random.default_rng(seed)
    return r.random((*SHAPE, 7)), r.random(SLOTS) < 0.7, r.random(SHAPE) < 0.5


@pytest.mark.parametrize("kernel", [learnt, plain(learnt)])
@pytest.mark.parametrize("scale", SCALES)
def test_the_police_hear_of_those_below_their_chance_in_their_order(kernel, scale: float):
    u, alive, known = day(5)
    renew, true, false = scale * np.array([0.5, 0.8, 0.2])
    new = np.where(np.arange(COLUMNS) < COLUMNS // 2, true, false)
    mask = alive[:, None] & (u[:, :, 3] < np.where(known, renew, new))
    assert mask.any() == (scale > 0)
    found = kernel(u, 3, alive, known, renew, true, false)
    for one, expected in zip(found, mask.nonzero(), strict=True):
        assert one.tolist() == expected.tolist()


@pytest.mark.parametrize("kernel", [replace, plain(replace)])
@pytest.mark.parametrize("chance", SCALES)
def test_what_is_known_of_the_replaced_is_void(kernel, chance: float):
    u, alive, known = day(6)
    generation, said = np.arange(180).reshape(SHAPE), u[:, :, 4].copy()
    gone = alive[:, None] & (u[:, :, 2] < chance)
    expected = generation + gone, known & ~gone, np.where(gone, 0.0, said)
    kernel(u, 2, chance, alive, generation, known, said)
    for one, other in zip((generation, known, said), expected, strict=True):
        assert one.tolist() == other.tolist()


@pytest.mark.parametrize("kernel", [replace_one, plain(replace_one)])
def test_one_is_replaced(kernel):
    generation, known, said = np.zeros(SHAPE, dtype=np.int64), np.ones(SHAPE, bool), np.ones(SHAPE)
    kernel(3, 4, generation, known, said)
    assert generation[3, 4] == generation.sum() == 1
    assert not known[3, 4] and known.sum() == said.sum() == 179 and said[3, 4] == 0.0


@pytest.mark.parametrize("kernel", [informants, plain(informants)])
def test_informants_are_won_and_lost(kernel):
    u, alive, known = day(7)
    v, have = u[:, 0], known[:, 0].copy()
    expected = alive & np.where(have, v[:, 1] >= 0.4, v[:, 1] < 0.3)
    assert 0 < expected.sum() < SLOTS
    assert kernel(v.copy(), 1, alive, have, 0.4, 0.3).tolist() == expected.tolist()
