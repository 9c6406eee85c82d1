"""The benchmark measures what it says, and says what it missed; no time is asserted here."""

import numpy as np
import pytest

from borderSim.benchmark import before, beside, measure, peer_mesa, peers
from borderSim.benchmark.plain_day import PlainDay
from borderSim.benchmark.timing import Run, time_runs
from borderSim.cli.output import DONE
from borderSim.errors import InputError
from borderSim.report.documents import benchmark as told
from borderSim.scenario.load import load_scenario


def content(**seconds: float) -> dict:
    """What a run of the benchmark could have found."""
    labels = {
        "national": 0.5,
        "every instrument": 0.7,
        "every instrument, system and shock": 0.8,
        "lawful traffic x 100": 0.5,
        "organisations x 10": 2.0,
        "every unit drawn": 2.5,
    } | seconds
    return {
        "yardstick_seconds": 0.1,
        "full_hundred_seconds_per_year": 100.0,
        "units_a_year": 31e6,
        "overhead_seconds": 0.001,
        "beside_days_seconds": {"branch": 0.01, "result": 0.02, "store": 0.005},
        "pages_seconds": {"report": 1.4, "class page": 1.6},
        "first_call_seconds": 9.0,
        "timings": [
            {
                "label": k,
                "units": 31e6,
                "days": 365,
                "seconds_per_year": v,
                "ratio": v / labels["national"],
            }
            for k, v in labels.items()
        ],
        "horizon": {
            "one": 0.5,
            "ten": 5.0,
            "ratio": 10.0,
            "worker_bytes": 320e6,
            "memory_ratio": 1.2,
        },
        "workers": {"one": 2.0, "two": 1.0, "ratio": 2.0, "plain_ratio": 1.9},
        "imports": {"import borderSim": 0.1},
        "versions": {"mesa": "3"},
        "peers": {
            "Mesa": [{"scale": 0.1, "days": 10, "units_per_second": 1e5, "full_year": 300.0}]
        },
        "ran": {
            "processor": {"machine": "one", "vector_instructions": ["two"]},
            "cpu_count": 2,
            "started": "2026-01-01T00:00:00",
        },
    }


def test_targets_are_judged_on_their_own_side():
    rows = {row["id"]: row for row in measure.targets(content())}
    assert rows["year"]["met"] is False and rows["year"]["value"] == 0.5, "0.15 s are asked"
    assert rows["instruments"]["met"] and rows["instruments"]["value"] == pytest.approx(1.4)
    assert not rows["everything"]["met"] and rows["full_hundred"]["met"]
    assert rows["full"]["met"] is False and rows["full"]["value"] == pytest.approx(5.0)
    assert rows["peer_mesa"]["value"] == pytest.approx(600) and rows["peer_mesa"]["met"] is False
    assert rows["processors"]["met"] is None, "no target, no verdict"
    assert rows["memory"]["met"] and rows["memory_horizon"]["met"]
    assert rows["workers_of_processors"]["met"], "two workers gain what two processors give"
    assert rows["beside_days"]["value"] == pytest.approx(35.0) and not rows["beside_days"]["met"]
    assert rows["first_call"]["met"] and rows["page_0"]["met"] and not rows["page_1"]["met"]


def test_pages_of_a_class_have_rows_as_far_as_they_were_measured():
    before = {row["id"] for row in measure.targets(content())}
    found = {"play_form": 7.0, "frames_class_1024": 31.0}
    rows = {row["id"]: row for row in measure.targets(content() | {"classroom": found})}
    assert rows.keys() - before == found.keys()
    assert rows["play_form"]["met"] is False and rows["frames_class_1024"]["met"] is True
    assert told.measured(rows["frames_class_1024"]) == "31 a second"


def test_what_is_missed_is_said_on_screen_and_page(capsys):
    from rich.console import Console

    found = content() | {"targets": measure.targets(content())}
    Console(width=200).print(*told.tables(found))
    shown, page = capsys.readouterr().out, told.page(found)
    assert "missed" in shown and "Mesa" in shown
    row = next(line for line in page.splitlines() if line.startswith("| a year of national"))
    assert row == "| a year of national, CPU seconds | 0.5 s | ≤ 0.15 | **missed** |"


