"""Single mechanisms of a level at another level: who owns which trait, and what is put together."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import borderSim
from borderSim.errors import InputError
from borderSim.parameters.mechanisms import MECHANISMS
from borderSim.parameters.scenario import Scenario, Traits
from borderSim.scenario.dials import anchors
from borderSim.scenario.levels import level_values
from borderSim.scenario.load import load_levels, load_scenario, scenario_as_dict
from borderSim.scenario.mechanisms import at_mechanisms
from borderSim.simulation import run

LOW, *_, TOP = (anchor.traits for anchor in anchors())
SHORT = ["years=0.6", "burn_in_days=120"]
MODEL = Path(borderSim.__file__).parent / "model"
READ_IN = {
    "share_prob": {"actions/sharing.py"},
    "share_interval_days": {"actions/sharing.py"},
    "share_latency_days": {"actions/sharing.py", "actions/competence.py"},
    "share_fidelity": {"actions/sharing.py"},
    "pool_fraction": {
        *("actions/competence.py", "actions/recruiting.py", "actions/shock_effects.py"),  # cases
        *("phases/interception.py", "state/capabilities.py"),  # cases
        *("actions/pooling.py", "phases/investigation.py", "phases/second_stops.py"),
        "actions/policy.py",
        *("phases/shocks.py", "phases/targeting.py"),
    },
    "pool_reaction_days": {
        *("actions/competence.py", "actions/recruiting.py", "actions/shock_effects.py"),  # cases
        *("phases/interception.py", "state/capabilities.py"),  # cases
        *("actions/pooling.py", "phases/investigation.py", "phases/shocks.py"),
        *("actions/policy.py", "phases/targeting.py"),
    },
    "shared_objective_weight": {
        *("actions/casework.py", "phases/interception.py"),
        *("actions/sharing.py", "actions/trust.py"),  # trust
    },
}
"""Where traits that several mechanisms read are read, each through ``Terms.at`` where it is not the trait's own mechanism."""


def at_level(of: str, mechanisms: dict[str, str]) -> dict[str, object]:
    return {**level_values("levels", of)[0], "name": "mixed", "mechanisms": mechanisms}


def mixed(of: str, mechanisms: dict[str, str]) -> Scenario:
    return load_levels("training", [at_level(of, mechanisms)], SHORT)["mixed"]


def test_every_trait_belongs_to_one_mechanism():
    owned = [trait for own in MECHANISMS.values() for trait in own.traits]
    assert sorted(owned) == sorted(f.name for f in dataclasses.fields(Traits)), (
        "a new trait joins a mechanism in borderSim/parameters/mechanisms.py"
    )
    for own in MECHANISMS.values():
        assert set(own.apart) <= set(owned) - set(own.traits) and bool(own.apart) == bool(
            own.points
        )


def test_a_trait_of_several_mechanisms_is_read_where_it_is_known_to_be():
    shared = {trait for own in MECHANISMS.values() for trait in own.apart}
    found: dict[str, set[str]] = {trait: set() for trait in shared}
    for path in MODEL.rglob("*.py"):
        name = path.relative_to(MODEL).as_posix()
        if name in ("state/terms.py", "state/ramp.py"):
            continue  # they put traits together
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in shared and _of_traits(node.value):
                found[node.attr].add(name)
    assert all(found[trait] <= READ_IN.get(trait, set()) for trait in shared), (
        "say in the table which mechanism reads the trait there, and read it by Terms.at(MECHANISM) if it is not its own"
    )


def _of_traits(value: ast.expr) -> bool:
    """Whether an attribute is read of traits, not of what an instrument gives or a channel carries."""
    return not (isinstance(value, ast.Name) and value.id in ("gives", "channel", "g", "c"))


@given(st.sets(st.sampled_from(list(MECHANISMS))))
def test_the_rest_at_one_level_is_the_others_at_the_other(some):
    others = set(MECHANISMS) - some
    assert at_mechanisms(TOP, dict.fromkeys(some, LOW)) == at_mechanisms(
        LOW, dict.fromkeys(others, TOP)
    )


