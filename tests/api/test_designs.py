"""Designs from Python: a mapping, a table or an Experiment is the study that its YAML file is."""

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

import borderSim as bs
from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.scenario.load import load_levels
from borderSim.studies import sweep as module
from tests.studies import fake

LEVELS = ["coexistence", "cooperation"]
STAFF, SHARE = "police.investigators", "customs.random_share"
GRID = {STAFF: [20, 40], SHARE: [0.1, 0.3], "level": LEVELS}
RUN = {
    "scenario": "training",
    "replications": 2,
    "years": 0.1,
    "overrides": {"burn_in_days": 10},
    "workers": 1,
}
FILE = """
question: ""
scenario: training
levels: [coexistence, cooperation]
years: 0.1
replications: 2
settings: [burn_in_days=10]
design:
  kind: {kind}
"""


@pytest.fixture
def sweep(tmp_path, monkeypatch):
    """Carry out a design over the fake world, which takes no time."""
    monkeypatch.setattr(module, "branch_levels", fake.simulate)
    monkeypatch.setenv("FAKE_MARKS", str(tmp_path))
    return lambda design, **more: bs.sweep(
        design, **{**RUN, "results_dir": tmp_path / "results", **more}
    )


def one_result(*found):
    assert (
        len({(item.folder, item.manifest["config_hash"], item.runs.to_csv()) for item in found})
        == 1
    )
    return found[0]


# ----------------------------------------------------------------------- the same study in every form
@pytest.mark.parametrize(
    "form",
    [
        GRID,
        {STAFF: np.array([20, 40]), SHARE: pd.Series([0.1, 0.3]), "levels": tuple(LEVELS)},
        {STAFF: (n for n in (20, 40)), SHARE: (0.1, 0.3), "level": LEVELS},
        {
            "design": {"kind": "grid", "factors": {STAFF: [20, 40], SHARE: [0.1, 0.3]}},
            "levels": LEVELS,
        },
        bs.Experiment(design=GRID),
        bs.Experiment(
            design={STAFF: [20, 40], SHARE: [0.1, 0.3]}, levels=LEVELS, scenarios="training"
        ),
    ],
)
def test_every_form_is_the_study_of_its_file(form, sweep, tmp_path):
    (tmp_path / "design.yaml").write_text(
        FILE.format(kind="grid") + f"  factors: {{{STAFF}: [20, 40], {SHARE}: [0.1, 0.3]}}\n"
    )
    read = sweep(tmp_path / "design.yaml", name="same")
    found = one_result(read, sweep(form, name="same"))
    assert len(found.runs) == 4 * 2 * 2 and found.notes == []


def test_a_table_is_the_study_of_its_csv_file(sweep, tmp_path):
    rows = pd.DataFrame(
        {
            "level": ["cooperation", "coordination", "coexistence"],
            STAFF: [20, 40.0, 30],
            SHARE: [0.125, 1.0, 0.1],
            "instruments.liaison_officers": [True, False, False],
        },
        index=["many", "few", "none"],
    )
    own = bs.Experiment(
        design=rows,
        scenarios=["training"],
        years=0.1,
        replications=2,
        overrides=["burn_in_days=10"],
    )
    file = own.save(tmp_path / "design.yaml")
    assert (tmp_path / "design.csv").read_text().splitlines()[:2] == [
        f"label,partnership,{STAFF},{SHARE},instruments.liaison_officers",
        "many,cooperation,20.0,0.125,true",
    ]
    of_frame = [
        rows,
        rows.rename(columns={"level": "partnership"}),
        rows.rename(columns={"level": "levels"}),
        rows.rename_axis("label").reset_index(),
    ]
    found = one_result(
        sweep(file, name="same"),
        sweep(own, name="same"),
        *(sweep(frame, name="same") for frame in of_frame),
    )
    assert set(found.runs["level"]) == {"coexistence", "cooperation", "coordination"} and list(
        found.runs["label"].unique()
    ) == ["many", "few", "none"]
    assert found.runs.loc[found.runs["label"] == "none", "level"].unique().tolist() == [
        "coexistence"
    ]


