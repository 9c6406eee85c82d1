"""Political will, credit and quarrels, grudges over what was not shared, hoarding, what is documented."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from borderSim.model.actions import trust, will
from borderSim.model.actions.controlled_delivery import control
from borderSim.model.actions.exposure import lose
from borderSim.model.actions.policy import enact
from borderSim.model.actions.sharing import share
from borderSim.model.phases.cooperation import cooperate
from borderSim.model.phases.intelligence import deliver
from borderSim.model.phases.interception import _find
from borderSim.model.phases.investigation import _file_finds, take_down
from borderSim.model.state.codes import Clue
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run
from tests.model.stage import (
    change,
    draws,
    forget_everything,
    keep_events,
    link_surely,
    make_load,
    member,
    set_traits,
    tell_of_case,
    world,
)

SEAPORT = 4
"""Place of the seaport among the posts of ``training`` (sorted by name)."""


def setting(*overrides: str, governance: dict[str, Any] | None = None, **traits: Any) -> State:
    w = world("intelligence.relevance=1", *overrides)
    forget_everything(w)
    link_surely(w)
    keep_events(w)
    w.mail.delivered(0)
    w.cooperation.rotation_day[:] = 200
    change(w, "intelligence", trust_relaxation_days=1e12)
    change(w, "governance", **({"quarrel_chance": 0.0, "hoarding": 0.0} | (governance or {})))
    plain = {
        "share_prob": 0.0,
        "share_interval_days": 0.0,
        "share_fidelity": 1.0,
        "readers_share": 0.0,
        "lookup_prob": 0.0,
        "persistence": 1.0,
    }
    set_traits(w, **(plain | {"trust_set_point": 0.5} | traits))
    return w


def burn(w: State, slot: int) -> None:
    """The organisation of a case infers an entity that the police hold, from a collision."""
    w.police.cases.start(slot, 0, 0)
    w.police.known_entities[slot, 0] = True
    how = {"entity": 0, "informant": False, "courier": -1, "cause": -1, "collision": 1, "post": 0}
    lose(w, slot, Clue.WATCHED, **how)


def case(w: State, slot: int = 0, *, told: bool = True) -> None:
    w.police.cases.start(slot, slot % 2, 0)
    if told:
        tell_of_case(w, slot)


def draw(w: State, monkeypatch: pytest.MonkeyPatch, u: float) -> None:
    """Every uniform of credit and scandal is ``u``."""
    monkeypatch.setattr(w.draws.credit, "today", lambda day: np.full((w.traffickers.n, 4), u))


def booked(w: State, *names: str) -> tuple[float, ...]:
    return tuple(w.recorder.today.get(name, 0.0) for name in names)


# ------------------------------------------------------------------ will
def test_will_is_constant_as_shipped_and_returns_to_its_place_when_it_was_moved():
    w = setting()
    a = w.cooperation.arrangements
    for w.day in range(50):
        cooperate(w)
    assert (a.will, a.mandate) == (0.7, 0.7)
    a.shift(will=-0.4, mandate=-0.2)
    change(w, "governance", will_return_days=100.0)
    for w.day in range(50, 150):
        cooperate(w)
    assert a.will == pytest.approx(0.7 - 0.4 * 0.99**100)
    assert a.mandate == pytest.approx(0.5), "a mandate does not clear up by itself"
    a.shift(will=5.0, mandate=-5.0)
    assert (a.will, a.mandate) == (1.0, 0.0)


def test_will_wavers_around_its_place_as_far_as_declared():
    w = setting(
        governance={"political_will": 0.5, "will_volatility": 0.2, "will_return_days": 20.0}
    )
    seen = []
    w.cooperation.arrangements.will = 0.5
    for w.day in range(365 * 30):
        will.pass_day(w)
        seen.append(w.cooperation.arrangements.will)
    assert np.mean(seen) == pytest.approx(0.5, abs=0.03)
    assert np.std(seen) == pytest.approx(0.2 * np.sqrt(20 / 365 / 2), rel=0.12)


def test_levels_meet_the_same_moves_of_will():
    common = ["years=0.5", "burn_in_days=10", "governance.will_volatility=0.3"]
    low, high = (
        run(load_scenario("training", [*common, f"partnership={level}"]), 3).daily
        for level in ("coexistence", "collaboration")
    )
    assert (
        low["political_will"].equals(high["political_will"])
        and low["political_will"].nunique() > 100
    )


def test_a_scheduled_change_of_will_is_exact_and_keeps_what_moved_it_since():
    common = ["years=0.2", "burn_in_days=5", "schedule=[{day: 10, governance.political_will: 0.2}]"]
    daily = run(load_scenario("training", common), 1).daily["political_will"]
    assert (daily[:10] == 0.7).all() and (daily[10:] == 0.2).all()
    w = setting()
    a = w.cooperation.arrangements
    a.shift(will=-0.1)
    s = dataclasses.replace(
        w.policy.scenario,
        governance=dataclasses.replace(w.policy.scenario.governance, political_will=0.5),
    )
    enact(w, s, in_burn_in=True)
    assert a.will == pytest.approx(0.4)


def test_will_gates_what_can_start_and_what_is_not_written_ends_with_it():
    w = world(
        "present=coexistence+liaison_officers+virtual_task_force",
        "instruments.virtual_task_force.written=false",
    )
    a = w.cooperation.arrangements
    live = dict(zip(a.names, a.live.tolist(), strict=True))
    assert live == {"liaison_officers": True, "virtual_task_force": True}
    a.shift(will=-0.65)
    cooperate(w)
    assert dict(zip(a.names, a.live.tolist(), strict=True)) == {
        "liaison_officers": True,
        "virtual_task_force": False,
    }
    again = world("present=coexistence+liaison_officers", "governance.political_will=0.1")
    assert not again.cooperation.arrangements.live.any()
    again.cooperation.arrangements.shift(will=0.5)
    cooperate(again)
    assert again.cooperation.arrangements.live.all()


def test_a_joint_takedown_convinces_and_a_scandal_costs(monkeypatch: pytest.MonkeyPatch):
    w = setting(
        governance={"will_gain_success": 0.1, "will_loss_scandal": 0.2, "scandal_chance": 0.3}
    )
    a = w.cooperation.arrangements
    case(w, 0, told=True)
    case(w, 1, told=False)
    for slot in (0, 1):
        take_down(w, slot, np.array([member(w, slot, 1)]))
    assert a.will == pytest.approx(0.8), "one of the two was joint"
    draw(w, monkeypatch, 0.31)
    burn(w, 2)
    assert a.will == pytest.approx(0.8) and booked(w, "scandals") == (0.0,)
    draw(w, monkeypatch, 0.29)
    burn(w, 2)
    w.traffickers.insider[3] = True
    set_traits(w, share_prob=1.0, readers_share=0.5)
    item = Item(
        "entity",
        to_police=False,
        group=0,
        unit=0,
        organisation=3,
        entity=0,
        generation=0,
        reliability=0.6,
        from_customs=False,
        created=0,
    )
    assert share(w, item, np.array([0.0, 0.5, 0.0, 0.1]), urgent=False)
    assert a.will == pytest.approx(0.4) and booked(w, "scandals", "leaks") == (2.0, 1.0)


def test_what_moves_will_by_nothing_changes_nothing():
    common = ["years=0.4", "burn_in_days=30", "partnership=collaboration"]
    plain = run(load_scenario("training", common), 2)
    other = run(
        load_scenario(
            "training", [*common, "governance.scandal_chance=1", "governance.will_return_days=10"]
        ),
        2,
    )
    assert plain.outcomes == other.outcomes and plain.daily.equals(other.daily)


# ------------------------------------------------------------------ credit
def test_the_finder_takes_the_credit_unless_it_is_shared():
    own, shared = setting(), setting("present=coexistence+shared_credit")
    assert shared.cooperation.arrangements.live.all()
    for w, other in ((own, 0.0), (shared, 1.0)):
        case(w)
        _find(w, make_load(w))
        assert booked(
            w,
            "joint_successes",
            "joint_successes_credited_customs",
            "joint_successes_credited_police",
        ) == (1.0, 1.0, other)
        terms = w.cooperation.terms(0, 0, w.day, w.good_of(0))
        control(w, make_load(w), 0, 0, dataclasses.replace(terms, let_run_lost=0.0))
        assert booked(w, "joint_successes_credited_customs", "joint_successes_credited_police") == (
            1.0 + other,
            1.0 + other,
        )
        take_down(w, 0, np.array([member(w, 0, 1)]))
        assert booked(w, "joint_successes", "joint_successes_credited_police") == (3.0, 2.0 + other)
        assert booked(w, "seizures", "seizures_booked_customs", "seizures_booked_police") == (
            2.0,
            2.0,
            2.0,
        ), "books overlap, the count does not"


def test_a_success_of_one_service_alone_is_nobodys_joint_success():
    w = setting()
    _find(w, make_load(w))
    case(w, 1, told=False)
    take_down(w, 1, np.array([member(w, 1, 1)]))
    assert booked(w, "joint_successes", "quarrels") == (0.0, 0.0)


@pytest.mark.parametrize(
    ("u", "weight", "shared", "moves"),
    [
        (0.29, 0.0, False, -0.05),
        (0.31, 0.0, False, 0.02),
        (0.29, 0.5, False, 0.02),
        (0.14, 0.5, False, -0.05),
        (0.0, 0.0, True, 0.02),
    ],
)
def test_a_quarrel_breaks_out_where_the_finder_takes_all(
    u: float, weight: float, shared: bool, moves: float, monkeypatch: pytest.MonkeyPatch
):
    w = setting(
        *(["present=coexistence+shared_credit"] if shared else []),
        governance={"quarrel_chance": 0.3, "quarrel_loss": 0.05},
        shared_objective_weight=weight,
    )
    draw(w, monkeypatch, u)
    case(w)
    _find(w, make_load(w))
    assert w.cooperation.trust[SEAPORT, 0] == pytest.approx(0.5 + moves)
    assert booked(w, "quarrels") == (float(moves < 0),)
    others = np.delete(w.cooperation.trust.ravel(), SEAPORT * w.cooperation.units)
    assert (others == 0.5).all(), "it is between the two who were there"
    take_down(w, 0, np.array([member(w, 0, 1)]))
    assert w.cooperation.trust[0, 0] == pytest.approx(0.5 + moves), "a takedown is everybody's"


def test_find_and_takedown_of_a_day_quarrel_by_draws_of_their_own():
    w = world()
    columns = w.draws.credit.today(0)
    assert columns.shape == (w.traffickers.n, 4) and len(set(columns[0])) == 4


# ------------------------------------------------------------------ what was not shared
def known_find(w: State, **fields: Any) -> None:
    """Customs finds a load of an entity that the police hold, and it reaches the police's file."""
    w.police.known_entities[0, 1] = True
    set_traits(w, share_prob=1.0, share_latency_days=0.0)
    load = make_load(w, 0, entity=1, draws=draws(share=0.0, latency=0.5, fidelity=0.0), **fields)
    before = w.cooperation.trust.copy()
    _find(w, load)
    assert (w.cooperation.trust == before).all() or w.police.cases.open[0], (
        "nobody sees it before the find is filed"
    )
    w.police.finds_to_file += [item for item in w.mail.delivered(w.day + 1) if item.kind == "find"]
    assert len(w.police.finds_to_file) == 1
    _file_finds(w)


