"""Rules with parameters: said in every way in which a scenario can be said, typed, and one sentence for what is wrong."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.parameters.rule_choice import RuleChoice, name_of, parameters_of
from borderSim.rules import own_rules
from borderSim.rules.parameters import choice, quantity
from borderSim.rules.register import register
from borderSim.rules.registry import KINDS, asked
from borderSim.scenario import rule_choices
from borderSim.scenario.from_python import checked
from borderSim.scenario.load import load_levels, load_scenario, scenario_as_dict
from borderSim.scenario.shock_overlay import under
from borderSim.simulation import BorderModel
from borderSim.studies.design.factors import overrides, read_factors, set_beside


@dataclass(frozen=True)
class Mine:
    """Newcomers first, by a weight."""

    uses_leads = True
    uses_documents = True

    weight: float = quantity(
        0.3, unit="1", doc="weight of new traders", allowed=(0, 1), prior=(0.1, 0.9)
    )
    steps: int = quantity(3, unit="1", doc="steps of history", allowed=(1, 9))
    strict: bool = choice(False, doc="nothing below the mean")
    by: str = choice("history", doc="what it goes by", allowed=("history", "lane"))

    def class_scores(self, view: Any) -> np.ndarray:
        return np.broadcast_to(self.weight * (self.steps - view.history), view.first_belief.shape)


@pytest.fixture(autouse=True)
def _mine():
    register("targeting", "mine", Mine)
    yield
    for kind in KINDS:
        for name in own_rules.names(kind.key):
            own_rules.forget(kind.key, name)


def targeting(*typed: str) -> Any:
    return load_scenario("training", list(typed)).customs.targeting


WEIGHT = RuleChoice("mine", (("weight", 0.5),))


@pytest.mark.parametrize(
    "typed",
    [
        ["customs.targeting={name: mine, weight: 0.5}"],
        ["customs.targeting=mine", "customs.targeting.weight=0.5"],
        ["customs.targeting.weight=0.5", "customs.targeting=mine"],
        ["customs.targeting={name: mine, weight: 0.5, steps: 3, strict: false, by: history}"],
        ["customs.targeting.name=mine", "customs.targeting.weight=0.5"],
        ["customs.targeting={name: mine, weight: 0.1}", "customs.targeting={weight: 0.5}"],
        ["customs.targeting={name: mine, steps: 9}", "customs.targeting={name: mine, weight: 0.5}"],
    ],
)
def test_all_ways_to_say_it_are_one_scenario(typed: list[str]):
    assert targeting(*typed) == WEIGHT


def test_at_its_defaults_a_rule_is_its_name_and_the_plain_data_say_what_a_file_would():
    assert targeting("customs.targeting={name: mine, weight: 0.3}") == "mine"
    for other in (
        "customs.targeting=belief",
        "customs.targeting.name=belief",
        "customs.targeting={name: belief}",
    ):
        assert targeting("customs.targeting={name: mine, weight: 0.5}", other) == "belief"
    plain: Any = scenario_as_dict(
        load_scenario("training", ["customs.targeting={name: mine, weight: 1, strict: on}"])
    )
    assert plain["customs"]["targeting"] == {"name": "mine", "strict": True, "weight": 1.0}
    assert type(plain["customs"]["targeting"]["weight"]) is float
    # (so that the hash of results from before stays as it was)
    assert "casework" not in plain["police"]
    assert json.dumps(plain)


def test_a_file_and_python_say_it_too(tmp_path: Path):
    base = tmp_path / "base.yaml"
    base.write_text(
        "base: training\ncustoms:\n  targeting: {name: mine, weight: 0.5}\n  random_share: 0.2\n"
    )
    assert load_scenario(str(base)).customs.targeting == WEIGHT
    assert parameters_of(
        load_scenario(str(base), ["customs.targeting.steps=5"]).customs.targeting
    ) == {"weight": 0.5, "steps": 5}
    scenario = load_scenario(str(base))
    assert checked(scenario.with_(years=0.5)).customs.targeting == WEIGHT
    assert load_scenario(
        scenario, ["customs.targeting.weight=0.7"]
    ).customs.targeting == RuleChoice("mine", (("weight", 0.7),))
    levels = load_levels(
        "training", ["coexistence"], ["customs.targeting={name: mine, weight: 0.5}"]
    )
    assert levels["coexistence"].customs.targeting == WEIGHT


def test_a_schedule_and_a_shock_set_it_for_the_rule_that_is_in_force(tmp_path: Path):
    s = load_scenario(
        "training",
        [
            "burn_in_days=0",
            "years=0.1",
            "customs.targeting=mine",
            "schedule=[{day: 2, customs.targeting.weight: 0.5},{day: 3, customs.targeting.weight: 0.3}]",
        ],
    )
    model = BorderModel(s, 1)
    before = model.state.customs.belief.copy()
    for _ in range(3):
        model.step()
    assert model.state.policy.rules.targeting.choice == WEIGHT
    assert not np.array_equal(model.state.customs.belief, before)
    model.step()
    # (this rule goes by nothing but its weight)
    assert np.array_equal(model.state.customs.belief, before)
    file = tmp_path / "alarm.yaml"
    text = "title: Alarm\ntext: Alarm.\nto: [customs_director]\nday: 3\nlasts_days: 5\neffects:\n  settings:\n    "
    for setting, found in (
        ("customs.targeting.weight: {factor: 5}", {"weight": 1.0}),  # (no more than is allowed)
        ("customs.targeting: {name: mine, steps: 7}", {"steps": 7}),
        ("customs.targeting.strict: true", {"strict": True}),
    ):
        file.write_text(text + setting + "\n")
        s = load_scenario("training", ["customs.targeting=mine", f"shocks=['{file}']"])
        assert parameters_of(under(s, [s.shocks["alarm"].effects]).customs.targeting) == found
    with pytest.raises(
        InputError,
        match=r"customs.targeting.strict is no parameter of the targeting rule 'belief'; it has none \('mine' has it",
    ):
        load_scenario("training", [f"shocks=['{file}']"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "customs.targeting.wieght=0.5",
            r"customs.targeting.wieght is no parameter of the targeting rule 'mine' \(did you mean 'weight'\?\); it has: weight, steps, strict, by",
        ),
        (
            "customs.targeting.weight=1.5",
            r"customs.targeting.weight is 1.5, but must be between 0 and 1",
        ),
        ("customs.targeting.weight=high", r"customs.targeting.weight must be a number, not 'high'"),
        ("customs.targeting.steps=2.5", r"customs.targeting.steps must be a whole number, not 2.5"),
        ("customs.targeting.strict=maybe", r"customs.targeting.strict must be true or false"),
        (
            "customs.targeting.by=lanes",
            r"customs.targeting.by is 'lanes' \(did you mean 'lane'\?\), but must be one of: history, lane",
        ),
        (
            "customs.targeting.weight.more=1",
            r"customs.targeting is a single value|customs.targeting.weight",
        ),
        (
            "customs.targeting={name: min, weight: 0.5}",
            r"customs.targeting is 'min' \(did you mean 'mine'\?\)",
        ),
        (
            "customs.targeting={name: [mine]}",
            r"customs.targeting.name must be the name of a rule, not a list",
        ),
        ("customs.targeting=[mine]", r"must be the name of a rule, or a mapping such as"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(
    typed: str,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.chdir(tmp_path)
    named = [] if "targeting=" in typed else ["customs.targeting=mine"]
    assert main(["run", "scenario=training", *named, typed]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    assert re.search(sentence, err) and typed in err


def test_a_sweep_varies_it_with_its_prior_and_only_where_the_rule_has_it():
    read = read_factors(
        {
            "customs.targeting": ["belief", "mine"],
            "customs.targeting.weight": "prior",
            "customs.targeting.steps": [1, 2],
        },
        "x.yaml",
    )
    assert (read[1].low, read[1].high, read[2].values) == (0.1, 0.9, (1, 2))
    base = load_scenario("training", ["customs.targeting=mine"])
    at = {
        "customs.targeting": "mine",
        "customs.targeting.weight": 0.4,
        "customs.targeting.steps": 2,
    }
    assert overrides(at, read, base) == [
        "customs.targeting=mine",
        "customs.targeting.weight=0.4",
        "customs.targeting.steps=2",
    ]
    assert overrides(at | {"customs.targeting": "belief"}, read, base) == [
        "customs.targeting=belief"
    ]
    assert set_beside(["customs.targeting=mine"], read[1:]) == ""
    assert (
        set_beside(["customs.targeting={name: mine, weight: 0.5}"], read[1:]) == "customs.targeting"
    )
    with pytest.raises(
        InputError,
        match=r"customs.targeting.wight: is an unknown factor \(did you mean 'customs.targeting.weight'\?\)",
    ):
        read_factors({"customs.targeting.wight": "prior"}, "x.yaml")

    @dataclass(frozen=True)
    class Other(Mine):
        weight: float = quantity(
            0.3, unit="1", doc="another weight", allowed=(0, 1), prior=(0.2, 0.4)
        )

    register("targeting", "other", Other)
    with pytest.raises(InputError, match="the rules mine and other each have a prior of their own"):
        read_factors({"customs.targeting.weight": "prior"}, "x.yaml")


def test_params_shows_them(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["params", "targeting.weight"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert (
        "customs.targeting.weight" in told
        and "0.1 to 0.9" in told
        and "mine: weight of new traders" in told
    )
    assert main(["params", "casework.members"]) == 0
    assert "strike_early" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"weight": (float, ...)}, "has the parameter 'weight' without a default"),
        (
            {"weight": (list, None)},
            "has the parameter 'weight' of the type .*, but it must be float, int, bool or str",
        ),
        (
            {"weight": (float, quantity(2.0, unit="1", doc="", allowed=(0, 1)))},
            "default 2.0 is not in its range",
        ),
        ({"weight": (int, 0.5)}, "default 0.5 is no int"),
    ],
)
def test_parameters_that_are_not_declared_as_they_must_be_are_told(
    fields: dict[str, tuple[Any, Any]], sentence: str
):
    made = [
        (name, kind) if default is ... else (name, kind, default)
        for name, (kind, default) in fields.items()
    ]
    rule = dataclasses.make_dataclass(
        "Bad",
        made,
        namespace={"uses_leads": True, "uses_documents": True, "class_scores": Mine.class_scores},
    )
    with pytest.raises(InputError, match=sentence) as told:
        register("targeting", "bad", rule)
    assert "\n" not in str(told.value)


def test_the_keys_are_those_of_the_kinds():
    assert [".".join(path) for path in rule_choices.KEYS] == [kind.key for kind in KINDS]
    assert [name_of(rule) for rule in asked(load_scenario("training"))] == [
        kind.default for kind in KINDS
    ]
