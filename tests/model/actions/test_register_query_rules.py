"""A look-up asks for the object: it finds what the police hold on the load, misses some of it, and errs."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from borderSim.model.actions.held import courier_of
from borderSim.model.actions.register_query import LookedUp, asked_register
from borderSim.model.state.consignments import Load
from borderSim.model.state.draw_columns import RegisterQueryDraw
from borderSim.model.state.state import State
from tests.model.stage import (
    COCAINE_BOXES,
    COCAINE_COURIERS,
    change,
    draws,
    forget_everything,
    keep_events,
    make_load,
    world,
)

BEFORE, AFTER = 0.149, 0.151
"""Uniforms on either side of the chance to miss."""


class _Same:
    """A stream whose uniforms are all given."""

    def __init__(self, missed: float, false: float) -> None:
        self.u = np.zeros(len(RegisterQueryDraw))
        self.u[[RegisterQueryDraw.MISSED, RegisterQueryDraw.FALSE]] = missed, false

    def on(self, day: int, part: int = 0) -> _Same:
        return self

    def random(self, n: int) -> np.ndarray:
        return self.u


def setting(missed: float = 0.999, false: float = 0.999, **investigation: float) -> State:
    w = world()
    forget_everything(w)
    keep_events(w)
    chances = {"lookup_missed": 0.15, "lookup_false": 0.02, "lookup_false_hours": 6.0}
    change(w, "investigation", **(chances | investigation))
    w.draws.register_queries = _Same(missed, false)  # type: ignore[assignment]
    return w


def look_up(w: State, *, told: bool = False, u: float = 0.5, load: Load | None = None) -> LookedUp:
    load = load or make_load(w, entity=1, draws=draws(lookup=u, courier=0.0))
    traits = w.cooperation.of_group(0).traits
    return asked_register(w, load, dataclasses.replace(traits, lookup_prob=0.6), told=told)


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("u", [0.59, 0.61])
@pytest.mark.parametrize("missed", [BEFORE, AFTER])
@pytest.mark.parametrize("held", ["entity", "courier", "tip", "case", "nothing"])
def test_a_hit_needs_a_query_an_object_held_and_that_it_is_not_missed(
    held: str, missed: float, u: float, told: bool
):
    w = setting(missed)
    load = make_load(
        w, COCAINE_COURIERS, "airport/passenger", entity=1, draws=draws(lookup=u, courier=0.0)
    )
    if held == "entity":
        w.police.known_entities[COCAINE_COURIERS, 1] = True
    elif held == "courier":
        w.police.known_members[COCAINE_COURIERS, courier_of(w, load)] = True
    elif held == "tip":
        load.police_tip = True
    elif held == "case":
        w.police.cases.start(COCAINE_COURIERS, 0, 0)
    looked = look_up(w, told=told, load=load)
    asked = u < 0.6 and not told
    assert looked.asked == asked
    assert looked.held.any == (held not in ("case", "nothing")), "a case on somebody is no object"
    assert looked.hit == (asked and looked.held.any and missed == AFTER)
    assert not looked.false
    assert w.recorder.today.get("lookups", 0) == asked
    assert w.recorder.today.get("lookups_true", 0) == looked.hit


@pytest.mark.parametrize(("false", "errs"), [(0.019, True), (0.021, False)])
def test_a_false_hit_costs_both_services_hours(false: float, errs: bool):
    w = setting(false=false)
    load = make_load(w, entity=1, draws=draws(lookup=0.5))
    looked = look_up(w, load=load)
    assert (looked.false, looked.hit) == (errs, False)
    hours = 6.0 * errs
    assert w.workload.hours_lost[load.route] == w.workload.police_owed == hours
    assert w.recorder.today["lookups_false"] == errs
    w.police.known_entities[COCAINE_BOXES, 1] = True
    assert not look_up(w).false, "a true hit is none"


def test_as_a_comparison_the_look_up_finds_every_open_case():
    w = setting(lookup_missed=0.0, lookup_false=0.0, lookup_knows_case=True)
    w.police.known_entities[COCAINE_BOXES, 1] = True
    assert not look_up(w).hit
    w.police.cases.start(COCAINE_BOXES, 0, 0)
    assert look_up(w).hit


def test_hits_come_as_often_as_declared_whatever_was_drawn_before():
    w, other = world(), world()
    for x in (w, other):
        forget_everything(x)
        x.police.known_entities[COCAINE_BOXES, 1] = True
    loads = [make_load(w, entity=1, planned=d, draws=draws(lookup=0.0)) for d in range(3000)]
    hits = [look_up(w, load=load).hit for load in loads]
    backwards = [look_up(other, load=load).hit for load in reversed(loads)]
    assert hits == backwards[::-1]
    assert np.mean(hits) == pytest.approx(0.85, abs=4 * (0.85 * 0.15 / 3000) ** 0.5)
