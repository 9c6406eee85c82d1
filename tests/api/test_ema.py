"""The bridge to the EMA workbench: its perform_experiments runs this model, its PRIM finds a planted box in a sweep."""

import re
import warnings

import numpy as np
import pytest

from borderSim.api.ema import Country, ema_model, sweep_as_experiments
from borderSim.errors import InputError
from borderSim.measures.outcomes import HEADLINE
from borderSim.scenario.load import load_scenario
from borderSim.scenario.shipped import config_dir
from borderSim.studies import sweep as module
from borderSim.studies.execution import provenance
from borderSim.studies.execution.task import branch_levels
from tests.studies import fake

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    workbench = pytest.importorskip("ema_workbench")
    prim = pytest.importorskip("ema_workbench.analysis.prim")

SETTINGS = ["years=0.05", "burn_in_days=20"]


def test_the_workbench_runs_the_model_and_gets_what_a_sweep_gets(tmp_path):
    model = ema_model(
        "training",
        uncertainties={"police.known_entity_share": "prior", "police.units": {"range": [1, 3]}},
        levels=["coexistence", "cooperation"],
        settings=SETTINGS,
        replications=2,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        experiments, outcomes = workbench.perform_experiments(
            model, scenarios=2, policies=[workbench.Sample("c", level="cooperation")]
        )
    assert len(experiments) == 2 and set(outcomes) >= {*HEADLINE, "net_benefit_eur_difference"}
    rows = "".join(
        f"  - {{police.known_entity_share: {float(row['police__known_entity_share'])!r}, police.units: {int(row['police__units'])}}}\n"
        for _, row in experiments.iterrows()
    )
    (tmp_path / "same.yaml").write_text(
        "question: the same?\nscenario: training\nlevels: [coexistence, cooperation]\nyears: 0.05\nreplications: 2\n"
        f"settings: [burn_in_days=20]\ndesign:\n  kind: list\n  rows:\n{rows}"
    )
    folder = module.sweep(str(tmp_path / "same.yaml"), workers=1, results_dir=tmp_path).folder
    again, values = sweep_as_experiments(folder, "cooperation")
    assert list(again.columns) == ["police__known_entity_share", "police__units"]
    for name, column in values.items():
        np.testing.assert_allclose(outcomes[name], column, rtol=1e-12, err_msg=name)


def test_prim_finds_where_a_level_loses(tmp_path, monkeypatch):
    monkeypatch.setattr(provenance, "source_hash", lambda: "as it was")
    monkeypatch.setattr(module, "branch_levels", fake.loses_where_little_is_known)
    (tmp_path / "p.yaml").write_text(
        "question: where?\nscenario: training\nlevels: [coexistence, cooperation]\nyears: 0.1\ndesign: {kind: lhs, points: 90, "
        "factors: {police.known_entity_share: {range: [0, 0.9]}, police.false_link_share: {range: [0, 0.9]}}}\n"
    )
    folder = module.sweep(str(tmp_path / "p.yaml"), workers=1, results_dir=tmp_path).folder
    experiments, outcomes = sweep_as_experiments(folder, "cooperation")
    loses = outcomes["net_benefit_eur_difference"] < 0
    assert loses.mean() == pytest.approx(1 / 3, abs=0.02)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        box = prim.Prim(experiments, loses, mass_min=0.1).find_box()
    best = box.peeling_trajectory.query("coverage >= 0.9").sort_values("density").iloc[-1]
    limits = box.box_lims[int(best["id"])]["police__known_entity_share"]
    assert (
        best["density"] > 0.9
        and limits.iloc[0] < 0.05
        and limits.iloc[1] == pytest.approx(0.3, abs=0.05)
    )


def test_what_is_no_uncertainty_is_refused():
    with pytest.raises(
        InputError,
        match=r"uncertainties: police.unit: is an unknown factor \(did you mean 'police.units'\?\)",
    ):
        ema_model("training", uncertainties=["police.unit"])
    with pytest.raises(InputError, match=r"no finished sweep|no result there"):
        sweep_as_experiments("nowhere", "cooperation")


KNOWN = "police.known_entity_share"


def test_dials_are_levers(tmp_path):
    model = ema_model(
        "training",
        uncertainties=(KNOWN,),
        dials=["information_sharing", "levers.governance"],
        settings=SETTINGS,
        replications=np.int64(2),
    )
    assert [lever.name for lever in model.levers] == [
        "levers__information_sharing",
        "levers__governance",
    ]
    at = {"police__known_entity_share": 0.2, "levers__governance": 0.0}
    low, high = (model.function(**at, levers__information_sharing=place) for place in (0.0, 1.0))
    assert low["net_benefit_eur_difference"] == 0.0 != high["net_benefit_eur_difference"]
    (tmp_path / "same.yaml").write_text(
        "question: the same?\nscenario: training\nyears: 0.05\nreplications: 2\nsettings: [burn_in_days=20]\n"
        "design: {kind: list, rows: [{police.known_entity_share: 0.2, levers.information_sharing: 1.0, levers.governance: 0.0}]}\n"
    )
    _, values = sweep_as_experiments(
        module.sweep(str(tmp_path / "same.yaml"), workers=1, results_dir=tmp_path).folder, "dials"
    )
    assert all(
        high[name] == pytest.approx(column[0], rel=1e-12, nan_ok=True)
        for name, column in values.items()
    )


def test_instruments_are_levers_beside_the_dials():
    model = ema_model(
        "training",
        uncertainties=[KNOWN],
        dials=["information_sharing"],
        instruments=["fusion_centre", "joint_training"],
        settings=SETTINGS,
    )
    assert [lever.name for lever in model.levers] == [
        "levers__information_sharing",
        "instruments__fusion_centre",
        "instruments__joint_training",
    ]
    at = {"police__known_entity_share": 0.2, "levers__information_sharing": 0.0}
    none = model.function(**at, instruments__fusion_centre=0, instruments__joint_training=0)
    assert none["net_benefit_eur_difference"] == 0.0
    own = model.function(**at, instruments__fusion_centre=1.0, instruments__joint_training=0.0)
    cost = "enforcement_and_cooperation_cost_eur"
    assert own[f"{cost}_difference"] > 0.0
    alone = ema_model(
        "training", uncertainties=[KNOWN], instruments=["fusion_centre"], settings=SETTINGS
    )
    shipped = load_scenario(
        "training", [*SETTINGS, f"{KNOWN}=0.2", "partnership=coexistence+fusion_centre"]
    )
    start = load_scenario("training", [*SETTINGS, f"{KNOWN}=0.2"])
    *_, result = branch_levels(start, [shipped], 1)
    found = alone.function(police__known_entity_share=0.2, instruments__fusion_centre=1)
    assert found[cost] == result.outcomes[cost]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"uncertainties": ["levers.governance"]}, "dials= makes them levers"),
        ({"uncertainties": {"partnership": ["cooperation"]}}, "is none of them"),
        ({"uncertainties": {"layers.strategic": ["cooperation"]}}, "is none of them"),
        ({"uncertainties": ["partnership.traits.lookup_prob"]}, "is none of them"),
        ({"uncertainties": 5}, "uncertainties=5"),
        ({"overrides": [f"{KNOWN}=0.3"]}, "is an uncertainty of the model"),
        ({"settings": ["levers.governance=0.5"]}, "levers.governance= belongs"),
        ({"dials": ["governanc"]}, "did you mean 'governance'"),
        ({"dials": {"governance": {"range": [0, 2]}}}, "must be between 0 and 1"),
        ({"dials": "governance", "levels": ["cooperation"]}, "exclude each other"),
        ({"instruments": ["fusion_center"]}, "did you mean 'fusion_centre'"),
        ({"instruments": ["fusion_centre"], "levels": ["cooperation"]}, "exclude each other"),
        ({"replications": 0}, "replications=0"),
        ({"seed": None}, "seed=None"),
    ],
)
def test_what_would_be_left_out_is_refused(asked, sentence):
    with pytest.raises(InputError, match=sentence):
        ema_model("training", **{"uncertainties": [KNOWN], **asked})


