"""Whatever the declared ranges allow, a run stands: ends, all at once, the examples that once did not."""

from __future__ import annotations

import dataclasses
import math
from random import Random

import pytest
import yaml

from borderSim.errors import InputError
from borderSim.parameters import scenario as schema
from borderSim.parameters.scenario import Change
from borderSim.parameters.shocks import Condition
from borderSim.scenario.build import declaration_of, hints
from borderSim.scenario.checks import check
from borderSim.scenario.load import load_scenario, scenario_as_dict
from borderSim.scenario.overrides import Setting
from borderSim.scenario.schedule import check_may_change
from tests.scenario.ranges import Leaf, draw, ends, fitted, joint, leaves, put
from tests.scenario.trial import distinct, tiny, whole, wrong

TOGETHER = 12
"""Fields whose ends the quick test tries in one run."""
TINY = tiny()
LEAVES = list(leaves(TINY))


def parts(kind: type, seen: set[type]) -> set[type]:
    """Return a dataclass of the schema and all that it holds."""
    import typing

    if kind in seen or not dataclasses.is_dataclass(kind):
        return seen
    seen.add(kind)
    for hint in hints(kind).values():
        for part in (
            hint,
            *typing.get_args(hint),
            *(b for a in typing.get_args(hint) for b in typing.get_args(a)),
        ):
            if isinstance(part, type):
                parts(part, seen)
    return seen


def test_every_number_has_two_ends_and_a_default_and_a_prior_within():
    checked = 0
    for kind in parts(schema.Scenario, set()) - {Condition}:
        for spec in dataclasses.fields(kind):
            declared = declaration_of(spec)
            if declared is None or declared.unit == "-":
                continue
            checked += 1
            assert (
                math.isfinite(declared.low)
                and math.isfinite(declared.high)
                and declared.low < declared.high
            ), (kind, spec.name)
            if isinstance(spec.default, int | float):
                assert declared.low <= spec.default <= declared.high, (kind, spec.name)
    assert checked > 250


# ------------------------------------------------------------------------------ examples
@pytest.mark.parametrize(
    "overrides",
    [
        ["customs.machine_availability=0"],
        ["capacity_scale=0"],
        ["capacity_scale=0", "customs.inspect_all=true"],
        ["police.investigators=0", "police.analysts=0", "customs.analysts=0"],
        ["organisations.count=0"],
        ["organisations.count=0", "traffickers.entry_per_year=10"],
        ["traffic.lawful_scale=0"],
        ["traffic.lawful_scale=0", "cargo.sampling=full", "opportunists.scale=0"],
        ["opportunists.scale=10000"],
        ["traffic.importer_units_per_year=0", "traffic.driver_units_per_year=0"],
        ["traffic.traveller_units_per_year=1e9", "traffic.importer_units_per_year=1e9"],
        ["customs.belief_error_sd=5", "traffic.class_log_odds_sd=5"],
        ["intelligence.trust_relaxation_days=1"],
        ["economy.discount_rate=1e-15"],
        ["modes.box.strip_share=1", "modes.box.strip_hours=0.001"],
        ["traffickers.price_response=10", "traffickers.choice_noise=0.000001"],
        ["organisations.size_median=3", "organisations.size_min=3", "organisations.mean_degree=20"],
        [
            "police.informants_per_organisation=1",
            "police.courier_recruited=1",
            "police.recruit_days=0.01",
        ],
        ["transition=ramp", "partnership.traits.months_to_reach=0"],
        ["budget.rule=fixed", "economy.officer_cost_eur=0"],
    ],
)
def test_an_extreme_that_means_something_runs(overrides):
    assert wrong(tiny(*overrides)) == []


SAID = [
    (
        ["customs.belief_error_sd=1000"],
        "customs.belief_error_sd is 1000, but must be between 0 and 5 (log-odds)",
    ),
    (
        ["intelligence.trust_relaxation_days=1e-9"],
        "trust_relaxation_days is 1e-09, but must be between 1 and 36500 (days)",
    ),
    (["traffickers.price_response=1e4"], "must be between 0 and 10"),
    (
        ["modes.box.strip_share=1", "modes.box.strip_hours=0"],
        "modes.box.strip_hours is 0 with a strip_share of 1, so that a check takes 0 hours",
    ),
    (["cargo.sampling=full", "traffic.lawful_scale=10000"], "draws every one of 35,"),
    (
        ["organisations.max=5000", "organisations.size_median=500", "organisations.size_max=500"],
        "pairs who may know each other",
    ),
    (
        ["systems.notices.false_matches_per_10k=10000", "traffic.lawful_scale=10000"],
        "systems.notices would give",
    ),
    (["customs.hours_per_officer_year=9000"], "must be between 1 and 8760 (hours/year)"),
    (["posts.seaport.flows.box.officers=1e7"], "must be between 0 and 1,000,000 (officers)"),
]


@pytest.mark.parametrize(("overrides", "says"), SAID)
def test_what_no_run_can_carry_is_told_on_loading(overrides, says, sentence):
    assert says in sentence(tiny, *overrides)


