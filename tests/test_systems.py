"""Whole runs with information systems: nothing from nothing, books that balance, help only where it comes in time."""

from __future__ import annotations

import functools

import pytest

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.result import Result
from borderSim.scenario.load import load_scenario
from borderSim.scenario.names import shipped
from borderSim.simulation import BorderModel, run
from tests.test_books import books, check
from tests.test_proofs import fingerprint

SHORT = ["years=0.5", "burn_in_days=60"]
SLTD = "systems.stolen_travel_documents"
SYSTEMS = list(load_scenario("training").systems)
EVERYTHING = [
    *(f"systems.{name}.{who}_access=direct" for name in SYSTEMS for who in ("customs", "police")),
    *(
        f"systems.{name}.transfer=push"
        for name in ("advance_passenger_information", "passenger_name_records")
    ),
]


@functools.cache
def outcomes(scenario: str, *overrides: str, seed: int = 1) -> dict[str, float | None]:
    return run(load_scenario(scenario, [*SHORT, *overrides]), seed).outcomes


def apart(result: dict[str, float | None]) -> dict[str, float | None]:
    """Outcomes that are not about systems."""
    return {name: value for name, value in result.items() if OUTCOMES[name].group != "systems"}


def test_what_nobody_may_ask_changes_not_a_byte():
    plain = load_scenario("training", [*SHORT, "events=true", "partnership=cooperation"])
    other = load_scenario(
        "training",
        [
            *SHORT,
            "events=true",
            "partnership=cooperation",
            "hits.bureau_hours=1",
            "hits.secondary_places=50",
            *(
                f"systems.{name}.{key}=0.9"
                for name in SYSTEMS
                for key in ("coverage", "asked_share", "evidence", "readers_share")
            ),
        ],
    )
    without = load_scenario(
        "training",
        [
            *SHORT,
            "events=true",
            "partnership=cooperation",
            *(f"~systems.{name}" for name in SYSTEMS),
        ],
    )
    assert not without.systems
    assert fingerprint(run(plain, 3)) == fingerprint(run(other, 3)) == fingerprint(run(without, 3))


def test_what_is_granted_is_what_is_set(monkeypatch: pytest.MonkeyPatch):
    names = frozenset({"stolen_travel_documents", "interpol_nominal"})
    own = run(
        load_scenario(
            "training",
            [*SHORT, "events=true", *(f"systems.{n}.customs_access=direct" for n in names)],
        ),
        2,
    )
    monkeypatch.setattr(
        "borderSim.model.state.cooperation.Cooperation.granted_access", lambda self, p=None: names
    )
    assert fingerprint(run(load_scenario("training", [*SHORT, "events=true"]), 2)) == fingerprint(
        own
    )
    assert own.outcomes["hits"]


def test_a_copy_goes_on_as_the_original():
    scenario = load_scenario("training", [*SHORT, "events=true", *EVERYTHING])
    model = BorderModel(scenario, 5)
    model.run_burn_in()
    copy = model.branch(scenario)
    model.run_horizon()
    copy.run_horizon()
    assert (
        fingerprint(copy.result()) == fingerprint(model.result()) == fingerprint(run(scenario, 5))
    )


@pytest.mark.parametrize("name", shipped("scenario"))
def test_books_balance_with_everything_on(name: str):
    model = BorderModel(
        load_scenario(
            name, [*SHORT, *EVERYTHING, "partnership=cooperation", "hits.bureau_open_share=0.5"]
        ),
        1,
    )
    model.run_horizon()
    check(model)
    b = books(model)
    hits = b.get("hits", 0.0)
    assert (
        hits
        == sum(b.get(f"hits_{fate}", 0.0) for fate in ("validated", "late", "false"))
        + model.state.systems.open_hits
    )
    waiting = [a for answers in model.state.systems.pending.values() for a in answers]
    assert model.state.systems.open_hits == sum(a.number for a in waiting)
    assert b.get("hits_on_organisations", 0.0) <= hits < b["queries"] and (
        hits > 50 or name == "container_port"
    )
    assert 0 < b["systems_cost_eur"] < b["cooperation_running_eur"]


