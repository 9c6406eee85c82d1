"""What Hydra's users type: ``-m`` with the whole grammar, ``--cfg job``, and a sentence for what has no place here."""

import pytest
import yaml

from borderSim import cli
from borderSim.cli.arguments import read_arguments
from borderSim.cli.hydra_flags import HYDRA_ALONE
from borderSim.cli.multirun import expanded
from borderSim.errors import InputError
from borderSim.scenario.load import load_scenario, scenario_as_dict
from borderSim.scenario.names import shipped
from borderSim.scenario.overrides import expand
from borderSim.studies import compare as compare_module
from borderSim.studies.compare import load_plan
from borderSim.studies.execution.manifest import plain

LEVELS = shipped("partnership")


def values(text):
    key = text.partition("=")[0]
    return [row[key].partition("=")[2] for row in expand([text])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seed=1,2,3", ["1", "2", "3"]),
        ("seed=range(1,4)", ["1", "2", "3"]),
        ("customs.random_share=range(0,1,0.5)", ["0.0", "0.5"]),
        ("scenario=choice(training,airport)", ["training", "airport"]),
        ("seed=sort(3,1,2)", ["1", "2", "3"]),
        (
            "levels=all,[coexistence,cooperation+joint_training]",
            ["all", "[coexistence,cooperation+joint_training]"],
        ),
        ("scenario=glob(*)", shipped("scenario")),
        (
            "partnership=glob(co*,exclude=[coex*,*ion])",
            [name for name in LEVELS if name != "coexistence" and not name.endswith("ion")],
        ),
        ("partnership=glob([coop*,coord*])", ["cooperation", "coordination"]),
        ("legal_model=glob(f*)", ["full"]),
    ],
)
def test_the_grammar_is_hydras(text, expected):
    if not expected:
        with pytest.raises(InputError, match="matches no name"):
            values(text)
    else:
        assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("customs.random_share=interval(0,1)", "interval() gives no list"),
        ("seed=shuffle(range(1,4))", "shuffle() gives another order"),
        (
            "customs.random_share=glob(*)",
            "glob() chooses among names, of scenario, partnership, present, legal_model",
        ),
        ("scenario=glob(zz*)", "matches no name; there are: airport"),
        ("scenario=glob(a*),training", "glob() stands alone"),
        ("seed=range(1,1000000)", "at most 100000"),
    ],
)
def test_what_cant_be_expanded_is_told(text, told, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["run", "-m", text]) == 2
    out, err = capsys.readouterr()
    assert told in err and out == "" and err.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "scenario=choice(training,airport)",
        "scenario=glob(*)",
        "partnership=glob(*)",
        "scenario=training,airport",
    ],
)
@pytest.mark.parametrize("command", ["run", "compare"])
def test_several_values_need_m(command, text, capsys):
    if command == "compare" and text.startswith("partnership"):
        text = text.replace("partnership", "legal_model")
    assert cli.main([command, text]) == 2
    assert "only -m expands" in capsys.readouterr().err


