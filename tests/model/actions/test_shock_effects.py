"""Every kind of event on its own: what it does, and when it can do nothing."""

from dataclasses import dataclass

import numpy as np
import pytest

from borderSim.model.actions.network_notes import begin_looking
from borderSim.model.actions.shock_effects import loses_control
from borderSim.model.phases.interception import _find
from borderSim.model.phases.shocks import apply_shocks, fire
from borderSim.model.phases.targeting import rank
from borderSim.model.state.codes import LoadState
from borderSim.model.state.consignments import Load
from borderSim.model.state.draw_columns import LoadDraw, ShockDraw
from borderSim.model.state.intelligence import RECENT, Item
from borderSim.model.state.state import State
from borderSim.parameters.shocks import Effects, Shock
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel, run
from tests.model.stage import (
    COCAINE_BOXES,
    COCAINE_COURIERS,
    change,
    forget_everything,
    keep_events,
    make_load,
    member,
    set_traits,
)
from tests.model.stage import model as stage_model


def world(*overrides: str) -> State:
    """A world on the first day of its horizon, with its log kept."""
    w = stage_model("burn_in_days=0", *overrides).state
    keep_events(w)
    forget_everything(w)
    return w


def let(
    w: State,
    *,
    lasts_days: int | None = None,
    draws: float = 0.5,
    lucks: dict[str, float] | None = None,
    **effects,
) -> int:
    """Let a shock of these effects strike with given draws; returns its event."""
    from borderSim.parameters import shocks as schema

    names = {spec: hint for spec, hint in Effects.__annotations__.items() if spec != "settings"}
    made = {
        name: getattr(schema, names[name].split(" ")[0])(**fields)
        for name, fields in effects.items()
    }
    w.shocks.loaded["mine"] = Shock(effects=Effects(**made), lasts_days=lasts_days)
    rows = max(w.traffickers.n, w.cooperation.units)
    u = np.full((rows, len(ShockDraw)), draws)
    u[:, ShockDraw.WHO] = np.linspace(0.9, 0.1, rows)  # the first slot is the first in turn
    for name, value in (lucks or {}).items():
        u[:, ShockDraw[name.upper()]] = value
    w.shocks._draws["mine"] = Given(u)  # type: ignore[assignment]
    return fire(w, "mine")


@dataclass
class Given:
    """Uniforms that are what they are."""

    values: np.ndarray

    def today(self, day: int) -> np.ndarray:
        return self.values


def kinds(w: State) -> list[str]:
    return [str(event["kind"]) for event in w.recorder.events]


def whats(w: State) -> list[object]:
    return [event.get("what") for event in w.recorder.events if event.get("what")]


# ------------------------------------------------------------------------------ the services
def test_trust_moves_at_one_post_or_everywhere_and_stays_within_its_bounds():
    w = world()
    w.cooperation.trust[:] = 0.3
    let(w, trust_change={"change": -0.1, "post": "seaport"})
    at = w.routes.posts.index("seaport")
    assert w.cooperation.trust[at] == pytest.approx(0.2) and np.delete(
        w.cooperation.trust, at, axis=0
    ) == pytest.approx(0.3)
    let(w, trust_change={"change": 1.0})
    assert (w.cooperation.trust == 1.0).all()


@pytest.mark.parametrize(("weight", "left"), [(0.0, 0.4), (0.5, 0.45), (1.0, 0.5)])
def test_credit_hurts_as_far_as_objectives_are_not_shared(weight, left):
    w = world()
    set_traits(w, shared_objective_weight=weight)
    w.cooperation.trust[:] = 0.5
    let(w, credit_taken={"loss": 0.1})
    assert w.cooperation.trust == pytest.approx(left)


