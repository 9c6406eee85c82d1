"""Exercise files: those shipped pass, and what is wrong in one is told with file, line and key."""

from __future__ import annotations

import pytest

from borderSim.classroom.exercise.checks import exercise_names
from borderSim.classroom.exercise.format import PARTS, Exercise
from borderSim.classroom.exercise.reading import parse_exercise, read_exercise
from borderSim.classroom.exercise.settings import Taken, overrides
from borderSim.errors import InputError
from tests.classroom.exercise.short import SHORT, short

WRONG = [
    ("minutes: 17", "minutes: 18", r"line 3: minutes: is 18, but .* together take 17 minutes"),
    ("seed: 3", "sead: 3", r"line 5: sead: unknown key \(did you mean 'seed'\?\)"),
    ("seed: 3", "seed: three", r"line 5: seed: must be a whole number from 0 to .*, not 'three'"),
    ("level: communication", "level: comunication", r"line 6: level: .*did you mean 'communication'"),
    ("twin: collaboration", "twin: communication", r"line 7: twin: is communication, as level is"),
    ("scenario: training", "scenario: trainning", r"line 4: scenario: .*did you mean 'training'"),
    ("[customs, police, minister]", "[customs, polise]", r"line 8: roles\[1\]: .*did you mean 'police'"),
    ("[customs, police, minister]", "[customs, customs]", r"line 8: roles\[1\]: names customs twice"),
    ("shock: police_wire", "shock: police_wires", r"line 18: rounds\[0\]\.injects\[0\]\.shock: .*'police_wire'"),
    ("day: 2}", "day: 21}", r"rounds\[0\]\.injects\[0\]\.day: must be a whole number from 0 to 20"),
    ("offer: [one_contact,", "offer: [one_contakt,", r"rounds\[0\]\.offer\[0\]: .*did you mean 'one_contact'"),
    ("budget: 4", "budget: 5", r"rounds\[0\]\.budget: is 5, but must be from 3 .* to 4"),
    ("shock: rare_birds", "shock: police_wire", r"rounds\[2\]\.injects\[1\]\.shock: police_wire is inject 1 already"),
    ("{en: Decide., fr: Décidez.}", "{en: Decide.}", r"rounds\[0\]\.task: the key 'fr' is missing"),
    ("{en: Decide., fr: Décidez.}", "{en: Think, then decide, fr: Décidez.}", r"rounds\[0\]\.task: a text that holds a comma .* needs quotes"),
    ("days: 21", "days: 400", r"line 12: rounds: together last 442 days, but .*|rounds: together last"),
    ("day: 2}", "day: 2, shown: role}", r"rounds\[0\]\.injects\[0\]\.shown: there is no place to show it 'role' \(did you mean 'roles'\?\)"),
    ("shock: police_wire, day: 2}", "shock: budget_cut, shown: roles}", r"injects\[0\]\.shown: is roles, but budget_cut is handed to every role"),
    ("day: 2}", "day: 2, to: [analyst]}", r"injects\[0\]\.to\[0\]: there is no role of this exercise 'analyst'"),
    ("table: 1,", "", r"rounds\[0\]\.minutes: the key 'table' is missing"),
    ("one_contact, common_goals, fourth_team", "one_contact, liaison, fourth_team", r"needs: 'common_goals' is a decision that no round offers"),
    ("title: {en: Short, fr: Court}", "title: {en: \"${x}\", fr: b}", r"line 1: .*interpolations"),
    ("title: {en: Short, fr: Court}", "title: !!python/object:os.system {}", r"line 1: the tag"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "says"), WRONG)
def test_what_is_wrong_is_told_with_file_line_and_key(right: str, wrong: str, says: str) -> None:
    assert right in SHORT
    text = SHORT.replace(right, wrong) if right == "days: 21" else SHORT.replace(right, wrong, 1)
    with pytest.raises(InputError, match=says) as told:
        parse_exercise(text, "short.yaml", "short")
    assert "\n" not in str(told.value)
    assert "short.yaml" in str(told.value) or "decisions.yaml" in str(told.value)


OWN = """decisions:
  mine:
    title: {en: Mine, fr: Le mien}
    text: {en: It is mine., fr: C'est le mien.}
    points: 1
    section: IX
    set: {customs.random_share: 0.2}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("customs.random_share: 0.2", "customs.random_shar: 0.2", "decisions.mine: .*random_shar"),
        ("customs.random_share: 0.2", "customs.random_share: 2", "decisions.mine: .*random_share"),
        (
            "customs.random_share: 0.2",
            "seed: 2",
            "line .*decisions.mine.set.seed: seed can't change",
        ),
        ("set: {customs.random_share: 0.2}", "needs: []", "line .*decisions.mine: changes nothing"),
        ("points: 1", "points: -1", "decisions.mine.points: must be a whole number"),
    ],
)
def test_a_decision_of_ones_own_must_be_one_that_a_schedule_may_take(
    right: str, wrong: str, says: str
) -> None:
    mine = SHORT.replace("fourth_team]", "mine, fourth_team]", 1).replace(
        "budget: 4", "budget: 3", 1
    )
    assert "mine" in parse_exercise(mine + OWN, "own.yaml", "own").decisions
    with pytest.raises(InputError, match=says):
        parse_exercise(mine + OWN.replace(right, wrong), "own.yaml", "own")


@pytest.fixture(scope="module")
def shipped() -> dict[str, Exercise]:
    return {name: read_exercise(name) for name in exercise_names()}


@pytest.mark.parametrize("name", exercise_names())
def test_every_shipped_exercise_passes_in_both_languages(
    shipped: dict[str, Exercise], name: str
) -> None:
    exercise = shipped[name]
    for one in exercise.rounds:
        assert set(one.minutes) == set(PARTS) and one.injects and len(one.offer) == 6
        assert one.task.en and one.task.fr and one.task.en != one.task.fr
        points = sorted(exercise.decisions[x].points for x in one.offer)
        assert sum(points[: one.decide]) <= one.budget < sum(points[-one.decide :])
    for inject in exercise.injects:
        shock = inject.shock
        for text in (shock.title, shock.text, shock.expected, shock.question):
            assert text.en and text.fr
    assert [x.number for x in exercise.injects] == list(range(1, len(exercise.injects) + 1))


def test_the_two_formats_are_there(shipped: dict[str, Exercise]) -> None:
    class_room, half_day = shipped["two_half_pictures"], shipped["joint_road_map"]
    assert class_room.minutes == 90 and len(class_room.rounds) == 3
    assert half_day.minutes == 240 and any(step.forms == 2 for step in half_day.before)


def test_an_entry_of_the_schedule_keeps_the_instruments_that_were_begun() -> None:
    """A schedule's list replaces the one before: each entry must hold all that were begun."""
    taken = [Taken(0, "one_contact"), Taken(21, "liaison"), Taken(42, "third_analyst")]
    found = next(x for x in overrides(short(), taken) if x.startswith("schedule="))
    assert (
        "{day:42,customs.analysts:3,instruments:[single_point_of_contact,liaison_officers]}"
        in found
    )
