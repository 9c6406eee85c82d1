"""Looking at networks: the statistics of published ones, and what a wiretap would see of one."""

from __future__ import annotations

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from borderSim.model.state.networks import Ties

STATISTICS = (
    "edges",
    "density",
    "mean_degree",
    "max_degree",
    "clustering",
    "path_length",
    "centralisation",
)
"""What is published of covert networks, besides their size."""


def graph_of(adjacency: Ties) -> nx.Graph:
    """Return the graph of an adjacency matrix."""
    return nx.from_numpy_array(adjacency)


def describe(network: nx.Graph | Ties) -> dict[str, float]:
    """Return size and statistics of an undirected network without loops, in the published definitions.

    Path length is the mean shortest path within the largest component, centralisation Freeman's
    for degrees; clustering see :func:`clustering_of`.
    """
    ties = nx.to_numpy_array(network) != 0 if isinstance(network, nx.Graph) else network
    n, degree = len(ties), ties.sum(axis=1)
    if n == 0:
        raise ValueError("a network without members has no statistics")
    total, top = float(degree.sum()), float(degree.max())
    distance = shortest_path(csr_array(ties), directed=False, unweighted=True)
    part = np.isfinite(distance)
    size = int(part.sum(axis=1).max())
    inside = part[int(part.sum(axis=1).argmax())]
    return {
        "n": n,
        "edges": total / 2.0,
        "density": total / (n * (n - 1.0)) if n > 1 else 0.0,
        "mean_degree": total / n,
        "max_degree": top,
        "clustering": clustering_of(ties),
        "path_length": float(distance[np.ix_(inside, inside)].sum()) / (size * (size - 1.0))
        if size > 1
        else 0.0,
        "centralisation": (n * top - total) / ((n - 1.0) * (n - 2.0)) if n > 2 else 0.0,
    }


def clustering_of(ties: Ties) -> float:
    """Return the share of connected triples that are closed (transitivity), 0 where there is none."""
    weights, degree = ties.astype(np.float64), ties.sum(axis=1, dtype=np.float64)
    triples = float((degree * (degree - 1.0)).sum())
    return float(((weights @ weights) * weights).sum()) / triples if triples else 0.0


def seen(graph: nx.Graph, size: int, share: float, rng: np.random.Generator) -> nx.Graph:
    """Return what a court file sees of a network: a snowball from the best connected member.

    Names enter one by one, each over a tie drawn from all that lead out of the file, until there
    are ``size`` of them. Every other tie between two names of the file is in it with probability
    ``share``.

    Args:
        graph: the whole network.
        size: number of names in the file.
        share: of the other ties between names that the file knows.
        rng: source of the chances.

    Returns:
        The names and ties in the file; fewer names where the snowball reaches no more.
    """
    start = max(graph, key=lambda m: (graph.degree[m], str(m)))
    file = nx.Graph()
    file.add_node(start)
    outward = [(start, other) for other in graph.neighbors(start)]
    while file.number_of_nodes() < size and outward:
        line, name = outward[int(rng.integers(len(outward)))]
        file.add_edge(line, name)
        outward += [(name, other) for other in graph.neighbors(name)]
        outward = [pair for pair in outward if pair[1] not in file]
    for a, b in sorted(graph.subgraph(file).edges, key=str):
        if not file.has_edge(a, b) and rng.random() < share:
            file.add_edge(a, b)
    return file
