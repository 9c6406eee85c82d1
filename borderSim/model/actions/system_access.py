"""Who may ask which information system, and what follows from it: worked out anew when the scenario or an instrument changes."""

from __future__ import annotations

import numpy as np

from borderSim.model.actions.own_traffic import matched_share
from borderSim.model.state.intelligence import match_weight
from borderSim.model.state.lookups import DIRECT, NONE, PER_UNIT, hours_by_hand, lookups, received
from borderSim.model.state.random_streams import DailyUniforms, Floats
from borderSim.model.state.scores import SHIFTS, shift_bin, shift_bins
from borderSim.model.state.secondary import HOURS_A_DAY
from borderSim.model.state.state import State
from borderSim.model.state.systems import Pairs
from borderSim.parameters.systems import ACCESS, OCCASIONS


def refresh_access(w: State) -> None:
    """Take note of what the scenario or an instrument changed since yesterday."""
    d, routes = w.systems, w.routes
    if (seen := (routes.version, w.cooperation.arrangements.version)) == d.seen:
        return
    d.seen = seen
    posts = range(len(routes.posts))
    granted = (*(w.cooperation.granted_access(p) for p in posts), w.cooperation.granted_access())
    if (key := (routes.version, granted)) == d.granted_for:
        return
    d.granted_for = key
    s, before = w.policy.scenario, d.live
    everywhere = granted[-1]
    d.customs = {
        name: np.array(
            [
                DIRECT if name in g | everywhere else ACCESS.index(x.customs_access)
                for g in granted[:-1]
            ]
        )
        for name, x in s.systems.items()
    }
    d.police = {name: ACCESS.index(x.police_access) for name, x in s.systems.items()}
    groups = w.cooperation.group_of_post
    d.groups = {
        name: [int(g) for g in np.unique(groups[codes > NONE])] for name, codes in d.customs.items()
    }
    used = [name for name in s.systems if d.customs[name].any() or d.police[name]]
    d.asked_after = {when: [n for n in used if when in s.systems[n].asked_at] for when in OCCASIONS}
    d.live = bool(used) and s.enforcement
    d.lookups = (
        lookups(s, routes, {n: c[routes.post] for n, c in d.customs.items()}) if d.live else []
    )
    d.asked, d.in_time = [x.asked for x in d.lookups], [x.in_time for x in d.lookups]
    d.queries = float(sum((a * routes.rate).sum() for a in d.asked))
    d.query_hours = hours_by_hand(d.lookups, s, routes)
    cost = sum(s.systems[name].running_cost_eur for name in used) if d.live else 0.0
    d.cost_per_day = cost * s.officers / s.economy.reference_officers / 365.0
    _read_support(w, everywhere)
    d.lawful_matches = _lawful_matches(w)
    d.pairs = _pair(w)
    w.customs.leads.changed |= d.live or before


def _read_support(w: State, everywhere: frozenset[str]) -> None:
    """Read the systems that lend something to others: channels, triage, joint units."""
    d, s, routes = w.systems, w.policy.scenario, w.routes
    d.channel_days, d.joint = {}, []
    d.triage_hours = np.full(len(routes.posts), np.inf)
    for name, x in s.systems.items():
        here = d.customs[name] > NONE
        if not (d.live and here.any()):
            continue
        granted = name in everywhere or (here & (ACCESS.index(x.customs_access) == NONE)).any()
        if x.asked_about == "channel" and (d.police[name] or granted):
            d.channel_days |= dict.fromkeys(d.groups[name], x.latency_hours / HOURS_A_DAY)
        elif x.asked_about == "validation":
            d.triage_hours = np.where(
                here, np.minimum(d.triage_hours, x.latency_hours), d.triage_hours
            )
        elif x.joint_unit:
            on = np.array([m in x.modes for m in routes.modes]) & here[routes.post]
            share = np.asarray(on * received(x), dtype=np.float64)
            d.joint.append((name, share))


def _lawful_matches(w: State) -> Floats:
    """(R, SHIFTS) share of traffic that hits as a lead, in time, by bin of the lead's weight."""
    d = w.systems
    matches = np.zeros((w.routes.n, SHIFTS))
    for x, asked, in_time in zip(d.lookups, d.asked, d.in_time, strict=True):
        if not x.definite:
            share = (x.system.true_matches_per_10k + x.system.false_matches_per_10k) * PER_UNIT
            matches[:, shift_bin(x.weight)] += asked * in_time * share
    matches[:, 0] = 0.0
    return matches


def add_matches(w: State, matches: Floats) -> Floats:
    """Return the false matches of leads (R, SHIFTS) with those of the systems."""
    d = w.systems
    if not d.live:
        return matches
    out, o = matches + d.lawful_matches, w.traffickers
    if not d.joint:
        return out
    slot, entity = w.police.known_entities.nonzero()
    matched = matched_share(w, slot, entity, o.entity_generation[slot, entity])
    into = np.arange(SHIFTS) == shift_bins(weight_of_police(w, matched))[:, None]
    named = (o.is_home[o.profile[slot]] * matched[:, None]).T @ into
    named[:, 0] = 0.0
    for _, share in d.joint:
        out += share[:, None] * named
    return out


def weight_of_police(w: State, matched: Floats) -> Floats:
    """Log-odds that what the police hold on entities adds for officers beside them, (N,).

    Args:
        w: the state.
        matched: (N,) share of lawful traffic that matches each.
    """
    s = w.policy.scenario
    r = np.full(len(matched), s.police.entity_reliability)
    return match_weight(r, s, s.organisations.count, matched)


def _pair(w: State) -> Pairs:
    """Lay out where lawful traffic may hit; every pair of system and route has its own stream."""
    d, routes = w.systems, w.routes
    found = [(i, r) for i, a in enumerate(d.asked) for r in np.flatnonzero(a * routes.rate)]
    names = tuple(f"systems/{d.lookups[i].name}/{routes.names[r]}" for i, r in found)
    if names not in d.pair_draws:
        d.pair_draws = {names: DailyUniforms(d.seed, list(names), ())}
    lookup, route = (np.array([pair[k] for pair in found], dtype=np.int64) for k in (0, 1))
    units = np.array([d.asked[i][r] * routes.rate[r] for i, r in found])
    true, false = (
        units
        * PER_UNIT
        * np.array([getattr(d.lookups[i].system, f"{what}_matches_per_10k") for i, _ in found])
        for what in ("true", "false")
    )
    in_time = np.array([d.in_time[i][r] for i, r in found])
    present = np.array([d.lookups[i].by_hand[r] / d.asked[i][r] for i, r in found])
    definite = np.array([d.lookups[i].definite for i, _ in found], dtype=bool)
    hours = np.array([d.lookups[i].system.hit_minutes / 60.0 for i, _ in found])
    nobody = np.exp(-(true + false))
    return Pairs(
        lookup, route, true, false, nobody, in_time, present, definite, hours, d.pair_draws[names]
    )