def test_a_find_of_what_the_police_knew_and_had_not_said_costs_the_trust_of_that_post():
    w = setting(governance={"unshared_hit_loss": 0.07})
    known_find(w)
    assert booked(w, "unshared_hits") == (1.0,)
    assert w.cooperation.trust[SEAPORT, 0] == pytest.approx(0.43)
    assert np.delete(w.cooperation.trust.ravel(), SEAPORT * w.cooperation.units) == pytest.approx(
        0.5
    )


@pytest.mark.parametrize(
    "why",
    [
        "customs was told",
        "customs was the source",
        "the entity is another",
        "the police knew nothing",
        "customs knew of the case",
    ],
)
def test_no_grudge_where(why: str):
    w = setting(governance={"unshared_hit_loss": 0.07})
    o = w.traffickers
    if why == "customs was told":
        w.customs.leads.learn(0, 0, 1, 0, 0.6, 0, own=False, independent=False)
    elif why == "customs was the source":
        w.police.told_by_customs[0, 1] = True
    elif why == "the entity is another":
        o.entity_generation[0, 1] += 1
    elif why == "customs knew of the case":
        case(w)
    if why == "the entity is another":
        known_find(w, generation=0)
    elif why == "the police knew nothing":
        set_traits(w, share_prob=1.0, share_latency_days=0.0)
        assert not trust.police_had_known(w, make_load(w, 0, entity=1), 0)
        return
    else:
        known_find(w)
    assert booked(w, "unshared_hits") == (0.0,)


