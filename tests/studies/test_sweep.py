"""Designed experiments from the file to the tables: points, chances, resuming, bytes.

Mostly over the fake world.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.report.terminal.console import console
from borderSim.report.terminal.sweep import sweep_tables
from borderSim.scenario.catalogue import parameters
from borderSim.scenario.dials import anchors
from borderSim.scenario.load import load_levels, load_scenario
from borderSim.studies import sweep as module
from borderSim.studies.design import level_draws
from borderSim.studies.design.experiment_files import load_experiment, shipped_experiments
from borderSim.studies.design.factors import ADDS, MULTIPLIES, field_of, overrides, read_factors
from borderSim.studies.execution import provenance
from borderSim.studies.execution.files import read_frame
from borderSim.studies.plans.futures import places_for
from tests.studies import fake
from tests.studies.conftest import status

ENTRY = "traffickers.entry_per_year"
TINY = """
question: What does a tiny design show?
scenario: training
levels: [coexistence, cooperation]
years: 0.1
replications: 2
chances: {chances}
settings: [burn_in_days=20]
keep: [monthly]
design:
  kind: lhs
  points: 3
  factors:
    police.known_entity_share: prior
    budget.rule: [on_top, fixed]
arms:
  plain: []
  blind: [police.informants_per_organisation=0]
