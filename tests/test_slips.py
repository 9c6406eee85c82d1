"""Slips of the hand and of the language: the sentence tells what to write."""

import pytest

from borderSim.cli import main
from borderSim.errors import nearest
from borderSim.slips import FRENCH


@pytest.mark.parametrize(
    ("given", "allowed", "meant"),
    [
        ("niveaux", ["levels", "seed"], "levels"),
        ("Coopération", ["coordination", "cooperation"], "cooperation"),
        ("coexistence", ["coexistence"], "coexistence"),
        ("oui", ["true", "false"], "true"),
        ("répétitions", ["replications"], "replications"),
        ("officiers de liaison", ["liaison_officers"], "liaison_officers"),
        ("aéroport", ["airport", "national"], "airport"),
        ("douane", ["customs"], "customs"),
        ("graine", ["seed"], "seed"),
        ("scénarios", ["scenarios"], "scenarios"),
        ("années", ["years"], "years"),
        ("facteurs", ["factors"], "factors"),
        ("xyzzy", ["levels"], ""),
    ],
)
def test_french_words_lead_to_the_right_name(given, allowed, meant):
    assert nearest(given, allowed) == (f" (did you mean '{meant}'?)" if meant else "")


def test_the_french_words_are_written_without_accents():
    assert all(word.isascii() and word == word.lower() for word in FRENCH)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["run", "customs.random_share=0,2"], "write 0.2"),
        (["run", "customs.random_share = 0,2"], "write 0.2"),
        (["run", "customs.random_share='0,2'"], "write 0.2"),
        (["compare", "years=0,5"], "write 0.5"),
        (["compare", "years='0,5'"], "write 0.5"),
        (["compare", "precision=0,05"], "write 0.05"),
        (["compare", "replications=10 000"], "write 10000"),
        (["compare", "replications=10.000"], "write 10000"),
        (["compare", "replications=1000000"], "at most 100000"),
        (["compare", "seed=99999999999999999999"], "at most 9223372036854675807"),
        (["run", "police.investigators=10 000"], "write 10000"),
        (["run", "police.investigators=10,000"], "write 10000, or 10.000"),
        (["run", "années=1"], "did you mean 'years'?"),
        (["run", "police.units=10.500"], "must be a whole number, not 10.5"),
        (["run", "posts.seaport.flows.box.lane_shares=[0,7,0,3]"], "lane_shares"),
        (["compare", "niveaux=all"], "did you mean 'levels'"),
        (["compare", "levels=coopération"], "did you mean 'cooperation'"),
        (["compare", "levels=[coopération]"], "did you mean 'cooperation'"),
        (["run", "partnership=Coopération"], "did you mean 'cooperation'"),
        (["run", "scenario=aéroport"], "did you mean 'airport'"),
        (["compare", "plane=oui"], "did you mean 'true'"),
        (["run", "enforcement=non"], "did you mean 'false'"),
        (["run", "douanes.random_share=0.2"], "did you mean 'customs'"),
        (["comparer"], "did you mean 'compare'"),
        (["rapport", "x"], "did you mean 'report'"),
        (["run", "scenario", "=", "training"], "without blanks"),
        (["run", "customs.random_share=0.1", "customs.random_share=0.2"], "is given twice"),
        (["run", "-m", "scenario=training", "seed=1,1"], "twice"),
        (["compare", "-m", "scenario=training", "seed=1,1"], "twice"),
        (["run", "-m", "scenario=training", "years=0.1,1e-1", "burn_in_days=9"], "the same run"),
        (["run", "--resolve"], "--cfg"),
        (["run", "scenario=~nobody_of_this_name/x.yaml"], "home folder"),
        (["run", f"scenario={'x' * 300}.yaml"], "there is no file"),
        (["run", f"police.investigators={'9' * 5000}"], "police.investigators"),
        (["run", "scenario=inputs/mine.yaml"], "copy it here"),
    ],
)
def test_a_slip_ends_with_the_sentence_that_helps(typed, told, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(typed) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and told in err and not list(tmp_path.iterdir())


def test_blanks_around_the_sign_are_understood(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["run", "scenario = training", "customs.random_share =0.07", "--cfg", "job"]) == 0
    assert "random_share: 0.07" in capsys.readouterr().out


def test_blanks_in_a_name_stay(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own é (1) =#" / "scenario").mkdir(parents=True)
    (tmp_path / "own é (1) =#" / "scenario" / "mine.yaml").write_text("base: training\n", "utf-8")
    assert main(["run", "--config-dir", "own é (1) =#", "scenario=mine", "--cfg", "job"]) == 0
    assert (
        main(
            [
                "run",
                "scenario=training",
                "years=0.02",
                "burn_in_days=2",
                "name=a (1) = b",
                "workers=1",
            ]
        )
        == 0
    )
    for result in ("a (1) = b", "results/a (1) = b"):
        assert main(["status", result]) == 0
    assert "complete" in capsys.readouterr().out


def test_two_values_or_thousands_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert (
        main(
            [
                "run",
                "-m",
                "scenario=training",
                "years=0.05",
                "burn_in_days=9",
                "levers.governance=0,1",
                "police.investigators=10.000",
                "workers=1",
            ]
        )
        == 0
    )
    err = capsys.readouterr().err
    assert (
        "read as two values, 0 and 1" in err
        and "read as 10; if thousands were meant, write police.investigators=10000" in err
    )


HOME = {
    "s.yaml": "base: training\nyears: 0.05\nburn_in_days: 9\n",
    "l.yaml": "name: low\nlayers: {strategic: communication, operational: coexistence, tactical: coexistence}\n",
    "own/scenario/mine.yaml": "base: training\nyears: 0.05\nburn_in_days: 9\n",
    "n é (1)=#.csv": "source,target\n" + "".join(f"m{i},m{i + 1}\n" for i in range(7)),
    "x/e (é).yaml": "name: e\nquestion: q\nscenario: ../s.yaml\nlevels: [coexistence]\ndesign: {kind: csv, file: ~/p (1).csv}\n",
    "p (1).csv": "capacity_scale\n1\n",
}


@pytest.mark.parametrize(
    "typed",
    [
        ["run", "scenario=~/s.yaml", "partnership=~/l.yaml"],
        ["run", "scenario=~/s.yaml", "present=~/l.yaml", "posts.seaport.partnership=~/l.yaml"],
        [
            "run",
            "scenario=~/s.yaml",
            "organisations.networks_file=~/n é (1)=#.csv",
            "organisations.count=1",
        ],
        ["run", "--config-dir", "~/own", "scenario=mine"],
        ["sweep", "experiment=~/x/e (é).yaml"],
    ],
)
def test_the_home_folder_is_one_thing_everywhere(typed, tmp_path, monkeypatch, capsys):
    home = tmp_path / "home é (1)"
    for name, content in HOME.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(content, "utf-8")
    monkeypatch.setenv("HOME", str(home))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert main([*typed, "results_dir=~/res (é)", "workers=1", "name=r é (1)"]) == 0, (
        capsys.readouterr().err
    )
    assert (home / "res (é)" / "r é (1)" / "manifest.json").exists() and not list(
        (tmp_path / "here").iterdir()
    )
    assert (
        main(["status", "~/res (é)/r é (1)"]) == 0
        and main(["status", "r é (1)", "results_dir=~/res (é)"]) == 0
    )
