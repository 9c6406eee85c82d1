"""Which comparison a diagnosis finds beside itself, and what it takes from it."""

from __future__ import annotations

import json
import os
from hashlib import sha256

import pytest

from borderSim.diagnose.written import SCENARIO
from borderSim.errors import InputError
from borderSim.language.current import using
from borderSim.report.briefs import level_beside as own
from borderSim.report.briefs.level_beside import level_beside
from borderSim.report.comparison.source import View
from borderSim.results.comparison import Comparison

HASH = sha256(b"base: national\n").hexdigest()


@pytest.fixture
def beside(tmp_path, monkeypatch, planted_result: Comparison):
    """A diagnosis with its scenario, comparisons named as asked beside it, and what is read of them counted."""
    folder = tmp_path / "diagnose-mine"
    folder.mkdir()
    (folder / SCENARIO).write_text("base: national\n", encoding="utf-8")
    read = []

    def planted(place):
        read.append(place.name)
        if place.name == "broken":
            raise InputError("broken")
        return planted_result

    def add(name, **changed):
        (tmp_path / name).mkdir()
        told = {"state": "complete", "inputs": {"a": HASH}, "scenarios": ["mine"]}
        told |= {"replications": 100} | changed
        (tmp_path / name / "manifest.json").write_text(json.dumps(told), encoding="utf-8")

    monkeypatch.setattr(own, "_read", planted)
    own._view.cache_clear()
    yield folder, add, read
    own._view.cache_clear()


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "running"},
        {"inputs": {"a": "of another country"}},
        {"inputs": None},
        {"scenarios": ["mine", "other"]},
    ],
)
def test_only_a_finished_comparison_of_this_very_country_counts(beside, changed):
    folder, add, read = beside
    assert level_beside(folder) is None
    add("compare-mine", **changed)
    assert level_beside(folder) is None and not read


def test_of_several_the_one_with_the_most_simulations_that_can_be_read_is_told(beside):
    folder, add, read = beside
    add("a", replications=40)
    add("b", replications=100)
    add("broken", replications=400)
    with using("en"):
        found = level_beside(folder)
    assert found and found.folder == "b"
    assert read == ["broken", "b"]


def test_it_tells_the_level_to_aim_for_with_its_months_from_the_decision(beside, planted_result):
    folder, add, _ = beside
    add("compare-mine")
    with using("en"):
        found = level_beside(folder)
        view = View(planted_result)
    assert found and found.aim in {level.title for level in view.others}
    assert [level.title for level in view.levels if level.name == found.name] == [found.aim]
    assert found.replicates == 120 and found.gain and found.gain.level == found.aim
    assert found.gain.text.startswith("+12")
    if found.months:
        titles, begins, ends = zip(*found.months, strict=True)
        assert list(titles) == [*found.way, found.aim]
        assert begins == (0.0, *ends[:-1]) and list(ends) == sorted(ends)


def test_it_is_read_once_for_both_languages_and_again_when_it_is_written_anew(beside):
    folder, add, read = beside
    add("compare-mine")
    told = []
    for language in ("en", "fr"):
        with using(language):
            told.append(level_beside(folder))
    assert read == ["compare-mine"]
    assert told[0] and told[1] and told[0].name == told[1].name
    path = folder.parent / "compare-mine" / "manifest.json"
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    level_beside(folder)
    assert read == ["compare-mine", "compare-mine"]


def test_what_is_read_says_the_same_as_the_whole_comparison(small_result, monkeypatch):
    some, whole = own._read(small_result), Comparison.load(small_result)
    assert some.monthly.empty and some.daily.empty and not some.runs.empty
    told = []
    with using("en"):
        for found in (some, whole):
            monkeypatch.setattr(own, "_read", lambda place, found=found: found)
            own._view.cache_clear()
            told.append(own._told(small_result))
    own._view.cache_clear()
    assert told[0] == told[1] and told[0]


def test_without_a_scenario_there_is_nothing_to_find(tmp_path):
    assert level_beside(tmp_path) is None
