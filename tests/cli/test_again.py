"""The line of manifest and report, typed in an empty folder beside the result's inputs, gives the same bytes."""

import json
import shlex
import shutil

import pandas as pd
import pytest

from borderSim.cli import main
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.full_report.page import row_command
from borderSim.studies import compare as compare_module

SHORT = ["years=0.1", "burn_in_days=20"]
TWO = ["levels=[cooperation]", "replications=2", "plane=false", *SHORT]
"""A comparison that takes a second."""

SCENARIO = "base: training\ncustoms: {random_share: 0.04}\n"
LEVEL = "name: low\ntitle: low\nlayers: {strategic: communication, operational: coexistence, tactical: coexistence}\n"
SHOCK = "day: 5\nlasts_days: 9\neffects: {settings: {customs.random_share: 0.3}}\n"
INSTRUMENT = "title: desk\neffects: {}\n"
NETWORK = "source,target,source_role,target_role\n" + "".join(
    f"{a},{b},{c},{d}\n"
    for a, b, c, d in [
        ("olga", "ben", "organiser", "broker"),
        ("ben", "carla", "broker", "logistics"),
        ("carla", "dirk", "logistics", "courier"),
        ("dirk", "fay", "courier", "financier"),
        ("fay", "gus", "financier", "facilitator"),
        ("gus", "hal", "facilitator", "storage"),
    ]
)
EXPERIMENT = """
question: does it?
scenario: country/mine.yaml
levels: [coexistence, country/low.yaml]
present: coexistence
years: 0.1
settings: [burn_in_days=20]
design:
  kind: csv
  file: points.csv
"""
WITH_NETWORK = (
    "base: training\norganisations: {networks_file: nets/réseau (1).csv}\npresent: low.yaml\n"
)
FILES = {
    "mine.yaml": SCENARIO,
    "my country (é) #1=a.yaml": SCENARIO + "name: mine_2\n",
    "low.yaml": LEVEL,
    "deep/down/mine.yaml": SCENARIO,
    "one, two.yaml": SCENARIO + "name: comma\n",
    "it's low.yaml": LEVEL,
    "jolt.yaml": SHOCK,
    "netted.yaml": WITH_NETWORK,
    "nets/réseau (1).csv": NETWORK,
    "up/here.yaml": "base: training\nname: here\npresent: ../low.yaml\n",
    "own/scenario/land.yaml": SCENARIO,
    "own/partnership/pact.yaml": LEVEL.replace("low", "pact"),
    "exp/small.yaml": EXPERIMENT,
    "exp/points.csv": "customs.random_share\n0.02\n0.05\n",
    "exp/country/mine.yaml": SCENARIO,
    "exp/country/low.yaml": LEVEL,
}

