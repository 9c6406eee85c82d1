"""What the organisations' networks look like, at the start of the horizon and at its end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from borderSim.model.kernels.closeness import closeness
from borderSim.model.state.networks import TIERS
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.start import Networks
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE, DETAINED, FAR, FLED
from borderSim.parameters.scenario import ROLES, Network

SHAPE = ("size", "component", "degree", "density", "centralisation", "clustering", "efficiency")
"""Columns of a shape; ``component`` counts the members of the largest connected part."""

MEMBERS_AT_ONCE = 200
"""Organisations are worked out together up to about so many members: fast, and small in memory."""

STATUS: dict[int, str] = {ACTIVE: "active", DETAINED: "vacant", FLED: "fled"}
NOT_THERE, ENDED = "", "ended"
"""Before an organisation entered; after it ended."""


def shapes(networks: Networks, which: np.ndarray) -> Floats:
    """Return the shapes of the active members of organisations, (O, S).

    NaN where not defined or not asked for.

    Args:
        networks: of one day.
        which: slots to look at; those that are not alive have size 0.
    """
    out = np.full((len(networks.status), len(SHAPE)), np.nan)
    active = (networks.status == ACTIVE) & networks.alive[:, None]
    batch = np.cumsum(active[which].sum(axis=1)) // MEMBERS_AT_ONCE
    for part in np.split(which, np.flatnonzero(np.diff(batch)) + 1):
        out[part] = _shapes(active[part], _ties_of(networks, part))
    return out


def _ties_of(networks: Networks, part: np.ndarray) -> np.ndarray:
    """Ties of some organisations, (E, 3), with their places in ``part`` instead of slots."""
    place = np.full(len(networks.status), -1)
    place[part] = np.arange(len(part))
    ties = networks.ties[place[networks.ties[:, 0]] >= 0]
    return np.column_stack([place[ties[:, 0]], ties[:, 1:]])


def _shapes(active: np.ndarray, ties: np.ndarray) -> Floats:
    """Shapes of P organisations, (P, S), worked out as one graph in which they do not touch.

    Args:
        active: (P, M) bool.
        ties: (E, 3) organisation and two places.
    """
    size = active.sum(axis=1).astype(np.float64)
    group = np.repeat(np.arange(len(active)), active.sum(axis=1))
    number = np.where(active, np.cumsum(active).reshape(active.shape) - 1, -1)
    a, b = (number[ties[:, 0], ties[:, end]] for end in (1, 2))
    a, b = a[(a >= 0) & (b >= 0)], b[(a >= 0) & (b >= 0)]
    degree = np.bincount(np.r_[a, b], minlength=len(group)).astype(np.float64)
    near, reach, closed = closeness(len(group), np.column_stack([a, b]))

    def summed(values: Floats) -> Floats:
        return np.bincount(group, weights=values, minlength=len(active))

    component, most = np.zeros(len(active)), np.zeros(len(active))
    np.maximum.at(component, group, reach)
    np.maximum.at(most, group, degree)
    total, pairs = summed(degree), size * (size - 1.0)
    columns = (
        size,
        component,
        _over(total, size),
        _over(total, pairs),
        _over(size * most - total, np.where(size > 2, (size - 1.0) * (size - 2.0), 0.0)),
        _over(summed(closed), summed(degree * (degree - 1.0))),
        _over(summed(near.sum(axis=1)), pairs),
    )
    return np.column_stack(columns)


def _over(numerator: Floats, denominator: Floats) -> Floats:
    """A quotient; NaN where there is nothing to divide by."""
    return np.divide(
        numerator, denominator, out=np.full(len(numerator), np.nan), where=denominator > 0
    )


def before_and_after(start: Floats, end: Floats, both: np.ndarray) -> dict[str, float | None]:
    """Return the mean shape of the organisations alive at both ends, at each end.

    Args:
        start: (O, S) shapes at the start of the horizon.
        end: (O, S) shapes at its end.
        both: slots alive at both ends.
    """
    out: dict[str, float | None] = {}
    for moment, found in (("start", start), ("end", end)):
        table = dict(zip(SHAPE, found[both].reshape(len(both), len(SHAPE)).T, strict=True))
        table["component"] = _over(table["component"], table["size"])
        for name, values in table.items():
            label = "component_share" if name == "component" else name
            known = values[np.isfinite(values)]
            out[f"network_{label}_{moment}"] = float(known.mean()) if len(known) else None
    return out


def member_table(w: State, end: Networks) -> pd.DataFrame:
    """Return a row per place of a member, of all organisations that lived on a day of the horizon."""
    o = w.traffickers
    start = w.tallies.start.networks
    slots, places = np.nonzero((start.status > 0) | (end.status > 0))
    there = (
        start.alive[slots]
        | end.alive[slots]
        | ((o.entered[slots] >= w.first_day) & (o.entered[slots] < FAR))
    )
    slots, places = slots[there], places[there]
    ended = o.ended[slots]
    role = end.role[slots, places]
    return pd.DataFrame(
        {
            "organisation": slots,
            "profile": np.array(o.profiles)[o.profile[slots]],
            "entered": o.entered[slots] - w.first_day,
            "ended": pd.array(np.where(ended < FAR, ended - w.first_day, -1), dtype="Int64"),
            "end_reason": np.array(o.end_reason)[slots],
            "member": places,
            "role": np.array(ROLES)[role],
            "tier": TIERS[role],
            "status_start": _status(start, slots, places, NOT_THERE),
            "status_end": _status(end, slots, places, ENDED),
            "known_start": start.known[slots, places],
            "known_end": end.known[slots, places],
        }
    ).assign(ended=lambda t: t["ended"].mask(t["end_reason"] == ""))


def _status(networks: Networks, slots: np.ndarray, places: np.ndarray, otherwise: str) -> list[str]:
    codes, alive = networks.status[slots, places], networks.alive[slots]
    return [
        STATUS.get(int(c), NOT_THERE) if a else otherwise for c, a in zip(codes, alive, strict=True)
    ]


def tie_table(w: State, end: Networks) -> pd.DataFrame:
    """Return a row per tie between two places that stood at the start of the horizon, at its end, or at both."""
    width = w.traffickers.width
    keys = []
    for networks in (w.tallies.start.networks, end):
        slot, a, b = networks.ties[networks.alive[networks.ties[:, 0]]].astype(np.int64).T
        keys.append((slot * width + a) * width + b)
    every = np.union1d(*keys)
    return pd.DataFrame(
        {
            "organisation": every // width**2,
            "member": every // width % width,
            "other": every % width,
            "start": np.isin(every, keys[0]),
            "end": np.isin(every, keys[1]),
        }
    )


def with_names(frame: pd.DataFrame, networks: Sequence[Network]) -> pd.DataFrame:
    """Return a table of members, ties or events with the names that a person's own networks give.

    Places are fixed and their holders change: a name is that of whoever held the place at first. A
    table of a scenario without networks of its own stays as it is.

    Args:
        frame: holds ``organisation``, and of ``member`` and ``other`` what it tells.
        networks: of the first organisations in turn.
    """
    if not networks or "organisation" not in frame:
        return frame
    named = frame.copy()
    slots = frame["organisation"].fillna(-1).astype(int)
    named["organisation_name"] = [networks[o].name if 0 <= o < len(networks) else "" for o in slots]
    for column in ("member", "other"):
        if column in frame:
            places = frame[column].fillna(-1).astype(int)
            named[f"{column}_name"] = [
                _name(networks, o, m) for o, m in zip(slots, places, strict=True)
            ]
    return named


def _name(networks: Sequence[Network], slot: int, place: int) -> str:
    if not 0 <= slot < len(networks) or not 0 <= place < len(networks[slot].members):
        return ""
    return networks[slot].members[place]
