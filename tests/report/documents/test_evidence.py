"""What the model card and the statement on quality say of verdicts, marks and mechanisms is what is stored."""

from __future__ import annotations

import json
import shutil

import pytest

from borderSim.documents import DOCS
from borderSim.report.documents import evidence
from borderSim.report.documents.made_parts import BEGIN, with_parts
from borderSim.scenario.catalogue import parameters
from borderSim.scenario.names import default_choices


def cells(text: str, first: str) -> list[str]:
    """The row of a table that begins with a cell."""
    row = next(line for line in text.splitlines() if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_verdicts_are_counted_and_what_does_not_agree_is_named():
    patterns = json.loads((DOCS / evidence.VALIDATION).read_text("utf-8"))["patterns"]
    told = evidence.verdicts(DOCS)
    for name in evidence.CLASSES:
        own = [row["verdict"] for row in patterns if row["class"] == name]
        assert cells(told, name)[1:] == [str(own.count(verdict)) for verdict in evidence.VERDICTS]
    for row in patterns:
        assert (f"| {row['id']}: " in told) == (row["verdict"] != "agrees")


def test_what_is_typed_of_single_patterns_is_their_verdict():
    """The sentences on F6 and F18 are written by hand: they hold as long as the verdicts do."""
    patterns = json.loads((DOCS / evidence.VALIDATION).read_text("utf-8"))["patterns"]
    verdict = {row["id"]: row["verdict"] for row in patterns}
    card, quality = ((DOCS / page).read_text("utf-8") for page in evidence.PARTS)
    assert "F18 is a known fault" in card and "| F18 disagrees: " in quality
    assert "(pattern F6 of " in card
    assert (verdict["F6"], verdict["F18"]) == ("agrees", "disagrees")


def test_every_mark_is_counted():
    marks = [row.mark for row in parameters(default_choices()["scenario"])]
    told = evidence.marks(DOCS)
    assert set(marks) <= set(evidence.MARKS)
    assert all(cells(told, mark)[1] == str(marks.count(mark)) for mark in evidence.MARKS)


def test_what_carries_has_a_sentence_an_outcome():
    found = json.loads((DOCS / evidence.MECHANISMS).read_text("utf-8"))
    headline = [stick for stick in found["yardsticks"] if stick["headline"]]
    assert evidence.carries(DOCS).count("\n- ") == len(headline) > 3


def test_without_stored_numbers_it_says_which_command_makes_them(tmp_path):
    assert "`bordersim validate`" in evidence.verdicts(tmp_path)
    assert "experiment=mechanisms" in evidence.carries(tmp_path)
    assert evidence.page("quality.md", tmp_path) == ""


@pytest.mark.parametrize("name", evidence.PARTS)
def test_a_page_is_made_anew_and_without_its_marks_refused(name, tmp_path):
    for file in (name, evidence.VALIDATION, evidence.MECHANISMS):
        shutil.copy(DOCS / file, tmp_path / file)
    whole = evidence.page(name, tmp_path)
    path = tmp_path / name
    path.write_text(whole.replace("| published | ", "| published | 1"), encoding="utf-8")
    assert evidence.page(name, tmp_path) == whole != path.read_text("utf-8")
    path.write_text(whole.replace(BEGIN.format("verdicts"), ""), encoding="utf-8")
    with pytest.raises(ValueError, match=f"docs/{name}.*verdicts"):
        evidence.page(name, tmp_path)


def test_a_part_may_hold_anything(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(
        "a\n<!-- made from the code: x -->\n<!-- end of what is made: x -->\nb", encoding="utf-8"
    )
    made = with_parts(path, {"x": lambda: r"\1 {} | $"})
    assert made.splitlines()[0::2][:1] == ["a"] and r"\1 {} | $" in made and made.endswith("\nb")
