"""A bad experiment file ends with one sentence, exit code 2, nothing on stdout and nothing written."""

from pathlib import Path

import pytest

from borderSim.cli import main
from borderSim.studies.design.experiment_files import load_experiment
from borderSim.studies.plans.hypothesis_plan import plan_of

HEAD = "question: why?\nscenario: training\nyears: 0.1\n"


def lhs(factors: str, more: str = "") -> str:
    return f"{HEAD}design: {{kind: lhs, points: 2, factors: {{{factors}}}{more}}}\n"


@pytest.fixture
def refused(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def command(text, *typed):
        Path("mine.yaml").write_text(text)
        assert main(["sweep", "experiment=mine.yaml", *typed]) == 2
        out, err = capsys.readouterr()
        assert (
            out == ""
            and err.startswith("bordersim: ")
            and err.count("\n") == 1
            and "Traceback" not in err
        )
        assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]
        return err

    return command


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["mine.yaml: is empty"]),
        ("- a\n", ["must be a mapping"]),
        ("question: [\n", ["not valid YAML"]),
        (HEAD + "desing: {}\n", ["desing is an unknown key", "did you mean 'design'"]),
        (HEAD + "question: again\n", ["stands there twice"]),
        (HEAD, ["design must be a mapping"]),
        (HEAD + "design: {}\n", ["design must be a mapping"]),
        ("scenario: training\n", ["question is missing"]),
        (HEAD + "hydra: {}\n", ["'hydra:' is not allowed"]),
        (HEAD + "read: ${oc.env:HOME}\n", ["interpolations"]),
        (HEAD + "read: !!python/object:os.system x\n", ["tag"]),
        (
            HEAD + "analysis: nul_hypothesis\ndesign: {kind: grid, factors: {police.units: [1]}}\n",
            ["did you mean 'null_hypothesis'"],
        ),
        (
            HEAD + "design: {kind: lsh, points: 2, factors: {police.units: [1]}}\n",
            ["'lsh'", "did you mean 'lhs'"],
        ),
        (
            HEAD + "design: {kind: lhs, factors: {police.units: [1]}}\n",
            ["design.points must be a whole number"],
        ),
        (HEAD + "design: {kind: lhs, points: 2}\n", ["design.factors must be a mapping"]),
        (
            HEAD + "design: {kind: grid, points: 3, factors: {police.units: [1]}}\n",
            ["belongs to kind lhs"],
        ),
        (
            HEAD + "design: {kind: grid, factors: {police.known_entity_share: prior}}\n",
            ["a grid needs a list of values"],
        ),
        (HEAD + "design: {kind: list, rows: []}\n", ["design.rows must be a list"]),
        (
            HEAD + "design: {kind: list, rows: [{police.units: 1}, {police.unit: 2}]}\n",
            ["row 2", "same keys"],
        ),
        (
            lhs("police.known_entity_shar: prior"),
            ["unknown factor", "did you mean 'police.known_entity_share'"],
        ),
        (lhs("modes.*.p_detec: prior"), ["unknown factor", "modes.*.p_detect"]),
        (lhs("police.units: prior"), ["police.units has no prior"]),
        (lhs("police.units: []"), ["names no value"]),
        (lhs("police.units: [1, 1]"), ["names a value twice"]),
        (lhs("police.units: [[1]]"), ["each value must be"]),
        (lhs("police.units: 3"), ["must be a list of values, prior"]),
        (
            lhs("police.known_entity_share: [0.1, 7]"),
            ["experiment 'mine'", "police.known_entity_share is 7", "between 0 and 0.95"],
        ),
        (lhs("police.units: [1.5]"), ["a whole number, not 1.5"]),
        (lhs("police.units: {range: [5, 1]}"), ["two rising numbers"]),
        (lhs("police.units: {rnge: [1, 5]}"), ["did you mean 'range'"]),
        (lhs("police.units: {factor: [1, 5]}"), ["needs a key with '*'"]),
        (lhs("police.units: {range: [0, 5], scale: log}"), ["scale: must be linear"]),
        (lhs("partnership.traits.share_prob: prior"), ["needs a single level"]),
        (
            "question: why?\nscenario: training\nlevels: [cooperation]\npresent: cooperation\n"
            "design: {kind: lhs, points: 2, factors: {partnership.traits.share_prob: [0.1, 2]}}\n",
            ["share_prob", "between 0 and 1"],
        ),
        (
            "question: why?\nscenario: training\nlevels: [cooperation]\n"
            "design: {kind: lhs, points: 2, factors: {partnership.traits.share_prob: [0.1, 0.2]}}\n",
            ["needs present to be"],
        ),
        (lhs("years: [1, 2]"), ["can't be a factor"]),
        (lhs("levels: [a]"), ["levels must be prior"]),
        (lhs("police.units: [1]", ", withot: []"), ["did you mean 'without'"]),
        (HEAD + "arms: {}\n", ["arms must be a mapping"]),
        (HEAD + "arms: {a: [], b: []}\n", ["two arms set the same"]),
        (HEAD + "arms: {a: [partnership=cooperation]}\n", ["arms.a", "belongs to 'bordersim run'"]),
        (HEAD + "arms: {a: [customs.random_shar=1]}\n", ["did you mean 'random_share'"]),
        (HEAD + "settings: [years=3]\narms: {a: []}\n", ["years has a key of its own"]),
        (HEAD + "levels: [cooperatoin]\narms: {a: []}\n", ["did you mean 'cooperation'"]),
        (HEAD + "scenarios: [training]\narms: {a: []}\n", ["exclude each other"]),
        (HEAD + "keep: [weekly]\narms: {a: []}\n", ["'weekly'", "monthly"]),
        (HEAD + "replications: 0\narms: {a: []}\n", ["replications is 0"]),
        (
            HEAD
            + "settings: [police.units=3]\ndesign: {kind: grid, factors: {police.units: [1, 2]}}\n",
            ["settings: police.units is a factor"],
        ),
        (
            HEAD
            + "settings: ['police={units: 3}']\ndesign: {kind: grid, factors: {police.units: [1, 2]}}\n",
            ["settings: police is a factor"],
        ),
        (
            HEAD
            + "arms: {a: [police.units=3], b: []}\ndesign: {kind: grid, factors: {police.units: [1, 2]}}\n",
            ["arms.a: police.units is a factor"],
        ),
        (
            HEAD + "settings: [police.units=3, police.units=4]\narms: {a: []}\n",
            ["police.units is set twice"],
        ),
        (
            HEAD + "arms: {a: [capacity_scale=1], b: [capacity_scale=1.0]}\n",
            ["two arms set the same"],
        ),
        (
            HEAD + "design: {kind: list, rows: [{capacity_scale: 1}, {capacity_scale: 1.0}]}\n",
            ["row 2 stands there twice"],
        ),
        (
            HEAD + "design: {kind: grid, factors: {capacity_scale: [1, 1.0]}}\n",
            ["names a value twice"],
        ),
        (lhs("capacity_scale: {range: [0.5, 1], steps: 3}"), ["steps: belongs to kind grid"]),
        (lhs("capacity_scale: [0.5, 1]", ", without: [police]"), ["not among the factors"]),
        (
            lhs("all_assumptions: prior", ", without: [polcie]"),
            ["polcie is no key of an assumption"],
        ),
        (HEAD + "replications: 0,2\narms: {a: []}\n", ["replications is '0,2'", "write 0.2"]),
        (HEAD + "seed: 10 000\narms: {a: []}\n", ["write 10000"]),
        (HEAD + "niveaux: all\narms: {a: []}\n", ["did you mean 'levels'"]),
        ("question: why?\nscenario: trainin\narms: {a: []}\n", ["did you mean 'training'"]),
    ],
)
def test_bad_files(refused, text, names):
    sentence = refused(text)
    assert all(name in sentence for name in names), sentence


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (["points=0"], ["points=0", "at least 1"]),
        (["years=-1"], ["years=-1"]),
        (["police.units=2"], ["is a factor of experiment 'mine'"]),
        (["partnership=cooperation"], ["belongs to 'bordersim run'"]),
        (["customs.random_share=2"], ["between 0 and 1"]),
        (["levels=all"], ["belongs to 'bordersim compare'"]),
        (["word"], ["can't use 'word'"]),
        (["-m"], ["-m belongs to 'bordersim compare' (and run)"]),
        (["name=a/b"], ["name="]),
        (["+police.units=2"], ["is a factor of experiment 'mine'"]),
        (["capacity_scale=1", "capacity_scale=2"], ["capacity_scale= is given twice"]),
        (["points=0,5"], ["write 0.5"]),
        (["replications=1000000"], ["at most 100000"]),
        (["--cfg", "job", "--dry-run"], ["exclude each other"]),
    ],
)
def test_bad_command_lines(refused, typed, names):
    sentence = refused(lhs("police.units: [1, 2]"), *typed)
    assert all(name in sentence for name in names), sentence


