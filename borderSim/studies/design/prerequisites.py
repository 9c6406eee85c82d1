"""What an instrument needs beside it, and which instruments depend on it: read from the shipped files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from borderSim.parameters.scenario import Instrument

Instruments = Mapping[str, Instrument]


def needed_by(
    names: Iterable[str], instruments: Instruments, persistence: float | None
) -> tuple[str, ...]:
    """Return what some instruments need beside them, sorted, themselves left out.

    What they require, with what that requires; one that exercises what else would stay paper (the
    first that is named); and the least that makes the arrangement formal enough.

    Args:
        names: the instruments.
        instruments: all there are.
        persistence: of the level on which they are put (None: it has no arrangement).
    """
    names = tuple(names)
    found = set(names)
    while True:
        more = {other for name in found for other in _asked(instruments[name], found)} - found
        more |= set() if more else _formal_for(found, instruments, persistence or 0.0)
        if not more:
            return tuple(sorted(found - set(names)))
        found |= more


def resting_on(name: str, instruments: Instruments, persistence: float | None) -> tuple[str, ...]:
    """Return what cannot stand without an instrument although all others are there, sorted."""
    left = set(instruments) - {name}
    while gone := {
        one
        for one in left
        if not set(instruments[one].requires) <= left
        or _formality(left - {one}, instruments, persistence or 0.0)
        < instruments[one].needs_formality
    }:
        left -= gone
    return tuple(sorted(set(instruments) - left - {name}))


def _asked(instrument: Instrument, there: set[str]) -> tuple[str, ...]:
    """Return what an instrument requires, and who is to exercise it if nobody there does."""
    by = instrument.exercised_by
    return (*instrument.requires, *(by[:1] if by and not there & set(by) else ()))


def _formal_for(found: set[str], instruments: Instruments, own: float) -> set[str]:
    """Return the cheapest instrument that makes the arrangement formal enough for all, nothing where it is."""
    for name in sorted(found):
        least = instruments[name].needs_formality
        if _formality(found - {name}, instruments, own) >= least:
            continue
        able = [
            (i.setup_cost_eur + i.running_cost_eur, other)
            for other, i in instruments.items()
            if other not in found
            and (i.gives.persistence or 0.0) >= least
            and i.needs_formality <= own
            and not i.requires
        ]
        if able:
            return {min(able)[1]}
    return set()


def _formality(names: Iterable[str], instruments: Instruments, own: float) -> float:
    return max([own, *(instruments[name].gives.persistence or 0.0 for name in names)])