@pytest.mark.parametrize(
    ("persistence", "trust", "lapses"), [(0.9, 0.55, False), (0.4, 0.3, True), (None, 0.1, False)]
)
def test_rotation_leaves_what_persists(persistence, trust, lapses):
    w = world()
    set_traits(w, persistence=persistence)
    w.cooperation.present = w.cooperation.present.__class__(
        **{**vars(w.cooperation.present), "trust_set_point": 0.1}
    )
    w.cooperation.trust[:] = 0.6
    let(w, staff_rotation={"share": 1.0}, draws=0.5)
    assert w.cooperation.trust == pytest.approx(trust)
    assert (w.cooperation.lapsed_until > w.day).all() == lapses


def test_rotation_of_a_share_takes_so_many_units_and_never_raises_trust():
    w = world()
    set_traits(w, persistence=0.5)
    w.cooperation.trust[:] = 0.05  # below what strangers have
    let(w, staff_rotation={"share": 0.1}, draws=0.9)
    assert (w.cooperation.trust == 0.05).all()
    assert (w.cooperation.lapsed_until > w.day).sum() == 1


def _shared(w: State, slot: int, created: int, load=None) -> None:
    w.mail.recent.append(Item("entity", True, 0, 0, slot, 0, 0, 1.0, True, created, load=load))


def test_a_leak_is_of_the_last_items_that_crossed():
    w = world()
    load = make_load(w, 2)
    w.day = 200
    w.first_day = 0
    _shared(w, 0, 50)  # too old to be of use
    for slot, planned in ((1, None), (2, load), (3, None)):
        _shared(w, slot, 190, planned)
    event = let(w, leak={"items": 2, "within_days": 100})
    assert (
        w.traffickers.quiet_until[[2, 3]].min() > w.day > w.traffickers.quiet_until[[0, 1, 4]].max()
    )
    assert load.state == LoadState.WARNED and w.recorder.today["leaks"] == 2
    assert [e["cause"] for e in w.recorder.events if e["kind"] == "leak"] == [event, event]


def test_where_nothing_is_shared_nothing_leaks():
    w = world()
    before = w.cooperation.trust.copy()
    let(w, leak={"items": 5})
    assert "leaks" not in w.recorder.today and (w.cooperation.trust == before).all()


def test_what_crosses_is_remembered_for_a_leak():
    m = stage_model("partnership=collaboration", "burn_in_days=0")
    for _ in range(60):
        m.step()
    crossed = sum(d.get("items_shared", 0) for d in m.state.recorder.days)
    assert len(m.state.mail.recent) == min(RECENT, crossed) > 0


def test_will_stays_between_nought_and_one_and_instruments_are_noted():
    w = world()
    let(w, will={"change": -0.3})
    assert w.cooperation.arrangements.will == pytest.approx(0.4)
    let(w, will={"change": 0.9})
    assert w.cooperation.arrangements.will == 1.0


def test_an_instrument_is_offered_and_withdrawn():
    scenario = load_scenario(
        "training",
        [
            "burn_in_days=0",
            "years=1",
            "partnership=coexistence+joint_training",
            "shocks=[terminals_offered]",
            "shocks.terminals_offered.day=3",
            "instruments.customs_i247.setup_days=10",
        ],
    )
    m = BorderModel(scenario, 1)
    for _ in range(3):
        m.step()
    a = m.state.cooperation.arrangements
    assert a.names == ["joint_training"]
    m.step()
    assert (
        a.names == ["customs_i247", "joint_training"] and not m.state.cooperation.granted_access()
    )
    for _ in range(12):
        m.step()
    assert "stolen_travel_documents" in m.state.cooperation.granted_access()
    let(m.state, withdraw_instrument={"name": "joint_training"})
    assert a.names == ["customs_i247"]


# ------------------------------------------------------------------------------ machines
def slots(w: State, route: str) -> float:
    return float(w.routes.slots_on(1)[w.routes.index[route]])


