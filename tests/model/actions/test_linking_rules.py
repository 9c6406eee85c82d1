"""Finds and named entities are linked to files by chance and detail: the right one, a wrong one, or they wait."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.actions import linking
from borderSim.model.actions.filing import review_unlinked, take_in
from borderSim.model.actions.linking import details, file_for, note_courier
from borderSim.model.actions.sharing import entity_item
from borderSim.model.phases.interception import _find
from borderSim.model.phases.investigation import _file_finds, _work
from borderSim.model.state.draw_columns import LinkDraw
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State
from borderSim.simulation import run
from tests.model.stage import (
    COCAINE_BOXES,
    COCAINE_COURIERS,
    RESIN_TRUCKS,
    change,
    draws,
    forget_everything,
    make_load,
    member,
    member_luck,
    scenario,
    world,
)

CHANCES = (0.35, 0.75, 0.9)


def setting(**investigation: float) -> State:
    w = world("organisations.size_median=25")
    forget_everything(w)
    chances = {f"link_chance_{k}": chance for k, chance in enumerate(CHANCES)}
    change(w, "investigation", **(chances | {"link_wrong": 0.0} | investigation))
    return w


def luck(monkeypatch: pytest.MonkeyPatch, linked: float, wrong: float = 0.999, which: float = 0.0):
    """Every item has these uniforms."""
    u = np.zeros(len(LinkDraw))
    u[[LinkDraw.LINKED, LinkDraw.WRONG, LinkDraw.WHICH]] = linked, wrong, which
    monkeypatch.setattr(linking, "_uniforms", lambda *_: u)


def find(
    w: State,
    slot: int = COCAINE_BOXES,
    detail: tuple[bool, bool, bool] = (True, True, True),
    **load: Any,
) -> Item:
    """A find of customs that reaches the police today."""
    load.setdefault("entity", 1)
    there = make_load(w, slot, draws=draws(courier=0.0), **load)
    note_courier(w, there)
    item = Item(
        "find", True, 0, 0, slot, there.entity, there.generation, 1.0, True, w.day, there, 1.0
    )
    item.detail = detail
    return item


def entity(w: State, slot: int = COCAINE_BOXES, e: int = 1) -> Item:
    """News of customs on an entity that reach the police today."""
    return entity_item(w, slot, e, 0.7, to_police=True, from_customs=True, cause=-1)


def total(w: State, *names: str) -> float:
    return sum(w.recorder.today.get(name, 0.0) for name in names)


# ------------------------------------------------------------------ what counts as a detail
def _knows_entity(w: State, item: Item) -> None:
    w.police.known_entities[item.organisation, item.entity] = True


def _knows_courier(w: State, item: Item) -> None:
    assert item.load is not None
    w.police.known_members[item.organisation, item.load.courier] = True


def _had_a_tip(w: State, item: Item) -> None:
    assert item.load is not None
    item.load.police_tip = True


def _tip_crossed(w: State, item: Item) -> None:
    assert item.load is not None
    item.load.tip_weight[0] = 1.0


def _told_customs_of_entity(w: State, item: Item) -> None:
    at = (0, item.organisation, item.entity)
    w.customs.leads.told[at], w.customs.leads.generation[at] = True, item.generation


def _was_told_of_entity(w: State, item: Item) -> None:
    w.police.told_by_customs[item.organisation, item.entity] = True


def _works_jointly(w: State, item: Item) -> None:
    w.police.cases.joint[item.organisation] = True


KINDS = {
    "entity": (_knows_entity,),
    "courier": (_knows_courier,),
    "tip": (_had_a_tip,),
    "crossed": (_tip_crossed, _told_customs_of_entity, _was_told_of_entity, _works_jointly),
}


@pytest.mark.parametrize(
    "joins",
    [
        combination
        for n in range(5)
        for kinds in itertools.combinations(KINDS.values(), n)
        for combination in itertools.product(*kinds)
    ],
)
def test_each_kind_of_detail_counts_once_and_two_are_as_good_as_more(joins: tuple[Any, ...]):
    w = setting()
    item = find(w)
    for join in joins:
        join(w, item)
    assert details(w, item) == len(joins)
    assert linking.link_chance(w.policy.scenario, len(joins)) == CHANCES[min(len(joins), 2)]


def test_what_crosses_in_two_ways_is_one_detail():
    w = setting()
    item = find(w)
    for join in KINDS["crossed"]:
        join(w, item)
    assert details(w, item) == 1


def test_an_entity_lost_on_the_way_or_replaced_is_no_detail():
    w = setting()
    lost = find(w, detail=(False, True, True))
    replaced = find(w, RESIN_TRUCKS)
    for item in (lost, replaced):
        for join in (_knows_entity, _told_customs_of_entity, _was_told_of_entity):
            join(w, item)
    w.traffickers.entity_generation[RESIN_TRUCKS, 1] += 1
    w.customs.leads.generation[0, RESIN_TRUCKS, 1] += 1
    assert (details(w, lost), details(w, replaced)) == (0, 0)


def test_a_courier_whom_the_police_knew_stays_a_detail_when_he_is_arrested_at_the_find():
    w = setting()
    load = make_load(w, RESIN_TRUCKS, "land_hill/truck", draws=draws(courier=0.0))
    m = linking.courier_of(w, load)
    w.police.known_members[RESIN_TRUCKS, m] = True
    _find(w, load)
    assert w.recorder.today["members_arrested"] == 1
    assert not w.police.known_members[RESIN_TRUCKS, m]
    item = Item("find", True, 0, 0, RESIN_TRUCKS, -1, -1, 1.0, True, 0, load)
    assert details(w, item) == 1


def test_an_entity_is_told_by_itself_by_who_stands_behind_it_and_by_what_crossed():
    w = setting()
    item = entity(w)
    assert details(w, item) == 0
    logistics = np.flatnonzero(w.traffickers.tier[COCAINE_BOXES] == 2)
    w.police.known_members[COCAINE_BOXES, logistics[1 % len(logistics)]] = True
    assert details(w, item) == 1
    _told_customs_of_entity(w, item)
    assert details(w, item) == 2
    _knows_entity(w, item)
    assert details(w, item) == 3


# ------------------------------------------------------------------ linked, waiting, tried again
@pytest.mark.parametrize("kind", [find, entity])
def test_what_is_not_linked_changes_nothing_and_waits(kind: Any, monkeypatch: pytest.MonkeyPatch):
    w = setting()
    luck(monkeypatch, 0.36)
    take_in(w, kind(w))
    assert len(w.police.unlinked) == 1
    assert not w.police.known_members.any() and not w.police.known_entities.any()
    assert not w.police.cases.file.any() and not w.police.evidence.any()
    assert total(w, "finds_in_cases", "finds_linked", "entities_linked") == 0


@pytest.mark.parametrize(
    ("u", "needs"), [(0.34, 0), (0.36, 1), (0.74, 1), (0.76, 2), (0.89, 2), (0.91, 9)]
)
def test_a_find_that_waits_is_linked_as_soon_as_enough_details_have_joined(
    u: float, needs: int, monkeypatch: pytest.MonkeyPatch
):
    w = setting()
    luck(monkeypatch, u)
    item = find(w)
    take_in(w, item)
    for joined, join in enumerate((_knows_entity, _knows_courier, _had_a_tip), start=1):
        assert bool(w.police.unlinked) == (joined - 1 < needs)
        if not w.police.unlinked:
            break
        join(w, item)
        review_unlinked(w)
    assert (w.police.cases.file[COCAINE_BOXES] > 0) == (needs < 9)
    assert total(w, "finds_linked") == (needs < 9)


def test_somebody_tied_to_the_courier_is_a_detail_if_the_police_learn_of_him_while_it_waits(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting()
    luck(monkeypatch, 0.5)
    item = find(w)
    assert item.load is not None
    second = member(w, COCAINE_BOXES, 4)
    w.traffickers.links[COCAINE_BOXES, item.load.courier, second] = True
    tied = np.flatnonzero(w.traffickers.links[COCAINE_BOXES, item.load.courier])
    w.police.known_members[COCAINE_BOXES, tied[0]] = True
    take_in(w, item)
    review_unlinked(w)
    assert len(w.police.unlinked) == 1, "him they knew before"
    w.police.known_members[COCAINE_BOXES, tied[1]] = True
    review_unlinked(w)
    assert w.police.unlinked == [] and total(w, "finds_linked") == 1


def test_what_waits_is_given_up_after_its_time_or_when_it_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting(link_wait_days=100.0)
    luck(monkeypatch, 0.95)
    take_in(w, find(w))
    take_in(w, find(w, RESIN_TRUCKS))
    take_in(w, entity(w))
    take_in(w, entity(w, COCAINE_COURIERS))
    w.traffickers.alive[RESIN_TRUCKS] = False
    w.traffickers.entity_generation[COCAINE_COURIERS, 1] += 1
    w.day = 100
    review_unlinked(w)
    assert len(w.police.unlinked) == 2
    assert total(w, "finds_unlinked") == total(w, "entities_unlinked") == 1
    w.day = 101
    review_unlinked(w)
    assert w.police.unlinked == []
    assert total(w, "finds_unlinked") == total(w, "entities_unlinked") == 2


def test_the_files_are_compared_with_what_waits_once_a_week(monkeypatch: pytest.MonkeyPatch):
    w = setting()
    luck(monkeypatch, 0.5)
    item = find(w)
    w.police.finds_to_file.append(item)
    for w.day in range(1, 8):
        _file_finds(w)
        _knows_entity(w, item)
        assert bool(w.police.unlinked) == (w.day < 7)


# ------------------------------------------------------------------ wrong links
def test_a_wrong_link_adds_weight_to_another_file_and_the_right_one_gets_nothing(
    monkeypatch: pytest.MonkeyPatch,
):
    w = setting(link_wrong=0.1, link_wrong_days=3.0)
    luck(monkeypatch, 0.0, wrong=0.09)
    c = w.police.cases
    c.file[COCAINE_COURIERS], c.file[RESIN_TRUCKS] = 1.0, 1.0
    w.day = 5
    take_in(w, find(w))
    assert c.file[COCAINE_COURIERS] == 1.0 + 2.0, "cocaine too, so taken for theirs"
    assert c.wasted[COCAINE_COURIERS] == 3.0
    assert c.last_find[COCAINE_COURIERS] == c.news[COCAINE_COURIERS] == 5
    assert c.file[COCAINE_BOXES] == 0.0 and not w.police.evidence.any()
    assert not w.police.known_members.any() and not w.police.known_entities.any()
    assert total(w, "finds_linked_wrong") == total(w, "finds_in_cases") == 1
    assert total(w, "finds_linked") == 0
    c.file[COCAINE_COURIERS] = 0.0
    take_in(w, entity(w))
    assert c.file[RESIN_TRUCKS] == 1.0 + 1.0, "no other file on cocaine: any live one"
    w.traffickers.alive[RESIN_TRUCKS] = False
    take_in(w, find(w))
    assert c.file[COCAINE_BOXES] == 2.0, "no other file: right after all"


def test_a_team_wastes_the_days_of_wrong_links_in_its_case_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
):
    def week(wasted: float) -> tuple[State, np.ndarray]:
        w = setting()
        member_luck(w, monkeypatch, 0.999)
        c = w.police.cases
        for slot in (COCAINE_BOXES, RESIN_TRUCKS):
            c.start(slot, 0, 0)
            w.police.known_members[slot, member(w, slot, 2)] = True
        c.wasted[COCAINE_BOXES] = wasted
        _work(w)
        return w, w.police.evidence.sum(axis=1)

    _, plain = week(0.0)
    own = setting().policy.scenario.police.team_size
    some, evidence = week(1.0)
    days = some.police.cases.effort[COCAINE_BOXES]
    assert evidence[COCAINE_BOXES] == pytest.approx(plain[COCAINE_BOXES] * (1 - 1.0 / days))
    assert evidence[RESIN_TRUCKS] == plain[RESIN_TRUCKS]
    assert some.police.cases.wasted[COCAINE_BOXES] == 0.0
    assert total(some, "link_days_wasted") == 1.0
    many, evidence = week(1000.0)
    assert own > 0 and evidence[COCAINE_BOXES] == 0.0
    assert many.police.cases.wasted[COCAINE_BOXES] == pytest.approx(1000.0 - days)
    many.police.cases.close(COCAINE_BOXES, 7)
    assert many.police.cases.wasted[COCAINE_BOXES] == 0.0


# ------------------------------------------------------------------ chances, and what is never lost
def test_links_come_as_often_as_declared_and_a_higher_chance_keeps_those_of_a_lower():
    w = setting(link_wrong=0.1)
    w.police.cases.file[:] = 1.0
    found = {}
    for k, join in enumerate((None, _knows_entity, _had_a_tip)):
        w.police.known_entities[COCAINE_BOXES, 1] = k > 0
        ends = []
        for day in range(4000):
            item = find(w, planned=day)
            if k == 2 and join is not None:
                join(w, item)
            ends.append(file_for(w, item))
        found[k] = np.array(ends)
    for k, chance in enumerate(CHANCES):
        linked = found[k] != linking.NO_FILE
        assert linked.mean() == pytest.approx(chance, abs=4 * (chance * (1 - chance) / 4000) ** 0.5)
        wrong = (found[k][linked] != COCAINE_BOXES).mean()
        assert wrong == pytest.approx(0.1, abs=4 * (0.09 / linked.sum()) ** 0.5)
        if k:
            before = found[k - 1] != linking.NO_FILE
            assert (found[k][before] == found[k - 1][before]).all()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["find", "entity", "learn", "end", "replace", "week"]),
            st.integers(0, 4),
            st.integers(0, 2),
        ),
        max_size=40,
    ),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_every_item_is_linked_right_or_wrong_waits_or_is_given_up(
    steps: list[tuple[str, int, int]], chance: float, wrong: float
):
    w = setting(
        link_chance_0=chance, link_chance_1=1 - (1 - chance) / 2, link_wrong=wrong, lab_delay_days=9
    )
    came = {"find": 0, "entity": 0}
    for what, slot, e in steps:
        if what in came and w.traffickers.alive[slot]:
            came[what] += 1
            w.day += 1
            take_in(
                w, find(w, slot, planned=w.day, entity=e) if what == "find" else entity(w, slot, e)
            )
        elif what == "learn":
            w.police.known_entities[slot, e] = True
        elif what == "end":
            w.traffickers.alive[slot] = False
        elif what == "replace":
            w.traffickers.entity_generation[slot, e] += 1
        elif what == "week":
            w.day += 100
            review_unlinked(w)
        for kind, names in (("find", "finds"), ("entity", "entities")):
            waiting = sum(one.item.kind == kind for one in w.police.unlinked)
            ends = (f"{names}_linked", f"{names}_linked_wrong", f"{names}_unlinked")
            assert came[kind] == total(w, *ends) + waiting
    weight = 2 * total(w, "finds_linked", "finds_linked_wrong") + total(
        w, "entities_linked", "entities_linked_wrong"
    )
    assert w.police.cases.file.sum() == pytest.approx(weight)
    i = w.policy.scenario.investigation
    assert w.police.cases.wasted.sum() == pytest.approx(
        i.link_wrong_days * total(w, "finds_linked_wrong", "entities_linked_wrong")
    )


def test_in_a_run_sure_links_leave_nothing_waiting_and_no_links_leave_every_file_empty():
    def outcomes(chance: float, wrong: float) -> dict[str, float | None]:
        links = [f"investigation.link_chance_{k}={chance}" for k in range(3)]
        s = scenario("partnership=collaboration", *links, f"investigation.link_wrong={wrong}")
        return dict(run(s, 3).outcomes)

    sure, never = outcomes(1.0, 0.0), outcomes(0.0, 0.0)
    assert sure["finds_linked_share"] == 1.0 and sure["finds_received"]
    for name in ("finds_linked_wrong", "finds_unlinked", "link_days_wasted"):
        assert sure[name] == 0.0
    assert never["finds_received"] and never["finds_linked"] == never["entities_linked"] == 0.0
