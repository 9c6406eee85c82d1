"""Levels spelt out from the shipped instruments: what needs what, what rests on what, and that a new one joins by itself."""

import pytest

from borderSim.parameters.scenario import Gives, Instrument
from borderSim.scenario.instruments import shipped_instruments
from borderSim.scenario.load import load_levels
from borderSim.scenario.names import shipped
from borderSim.studies.design import level_sets
from borderSim.studies.design.level_sets import read_levels
from borderSim.studies.design.prerequisites import needed_by, resting_on
from borderSim.studies.design.steps import Step


def instrument(name, **fields):
    return name, Instrument(name=name, **fields)


WORLD = dict(
    [
        instrument("paper", gives=Gives(persistence=0.85), setup_cost_eur=10.0),
        instrument("dear_paper", gives=Gives(persistence=0.85), setup_cost_eur=500.0),
        instrument(
            "pact",
            requires=("paper",),
            exercised_by=("drill", "team"),
            gives=Gives(persistence=0.9),
        ),
        instrument("drill"),
        instrument("team"),
        instrument("desk", needs_formality=0.8),
        instrument("base", needs_formality=0.88),
        instrument("branch", requires=("desk",)),
    ]
)


@pytest.mark.parametrize(
    ("names", "persistence", "needs"),
    [
        (["drill"], None, ()),
        (["pact"], None, ("drill", "paper")),
        (["pact", "team"], None, ("paper",)),
        (["desk"], None, ("paper",)),
        (["desk"], 0.85, ()),
        (["branch"], None, ("desk", "paper")),
        (["desk", "dear_paper"], None, ()),
    ],
)
def test_what_an_instrument_needs(names, persistence, needs):
    assert needed_by(names, WORLD, persistence) == needs


def test_an_arrangement_is_not_made_formal_by_the_instrument_itself():
    own = dict(
        [instrument("self", needs_formality=0.8, gives=Gives(persistence=0.9)), *WORLD.items()]
    )
    assert needed_by(["self"], own, None) == ("paper",)


def test_what_rests_on_an_instrument():
    assert resting_on("desk", WORLD, None) == ("branch",)
    assert resting_on("paper", WORLD, None) == ("base", "pact"), (
        "without the pact nothing is formal enough for the base"
    )
    assert resting_on("paper", WORLD, 0.9) == ("pact",)
    assert resting_on("drill", WORLD, None) == (), "the team still exercises the pact"
    own = dict(
        [
            instrument("self", needs_formality=0.8, gives=Gives(persistence=0.9)),
            ("paper", WORLD["paper"]),
        ]
    )
    assert resting_on("paper", own, None) == ("self",), (
        "it does not make its own arrangement formal"
    )


def test_every_shipped_instrument_stands_alone_beside_its_reference():
    _, steps = read_levels(["each_instrument_alone"], None, "x")
    assert [step.instruments[0] for step in steps] == list(shipped_instruments())
    for step in steps:
        tried, beside = set(step.level.split("+")), set(step.against.split("+"))
        assert tried - beside == set(step.instruments) and beside < tried
        assert beside - {"coexistence"} == set(step.along)


@pytest.mark.parametrize("scenario", ["training", "national"])
def test_all_that_the_words_spell_out_can_be_loaded(scenario):
    names = list(shipped_instruments())[:3]
    levels, steps = read_levels(
        [
            "all",
            "each_instrument_alone",
            "each_instrument_left_out",
            {"pairs_of": names},
            {"built_up": names},
        ],
        None,
        "x",
    )
    loaded = load_levels(scenario, levels)
    assert list(loaded) == levels and {step.level for step in steps} <= set(levels)
    for step in steps:
        own = set(loaded[step.level].partnership.instruments)
        if step.role == "left_out":
            assert own == set(shipped_instruments()) - {*step.instruments, *step.along}
        elif step.role != "shipped":
            assert {*step.instruments, *step.along} == own


def test_a_new_instrument_joins_by_itself(monkeypatch):
    more = {**shipped_instruments(), "zeppelin": WORLD["desk"]}
    monkeypatch.setattr(level_sets, "shipped_instruments", lambda: more)
    levels, steps = read_levels(["each_instrument_alone", "each_instrument_left_out"], None, "x")
    assert "coexistence+memorandum_of_understanding+zeppelin" in levels
    assert Step("left_out", "coexistence+all-zeppelin", "coexistence+all", ("zeppelin",)) in steps


def test_pairs_and_the_way_up():
    _, steps = read_levels(
        [{"pairs_of": ["fusion_centre", "integrated_database", "joint_training"]}], None, "x"
    )
    assert [step.instruments for step in steps] == [
        ("fusion_centre", "integrated_database"),
        ("fusion_centre", "joint_training"),
        ("integrated_database", "joint_training"),
    ]
    assert (
        steps[0].against == "coexistence+memorandum_of_understanding"
        and steps[1].against == "coexistence"
    )
    names = list(shipped_instruments())[:9]
    _, steps = read_levels([{"built_up": names}], "cooperation", "x")
    assert [len(step.instruments) for step in steps] == [1, 2, 3, 5, 8, 9]
    assert all(
        step.against == "cooperation" and step.level.startswith("cooperation+") for step in steps
    )


def test_a_level_of_ones_own_differs_in_its_traits_alone():
    levels, steps = read_levels(
        [
            "coexistence",
            {
                "name": "mine",
                "of": "coexistence",
                "traits": {"pool_fraction": 0.3, "share_prob": 0.2},
            },
        ],
        None,
        "x",
    )
    loaded = load_levels("training", levels)
    own, base = loaded["mine"].partnership.traits, loaded["coexistence"].partnership.traits
    differing = {name for name in vars(own) if getattr(own, name) != getattr(base, name)}
    assert (
        differing == {"pool_fraction", "share_prob"}
        and own.pool_fraction == 0.3
        and own.share_prob.police_to_customs == 0.2
    )
    assert loaded["mine"].partnership.title == "mine" and steps == ()


def test_plain_lists_stay_what_they_are():
    assert read_levels("all", None, "x") == ("all", ())
    assert read_levels(["coexistence", "mine.yaml"], None, "x") == (
        ["coexistence", "mine.yaml"],
        (),
    )
    assert read_levels(["all", "mine.yaml"], None, "x")[0] == [*shipped("partnership"), "mine.yaml"]


def test_a_step_survives_the_manifest():
    _, steps = read_levels(["each_instrument_left_out"], None, "x")
    assert [Step.of(step.as_dict()) for step in steps] == list(steps)
