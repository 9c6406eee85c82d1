"""What removals and pressure do to a network of members, measured with networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np

from borderSim.model.state.networks import links, roles_for
from borderSim.model.state.random_streams import generator
from borderSim.model.state.traffickers import ACTIVE, Traffickers
from borderSim.scenario.load import load_scenario

SIZE = 100


def large_network(seed: int) -> nx.Graph:
    """Return a network of 100 members as the model draws them."""
    organisations = load_scenario("national").organisations
    adjacency = links(roles_for(SIZE, organisations), organisations, seed, 0)
    return nx.from_numpy_array(adjacency.astype(int))


def component_loss(network: nx.Graph, rule: str, share: float, seed: int) -> float:
    """Return the loss of the largest component when a share of members is removed, one after the other.

    Args:
        network: who knows whom.
        rule: ``betweenness``, ``degree`` (of those left, the best placed goes next) or ``random``.
        share: of members removed.
        seed: names the random order.

    Returns:
        Members that the largest component has lost, those removed included, as a share of it.
    """
    left = network.copy()
    order = generator(seed, "validation/removals").permutation(len(network)).tolist()
    number = round(share * len(network))
    for i in range(number):
        if rule == "random":
            left.remove_node(order[i])
            continue
        score = nx.betweenness_centrality(left) if rule == "betweenness" else dict(left.degree())
        left.remove_node(max(sorted(left), key=lambda m: score[m]))
    before = len(max(nx.connected_components(network), key=len))
    after = len(max(nx.connected_components(left), key=len))
    return 1.0 - after / before


def degree_centralisation(o: Traffickers, slot: int) -> float:
    """Return Freeman's degree centralisation of an organisation's active members, 0 to 1."""
    active = np.flatnonzero(o.status[slot] == ACTIVE)
    n = len(active)
    if n < 3:
        return float("nan")
    degree = o.links[slot][np.ix_(active, active)].sum(axis=1)
    return float((degree.max() - degree).sum() / ((n - 1) * (n - 2)))
