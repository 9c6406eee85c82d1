"""Loading: shipped scenarios, a person's own files, overrides, levels, posts, schedules."""

import dataclasses
import json

import pytest

from borderSim.scenario.load import load_levels, load_scenario, scenario_as_dict
from borderSim.scenario.names import default_choices, shipped
from borderSim.scenario.shipped import config_dir

OWN = """
title: Mine
legal_model: shared
posts:
  zeta:
    kind: land
    flows:
      truck: {units_per_year: 1000, officers: 3}
  alpha:
    kind: land
    flows:
      truck: {units_per_year: 2000, officers: 4}
organisations:
  count: 3
  profiles:
    only: {share: 1, commodity: resin, mode: truck}
"""
LEVELS = shipped("partnership")


@pytest.mark.parametrize("name", shipped("scenario"))
def test_shipped_scenarios_load_and_go_to_json(name):
    scenario = load_scenario(name)
    assert scenario.name == name
    assert scenario.partnership == scenario.present
    assert list(scenario.posts) == sorted(scenario.posts)
    plain = scenario_as_dict(scenario)
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain


def test_the_default_scenario_has_the_officers_that_costs_are_stated_for():
    scenario = load_scenario()
    assert scenario.officers == scenario.economy.reference_officers == 1350
    assert scenario.legal_model.name == "limited" and scenario.horizon_days == 2190


def test_defaults_come_from_the_configuration():
    assert default_choices()["scenario"] == "national"
    assert default_choices()["present"] == LEVELS[0]


def test_overrides_choose_files_and_set_values():
    scenario = load_scenario(
        "training",
        [
            f"partnership={LEVELS[3]}",
            f"present={LEVELS[1]}",
            "legal_model=full",
            "legal_model.handover_delay_days=3",
            "customs={random_share: 0.2, inspect_all: true}",
            "traffickers.adaptation=off",
            "events=true",
            "posts.airport.partnership=" + LEVELS[2],
        ],
    )
    assert (scenario.partnership.name, scenario.present.name) == (LEVELS[3], LEVELS[1])
    assert (scenario.legal_model.name, scenario.legal_model.handover_delay_days) == ("full", 3)
    assert (
        scenario.customs.random_share == 0.2
        and scenario.customs.inspect_all
        and scenario.customs.analysts == 2
    )
    assert not scenario.traffickers.adaptation and scenario.events
    assert scenario.levels[LEVELS[2]].name == LEVELS[2]


def test_without_a_partnership_the_present_level_stays():
    assert load_scenario("training", [f"present={LEVELS[4]}"]).partnership.name == LEVELS[4]


def test_entries_are_added_with_plus_and_taken_out_with_tilde():
    scenario = load_scenario(
        "training",
        [
            "~posts.land_hill",
            "+posts.land_new={kind: land, flows: {truck: {units_per_year: 1, officers: 1}}}",
        ],
    )
    assert (
        "land_hill" not in scenario.posts
        and scenario.posts["land_new"].flows["truck"].officers == 1
    )
    assert "land_hill" not in load_scenario("training", ["posts.land_hill=null"]).posts


def test_an_own_file_lies_over_the_base(own_file):
    scenario = load_scenario(own_file(OWN, "my-port.yaml"))
    assert (scenario.name, scenario.title, scenario.legal_model.name) == (
        "my-port",
        "Mine",
        "shared",
    )
    assert list(scenario.posts) == ["alpha", "zeta"]
    assert scenario.modes == load_scenario("national").modes


def test_an_own_file_may_lie_over_a_shipped_scenario(own_file):
    scenario = load_scenario(
        own_file(
            "base: training\nname: other\ncustoms: {random_share: 1e-1}\nposts: {land_hill: null}\n"
        )
    )
    assert scenario.name == "other" and scenario.years == 2 and scenario.customs.random_share == 0.1
    assert scenario.customs.analysts == 2 and "land_hill" not in scenario.posts
    assert scenario.legal_model == load_scenario("training").legal_model