@pytest.mark.parametrize("access", ["ncb", "direct"])
def test_confirmation_after_the_legal_hold_is_worth_nothing(access: str):
    """All that a late answer costs taken away, nothing is left of it: every other outcome is as without it."""
    free = (
        "hit_minutes=0",
        "query_minutes=0",
        "running_cost_eur=0",
        "late_answer=nothing",
        "legal_hold_hours=0.5",
        "validation_hours=200",
        "coverage=0.5",
    )
    late = (
        "hits.bureau_minutes=0",
        *(f"{SLTD}.{x}" for x in free),
        f"{SLTD}.customs_access={access}",
        f"{SLTD}.asked_share=1",
        "economy.delay_cost_per_day=0",
    )
    none, with_it = outcomes("airport", "economy.delay_cost_per_day=0"), outcomes("airport", *late)
    if access == "direct":
        assert with_it["alerts"] and with_it["hits_late"], "people are held, in vain"
        assert with_it["hits_validated"] == 0
        none, with_it = (
            {k: v for k, v in apart(o).items() if "delay" not in k and "benefit" not in k}
            for o in (none, with_it)
        )
    assert apart(with_it) == apart(none)


def test_through_the_bureau_access_costs_and_brings_next_to_nothing():
    """The defaults: an answer after a day finds no passenger at the exit."""
    none, bureau = outcomes("airport"), outcomes("airport", f"{SLTD}.customs_access=ncb")
    assert bureau["hits_on_organisations"] == 0 and bureau["finds_by_hit"] == 0
    assert bureau["query_hours"] > 0 and bureau["systems_cost_eur"] > 0
    assert abs(bureau["seizures"] - none["seizures"]) <= 1


def test_direct_access_finds_stolen_documents_and_the_loads_behind_some():
    sure = (f"{SLTD}.asked_share=1", f"{SLTD}.coverage=0.5", "hits.bureau_open_share=1")
    none, direct = outcomes("airport"), outcomes("airport", f"{SLTD}.customs_access=direct", *sure)
    assert direct["documents_found"] > 5 and direct["finds_by_hit"] > 10
    assert direct["seizures"] > none["seizures"]
    half = outcomes("airport", f"{SLTD}.customs_access=direct", *sure, f"{SLTD}.validation_hours=6")
    assert half["hits_late_share"] > direct["hits_late_share"]
    assert half["finds_by_hit"] < direct["finds_by_hit"], "the same hits, confirmed later"


def test_false_matches_eat_the_hours_of_officers():
    few, many = (
        outcomes(
            "airport",
            f"{SLTD}.customs_access=direct",
            f"{SLTD}.asked_share=1",
            f"{SLTD}.coverage=0",
            f"{SLTD}.false_matches_per_10k={x}",
        )
        for x in (0, 300)
    )
    assert many["hits_false"] > 1000 > 10 > few["hits_false"]
    assert many["inspections_targeted"] < 0.9 * few["inspections_targeted"]
    assert many["trade_delay_cost_eur"] > few["trade_delay_cost_eur"]
    assert many["finds_by_hit"] == few["finds_by_hit"] == 0


def test_a_schedule_gives_access_from_a_day_on():
    model = BorderModel(
        load_scenario(
            "airport", [*SHORT, "schedule=[{day: 50, " + f"{SLTD}.customs_access: direct" + "}]"]
        ),
        1,
    )
    model.run_horizon()
    queries = [d.get("queries", 0.0) for d in model.state.recorder.days]
    first = model.state.first_day + 50
    assert not any(queries[:first]) and all(queries[first:])


def test_the_event_log_leads_from_a_query_to_the_seizure():
    result: Result = run(
        load_scenario(
            "airport",
            [
                *SHORT,
                "events=true",
                f"{SLTD}.customs_access=direct",
                f"{SLTD}.asked_share=1",
                f"{SLTD}.coverage=0.5",
            ],
        ),
        1,
    )
    events = result.events.set_index("id")
    seized = events[events["kind"] == "seizure"]
    chains = []
    for i in seized.index:
        chain = []
        while i in events.index:
            chain.append(str(events.loc[i, "kind"]))
            i = int(events.loc[i, "cause"])
        chains.append(chain)
    assert ["seizure", "decision", "inspect", "hit", "query", "arrive", "plan"] in chains
