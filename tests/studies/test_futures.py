"""Futures of a comparison: what is drawn, that they go on after a stop, and have the same bytes whoever works."""

from __future__ import annotations

import shutil

import numpy as np
import pandas as pd
import pytest

from borderSim.errors import InputError
from borderSim.scenario.load import load_levels
from borderSim.studies.compare import compare
from borderSim.studies.design.factors import entries
from borderSim.studies.design.level_draws import COST, with_cost
from borderSim.studies.execution import manifest
from borderSim.studies.execution.status import standing
from borderSim.studies.execution.task import branch_levels
from borderSim.studies.plans.futures import (
    OF_SIZE,
    Asked,
    drawn_factors,
    load_futures,
    scenarios_of,
)

LEVELS = ["coexistence", "cooperation"]
SMALL = ["burn_in_days=20"]
ASKED = {
    "scenario": "training",
    "levels": LEVELS,
    "years": 0.1,
    "replications": 2,
    "futures": 8,
    "future_replications": 2,
    "overrides": SMALL,
    "name": "drawn",
}


class Stop:
    """A progress that stops the work, as a person does, once so many runs are done."""

    def __init__(self, after: int) -> None:
        self.after = after

    def update(self, done, total, runs_so_far, seconds_left):
        if done >= self.after:
            raise KeyboardInterrupt


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return compare(**ASKED, results_dir=tmp_path_factory.mktemp("whole"), workers=1)


