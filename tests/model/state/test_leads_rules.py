from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from borderSim.model.state.intelligence import FADED, Item, Leads, Mail, doubted, match_weight
from borderSim.model.state.routes import Routes
from borderSim.model.state.scores import MOST_WEIGHT, SHIFTS, shift_bin
from tests.model.stage import scenario

S = scenario()
K, E = S.traffickers.entity_share, 2e-4
HALF_LIFE = S.intelligence.entity_half_life_days
ONE = np.ones(1)


def leads(reliability: float, *, own: bool = False, day: int = 0) -> Leads:
    out = Leads(1, 3, 6, HALF_LIFE)
    if reliability > 0:
        out.learn(0, 1, 2, 0, reliability, day, own=own, independent=False)
    return out


def weight(out: Leads, day: int = 0, grade: float = 1.0, organisations: int = 5) -> float:
    out.matched[:] = E
    out.refresh(S, day, organisations, np.array([grade]))
    return float(out.weight[0, 1, 2])


@pytest.mark.parametrize("organisations", [1, 5, 45])
def test_weight_is_the_log_ratio_of_matching(organisations: int):
    p = 1 / organisations
    assert weight(leads(0.0), organisations=organisations) == 0.0
    assert weight(leads(1.0), organisations=organisations) == pytest.approx(np.log(K * p / E))
    r = 0.6
    assert weight(leads(r), organisations=organisations) == pytest.approx(
        np.log((r * K * p + (1 - r) * E) / E)
    )
    other = leads(1.0)
    other.matched[:] = E
    other.refresh(S, 0, organisations, ONE)
    assert np.count_nonzero(other.weight) == 1


def test_a_lead_fades_by_half_lives_and_is_dropped_when_worthless():
    fresh, half = leads(0.4), leads(0.8)
    assert weight(half, day=int(HALF_LIFE)) == pytest.approx(weight(fresh))
    days = [0, 90, 180, 270]
    faded = [weight(half, day=d) for d in days]
    assert faded == sorted(faded, reverse=True)
    long = int(HALF_LIFE * (np.log2(0.8 / FADED) + 0.1))
    assert weight(half, day=long) == 0.0


def test_a_bad_grade_weakens_what_came_from_the_police_but_not_own_work():
    assert weight(leads(0.8), grade=0.5) == pytest.approx(weight(leads(0.4)))
    assert weight(leads(0.8, own=True), grade=0.5) == pytest.approx(weight(leads(0.8)))


def test_independent_reports_strengthen_and_repetitions_do_not():
    twice, repeated = leads(0.6), leads(0.6)
    twice.learn(0, 1, 2, 0, 0.5, 0, own=False, independent=True)
    repeated.learn(0, 1, 2, 0, 0.5, 0, own=False, independent=False)
    assert twice.reliability[0, 1, 2] == pytest.approx(1 - 0.4 * 0.5)
    assert repeated.reliability[0, 1, 2] == pytest.approx(0.6)
    replaced = leads(0.6)
    replaced.learn(0, 1, 2, 1, 0.5, 0, own=False, independent=True)
    assert replaced.reliability[0, 1, 2] == 0.5, (
        "what was held on the entity before it was replaced is void"
    )


def test_a_report_does_not_bring_faded_reliability_back():
    """An old lead of 0.8 is worth 0.4 after a half-life: a weak second report cannot make it 0.8 again."""
    day = int(HALF_LIFE)
    again, circular = leads(0.8), leads(0.8)
    again.learn(0, 1, 2, 0, 0.2, day, own=False, independent=True)
    circular.learn(0, 1, 2, 0, 0.2, day, own=False, independent=False)
    assert weight(again, day=day) == pytest.approx(weight(leads(1 - 0.6 * 0.8, day=day), day=day))
    assert weight(circular, day=day) == pytest.approx(weight(leads(0.4, day=day), day=day))


def test_own_knowledge_of_a_replaced_entity_does_not_vouch_for_a_police_lead_on_the_next():
    held = leads(0.8, own=True)
    held.learn(0, 1, 2, 1, 0.5, 0, own=False, independent=False)
    assert not held.own[0, 1, 2]
    held.learn(0, 1, 2, 1, 0.5, 0, own=True, independent=True)
    assert held.own[0, 1, 2]


