"""What is special about each trafficker strategy, on views made for the purpose."""

from __future__ import annotations

import dataclasses
import gc
import types
from collections import Counter
from typing import Any

import mesa
import numpy as np
import pandas as pd
import pytest

import borderSim as bs
from borderSim.model.actions.observations import (
    allocation_view,
    ask_strategy,
    ask_together,
    customs_view,
    trafficker_view,
)
from borderSim.model.kernels import plans
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Traffickers
from borderSim.rules import own_rules, probe
from borderSim.rules.plan import Plan
from borderSim.rules.profit import (
    OPTIONS,
    barriers,
    believed_loss,
    gain,
    loss_by_option,
    seen_by_size,
    soft_choice,
)
from borderSim.rules.registry import STRATEGY, Rule
from borderSim.rules.traffickers import (
    AnticipatingStrategy,
    LearningStrategy,
    RandomStrategy,
    ReactiveStrategy,
)
from borderSim.rules.views import Floats, Loss, Places, TraffickerView, sealed, shown
from tests.model.stage import COCAINE_BOXES, model, world

ALL = (RandomStrategy, ReactiveStrategy, LearningStrategy, AnticipatingStrategy)
STRATA = 4


def view(routes: int = 3, **fields: Any) -> TraffickerView:
    """An organisation without experience before equal routes of its own mode."""
    names = tuple(f"post_{i}/box" for i in range(routes))
    where = Places(
        names=names,
        modes=("box",) * routes,
        posts=tuple(f"post_{i}" for i in range(routes)),
        kinds=("seaport",) * routes,
        room=sealed(np.full(routes, -np.log(routes))),
        history_shares=sealed(np.full(STRATA, 0.25)),
        history_odds=sealed(np.ones(STRATA)),
    )
    zeros, ones = np.zeros(routes), np.ones(routes)
    usual: dict[str, Any] = {
        "day": 100,
        "organisation": 0,
        "places": where,
        "routes": np.arange(routes),
        "stake": ones * 1e6,
        "away": zeros,
        "room": np.array(where.room),
        "usual_value": 1e6,
        "consignment": 1.0,
        "cash": 2e6,
        "price": 1.0,
        "last_route": -1,
        "losses": zeros,
        "shipped": zeros,
        "lost_covered": zeros,
        "shipped_covered": zeros,
        "lost_in": np.zeros((routes, STRATA)),
        "shipped_in": np.zeros((routes, STRATA)),
        "recent_losses": (),
        "entity_uses": np.zeros(3, dtype=np.int64),
        "settings": Traffickers(),
        "noise": zeros,
        "uniforms": np.full((routes, 2), 0.5),
    }
    made = usual | fields
    return TraffickerView(
        **{k: sealed(v) if isinstance(v, np.ndarray) else v for k, v in made.items()}
    )


def after(lost: np.ndarray, shipped: np.ndarray, **fields: Any) -> TraffickerView:
    """A view after own losses by route and history."""
    return view(
        len(lost),
        losses=lost.sum(axis=1),
        shipped=shipped.sum(axis=1),
        lost_in=lost,
        shipped_in=shipped,
        **fields,
    )


def chosen(plan: Plan | None) -> Plan:
    assert plan is not None
    return plan


def test_random_ignores_what_it_lost_and_follows_traffic():
    rng = np.random.default_rng(1)
    picks = Counter()
    for _ in range(3000):
        noise = rng.gumbel(size=3)
        room = np.log([0.6, 0.3, 0.1])
        safe = RandomStrategy().plan(view(noise=noise, room=room))
        lost = np.full((3, STRATA), 5.0)
        burnt = RandomStrategy().plan(
            after(lost, lost, noise=noise, room=room, cash=-1.0, last_route=0)
        )
        assert safe == burnt
        picks[chosen(safe).route] += 1
    assert [picks[i] / 3000 for i in range(3)] == pytest.approx([0.6, 0.3, 0.1], abs=0.03)


def test_a_load_that_is_seen_by_its_size_is_thought_safer_in_halves():
    whole, half, halves = 0, 1, 2
    seen = seen_by_size(view(consignment=6.0))
    assert seen[half] == seen[halves] < seen[whole]
    assert seen_by_size(view(consignment=1.0))[whole] == 1.0
    assert seen_by_size(
        view(consignment=6.0, settings=Traffickers(believed_size_visibility=0.0))
    ) == pytest.approx(1.0)
    pressed = {
        "consignment": 6.0,
        "cash": 1e9,
        "losses": np.full(3, 5.0),
        "shipped": np.full(3, 12.0),
    }
    alike = ReactiveStrategy().plan(
        view(**pressed, settings=Traffickers(believed_size_visibility=0.0))
    )
    by_size = ReactiveStrategy().plan(view(**pressed))
    assert (chosen(alike).loads, chosen(by_size).loads) == (1, 2), (
        "the rich split for what is seen, not for the risk"
    )


