"""Shocks as data: the 24 that are shipped, settings for a time, conditions, and what is refused."""

import dataclasses
import json

import pytest
import yaml

from borderSim.measures.summary import FLOWS, STATES
from borderSim.model.actions.shock_effects import ACTS
from borderSim.parameters.scenario import Directed
from borderSim.parameters.shocks import AVERAGED, LASTING, SUMMED, Effects, Text, kinds
from borderSim.scenario.catalogue import shipped_shocks
from borderSim.scenario.files import names_in
from borderSim.scenario.load import load_levels, load_scenario, scenario_as_dict
from borderSim.scenario.names import shipped
from borderSim.scenario.shipped import config_dir
from borderSim.scenario.shock_files import check_instrument
from borderSim.scenario.shock_overlay import post_meant, under

SHIPPED = shipped_shocks()
ALL = f"shocks=[{','.join(SHIPPED)}]"


def own(effects, **fields):
    """A mapping that writes one shock out in a scenario file."""
    return yaml.safe_dump({"base": "training", "shocks": {"mine": {"effects": effects, **fields}}})


@pytest.fixture
def load(own_file):
    """Load training with one shock of one's own."""

    def scenario(effects, overrides=(), **fields):
        return load_scenario(own_file(own(effects, **fields), "country.yaml"), overrides)

    return scenario


def in_force(scenario, *names):
    return under(scenario, [scenario.shocks[name].effects for name in names or scenario.shocks])


# ------------------------------------------------------------------------------ what is shipped
def test_twenty_four_are_shipped():
    assert list(SHIPPED) == names_in("shocks") and len(SHIPPED) == 24


@pytest.mark.parametrize("name", SHIPPED)
def test_every_text_is_there_in_both_languages(name):
    shock = SHIPPED[name]
    for spec in dataclasses.fields(shock):
        text = getattr(shock, spec.name)
        if isinstance(text, Text):
            assert len(text.en.split()) > 1 and len(text.fr.split()) > 1, spec.name
            assert (text.en != text.fr and text.en[-1] == text.fr[-1]) or spec.name == "title", (
                spec.name
            )
    assert shock.question.en.endswith("?") and shock.question.fr.endswith(" ?")
    assert shock.section and shock.to
    assert not any(word in f" {shock.text.fr} " for word in (" the ", " and ", " of "))


def test_the_terms_are_those_of_the_two_organisations():
    french = " ".join(text for s in SHIPPED.values() for text in (s.text.fr, s.expected.fr))
    for term in (
        "CCDP",
        "RPCV",
        "PNR",
        "protocole d'entente",
        "BCN",
        "CENcomm",
        "OMD",
        "livraison contrôlée",
        "agent de liaison",
    ):
        assert term in french, term


def test_every_shipped_shock_does_something_and_says_what():
    for name, shock in SHIPPED.items():
        assert shock.effects != Effects() and len(shock.in_the_model.en.split()) > 7, name
        assert not shock.in_the_model.en.startswith("Nothing."), name


def test_all_three_ways_to_strike_are_shipped():
    whens = [shock.when for shock in SHIPPED.values()]
    assert "by hand" in whens and "day 60" in whens and "takedowns over 7 days at least 1" in whens
    assert SHIPPED["one_warehouse"].when == "open cases over a day at least 1"


@pytest.mark.parametrize("name", shipped("scenario"))
def test_every_shipped_shock_loads_wherever_there_is_what_it_needs(name):
    modes = {mode for post in load_scenario(name).posts.values() for mode in post.flows}
    fit = [
        n
        for n, s in SHIPPED.items()
        if all(
            e is None or getattr(e, "mode", "every") in {"every", *modes}
            for e in vars(s.effects).values()
        )
    ]
    scenario = load_scenario(name, [f"shocks=[{','.join(fit)}]"])
    assert sorted(scenario.shocks) == sorted(fit)
    plain = scenario_as_dict(scenario)
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain


def test_they_stand_alike_in_every_level_of_a_comparison():
    levels = load_levels("training", "all", [ALL])
    assert len({json.dumps(scenario_as_dict(s)["shocks"]) for s in levels.values()}) == 1
    assert len(next(iter(levels.values())).shocks) == 24


def test_every_kind_of_effect_is_shipped_or_tried_and_has_its_function():
    assert set(ACTS) == set(kinds()) - {"settings", "volume", "scanner_outage", "data_ruling"}
    assert set(LASTING) <= set(kinds())
    used = {kind for s in SHIPPED.values() for kind in kinds() if getattr(s.effects, kind)}
    assert used == set(kinds()) - {"withdraw_instrument"}


