"""Checks for decision rules of one's own: do they keep to what they may know, and to chance as it is given?

``check_strategy("my_rule")`` tries a rule on many made-up views and inside a running model. It
raises :class:`RuleCheckError` with one sentence, or returns a :class:`RuleReport`.
"""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.errors import InputError
from borderSim.model.actions import casework
from borderSim.model.actions.observations import allocation_view, ask_strategy, customs_view
from borderSim.model.state.state import State
from borderSim.rules import own_rules, probe, registry
from borderSim.rules.errors import RuleError
from borderSim.rules.registry import ALLOCATION, CASEWORK, STRATEGY, TARGETING, Kind, Rule
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel

USUAL = {STRATEGY: "reactive", TARGETING: "belief", ALLOCATION: "greedy", CASEWORK: "standard"}
"""The rule that comes with the program, against which the cost is told."""


class RuleCheckError(AssertionError):
    """A rule does what no rule may do; one sentence."""


@dataclass(frozen=True)
class RuleReport:
    """What a check came to.

    Attributes:
        name: of the rule; views: made-up views on which it was tried; idle: of these, answered with
            None.
        in_model: decisions in a running model that stayed the same when the truth was changed.
        cost_ratio: time for an answer over that of the built-in rule ``compared_with``.
    """

    name: str
    views: int
    idle: int
    in_model: int
    cost_ratio: float
    compared_with: str

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.views} views ({self.idle} without a plan) and {self.in_model} decisions in a model "
            f"are in order; it takes {self.cost_ratio:.1f} times as long as {self.compared_with}"
        )


def check_strategy(strategy: str | type | Any, *, views: int = 200, days: int = 60) -> RuleReport:
    """Check a trafficker strategy.

    Args:
        strategy: its installed name, its class, or an object.
        views: how many made-up views to try it on.
        days: days that the model runs with it before the truth is changed.

    Raises:
        RuleCheckError: it cannot be pickled, has the wrong signature, fails, plans what is not
            allowed, changes its view, answers differently when asked again (in another order, after
            pickling, under another state of the global generators, in another process), or plans
            otherwise when only things change that it cannot know.
    """
    return _check(STRATEGY, strategy, views, days)


def check_targeting_rule(rule: str | type | Any, *, views: int = 100, days: int = 60) -> RuleReport:
    """Check a targeting rule; see :func:`check_strategy`."""
    return _check(TARGETING, rule, views, days)


def check_allocation_rule(
    rule: str | type | Any, *, views: int = 200, days: int = 60
) -> RuleReport:
    """Check an allocation rule; see :func:`check_strategy`."""
    return _check(ALLOCATION, rule, views, days)


def check_police_rule(rule: str | type | Any, *, views: int = 120, days: int = 120) -> RuleReport:
    """Check a police rule; see :func:`check_strategy`.

    The views are files, open cases and finds in turn. What the police cannot know is what
    organisations own and earn, whom of them nobody has named yet, and what customs believes.
    """
    return _check(CASEWORK, rule, views, days)


def _check(kind: Kind, given: str | type | Any, views: int, days: int) -> RuleReport:
    rule = _rule(kind, given)
    try:
        makers = probe.MAKE[kind]
        made = [makers[seed % len(makers)](np.random.default_rng(seed)) for seed in range(views)]
        answers = _same_when_asked_again(rule, made)
        if isinstance(given, str) and rule.source:
            _same_in_another_process(rule, made, answers)
        decisions = _blind_to_the_truth(rule, days)
    except RuleError as error:
        raise RuleCheckError(str(error)) from error
    usual = registry.rule(kind, USUAL[kind])
    ratio = _seconds(rule, made) / max(_seconds(usual, made), 1e-12)
    idle = sum(answer is None for answer in answers)
    return RuleReport(rule.name, views, idle, decisions, ratio, usual.name)


def _rule(kind: Kind, given: str | type | Any) -> Rule:
    try:
        if isinstance(given, str):
            return registry.rule(kind, given)
        made = given if isinstance(given, type) else lambda: given
        name = str(getattr(given, "name", ""))
        return Rule(kind, name, "", registry.instance(kind, name, "", made))
    except InputError as error:
        raise RuleCheckError(str(error)) from error