def test_random_stays_in_the_own_mode():
    away = np.array([0.0, 1.0, 1.0])
    for noise in (np.zeros(3), np.array([0.0, 9.0, 9.0])):
        assert chosen(RandomStrategy().plan(view(away=away, noise=noise))).route == 0


@pytest.mark.parametrize("strategy", [ReactiveStrategy, LearningStrategy, AnticipatingStrategy])
def test_those_with_beliefs_leave_a_route_with_losses_and_come_back_when_memory_has_faded(
    strategy: type,
):
    lost, shipped = np.zeros((2, STRATA)), np.full((2, STRATA), 2.0)
    lost[0] = 1.0
    tempting = np.array([0.5, 0.0])
    assert chosen(strategy().plan(after(lost, shipped, noise=tempting, last_route=0))).route == 1
    faded = 0.994 ** (3 * 365)
    back = strategy().plan(
        after(
            lost * faded,
            shipped * faded,
            noise=tempting,
            uniforms=np.array([[0.4, 0.4], [0.5, 0.5]]),
        )
    )
    assert chosen(back).route == 0


def live(strategy: Any, danger: np.ndarray, loads: int, seed: int) -> list[int]:
    """Routes of an organisation that ships every ten days where a load is lost with the given chances."""
    rng = np.random.default_rng(seed)
    n = len(danger)
    lost, shipped, last, out = np.zeros((n, STRATA)), np.zeros((n, STRATA)), -1, []
    for i in range(loads):
        seen = after(
            lost,
            shipped,
            last_route=last,
            uniforms=rng.random((n, 2)),
            noise=np.zeros(n),
            day=10 * i,
        )
        plan = chosen(strategy.plan(seen))
        kept = seen.settings.memory_per_day**10
        lost, shipped = lost * kept, shipped * kept
        shipped[plan.route, 0] += 1
        lost[plan.route, 0] += rng.random() < danger[plan.route]
        last = plan.route
        out.append(plan.route)
    return out


def test_learning_tries_routes_first_and_keeps_to_the_safest_then():
    danger = np.array([0.35, 0.35, 0.02])
    lives = [live(LearningStrategy(), danger, 60, seed) for seed in range(30)]
    tried = np.mean([len(set(routes[:20])) for routes in lives])
    early = np.mean([np.mean(np.array(routes[:6]) == 2) for routes in lives])
    late = np.mean([np.mean(np.array(routes[-20:]) == 2) for routes in lives])
    assert tried > 2.3, "explores"
    assert late > 0.7 > early + 0.15, "then exploits"
    safe = np.zeros(3)
    assert set(live(ReactiveStrategy(), safe, 40, 1)) == {0}, (
        "reactive tries nothing that it does not need"
    )
    assert len(set(live(LearningStrategy(), safe, 40, 1))) > 1


def test_anticipating_leaves_the_history_in_which_it_lost_for_one_where_customs_found_nothing():
    shipped = np.full((1, STRATA), 4.0)
    for bad in range(STRATA):
        lost = np.zeros((1, STRATA))
        lost[0, bad] = 4.0
        strategy = AnticipatingStrategy()
        seen = after(lost, shipped, settings=Traffickers(anticipated_finds=0.5))
        suspicion = strategy.suspicion(seen)
        assert suspicion.argmax() == bad
        plan = chosen(strategy.plan(seen))
        assert plan.history is not None and plan.history != bad
        assert plan.history == (1 if bad == 0 else 0), "the cheapest of those not suspected"
        assert chosen(ReactiveStrategy().plan(seen)).history is None
    assert chosen(AnticipatingStrategy().plan(view(1))).history is None, (
        "nothing is bought before anything was lost"
    )
    dear = Traffickers(anticipated_finds=0.5, history_cost_share=0.5)
    lost = np.array([[4.0, 0.0, 0.0, 0.0]])
    assert chosen(AnticipatingStrategy().plan(after(lost, shipped, settings=dear))).history is None


