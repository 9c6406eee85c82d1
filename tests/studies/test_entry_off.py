"""Outcomes with entry off: an option of a comparison, told in its table and its report."""

from __future__ import annotations

import pytest

import borderSim as bs
from borderSim.errors import InputError
from borderSim.report.comparison.entry_off import TOLD, entry_told
from borderSim.report.terminal.comparison import comparison_tables
from borderSim.studies.design.experiment_files import load_experiment, shipped_experiments

OVERRIDES = ["traffickers.entry_per_year=4", "burn_in_days=30", "organisations.max=60"]


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    return bs.compare(
        "training",
        levels=["coexistence", "collaboration"],
        years=0.3,
        replications=1,
        plane=False,
        workers=1,
        overrides=OVERRIDES,
        entry="off",
        results_dir=tmp_path_factory.mktemp("entry"),
    )


def test_nobody_enters_under_any_level_and_the_burn_in_is_the_same(compared):
    off = compared.runs
    on = bs.run("training", 1, overrides=[*OVERRIDES, "years=0.3"]).outcomes
    assert on["orgs_entered"] > 0 and (off["orgs_entered"] == 0).all()
    assert on["orgs_at_start"] > 5 and (off["orgs_at_start"] == on["orgs_at_start"]).all()


def test_table_and_report_tell_it(compared):
    assert entry_told(compared.manifest) == TOLD
    assert TOLD in (compared.folder / "report.html").read_text(encoding="utf-8")
    tables = comparison_tables(compared.paired(), "coexistence", compared.windows, told=TOLD)
    assert TOLD in str(tables.renderables[0].title)
    assert "traffickers.entry=off" in compared.manifest["command"]
    assert entry_told({"scenarios": ["training"], "config": {}}) == ""


@pytest.mark.parametrize("entry", ["of", "no", ""])
def test_another_value_is_told_in_a_sentence(entry, tmp_path):
    with pytest.raises(InputError, match=r"entry='\w*': must be on or off"):
        bs.compare("training", entry=entry, results_dir=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_ready_study_differs_in_the_market_alone():
    assert "entry_off" in shipped_experiments()
    assert dict(load_experiment("entry_off").arms or {}) == {
        "as_is": (),
        "no_growth": ("traffickers.growth_per_year=0",),
        "entry_off": ("traffickers.entry=off",),
    }
