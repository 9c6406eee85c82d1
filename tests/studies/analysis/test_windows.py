"""Every total a year is the total over the years that its own run measures: arms, transitions, scenarios, claims."""

from __future__ import annotations

import pandas as pd
import pytest

from borderSim.errors import InputError
from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.measures.quantities import yardstick
from borderSim.parameters.window import Window
from borderSim.studies import sweep as module
from borderSim.studies.analysis.contrasts import cells_of, contrast, difference
from borderSim.studies.analysis.sensitivity.targets import targets
from borderSim.studies.analysis.windows import BY_TRANSITION, SweepWindows
from borderSim.studies.design.experiment_files import load_experiment
from borderSim.studies.execution import provenance
from borderSim.studies.plans.hypothesis_plan import plan_of
from tests.studies import fake

HEAD = """
question: What does a year hold?
levels: [coexistence, cooperation]
replications: 5
settings: [burn_in_days=20]
keep: [yearly]
"""
CASES = {
    "arms": (
        "scenario: training\nyears: 4\narms: {steady: [], ramp: [transition=ramp]}\nanalysis: arms\n",
        {("steady", ""): 1.0, ("ramp", ""): 4.0},
    ),
    "arms beside a year that is set": (
        "scenario: training\nyears: 4\nmeasure_from_year: 3\n"
        "arms: {steady: [], ramp: [transition=ramp]}\n",
        {("steady", ""): 2.0, ("ramp", ""): 2.0},
    ),
    "a factor": (
        "scenario: training\nyears: 4\ndesign: {kind: grid, factors: {transition: [steady, ramp]}}\n",
        {("as_is", "steady"): 1.0, ("as_is", "ramp"): 4.0},
    ),
    "a factor that sets the horizon too": (
        "scenario: training\ndesign: {kind: grid, factors: {transition: [steady, ramp]}}\n",
        {("as_is", "steady"): 2.0, ("as_is", "ramp"): 10.0},
    ),
    "a factor beside a year that is set": (
        "scenario: training\nyears: 4\nmeasure_from_year: 3\n"
        "design: {kind: grid, factors: {transition: [steady, ramp]}}\n",
        {("as_is", "steady"): 2.0, ("as_is", "ramp"): 2.0},
    ),
    "scenarios": (
        "scenarios: [training, national]\ndesign: {kind: grid, factors: {police.informants_per_organisation: [0, 1]}}\n",
        {"training": 2.0, "national": 3.0},
    ),
}
CLAIMS = """
question: What do claims hold?
analysis: claims
replications: 5
claims:
  - id: short
    claim: More are seized.
    scenario: training
    levels: [coexistence, cooperation]
    years: 1
    compare: [{try: {level: cooperation}, against: {level: coexistence}}]
    criteria: {seizures: no less}
  - id: way
    claim: A ramp seizes more.
    scenario: training
    levels: [coexistence, cooperation]
    years: 4
    arms: {steady: [], ramp: [transition=ramp]}
    compare: [{name: by level, try: {level: cooperation}, against: {level: coexistence}},
              {name: by arm, try: {arm: ramp}, against: {arm: steady}}]
    criteria: {seizures: no less}
"""
TOTALS = [name for name in HEADLINE if OUTCOMES[name].kind == "total"]


@pytest.fixture
def sweep(tmp_path, monkeypatch):
    """Carry out an experiment over the fake world."""
    monkeypatch.setattr(provenance, "source_hash", lambda: "as it was")
    monkeypatch.setattr(module, "branch_levels", fake.simulate)

    def run(text):
        path = tmp_path / "tiny.yaml"
        path.write_text(text)
        return module.sweep(str(path), workers=1, results_dir=tmp_path / "results")

    return run


def by_hand(runs, years):
    """Return the mean of each place over the years that the case says it measures."""
    keys = ["scenario", "arm", "point", "level"]
    place = {
        key: part["transition"].iloc[0] if "transition" in part else ""
        for key, part in runs.groupby(keys)
    }
    return {
        (*key, name): part[name].mean() / years.get(key[0], years.get((key[1], place[key])))
        for key, part in runs.groupby(keys)
        for name in TOTALS
    }


@pytest.mark.parametrize("case", CASES)
def test_a_total_a_year_is_the_total_over_the_years_measured(sweep, case):
    text, years = CASES[case]
    found = sweep(HEAD + text)
    expected = by_hand(found.runs, years)
    for table in (found.paired(), found.summary):
        told = {
            (row["scenario"], row["arm"], row["point"], row["level"], row["outcome"]): row["value"]
            for row in table.to_dict("records")
            if row["outcome"] in TOTALS
        }
        assert told == pytest.approx(expected, rel=1e-6), case
    years_of_runs = found.windows.years(found.runs)
    for own in targets(found.runs, "coexistence", years_of_runs, shared_chances=True):
        if own.kind == "value" and own.outcome in TOTALS:
            points = sorted(found.runs.loc[found.runs["arm"] == own.arm, "point"].unique())
            told = [expected[own.scenario, own.arm, p, own.level, own.outcome] for p in points]
            assert list(own.values) == pytest.approx(told), "indices divide by the same years"
    assert any("different years" in note for note in found.notes) == (
        len(set(years.values())) > 1 and case != "scenarios"
    )


