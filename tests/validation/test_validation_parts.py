"""What stands in the parts of a validation is believed only as it was written."""

from __future__ import annotations

import json
import os

import pytest

from borderSim.validation import run
from borderSim.validation.run import Unit


@pytest.fixture
def unit(tmp_path, monkeypatch):
    monkeypatch.setattr(
        run,
        "EXPERIMENTS",
        {"toy": type("Toy", (), {"measure": staticmethod(lambda seed: {"x": seed / 3})})},
    )
    unit = Unit("toy", 7, tmp_path / "toy-000007.json")
    assert run.carry_out(unit) == ""
    return unit


def test_what_was_written_is_read_again(unit):
    found = run._stored(unit)
    assert found is not None and found["numbers"] == {"x": 7 / 3}


@pytest.mark.parametrize("content", ["", "[]", "7", "{}", "null", "[" * 100_000, '{"made_by": 1}'])
def test_other_content_is_made_again(unit, content):
    unit.path.write_text(content)
    assert run._stored(unit) is None


def test_a_number_that_changed_is_noticed(unit):
    found = json.loads(unit.path.read_text())
    found["numbers"]["x"] += 1
    unit.path.write_text(json.dumps(found))
    assert run._stored(unit) is None


def test_a_full_disk_is_a_failure_with_a_reason(unit, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run.files, "write_json", full)
    assert (
        run.carry_out(unit) == "toy, seed 7: its numbers can't be written (No space left on device)"
    )


def dies_at_two(unit: run.Unit) -> str:
    """Stands in for a unit of work whose process the system kills."""
    if unit.seed == 2:
        os._exit(9)
    return ""


def test_a_process_that_dies_takes_its_own_unit_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "carry_out", dies_at_two)
    units = [run.Unit("toy", seed, tmp_path / f"{seed}.json") for seed in range(1, 6)]
    told = []
    failed = run._carry_out(units, 2, lambda done, total, left: told.append((done, total)))
    assert failed == ["toy, seed 2: its process died (killed, or out of memory)"]
    assert told[-1] == (5, 5)


def test_every_magnitude_for_which_something_is_published_is_one_that_is_tried():
    from borderSim.studies.analysis.published_bands import PUBLISHED
    from borderSim.validation.patterns import magnitudes

    tried = {pattern.id.removeprefix("M-") for pattern in magnitudes.PATTERNS}
    assert set(PUBLISHED) <= tried
