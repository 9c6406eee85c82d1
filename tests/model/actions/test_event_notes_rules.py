"""What the log says of an item that is read, and of news that a service has by itself."""

import pytest

from borderSim.model.actions.event_notes import log_news, receive
from borderSim.model.state.intelligence import Item
from tests.model.stage import forget_everything, keep_events, make_load, world


def setting():
    w = world()
    forget_everything(w)
    keep_events(w)
    return w


def item(w, **fields):
    defaults = {
        "kind": "entity",
        "to_police": False,
        "group": 0,
        "unit": 0,
        "organisation": 0,
        "entity": 1,
        "from_customs": False,
        "generation": int(w.traffickers.entity_generation[0, 1]),
        "reliability": 0.8,
        "created": 0,
    }
    return Item(**(defaults | fields))


LOST = (False, False, False)


@pytest.mark.parametrize(
    ("fields", "use"),
    [
        ({}, "used"),
        ({"detail": LOST}, "detail lost"),
        ({"generation": 7}, "stale"),
        ({"from_customs": True}, "own news"),
        ({"from_customs": True, "detail": (True, True, False)}, "used"),
        ({"to_police": True}, "used"),
        ({"to_police": True, "organisation": 4}, "organisation gone"),
        ({"kind": "find", "detail": LOST}, "used"),
        ({"kind": "tip"}, "wrong"),
        ({"kind": "tip", "detail": (True, False, True)}, "detail lost"),
    ],
)
def test_what_came_of_an_item(fields, use):
    w = setting()
    w.traffickers.alive[4] = False
    w.customs.leads.own[0, 0, 1] = True
    event = receive(w, item(w, **fields))
    assert (w.recorder.events[-1]["id"], w.recorder.events[-1]["use"]) == (event, use)


@pytest.mark.parametrize(
    ("state", "use"), [("planned", "used"), ("delivered", "too late"), ("warned", "too late")]
)
def test_a_tip_is_of_use_while_its_load_is_on_its_way(state, use):
    w = setting()
    receive(w, item(w, kind="tip", load=make_load(w, state=state)))
    assert w.recorder.events[-1]["use"] == use


def test_an_item_that_is_used_is_what_a_later_lead_rests_on():
    w = setting()
    event = receive(w, item(w))
    assert w.recorder.latest("lead", 0, 0, 1, 0) == event
    receive(w, item(w, detail=LOST))
    assert w.recorder.latest("lead", 0, 0, 1, 0) == event, "what was lost on the way brings nothing"
    assert w.recorder.latest("police", 0, 1, 0) == -1


def test_news_without_a_cause_rests_on_earlier_news():
    w = setting()
    first = log_news(w, "police", "routine", 0, 1, 0)
    again = log_news(w, "police", "routine", 0, 1, 0)
    log_news(w, "police", "find", 0, 1, 0, cause=first)
    events = w.recorder.events[-3:]
    assert [(e["cause"], e["renewed"]) for e in events] == [
        (-1, False),
        (first, True),
        (first, True),
    ]
    log_news(w, "customs", "trade data", 0, 1, 0)
    assert w.recorder.events[-1]["cause"] == -1, "what the police know is not customs' own"
    assert again == first + 1
