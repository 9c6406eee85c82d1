"""What leads match is moved up the grid of scores: only the routes on which something changed."""

from __future__ import annotations

from borderSim.model.kernels.compiled import F1, F2, F3, compiled


@compiled
def move_matches(plain: F3, before: F2, matches: F2, unmatched: F1, step: int, moved: F3) -> None:
    """Write measures after units that match a lead moved up by its weight.

    Args:
        plain: (K, R, G) measures of K kinds of units on the grid, nobody moved up.
        before: (R, S) shares that the measures in ``moved`` were made with; NaN: none yet.
        matches: (R, S) share of each route's traffic that matches leads of each weight.
        unmatched: (R,) the share that matches none.
        step: points of the grid from one weight to the next.
        moved: (K, R, G) where they are written; a route with the shares of ``before`` is left.
    """
    kinds, routes, points = plain.shape
    for r in range(routes):
        same = True
        for k in range(matches.shape[1]):
            same = same and matches[r, k] == before[r, k]
        if same:
            continue
        for kind in range(kinds):
            for g in range(points):
                moved[kind, r, g] = plain[kind, r, g] * unmatched[r]
            for k in range(matches.shape[1]):
                share = matches[r, k]
                if share == 0.0:
                    continue
                # below the grid a measure is what it is at its lowest point, all of the traffic
                low = min(k * step, points)
                for g in range(low):
                    moved[kind, r, g] += share * plain[kind, r, 0]
                for g in range(low, points):
                    moved[kind, r, g] += share * plain[kind, r, g - low]
