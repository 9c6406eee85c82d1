"""The typed builder on its own: types, ranges, names."""

import dataclasses

import pytest

from borderSim.errors import InputError
from borderSim.parameters.declare import Declaration
from borderSim.parameters.scenario import (
    CostParts,
    Customs,
    Directed,
    Flow,
    Load,
    Organisations,
    Post,
    Traffickers,
    Traits,
)
from borderSim.scenario.build import Place, build, range_in_words

HERE = Place("", lambda key: "f.yaml")
TRAITS = {
    "share_prob": 0.5,
    "share_interval_days": None,
    "share_latency_days": {"customs_to_police": 1, "police_to_customs": 9},
    "share_fidelity": 1,
    "readers_share": 0,
    "pool_fraction": 0,
    "pool_reaction_days": 3,
    "lookup_prob": 0,
    "shared_objective_weight": 0,
    "trust_set_point": 0.2,
    "persistence": None,
    "meeting_share": 0,
    "setup_cost_eur": 10,
    "running_cost_eur": {"sharing": 1, "pooling": 2, "governance": 3},
    "months_to_reach": None,
}


def test_numbers_become_what_the_fields_say():
    traits = build(Traits, TRAITS, HERE)
    assert traits.share_prob == Directed(customs_to_police=0.5, police_to_customs=0.5)
    assert traits.share_latency_days.police_to_customs == 9.0
    assert traits.share_interval_days is None
    assert traits.setup_cost_eur == CostParts(sharing=0, pooling=0, governance=10)
    assert traits.running_cost_eur.total == 6
    assert isinstance(traits.share_fidelity.customs_to_police, float)


def test_a_built_part_is_taken_as_it_is_and_plain_data_goes_round():
    traits = build(Traits, TRAITS, HERE)
    assert build(Traits, traits, HERE) is traits
    assert build(Traits, dataclasses.asdict(traits), HERE) == traits


@pytest.mark.parametrize(
    ("word", "value"), [("on", True), ("off", False), ("yes", True), ("No", False), (True, True)]
)
def test_switches(word, value):
    assert build(Traffickers, {"adaptation": word}, HERE).adaptation is value


def test_entries_are_sorted_and_null_takes_one_out():
    flow = {"units_per_year": 1, "officers": 1}
    post = build(Post, {"kind": "land", "flows": {"truck": flow, "box": flow, "car": None}}, HERE)
    assert list(post.flows) == ["box", "truck"]


def test_a_load_has_a_largest_size_even_where_none_is_given():
    assert build(Load, {"median": 1}, HERE).cap == 1e12


@pytest.mark.parametrize(
    ("kind", "values", "says"),
    [
        (
            Customs,
            {"random_shar": 1},
            "f.yaml: random_shar is an unknown key (did you mean 'random_share'?)",
        ),
        (Customs, {"random_share": 1.5}, "random_share is 1.5, but must be between 0 and 1"),
        (Customs, {"random_share": -0.1}, "between 0 and 1"),
        (Customs, {"random_share": True}, "must be a number, not true"),
        (Customs, {"random_share": "0.1"}, "must be a number, not '0.1'"),
        (Customs, {"random_share": None}, "must be a number, not null"),
        (Customs, {"random_share": [0.1]}, "must be a number, not a list"),
        (Customs, {"random_share": {"a": 1}}, "must be a number, not a mapping"),
        (Customs, {"random_share": float("nan")}, "is nan, but must be a finite number"),
        (Customs, {"analysts": float("inf")}, "is inf, but must be a finite number"),
        (Customs, {"analysts": 10**400}, "is inf, but must be a finite number"),
        (Customs, {"analysts": -1}, "must be between 0 and 1,000,000 (officers)"),
        (Customs, {"hours_per_officer_year": 0}, "must be between 1 and 8760 (hours/year)"),
        (Customs, {"inspect_all": "maybe"}, "must be true or false (or on, off), not 'maybe'"),
        (Customs, {"inspect_all": 1}, "must be true or false"),
        (Customs, {"belief_update_days": 7.5}, "must be a whole number, not 7.5"),
        (Customs, {"belief_update_days": True}, "must be a whole number, not true"),
        (Customs, {"belief_update_days": 10**40}, "a number of that size"),
        (Customs, [1], "must be a mapping of keys to values, not a list"),
        (
            Post,
            {"kind": "seport", "flows": {}},
            "kind is 'seport' (did you mean 'seaport'?), but must be one of: seaport",
        ),
        (Post, {"kind": "land"}, "f.yaml: the key 'flows' is missing"),
        (Post, {"kind": 3, "flows": {}}, "kind must be text, not 3"),
        (
            Post,
            {"kind": "land", "flows": []},
            "flows must be a mapping of names to entries, not a list",
        ),
        (Post, {"kind": "land", "flows": {"Bad Name": {}}}, "a name holds only a-z, 0-9 and '_'"),
        (
            Post,
            {"kind": "land", "flows": {"car": {"officers": 1}}},
            "flows.car lacks the key 'units_per_year'",
        ),
        (Flow, {"units_per_year": 1, "officers": 1, "lane_shares": 1}, "must be a list of numbers"),
        (
            Flow,
            {"units_per_year": 1, "officers": 1, "lane_shares": [1, "x"]},
            "lane_shares[1] must be a number",
        ),
        (Traffickers, {"replacement_success": [1, 1]}, "must be a list of 4 numbers, not of 2"),
        (Organisations, {"profiles": {"a": 3}}, "profiles.a must be a mapping"),
        (
            Traits,
            {**TRAITS, "share_prob": {"customs_to_police": 2, "police_to_customs": 0}},
            "share_prob.customs_to_police is 2",
        ),
        (Traits, {**TRAITS, "share_prob": "x"}, "must be a mapping of keys to values or a number"),
        (
            Traits,
            {**TRAITS, "share_prob": {"customs_to_police": 0.2}},
            "share_prob lacks the key 'police_to_customs'",
        ),
        (
            Traits,
            {**TRAITS, "setup_cost_eur": -1},
            "setup_cost_eur is -1, but must be between 0 and 1,000,000,000,000 (EUR)",
        ),
        (
            Traits,
            {**TRAITS, "setup_cost_eur": {"sharing": -1, "pooling": 0, "governance": 0}},
            "setup_cost_eur.sharing is -1",
        ),
    ],
)
def test_wrong_values_get_one_sentence(kind, values, says):
    with pytest.raises(InputError) as caught:
        build(kind, values, HERE)
    assert says in str(caught.value)
    assert str(caught.value).startswith("f.yaml: ") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (float("-inf"), float("inf"), ""),
        (float("-inf"), 3, "at most 3"),
        (0, float("inf"), "at least 0"),
        (0, 1, "between 0 and 1"),
        (1e-6, 1e6, "between 0.000001 and 1,000,000"),
        (0.25, 365000, "between 0.25 and 365000"),
    ],
)
def test_ranges_in_words(low, high, words):
    assert range_in_words(Declaration("1", "", low, high)) == words
