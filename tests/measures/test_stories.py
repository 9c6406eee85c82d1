"""Verdicts on a consignment, from logs made for one rule at a time, and from whole runs."""

import functools

import pandas as pd
import pytest

from borderSim.measures.chronicle import Chronicle
from borderSim.measures.events import COLUMNS
from borderSim.measures.stories import (
    TELLING,
    barrier,
    instead,
    summary,
    tell,
    tellable,
    telling,
    twin,
)
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run

PLAN = {
    "kind": "plan",
    "day": 0,
    "half": 1,
    "route": "seaport/box",
    "arrives": 9,
    "commodity": "cocaine",
    "quantity": 10.0,
    "value_eur": 1e6,
    "entity": 2,
    "generation": 0,
    "cover": False,
}
ARRIVE = {"kind": "arrive", "day": 9, "route": "seaport/box"}
PICTURE = {
    "kind": "picture",
    "day": 9,
    "group": 0,
    "document_score": 1.0,
    "class_log_odds": -0.5,
    "profile_log_odds": 0.2,
    "lead_log_odds": 0.0,
    "lead_from": "",
    "tip_log_odds": 0.0,
    "threshold_log_odds": 1.5,
    "police_entity": True,
    "police_associate": False,
    "police_members": 1,
    "police_leaders": 0,
    "police_tip": False,
    "police_log_odds": 3.0,
    "case_opened": None,
    "case_told": False,
}
INSPECT = {
    "kind": "inspect",
    "day": 9,
    "route": "seaport/box",
    "how": "check",
    "raised_by": "profile",
    "opened": True,
    "found": True,
}
DELIVERED = {"kind": "delivered", "day": 9, "how": "delivered", "value_eur": 1e6}
SEIZURE = {
    "kind": "seizure",
    "day": 9,
    "how": "seized_border",
    "commodity": "cocaine",
    "quantity": 10.0,
    "value_eur": 1e6,
}
NEWS = {
    "kind": "news",
    "day": -5,
    "service": "police",
    "how": "routine",
    "entity": 2,
    "generation": 0,
    "load": None,
}
ITEM = {"what": "entity", "to": "customs", "group": 0, "entity": 2, "generation": 0, "load": None}


def chronicle(*events: dict) -> Chronicle:
    """Events of load 1 of organisation 0 unless they say otherwise, numbered in their order, without causes unless given."""
    rows = [
        {"id": i, "cause": -1, "second_cause": -1, "organisation": 0, "load": 1} | e
        for i, e in enumerate(events)
    ]
    return Chronicle(pd.DataFrame(rows, columns=list(COLUMNS)))


def verdicts(*events: dict) -> tuple[str, ...]:
    return summary(chronicle(PLAN, ARRIVE, *events), 1).verdicts


@pytest.mark.parametrize(
    ("picture", "verdict"),
    [
        ({}, "never_met"),
        # documents odd, class harmless
        ({"profile_log_odds": -0.2, "class_log_odds": -1.2}, "never_met"),
        ({"profile_log_odds": -0.2, "class_log_odds": 0.1}, "nobody"),  # nothing odd
        ({"police_log_odds": 1.0}, "not_enough"),
        ({"police_log_odds": 1.3}, "never_met"),  # just over the threshold
        ({"police_log_odds": 0.0}, "nobody"),
        ({"profile_log_odds": 1.5}, "no_room"),
        ({"lead_log_odds": 0.4, "lead_from": "police"}, "met"),
        ({"lead_log_odds": 0.4, "lead_from": "customs"}, "never_met"),
        ({"tip_log_odds": 0.4}, "met"),
        ({"tip_log_odds": 4.0}, "no_room"),
    ],
)
def test_of_a_load_that_passed_unchecked(picture, verdict):
    assert verdicts(PICTURE | picture, DELIVERED) == (verdict,)


@pytest.mark.parametrize(
    ("check", "lead_from", "verdict"),
    [
        ({"found": False}, "", "missed"),
        ({}, "", "profile"),
        ({"raised_by": "random"}, "", "random"),
        ({"raised_by": "lead"}, "customs", "own_lead"),
        ({"raised_by": "lead"}, "police", "joined"),
        ({"raised_by": "lead"}, "both", "joined"),
        ({"raised_by": "tip"}, "", "joined"),
        # it came while the load waited: its cause says whose it is
        ({"raised_by": "lead"}, "", "own_lead"),
    ],
)
def test_of_a_load_that_was_checked(check, lead_from, verdict):
    end = DELIVERED if verdict == "missed" else SEIZURE
    assert verdicts(PICTURE | {"lead_from": lead_from}, INSPECT | check, end) == (verdict,)


def test_a_lead_that_came_while_the_load_waited_is_whose_its_cause_says():
    received = ITEM | {"kind": "received", "day": 10, "use": "used", "kept": "entity"}
    check = INSPECT | {"day": 11, "raised_by": "lead", "second_cause": 3}
    assert verdicts(PICTURE, received, check, SEIZURE | {"day": 11}) == ("joined",)