def test_an_own_file_may_name_levels_and_hold_a_whole_legal_model(own_file):
    law = (
        (config_dir() / "legal_model" / "full.yaml").read_text().replace("name: full", "name: ours")
    )
    text = (
        f"base: training\npresent: {LEVELS[1]}\npartnership: {LEVELS[2]}\nlegal_model:\n"
        + "".join(f"  {line}\n" for line in law.splitlines())
    )
    scenario = load_scenario(own_file(text))
    assert (scenario.present.name, scenario.partnership.name, scenario.legal_model.name) == (
        LEVELS[1],
        LEVELS[2],
        "ours",
    )


def test_an_own_level_file_has_equal_traits_under_another_name(own_file):
    text = (
        (config_dir() / "partnership" / f"{LEVELS[2]}.yaml")
        .read_text()
        .replace(f"name: {LEVELS[2]}", "name: mine")
    )
    path = own_file(text, "weird [name],1.yaml")
    scenario = load_scenario("training", [f"partnership='{path}'"])
    assert scenario.partnership.name == "mine"
    assert (
        scenario.partnership.traits
        == load_scenario("training", [f"partnership={LEVELS[2]}"]).partnership.traits
    )
    assert list(load_levels("training", [path], present=LEVELS[0])) == [LEVELS[0], "mine"]


def test_equal_scenarios_however_they_are_said(own_file):
    a = load_scenario("training", ["customs.random_share=0.2", "years=2"])
    b = load_scenario("training", ["years=2.0", "customs.random_share=2e-1"])
    assert a == b and scenario_as_dict(a) == scenario_as_dict(b)
    swapped = (
        OWN.replace("zeta", "tmp")
        .replace("alpha", "zeta")
        .replace("tmp", "alpha")
        .replace("1000", "X")
        .replace("2000", "1000")
        .replace("X", "2000")
    )
    swapped = (
        swapped.replace("officers: 3", "officers: Y")
        .replace("officers: 4", "officers: 3")
        .replace("officers: Y", "officers: 4")
    )
    assert scenario_as_dict(load_scenario(own_file(OWN))) == scenario_as_dict(
        load_scenario(own_file(swapped))
    )


# ------------------------------------------------------------------------------ levels
def test_levels_differ_in_nothing_but_the_level():
    found = load_levels("training")
    assert list(found) == LEVELS
    reference = found[LEVELS[0]]
    for name, scenario in found.items():
        assert scenario.partnership.name == name
        assert dataclasses.replace(scenario, partnership=reference.partnership) == reference


def test_the_present_level_is_always_there():
    assert list(load_levels("training", [LEVELS[2]])) == [LEVELS[0], LEVELS[2]]
    found = load_levels("training", [LEVELS[2], LEVELS[1]], present=LEVELS[1])
    assert list(found) == [LEVELS[2], LEVELS[1]] and found[LEVELS[2]].present.name == LEVELS[1]
    assert list(load_levels("training", LEVELS[3])) == [LEVELS[0], LEVELS[3]]


@pytest.mark.parametrize(
    ("levels", "overrides", "says"),
    [
        ([], [], "names no level"),
        ([LEVELS[1], LEVELS[1]], [], "twice"),
        (["nobody"], [], "unknown level 'nobody'"),
        ("all", ["partnership=x"], "levels="),
        ("all", ["levers.governance=1"], "levels="),
        ("all", ["+partnership.traits.share_prob=1"], "levels="),
    ],
)
def test_wrong_levels(levels, overrides, says, sentence):
    assert says in sentence(load_levels, "training", levels, overrides)


def test_levers_in_a_file_are_refused_in_a_comparison(own_file, sentence):
    path = own_file("base: training\nlevers: {governance: 0.5}\n")
    assert load_scenario(path).levers.governance == 0.5
    assert "levers can't be set in a comparison" in sentence(load_levels, path)


def test_two_levels_of_one_name_are_refused(own_file, sentence):
    text = (
        (config_dir() / "partnership" / f"{LEVELS[2]}.yaml")
        .read_text()
        .replace(f"name: {LEVELS[2]}", f"name: {LEVELS[0]}")
    )
    assert "the same name" in sentence(load_levels, "training", [own_file(text)])


