"""Components and dismantlement on situations made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from borderSim.measures.dismantlement import _median
from borderSim.measures.networks import SHAPE
from borderSim.measures.record import close_day, note_start
from borderSim.measures.summary import summarise
from borderSim.model.actions.entry import end_organisation, enter
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED, NOBODY
from tests.measures.components import largest_component
from tests.model.stage import make_load, world

START, END = 400, 1400
RATE = 40 / 365
"""Loads a day of the organisation looked at."""


def dismantlement(w: State) -> dict[str, float | None]:
    """The outcomes of a world whose books are empty but for a day."""
    day, w.day = w.day, END
    w.recorder.close_day(START)
    w.day = day
    return summarise(w).outcomes


def chain(w: State, slot: int, edges: list[tuple[int, int]], n: int = 10) -> None:
    o = w.traffickers
    o.links[slot] = False
    o.status[slot] = np.where(np.arange(o.width) < n, ACTIVE, NOBODY)
    for a, b in edges:
        o.links[slot, a, b] = o.links[slot, b, a] = True


def test_largest_component_of_the_active_members():
    w = world()
    o = w.traffickers
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


def setting(silent_from: int | None = None) -> State:
    """Five organisations that ship all the time, the first until ``silent_from``, and end of horizon at END."""
    w = world()
    w.first_day, w.day = START, START
    o = w.traffickers
    o.rate[:5] = RATE
    for slot in range(5):
        for k in range(int(END * RATE)):
            day = int(k / RATE)
            if slot or silent_from is None or day < silent_from:
                w.consignments.shipments.append((day, slot, 0))
    w.consignments.shipments.sort()
    note_start(w)
    w.day = END
    w.traffickers.strength = o.strength_now(w.policy.scenario.traffickers)
    return w


def unable(w: State, slot: int = 0) -> None:
    w.traffickers.strength[slot] = 0.0


def test_nothing_is_dismantled_where_all_go_on():
    got = dismantlement(setting())
    assert got["orgs_at_start"] == 5
    for name in (
        "dismantled",
        "dismantled_structural",
        "dismantled_structural_30",
        "dismantled_judicial",
        "disrupted",
        "recovered",
        "wounded",
        "ended_arrests",
        "ended_bankrupt",
    ):
        assert got[f"orgs_{name}"] == 0, name
    assert got["recovery_days"] is got["recovery_censored_share"] is None
    assert got["capacity_survivors"] == got["capacity_start"] == pytest.approx(5 * RATE * 365)


@pytest.mark.parametrize("reason", ["arrests", "bankrupt"])
def test_ended_organisations_are_dismantled_whatever_they_shipped_and_entrants_do_not_count(
    reason: str,
):
    w = setting()
    end_organisation(w, 0, END, reason)
    slot = enter(w)
    assert slot is not None
    end_organisation(w, slot, END, "arrests")
    got = dismantlement(w)
    assert got["orgs_dismantled"] == 1
    assert got["orgs_dismantled_structural"] == 1
    assert got[f"orgs_ended_{reason}"] == 1
    assert got["orgs_ended_arrests"] == float(reason == "arrests"), "of those alive at the start"
    assert got["orgs_dismantled_judicial"] == 0
    w.tallies.leader_convicted[[0, 1]] = True
    assert dismantlement(w)["orgs_dismantled_judicial"] == 1


@pytest.mark.parametrize(
    ("silence", "able", "broke", "paused", "dismantled"),
    [
        (179, False, False, False, False),
        (181, False, False, False, True),
        (181, True, False, False, False),  # silent, but it could
        (181, True, True, False, True),  # no cash for one load
        (181, False, False, True, False),  # paused by its own choice
    ],
)
def test_functional_dismantlement_is_long_silence_of_the_unable(
    silence: int, able: bool, broke: bool, paused: bool, dismantled: bool
):
    w = setting(silent_from=END - silence)
    w.consignments.shipments.append((END - silence, 0, 0))
    o = w.traffickers
    if not able:
        unable(w)
    if broke:
        o.cash[0] = 0.9 * o.unit_cost(w.policy.scenario, 0)
    if paused:
        o.quieten(0, END - 1, w.policy.scenario.traffickers)
    assert dismantlement(w)["orgs_dismantled"] == float(dismantled)


def test_a_pause_that_is_over_or_forced_is_no_excuse():
    w = setting(silent_from=END - 190)
    unable(w)
    w.traffickers.quieten(0, END - 180, w.policy.scenario.traffickers)
    assert w.traffickers.quiet_until[0] < END
    assert dismantlement(w)["orgs_dismantled"] == 1
    w.traffickers.quieten(0, END - 1, w.policy.scenario.traffickers)
    w.traffickers.by_choice[0] = False
    assert dismantlement(w)["orgs_dismantled"] == 1


def test_a_rare_shipper_must_be_silent_for_eight_of_its_intervals():
    w = setting()
    w.traffickers.rate[0] = 8 / 365
    w.consignments.shipments = [x for x in w.consignments.shipments if x[1]] + [
        (day, 0, 0) for day in range(5, END - 200, 46)
    ]
    unable(w)
    assert dismantlement(w)["orgs_dismantled"] == 0
    w.consignments.shipments = [x for x in w.consignments.shipments if x[1] or x[0] < END - 400]
    assert dismantlement(w)["orgs_dismantled"] == 1


def test_a_load_under_way_is_an_attempt():
    w = setting(silent_from=END - 190)
    w.traffickers.cash[0] = 0.0
    assert dismantlement(w)["orgs_dismantled"] == 1
    w.consignments.agenda[END + 5] = [make_load(w, 0)]
    assert dismantlement(w)["orgs_dismantled"] == 0


def test_an_end_that_nobody_brought_about_is_no_dismantlement():
    w = setting()
    end_organisation(w, 0, END, "retired")
    assert dismantlement(w)["orgs_dismantled"] == 0


def test_structural_dismantlement_compares_the_largest_component_with_that_at_the_start():
    w = world()
    o = w.traffickers
    for slot in range(5):
        chain(w, slot, [(i, i + 1) for i in range(9)])
    note_start(w)
    assert (w.tallies.start.shapes[:5, SHAPE.index("component")] == 10).all()
    o.status[0, 4] = DETAINED  # 5 of 10 left: not under a half
    o.status[1, [3, 6]] = DETAINED  # 3 left
    o.status[2, [2, 5, 8]] = DETAINED  # 2 left
    got = dismantlement(w)
    assert got["orgs_dismantled_structural"] == 2
    assert got["orgs_dismantled_structural_30"] == 1


def without(w: State, first: int, last: int, slot: int = 0) -> State:
    """Take out the loads of a slot from the day after ``first`` to ``last``."""
    w.consignments.shipments = [
        x for x in w.consignments.shipments if x[1] != slot or not first < x[0] <= last
    ]
    return w


def test_disruption_is_under_half_of_the_own_rate_over_90_days():
    for gap, disrupted in ((40, 0.0), (52, 1.0)):
        w = without(setting(), 800, 800 + gap)
        w.traffickers.blows.append((800, 0))
        assert dismantlement(w)["orgs_disrupted"] == disrupted
    before = without(setting(), START - 100, START)
    before.traffickers.blows.append((START - 1, 0))
    assert dismantlement(before)["orgs_disrupted"] == 0, "blows of the burn-in do not count"
    assert dismantlement(before)["recovery_days"] is None
    late = without(setting(), END - 89, END)
    late.traffickers.blows.append((END - 89, 0))
    got = dismantlement(late)
    assert (got["orgs_disrupted"], got["blows"]) == (0, 0), "ninety days cannot be looked at"


@pytest.mark.parametrize(("silent", "recovered"), [(0, 1), (120, 1), (END - 800, 0)])
def test_recovery_is_the_time_to_the_first_load_from_which_four_fifths_are_kept_up(
    silent: int, recovered: int
):
    w = without(setting(), 800, 800 + silent)
    w.traffickers.blows.append((800, 0))
    got = dismantlement(w)
    assert (got["orgs_recovered"], got["orgs_wounded"]) == (recovered, 1 - recovered)
    assert (got["blows"], got["blows_unrecovered"], got["recovery_censored_share"]) == (
        1,
        1 - recovered,
        1 - recovered,
    )
    days = got["recovery_days"]
    assert days is not None
    if recovered:
        assert silent < days <= silent + 1 / RATE + 1
    else:
        assert days == END - 90 - 800, "as long as it could be followed"


def test_one_load_is_no_recovery():
    w = without(setting(), 800, END)
    w.consignments.shipments.append((820, 0, 0))
    w.traffickers.blows.append((800, 0))
    assert dismantlement(w)["orgs_recovered"] == 0


def test_a_burst_at_the_end_is_no_recovery_before_its_window_is_over():
    w = without(setting(), 800, END)
    w.consignments.shipments += [(END - 20 + k, 0, 0) for k in range(15)]
    w.traffickers.blows.append((800, 0))
    assert dismantlement(w)["orgs_recovered"] == 0


@pytest.mark.parametrize(
    ("recovered", "censored", "median"),
    [
        ([10.0, 20.0, 30.0], [], 20.0),
        # those followed for 15 days say nothing on what came later
        ([10.0, 20.0, 40.0], [15.0, 15.0, 15.0], 20.0),
        # under half recover: at least as long as they were followed
        ([10.0, 20.0], [30.0, 30.0, 30.0], 30.0),
        ([], [50.0, 60.0], 60.0),
        ([], [], None),
    ],
)
def test_the_median_time_to_recovery_knows_who_could_not_be_followed(
    recovered: list[float], censored: list[float], median: float | None
):
    assert _median(recovered, censored) == median


def test_the_median_is_that_of_scipys_kaplan_and_meier():
    rng = np.random.default_rng(3)
    for case in range(300):
        step = (1.0, 0.1)[case % 2]
        recovered = list(step * rng.integers(1, 30, rng.integers(1, 12)))
        censored = list(step * rng.integers(1, 30, rng.integers(0, 10)))
        curve = stats.ecdf(stats.CensoredData(uncensored=recovered, right=censored)).sf
        half = np.flatnonzero(curve.probabilities <= 0.5)
        found = float(curve.quantiles[half[0]]) if len(half) else max([*recovered, *censored])
        assert _median(recovered, censored) == found


def test_wounds_count_once_by_the_last_blow():
    w = without(setting(), 1200, END)
    w.traffickers.blows += [(800, 0), (1200, 0)]
    got = dismantlement(w)
    assert (got["orgs_recovered"], got["orgs_wounded"], got["blows"]) == (0, 1, 2)
    unable(w)
    got = dismantlement(w)
    assert (got["orgs_dismantled"], got["orgs_wounded"]) == (1, 0), "dismantled is not also wounded"


def test_capacity_net_of_entries_leaves_entrants_and_debtors_out():
    w = setting()
    end_organisation(w, 0, END, "arrests")
    assert enter(w) == 5
    w.traffickers.cash[1] = -1.0
    w.traffickers.strength = w.traffickers.strength_now(w.policy.scenario.traffickers)
    close_day(w)
    got = summarise(w).outcomes
    entrant = w.traffickers.rate[5] * 365
    assert got["capacity_start"] == pytest.approx(5 * RATE * 365)
    assert got["capacity_survivors"] == pytest.approx(3 * RATE * 365)
    assert got["capacity_active"] == pytest.approx(3 * RATE * 365 + entrant)
    assert summarise(w).daily["capacity_survivors"].tolist()[-1] == got["capacity_survivors"]


def test_the_own_rate_of_an_organisation_that_was_struck_early():
    """A blow on day 60 of the burn-in must not make it look like a rare shipper for ever after."""
    w = setting(silent_from=END - 190)
    w.traffickers.blows.append((60, 0))
    unable(w)
    assert dismantlement(w)["orgs_dismantled"] == 1, "nineteen of its own intervals without a load"


def test_the_own_rate_of_one_never_struck_is_that_before_the_horizon():
    w = setting(silent_from=END - 300)
    unable(w)
    assert dismantlement(w)["orgs_dismantled"] == 1, (
        "the silence itself does not make it a rare shipper"
    )


def test_the_own_rate_of_one_just_entered_is_what_it_planned():
    w = setting(silent_from=END - 200)
    w.traffickers.entered[0] = START - 40
    w = without(w, START - 41, START)
    w.consignments.shipments.append((START - 20, 0, 0))
    w.consignments.shipments.sort()
    unable(w)
    assert dismantlement(w)["orgs_dismantled"] == 1


def test_the_own_rate_is_that_before_the_blow_not_what_the_blow_left_of_it():
    """After a blow only every fifth load: a silence of 190 days is still more than eight of its own intervals."""
    w = setting(silent_from=END - 190)
    w.consignments.shipments = [
        x for i, x in enumerate(w.consignments.shipments) if x[1] or x[0] < 500 or i % 25 == 0
    ]
    unable(w)
    w.traffickers.blows.append((500, 0))
    assert dismantlement(w)["orgs_dismantled"] == 1


def test_the_start_of_the_horizon_is_noted_and_tallies_begin_there():
    w = world()
    w.consignments.shipments = [(1, 0, 0), (2, 1, 0), (3, 1, 2), (4, 1, 4)]
    w.tallies.latencies.append(3.0)
    w.tallies.leader_convicted[0] = True
    w.tallies.delay_tally[:] = w.tallies.lift_counts[:] = 1.0
    w.traffickers.alive[4] = False
    note_start(w)
    assert w.tallies.start.route_shares == pytest.approx([0.5, 0, 0.25, 0, 0.25])
    assert w.tallies.start.alive[:6].tolist() == [True] * 4 + [False] * 2
    assert not w.tallies.latencies
    assert not w.tallies.leader_convicted.any()
    assert not w.tallies.delay_tally.any()
    assert not w.tallies.lift_counts.any()
