"""Measures and interventions through run, compare and sweep: tables, workers, going on, identity, units, pages."""

from __future__ import annotations

import csv
import functools
import json
import textwrap
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import borderSim as bs
from borderSim.cli import main
from borderSim.errors import InputError
from tests.extend import own_ones
from tests.rules.conftest import packages as packages  # (a fixture)
from tests.rules.packages import install

MEASURES = (own_ones.my_seizures, own_ones.Split)
SMALL: dict[str, Any] = {
    "scenario": "training",
    "levels": ["coexistence", "cooperation"],
    "replications": 2,
    "years": 0.1,
    "plane": False,
    "overrides": ["burn_in_days=30"],
    "workers": 1,
}
compare = functools.partial(bs.compare, **SMALL)

CODE = """
import borderSim as bs

@bs.measure(unit="days", kind="total", direction="down")
def quiet_days(view):
    "Days without a seizure."
    return float(not view.today["seizures"])

def more_checks(view):
    "Half of what arrives is checked at random."
    return {"customs.random_share": 0.5}
"""


def tables(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.suffix in (".parquet", ".csv")
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    place = tmp_path_factory.mktemp("one")
    return compare(
        measures=MEASURES, interventions=[own_ones.Answer(5)], results_dir=place, name="mine"
    )


def test_workers_do_not_matter_and_what_is_there_is_not_made_again(made: Any, tmp_path: Path):
    two = compare(
        measures=MEASURES,
        interventions=[own_ones.Answer(5)],
        results_dir=tmp_path,
        name="mine",
        workers=2,
    )
    assert tables(two.folder) == tables(made.folder)
    before = (made.folder / "runs.parquet").stat().st_mtime_ns
    again = compare(
        measures=MEASURES,
        interventions=[own_ones.Answer(5)],
        results_dir=made.folder.parent,
        name="mine",
    )
    assert (
        again.folder == made.folder and (made.folder / "runs.parquet").stat().st_mtime_ns == before
    )


def test_they_stand_in_every_table_with_their_units(made: Any):
    assert (made.runs["my_seizures"] == made.runs["seizures"]).all() and made.runs[
        "my_seizures"
    ].sum() > 0
    paired = made.paired().set_index(["level", "outcome"])
    own, shipped = (
        paired.loc[("cooperation", "my_seizures")],
        paired.loc[("cooperation", "seizures")],
    )
    assert own["difference"] == shipped["difference"] and own["value"] == shipped["value"]
    rows = {
        row["outcome"]: row
        for row in csv.DictReader((made.folder / "summary.csv").read_text("utf-8").splitlines())
    }
    assert (rows["my_seizures"]["unit"], rows["my_seizures"]["per"]) == ("seizures a year", "year")
    assert (rows["longest_gap"]["unit"], rows["longest_gap"]["per"]) == ("days", "window")
    assert {"my_seizures", "found_share", "longest_gap"} <= set(made.table().columns) & set(
        made.runs.columns
    )
    package = json.loads((made.folder / "datapackage.json").read_text("utf-8"))
    runs = next(one for one in package["resources"] if one["path"] == "runs.parquet")
    told = {one["name"]: one for one in runs["schema"]["fields"]}
    assert (
        told["longest_gap"]["unit"] == "days"
        and "longest time without" in told["longest_gap"]["description"]
    )
    report = (made.folder / "report.html").read_text("utf-8")
    assert "Measures of your own" in report and "longest time without a seizure" in report
    assert "my_seizures" in made._repr_html_() or "My seizures" in made._repr_html_()
    loaded = bs.load_result("mine", results_dir=made.folder.parent)
    assert loaded.runs.attrs["units"]["longest_gap"] == "days"  # where the measure is not at hand
    assert loaded.summary.set_index("outcome").loc["longest_gap", "unit"].iloc[0] == "days"


def test_the_shipped_columns_are_those_of_a_study_without_measures(made: Any, tmp_path: Path):
    plain = compare(interventions=[own_ones.Answer(5)], results_dir=tmp_path)
    own = ["my_seizures", "found", "tried", "found_share", "longest_gap"]
    pd.testing.assert_frame_equal(plain.runs, made.runs.drop(columns=own))
    assert tables(plain.folder)["monthly.parquet"] == tables(made.folder)["monthly.parquet"]
    bare = compare(results_dir=tmp_path)
    assert bare.folder != plain.folder and not bare.runs.equals(plain.runs)


def test_another_source_is_another_identity(tmp_path: Path):
    def version(text: str) -> Any:
        place: dict[str, Any] = {"bs": bs}
        path = tmp_path / f"v{len(list(tmp_path.glob('v*.py')))}.py"
        path.write_text(textwrap.dedent(text), "utf-8")
        exec(compile(path.read_text("utf-8"), str(path), "exec"), place)
        return place["mine"]

    one, same, other = (
        version(f"@bs.measure(unit='1')\ndef mine(view):\n    'Mine.'\n    return {value}\n")
        for value in (1.0, 1.0, 2.0)
    )
    first = compare(measures=[one], results_dir=tmp_path, name="x", replications=1)
    again = compare(measures=[same], results_dir=tmp_path, name="x", replications=1)
    assert first.folder == again.folder
    with pytest.raises(InputError, match=r"x.*other|another|differ"):
        compare(measures=[other], results_dir=tmp_path, name="x", replications=1)
    kept = bs.load_result("x", results_dir=tmp_path).runs["mine"]
    assert set(kept) == {1.0}
    anew = compare(measures=[other], results_dir=tmp_path, name="x", replications=1, overwrite=True)
    assert set(anew.runs["mine"]) == {2.0}
    by_name = [
        compare(measures=[m], results_dir=tmp_path, replications=1).folder
        for m in (one, same, other)
    ]
    assert by_name[0] == by_name[1] != by_name[2]


def test_what_it_holds_and_uses_counts():
    from borderSim.rules.identity import digest

    def made(factor: float) -> Any:
        def inner(view: Any) -> float:
            return factor * view.day

        return inner

    assert digest(made(1.0)) == digest(made(1.0)) != digest(made(2.0))
    assert digest(own_ones.Answer(5)) == digest(own_ones.Answer(5)) != digest(own_ones.Answer(6))


def test_a_sweep_by_object(tmp_path: Path):
    design = tmp_path / "little.yaml"
    design.write_text(
        "question: Does it matter?\nscenario: training\nlevels: [coexistence, coordination]\nyears: 0.1\nreplications: 1\n"
        "settings: [burn_in_days=30]\ndesign: {kind: grid, factors: {police.investigators: [4, 24]}}\n",
        "utf-8",
    )
    swept = [
        bs.sweep(
            str(design),
            measures=MEASURES,
            interventions=[own_ones.from_day_twenty],
            results_dir=tmp_path / str(n),
            name="s",
            workers=n,
        )
        for n in (1, 2)
    ]
    assert tables(swept[0].folder) == tables(swept[1].folder)
    runs = swept[0].runs
    assert len(runs) == 4 and (runs["my_seizures"] == runs["seizures"]).all()
    assert {"my_seizures", "longest_gap"} <= set(swept[0].summary["outcome"]) & set(
        swept[0].paired()["outcome"]
    )
    assert swept[0].paired("longest_gap")["outcome"].unique().tolist() == ["longest_gap"]


# ------------------------------------------------------------------------------ installed, by name
@pytest.fixture
def at_hand(packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a package installed that brings a measure and an intervention."""
    from borderSim.rules import registry

    registry.installed.cache_clear()
    install(
        packages,
        "own-things",
        "borderSim.measures",
        "quiet_days",
        CODE,
        target="own_things:quiet_days",
    )
    (packages / "own_things-0.1.dist-info" / "entry_points.txt").write_text(
        "[borderSim.measures]\nquiet_days = own_things:quiet_days\n[borderSim.interventions]\nmore_checks = own_things:more_checks\n",
        "utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(packages))
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    registry.installed.cache_clear()


BOTH = ["measures=[quiet_days]", "interventions=[more_checks]"]


def test_the_commands_take_names(at_hand: Path, capsys: Any):
    line = ["scenario=training", "years=0.1", "burn_in_days=30"]
    assert main(["run", *line, "name=r", *BOTH]) == 0
    assert "quiet_days" in capsys.readouterr().out
    assert (
        main(
            [
                "compare",
                *line,
                "levels=[coexistence,cooperation]",
                "replications=1",
                "plane=false",
                "name=c",
                "workers=1",
                *BOTH,
            ]
        )
        == 0
    )
    told = capsys.readouterr()
    assert "Quiet days" in told.out or "quiet_days" in told.out
    runs, compared = (bs.load_result(name) for name in ("r", "c"))
    assert runs.runs["quiet_days"].iloc[0] == compared.runs["quiet_days"].iloc[0] > 0
    manifest = json.loads(Path("results/c/manifest.json").read_text("utf-8"))
    assert set(manifest["plugins"]) == {"measures=quiet_days", "interventions=more_checks"}
    assert manifest["plugins"]["measures=quiet_days"]["package"] == "own-things 0.1"
    assert [word for word in manifest["command"] if word.startswith(("measures", "interv"))] == BOTH
    by_name = bs.run(
        bs.load_scenario("training", overrides=line[1:]),
        measures=["quiet_days"],
        interventions="more_checks",
    )
    assert by_name.outcomes["quiet_days"] == runs.runs["quiet_days"].iloc[0]


def test_listings_show_them(at_hand: Path, capsys: Any):
    for command in (["scenarios"], ["params", "quiet_days"], ["params", "interventions"]):
        assert main(command) == 0
        told = capsys.readouterr().out
        assert "own-things 0.1" in told
        assert ("quiet_days" in told) or command[-1] == "interventions"


def test_an_edit_of_the_package_is_another_version(at_hand: Path, packages: Path, capsys: Any):
    from borderSim.rules import fingerprint, registry

    line = [
        "run",
        "scenario=training",
        "years=0.05",
        "burn_in_days=5",
        "name=r",
        "measures=[quiet_days]",
    ]
    assert main(line) == 0 and main(line) == 0
    capsys.readouterr()
    source = packages / "own_things.py"
    source.write_text(source.read_text("utf-8").replace("float(not", "2.0 * float(not"), "utf-8")
    assert main(line) == 2  # this process holds the old one
    assert "measures=quiet_days" in capsys.readouterr().err
    fingerprint.first_met.cache_clear()
    registry.installed.cache_clear()
    assert main(line) == 2
    assert "it differs in measures" in capsys.readouterr().err