# ------------------------------------------------------------------------------ schedule
def test_a_schedule_holds_a_whole_scenario_per_change():
    scenario = load_scenario(
        "training",
        [
            f"schedule=[{{day: 100, partnership: {LEVELS[3]}, customs.random_share: 0.3}}, {{day: 20, customs.random_share: 0.2}}]",
            "partnership.traits.share_prob=0.9",
        ],
    )
    first, second = scenario.schedule
    assert (first.day, second.day) == (20, 100)
    assert (
        first.scenario.customs.random_share == 0.2 and second.scenario.customs.random_share == 0.3
    )
    assert first.scenario.partnership.traits.share_prob.customs_to_police == 0.9
    assert (
        second.scenario.partnership
        == load_scenario("training", [f"partnership={LEVELS[3]}"]).partnership
    )
    assert second.scenario.present == scenario.present and second.scenario.schedule == ()
    assert second.overrides == {"partnership": LEVELS[3], "customs.random_share": 0.3}
    json.dumps(scenario_as_dict(scenario), allow_nan=False)


def test_a_schedule_in_a_file_may_nest(own_file):
    text = (
        "base: training\nschedule:\n  - day: 7\n    police: {investigators: 9}\n    legal_model: full\n    posts.airport.flows.passenger.officers: 9\n    posts.airport.partnership: "
        + LEVELS[1]
        + "\n"
    )
    change = load_scenario(own_file(text)).schedule[0].scenario
    assert (change.police.investigators, change.legal_model.name) == (9, "full")
    assert change.posts["airport"].flows["passenger"].officers == 9 and LEVELS[1] in change.levels


@pytest.mark.parametrize(
    ("schedule", "says"),
    [
        ("3", "schedule must be a list"),
        ("[3]", "schedule[0]: must be a mapping"),
        ("[{customs.random_share: 0.2}]", "needs a key 'day'"),
        ("[{day: 1.5, customs.random_share: 0.2}]", "needs a key 'day'"),
        ("[{day: -1, customs.random_share: 0.2}]", "between 0 and 729"),
        ("[{day: 730, customs.random_share: 0.2}]", "between 0 and 729"),
        ("[{day: 1}]", "changes nothing"),
        ("[{day: 1, events: true}, {day: 1, events: true}]", "events can't change"),
        ("[{day: 1, enforcement: off}, {day: 1, enforcement: on}]", "day 1 twice"),
        ("[{day: 1, posts.airport.kind: land}]", "can't change during a run"),
        ("[{day: 1, organisations.count: 3}]", "can't change during a run"),
        ("[{day: 1, years: 3}]", "can't change during a run"),
        ("[{day: 1, police.units: 3}]", "can't change during a run"),
        ("[{day: 1, customs.random_shar: 0.2}]", "(did you mean 'random_share'?)"),
        ("[{day: 1, customs.random_share: 2}]", "(day 1): customs.random_share is 2"),
        ("[{day: 1, partnership: nobody}]", "unknown level 'nobody'"),
        ("[{day: 1, posts.airprt.partnership: x}]", "(did you mean 'airport'?)"),
    ],
)
def test_wrong_schedules(schedule, says, sentence):
    assert says in sentence(load_scenario, "training", [f"schedule={schedule}"])


def test_choices_of_the_study_are_plain_fields():
    scenario = load_scenario("training", ["budget.rule=fixed", "transition=steady"])
    assert (scenario.budget.rule, scenario.transition) == ("fixed", "steady")


def test_a_cap_that_is_not_given_is_plain_data_too(own_file):
    text = OWN.replace(
        "mode: truck}",
        "mode: truck}\ncommodities: {tea: {unit: kg, wholesale_eur: 1, harm_eur: 1, loads: {truck: {median: 3}}}}",
    )
    scenario = load_scenario(own_file(text))
    assert scenario.commodities["tea"].loads["truck"].cap == 1e12
    assert scenario_as_dict(scenario)["commodities"]["tea"]["loads"]["truck"]["cap"] == 1e12  # type: ignore[index]
