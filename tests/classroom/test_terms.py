"""One term for one idea: class pages call what the report and the glossary name as these do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import borderSim.language
from borderSim.classroom.texts import areas, texts
from borderSim.language.current import by_language
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.writing.texts import outcome_title

SAID_OTHERWISE = {
    "sums.delivered_value_eur": "on the market: short, for a strip beside the plan",
    "criterion.unshared_hits": "what it is, in words that an officer uses",
    "criterion.net_benefit_eur": "as the cost that it is, with the other sign: it is never above zero",
    "fate.delivered": "what became of one load",
    "sums.trade_delay_cost_eur": "short",
    "view.trade_delay_cost_eur": "short",
    "sums.cooperation_cost_eur": "short",
    "view.cooperation_setup_eur": "beside the running cost",
    "view.cooperation_running_eur": "beside the set-up",
    "view.members_arrested": "of all organisations together",
    "view.members_convicted": "the same",
}
"""Keys whose French begins with another word than the report's, and why."""
NOT_SAID = {
    r"\baffaires?\b": "enquête",
    r"\bchefs\b": "dirigeants",
    r"brûlée?s?\b": "compromises",
    r"\bofficiers? de liaison\b": "agent de liaison, as in the handbook",
}
"""Words that another term has replaced."""
IDIOMS = ("news.scandal", "role.investigator")


def _named() -> list[tuple[str, str, str]]:
    """Return key, French and outcome of every text that is named for an outcome."""
    found = []
    for area in areas():
        for key, text in texts(area).items():
            name = key.partition(".")[2]
            for outcome in (name, f"{name}_eur"):
                if outcome in OUTCOMES:
                    found.append((key, text["fr"], outcome))
    return found


def test_an_outcome_is_called_the_same_on_class_pages_and_in_the_report() -> None:
    named = _named()
    assert len(named) > 40 and {key for key, _, _ in named} >= SAID_OTHERWISE.keys()
    for key, french, outcome in named:
        title = by_language(lambda outcome=outcome: outcome_title(outcome))["fr"]
        if key not in SAID_OTHERWISE:
            assert french.split()[0].rstrip(",") == title.split()[0], (key, french, title)


@pytest.mark.parametrize(("word", "instead"), NOT_SAID.items())
def test_a_word_that_another_term_has_replaced_is_gone(word: str, instead: str) -> None:
    said = {key: text["fr"] for one in areas() for key, text in texts(one).items()}
    found = [key for key, text in said.items() if re.search(word, text, re.I)]
    assert set(found) <= set(IDIOMS), (found, instead)
    glossary = Path(borderSim.language.__file__).with_name("glossary.yaml").read_text("utf-8")
    french = [line for line in glossary.splitlines() if "fr: " in line]
    assert not [line for line in french if re.search(word, line, re.I)]
