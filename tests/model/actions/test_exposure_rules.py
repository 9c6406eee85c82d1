"""What an organisation infers from a loss, whom and what the police lose by it, and what cover costs."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.actions.exposure import clue_at_border, expose, inferred, lose, show, tied
from borderSim.model.actions.held import behind_entity, held_on
from borderSim.model.phases.adaptation import adapt
from borderSim.model.phases.interception import _find
from borderSim.model.state.codes import Clue, RaisedBy
from borderSim.model.state.consignments import Load
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, FLED
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run
from tests.model.stage import (
    COCAINE_BOXES,
    RESIN_TRUCKS,
    change,
    draws,
    forget_everything,
    make_load,
    member,
    quiet_time,
    set_traits,
    world,
)

BOX, HILL = "seaport/box", "land_hill/truck"


def setting(*, case: bool = True, told: bool = False, slot: int = 0) -> State:
    w = world()
    forget_everything(w)
    set_traits(w, share_prob=0.0, lookup_prob=0.0)
    change(w, "legal_model", customs_may_let_run=False, handover_threshold_eur=1e12)
    if case:
        w.police.cases.start(slot, 0, 0)
        w.police.cases.told_customs[slot] = told
    return w


def shown(w: State, load: Load, clue: Clue, **how: object) -> float:
    show(w, load, clue, **{"aware": False, "service": "customs", **how})  # type: ignore[arg-type]
    return load.shown


# ------------------------------------------------------------------------------ what a loss shows
@pytest.mark.parametrize(
    ("raised_by", "watched", "case", "clue"),
    [
        (RaisedBy.RANDOM, False, True, Clue.CHANCE),
        (RaisedBy.PROFILE, False, True, Clue.CHANCE),
        (RaisedBy.LEAD, False, True, Clue.NAMED),
        (RaisedBy.HIT, False, True, Clue.NAMED),
        (RaisedBy.TIP, False, True, Clue.TIP),
        (RaisedBy.PROFILE, True, True, Clue.WATCHED),
        (RaisedBy.LEAD, True, True, Clue.WATCHED),
        (RaisedBy.TIP, True, True, Clue.TIP),
        (RaisedBy.PROFILE, True, False, Clue.CHANCE),
    ],
)
def test_a_stop_shows_its_clearest_clue(raised_by: RaisedBy, watched: bool, case: bool, clue: Clue):
    w = setting(case=case)
    w.police.known_entities[0, 1] = watched
    load = make_load(w, 0, entity=1, raised_by=raised_by)
    assert clue_at_border(w, load, held_on(w, load)) == clue


def test_only_a_courier_who_travels_with_the_load_is_followed():
    w = setting(slot=RESIN_TRUCKS)
    w.police.known_members[:] = True
    w.police.cases.start(COCAINE_BOXES, 0, 0)
    assert held_on(w, make_load(w, RESIN_TRUCKS, HILL)).courier
    assert not held_on(w, make_load(w, COCAINE_BOXES, BOX)).courier


@pytest.mark.parametrize("clue", list(Clue))
@pytest.mark.parametrize("service", ["customs", "police"])
def test_cover_takes_part_of_the_chance_and_costs_hours_of_whoever_acts(clue: Clue, service: str):
    w = setting()
    i = w.policy.scenario.investigation
    load = make_load(w)
    assert shown(w, load, clue, service=service) == inferred(w, clue), "unaware: no cover"
    assert not w.workload.hours_lost.any() and not w.workload.police_owed
    covered = clue != Clue.CHANCE  # bad luck needs no story
    assert shown(w, load, clue, aware=True, service=service) == pytest.approx(
        inferred(w, clue) * (1 - i.cover * covered)
    )
    hours = i.cover_hours * covered
    assert w.workload.hours_lost[load.route] == hours * (service == "customs")
    assert w.workload.police_owed == hours * (service == "police")
    assert w.recorder.today.get("covers", 0) == covered


# ------------------------------------------------------------------------------ what is lost
def test_the_source_that_was_used_is_lost_and_nothing_else():
    for clue, tip, entity, front, informant in (
        (Clue.NAMED, False, 1, True, False),
        (Clue.WATCHED, False, 1, True, False),
        (Clue.TIP, True, 1, False, True),
        (Clue.INLAND, True, 1, False, True),
        (Clue.INLAND, False, 1, True, False),
        (Clue.CHANCE, False, 1, True, False),
        (Clue.CHANCE, False, -1, False, True),
        (Clue.WATCHED, False, -1, False, False),
    ):
        w = setting()
        w.police.informant[:2] = True
        w.police.known_entities[:2, :3] = True
        load = make_load(w, 0, entity=entity, police_tip=tip)
        shown(w, load, clue)
        expose(w, load)
        gone = w.traffickers.entity_generation[0, :3] > 0
        assert gone.tolist() == [False, front, False], clue
        assert w.police.known_entities[0, :3].tolist() == (~gone).tolist(), clue
        assert w.police.informant[:2].tolist() == [not informant, True], clue
        assert w.police.known_entities[1, :3].all(), clue
        assert w.recorder.today[f"exposed_{clue}"] == 1
        assert w.traffickers.quiet_until[0] == quiet_time(w)


def test_an_entity_replaced_since_is_not_replaced_again():
    w = setting()
    load = make_load(w, 0, entity=1)
    load.generation -= 1
    shown(w, load, Clue.NAMED)
    expose(w, load)
    assert not w.traffickers.entity_generation.any()


def test_the_case_goes_on_with_its_evidence_and_counts_as_burned_once():
    w = setting()
    w.police.known_entities[0, :2] = True
    w.police.evidence[0] = 1.5
    trust = w.cooperation.trust.copy()
    for entity in (0, 1):
        load = make_load(w, 0, entity=entity)
        shown(w, load, Clue.WATCHED)
        expose(w, load)
    assert w.police.cases.open[0] and w.police.cases.exposed[0]
    assert (w.police.evidence[0] == 1.5).all()
    assert w.recorder.today["exposed_watched"] == 2 and w.recorder.today["cases_exposed"] == 1
    assert (w.cooperation.trust == trust).all(), "nobody had come in anybody's way"
    w.police.cases.close(0, 1)
    w.police.cases.start(0, 0, 1)
    assert not w.police.cases.exposed[0], "another case"


def test_a_case_from_which_nothing_is_lost_is_not_burned():
    w = setting()
    load = make_load(w, 0, entity=1)
    shown(w, load, Clue.NAMED)
    expose(w, load)  # the police did not hold this entity
    assert w.recorder.today["exposed_named"] == 1 and "cases_exposed" not in w.recorder.today
    free = setting(case=False)
    free.police.known_entities[0, 1] = True
    load = make_load(free, 0, entity=1)
    shown(free, load, Clue.NAMED)
    expose(free, load)
    assert "cases_exposed" not in free.recorder.today, "there was none"


def test_trust_suffers_where_the_services_had_collided():
    w = setting()
    w.police.known_entities[0, 1] = True
    port = w.routes.post[w.routes.index[BOX]]
    trust = w.cooperation.trust.copy()
    load = make_load(w, 0, entity=1, draws=draws(exposed=0.0))
    _find(w, load)
    adapt(w)
    assert w.recorder.today["collisions"] == w.recorder.today["cases_exposed"] == 1
    trust[port, 0] -= w.policy.scenario.intelligence.trust_loss
    assert w.cooperation.trust == pytest.approx(np.maximum(trust, 0))


# ------------------------------------------------------------------------------ who is lost from sight
def test_tied_are_the_courier_whom_he_knows_and_who_runs_the_entity():
    w = setting()
    o = w.traffickers
    courier = member(w, 0, 1)
    assert not tied(w, 0, -1, -1).any()
    near = np.flatnonzero(tied(w, 0, courier, -1))
    assert set(near) == {courier, *np.flatnonzero(o.links[0, courier] & (o.status[0] == ACTIVE))}
    for e in range(o.entities):
        runs = np.flatnonzero(tied(w, 0, -1, e))
        assert runs.tolist() == [behind_entity(w, 0, e)] and (o.tier[0, runs] == 2).all()
    o.status[0] = FLED
    assert not tied(w, 0, courier, 0).any()


@pytest.mark.parametrize(("unknown", "flee"), [(0.5, 0.2), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0)])
def test_of_those_tied_the_declared_shares_change_ways_and_run(unknown: float, flee: float):
    w = setting()
    change(w, "investigation", exposed_unknown=unknown, exposed_flee=flee)
    o, courier, seen = w.traffickers, member(w, 0, 1), np.zeros(3)
    status = o.status[0].copy()
    for w.day in range(1500):
        o.status[0] = status
        w.police.known_members[0] = True
        who = tied(w, 0, courier, -1)
        lose(
            w, 0, Clue.WATCHED, entity=-1, informant=False, courier=courier, cause=-1, collision=-1,
            post=0,
        )  # fmt: skip
        lost, ran = ~w.police.known_members[0] & who, o.status[0] == FLED
        assert not (ran & ~lost).any(), "who runs is out of sight"
        assert w.police.known_members[0, ~who].all()
        assert (o.refill_day[0, ran] > w.day).all()
        seen += who.sum(), lost.sum(), ran.sum()
    n = seen[0]
    for share, chance in ((seen[1] / n, max(unknown, flee)), (seen[2] / n, flee)):
        assert abs(share - chance) <= 4 * np.sqrt(chance * (1 - chance) / n)


# ------------------------------------------------------------------------------ theory and limits
def test_the_share_of_losses_inferred_is_that_of_the_formula():
    """P(source inferred | loss) = x (1 - c): each clue, aware or not, over uniforms of a load."""
    n = 400
    for clue in Clue:
        for aware in (False, True):
            w = setting()
            w.consignments.lost_today = []
            for u in (np.arange(n) + 0.5) / n:
                load = make_load(w, 0, draws=draws(exposed=float(u)))
                shown(w, load, clue, aware=aware)
                w.consignments.lost_today.append(load)
            w.day = 1
            adapt(w)
            i = w.policy.scenario.investigation
            expected = inferred(w, clue) * (1 - i.cover * (aware and clue != Clue.CHANCE))
            assert w.recorder.today.get(f"exposed_{clue}", 0) == pytest.approx(
                n * expected, abs=1
            ), clue


def test_without_reactions_nothing_is_inferred():
    w = setting()
    change(w, "traffickers", adaptation=False)
    load = make_load(w, draws=draws(exposed=0.0))
    shown(w, load, Clue.INLAND)
    w.consignments.lost_today = [load]
    adapt(w)
    assert "exposed_inland" not in w.recorder.today


# ------------------------------------------------------------------------------ whole runs
EXPOSED = [f"exposed_{clue}" for clue in Clue]
BUSY = (
    "years=1",
    "burn_in_days=60",
    "partnership=collaboration",
    "partnership.traits.lookup_prob=1",
    "organisations.profiles.cocaine_boxes.shipments_per_year=150",
)


def books(*overrides: str, seed: int = 3) -> dict[str, float]:
    """What a busy year books."""
    found = run(load_scenario("training", [*BUSY, *overrides]), seed).outcomes
    return {str(k): float(v) for k, v in found.items() if isinstance(v, int | float)}


def test_where_nothing_can_be_inferred_nothing_is_and_its_other_keys_are_without_effect():
    off = [f"investigation.inferred_{clue}=0" for clue in Clue]
    none = books(*off)
    assert not any(none[name] for name in (*EXPOSED, "cases_exposed", "covers"))
    others = ("cover=1", "cover_hours=40", "exposed_unknown=1", "exposed_flee=1")
    assert books(*off, *(f"investigation.{key}" for key in others)) == none, "the same bytes"
    assert sum(books()[name] for name in EXPOSED) > 3


def test_full_cover_leaves_only_what_nobody_knew_to_cover():
    sure = [f"investigation.inferred_{clue}={clue in (Clue.TIP, Clue.INLAND)}" for clue in Clue]
    sure = [x.replace("True", "1").replace("False", "0") for x in sure]
    sure.append("police.informants_per_organisation=0.9")
    assert sum(books(*sure)[name] for name in EXPOSED) > 0
    covered = books(*sure, "investigation.cover=1")
    assert not any(covered[name] for name in EXPOSED) and covered["covers"] > 0


def test_where_no_load_may_run_what_it_would_bring_changes_nothing():
    law = "legal_model.customs_may_let_run=false"
    plain = books(law)
    assert plain["seizures_let_run"] == plain["receivers_arrested"] == 0
    keys = ("let_run_receivers=3", "let_run_members=5", "let_run_lost=0.5", "let_run_bar=0")
    assert books(law, *(f"investigation.{key}" for key in keys)) == plain, "the same bytes"