def test_it_resumes_with_more_replicates_and_is_made_again_by_its_line(
    sweep, tmp_path, monkeypatch
):
    first = sweep(GRID)
    more = sweep(GRID, replications=3)
    assert (
        more.folder == first.folder
        and "design-training" in first.folder.name
        and len(more.runs) == 4 * 2 * 3
    )
    monkeypatch.chdir(first.folder)
    assert (
        main(
            [
                *more.manifest["command"][1:],
                "workers=1",
                f"results_dir={tmp_path / 'again'}",
                "name=again",
            ]
        )
        == 0
    )
    assert (tmp_path / "again" / "again" / "runs.parquet").read_bytes() == (
        more.folder / "runs.parquet"
    ).read_bytes()


def test_paths_in_a_design_are_kept_with_the_result(sweep, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine").mkdir()
    Path("mine/own.yaml").write_text("base: training\nname: own\n")
    Path("points.csv").write_text(f"{STAFF}\n20\n30\n")
    own = bs.Experiment(
        design={"kind": "csv", "file": "points.csv"}, scenarios="mine/own.yaml", levels=LEVELS
    )
    made = sweep(own, scenario=None)
    assert sorted(path.name for path in (made.folder / "inputs").iterdir()) == [
        "design.yaml",
        "own.yaml",
        "points.csv",
    ]
    assert yaml.safe_load((made.folder / "inputs" / "design.yaml").read_text())["scenarios"] == [
        "own.yaml"
    ]
    monkeypatch.chdir(made.folder)
    assert (
        main(
            [
                *made.manifest["command"][1:],
                "workers=1",
                f"results_dir={tmp_path / 'again'}",
                "name=again",
            ]
        )
        == 0
    )


def test_paths_of_a_file_are_looked_up_beside_it_and_designs_have_names_of_their_own(
    sweep, tmp_path
):
    (tmp_path / "points.csv").write_text(f"{STAFF}\n20\n30\n")
    (tmp_path / "mine.yaml").write_text(FILE.format(kind="csv") + "  file: points.csv\n")
    assert len(bs.Experiment.load(tmp_path / "mine.yaml").checked.rows) == 2
    alone = {"workers": 1, "results_dir": tmp_path / "results"}
    plain = [
        bs.Experiment(design={STAFF: [number], "level": LEVELS}, scenarios="training", years=0.1)
        for number in (20, 30)
    ]
    assert len({bs.sweep(own, **alone).folder for own in plain}) == 2


def test_an_experiment_is_written_read_and_changed(tmp_path):
    own = bs.Experiment(
        question="Why?",
        design=GRID,
        scenarios="training",
        replications=3,
        overrides={"burn_in_days": 10},
        keep="monthly",
        name="staff",
    )
    again = bs.Experiment.load(own.save(tmp_path / "other.yaml"))
    assert again == own and again.as_dict() == own.as_dict() and again.name == "staff"
    assert dataclasses.replace(own, settings=["burn_in_days=9"], overrides=()).overrides == (
        "burn_in_days=9",
    )
    assert (
        repr(own) == "<experiment staff: Why? grid of 4 points, training, 2 levels, 3 replications>"
    )
    assert (
        bs.Experiment.load("surface").as_dict()["replications"]
        == bs.Experiment.load("surface").replications
        == 20
    )
    (tmp_path / "words.yaml").write_text(
        FILE.format(kind="grid").replace("settings:", "overrides:")
        + f"  factors: {{{STAFF}: [20]}}\n"
    )
    assert bs.Experiment.load(tmp_path / "words.yaml").overrides == ("burn_in_days=10",)


def test_a_mapping_is_drawn_where_a_size_is_given(sweep):
    drawn = sweep(
        {STAFF: "prior", SHARE: {"range": [0.1, 0.3]}, "level": LEVELS}, points=3, replications=1
    )
    assert drawn.manifest["choices"]["design"]["kind"] == "lhs" and drawn.runs[STAFF].nunique() == 3


# ----------------------------------------------------------------------- the same words
def test_overrides_are_one_word_everywhere(sweep, tmp_path):
    short = {"years": 0.05, "burn_in_days": 5}
    again = [
        bs.run("training", 2, overrides=text)
        for text in (short, [f"{key}={value}" for key, value in short.items()])
    ]
    loaded = bs.run(bs.load_scenario("training", overrides=short), 2)
    assert all(one.outcomes.equals(loaded.outcomes) for one in again) and len(loaded.daily) == 18
    assert bs.run(bs.load_scenario("training", settings=short), 2).outcomes.equals(loaded.outcomes)
    older = {key: value for key, value in RUN.items() if key != "overrides"} | {
        "settings": "burn_in_days=10"
    }
    of_mapping = {key: value for key, value in RUN.items() if key != "years"} | {
        "overrides": {"burn_in_days": 10, "years": 0.1}
    }
    one_result(
        sweep(GRID),
        *(bs.sweep(GRID, **run, results_dir=tmp_path / "results") for run in (older, of_mapping)),
    )
    assert bs.Experiment(design=GRID, overrides={"years": 0.1}).years == 0.1


SENTENCES = [
    ({"police.investigator": [1]}, "unknown factor (did you mean 'police.investigators'?)"),
    ({}, "names no factor"),
    ({"level": LEVELS}, "compares levels alone"),
    ({STAFF: []}, "names no value"),
    ({STAFF: [20, 20]}, "names a value twice"),
    ({STAFF: [float("nan")]}, STAFF),
    ({STAFF: [None]}, "number, a word"),
    ({STAFF: {20, 40}}, "a set has no order"),
    ({STAFF: object()}, "must be a list of values"),
    ({3: [1]}, "is no text"),
    ({STAFF: [20], "years": [1]}, "bs.sweep(..., years=)"),
    ({**GRID, "levels": LEVELS}, "given twice"),
    ({STAFF: [20], "level": ["coopration"]}, "did you mean 'cooperation'"),
    ({STAFF: [20], "level": [bs.load_scenario("training").partnership]}, "is loaded already"),
    ({STAFF: ["many"]}, STAFF),
    ([{STAFF: 20}], "pandas.DataFrame(points)"),
    (5, "must be the name or YAML file"),
    (bs.load_scenario("training"), "a scenario is no design"),
    ({"design": GRID, "question": 5}, "question"),
    ({"design": {"kind": "gird", "factors": {}}}, "did you mean 'grid'"),
    ({"design": GRID, "replication": 3}, "did you mean 'replications'"),
    (
        pd.DataFrame({"police.investigator": [1]}),
        "column 'police.investigator' is no key (did you mean 'police.investigators'?)",
    ),
    (pd.DataFrame(), "is empty (0 rows, 0 columns)"),
    (pd.DataFrame({STAFF: []}), "is empty (0 rows, 1 columns)"),
    (pd.DataFrame({STAFF: [20, 30, 20]}), "rows 0 and 2 are the same point"),
    (pd.DataFrame({STAFF: [20, None]}), f"row 1, column '{STAFF}': is empty"),
    (pd.DataFrame({STAFF: ["20", "x"]}), "is the text '20'"),
    (pd.DataFrame({STAFF: [np.inf]}), "must be finite"),
    (pd.DataFrame({STAFF: [[1], [2]]}), "a cell holds a number, a word or true/false"),
    (pd.DataFrame({STAFF: [20], "seed": [1]}), "seed="),
    (pd.DataFrame({3: [20]}), "no name in words"),
    (pd.DataFrame([[1, 2]], columns=[STAFF, STAFF]), "stands there twice"),
    (pd.DataFrame({STAFF: [20], "level": ["x"], "levels": ["x"]}), "both name the level"),
    (pd.DataFrame({STAFF: [20], "level": ["coopration"]}), "did you mean 'cooperation'"),
    (pd.DataFrame({STAFF: pd.to_datetime(["2026-01-01"])}), "a cell holds"),
    (pd.DataFrame({STAFF: [20, 30]}, index=["a", "a"]), "does not call each row differently"),
    (pd.DataFrame({STAFF: [20], "police.units": ["=cmd()"]}), "police.units"),
]


@pytest.mark.parametrize(
    ("design", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES]
)
def test_what_is_no_design_ends_in_a_sentence(design, sentence, tmp_path):
    with pytest.raises(InputError) as caught:
        bs.sweep(design, **RUN, results_dir=tmp_path / "out")
    said = str(caught.value)
    assert (
        sentence in said
        and "\n" not in said
        and len(said) < 400
        and not (tmp_path / "out").exists()
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"levels": LEVELS}, "under the key 'level'"),
        ({"override": []}, "did you mean 'overrides'"),
        ({"settings": []}, "say the same"),
        ({"points": 5, "base": 4}, "exclude each other"),
        ({"overrides": [f"{STAFF}=5"]}, "is a factor"),
        ({"overrides": ["years=1"]}, "given twice"),
        ({"years": None, "overrides": ["years=long"]}, "must be a number above 0"),
        ({"without": STAFF}, "of kind grid"),
    ],
)
def test_what_does_not_go_with_a_design(wrong, sentence, tmp_path):
    with pytest.raises(InputError, match=sentence):
        bs.sweep(GRID, **{**RUN, **wrong}, results_dir=tmp_path)
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"desing": GRID}, "did you mean 'design'"),
        ({"design": GRID, "levels": ["coordination"]}, "in one place"),
        ({"design": GRID, "name": "a b"}, "may hold only"),
        ({"design": [1]}, "must be a mapping (a dict), or a DataFrame"),
        ({}, "design must be a mapping"),
        ({"design": GRID, "overrides": ["a=1"], "settings": ["b=1"]}, "say the same"),
        ({"design": GRID, "replications": 0}, "replications is 0"),
        ({"design": GRID, "analysis": "surfac"}, "did you mean 'surface'"),
        ({"design": GRID, "keep": ["day"]}, "keep"),
    ],
)
def test_what_is_no_experiment(fields, sentence):
    with pytest.raises(InputError) as caught:
        bs.Experiment(**fields)
    assert sentence in str(caught.value) and "\n" not in str(caught.value)