def test_what_a_condition_may_ask_is_in_the_books():
    assert (
        set(SUMMED) <= set(FLOWS)
        and set(AVERAGED) <= set(STATES)
        and not set(SUMMED) & set(AVERAGED)
    )


# ------------------------------------------------------------------------------ chosen and set
def test_a_field_is_set_where_it_stands():
    scenario = load_scenario(
        "training",
        [
            "shocks=[scanner_breaks]",
            "shocks.scanner_breaks.day=30",
            "shocks.scanner_breaks.effects.scanner_outage.share=0.5",
        ],
    )
    shock = scenario.shocks["scanner_breaks"]
    assert (shock.day, shock.effects.scanner_outage.share) == (30, 0.5)
    assert (
        shock.effects.scanner_outage.replacement
        == SHIPPED["scanner_breaks"].effects.scanner_outage.replacement
    )


def test_a_day_goes_before_a_condition():
    shock = load_scenario(
        "training", ["shocks=[one_warehouse]", "shocks.one_warehouse.day=7"]
    ).shocks["one_warehouse"]
    assert shock.condition is not None and shock.when == "day 7"


def test_a_scenario_file_names_changes_and_writes_shocks_out(own_file):
    text = "base: training\nshocks:\n  budget_cut: {day: 12}\n  rare_birds:\n  mine: {day: 3, effects: {will: {change: -0.5}}, title: Only one language}\n"
    scenario = load_scenario(own_file(text, "country.yaml"))
    assert list(scenario.shocks) == ["budget_cut", "mine", "rare_birds"]
    assert (
        scenario.shocks["budget_cut"].day == 12 and scenario.shocks["budget_cut"].lasts_days == 365
    )
    assert scenario.shocks["mine"].title == Text(en="Only one language", fr="Only one language")
    listed = own_file("base: training\nshocks: [budget_cut]\n", "other.yaml")
    assert list(load_scenario(listed).shocks) == ["budget_cut"]
    assert list(load_scenario(listed, ["shocks=[rare_birds]"]).shocks) == ["rare_birds"]
    assert (
        load_scenario(listed, ["shocks=[]"]).shocks
        == load_scenario(listed, ["~shocks.budget_cut"]).shocks
        == {}
    )


def test_an_override_goes_before_what_the_file_says_of_a_setting(load):
    effects = {"settings": {"customs.random_share": {"factor": 2}, "police": {"investigators": 4}}}
    key = "shocks.mine.effects.settings.customs.random_share"
    assert in_force(load(effects)).customs.random_share == pytest.approx(0.2)
    assert in_force(load(effects, [f"{key}.factor=3"])).customs.random_share == pytest.approx(0.3)
    both = in_force(load(effects, [f"{key}=0.4"]))
    assert both.customs.random_share == 0.4 and both.police.investigators == 4


