"""Levels by layer, and a post that stands apart: an island of cooperation in a country of coexistence."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from borderSim.errors import InputError
from borderSim.parameters.scenario import CostParts, Traits
from borderSim.scenario.dials import anchors
from borderSim.scenario.layers import at_layers, layers_file
from borderSim.scenario.load import load_levels, load_scenario
from borderSim.simulation import BorderModel, run

LAYERS = tuple(layers_file())
LOW, _, MIDDLE, FOURTH, TOP = (anchor.traits for anchor in anchors())
MIXED = """
name: mixed
layers: {strategic: coordination, operational: cooperation, tactical: collaboration}
"""


@pytest.fixture
def level(tmp_path: Path) -> Callable[[str, str], str]:
    def write(text: str, name: str = "mixed.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return str(path)

    return write


def test_every_trait_and_every_part_of_a_cost_belongs_to_one_layer():
    traits = [name for layer in layers_file().values() for name in layer["traits"]]
    assert sorted([*traits, "setup_cost_eur", "running_cost_eur"]) == sorted(
        f.name for f in dataclasses.fields(Traits)
    )
    parts = [part for layer in layers_file().values() for part in layer["costs"]]
    assert sorted(parts) == sorted(f.name for f in dataclasses.fields(CostParts))


@pytest.mark.parametrize("anchor", anchors(), ids=lambda a: a.name)
def test_all_layers_at_a_level_are_that_level_bit_for_bit(anchor, level):
    assert at_layers(LOW, dict.fromkeys(LAYERS, anchor.traits)) == anchor.traits
    overrides = [f"layers.{layer}={anchor.name}" for layer in LAYERS]
    assert (
        load_scenario("training", [*overrides, "partnership=communication"]).partnership.traits
        == anchor.traits
    )
    own = level(
        "name: mixed\nlayers: {" + ", ".join(f"{layer}: {anchor.name}" for layer in LAYERS) + "}\n"
    )
    assert load_scenario("training", [f"partnership={own}"]).partnership.traits == anchor.traits


def test_equal_layers_give_equal_outcomes():
    common = ["years=0.3", "burn_in_days=30"]
    by_layer = run(
        load_scenario("training", [*(f"layers.{layer}=coordination" for layer in LAYERS), *common]),
        4,
    )
    whole = run(load_scenario("training", ["partnership=coordination", *common]), 4)
    assert by_layer.outcomes == whole.outcomes and by_layer.daily.equals(whole.daily)


def test_each_layer_brings_its_own_traits_and_costs():
    found = at_layers(LOW, {"strategic": FOURTH, "operational": MIDDLE, "tactical": TOP})
    assert (found.trust_set_point, found.persistence, found.shared_objective_weight) == (
        0.6,
        0.9,
        0.3,
    )
    assert (found.share_prob, found.share_fidelity, found.pool_fraction) == (
        MIDDLE.share_prob,
        MIDDLE.share_fidelity,
        0.1,
    )
    assert (found.share_latency_days, found.lookup_prob, found.pool_reaction_days) == (
        TOP.share_latency_days,
        0.95,
        0.25,
    )
    cost = found.running_cost_eur
    assert (cost.governance, cost.sharing, cost.pooling) == (120000, 180000, 60000), (
        "the tactical layer has no cost of its own"
    )


def test_a_layer_that_is_not_named_stays_the_levels_own():
    found = load_scenario(
        "training", ["partnership=cooperation", "layers.tactical=collaboration"]
    ).partnership
    assert found.traits == at_layers(MIDDLE, {"tactical": TOP}) and found.name == "cooperation"


def test_dials_and_single_traits_come_after_layers():
    found = load_scenario(
        "training",
        [
            "layers.operational=collaboration",
            "levers.information_sharing=0",
            "partnership.traits.pool_fraction=0.2",
        ],
    )
    assert (
        found.partnership.traits.share_prob == LOW.share_prob
        and found.partnership.traits.pool_fraction == 0.2
    )
    assert found.partnership.traits.running_cost_eur.pooling == TOP.running_cost_eur.pooling


def test_a_level_file_may_be_made_of_layers_and_be_compared(level):
    mixed = level(MIXED)
    found = load_levels("training", ["coexistence", f"{mixed}"])
    assert found["mixed"].partnership.traits == at_layers(
        LOW, {"strategic": FOURTH, "operational": MIDDLE, "tactical": TOP}
    )
    assert found["mixed"].partnership.layers.strategic == "coordination"
    above = level(
        f"name: above\ntitle: Above\nlayers: {{strategic: collaboration, operational: '{mixed}', tactical: '{mixed}'}}\n",
        "above.yaml",
    )
    assert load_levels("training", [above])["above"].partnership.traits.lookup_prob == 0.95
    post = load_scenario("training", [f"posts.seaport.partnership={mixed}"])
    assert post.levels[mixed].traits == found["mixed"].partnership.traits


def test_a_schedule_may_change_a_layer_and_a_named_level_puts_its_own_in_force_again():
    found = load_scenario(
        "training",
        [
            "schedule=[{day: 10, layers.tactical: collaboration}, {day: 20, partnership: cooperation}]"
        ],
    )
    first, second = (change.scenario.partnership for change in found.schedule)
    assert first.traits == at_layers(LOW, {"tactical": TOP}) and second.traits == MIDDLE


@pytest.mark.parametrize(
    ("overrides", "names"),
    [
        (["layers.strategc=cooperation"], ["layers.strategc", "did you mean 'strategic'"]),
        (
            ["layers.strategic=coperation"],
            ["layers.strategic=coperation", "did you mean 'cooperation'"],
        ),
        (
            ["layers.tactical=cooperation+liaison_officers"],
            ["layers.tactical", "traits of a level only"],
        ),
        (["layers.tactical=3"], ["layers.tactical"]),
        (["partnership.layers.tactical=cooperation"], ["layers.<layer>="]),
        (["layers=[a]"], ["layers must be a mapping"]),
    ],
)
def test_wrong_layers_are_refused_in_one_sentence(overrides: list[str], names: list[str]):
    with pytest.raises(InputError) as told:
        load_scenario("training", overrides)
    assert all(name in str(told.value) for name in names) and "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "name: mixed\nlayers: {strategic: cooperation}\n",
            ["'operational'", "the file gives none"],
        ),
        ("name: mixed\nlayers: {upper: cooperation}\n", ["layers.upper", "unknown key"]),
        ("name: mixed\nlayers: cooperation\n", ["layers must be a mapping"]),
        (
            "name: mixed\nlayers: {strategic: SELF, operational: cooperation, tactical: cooperation}\n",
            ["takes a layer from itself"],
        ),
    ],
)
def test_a_level_file_with_wrong_layers_is_refused(
    text: str, names: list[str], level, tmp_path: Path
):
    with pytest.raises(InputError) as told:
        load_scenario(
            "training", [f"partnership={level(text.replace('SELF', str(tmp_path / 'mixed.yaml')))}"]
        )
    assert all(name in str(told.value) for name in names), told.value


def test_a_comparison_takes_layers_in_level_files_only(tmp_path: Path):
    with pytest.raises(InputError, match=r"layers\.tactical= belongs to 'bordersim run'"):
        load_levels("training", "all", ["layers.tactical=collaboration"])
    own = tmp_path / "own.yaml"
    own.write_text("base: training\nlayers: {tactical: collaboration}\n", "utf-8")
    with pytest.raises(InputError, match="layers can't be set in a comparison"):
        load_levels(str(own))
    assert load_scenario(str(own)).partnership.traits.lookup_prob == 0.95


def test_an_island_of_cooperation_in_a_country_of_coexistence():
    """The post shares, meets and pays as cooperation does.

    The country is as it was; its items go to its own picture.
    """
    m = BorderModel(
        load_scenario(
            "training", ["posts.seaport.partnership=cooperation", "burn_in_days=0", "years=2"]
        ),
        1,
    )
    for _ in range(365):
        m.step()
    w, s = m.state, m.state.policy.scenario
    r = w.cooperation
    island = int(r.group_of_post[w.routes.posts.index("seaport")])
    assert (r.traits[0], r.traits[island]) == (LOW, MIDDLE)
    assert set(r.group_of_post.tolist()) == {0, island}
    officers = (
        sum(f.officers for f in s.posts["seaport"].flows.values())
        + s.posts["seaport"].police_officers
    )
    assert w.staff.running_per_day * 365 == pytest.approx(
        MIDDLE.running_cost_eur.total * officers / 1350
    )
    assert w.customs.leads.told[island].sum() > w.customs.leads.told[0].sum() == 0, (
        "coexistence passes no routine news on"
    )
    assert (
        r.trust[w.routes.posts.index("seaport")].mean()
        > r.trust[w.routes.posts.index("airport")].mean()
    )
