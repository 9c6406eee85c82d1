"""A bad experiment file ends with one sentence, exit code 2, nothing on stdout and nothing written."""

from pathlib import Path

import pytest

from borderSim.cli import main

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
        assert out == "" and err.startswith("bordersim: ") and err.count("\n") == 1 and "Traceback" not in err
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
        (HEAD + "analysis: nul_hypothesis\ndesign: {kind: grid, factors: {police.units: [1]}}\n", ["did you mean 'null_hypothesis'"]),
        (HEAD + "design: {kind: lsh, points: 2, factors: {police.units: [1]}}\n", ["'lsh'", "did you mean 'lhs'"]),
        (HEAD + "design: {kind: lhs, factors: {police.units: [1]}}\n", ["design.points must be a whole number"]),
        (HEAD + "design: {kind: lhs, points: 2}\n", ["design.factors must be a mapping"]),
        (HEAD + "design: {kind: grid, points: 3, factors: {police.units: [1]}}\n", ["belongs to kind lhs"]),
        (HEAD + "design: {kind: grid, factors: {police.known_entity_share: prior}}\n", ["a grid needs a list of values"]),
        (HEAD + "design: {kind: list, rows: []}\n", ["design.rows must be a list"]),
        (HEAD + "design: {kind: list, rows: [{police.units: 1}, {police.unit: 2}]}\n", ["row 2", "same keys"]),
        (lhs("police.known_entity_shar: prior"), ["unknown factor", "did you mean 'police.known_entity_share'"]),
        (lhs("modes.*.p_detec: prior"), ["unknown factor", "modes.*.p_detect"]),
        (lhs("police.units: prior"), ["police.units has no prior"]),
        (lhs("police.units: []"), ["names no value"]),
        (lhs("police.units: [1, 1]"), ["names a value twice"]),
        (lhs("police.units: [[1]]"), ["each value must be"]),
        (lhs("police.units: 3"), ["must be a list of values, prior"]),
        (lhs("police.known_entity_share: [0.1, 7]"), ["experiment 'mine'", "police.known_entity_share is 7", "between 0 and 0.95"]),
        (lhs("police.units: [1.5]"), ["a whole number, not 1.5"]),
        (lhs("police.units: {range: [5, 1]}"), ["two rising numbers"]),
        (lhs("police.units: {rnge: [1, 5]}"), ["did you mean 'range'"]),
        (lhs("police.units: {factor: [1, 5]}"), ["needs a key with '*'"]),
        (lhs("police.units: {range: [0, 5], scale: log}"), ["scale: must be linear"]),
        (lhs("partnership.traits.share_prob: prior"), ["needs a single level"]),
        ("question: why?\nscenario: training\nlevels: [cooperation]\npresent: cooperation\n"
         "design: {kind: lhs, points: 2, factors: {partnership.traits.share_prob: [0.1, 2]}}\n", ["share_prob", "between 0 and 1"]),
        ("question: why?\nscenario: training\nlevels: [cooperation]\n"
         "design: {kind: lhs, points: 2, factors: {partnership.traits.share_prob: [0.1, 0.2]}}\n", ["needs present to be"]),
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
    ],
)
def test_bad_command_lines(refused, typed, names):
    sentence = refused(lhs("police.units: [1, 2]"), *typed)
    assert all(name in sentence for name in names), sentence


def test_no_experiment_and_an_unknown_one(capsys):
    assert main(["sweep"]) == 2 and "null_hypothesis" in capsys.readouterr().err
    assert main(["sweep", "experiment=nul_hypothesis"]) == 2 and "did you mean 'null_hypothesis'" in capsys.readouterr().err
    assert main(["sweep", "experiment=none.yaml"]) == 2 and "there is no file" in capsys.readouterr().err
    assert main(["sweep", "experiment=rank_stability", "points=3"]) == 2 and "fixed number of points" in capsys.readouterr().err
    assert main(["run", "--dry-run"]) == 2 and "--dry-run belongs to 'bordersim sweep'" in capsys.readouterr().err
