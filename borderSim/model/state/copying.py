"""How a model is copied: all of it anew, but for what never changes."""

from __future__ import annotations

import copyreg
import io
import itertools
import pickle
from typing import Any

from borderSim.parameters.scenario import Scenario
from borderSim.rules.views import Loss

FROZEN: tuple[type, ...] = (Scenario, Loss)
"""What stands in a copy as it is: frozen, and slow to copy, for its many parts or for its number."""

_lent: dict[int, list[object]] = {}
"""Frozen objects of the copies that are being made, by number of the copy."""
_copies = itertools.count()


def copied[T](whole: T) -> T:
    """Return an independent copy of an object and of all that belongs to it.

    Large arrays are copied once, from memory to memory, and do not pass through the stream of
    bytes.

    Args:
        whole: what pickle can copy.
    """
    number, frozen = next(_copies), list[object]()

    def lend(one: object) -> tuple[Any, ...]:
        frozen.append(one)
        return _as_it_is, (number, len(frozen) - 1)

    stream, arrays = io.BytesIO(), list[pickle.PickleBuffer]()
    pickler = pickle.Pickler(stream, protocol=5, buffer_callback=arrays.append)
    pickler.dispatch_table = copyreg.dispatch_table | dict.fromkeys(FROZEN, lend)
    pickler.dump(whole)
    _lent[number] = frozen
    try:
        return pickle.loads(stream.getbuffer(), buffers=[bytearray(a.raw()) for a in arrays])
    finally:
        del _lent[number]


def _as_it_is(number: int, place: int) -> object:
    """Return a frozen object of the whole of which a copy is being made."""
    return _lent[number][place]
