"""The table of remedies, and which of them a country lacks."""

import dataclasses

import pytest

from borderSim.diagnose.remedies import (
    HANDBOOK,
    NEXT,
    PROJECT,
    chosen,
    indicators,
    left_out,
    missing_of,
    part_of,
    remedies,
    sentences,
)
from borderSim.diagnose.simulate import level_with, with_own_instruments, with_remedies
from borderSim.errors import InputError
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.quantities import yardstick
from borderSim.scenario.from_python import plain_level
from borderSim.scenario.instruments import shipped_instruments
from borderSim.scenario.levels import load_level
from borderSim.scenario.load import load_levels
from borderSim.scenario.questionnaire.answers import read_answers
from borderSim.scenario.questionnaire.items import items

NAMED_BY_THE_HANDBOOK = {"A.1", "A.2.1", "A.3.1", "A.4.1", "A.6", "A.14.1", "A.17"}
"""The items for which its table of gaps names a remedy."""


def country(level="communication", *settings):
    return load_levels("training", [level], settings, level)[load_level("present", level).name]


def lacking(level="communication", *settings, answers=None):
    own = country(level, *settings)
    return missing_of(own.present, own, answers)


def answered(**given):
    return read_answers({"answers": given}, "mine.yaml")


# ------------------------------------------------------------------------------ the table
def test_every_remedy_answers_an_item_and_says_in_both_languages_what_it_is():
    for name, remedy in remedies().items():
        assert remedy.item in items() and remedy.named_by in (HANDBOOK, PROJECT), name
        assert all(remedy.title[language].strip() for language in ("en", "fr")), name
        assert remedy.section and (remedy.instruments or remedy.steps) and remedy.watch, name
        assert set(remedy.watch) <= set(indicators()), name
        for key, to in remedy.steps.items():
            assert to == NEXT or to in part_of(key).options, (name, key)


def test_only_items_for_which_the_handbook_names_a_remedy_have_one_that_it_names():
    named = {remedy.item for remedy in remedies().values() if remedy.named_by == HANDBOOK}
    assert named == NAMED_BY_THE_HANDBOOK


def test_every_shipped_instrument_is_a_remedy_or_left_out_with_a_reason():
    used = [name for remedy in remedies().values() for name in remedy.instruments]
    assert sorted([*used, *left_out()]) == sorted(shipped_instruments())
    assert all(why[language] for why in left_out().values() for language in ("en", "fr"))


def test_what_tells_no_time_by_itself_says_how_long_it_takes():
    for name, remedy in remedies().items():
        by_traits = any(part_of(key).traits for key in remedy.steps)
        assert remedy.instruments or by_traits or remedy.months, name


def test_every_indicator_is_an_outcome_of_the_model_and_something_a_service_can_count():
    for name, own in indicators().items():
        assert own["outcome"] in OUTCOMES and own["better"] in ("more", "less"), name
        sign = {"more": 1, "less": -1}[own["better"]]
        assert yardstick(own["outcome"]).better in (sign, 0), name
        assert own["en"] and own["fr"], name
    for texts in sentences().values():
        assert texts["en"].count("{") == texts["fr"].count("{")


def test_a_name_that_is_none_is_refused_with_the_nearest():
    assert chosen(["fusion_centre"]) == ("fusion_centre",)
    with pytest.raises(InputError, match=r"remedies=fusion_center: .*did you mean 'fusion_centre'"):
        chosen(["fusion_center"])
    with pytest.raises(InputError, match="names fusion_centre twice"):
        chosen(["fusion_centre", "fusion_centre"])


# ------------------------------------------------------------------------------ what is missing
def test_what_is_there_is_not_missing():
    low = lacking("coexistence")
    everything = lacking("collaboration+all", "legal_model=full")
    assert "liaison_officers" in low and "pooled_means" in low
    acting = {name for name, own in everything.items() if own.instruments or own.reached}
    assert not acting & {
        "liaison_officers",
        "pooled_means",
        "written_protocol",
        "powers_of_customs",
    }
    assert all(not own.instruments for own in everything.values())


def test_a_step_goes_to_the_next_option_from_where_the_traits_stand():
    own = lacking("communication")["pooled_means"]
    assert {key: option.name for key, option in own.reached.items()} == {"A.13.pooling": "listed"}
    assert own.months == 9.0, "what the level takes from the one below it"
    own = lacking("cooperation")["pooled_means"]
    assert [option.name for option in own.reached.values()] == ["joint_plan"]


def test_an_answer_says_where_a_part_stands_rather_than_the_traits():
    answers = answered(**{"A.13": "never"})
    own = lacking("cooperation", answers=answers)["pooled_means"]
    assert [option.name for option in own.reached.values()] == ["by_favour"]


