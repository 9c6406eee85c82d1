"""The language in force, texts and numbers in it."""

import datetime as dt

import pytest

from borderSim.errors import InputError
from borderSim.language.catalogue import gettext, ngettext
from borderSim.language.current import LANGUAGES, current, using
from borderSim.language.forms import date, separators
from borderSim.report.writing.numbers import fixed, plain
from borderSim.report.writing.texts import word

TEXT = "Seizures"


def test_english_is_in_force_until_something_else_is_said_and_again_after_it():
    assert current() == "en"
    with pytest.raises(RuntimeError), using("fr"):
        assert current() == "fr"
        raise RuntimeError
    assert current() == "en"


def test_an_unknown_language_is_refused_with_those_that_there_are():
    with (
        pytest.raises(InputError, match=r"lang=de: no such language.*; there are: en, fr"),
        using("de"),
    ):
        pass


def test_every_language_has_a_catalogue():
    for language in LANGUAGES:
        with using(language):
            assert gettext(TEXT)
            assert ngettext("year", "years", 2)


def test_a_text_without_a_translation_stands_as_it_is():
    with using("fr"):
        assert gettext("no such text, 50 %") == "no such text, 50 %"
        assert gettext("") == ""


def test_numbers_take_the_form_of_the_language():
    assert fixed(-1234.5, 1) == "−1 234.5"
    assert plain(0.25) == "0.25"
    with using("fr"):
        assert fixed(-1234.5, 1) == "−1\u202f234,5"
        assert plain(0.25) == "0,25"
        assert separators() == (",", "\u202f")


def test_dates_take_the_form_of_the_language():
    day = dt.date(2026, 11, 30)
    assert date(day) == "30 November 2026"
    with using("fr"):
        assert date(day) == "30 novembre 2026"


def test_words_of_figures_are_asked_of_the_catalogue():
    assert word("interval.bounds", low="1", high="2") == "95 % interval 1 to 2"