def test_a_tip_that_was_kept_is_a_grudge_and_one_that_came_is_none():
    w = setting()
    kept, came = make_load(w), make_load(w, tip_weight={0: 3.0})
    kept.police_tip = came.police_tip = True
    assert trust.police_had_known(w, kept, 0) and not trust.police_had_known(w, came, 0)


def test_a_takedown_shows_what_customs_had_kept():
    w = setting(governance={"unshared_hit_loss": 0.07})
    for slot in (0, 1, 2, 3):
        case(w, slot, told=False)
        w.customs.leads.learn(0, slot, 1, 0, 0.6, 0, own=slot != 1, independent=True)
    w.police.known_entities[2, 1] = True
    w.customs.leads.reliability[0, 3, 1] = 0.1
    assert [trust.customs_had_known(w, slot) for slot in range(4)] == [True, False, False, False], (
        "own, unknown to the police, alive"
    )
    for slot in range(4):
        take_down(w, slot, np.array([member(w, slot, 1)]))
    assert booked(w, "unshared_hits") == (1.0,)
    assert w.cooperation.trust[:, 0] == pytest.approx(0.43) and w.cooperation.trust[
        :, 1
    ] == pytest.approx(0.5)


# ------------------------------------------------------------------ hoarding
def crosses(w: State, u: float, *, slot: int = 0, to_police: bool = False) -> bool:
    item = Item(
        "entity",
        to_police=to_police,
        group=0,
        unit=0,
        organisation=slot,
        entity=0,
        generation=0,
        reliability=0.6,
        from_customs=to_police,
        created=0,
    )
    return share(w, item, np.array([u, 0.5, 0.0, 0.999]), urgent=False)


