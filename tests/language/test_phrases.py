"""Sentences that remember of what they were made, and are told in the language of who typed the command."""

import pickle

import pytest

from borderSim.errors import InputError, nearest
from borderSim.language.current import current, using
from borderSim.language.phrases import Phrase, in_both, nphrase, phrase, speaking, spoken, told

KEPT = "stopped; what is finished is kept, the same command goes on from there"


def test_a_phrase_is_an_english_text_whatever_language_is_in_force():
    with using("fr"), speaking("fr"):
        made = phrase("note: {note}", note="x")
        assert made == "note: x" and isinstance(made, str) and str(made) == "note: x"


def test_it_is_told_in_the_language_that_was_typed_and_no_other_is_put_in_force():
    made = phrase(KEPT)
    assert told(made) == KEPT
    with speaking("fr"):
        assert spoken() == "fr" and current() == "en"
        assert told(made).startswith("arrêté") and told("plain") == "plain"
    assert spoken() == "en"


def test_what_fills_its_places_is_told_too_and_numbers_get_their_marks():
    made = phrase("note: {note}", note=nphrase("{years:g} year", "{years:g} years", 2, years=1.5))
    assert made == "note: 1.5 years"
    with speaking("fr"):
        assert told(made) == "remarque\u00a0: 1,5 ans"


def test_it_outlives_being_sent_to_another_process_and_joined_to_a_text_it_is_plain():
    again = pickle.loads(pickle.dumps(phrase("table: {path}", path="a.csv")))
    assert isinstance(again, Phrase)
    with speaking("fr"):
        assert told(again) == "tableau\u00a0: a.csv"
        assert told(f"{again}!") == "table: a.csv!"


def test_a_text_of_both_languages_needs_no_translation():
    made = in_both("sheet", "feuille")
    with speaking("fr"):
        assert told(phrase("{place}: {column}", place=made, column="x")) == "feuille\u00a0: x"


def test_an_error_says_its_sentence_in_english_and_keeps_how_it_was_made():
    error = InputError(phrase("{given}: there is no such file or folder{near}", given="x", near=""))
    assert str(error) == "x: there is no such file or folder"
    with speaking("fr"):
        assert "pas de tel fichier" in told(error.args[0])
        made = phrase(
            "goal={goal}: must be one of {allowed}{nearest}",
            goal="x",
            allowed="",
            nearest=nearest("comapre", ["compare"]),
        )
        assert "did you mean 'compare'?" in made
        assert "vouliez-vous dire «\u202fcompare\u202f»" in told(made)


def test_an_unknown_language_is_refused():
    with pytest.raises(InputError, match="no such language"), speaking("de"):
        pass
