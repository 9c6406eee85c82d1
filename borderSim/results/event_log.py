"""The event logs of a stored result: which runs have one, and the events of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.measures.events import COLUMNS
from borderSim.studies.execution import checksums, files, manifest

FILE = "events.parquet"
NAMES = ("scenario", "level", "seed", "run")
"""Columns that name a run; a comparison has no ``run``."""
BATCH = 1 << 16
"""Rows read at a time; technical."""


@dataclass(frozen=True)
class RunKey:
    """One run of a stored result: what its rows are named by (``run`` is -1 in a comparison)."""

    scenario: str
    level: str
    seed: int
    run: int = -1


@dataclass(frozen=True)
class EventLogs:
    """The event logs of a stored result.

    Attributes:
        folder: where it lies.
        present: its present level, empty where it has none.
    """

    folder: Path
    present: str

    @classmethod
    def open(cls, given: str | Path, results_dir: str | Path = "results") -> EventLogs:
        """Find a stored result, by name or path.

        Raises:
            InputError: there is none, it is not finished, or it kept no events.
        """
        folder = files.find_result(given, results_dir)
        found = manifest.read(folder)
        if found.get("state") == manifest.RUNNING:
            raise InputError(manifest.not_finished(folder))
        if not (folder / FILE).is_file():
            raise InputError(
                phrase(
                    "{folder}: it has no log of events; run again with events=true", folder=folder
                )
            )
        if not files.is_whole(folder / FILE):
            raise InputError(checksums.damage(folder / FILE))
        if not set(COLUMNS) <= set(files.columns_of(folder / FILE)):
            raise InputError(
                phrase(
                    "{path}: not the log of this version; run again with events=true",
                    path=folder / FILE,
                )
            )
        if not checksums.is_whole(
            folder / FILE, checksums.told_of(found.get(manifest.FILES), FILE)
        ):
            raise InputError(checksums.damage(folder / FILE))
        return cls(folder, str(found.get("present", "")))

    @cached_property
    def runs(self) -> list[RunKey]:
        """The runs that have events, in their order."""
        with files.opened(self.folder / FILE) as file:
            names = [name for name in NAMES if name in file.schema_arrow.names]
            rows = (
                file.read(columns=names)
                .group_by(names, use_threads=False)
                .aggregate([])
                .to_pylist()
            )
        return [RunKey(**row) for row in rows]

    def choose(
        self,
        *,
        level: str | None = None,
        seed: int | None = None,
        scenario: str | None = None,
        run: int | None = None,
    ) -> RunKey:
        """Return the first run that fits.

        Where no level is named, of the present level if there is one.

        Raises:
            InputError: nothing fits.
        """
        left = self.runs
        for name, value in (("scenario", scenario), ("level", level), ("seed", seed), ("run", run)):
            there = list(dict.fromkeys(getattr(key, name) for key in left))
            if value is not None and value not in there:
                near = nearest(value, there) if isinstance(value, str) else ""
                raise InputError(
                    f"{self.folder}: no run has {name}={value}{near}; there are: {_listed(there)}"
                )
            if value is None and name == "level" and self.present in there:
                value = self.present
            left = [key for key in left if value is None or getattr(key, name) == value]
        return left[0]

    def events(self, key: RunKey) -> pd.DataFrame:
        """Return the events of a run."""
        with files.opened(self.folder / FILE) as file:
            parts = [
                batch.filter(_mask(batch, key))
                for batch in file.iter_batches(BATCH, use_threads=False)
            ]
        return files.to_frame(pa.Table.from_batches([part for part in parts if part.num_rows]))


def _mask(batch: pa.RecordBatch, key: RunKey) -> pa.Array:
    """Return which rows are the run's."""
    mine = np.ones(batch.num_rows, dtype=bool)
    for name in NAMES:
        if name in batch.schema.names:
            mine &= batch.column(name).to_numpy(zero_copy_only=False) == getattr(key, name)
    return pa.array(mine)


def _listed(values: list[object], most: int = 12) -> str:
    shown = ", ".join(map(str, values[:most]))
    return f"{shown}, ... ({len(values)} in all)" if len(values) > most else shown