WAYS = {
    "overrides": [
        "compare",
        "scenario=training",
        *TWO,
        "customs.random_share=0.05",
        "legal_model=shared",
        "organisations.count=4",
    ],
    "own scenario and level": [
        "compare",
        "scenario=mine.yaml",
        "levels=[low.yaml,communication]",
        *TWO[1:],
    ],
    "present of one's own": ["compare", "scenario=training", "present=low.yaml", *TWO, "seed=7"],
    "blanks, brackets, = and #": ["compare", "scenario=my country (é) #1=a.yaml", *TWO],
    "a quote and a comma": [
        "compare",
        "scenario='one, two.yaml'",
        'levels=["it\'s low.yaml",cooperation]',
        'present="it\'s low.yaml"',
        *TWO[1:],
    ],
    "two files of one name": [
        "compare",
        "scenarios=[mine.yaml,my country (é) #1=a.yaml]",
        "levels=[low.yaml]",
        *TWO[1:],
    ],
    "instruments and shocks": [
        "compare",
        "scenario=training",
        "levels=[cooperation+liaison_officers]",
        *TWO[1:],
        "shocks=[scanner_breaks,jolt.yaml]",
        "shocks.scanner_breaks.day=3",
        "instruments=[deconfliction_register]",
        "instruments.liaison_officers.n=3",
    ],
    "a file that names others": ["compare", "scenario=netted.yaml", *TWO, "organisations.count=1"],
    "a file that names one above": ["compare", "scenario=up/here.yaml", *TWO],
    "a folder of one's own": [
        "compare",
        "--config-dir",
        "own",
        "scenario=land",
        "levels=[pact]",
        *TWO[1:],
    ],
    "transition and budget": [
        "compare",
        "scenario=training",
        *TWO[:3],
        "burn_in_days=20",
        "years=0.1",
        "transition=ramp",
        "budget.rule=fixed",
    ],
    "precision": [
        "compare",
        "scenario=training",
        *TWO[:1],
        *TWO[2:],
        "precision=0.9",
        "max_replications=5",
    ],
    "a run": [
        "run",
        "scenario=mine.yaml",
        "partnership=low.yaml+liaison_officers",
        "seed=3",
        *SHORT,
    ],
    "rows of runs": [
        "run",
        "-m",
        "scenario=mine.yaml,training",
        "partnership=low.yaml,cooperation",
        "seed=range(1,3)",
        *SHORT,
    ],
    "a sweep of one's own": [
        "sweep",
        "experiment=exp/small.yaml",
        "replications=2",
        "police.investigators=8",
    ],
    "a shipped sweep": [
        "sweep",
        "experiment=fixed_budget",
        "replications=1",
        *SHORT,
        "customs.analysts=9",
    ],
}
OF_A_ROW = (
    "own scenario and level",
    "a quote and a comma",
    "two files of one name",
    "instruments and shocks",
    "a folder of one's own",
    "transition and budget",
)
"""Ways of which the line for a single row is typed too."""


@pytest.fixture
def typed(tmp_path, monkeypatch, capsys):
    """Type a command in a folder; return the folder of its result and its manifest."""

    # (pages take longer than the runs)
    monkeypatch.setattr(compare_module, "write_pages", lambda comparison, *, anew, lang: None)

    def type_in(folder, line):
        monkeypatch.chdir(folder)
        before = set((folder / "results").glob("*"))
        code = main([*line, "workers=1"])
        _, err = capsys.readouterr()
        assert code == 0, err
        (made,) = set((folder / "results").glob("*")) - before
        return made, json.loads((made / "manifest.json").read_text("utf-8"))

    return type_in


@pytest.fixture
def desk(tmp_path):
    """A folder with files of one's own."""
    for name, content in FILES.items():
        path = tmp_path / "desk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return tmp_path / "desk"


def empty_folder(made, tmp_path, name="empty"):
    """Return an empty folder into which the result's inputs were copied, where it has any."""
    folder = tmp_path / name
    folder.mkdir()
    if (made / "inputs").exists():
        shutil.copytree(made / "inputs", folder / "inputs")
    return folder


@pytest.mark.parametrize("way", WAYS)
def test_the_line_makes_it_again(typed, desk, tmp_path, way):
    made, manifest = typed(desk, WAYS[way])
    line = manifest["command"]
    assert line[0] == "bordersim" and str(tmp_path) not in json.dumps(manifest["command"])
    again, other = typed(empty_folder(made, tmp_path), shlex.split(shlex.join(line))[1:])
    assert (
        other["config_hash"] == manifest["config_hash"]
        and other["command"] == line
        and other.get("inputs") == manifest.get("inputs")
    )
    assert (again / "runs.parquet").read_bytes() == (made / "runs.parquet").read_bytes()
    if way in OF_A_ROW:
        scenario = manifest["scenarios"][-1]
        row_made, _ = typed(
            empty_folder(made, tmp_path, "row"), shlex.split(row_command(manifest, scenario))[1:]
        )
        row = pd.read_parquet(row_made / "runs.parquet").iloc[0]
        level = next(
            own["name"] for own in manifest["levels"] if own["name"] != manifest["present"]
        )
        runs = pd.read_parquet(made / "runs.parquet")
        same = runs[
            (runs["scenario"] == scenario)
            & (runs["level"] == level)
            & (runs["seed"] == row["seed"])
        ].iloc[0]
        pd.testing.assert_series_equal(
            row[list(OUTCOMES)], same[list(OUTCOMES)], check_names=False, check_index=False
        )