def test_machines_fail_at_that_post_and_come_back():
    w = world("customs.machine_availability=1")
    whole = slots(w, "seaport/box"), slots(w, "post_office/parcel")
    let(w, scanner_outage={"share": 0.5}, lasts_days=3)
    assert (slots(w, "seaport/box"), slots(w, "post_office/parcel")) == (whole[0] / 2, whole[1])
    assert np.isinf(slots(w, "airport/passenger"))
    w.day += 3
    apply_shocks(w)
    assert w.routes.broken is None and slots(w, "seaport/box") == whole[0]


def test_a_partners_machine_is_lent_as_far_as_kit_is_pooled_and_after_its_time():
    w = world("customs.machine_availability=1")
    whole = slots(w, "seaport/box")
    set_traits(w, pool_fraction=0.5, pool_reaction_days=2.0)
    let(w, scanner_outage={"share": 1.0, "replacement": 0.8}, lasts_days=9)
    worked = []
    for _ in range(4):
        worked.append(slots(w, "seaport/box") / whole)
        w.day += 1
        apply_shocks(w)
    assert worked == pytest.approx([0, 0, 0.4, 0.4])
    w.cooperation.lapsed_until[:] = w.day + 5
    apply_shocks(w)
    assert slots(w, "seaport/box") == 0
    set_traits(w, pool_fraction=0.0, pool_reaction_days=0.0)
    apply_shocks(w)
    assert slots(w, "seaport/box") == 0


def test_two_outages_add_up_to_no_more_than_all():
    w = world("customs.machine_availability=1")
    let(w, scanner_outage={"share": 0.5}, lasts_days=9)
    w.shocks.loaded["other"] = w.shocks.loaded["mine"]
    fire(w, "other")
    assert w.routes.broken[w.routes.index["seaport/box"]] == pytest.approx(0.75)


# ------------------------------------------------------------------------------ a post closes
def test_what_was_on_its_way_to_a_closed_post_waits_outside():
    w = world()
    at, elsewhere, later = make_load(w, 0), make_load(w, 1, "airport/passenger"), make_load(w, 2)
    w.consignments.agenda = {2: [at, elsewhere], 6: [later]}
    let(w, post_closed={"post": "seaport"}, lasts_days=5)
    assert {day: loads for day, loads in w.consignments.agenda.items() if loads} == {
        2: [elsewhere],
        5: [at],
        6: [later],
    }
    assert at.arrives == 5 and later.arrives == 0
    assert w.routes.rate[w.routes.index["seaport/box"]] == 0 and w.routes.rate.sum() > 0
    rank(w)  # a day with a route without traffic
    w.day += 5
    apply_shocks(w)
    assert w.policy.scenario.posts["seaport"].flows["box"].units_per_year == 14500


@pytest.mark.parametrize(("planned", "days"), [(False, 8), (True, 2)])
def test_an_emergency_plan_makes_it_shorter_and_lawful_trade_waits_each_day(
    planned, days, monkeypatch
):
    w = world()
    monkeypatch.setattr(type(w.cooperation.arrangements), "planned", planned)
    usual = float(
        w.routes.rate[w.routes.index["seaport/box"]]
        * w.routes.delay_cost[w.routes.index["seaport/box"]]
    )
    let(w, post_closed={"post": "seaport", "planned_share": 0.25}, lasts_days=8)
    for _ in range(10):
        apply_shocks(w)
        w.day += 1
    assert w.recorder.today["trade_delay_cost_eur"] == pytest.approx(usual * days * (days + 1) / 2)


def test_nobody_plans_where_a_post_is_closed():
    m = stage_model("burn_in_days=0")
    w = m.state
    let(w, post_closed={"post": "seaport"}, lasts_days=60)
    for _ in range(50):
        m.step()
    assert not [s for s in w.consignments.shipments if w.routes.names[s[2]] == "seaport/box"]
    assert w.consignments.shipments


def test_if_all_posts_are_closed_nobody_sends_anything():
    m = stage_model("burn_in_days=0")
    for name in m.state.routes.posts:
        let(m.state, post_closed={"post": name}, lasts_days=60)
        m.state.shocks.loaded[name] = m.state.shocks.loaded["mine"]
        m.fire(name)
    for _ in range(30):
        m.step()
    assert (
        not m.state.consignments.shipments
        and sum(d.get("attempts_deterred", 0) for d in m.state.recorder.days) > 0
    )


