"""How a model is copied: all of it anew, but for what never changes."""

from __future__ import annotations

import copyreg
import io
import itertools
import pickle
from array import array
from collections.abc import Callable
from typing import Any

import numpy as np

from borderSim.model.state.traffickers import Freight, Menu
from borderSim.parameters.scenario import Scenario
from borderSim.rules.views import Loss

FROZEN: tuple[type, ...] = (Scenario, Loss, Freight, Menu)
"""What stands in a copy as it is: frozen, and slow to copy, for its many parts or for its number."""

_handed: dict[int, list[object]] = {}
"""What goes into the copies that are being made beside the stream of bytes, by number of the copy."""
_copies = itertools.count()


def copied[T](whole: T) -> T:
    """Return an independent copy of an object and of all that belongs to it.

    pickle copies it, and hands arrays over from memory to memory, one call for each: a state has
    hundreds, and what pickle itself does for an array takes longer than the copying of its numbers.

    Args:
        whole: what pickle can copy.
    """
    number, handed = next(_copies), list[object]()

    def by(take: Callable[[Any], object]) -> Callable[[Any], tuple[Any, ...]]:
        def hand(one: object) -> tuple[Any, ...]:
            handed.append(take(one))
            return _taken, (number, len(handed) - 1)

        return hand

    hand_array = by(_numbers)
    own = dict.fromkeys(FROZEN, by(_as_it_is)) | {
        np.ndarray: lambda one: one.__reduce_ex__(5) if one.dtype.hasobject else hand_array(one),
        array: by(lambda one: one[:]),
    }
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, protocol=5)
    pickler.dispatch_table = copyreg.dispatch_table | own
    pickler.dump(whole)
    _handed[number] = handed
    try:
        return pickle.loads(stream.getbuffer())
    finally:
        del _handed[number]


def _as_it_is(one: object) -> object:
    return one


def _numbers(one: np.ndarray) -> np.ndarray:
    """Return a copy of an array, in the order in which it lies in memory; as it is if nobody can write to it."""
    return one if one.base is None and not one.flags.writeable else one.copy("A")


def _taken(number: int, place: int) -> object:
    """Return what was handed over to the copy that is being made."""
    return _handed[number][place]
