"""Output depends on how well an organisation's people are connected, against its founding."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.state.connections import STEPS, Remembered, connected_share
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.traffickers import ACTIVE, DETAINED
from tests.model.stage import change, world

NAMES = ("courier", "logistics", "broker", "organiser")


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), density=st.floats(0.02, 0.4))
def test_it_is_what_networkx_counts(seed: int, density: float):
    rng = np.random.default_rng(seed)
    n, m = 3, 12
    links = np.triu(rng.random((n, m, m)) < density, 1)
    links |= links.transpose(0, 2, 1)
    active = rng.random((n, m)) < 0.8
    role = np.array([ROLE_CODE[name] for name in NAMES])[rng.integers(0, 4, (n, m))]
    for i, share in enumerate(connected_share(links, active, role)):
        graph = nx.from_numpy_array(links[i]).subgraph(np.flatnonzero(active[i]).tolist())
        pairs = [
            nx.has_path(graph, a, b) and nx.shortest_path_length(graph, a, b) <= STEPS
            for a in graph
            if role[i, a] == ROLE_CODE["broker"]
            for b in graph
            if role[i, b] == ROLE_CODE["courier"]
        ]
        assert share == pytest.approx(np.mean(pairs) if pairs else 1.0)


def test_cut_ties_cost_output_in_proportion_and_more_ties_than_at_the_founding_bring_none():
    w = world()
    o, t = w.traffickers, w.policy.scenario.traffickers
    assert o.strength_now(t)[0] == 1.0
    courier = int(np.flatnonzero(o.role[0] == ROLE_CODE["courier"])[0])
    o.links[0, courier] = o.links[0, :, courier] = False
    now = float(connected_share(o.links[:1], o.status[:1] == ACTIVE, o.role[:1])[0])
    assert now < o.connected[0]
    assert o.strength_now(t)[0] == pytest.approx(now / o.connected[0])
    change(w, "traffickers", output_by_ties=0.5)
    halved = w.policy.scenario.traffickers
    assert o.strength_now(halved)[0] == pytest.approx((now / o.connected[0]) ** 0.5)
    o.links[0] = True
    assert o.strength_now(t)[0] == 1.0


def test_without_the_mechanism_ties_play_no_part():
    w = world("traffickers.output_by_ties=0")
    o, t = w.traffickers, w.policy.scenario.traffickers
    o.links[0] = False
    assert o.strength_now(t)[0] == 1.0
    o.status[0, o.role[0] == ROLE_CODE["organiser"]] = DETAINED
    assert o.strength_now(t)[0] == 0.5


def test_what_is_remembered_of_people_and_ties_is_what_would_be_worked_out_anew():
    rng = np.random.default_rng(1)
    n, m = 4, 10
    links = np.zeros((n, m, m), dtype=bool)
    active = np.ones((n, m), dtype=bool)
    role = np.array([ROLE_CODE[name] for name in NAMES])[rng.integers(0, 4, (n, m))]
    kept = Remembered(n, m)
    for _ in range(60):
        slot, a, b = rng.integers(0, (n, m, m))
        links[slot, a, b] = links[slot, b, a] = a != b
        active[slot, rng.integers(m)] ^= True
        role[slot, rng.integers(m)] = ROLE_CODE[NAMES[rng.integers(4)]]
        assert (kept.of(links, active, role) == connected_share(links, active, role)).all()
