"""A session that is kept: it goes on, or makes room for a new one and stays whole."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from borderSim.classroom.exercise.kept import KEPT, kept_in, put_aside
from borderSim.classroom.exercise.session import Session, read_session
from borderSim.cli.arguments import Arguments
from borderSim.cli.play_exercise import begun


def arguments(**own: str) -> Arguments:
    return Arguments(command="play", own={"exercise": "two_half_pictures", **own})


@pytest.fixture
def played(tmp_path: Path) -> Path:
    """A folder of results with a session and its debrief of a day in May."""
    folder = tmp_path / "exercise_two_half_pictures"
    folder.mkdir()
    session = Session.begin("two_half_pictures")
    (folder / KEPT).write_text(session.yaml(), "utf-8")
    (folder / "debrief_en.html").write_text("of the class in May", "utf-8")
    then = time.mktime((2026, 5, 4, 9, 30, 0, 0, 0, -1))
    os.utime(folder / KEPT, (then, then))
    return folder


def test_a_new_session_leaves_the_old_one_whole_under_its_day(played: Path) -> None:
    text = (played / KEPT).read_text("utf-8")
    new = begun(arguments(anew="true"), played.parent)
    assert new is not None and new.folder == played
    aside = played.parent / "exercise_two_half_pictures_2026-05-04_0930"
    assert (aside / KEPT).read_text("utf-8") == text
    assert (aside / "debrief_en.html").read_text("utf-8") == "of the class in May"
    assert not (played / "debrief_en.html").exists()


def test_two_sessions_of_one_minute_are_both_kept(played: Path) -> None:
    other = played.parent / "exercise_two_half_pictures_2026-05-04_0930"
    other.mkdir()
    assert put_aside(played).name == f"{other.name}_2"
    assert kept_in(played) is None and other.is_dir()


def test_a_session_of_which_no_round_was_played_can_be_read(played: Path) -> None:
    """A server that is closed in the first table time has kept decisions and no day."""
    assert read_session(played / KEPT).played == 0
