"""Claims from the file to the verdict: the rule, conditions, controls.

A sweep of several small experiments.
"""

import json

import numpy as np
import pandas as pd
import pytest
import yaml

from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.measures.outcomes import OUTCOMES
from borderSim.parameters.window import Window
from borderSim.studies import sweep as module
from borderSim.studies.analysis.contrasts import Estimate
from borderSim.studies.analysis.findings import hypotheses as finding
from borderSim.studies.analysis.windows import SweepWindows
from borderSim.studies.design import hypotheses
from borderSim.studies.design.experiment import Experiment
from borderSim.studies.design.experiment_files import experiments_dir, load_experiment
from borderSim.studies.design.hypotheses import read_claims
from borderSim.studies.execution import provenance
from borderSim.studies.plans.hypothesis_plan import Suite, plan_of
from tests.studies import fake
from tests.studies.conftest import status

TINY = """
question: What do two tiny claims show?
scenario: training
replications: 2
settings: [burn_in_days=20]
analysis: claims
claims:
  - id: sharing_pays
    section: I.a
    claim: Sharing pays.
    levels: [coexistence, cooperation]
    years: 0.1
    arms: {plain: [], blind: [police.informants_per_organisation=0]}
    compare: [{try: {level: cooperation}, against: {level: coexistence}}]
    criteria: {seizures: more}
    beside: [leaks]
  - id: leads_pay
    claim: Leads pay.
    levels: [coexistence]
    years: 0.2
    arms: {led: [], random: [customs.targeting=random]}
    compare: [{try: {arm: led}, against: {arm: random}}]
    criteria: {seizures: more, members_arrested: no less}
  - id: plans_help
    claim: Plans help.
    needs: comets
    levels: [coexistence, cooperation]
    compare: [{try: {level: cooperation}, against: {level: coexistence}}]
    criteria: {seizures: more}
"""


@pytest.fixture
def sweep(tmp_path, monkeypatch):
    """Carry out tiny claims over the fake world."""
    monkeypatch.setenv("FAKE_MARKS", str(tmp_path))
    monkeypatch.setattr(provenance, "source_hash", lambda: "as it was")

    def run(simulate=fake.simulate, **settings):
        path = tmp_path / "tiny.yaml"
        path.write_text(TINY)
        monkeypatch.setattr(module, "branch_levels", simulate)
        return module.sweep(
            str(path), **{"workers": 1, "results_dir": tmp_path / "results"} | settings
        )

    return run


# ------------------------------------------------------------------------------ one sweep of several experiments
def test_a_row_per_run_of_each_claim(sweep):
    found = sweep()
    runs = found.runs
    assert runs.columns[0] == "claim" and runs.groupby("claim", sort=False).size().to_dict() == {
        "sharing_pays": 8,
        "leads_pay": 4,
    }
    assert list(runs.loc[runs["claim"] == "leads_pay", "arm"]) == ["led", "led", "random", "random"]
    assert status(found.folder) == {"done": 12, "failed": 0, "left": 0}
    years = {label: config["years"] for label, config in found.manifest["config"].items()}
    assert years == {
        "sharing_pays: training, plain": 0.1,
        "sharing_pays: training, blind": 0.1,
        "leads_pay: training, led": 0.2,
        "leads_pay: training, random": 0.2,
    }
    summary = pd.read_csv(found.folder / "summary.csv")
    assert set(summary["claim"]) == {"sharing_pays", "leads_pay"} and len(summary) == (4 + 2) * 6
    verdicts = {claim["id"]: claim["verdict"] for claim in found.findings["claims"]}
    assert verdicts == {
        "sharing_pays": "cannot be told",
        "leads_pay": "cannot be told",
        "plans_help": "not tried",
    }
    assert "not tried: needs comets" in found.text


