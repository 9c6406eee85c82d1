"""What is news of a case, when a review gives it up, and for how long the police then leave it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from borderSim.model.actions.reviews import given_up, hear_news, rest
from borderSim.model.phases.investigation import _close_cases, _file_finds, _work
from borderSim.model.state.draw_columns import CaseDraw
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE
from tests.model.stage import change, forget_everything, world

CASE = np.array([0])


class Fixed:
    """A stream that always gives the same numbers."""

    def __init__(self, w: State, give_up: float = 0.0, cold: float = 0.5) -> None:
        self.block = np.zeros((w.traffickers.n, len(CaseDraw)))
        self.block[:, CaseDraw.GIVE_UP], self.block[:, CaseDraw.COLD] = give_up, cold

    def today(self, day: int) -> np.ndarray:
        return self.block


def setting(**investigation: Any) -> State:
    w = world("organisations.size_median=25")
    forget_everything(w)
    change(w, "investigation", **investigation)
    w.police.cases.start(0, 0, 0)
    return w


def quiet(w: State, day: int, u: float) -> bool:
    w.day = day
    w.draws.cases = Fixed(w, give_up=u)  # type: ignore[assignment]
    return bool(given_up(w, CASE)[0])


@pytest.mark.parametrize("day", [28, 196, 364, 3640])
def test_the_chance_to_give_up_grows_with_the_time_without_news(day: int):
    w = setting()
    chance = 0.5 * (1 - np.exp(-((day / 100) ** 2)))
    assert quiet(w, day, chance - 1e-9)
    assert not quiet(w, day, chance + 1e-9)


def test_a_review_falls_on_the_case_s_own_days_alone():
    w = setting()
    assert [day for day in range(0, 100, 7) if quiet(w, day, 0.0)] == [28, 56, 84]
    w.police.cases.start(0, 0, 21)
    assert [day for day in range(21, 100, 7) if quiet(w, day, 0.0)] == [49, 77]
    change(w, "investigation", review_days=30.0)  # within the week in which it falls due
    assert [day for day in range(21, 120, 7) if quiet(w, day, 0.0)] == [56, 84, 112]


def test_fresh_news_and_a_chance_of_nothing_keep_a_case_open():
    w = setting()
    w.police.cases.news[0] = 364
    assert not quiet(w, 364, 0.0)
    w.police.cases.news[0] = 0
    change(w, "investigation", give_up_chance=0.0)
    assert not any(quiet(w, day, 0.0) for day in range(0, 7000, 7))


def test_a_member_revealed_or_newly_chargeable_is_news_and_a_week_s_evidence_is_none():
    w = setting()
    m = int(np.flatnonzero(w.traffickers.status[0] == ACTIVE)[0])
    w.traffickers.draws[0, m] = 0.5

    def heard(day: int) -> bool:
        w.day = day
        hear_news(w, CASE)
        return w.police.cases.news[0] == day

    assert not heard(7)
    w.police.known_members[0, m] = True
    assert heard(14)
    w.police.evidence[0, m] = 0.6
    assert not heard(21), "evidence alone"
    w.police.evidence[0, m] = 0.7
    assert heard(28), "1 - exp(-0.7) is above 0.5"
    w.police.evidence[0, m] = 5.0
    assert not heard(35)
    w.police.known_members[0, m] = False
    assert not heard(42), "forgetting is no news"
    w.police.known_members[0, m] = True
    assert heard(49)


def test_a_find_that_is_filed_is_news():
    from tests.model.phases.test_investigation_rules import find

    w = setting()
    w.day = 70
    find(w)
    _file_finds(w)
    assert w.police.cases.news[0] == 70 and w.police.cases.news[1] < 0


def test_the_rest_after_a_case_is_lognormal_around_its_median():
    w = setting()
    w.draws.cases = Fixed(w, cold=0.5)  # type: ignore[assignment]
    assert rest(w, 0) == 90
    w.draws.cases = Fixed(w, cold=0.841344746)  # type: ignore[assignment]
    assert rest(w, 0) == round(90 * np.exp(0.7))
    change(w, "investigation", cold_sigma=0.0, cold_days=12.0)
    assert rest(w, 0) == 12


def test_news_carry_a_case_whose_evidence_grows_too_slowly():
    """Two equal cases without a team's work: the one that hears something goes on."""
    w = setting(give_up_chance=1.0, give_up_days=60.0)
    w.police.cases.start(1, 0, 0)
    w.staff.investigators = 0.0
    w.draws.cases = Fixed(w, give_up=0.9)  # type: ignore[assignment]
    for day in range(7, 365, 7):
        w.day = day
        w.police.cases.news[0] = day
        _work(w)
        hear_news(w, np.flatnonzero(w.police.cases.open))
        _close_cases(w)
    assert w.police.cases.open[0] and not w.police.cases.open[1]