def test_a_schedule_and_a_shock_are_held_to_the_same(sentence):
    later = "schedule=[{day: 2, systems.notices.false_matches_per_10k: 10000}]"
    assert "systems.notices would give" in sentence(
        tiny, "traffic.lawful_scale=200", "systems.notices.false_matches_per_10k=0", later
    )
    twice = [
        "cargo.sampling=full",
        "traffic.lawful_scale=2500",
        "shocks=[parcels_double]",
        "shocks.parcels_double.day=2",
    ]
    assert "shocks.parcels_double leads to what can't be: cargo.sampling is 'full'" in sentence(
        tiny, *twice
    )


# ------------------------------------------------------------------------------ draws, quick
def groups() -> list[list[tuple[Leaf, object]]]:
    """Return every end of every field, several fields to a run."""
    each = [(leaf, end) for leaf in distinct(LEAVES) for end in ends(leaf) if end != leaf.value]
    Random(1).shuffle(each)
    return [each[i : i + TOGETHER] for i in range(0, len(each), TOGETHER)]


@pytest.mark.parametrize("group", groups(), ids=lambda group: group[0][0].key)
def test_the_ends_of_every_range_run(group):
    assert wrong(fitted(put(TINY, {leaf.path: end for leaf, end in group}))) == []


@pytest.mark.parametrize("seed", range(20))
def test_all_ranges_at_once_run(seed):
    assert wrong(joint(TINY, LEAVES, Random(seed))) == []


# ------------------------------------------------------------------------------ files
def as_file(scenario, path):
    """Write a resolved scenario as a file of one's own; what loading fills in is left out."""
    values = {
        k: v
        for k, v in scenario_as_dict(scenario).items()
        if k not in ("levels", "dials", "networks", "schedule", "shocks")
    }
    path.write_text(yaml.safe_dump(values, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return str(path)


def random_file(rng: Random, path):
    """Write a file that says some keys of the class-room country otherwise, anywhere in their ranges; return what it must give."""
    base = load_scenario("training")
    found = [
        leaf
        for leaf in leaves(base)
        if leaf.path[0]
        not in ("partnership", "present", "levers", "transition", "instruments", "legal_model")
    ]
    drawn = fitted(put(base, {leaf.path: draw(leaf, rng) for leaf in found if rng.random() < 0.3}))
    check(drawn, lambda key: key)
    new, old = scenario_as_dict(drawn), scenario_as_dict(base)
    differing = {key: value for key, value in new.items() if value != old[key] and key != "name"}
    path.write_text(yaml.safe_dump({"base": "training", **differing}), encoding="utf-8")
    return dataclasses.replace(drawn, name=path.stem)


def round_trip(rng: Random, folder):
    expected = random_file(rng, folder / "mine.yaml")
    loaded = load_scenario(str(folder / "mine.yaml"))
    assert loaded == expected
    assert load_scenario(as_file(loaded, folder / "mine.yaml")) == loaded


@pytest.mark.parametrize("seed", range(4))
def test_a_random_file_gives_what_it_says_and_can_be_written_and_read_again(seed, tmp_path):
    round_trip(Random(seed), tmp_path)


def test_a_level_with_instruments_can_be_written_and_read_again(tmp_path):
    loaded = dataclasses.replace(TINY, name="mine")
    assert load_scenario(as_file(loaded, tmp_path / "mine.yaml")) == loaded


# ------------------------------------------------------------------------------ draws, slow
@pytest.mark.slow
def test_every_end_by_itself_with_every_instrument_and_shock():
    scenario = whole()
    for leaf in distinct(list(leaves(scenario))):
        for end in ends(leaf):
            try:
                found = wrong(fitted(put(scenario, {leaf.path: end})))
            except InputError:
                continue  # told in a sentence
            except Exception as error:
                raise AssertionError(f"{leaf.key}={end}") from error
            assert found == [], f"{leaf.key}={end}"


@pytest.mark.slow
@pytest.mark.parametrize("block", range(20))
def test_joint_draws_over_whole_ranges_with_dials_laws_and_a_schedule(block):
    rng = Random(block)
    dials = {
        dial: rng.choice([0.0, 1.0, rng.random()])
        for dial in ("information_sharing", "resource_pooling", "governance")
    }
    overrides = [
        f"legal_model={rng.choice(['none', 'limited', 'shared', 'full'])}",
        *(f"levers.{k}={v}" for k, v in dials.items()),
    ]
    scenario = whole(*overrides)
    found = list(leaves(scenario))
    may = [leaf for leaf in found if _may_change(leaf)]
    for number in range(20):
        drawn = joint(scenario, found, rng)
        if rng.random() < 0.5:
            later = fitted(
                put(drawn, {leaf.path: draw(leaf, rng) for leaf in may if rng.random() < 0.1})
            )
            drawn = dataclasses.replace(
                drawn, schedule=(Change(day=5, overrides={}, scenario=later),)
            )
        assert wrong(drawn) == [], (block, number)


@pytest.mark.slow
def test_a_hundred_random_files(tmp_path):
    for seed in range(100, 200):
        round_trip(Random(seed), tmp_path)


def _may_change(leaf: Leaf) -> bool:
    if leaf.path[0] in ("shocks", "present", "instruments", "organisations", "levers") or any(
        isinstance(part, int) for part in leaf.path
    ):
        return False
    try:
        check_may_change(Setting(tuple(map(str, leaf.path)), leaf.value, "x"))
    except InputError:
        return False
    return True