def test_an_experiment_hands_over_what_the_model_has():
    model = ema_model("training", uncertainties=[KNOWN], settings=SETTINGS)
    for handed, sentence in [
        (
            {"police__known_entity_share": 0.2, "levers__governance": 1.0},
            "levers__governance is neither",
        ),
        ({}, "gives no police__known_entity_share"),
        ({"police__known_entity_share": 0.2, "police__units": 2}, "police__units is neither"),
        ({"police__known_entity_share": 0.2, "level": "ours"}, "the lever takes"),
    ]:
        with pytest.raises(InputError, match=sentence):
            model.function(**handed)


def test_a_level_of_ones_own_is_found_again(tmp_path):
    text = (
        (config_dir() / "partnership" / "cooperation.yaml")
        .read_text(encoding="utf-8")
        .replace("name: cooperation", "name: ours")
    )
    (tmp_path / "ours.yaml").write_text(text, encoding="utf-8")
    levels = ["coexistence", str(tmp_path / "ours.yaml"), "cooperation"]
    model = ema_model("training", uncertainties=[KNOWN], levels=levels, settings=SETTINGS)
    own, shipped = (
        model.function(police__known_entity_share=0.2, level=level)
        for level in ("ours", "cooperation")
    )
    assert {name: repr(value) for name, value in own.items()} == {
        name: repr(value) for name, value in shipped.items()
    }


