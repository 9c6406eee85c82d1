"""Components and dismantlement on situations made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.measures.components import largest_component
from borderSim.measures.dismantlement import dismantlement
from borderSim.measures.record import note_start
from borderSim.world.organisations import ACTIVE, DETAINED, FAR, NOBODY
from borderSim.world.world import World
from tests.cycle.stage import world

START, END = 400, 1400
RATE = 40 / 365
"""Loads a day of the organisation looked at."""


def chain(w: World, slot: int, edges: list[tuple[int, int]], n: int = 10) -> None:
    o = w.organisations
    o.links[slot] = False
    o.status[slot] = np.where(np.arange(o.width) < n, ACTIVE, NOBODY)
    for a, b in edges:
        o.links[slot, a, b] = o.links[slot, b, a] = True


def test_largest_component_of_the_active_members():
    w = world()
    o = w.organisations
    chain(w, 0, [(0, 1), (1, 2), (2, 3), (3, 4), (5, 6)])
    assert largest_component(o, 0) == 5
    o.status[0, 1] = DETAINED
    assert largest_component(o, 0) == 3
    o.status[0, 3] = DETAINED
    assert largest_component(o, 0) == 2
    o.status[0, :10] = DETAINED
    assert largest_component(o, 0) == 0
    o.status[0, :10] = ACTIVE
    o.alive[0] = False
    assert largest_component(o, 0) == 0


def setting(silent_from: int | None = None) -> World:
    """Five organisations that ship all the time, the first until ``silent_from``, and end of horizon at END."""
    w = world()
    w.first_day, w.day = START, START
    o = w.organisations
    o.rate[:5] = RATE
    for slot in range(5):
        for k in range(int(END * RATE)):
            day = int(k / RATE)
            if slot or silent_from is None or day < silent_from:
                w.shipments.append((day, slot, 0))
    w.shipments.sort()
    note_start(w)
    w.day = END
    w.strength = o.strength()
    return w


def unable(w: World, slot: int = 0) -> None:
    w.strength[slot] = 0.0


def test_nothing_is_dismantled_where_all_go_on():
    got = dismantlement(setting())
    assert got["orgs_at_start"] == 5
    assert [v for k, v in got.items() if k != "orgs_at_start"] == [0.0] * 7 + [None]


@pytest.mark.parametrize("reason", ["arrests", "bankrupt"])
def test_ended_organisations_are_dismantled_whatever_they_shipped_and_entrants_do_not_count(reason: str):
    w = setting()
    w.organisations.close(0, END, reason)
    slot = w.organisations.enter(w.scenario, START + 1)
    assert slot is not None
    w.organisations.close(slot, END, "arrests")
    got = dismantlement(w)
    assert got["orgs_dismantled"] == 1
    assert got["orgs_dismantled_structural"] == 1
    assert got[f"orgs_ended_{reason}"] == 1
    assert got["orgs_ended_arrests"] == float(reason == "arrests"), "of those alive at the start"
    assert got["orgs_dismantled_judicial"] == 0
    w.leader_convicted[[0, 1]] = True
    assert dismantlement(w)["orgs_dismantled_judicial"] == 1


@pytest.mark.parametrize(("silence", "able", "broke", "paused", "dismantled"), [
    (179, False, False, False, False),
    (181, False, False, False, True),
    (181, True, False, False, False),   # silent, but it could
    (181, True, True, False, True),     # no cash for one load
    (181, False, False, True, False),   # paused by its own choice
])
def test_functional_dismantlement_is_long_silence_of_the_unable(silence: int, able: bool, broke: bool, paused: bool, dismantled: bool):
    w = setting(silent_from=END - silence)
    w.shipments.append((END - silence, 0, 0))
    o = w.organisations
    if not able:
        unable(w)
    if broke:
        o.cash[0] = 0.9 * o.unit_cost(w.scenario, 0)
    if paused:
        o.quieten(0, END - 1, 10)
    assert dismantlement(w)["orgs_dismantled"] == float(dismantled)


def test_a_pause_that_is_over_or_forced_is_no_excuse():
    w = setting(silent_from=END - 190)
    unable(w)
    w.organisations.quieten(0, END - 20, 10)
    assert dismantlement(w)["orgs_dismantled"] == 1
    w.organisations.quieten(0, END - 1, 50)
    w.organisations.by_choice[0] = False
    assert dismantlement(w)["orgs_dismantled"] == 1


def test_a_rare_shipper_must_be_silent_for_eight_of_its_intervals():
    w = setting()
    w.organisations.rate[0] = 8 / 365
    w.shipments = [x for x in w.shipments if x[1]] + [(day, 0, 0) for day in range(5, END - 200, 46)]
    unable(w)
    assert dismantlement(w)["orgs_dismantled"] == 0
    w.shipments = [x for x in w.shipments if x[1] or x[0] < END - 400]
    assert dismantlement(w)["orgs_dismantled"] == 1


def test_structural_dismantlement_compares_the_largest_component_with_that_at_the_start():
    w = world()
    o = w.organisations
    for slot in range(5):
        chain(w, slot, [(i, i + 1) for i in range(9)])
    note_start(w)
    assert (w.start.component[:5] == 10).all()
    o.status[0, 4] = DETAINED       # 5 of 10 left: not under a half
    o.status[1, [3, 6]] = DETAINED  # 3 left
    o.status[2, [2, 5, 8]] = DETAINED  # 2 left
    got = dismantlement(w)
    assert got["orgs_dismantled_structural"] == 2
    assert got["orgs_dismantled_structural_30"] == 1


def blow(w: World, day: int, slot: int = 0) -> None:
    w.blows.append((day, slot))
    w.organisations.first_blow[slot] = min(int(w.organisations.first_blow[slot]), day)


def test_disruption_is_under_half_of_the_own_rate_over_90_days():
    for kept, disrupted in ((2, 0.0), (3, 1.0)):
        w = setting()
        blow(w, 800)
        w.shipments = [x for i, x in enumerate(w.shipments) if x[1] or not 800 < x[0] <= 890 or (x[0] // 9) % kept == 0]
        count = sum(1 for d, s, _ in w.shipments if s == 0 and 800 < d <= 890)
        assert (count < 45 * RATE) == bool(disrupted)
        assert dismantlement(w)["orgs_disrupted"] == disrupted
    before = setting(silent_from=START - 100)
    blow(before, START - 1)
    assert dismantlement(before)["orgs_disrupted"] == 0, "blows of the burn-in do not count"
    assert dismantlement(before)["recovery_days"] is None


def test_recovery_is_the_time_to_four_fifths_of_the_own_rate_censored_at_the_end():
    w = setting()
    blow(w, 800)
    assert dismantlement(w)["recovery_days"] == 90
    paused = setting()
    paused.shipments = [x for x in paused.shipments if x[1] or not 800 < x[0] <= 920]
    blow(paused, 800)
    got = dismantlement(paused)["recovery_days"]
    assert got is not None
    assert 120 + 0.8 * 90 - 10 <= got <= 120 + 0.8 * 90 + 17
    never = setting(silent_from=800)
    blow(never, 800)
    assert dismantlement(never)["recovery_days"] == END - 800


def test_the_own_rate_of_an_organisation_that_was_struck_early():
    """A blow on day 60 of the burn-in must not make it look like a rare shipper for ever after."""
    w = setting(silent_from=END - 190)
    w.organisations.first_blow[0] = 60
    unable(w)
    assert dismantlement(w)["orgs_dismantled"] == 1, "nineteen of its own intervals without a load"


def test_the_start_of_the_horizon_is_noted_and_tallies_begin_there():
    w = world()
    w.shipments = [(1, 0, 0), (2, 1, 0), (3, 1, 2), (4, 1, 4)]
    w.latencies.append(3.0)
    w.leader_convicted[0] = True
    w.delay_tally[:] = w.lift_counts[:] = 1.0
    w.organisations.alive[4] = False
    note_start(w)
    assert w.start.route_shares == pytest.approx([0.5, 0, 0.25, 0, 0.25])
    assert w.start.alive[:6].tolist() == [True] * 4 + [False] * 2
    assert not w.latencies
    assert not w.leader_convicted.any()
    assert not w.delay_tally.any()
    assert not w.lift_counts.any()
    assert w.organisations.first_blow[0] == FAR
