"""Titles of panels stay within their panel, and say what they said."""

from html import unescape

import pytest

from borderSim.report.figures.frame import LETTERS, Panels, broken
from borderSim.report.writing.texts import outcome_title

TITLES = [
    "Enforcement and cooperation cost",
    "Dismantled over the horizon, by structure (50 %)",
    "Collisions of the two services",
    "Trade &amp; customs &lt;of all ports and airports&gt;",
    "Leaks",
]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_no_line_of_a_title_is_longer_than_its_panel(columns):
    layout, narrow = Panels(TITLES, columns=columns).layout([{}] * len(TITLES), [{}] * len(TITLES))
    for notes, letters in (
        (layout["annotations"], LETTERS[columns]),
        (narrow["annotations"], LETTERS[1]),
    ):
        texts = [note["text"].removeprefix("<b>").removesuffix("</b>") for note in notes]
        assert all(len(unescape(line)) <= letters for text in texts for line in text.split("<br>"))
        assert [text.replace("<br>", " ") for text in texts] == TITLES


def test_a_title_with_lines_of_its_own_stays():
    assert (
        broken("Cooperation</b><br>ended by arrests, day 160<b>", 10)
        == "Cooperation</b><br>ended by arrests, day 160<b>"
    )


def test_the_headline_of_dismantled_fits_a_telephone():
    assert len(outcome_title("orgs_dismantled")) <= LETTERS[1]