def test_a_service_with_a_case_of_its_own_keeps_a_part_to_itself():
    w = setting(governance={"hoarding": 0.4}, share_prob=0.5, shared_objective_weight=0.25)
    case(w)
    limit = 0.5 * (1 - 0.4 * 0.75)
    assert crosses(w, limit - 1e-6) and not crosses(w, limit + 1e-6)
    assert booked(w, "items_held_back") == (1.0,)
    assert not crosses(w, 0.5 + 1e-6), "this one would not have crossed anyway"
    assert booked(w, "items_held_back") == (1.0,)
    assert crosses(w, 0.5 - 1e-6, slot=1), "no case, no reason"
    assert crosses(w, 0.5 - 1e-6, to_police=True), "customs has no case of its own under this law"


def test_customs_hoards_where_the_law_gives_it_cases_and_shared_credit_ends_it():
    law = "legal_model=shared"
    w = setting(law, governance={"hoarding": 0.4}, share_prob=0.5)
    assert not crosses(w, 0.31, to_police=True) and crosses(w, 0.29, to_police=True)
    shared = setting(
        law, "present=coexistence+shared_credit", governance={"hoarding": 0.4}, share_prob=0.5
    )
    case(shared)
    assert crosses(shared, 0.49, to_police=True) and crosses(shared, 0.49)


def test_what_never_crosses_is_not_held_back():
    w = setting(governance={"hoarding": 0.9}, share_prob=1.0, share_interval_days=None)
    case(w)
    assert not crosses(w, 0.5) and booked(w, "items_held_back") == (0.0,)


