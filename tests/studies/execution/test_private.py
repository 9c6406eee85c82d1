"""What is published names no person and no machine, unless it is asked for."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest

import borderSim
from borderSim.errors import InputError
from borderSim.studies import sweep as sweeps
from borderSim.studies.execution import files, manifest, private
from borderSim.studies.runs import run_and_store
from tests.studies import fake, small


@pytest.fixture
def home(monkeypatch, tmp_path):
    place = tmp_path / "home" / "anna"
    (place / "runs").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("USERPROFILE", str(place))
    monkeypatch.chdir(place / "runs")
    monkeypatch.setattr(platform, "node", lambda: "annas-laptop.example.org")
    private._machine.cache_clear()
    yield place
    private._machine.cache_clear()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("scenario=/data/institute/anna/mine.yaml", "scenario=.../mine.yaml"),
        (
            "scenarios=[/a/b/one.yaml,'/c/d e/two.yaml',national]",
            "scenarios=[.../one.yaml,'.../two.yaml',national]",
        ),
        ("results_dir=HOME/out", "results_dir=~/out"),
        ("results_dir=HOME/runs/out", "results_dir=out"),
        ("scenario=~/mine.yaml", "scenario=~/mine.yaml"),
        ("levels=[mine.yaml+liaison_officers]", "levels=[mine.yaml+liaison_officers]"),
        ("name=a b", "name=a b"),
        ("/usr/local/bin/bordersim", ".../bordersim"),
        ("C:\\Users\\Anna\\x.yaml", ".../x.yaml"),
        ("customs.random_share=0.1", "customs.random_share=0.1"),
        ("--quick", "--quick"),
    ],
)
def test_words_of_a_command(home, given, told):
    assert private.argument(given.replace("HOME", str(home))) == told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            "FileNotFoundError: [Errno 2] No such file: '/home/anna b/x y.csv'",
            "FileNotFoundError: [Errno 2] No such file: '.../x y.csv'",
        ),
        (
            '  File "PACKAGE/simulation.py", line 3, in run',
            '  File "borderSim/simulation.py", line 3, in run',
        ),
        (
            '  File "/opt/x/lib/python3.13/site-packages/mine/rules.py", line 3',
            '  File "mine/rules.py", line 3',
        ),
        ("ValueError: 3 EUR/year is not a/b", "ValueError: 3 EUR/year is not a/b"),
        ("see https://example.org/a/b", "see https://example.org/a/b"),
        ("annas-laptop.example.org: lost", "HOST: lost"),
    ],
)
def test_errors_and_tracebacks(home, given, told):
    package = str(Path(borderSim.__file__).parent)
    assert private.text(given.replace("PACKAGE", package)) == told


def fails_with_a_path(present, scenarios, seed):
    """Fail at seed 2 with all that should not be told."""
    if seed == 2:
        raise OSError(
            f"{Path.cwd()}/data.csv on {platform.node()}, {Path.home()}/x and {sys.prefix}/bin/python"
        )
    return fake.simulate(present, scenarios, seed)


@pytest.mark.parametrize("provenance", ["short", "full"])
def test_every_file_of_a_result(home, provenance):
    command = ["bordersim", "run", f"scenario={home}/mine.yaml", f"results_dir={home}/runs/results"]
    rows = [
        ({"partnership": f"{home}/own/{name}.yaml"}, fake.scenario().with_(years=years), seed)
        for seed in (1, 2)
        for name, years in (("one", 0.1), ("two", 0.2))
    ]
    folder, runs = run_and_store(
        rows,
        name="x",
        workers=1,
        command=command,
        simulate=fails_with_a_path,
        provenance=provenance,
    )
    assert list(runs["partnership"]) == ["one.yaml", "two.yaml"]
    tables = "".join(files.read_frame(path).to_csv() for path in folder.rglob("*.parquet"))
    texts = "".join(
        path.read_text("utf-8", "replace") for path in folder.rglob("*") if path.is_file()
    )
    named = [
        word
        for word in (str(home), "anna", "laptop", sys.prefix, str(Path(small.__file__).parent))
        if word in tables + texts
    ]
    assert (
        (named == []) if provenance == "short" else {str(home), "laptop", sys.prefix} <= set(named)
    )
    assert "fails_with_a_path" in tables, "the traceback is there, cut short"


def test_wrong_provenance():
    with pytest.raises(
        InputError, match=r"provenance='ful': must be short or full \(did you mean 'full'\?\)"
    ):
        run_and_store([({}, fake.scenario(), 1)], provenance="ful")
    with pytest.raises(InputError, match="provenance=True: must be short or full"):
        sweeps.sweep("twin", provenance=True)  # type: ignore[arg-type]


def test_a_scenario_that_an_experiment_names_by_its_path(home):
    """The manifest calls it as the tables do.

    Where it lies changes no byte, and not the identity.
    """
    (home / "mine.yaml").write_text("base: training\nburn_in_days: 4\n", "utf-8")
    (home / "runs" / "mine.yaml").write_text("base: training\nburn_in_days: 4\n", "utf-8")
    digests = set()
    for number, given in enumerate(
        (f"{home}/mine.yaml", "mine.yaml", "../mine.yaml", "~/mine.yaml")
    ):
        Path("e.yaml").write_text(
            f"question: q\nscenario: '{given}'\nyears: 0.02\nreplications: 1\nlevels: [coexistence]\n"
            "design: {kind: list, rows: [{capacity_scale: 1.0}]}\n",
            "utf-8",
        )
        found = sweeps.sweep("e.yaml", workers=1, name=f"r{number}").folder
        content = manifest.read(found)
        digests.add(content["config_hash"])
        assert set(content["config"]) == set(content["level_config"]) == {"mine"}
        assert str(home) not in (found / "manifest.json").read_text("utf-8")
    assert len(digests) == 1
