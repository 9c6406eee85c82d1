"""``bordersim status``: what is done, failed and left, why, and how to go on."""

from __future__ import annotations

import json
import shutil

import pytest

from borderSim.cli import main
from borderSim.errors import StoppedError
from borderSim.studies import runs
from borderSim.studies.execution import scheduler, status
from borderSim.studies.execution.status import standing
from borderSim.studies.execution.worker import Chunk
from borderSim.studies.plans import comparison_plan, dial_plane, futures, plan
from tests.studies import fake, small


@pytest.fixture
def place(monkeypatch, tmp_path):
    monkeypatch.setenv(small.PLACE, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_done_failed_left_by_arm_with_errors_and_the_command_that_goes_on(place, capsys):
    with pytest.raises(StoppedError):
        small.study(place / "results" / "x", 30, small.fails_at_nine, on_error="stop")
    found = standing(place / "results" / "x")
    assert found.runs.done + found.runs.failed + found.runs.left == 60 and found.runs.failed == 2
    assert list(found.groups) == ["plain", "blind"] and {
        name: count.failed for name, count in found.groups.items()
    } == {"plain": 0, "blind": 2}
    assert sum(count.done for count in found.groups.values()) == found.runs.done
    assert found.errors == [("ArithmeticError: the world \x1b[31mended", 2, 9)]
    assert main(["status", "x"]) == 0
    told = capsys.readouterr().out
    assert f"{found.runs.done} runs done, 2 failed, {found.runs.left} left (stopped)" in told
    assert "failed: 2 runs, first seed 9: ArithmeticError: the world" in told and "\x1b" not in told
    assert "go on with: bordersim sweep experiment=small 'name=a b'" in told
    rows = [
        line.split() for line in told.splitlines() if line.split()[:1] in (["plain"], ["blind"])
    ]
    assert rows == [
        [name, str(c.done), str(c.failed), str(c.left)] for name, c in found.groups.items()
    ]
    assert main(["status", "x", "--json"]) == 0
    as_json = json.loads(capsys.readouterr().out)
    assert (
        as_json["failed"] == 2
        and as_json["groups"]["blind"]["failed"] == 2
        and as_json["state"] == "stopped"
    )
    small.study(place / "results" / "x", 30)
    assert main(["status", "x"]) == 0
    told = capsys.readouterr().out
    assert "60 runs done, 0 failed, 0 left (complete)" in told and "go on" not in told


def test_a_comparison_is_told_by_scenario_and_plane(toy):
    found = toy(fake.one_seed_fails, scenarios=["toy", "other"], plane=True)
    seen = standing(found.folder)
    assert {name: (count.done, count.failed) for name, count in seen.groups.items()} == {
        "toy, levels": (6, 3),
        "other, levels": (6, 3),
        "toy, plane": (50, 25),
        "other, plane": (50, 25),
    }
    assert seen.state == "failed" and [(runs, seed) for _, runs, seed in seen.errors] == [(56, 2)]


def test_another_version_of_the_program_is_told(place, monkeypatch):
    from borderSim.studies.execution import provenance

    with pytest.raises(StoppedError):
        small.study(place / "x", 30, small.fails_at_nine, on_error="stop")
    assert standing(place / "x").command
    monkeypatch.setattr(provenance, "source_hash", lambda: "another")
    seen = standing(place / "x")
    assert (
        any("another version of the program" in note for note in seen.notes) and not seen.command
    ), "it would be refused"


def test_a_process_of_another_version_does_not_answer(place, monkeypatch):
    monkeypatch.setattr(
        scheduler,
        "Chunk",
        lambda works, folder, source, *rest: Chunk(works, folder, "another", *rest),
    )
    with pytest.raises(
        StoppedError, match="is another version than the one that asks; its runs must not be mixed"
    ):
        small.study(place / "x", 4)
    assert standing(place / "x").runs.left == 8


def test_a_complete_result_without_its_parts_is_complete(place):
    folder = small.study(place / "x", 8).folder
    shutil.rmtree(folder / "parts")
    assert (standing(folder).runs.done, standing(folder).runs.left, standing(folder).notes) == (
        16,
        0,
        [],
    )
    (folder / "runs.parquet").write_bytes(b"PAR1")
    seen = standing(folder)
    assert seen.runs.left == 16 and any("runs.parquet" in note for note in seen.notes)


def test_flags_of_status_belong_to_it(capsys):
    assert main(["scenarios", "--json"]) == 2
    assert "--json belongs to 'bordersim status'" in capsys.readouterr().err


def test_stopped_work_ends_with_one_sentence_and_exit_code_1(monkeypatch, tmp_path, capsys):
    from borderSim.studies import compare

    def stopped(*args, **kwargs):
        raise StoppedError("results/x/parts: nothing more can be written there")

    monkeypatch.setattr(compare, "_compute", stopped)
    assert (
        main(
            [
                "compare",
                "scenario=training",
                "years=0.1",
                "replications=3",
                f"results_dir={tmp_path}",
                "engine=local",
                "on_error=stop",
            ]
        )
        == 1
    )
    told = capsys.readouterr()
    assert (
        told.err == "bordersim: results/x/parts: nothing more can be written there\n"
        and told.out == ""
    )


@pytest.mark.parametrize(
    ("stem", "told"),
    [
        (comparison_plan.stem(1, 7), "other, levels"),
        (dial_plane.stem(1, 7), "other, plane"),
        (futures.stem(1, 3, 0), "other, futures"),
        (plan._stem(1, 0, 12, 3), "other, plain"),
        (f"c01-{plan._stem(0, 1, 12, 3)}", "h2, toy, blind"),
        (runs._stem(3), ""),  # (rows of one list: there is nothing to tell apart)
    ],
)
def test_every_unit_of_work_is_told_with_what_it_belongs_to(stem, told):
    choices = {
        "scenarios": ["toy", "other"],
        "arms": {"plain": [], "blind": []},
        "claims": [{"id": "h1"}, {"id": "h2"}],
    }
    assert status._group(stem, choices) == told