def test_fates_collisions_and_burned_cases_are_told_beside():
    assert summary(chronicle(PLAN, {"kind": "dropped", "day": 5}), 1).verdicts == ("warned",)
    assert verdicts(PICTURE, INSPECT, DELIVERED | {"how": "lost_let_run"})[0] == "let_run_lost"
    assert verdicts(PICTURE, INSPECT, SEIZURE | {"how": "seized_let_run"})[0] == "let_run_seized"
    assert verdicts(PICTURE, SEIZURE | {"how": "seized_inland"}) == ("inland", "never_met")
    collision = {"kind": "collision", "day": 9, "cause": 3}
    burned = {"kind": "burned", "day": 9, "load": None, "cause": 5, "second_cause": 4}
    assert verdicts(PICTURE, INSPECT, collision, SEIZURE, burned) == (
        "profile",
        "burned",
        "collision",
    )
    assert summary(chronicle(PLAN), 1).fate == "under_way"
    late = ITEM | {
        "kind": "received",
        "what": "tip",
        "day": 11,
        "load": 1,
        "use": "too late",
        "kept": "",
    }
    assert verdicts(PICTURE, DELIVERED, late) == ("never_met", "late")


@pytest.mark.parametrize(
    ("news", "reason"),
    [
        ([], ("not_due", None)),
        ([{"kind": "withheld", "day": -5, "why": "chance"}], ("withheld", -5)),
        (
            [
                {"kind": "withheld", "day": -5, "why": "no exchange"},
                {"kind": "withheld", "day": 3, "why": "no exchange"},
            ],
            ("no_exchange", 3),
        ),
        ([{"kind": "share", "day": 2, "arrives": 12}], ("under_way", 2)),
        (
            [
                {"kind": "share", "day": 2, "arrives": 3},
                {"kind": "received", "day": 3, "use": "detail lost"},
            ],
            ("detail_lost", 3),
        ),
        (
            [
                {"kind": "share", "day": 2, "arrives": 3},
                {"kind": "received", "day": 3, "use": "used"},
            ],
            ("faded", 3),
        ),
        ([{"kind": "withheld", "day": 4, "why": "chance", "to": "police"}], ("not_due", None)),
        ([{"kind": "withheld", "day": 4, "why": "chance", "group": 1}], ("not_due", None)),
        ([{"kind": "withheld", "day": 4, "why": "chance", "generation": 7}], ("not_due", None)),
        (
            [{"kind": "withheld", "day": 4, "why": "chance", "what": "tip", "load": 2}],
            ("not_due", None),
        ),
    ],
)
def test_why_the_pieces_did_not_meet(news, reason):
    c = chronicle(PLAN, NEWS, *(ITEM | e for e in news), ARRIVE, PICTURE, DELIVERED)
    assert barrier(c, 1) == reason
    assert barrier(chronicle(PLAN, ARRIVE, PICTURE | {"lead_from": "police"}, DELIVERED), 1) == (
        "",
        None,
    )


def test_the_same_shipment_is_the_same_organisation_day_and_half():
    story = tell(chronicle(PLAN, ARRIVE, PICTURE, DELIVERED), 1)
    other = chronicle(
        PLAN | {"load": 7, "half": 2},
        PLAN | {"load": 8},
        PLAN | {"load": 9, "day": 1},
        PLAN | {"load": 5, "organisation": 3},
    )
    assert twin(other, story).load == 8
    assert twin(chronicle(PLAN | {"half": 2}), story) is None
    deterred = {"kind": "deterred", "why": "lying low", "load": None}
    ended = {"kind": "organisation ends", "why": "arrests", "load": None, "day": -3}
    assert instead(chronicle(deterred | {"day": 1}, deterred | {"day": 0}), story)["day"] == 0
    assert instead(chronicle(ended), story)["kind"] == "organisation ends"
    assert (
        instead(chronicle(ended | {"day": 4}, deterred | {"day": 0, "organisation": 3}), story)
        is None
    )


@functools.cache
def whole(level: str) -> Chronicle:
    hard = [
        "police.informants_per_organisation=0.9",
        "organisations.insider_share=0.6",
        "police.known_entity_share=0.5",
    ]
    settings = [
        "events=true",
        f"partnership={level}",
        "organisations.count=12",
        "organisations.max=60",
        "capacity_scale=2",
    ]
    return Chronicle(run(load_scenario("training", [*settings, *hard]), 1).events)


@pytest.mark.parametrize("level", ["coexistence", "collaboration"])
def test_every_load_of_a_run_has_its_story_in_order_with_one_verdict_on_how_it_passed(level):
    c = whole(level)
    passed = {
        "never_met",
        "not_enough",
        "no_room",
        "missed",
        "joined",
        "own_lead",
        "profile",
        "random",
        "nobody",
        "met",
    }
    assert len(tellable(c)) > 100
    for load in tellable(c):
        story = tell(c, load)
        assert [line.day for line in story.lines] == sorted(line.day for line in story.lines)
        if story.arrived is None or story.arrived >= 0:  # (pictures of the burn-in are not kept)
            assert len(passed & set(story.verdicts)) == (story.arrived is not None)
        assert story.lines[0].day <= story.planned
        assert sum(line.says in ("dropped", "seizure", "delivered") for line in story.lines) == (
            story.settled is not None
        )
        told = [
            line.facts["id"]
            for line in story.lines
            if line.says not in ("customs_saw", "police_knew")
        ]
        assert len(told) == len(set(told)), "nothing is told twice"


def test_telling_loads_fit_their_reason_and_the_dearest_come_first():
    found = telling(whole("collaboration"), most=2)
    assert {"joined", "let_run_seized"} <= {reason for reason, _ in found}
    for reason, story in found:
        assert reason in story.verdicts and story.fate in TELLING[reason] and story.settled >= 0
    assert len({s.load for _, s in found}) == len(found)
    by_reason = [s.value_eur for r, s in found if r == "joined"]
    assert by_reason == sorted(by_reason, reverse=True) and len(by_reason) <= 2