def _that_tells(monkeypatch, **asked):
    """Return a model of the workbench that only tells what reaches the program."""
    model = ema_model("training", uncertainties=[KNOWN], settings=SETTINGS, **asked)
    seen = []

    def tell(_, **given):
        seen.append(given)
        return dict.fromkeys((outcome.name for outcome in model.outcomes), 0.0)

    monkeypatch.setattr(Country, "__call__", tell)
    return model, seen


def _perform(model, scenario, policy):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return workbench.perform_experiments(
            model,
            scenarios=[workbench.Sample("s", **scenario)],
            policies=[workbench.Sample("c", **policy)],
        )


def test_two_policies_of_one_name_are_two_policies(monkeypatch):
    model, seen = _that_tells(monkeypatch)
    at = {"police__known_entity_share": 0.2}
    for level in ("coexistence", "cooperation", "cooperation", "coexistence"):
        experiments, _ = _perform(model, at, {"level": level})
        assert seen[-1] == {**at, "level": level} and list(experiments["level"]) == [level]


@pytest.mark.parametrize(
    ("scenario", "policy", "sentence"),
    [
        ({}, {"levl": "cooperation"}, r"levl stands in a policy.*did you mean 'level'"),
        ({}, {"level": "cooperation", "levers__governance": 1.0}, "levers__governance stands in"),
        ({"police__units": 2}, {"level": "cooperation"}, "police__units stands in a scenario"),
        ({"level": "cooperation"}, {}, "level stands in a scenario, but is no uncertainty"),
        ({}, {"police__known_entity_share": 0.5}, "stands in a policy, but is no lever"),
        # these would overwrite a part of the workbench's own model
        ({}, {"level": "cooperation", "function": 1}, "function stands in a policy"),
    ],
)
def test_what_the_workbench_would_leave_out_is_refused(monkeypatch, scenario, policy, sentence):
    model, seen = _that_tells(monkeypatch)
    with pytest.raises(workbench.util.EMAError) as stopped:
        _perform(model, {"police__known_entity_share": 0.2, **scenario}, policy)
    assert isinstance(stopped.value.__cause__, InputError) and not seen
    assert re.search(sentence, str(stopped.value.__cause__))


def test_a_value_that_would_be_rounded_is_refused():
    model = ema_model(
        "training",
        uncertainties={"police.units": {"range": [1, 3]}},
        instruments=["fusion_centre"],
        settings=SETTINGS,
    )
    for handed, sentence in [
        ({"police__units": 2.4, "instruments__fusion_centre": 1}, "must be a whole number"),
        ({"police__units": 2, "instruments__fusion_centre": 0.5}, r"is there \(1\) or not \(0\)"),
    ]:
        with pytest.raises(InputError, match=sentence):
            model.function(**handed)
