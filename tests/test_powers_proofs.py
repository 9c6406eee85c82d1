"""Proofs about powers in whole runs: what is not there does nothing, a gap shows where it is, the books balance with all of it on."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from borderSim.measures.result import Result
from borderSim.parameters.scenario import CAPABILITIES, Gives, Scenario
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel, run
from tests.model.stage import FIVE
from tests.test_books import check

SHORT = (*FIVE, "years=0.8", "burn_in_days=60", "events=true", "police.investigators=40")


def scenario(*overrides: str) -> Scenario:
    return load_scenario("training", [*SHORT, *overrides])


def result(*overrides: str) -> Result:
    return run(scenario(*overrides), 3)


def same(a: Result, b: Result) -> None:
    assert a.outcomes == b.outcomes
    pd.testing.assert_frame_equal(a.daily, b.daily, check_exact=True)
    pd.testing.assert_frame_equal(a.events, b.events, check_exact=True)
    assert len(a.events) > 50


def held(customs: str, police: str, *names: str) -> list[str]:
    return [
        f"capabilities.{name}.{service}={how}"
        for name in names or CAPABILITIES
        for service, how in (("customs", customs), ("police", police))
    ]


# ------------------------------------------------------------------ nothing for nothing
@pytest.mark.parametrize("level", ["coexistence", "collaboration"])
def test_what_customs_has_too_changes_nothing_while_the_police_have_it(level: str):
    same(
        result(f"partnership={level}", *held("own", "own")),
        result(f"partnership={level}", *held("none", "own")),
    )


def test_a_partner_who_pools_nothing_is_no_partner():
    same(
        result("partnership=coexistence", *held("own", "partner")),
        result("partnership=coexistence", *held("own", "none")),
    )
    same(
        result("partnership=collaboration", *held("none", "partner")),
        result("partnership=collaboration", *held("none", "none")),
    )


def test_a_borrowed_means_lies_between_having_and_lacking_it():
    """In the sum of six runs: charges of a single one hang on which cases are opened."""

    def charged(how: str) -> float:
        s = scenario(
            "partnership=collaboration",
            *held("own", how),
            "capabilities.surveillance.borrow_days=0",
        )
        return sum(run(s, seed).outcomes["members_charged"] for seed in range(3, 9))  # type: ignore[misc]

    without, borrowed, own = (charged(how) for how in ("none", "partner", "own"))
    assert without <= borrowed <= own
    assert without < own


def only(name: str, **gives: object) -> Scenario:
    """Coexistence with one instrument that costs nothing, takes no time and gives only this."""
    s = scenario(f"partnership=coexistence+{name}")
    bare = dataclasses.replace(
        s.instruments[name],
        gives=Gives(**gives),
        setup_cost_eur=0.0,
        running_cost_eur=0.0,  # type: ignore[arg-type]
        customs_hours_per_week=0.0,
        police_hours_per_week=0.0,
        persistence=1.0,
        n=1.0,
    )
    return dataclasses.replace(s, instruments={name: bare})


@pytest.mark.parametrize(
    "power", ["seize_all", "recruit_couriers", "one_stop", "joint_powers", "joint_cases"]
)
def test_a_power_that_nothing_waits_for_changes_nothing(power: str):
    lacking = "capabilities.informants.customs=none"
    with_it = only("deconfliction_register", powers=(power,))
    with_it = dataclasses.replace(with_it, capabilities=scenario(lacking).capabilities)
    same(run(with_it, 3), result("partnership=coexistence", lacking))


def test_delegation_closes_the_gap_to_the_last_bit():
    delegated = only("deconfliction_register", powers=("seize_all",))
    gap = scenario(
        "competence.customs=[cocaine,cigarettes]", "competence.police=[cigarettes]"
    ).competence
    plain = scenario("partnership=coexistence")
    at_once = [
        dataclasses.replace(s, burn_in_days=0)
        for s in (dataclasses.replace(delegated, competence=gap), plain)
    ]
    same(run(at_once[0], 3), run(at_once[1], 3))


# ------------------------------------------------------------------ gaps
def test_a_blind_spot_is_never_seized_and_is_counted():
    gap = ("competence.customs=[cigarettes]", "competence.police=[cigarettes]")
    plain, blind = (
        run(load_scenario("training", ["years=2", "partnership=coordination", *o]), 3).outcomes
        for o in ((), gap)
    )
    assert plain["seized_cigarettes"] > 0  # type: ignore[operator]
    assert blind["seized_cigarettes"] == 0
    assert blind["blind_spot_finds"] >= 1  # type: ignore[operator]
    assert blind["seized_resin"] > 0 and plain["blind_spot_finds"] == 0  # type: ignore[operator]


def test_referrals_work_where_the_police_are_near():
    def released(level: str) -> float:
        o = run(
            load_scenario(
                "training",
                [
                    "years=2",
                    f"partnership={level}",
                    "competence.customs=[cocaine,cigarettes,resin]",
                ],
            ),
            3,
        ).outcomes
        assert o["finds_referred"] > 10  # type: ignore[operator]
        assert o["finds_released"] <= o["finds_referred"]  # type: ignore[operator]
        return o["finds_released"] / o["finds_referred"]  # type: ignore[operator]

    assert released("coexistence") > 0.7
    assert released("collaboration") < 0.2


def test_without_surveillance_and_informants_nothing_is_seized_inland():
    busy = (
        "years=2",
        "partnership=coordination",
        "police.informants_per_organisation=0",
        "investigation.inland_seizure=1",
        "police.investigators=60",
    )
    plain, lacking = (
        run(load_scenario("training", [*busy, *o]), 3).daily["seizures_inland"].sum()
        for o in ((), held("none", "none", "surveillance"))
    )
    assert plain > 0 == lacking


# ------------------------------------------------------------------ all of it
EVERYTHING = (
    "competence.customs=[cocaine,cigarettes]",
    "competence.police=[resin]",
    "organisations.profiles.resin_trucks.shipments_per_year=150",  # finds for customs to refer
    *("organisations.count=12", "organisations.max=40"),
    "police.second_stop_share=0.1",
    "police.analysts=5",
    "investigation.lab_delay_days=20",
    "posts.seaport.flows.box.police_machines=1",
    "police.informants_per_organisation=0.5",
    *held("own", "partner", "interception", "forensics", "finance"),
)


@pytest.mark.parametrize(
    ("level", "law"),
    [
        ("coexistence+all", "full"),
        ("collaboration+all", "shared"),
        ("coordination+all", "limited"),
        ("coexistence+all", "none"),
    ],
)
def test_the_books_balance_with_all_of_it_on_under_every_law(level: str, law: str):
    model = BorderModel(scenario(f"partnership={level}", f"legal_model={law}", *EVERYTHING), 5)
    model.run_horizon()
    check(model)
    outcomes = model.result().outcomes
    assert outcomes["joint_cases"] > 0 and outcomes["finds_referred"] > 0  # type: ignore[operator]