# ------------------------------------------------------------------------------ systems and competence
SLTD, AIR = "stolen_travel_documents", "airport/passenger"
NIGHT = {"mode": "passenger", "hour": 18.2}
ASKED = (
    f"systems.{SLTD}.customs_access=direct",
    f"systems.{SLTD}.coverage=0",
    f"systems.{SLTD}.true_matches_per_10k=0",
    f"systems.{SLTD}.false_matches_per_10k=0",
    "intelligence.latency_sigma=0",
)


def day_with(w: State, *loads: Load) -> None:
    """Let a day of arrivals pass up to the list of checks."""
    w.consignments.agenda[w.day] = list(loads)
    rank(w)


@pytest.mark.parametrize(
    "entity", [1, -1, None], ids=["with a load", "used once", "without a load"]
)
@pytest.mark.parametrize(
    ("overrides", "searched"),
    [
        (("hits.bureau_open_share=1",), True),  # day and night: an hour, and three to hold him
        (("hits.bureau_open_share=0.6",), False),  # it opens at eight
        (("hits.bureau_open_share=0.6", "systems.command_centre.customs_access=direct"), True),
        (("hits.bureau_open_share=1", "hits.secondary_places=0"), False),
        (("hits.bureau_open_share=1", f"systems.{SLTD}.validation_hours=24"), False),
        # a day to the answer
        (("hits.bureau_open_share=1", f"systems.{SLTD}.customs_access=ncb"), False),
    ],
)
def test_a_document_on_record_is_confirmed_in_time_or_he_goes(overrides, searched, entity):
    w = world(*ASKED, *overrides)
    loads = (
        [make_load(w, COCAINE_COURIERS, AIR, entity=entity, arrives=w.day)]
        if entity is not None
        else []
    )
    event = let(w, document_hit=NIGHT)
    day_with(w, *loads)
    assert w.recorder.today["hits"] == 1 and w.recorder.today.get(
        "hits_on_organisations", 0
    ) == len(loads)
    assert w.recorder.today.get("hits_validated", 0) == searched and all(
        load.secondary == searched for load in loads
    )
    chain = {e["kind"]: e for e in w.recorder.events}
    document = chain["bad document"]
    assert document["cause"] == event and document["second_cause"] == (
        chain["arrive"]["id"] if loads else -1
    )
    assert chain["query"]["cause"] == document["id"]
    if searched:
        assert chain["hit"]["cause"] == chain["query"]["id"] and chain["hit"]["fate"] == "validated"
        assert w.recorder.today.get("documents_found", 0) == (not loads)
    w.day += 1
    day_with(w, make_load(w, COCAINE_COURIERS, AIR, entity=2, arrives=w.day))
    assert w.recorder.today["hits"] == 1, "one document, one hit"


def test_a_document_found_out_stays_on_record_until_it_is_replaced():
    w = world(*ASKED, f"systems.{SLTD}.asked_share=1", "hits.bureau_open_share=1")
    let(w, document_hit=NIGHT)
    hits = []
    for _ in range(3):
        day_with(w, make_load(w, COCAINE_COURIERS, AIR, entity=1, arrives=w.day))
        hits.append(w.recorder.today["hits"])
        w.day += 1
        w.traffickers.entity_generation[COCAINE_COURIERS, 1] += len(hits) == 2
    assert hits == [1, 2, 2]


@pytest.mark.parametrize(
    "overrides",
    [(), (f"systems.{SLTD}.police_access=direct",), ("enforcement=false", *ASKED)],
    ids=["no access", "the police only", "no enforcement"],
)
def test_nobody_is_held_where_no_document_is_asked_about(overrides):
    w = world(*overrides)
    let(w, document_hit=NIGHT)
    load = make_load(w, COCAINE_COURIERS, AIR, entity=1, arrives=w.day)
    day_with(w, load)
    assert not load.secondary and "hits" not in w.recorder.today and "bad document" not in kinds(w)
    w.day += 1
    change(w, "hits", bureau_open_share=1.0)
    day_with(w)
    assert "bad document" not in kinds(w), "it does not wait for access"


