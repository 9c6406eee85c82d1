"""A stored result played day by day: which of its runs, from its folder to a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from borderSim.classroom.player import Recorded, logs_of, page_of, recorded
from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.studies.execution import files, lock, manifest

DAILY = "daily.parquet"


def write_replay(
    folder: Path,
    path: Path,
    *,
    levels: Sequence[str] = (),
    seed: int | None = None,
    scenario: str | None = None,
    language: str | None = None,
) -> Path:
    """Write the page that plays runs of a stored result, whole or not at all.

    Args:
        folder: of a result of ``compare`` or ``run``.
        path: the page.
        levels: those to show, the first on the left, the last on the right; empty: all.
        seed: of the runs; None: every one with daily series.
        scenario: of the runs; None: the first.
        language: in which the page begins; None: the one in force.

    Returns:
        The path of the page.

    Raises:
        InputError: the result is not finished or has no daily series, or no run fits.
    """
    with lock.at_work(folder):
        files.ensure_writable(folder)
        found = runs_of(folder, levels=levels, seed=seed, scenario=scenario)
        present = levels[0] if levels else str(manifest.read(folder).get("present") or "")
        return files.write_page(path, page_of(found, present, language))


def runs_of(
    folder: Path,
    *,
    levels: Sequence[str] = (),
    seed: int | None = None,
    scenario: str | None = None,
) -> list[Recorded]:
    """Return the runs of a stored result that can be played.

    Raises:
        InputError: see :func:`write_replay`.
    """
    found = manifest.read(folder)
    manifest.check_finished(folder, found)
    if not (folder / DAILY).is_file():
        raise InputError(
            phrase(
                "{folder}: it has no daily series to play; results of 'bordersim compare' and 'bordersim run' have",
                folder=folder,
            )
        )
    daily = files.read_frame(folder / DAILY)
    wanted = {"scenario": scenario or str(daily["scenario"].iloc[0]), "seed": seed}
    for name, value in wanted.items():
        if value is not None:
            daily = _only(folder, daily, name, [value])
    if levels:
        daily = _only(folder, daily, "level", levels)
    runs = list(recorded(found, daily, logs_of(folder)))
    if levels:
        runs.sort(key=lambda run: list(levels).index(run.header["level"]["name"]))
    return runs


def _only(folder: Path, daily: pd.DataFrame, name: str, wanted: Sequence[object]) -> pd.DataFrame:
    there = list(dict.fromkeys(daily[name].tolist()))
    for value in wanted:
        if value not in there:
            near = nearest(value, there) if isinstance(value, str) else ""
            raise InputError(
                phrase(
                    "{folder}: no run has {name}={value}{near}; there are: {allowed}",
                    folder=folder,
                    name=name,
                    value=value,
                    near=near,
                    allowed=", ".join(map(str, there)),
                )
            )
    return pd.DataFrame(daily[daily[name].isin(list(wanted))])
