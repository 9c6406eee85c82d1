"""Every decision falls by a draw of its own: one column low and all others high decides it, and it alone."""

import numpy as np
import pytest

from borderSim.model.actions.arrests import arrest
from borderSim.model.actions.exposure import lose
from borderSim.model.phases.interception import _find
from borderSim.model.phases.investigation import take_down
from borderSim.model.state.codes import Clue, LoadState
from borderSim.model.state.draw_columns import CreditDraw, FindDraw
from borderSim.model.state.state import State
from tests.model.stage import (
    change,
    forget_everything,
    make_load,
    member,
    member_luck,
    set_traits,
    tell_of_case,
    world,
)


def _setting(*overrides: str) -> State:
    w = world(*overrides)
    forget_everything(w)
    set_traits(w, share_prob=0.0, lookup_prob=0.0, shared_objective_weight=0.0)
    return w


def _draw(w: State, monkeypatch: pytest.MonkeyPatch, low: str) -> None:
    """Of the draws of finds and of credit, one column is nearly 0 and all others nearly 1."""
    for stream, columns in ((w.draws.credit, CreditDraw), (w.draws.finds, FindDraw)):
        block = np.full((w.traffickers.n, len(columns)), 0.999)
        if low.upper() in columns.__members__:
            block[:, columns[low.upper()]] = 0.001
        monkeypatch.setattr(stream, "today", lambda day, block=block: block)


def burn(w: State, slot: int) -> None:
    """The organisation of a case infers an entity that the police hold, from a collision."""
    w.police.cases.start(slot, 0, 0)
    w.police.known_entities[slot, 0] = True
    lose(
        w,
        slot,
        Clue.WATCHED,
        entity=0,
        informant=False,
        courier=-1,
        cause=-1,
        collision=1,
        post=0,
    )


@pytest.mark.parametrize("low", ["charge", "convict", "leave", "promote"])
def test_a_charge_falls_by_the_draw_for_charges(low: str, monkeypatch: pytest.MonkeyPatch):
    w = _setting()
    member_luck(w, monkeypatch, 0.999, **{low: 0.0})
    arrest(w, 0, member(w, 0, 1), -1)
    assert w.recorder.today.get("members_charged", 0.0) == (low == "charge")


@pytest.mark.parametrize("low", ["in_time", "recruit"])
def test_the_police_come_in_time_by_the_draw_for_it(low: str, monkeypatch: pytest.MonkeyPatch):
    w = _setting("competence.customs=[cocaine]")
    _draw(w, monkeypatch, low)
    load = make_load(w)
    _find(w, load)
    assert (load.state == LoadState.SEIZED_BORDER) == (low == "in_time")


@pytest.mark.parametrize("low", [column.name.lower() for column in CreditDraw])
def test_quarrels_and_scandals_fall_by_draws_of_their_own(
    low: str, monkeypatch: pytest.MonkeyPatch
):
    w = _setting()
    change(w, "governance", quarrel_chance=0.5, will_loss_scandal=0.1, scandal_chance=0.5)
    _draw(w, monkeypatch, low)

    def new(name: str) -> float:
        before = seen.get(name, 0.0)
        seen[name] = w.recorder.today.get(name, 0.0)
        return seen[name] - before

    seen: dict[str, float] = {}
    w.police.cases.start(0, 0, 0)
    tell_of_case(w, 0)
    _find(w, make_load(w))
    assert new("quarrels") == (low == "quarrel_find")
    take_down(w, 0, np.array([member(w, 0, 1)]))
    assert new("quarrels") == (low == "quarrel_case")
    burn(w, 1)
    assert new("scandals") == (low == "burned")