def _same_when_asked_again(rule: Rule, views: list[Any]) -> list[Any]:
    """Ask in order, in another order, after pickling and under other global generators."""
    with _global_chance(1):
        answers = [_ask_untouched(rule, view) for view in views]
    with _global_chance(2):
        order = np.random.default_rng(len(views)).permutation(len(views))
        found = {int(i): rule.ask(views[i]) for i in order}
    again = [found[i] for i in range(len(views))]
    _equal(
        rule,
        answers,
        again,
        "answered otherwise when asked again: it remembers, or draws from a global generator",
    )
    copied: Rule = pickle.loads(pickle.dumps(rule))
    _equal(
        rule,
        answers,
        [copied.ask(view) for view in views],
        "answered otherwise after it had been pickled",
    )
    return answers


def _ask_untouched(rule: Rule, view: Any) -> Any:
    before = pickle.dumps(view)
    answer = rule.ask(view)
    if pickle.dumps(view) != before:
        raise RuleCheckError(f"{rule.label} changed the view that it was handed")
    return answer


_ELSEWHERE = """
import pickle, sys
from borderSim.rules import own_rules
registered, asked = pickle.load(sys.stdin.buffer)
own_rules.unpack(registered)
rule, views = pickle.loads(asked)
sys.stdout.buffer.write(pickle.dumps([rule.ask(view) for view in views]))
"""


def _same_in_another_process(rule: Rule, views: list[Any], answers: list[Any]) -> None:
    """Ask once more in a process with another order of sets."""
    some = slice(0, 30)
    environment = os.environ | {"PYTHONHASHSEED": "4711"}
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        input=pickle.dumps((own_rules.packed(), pickle.dumps((rule, views[some])))),
        capture_output=True,
        env=environment,
        check=False,
    )
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise RuleCheckError(f"{rule.label} failed in a process of its own: {''.join(last)}")
    _equal(rule, answers[some], pickle.loads(done.stdout), "answered otherwise in another process")


def _blind_to_the_truth(rule: Rule, days: int) -> int:
    """Run a model with the rule, change what it cannot know, and require equal decisions."""
    model = _model(rule)
    for _ in range(days):
        model.step()
    w, compared = model.state, 0
    for who, decide in _deciders(rule, w):
        before = decide()
        kept = _truth(w)
        for turn in range(_TURNS):
            _disturb(w, who, turn, police=rule.kind is CASEWORK)
            _equal(
                rule,
                [before],
                [decide()],
                "decided otherwise when only things changed that it cannot know",
            )
            compared += 1
        _restore(w, kept)
    return compared


def _model(rule: Rule) -> BorderModel:
    overrides = ["burn_in_days=0", "years=1"]
    if rule.kind is CASEWORK:
        # more files than teams
        overrides += ["police.investigators=15", "police.known_member_share=0.4"]
    if rule.kind is ALLOCATION:
        overrides += ["customs.mobile_share=0.3", "customs.allocation=greedy"]
    model = BorderModel(load_scenario("training", overrides), 1)
    part = {
        STRATEGY: "strategy",
        TARGETING: "targeting",
        ALLOCATION: "allocation",
        CASEWORK: "casework",
    }[rule.kind]
    setattr(model.state.policy.rules, part, rule)
    return model


def _deciders(rule: Rule, w: State) -> Iterator[tuple[int, Callable[[], Any]]]:
    """Slot (-1: customs) and the decision that it makes now."""
    if rule.kind is STRATEGY:
        for slot in np.flatnonzero(w.traffickers.alive):
            noise = np.random.default_rng(int(slot)).gumbel(size=w.routes.n)
            yield int(slot), lambda slot=slot, noise=noise: ask_strategy(w, int(slot), noise)
    elif rule.kind is TARGETING:
        yield -1, lambda: rule.ask(customs_view(w))
    elif rule.kind is CASEWORK:
        yield from ((-1, decide) for decide in _police_decisions(rule, w))
    else:
        yield -1, lambda: rule.ask(allocation_view(w))


def _police_decisions(rule: Rule, w: State) -> Iterator[Callable[[], Any]]:
    """What the police decide on the files, cases and loads that there are now."""
    cases, agenda = np.flatnonzero(w.police.cases.open & w.traffickers.alive), w.consignments.agenda
    if len(casework.files_view(w, 1).organisations):
        yield lambda: rule.ask(casework.files_view(w, 1))
    if len(cases):
        yield lambda: rule.ask(casework.cases_view(w, cases))
    for load in (
        load for day in sorted(agenda) for load in agenda[day] if load.organisation in cases
    ):
        yield lambda load=load: rule.ask(casework.find_view(w, load, 0.5, 0.8, 0.2, 0.9))