def test_a_timing_that_breaks_loses_the_told_time_alone(made, tmp_path, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError("float division by zero")

    monkeypatch.setattr("borderSim.studies.compare.work_of_futures", broken)
    told = []
    again = compare(**ASKED, results_dir=tmp_path, workers=1, tell=told.append)
    assert told == [
        "full=true: the time could not be told: ZeroDivisionError: float division by zero"
    ]
    pd.testing.assert_frame_equal(
        pd.read_parquet(again.folder / "futures.parquet"),
        pd.read_parquet(made.folder / "futures.parquet"),
    )


def test_every_future_has_every_level_on_the_same_chances(made):
    table = pd.read_parquet(made.folder / "futures.parquet")
    assert len(table) == 8 * 2 * 2
    assert (table.groupby(["future", "replicate"])["seed"].nunique() == 1).all()
    assert (table.groupby(["future", "replicate"])["level"].nunique() == 2).all()
    assert table["seed"].nunique() == 16 and not set(table["seed"]) & set(made.runs["seed"])
    assert (table.groupby("future")["police.informant_items_per_year"].nunique() == 1).all()
    assert table["police.informant_items_per_year"].nunique() == 8
    assert np.isfinite(table["net_benefit_eur"]).all()


def test_the_manifest_knows_them(made):
    about = manifest.read(made.folder)
    assert "futures.parquet" in about[manifest.FILES]
    assert about["futures"] == {"count": {"training": 8}, "replications": 2}
    assert sum(about["plan"].values()) == 2 * 2 + 8 * 2 * 2
    assert {"full=true", "futures=8", "future_replications=2"} <= set(about["command"])
    assert len(made.futures) == 32


def test_it_goes_on_after_a_stop_and_two_workers_write_the_same_bytes(made, tmp_path):
    with pytest.raises(BaseException, match=r"stopped|^$"):
        compare(**ASKED, results_dir=tmp_path, workers=1, progress=Stop(12))
    parts = (tmp_path / "drawn" / "parts").glob("*.runs.parquet")
    kept = sum(len(pd.read_parquet(path)) for path in parts)  # (a part may hold both kinds of runs)
    assert 4 < kept < 36, "some futures are done, not all"
    again = compare(**ASKED, results_dir=tmp_path, workers=2)
    for name in ("futures.parquet", "runs.parquet", "summary.csv"):
        assert (again.folder / name).read_bytes() == (made.folder / name).read_bytes(), name


def test_they_are_told_of_and_mended_with_as_many_replicates_as_there_were(made, tmp_path):
    groups = standing(made.folder).groups
    assert {name: count.done for name, count in groups.items()} == {
        "training, levels": 4,
        "training, futures": 32,
    }
    shutil.copytree(made.folder, tmp_path / "drawn")
    tables = [tmp_path / "drawn" / name for name in ("futures.parquet", "runs.parquet")]
    before = [table.read_bytes() for table in tables]
    tables[0].write_bytes(b"x")
    fewer = ASKED | {"future_replications": 1, "replications": 1}
    again = compare(**fewer, results_dir=tmp_path, workers=1)
    assert [table.read_bytes() for table in tables] == before
    assert "future_replications=2" in again.manifest["command"]


def test_without_futures_nothing_of_them_is_there(tmp_path):
    asked = {key: value for key, value in ASKED.items() if not key.startswith("future")}
    found = compare(**asked, results_dir=tmp_path, workers=1)
    assert found.futures.empty and "futures" not in found.manifest["choices"]
    assert not (found.folder / "futures.parquet").exists()
    assert 'id="s0-futures"' not in (found.folder / "report.html").read_text("utf-8")


# --------------------------------------------------------------------------- what is drawn
def keys(scenario: str, *settings: str) -> tuple[dict, list[str]]:
    factors, notes = drawn_factors(load_levels(scenario, LEVELS, list(settings), None), settings)
    return {factor.key: factor for factor in factors}, notes


def test_what_no_level_has_is_not_drawn():
    found, notes = keys("national")
    assert not any(key.startswith(("instruments.", "shocks.")) for key in found)
    assert {COST, "commodities.*.harm_eur", "economy.delay_cost_per_day"} <= set(found)
    assert notes == []
    with_one, _ = keys("national", "instruments=[liaison_officers]")
    assert "instruments.*.running_cost_eur" in with_one


def test_what_a_setting_fixes_is_not_drawn():
    found, _ = keys("national", "police.false_link_share=0.1", "years=2")
    assert "police.false_link_share" not in found and "police.known_entity_share" in found


def test_what_counts_things_of_a_country_goes_with_its_size():
    national, _ = keys("national")
    small, notes = keys("training")
    for key in OF_SIZE:
        if key in small:
            own = dict(
                entries(
                    {
                        "police": {"investigators": 12},
                        "organisations": {"count": 8},
                        "customs": {"analysts": 2},
                    },
                    key,
                )
            )
            assert small[key].low <= own[key] <= small[key].high < national[key].high
    assert small["police.investigators"].low == 6 and small["police.investigators"].high == 36
    assert any("police.team_time_share" in note for note in notes)
    assert "police.team_time_share" not in small


def test_a_setting_of_the_comparison_holds_in_every_future():
    drawn = load_futures(
        Asked(5, 1), ["training"], LEVELS, ["police.false_link_share=0.1"], None, 1, branch_levels
    )
    country = drawn.countries["training"]
    assert len(country.points) == 5 and len(drawn.runs) == 5
    for _, point in country.points:
        for scenario in scenarios_of(country, point, LEVELS, drawn.settings, None).values():
            assert scenario.police.false_link_share == 0.1


def test_there_are_places_for_organisations_that_enter():
    """Without them the runs of futures with many organisations stop, and only calmer futures are left."""
    for settings, roomy in (([], True), (["organisations.max=95"], False)):
        drawn = load_futures(Asked(30, 1), ["national"], LEVELS, settings, None, 1, branch_levels)
        country = drawn.countries["national"]
        number, point = max(country.points, key=lambda row: row[1]["organisations.count"])
        assert point["organisations.count"] > 80 and number < 30
        own = scenarios_of(country, point, LEVELS, settings, None)[LEVELS[0]].organisations
        usual = own.count * point["traffickers.entry_per_year"] * 8
        assert (own.max > own.count + 2 * usual) == roomy
        assert own.max == 95 or roomy


def test_costs_of_all_levels_take_one_factor():
    levels = load_levels("training", LEVELS, [], None)
    dear = with_cost(levels, 3.0)
    for name, scenario in levels.items():
        own, other = (s.partnership.traits for s in (scenario, dear[name]))
        assert other.running_cost_eur.total == pytest.approx(3 * own.running_cost_eur.total)
        assert other.setup_cost_eur.total == pytest.approx(3 * own.setup_cost_eur.total)
        assert other.share_prob == own.share_prob
    assert (
        with_cost(levels, 1.0)[LEVELS[1]].partnership.traits == levels[LEVELS[1]].partnership.traits
    )


def test_more_replicates_leave_the_seeds_as_they_were():
    one, two = (
        load_futures(Asked(4, n), ["training"], LEVELS, [], None, 7, branch_levels) for n in (1, 2)
    )
    assert set(one.runs) < set(two.runs) and one.choices == two.choices
    assert [one.seed_of(f, 0) for f in range(4)] == [two.seed_of(f, 0) for f in range(4)]
    seeds = {two.seed_of(f, r) for f in range(4) for r in range(2)}
    assert len(seeds) == 8 and max(seeds) - two.seed < two.asked.seeds


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"futures": 1}, "futures=1: must be a whole number of at least 2"),
        ({"futures": True}, "futures=True: must be"),
        ({"full": True, "future_replications": 0}, "future_replications=0: must be"),
        ({"future_replications": 3}, "future_replications= belongs to full=true"),
        ({"full": True, "seed": 2**63 - 1_000_001}, "seed=9223372036853775807: must be"),
    ],
)
def test_numbers_that_make_no_sense(given, said, tmp_path):
    with pytest.raises(InputError, match=said):
        compare("training", **given, results_dir=tmp_path)
    assert not any(tmp_path.iterdir())