def test_goes_on_and_gives_the_same_bytes(sweep, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        sweep(fake.stop_at_third, seed=2)
    folder = next((tmp_path / "results").iterdir())
    assert 0 < status(folder)["done"] < 12
    resumed = sweep(seed=2)
    other = sweep(seed=2, workers=2, results_dir=tmp_path / "two")
    names = ("runs.parquet", "summary.csv", "findings.json", "findings.md")
    assert {name: (resumed.folder / name).read_bytes() for name in names} == {
        name: (other.folder / name).read_bytes() for name in names
    }


def test_replicates_extend_and_findings_are_made_anew(sweep):
    first = sweep().runs
    extended = sweep(replications=3)
    assert extended.runs[extended.runs["replicate"] < 2].reset_index(drop=True).equals(first)
    stored = (extended.folder / "findings.json").read_bytes()
    (extended.folder / "findings.json").unlink()
    module.analyse(extended.folder)
    assert (extended.folder / "findings.json").read_bytes() == stored


def test_what_is_typed_holds_for_all_claims(sweep):
    found = sweep(years=0.15, seed=9, overrides=["customs.analysts=50"])
    assert {config["years"] for config in found.manifest["config"].values()} == {0.15}
    assert {config["customs"]["analysts"] for config in found.manifest["config"].values()} == {50}
    assert set(found.runs["seed"]) == {9, 10}


def test_dry_run_tells_what_is_not_tried(sweep, tmp_path, capsys):
    (tmp_path / "mine.yaml").write_text(TINY)
    assert main(["sweep", f"experiment={tmp_path / 'mine.yaml'}", "--dry-run", "workers=1"]) == 0
    told = capsys.readouterr().out
    assert (
        "claims: 2; not tried: plans_help (needs comets); replications: 2" in told
        and "runs: 12" in told
    )


def test_what_a_claim_needs_makes_it_possible(monkeypatch):
    experiment = read(TINY)
    assert [claim.possible for claim in read_claims(experiment, "x")] == [True, True, False]
    monkeypatch.setattr(
        hypotheses, "names_in", lambda group: ["halley"] if group == "comets" else []
    )
    assert [claim.possible for claim in read_claims(experiment, "x")] == [True, True, True]
    assert list(Suite(experiment).plans) == ["sharing_pays", "leads_pay", "plans_help"]


def test_all_claims_of_a_replicate_come_before_the_next(tmp_path):
    tasks = plan_of(read(TINY)).tasks(tmp_path)
    assert [task.stem for task in tasks] == [
        "c00-s00-a00-p000000-r0000",
        "c00-s00-a01-p000000-r0000",
        "c01-s00-a00-p000000-r0000",
        "c01-s00-a01-p000000-r0000",
        "c00-s00-a00-p000000-r0001",
        "c00-s00-a01-p000000-r0001",
        "c01-s00-a00-p000000-r0001",
        "c01-s00-a01-p000000-r0001",
    ]


# ------------------------------------------------------------------------------ the rule
@pytest.mark.parametrize(
    ("low", "high", "side", "verdict"),
    [
        (1, 3, "more", "holds"),
        (-3, -1, "more", "fails"),
        (-1, 3, "more", "cannot be told"),
        (0, 0, "more", "fails"),
        (-3, -1, "less", "holds"),
        (1, 3, "less", "fails"),
        (0, 0, "less", "fails"),
        (-1, 3, "no less", "holds"),
        (-3, 3, "no less", "cannot be told"),
        (-5, -3, "no less", "fails"),
        (0, 0, "no less", "holds"),
        (-3, 1, "no more", "holds"),
        (3, 5, "no more", "fails"),
        (0, 0, "no more", "holds"),
        (float("nan"), float("nan"), "more", "cannot be told"),
    ],
)
def test_a_criterion(low, high, side, verdict):
    assert finding.judged(Estimate((low + high) / 2, low, high, 5), side, 2.0) == verdict
    assert (
        finding.judged(Estimate((low + high) / 2, low, high, 4), side, 2.0) == "cannot be told"
    ), "few replicates"


@pytest.mark.parametrize(
    ("conditions", "verdict"),
    [
        (["holds", "holds"], "holds"),
        (["fails", "fails"], "fails"),
        (["holds", "fails"], "holds if"),
        (["holds", "cannot be told"], "holds if"),
        (["fails", "cannot be told"], "cannot be told"),
        (["cannot be told"], "cannot be told"),
        ([], "cannot be told"),
    ],
)
def test_a_claim_from_its_conditions(conditions, verdict):
    assert finding.together(conditions) == verdict


def read(text):
    return tried_claims_of(yaml.safe_load(text))


def tried_claims_of(values):
    return Experiment(
        "mine",
        values["question"],
        scenarios=(values.get("scenario", "training"),),
        replications=values.get("replications", 1),
        claims=tuple(values["claims"]),
    )


ARMS = {
    "as_is": {"alone": 0.0, "together": 4.0},
    "cut": {"alone": -4.0, "together": 0.0},
    "deep": {"alone": -4.0, "together": -9.0},
}


def rows(claim, effects, seeds=10):
    """Return runs whose every outcome is a chance by seed and the effect of arm and level."""
    rng = np.random.default_rng(8)
    chance = rng.uniform(40, 60, seeds)
    return pd.DataFrame(
        [
            {
                "claim": claim,
                "scenario": "training",
                "arm": arm,
                "point": 0,
                "level": level,
                "seed": seed,
                "replicate": seed,
            }
            | {name: chance[seed] + effect + rng.normal(0, 0.1) for name in OUTCOMES}
            for arm, own in effects.items()
            for level, effect in own.items()
            for seed in range(seeds)
        ]
    )


def claim(**fields):
    given = {
        "id": "one",
        "claim": "It is so.",
        "levels": [
            {"name": name, "of": "coexistence", "traits": {}} for name in ("alone", "together")
        ],
        "arms": {arm: [f"police.units={n}"] for n, arm in enumerate(ARMS, 1)},
        "years": 1,
        "criteria": {"seizures": "more"},
    }
    return read_claims(tried_claims_of({"question": "?", "claims": [given | fields]}), "x")


def verdicts(found):
    return {
        condition["condition"]: condition["verdict"]
        for condition in found.numbers["claims"][0]["conditions"]
    }


WINDOWS = SweepWindows({"one: training": Window(1.0)})


def found_of(runs, claims, windows=WINDOWS):
    return finding.find(runs, claims, windows)


def test_what_both_sides_leave_open_is_a_condition():
    pair = {"try": {"level": "together"}, "against": {"level": "alone"}}
    found = found_of(rows("one", ARMS), claim(compare=[pair]))
    assert verdicts(found) == {"as is": "holds", "cut": "holds", "deep": "fails"}
    assert found.numbers["claims"][0]["verdict"] == "holds if"
    assert "| as is; cut | deep | – |" in "\n".join(found.lines)
    by_level = found_of(
        rows("one", ARMS),
        claim(compare=[{"name": "cut down", "try": {"arm": "cut"}, "against": {"arm": "as_is"}}]),
    )
    assert verdicts(by_level) == {"cut down, alone": "fails", "cut down, together": "fails"}


def test_all_criteria_must_hold():
    pair = {
        "try": {"level": "together", "arm": "as_is"},
        "against": {"level": "alone", "arm": "as_is"},
    }
    both = found_of(
        rows("one", ARMS), claim(compare=[pair], criteria={"seizures": "more", "leaks": "less"})
    )
    assert list(verdicts(both).values()) == ["fails"]


@pytest.mark.parametrize(("control", "verdict"), [(-4.0, "holds"), (0.0, "cannot be told")])
def test_a_control_that_does_as_well_leaves_nothing_to_tell(control, verdict):
    effects = {
        "as_is": {"alone": 0.0, "together": 0.0},
        "cut": {"alone": control, "together": 0.5},
        "deep": {"alone": 0.0, "together": 0.0},
    }
    pair = {
        "try": {"level": "together", "arm": "cut"},
        "against": {"level": "alone", "arm": "as_is"},
        "control": {"level": "alone", "arm": "cut"},
    }
    found = found_of(rows("one", effects), claim(compare=[pair], criteria={"seizures": "no less"}))
    assert list(verdicts(found).values()) == [verdict]
    assert ": control |" in "\n".join(found.lines)


def test_the_lines_follow_from_the_numbers():
    pair = {"try": {"level": "together"}, "against": {"level": "alone"}}
    found = found_of(
        rows("one", ARMS), claim(compare=[pair], beside=["net_benefit_3"], note="Mind it.")
    )
    assert found.lines == finding.lines(json.loads(json.dumps(found.numbers)))
    text = "\n".join(found.lines)
    assert "Provisional" in text and "Mind it." in text and "net benefit, λ = 3" in text


# ------------------------------------------------------------------------------ the file
@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"id": "No Name"}, ["number 1", "id must be a name"]),
        ({"crieria": {}}, ["claims.one", "did you mean 'criteria'"]),
        ({"criteria": {}}, ["claims.one.criteria must be a mapping"]),
        (
            {"criteria": {"seizurs": "more"}},
            ["claims.one", "there is no outcome 'seizurs'", "did you mean 'seizures'"],
        ),
        (
            {"criteria": {"seizures": "mor"}},
            ["claims.one.criteria.seizures is 'mor'", "did you mean 'more'"],
        ),
        ({"compare": []}, ["claims.one.compare must be a list"]),
        ({"compare": [{"try": {"level": "together"}}]}, ["mapping with try and against"]),
        (
            {"compare": [{"try": {"level": "together"}, "against": {"arm": "cut"}}]},
            ["the same of level and arm"],
        ),
        (
            {"compare": [{"try": {"level": "together"}, "against": {"level": "together"}}]},
            ["try and against are the same"],
        ),
        (
            {"compare": [{"try": {"level": "togethr"}, "against": {"level": "alone"}}]},
            ["did you mean 'together'"],
        ),
        (
            {"compare": [{"try": {"arm": "cutt"}, "against": {"arm": "as_is"}}]},
            ["there is no arm 'cutt'", "did you mean 'cut'"],
        ),
        ({"levels": None}, ["claims.one", "levels"]),
        ({"arms": {"a": ["customs.analysts"]}}, ["claims.one"]),
        ({"beside": "leaks"}, ["claims.one.beside must be a list"]),
        ({"claim": ""}, ["claims.one.claim must be text"]),
    ],
)
def test_wrong_claims(change, names):
    fields = {"compare": [{"try": {"level": "together"}, "against": {"level": "alone"}}]} | change
    with pytest.raises(InputError) as error:
        claim(**fields)
    assert all(name in str(error.value) for name in names), str(error.value)


