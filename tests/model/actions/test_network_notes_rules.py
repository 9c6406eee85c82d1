"""What the event log says of networks and news: told with its reason, in the horizon alone, once."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.actions.arrests import arrest
from borderSim.model.actions.dispositions import reveal_around
from borderSim.model.actions.exposure import lose
from borderSim.model.actions.market_response import _come
from borderSim.model.actions.members import move_tie_from_hub, refill, turn_over, vacate
from borderSim.model.actions.network_notes import (
    begin_looking,
    note_known,
    note_places,
    note_ties,
)
from borderSim.model.actions.news_notes import held_now, note_faded, note_replaced
from borderSim.model.phases.intelligence import _pass_day_of_entities
from borderSim.model.state.codes import Clue
from borderSim.model.state.draw_columns import EntityDraw
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, FLED
from tests.model.stage import (
    change,
    draws,
    forget_everything,
    make_load,
    member,
    member_luck,
    world,
)

NEWS = 0.8


@pytest.fixture
def w() -> State:
    """A world of whom the police know nobody, on the first day of its horizon, before which nothing was logged."""
    w = world("events=true")
    forget_everything(w)
    w.first_day = w.day
    begin_looking(w)
    w.recorder.events.clear()
    return w


def told(w: State, *kinds: str) -> list[dict[str, object]]:
    """What was logged of some kinds since this was asked last, without number, day and organisation."""
    found = [e for e in w.recorder.events if e["kind"] in kinds]
    w.recorder.events[:] = [e for e in w.recorder.events if e not in found]
    return [{k: v for k, v in e.items() if k not in ("id", "day", "organisation")} for e in found]


def test_who_comes_to_light_with_a_find_is_told_with_tier_and_cause(w: State):
    reveal_around(w, 0, make_load(w, draws=draws(interview=0.0)), 2.0, 1.0)
    (step,) = [e for e in w.recorder.events if e["kind"] == "case step"]
    members = np.flatnonzero(w.police.known_members[0]).tolist()
    own = {"kind": "member known", "cause": step["id"], "why": "find", "service": "police"}
    tiers = w.traffickers.tier_of(0)
    assert told(w, "member known") == [{**own, "member": m, "tier": tiers[m]} for m in members]
    note_known(w, "routine")
    assert told(w, "member known") == [], "nobody is told of twice"


def test_nothing_is_told_in_the_burn_in_or_of_an_organisation_that_ended(w: State):
    w.police.known_members[0, 0] = True
    w.first_day = w.day + 1
    note_known(w, "routine")
    w.first_day = w.day
    w.traffickers.alive[1] = False
    w.police.known_members[1, 0] = True
    w.traffickers.links[1, 0, 1] = w.traffickers.links[1, 1, 0] = ~w.traffickers.links[1, 0, 1]
    note_known(w, "routine")
    note_ties(w, "recruited")
    assert w.recorder.events == []


def test_an_organisation_that_enters_is_told_as_a_whole(w: State):
    _come(w, 0)
    for note in (note_places, note_known, note_ties):
        note(w, "recruited")
    assert [e["kind"] for e in w.recorder.events] == ["organisation enters"]


def test_without_a_log_nothing_is_looked_at():
    w = world()
    begin_looking(w)
    assert w.recorder.seen is None and held_now(w) is None
    w.police.known_members[0] = ~w.police.known_members[0]
    note_known(w, "routine")
    note_faded(w)
    note_replaced(w, held_now(w), "in time")
    assert w.recorder.events == []


def test_an_arrest_tells_of_itself_and_the_gap_is_closed_from_it(
    w: State, monkeypatch: pytest.MonkeyPatch
):
    member_luck(w, monkeypatch, 0.999, tie=0.0)
    o = w.traffickers
    hub = int((o.links[0] & (o.status[0] == ACTIVE)).sum(axis=1).argmax())
    w.police.known_members[0, hub] = True
    note_known(w, "routine", slot=0)
    before = o.links[0].copy()
    arrest(w, 0, hub, -1)
    note_known(w, "routine")
    assert told(w, "member unknown", "member goes") == []
    (event,) = [e for e in w.recorder.events if e["kind"] == "arrest"]
    change(w, "traffickers", retie_share=1.0)
    vacate(w, 0, hub)
    ties = np.argwhere(np.triu(o.links[0] & ~before)).tolist()
    assert ties
    own = {"kind": "link made", "cause": event["id"], "why": "gap closed"}
    assert told(w, "link made", "link lost") == [{**own, "member": a, "other": b} for a, b in ties]


def test_a_tie_that_is_moved_is_one_lost_and_one_made(w: State):
    loss = w.recorder.log(w.day, "seizure")
    w.recorder.note(loss, "loss", 0)
    move_tie_from_hub(w, 0, 0.0)
    lost, made = sorted(told(w, "link made", "link lost"), key=lambda e: str(e["kind"]))
    assert lost["kind"] == "link lost" and made["kind"] == "link made"
    assert lost["cause"] == made["cause"] == loss
    assert {lost["why"], made["why"]} == {"moved from the hub"}
    moved = {lost["member"], lost["other"]} & {made["member"], made["other"]}
    assert len(moved) == 1


def test_holders_of_places_come_unknown_and_the_one_before_them_is_known_no_more(
    w: State, monkeypatch: pytest.MonkeyPatch
):
    member_luck(w, monkeypatch, 0.999, leave=0.0)
    w.police.known_members[0, 0] = True
    note_known(w, "routine")
    told(w, "member known")
    turn_over(w)
    places = int((w.traffickers.status == ACTIVE).sum())
    came = told(w, "member comes")
    assert len(came) == places and {e["why"] for e in came} == {"new holder"}
    (lost,) = told(w, "member unknown")
    assert (lost["member"], lost["why"], lost["cause"]) == (0, "new holder", -1)
    courier = member(w, 0, 1)
    arrest(w, 0, courier, -1)
    w.traffickers.refill_day[0, courier] = w.day
    refill(w)
    (came,) = told(w, "member comes")
    assert (came["member"], came["why"]) == (courier, "recruited")


def test_what_was_given_away_costs_entity_news_and_sight(w: State):
    change(w, "investigation", exposed_flee=0.0, exposed_unknown=1.0)
    courier = member(w, 0, 1)
    w.police.known_members[0, courier] = True
    note_known(w, "routine")
    w.police.known_entities[0, 1] = True
    news = w.recorder.log(w.day, "news")
    w.recorder.note(news, "police", 0, 1, 0)
    lead(w, 0, 1)
    how = {"informant": False, "cause": -1, "collision": -1, "post": 0}
    lose(w, 0, Clue.WATCHED, entity=1, courier=courier, **how)  # type: ignore[arg-type]
    (exposed,) = [e for e in w.recorder.events if e["kind"] == "exposed"]
    (replaced,) = [e for e in w.recorder.events if e["kind"] == "entity replaced"]
    assert (replaced["cause"], replaced["why"]) == (exposed["id"], "given up")
    assert (replaced["entity"], replaced["generation"]) == (1, 1)
    own = {"kind": "news expired", "entity": 1, "generation": 0, "why": "entity replaced"}
    own["second_cause"] = replaced["id"]
    assert told(w, "news expired") == [
        own | {"service": "police", "group": None, "cause": news},
        own | {"service": "customs", "group": 0, "cause": -1},
    ]
    (lost,) = told(w, "member unknown")
    assert (lost["member"], lost["why"], lost["cause"]) == (courier, "changed ways", exposed["id"])


def test_who_hides_goes_and_comes_back(w: State):
    change(w, "investigation", exposed_flee=1.0)
    courier = member(w, 0, 1)
    how = {"informant": False, "cause": -1, "collision": -1, "post": 0}
    lose(w, 0, Clue.WATCHED, entity=-1, courier=courier, **how)  # type: ignore[arg-type]
    away = np.flatnonzero(w.traffickers.status[0] == FLED).tolist()
    went = told(w, "member goes")
    assert [e["member"] for e in went] == away and courier in away
    assert {e["why"] for e in went} == {"changed ways"}


def test_entities_are_replaced_in_time_with_what_either_service_held(
    w: State, monkeypatch: pytest.MonkeyPatch
):
    u = np.full((w.traffickers.n, 2 * w.traffickers.entities, len(EntityDraw)), 0.999)
    u[2, 3, EntityDraw.REPLACE] = 0.0
    monkeypatch.setattr(w.draws.entities, "today", lambda day: u)
    w.police.known_entities[2, 3] = w.police.known_entities[2, 0] = True
    lead(w, 2, 0)
    _pass_day_of_entities(w)
    (replaced,) = told(w, "entity replaced")
    assert (replaced["entity"], replaced["why"], replaced["cause"]) == (3, "in time", -1)
    (end,) = told(w, "news expired")
    assert (end["service"], end["entity"]) == ("police", 3)


def test_a_lead_that_counts_for_nothing_any_more_has_faded_once(w: State):
    leads = w.customs.leads
    lead(w, 0, 2)
    leads.weight[0, 0, 2] = 1.0
    note_faded(w)
    assert told(w, "news expired") == []
    leads.weight[0, 0, 2] = 0.0
    note_faded(w)
    note_faded(w)
    (end,) = told(w, "news expired")
    assert (end["service"], end["why"], end["second_cause"]) == ("customs", "faded", -1)
    leads.weight[0, 0, 2] = 1.0
    note_faded(w)
    held = held_now(w)
    w.traffickers.entity_generation[0, 2] += 1
    note_replaced(w, held, "in time")
    leads.weight[0, 0, 2] = 0.0
    note_faded(w)
    (end,) = told(w, "news expired")
    assert end["why"] == "entity replaced", "what is told already does not fade as well"


def lead(w: State, slot: int, e: int) -> None:
    """Customs learns of an entity."""
    w.customs.leads.learn(0, slot, e, 0, NEWS, w.day, own=True, independent=False)
