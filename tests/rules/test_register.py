"""Rules of a notebook: registered under a name, carried out by workers, part of the identity of a result."""

from __future__ import annotations

import dataclasses
import pickle
import sys
import threading
import types
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import borderSim as bs
from borderSim.errors import InputError
from borderSim.model.actions.observations import customs_view
from borderSim.rules import own_rules, registry
from borderSim.rules.registry import KINDS, TARGETING
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from borderSim.studies.execution import manifest, plugins
from tests.rules import packages as fake
from tests.rules.packages import install

SMALL = {"years": 0.1, "replications": 2, "plane": False, "levels": ["coexistence"]}


@pytest.fixture(autouse=True)
def _forgotten():
    yield
    for kind in KINDS:
        for name in own_rules.names(kind.key):
            own_rules.forget(kind.key, name)


SOURCE = """
import numpy as np
from dataclasses import dataclass
from borderSim.rules.parameters import quantity
BASE = {base}

@dataclass
class Mine:
    "Newcomers first."
    uses_leads = True
    uses_documents = False
    weight: float = quantity(1.0, unit="1", doc="weight of it", allowed=(0, 2))

    def class_scores(self, view):
        return np.broadcast_to(self.weight * BASE * (3 - view.history), view.first_belief.shape)
"""


def in_notebook(monkeypatch: pytest.MonkeyPatch, base: float) -> type:
    """A class as a notebook has it: of ``__main__``, which no worker can import.

    Its source is remembered by its cell.
    """
    import linecache

    text, name = SOURCE.format(base=base), f"<cell {base}>"
    main: Any = types.ModuleType("__main__")
    monkeypatch.setitem(sys.modules, "__main__", main)
    exec(compile(text, name, "exec"), main.__dict__)
    monkeypatch.setitem(
        linecache.cache, name, (len(text), None, text.splitlines(keepends=True), name)
    )
    return main.Mine


def test_workers_carry_out_a_rule_of_a_notebook_as_this_process_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    bs.register("targeting", "mine", in_notebook(monkeypatch, 0.5))
    asked = {
        "overrides": ["customs.targeting={name: mine, weight: 1.5}", "burn_in_days=30"],
        **SMALL,
    }
    bs.compare("training", name="there", workers=2, **asked)
    there = pd.read_parquet(tmp_path / "results" / "there" / "runs.parquet").set_index("seed")[
        "seizures"
    ]
    mine, usual = (
        bs.run(load_scenario("training", [*more, "burn_in_days=30", "years=0.1"]), seed=2)
        for more in (["customs.targeting={name: mine, weight: 1.5}"], [])
    )
    assert there[2] == mine.outcomes["seizures"]
    assert not mine.daily.equals(usual.daily)
    told = manifest.read(tmp_path / "results" / "there")["plugins"]["customs.targeting=mine"]
    assert told["package"] == "registered in Python" and len(told["sha256"]) == 64
    # the cell was edited, and carried out again
    bs.register("targeting", "mine", in_notebook(monkeypatch, 0.7))
    with pytest.raises(InputError, match=r"another version of the plug-in customs\.targeting=mine"):
        bs.compare("training", name="there", workers=1, **asked)


def test_identity_is_that_of_the_source_and_of_what_it_uses(monkeypatch: pytest.MonkeyPatch):
    def digest(base: float) -> str:
        bs.register("targeting", "mine", in_notebook(monkeypatch, base))
        return plugins.of_names([("customs.targeting", "mine")])["customs.targeting=mine"]["sha256"]

    assert digest(0.5) == digest(0.5) != digest(0.6)
    mine = in_notebook(monkeypatch, 0.5)
    bs.register("targeting", "mine", mine)
    sent: Any = pickle.loads(own_rules.as_bytes(dataclasses.field(default=1), ""))
    assert sent.default_factory is dataclasses.MISSING
    fields = dataclasses.fields(mine)
    # (sending it leaves it as it was)
    assert own_rules.packed() and dataclasses.fields(mine)[0] is fields[0]
    mine.class_scores.__globals__["BASE"] = 0.9
    with pytest.raises(
        InputError,
        match=r"customs.targeting=mine: the class, or something that it uses, changed since it was registered",
    ):
        plugins.of_names([("customs.targeting", "mine")])


def test_a_model_under_way_keeps_the_rule_that_it_began_with(monkeypatch: pytest.MonkeyPatch):
    bs.register("targeting", "mine", in_notebook(monkeypatch, 0.5))
    scenario = load_scenario(
        "training", ["customs.targeting={name: mine, weight: 1.5}", "burn_in_days=3", "years=0.1"]
    )
    model = BorderModel(scenario, 1)
    model.run_burn_in()
    bs.register("targeting", "mine", in_notebook(monkeypatch, 0.9))
    branch = model.branch(scenario)
    view = customs_view(model.state)
    assert np.array_equal(
        branch.state.policy.rules.targeting.ask(view), model.state.policy.rules.targeting.ask(view)
    )
    assert branch.state.policy.rules.targeting.body.class_scores.__globals__["BASE"] == 0.5


class Plain:
    uses_leads = True
    uses_documents = True

    def class_scores(self, view: Any) -> Any:
        return view.first_belief


class Locked(Plain):
    def __init__(self) -> None:
        self.lock = threading.Lock()


class Named(Plain):
    name = "other"


class Wrong(Plain):
    def class_scores(self, view: Any) -> Any:
        return view.first_belief[:1, :1]


@pytest.mark.parametrize(
    ("group", "name", "given", "sentence"),
    [
        (
            "targetting",
            "mine",
            Plain,
            r"the group is 'targetting' \(did you mean 'targeting'\?\), but must be one of: strategy, targeting, allocation, casework, measure, intervention",
        ),
        ("targeting", "belief", Plain, "'belief' is built in: give yours another name"),
        ("allocation", "fixed", Plain, "'fixed' is built in"),
        ("targeting", "taken", Plain, "the package taker 0.1 has a targeting rule 'taken'"),
        ("targeting", "my rule", Plain, "must be a word such as my_rule"),
        ("targeting", "null", Plain, "must be a word such as my_rule"),
        ("targeting", "mine", Plain(), "is registered as its class, but .* is a Plain"),
        ("targeting", "mine", Named, "must have the attribute name = 'mine', but has 'other'"),
        ("casework", "mine", Plain, r"lacks the method priorities\(view\)"),
        ("targeting", "mine", Locked, "cannot be sent to the processes that make the runs"),
        ("targeting", "mine", Wrong, "answered with scores of shape"),
    ],
)
def test_what_cannot_be_registered_is_told_in_one_sentence_and_leaves_nothing(
    packages: Path, group: str, name: str, given: Any, sentence: str
):
    install(packages, "taker", fake.TARGETING, "taken", "class Rule:\n    pass\n")
    with pytest.raises(InputError, match=sentence) as told:
        bs.register(group, name, given)
    assert "\n" not in str(told.value)
    assert not own_rules.names(TARGETING.key) and not own_rules.names("police.casework")


def test_a_registered_rule_is_listed_and_checked_by_name(monkeypatch: pytest.MonkeyPatch):
    from borderSim.testing import check_targeting_rule

    bs.register("customs.targeting", "mine", in_notebook(monkeypatch, 0.5))
    assert "mine" in registry.names(TARGETING)
    assert check_targeting_rule("mine", views=5, days=3).name == "mine"
