"""Each bad input ends with one sentence on stderr, nothing on stdout, exit code 2, and nothing written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from borderSim.cli import main

POSTS = """
posts:
  gate:
    kind: land
    flows:
      truck: {units_per_year: 1000, officers: 3}
"""
ORGANISATIONS = """
organisations:
  count: 1
  profiles:
    only: {share: 1, commodity: resin, mode: truck}
"""
WHOLE = POSTS + ORGANISATIONS


@pytest.fixture
def refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    """Return the sentence that a command line is refused with."""
    monkeypatch.chdir(tmp_path)

    def command(*typed: str) -> str:
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        assert main(typed) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("bordersim: ") and err.count("\n") == 1 and "Traceback" not in err
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
        return err

    return command


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        # ---- keys, types, ranges
        (
            ["run", "customs.random_shar=0.1"],
            ["customs.random_shar", "did you mean 'random_share'"],
        ),
        (["run", "cutoms.random_share=0.1"], ["cutoms", "did you mean 'customs'"]),
        (["run", "customs.random_share=abc"], ["customs.random_share", "'abc'", "a number"]),
        (["run", "customs.random_share=true"], ["a number, not true"]),
        (["run", "customs.random_share=[1]"], ["a number, not a list"]),
        (["run", "customs=[1]"], ["customs must be a mapping"]),
        (["run", "customs.random_share=nan"], ["customs.random_share is nan", "finite"]),
        (["run", "police.investigators=inf"], ["police.investigators is inf", "finite"]),
        (["run", "police.investigators=1e999"], ["is inf", "finite"]),
        (
            ["run", "posts.land_west.flows.truck.units_per_year=-1"],
            ["units_per_year is -1", "between 0 and 10,000,000,000", "units/year"],
        ),
        (["run", "customs.random_share=1.1"], ["1.1", "between 0 and 1"]),
        (
            ["run", "modes.box.p_detect=2"],
            ["modes.box.p_detect is 2", "between 0 and 1 (probability)"],
        ),
        (["run", "police.units=2.5"], ["a whole number, not 2.5"]),
        (["run", "cargo.sampling=lasy"], ["'lasy'", "did you mean 'lazy'", "lazy, full"]),
        (["run", "traffickers.adaptation=perhaps"], ["true or false (or on, off)"]),
        (
            ["run", "traffic.goods_shares=[0.5,0.6]"],
            ["traffic.goods_shares", "add up to 1.1", "must add up to 1"],
        ),
        (["run", "posts={}"], ["posts is empty", "at least one post"]),
        (["run", "partnership.traits.share_pro=0.4"], ["did you mean 'share_prob'"]),
        (["run", "levers.governance=1.5"], ["levers.governance is 1.5", "between 0 and 1"]),
        # ---- numbers of the command line
        (["compare", "replications=0"], ["replications=0", "at least 1"]),
        (["compare", "replications=-3"], ["replications=-3", "at least 1"]),
        (["compare", "replications=2.5"], ["replications=2.5", "whole number"]),
        (["compare", "replications=many"], ["replications=many", "whole number"]),
        (["compare", "replications="], ["replications=", "whole number"]),
        (["compare", "years=0"], ["years=0", "above 0"]),
        (["compare", "years=-1"], ["years=-1", "above 0"]),
        (["compare", "years=nan"], ["years=nan", "above 0"]),
        (["compare", "years=inf"], ["years=inf", "above 0"]),
        (["compare", "years=x"], ["years=x", "above 0"]),
        (["compare", "years=1000"], ["years", "between 0.00273973 and 100"]),
        (["run", "years=0"], ["years is 0", "between 0.00273973 and 100"]),
        (["compare", "workers=0"], ["workers=0", "at least 1"]),
        (["run", "workers=-1"], ["workers=-1", "at least 1"]),
        (["compare", "seed=-1"], ["seed=-1", "at least 0"]),
        (["run", "seed=one"], ["seed=one", "whole number"]),
        (["run", "seed=1,2"], ["run -m"]),
        (["run", "years=1,2"], ["run -m"]),
        (["compare", "plane=maybe"], ["plane=maybe", "true or false"]),
        (["compare", "seed=1", "seed=2"], ["seed= is given twice"]),
        # ---- levels
        (["compare", "levels=[]"], ["levels=[]", "no level"]),
        (["compare", "levels="], ["levels=", "no level"]),
        (
            ["compare", "levels=[coexistence,coperation]"],
            ["'coperation'", "did you mean 'cooperation'"],
        ),
        (["compare", "levels=[cooperation,cooperation]"], ["'cooperation' twice"]),
        (["compare", "levels=[1,2]"], ["levels=[1,2]", "list of names"]),
        (["compare", "levels=[a"], ["levels=[a", "can't be read"]),
        (["compare", "present=cooperaton"], ["present=cooperaton", "did you mean 'cooperation'"]),
        (["compare", "partnership=cooperation"], ["partnership=", "levels="]),
        (["compare", "partnership.traits.share_prob=1"], ["levels="]),
        (["compare", "levers.governance=0.5"], ["levers.governance", "levels="]),
        (["run", "partnership=colaboration"], ["did you mean 'collaboration'"]),
        # ---- layers and transition
        (
            ["run", "layers.strategic=coperation"],
            ["layers.strategic=coperation", "did you mean 'cooperation'"],
        ),
        (
            ["run", "layers.middle=cooperation"],
            ["layers.middle is an unknown key", "strategic, operational, tactical"],
        ),
        (
            ["compare", "layers.tactical=cooperation"],
            ["layers.tactical=", "belongs to 'bordersim run'", "levels="],
        ),
        (
            ["compare", "transition=rampe"],
            ["transition is 'rampe'", "did you mean 'ramp'", "steady, switch, ramp"],
        ),
        (
            ["run", "partnership=cooperation", "partnership.traits.months_to_reach=-3"],
            ["months_to_reach is -3", "between 0 and 240"],
        ),
        (
            [
                "run",
                "partnership=cooperation",
                "transition=ramp",
                "partnership.traits.months_to_reach=null",
                "partnership.traits.share_prob=0.4",
            ],
            ["months_to_reach is null", "'cooperation'", "transition=ramp needs it"],
        ),
        (["run", "levels=all"], ["levels= belongs to 'bordersim compare'"]),
        (["run", "replications=3"], ["replications= belongs to 'bordersim compare'"]),
        # ---- scenarios
        (["run", "scenario=natinal"], ["'natinal'", "did you mean 'national'"]),
        (["run", "scenario=../national"], ["'../national'", "end in .yaml"]),
        (["run", "scenario=a/b"], ["'a/b'", "end in .yaml"]),
        (["run", "scenario=/etc/passwd"], ["end in .yaml"]),
        (["run", "scenario=.."], ["'..'"]),
        (["run", "scenario="], ["names no scenario"]),
        (["run", "scenario=nowhere.yaml"], ["there is no file 'nowhere.yaml'"]),
        (["compare", "scenarios=[]"], ["scenarios=[]", "no scenario"]),
        (["compare", "scenarios=[training,natinal]"], ["did you mean 'national'"]),
        (["compare", "scenario=training", "scenarios=[airport]"], ["exclude each other"]),
        # ---- shocks
        (
            ["run", "shocks=[scaner_breaks]"],
            ["unknown shock 'scaner_breaks'", "did you mean 'scanner_breaks'"],
        ),
        (["run", "shocks=[nowhere.yaml]"], ["there is no file 'nowhere.yaml'"]),
        (
            [
                "run",
                "scenario=training",
                "shocks=[scanner_breaks]",
                "shocks.scanner_breaks.day=730",
            ],
            ["day is 730", "between 0 and 729"],
        ),
        (
            ["run", "scenario=training", "shocks=[scanner_breaks]", "shocks.scanner_breaks.dya=5"],
            ["did you mean 'day'"],
        ),
        (
            ["run", "scenario=training", "shocks.scanner_breaks.day=5"],
            ["shocks='[scanner_breaks]'"],
        ),
        (
            ["run", "scenario=airport", "shocks=[parcels_double]"],
            ["'parcel'", "no post has such traffic"],
        ),
        (
            ["compare", "scenario=training", "years=0.1", "shocks=[minister_changes]"],
            ["day is 120", "between 0 and 35"],
        ),
        # ---- results
        (["compare", "scenario=training", "name=a/b"], ["'a/b'", "'/'"]),
        (["compare", "scenario=training", "name=.."], ["'..'"]),
        (["compare", "scenario=training", "name="], ["name=''"]),
        (["run", "scenario=training", "name=../x"], ["'../x'"]),
        (["compare", "scenario=training", "results_dir="], ["results_dir="]),
        (["status"], ["needs the name of a result"]),
        (["status", "nowhere"], ["'nowhere' is no result"]),
        (["report", "nowhere"], ["'nowhere' is no result"]),
        # ---- code in data
        (["run", "title=${oc.env:HOME}"], ["interpolations", "oc.env"]),
        (["compare", "scenario=${oc.env:HOME}"], ["interpolations"]),
        (["compare", "name=${oc.env:HOME}"], ["interpolations"]),
        (["run", "customs._target_=os.system"], ["_target_"]),
        (["run", "hydra.run.dir=/tmp"], ["Hydra's own"]),
        # ---- the command itself
        (["comapre"], ["unknown command 'comapre'", "did you mean 'compare'"]),
        (["run", "--dry"], ["unknown flag '--dry'"]),
        (["run", "--overwrite=true"], ["unknown flag"]),
        (["sweep", "-m"], ["-m belongs to", "run"]),
        (["run", "national"], ["'national'", "key=value"]),
        (["status", "a", "b"], ["'b'"]),
        (["params", "seed=1"], ["seed= belongs to"]),
        (["scenarios", "x.y=1"], ["takes no x.y="]),
        (["params", "investigatrs"], ["'investigatrs'", "did you mean 'investigators'"]),
        (["run", "-m", "seed=1,2", "scenario=training,natinal"], ["did you mean 'national'"]),
        (
            ["run", "-m", "scenario=training", "customs.random_share=0.1,7"],
            ["customs.random_share is 7"],
        ),
        (["run", "-m", "scenario=training", "seed=1,-2"], ["seed=-2", "at least 0"]),
    ],
    ids=lambda value: (
        " ".join(value) if value and isinstance(value, list) and value[0].isalpha() else ""
    ),
)
def test_on_the_command_line(refused, typed, names):
    sentence = refused(*typed)
    for name in names:
        assert name in sentence


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"", ["is empty"]),
        (b"# nothing\n", ["is empty"]),
        (b"title: \xff\xfe\n", ["not UTF-8"]),
        (b"- a\n- b\n", ["must be a mapping", "not a list"]),
        (b"posts: [a\n", ["line 2", "not valid YAML"]),
        (b"title: a\ntitle: b\n", ["line 2", "'title' stands there twice"]),
        (
            b"posts:\n  a: {kind: land}\n  a: {kind: land}\n",
            ["line 3", "'posts.a' stands there twice"],
        ),
        (b"posts: {}\n", ["posts is empty", "at least one post"]),
        (b"posts: [a, b]\n", ["posts must be a mapping", "not a list"]),
        (b"title: x\n", ["the key 'posts' is missing"]),
        (POSTS.encode(), ["organisations.profiles", "add up to 0"]),
        (
            WHOLE.replace("officers", "oficers").encode(),
            ["posts.gate.flows.truck", "lacks the key 'officers'"],
        ),
        (
            WHOLE.replace("1000", "-1000").encode(),
            ["posts.gate.flows.truck.units_per_year is -1000", "between 0 and 10,000,000,000"],
        ),
        (WHOLE.replace("1000", ".nan").encode(), ["units_per_year is nan"]),
        (WHOLE.replace("1000", ".inf").encode(), ["units_per_year is inf"]),
        (WHOLE.replace("1000", "'1000'").encode(), ["units_per_year must be a number, not '1000'"]),
        (
            WHOLE.replace("share: 1", "share: 0.7").encode(),
            ["organisations.profiles", "add up to 0.7"],
        ),
        (WHOLE.replace("resin", "raisin").encode(), ["'raisin'", "did you mean 'resin'"]),
        (
            WHOLE.replace("kind: land", "kind: lnad").encode(),
            ["posts.gate.kind is 'lnad'", "did you mean 'land'"],
        ),
        (
            (WHOLE + "modes: {truk: {p_detect: 0.5}}\n").encode(),
            ["modes.truk lacks the key", "did you mean 'truck'"],
        ),
        (
            (WHOLE + "modes: {truck: {p_detect: 1.5}}\n").encode(),
            ["modes.truck.p_detect is 1.5", "between 0 and 1"],
        ),
        ((WHOLE + "custms: {}\n").encode(), ["custms is an unknown key", "did you mean 'customs'"]),
        ((WHOLE + "customs:\n").encode(), ["customs must be a mapping", "not null"]),
        ((WHOLE + "levels: {}\n").encode(), ["levels"]),
        ((WHOLE + "name: a b\n").encode(), ["name is 'a b'"]),
        ((WHOLE + "legal_model: ful\n").encode(), ["legal_model", "did you mean 'full'"]),
        ((WHOLE + "legal_model: 3\n").encode(), ["legal_model"]),
        ((WHOLE + "present: 3\n").encode(), ["present"]),
        ((WHOLE + "partnership: [a]\n").encode(), ["partnership"]),
        ((WHOLE + "base: natinal\n").encode(), ["base", "did you mean 'national'"]),
        ((WHOLE + "base: [a]\n").encode(), ["base must be the name of a shipped scenario"]),
        ((WHOLE + "schedule: {day: 3}\n").encode(), ["schedule must be a list"]),
        (
            (WHOLE + "orders:\n  - {organisation: 0, planned: 3, find: let run}\n").encode(),
            ["orders[0].find is 'let run'", "did you mean 'let_run'"],
        ),
        (b"title: ${oc.env:HOME}\n", ["line 1", "title", "interpolations"]),
        (b"title: {_target_: os.system}\n", ["line 1", "_target_"]),
        (b"# @package _global_\ntitle: x\n", ["line 1", "@package"]),
        (b"hydra: {run: {dir: /tmp}}\n", ["'hydra:'"]),
        (b"defaults: [base]\n", ["'defaults:'"]),
        (b"title: !!python/name:os.system\n", ["the tag"]),
    ],
)
def test_in_a_file(refused, tmp_path, content, names):
    (tmp_path / "mine.yaml").write_bytes(content)
    sentence = refused("run", "scenario=mine.yaml")
    assert "mine.yaml" in sentence
    for name in names:
        assert name in sentence


def test_in_a_level_file(refused, tmp_path):
    (tmp_path / "mine.yaml").write_text("name: mine\ntraits: {share_pro: 1}\n")
    assert "did you mean 'share_prob'" in refused("run", "partnership=mine.yaml")
    (tmp_path / "mine.yaml").write_text("name: mine\n")
    assert "mine.yaml" in refused("compare", "levels=[mine.yaml]")


def test_a_results_folder_that_cannot_be_written(refused, tmp_path):
    (tmp_path / "file").write_text("in the way")
    for command in ("compare", "run"):
        sentence = refused(
            command, "scenario=training", f"results_dir={tmp_path / 'file' / 'results'}"
        )
        assert "results_dir" in sentence


def test_a_name_that_holds_something_else_is_left_alone(refused, tmp_path):
    (tmp_path / "results" / "taken").mkdir(parents=True)
    (tmp_path / "results" / "taken" / "notes.txt").write_text("mine")
    assert "taken" in refused("compare", "scenario=training", "name=taken", "overwrite=true")
    assert "taken" in refused("run", "scenario=training", "name=taken")


def test_odd_characters_stay_in_one_line(refused):
    assert "customs.random_share" in refused("run", "customs.random_share='a\nb'")
    assert "\x1b" not in refused("run", "customs.random_share='\x1b[31m'")
