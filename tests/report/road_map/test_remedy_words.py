"""Remedies in words and numbers: columns by the one rule, prerequisites without keys, when a remedy is not worth it."""

from __future__ import annotations

import dataclasses
import re

import pytest

from borderSim.diagnose.diagnosis import diagnose
from borderSim.diagnose.remedies import MANDATE, WILL, remedies
from borderSim.language.current import using
from borderSim.report.briefs.diagnosis import render
from borderSim.report.diagnosis.columns import column
from borderSim.report.diagnosis.needs import in_full, short
from borderSim.report.diagnosis.remedies import read_remedies, road_table
from borderSim.report.diagnosis.words import source_words
from borderSim.report.road_map.turns import NET, PAID, turn_of
from tests.diagnose.planted import kept_in
from tests.report.briefs.test_diagnosis_recomputed import KEYS, plain
from tests.report.tried import FORMS

FORMS_OF_BOTH = [str(FORMS / "customs.yaml"), str(FORMS / "police.yaml")]


@pytest.fixture(scope="module")
def found():
    return diagnose(FORMS_OF_BOTH, "training", "results/mine")


@pytest.fixture
def remedied(tmp_path):
    """What was simulated without its runs, for a test to change."""
    shown = read_remedies(kept_in(tmp_path))
    assert shown is not None
    return shown


def effect(value, half=0.0, n=20):
    return {"value": value, "low": value - half, "high": value + half, "n": n}


def test_a_column_has_one_unit_and_one_number_of_decimals():
    with using("en"):
        cost = column(
            "enforcement_and_cooperation_cost_eur", [effect(121_822, 620), effect(885_146, 5e3)]
        )
        net = column(NET, [effect(9.64e6, 1.23e7), effect(1.14e6, 7.6e6), effect(0.0)])
    assert cost.unit == "k EUR a year"
    assert [one.value for one in cost.cells] == ["+122", "+885"]
    assert net.unit == "M EUR a year"
    assert [one.text for one in net.cells] == ["+10 (−3 to +22)", "+1 (−6 to +9)", "0"]


def test_a_column_tells_what_is_not_known_and_gives_no_interval_where_there_is_none():
    with using("en"):
        shown = column("orgs_dismantled", [{"value": None, "low": None, "high": None, "n": 4}])
        few = column("orgs_dismantled", [{"value": 0.5, "low": None, "high": None, "n": 4}])
    assert shown.cells[0].text == "–"
    assert few.cells[0].ends == "" and few.cells[0].value == "+0.500"


@pytest.mark.parametrize(
    ("net", "cost", "delay", "kind", "share"),
    [
        (9e6, 0.9e6, 0.1e6, "above", 0.1),
        (5e6, 0.1e6, -0.2e6, "always", None),
        (-1e6, 0.9e6, 0.1e6, "never", None),
        (-2e6, -0.5e6, -0.5e6, "below", 1 / 3),
        (-1e6, 1e6, 1e-9, "never", None),
    ],
)
def test_when_a_remedy_is_worth_it(net, cost, delay, kind, share):
    turn = turn_of({NET: net, PAID[0]: cost, PAID[1]: delay})
    assert turn.kind == kind
    if share is None:
        assert turn.percent == ""
    else:
        assert turn.share == pytest.approx(share)
        at = turn.share * turn.avoided - turn.paid
        assert at == pytest.approx(0.0, abs=1.0), "net benefit is zero there"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_prerequisite_is_what_somebody_has_to_reach_and_no_key(found, language):
    gates = {MANDATE: 0.6, WILL: 0.6}
    with using(language):
        told = [*short(["national_committee"], gates), *in_full(gates, found.joined)]
    assert len(told) == 5
    assert not any(KEYS.search(text) for text in told)
    reach = {"en": "“slight”", "fr": "légère"}[language]
    assert all(reach in text for text in told[1:])


def test_a_prerequisite_tells_the_first_answer_that_is_enough_and_that_of_today(found):
    with using("en"):
        assert "“can be felt”" in in_full({MANDATE: 0.4}, found.joined)[0].replace("it can", "can")
        assert "today: “severe”" in in_full({MANDATE: 0.6}, found.joined)[0]


def test_the_road_map_tells_prerequisites_in_words(remedied):
    step = remedied["road"]["steps"][0]
    step["gates"] = {MANDATE: 0.6}
    with using("en"):
        cells = road_table(remedied["road"]).rows[0]
    assert cells[2] == "Mandates made clear (A.17: “slight” at most)"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_indicator_that_moves_the_wrong_way_has_its_sentence(found, remedied, language):
    watch = remedied["road"]["steps"][0]["watch"][0]
    watch |= {"wanted": "more", "expected": "less", "before": 3.0, "after": 2.0}
    said = {
        "en": "Should rise, falls in the simulation:",
        "fr": "devrait augmenter, mais baisse dans la simulation",
    }
    with using(language):
        page = plain(render(found, remedied))
        assert said[language] in page
        watch["expected"] = "more"
        assert said[language] not in plain(render(found, remedied))


def test_a_prerequisite_of_an_earlier_step_is_not_asked_for_again(found, remedied):
    for step in remedied["road"]["steps"]:
        step["gates"] = {MANDATE: 0.6}
    with using("en"):
        page = plain(render(found, remedied))
    assert page.count("settle in one text who does what") == 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_ranked_by_another_goal_it_tells_net_benefit_too(found, remedied, language):
    remedied["road"]["goal"] = "orgs_dismantled"
    with using(language):
        page = plain(render(found, remedied | {"goal": "organisations dismantled"}))
    told = {"en": "net benefit, M EUR a year +", "fr": "bénéfice net, M EUR par an +"}
    assert told[language] in page


def test_without_the_runs_it_tells_what_both_services_pay(found, remedied):
    with using("en"):
        assert "Both services together pay" in plain(render(found, remedied))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_key_is_on_the_page_of_forms_alone(found, language):
    with using(language):
        assert set(KEYS.findall(plain(render(found)))) <= {"diagnosis.html", "scenario.yaml"}


def test_a_source_is_told_as_question_and_answer():
    with using("en"):
        assert source_words("A.8 (via_police)") == "A.8 “through the police”"
        assert re.match(r"A\.2\.1, .*: “by word of mouth", source_words("A.2.1.protocol (oral)"))
        assert source_words("level coexistence") == "level coexistence"


def test_every_remedy_says_in_both_languages_what_it_consists_of_and_whose_act_it_is():
    for remedy in remedies().values():
        assert all(remedy.does[lang] and remedy.who[lang] for lang in ("en", "fr")), remedy.name
        assert dataclasses.is_dataclass(remedy)


def test_the_first_remedy_is_to_be_decided_only_where_its_gain_is_clear_and_the_simulations_suffice(
    found, remedied
):
    step = remedied["road"]["steps"][0]
    step["adds"][remedied["road"]["goal"]]["clear"] = True
    remedied |= {"replicates": 100, "edges": None}
    with using("en"):
        settled = plain(render(found, remedied))
        few = plain(render(found, remedied | {"replicates": 40}))
        step["adds"][remedied["road"]["goal"]]["clear"] = False
        unclear = plain(render(found, remedied))
    assert f"To decide today: {step['title']['en']}. Its gain is clear" in settled
    assert "Then choose between" not in settled
    assert (
        "the simulations of measures are made again 100 times each (40 so far). Then choose between"
        in few
    )
    assert "Then choose between" in unclear and "made again" not in unclear
