"""A copy of a state: all of it anew but what never changes, and its generators where they stood."""

from __future__ import annotations

import pickle
from array import array

import numpy as np

from borderSim.model.state.copying import copied
from borderSim.model.state.random_streams import DailyUniforms, DayKeyed, WeeklyUniforms
from borderSim.rules.views import Loss
from borderSim.scenario.load import load_scenario


def test_what_changes_is_copied_and_what_is_frozen_stands_as_it_is():
    loss, scenario = Loss(1, 2, 3, 4, in_use=True), load_scenario("national")
    numbers = np.arange(6.0).reshape(2, 3)
    there = {"loss": [loss], "scenario": scenario, "numbers": numbers, "once more": numbers}
    copy = copied(there)
    assert copy["loss"] is not there["loss"] and copy["loss"][0] is loss
    assert copy["scenario"] is scenario
    copy["numbers"][0, 0] = 9.0
    assert copy["once more"][0, 0] == 9.0, "what was one stays one"
    assert numbers[0, 0] == 0.0 and copy["numbers"].flags.writeable


def test_arrays_are_copied_each_after_its_kind():
    fixed = np.arange(3)
    fixed.flags.writeable = False
    view, things = np.arange(4.0)[:], np.array([[1], "two"], dtype=object)
    columns = np.asfortranarray(np.arange(6).reshape(2, 3))
    there = {"fixed": fixed, "view": view, "things": things, "columns": columns}
    there |= {"every other": np.arange(6)[::2], "books": array("d", [1.0, 2.0])}
    copy = copied(there)
    for name, one in there.items():
        assert list(copy[name]) == list(one) if one is not columns else (copy[name] == one).all()
    assert copy["fixed"] is fixed, "nobody can write to it"
    assert copy["view"].flags.writeable and copy["view"] is not view
    assert copy["things"][0] is not things[0], "what an array holds is copied too"
    assert copy["columns"].flags.f_contiguous and copy["every other"].flags.c_contiguous
    copy["books"].append(3.0)
    assert there["books"] == array("d", [1.0, 2.0])
    sealed = np.arange(3)[:]
    sealed.flags.writeable = False
    assert copied(sealed) is not sealed, "whoever holds what it looks at can write to that"


def test_copies_of_generators_go_on_where_they_stood_and_apart():
    sizes = np.array([2, 3])
    for make in (
        lambda: DailyUniforms(5, "one purpose", (3,)),
        lambda: DailyUniforms(5, ["two", "purposes"], (3,)),
        lambda: WeeklyUniforms(5, "members", sizes, 3, 2),
    ):
        alone, stream = make(), make()
        stream.today(30)
        for copy in (copied(stream), pickle.loads(pickle.dumps(stream))):
            for day in (31, 60, 200):
                assert np.array_equal(copy.today(day), alone.today(day))
            alone = make()
        for day in (31, 60, 200):
            assert np.array_equal(stream.today(day), alone.today(day)), "the copies left it alone"


def test_a_copy_of_what_is_keyed_by_the_day_draws_the_same():
    stream = DayKeyed(5, "alarms")
    first = stream.on(3, 1).random(4)
    stream.on(4).integers(9, dtype=np.int32)  # leaves half of a number over
    for copy in (copied(stream), pickle.loads(pickle.dumps(stream))):
        copy.on(8).random()
        assert np.array_equal(copy.on(3, 1).random(4), first)
    assert np.array_equal(stream.on(3, 1).random(4), first)
    assert not np.array_equal(stream.on(3, 2).random(4), first)