_OF_THE_POLICE = ("informant", "known_members", "evidence", "known_entities", "told_by_customs")
"""What no organisation knows about itself."""
_OWN = ("cash", "losses", "shipped", "last_route", "rate", "insider", "quiet_until", "status")
"""What an organisation knows, and no other."""


_KNOWN_TO_POLICE = (
    *(f"police.{name}" for name in _OF_THE_POLICE if name != "evidence"),
    "cases.open",
    "cases.file",
)
"""What the police know of organisations."""
_OF_MEMBERS = ("police.evidence", "traffickers.draws", "traffickers.status")
"""What they know of the members whom somebody has named, and of no others."""


def _arrays(w: State) -> dict[str, np.ndarray]:
    o, police, customs = w.traffickers, w.police, w.customs
    found = {f"traffickers.{name}": getattr(o, name) for name in ("draws", *_OWN, "strength")}
    found |= {f"police.{name}": getattr(police, name) for name in _OF_THE_POLICE}
    leads = ("reliability", "weight", "own", "told")
    found |= {f"leads.{name}": getattr(customs.leads, name) for name in leads}
    places = ("truth", "illicit_shares", "illicit_cumulative")
    found |= {f"routes.{name}": getattr(w.routes, name) for name in places}
    found |= {"cases.open": police.cases.open, "cases.file": police.cases.file}
    found |= {"threshold": w.policy.threshold, "belief": customs.belief}
    return found | {"hours_balance": w.workload.hours_balance}


def _truth(w: State) -> dict[str, np.ndarray]:
    return {name: array.copy() for name, array in _arrays(w).items()}


def _restore(w: State, kept: dict[str, np.ndarray]) -> None:
    for name, array in _arrays(w).items():
        array[...] = kept[name]


_TURNS = 3
"""How often the truth is changed: in turn every number is pushed down, left about its place, and pushed up."""


def _disturb(w: State, who: int, turn: int, *, police: bool = False) -> None:
    """Change everything that slot ``who`` cannot know: what the services hold, the truth, other organisations.

    ``police``: everything that the police cannot know.
    """
    rng, named = np.random.default_rng(turn), w.police.known_members
    for number, (name, array) in enumerate(_arrays(w).items()):
        way = (turn + number) % _TURNS  # so that a look at one number alone is seen in some turn
        if police and name in _KNOWN_TO_POLICE:
            continue
        of_named = array[named].copy() if police and name in _OF_MEMBERS else None
        kept = array[who].copy() if who >= 0 and name.removeprefix("traffickers.") in _OWN else None
        if array.dtype == bool:
            array[...] = rng.random(array.shape) < (0.0, 0.5, 1.0)[way]
        elif np.issubdtype(array.dtype, np.integer):
            array[...] = rng.permutation(array.ravel()).reshape(array.shape)
        else:
            shift = (-1.0, 0.0, 1.0)[way] * rng.gamma(0.5, 1.0, array.shape)
            array[...] = array * rng.gamma(1.0, 1.0, array.shape) + shift
        if kept is not None:
            array[who] = kept
        if of_named is not None:
            array[named] = of_named


def _equal(rule: Rule, first: list[Any], second: list[Any], what: str) -> None:
    for a, b in zip(first, second, strict=True):
        same = np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b
        if not same:
            raise RuleCheckError(f"{rule.label} {what} ({_short(a)}, then {_short(b)})")


def _short(answer: Any) -> str:
    text = " ".join(str(answer).split())
    return text if len(text) <= 80 else text[:77] + "..."


@contextmanager
def _global_chance(seed: int) -> Iterator[None]:
    """Set the global generators, and give them back as they were."""
    python, old = random.getstate(), np.random.get_state()  # noqa: NPY002
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(old)  # noqa: NPY002


def _seconds(rule: Rule, views: list[Any]) -> float:
    """Processor time for all views, the shortest of five."""
    asked = [(getattr(rule.body, rule.kind.question(view).method), view) for view in views]
    times = []
    for _ in range(5):
        start = time.process_time()
        for method, view in asked:
            method(view)
        times.append(time.process_time() - start)
    return min(times)