@pytest.mark.parametrize(
    "key", ["levels: all", "arms: {a: []}", "chances: own", "years: 2", "design: {}"]
)
def test_what_each_claim_has_of_its_own_cannot_stand_beside_them(key, tmp_path, capsys):
    (tmp_path / "mine.yaml").write_text(TINY + key + "\n")
    assert main(["sweep", f"experiment={tmp_path / 'mine.yaml'}"]) == 2
    assert f"{key.partition(':')[0]} can't stand beside claims" in capsys.readouterr().err


def test_an_id_stands_there_once():
    values = yaml.safe_load(TINY)
    values["claims"][1]["id"] = values["claims"][0]["id"]
    with pytest.raises(InputError, match="stands there twice"):
        read_claims(tried_claims_of(values), "x")


# ------------------------------------------------------------------------------ as shipped
def test_the_handbooks_claims_are_all_there():
    shipped = load_experiment("handbook_claims")
    claims = read_claims(shipped, "x")
    assert [own.section for own in claims] == [
        "II.b",
        "IV.a",
        "III",
        "III.c",
        "I",
        "II.c",
        "IV.b",
        "V.d",
        "A.6",
    ]
    assert all(own.experiment.years for own in claims) and [
        own.id for own in claims if own.needs
    ] == ["planning_speeds_the_response"]
    plans = plan_of(shipped).plans
    for own in claims:
        if own.possible:
            levels = plans[own.id].levels
            sides = [
                side
                for pair in own.pairs
                for side in (pair.tried, pair.against, pair.control)
                if side
            ]
            assert all(side.level is None or side.level in levels for side in sides), own.id


def test_the_example_of_the_readme_is_tried_as_it_stands(tmp_path):
    text = (experiments_dir() / "README.md").read_text("utf-8")
    block = next(
        block.partition("```")[0]
        for block in text.split("```yaml\n")
        if "claims:" in block.partition("```")[0]
    )
    (tmp_path / "mine.yaml").write_text(block)
    done = module.sweep(
        str(tmp_path / "mine.yaml"),
        replications=1,
        years=0.05,
        overrides=["burn_in_days=5"],
        workers=1,
        results_dir=tmp_path,
    )
    assert (
        not done.failed
        and len(done.runs) == 4
        and len(done.findings["claims"][0]["conditions"]) == 2
    )
