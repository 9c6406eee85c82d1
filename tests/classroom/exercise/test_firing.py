"""When an inject strikes that is fired, skipped or put back."""

from __future__ import annotations

import dataclasses

import pytest

from borderSim.classroom.exercise.firing import (
    DATED,
    SKIPPED,
    STRUCK,
    WAITING,
    day_if_fired,
    day_if_put_back,
    stands,
)
from borderSim.classroom.exercise.format import Inject
from borderSim.classroom.refusals import RefusedError
from tests.classroom.exercise.short import session, short

WIRE, BREAKS, WAREHOUSE = short().injects[:3]
FIRST, SECOND = short().rounds[:2]


def fired(inject: Inject, day: int | None, skipped: tuple[str, ...] = ()):
    start = session()
    return dataclasses.replace(start, fired={**start.fired, inject.name: day}, skipped=skipped)


def test_waiting_skipped_dated_and_struck_are_told_apart() -> None:
    assert stands(session(), WIRE, 0) == DATED and stands(session(), WIRE, 3) == STRUCK
    assert stands(fired(WIRE, None), WIRE, 0) == SKIPPED
    assert stands(session(), BREAKS, 0) == WAITING
    assert stands(fired(BREAKS, None, (BREAKS.name,)), BREAKS, 0) == SKIPPED


@pytest.mark.parametrize(
    ("inject", "one", "part", "today", "day"),
    [
        (WIRE, FIRST, "run", 1, 1),  # earlier than planned
        (BREAKS, FIRST, "run", 9, 9),
        (dataclasses.replace(BREAKS, day=12), FIRST, "table", 0, 12),  # waits for its first day
    ],
)
def test_the_day_on_which_it_strikes(inject, one, part, today, day) -> None:
    assert day_if_fired(session(), inject, one, part, today) == day


@pytest.mark.parametrize(
    ("inject", "one", "part", "today", "why"),
    [
        (WAREHOUSE, None, "", 0, "belongs to round 2"),
        (WAREHOUSE, FIRST, "run", 5, "belongs to round 2"),
        (BREAKS, FIRST, "run", 21, "the run of round 1 is over"),
        (BREAKS, FIRST, "question", 21, "the run of round 1 is over"),
        (BREAKS, SECOND, "inject", 21, "belongs to round 1"),
        (WIRE, FIRST, "run", 9, "has struck already"),
    ],
)
def test_it_is_not_fired_where_it_would_be_lost(inject, one, part, today, why) -> None:
    with pytest.raises(RefusedError, match=why) as found:
        day_if_fired(session(), inject, one, part, today)
    assert found.value.says("fr") != found.value.says("en")


def test_a_skipped_one_is_put_back_while_its_day_is_to_come() -> None:
    assert day_if_put_back(fired(WIRE, None), WIRE, 1) == WIRE.day
    assert day_if_put_back(fired(BREAKS, 12), BREAKS, 5) is None
    with pytest.raises(RefusedError, match="planned for day 3, which is past"):
        day_if_put_back(fired(WIRE, None), WIRE, 5)