def test_a_load_of_another_mode_is_not_concerned():
    w = world(*ASKED, "hits.bureau_open_share=1")
    let(w, document_hit=NIGHT)
    truck = make_load(w, 3, "land_hill/truck", arrives=w.day)
    day_with(w, truck)
    assert not truck.secondary and w.recorder.today["documents_found"] == 1


@pytest.mark.parametrize(
    ("access", "differs"), [((), False), (("customs_access=direct", "transfer=push"), True)]
)
def test_a_ruling_takes_passenger_data_only_from_those_who_read_them(access, differs):
    given = [f"systems.passenger_name_records.{entry}" for entry in access]
    plain, ruled = (
        run(
            load_scenario(
                "training",
                ["years=0.3", "burn_in_days=20", "shocks=[passenger_data_ruling]", *given, *more],
            ),
            3,
        )
        for more in ([], ["shocks.passenger_data_ruling.day=10"])
    )
    columns = [c for c in plain.daily if not c.startswith("shock:")]
    after = plain.daily["day"] >= 10
    assert plain.daily.loc[~after, columns].equals(ruled.daily.loc[~after, columns])
    assert plain.daily.loc[after, columns].equals(ruled.daily.loc[after, columns]) != differs
    assert (plain.outcomes["queries"] > 0) == differs and ruled.outcomes[
        "queries"
    ] <= plain.outcomes["queries"]


@pytest.mark.parametrize("delegated", [False, True])
def test_a_find_that_nobody_may_seize_goes_on_unless_one_seizes_for_the_other(delegated):
    """A delegation (``seize_all``) leaves the shock without effect.

    Other goods are seized as before.
    """
    given = (
        ("instruments=[airport_task_force]", "instruments.airport_task_force.setup_days=0")
        if delegated
        else ()
    )
    w = world(*given)
    event = let(w, blind_spot={"commodity": "wildlife", "mode": "passenger"}, lasts_days=5)
    assert [(e["what"], e["cause"]) for e in w.recorder.events if e["kind"] == "case step"] == [
        ("seized for the other" if delegated else "blind spot", event)
    ]

    def goes_on(commodity: str) -> bool:
        load = make_load(w, COCAINE_COURIERS, AIR, commodity=commodity)
        _find(w, load)
        return load.state == LoadState.DELIVERED

    assert (goes_on("wildlife"), goes_on("cocaine")) == (not delegated, False)
    assert w.recorder.today.get("blind_spot_finds", 0) == 2 * (not delegated)
    assert w.recorder.today.get("seizures_opportunist", 0) == delegated
    w.day += 5
    apply_shocks(w)
    assert not goes_on("wildlife"), "the gap is closed"


# ------------------------------------------------------------------------------ cases
def test_a_load_under_control_is_lost_once_and_only_in_time():
    w = world()
    load = make_load(w)
    assert not loses_control(w, load)
    event = let(w, load_lost={"loads": 1}, lasts_days=5)
    assert loses_control(w, load) and not loses_control(w, load)
    assert (
        w.recorder.events[-1]["kind"] == "target lost" and w.recorder.events[-1]["cause"] == event
    )
    let(w, load_lost={"loads": 1}, lasts_days=5)
    w.day += 5
    apply_shocks(w)
    assert not loses_control(w, load)


def test_the_cases_with_most_evidence_lose_it():
    w = world()
    w.police.evidence[:4, 0] = (1.0, 3.0, 2.0, 9.0)
    for slot in (0, 1, 2):
        w.police.cases.start(slot, 0, 0)
    let(w, evidence_lost={"cases": 2, "share": 0.6})
    assert w.police.evidence[:4, 0] == pytest.approx([1.0, 1.2, 0.8, 9.0])
    assert whats(w) == ["evidence rejected"] * 2