def test_arms_are_told_by_their_own_years_and_not_held_against_others(sweep):
    found = sweep(HEAD + CASES["arms"][0])
    numbers, runs = found.findings, found.runs
    assert numbers["measured_by_arm"] == {"steady": "year 4 of 4", "ramp": "4 years"}
    for row in numbers["effects"]:
        if row["outcome"] in TOTALS:
            own = runs[runs["arm"] == row["arm"]].groupby("level")[row["outcome"]].mean()
            years = CASES["arms"][1][row["arm"], ""]
            expected = (own[row["level"]] - own["coexistence"]) / years
            assert row["value"] == pytest.approx(expected, abs=1e-3)
    assert not numbers["changes"]
    assert "`ramp`: not compared, since it measures other years (4 years)" in found.text


def test_claims_are_told_by_the_years_of_their_own_claim_and_arm(sweep):
    found = sweep(CLAIMS)
    runs = found.runs
    spans = {("short", "as_is"): 1.0, ("way", "steady"): 1.0, ("way", "ramp"): 4.0}
    for claim in found.findings["claims"]:
        for condition in claim["conditions"]:
            (_, arm, level), own = condition["against"], condition["criteria"][0]
            part = runs[(runs["claim"] == claim["id"]) & (runs["arm"] == arm)]
            mean = part.loc[part["level"] == level, "seizures"].mean()
            assert own["at_reference"] == pytest.approx(mean / spans[claim["id"], arm], rel=1e-3)
            apart = condition["condition"].startswith("by arm")
            assert ("measured" in condition) == apart
            assert (condition["verdict"] == "cannot be told") == apart, condition
    assert "Not compared, since both sides measure different years: by arm" in found.text
    table = found.paired("seizures").set_index(["claim", "arm", "level"])["value"]
    for (claim, arm), years in spans.items():
        part = runs[(runs["claim"] == claim) & (runs["arm"] == arm)]
        for level, mean in part.groupby("level")["seizures"].mean().items():
            assert table[claim, arm, level] == pytest.approx(mean / years)


@pytest.mark.parametrize(
    ("case", "by"),
    [("arms", "arm"), ("a factor", "transition"), ("a factor", "point"), ("scenarios", "scenario")],
)
def test_what_measures_different_years_is_not_compared(sweep, case, by):
    found = sweep(HEAD + CASES[case][0])
    with pytest.raises(InputError, match=f"by={by}: .* measures different years .*years= and"):
        found.paired("seizures", by=by)


def test_the_same_years_are_compared(sweep):
    found = sweep(HEAD + CASES["a factor beside a year that is set"][0])
    table = found.paired("seizures", by="transition").set_index(["level", "transition"])
    mean = found.runs.groupby(["level", "transition"])["seizures"].mean() / 2.0
    assert table["value"].to_dict() == pytest.approx(mean.to_dict())


def test_days_to_simulate_follow_the_horizon_of_each_point(tmp_path):
    path = tmp_path / "tiny.yaml"
    path.write_text(HEAD + CASES["a factor that sets the horizon too"][0])
    plan = plan_of(load_experiment(str(path)))
    assert plan.days == 5 * (20 + 2 * 730 + 20 + 2 * 3650)


def test_an_older_result_says_so_where_the_years_are_not_known():
    """A sweep of before, whose design varies the transition, kept the one configuration."""
    config = {"years": 6.0, "measure_from_year": None, "transition": "steady"}
    older = SweepWindows.of({"config": {"toy": config}})
    assert older.at("toy", "as_is", transition="steady") == Window(6.0, 4)
    with pytest.raises(InputError, match="did not keep which years 'toy' measures"):
        older.at("toy", "as_is", transition="ramp")
    kept = {"toy": {"ramp": config | {"years": 10.0, "transition": "ramp"}}}
    now = SweepWindows.of({"config": {"toy": config}, BY_TRANSITION: kept})
    assert now.at("toy", "as_is", transition="ramp") == Window(10.0, 1)
    with pytest.raises(InputError, match="config has neither 'toi, as_is' nor 'toi'"):
        now.at("toi", "as_is")


def test_cells_that_measure_different_years_have_no_contrast():
    runs = pd.DataFrame(
        {"level": level, "seed": seed, "seizures": 10.0 + seed}
        for level in "ab"
        for seed in range(6)
    )
    cells, stick = cells_of(runs), yardstick("seizures")
    same = {("a",): Window(4.0, 3), ("b",): Window(4.0, 3)}
    apart = same | {("b",): Window(2.0)}
    assert contrast(cells, stick, {("b",): 1.0}, apart).value == pytest.approx(6.25)
    assert difference(cells, stick, ("b",), ("a",), same).value == 0.0
    assert difference(cells, stick, ("b",), ("a",), apart).n == 0
