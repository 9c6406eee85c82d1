"""What is marked as told at the table: kept, taken back, dropped on the way back, shown in the debrief and on cards."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import pytest
from markupsafe import escape

from borderSim.classroom.exercise.acting import act
from borderSim.classroom.exercise.backup import page as printed
from borderSim.classroom.exercise.debrief import page, timeline_csv
from borderSim.classroom.exercise.known_before import first_facts
from borderSim.classroom.exercise.room import FACILITATOR, WALL, Room
from borderSim.classroom.exercise.seats import told as sent
from borderSim.classroom.exercise.session import Session, read_session
from borderSim.classroom.exercise.telling import PLACES, filled_by, in_words
from borderSim.classroom.exercise.told import Told
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError
from tests.classroom.exercise.short import session as begun
from tests.classroom.exercise.short import short

CASE = {"what": "case", "day": -3, "file": 4, "members": 7, "leaders": 1}
CARD = "police_wire"


@pytest.fixture(scope="module")
def exercise():
    """The short exercise, in which one card lies with the police alone."""
    rounds = list(short().rounds)
    secret = dataclasses.replace(rounds[0].injects[0], shown="roles", to=("police",))
    rounds[0] = dataclasses.replace(rounds[0], injects=(secret, *rounds[0].injects[1:]))
    return dataclasses.replace(short(), rounds=tuple(rounds))


@pytest.fixture(scope="module")
def room(exercise) -> Room:
    return Room(begun(exercise), wall_clock=lambda: "10:24:11")


@pytest.fixture
def at_table(room: Room) -> Room:
    """The room at the first table, with nothing marked."""
    if room.runs.day:
        act(room, FACILITATOR, {"do": "rewind", "round": 1})
    room.enter(2)
    room.session = dataclasses.replace(room.session, told=())
    return room


def mark(room: Room, role: str, **more: str) -> None:
    act(room, FACILITATOR, {"do": "told", "role": role, **more})


def test_a_fact_is_marked_once_with_day_time_and_who_told(at_table: Room) -> None:
    fact = at_table.runs.view("police", 0)["tell"]
    mark(at_table, "police")
    mark(at_table, "police")
    assert at_table.session.told == (Told("10:24:11", 0, 1, "police", fact=fact),)
    console, police = sent(at_table, FACILITATOR), sent(at_table, "police")
    assert console["tell"]["police"] == {"fact": fact, "told": "10:24:11"}
    assert police["view"]["told"] == "10:24:11"
    assert sent(at_table, "customs")["view"]["told"] is None
    assert "told" not in sent(at_table, "customs"), "no role learns what another was marked for"


def test_a_card_is_marked_for_a_role_that_holds_it_alone(at_table: Room) -> None:
    mark(at_table, "police", inject=CARD)
    card = next(x for x in sent(at_table, FACILITATOR)["cards"] if x["name"] == CARD)
    assert card["told"] == ["police"]
    assert [x["wall"] for x in sent(at_table, "police")["cards"]] == [False]
    with pytest.raises(RefusedError, match="does not lie with this role"):
        mark(at_table, "customs", inject=CARD)
    with pytest.raises(InputError, match="there is no such inject"):
        mark(at_table, "police", inject="nix")


def test_only_the_facilitator_marks_and_what_is_not_there_is_told(at_table: Room) -> None:
    for seat in ("police", WALL):
        with pytest.raises(InputError, match="can't do that"):
            act(at_table, seat, {"do": "told", "role": "police"})
    with pytest.raises(RefusedError, match="nothing of this kind"):
        mark(at_table, "minister")
    with pytest.raises(InputError, match="must be one of customs, police, minister"):
        mark(at_table, "liaison")


def test_a_mark_is_taken_back_and_the_others_stay(at_table: Room) -> None:
    mark(at_table, "police")
    mark(at_table, "police", inject=CARD)
    for _ in range(2):
        act(at_table, FACILITATOR, {"do": "untold", "role": "police", "at": "10:24:11"})
    assert [x.inject for x in at_table.session.told] == [CARD]


def test_going_back_to_a_round_drops_its_marks(at_table: Room) -> None:
    mark(at_table, "police")
    at_table.session = dataclasses.replace(
        at_table.session, told=(*at_table.session.told, Told("11:00", 21, 2, "police", fact=CASE))
    )
    for _ in range(5):
        act(at_table, FACILITATOR, {"do": "next"})
    act(at_table, FACILITATOR, {"do": "rewind", "round": 2})
    assert [x.round for x in at_table.session.told] == [1]


def test_marks_come_back_from_the_file_after_a_stop(at_table: Room, tmp_path: Path) -> None:
    mark(at_table, "police")
    session = Session.begin("two_half_pictures")
    marks = (*at_table.session.told, Told("", 20, 1, "customs", inject="odd_consignment"))
    path = tmp_path / "session.yaml"
    path.write_text(dataclasses.replace(session, told=marks).yaml(), "utf-8")
    assert read_session(path).told == marks


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("what: case", "what: cases", "told.0..fact.what: there is no fact 'cases'.*'case'"),
        ("members: 7", "members: many", "the fact 'case' needs 'members'"),
        ("members: 7", "members: [7]", "members: must be a number or a short text"),
        ("by: police", "by: red_cell", "there is no role 'red_cell'"),
        ("round: 1", "round: 9", "must be a whole number from 1 to 3"),
        ("    fact:", "    inject: police_wire\n    fact:", "either 'inject' .* or 'fact'"),
    ],
)
def test_a_wrong_mark_is_told_with_line_and_key(
    right: str, wrong: str, says: str, tmp_path: Path
) -> None:
    mark = Told("10:24", 20, 1, "police", fact=CASE)
    text = dataclasses.replace(Session.begin("two_half_pictures"), told=(mark,)).yaml()
    right, wrong = right.removeprefix("  "), wrong.replace("\n    ", "\n  ").removeprefix("  ")
    assert right in text
    path = tmp_path / "session.yaml"
    path.write_text(text.replace(right, wrong), "utf-8")
    with pytest.raises(InputError, match=says):
        read_session(path)


def test_a_sum_that_has_grown_is_another_fact_and_a_case_that_has_is_not() -> None:
    books = {"what": "twice", "customs": 30, "police": 11, "sum": 41, "all": 31, "twice": 10}
    of_case, of_sum = (Told("", 0, 1, "police", fact=x) for x in (CASE, books))
    assert of_case.of_fact("police", {**CASE, "members": 9})
    assert not of_case.of_fact("police", {**CASE, "file": 5}) and not of_case.of_fact(
        "customs", CASE
    )
    assert of_sum.of_fact("police", books) and not of_sum.of_fact("police", {**books, "sum": 42})


def box(page: str) -> str:
    """Return the first box of a debrief: what was told, and what was kept back."""
    return page.split('<div class="box">')[1].split("</div>")[0]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_debrief_says_who_told_what_on_which_day_and_which_card_was_kept_back(
    exercise, language: str
) -> None:
    marks = (Told("10:24", 0, 1, "police", fact=CASE), Told("10:40", 21, 1, "police", fact=CASE))
    played = dataclasses.replace(begun(exercise), told=marks, played=63)
    text = page(played, [], [], language)
    shock = exercise.injects[0].shock
    title = str(escape(shock.title.by_language()[language]))
    assert text.count(str(escape(in_words(CASE, language)))) == 2
    assert f"1 · {title}" in box(text)
    carded = dataclasses.replace(played, told=(Told("", 0, 1, "police", inject=CARD),))
    assert title not in box(page(carded, [], [], language))
    rows = [x for x in csv.DictReader(io.StringIO(timeline_csv(played, []))) if x["kind"] == "told"]
    assert [(x["round"], x["day"], x["clock"], x["by"]) for x in rows] == [
        ("1", "1", "10:24", "police"), ("1", "21", "10:40", "police"),
    ]  # fmt: skip
    assert rows[0]["text"] == in_words(CASE, "en")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_fact_has_words_with_all_places_filled(language: str) -> None:
    for what in PLACES:
        values = {k: "box" if kind is str else 3 for k, kind in filled_by(what).items()}
        text = in_words({"what": what, **values}, language)
        assert text and "{" not in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_role_card_holds_what_the_role_page_tells_on_the_first_day(
    room: Room, exercise, language: str
) -> None:
    facts = first_facts(exercise)
    assert facts == {role: room.runs.view(role, 0)["tell"] for role in exercise.roles}
    fact = facts["police"]
    assert fact is not None
    text = str(escape(in_words(fact, language)))
    with_facts, without = printed(exercise, language, facts=facts), printed(exercise, language)
    assert text in with_facts and text not in without
    lines = [x.count('<p class="line">') for x in (with_facts, without)]
    assert lines == [2 * len(exercise.roles), 3 * len(exercise.roles)]