@pytest.mark.parametrize(
    ("known", "lookup", "burn", "collides", "burns"),
    [
        (True, 0.0, 0.0, False, False),
        (False, 0.6, 0.0, False, False),
        (False, 0.4, 0.0, True, True),
        (False, 0.4, 0.9, True, False),
    ],
)
def test_two_teams_at_one_target(known, lookup, burn, collides, burns):
    w = world()
    set_traits(w, lookup_prob=lookup)
    w.police.cases.start(1, 0, 0)
    w.police.cases.told_customs[1] = known
    w.police.known_entities[1, 0] = True
    trust = w.cooperation.trust.copy()
    event = let(w, double_watch={"cases": 1}, lucks={"lookup": 0.5, "burn": burn})
    assert (
        w.recorder.today.get("collisions", 0) == collides
        and w.recorder.today.get("cases_exposed", 0) == burns == w.police.cases.exposed[1]
    )
    assert w.police.cases.open[1]
    hours = w.policy.scenario.investigation.collision_hours if collides else 0
    assert (
        w.recorder.today.get("duplicate_hours", 0)
        == hours
        == w.workload.hours_lost.sum() + w.workload.police_owed
    )
    assert [e["cause"] for e in w.recorder.events if e["kind"] in ("collision", "burned")] == [
        event
    ] * (collides + burns)
    assert (w.cooperation.trust > trust).any() == (not collides)


def test_without_a_case_or_without_enforcement_nobody_meets():
    w = world()
    let(w, double_watch={"cases": 3})
    assert kinds(w) == ["shock"]
    w = world("enforcement=false")
    w.police.cases.start(1, 0, 0)
    let(
        w,
        double_watch={},
        statement={"couriers": 2},
        informant_offer={"window_hours": 99},
        anomaly={},
        tip={"within_days": 9},
    )
    assert kinds(w) == ["shock"]


def test_assets_are_taken_from_the_richest_as_far_as_they_go():
    w = world()
    o = w.traffickers
    o.cash[:] = 0
    o.cash[:4] = (50.0, 300.0, -20.0, 100.0)
    let(w, confiscation={"amount_eur": 350.0})
    assert (
        o.cash[:4].tolist() == [50.0, 0.0, -20.0, 50.0]
        and w.recorder.today["assets_confiscated_eur"] == 350.0
    )
    let(w, confiscation={"amount_eur": 1e9})
    assert (
        o.cash[:4].tolist() == [0.0, 0.0, -20.0, 0.0]
        and w.recorder.today["assets_confiscated_eur"] == 450.0
    )


@pytest.mark.parametrize("rule", [False, True])
def test_confiscated_money_pays_officers_only_where_a_rule_shares_it(rule):
    w = world(*(["instruments=[memorandum_of_understanding,asset_sharing_rule]"] if rule else []))
    share = w.policy.scenario.instruments["asset_sharing_rule"].gives.asset_share if rule else 0.0
    w.traffickers.cash[:] = 0
    w.traffickers.cash[1] = 365.0
    let(w, confiscation={"amount_eur": 1e6})
    assert (
        sum(a_day for _, a_day in w.cooperation.shared_assets.running) == pytest.approx(share)
        and (share > 0) == rule
    )


# ------------------------------------------------------------------------------ intelligence
def filed(w: State, **lucks: float) -> str:
    let(w, statement={"couriers": 1}, lucks=lucks)
    return str(whats(w)[-1])