# ------------------------------------------------------------------------------ settings for a time
SETTINGS = [
    {"customs.random_share": 0.3, "police.investigators": 3},
    {"capacity_scale": 0.5, "enforcement": False},
    {"partnership": "coordination", "partnership.traits.share_prob": 0.11},
    {"partnership.traits.share_prob.customs_to_police": 0.4},
    {"levers.information_sharing": 0.4, "levers.governance": 1.0},
    {"legal_model": "full", "legal_model.handover_delay_days": 1},
    {"posts.airport.partnership": "cooperation", "posts.seaport.flows.box.officers": 9},
    {"traffickers.adaptation": "off", "investigation.controlled_delivery": 0.7},
    {"posts.airport.partnership": None},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_settings_give_the_scenario_that_a_schedule_would(settings, load, own_file):
    shocked = in_force(load({"settings": settings}, ["partnership=communication"]))
    file = own_file(
        yaml.safe_dump({"base": "training", "schedule": [{"day": 10, **settings}]}), "country.yaml"
    )
    change = load_scenario(file, ["partnership=communication"]).schedule[0]
    assert dataclasses.replace(shocked, schedule=(), shocks={}) == change.scenario
    assert change.scenario != load_scenario(file) or settings == {"posts.airport.partnership": None}


def test_bounds_and_factors(load):
    base = load_scenario("training")
    changed = in_force(
        load(
            {
                "settings": {
                    "customs.random_share": {"factor": 100},
                    "police.investigators": {"at_least": 3},
                    "customs.analysts": {"at_most": 1},
                    "customs.belief_update_days": {"factor": 0.7},
                    "partnership.traits.share_prob": {"at_least": 0.5},
                    "partnership.traits.share_interval_days": {"at_most": 2},
                    "partnership.traits.persistence": {"at_least": 0.9},
                    "partnership.traits.running_cost_eur": {"factor": 2},
                    "posts.*.flows.*.officers": {"factor": 0.5},
                    "posts.*.flows.truck.officers": {"at_most": 1},
                }
            }
        )
    )
    assert changed.customs.random_share == 1.0  # never out of its range
    assert (
        changed.police.investigators == base.police.investigators and changed.customs.analysts == 1
    )
    assert changed.customs.belief_update_days == 20 and isinstance(
        changed.customs.belief_update_days, int
    )
    traits = changed.partnership.traits
    assert traits.share_prob == Directed(customs_to_police=0.5, police_to_customs=0.5)
    assert base.partnership.traits.share_interval_days is None
    assert traits.share_interval_days == Directed(customs_to_police=2, police_to_customs=2)
    assert traits.persistence is None  # what is not there is not bounded from below
    officers = {
        (p, m): f.officers for p, post in changed.posts.items() for m, f in post.flows.items()
    }
    was = {(p, m): f.officers for p, post in base.posts.items() for m, f in post.flows.items()}
    assert all(officers[k] == (min(was[k] / 2, 1) if "land_" in k[0] else was[k] / 2) for k in was)


def test_several_at_once_compose_in_the_order_in_which_they_struck(own_file):
    text = """
base: training
shocks:
  cut: {effects: {settings: {police.investigators: {factor: 0.5}, customs.random_share: 0.4}}}
  half: {effects: {settings: {police.investigators: {factor: 0.5}, customs.random_share: {factor: 0.5}}}}
"""
    scenario = load_scenario(own_file(text, "country.yaml"))
    was = scenario.police.investigators
    assert in_force(scenario, "cut", "half").police.investigators == was / 4
    assert in_force(scenario, "cut", "half").customs.random_share == pytest.approx(0.2)
    assert in_force(scenario, "half", "cut").customs.random_share == 0.4
    assert in_force(scenario, "half").police.investigators == was / 2
    assert under(scenario, []) is scenario


def test_a_joint_operation_gives_floors_and_a_level_that_has_them_gains_only_meetings():
    levels = load_levels("training", "all", ["shocks=[joint_operation]"])
    before = levels["collaboration"].partnership.traits
    after = in_force(levels["collaboration"]).partnership.traits
    assert {
        f.name
        for f in dataclasses.fields(before)
        if getattr(before, f.name) != getattr(after, f.name)
    } == {"meeting_share"}
    low = in_force(levels["coexistence"]).partnership.traits
    assert (
        low.share_prob.police_to_customs == 0.7
        and low.share_latency_days.police_to_customs == 0.1
        and low.pool_fraction == 0.25
    )


def test_traffic_grows_and_posts_close(load):
    base = load_scenario("training")
    grown = in_force(load({"volume": {"mode": "truck", "factor": 3}}))
    for name, post in base.posts.items():
        for mode, flow in post.flows.items():
            assert grown.posts[name].flows[mode].units_per_year == flow.units_per_year * (
                3 if mode == "truck" else 1
            )
    closed = in_force(load({"post_closed": {}}, lasts_days=5))
    empty = [
        name
        for name, post in closed.posts.items()
        if all(f.units_per_year == 0 for f in post.flows.values())
    ]
    assert empty == ["seaport"] == [post_meant(base, "busiest")]
    assert post_meant(load_scenario("national"), "busiest") == "seaport_alba"
    assert post_meant(load_scenario("airport"), "busiest", with_machines=True) == "airport"


@pytest.mark.parametrize(
    ("has", "kept", "access"),
    [
        ({"customs_access": "direct", "police_access": "direct"}, 182, "none"),
        (
            {"customs_access": "direct", "police_access": "direct", "joint_unit": "true"},
            182,
            "direct",
        ),
        (
            {
                "customs_access": "direct",
                "police_access": "direct",
                "joint_unit": "true",
                "retention_days": 90,
            },
            90,
            "direct",
        ),
    ],
)
def test_a_ruling_bounds_passenger_data_and_leaves_them_to_a_joint_unit(has, kept, access):
    given = [
        f"systems.passenger_name_records.{key}={value}"
        for key, value in {"transfer": "push", **has}.items()
    ]
    scenario = load_scenario("training", ["shocks=[passenger_data_ruling]", *given])
    ruled = in_force(scenario)
    data = ruled.systems["passenger_name_records"]
    assert (data.retention_days, data.customs_access, data.police_access) == (kept, access, access)
    rest = {**ruled.systems, "passenger_name_records": scenario.systems["passenger_name_records"]}
    assert dataclasses.replace(ruled, systems=rest) == scenario, "nothing else, API neither"


def test_a_blind_spot_adds_to_what_nobody_may_seize():
    scenario = load_scenario(
        "training",
        ["shocks=[rare_birds]", "competence.customs=[cocaine]", "competence.police=[wildlife]"],
    )
    law = in_force(scenario).competence
    assert law == dataclasses.replace(
        scenario.competence, customs=("cocaine", "wildlife"), police=("wildlife",)
    )
    twice = load_scenario(
        "training",
        ["shocks=[rare_birds]", "competence.customs=[wildlife]", "competence.police=[wildlife]"],
    )
    assert in_force(twice) == twice, "a gap that is there already grows no larger"


# ------------------------------------------------------------------------------ what is refused
@pytest.mark.parametrize(
    ("effects", "fields", "names"),
    [
        ({}, {"day": 730}, ["shocks.mine.day is 730", "between 0 and 729"]),
        ({}, {"day": -1}, ["shocks.mine.day is -1"]),
        ({}, {"day": 1.5}, ["a whole number, not 1.5"]),
        ({}, {"lasts_days": 0}, ["shocks.mine.lasts_days is 0"]),
        ({}, {"titel": "x"}, ["shocks.mine.titel is an unknown key (did you mean 'title'?)"]),
        ({}, {"to": ["ministr"]}, ["'ministr' (did you mean 'minister'?)"]),
        ({}, {"to": "minister"}, ["a list of names such as [a, b]"]),
        ({}, {"condition": {"measure": "seizure", "above": 1}}, ["did you mean 'seizures'?"]),
        (
            {},
            {"condition": {"measure": "seizures"}},
            ["gives no limit", "above, below, at_least, at_most"],
        ),
        (
            {},
            {"condition": {"measure": "seizures", "above": 1, "below": 2}},
            ["gives above and below"],
        ),
        (
            {},
            {"condition": {"measure": "seizures", "above": 1, "not_before": 800}},
            ["not_before is 800", "between 0 and 729"],
        ),
        (
            {},
            {"condition": {"measure": "seizures", "above": 1, "over_days": 0}},
            ["over_days is 0"],
        ),
        ({}, {"condition": {"above": 1}}, ["lacks the key 'measure'"]),
        ({"leaks": {"items": 2}}, {}, ["effects.leaks is an unknown key (did you mean 'leak'?)"]),
        (
            {"leak": {"item": 2}},
            {},
            ["effects.leak.item is an unknown key (did you mean 'items'?)"],
        ),
        ({"leak": {}}, {}, ["effects.leak lacks the key 'items'"]),
        ({"leak": {"items": 2.5}}, {}, ["a whole number"]),
        ({"leak": 3}, {}, ["must be a mapping"]),
        ({"leak": {"items": 2}}, {"lasts_days": 3}, ["nothing of what it does lasts"]),
        ({"trust_change": {"change": 2}}, {}, ["between -1 and 1"]),
        ({"trust_change": {"change": 0.1, "post": "harbour"}}, {}, ["'harbour', an unknown post"]),
        (
            {"trust_change": {"change": 0.1, "post": "busiest"}},
            {},
            ["must name a post, or be everywhere"],
        ),
        ({"scanner_outage": {"post": "airport"}}, {}, ["there is no machine to fail"]),
        ({"scanner_outage": {"post": "everywhere"}}, {}, ["must name a post, or be busiest"]),
        ({"post_closed": {}}, {}, ["a post that closes must open again"]),
        (
            {"volume": {"mode": "air_cargo", "factor": 2}},
            {},
            ["'air_cargo', but no post has such traffic", "box, parcel, passenger, truck"],
        ),
        ({"tip": {"mode": "boks", "within_days": 3}}, {}, ["did you mean 'box'?"]),
        (
            {"document_hit": {"hour": 3, "system": "stolen_document"}},
            {},
            [
                "system is 'stolen_document', an unknown information system",
                "fit for it: stolen_travel_documents",
            ],
        ),
        (
            {"document_hit": {"hour": 3, "system": "iarms"}},
            {},
            ["'iarms', which is not asked on arrival", "stolen_travel_documents"],
        ),
        (
            {"document_hit": {"hour": 3, "system": "notices"}},
            {},
            ["'notices', which is not asked on arrival, or has no hit confirmed"],
        ),
        (
            {"document_hit": {"hour": 3, "mode": "box"}},
            {},
            ["stolen_travel_documents is asked in passenger, car, truck only"],
        ),
        ({"document_hit": {"hour": 25}}, {}, ["hour is 25", "between 0 and 24"]),
        (
            {"data_ruling": {"retention_days": 9, "system": "notices"}},
            {},
            ["'notices', which holds no passenger data", "passenger_name_records"],
        ),
        (
            {"blind_spot": {"commodity": "parrots"}},
            {},
            ["'parrots', an unknown commodity", "wildlife"],
        ),
        (
            {"blind_spot": {"commodity": "wildlife", "mode": "car"}},
            {},
            ["'car', but no post has such traffic"],
        ),
        (
            {"offer_instrument": {"name": "no_such_thing"}},
            {},
            ["'no_such_thing', an unknown instrument"],
        ),
        ({"settings": 3}, {}, ["must be a mapping such as {customs.random_share: 0.2}"]),
        (
            {"settings": {"customs.random_shar": 0.2}},
            {},
            ["customs.random_shar is an unknown key (did you mean 'random_share'?)"],
        ),
        (
            {"settings": {"customs.random_share": 2}},
            {},
            ["customs.random_share is 2", "between 0 and 1"],
        ),
        ({"settings": {"customs.random_share": None}}, {}, ["must be a number, not null"]),
        ({"settings": {"customs.random_share": {"factor": -1}}}, {}, ["a factor is at least 0"]),
        (
            {"settings": {"customs.random_share": {"factor": "x"}}},
            {},
            ["has a factor that is no number"],
        ),
        (
            {"settings": {"customs.inspect_all": {"factor": 2}}},
            {},
            ["customs.inspect_all is no number"],
        ),
        (
            {"settings": {"traffic.lawful_scale": 2}},
            {},
            ["traffic.lawful_scale can't change during a run"],
        ),
        ({"settings": {"police.units": 2}}, {}, ["police.units can't change during a run"]),
        ({"settings": {"partnership": "cooperatoin"}}, {}, ["did you mean 'cooperation'?"]),
        ({"settings": {"posts.port_*.flows.*.officers": 2}}, {}, ["fits no key of the scenario"]),
        ({"settings": {"posts.seport.flows.box.officers": 2}}, {}, ["did you mean 'seaport'?"]),
        (
            {"settings": {"customs.allocation": "greedy"}},
            {},
            ["shocks.mine leads to what can't be", "customs.mobile_share is 0"],
        ),
        (
            {"settings": {"customs.targeting": "believe"}},
            {},
            ["shocks.mine leads to what can't be", "did you mean 'belief'?"],
        ),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(effects, fields, names, load, sentence):
    text = sentence(load, effects, **fields)
    assert "country.yaml" in text and "Traceback" not in text
    assert all(name in text for name in names), text


def test_without_effects_a_shock_of_ones_own_is_taken_for_a_misspelt_name(own_file, sentence):
    file = own_file("base: training\nshocks: {budget_cuts: {day: 3}}\n", "country.yaml")
    assert "unknown shock 'budget_cuts' (did you mean 'budget_cut'?)" in sentence(
        load_scenario, file
    )


def test_a_shock_that_is_not_named_cannot_be_set(sentence):
    text = sentence(load_scenario, "training", ["shocks.scanner_breaks.day=3"])
    assert "shocks='[scanner_breaks]'" in text
    assert "did you mean 'rare_birds'?" in sentence(
        load_scenario, "training", ["shocks=[rare_birds]", "shocks.rare_bird.day=3"]
    )


def test_a_shock_must_be_possible_under_what_the_schedule_brings(own_file, sentence):
    text = """
base: training
customs: {mobile_share: 0.2}
schedule: [{day: 50, customs.mobile_share: 0}]
shocks: {mine: {day: 60, effects: {settings: {customs.allocation: greedy}}}}
"""
    assert "customs.mobile_share is 0" in sentence(load_scenario, own_file(text, "country.yaml"))


def test_the_hook_for_instruments_tells_what_there_is(sentence):
    assert "unknown instrument" in sentence(check_instrument, "no_such_thing", "here")


def test_the_files_are_all_in_one_folder_of_data():
    assert {path.suffix for path in (config_dir() / "shocks").iterdir()} == {".yaml"}
