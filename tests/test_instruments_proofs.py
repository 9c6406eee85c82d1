"""Proofs about instruments in whole runs: no effect, no difference.

No powers, will or time, no help.
"""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from borderSim.parameters.scenario import Gives, Instrument, Scenario
from borderSim.scenario.assemble import CHECKED
from borderSim.scenario.files import names_in
from borderSim.scenario.load import load_levels, load_scenario
from borderSim.simulation import BorderModel, run

SHORT = ["years=0.6", "burn_in_days=60", "events=true"]
MONEY = (
    "cooperation_cost_eur",
    "cooperation_setup_eur",
    "cooperation_setup_paid_eur",
    "cooperation_running_eur",
    "cost_from_change_eur",
    "setup_paid_from_change_eur",
    "net_benefit_eur",
    "net_benefit_treasury_eur",
    "net_benefit_society_eur",
    "net_benefit_world_eur",
    "net_benefit_from_change_eur",
    "net_benefit_discounted_eur",
    "enforcement_and_cooperation_cost_eur",
    "cost_per_seizure_eur",
    "cost_per_org_dismantled_eur",
)


def emptied(scenario: Scenario) -> Scenario:
    """The same instruments with every effect zero: they give nothing and take nobody's time."""
    nothing = {
        name: dataclasses.replace(
            i, gives=Gives(), customs_hours_per_week=0.0, police_hours_per_week=0.0
        )
        for name, i in scenario.instruments.items()
    }
    changed = dataclasses.replace(scenario, instruments=nothing)
    vars(changed)[CHECKED] = (
        True  # what needs an arrangement must not be refused: here it does nothing
    )
    return changed


def but_for_money(
    scenario: Scenario, seed: int = 3
) -> tuple[dict[str, float | None], pd.DataFrame, pd.DataFrame]:
    result = run(scenario, seed)
    outcomes = {k: v for k, v in result.outcomes.items() if k not in MONEY}
    return (
        outcomes,
        result.daily.drop(columns=[c for c in MONEY if c in result.daily]),
        result.events,
    )


@pytest.mark.parametrize("level", ["coexistence", "coordination"])
def test_instruments_with_every_effect_zero_change_nothing_but_their_cost(level: str):
    plain = load_scenario("training", [*SHORT, f"partnership={level}"])
    all_of_them = emptied(load_scenario("training", [*SHORT, f"partnership={level}+all"]))
    assert len(all_of_them.partnership.instruments) == len(names_in("instruments"))
    mine, theirs = but_for_money(plain), but_for_money(all_of_them)
    assert mine[0] == theirs[0]
    pd.testing.assert_frame_equal(mine[1], theirs[1], check_exact=True)
    pd.testing.assert_frame_equal(mine[2], theirs[2], check_exact=True)
    assert len(mine[2]) > 50
    assert (
        run(all_of_them, 3).outcomes["cooperation_cost_eur"]
        > run(plain, 3).outcomes["cooperation_cost_eur"]
    )  # type: ignore[operator]


FREE = {
    "setup_cost_eur": 0.0,
    "running_cost_eur": 0.0,
    "customs_hours_per_week": 0.0,
    "police_hours_per_week": 0.0,
}


def difference(*overrides: str, name: str, **changed: object) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Daily series of a country without and with an instrument that costs nothing, all else equal."""
    levels = load_levels(
        "training", ["coexistence", f"coexistence+{name}"], [*SHORT[:2], *overrides]
    )
    frames = []
    for scenario in levels.values():
        free = {
            n: dataclasses.replace(i, **(FREE | changed)) for n, i in scenario.instruments.items()
        }  # type: ignore[arg-type]
        frames.append(run(dataclasses.replace(scenario, instruments=free), 4).daily)
    return frames[0], frames[1]


@pytest.mark.parametrize(
    ("name", "overrides"),
    [
        ("liaison_officers", ("governance.political_will=0",)),
        (
            "port_control_unit",
            (
                "governance.mandate_clarity=0",
                "instruments.port_control_unit.police_hours_per_week=0",
                "instruments.port_control_unit.gives.inspection_hours_per_week=0",
            ),
        ),
        (
            "liaison_officers",
            (
                "instruments.liaison_officers.gives.channel.items_per_day=0",
                "instruments.liaison_officers.gives.relevance=null",
            ),
        ),
        ("liaison_officers", ("instruments.liaison_officers.n=0",)),
        (
            "deconfliction_register",
            (
                "police.investigators=0",
                "organisations.insider_share=0",
                "investigation.lookup_knows_case=true",  # of cases alone: there are none
                "investigation.lookup_false=0",  # a false hit needs no case and costs hours
            ),
        ),
        (
            "joint_emergency_plan+memorandum_of_understanding",
            (
                "instruments.memorandum_of_understanding.gives.relevance=null",
                "instruments.memorandum_of_understanding.gives.shared_objective_weight=null",
            ),
        ),
    ],
)
def test_where_it_can_do_nothing_it_changes_nothing(name: str, overrides: tuple[str, ...]):
    without, having = difference(*overrides, name=name)
    pd.testing.assert_frame_equal(without, having, check_exact=True)


def test_the_same_instruments_do_something_where_they_can():
    for name in ("liaison_officers", "deconfliction_register", "port_control_unit"):
        without, having = difference(
            name=name,
            **({"gives": Gives(lookup_prob=0.9)} if name == "deconfliction_register" else {}),
            **({} if name != "port_control_unit" else {"police_hours_per_week": 180.0}),
        )
        assert not without.equals(having), name


def test_levels_are_identical_until_the_day_an_instrument_begins():
    levels = load_levels(
        "training",
        ["coexistence", "coexistence+liaison_officers"],
        [
            *SHORT,
            "instruments.liaison_officers.starts_day=100",
            "instruments.liaison_officers.gives.channel.items_per_day=9",
        ],
    )
    frames = [
        run(s, 2).daily.drop(
            columns=[c for c in MONEY if c.startswith("cooperation_")], errors="ignore"
        )
        for s in levels.values()
    ]
    first, second = (
        f.reindex(columns=sorted(set(frames[0]) | set(frames[1])), fill_value=0.0).fillna(0.0)
        for f in frames
    )
    pd.testing.assert_frame_equal(first[:100], second[:100], check_exact=True)
    assert not first[100:].equals(second[100:])


def test_a_branch_and_a_run_by_itself_are_the_same():
    scenario = load_scenario(
        "training",
        [*SHORT, "partnership=cooperation+port_control_unit+liaison_officers+joint_operation"],
    )
    alone = run(scenario, 5)
    model = BorderModel(dataclasses.replace(scenario, partnership=scenario.present), 5)
    model.run_burn_in()
    branch = model.branch(scenario)
    branch.run_horizon()
    assert alone.outcomes == branch.result().outcomes


def test_own_instruments_are_data(tmp_path):
    path = tmp_path / "hotline.yaml"
    path.write_text(
        "title: Hotline\nsetup_cost_eur: 1000\ngives: {channel: {share_prob: 0.9, share_latency_days: 0.1}}\n"
    )
    scenario = load_scenario("training", [*SHORT, f"instruments=[{path}]"])
    assert isinstance(scenario.instruments["hotline"], Instrument)
    plain = run(load_scenario("training", SHORT), 1).outcomes["items_shared"]
    assert run(scenario, 1).outcomes["items_shared"] > plain  # type: ignore[operator]
