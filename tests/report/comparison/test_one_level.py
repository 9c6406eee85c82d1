"""A country has one level: the diagnosis and the report place it alike, whatever its traits and answers."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.diagnose.profile import level_names, profile, shipped_ladder
from borderSim.parameters.scenario import Directed
from borderSim.report.comparison.source import Level, in_order
from borderSim.scenario.dials import anchors
from borderSim.scenario.levels import load_level
from borderSim.scenario.questionnaire.answers import Answers, Given
from borderSim.scenario.questionnaire.as_level import answered_levels, sources_of
from borderSim.scenario.questionnaire.items import parts
from borderSim.scenario.questionnaire.reading import interpret
from borderSim.scenario.reached import counted

OWN = "mine"
PLACES = st.lists(st.integers(0, 4), min_size=12, max_size=12)


def level(name: str, *, dial: float | None = None, reference: bool = False) -> Level:
    return Level(name, name, name, SimpleNamespace(), {"governance": dial}, reference)  # type: ignore[arg-type]


def in_report(traits, sources=()) -> str:
    """The level above which the report sets a country; the lowest where it sets it below all."""
    names = level_names()
    levels = [level(OWN, reference=True), *(level(name, dial=0.5) for name in names)]
    held = dict(shipped_ladder()) | {OWN: dataclasses.asdict(traits)}
    order = [one.name for one in in_order(levels, held, sources)]
    return names[max(0, order.index(OWN) - 1)]


def in_diagnosis(reading) -> str:
    return profile(reading, reading, reading, {}).implied


def reading_of(chosen):
    """What a form with some options amounts to."""
    answers = Answers(OWN, OWN, OWN, None, {}, tuple(chosen), ())
    return interpret(answers, load_level)


@st.composite
def forms(draw):
    """Answers to some parts of the questionnaire, any option of each."""
    asked = [part for part in parts() if part.traits]
    chosen = []
    for part in draw(st.lists(st.sampled_from(asked), unique_by=lambda one: one.key)):
        options = [o for o in part.options.values() if o.level is not None]
        chosen.append(Given(part, (draw(st.sampled_from(options)),)))
    return chosen


@given(PLACES, PLACES)
@settings(max_examples=150, deadline=None)
def test_any_traits_give_one_level(one_way, other_way):
    base = reading_of([])
    values = {}
    for trait, first, second in zip(counted(), one_way, other_way, strict=True):
        a, b = (getattr(anchors()[place].traits, trait) for place in (first, second))
        both = isinstance(a, Directed) and isinstance(b, Directed)
        values[trait] = (
            Directed(customs_to_police=a.customs_to_police, police_to_customs=b.police_to_customs)
            if both
            else a
        )
    traits = dataclasses.replace(base.traits, **values)
    found = dataclasses.replace(base, traits=traits, levels=dict.fromkeys(counted(), ""))
    assert in_report(traits) == in_diagnosis(found)


@given(forms())
@settings(max_examples=150, deadline=None)
def test_any_answers_give_one_level(chosen):
    found = reading_of(chosen)
    assert in_report(found.traits, sources_of(found)) == in_diagnosis(found)
    kept = {t: n for t, n in answered_levels(sources_of(found)).items() if t in found.levels}
    assert all(found.levels[trait] == name for trait, name in kept.items())


@pytest.mark.parametrize("count", range(13))
def test_half_of_the_traits_at_the_top_are_told_alike(count):
    """The case of a reviewer: six of twelve at the top were one level here and another there."""
    base = reading_of([])
    low, top = anchors()[0].traits, anchors()[-1].traits
    high = {t: getattr(top if i < count else low, t) for i, t in enumerate(counted())}
    traits = dataclasses.replace(base.traits, **high)
    found = dataclasses.replace(base, traits=traits, levels=dict.fromkeys(counted(), ""))
    assert in_report(traits) == in_diagnosis(found)
    assert (in_report(traits) == "collaboration") == (count >= 6)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pool_fraction: A.13 (never)", {"pool_fraction": "coexistence"}),
        ("pool_fraction: level cooperation", {"pool_fraction": "cooperation"}),
        ("pool_fraction: level of mine", {}),
        ("persistence: as informal as communication: implied by A.13 (never)", {}),
        ("pool_fraction: A.13 (no such option)", {}),
        ("pool_fraction: A.99 (never)", {}),
        ("open: A.13, don't know", {}),
        ("no source at all", {}),
    ],
)
def test_the_level_of_an_answer_is_read_where_it_is_told(text, told):
    assert answered_levels([text]) == told