def test_a_year_is_timed_for_every_run():
    found = time_runs(
        [Run("a", ("traffic.lawful_scale=2",), days=2, warm_up=0), Run("b", days=2, warm_up=0)],
        tries=1,
    )
    assert set(found) == {"a", "b"} and all(t.seconds_per_year > 0 for t in found.values())
    assert found["a"].units == 2 * found["b"].units


def test_everything_on_is_everything():
    scenario = load_scenario("national", [*measure.everything_on()])
    assert all(x.customs_access == "direct" for x in scenario.systems.values())
    assert len(scenario.shocks) == 24 and set(scenario.present.instruments) == set(
        scenario.instruments
    )


def test_peers_do_the_work_of_the_model():
    """As many consignments are checked as the model checks in the same traffic, in the same days."""
    rules = PlainDay.of(1e-2)
    checked = peer_mesa.simulate(rules, 30)
    full = load_scenario(
        "national",
        [
            "cargo.sampling=full",
            "burn_in_days=0",
            "organisations.count=0",
            "traffic.lawful_scale=1",
        ],
    )
    from borderSim.simulation import BorderModel

    model = BorderModel(full, 1)
    for _ in range(2):
        model.step()
    ranked = np.mean([day["inspections_targeted"] for day in model.state.recorder.days])
    assert checked / 30 / 1e-2 == pytest.approx(ranked, rel=0.25), (
        "checks a day at full volume, up to rounding of small capacities"
    )


def test_every_peer_that_is_installed_runs_and_checks_something():
    pytest.importorskip("agentpy")
    pytest.importorskip("starsim")
    from borderSim.benchmark import peer_agentpy, peer_starsim

    rules = PlainDay.of(1e-2)
    mesa, agentpy, starsim = (p.simulate(rules, 5) for p in (peer_mesa, peer_agentpy, peer_starsim))
    assert mesa == agentpy > 0, "the same rules on the same numbers"
    assert starsim == pytest.approx(mesa, rel=0.3), "without waiting"
    assert peers.pace(peer_mesa.simulate, 1e-3, 2).units_per_second > 0


def test_the_command_writes_numbers_and_page(monkeypatch, tmp_path, capsys):
    from borderSim.cli import main

    found = content() | {"targets": measure.targets(content())}
    monkeypatch.setattr(measure, "measure", lambda told, other, classroom: found)
    assert main(["bench", f"results_dir={tmp_path}"]) == DONE
    assert (tmp_path / "bench" / "benchmark.json").is_file() and "missed" in (
        tmp_path / "bench" / "benchmark.md"
    ).read_text()


def test_two_versions_are_run_in_turn_and_the_ratio_is_the_row(monkeypatch):
    asked = []

    def run(python, level):
        asked.append((python, level))
        slow = {"coexistence": 0.8, "collaboration": 0.6}[level] + 0.1 * (len(asked) // 2 % 2)
        return {"version": "0", "seconds": slow if python == "old" else 0.2}

    monkeypatch.setattr(before, "_run", run)
    found = before.in_turn("old")
    assert [python == "old" for python, _ in asked] == [True, False] * 6, "in turn"
    rows = {row["id"]: row for row in measure.targets(content() | {"before": found})}
    assert rows["before_coexistence"]["value"] == pytest.approx(4.0)
    assert rows["before_coexistence"]["met"] and not rows["before_collaboration"]["met"]
    assert "before_coexistence" not in {row["id"] for row in measure.targets(content())}


def test_another_python_that_is_none_or_has_no_model_is_refused(tmp_path, capsys):
    from borderSim.cli import main

    assert main(["bench", f"before={tmp_path / 'none'}", f"results_dir={tmp_path}"]) == 2
    assert "no such file" in capsys.readouterr().err and not (tmp_path / "bench").exists()
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\necho 'No module named borderSim' >&2\nexit 1\n")
    fake.chmod(0o755)
    with pytest.raises(InputError, match=r"could not be run with it .No module named borderSim"):
        before.in_turn(str(fake))


def test_idle_runs_go_through_the_store(tmp_path):
    import pandas as pd

    from borderSim.benchmark.idle import seconds_per_run

    assert seconds_per_run(tmp_path, runs=7) > 0
    assert pd.read_parquet(tmp_path / "runs.parquet")["seed"].tolist() == list(range(7))


def test_what_stands_beside_the_days_is_measured():
    found = beside.seconds_beside_days(tries=1)
    assert set(found) == {"branch", "result", "store"} and min(found.values()) > 0
