"""The measurement of what a run costs beside its model."""

from __future__ import annotations

from borderSim.studies.benchmark.idle import seconds_per_run
from borderSim.studies.store import read_frame


def test_it_goes_through_the_store(tmp_path):
    assert seconds_per_run(tmp_path, runs=30) > 0
    assert len(read_frame(tmp_path / "idle" / "runs.parquet")) == 30
