"""The class page: two runs side by side on the same days, in one file that needs no network."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.classroom import inlined
from borderSim.classroom.recording import chunk_of, header_of, packed
from borderSim.classroom.recording.days import posts_of
from borderSim.classroom.texts import texts
from borderSim.language.current import current
from borderSim.report.comparison.assumptions import resolved_scenario
from borderSim.report.writing.texts import environment
from borderSim.results.comparison import Comparison
from borderSim.results.event_log import FILE, EventLogs
from borderSim.studies.execution import files

MOST_LETTERS = 2_400_000
"""Of the packed days in a page; longer runs are cut to the first days that fit."""
NAMES = ("scenario", "level", "seed", "run")
"""Columns that name a run; a comparison has no ``run``."""


@dataclass(frozen=True)
class Recorded:
    """One run as a result keeps it.

    Attributes:
        track: what names it in the page.
        header: see :func:`borderSim.classroom.recording.header_of`.
        daily: a row a day; events: the log, empty if none was kept.
    """

    track: str
    header: dict[str, Any]
    daily: pd.DataFrame
    events: pd.DataFrame


def class_data(
    comparison: Comparison, scenario: str | None = None, language: str | None = None
) -> dict[str, Any]:
    """Return what the page plays: each level's first replicate, of the first scenario unless one is named.

    Args:
        comparison: its daily series, and its events where they were kept.
        scenario: one of its scenarios.
        language: in which the page begins; None: the one in force.
    """
    return page_data(*_of_comparison(comparison, scenario), language)


def _of_comparison(comparison: Comparison, scenario: str | None) -> tuple[list[Recorded], str]:
    """Return each level's first replicate, and the name of the present level."""
    manifest, daily = comparison.manifest, comparison.daily
    scenarios = [str(s) for s in manifest.get("scenarios") or comparison.runs["scenario"].unique()]
    scenario = scenario or scenarios[0]
    if len(daily):
        daily = pd.DataFrame(daily[daily["scenario"] == scenario])
        daily = pd.DataFrame(daily[daily["seed"] == daily["seed"].min()])
    found = list(recorded(manifest, daily, logs_of(comparison.folder)))
    order = [str(level["name"]) for level in manifest.get("levels") or ()]
    found.sort(key=lambda run: order.index(run.track) if run.track in order else len(order))
    return found, str(manifest.get("present") or "")


def recorded(
    manifest: Mapping[str, Any], daily: pd.DataFrame, logs: EventLogs | None
) -> Iterator[Recorded]:
    """Yield the runs of daily series, in their order, each with its header and its events.

    Args:
        manifest: of the result.
        daily: rows of the runs that are wanted.
        logs: the result's event logs, None where none were kept.
    """
    names = [name for name in NAMES if name in daily.columns]
    if not len(daily):
        return
    titles = {
        str(x["name"]): str(x.get("title") or x["name"]) for x in manifest.get("levels") or ()
    }
    groups = [
        (tuple(map(str, key if isinstance(key, tuple) else (key,))), part)
        for key, part in daily.groupby(names, sort=False)
    ]
    many = len({key[2] for key, _ in groups}) > 1 or ("run" in names and len(groups) > 1)
    for key, part in groups:
        mine = dict(zip(names, key, strict=True))
        level, seed = mine["level"], int(mine["seed"])
        days = pd.DataFrame(part).sort_values("day")
        declared = resolved_scenario(dict(manifest), mine["scenario"])
        header = header_of(
            declared,
            seed=seed,
            level=level,
            level_title=titles.get(level, level.replace("_", " ").capitalize()),
            days=len(days),
            posts=posts_of(days),
        )
        track = level
        if many:
            track = "-".join(mine[name] for name in names[1:])
            said = texts("player")["player.seed"]
            header["label"] = {name: text.format(seed=seed) for name, text in said.items()}
        yield Recorded(track, header, days, _events(logs, mine))


def page_data(
    runs: Sequence[Recorded], present: str = "", language: str | None = None
) -> dict[str, Any]:
    """Return what a page holds: runs with the days that fit, texts, and which two are shown first.

    Args:
        runs: in their order.
        present: name of the present level, shown on the left.
        language: in which the page begins; None: the one in force.
    """
    return _fitted(runs, present, language)[0]


def _fitted(
    runs: Sequence[Recorded], present: str, language: str | None
) -> tuple[dict[str, Any], str]:
    """Return what a page holds, and its letters: packing is most of the work of a page."""
    days = min((len(run.daily) for run in runs), default=0)
    while True:
        data = {
            "language": language or current(),
            "texts": texts("player"),
            "runs": [
                {
                    "track": run.track,
                    "header": run.header,
                    "chunk": chunk_of(run.daily, run.events, 0, days),
                }
                for run in runs
            ],
            "first": _first_two([run.track for run in runs], present),
        }
        letters = packed(data)
        if len(letters) <= MOST_LETTERS or days <= 1:
            return data, letters
        days = max(1, int(days * MOST_LETTERS / len(letters) * 0.97))


def page_of(runs: Sequence[Recorded], present: str = "", language: str | None = None) -> str:
    """Return the page that plays some runs, as HTML; see :func:`page_data`."""
    return _rendered(*_fitted(runs, present, language))


def _rendered(data: Mapping[str, Any], letters: str) -> str:
    said = texts("player")
    language = str(data["language"])
    title = data["runs"][0]["header"]["title"][language] if data["runs"] else "borderSim"
    return (
        environment("borderSim.classroom")
        .get_template("class.html")
        .render(
            language=language,
            title=f"{title} · borderSim",
            runs=bool(data["runs"]),
            none=said["player.none"][language],
            no_script=said["player.no_script"][language],
            styles=inlined.styles("player.css"),
            scripts=inlined.scripts("class.js"),
            data=inlined.data(letters),
        )
    )


def write_class_page(comparison: Comparison, path: str | os.PathLike[str]) -> Path:
    """Write the class page of a comparison, whole or not at all.

    It opens from a file, without network.

    Args:
        comparison: its daily series, levels and posts are read, and its events where they were kept.
        path: the file to write; its folder is made if missing.

    Returns:
        The path of the page.
    """
    return files.write_page(path, page_of(*_of_comparison(comparison, None)))


def _first_two(tracks: Sequence[str], present: str) -> list[str]:
    """Return what is shown on the left and right: the present level, and the last of the others."""
    if not tracks:
        return []
    left = present if present in tracks else tracks[0]
    others = [track for track in tracks if track != left]
    return [left, others[-1] if others else left]


def logs_of(folder: Path) -> EventLogs | None:
    """Return the event logs of a result that lies whole in its folder, None where none were kept."""
    if not (folder / FILE).is_file():
        return None
    return EventLogs.open(folder, folder.parent)


def _events(logs: EventLogs | None, run: Mapping[str, str]) -> pd.DataFrame:
    if logs is None:
        return pd.DataFrame()
    for key in logs.runs:
        if all(str(getattr(key, name)) == value for name, value in run.items()):
            return logs.events(key)
    return pd.DataFrame()
