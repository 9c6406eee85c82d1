"""A day of entities: the kernels do what masks over all of them show."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.kernels.entities_drawn import informants, pass_day, replace_one
from tests.model.kernels.oracles import plain

SLOTS, COLUMNS = SHAPE = 30, 6
SCALES = [0.0, 0.3, 1.0]


def day(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Uniforms, whom there is, what is known."""
    r = np.random.default_rng(seed)
    return r.random((*SHAPE, 7)), r.random(SLOTS) < 0.7, r.random(SHAPE) < 0.5


@pytest.mark.parametrize("kernel", [pass_day, plain(pass_day)])
@pytest.mark.parametrize("scale", SCALES)
def test_some_are_replaced_and_the_police_hear_of_those_below_their_chance(kernel, scale: float):
    u, alive, known = day(5)
    generation, said = np.arange(180).reshape(SHAPE), u[:, :, 4].copy()
    replace, renew, true, false = scale * np.array([0.3, 0.5, 0.8, 0.2])
    gone = alive[:, None] & (u[:, :, 2] < replace)
    after = generation + gone, known & ~gone, np.where(gone, 0.0, said)
    new = np.where(np.arange(COLUMNS) < COLUMNS // 2, true, false)
    heard = alive[:, None] & (u[:, :, 3] < np.where(after[1], renew, new))
    assert heard.any() == gone.any() == (scale > 0)
    chances = replace, renew, true, false
    found = kernel(u, 2, 3, alive, generation, known, said, *chances)
    assert [x.tolist() for x in found] == [x.tolist() for x in heard.nonzero()]
    for one, other in zip((generation, known, said), after, strict=True):
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
