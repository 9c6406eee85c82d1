"""A scenario that Python changed: right ones run as they are, wrong ones end in a sentence before the run starts."""

import dataclasses
import pickle

import numpy as np
import pytest

import borderSim as bs
from borderSim.errors import InputError
from borderSim.scenario.from_python import checked
from borderSim.scenario.load import load_levels

SHORT = ["years=0.05", "burn_in_days=10"]
EDGES = "organisation,source,target,source_role,target_role\n" + "".join(
    f"north,{a},{b},{ra},{rb}\n"
    for a, b, ra, rb in [
        ("Ana", "Bo", "organiser", "broker"),
        ("Bo", "Cy", "broker", "financier"),
        ("Bo", "Di", "broker", "logistics"),
        ("Di", "Ed", "logistics", "courier"),
        ("Di", "Fa", "logistics", "storage"),
        ("Bo", "Gi", "broker", "facilitator"),
    ]
)

TAKEN_APART = [
    [],
    ["partnership=collaboration"],
    ["transition=ramp", "partnership=cooperation"],
    ["levers.information_sharing=0.3"],
    ["layers.strategic=cooperation"],
    ["instruments=[liaison_officers]"],
    ["partnership=cooperation+liaison_officers"],
    ["shocks=[minister_changes,rare_birds]"],
    ["schedule=[{day: 30, partnership: coordination},{day: 40, customs.random_share: 0.2}]"],
    ["posts.seaport.partnership=cooperation", "partnership.traits.lookup_prob=0.5"],
    ["years=0.3", "events=true", "legal_model=full"],
]


@pytest.mark.parametrize("settings", TAKEN_APART, ids=str)
def test_taken_apart_and_put_together_it_is_the_same(settings):
    scenario = bs.load_scenario("training", settings)
    assert checked(scenario) is scenario
    assert checked(dataclasses.replace(scenario)) == scenario
    assert bs.load_scenario(scenario) == scenario


def test_networks_of_ones_own_come_along(tmp_path):
    (tmp_path / "net.csv").write_text(EDGES)
    scenario = bs.load_scenario("training", [f"organisations.networks_file={tmp_path / 'net.csv'}"])
    (tmp_path / "net.csv").unlink()
    assert bs.load_scenario(scenario, ["years=0.5"]).networks == scenario.networks
    assert checked(scenario.with_(years=0.5)).networks == scenario.networks


def replaced(scenario, key, value):
    first, _, rest = key.partition(".")
    if not rest:
        return dataclasses.replace(scenario, **{first: value})
    return dataclasses.replace(scenario, **{first: replaced(getattr(scenario, first), rest, value)})


WRONG = [
    ("years", -1, "years is -1, but must be"),
    ("years", float("inf"), "years is inf"),
    ("years", "x", "years must be a number, not 'x'"),
    ("customs.random_share", 2.0, "customs.random_share is 2.0, but must be between 0 and 1"),
    ("customs.random_share", None, "customs.random_share must be a number, not null"),
    ("customs", None, "customs must be a mapping"),
    ("police.units", 1.5, "police.units must be a whole number"),
    ("transition", "rampp", "transition is 'rampp'.*ramp"),
    ("organisations.count", 10**6, "organisations.count"),
    ("partnership", "coperation", "did you mean 'cooperation'"),
    ("posts", {}, "posts is empty"),
    ("schedule", [{"day": 3}], "schedule is filled when"),
    ("events", "maybe", "events must be true or false"),
]


@pytest.mark.parametrize(
    ("key", "value", "sentence"), WRONG, ids=[f"{key}={value}" for key, value, _ in WRONG]
)
def test_what_replace_lets_through_is_refused_before_it_runs(key, value, sentence):
    scenario = replaced(bs.load_scenario("training", SHORT), key, value)
    for call in (
        bs.run,
        bs.BorderModel,
        bs.load_scenario,
        lambda given: bs.compare(given, results_dir="nowhere"),
    ):
        with pytest.raises(InputError, match=sentence) as caught:
            call(scenario)
        assert (
            "\n" not in str(caught.value) and "training" in str(caught.value)
        ) or "partnership" in str(caught.value)


def test_numbers_of_numpy_and_names_become_plain():
    loaded = bs.load_scenario("training", [*SHORT, "partnership=cooperation"])
    changed = replaced(
        replaced(loaded, "years", np.float64(0.05)), "police.units", np.int64(loaded.police.units)
    )
    assert checked(changed) == loaded and type(checked(changed).police.units) is int
    assert checked(loaded.with_(partnership="cooperation")) == loaded


def test_the_mark_of_a_check_travels_and_is_lost_by_a_change():
    scenario = bs.load_scenario("training", SHORT)
    again = pickle.loads(pickle.dumps(scenario))
    assert checked(again) is again and checked(again.with_(years=0.5)) is not again


def test_levels_of_a_scenario_are_those_of_its_name():
    scenario = bs.load_scenario("training", ["years=0.3", "customs.random_share=0.1"])
    by_name = load_levels("training", "all", ["years=0.3", "customs.random_share=0.1"])
    assert load_levels(scenario) == by_name and list(load_levels(scenario)) == list(by_name)
    assert load_levels("training", "all", ["years=0.3"], "cooperation") == load_levels(
        bs.load_scenario("training", ["years=0.3"]), "all", [], "cooperation"
    )


def test_a_level_in_force_that_is_not_compared_is_told():
    scenario = bs.load_scenario(
        "training", ["partnership=coordination", "partnership.traits.lookup_prob=0.9"]
    )
    with pytest.raises(
        InputError, match=r"the level in force in it, 'coordination', is not among levels="
    ):
        load_levels(scenario)
    assert load_levels(bs.load_scenario("training", ["partnership=coordination"])) == load_levels(
        "training"
    )
    with pytest.raises(InputError, match="levers can't be set in a comparison"):
        load_levels(
            bs.load_scenario("training", ["levers.governance=0"]).with_(
                partnership=scenario.present
            )
        )
