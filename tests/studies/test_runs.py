"""Single runs: rows of settings and seeds in one result."""

from __future__ import annotations

import json

import pytest

from borderSim.errors import InputError
from borderSim.studies.execution import provenance
from borderSim.studies.runs import run_and_store
from tests.studies import fake


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setattr("borderSim.studies.runs.as_shipped", lambda scenario: scenario.years == 0.1)
    monkeypatch.setattr(provenance, "source_hash", lambda: "as it was")

    def stored(rows, simulate=fake.simulate, **settings):
        return run_and_store(
            rows, results_dir=tmp_path / "results", simulate=simulate, **{"workers": 1} | settings
        )

    return stored


def rows(*seeds, level="beta", years=0.1, **factors):
    return [({"seed": s} | factors, fake.scenario(level, years=years), s) for s in seeds]


def test_one_run(run):
    folder, frame = run(rows(1))
    assert folder.name == "run-toy"
    assert list(frame.columns[:4]) == ["run", "scenario", "level", "seed"]
    assert frame[["run", "scenario", "level", "seed"]].to_numpy().tolist() == [
        [0, "toy", "beta", 1]
    ]
    assert not (folder / "events.parquet").exists()


def test_many_rows_with_factors(run):
    cases = rows(1, 2, capacity_scale=1) + rows(
        1, level="gamma", capacity_scale=0.5, strategy="reactive"
    )
    folder, frame = run(cases, workers=2)
    assert folder.name.startswith("run-toy-")
    assert list(frame.columns[:6]) == [
        "run",
        "scenario",
        "level",
        "seed",
        "capacity_scale",
        "strategy",
    ]
    assert frame["capacity_scale"].tolist() == [1, 1, 0.5] and frame["strategy"].tolist() == [
        "",
        "",
        "reactive",
    ]
    from borderSim.studies.execution.files import read_frame

    daily = read_frame(folder / "daily.parquet")
    assert (
        daily["run"].nunique() == 3 and "capacity_scale" in daily and daily["day"].dtype == "int64"
    )


def test_a_row_equals_that_of_the_comparison(run, toy):
    compared = toy(replications=3).runs.set_index(["level", "seed"])
    _, frame = run(rows(1, 2, 3))
    for _, row in frame.iterrows():
        other = compared.loc[(row["level"], row["seed"])]
        assert row["seizures"] == other["seizures"] and row["harm_eur"] == other["harm_eur"]


def test_same_rules_of_names(run):
    folder, _ = run(rows(1), name="x")
    before = (folder / "runs.parquet").read_bytes()
    with pytest.raises(InputError, match="holds another configuration"):
        run(rows(2), name="x")
    assert (folder / "runs.parquet").read_bytes() == before
    assert run(rows(1), fake.all_fail, name="x")[1]["seed"].tolist() == [1]
    assert run(rows(2), name="x", overwrite=True)[1]["seed"].tolist() == [2]


def test_a_comparison_is_not_taken_for_a_run(run, toy):
    toy(name="x")
    with pytest.raises(InputError, match="another configuration"):
        run(rows(1), name="x")


def test_failed_row(run):
    folder, frame = run(rows(1, 2, 3), fake.one_seed_fails)
    assert frame["seed"].tolist() == [1, 3]
    assert json.loads((folder / "manifest.json").read_text())["failed"][0]["seed"] == 2


def test_events_are_kept(run):
    case = ({}, fake.scenario("beta", events=True), 1)
    folder, _ = run([case])
    assert (folder / "events.parquet").exists()


def test_a_finished_run_of_another_version_stays_until_it_is_to_be_made_anew(run, monkeypatch):
    folder, _ = run(rows(1, 2))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    monkeypatch.setattr(provenance, "source_hash", lambda: "another")
    told = []
    run(rows(1, 2), fake.all_fail, told=told)
    assert "another version of the program" in told[0]
    assert before == {path: path.read_bytes() for path in before}
    run(rows(1, 2), overwrite=True)
    assert json.loads((folder / "manifest.json").read_text())["source_hash"] == "another"
