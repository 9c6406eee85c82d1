"""What a role could tell: found in its own books, unknown to the other side, never what is hidden from both."""

from __future__ import annotations

import json

import numpy as np
import pytest

from borderSim.classroom.exercise.format import ROLES
from borderSim.classroom.exercise.to_tell import to_tell
from borderSim.classroom.texts import places, texts
from borderSim.model.state.copying import copied
from borderSim.model.state.intelligence import Item
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.classroom.exercise.test_roles import HIDDEN, hide

SINCE = 30
WRITTEN_ON_THE_PAGE = {"on", "since", "who", "post", "goods"}
"""Places of the texts that the page fills from day, mode, post and goods."""


@pytest.fixture(scope="module")
def model() -> BorderModel:
    found = BorderModel(load_scenario("training", ["events=true"]), 5)
    found.run_burn_in()
    for _ in range(120):
        found.step()
    return found


def told(model: BorderModel, role: str):
    return to_tell(model.state, ROLES, SINCE)[role]


def known(model: BorderModel) -> tuple[np.ndarray, np.ndarray]:
    """Entities on the police's files, and on customs' list."""
    w = model.state
    return w.police.known_entities, (w.customs.leads.reliability > 0).any(axis=0)


@pytest.mark.parametrize("what", HIDDEN)
def test_no_fact_moves_when_only_the_truth_changes(model: BorderModel, what: str) -> None:
    other = copied(model)
    hide(other.state, what)
    facts = [json.dumps(to_tell(x.state, ROLES, SINCE)) for x in (other, model)]
    assert facts[0] == facts[1]


def test_the_police_tell_of_a_name_until_customs_has_it(model: BorderModel) -> None:
    other = copied(model)
    fact = told(other, "police")
    assert fact["what"] == "file"
    slot = fact["file"] - 1
    assert (known(other)[0] & ~known(other)[1])[slot].any()
    leads = other.state.customs.leads
    leads.reliability[0][known(other)[0]] = 0.5
    assert told(other, "police") is None
    leads.reliability[0][slot] = 0.0
    assert told(other, "police")["file"] == slot + 1


def test_a_name_that_was_sent_is_not_told_again(model: BorderModel) -> None:
    other, fact = copied(model), told(model, "police")
    news = [e for e in other.state.recorder.events if e["kind"] == "news"]
    mine = [e for e in news if e["organisation"] == fact["file"] - 1 and e["service"] == "police"]
    for e in mine:
        sent = {"what": "entity", "to": "customs", "arrives": 999, "load": None}
        entity = {"organisation": e["organisation"], "entity": e["entity"]}
        other.state.recorder.log(other.state.day, "share", e["id"], **sent, **entity)
    after = told(other, "police")
    assert after is None or after["file"] != fact["file"]


def test_the_analyst_tells_of_a_name_that_no_police_file_holds(model: BorderModel) -> None:
    other = copied(model)
    assert told(other, "analyst")["what"].startswith("lead.")
    other.state.police.known_entities[:] = True
    assert told(other, "analyst") is None


def test_customs_tells_of_its_dearest_find_until_the_police_have_it(model: BorderModel) -> None:
    other = copied(model)
    w, fact = other.state, told(other, "customs")
    finds = [e for e in w.recorder.events if e["kind"] == "seizure" and e["how"] == "seized_border"]
    same = [e for e in finds if e["day"] - w.first_day == fact["day"]]
    assert fact["goods"] in {e["commodity"] for e in same}
    for e in finds:
        w.recorder.log(w.day, "case step", what="find filed", load=e["load"], organisation=0)
    assert told(other, "customs") is None


def test_the_investigator_tells_of_a_case_until_customs_knows_it(model: BorderModel) -> None:
    other = copied(model)
    cases = other.state.police.cases
    cases.open[:], cases.told_customs[:] = False, False
    assert told(other, "investigator") is None
    cases.open[3], cases.opened[3] = True, other.state.day
    assert told(other, "investigator")["file"] == 4
    cases.told_customs[3] = True
    assert told(other, "investigator") is None


def test_the_liaison_officer_sees_what_waits_on_the_desk(model: BorderModel) -> None:
    other = copied(model)
    w = other.state
    item = Item("tip", False, 0, 0, 0, 0, 0, 0.5, False, w.first_day + 7)
    w.mail.desk[:] = [item]
    assert told(other, "liaison") == {"what": "desk.tip", "day": 7, "waiting": 1}


def test_the_minister_counts_what_stands_in_both_books(model: BorderModel) -> None:
    fact, w = told(model, "minister"), model.state
    names = ("seizures_booked_customs", "seizures_booked_police", "seizures")
    customs, police, all_ = (w.recorder.total(x, w.first_day + SINCE) for x in names)
    both = customs + police
    assert (fact is None) == (both <= all_)
    assert fact is None or fact["twice"] == both - all_


def test_every_fact_of_a_year_has_words_for_all_its_places(model: BorderModel) -> None:
    other, known_texts, seen = copied(model), texts("exercise"), set()
    for day in range(120, 360):
        for fact in to_tell(other.state, ROLES, day - 60).values():
            if fact is not None:
                seen.add(fact["what"])
                wanted = places(known_texts[f"tell.{fact['what']}"]["en"]) - WRITTEN_ON_THE_PAGE
                assert wanted <= fact.keys()
        other.step()
    assert {"find", "file", "case"} <= seen
