"""What a person gets carries its units; what is stored does not depend on it."""

import hashlib

import pandas as pd
import pytest

import borderSim as bs
from borderSim.errors import InputError
from borderSim.measures.events import COLUMNS
from borderSim.measures.frame_units import with_units
from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.simulation import run as bare_run
from borderSim.studies.execution import files

SHORT = ["years=0.2", "burn_in_days=20", "events=true"]


@pytest.fixture(scope="module")
def result():
    return bs.run(bs.load_scenario("training", SHORT), seed=3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("results")


@pytest.fixture(scope="module")
def comparison(folder):
    return bs.compare(
        "training",
        levels=["coexistence", "cooperation"],
        replications=2,
        plane=False,
        overrides=SHORT,
        workers=1,
        results_dir=folder,
    )


def test_outcomes_are_a_series_with_units(result):
    assert list(result.outcomes.index) == list(OUTCOMES) and result.outcomes.dtype == "float64"
    assert result.outcomes.attrs["units"] == {
        name: outcome.unit for name, outcome in OUTCOMES.items()
    }
    assert result.outcomes.attrs["title"] == "outcomes: training, coexistence, seed 3"


def test_they_are_those_of_the_model(result):
    bare = bare_run(bs.load_scenario("training", SHORT), seed=3)
    assert {
        name: None if pd.isna(value) else value for name, value in result.outcomes.items()
    } == bare.outcomes
    for kind in ("daily", "monthly", "events", "networks", "links"):
        pd.testing.assert_frame_equal(getattr(result, kind), getattr(bare, kind))
        assert not getattr(bare, kind).attrs, "workers carry no labels"


@pytest.mark.parametrize("kind", ["daily", "monthly", "events", "networks", "links"])
def test_every_column_is_described(result, kind):
    frame = getattr(result, kind)
    assert set(frame.attrs["units"]) == set(frame.attrs["definitions"]) == set(frame.columns)
    assert all(frame.attrs["definitions"].values())
    assert (
        kind != "events" or frame.attrs["units"]["value_eur"] == COLUMNS["value_eur"].unit == "EUR"
    )


def test_units_survive_a_selection_and_a_file(result, tmp_path):
    part = result.daily[result.daily["day"] < 5][["day", "seizures"]]
    assert part.attrs["units"]["seizures"] == "seizures"
    part.to_parquet(tmp_path / "part.parquet")
    assert pd.read_parquet(tmp_path / "part.parquet").attrs["units"]["seizures"] == "seizures"


def test_stored_bytes_do_not_depend_on_labels(result, tmp_path):
    plain = pd.DataFrame(result.daily)
    plain.attrs.clear()
    digests = [
        hashlib.sha256(
            files.write_table(tmp_path / "x.parquet", files.to_table(frame)).read_bytes()
        ).hexdigest()
        for frame in (with_units(result.daily.copy(), "days"), plain)
    ]
    assert digests[0] == digests[1]


def test_a_comparison_tells_its_units(comparison):
    for frame in (
        comparison.runs,
        comparison.monthly,
        comparison.daily,
        comparison.networks,
        comparison.links,
        comparison.table(),
        comparison.paired(),
    ):
        assert set(frame.attrs["units"]) == set(frame.columns)
    assert comparison.runs.attrs["units"]["seizures"] == "seizures", "a total over the horizon"
    assert comparison.table().attrs["units"]["delivered_value_eur_difference"] == "EUR a year"
    assert (
        comparison.paired().attrs["units_by_outcome"]["interdiction_rate"]
        == OUTCOMES["interdiction_rate"].unit
    )
    summary = comparison.summary
    assert list(summary["outcome"].unique()[: len(HEADLINE)]) and set(
        summary["outcome"][: 2 * len(HEADLINE)]
    ) == set(HEADLINE)
    assert summary.loc[summary["outcome"] == "delivered_value_eur", "unit"].unique().tolist() == [
        "EUR a year"
    ]
    assert summary.loc[summary["outcome"] == "orgs_dismantled", "per"].unique().tolist() == [
        "horizon"
    ]
    pd.testing.assert_frame_equal(
        summary.drop(columns=["title", "unit", "per"]).sort_values(
            ["outcome", "level"], ignore_index=True
        ),
        comparison.paired().sort_values(["outcome", "level"], ignore_index=True),
    )


def test_a_result_is_loaded_as_what_it_is(comparison, folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    loaded = bs.load_result(comparison.folder)
    assert isinstance(loaded, bs.Comparison) and loaded.runs.equals(comparison.runs)
    assert isinstance(bs.load_result(comparison.folder.name, results_dir=folder), bs.Comparison)
    from borderSim import cli

    typed = ["workers=1", *SHORT]
    assert cli.main(["run", "-m", "scenario=training", "seed=3,4", "name=pair", *typed]) == 0
    runs = bs.load_result("pair")
    assert (
        isinstance(runs, bs.Runs)
        and runs.runs["seed"].tolist() == [3, 4]
        and runs.years == [0.2, 0.2]
        and not runs.failed
    )
    assert runs.events.attrs["units"]["value_eur"] == "EUR" and len(runs.daily) == 2 * 73
    own = bs.run(bs.load_scenario("training", SHORT), seed=4)
    assert (
        runs.figure("seizures", run=1).to_dict()["data"][0]["y"]
        == own.figure("seizures").to_dict()["data"][0]["y"]
    )
    with pytest.raises(InputError, match="there are 0 to 1"):
        runs.figure(run=2)
    (tmp_path / "small.yaml").write_text(
        "question: Does it?\nscenario: training\nlevels: [coexistence]\nyears: 0.05\nsettings: [burn_in_days=5]\n"
        "design: {kind: grid, factors: {customs.random_share: [0.1, 0.2]}}\n"
    )
    assert cli.main(["sweep", "experiment=small.yaml", "name=small", "workers=1"]) == 0
    sweep = bs.load_result("small")
    assert isinstance(sweep, bs.Sweep) and sweep.runs.attrs["units"]["seizures"] == "seizures"
    assert "customs.random_share" in sweep.runs and "Does it?" in sweep._repr_html_()


def test_what_cant_be_loaded_is_told(tmp_path):
    with pytest.raises(InputError, match="'none' is no result"):
        bs.load_result("none", results_dir=tmp_path)
