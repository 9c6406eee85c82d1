"""The command line: what reaches the studies, what is printed, how it ends.

The studies are replaced.
"""

import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

import borderSim
from borderSim import cli
from borderSim.errors import BrokenRunError, StoppedError
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.terminal.progress import ComparisonProgress, RunProgress, duration
from borderSim.results import comparison
from borderSim.rules.errors import RuleError
from borderSim.scenario.names import shipped
from borderSim.studies import compare as compare_module
from borderSim.studies import runs as single
from borderSim.studies.analysis.break_even import COLUMNS as BREAK_EVEN
from borderSim.studies.analysis.paired import paired_table
from borderSim.studies.analysis.ranks import rank_table
from borderSim.studies.analysis.windows import windows_of
from borderSim.studies.execution import files, manifest
from borderSim.studies.execution.job import RunsFailedError

LEVELS = shipped("partnership")


def fake_runs(scenarios=("training",), levels=LEVELS, n=3):
    rng = np.random.default_rng(1)
    return pd.DataFrame(
        [
            {"scenario": s, "level": level, "seed": seed, "replicate": seed}
            | {name: rng.gamma(4.0) * 1e6 for name in OUTCOMES}
            for s in scenarios
            for level in levels
            for seed in range(n)
        ]
    )


@pytest.fixture
def compared(monkeypatch, tmp_path):
    """Replace the comparison; the list holds what it was called with."""
    calls = []

    def carry_out(scenario, **settings):
        calls.append({"scenario": scenario, **settings})
        names = settings["scenarios"] or [scenario]
        runs = fake_runs(names)
        for done in range(1, 4):
            settings["progress"].update(5 * done, 15, runs[runs["seed"] < done], 100.0 - done)
        years = dict.fromkeys(names, 1.0)
        paired = paired_table(runs, LEVELS[0], years)
        facts = {
            "present": LEVELS[0],
            "levels": LEVELS,
            "years": 1.0,
            "years_by_scenario": years,
            "scenarios": names,
        }
        return SimpleNamespace(
            precise=frozenset(),
            manifest=facts,
            paired=lambda: paired,
            ranks=lambda: rank_table(paired),
            windows=windows_of(facts),
            break_even=lambda: pd.DataFrame(columns=list(BREAK_EVEN)),
            notes=["a note"],
            failed=[],
            folder=tmp_path / "r",
        )

    monkeypatch.setattr(compare_module, "compare", carry_out)
    monkeypatch.chdir(tmp_path)
    return calls


def test_shocks_as_they_are_typed(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(
        "day: 5\nlasts_days: 9\neffects: {settings: {customs.random_share: 0.3}}\n"
    )
    typed = [
        "run",
        "scenario=training",
        "years=0.2",
        "burn_in_days=30",
        "shocks=[scanner_breaks,mine.yaml]",
        "shocks.scanner_breaks.day=30",
    ]
    assert cli.main(typed) == 0
    daily = pd.read_parquet(next((tmp_path / "results").glob("*/daily.parquet")))
    assert [
        daily.loc[daily[f"shock:{name}"] > 0, "day"].tolist() for name in ("scanner_breaks", "mine")
    ] == [[30], [5]]
    capsys.readouterr()
    assert cli.main(["scenarios"]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in shipped("shocks"))


def test_compare_hands_over_what_was_typed(compared, capsys):
    typed = [
        "compare",
        "scenario=training",
        f"levels=[{LEVELS[0]},{LEVELS[2]}]",
        "replications=3",
        "years=2",
        "seed=7",
        "workers=2",
        "name=mine",
        "plane=false",
        "overwrite=true",
        "budget.rule=fixed",
        "customs.random_share=0.2",
        "results_dir='my results'",
    ]
    assert cli.main(typed) == 0
    call = compared[0]
    del call["progress"], call["tell"]
    assert call == {
        "full": False,
        "lang": "en",
        "scenario": "training",
        "scenarios": None,
        "levels": [LEVELS[0], LEVELS[2]],
        "present": None,
        "replications": 3,
        "years": 2,
        "measure_from_year": None,
        "entry": None,
        "seed": 7,
        "workers": 2,
        "overrides": ["customs.random_share=0.2"],
        "name": "mine",
        "results_dir": "my results",
        "plane": False,
        "overwrite": True,
        "transition": None,
        "budget_rule": "fixed",
        "keep": None,
        "command": ["bordersim", *typed],
    }
    out, err = capsys.readouterr()
    assert err == "note: a note\n"
    assert out.rstrip().endswith("report.html")


def test_compare_prints_provisional_and_final_tables(compared, capsys):
    assert cli.main(["compare", "scenario=training"]) == 0
    out = capsys.readouterr().out
    assert "provisional, n=1 " in out and "provisional, n=2 " in out and "provisional, n=3;" in out
    assert all(f"  {level} " in out for level in LEVELS)
    assert "Interdiction rate" in out and "95 % interval" in out and "reference" in out


def test_compare_several_scenarios_ranks_them(compared, capsys):
    assert cli.main(["compare", "scenarios=[training,airport]"]) == 0
    assert compared[0]["scenarios"] == ["training", "airport"]
    assert "ranks of the levels" in capsys.readouterr().out


def test_a_single_name_will_do_for_a_list(compared):
    assert cli.main(["compare", "scenarios=training", f"levels={LEVELS[3]}"]) == 0
    assert compared[0]["scenarios"] == ["training"] and compared[0]["levels"] == LEVELS[3]


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        ("compare", "levels=coexistence,communication"),
        ("compare", "levels=coexistence,cooperation+liaison_officers"),
        ("compare", "scenarios=training,airport"),
        ("compare", "keep=daily,links"),
        ("validate", "only=F1,F2"),
    ],
)
def test_a_list_that_lacks_its_brackets_is_written_as_it_should_be(command, typed, capsys):
    key, _, names = typed.partition("=")
    assert cli.main([command, typed]) == 2
    assert (
        capsys.readouterr().err
        == f"bordersim: {typed}: several names are a list: {key}='[{names}]'\n"
    )


