"""Commands of the class room: a wrong word ends with a sentence before anything is served, opened or written."""

import pytest

from borderSim.cli import main


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["play", "port=99999"], "at most 65535"),
        (["play", "port=abc"], "must be a whole number"),
        (["play", "scenario=nix", "open=false"], "there is no scenario 'nix'"),
        (["play", "level=coop", "open=false"], "did you mean 'cooperation'"),
        (["play", "exercise=two_half", "open=false"], "did you mean 'two_half_pictures'"),
        (["demo", "lang=xx"], "there are: en, fr"),
        (["demo", "opn=true"], "did you mean 'open'"),
        (["story", "seeds=-1"], "at least 1"),
        (["story", "levels=[coexistence,coordinaton]"], "did you mean 'coordination'"),
        (["exercise", "two_half"], "did you mean 'two_half_pictures'"),
        (["exercise", "debrief", "nix.yaml"], "nix.yaml"),
        (["replay"], "needs the name of a result"),
        (["replay", "nix"], "is no result"),
    ],
)
def test_a_wrong_word_ends_with_a_sentence(words, sentence, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_demonstration_says_where_it_lies(capsys):
    assert main(["demo", "lang=fr", "open=false"]) == 0
    assert capsys.readouterr().out.strip().endswith("demo_fr.html")
