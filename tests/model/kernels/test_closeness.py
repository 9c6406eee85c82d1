"""Closeness: what the kernel finds is what networkx finds in the same network."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model.kernels.closeness import closeness

FORMS = [closeness, closeness.py_func]  # type: ignore[attr-defined]


@pytest.mark.parametrize("kernel", FORMS)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), density=st.floats(0.0, 0.5), members=st.integers(0, 14))
def test_ways_reach_and_closed_pairs_are_those_of_networkx(kernel, seed, density, members):
    rng = np.random.default_rng(seed)
    drawn = np.triu(rng.random((members, members)) < density, 1)
    ties = np.ascontiguousarray(np.argwhere(drawn))
    graph = nx.Graph()
    graph.add_nodes_from(range(members))
    graph.add_edges_from(ties.tolist())
    near, reach, closed = kernel(members, ties)
    for one, ways in nx.all_pairs_shortest_path_length(graph):
        expected = np.zeros(members)
        for other, steps in ways.items():
            expected[other] = 1.0 / steps if steps else 0.0
        assert (near[one] == expected).all()
        assert reach[one] == len(ways)
        assert closed[one] == 2.0 * nx.triangles(graph, one)


@pytest.mark.parametrize("kernel", FORMS)
def test_a_row_of_three_and_one_alone(kernel):
    near, reach, closed = kernel(4, np.array([[0, 1], [1, 2]]))
    assert near.tolist() == [[0, 1, 0.5, 0], [1, 0, 1, 0], [0.5, 1, 0, 0], [0, 0, 0, 0]]
    assert reach.tolist() == [3, 3, 3, 1] and closed.tolist() == [0, 0, 0, 0]
