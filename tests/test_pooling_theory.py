"""Posts that pool all and at once behave as one post of their joint size; sizes are told beside."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from borderSim.model.actions.pooling import Lending
from borderSim.model.state.sampling import Checked, FullSampler, LazySampler, Lend, Listed
from borderSim.model.state.scores import NEVER
from borderSim.model.state.state import State
from tests.model.stage import set_traits, world

BOX, HILL, PARCEL = "seaport/box", "land_hill/truck", "post_office/parcel"
LONG = tuple(f"modes.{m}.legal_hold_days=40" for m in ("box", "truck", "truck_by_dog", "parcel"))


def setting(*overrides: str) -> State:
    """Checks of an hour, no machines, no police; all is pooled at once and nobody travels."""
    w = world("burn_in_days=0", "customs.lending_travel_hours=0", *overrides)
    set_traits(w, pool_fraction=1.0, pool_reaction_days=0.0)
    w.cooperation.changed()
    w.routes.job_hours[:] = w.routes.plain_hours[:] = 1.0
    w.routes.machines[:] = w.routes.police_hours[:] = 0.0
    return w


class Days:
    """Lists of some posts, day after day: the checks that each can make, lent ones or not."""

    def __init__(self, asked: dict[str, float], own: dict[str, int], *, pooled: bool) -> None:
        self.w = setting(*LONG)
        r, f = self.w.routes, self.w.customs.field
        self.rows = [r.index[name] for name in asked]
        self.threshold = np.full(r.n, NEVER)
        want = np.zeros(r.n)
        want[self.rows] = list(asked.values())
        self.threshold[self.rows] = f.score_at(f.total, want)[self.rows]
        self.own = np.zeros(r.n, dtype=np.int64)
        self.own[[r.index[name] for name in own]] = list(own.values())
        self.sampler, self.pooled = LazySampler(r, 5), pooled

    def day(self, day: int) -> Checked:
        lend: Lend | None = None
        if self.pooled:
            none = np.zeros(self.w.routes.n, dtype=np.int64)
            unlimited = np.full(self.w.routes.n, np.inf)
            lending = Lending.of(self.w, self.own.astype(float), unlimited, none)
            assert lending is not None
            lend = lambda own: lending.offer(self.w, own)  # noqa: E731
        nobody = np.full(self.w.routes.n, NEVER)
        return self.sampler.select(
            day, self.w.customs.field, self.threshold, nobody, self.own, {}, lend
        )

    def backlog_and_checks(self, days: int) -> tuple[float, float, float]:
        """Mean overnight backlog, standard error by batches, and mean checks a day."""
        backlog, checks = np.zeros(days), np.zeros(days)
        for day in range(days):
            got = self.day(day)
            backlog[day], checks[day] = got.waiting[self.rows].sum(), got.units[self.rows].sum()
        batches = backlog[200:].reshape(20, -1).mean(axis=1)
        return float(batches.mean()), float(batches.std(ddof=1) / 20**0.5), float(checks.mean())


def bulk_queue(arrivals: float, places: int) -> float:
    """Stationary mean backlog overnight of Q' = (Q + Poisson(arrivals) - places)+."""
    size = 250
    law = stats.poisson(arrivals).pmf(np.arange(2 * size))
    q = np.zeros(size)
    q[0] = 1.0
    for _ in range(4000):
        after = np.convolve(q, law)[: size + places]
        new = np.concatenate([[after[: places + 1].sum()], after[places + 1 :]])[:size]
        new /= new.sum()
        if np.abs(new - q).max() < 1e-12:
            break
        q = np.pad(new, (0, size - len(new)))
    return float(np.arange(size) @ q)


@pytest.mark.parametrize("busy", [0.8, 0.92])
def test_two_posts_that_pool_at_once_wait_as_one_of_their_joint_size(busy: float):
    own, days = {BOX: 10, HILL: 5}, 2200
    asked = {name: busy * n for name, n in own.items()}
    joint, apart = bulk_queue(busy * 15, 15), sum(bulk_queue(busy * n, n) for n in (10, 5))
    assert joint < 0.65 * apart, "what is won: at 0.8 and 0.92 the backlog of two is more than 1.5"
    for pooled, theory in ((True, joint), (False, apart)):
        mean, error, checks = Days(asked, own, pooled=pooled).backlog_and_checks(days)
        assert abs(mean - theory) < 4 * error + 0.02 * theory, (pooled, mean, theory, error)
        assert checks == pytest.approx(busy * 15, rel=0.01), "all are checked in the end"


