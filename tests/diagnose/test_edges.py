"""What is not sure, carried into the simulation of remedies: both edges of the country, without running a model."""

import dataclasses
import json
from pathlib import Path

import pytest

from borderSim.diagnose import edges
from borderSim.diagnose.diagnosis import diagnose
from borderSim.diagnose.kept import write as keep
from borderSim.diagnose.simulate import Runs
from borderSim.language.current import using
from borderSim.report.diagnosis.remedies import edges_table
from borderSim.studies.execution import files
from tests.diagnose.planted import GOAL, YEARS, runs_of, simulated

FORMS = Path(__file__).parents[2] / "experiments" / "questionnaire"
GAINS = {"deconfliction_register": 4e6, "port_control_unit": 2e6, "joint_operation": 1e6}


@pytest.fixture
def tried(tmp_path, monkeypatch):
    """What was found at the edges where every simulation gives planted effects, and what was asked of it."""
    keep(dataclasses.replace(simulated({**GAINS, "joint_training": -1e6}), folder=tmp_path))
    (tmp_path / "singles").mkdir()
    files.write_table(tmp_path / "singles" / "runs.parquet", files.to_table(runs_of({}, seeds=6)))
    asked = []

    def planted(scenario, missing, runs, **how):
        asked.append((scenario, tuple(missing), runs.folder, how))
        found = simulated({name: GAINS[name] / 2 for name in missing})
        base = scenario.present.name
        own = found.runs.replace({"level": {"communication": base}})
        return dataclasses.replace(found, runs=own)

    monkeypatch.setattr(edges, "simulate", planted)
    found = diagnose([str(FORMS / "customs.yaml"), str(FORMS / "police.yaml")], "training")
    data = edges.at_edges(found, Runs(tmp_path), replications=7, years=YEARS, goal=GOAL)
    return data, asked, tmp_path


def test_the_best_remedies_are_tried_on_both_edges(tried):
    data, asked, folder = tried
    assert data["remedies"] == list(GAINS)
    assert [(scenario.present.name, own) for scenario, _, own, _ in asked] == [
        ("mine_low", folder / "low"),
        ("mine_high", folder / "high"),
    ]
    assert asked[0][1] == tuple(GAINS)
    assert all(how["replications"] == 7 and how["together"] == 0 for *_, how in asked)


def test_a_remedy_that_an_edge_has_already_is_said_to_be_there(tried):
    data, asked, _ = tried
    assert data["edges"]["high"]["there"] == ["deconfliction_register"]
    assert "deconfliction_register" not in asked[1][1]
    with using("en"):
        rows = edges_table(data).rows
    assert rows[0][3] == "there already"
    assert rows[0][4] == "+1.00 … +2.00"


def test_what_is_found_is_kept_as_plain_data(tried):
    data, _, folder = tried
    edges.write(folder, data)
    assert edges.read(folder) == json.loads(json.dumps(data))
    assert edges.read(folder / "low") is None
    assert data["edges"]["answered"]["country"][GOAL] is not None