@pytest.mark.parametrize("name", MECHANISMS)
def test_a_mechanism_moves_what_is_its_own_and_nothing_else(name):
    whole, apart = at_mechanisms(TOP, {name: LOW})
    own = MECHANISMS[name]
    for field in (f.name for f in dataclasses.fields(Traits)):
        source = LOW if field in own.traits else TOP
        assert getattr(whole, field) == getattr(source, field)
        for other, mechanism in MECHANISMS.items():
            at_use = LOW if other == name else TOP
            if field in mechanism.apart:
                read = getattr(apart.get(other, whole), field)
                assert read == getattr(at_use, field), (other, field)
    assert (whole, apart) != (TOP, {})


@pytest.mark.parametrize("low", anchors()[:2], ids=lambda a: a.name)
def test_all_mechanisms_at_a_level_are_that_level_and_none_leave_it(low):
    assert at_mechanisms(TOP, dict.fromkeys(MECHANISMS, low.traits)) == (low.traits, {})
    assert at_mechanisms(TOP, {}) == (TOP, {}) == at_mechanisms(TOP, {"leads": TOP})


def test_all_mechanisms_of_a_level_give_its_outcomes_bit_for_bit():
    found = load_levels(
        "training",
        ["coordination", at_level("collaboration", dict.fromkeys(MECHANISMS, "coordination"))],
        SHORT,
    )
    one, other = (run(found[name], 4) for name in ("coordination", "mixed"))
    assert one.outcomes == other.outcomes and one.daily.equals(other.daily)


def test_a_mechanism_that_reads_the_levels_own_traits_apart_changes_nothing():
    whole = load_scenario("training", ["partnership=collaboration", *SHORT])
    level = whole.partnership
    apart = dataclasses.replace(level, apart=dict.fromkeys(MECHANISMS, level.traits))
    one, other = run(whole, 4), run(whole.with_(partnership=apart), 4)
    assert one.outcomes == other.outcomes and one.daily.equals(other.daily)
    assert one.outcomes["items_shared"] > 0


def test_resolved_scenarios_without_mechanisms_are_what_they_were():
    plain = scenario_as_dict(load_scenario("training"))
    assert "apart" not in plain["partnership"]  # type: ignore[operator]
    moved = scenario_as_dict(mixed("collaboration", {"pooling": "coexistence"}))
    assert list(moved["partnership"]["apart"]) == ["cases"]  # type: ignore[index, call-overload]


@pytest.fixture
def level(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str) -> str:
        path = tmp_path / "own.yaml"
        path.write_text(f"name: own\n{text}", "utf-8")
        return str(path)

    return write


def test_a_file_may_say_it_and_a_scenario_is_loaded_again_as_it_is(level):
    own = level(
        "layers: {strategic: collaboration, operational: collaboration, tactical: collaboration}\nmechanisms: {leaks: coexistence, trust: coexistence}\n"
    )
    found = load_scenario("training", [f"partnership={own}"])
    whole, apart = at_mechanisms(TOP, {"leaks": LOW, "trust": LOW})
    assert (found.partnership.traits, found.partnership.apart) == (whole, apart)
    assert load_scenario(found).partnership == found.partnership


@pytest.mark.parametrize(
    ("text", "settings", "names"),
    [
        ("mechanisms: {leds: coexistence}\n", [], ["mechanisms.leds", "did you mean 'leads'"]),
        ("mechanisms: {leads: coexistance}\n", [], ["mechanisms.leads", "'coexistence'"]),
        ("mechanisms: {leads: 3}\n", [], ["mechanisms.leads", "3"]),
        ("mechanisms: [leads]\n", [], ["mechanisms must be a mapping"]),
        ("mechanisms: {leads: coexistence+liaison_officers}\n", [], ["without instruments"]),
        ("mechanisms: {leads: coexistence}\n", ["transition=ramp"], ["transition=steady"]),
        ("mechanisms: {leads: coexistence}\n", ["levers.governance=0.5"], ["no trait, dial or layer"]),
        ("mechanisms: {leads: coexistence}\n", ["partnership.traits.meeting_share=0.1"], ["no trait, dial or layer"]),
        ("", ["partnership.apart.leads=1"], ["file of a level"]),
    ],
)  # fmt: skip
def test_wrong_mechanisms_are_refused_in_one_sentence(text, settings, names, level):
    traits = "layers: {strategic: cooperation, operational: cooperation, tactical: cooperation}\n"
    with pytest.raises(InputError) as told:
        load_scenario("training", [f"partnership={level(traits + text)}", *settings])
    assert all(name in str(told.value) for name in names), told.value
    assert "\n" not in str(told.value)