def test_anticipating_takes_a_fresh_front_after_a_find_until_the_known_one_is_replaced():
    shipped, lost = np.full((1, STRATA), 3.0), np.full((1, STRATA), 0.25)
    known = (Loss(day=90, route=0, stratum=1, entity=2, in_use=True),)
    assert chosen(AnticipatingStrategy().plan(after(lost, shipped, recent_losses=known))).one_off
    replaced = (dataclasses.replace(known[0], in_use=False),)
    assert not chosen(
        AnticipatingStrategy().plan(after(lost, shipped, recent_losses=replaced))
    ).one_off


@pytest.mark.parametrize("strategy", ALL)
def test_equal_views_give_equal_plans_and_no_route_no_plan(strategy: type):
    for seed in range(20):
        made = probe.trafficker_view(np.random.default_rng(seed))
        again = probe.trafficker_view(np.random.default_rng(seed))
        assert strategy().plan(made) == strategy().plan(again)
        nowhere = dataclasses.replace(
            made,
            routes=made.routes[:0],
            stake=made.stake[:0],
            away=made.away[:0],
            room=made.room[:0],
        )
        assert strategy().plan(nowhere) is None


SHORT = ("years=0.6", "burn_in_days=60", "events=true")


class InSteps:
    """The reactive strategy as one of one's own would say it: a step after the other, with numpy."""

    def plan(self, view: TraffickerView) -> Plan | None:
        if not len(view.routes):
            return None
        loss = believed_loss(view)
        options = gain(view, loss_by_option(view, loss))
        place = soft_choice(view, options.max(axis=0) - barriers(view, loss))
        if place is None:
            return None
        k = int(options[:, place].argmax())
        o = OPTIONS
        route, size = int(view.routes[place]), float(o.size[k])
        return Plan(route, size, int(o.loads[k]), bool(o.cover[k]))


class Copied(LearningStrategy):
    """A built-in strategy under another name: it draws, whatever it says."""

    name = "copied"
    draws = False


@pytest.mark.parametrize(("built_in", "own"), [("reactive", InSteps), ("learning", Copied)])
def test_a_copy_of_a_built_in_strategy_gives_the_same_run(built_in: str, own: type):
    bs.register("strategy", "copied", own)
    try:
        theirs, mine = (
            bs.run("training", 3, overrides=[f"traffickers.strategy={name}", *SHORT])
            for name in (built_in, "copied")
        )
    finally:
        own_rules.forget("traffickers.strategy", "copied")
    assert theirs.daily["attempts"].sum() > 20
    for name in ("daily", "events"):
        pd.testing.assert_frame_equal(getattr(mine, name), getattr(theirs, name), check_exact=True)


def test_a_view_for_reading_shows_the_same_and_cannot_be_written_to_either():
    m = model()
    for _ in range(60):
        m.step()
    w = m.state
    noise: Floats = np.linspace(0.5, 1.5, w.routes.n)
    for slot in np.flatnonzero(w.traffickers.alive)[:20]:
        last = int(w.traffickers.last_route[slot])
        copied, read = (
            trafficker_view(w, int(slot), noise, 1.5, last, hand=hand) for hand in (sealed, shown)
        )
        for field in dataclasses.fields(TraffickerView):
            a, b = getattr(copied, field.name), getattr(read, field.name)
            if isinstance(a, np.ndarray):
                assert (a.dtype, a.shape) == (b.dtype, b.shape) and (a == b).all(), field.name
                assert not b.flags.writeable
            else:
                assert a == b or a is b, field.name
    assert w.traffickers.losses.flags.writeable and noise.flags.writeable, "the state itself can"


@pytest.mark.parametrize("form", ["compiled", "plain"])
@pytest.mark.parametrize(
    "change", [(), ("traffickers.switching_share=0.3", "traffickers.mode_switch_share=0.02")]
)
def test_organisations_that_plan_together_plan_what_each_would(
    form: str, change: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
):
    if form == "plain":
        for name in ("gain_of", "best_plan", "best_plans"):
            monkeypatch.setattr(plans, name, getattr(plans, name).py_func)
    m = model(*change)
    for _ in range(60):
        m.step()
    w, rng = m.state, np.random.default_rng(1)
    o, one = w.traffickers, ReactiveStrategy()
    met, number = set[tuple[object, ...]](), 5 if form == "plain" else 60
    for _ in range(number):
        slots = rng.permutation(np.flatnonzero(o.alive))[: int(rng.integers(1, 9))]
        o.cash[slots] = rng.normal(0.0, 1e6, len(slots))
        o.losses[slots] = rng.gamma(0.3, 1.0, (len(slots), w.routes.n))
        noises, sizes = rng.gumbel(size=(len(slots), w.routes.n)), rng.gamma(1.0, 2.0, len(slots))
        avoid = np.where(rng.random(len(slots)) < 0.5, o.last_route[slots], -1).tolist()
        together = ask_together(w, slots, noises, sizes.tolist(), avoid)
        each = [
            one.plan(trafficker_view(w, int(slot), noise, float(size), away))
            for slot, noise, size, away in zip(slots, noises, sizes, avoid, strict=True)
        ]
        assert together == each
        met |= {plan and (plan.size, plan.loads, plan.cover) for plan in each}
    assert form == "plain" or met >= {None, (1.0, 1, False), (1.0, 2, False)}