def test_false_matches_arise_in_the_home_mode_of_the_organisation_only():
    routes = Routes(S, 1)
    group_of_post = np.zeros(len(routes.posts), dtype=np.int64)
    group_of_post[routes.post[routes.index["land_hill/truck"]]] = 1
    out = Leads(2, 3, 6, HALF_LIFE)
    for group in (0, 1):
        out.learn(group, 1, 2, 0, 1.0, 0, own=True, independent=True)
    out.learn(0, 1, 5, 0, 1.0, 0, own=True, independent=True)
    assert out.held()[2].tolist() == [2, 5, 2], "group, slot, column"
    out.matched[out.held()] = E, 2 * E, 4 * E
    out.refresh(S, 0, 5, np.ones(2))
    home = np.array([[False for _ in routes.modes], [m == "truck" for m in routes.modes]])
    matches = out.false_matches(routes, group_of_post, np.array([0, 1, 0]), home)
    expected = np.zeros((routes.n, SHIFTS))
    for route, group, e, share in (
        ("land_river/truck", 0, 2, E),
        ("land_river/truck", 0, 5, 2 * E),
        ("land_hill/truck", 1, 2, 4 * E),
    ):
        expected[routes.index[route], shift_bin(float(out.weight[group, 1, e]))] += share
    assert np.count_nonzero(expected) > 2, "more traffic of its own, less weight"
    assert matches == pytest.approx(expected)


def test_what_a_lead_matches_is_asked_for_again_only_if_it_names_another_or_traffic_changes():
    out = leads(0.6)
    place = [[0], [1], [2]]
    asked = lambda *traffic: [x.tolist() for x in out.unmatched(*traffic)]  # noqa: E731
    none = [[], [], []]
    assert asked(1.0) == place and asked(1.0) == none
    out.learn(0, 1, 2, 0, 0.8, 5, own=True, independent=True)
    assert asked(1.0) == none, "the same entity, more reliable"
    out.learn(0, 1, 2, 1, 0.8, 5, own=True, independent=True, number=False)
    assert asked(1.0) == place, "another in its place"
    out.learn(0, 1, 2, 1, 0.8, 5, own=True, independent=True, number=True)
    assert asked(1.0) == place, "its number"
    assert asked(2.0) == place and asked(2.0) == none
    out.learn(0, 1, 2, 2, 0.8, 5, own=True, independent=True)
    out.regroup([0, 0])
    assert asked(2.0) == [[0, 1], [1, 1], [2, 2]]


def test_checks_that_find_nothing_tell_against_a_lead_as_bayes_says():
    r, k = np.array([0.6, 0.6, 0.1]), np.array([0.0, 1.5, 0.3])
    left = r * np.exp(-k)
    assert doubted(r, k) == pytest.approx(left / (left + 1 - r))
    assert doubted(ONE, 5 * ONE) == pytest.approx(1.0), "what is sure stays so"
    by_week = np.full(1, 0.6)
    for _ in range(10):
        by_week = doubted(by_week, np.full(1, 0.15))
    assert by_week == pytest.approx(doubted(np.full(1, 0.6), np.full(1, 1.5)))


def test_what_fruitless_checks_told_outlasts_a_renewal_but_not_a_find_or_another_entity():
    held = leads(0.6)
    held.doubt[0, 1, 2] = 1.5
    weak = weight(held)
    assert weak < weight(leads(0.6))
    held.learn(0, 1, 2, 0, 0.6, 0, own=False, independent=False)
    assert weight(held) == weak
    held.learn(0, 1, 2, 0, 0.6, 0, own=True, independent=False, found=True)
    assert weight(held) == weight(leads(0.6))
    held.doubt[0, 1, 2] = 1.5
    held.learn(0, 1, 2, 1, 0.6, 0, own=False, independent=False)
    assert held.doubt[0, 1, 2] == 0.0


def test_a_number_that_is_known_stays_known():
    held = Leads(1, 3, 6, HALF_LIFE)
    held.learn(0, 1, 2, 0, 0.6, 0, own=False, independent=False, number=False)
    assert not held.number[0, 1, 2]
    held.learn(0, 1, 2, 0, 0.6, 0, own=False, independent=False)
    held.learn(0, 1, 2, 0, 0.6, 0, own=False, independent=False, number=False)
    assert held.number[0, 1, 2]
    held.learn(0, 1, 2, 1, 0.6, 0, own=False, independent=False, number=False)
    assert not held.number[0, 1, 2], "of another entity"


def test_no_weight_is_above_the_grid():
    least = match_weight(ONE, S, 1, np.zeros(1))
    assert least == MOST_WEIGHT
    assert shift_bin(float(least[0])) == SHIFTS - 1


def test_a_new_arrangement_of_groups_starts_from_the_old_picture():
    held = leads(0.7)
    held.regroup([0, 0])
    assert held.reliability.shape == (2, 3, 6)
    assert (held.reliability[:, 1, 2] == 0.7).all()
    held.learn(1, 1, 2, 0, 0.9, 0, own=False, independent=False)
    assert held.reliability[0, 1, 2] == 0.7


def test_post_that_is_out_takes_an_item_along_tomorrow():
    item = Item("entity", False, 0, 0, 1, 2, 0, 0.6, False, 0)
    second = dataclasses.replace(item, entity=3)
    mail = Mail()
    mail.send(item, 4)
    assert mail.delivered(3) == []
    mail.send(second, 2)
    assert mail.delivered(4) == [item, second]
    mail.send(item, 4)
    assert mail.delivered(4) == []
    assert mail.delivered(5) == [item]
