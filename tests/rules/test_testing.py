"""The checks for rules of one's own: those built in pass, cheats of each sort are caught."""

from __future__ import annotations

import gc
import inspect
import random
from typing import Any

import numpy as np
import pytest

from borderSim.rules import registry
from borderSim.rules.plan import Plan
from borderSim.rules.registry import ALLOCATION, STRATEGY, TARGETING
from borderSim.rules.traffickers import ReactiveStrategy
from borderSim.testing import (
    RuleCheckError,
    check_allocation_rule,
    check_strategy,
    check_targeting_rule,
)


def first_route(view: Any, **fields: Any) -> Plan | None:
    return Plan(int(view.routes[0]), **fields) if len(view.routes) else None


class Honest:
    name = "honest"

    def plan(self, view: Any) -> Plan | None:
        return first_route(view, cover=bool(view.uniforms[0, 0] < 0.5))


class Remembers(Honest):
    def __init__(self) -> None:
        self.calls = 0

    def plan(self, view: Any) -> Plan | None:
        self.calls += 1
        return first_route(view, cover=self.calls % 3 == 0)


class Gambles(Honest):
    def plan(self, view: Any) -> Plan | None:
        return first_route(view, cover=random.random() < 0.5)


class GamblesWithNumpy(Honest):
    def plan(self, view: Any) -> Plan | None:
        return first_route(view, cover=bool(np.random.rand() < 0.5))  # noqa: NPY002


class Tampers(Honest):
    def plan(self, view: Any) -> Plan | None:
        object.__setattr__(view, "cash", 0.0)
        return first_route(view)


class Writes(Honest):
    def plan(self, view: Any) -> Plan | None:
        view.losses[0] = 9.0
        return first_route(view)


class SearchesTheHeap(Honest):
    """Finds the table of organisations in memory and looks whether the police hold its front companies."""

    def plan(self, view: Any) -> Plan | None:
        for x in gc.get_objects():
            if type(x).__name__ == "Police" and hasattr(x, "known_entities"):
                return first_route(view, one_off=bool(x.known_entities[view.organisation].any()))
        return first_route(view)


class LooksUpTheStack(Honest):
    """Reads the world from whoever called it."""

    def plan(self, view: Any) -> Plan | None:
        for frame in inspect.stack(0):
            w = frame.frame.f_locals.get("w")
            if w is not None and hasattr(w, "customs"):
                return first_route(
                    view, cover=bool(w.customs.belief[int(view.routes[0])].sum() > 0)
                )
        return first_route(view)


class Elsewhere(Honest):
    def plan(self, view: Any) -> Plan | None:
        return Plan(10**6)


@pytest.mark.parametrize(
    ("cheat", "sentence"),
    [
        (Remembers, "answered otherwise when asked again"),
        (Gambles, "draws from a global generator"),
        (GamblesWithNumpy, "draws from a global generator"),
        (Tampers, "changed the view"),
        (Writes, "read-only"),
        (SearchesTheHeap, "cannot know"),
        (LooksUpTheStack, "cannot know"),
        (Elsewhere, "there are only the routes"),
    ],
)
def test_a_cheat_is_caught(cheat: type, sentence: str):
    gc.collect()
    gc.freeze()  # worlds that other tests keep alive are not what the cheat shall find
    try:
        with pytest.raises(RuleCheckError, match=sentence):
            check_strategy(cheat, views=12, days=12)
    finally:
        gc.unfreeze()


def test_what_cannot_be_used_is_told_as_when_a_scenario_names_it():
    class Local(Honest):
        pass

    with pytest.raises(RuleCheckError, match="cannot be pickled"):
        check_strategy(Local)
    with pytest.raises(RuleCheckError, match=r"'nobody'.* but must be one of"):
        check_strategy("nobody")


def test_an_honest_rule_passes_and_its_cost_is_told():
    report = check_strategy(Honest, views=60, days=25)
    assert (report.name, report.views) == ("honest", 60)
    assert report.in_model >= 9
    assert 0 < report.cost_ratio < 1
    assert "times as long as reactive" in str(report)
    assert check_strategy(ReactiveStrategy(), views=20, days=5).name == "reactive"


@pytest.mark.parametrize(
    ("check", "name"),
    [
        *((check_strategy, name) for name in STRATEGY.built_in),
        *((check_targeting_rule, name) for name in TARGETING.built_in),
        *((check_allocation_rule, name) for name in ALLOCATION.built_in),
    ],
)
def test_all_that_is_built_in_passes(check: Any, name: str):
    assert check(name, views=20, days=8).name == name


def test_a_targeting_rule_that_knows_the_truth_is_caught():
    with pytest.raises(RuleCheckError, match="cannot know"):
        check_targeting_rule(Clairvoyant, views=10, days=5)


class Clairvoyant:
    name = "clairvoyant"
    uses_leads = True
    uses_documents = True

    def class_scores(self, view: Any) -> Any:
        # All worlds that happen to be alive in this process: the one under check is among them.
        alive = [
            x
            for x in gc.get_objects()
            if type(x).__name__ == "Routes" and x.truth.shape == view.first_belief.shape
        ]
        return np.clip(sum((x.truth for x in alive), np.array(view.first_belief)), -20, 20)


def test_every_kind_has_a_rule_to_compare_with():
    from borderSim.testing import USUAL

    for kind, name in USUAL.items():
        assert name in registry.names(kind)
