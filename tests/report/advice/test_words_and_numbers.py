"""A chance's word never disagrees with its number near a limit; an amount is never shown as nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.language.current import using
from borderSim.parameters.shocks import AVERAGED, IN_WORDS, SUMMED
from borderSim.report.advice.decision import RANKED, WORDS, calibrated
from borderSim.report.advice.who_pays import _in_one_unit
from borderSim.report.road_map.steps import likely
from borderSim.report.writing.texts import as_told, chance_told
from borderSim.scenario.catalogue import shock_rows

LIMITS = {
    "virtually certain": (99, 101),
    "extremely likely": (95, 99),
    "very likely": (90, 95),
    "likely": (66, 90),
    "about as likely as not": (33, 66),
}


@given(st.floats(0.011, 0.989))
def test_word_and_shown_chance_agree(chance):
    shown = int(re.sub(r"\D", "", chance_told(chance)))
    word = calibrated(chance)
    assert likely(chance) == word
    low, high = LIMITS.get(word, (0, 33))
    assert low <= shown < high
    assert (as_told(chance) >= RANKED) == (shown >= 66)


@pytest.mark.parametrize("least", [least for least, _ in WORDS if least])
@pytest.mark.parametrize("off", [-0.0051, -0.0049, 0.0, 0.0049])
def test_near_each_limit_the_number_that_is_shown_decides(least, off):
    above = round(100 * (least + off)) >= round(100 * least)
    assert (calibrated(least + off) == calibrated(least)) == above


@pytest.mark.parametrize(
    ("euros", "told"),
    [
        (7e6, "7.0 M EUR"),
        (3e4, "0.03 M EUR"),
        (800.0, "800 EUR"),
        (3.0, "3 EUR"),
        (0.0, "0.0 M EUR"),
    ],
)
def test_a_small_amount_is_not_shown_as_nothing(euros, told):
    assert _in_one_unit(euros, 1e-6, "M EUR", 1) == told


def test_every_measure_of_a_shock_has_words_in_both_languages():
    assert set(IN_WORDS) == {*SUMMED, *AVERAGED}
    for language in ("en", "fr"):
        with using(language):
            told = [row["when"] for row in shock_rows()]
        assert not [text for text in told if "_" in text]
        assert any("2" in text for text in told)