def test_it_is_saved_as_yaml_alone(tmp_path):
    own = bs.Experiment(design=GRID)
    for path, sentence in (
        (tmp_path / "design.txt", "must name a YAML file"),
        (tmp_path / "no" / "design.yaml", "can't be written"),
    ):
        with pytest.raises(InputError, match=sentence):
            own.save(path)
    assert load_levels("training") and not any(tmp_path.iterdir())


def test_each_is_saved_with_the_points_of_its_own(tmp_path):
    """Two designs without a name in one folder do not share a table, and no other file is lost."""
    few, many = (
        bs.Experiment(design=pd.DataFrame({STAFF: numbers})) for numbers in ([20], [30, 40])
    )
    first, second = few.save(tmp_path / "few.yaml"), many.save(tmp_path / "many.yaml")
    assert [bs.Experiment.load(path).checked.rows for path in (first, second)] == [
        few.checked.rows,
        many.checked.rows,
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "few.csv",
        "few.yaml",
        "many.csv",
        "many.yaml",
    ]
    many.save(first)
    assert bs.Experiment.load(first).checked.rows == many.checked.rows, "its own is replaced"
    (tmp_path / "counts.csv").write_text("years of work")
    with pytest.raises(InputError, match=r"counts.csv: is there already and holds something else"):
        few.save(tmp_path / "counts.yaml")
    assert (tmp_path / "counts.csv").read_text() == "years of work"
    assert not (tmp_path / "counts.yaml").exists()
