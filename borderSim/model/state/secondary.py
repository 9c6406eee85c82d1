"""The secondary area of a post: a queue of holders who wait until their hit is confirmed."""

from __future__ import annotations

import heapq

import numpy as np
from scipy.special import ndtr

from borderSim.model.state.random_streams import Floats

HOURS_A_DAY = 24.0


def wait_for_confirmation(
    arrives: Floats, confirmed_after: Floats, hold: Floats, places: int
) -> tuple[Floats, np.ndarray]:
    """Serve the holders of a post and day, first come first served.

    Args:
        arrives: (N,) hour of the day.
        confirmed_after: (N,) hours that the confirmation takes once asked for.
        hold: (N,) hours for which the law lets somebody be held, waiting for a place included.
        places: places of the area; without any the holder goes at once.

    Returns:
        (N,) hours spent, (N,) whether the confirmation came in time.
    """
    spent, in_time = np.zeros(len(arrives)), np.zeros(len(arrives), dtype=bool)
    if places <= 0:
        return spent, in_time
    free = [0.0] * places
    for i in np.argsort(arrives, kind="stable"):
        wait = max(0.0, free[0] - arrives[i])
        if wait >= hold[i]:
            spent[i] = hold[i]
            continue
        in_time[i] = wait + confirmed_after[i] <= hold[i]
        spent[i] = min(wait + confirmed_after[i], hold[i])
        heapq.heapreplace(free, float(arrives[i] + spent[i]))
    return spent, in_time


def until_opening(hour: float, open_share: float) -> float:
    """Hours until the bureau opens, for an hour of the day counted from its opening.

    0 while it is open.
    """
    return 0.0 if hour < HOURS_A_DAY * open_share else HOURS_A_DAY - hour


def in_time_share(median: Floats, available: Floats, sigma: float) -> Floats:
    """Share of answers that come within the time available, for lognormal times of a median.

    A time of 0 always does.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        room = np.log(available / median)
        share = ndtr(room / sigma) if sigma > 0 else (room >= 0).astype(np.float64)
    return np.where(median <= 0, 1.0, np.where(available <= 0, 0.0, share))