def test_a_statement_needs_an_interview_and_a_way_to_the_file():
    w = world("legal_model=limited")
    set_traits(w, share_prob=0.0)
    change(w, "investigation", interview_yield=0.5)
    w.recorder.keep_events, w.first_day = True, w.day
    begin_looking(w)
    kept = w.policy.scenario.legal_model.handover_evidence_kept
    assert filed(w, kept=0.6) == "statement not taken" and not w.police.known_members.any()
    assert (
        filed(w, kept=0.4, fidelity=kept + 0.01) == "statement lost on the way"
        and not w.police.known_members.any()
    )
    assert filed(w, kept=0.4, fidelity=kept - 0.01) == "statement filed"
    o = w.traffickers
    (slot, named), *others = np.argwhere(w.police.known_members).tolist()
    assert (
        not others and slot == 0 and o.tier[slot, named] >= 2 and w.police.cases.file[slot] == 1.0
    )
    assert w.police.evidence[slot, named] == w.policy.scenario.investigation.evidence_statement
    *_, step, known = w.recorder.events
    assert (known["kind"], known["member"], known["why"]) == ("member known", named, "statement")
    assert known["cause"] == step["id"] and step["what"] == "statement filed"


def test_a_shared_statement_is_filed_however_bad_the_law_keeps_it():
    w = world()
    set_traits(w, share_prob=1.0)
    assert filed(w, kept=0.1, share=0.0, fidelity=0.99, leak=0.99) == "statement filed"
    assert w.recorder.today["items_shared"] == 1


@pytest.mark.parametrize(
    ("traits", "law", "draws", "won"),
    [
        # exp(-6 / 3) = 0.14
        ({"pool_fraction": 0.5, "pool_reaction_days": 0.25}, "limited", 0.1, True),
        ({"pool_fraction": 0.5, "pool_reaction_days": 0.25}, "limited", 0.2, False),
        ({"pool_fraction": 0.5, "pool_reaction_days": 3.0}, "limited", 1e-6, False),
        # nothing pooled: the law's own way
        ({"pool_fraction": 0.0, "pool_reaction_days": 0.0}, "limited", 1e-6, False),
        ({"pool_fraction": 0.0, "pool_reaction_days": 3.0}, "full", 0.99, True),
    ],
)
def test_an_informant_is_won_in_time_or_not_at_all(traits, law, draws, won):
    w = world(f"legal_model={law}")
    set_traits(w, **traits)
    let(w, informant_offer={"window_hours": 3}, lucks={"kept": draws})
    assert w.police.informant.sum() == won and w.recorder.events[-1]["won"] == won
    assert not won or w.police.informant[0]


def test_a_tip_is_on_a_load_on_its_way_in_that_mode_and_time():
    w = world()
    late, truck, box = (
        make_load(w, 0),
        make_load(w, 3, "land_hill/truck"),
        make_load(w, COCAINE_BOXES),
    )
    w.consignments.agenda = {9: [late], 3: [truck], 4: [box]}
    event = let(w, tip={"mode": "box", "within_days": 5})
    assert (
        w.consignments.tips == {0: [box]}
        and w.recorder.events[-1]["cause"] == event
        and box.event == w.recorder.events[-1]["id"]
    )
    w.consignments.tips.clear()
    let(w, tip={"mode": "parcel", "within_days": 5})
    assert not w.consignments.tips
    box.state = truck.state = "warned"
    let(w, tip={"within_days": 5})
    assert not w.consignments.tips and late.state == LoadState.PLANNED


def test_a_tip_takes_the_way_of_every_tip():
    m = stage_model("burn_in_days=0", "partnership=collaboration")
    load = make_load(m.state, COCAINE_BOXES, arrives=5)
    load.draws[LoadDraw.TIP_REAL] = 0.0
    m.state.consignments.agenda = {5: [load]}
    let(m.state, tip={"mode": "box", "within_days": 9})
    m.step()
    assert load.police_tip