"""


@pytest.fixture
def sweep(tmp_path, monkeypatch):
    """Carry out a tiny experiment over the fake world."""
    monkeypatch.setenv("FAKE_MARKS", str(tmp_path))
    monkeypatch.setattr(provenance, "source_hash", lambda: "as it was")

    def run(simulate=fake.simulate, text=TINY, chances="own", **settings):
        path = tmp_path / "tiny.yaml"
        path.write_text(text.replace("{chances}", chances))
        monkeypatch.setattr(module, "branch_levels", simulate)
        return module.sweep(
            str(path), **{"workers": 1, "results_dir": tmp_path / "results"} | settings
        )

    return run


def tables(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.suffix in (".parquet", ".csv", ".md")
    }


def test_a_row_per_run_with_what_was_varied(sweep):
    found = sweep()
    runs = found.runs
    assert found.folder.name == "sweep-tiny" and len(runs) == 3 * 2 * 2 * 2
    assert list(runs.columns[:8]) == [
        "scenario",
        "arm",
        "point",
        "level",
        "seed",
        "replicate",
        "police.known_entity_share",
        "budget.rule",
    ]
    assert (
        runs["point"].is_monotonic_increasing is False and list(runs["arm"][:12]) == ["plain"] * 12
    )
    drawn = runs.groupby("point")["police.known_entity_share"].nunique()
    assert (drawn == 1).all() and runs["police.known_entity_share"].nunique() == 3
    assert runs["police.known_entity_share"].between(0.02, 0.4).all() and set(
        runs["budget.rule"]
    ) == {"on_top", "fixed"}
    assert len(read_frame(found.folder / "monthly.parquet")) == 2 * len(runs)
    summary = (found.folder / "summary.csv").read_text().splitlines()
    assert (
        summary[0]
        == "scenario,arm,point,level,outcome,unit,per,n,value,value_low,value_high,difference,low,high,mcse,clear"
        and len(summary) == 1 + 3 * 2 * 2 * 6
    )
    assert status(found.folder) == {"done": 24, "failed": 0, "left": 0}


def test_levels_and_arms_share_chances_and_points_only_if_asked(sweep, tmp_path):
    own = sweep().runs
    assert own.groupby(["point", "replicate"])["seed"].nunique().eq(1).all()
    assert own.groupby("seed")["point"].nunique().eq(1).all()
    common = sweep(chances="common", name="common").runs
    assert set(common["seed"]) == {1, 2} and common.groupby("seed")["point"].nunique().eq(3).all()


def test_more_replications_extend_and_what_is_there_stays(sweep, tmp_path):
    first = sweep(fake.counted)
    marks = {path.name for path in tmp_path.glob("seed*")}
    before = first.runs
    extended = sweep(fake.counted, replications=4)
    assert len({path.name for path in tmp_path.glob("seed*")}) == 2 * len(marks)
    assert all(path.stat().st_size == 2 for path in tmp_path.glob("seed*")), (
        "each seed is done once in each of two arms"
    )
    kept = extended.runs[extended.runs["replicate"] < 2].reset_index(drop=True)
    assert kept.equals(before)
    assert tables(extended.folder) == tables(
        sweep(replications=4, results_dir=tmp_path / "whole").folder
    )


def test_goes_on_after_ctrl_c_and_same_bytes_for_two_workers(sweep, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        sweep(fake.stop_at_third)
    folder = tmp_path / "results" / "sweep-tiny"
    assert status(folder)["done"] == 8 and not (folder / "runs.parquet").exists()
    resumed = sweep()
    assert tables(resumed.folder) == tables(sweep(workers=2, results_dir=tmp_path / "two").folder)


def test_failed_points_are_told_and_the_rest_is_kept(sweep):
    found = sweep(fake.one_seed_fails)
    assert {failure["seed"] for failure in found.failed} == {2} and len(found.runs) == 20


def test_a_folder_of_another_design_is_kept(sweep):
    sweep(name="x")
    with pytest.raises(ValueError, match="holds another configuration"):
        sweep(name="x", points=4)
    assert len(sweep(name="x", points=4, overwrite=True).runs) == 32


def test_what_is_typed_goes_before_the_file_and_into_the_name(sweep):
    found = sweep(points=2, replications=1, years=0.2, seed=7, overrides=["customs.analysts=50"])
    assert found.folder.name.startswith("sweep-tiny-") and set(found.runs["seed"]) == {7, 8}
    config = next(iter(found.manifest["config"].values()))
    assert config["customs"]["analysts"] == 50 and config["years"] == 0.2


def test_a_list_and_a_grid(sweep):
    text = TINY.partition("design:")[0]
    grid = (
        text
        + "design: {kind: grid, factors: {police.units: [1, 2], customs.random_share: {range: [0.1, 0.3], steps: 3}}}\n"
    )
    runs = sweep(text=grid, name="grid").runs
    assert runs.groupby("point")[
        ["police.units", "customs.random_share"]
    ].first().to_numpy().tolist() == [[1, 0.1], [1, 0.2], [1, 0.3], [2, 0.1], [2, 0.2], [2, 0.3]]
    listed = (
        text
        + "design: {kind: list, rows: [{police.units: 1, legal_model: none}, {police.units: 3, legal_model: full}]}\n"
    )
    runs = sweep(text=listed, name="list").runs
    assert runs.groupby("point")["legal_model"].first().tolist() == ["none", "full"]


def test_findings_can_be_made_anew_and_an_analysis_that_fails_keeps_the_runs(
    sweep, monkeypatch, capsys
):
    from borderSim.studies.analysis.findings import registry

    text = TINY.replace("points: 3", "points: 8") + "analysis: rank_stability\n"
    working = registry.FINDERS["rank_stability"]
    monkeypatch.setitem(registry.FINDERS, "rank_stability", lambda *_: 1 / 0)
    found = sweep(text=text)
    assert (
        "The analysis failed (ZeroDivisionError" in found.text
        and found.manifest["state"] == "complete"
    )
    monkeypatch.setitem(registry.FINDERS, "rank_stability", working)
    assert main(["report", str(found.folder)]) == 0 and capsys.readouterr().out.endswith(
        "findings.md\n"
    )
    fresh = sweep(text=text, name="fresh")
    assert {
        name
        for name in ("findings.md", "findings.json")
        if (found.folder / name).read_bytes() != (fresh.folder / name).read_bytes()
    } == set()
    assert fresh.findings["arms"] == ["plain", "blind"] and "failed" not in fresh.text


# ------------------------------------------------------------------------------ factors
def test_every_point_of_a_hypercube_meets_each_range_evenly():
    factors = read_factors(
        {"police.known_entity_share": "prior", "police.units": {"range": [1, 10]}}, "x"
    )
    from borderSim.studies.design import samplers

    points = samplers.lhs(factors, samplers.shares(20, 2))
    known = np.log([float(p["police.known_entity_share"]) for p in points])
    place = (known - np.log(0.02)) / np.log(20)
    assert sorted((place * 20 - 1e-4).astype(int)) == list(range(20)), (
        "a wide prior is drawn evenly on its log scale"
    )
    assert all(isinstance(p["police.units"], int) for p in points)


def test_entries_move_together_each_from_its_own_value():
    base = load_scenario("national")
    factors = read_factors(
        {
            "modes.*.check_hours": "prior",
            "modes.*.p_detect": "prior",
            "modes.*.strip_share": "prior",
        },
        "x",
    )
    point = {"modes.*.check_hours": 2.0, "modes.*.p_detect": 1.0, "modes.*.strip_share": -1.0}
    moved = load_scenario("national", overrides(point, factors, base))
    for name, mode in base.modes.items():
        assert moved.modes[name].check_hours == pytest.approx(2 * mode.check_hours)
        assert moved.modes[name].p_detect == pytest.approx(
            0.85 if mode.p_detect <= 0.85 else mode.p_detect
        )
        assert moved.modes[name].strip_share == 0.0
    slots = read_factors({"posts.*.flows.*.slots_per_machine_day": "prior"}, "x")
    least = load_scenario("national", overrides({slots[0].key: -1.0}, slots, base))
    for name, post in base.posts.items():
        for mode, flow in post.flows.items():
            inside = 7 <= flow.slots_per_machine_day <= 160
            assert least.posts[name].flows[mode].slots_per_machine_day == (
                7 if inside else flow.slots_per_machine_day
            )
    none = dict.fromkeys(("modes.*.p_detect", "modes.*.strip_share"), 0.0) | {
        "modes.*.check_hours": 1.0
    }
    assert load_scenario("national", overrides(none, factors, base)) == base
    assert overrides({**none, "modes.*.strip_share": 1.0}, factors, base) == [
        f"modes.{name}.strip_share=0.3" for name, mode in base.modes.items() if mode.strip_share
    ]


def test_all_assumptions_are_all_of_them_and_can_be_set():
    """Every derived or assumed field with a prior is a factor, and both ends of all priors make a scenario."""
    factors = read_factors(
        {"all_assumptions": "prior", "police.units": [3]}, "x", without=["customs.analysts"]
    )
    keys = {factor.key for factor in factors}
    rows = [
        row
        for row in parameters()
        if row.prior
        and row.mark in ("derived", "assumption")
        and not row.key.startswith("partnership.")
    ]
    assert (
        len(keys) == len(rows)
        and "customs.analysts" not in keys
        and "police.known_entity_share" in keys
        and "police.units" in keys
    )
    base = load_scenario("national")
    for share in (0.0, 1.0):
        point = {factor.key: factor.at(share) for factor in factors}
        moved = load_scenario("national", overrides(point, factors, base))
        assert moved.police.known_entity_share == (0.02, 0.4)[int(share)]
    known = {
        row.key.replace("<post>", "*")
        .replace("<flow>", "*")
        .replace("<mode>", "*")
        .replace("<commodity>", "*")
        .replace("<load>", "*")
        .replace("<informationsystem>", "*")
        for row in parameters()
    }
    assert set(MULTIPLIES) | set(ADDS) <= known and all(
        field_of(key) for key in known if not key.startswith("legal")
    )


def test_levels_are_drawn_within_one_level_of_their_own():
    levels = load_levels("training")
    names = list(levels)
    columns = level_draws.columns(names, "x")

    def at(share):
        return level_draws.with_draws(
            levels,
            {name: {trait: share for level, trait in columns if level == name} for name in names},
        )

    assert {name: s.partnership.traits.share_prob for name, s in at(0.5).items()} == {
        name: s.partnership.traits.share_prob for name, s in levels.items()
    }
    low, high = at(0.0), at(1.0)
    for i, name in enumerate(names):
        below, above = anchors()[max(0, i - 1)].traits, anchors()[min(4, i + 1)].traits
        for trait in (
            "share_prob",
            "share_latency_days",
            "readers_share",
            "lookup_prob",
            "trust_set_point",
        ):
            assert getattr(low[name].partnership.traits, trait) == getattr(below, trait)
            assert getattr(high[name].partnership.traits, trait) == getattr(above, trait)
        own = levels[name].partnership.traits.running_cost_eur.total
        assert high[name].partnership.traits.running_cost_eur.total == pytest.approx(3 * own)
        assert high[name].present == high[names[0]].partnership, (
            "the burn-in is under the drawn present level"
        )


# ------------------------------------------------------------------------------ in the terminal
def drawn_of(found) -> str:
    """The tables that the terminal shows of a sweep, in one line."""
    tables = sweep_tables(found)
    assert tables is not None
    with (out := console()).capture() as taken:
        out.print(tables)
    return " ".join(taken.get().split())


def test_differences_over_the_points_are_shown_and_how_many_are_clear(sweep):
    found = sweep(text=TINY.replace("replications: 2", "replications: 6"))
    shown = drawn_of(found)
    assert "training, plain: 3 points of the design, provisional, n=6 at each" in shown
    assert "no intervals" not in shown
    rates = found.paired("interdiction_rate")
    own = rates[(rates["arm"] == "plain") & (rates["level"] == "cooperation")]
    clear = int((own["low"] > 0).sum()), int((own["high"] < 0).sum())
    row = shown.partition("Interdiction rate")[2].partition("cooperation")[2].split()
    assert [f"{number}/3" for number in clear] == row[3:5]


def test_one_point_is_shown_as_a_comparison_and_levels_alike_by_arm(sweep):
    one = TINY.partition("design:")[0] + (
        "design: {kind: list, rows: [{police.units: 1}]}\n"
        "arms: {plain: [], blind: [customs.random_share=0.3]}\n"
    )
    shown = drawn_of(sweep(text=one, name="one"))
    assert "training, blind, 0.1 years: provisional, n=2; differences to coexistence" in shown
    alone = one.replace("[coexistence, cooperation]", "[coexistence]")
    shown = drawn_of(sweep(text=alone, name="alone"))
    assert "differences to plain, paired" in shown and " blind " in shown


def test_by_a_factor_where_nothing_else_differs_and_nothing_where_nothing_is_paired(sweep):
    text = TINY.partition("design:")[0].replace("[coexistence, cooperation]", "[coexistence]")
    grid = text + "design: {kind: grid, factors: {police.units: [1, 2]}}\n"
    assert "differences to 1, paired" in drawn_of(sweep(text=grid, name="g", chances="common"))
    assert sweep_tables(sweep(text=grid, name="own", chances="own")) is None


# ------------------------------------------------------------------------------ the real thing
def test_with_the_model_end_to_end(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny.yaml").write_text(
        TINY.replace("{chances}", "common").replace("years: 0.1", "years: 0.05")
    )
    assert main(["sweep", "experiment=tiny.yaml", "points=2", "replications=1", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "runs: 8" in out and "time: about" in out and not (tmp_path / "results").exists()
    assert (
        main(["sweep", "experiment=tiny.yaml", "points=2", "replications=1", "workers=1", "name=t"])
        == 0
    )
    folder = Path("results/t")
    out = capsys.readouterr().out
    assert out.endswith(
        f"values and differences of each point: {folder / 'summary.csv'}\nresults: {folder}\n"
    )
    for arm in ("plain", "blind"):
        title = f"training, {arm}: 2 points of the design, provisional, n=1 at each"
        assert f"{title}; differences to coexistence, paired; no intervals below 5" in out
    runs = read_frame(tmp_path / "results" / "t" / "runs.parquet")
    assert len(runs) == 8 and runs["planned"].notna().all()
    row = runs[
        (runs["level"] == "cooperation") & (runs["arm"] == "blind") & (runs["point"] == 1)
    ].iloc[0]
    typed = [f"{key}={row[key]}" for key in ("police.known_entity_share", "budget.rule")]
    typed += [
        "partnership=cooperation",
        "years=0.05",
        "burn_in_days=20",
        "police.informants_per_organisation=0",
    ]
    from borderSim.simulation import run

    again = run(load_scenario("training", typed), int(row["seed"])).outcomes
    differing = [name for name, value in again.items() if value is not None and value != row[name]]
    assert differing == [], "a row can be made again by itself"
    assert main(["status", "t"]) == 0 and "8 runs done" in capsys.readouterr().out


def test_shipped_draws_of_many_organisations_leave_room_for_those_that_enter():
    """Without it draws with many would stop, and what is told of the others would be of a calmer world."""
    drawn = []
    for name in shipped_experiments():
        e = load_experiment(name)
        high = {f.key: f.high for f in e.factors if f.key in ("organisations.count", ENTRY)}
        if ENTRY in high and e.years and e.years > 1:
            base = load_scenario(e.scenarios[0], [*e.settings, f"years={e.years}"])
            count = high.get("organisations.count", base.organisations.count)
            needed = places_for(count, high[ENTRY], base.burn_in_days / 365 + base.years)
            assert base.organisations.max >= needed, name
            drawn.append(name)
    assert {"morris", "null_hypothesis", "sobol"} <= set(drawn)


def test_shipped_experiments_can_be_carried_out():
    names = shipped_experiments()
    assert {"null_hypothesis", "rank_stability", "prior_predictive", "twin", "fixed_budget"} <= set(
        names
    )
    for name in names:
        shipped = load_experiment(name)
        size = {"lhs": {"points": 2}, "sobol": {"base": 2}, "morris": {"trajectories": 2}}.get(
            shipped.kind, {}
        )
        smaller = module.adjusted(
            shipped, **{"points": None, **size}, replications=1, years=None, seed=None, overrides=[]
        )
        module.plan_of(smaller).check(most=10)
        assert shipped.read and shipped.expected_run_time


def test_the_design_does_not_depend_on_the_process():
    code = (
        "from borderSim.studies.sweep import Plan; from borderSim.studies.design.experiment_files import load_experiment;"
        "p = Plan(load_experiment('twin')); print(p.points[7], p.design.digest)"
    )
    done = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("0", "1")
    ]
    assert done[0] == done[1] and json.dumps(done[0])


ROOT = Path(__file__).parents[2]


def test_every_shipped_experiment_goes_into_the_wheel():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"][
        "targets"
    ]["wheel"]["force-include"]
    assert {
        f"experiments/{name}.yaml": f"borderSim/experiments/{name}.yaml"
        for name in shipped_experiments()
    }.items() <= listed.items()


def test_a_finished_sweep_of_another_version_stays_until_it_is_to_be_made_anew(sweep, monkeypatch):
    folder = sweep().folder
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    monkeypatch.setattr(provenance, "source_hash", lambda: "another")
    for fewer in (2, 1):
        again = sweep(fake.all_fail, replications=fewer)
        assert any("another version of the program" in note for note in again.notes)
    assert before == {path: path.read_bytes() for path in before}
    assert sweep(overwrite=True).manifest["source_hash"] == "another"


def test_a_run_that_breaks_while_a_command_times_it_ends_with_one_sentence(
    tmp_path, monkeypatch, capsys
):
    """The commands that time a study make a piece of a run in their own process."""
    monkeypatch.chdir(tmp_path)
    Path("tiny.yaml").write_text(TINY.replace("{chances}", "own"))
    full = "organisations.max=8"
    crowd = [full, f"{ENTRY}=10", "burn_in_days=300"]
    timed = ["scenario=training", "levels=[coexistence]", "full=true", "futures=2", "workers=1"]
    fixed = ["replications=1", "years=0.2", "organisations.count=8"]
    assert main(["sweep", "experiment=tiny.yaml", "--dry-run", *crowd]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"bordersim: {full}: all places") and told.count("\n") == 1, told
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.yaml"]
    # (a comparison loses the told time alone: its own runs say what breaks)
    assert main(["compare", *timed, *fixed, *crowd]) == 1
    untold, broken = capsys.readouterr().err.splitlines()
    assert untold.startswith(
        f"bordersim: full=true: the time could not be told: {full}: all places"
    )
    assert broken.startswith("bordersim: all runs failed") and full in broken


def test_a_seed_with_too_few_after_it_is_refused(sweep):
    with pytest.raises(InputError, match=r"seed=9223372036854775802: must be .* at most"):
        sweep(seed=2**63 - 6)
    assert sweep(seed=2**63 - 7).runs["seed"].max() < 2**63 - 1


def test_a_mended_sweep_has_as_many_replicates_as_it_had(sweep):
    folder = sweep(replications=3).folder
    tables = [folder / name for name in ("summary.csv", "runs.parquet", "monthly.parquet")]
    before = [table.read_bytes() for table in tables]
    tables[0].write_text("x")
    assert sweep(fake.all_fail, replications=1).manifest["replications"] == 3
    assert [table.read_bytes() for table in tables] == before
