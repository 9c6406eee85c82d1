"""The rule of the chain: one link that keeps it, and the same one with one rule broken at a time."""

import pandas as pd
import pytest

from borderSim.measures.chronicle import Chronicle
from borderSim.measures.events import COLUMNS
from borderSim.measures.openings import CASE, CUSTOMS, broken, by_whom, opening, rates, warnings

OWN, OTHER = 3, 4
DRIVER = {"entity": 1, "generation": 2}
KEPT = [
    {"kind": "plan", "day": 0, "load": 7, "entity": 1, "generation": 1},
    {"kind": "seizure", "day": 5, "load": 7},
    {"kind": "handover", "day": 5, "cause": 1, "load": 7},
    {"kind": "received", "day": 9, "cause": 2, "load": 7, "what": "find", "to": "police", "use": "used"},
    {"kind": "case step", "day": 9, "cause": 3, "load": 7, "what": "find filed"},
    {"kind": "case step", "day": 12, "cause": 4, "what": "opened"},
    {"kind": "case step", "day": 30, "cause": 5, "what": "members revealed", "number": 1},
    {"kind": "news", "day": 30, "cause": 6, "service": "police", "how": "case", "renewed": False, **DRIVER},
    {"kind": "share", "day": 30, "cause": 7, "what": "entity", "to": "customs", **DRIVER},
    {"kind": "received", "day": 31, "cause": 8, "what": "entity", "to": "customs", "use": "used", **DRIVER},
    {"kind": "plan", "day": 35, "load": 8, **DRIVER},
    {"kind": "picture", "day": 40, "load": 8, "profile_log_odds": -1.0, "lead_log_odds": 3.0, "tip_log_odds": 0.0, "threshold_log_odds": 1.0},
    {"kind": "inspect", "day": 40, "second_cause": 9, "load": 8, "found": True, "raised_by": "lead"},
    {"kind": "seizure", "day": 40, "cause": 12, "load": 8},
]  # fmt: skip


def log(*changed, before=()):
    """The log, with columns of some events changed, and events before all others."""
    rows = [dict(one) for one in KEPT]
    for place, columns in changed:
        rows[place] |= columns
    early = [{"id": -10 + i, **one} for i, one in enumerate(before)]
    empty = dict.fromkeys(COLUMNS)
    rows = [{"id": i, **one} for i, one in enumerate(rows)]
    base = {"cause": -1, "second_cause": -1, "organisation": OWN}
    return Chronicle(pd.DataFrame([empty | base | one for one in (*early, *rows)]))


def test_a_find_that_opened_the_next_by_a_case_keeps_every_rule():
    c = log()
    link = opening(c, 7, 8)
    assert broken(c, link) == () and by_whom(link) == CASE
    assert [e["id"] for e in link.path] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 12]
    assert rates(c) == {"finds": 2, CASE: 1}


@pytest.mark.parametrize(
    ("rule", "changed", "before"),
    [
        ("one network", [(5, {"organisation": OTHER})], ()),
        ("right file", [(4, {"what": "linked to a wrong file", "organisation": OTHER})], ()),
        ("right file", [(4, {"what": "not linked"})], ()),
        ("needed", [(11, {"profile_log_odds": 1.2})], ()),
        ("needed", [(11, {"tip_log_odds": 2.5})], ()),
        ("new to customs", [], [{"kind": "news", "day": -3, "service": "customs", "renewed": False, **DRIVER}]),
        ("new to customs", [], [{"kind": "received", "day": -3, "what": "entity", "to": "customs", "use": "used", **DRIVER}]),
    ],
)  # fmt: skip
def test_a_story_that_breaks_the_rule_is_refused(rule, changed, before):
    c = log(*changed, before=before)
    with pytest.raises(ValueError, match=rule):
        opening(c, 7, 8)
    assert rates(c) == {"finds": 2}


def test_a_load_that_was_not_found_because_of_the_first_is_refused():
    with pytest.raises(ValueError, match="not found because of"):
        opening(log((12, {"second_cause": -1, "raised_by": "profile"})), 7, 8)
    with pytest.raises(ValueError, match="not found because of"):
        opening(log(), 8, 7)


def test_what_the_police_alone_had_known_before_is_new_to_customs():
    early = {"kind": "news", "day": -3, "service": "police", "renewed": False, **DRIVER}
    c = log(before=[early])
    assert broken(c, opening(c, 7, 8)) == ()


def test_by_its_own_notes_customs_needs_nobody():
    own = {"kind": "news", "day": 5, "cause": 1, "service": "customs", "how": "own find", "renewed": False}  # fmt: skip
    c = log((9, own | {"what": None, "to": None, "use": None}))
    assert by_whom(opening(c, 7, 8)) == CUSTOMS
    again = log((9, own | {"what": None, "to": None, "use": None, "renewed": True}))
    with pytest.raises(ValueError, match="new to customs"):
        opening(again, 7, 8)


def test_networks_are_counted_by_how_often_they_were_warned():
    burned = [{"kind": "burned", "day": 50, "cause": 13}] * 2
    rows = [{"kind": "plan", "day": 1, "load": 9, "organisation": OTHER, "entity": 0}]
    c = log(before=[*burned, *rows, {"kind": "burned", "day": -1, "organisation": OTHER}])
    assert warnings(c) == {2: 1, 0: 1}
