"""What networks look like before and after: against networkx, and as tables."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from borderSim.measures import networks as module
from borderSim.measures.networks import SHAPE, member_table, shapes, tie_table
from borderSim.measures.record import note_start
from borderSim.measures.summary import summarise
from borderSim.model.actions.entry import end_organisation, enter
from borderSim.model.state.start import Networks
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED, FLED
from tests.model.stage import world


def graphs(w: State) -> dict[int, nx.Graph]:
    """The active members of each living organisation, by slot."""
    o = w.traffickers
    found = {}
    for slot in np.flatnonzero(o.alive):
        active = np.flatnonzero(o.status[slot] == ACTIVE)
        found[int(slot)] = nx.from_numpy_array(o.links[slot][np.ix_(active, active)])
    return found


def by_networkx(g: nx.Graph) -> list[float]:
    n = len(g)
    degree = [d for _, d in g.degree()]
    return [
        n,
        max(len(c) for c in nx.connected_components(g)),
        sum(degree) / n,
        nx.density(g),
        sum(max(degree) - d for d in degree) / ((n - 1) * (n - 2)),
        nx.transitivity(g),
        nx.global_efficiency(g),
    ]


@pytest.mark.parametrize("at_once", [10, 1000])
def test_shapes_are_those_of_networkx(monkeypatch: pytest.MonkeyPatch, at_once: int):
    monkeypatch.setattr(module, "MEMBERS_AT_ONCE", at_once)
    w = world("organisations.count=12")
    o = w.traffickers
    o.status[1, :3] = o.status[4, 2] = DETAINED
    o.status[2, 5:] = np.where(o.status[2, 5:] == ACTIVE, FLED, o.status[2, 5:])
    end_organisation(w, 3, 0, "arrests")
    which = np.arange(12)
    found = shapes(Networks.of(o, w.police), which)
    for slot, graph in graphs(w).items():
        assert found[slot] == pytest.approx(by_networkx(graph)), slot
    assert found[3, 0] == 0
    assert np.isnan(found[3, 2:]).all(), "an ended organisation has no shape"
    assert np.isnan(found[12:]).all(), "nor has one that was not asked for"


def test_tiny_networks_have_no_shape_beyond_their_size():
    w = world()
    o = w.traffickers
    o.status[0] = 0
    o.status[0, :1] = ACTIVE
    o.status[1] = 0
    one, none = shapes(Networks.of(o, w.police), np.array([0, 1]))[:2]
    assert one[:3].tolist() == [1, 1, 0]
    assert none[:2].tolist() == [0, 0]
    assert np.isnan(one[3:]).all()


def struck() -> State:
    """Five organisations; one loses a leader and a tie and gains another, one ends, one enters."""
    w = world()
    o = w.traffickers
    note_start(w)
    w.first_day, w.day = 0, 100
    o.status[0, 0], w.police.known_members[0, 1] = DETAINED, True
    there = (o.status[0] > 0) & (o.status[0] > 0)[:, None]
    (a, b), (c, d) = (
        np.argwhere(np.triu(which & there, 1))[0] for which in (o.links[0], ~o.links[0])
    )
    o.links[0, a, b] = o.links[0, b, a] = False
    o.links[0, c, d] = o.links[0, d, c] = True
    end_organisation(w, 1, 50, "arrests")
    w.day = 60
    assert enter(w) == 5
    w.day = 100
    return w


def test_before_and_after_is_a_mean_over_those_alive_at_both_ends():
    w = struck()
    w.recorder.close_day(0)
    o = summarise(w).outcomes
    both, start = [0, 2, 3, 4], w.tallies.start.shapes
    after = {s: by_networkx(g) for s, g in graphs(w).items()}
    for i, name in enumerate(SHAPE):
        if name != "component":
            assert o[f"network_{name}_start"] == pytest.approx(start[both, i].mean()), name
            assert o[f"network_{name}_end"] == pytest.approx(
                np.mean([after[s][i] for s in both])
            ), name
    assert o["network_component_share_end"] == pytest.approx(
        np.mean([after[s][1] / after[s][0] for s in both])
    )
    assert o["network_size_end"] == pytest.approx(o["network_size_start"] - 1 / 4)  # type: ignore[operator]


def test_the_tables_say_who_is_left_and_which_ties_are():
    w = struck()
    end = Networks.of(w.traffickers, w.police)
    members, ties = member_table(w, end), tie_table(w, end)
    mine = members[members["organisation"] == 0].set_index("member")
    assert mine.loc[0, ["role", "tier", "status_start", "status_end"]].tolist() == [
        "organiser",
        4,
        "active",
        "vacant",
    ]
    assert bool(mine.loc[1, "known_end"])
    assert mine["ended"].isna().all()
    gone = members[members["organisation"] == 1]
    assert set(gone["status_end"]) == {"ended"}
    assert (gone["ended"] == 50).all()
    assert set(gone["end_reason"]) == {"arrests"}
    new = members[members["organisation"] == 5]
    assert set(new["status_start"]) == {""}
    assert set(new["entered"]) == {60}
    assert len(members) == w.traffickers.size[:6].sum()
    own = ties[ties["organisation"] == 0]
    assert (own["start"] & ~own["end"]).sum() == 1, "one lost"
    assert (own["end"] & ~own["start"]).sum() == 1, "one new"
    assert (ties["member"] < ties["other"]).all()
    assert not ties[ties["organisation"] == 1]["end"].any(), (
        "an ended organisation has no ties left"
    )
    assert not ties[ties["organisation"] == 5]["start"].any()
