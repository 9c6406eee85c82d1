"""Which level a single measure belongs to: the highest at which the questionnaire places what it brings."""

from __future__ import annotations

import pytest

from borderSim.diagnose.remedies import remedies
from borderSim.language.current import using
from borderSim.report.advice.of_level import level_of
from borderSim.report.diagnosis.words import level_title
from borderSim.scenario.dials import anchors
from borderSim.scenario.questionnaire.items import parts


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("integrated_database", "Collaboration"),
        ("joint_investigation_team", "Coordination"),
        ("port_control_unit", ""),
        ("no_such_measure", ""),
    ],
)
def test_a_measure_belongs_to_the_level_of_what_it_sets_up(name, level):
    with using("en"):
        assert level_of(name) == level


def placed(name: str) -> list[str]:
    """The levels at which the questionnaire places what a measure sets up, the lowest first."""
    own = set(remedies()[name].instruments)
    options = [option for part in parts() for option in part.options.values()]
    held = {str(one.level) for one in options if one.level and own & set(one.instruments)}
    return [level.name for level in anchors() if level.name in held]


def test_it_is_never_below_what_its_instruments_are_placed_at():
    order = [level.name for level in anchors()]
    with using("en"):
        titles = {level_title(name): order.index(name) for name in order}
        found = {name: level_of(name) for name in remedies()}
    assert any(placed(name) for name in found)
    for name, title in found.items():
        assert title == "" or title in titles
        if own := placed(name):
            assert titles[title] >= order.index(own[-1]), name


def test_it_is_told_in_the_language_in_force():
    with using("en"):
        english = {name for name in remedies() if level_of(name)}
    with using("fr"):
        assert {name for name in remedies() if level_of(name)} == english
        assert level_of("integrated_database") == level_title("collaboration")
