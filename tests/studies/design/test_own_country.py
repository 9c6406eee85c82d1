"""Ready studies on a country of one's own: what fits, what is refused with what to do, and what the result is called."""

import json

import pytest

from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.studies import sweep as module
from borderSim.studies.design.experiment_files import load_experiment
from borderSim.studies.design.own_country import left_out, on_scenarios
from borderSim.studies.plans.hypothesis_plan import plan_of
from tests.studies import fake

COUNT = "organisations.count"


@pytest.fixture
def mine(tmp_path, monkeypatch):
    (tmp_path / "mine.yaml").write_text("base: training\nyears: 0.2\nburn_in_days: 30\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "branch_levels", fake.simulate)
    return "mine.yaml"


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("exposure", None),
        ("fixed_budget", None),
        ("handbook_claims", None),
        ("letting_run", None),
        ("levels_by_law", None),
        ("pooling_capacity", None),
        ("rank_stability", None),
        ("structure", None),
        ("surface", None),
        ("twin", None),
        ("instruments", None),
        ("morris", [COUNT]),
        ("null_hypothesis", [COUNT]),
        ("sobol", [COUNT]),
    ],
)
def test_every_ready_study_fits_a_small_country(mine, name, without):
    plan = plan_of(left_out(on_scenarios(load_experiment(name), mine), without))
    assert plan.names == ["mine"] and plan.check(most=2)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            ["experiment=prior_predictive", "scenario=mine.yaml"],
            "is about several scenarios .* copy its file and name the scenarios in it",
        ),
        (
            ["experiment=morris", "scenario=mine.yaml"],
            r"does not fit the scenario 'mine': leave it out with without='\[organisations.count\]'",
        ),
        (
            ["experiment=surface", "scenarios=[mine.yaml,training]"],
            "the analysis surface .* reads one scenario: do it once with each",
        ),
        (
            ["experiment=surface", "scenario=mine.yaml", "scenarios=[training]"],
            "exclude each other",
        ),
        (["experiment=surface", "scenarios=[]"], "must be a list of at least one"),
        (["experiment=surface", "scenario="], "scenario=: must be a name or a file"),
        (["experiment=surface", "scenario=minne.yaml"], "there is no file 'minne.yaml'"),
        (["experiment=surface", "scenario=trainning"], "did you mean 'training'"),
        (["experiment=surface", "present=coexistance"], "did you mean 'coexistence'"),
        (
            ["experiment=twin", "scenario=mine.yaml", "present=coexistence"],
            "a trait as factor needs present to be the single level",
        ),
        (
            ["experiment=rank_stability", "scenarios=[mine.yaml,./mine.yaml]"],
            "name the scenario 'mine' twice",
        ),
        (
            ["experiment=sobol", "without=[organisations.counts]"],
            "no such factor .did you mean 'organisations.count'",
        ),
        (["experiment=surface", "without=[levers.information_sharing]"], "is of kind grid"),
    ],
)
def test_what_does_not_fit_ends_in_a_sentence_that_says_what_to_do(mine, typed, sentence, capsys):
    assert main(["sweep", *typed, "--dry-run"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    with pytest.raises(InputError, match=sentence):
        raise InputError(err)


def test_the_result_is_named_after_the_country_and_made_again_by_its_line(mine, tmp_path, capsys):
    done = module.sweep("levels_by_law", scenario=mine, replications=2)
    assert done.folder.name.startswith("sweep-levels_by_law-mine-")
    assert done.manifest["choices"]["scenarios"] == ["mine"] and "on `mine`: 40 runs" in done.text
    assert set(done.runs["scenario"]) == {"mine"} and json.loads(
        (done.folder / "findings.json").read_text()
    )["scenarios"] == ["mine"]
    assert "scenario=inputs/mine.yaml" in done.manifest["command"]
    other = module.sweep("levels_by_law", scenario="training", replications=2)
    assert (
        other.manifest["config_hash"] != done.manifest["config_hash"]
        and other.folder != done.folder
    )
    (tmp_path / mine).unlink()
    assert main(["report", str(done.folder)]) == 0, "the findings need the file no more"
    assert "on `mine`" in (done.folder / "findings.md").read_text()


def test_a_path_typed_beside_an_own_experiment_is_one_from_here(mine, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.yaml").write_text("base: airport\n")
    (tmp_path / "there" / "asked.yaml").write_text(
        "question: q\nscenario: mine.yaml\ndesign: {kind: list, rows: [{customs.random_share: 0.1}]}\n"
    )
    asked = load_experiment("there/asked.yaml")
    posts = [
        len(next(iter(next(iter(plan_of(e).bases.values())).values())).posts)
        for e in (asked, on_scenarios(asked, mine))
    ]
    assert posts == [1, 5]
