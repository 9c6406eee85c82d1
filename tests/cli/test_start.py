"""``bordersim start``: what a number stands for, and what becomes of a session that is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from borderSim.cli import start
from borderSim.cli.arguments import Arguments
from borderSim.cli.start import choices, chosen


def answers(*said: str) -> start.Ask:
    rest: Iterator[str] = iter(said)
    return lambda question: next(rest)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("",), ["play"]),
        (("1",), ["play"]),
        (("2",), ["play", "exercise=two_half_pictures"]),
        (("9", "two", "3"), ["play", "exercise=joint_road_map"]),
        (("4",), ["demo", "lang=en"]),
        (("5",), ["demo", "lang=fr"]),
    ],
)
def test_a_number_stands_for_a_command(said: tuple[str, ...], words: list[str], tmp_path) -> None:
    assert chosen(tmp_path, answers(*said)) == words


@pytest.mark.parametrize(("said", "more"), [("", []), ("n", ["anew=true"]), ("x", [])])
def test_after_a_rehearsal_it_asks_whether_to_begin_anew(
    said: str, more: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "exercise_two_half_pictures"
    folder.mkdir()
    (folder / "session.yaml").write_text("", "utf-8")
    assert chosen(tmp_path, answers("2", said)) == ["play", "exercise=two_half_pictures", *more]
    assert chosen(tmp_path, answers("3")) == ["play", "exercise=joint_road_map"]


def test_every_line_but_the_demonstrations_is_in_both_languages() -> None:
    lines = [one.says for one in choices()]
    assert lines[0] == "the live page / la page en direct"
    assert "Two half-pictures" in lines[1] and "Deux moitiés d'image" in lines[1]


def test_nobody_there_to_type_is_the_live_page(monkeypatch, capsys) -> None:
    def nobody(_: str = "") -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    begun = []
    command = dataclasses.replace(start.play.COMMAND, act=lambda found: begun.append(found) or 7)
    monkeypatch.setattr(start.play, "COMMAND", command)
    assert start.start(Arguments(command="start", own={"results_dir": "class"})) == 7
    assert begun[0].own == {"results_dir": "class"}
    assert "bordersim play results_dir=class" in capsys.readouterr().out
