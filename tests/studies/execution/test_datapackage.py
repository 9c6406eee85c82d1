"""Every file of a result is described: each column with its unit and meaning, by the Data Package standard."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from borderSim.cli import main
from borderSim.measures.columns import described, per_of, unit_of
from borderSim.measures.outcomes import OUTCOMES
from borderSim.studies.execution import datapackage
from borderSim.studies.execution.manifest import FILE as MANIFEST

SHORT = ["workers=1", "burn_in_days=20"]
SWEEP = """
question: Does every column say what it is?
scenario: training
levels: [coexistence, cooperation]
years: 0.1
replications: 1
keep: [monthly]
settings: [burn_in_days=10]
design:
  kind: lhs
  points: 2
  factors:
    police.known_entity_share: prior
    modes.*.p_detect: prior
    organisations.profiles.*.shipments_per_year: {factor: [0.4, 2.5]}
    instruments.liaison_officers: [true, false]
    budget.rule: [on_top, fixed]
    levels: prior
"""
MORRIS = """
question: Which of them matters?
scenario: training
levels: [coexistence, cooperation]
years: 0.05
replications: 1
settings: [burn_in_days=5]
design: {kind: morris, trajectories: 2, factors: {police.known_entity_share: prior, customs.random_share: prior}}
"""
TYPES = {"bool": "boolean", "int64": "integer", "double": "number", "string": "string"}


def typed(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.chdir(folder)
    assert main(list(words)) == 0


def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    typed(
        folder,
        monkeypatch,
        "run",
        "-m",
        "scenario=training",
        "years=0.1",
        "events=true",
        "name=r",
        "police.known_entity_share=0.1,0.2",
        "partnership=coexistence,cooperation",
        *SHORT,
    )
    return folder / "results" / "r"


def compare(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    typed(
        folder,
        monkeypatch,
        "compare",
        "scenario=training",
        "years=0.05",
        "replications=1",
        "events=true",
        "transition=ramp",
        "plane=true",
        "levels=[coexistence,cooperation+liaison_officers]",
        "name=c",
        *SHORT,
    )
    return folder / "results" / "c"


def precise(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    typed(
        folder,
        monkeypatch,
        "compare",
        "scenario=training",
        "years=0.02",
        "plane=false",
        "precision=1",
        "max_replications=5",
        "levels=[coexistence,cooperation]",
        "name=p",
        *SHORT,
    )
    return folder / "results" / "p"


def sweep(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "own.yaml").write_text(SWEEP)
    typed(folder, monkeypatch, "sweep", "experiment=own.yaml", "name=s", "workers=1")
    return folder / "results" / "s"


def sensitivity(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "m.yaml").write_text(MORRIS)
    typed(folder, monkeypatch, "sweep", "experiment=m.yaml", "name=m", "workers=1")
    typed(folder, monkeypatch, "sensitivity", "m")
    return folder / "results" / "m"


MADE: dict[str, tuple[Callable[[Path, pytest.MonkeyPatch], Path], set[str]]] = {
    "run": (
        run,
        {"runs.parquet", "daily.parquet", "events.parquet", "networks.parquet", "links.parquet"},
    ),
    "compare": (
        compare,
        {
            "runs.parquet",
            "monthly.parquet",
            "daily.parquet",
            "events.parquet",
            "networks.parquet",
            "links.parquet",
            "plane.parquet",
            "summary.csv",
        },
    ),
    "precision": (precise, {"precision.csv", "summary.csv"}),
    "sweep": (sweep, {"runs.parquet", "monthly.parquet", "summary.csv"}),
    "sensitivity": (sensitivity, {"sensitivity.csv", "sensitivity.parquet", "summary.csv"}),
}


@pytest.fixture(scope="module", params=list(MADE))
def result(request, tmp_path_factory):
    """The folder of a small real result, and the tables that it must describe."""
    make, tables = MADE[request.param]
    with pytest.MonkeyPatch.context() as patch:
        return make(tmp_path_factory.mktemp(request.param), patch), tables


def resources(folder: Path) -> dict[str, dict]:
    package = json.loads((folder / datapackage.FILE).read_text("utf-8"))
    return {entry["path"]: entry for entry in package["resources"]}


def test_every_column_of_every_table_has_unit_and_meaning(result):
    folder, expected = result
    told = resources(folder)
    there = {path.name for path in folder.iterdir() if path.suffix in (".csv", ".parquet")}
    assert (
        expected <= there
        and there | {MANIFEST} <= set(told)
        and all((folder / name).is_file() for name in told)
    )
    for name in there:
        fields = told[name]["schema"]["fields"]
        if name.endswith(".parquet"):
            stored = {field.name: TYPES[str(field.type)] for field in pq.read_schema(folder / name)}
            assert {field["name"]: field["type"] for field in fields} == stored
        else:
            with (folder / name).open(newline="", encoding="utf-8") as file:
                assert [field["name"] for field in fields] == next(csv.reader(file))
        for field in fields:
            assert field["description"] and not field["description"].startswith(
                "what was set as"
            ), (name, field)
            assert field["name"] not in OUTCOMES or (
                field["unit"]
                and field.get("per", "day") in ("horizon", "window", "year", "month", "day")
            )


def test_it_keeps_to_the_standard_and_the_tables_to_it(result):
    frictionless = pytest.importorskip("frictionless")
    folder, _ = result
    package = frictionless.Package.from_descriptor(str(folder / datapackage.FILE))
    assert package.to_descriptor()["resources"], "its metadata are valid"
    for resource in package.resources:
        if resource.path.endswith(".csv"):
            report = resource.validate()
            assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_made_anew_it_has_the_same_bytes(result):
    folder, _ = result
    before = (folder / datapackage.FILE).read_bytes()
    assert datapackage.write(folder).read_bytes() == before
    assert str(folder.parent).encode() not in before, "no path, nor anything else of the machine"


def test_rows_of_outcomes_say_what_they_are_counted_over(result):
    folder, _ = result
    for name in ("summary.csv", "precision.csv", "sensitivity.csv"):
        if not (folder / name).exists():
            continue
        table = pd.read_csv(folder / name, keep_default_na=False)
        rows = (
            table[~table["index"].isin(["S1", "ST", "S2", "pawn"])] if "index" in table else table
        )
        assert [*rows["unit"]] == [unit_of(outcome, a_year=True) for outcome in rows["outcome"]]
        assert [*rows["per"]] == [per_of(outcome) for outcome in rows["outcome"]]


def test_a_sweep_tells_the_same_numbers_as_a_comparison(tmp_path, monkeypatch):
    """Totals a year in both, whatever the horizon."""
    common = "scenario: training\nlevels: [coexistence, cooperation]\nreplications: 2\nsettings: [burn_in_days=20]\n"
    (tmp_path / "a.yaml").write_text(
        f"question: The same?\n{common}years: 0.1\ndesign: {{kind: grid, factors: {{customs.random_share: [0.1, 0.2]}}}}\n"
        "arms: {as_is: [], alone: [police.informants_per_organisation=0]}\n"
    )
    typed(tmp_path, monkeypatch, "sweep", "experiment=a.yaml", "name=s", "workers=1")
    swept = pd.read_csv("results/s/summary.csv")
    for arm, setting in (("as_is", ()), ("alone", ("police.informants_per_organisation=0",))):
        typed(
            tmp_path,
            monkeypatch,
            "compare",
            "scenario=training",
            "years=0.1",
            "replications=2",
            "plane=false",
            "customs.random_share=0.1",
            "levels=[coexistence,cooperation]",
            f"name={arm}",
            *setting,
            *SHORT,
        )
        compared = pd.read_csv(f"results/{arm}/summary.csv").set_index(["level", "outcome"])
        own = swept[(swept["arm"] == arm) & (swept["point"] == 0)].set_index(["level", "outcome"])
        other = compared.loc[own.index]
        assert (own[["unit", "per", "n"]] == other[["unit", "per", "n"]]).all(axis=None)
        pd.testing.assert_series_equal(own["value"], other["value"])
        totals = own.index.get_level_values("outcome") != "interdiction_rate"
        pd.testing.assert_series_equal(own["difference"][totals], other["difference"][totals])


@pytest.mark.parametrize(
    ("name", "unit", "per"),
    [
        ("delivered_value_eur", "EUR a year", "year"),
        ("interdiction_rate", "1 (share)", "window"),
        ("recovery_days", "days", "window"),
        ("orgs_dismantled", "organisations in all", "horizon"),
        ("capacity_active", "loads a year", "window"),
        ("seizures", "seizures a year", "year"),
        ("targeting_lift", "1 (ratio)", "window"),
        ("break_even_month_lambda_1", "months of 30 days", "horizon"),
    ],
)
def test_units_are_spelt_in_one_way(name, unit, per):
    assert (unit_of(name, a_year=True), per_of(name)) == (unit, per)


def test_tables_count_over_what_they_say():
    spans = {
        kind: described("seizures", kind).per
        for kind in ("runs", "plane", "monthly", "yearly", "daily")
    }
    assert spans == {
        "runs": "window",
        "plane": "window",
        "monthly": "month",
        "yearly": "year",
        "daily": "day",
    }
    assert described("seizures", "summary", a_year=True).unit == "seizures a year"
    assert described("nothing of the kind") is None


def test_decimal_commas_are_told(tmp_path, monkeypatch):
    (tmp_path / "summary.csv").write_text(
        "outcome;unit;value\nseizures;seizures a year;1,5\n", encoding="utf-8"
    )
    monkeypatch.setattr(
        datapackage.manifest,
        "read",
        lambda folder: {"config_hash": "0" * 64, "choices": {"command": "compare"}},
    )
    entry = datapackage.package(tmp_path)["resources"][0]
    assert (
        entry["dialect"] == {"delimiter": ";"}
        and entry["schema"]["fields"][2]["decimalChar"] == ","
    )


def test_tables_for_spreadsheets_are_described_too(tmp_path, monkeypatch):
    from borderSim.results.spreadsheets import asked
    from borderSim.studies.execution import checksums

    folder = compare(tmp_path, monkeypatch)
    asked(True, "fr").write(folder)
    told = resources(folder)
    assert {"summary.csv", "summary_fr.csv", "summary.xlsx"} <= set(told)
    own, french = (
        [{k: v for k, v in f.items() if k != "decimalChar"} for f in told[n]["schema"]["fields"]]
        for n in ("summary.csv", "summary_fr.csv")
    )
    assert own == french, "the same columns with the same units"
    noted = datapackage.manifest.read(folder)["files"][datapackage.FILE]
    assert noted == checksums.of_files(folder, [datapackage.FILE])[datapackage.FILE], (
        "what the manifest says of the file is so"
    )


def test_files_of_the_owner_are_not_described(tmp_path, monkeypatch):
    (tmp_path / "summary.csv").write_text("outcome;value\nseizures;1\n", encoding="utf-8")
    (tmp_path / "summary_fr.csv").write_text("outcome;value\nseizures;1\n", encoding="utf-8")
    (tmp_path / "summary_v2.csv").write_bytes("Zöllner;1\n".encode("cp1252"))
    monkeypatch.setattr(
        datapackage.manifest,
        "read",
        lambda folder: {"config_hash": "0" * 64, "choices": {"command": "compare"}},
    )
    paths = [entry["path"] for entry in datapackage.package(tmp_path)["resources"]]
    assert paths == ["summary.csv", "summary_fr.csv", "manifest.json"]


def test_a_workbook_that_is_taken_away_is_described_no_more(tmp_path, monkeypatch):
    """Who has no library for workbooks any more keeps no old one beside new tables."""
    from borderSim.results import spreadsheets
    from borderSim.studies.execution import checksums

    folder = compare(tmp_path, monkeypatch)
    spreadsheets.asked(True, None).write(folder)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    spreadsheets.renew(folder)
    assert "summary.xlsx" not in resources(folder)
    noted = datapackage.manifest.read(folder)["files"][datapackage.FILE]
    assert noted == checksums.of_files(folder, [datapackage.FILE])[datapackage.FILE]
