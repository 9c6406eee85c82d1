"""The chance of a normal score above every point of a grid, for many classes at once.

The normal distribution function is that of Cephes (Moshier 1989), as scipy has it: the same
rational functions, in the same order of operations, and so the same bytes in half the time.
"""

from __future__ import annotations

import math

import numpy as np

from borderSim.model.kernels.compiled import F2, F3, ReadF1, ReadF2, ReadF3, ReadI2, compiled

_ROOT_HALF = math.sqrt(0.5)
_LEAST_LOG = -7.09782712893383996843e2
"""Below this logarithm a chance is 0."""


@compiled
def _near(x: float) -> float:
    """``erf(x) / 2`` between -1 and 1."""
    z = x * x
    above = 9.60497373987051638749 * z + 9.00260197203842689217e1
    above = (above * z + 2.23200534594684319226e3) * z + 7.00332514112805075473e3
    above = above * z + 5.55923013010394962768e4
    below = (z + 3.35617141647503099647e1) * z + 5.21357949780152679795e2
    below = (below * z + 4.59432382970980127987e3) * z + 2.26290000613890934246e4
    below = below * z + 4.92673942608635921086e4
    return 0.5 * (x * above / below)


@compiled
def _far(x: float) -> float:
    """``erfc(x) / 2`` from 1 on."""
    if -x * x < _LEAST_LOG:
        return 0.0
    if x < 8.0:
        above = 2.46196981473530512524e-10 * x + 5.64189564831068821977e-1
        above = (above * x + 7.46321056442269912687) * x + 4.86371970985681366614e1
        above = (above * x + 1.96520832956077098242e2) * x + 5.26445194995477358631e2
        above = (above * x + 9.34528527171957607540e2) * x + 1.02755188689515710272e3
        above = above * x + 5.57535335369399327526e2
        below = (x + 1.32281951154744992508e1) * x + 8.67072140885989742329e1
        below = (below * x + 3.54937778887819891062e2) * x + 9.75708501743205489753e2
        below = (below * x + 1.82390916687909736289e3) * x + 2.24633760818710981792e3
        below = (below * x + 1.65666309194161350182e3) * x + 5.57535340817727675546e2
    else:
        above = 5.64189583547755073984e-1 * x + 1.27536670759978104416
        above = (above * x + 5.01905042251180477414) * x + 6.16021097993053585195
        above = (above * x + 7.40974269950448939160) * x + 2.97886665372100240670
        below = (x + 2.26052863220117276590) * x + 9.39603524938001434673
        below = (below * x + 1.20489539808096656605e1) * x + 1.70814450747565897222e1
        below = (below * x + 9.60896809063285878198) * x + 3.36907645100081516050
    return 0.5 * (math.exp(-x * x) * above / below)


@compiled
def survival(centre: ReadF2, grid: ReadF1, shift: float, sd: float) -> F3:
    """Return the chance (R, C, G) that a score lies above each point of a grid.

    Args:
        centre: (R, C) mean score of each class of each route, before the shift.
        grid: (G,) scores.
        shift: that is added to all scores.
        sd: standard deviation of the scores.
    """
    routes, classes = centre.shape
    out = np.empty((routes, classes, len(grid)))
    for r in range(routes):
        for c in range(classes):
            for g in range(len(grid)):
                x = (centre[r, c] - grid[g] + shift) / sd * _ROOT_HALF
                if abs(x) < 1.0:
                    out[r, c, g] = 0.5 + _near(x)
                else:  # one call, which is compiled in place: two would take twice the time
                    beyond = _far(abs(x))
                    out[r, c, g] = 1.0 - beyond if x > 0.0 else beyond
    return out


@compiled
def looked_at(above: ReadF3, cuts: ReadI2, units: ReadF2, found: ReadF1) -> F2:
    """Return how many units of each class (R, C) lay above the cuts of some days, times the chance of a find.

    Args:
        above: (R, C, G) chance that a unit scores above each point of the grid.
        cuts: (D, R) point of the grid down to which each day's checks came.
        units: (R, C) units a day.
        found: (R,) chance of a find.
    """
    out = np.empty(units.shape)
    for r in range(units.shape[0]):
        for c in range(units.shape[1]):
            seen = 0.0
            for d in range(len(cuts)):
                seen += above[r, c, cuts[d, r]]
            out[r, c] = units[r, c] * seen * found[r]
    return out
