"""The public calls: whatever form is meant gives the same result, what can't be meant ends in a sentence."""

import dataclasses
import inspect
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import borderSim as bs
from borderSim.errors import InputError
from borderSim.studies import compare as comparing

SHORT = ["years=0.05", "burn_in_days=10"]
LEVELS = ["coexistence", "cooperation"]
PLAIN = {
    "scenario": "training",
    "levels": LEVELS,
    "replications": 1,
    "seed": 1,
    "overrides": SHORT,
    "plane": False,
    "workers": 1,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    return folder, bs.compare(**PLAIN, results_dir=folder)


@pytest.fixture
def nothing_computed(monkeypatch):
    monkeypatch.setattr(comparing, "_compute", lambda *_: pytest.fail("computed again"))


def own_file(tmp_path):
    path = tmp_path / "training é 2.yaml"
    path.write_text("base: training\nname: training\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "changes",
    [
        {"scenario": lambda _: bs.load_scenario("training", SHORT), "overrides": ()},
        {
            "scenario": lambda _: bs.load_scenario("training"),
            "overrides": {"years": np.float32(0.05), "burn_in_days": np.int32(10)},
        },
        {
            "scenario": lambda _: bs.load_scenario("training", [*SHORT, "partnership=cooperation"]),
            "overrides": [],
        },
        {"scenarios": lambda _: (bs.load_scenario("training", SHORT),), "overrides": ()},
        {"scenarios": lambda _: bs.load_scenario("training", SHORT), "overrides": ()},
        {"overrides": ["years = 0.05", " burn_in_days=10"]},
        {"scenarios": np.array(["training"])},
        {"scenarios": "training"},
        {"scenarios": pd.Series(["training"])},
        {"levels": tuple(LEVELS)},
        {"levels": np.array(LEVELS)},
        {"levels": pd.Series(LEVELS, index=[7, 9])},
        {"levels": lambda _: (name for name in LEVELS)},
        {
            "levels": lambda _: [
                "coexistence",
                bs.load_scenario("training", ["partnership=cooperation"]).partnership,
            ]
        },
        {"replications": np.int64(1), "seed": np.uint8(1), "workers": np.array(1)},
        {"replications": 1.0, "seed": np.float64(1)},
        {"overrides": (text for text in SHORT)},
        {"overrides": SHORT[1], "years": np.float64(0.05)},
        {"plane": np.False_},
        {"keep": []},
        {"keep": "monthly"},
        {"keep": np.array(["monthly"])},
        {"present": "coexistence"},
        {"engine": np.str_("local")},
        {"present": lambda _: bs.load_scenario("training").present},
    ],
)
def test_all_forms_give_the_same_result(changes, made, nothing_computed):
    folder, first = made
    asked = {
        **PLAIN,
        **{key: value(folder) if callable(value) else value for key, value in changes.items()},
    }
    if "scenarios" in asked:
        del asked["scenario"]
    again = bs.compare(**asked, results_dir=Path(folder))
    assert again.folder == first.folder and again.runs.equals(first.runs)


@pytest.mark.parametrize(
    "wrong",
    [
        *({"seed": value} for value in (None, -1, 1.5, True, [1], "1", float("nan"), 2**63)),
        *({"replications": value} for value in (0, 2.5, True, "4", [4])),
        *({"years": value} for value in ("x", float("inf"), 0, -1, True, [1])),
        *({"workers": value} for value in (0, 1.5, True, "2")),
        *(
            {"levels": value}
            for value in (
                5,
                [5],
                None,
                [None],
                {"a", "b"},
                "cooperatio",
                ["coexistence", "coexistence"],
                ["nowhere", "nowhere"],
                [],
                True,
            )
        ),
        *(
            {"scenario": value}
            for value in (5, None, "trainin", ["training"], True, b"training", "")
        ),
        *({"scenarios": value} for value in (5, [5], [], {"training"})),
        *({"overrides": value} for value in (5, [5], None, "years")),
        {"plane": "false"},
        {"overwrite": 1},
        {"keep": "weekly"},
        {"keep": 3},
        {"name": 5},
        {"results_dir": None},
        {"engine": "dusk"},
        {"on_error": None},
        {"present": 3},
        {"present": dataclasses.replace(bs.load_scenario("training").present, title="Mine")},
        {"scenario": bs.load_scenario("training", SHORT), "scenarios": ["training"]},
        {"precision": "5%"},
        {"max_replications": 1},
        {"progress": 5},
        {"replication": 3},
        {"transition": 1},
    ],
)
def test_what_can_t_be_meant_is_refused(wrong, tmp_path):
    with pytest.raises(InputError) as caught:
        bs.compare(**{**PLAIN, "results_dir": tmp_path / "out", **wrong})
    said = str(caught.value)
    assert "\n" not in said and len(said) < 400 and not (tmp_path / "out").exists()
    assert next(iter(wrong)).rstrip("s") in said or "unknown" in said or "levels" in said


@pytest.mark.parametrize(
    "wrong",
    [
        {"experiment": 5},
        {"experiment": "surfac"},
        {"points": 2.5},
        {"points": True},
        {"seed": "x"},
        {"settings": 5},
        {"keep": ["day"]},
        {"years": np.inf},
        {"scenario": bs.load_scenario("training")},
    ],
)
def test_of_a_sweep_too(wrong, tmp_path):
    with pytest.raises(InputError) as caught:
        bs.sweep(**{"experiment": "null_hypothesis", "results_dir": tmp_path, **wrong})
    assert "\n" not in str(caught.value) and not any(tmp_path.iterdir())


def test_a_run_takes_a_name_a_path_or_a_scenario(tmp_path):
    (tmp_path / "short.yaml").write_text("base: training\nyears: 0.05\nburn_in_days: 10\n")
    scenario = bs.load_scenario("training", tuple(SHORT))
    first = bs.run(scenario, seed=np.int64(3))
    assert first.outcomes.equals(bs.run(tmp_path / "short.yaml", 3.0).outcomes)
    model = bs.BorderModel(str(tmp_path / "short.yaml"), seed=np.uint16(3))
    model.run_horizon()
    assert list(model.result().outcomes.values()) == [
        None if value != value else value for value in first.outcomes
    ]
    assert bs.BorderModel("training").state.seed == 1
    for seed in (None, -1, 1.5, True, [1], "1", np.nan):
        for call in (bs.run, bs.BorderModel):
            with pytest.raises(
                InputError, match=r"^seed=.*: must be a whole number of at least 0$"
            ):
                call(scenario, seed)
    for wrong in (5, None, ["training"], "trainin"):
        for call in (bs.run, bs.BorderModel, bs.load_scenario):
            with pytest.raises(InputError, match=r"^scenario="):
                call(wrong)


def test_results_take_names_lists_and_paths(made):
    folder, first = made
    loaded = bs.load_result(Path(first.folder))
    assert loaded.runs.equals(bs.load_result(first.folder.name, folder).runs)
    assert (
        list(loaded.paired(np.array(["seizures"]))["outcome"].unique()) == ["seizures"]
        and len(loaded.paired()) > 100
    )
    loaded.figure("forest", scenario="training")
    for call, sentence in [
        (lambda: loaded.paired("seizure"), "did you mean 'seizures'"),
        (lambda: loaded.paired([3]), "there is no outcome 3"),
        (lambda: loaded.figure("forst"), "did you mean 'forest'"),
        (lambda: loaded.figure(3), "must be the name of a figure"),
        (lambda: loaded.figure("forest", scenario="x"), "there is no scenario"),
        (lambda: loaded.events, "keep=events"),
        (lambda: bs.load_result(5), "result=5"),
        (lambda: bs.load_result("nothing", folder), "is no result"),
    ]:
        with pytest.raises(InputError, match=sentence):
            call()


def test_without_any_load_the_pages_are_drawn(tmp_path, recwarn):
    nothing = {"organisations.count": 0, "years": 0.02, "burn_in_days": 5}
    result = bs.compare(
        "training",
        levels=["cooperation"],
        replications=1,
        overrides=nothing,
        workers=1,
        plane=True,
        results_dir=tmp_path,
    )
    assert (
        (result.folder / "report.html").is_file()
        and result.figure("plane").data
        and not list(recwarn)
    )


def test_signatures_and_documentation_stay_readable():
    for function in (bs.compare, bs.sweep, bs.load_scenario, bs.load_result):
        assert inspect.getdoc(function) and len(inspect.signature(function).parameters) > 1
    assert (
        "keep" in inspect.signature(bs.compare).parameters
        and "keep" in inspect.signature(bs.sweep).parameters
    )


def test_a_list_valued_factor_is_a_list_again(tmp_path, monkeypatch):
    from borderSim.cli import main

    monkeypatch.chdir(tmp_path)
    assert (
        main(
            [
                "run",
                "-m",
                "scenario=training",
                *SHORT,
                "instruments=[liaison_officers],[]",
                "workers=1",
                "name=lists",
            ]
        )
        == 0
    )
    loaded = bs.load_result("lists")
    assert loaded.runs["instruments"].tolist() == [["liaison_officers"], []]
    assert [json.loads(row["instruments"]) for row in loaded.manifest["choices"]["rows"]] == [
        ["liaison_officers"],
        [],
    ]
    assert len(loaded.monthly) == 2 and loaded.figure("seizures", run=np.int64(1)).data
    with pytest.raises(InputError, match="events=true"):
        _ = loaded.events
    with pytest.raises(InputError, match="did you mean 'seizures'"):
        loaded.figure(["seizure"])