def test_an_anomaly_is_a_weak_lead_of_customs_that_may_cross():
    w = world()
    event = let(w, anomaly={"entities": 2})
    assert np.count_nonzero(w.customs.leads.own) == 2 and set(
        np.nonzero(w.customs.leads.own)[1].tolist()
    ) == {0, 1}
    assert w.customs.leads.reliability.max() == w.policy.scenario.customs.own_lead_reliability
    w = world()
    set_traits(w, share_prob=1.0, share_interval_days=0.0, share_latency_days=0.0)
    change(w, "intelligence", relevance=1.0)
    event = let(w, anomaly={"entities": 2})
    news = [e["id"] for e in w.recorder.events if e["kind"] == "news" and e["cause"] == event]
    assert [e["cause"] for e in w.recorder.events if e["kind"] == "share"] == news and len(
        news
    ) == 2


@pytest.mark.parametrize(
    ("instrument", "effect", "lucks", "what"),
    [
        (
            "joint_training",
            {"statement": {"couriers": 1}},
            {"kept": 0.55, "fidelity": 0.0},
            "statement",
        ),
        ("port_control_unit", {"credit_taken": {"loss": 0.1}}, {}, "credit"),
        ("national_committee", {"staff_rotation": {"share": 1.0}}, {"kept": 0.6}, "rotation"),
    ],
)
def test_what_instruments_give_counts_when_a_shock_strikes(instrument, effect, lucks, what):
    """Trained officers write the statement down, a joint unit softens a quarrel at its post, a committee outlives its people."""

    def left(*overrides: str) -> float:
        w = world(f"partnership={overrides[0]}", "present=communication", *overrides[1:])
        w.cooperation.trust[:] = 0.6
        let(w, lucks=lucks, **effect)
        if what == "statement":
            return float("statement filed" in whats(w))
        return (
            float(w.cooperation.trust.mean())
            if what == "credit"
            else float((w.cooperation.lapsed_until <= w.day).all())
        )

    name = f"communication+{instrument}"
    alive = f"instruments.{instrument}.setup_days=0"
    field = {
        "statement": "interview_yield",
        "credit": "shared_objective_weight",
        "rotation": "persistence",
    }[what]
    assert (
        left(name, alive)
        > left("communication")
        == left(name, alive, f"instruments.{instrument}.gives.{field}=null")
    )


# ------------------------------------------------------------------------------ traffickers
def test_word_goes_round_that_all_routes_are_hot_but_the_quietest():
    w = world()
    let(w, rumour={"losses": 4})
    o, river, hill = (
        w.traffickers,
        w.routes.index["land_river/truck"],
        w.routes.index["land_hill/truck"],
    )
    trucks = np.flatnonzero(o.alive & o.is_home[o.profile][:, hill])
    assert (
        len(trucks) == 2
        and (o.losses[trucks, hill] == 4).all()
        and (o.shipped[trucks, hill] == 4).all()
    )
    # with one route of a mode there is nowhere to go
    assert o.losses.sum() == 8 and not o.losses[:, river].any()


def test_a_rumour_moves_traffic_if_traffickers_adapt():
    def share_by_river(*overrides: str, losses: float) -> float:
        m = stage_model("burn_in_days=0", "years=1", *overrides)
        let(m.state, rumour={"losses": losses})
        m.run_horizon()
        trucks = [
            r for _, _, r in m.state.consignments.shipments if m.state.routes.modes[r] == "truck"
        ]
        return trucks.count(m.state.routes.index["land_river/truck"]) / len(trucks)

    assert share_by_river(losses=20) > share_by_river(losses=0)
    off = ("traffickers.adaptation=false",)
    assert share_by_river(*off, losses=20) == share_by_river(*off, losses=0)


def test_a_place_of_a_dead_organisation_is_never_struck():
    w = world()
    w.traffickers.alive[:] = False
    let(
        w,
        statement={"couriers": 3},
        informant_offer={"window_hours": 99},
        anomaly={"entities": 3},
        rumour={"losses": 3},
        confiscation={"amount_eur": 1e6},
        tip={"within_days": 9},
        lucks={"kept": 0.0},
    )
    assert kinds(w) == ["shock"] and not w.traffickers.losses.any()
    assert member(w, 0, 1) >= 0  # the places are still filled