# ------------------------------------------------------------------ reports that come back
@pytest.mark.parametrize(
    ("own", "told", "from_customs", "origin", "counted"),
    [
        (True, False, True, False, 1.0),
        (True, False, True, True, 0.0),
        (True, True, True, False, 0.0),
        (True, False, False, False, 0.0),
        (False, False, True, False, 0.0),
    ],
)
def test_a_report_that_comes_back_without_its_origin_counts_twice(
    own: bool, told: bool, from_customs: bool, origin: bool, counted: float
):
    w = setting()
    if told:
        w.customs.leads.learn(0, 1, 0, 0, 0.5, 0, own=False, independent=True)
    w.customs.leads.learn(0, 1, 0, 0, 0.5, 0, own=own, independent=True)
    w.customs.leads.told[0, 1, 0] = told
    news = Item(
        "entity",
        to_police=False,
        group=0,
        unit=0,
        organisation=1,
        entity=0,
        generation=0,
        reliability=0.6,
        from_customs=from_customs,
        created=0,
        detail=(True, True, origin),
    )
    before = w.customs.leads.reliability[0, 1, 0]
    w.mail.send(news, 1)
    w.day = 1
    deliver(w)
    assert booked(w, "reports_double_counted") == (counted,)
    if counted:
        assert w.customs.leads.reliability[0, 1, 0] > max(before, 0.6), (
            "customs takes its own news for the word of another"
        )


# ------------------------------------------------------------------ documents
@pytest.mark.parametrize(
    ("persistence", "instruments", "written"),
    [
        (None, "", 0.0),
        (0.5, "", 0.0),
        (0.7, "", 1.0),
        (0.97, "", 1.0),
        (None, "+memorandum_of_understanding", 1.0),
    ],
)
def test_what_crosses_under_a_written_arrangement_is_documented(
    persistence: float | None, instruments: str, written: float
):
    w = setting(f"present=coexistence{instruments}", share_prob=1.0, persistence=persistence)
    assert crosses(w, 0.0)
    assert booked(w, "items_shared", "items_documented") == (1.0, written)


def test_what_a_liaison_officer_carries_is_documented_if_his_role_is():
    for written in (True, False):
        w = setting(
            "present=coexistence+liaison_officers",
            f"instruments.liaison_officers.written={str(written).lower()}",
            share_prob=0.0,
            persistence=None,
        )
        w.cooperation.arrangements.credit[:] = 5.0
        assert crosses(w, 0.0)
        assert booked(w, "items_documented") == (float(written),)


@pytest.mark.parametrize(
    ("persistence", "value", "kept"), [(0.5, 1e3, 0.6), (0.9, 1e3, 1.0), (0.5, 1e5, 0.7)]
)
def test_evidence_that_crossed_informally_stands_up_less_but_never_less_than_by_law(
    persistence: float, value: float, kept: float
):
    w = setting(
        "legal_model.handover_threshold_eur=10000",
        "legal_model.handover_evidence_kept=0.7",
        governance={"informal_evidence_kept": 0.6},
        share_prob=1.0,
        share_latency_days=0.0,
        persistence=persistence,
    )
    _find(w, make_load(w, value=value, draws=draws(share=0.0, latency=0.5, fidelity=0.0)))
    (found,) = w.mail.delivered(1)
    assert found.evidence == pytest.approx(kept)


def test_without_effects_the_services_only_count_what_happens():
    """With every effect at zero trust, items and evidence are as if nobody minded."""
    nothing = [f"governance.{key}=0" for key in ("quarrel_chance", "unshared_hit_loss", "hoarding")]
    common = [
        "years=0.5",
        "burn_in_days=60",
        "partnership=cooperation",
        "governance.informal_evidence_kept=1",
    ]
    plain = run(load_scenario("training", [*common, *nothing]), 2).outcomes
    same = run(
        load_scenario(
            "training",
            [*common, *nothing, "governance.quarrel_loss=1", "governance.written_from=1"],
        ),
        2,
    ).outcomes
    differs = {name for name in plain if plain[name] != same[name]}
    assert (
        differs <= {"items_documented", "documented_share"}
        and plain["quarrels"] == plain["items_held_back"] == 0.0
    )
