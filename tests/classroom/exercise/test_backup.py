"""The printed sheets: what is for whom, what nobody at a table may read, nothing in the program's own words."""

from __future__ import annotations

import re
from html import unescape

import pytest

from borderSim.classroom.exercise.backup import SHEET, page
from borderSim.classroom.exercise.format import AT_ROLES, Exercise, handed_to
from borderSim.classroom.exercise.hub import ON_THE_WALL
from borderSim.classroom.exercise.read_out import ReadOut, read_out
from borderSim.classroom.exercise.reading import read_exercise
from borderSim.classroom.exercise.settings import overrides
from borderSim.classroom.exercise.words import speaker
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run
from tests.classroom.exercise.short import short

RAW = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b|\b[a-z]+\.[a-z_]+\b|_cost_eur|exp\(")
NUMBERS = [ReadOut(n, (1.0,) * len(SHEET), (None,) * len(SHEET)) for n in (1, 2, 3)]
ALONE = ("timer", "rounds", "facilitator-cards", "numbers")


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    return read_exercise("two_half_pictures")


def sections(exercise: Exercise, language: str) -> dict[str, str]:
    """Return the sections of the printed page by id, those without one by their class."""
    text = unescape(page(exercise, language, NUMBERS))
    found: dict[str, str] = {}
    for part in text.split("<section ")[1:]:
        name = re.match(r'(?:id|class)="([\w-]+)"', part)
        assert name
        found[name[1]] = found.get(name[1], "") + part
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_players_never_read_what_is_expected_or_still_to_come(
    exercise: Exercise, language: str
) -> None:
    found = sections(exercise, language)
    assert {*ALONE, "menu", "result", "roles", "player-cards", "score"} == set(found)
    alone = speaker(language)("print.alone")
    for name, text in found.items():
        assert (alone in text) == (name in ALONE), name
    for inject in exercise.injects:
        expected = getattr(inject.shock.expected, language)
        assert expected in found["facilitator-cards"]
        assert not [n for n, text in found.items() if n not in ALONE and expected in text]
        assert getattr(inject.shock.text, language) in found["player-cards"]


@pytest.mark.parametrize("name", ["two_half_pictures", "joint_road_map"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_sheet_speaks_in_names_of_the_program(name: str, language: str) -> None:
    body = unescape(page(read_exercise(name), language)).partition("</head>")[2]
    words = re.sub(r"<[^>]+>|customs\.yaml|police\.yaml", " ", body)
    assert not RAW.findall(words)


def test_french_signs_keep_their_space(exercise: Exercise) -> None:
    body = unescape(page(exercise, "fr")).partition("</head>")[2]
    text = re.sub(r"<[^>]+>", "", body)
    assert not re.findall(r"\w[:;?!](?=\s)| [?!;»:]|« ", text)
    assert "Vous savez\u00a0:" in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_table_can_write_run_and_twin_down(exercise: Exercise, language: str) -> None:
    say = speaker(language)
    sheet = sections(exercise, language)["result"]
    for key in ("print.result.expect", "print.result.run", "print.result.twin"):
        assert sheet.count(f">{say(key)}<") == len(exercise.rounds)
    assert sheet.count("<tr><td><b>") == len(SHEET) * len(exercise.rounds)
    assert SHEET == ON_THE_WALL, "the sheet has the lines of the wall"
    copies = say("print.cards_copies", n=len(handed_to(exercise.injects[0], exercise.roles)))
    assert copies in sections(exercise, language)["player-cards"]


def test_a_card_of_one_table_is_handed_to_that_table_alone(exercise: Exercise) -> None:
    services = {"customs": "customs", "analyst": "customs", "police": "police"}
    services["investigator"] = "police"
    for inject in exercise.injects[:2]:
        assert inject.shown == AT_ROLES
        assert len({services[role] for role in handed_to(inject, exercise.roles)}) == 1


def test_numbers_to_read_out_are_those_of_the_command() -> None:
    """Each round counts from the first day; no decision, planned injects, both levels."""
    found = read_out(short(), SHEET[:5])
    assert [one.round for one in found] == [1, 2, 3]
    for level, told in (("communication", found[2].run), ("collaboration", found[2].twin)):
        keys = [*overrides(short(), level=level), f"years={63 / 365}"]
        outcomes = run(load_scenario("training", keys), short().seed).outcomes
        assert told == tuple(outcomes[name] for name in SHEET[:5])
