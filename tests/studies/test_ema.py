"""The bridge to the EMA workbench: its perform_experiments runs this model, its PRIM finds a planted box in a sweep."""

import warnings

import numpy as np
import pytest

from borderSim.errors import InputError
from borderSim.measures.outcomes import HEADLINE
from borderSim.studies import identity
from borderSim.studies import sweep as module
from borderSim.studies.ema import ema_model, sweep_as_experiments
from tests.studies import fake

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    workbench = pytest.importorskip("ema_workbench")
    prim = pytest.importorskip("ema_workbench.analysis.prim")

SETTINGS = ["years=0.05", "burn_in_days=20"]


def test_the_workbench_runs_the_model_and_gets_what_a_sweep_gets(tmp_path):
    model = ema_model("training", uncertainties={"police.known_entity_share": "prior", "police.units": {"range": [1, 3]}}, levels=["coexistence", "cooperation"],
                      settings=SETTINGS, replications=2)  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        experiments, outcomes = workbench.perform_experiments(model, scenarios=2, policies=[workbench.Sample("c", level="cooperation")])
    assert len(experiments) == 2 and set(outcomes) >= {*HEADLINE, "net_benefit_eur_difference"}
    rows = "".join(f"  - {{police.known_entity_share: {float(row['police__known_entity_share'])!r}, police.units: {int(row['police__units'])}}}\n" for _, row in experiments.iterrows())
    (tmp_path / "same.yaml").write_text("question: the same?\nscenario: training\nlevels: [coexistence, cooperation]\nyears: 0.05\nreplications: 2\n"
                                        f"settings: [burn_in_days=20]\ndesign:\n  kind: list\n  rows:\n{rows}")  # fmt: skip
    folder = module.sweep(str(tmp_path / "same.yaml"), workers=1, results_dir=tmp_path).folder
    again, values = sweep_as_experiments(folder, "cooperation")
    assert list(again.columns) == ["police__known_entity_share", "police__units"]
    for name, column in values.items():
        np.testing.assert_allclose(outcomes[name], column, rtol=1e-12, err_msg=name)


def test_prim_finds_where_a_level_loses(tmp_path, monkeypatch):
    monkeypatch.setattr(identity, "source_hash", lambda: "as it was")
    monkeypatch.setattr(module, "branch_levels", fake.loses_where_little_is_known)
    (tmp_path / "p.yaml").write_text("question: where?\nscenario: training\nlevels: [coexistence, cooperation]\nyears: 0.1\ndesign: {kind: lhs, points: 90, "
                                     "factors: {police.known_entity_share: {range: [0, 0.9]}, police.false_link_share: {range: [0, 0.9]}}}\n")  # fmt: skip
    folder = module.sweep(str(tmp_path / "p.yaml"), workers=1, results_dir=tmp_path).folder
    experiments, outcomes = sweep_as_experiments(folder, "cooperation")
    loses = outcomes["net_benefit_eur_difference"] < 0
    assert loses.mean() == pytest.approx(1 / 3, abs=0.02)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        box = prim.Prim(experiments, loses, mass_min=0.1).find_box()
    best = box.peeling_trajectory.query("coverage >= 0.9").sort_values("density").iloc[-1]
    limits = box.box_lims[int(best["id"])]["police__known_entity_share"]
    assert best["density"] > 0.9 and limits.iloc[0] < 0.05 and limits.iloc[1] == pytest.approx(0.3, abs=0.05)


def test_what_is_no_uncertainty_is_refused():
    with pytest.raises(InputError, match=r"uncertainties: police.unit: is an unknown factor \(did you mean 'police.units'\?\)"):
        ema_model("training", uncertainties=["police.unit"])
    with pytest.raises(InputError, match=r"no finished sweep|no result there"):
        sweep_as_experiments("nowhere", "cooperation")
