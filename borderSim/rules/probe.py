"""Views made up from a seed: what a plug-in is tried on before a study begins."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from borderSim.errors import InputError
from borderSim.parameters.rule_choice import RuleName
from borderSim.parameters.scenario import Customs, Investigation, Police, Traffickers
from borderSim.rules.errors import RuleError
from borderSim.rules.police import RANK_WEIGHT
from borderSim.rules.registry import ALLOCATION, CASEWORK, STRATEGY, TARGETING, Kind, Rule, rule
from borderSim.rules.views import (
    AllocationView,
    CasesView,
    CustomsView,
    FilesView,
    FindView,
    Ints,
    Loss,
    Places,
    TraffickerView,
    sealed,
)

TRIES = 25
"""Views on which a plug-in is tried when a scenario is loaded."""


def try_out(kind: Kind, choice: RuleName) -> None:
    """Load a rule and, if it is a plug-in, try it on made-up views.

    Raises:
        InputError: it cannot be used, fails, or answers with what is not allowed; in one sentence
            that begins with the key.
    """
    found = rule(kind, choice)
    if found.source:
        wrong = _first_error(kind, choice, found.digest)
        if wrong:
            raise InputError(f"{kind.key}: {wrong} (tried before the run, on an invented case)")


@functools.lru_cache(maxsize=1000)
def _first_error(kind: Kind, choice: RuleName, _digest: str) -> str:
    return first_error(rule(kind, choice))


def first_error(found: Rule) -> str:
    """Return what goes wrong first with a rule on made-up views, empty if nothing does."""
    for seed in range(TRIES):
        for make in MAKE[found.kind]:
            try:
                found.ask(make(np.random.default_rng(seed)))
            except RuleError as error:
                return str(error)
    return ""


def places(rng: np.random.Generator) -> Places:
    """Two modes at two to four posts."""
    posts = [f"post_{i}" for i in range(int(rng.integers(1, 5)))]
    pairs = [(p, m) for p in posts for m in ("box", "truck")]
    share = rng.dirichlet(np.ones(len(posts)), size=2).T.ravel()
    return Places(
        names=tuple(f"{p}/{m}" for p, m in pairs),
        modes=tuple(m for _, m in pairs),
        posts=tuple(p for p, _ in pairs),
        kinds=("seaport",) * len(pairs),
        room=sealed(np.log(np.maximum(share, 1e-9))),
        history_shares=sealed(np.array([0.10, 0.15, 0.30, 0.45])),
        history_odds=sealed(np.exp(np.array([0.4, 0.2, 0.0, -0.3]))),
    )


def trafficker_view(rng: np.random.Generator) -> TraffickerView:
    """An organisation at some time of its life: rich or poor, safe or pressed, with one route or many."""
    where = places(rng)
    n, strata, day = len(where.names), len(where.history_shares), int(rng.integers(0, 2000))
    open_to = np.sort(rng.choice(n, size=int(rng.integers(1, n + 1)), replace=False)).astype(
        np.int64
    )
    shipped = rng.gamma(0.5, 8.0, (n, strata)) * (rng.random() < 0.8)
    lost = shipped * rng.beta(0.3, 1.0, (n, strata))
    covered = rng.random(n)
    usual = float(np.exp(rng.normal(13.0, 1.5)))
    losses = tuple(
        Loss(
            max(0, day - 300 + 20 * i),
            int(rng.choice(open_to)),
            int(rng.integers(strata)),
            int(rng.integers(-1, 3)),
            bool(rng.random() < 0.5),
        )
        for i in range(int(rng.integers(0, 6)))
    )
    return TraffickerView(
        day=day,
        organisation=int(rng.integers(0, 90)),
        places=where,
        routes=sealed(open_to),
        stake=sealed(usual * rng.random(len(open_to)).clip(0.05)),
        away=sealed((rng.random(len(open_to)) < 0.5).astype(np.float64)),
        room=sealed(where.room[open_to]),
        usual_value=usual,
        consignment=float(rng.uniform(0.2, 20.0)),
        cash=usual * float(rng.normal(2.0, 3.0)),
        price=float(rng.uniform(0.8, 2.0)),
        last_route=int(rng.choice(open_to)) if rng.random() < 0.8 else -1,
        losses=sealed(lost.sum(axis=1)),
        shipped=sealed(shipped.sum(axis=1)),
        lost_covered=sealed(lost.sum(axis=1) * covered),
        shipped_covered=sealed(shipped.sum(axis=1) * covered),
        lost_in=sealed(lost),
        shipped_in=sealed(shipped),
        recent_losses=losses,
        entity_uses=sealed(rng.integers(0, 9, 3)),
        settings=Traffickers(),
        noise=sealed(rng.gumbel(size=n)),
        uniforms=sealed(rng.random((n, 2))),
    )


def customs_view(rng: np.random.Generator) -> CustomsView:
    """Customs after some time: with many finds or none."""
    where = places(rng)
    n, classes = len(where.names), 32
    belief = rng.normal(0.0, 1.0, (n, classes))
    return CustomsView(
        day=int(rng.integers(0, 2000)),
        places=where,
        class_shares=sealed(rng.dirichlet(np.ones(classes), size=n)),
        history=sealed(np.arange(classes) % len(where.history_shares)),
        first_belief=sealed(belief),
        finds=sealed(rng.poisson(rng.choice([0.0, 0.1, 3.0]), (n, classes)).astype(np.float64)),
        exposure=sealed(rng.gamma(0.5, 2.0, (n, classes)) * (rng.random() < 0.8)),
        settings=Customs(),
    )


def allocation_view(rng: np.random.Generator) -> AllocationView:
    """A country with a mobile reserve."""
    where = places(rng)
    n = len(where.names)
    own, mobile = rng.gamma(2.0, 40.0, n), float(rng.gamma(2.0, 40.0))
    traffic = rng.gamma(0.7, 3000.0, n) * (rng.random(n) < 0.9)
    return AllocationView(
        day=7 * int(rng.integers(0, 300)),
        places=where,
        own_hours=sealed(own),
        mobile_hours=mobile,
        hours=sealed(own + mobile * rng.dirichlet(np.ones(n))),
        job_hours=sealed(rng.uniform(0.1, 3.0, n)),
        machine_checks=sealed(np.where(rng.random(n) < 0.5, np.inf, rng.gamma(2.0, 30.0, n))),
        traffic=sealed(traffic),
        finds=sealed(rng.gamma(0.5, 4.0, n) * (rng.random() < 0.8)),
        spent=sealed(rng.gamma(2.0, 2000.0, n) * (rng.random() < 0.8)),
        load_value=sealed(np.exp(rng.normal(12.0, 1.5, n))),
        detection=sealed(rng.uniform(0.1, 1.0, n)),
        settings=Customs(),
        uniforms=sealed(rng.random((n, 4))),
    )


GOODS = ("cocaine", "cigarettes")
"""What invented organisations deal in."""


def _members(rng: np.random.Generator, n: int) -> Ints:
    """(n, 4) members by rank: many couriers, few organisers, in some organisations nobody."""
    return (rng.poisson([3.0, 2.0, 0.8, 0.4], (n, 4)) * (rng.random((n, 1)) < 0.8)).astype(np.int64)


def _goods(rng: np.random.Generator, n: int) -> tuple[str, ...]:
    return tuple(GOODS[i] for i in rng.integers(0, len(GOODS), n))


def _slots(rng: np.random.Generator, n: int) -> Ints:
    return sealed(np.sort(rng.choice(90, size=n, replace=False)).astype(np.int64))


def files_view(rng: np.random.Generator) -> FilesView:
    """Files of the police: on many organisations or one, heavy or thin."""
    n = int(rng.integers(1, 30))
    known = _members(rng, n)
    day = 7 * int(rng.integers(0, 300))
    return FilesView(
        day=day,
        free_teams=int(rng.integers(1, 8)),
        organisations=_slots(rng, n),
        commodities=_goods(rng, n),
        known=sealed(known),
        known_weight=sealed((known @ RANK_WEIGHT).astype(np.float64)),
        entities=sealed(rng.integers(0, 4, n)),
        file=sealed(rng.gamma(0.5, 2.0, n)),
        last_find=sealed(np.where(rng.random(n) < 0.5, -1, rng.integers(0, day + 1, n))),
        police=Police(),
        settings=Investigation(),
        uniforms=sealed(rng.random(n)),
    )


def cases_view(rng: np.random.Generator) -> CasesView:
    """Open cases: fresh or old, with many who can be charged or none."""
    n, day = int(rng.integers(1, 20)), 7 * int(rng.integers(0, 300))
    known = _members(rng, n)
    days_open = 7 * rng.integers(0, 105, n)
    return CasesView(
        day=day,
        organisations=_slots(rng, n),
        commodities=_goods(rng, n),
        units=sealed(rng.integers(0, 6, n)),
        days_open=sealed(days_open),
        effort=sealed(rng.gamma(1.0, 300.0, n)),
        known=sealed(known),
        chargeable=sealed(rng.binomial(known, rng.choice([0.0, 0.3, 1.0])).astype(np.int64)),
        joint=sealed(rng.random(n) < 0.2),
        told_customs=sealed(rng.random(n) < 0.4),
        last_find=sealed(np.where(rng.random(n) < 0.5, -1, rng.integers(0, day + 1, n))),
        last_news=sealed(day - days_open // 2),
        shared_objectives=sealed(np.full(n, rng.random())),
        police=Police(),
        settings=Investigation(),
        uniforms=sealed(rng.random(n)),
    )


def find_view(rng: np.random.Generator) -> FindView:
    """A find on an organisation on which the police work."""
    where, known = places(rng), _members(rng, 1)[0]
    weight, lost = float(rng.random()), float(rng.beta(2.0, 8.0))
    settings = Investigation()
    return FindView(
        day=int(rng.integers(0, 2000)),
        places=where,
        organisation=int(rng.integers(0, 90)),
        commodity=_goods(rng, 1)[0],
        value_eur=float(np.exp(rng.normal(13.0, 1.5))),
        route=int(rng.integers(len(where.names))),
        days_open=int(rng.integers(0, 730)),
        known=sealed(known),
        chargeable=sealed(rng.binomial(known, 0.3).astype(np.int64)),
        shared_objectives=weight,
        gain=weight * (1 - lost) * (1 + settings.let_run_members / 2),
        lost=lost,
        in_time=float(rng.random()),
        police=Police(),
        settings=settings,
    )


MAKE: dict[Kind, tuple[Callable[[np.random.Generator], Any], ...]] = {
    STRATEGY: (trafficker_view,),
    TARGETING: (customs_view,),
    ALLOCATION: (allocation_view,),
    CASEWORK: (files_view, cases_view, find_view),
}
"""By kind: what makes the views on which its rules are tried."""
