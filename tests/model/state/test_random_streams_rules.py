from __future__ import annotations

import pickle

import numpy as np
import pytest

from borderSim.model.kernels.lawful_checks import some
from borderSim.model.state.random_streams import (
    BLOCK_DAYS,
    DailyUniforms,
    DayKeyed,
    WeeklyUniforms,
    generator,
    stable_hash,
)


def test_names_hash_to_the_same_numbers_for_ever():
    assert stable_hash("plans") == HASH_OF_PLANS
    assert generator(7, "plans").random() == FIRST_OF_PLANS_7
    assert generator(8, "plans").random() != FIRST_OF_PLANS_7
    assert generator(7, "routes").random() != FIRST_OF_PLANS_7


def test_a_further_purpose_leaves_the_numbers_of_the_others():
    few = DailyUniforms(3, ["checks/a", "checks/c"], (4,))
    many = DailyUniforms(3, ["checks/a", "checks/b", "checks/c"], (4,))
    for day in (0, 5, 31):
        assert few.today(day).shape == (2, 4)
        assert np.array_equal(few.today(day), many.today(day)[[0, 2]])


def test_a_day_keeps_its_numbers_whichever_days_of_its_block_were_used():
    every, some = DailyUniforms(3, "plans", (2, 5)), DailyUniforms(3, "plans", (2, 5))
    seen = [every.today(day).copy() for day in range(2 * BLOCK_DAYS)]
    for day in (4, 20, BLOCK_DAYS + 9):
        assert np.array_equal(some.today(day), seen[day])
    assert len({x.tobytes() for x in seen}) == 2 * BLOCK_DAYS


def test_a_day_keeps_its_numbers_when_whole_blocks_were_not_used():
    every, late = DailyUniforms(3, "relations", (2,)), DailyUniforms(3, "relations", (2,))
    seen = [every.today(day).copy() for day in range(4 * BLOCK_DAYS)]
    assert np.array_equal(late.today(3 * BLOCK_DAYS + 2), seen[3 * BLOCK_DAYS + 2])


def test_day_keyed_draws_do_not_depend_on_what_other_days_drew():
    plain, busy = DayKeyed(3, "marks"), DayKeyed(3, "marks")
    busy.on(2).random(1001)
    busy.on(9).multinomial(40, [0.5, 0.5])
    busy.on(3).integers(0, 10, size=7, dtype=np.int32)
    assert np.array_equal(busy.on(5).random(50), plain.on(5).random(50))
    first = plain.on(5).random(4000)
    assert np.array_equal(plain.on(5).random(4000), first)
    assert not np.intersect1d(first, plain.on(6).random(4000)).size


def test_weekly_uniforms_belong_to_the_slot_and_hold_for_a_week():
    two = WeeklyUniforms(3, "members", np.array([4, 6]), 6, 3)
    three = WeeklyUniforms(3, "members", np.array([4, 6, 9]), 9, 3)
    monday = two.today(0).copy()
    assert np.array_equal(two.today(6), monday)
    assert np.array_equal(monday[:, :4], three.today(0)[:2, :4])
    assert (monday[0, 4:] == 1.0).all(), "places that do not exist never draw a low number"
    next_week = two.today(7).copy()
    assert not np.intersect1d(next_week[1], monday[1]).size
    late = WeeklyUniforms(3, "members", np.array([4, 6]), 6, 3)
    assert np.array_equal(late.today(7), next_week), (
        "a week that nobody asked for is drawn all the same"
    )


def test_slots_that_nobody_holds_are_passed_over_until_somebody_does():
    """On a day in the middle of a block, and of a week, another slot is held."""
    sizes = np.array([4, 6, 5])
    for make in (
        lambda: DailyUniforms(3, "plans", (3, 5)),
        lambda: DailyUniforms(3, ["routes/a", "routes/b"], (3,)),
        lambda: WeeklyUniforms(3, "members", sizes, 6, 2),
    ):
        every, some = make(), make()
        for held, days in ((1, (0, 3, 40, 41)), (2, (41, 43, 120)), (3, (120, 121, 200))):
            some.hold(held)
            for day in days:
                whole, part = every.today(day), some.today(day)
                slots = whole.shape.index(3)
                assert np.array_equal(part.take(range(held), slots), whole.take(range(held), slots))
                assert (part.take(range(held, 3), slots) == 1.0).all(), "of these nobody knows"


@pytest.mark.parametrize("purpose", ["members/1", "plans", "checks/seaport/box"])
def test_uniforms_are_uniform(purpose: str):
    u = generator(11, purpose).random(20_000)
    assert abs(u.mean() - 0.5) < 0.01
    assert abs(u.var() - 1 / 12) < 0.003


HASH_OF_PLANS = 10522199513632605380
FIRST_OF_PLANS_7 = 0.3216072898261305


def test_a_kernel_draws_the_numbers_of_the_day_also_after_a_copy():
    stream = DayKeyed(4, "checks")
    for again in (stream, pickle.loads(pickle.dumps(stream)), stream):
        for day in (3, 9, 3):
            expected = DayKeyed(4, "checks").on(day).binomial(70, 0.2, size=5).tolist()
            at = again.source(day)
            assert [some(at.next_double, at.state, 70, 0.2) for _ in range(5)] == expected
