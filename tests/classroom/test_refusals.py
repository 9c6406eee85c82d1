"""What pages are told when something can't be done: a sentence in both languages for each of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import borderSim.classroom
from borderSim.classroom.refusals import AREA, RefusedError, in_both, refused
from borderSim.classroom.texts import texts
from borderSim.errors import InputError
from borderSim.parameters.shocks import Text
from borderSim.scenario.load import load_scenario

PACKAGE = Path(borderSim.classroom.__file__).parent
RAISED = re.compile(r'(?:RefusedError|in_both)\(\s*"([\w.]+)"')
NAMED_BY_RULE = {"host", "origin", "instrument.formal", "instrument.requires"}


def test_each_refusal_has_its_sentence_and_each_sentence_its_refusal() -> None:
    raised = {
        key for path in PACKAGE.rglob("*.py") for key in RAISED.findall(path.read_text("utf-8"))
    }
    assert {f"refuse.{key}" for key in raised | NAMED_BY_RULE} == texts(AREA).keys()


def test_titles_are_filled_in_in_each_language() -> None:
    refusal = RefusedError("needs", title=Text(en="A", fr="B"), needed=Text(en="C", fr="D"))
    assert refusal.plain == {
        "key": "refuse.needs",
        "values": {"title": {"en": "A", "fr": "B"}, "needed": {"en": "C", "fr": "D"}},
    }
    assert "C" in refusal.says("en") and "D" in refusal.says("fr") and "C" in str(refusal)


@pytest.mark.parametrize(
    ("instrument", "en", "fr"),
    [
        ("offence_committees", "needs “National customs", "a besoin de « "),
        ("integrated_database", "needs a formal arrangement", "a besoin d'un accord formel"),
    ],
)
def test_what_an_instrument_lacks_is_told_by_titles(instrument: str, en: str, fr: str) -> None:
    with pytest.raises(InputError) as found:
        load_scenario("training", ["partnership=coexistence+" + instrument])
    refusal = refused(found.value)
    assert en.lower() in refusal.says("en").lower() and fr in refusal.says("fr").replace(
        "\u202f", " "
    )
    assert "_" not in refusal.says("fr")


def test_what_the_model_alone_says_is_quoted_as_english() -> None:
    refusal = refused(InputError("x is 3, but must be 2"))
    assert refusal.says("en") == "x is 3, but must be 2"
    assert "en anglais" in refusal.says("fr") and refusal.says("fr").endswith(
        "x is 3, but must be 2"
    )


def test_a_page_without_a_language_is_told_in_both() -> None:
    assert all(texts(AREA)["refuse.page"][one] in in_both("page") for one in ("en", "fr"))
