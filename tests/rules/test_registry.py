"""Rules by name: plug-ins are found, and each way in which one can be bad gets its own sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.model.actions.observations import ask_strategy
from borderSim.rules import registry
from borderSim.rules.errors import RuleError
from borderSim.rules.plan import Plan
from borderSim.rules.registry import ALLOCATION, STRATEGY, TARGETING
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.rules import packages as fake
from tests.rules.packages import install

GOOD = """
class Rule:
    name = "mine"
    def plan(self, view):
        return Plan(int(view.routes[0])) if len(view.routes) else None
"""


def strategy(body: str, head: str = "") -> str:
    return f'{head}\nclass Rule:\n    name = "mine"\n    def plan(self, view):\n        {body}\n'


WRONG_STRATEGIES = {
    "cannot be imported": "import does_not_exist\n",
    "must be a class": "def Rule(view):\n    return None\n",
    "cannot be made without arguments": "class Rule:\n    name = 'mine'\n    def __init__(self, x):\n        pass\n    def plan(self, view):\n        pass\n",
    "must have the attribute name = 'mine'": "class Rule:\n    name = 'other'\n    def plan(self, view):\n        pass\n",
    "lacks the method plan(view)": "class Rule:\n    name = 'mine'\n",
    "has the wrong signature: plan(view, world) must take one argument": "class Rule:\n    name = 'mine'\n    def plan(self, view, world):\n        pass\n",
    "has the wrong signature: plan() must take one argument": "class Rule:\n    name = 'mine'\n    def plan(self):\n        pass\n",
    "cannot be pickled": "class Rule:\n    name = 'mine'\n    def __init__(self):\n        self.f = lambda: 0\n    def plan(self, view):\n        pass\n",
    "failed on day": strategy("return 1 / 0"),
    "ZeroDivisionError: division by zero": strategy("return 1 / 0"),
    "answered with a tuple": strategy("return (0, 1.0, False)"),
    "there are only the routes 0 to": strategy("return Plan(99)"),
    "which is not open to its organisation": strategy(
        "return Plan([r for r in range(len(view.places.names)) if r not in view.routes][0]) if len(view.routes) < len(view.places.names) else None"
    ),
    "planned route=0.0": strategy("return Plan(0.0)"),
    "planned size=nan": strategy("return Plan(int(view.routes[0]), size=float('nan'))"),
    "planned size=3.0, but it must be a number from 0.1 to 1": strategy(
        "return Plan(int(view.routes[0]), size=3.0)"
    ),
    "planned loads=3": strategy("return Plan(int(view.routes[0]), loads=3)"),
    "planned cover='yes'": strategy("return Plan(int(view.routes[0]), cover='yes')"),
    "planned history=9, but it must be None or a stratum from 0 to 3": strategy(
        "return Plan(int(view.routes[0]), history=9)"
    ),
    "read-only": strategy("view.losses[0] = 1.0"),
    "cannot assign to field": strategy("view.cash = 1.0"),
}

TARGETING_HEAD = (
    "class Rule:\n    name = 'mine'\n    uses_leads = True\n    uses_documents = True\n"
)
WRONG_TARGETING = {
    "must say uses_leads = True or False": "class Rule:\n    name = 'mine'\n    uses_documents = True\n    def class_scores(self, view):\n        return view.first_belief\n",
    "answered with scores of shape": TARGETING_HEAD
    + "    def class_scores(self, view):\n        return view.first_belief[:, :2]\n",
    "not finite numbers": TARGETING_HEAD
    + "    def class_scores(self, view):\n        return view.first_belief * np.nan\n",
    "answered with a list": TARGETING_HEAD
    + "    def class_scores(self, view):\n        return [0.0]\n",
    "beyond 50": TARGETING_HEAD
    + "    def class_scores(self, view):\n        return view.first_belief * 0 + 1e6\n",
}
WEIGHTS = "class Rule:\n    name = 'mine'\n    def weights(self, view):\n        "
WRONG_ALLOCATION = {
    "answered with weights of shape": WEIGHTS + "return view.hours[:1]\n",
    "not finite numbers": WEIGHTS + "return view.hours * np.inf\n",
    "a negative weight for post_0/box": WEIGHTS
    + "return np.where(np.arange(len(view.hours)) == 0, -1.0, 1.0)\n",
    "all zero": WEIGHTS + "return view.hours * 0.0\n",
}
CASES = [
    *(
        (fake.STRATEGIES, "traffickers.strategy", "trafficker strategy", s, c)
        for s, c in WRONG_STRATEGIES.items()
    ),
    *(
        (fake.TARGETING, "customs.targeting", "targeting rule", s, c)
        for s, c in WRONG_TARGETING.items()
    ),
    *(
        (fake.ALLOCATION, "customs.allocation", "allocation rule", s, c)
        for s, c in WRONG_ALLOCATION.items()
    ),
]


@pytest.mark.parametrize(
    ("group", "key", "what", "sentence", "code"), CASES, ids=[c[3] for c in CASES]
)
def test_a_bad_plug_in_is_told_in_one_sentence_that_names_it(
    packages: Path, group: str, key: str, what: str, sentence: str, code: str
):
    install(packages, "bad-plug-in", group, "mine", code)
    with pytest.raises(InputError) as told:
        load_scenario("training", [f"{key}=mine", "customs.mobile_share=0.2"])
    text = str(told.value)
    assert sentence in text
    assert key in text
    assert f"{what} 'mine' of the package bad-plug-in 0.1" in text
    assert "\n" not in text


def test_the_command_ends_with_2_and_says_so_on_stderr_only(
    packages: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.chdir(tmp_path)
    install(packages, "bad-plug-in", fake.STRATEGIES, "mine", strategy("return Plan(99)"))
    assert main(["run", "scenario=training", "traffickers.strategy=mine"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1 and "'mine' of the package bad-plug-in 0.1" in err
    assert not (tmp_path / "results").exists()


def test_what_goes_wrong_only_later_ends_the_run_as_failed_and_names_rule_and_day(
    packages: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.chdir(tmp_path)
    body = "return Plan(int(view.routes[0]), size=1.0 if view.places.names[0].startswith('post') or view.day < 20 else 7.0)"
    install(packages, "late-plug-in", fake.STRATEGIES, "mine", strategy(body))
    typed = [
        "run",
        "scenario=training",
        "years=0.2",
        "burn_in_days=30",
        "traffickers.strategy=mine",
    ]
    assert main(typed) == 1
    err = capsys.readouterr().err
    assert "trafficker strategy 'mine' of the package late-plug-in 0.1, day 2" in err
    assert "planned size=7.0" in err and "Traceback" not in err
    with pytest.raises(RuleError):
        model = BorderModel(load_scenario("training", typed[2:]), 1)
        for _ in range(60):
            model.step()


def test_a_good_plug_in_is_found_by_name_in_a_process_of_its_own(packages: Path, tmp_path: Path):
    install(packages, "good-plug-in", fake.STRATEGIES, "mine", GOOD)
    command = [
        sys.executable,
        "-m",
        "borderSim",
        "run",
        "scenario=training",
        "years=0.1",
        "burn_in_days=10",
        "traffickers.strategy=mine",
    ]
    places = os.pathsep.join(
        [
            str(packages),
            *filter(None, [os.environ.get("PYTHONPATH")]),
            str(Path(registry.__file__).parents[2]),
        ]
    )
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": places},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_unknown_names_are_told_with_what_there_is_and_the_nearest():
    for kind, wrong, right in (
        (STRATEGY, "anticipatin", "anticipating"),
        (TARGETING, "beliefs", "belief"),
        (ALLOCATION, "stackelburg", "stackelberg"),
    ):
        with pytest.raises(
            InputError,
            match=f"{kind.key} is '{wrong}' \\(did you mean '{right}'\\?\\), but must be one of: ",
        ):
            load_scenario("training", [f"{kind.key}={wrong}"])


def test_a_built_in_name_cannot_be_taken_and_two_plug_ins_of_one_name_are_ambiguous(packages: Path):
    install(packages, "taker", fake.STRATEGIES, "reactive", GOOD.replace("mine", "reactive"))
    install(packages, "one", fake.STRATEGIES, "mine", GOOD)
    install(packages, "two", fake.STRATEGIES, "mine", GOOD)
    with pytest.raises(
        InputError, match=r"reactive is built in, but the package taker 0.1 has one of that name"
    ):
        registry.rule(STRATEGY, "reactive")
    with pytest.raises(
        InputError, match=r"ambiguous: the packages one 0.1 and two 0.1 both have one"
    ):
        registry.rule(STRATEGY, "mine")
    assert registry.names(STRATEGY) == ["random", "reactive", "learning", "anticipating", "mine"]
    assert registry.rule(STRATEGY, "random").source == ""


def test_an_installed_plug_in_changes_nothing_for_others(packages: Path):
    def plans() -> list[Plan | None]:
        model = BorderModel(load_scenario("training", ["burn_in_days=0"]), 3)
        for _ in range(20):
            model.step()
        return [
            ask_strategy(model.state, slot, np.zeros(model.state.routes.n)) for slot in range(5)
        ]

    before = plans()
    install(packages, "good-plug-in", fake.STRATEGIES, "aaa", GOOD.replace("mine", "aaa"))
    registry.installed.cache_clear()
    assert "aaa" in registry.names(STRATEGY)
    assert plans() == before


def test_every_world_has_its_own_rule_and_a_schedule_may_change_it():
    one, two = registry.rule(STRATEGY, "reactive"), registry.rule(STRATEGY, "reactive")
    assert one.body is not two.body
    # a change in the horizon puts another rule in force from that day
    from borderSim.scenario.load import load_scenario as load

    s = load(
        "training",
        [
            "burn_in_days=2",
            "years=0.1",
            "schedule=[{day: 3, traffickers.strategy: random, customs.targeting: rule}]",
        ],
    )
    model = BorderModel(s, 1)
    for _ in range(5):
        model.step()
    assert model.state.policy.rules.names == ("reactive", "belief", "fixed", "standard")
    belief = model.state.customs.belief.copy()
    model.step()
    assert model.state.policy.rules.names == ("random", "rule", "fixed", "standard")
    assert (model.state.customs.belief != belief).any()


def test_allocation_without_mobile_officers_is_told():
    with pytest.raises(
        InputError, match=r"customs.allocation is 'greedy', but customs.mobile_share is 0"
    ):
        load_scenario("training", ["customs.allocation=greedy"])
