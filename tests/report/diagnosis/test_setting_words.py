"""Settings that follow from answers are told in words, in both languages, and never by their key."""

from __future__ import annotations

import re

import pytest

from borderSim.language.current import using
from borderSim.report.diagnosis.setting_words import SET, setting_words, value_words
from borderSim.scenario.questionnaire.items import parts

KEY = re.compile(r"\b\w+\.\w+\b|\w_\w|[\[\]=]")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_setting_of_the_questionnaire_has_words(language):
    found = 0
    with using(language):
        for part in parts():
            for option in part.options.values():
                for key, value in option.settings.items():
                    assert key in SET
                    said = [setting_words(key), re.sub(r"\d[.,]\d", "", value_words(key, value))]
                    assert not [text for text in said if KEY.search(text)], (key, value, said)
                    found += 1
    assert found > 50


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("intelligence.vetting_minutes", 90, "90 minutes"),
        ("governance.quarrel_chance", 0.2, "20 %"),
        ("governance.mandate_clarity", 0.3, "0.3 of 1"),
        ("legal_model.customs_may_let_run", True, "yes"),
        ("competence.customs", [], "no goods"),
        ("competence.customs", ["vehicles", "firearms"], "vehicles; firearms"),
        ("of.ones.own", "some_thing", "some thing"),
    ],
)
def test_a_value_has_its_unit(key, value, told):
    assert value_words(key, value) == told