def test_a_step_does_not_bring_an_instrument_that_is_a_remedy_of_its_own():
    assert "written_protocol" not in lacking("coordination")
    assert "joint_profiling" not in lacking("coordination")


def test_a_power_without_means_can_be_had_through_the_partner():
    answers = answered(**{"A.9": "power_no_means"})
    own = lacking(answers=answers)["surveillance_through_partner"]
    assert own.settings == {
        "capabilities.surveillance.customs": "partner",
        "capabilities.interception.customs": "partner",
    }
    answers = answered(**{"A.9": "power_and_means"})
    assert "surveillance_through_partner" not in lacking(answers=answers)


def test_a_difficulty_is_a_remedy_only_where_somebody_named_it():
    assert not {"political_will", "clear_mandates"} & set(lacking())
    answers = answered(**{"A.17": {"will": "3", "mandate_overlap": "0"}})
    found = lacking(answers=answers)
    assert found["political_will"].settings == {"governance.political_will": 0.5}
    assert "clear_mandates" not in found


def test_a_virtual_task_force_has_no_place_beside_liaison_officers():
    assert "virtual_task_force" in lacking("communication")
    assert "virtual_task_force" not in lacking("communication+liaison_officers")


# ------------------------------------------------------------------------------ what comes along
def test_what_an_instrument_needs_comes_along_and_its_time_before():
    own = lacking("communication")["memorandum_of_agreement"]
    assert own.along == ("joint_training", "memorandum_of_understanding")
    assert own.months == pytest.approx((90 + 180) * 12 / 365)
    there = "communication+memorandum_of_understanding+joint_training"
    assert lacking(there)["memorandum_of_agreement"].along == ()


def test_will_and_mandate_are_raised_to_what_an_instrument_asks_and_take_their_time():
    low = ("governance.political_will=0.3", "governance.mandate_clarity=0.2")
    own = lacking("communication", *low)["fusion_centre"]
    assert own.gates == {"governance.political_will": 0.5, "governance.mandate_clarity": 0.4}
    assert own.months == pytest.approx(12 + 270 * 12 / 365)
    assert lacking("communication", *low)["liaison_officers"].gates == {}
    assert lacking("communication")["fusion_centre"].gates == {}


def test_more_ministries_lengthen_the_way():
    one, two = (
        lacking("communication", f"governance.ministries={n}")["liaison_officers"].months
        for n in (1, 2)
    )
    assert two == pytest.approx(1.5 * one)


# ------------------------------------------------------------------------------ in force
def test_what_is_there_stays_and_settings_come_with_it():
    own = country("communication+liaison_officers", "governance.political_will=0.3")
    found = missing_of(own.present, own)
    both = [found["controlled_delivery_rules"], found["port_control_unit"], found["pooled_means"]]
    with_them = with_remedies(own, both)
    assert with_them.partnership.instruments == (
        "liaison_officers",
        "controlled_delivery_rules",
        "port_control_unit",
    )
    assert with_them.partnership.name == (
        "communication+liaison_officers+controlled_delivery_rules+port_control_unit+pooled_means"
    )
    assert with_them.legal_model.customs_may_let_run
    assert with_them.governance.political_will == 0.4, "the highest of what is asked"
    assert with_them.partnership.traits.pool_fraction > own.present.traits.pool_fraction
    assert with_them.present == own.present, "the burn-in stays that of the country as it is"


def test_every_remedy_can_be_put_in_force_in_a_country_that_lacks_it():
    own = country("coexistence", "governance.political_will=0.1", "governance.mandate_clarity=0.1")
    answers = answered(**{"A.17": {"will": "4", "mandate_overlap": "4"}})
    for name, one in missing_of(own.present, own, answers).items():
        level, settings = level_with(own.present, [one])
        changed = load_levels(own, [{**level, "name": "x"}], settings)["x"]
        assert changed != dataclasses.replace(own, partnership=changed.partnership) or (
            changed.partnership.traits != own.present.traits
            or set(changed.partnership.instruments) > set(own.present.instruments)
        ), name


def test_the_levels_that_a_country_is_compared_with_keep_its_instruments():
    mine = load_level("present", "communication+liaison_officers+national_committee")
    found = with_own_instruments(["cooperation", "collaboration"], mine)
    assert list(found) == ["cooperation", "collaboration"]
    for name, values in found.items():
        assert values["instruments"] == ["liaison_officers", "national_committee"]
        assert values["traits"] == plain_level(load_level("x", name))["traits"]
    levels = load_levels("training", list(found.values()), [], "communication")
    assert levels["cooperation"].partnership.instruments == mine.instruments
