"""A brief on its two sheets: apostrophes of French, blanks at which no line ends, letters that fit each sheet."""

from __future__ import annotations

import re

import pytest

from borderSim.language.current import using
from borderSim.report.briefs.two_sheets import LETTERS, on_two_sheets
from borderSim.report.layout.paper import LARGEST

NO_BREAK = "\u00a0"


def page(text: str, *more: str) -> str:
    sheets = "".join(
        f'<div class="sheet"><section><p>{one}</p></section></div>' for one in (text, *more)
    )
    return f"<html><head><title>l'essai</title><style>p {{ font: '{LETTERS}'; }}</style></head><main>{sheets}</main></html>"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'autre service", "l\u2019autre service"),
        ("l&#39;autre", "l\u2019autre"),
        ("aujourd'hui d'abord", "aujourd\u2019hui d\u2019abord"),
        ("'seul'", "'seul'"),
        ("5' et 6'", "5' et 6'"),
    ],
)
def test_in_french_an_apostrophe_between_letters_is_a_curved_one(typed, printed):
    with using("fr"):
        assert f"<p>{printed}</p>" in on_two_sheets(page(typed), 40)
    with using("en"):
        assert f"<p>{typed}</p>" in on_two_sheets(page(typed), 40)


def test_attributes_titles_and_code_keep_what_was_typed():
    typed = "<code>a='l'x'</code> <b title=\"l'a\">l'a</b>"
    with using("fr"):
        made = on_two_sheets(page(typed), 40)
    assert "<code>a='l'x'</code>" in made and 'title="l\'a"' in made and ">l\u2019a</b>" in made
    assert "<title>l'essai</title>" in made


@pytest.mark.parametrize(
    ("typed", "together"),
    [
        ("gain 95 % of", "95~%"),
        ("+10 (−3 to +22) M EUR a year", "+10~(−3~to~+22)~M~EUR"),
        ("+10 (−3 à +22) Md EUR par an", "+10~(−3~à~+22)~Md~EUR"),
        ("in month 36, months 0–12", "month~36, months~0–12"),
        ("au mois 36", "mois~36"),
        ("2.10 M EUR", "2.10~M~EUR"),
        ("seven (or more) to be paid", "seven (or more) to be paid"),
    ],
)
def test_no_line_ends_within_a_number_and_its_unit(typed, together):
    made = on_two_sheets(page(typed), 40)
    assert together.replace("~", NO_BREAK) in made


def size(made: str) -> float:
    found = re.search(r"([\d.]+)pt", made)
    assert found
    return float(found[1])


def test_letters_fit_each_sheet_where_the_page_says_what_stands_on_which():
    long, short = "some words of a brief " * 420, "a few words"
    both = size(on_two_sheets(page(long, short), 40))
    assert both < LARGEST
    assert size(on_two_sheets(page(short, long), 40)) == both
    assert size(on_two_sheets(page(f"{long} {short}"), 40)) == LARGEST, "one part has both sheets"