def test_the_browser_opens_only_when_asked(compared, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert cli.main(["compare", "scenario=training"]) == 0 and opened == []
    assert cli.main(["compare", "scenario=training", "open=true"]) == 0
    assert opened[0].startswith("file://") and opened[0].endswith("report.html")


def test_how_it_ends(compared, monkeypatch, capsys):
    def ends_with(error):
        def carry_out(*args, **kwargs):
            raise error

        monkeypatch.setattr(compare_module, "compare", carry_out)
        monkeypatch.setattr(single, "run_and_store", carry_out)
        codes = {cli.main(["compare", "scenario=training"]), cli.main(["run", "scenario=training"])}
        out, err = capsys.readouterr()
        assert out == ""
        return codes, err

    codes, err = ends_with(KeyboardInterrupt())
    assert codes == {130} and "the same command goes on from there" in err
    codes, err = ends_with(RunsFailedError("all runs failed"))
    assert codes == {1} and err.count("all runs failed") == 2
    codes, err = ends_with(borderSim.errors.InputError("wrong\nthing"))
    assert codes == {2} and err == "bordersim: wrong thing\n" * 2


def test_a_reader_that_leaves_early_is_no_error():
    command = f"{sys.executable} -m borderSim params | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_failed_runs_end_with_one(compared, monkeypatch, capsys):
    original = compare_module.compare

    def carry_out(*args, **kwargs):
        found = original(*args, **kwargs)
        found.failed = [{"part": "x", "seed": 3, "reason": "why"}]
        return found

    monkeypatch.setattr(compare_module, "compare", carry_out)
    assert cli.main(["compare", "scenario=training"]) == 1
    assert "failed: seed 3: why" in capsys.readouterr().err


# ------------------------------------------------------------------------------ run
@pytest.fixture
def ran(monkeypatch, tmp_path):
    calls = []

    def run_and_store(rows, **settings):
        calls.append((rows, settings))
        outcomes = dict.fromkeys(OUTCOMES, 1500000.0) | {"targeting_lift": None}
        runs = pd.DataFrame(
            [
                {
                    "run": i,
                    "scenario": s.name,
                    "level": s.partnership.name,
                    "seed": seed,
                    **factors,
                    **outcomes,
                }
                for i, (factors, s, seed) in enumerate(rows)
            ]
        )
        settings["progress"].update(1, 1, runs, None)
        return tmp_path / "r", runs

    monkeypatch.setattr(single, "run_and_store", run_and_store)
    monkeypatch.setattr(manifest, "read", lambda folder: {"failed": []})
    monkeypatch.chdir(tmp_path)
    return calls


def test_run_prints_all_outcomes(ran, capsys):
    assert (
        cli.main(["run", "scenario=training", f"partnership={LEVELS[2]}", "seed=5", "years=2"]) == 0
    )
    rows, settings = ran[0]
    factors, scenario, seed = rows[0]
    assert (factors, scenario.partnership.name, scenario.years, seed, settings["command_key"]) == (
        {},
        LEVELS[2],
        2,
        5,
        "run",
    )
    out = capsys.readouterr().out
    assert all(name in out for name in OUTCOMES)
    assert " 750 " in out and "k EUR a year" in out and "results: " in out


def test_run_m_expands_into_rows(ran, capsys):
    assert (
        cli.main(
            [
                "run",
                "-m",
                "scenario=training",
                f"partnership={LEVELS[1]},{LEVELS[4]}",
                "seed=range(1,4)",
                "name=n",
            ]
        )
        == 0
    )
    rows, settings = ran[0]
    assert [(row[0]["seed"], row[0]["partnership"], row[2]) for row in rows] == [
        (s, p, s) for p in (LEVELS[1], LEVELS[4]) for s in (1, 2, 3)
    ]
    assert rows[0][1] is rows[1][1] and rows[3][1].partnership.name == LEVELS[4]
    assert settings["name"] == "n"
    assert LEVELS[4] in capsys.readouterr().out


def test_run_m_with_nothing_to_expand_is_one_row(ran):
    assert cli.main(["run", "-m", "scenario=training", "customs.random_share=0.2"]) == 0
    (row,) = ran[0][0]
    assert row[0] == {} and row[1].customs.random_share == 0.2 and row[2] == 1


def test_a_long_result_is_shown_in_part(ran, capsys):
    assert cli.main(["run", "--multirun", "scenario=training", "seed=range(1,71)"]) == 0
    assert "10 more rows" in capsys.readouterr().out


# ------------------------------------------------------------------------------ the others
def test_report(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(files, "find_result", lambda name, results_dir: tmp_path / name)
    monkeypatch.setattr(manifest, "read", lambda folder: {})
    written = []
    found = SimpleNamespace(notes=["one that matters"])
    monkeypatch.setattr(comparison.Comparison, "load", classmethod(lambda cls, folder: found))
    monkeypatch.setattr(
        compare_module, "write_pages", lambda found, anew, lang: written.append((found, anew))
    )
    assert cli.main(["report", "mine"]) == 0
    shown = capsys.readouterr()
    assert written == [(found, True)] and "report.html" in shown.out
    assert "note: one that matters" in shown.err


def test_params_and_scenarios(capsys):
    assert cli.main(["params"]) == 0
    out = capsys.readouterr().out
    assert "police.investigators" in out and "partnership.traits.share_prob" in out
    assert cli.main(["params", "informants"]) == 0
    out = capsys.readouterr().out
    assert "police.informants_per_organisation" in out and "customs.random_share" not in out
    assert cli.main(["scenarios"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in [*shipped("scenario"), *LEVELS, *shipped("legal_model")])


@pytest.mark.parametrize(
    "typed", [[], ["--help"], ["-h"], *([command, "--help"] for command in cli.COMMANDS)]
)
def test_help(typed, capsys):
    assert cli.main(typed) == 0
    out = capsys.readouterr().out
    assert out.startswith("usage: bordersim")
    for key in cli.KEYS.get(typed[0] if typed else "", {}):
        assert f"{key}=" in out


def test_version(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"bordersim {borderSim.__version__}\n"


def test_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "borderSim", "comapre"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and done.stdout == "" and "'compare'" in done.stderr


def test_wrong_input_loads_nothing_heavy():
    code = "import sys; from borderSim.cli import main; main(['compare', 'levels=[x]']); sys.exit(any(m in sys.modules for m in ('mesa', 'pandas', 'plotly')))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode
        == 0
    )


# ------------------------------------------------------------------------------ progress
def test_progress_on_a_terminal(capsys):
    out = Console(force_terminal=True, width=120, markup=False)
    runs = fake_runs()
    with ComparisonProgress(out, LEVELS[0], {"training": 1.0}) as progress:
        progress.update(0, 20, pd.DataFrame(), None)
        progress.update(15, 20, runs, 42.0)
    text = capsys.readouterr().out
    assert "15 of 20 runs, about 42 s left" in text and "provisional, n=3" in text
    with RunProgress(out) as progress:
        progress.update(1, 2, runs, 600.0)
    assert "1 of 2 runs, about 10 min left" in capsys.readouterr().out


def test_provisional_tables_at_doubled_n(capsys):
    out = Console(width=130, markup=False)
    runs = fake_runs(n=9)
    progress = ComparisonProgress(out, LEVELS[0], {"training": 1.0}, live=False)
    for n in range(10):
        progress.update(n, 20, runs[runs["seed"] < n], None)
    shown = [
        line.split("n=")[1].split(" ")[0]
        for line in capsys.readouterr().out.splitlines()
        if "provisional" in line
    ]
    assert shown == ["1", "2", "4", "8"]


def test_several_scenarios_wait_for_each_other(capsys):
    progress = ComparisonProgress(
        Console(), LEVELS[0], {"training": 1.0, "airport": 1.0}, live=False
    )
    progress.update(1, 9, fake_runs(), None)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (40, "40 s"), (200, "3 min"), (9000, "2.5 h")]
)
def test_durations(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize("error", [StoppedError, BrokenRunError, RuleError])
def test_whatever_command_meets_a_run_that_breaks_says_so_and_ends_with_1(
    monkeypatch, capsys, error
):
    def broken(arguments):
        raise error("rule 'mine' failed on day 3: no")

    monkeypatch.setattr(cli, "_carry_out", broken)
    for name in cli.COMMANDS:
        assert cli.main([name]) == 1
        assert capsys.readouterr().err == "bordersim: rule 'mine' failed on day 3: no\n"
