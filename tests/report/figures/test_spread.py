"""Dots of a network stand as far apart as the ties between them, as well as networkx has them."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from borderSim.report.figures.spread import energy, spread, ways


@pytest.mark.parametrize("count", [1, 2, 3, 12, 45])
@pytest.mark.parametrize("ties", [1, 2])
def test_the_energy_is_that_of_networkx_within_one_in_twenty(count, ties):
    graph = nx.barabasi_albert_graph(count, ties, seed=count) if count > 3 else nx.path_graph(count)
    wanted = ways(count, list(graph.edges))
    told = dict(nx.shortest_path_length(graph))
    assert wanted.tolist() == [[told[a][b] for b in range(count)] for a in range(count)]
    found = spread(wanted)
    assert found.shape == (count, 2) and np.isfinite(found).all()
    theirs = np.array(list(nx.kamada_kawai_layout(graph).values()))
    if count > 2:  # (theirs is not to scale: the best one)
        apart = np.hypot(*(theirs[:, None] - theirs[None]).transpose(2, 0, 1))
        upper = np.triu_indices(count, 1)
        shares = apart[upper] / wanted[upper]
        theirs = theirs * shares.sum() / (shares**2).sum()
        assert energy(found, wanted) <= 1.05 * energy(theirs, wanted) + 1e-3


def test_dots_without_a_way_are_infinitely_far():
    assert ways(4, [(0, 1), (2, 3)])[0].tolist() == [0.0, 1.0, np.inf, np.inf]