def test_no_experiment_and_an_unknown_one(capsys):
    assert main(["sweep"]) == 2 and "null_hypothesis" in capsys.readouterr().err
    assert (
        main(["sweep", "experiment=nul_hypothesis"]) == 2
        and "did you mean 'null_hypothesis'" in capsys.readouterr().err
    )
    assert (
        main(["sweep", "experiment=none.yaml"]) == 2
        and "there is no file" in capsys.readouterr().err
    )
    assert (
        main(["sweep", "experiment=rank_stability", "points=3"]) == 2
        and "fixed number of points" in capsys.readouterr().err
    )
    assert (
        main(["run", "--dry-run"]) == 2
        and "--dry-run belongs to 'bordersim sweep'" in capsys.readouterr().err
    )


def test_a_point_that_stands_in_a_file_twice(refused, tmp_path):
    (tmp_path / "points.csv").write_text("capacity_scale\n0.5\n1\n1.0\n")
    Path("mine.yaml").write_text(HEAD + "design: {kind: csv, file: points.csv}\n")
    assert main(["sweep", "experiment=mine.yaml"]) == 2


def test_two_files_for_one_scenario(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.yaml").write_text("base: training\n")
    Path("mine.yaml").write_text(
        "question: why?\nscenarios: [a/same.yaml, b/same.yaml]\narms: {a: []}\n"
    )
    assert (
        main(["sweep", "experiment=mine.yaml", "--dry-run"]) == 2
        and "name the scenario 'same' twice: a/same.yaml and b/same.yaml" in capsys.readouterr().err
    )


def test_a_prior_of_another_size_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(
        lhs("police.investigators: prior", "").replace(
            "years: 0.1", "years: 0.1\nlevels: [coexistence]"
        )
    )
    plan = plan_of(load_experiment("mine.yaml"))
    assert (
        len(plan.notes) == 1
        and "draws from 150 to 900" in plan.notes[0]
        and "has 12" in plan.notes[0]
    )