def test_hours_of_a_third_post_are_divided_as_the_joint_list_would_be():
    """At a common cut, units of a joint list are each post's with its share of all that is asked."""
    asked, places, days = {BOX: 20.0, HILL: 10.0, PARCEL: 0.0}, 24, 300
    posts = Days(asked, {PARCEL: places}, pooled=True)
    found = np.array([posts.day(d).units[posts.rows] for d in range(days)])
    found = found[20:]  # by then both have a backlog
    assert found[:, 2].sum() == 0
    assert (found[:, :2].sum(axis=1) >= places).all() and (found.sum(axis=1) <= places + 1).all()
    share = found[:, 0].sum() / found.sum()
    error = (2 / 3 * 1 / 3 / (places * days)) ** 0.5
    assert abs(share - 2 / 3) < 3 * error + 0.5 / places


@pytest.mark.parametrize("ranks", [[], [0.5, 2.0, 5.5], [4.9, 6.0, 6.1, 8.0]])
def test_a_list_in_two_passes_is_the_list_in_one(ranks: list[float]):
    """K checks and then k more find what K + k find: lowest score, units, loads."""
    w = setting("modes.box.legal_hold_days=0")
    r, f, days = w.routes.index[BOX], w.customs.field, 1500
    pool = f.pool()[r]
    scores = [float(f.score_at(pool[None], np.array([rank]))[0]) for rank in ranks]
    threshold, nobody = np.full(w.routes.n, NEVER), np.full(w.routes.n, NEVER)
    threshold[r] = float(f.score_at(pool[None], np.array([9.0]))[0])

    def found(own: int, more: int, seed: int) -> np.ndarray:
        sampler, capacity = LazySampler(w.routes, seed), np.zeros(w.routes.n, dtype=np.int64)
        capacity[r] = own
        extra = np.where(capacity > 0, more, 0)
        out = np.zeros((days, 3))
        for day in range(days):
            got = sampler.select(
                day, f, threshold, nobody, capacity, {r: scores} if scores else {}, lambda _: extra
            )
            out[day] = got.units[r], got.loads.get(r, 0), got.cut[r]
        return out

    two, one = found(4, 3, 1), found(7, 0, 2)
    for column in range(2):
        counts = [np.bincount(x[:, column].astype(int), minlength=12) for x in (two, one)]
        table = np.array(counts)[:, np.sum(counts, axis=0) > 20]
        if table.shape[1] > 1:
            assert stats.chi2_contingency(table).pvalue > 1e-3, (column, table)
    assert stats.ks_2samp(two[:, 2], one[:, 2]).pvalue > 1e-3


def test_drawing_every_unit_comes_to_the_same():
    """The oracle lends as the exact sampler does: checks of a post that borrows."""
    w = setting("modes.box.legal_hold_days=0")
    r, f, days = w.routes.index[BOX], w.customs.field, 400
    threshold, nobody = np.full(w.routes.n, NEVER), np.full(w.routes.n, NEVER)
    threshold[r] = float(f.score_at(f.pool()[r][None], np.array([9.0]))[0])
    capacity = np.zeros(w.routes.n, dtype=np.int64)
    capacity[r] = 5

    def lend(own: Listed) -> np.ndarray:
        return np.where(own.left > 0, 4, 0)

    found = [
        np.array(
            [
                s.select(day, f, threshold, nobody, capacity, {}, lend).units[r]
                for day in range(days)
            ]
        )
        for s in (LazySampler(w.routes, 3), FullSampler(w.routes, 4))
    ]
    table = np.array([np.bincount(x, minlength=10) for x in found])
    assert table[:, 9].min() > 0.4 * days, "both lists end for want of hours on many days"
    assert stats.chi2_contingency(table[:, table.sum(axis=0) > 10]).pvalue > 1e-3
