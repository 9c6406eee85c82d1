"""What pages share: reckoned once, gone with the comparison, without a word of any language."""

from __future__ import annotations

import copy
import gc
import re

import numpy as np

from borderSim.language.current import LANGUAGES, using
from borderSim.report.comparison import stored as room
from borderSim.report.comparison.source import View
from borderSim.report.full_report.page import render
from tests.report.synthetic import synthetic


def test_what_was_reckoned_is_kept_as_long_as_the_comparison():
    made = synthetic(levels=2, replicates=5, years=0.5, plane=False)
    first, again = View(made), View(made)
    assert first.stored is again.stored and first.stored.comparison is made
    assert first.stored.once("x", lambda: 1) == again.stored.once("x", lambda: 2) == 1
    assert View(copy.deepcopy(made)).stored is not first.stored
    place = id(made)
    assert place in room._KEPT
    del made, first, again
    gc.collect()
    assert place not in room._KEPT


def test_what_a_page_says_is_kept_by_language(five):
    view = View(copy.copy(five))
    with using("fr"):
        assert view.once("said", lambda: "un") == "un"
    assert view.once("said", lambda: "one") == "one"


def test_pages_in_both_languages_do_not_depend_on_which_was_made_first(five):
    def pages(order):
        made, found = copy.deepcopy(five), {}
        for language in order:
            with using(language):
                found[language] = render(made)
        return found

    assert pages(LANGUAGES) == pages(LANGUAGES[::-1])


def test_the_tables_behind_figures_are_the_same_in_both_languages(five):
    tables = []
    for language in LANGUAGES:
        with using(language):
            page = render(copy.deepcopy(five))
        tables.append(re.findall(r"data:text/csv;charset=utf-8;base64,[^\"]*", page))
    assert tables[0] == tables[1] and len(tables[0]) > 5


def test_a_month_matrix_cannot_be_changed(five):
    view = View(five)
    matrix = view.month_matrix(view.reference, "seizures")
    assert matrix.shape == (20, len(view.month_days)) and not matrix.flags.writeable
    assert np.isnan(view.month_matrix(view.reference, "none")).all()
