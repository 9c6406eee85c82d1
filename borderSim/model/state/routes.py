"""Posts and their traffic: every pair of post and mode is a route, a row of these arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, bdtrik

from borderSim.model.state.random_streams import DailyUniforms, Floats, generator
from borderSim.parameters.ranges import ENTITY_OF_MODE
from borderSim.parameters.scenario import Flow, Mode, Scenario, Traffic

Ints = NDArray[np.int64]


def fixed_part(traffic: Traffic) -> float:
    """Return the part (as a standard deviation) of the spread over classes that does not move, 0 to 1."""
    spread, moves = traffic.class_log_odds_sd, traffic.class_drift_sd
    return float(np.sqrt(1.0 - (moves / spread) ** 2)) if moves < spread else float(moves == 0.0)


def machines_working(u: Floats, n: Floats, availability: float) -> Floats:
    """Return how many of n machines each work: the binomial quantile of a uniform.

    Read off the steps of the distribution, which takes a quarter of the time of scipy's inverse;
    that is asked where a uniform is so close to a step that its rounding decides.
    """
    steps = bdtr(np.arange(n.max() + 1.0), n[:, None].astype(np.int64), availability)
    working = np.count_nonzero(steps < u[:, None], axis=1).astype(np.float64)
    close = (np.abs(steps - u[:, None]) < 1e-6).any(axis=1)
    if close.any():
        exact = np.ceil(bdtrik(u[close], n[close], availability) - 1e-9)
        working[close] = np.clip(np.nan_to_num(exact), 0.0, n[close])
    return np.minimum(working, n)


class Routes:
    """The routes of a scenario, in the order of post and mode names.

    Attributes (R routes, C classes = lane x goods x history of the trader):
        names: ``post/mode``; posts: names of the posts; post: (R,) index of the post.
        modes: (R,) name of the mode; kinds: the modes there are; kind: (R,) index of each route's.
        class_rate: (R, C) lawful units a day.
        lane_shares: (R, L) shares of the lanes; lane_of_class: (C,) lane of each class.
        rate_of_mode: lawful units a day by mode, over all posts.
        own_traffic: by mode, of those who work in it: median (units a year) and sigma of the lawful
            traffic of each, and lawful units a day of all.
        truth: (R, C) log-odds by class of being illicit, relative to the route's mean: fixed and
            drifted, the part that stays and the part that moves.
        police_slots: (R,) checks a day that idle machines of the police allow; bay_pools: routes of
            a post with the
        same kind of check and strip bays each, where there are several.
        police_hours: (P,) hours a day of stationed police after fixed duties; first_route: (P,) of
            each post that has any.
        machine_kind: (R,) label of the check; machine_checks: (R,) checks a day of one machine.
        job_hours, plain_hours: (R,) officer hours of a check, with and without its share of strips.
        own_hours: (R,) officer hours for checks a day; hours: (R,) the same, mobile officers where
            they were sent; slots: (R,) machine checks a day if all work
        (infinite where no machine is needed); broken: (R,) share of machines that a shock put out
        of service.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        pairs = [(p, m) for p in sorted(scenario.posts) for m in sorted(scenario.posts[p].flows)]
        self.posts = sorted(scenario.posts)
        self.names = [f"{p}/{m}" for p, m in pairs]
        self.post = np.array([self.posts.index(p) for p, _ in pairs], dtype=np.int64)
        self.modes = [m for _, m in pairs]
        self.kinds = [*dict.fromkeys(self.modes)]
        self.kind = np.array([self.kinds.index(m) for m in self.modes], dtype=np.int64)
        self.index = {name: i for i, name in enumerate(self.names)}
        self.n = len(pairs)
        self._pairs = pairs
        self.class_shares = np.array([self._shares(scenario, *pair) for pair in pairs])
        self.fixed = np.array([self._log_odds(scenario, seed, *pair) for pair in pairs])
        moves = [
            generator(seed, f"drift start/{n}").standard_normal(self.fixed.shape[1])
            for n in self.names
        ]
        self.lean_to(scenario.traffic.class_drift_sd * np.array(moves))
        self.first_route = np.unique(self.post, return_index=True)[1]
        lanes = [np.array(scenario.posts[p].flows[m].lane_shares) for p, m in pairs]
        self.lane_shares = np.array(lanes) if lanes else np.empty((0, 0))
        classes_of_lane = len(scenario.traffic.goods_shares) * len(scenario.traffic.history_shares)
        self.lane_of_class = np.arange(self.class_shares.shape[-1]) // classes_of_lane
        self._outages = DailyUniforms(seed, [f"outages/{n}" for n in self.names], ())
        self._working = np.ones(self.n)
        self.broken: Floats | None = None
        self.version = 0
        self.enact(scenario)

    def enact(self, scenario: Scenario) -> None:
        """Read everything that a scenario may change on a day: traffic, staff, machines, checks."""
        self.version += 1
        flows = [self._flow(scenario, i) for i in range(self.n)]
        checks = [self._check(scenario, i) for i in range(self.n)]
        scale = scenario.capacity_scale
        hours_per_day = scenario.customs.hours_per_officer_year / 365.0
        self.rate = (
            np.array([f.units_per_year for f in flows]) * scenario.traffic.lawful_scale / 365.0
        )
        self.rate_of_mode = {
            mode: float(self.rate[[m == mode for m in self.modes]].sum())
            for mode in sorted(set(self.modes))
        }
        self.own_traffic = {
            mode: (
                getattr(scenario.traffic, f"{kind}_units_per_year"),
                getattr(scenario.traffic, f"{kind}_sigma"),
                self.rate_of_mode.get(mode, 0.0),
            )
            for mode, kind in ENTITY_OF_MODE.items()
        }
        self.class_rate = self.class_shares * self.rate[:, None]
        column = lambda name: np.array([float(getattr(c, name)) for c in checks])  # noqa: E731
        self.p_detect, self.false_alarm, self.p_open = (
            column("p_detect"),
            column("false_alarm"),
            column("p_open"),
        )
        self.check_hours, self.open_hours, self.strip_hours = (
            column("check_hours"),
            column("open_hours"),
            column("strip_hours"),
        )
        self.strip_share, self.hold = (
            column("strip_share"),
            column("legal_hold_days").astype(np.int64),
        )
        self.delay_days = np.array(
            [[c.check_delay_days, c.open_delay_days, c.strip_delay_days] for c in checks],
            dtype=np.float64,
        )
        self.lead_time, self.dwell_hours = column("lead_time_days"), column("dwell_hours")
        self.room = np.log(np.maximum(self.rate, 1e-9))
        for mode in sorted(set(self.modes)):
            same = np.array([m == mode for m in self.modes])
            self.room[same] -= np.log(self.rate[same].sum() + 1e-9)
        self.opportunist_rate = (
            self.rate * column("opportunists_per_10k") * 1e-4 * scenario.opportunists.scale
        )
        self.petty_rate = column("petty_per_10k") * 1e-4 * scenario.opportunists.scale
        self.officers = np.array([f.officers for f in flows]) * scale
        self.own_hours = self.officers * hours_per_day * (1.0 - column("fixed_duty_share"))
        self.hours = self.own_hours.copy()
        self.machines = np.array([f.machines for f in flows])
        self.slots = np.array(
            [f.machines * f.slots_per_machine_day * scale if f.machines else np.inf for f in flows],
            dtype=np.float64,
        )
        self.machine_checks = np.array([f.slots_per_machine_day * (f.machines > 0) for f in flows])
        self.machine_kind = np.array(
            [sorted({c.check for c in checks}).index(c.check) for c in checks], dtype=np.int64
        )
        self.availability = scenario.customs.machine_availability
        idle_kit = np.array(
            [
                f.police_machines * f.slots_per_machine_day * scale if f.machines else 0.0
                for f in flows
            ]
        )
        self.police_slots = idle_kit * self.availability * (1.0 - scenario.police.post_workload)
        self.delay_cost = np.array(
            [
                f.value_per_unit_eur * scenario.economy.delay_cost_per_day
                + f.delay_cost_eur_per_day
                for f in flows
            ],
            dtype=np.float64,
        )
        self.job_hours = self.strip_share * self.strip_hours + (1 - self.strip_share) * (
            self.check_hours + self.false_alarm * self.open_hours
        )
        self.plain_hours = self.check_hours + self.false_alarm * self.open_hours
        self.has_opening = self.open_hours > 0
        stationed = np.array([scenario.posts[p].police_officers for p in self.posts]) * scale
        self.police_hours = stationed * hours_per_day * (1 - scenario.police.post_fixed_duty_share)
        kinds = [
            f"{scenario.posts[p].kind}/{f.check_as or m}"
            for (p, m), f in zip(self._pairs, flows, strict=True)
        ]
        self.group = np.array([sorted(set(kinds)).index(k) for k in kinds], dtype=np.int64)
        self.groups = sorted(set(kinds))
        alike: dict[tuple[int, str], list[int]] = {}
        for i in np.flatnonzero(self.strip_share > 0):
            alike.setdefault((int(self.post[i]), checks[i].check), []).append(int(i))
        self.bay_pools = [np.array(rows) for rows in alike.values() if len(rows) > 1]

    def lean_to(self, drifted: Floats) -> None:
        """Let illicit traffic lean to other classes: ``drifted`` (R, C) beside what stays, log-odds."""
        self.drifted = drifted
        self.truth = self.fixed + drifted
        self.truth -= np.log((self.class_shares * np.exp(self.truth)).sum(axis=1, keepdims=True))
        self.illicit_shares = self.class_shares * np.exp(self.truth)
        self.illicit_shares /= self.illicit_shares.sum(axis=1, keepdims=True)
        self.illicit_cumulative = self.illicit_shares.cumsum(axis=1)

    def slots_on(self, day: int) -> Floats:
        """Machine checks possible on a day, outages drawn anew each week, shape (R,)."""
        if day % 7 == 0:
            u, some = self._outages.today(day), np.flatnonzero(self.machines > 0)
            self._working = np.ones(self.n)
            if self.availability < 1 and len(some):
                n = np.ceil(self.machines[some])
                self._working[some] = machines_working(u[some], n, self.availability) / n
        working = self._working if self.broken is None else self._working * (1.0 - self.broken)
        return np.where(working > 0, self.slots, 0.0) * working

    def _flow(self, scenario: Scenario, i: int) -> Flow:
        post, mode = self._pairs[i]
        return scenario.posts[post].flows[mode]

    def _check(self, scenario: Scenario, i: int) -> Mode:
        flow = self._flow(scenario, i)
        return scenario.modes[flow.check_as or self._pairs[i][1]]

    @staticmethod
    def _shares(scenario: Scenario, post: str, mode: str) -> Floats:
        lanes = np.array(scenario.posts[post].flows[mode].lane_shares)
        goods, history = (
            np.array(scenario.traffic.goods_shares),
            np.array(scenario.traffic.history_shares),
        )
        return np.einsum("i,j,k->ijk", lanes, goods, history).ravel()

    @staticmethod
    def _log_odds(scenario: Scenario, seed: int, post: str, mode: str) -> Floats:
        flow, traffic = scenario.posts[post].flows[mode], scenario.traffic
        shape = (len(flow.lane_shares), len(traffic.goods_shares), len(traffic.history_shares))
        spread = (
            generator(seed, f"classes/{post}/{mode}").standard_normal(shape)
            * traffic.class_log_odds_sd
            * fixed_part(traffic)
        )
        spread += np.array(traffic.history_log_odds)[None, None, :]
        spread[0] += flow.risk_lane_log_odds
        return spread.ravel()