def test_whoever_has_one_route_takes_it_even_to_keep_away_from_it():
    w = world()
    o = w.traffickers
    w.routes.rate[:] = 0.0
    only = int(np.flatnonzero(o.is_home[o.profile[0]])[0])
    w.routes.rate[only] = 1.0
    w.routes.version += 1
    noises = np.zeros((1, w.routes.n))
    plans_made = ask_together(w, np.array([0]), noises, [1.0], [only])
    assert plans_made == ask_together(w, np.array([0]), noises, [1.0])
    assert plans_made is not None and chosen(plans_made[0]).route == only
    w.routes.rate[:] = 0.0
    w.routes.version += 1
    assert ask_together(w, np.array([0]), noises, [1.0], [only]) == [None]


@pytest.mark.parametrize("strategy", [RandomStrategy, LearningStrategy])
def test_uniforms_are_drawn_for_who_looks_at_them_and_for_every_strategy_of_ones_own(
    strategy: type, monkeypatch: pytest.MonkeyPatch
):
    w = world()
    seen: list[TraffickerView] = []
    monkeypatch.setattr(strategy, "plan", lambda self, view: seen.append(view))
    for kind in (strategy, type("Own", (strategy,), {})):
        w.policy.rules.strategy = Rule(STRATEGY, strategy.name, "", kind())
        ask_strategy(w, 0, np.zeros(w.routes.n))
    theirs, mine = seen
    assert len(theirs.uniforms) == (w.routes.n if strategy.draws else 0)
    assert len(mine.uniforms) == w.routes.n
    assert np.shares_memory(theirs.losses, w.traffickers.losses)
    assert not np.shares_memory(mine.losses, w.traffickers.losses)


def test_a_dearer_market_makes_a_plan_pay_that_did_not():
    lost = np.array([[4.0, 4.0, 4.0, 4.0]])
    poor = after(lost, lost * 1.4, cash=0.0)
    assert ReactiveStrategy().plan(poor) is None
    assert ReactiveStrategy().plan(dataclasses.replace(poor, price=2.0)) is not None


def test_what_is_handed_over_leads_nowhere_and_cannot_be_written_to():
    m = model()
    for _ in range(40):
        m.step()
    w = m.state
    for seen in (trafficker_view(w, 0, np.zeros(w.routes.n)), customs_view(w), allocation_view(w)):
        met = _reach(seen)
        assert not [x for x in met if isinstance(x, State | mesa.Agent | mesa.Model)]
        arrays = [x for x in met if isinstance(x, np.ndarray)]
        assert len(arrays) >= 8
        for array in arrays:
            assert not array.flags.writeable
            with pytest.raises(ValueError):
                array.flags.writeable = True


def _reach(start: object) -> list[object]:
    """All objects that can be reached from one, but for code."""
    code = (type, types.ModuleType, types.FunctionType, types.MethodType, types.BuiltinFunctionType)
    met, todo = {id(start): start}, [start]
    while todo:
        for x in gc.get_referents(todo.pop()):
            if id(x) not in met and not isinstance(x, code):
                met[id(x)] = x
                todo.append(x)
    return list(met.values())


def test_an_organisation_sees_its_own_experience_and_nobody_elses():
    w = world()
    noise = np.zeros(w.routes.n)
    before = [trafficker_view(w, slot, noise) for slot in range(5)]
    w.traffickers.experience.lost_in[COCAINE_BOXES] += 1.0
    w.traffickers.losses[COCAINE_BOXES] += 1.0
    after_ = [trafficker_view(w, slot, noise) for slot in range(5)]
    changed = [
        bool((a.lost_in != b.lost_in).any() or (a.losses != b.losses).any())
        for a, b in zip(before, after_, strict=True)
    ]
    assert changed == [i == COCAINE_BOXES for i in range(5)]
