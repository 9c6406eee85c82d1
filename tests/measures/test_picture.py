"""What the log says each service knew: as customs ranks, and as the police's piece would weigh before it."""

import numpy as np
import pytest

from borderSim.measures.picture import note_pictures
from borderSim.model.actions.own_traffic import matched_share
from borderSim.model.actions.policy import fit_thresholds
from borderSim.model.actions.scoring import look
from borderSim.model.phases.intelligence import _customs_receive
from borderSim.model.phases.targeting import rank, score
from borderSim.model.state.intelligence import Item
from tests.model.stage import (
    COCAINE_BOXES,
    change,
    forget_everything,
    keep_events,
    make_load,
    set_traits,
    world,
)

BOX = "seaport/box"


def setting(**fields):
    w = world()
    forget_everything(w)
    keep_events(w)
    w.consignments.agenda.clear()
    change(w, "customs", random_share=0.0)
    fit_thresholds(w)
    load = make_load(
        w, COCAINE_BOXES, fields.pop("route", BOX), **{"arrives": 0, "entity": 1} | fields
    )
    return w, load


def picture(w, load):
    w.consignments.agenda[w.day] = [load]
    rank(w)
    note_pictures(w)
    found = [e for e in w.recorder.events if e["kind"] == "picture"]
    assert [e["load"] for e in found] == [load.number]
    return found[0]


def test_customs_saw_what_it_ranked_by():
    w, load = setting(z=1.3)
    w.customs.leads.learn(0, COCAINE_BOXES, 1, load.generation, 0.8, 0, own=True, independent=False)
    refresh(w)
    p = picture(w, load)
    assert p["profile_log_odds"] + max(p["lead_log_odds"], p["tip_log_odds"]) == score(w, load)
    assert p["lead_log_odds"] > 0 and p["lead_from"] == "customs"
    assert p["threshold_log_odds"] == w.policy.threshold[load.route]
    b, shift = w.policy.rules.document_signals(w.policy.scenario)
    assert p["document_score"] == 1.3 + shift
    assert p["profile_log_odds"] - p["class_log_odds"] == pytest.approx(
        b * p["document_score"] - b * b / 2
    )
    assert not p["police_entity"] and p["police_log_odds"] == 0 and p["case_opened"] is None


def refresh(w):
    leads = w.customs.leads
    at = leads.held()
    leads.matched[at] = matched_share(w, *at[1:], leads.generation[at], leads.number[at])
    leads.refresh(
        w.policy.scenario,
        w.day,
        w.policy.scenario.organisations.count,
        np.ones(len(w.cooperation.traits)),
    )


def test_what_the_police_know_of_the_entity_weighs_what_it_would_weigh_as_a_lead():
    w, load = setting()
    w.police.known_entities[COCAINE_BOXES, 1] = True
    worth = picture(w, load)["police_log_odds"]
    assert worth > 0
    reliability = w.policy.scenario.police.entity_reliability
    w.customs.leads.learn(
        0, COCAINE_BOXES, 1, load.generation, reliability, 0, own=False, independent=False
    )
    refresh(w)
    assert look(w, load).lead == worth


def test_what_an_informant_told_weighs_what_the_tip_would_weigh():
    w, load = setting(police_tip=True)
    worth = picture(w, load)["police_log_odds"]
    tip = Item(
        kind="tip",
        to_police=False,
        group=0,
        unit=0,
        organisation=COCAINE_BOXES,
        entity=1,
        generation=load.generation,
        reliability=w.policy.scenario.police.informant_reliability,
        from_customs=False,
        created=0,
        load=load,
    )
    load.state = "planned"
    _customs_receive(w, tip)
    assert look(w, load).tip == worth > 0


@pytest.mark.parametrize("why", ["replaced", "one-off", "elsewhere", "unused"])
def test_a_piece_that_cannot_match_is_worth_nothing(why, monkeypatch):
    away = next(r for r, mode in enumerate(world().routes.modes) if mode != "box")
    fields = {"one-off": {"entity": -1}, "elsewhere": {"route": world().routes.names[away]}}.get(
        why, {}
    )
    w, load = setting(**fields)
    w.police.known_entities[COCAINE_BOXES] = True
    if why == "replaced":
        w.traffickers.entity_generation[COCAINE_BOXES, 1] += 1
    if why == "unused":
        monkeypatch.setattr(w.policy.rules.targeting.body, "uses_leads", False)
    p = picture(w, load)
    assert p["police_log_odds"] == 0
    assert p["police_entity"] == (why in ("elsewhere", "unused"))


def test_people_and_case_are_seen_as_the_police_see_them():
    w, load = setting()
    o = w.traffickers
    set_traits(w, share_prob=0.0)
    w.police.known_members[COCAINE_BOXES] = o.tier[COCAINE_BOXES] == 2
    w.police.cases.start(COCAINE_BOXES, 0, 0)
    w.police.cases.told_customs[COCAINE_BOXES] = True
    p = picture(w, load)
    number = int((w.police.known_members[COCAINE_BOXES] & (o.status[COCAINE_BOXES] == 1)).sum())
    assert (p["police_members"], p["police_leaders"], p["police_associate"]) == (number, 0, True)
    assert (p["case_opened"], p["case_told"]) == (0, True)
    assert number > 0
