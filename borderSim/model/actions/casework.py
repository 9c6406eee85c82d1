"""What the police rule in force is asked, and the frozen views of what the police know."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from borderSim.model.kernels.casework import count_by_rank
from borderSim.model.state.consignments import Load
from borderSim.model.state.draw_columns import OrganisationDraw
from borderSim.model.state.networks import TIER_WEIGHT, TIERS
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE
from borderSim.rules.views import Bools, CasesView, FilesView, FindView, Floats, Ints, sealed

RANKS = range(1, len(TIER_WEIGHT))


def next_cases(w: State, free: int) -> list[int]:
    """Return the organisations on which free teams open a case, those that the rule puts first.

    At most ``free``.
    """
    view = files_view(w, free)
    if not len(view.organisations):
        return []
    priority = w.policy.rules.casework.ask(view)
    first = np.argsort(-priority, kind="stable")[:free]
    return [int(view.organisations[k]) for k in first if priority[k] >= 0]


def strikes(w: State, cases: NDArray[np.intp], seen: tuple[Bools, Bools] | None = None) -> Bools:
    """Return which of the open cases the rule ends in arrests now.

    Those on organisations that are gone it never sees.

    Args:
        w: the state.
        cases: (K,) slots of the cases.
        seen: their :func:`known_and_chargeable`, where that was worked out already.
    """
    found = np.zeros(len(cases), dtype=bool)
    there = w.traffickers.alive[cases]
    if there.any():
        known, chargeable = known_and_chargeable(w, cases) if seen is None else seen
        view = _view(w, cases[there], known[there], chargeable[there])
        found[there] = w.policy.rules.casework.ask(view)
    return found


def wish_to_let_run(
    w: State, load: Load, weight: float, gain: float, lost: float, in_time: float
) -> float:
    """Return the chance that the services want to let a find run, as the rule says."""
    return float(w.policy.rules.casework.ask(find_view(w, load, weight, gain, lost, in_time)))


def can_be_charged(w: State, cases: NDArray[np.intp]) -> Bools:
    """Return (K, M) whom the evidence of today suffices to charge, of the members known and at large."""
    return known_and_chargeable(w, cases)[1]


def known_and_chargeable(w: State, cases: NDArray[np.intp]) -> tuple[Bools, Bools]:
    """Return (K, M) the members known and at large, and whom of them the evidence of today suffices to charge."""
    o, p = w.traffickers, w.police
    known = (o.status[cases] == ACTIVE) & p.known_members[cases]
    at, member = known.nonzero()
    slot, chargeable = cases[at], np.zeros_like(known)
    chargeable[at, member] = o.draws[slot, member] < 1.0 - np.exp(-p.evidence[slot, member])
    return known, chargeable


def files_view(w: State, free: int) -> FilesView:
    """What the police know of organisations on which a case could be opened."""
    o, c = w.traffickers, w.police.cases
    known_weight = (TIER_WEIGHT[o.tier] * w.police.known_members).sum(axis=1)
    may = o.alive & ~c.open & (c.cold_until <= w.day) & (known_weight + c.file > 0)
    slots = np.flatnonzero(may)
    return FilesView(
        day=w.day,
        free_teams=free,
        organisations=sealed(slots),
        commodities=_commodities(w, o.good_of_profile[o.profile[slots]]),
        known=_by_rank(w, slots, w.police.known_members[slots]),
        known_weight=sealed(known_weight[slots]),
        entities=sealed(w.police.known_entities[slots].sum(axis=1)),
        file=sealed(c.file[slots]),
        last_find=_last_find(w, slots),
        police=w.policy.scenario.police,
        settings=w.policy.scenario.investigation,
        uniforms=sealed(_uniforms(w, slots)),
    )


def cases_view(w: State, cases: NDArray[np.intp]) -> CasesView:
    """What the police know of open cases."""
    return _view(w, cases, *known_and_chargeable(w, cases))


def _view(w: State, cases: NDArray[np.intp], known: Bools, chargeable: Bools) -> CasesView:
    """See :func:`cases_view`; ``known`` and ``chargeable`` (K, M) as of :func:`known_and_chargeable`."""
    o, c = w.traffickers, w.police.cases
    units, goods = c.unit[cases], o.good_of_profile[o.profile[cases]]
    return CasesView(
        day=w.day,
        organisations=sealed(cases),
        commodities=_commodities(w, goods),
        units=sealed(units),
        days_open=sealed((w.day - c.opened[cases]).astype(np.int64)),
        effort=sealed(c.effort[cases]),
        known=_by_rank(w, cases, known),
        chargeable=_by_rank(w, cases, chargeable),
        joint=sealed(c.joint[cases]),
        told_customs=sealed(c.told_customs[cases]),
        last_find=_last_find(w, cases),
        last_news=sealed(c.news[cases].astype(np.int64)),
        shared_objectives=sealed(_shared_objectives(w, units, goods)),
        police=w.policy.scenario.police,
        settings=w.policy.scenario.investigation,
        uniforms=sealed(_uniforms(w, cases)),
    )


def find_view(
    w: State, load: Load, weight: float, gain: float, lost: float, in_time: float
) -> FindView:
    """What both services know of a find of an organisation on which the police work."""
    case = np.array([load.organisation])
    known, chargeable = known_and_chargeable(w, case)
    return FindView(
        day=w.day,
        places=w.observed.places,
        organisation=load.organisation,
        commodity=load.commodity,
        value_eur=load.value,
        route=load.route,
        days_open=int(w.day - w.police.cases.opened[load.organisation]),
        known=sealed(_by_rank(w, case, known)[0]),
        chargeable=sealed(_by_rank(w, case, chargeable)[0]),
        shared_objectives=weight,
        gain=gain,
        lost=lost,
        in_time=in_time,
        police=w.policy.scenario.police,
        settings=w.policy.scenario.investigation,
    )


def weight_known(w: State, slot: int) -> float:
    """Return the weight by tier (1, 2, 4, 8) of the members known and at large."""
    o = w.traffickers
    at_large = (o.status[slot] == ACTIVE) & w.police.known_members[slot]
    return float(TIER_WEIGHT[o.tier_of(slot)[at_large]].sum())


def _by_rank(w: State, slots: NDArray[np.intp], members: Bools) -> Ints:
    """Return (N, 4) counts of the members that are marked, by rank."""
    return sealed(count_by_rank(slots, members, w.traffickers.role, TIERS, len(RANKS)))


def _commodities(w: State, goods: Ints) -> tuple[str, ...]:
    names = list(w.policy.scenario.commodities)
    return tuple([names[good] for good in goods.tolist()])


def _shared_objectives(w: State, units: Ints, goods: Ints) -> Floats:
    """Return (K,) weights of shared objectives: the same for all cases of a commodity whose units' arrangement is alive, or has lapsed."""
    lapsed = w.cooperation.lapsed_until[units] > w.day
    kinds = list(zip(goods.tolist(), lapsed.tolist(), strict=True))
    unit_of = dict(zip(kinds, units.tolist(), strict=True))
    weight = {
        kind: w.cooperation.terms(0, unit, w.day, kind[0]).traits.shared_objective_weight
        for kind, unit in unit_of.items()
    }
    return np.array([weight[kind] for kind in kinds], dtype=np.float64)


def _last_find(w: State, slots: NDArray[np.intp]) -> Ints:
    return sealed(np.maximum(w.police.cases.last_find[slots], -1).astype(np.int64))


def _uniforms(w: State, slots: NDArray[np.intp]) -> np.ndarray:
    return w.draws.organisations.today(w.day)[slots, OrganisationDraw.CASE]