def test_compare_m_is_one_comparison_after_the_other(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    typed = [
        "compare",
        "-m",
        "scenario=training",
        "levels=[coexistence]",
        "legal_model=none,full",
        "customs.random_share=0.1,0.2",
        "workers=1",
    ]
    rows = expanded(read_arguments(typed, cli.COMMANDS))
    assert [title for title, _ in rows] == [
        f"legal_model={law} customs.random_share={share}"
        for law in ("none", "full")
        for share in (0.1, 0.2)
    ]
    assert all(
        "--multirun" not in own.flags and "-m" not in own.typed and "workers=1" in own.typed
        for _, own in rows
    )
    calls = []

    def carry_out(**options):
        calls.append(options)
        raise compare_module.InputError("stop")

    monkeypatch.setattr(compare_module, "compare", carry_out)
    assert cli.main(typed) == 2 and calls[0]["overrides"] == [
        "legal_model=none",
        "customs.random_share=0.1",
    ]
    assert cli.main([*typed, "name=one"]) == 2
    assert "-m makes 4 here" in capsys.readouterr().err
    assert cli.main(["compare", "-m", "scenario=training", "legal_model=none,nothing"]) == 2
    assert len(calls) == 1, "what is wrong in the last row shows before the first is computed"


def test_compare_m_makes_each(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    typed = [
        "compare",
        "-m",
        "scenario=training",
        "levels=[coexistence]",
        "years=0.05,0.1",
        "burn_in_days=5",
        "replications=1",
        "plane=false",
        "workers=1",
    ]
    assert cli.main(typed) == 0
    out = capsys.readouterr().out
    assert out.index("== years=0.05") < out.index("== years=0.1")
    assert len(list((tmp_path / "results").glob("compare-training-*/report.html"))) == 2


def shown(capsys, *typed):
    assert cli.main(list(typed)) == 0
    return yaml.safe_load(capsys.readouterr().out)


def test_cfg_job_shows_a_run_resolved(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    typed = [
        "scenario=training",
        "partnership=cooperation+joint_training",
        "customs.random_share=0.25",
    ]
    content = shown(capsys, "run", *typed, "seed=4", "--cfg", "job", "--resolve")
    assert content.pop("seed") == 4
    assert content == plain(scenario_as_dict(load_scenario("training", typed[1:])))
    assert list(tmp_path.iterdir()) == [], "nothing is written"


def test_cfg_job_shows_what_a_comparison_hashes(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    content = shown(
        capsys,
        "compare",
        "-c",
        "job",
        "scenario=training",
        "levels=[coexistence,cooperation]",
        "years=1",
        "plane=false",
        "replications=3",
    )
    design = load_plan(
        ["training"],
        ["coexistence", "cooperation"],
        ["years=1"],
        None,
        seed=1,
        replications=3,
        with_plane=False,
    ).design
    assert content == {
        "replications": 3,
        **plain(
            {
                "choices": design.choices,
                "config": design.config,
                "level_config": design.level_config,
            }
        ),
    }
    assert list(tmp_path.iterdir()) == []


def test_cfg_job_shows_a_sweep(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(
        "question: Does it?\nscenario: training\nlevels: [coexistence]\ndesign: {kind: grid, factors: {customs.random_share: [0.1, 0.2]}}\n"
    )
    content = shown(
        capsys, "sweep", "--cfg=job", "experiment=mine.yaml", "replications=4", "years=2"
    )
    assert (
        content["replications"],
        content["choices"]["years"],
        content["choices"]["design"]["points"],
    ) == (4, 2, 2)
    assert content["config"]["training"]["years"] == 2 and [p.name for p in tmp_path.iterdir()] == [
        "mine.yaml"
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["run", "--cfg", "hydra"], "only 'job' is shown"),
        (["run", "--cfg"], "--cfg needs a value: --cfg job"),
        (["run", "--cfg", "job", "-m", "seed=1,2"], "without -m"),
        (["run", "--cfg", "job", "--cfg", "job"], "given twice"),
        (["params", "--cfg", "job"], "--cfg belongs to"),
        (["run", "--multirun=yes"], "takes no value"),
        (["validate", "--config-dir", "x"], "-config-dir belongs to 'bordersim compare' (and run"),
        (["run", "--config-dir"], "needs a value"),
        (["run", "--config-dirs", "x"], "did you mean '--config-dir'?"),
        *((["run", flag], flag) for flag in HYDRA_ALONE),
    ],
)
def test_flags_that_do_not_fit(typed, told, capsys):
    assert cli.main(typed) == 2
    out, err = capsys.readouterr()
    assert told in err and out == "" and err.count("\n") == 1


def test_the_help_names_the_flags(capsys):
    assert cli.main(["run", "--help"]) == 0
    out = capsys.readouterr().out
    assert "-cd --config-dir DIR" in out and "-c --cfg job" in out and "-m --multirun" in out
