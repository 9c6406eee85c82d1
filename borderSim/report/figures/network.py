"""One organisation before and after, under every level: an example from the first replicate."""

from __future__ import annotations

import functools
import html
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from borderSim.language.catalogue import gettext
from borderSim.report.comparison.source import Level, View
from borderSim.report.figures.frame import Panels, Picture, Spec, on_panel, top_legend
from borderSim.report.figures.spread import spread, ways
from borderSim.report.layout.palette import ANCHORS, RULE, TIERS, WORSE
from borderSim.report.writing.texts import word

MOST_MEMBERS = 45
"""Larger organisations do not fit a panel, and are shown only if there is no other."""
SIZES = (9, 11, 14, 17)
"""Of the dots, by tier."""
TIES = {
    "kept": {"color": RULE, "width": 1.1},
    "lost": {"color": RULE, "width": 1.1, "dash": "dot"},
    "new": {"color": ANCHORS[1], "width": 2},
}

Spots = dict[int, tuple[float, float]]
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class _After:
    """An organisation under one level: a row per place and per tie, as in the tables of a result."""

    level: Level
    members: Rows
    ties: Rows

    @property
    def ended(self) -> int | None:
        """Day of its end."""
        day = self.members[0]["ended"]
        return None if pd.isna(day) else int(day)

    def kinds(self) -> dict[str, Rows]:
        """Ties kept, lost and new."""
        kinds: dict[str, Rows] = {"kept": [], "lost": [], "new": []}
        for tie in self.ties:
            kinds["new" if not tie["start"] else ("kept" if tie["end"] else "lost")].append(tie)
        return kinds


def network(view: View) -> Picture | None:
    """Members and ties at the start, and at the end of the horizon under each level.

    None without data.
    """
    chosen = view.stored.once("network shown", lambda: _choose(view))
    if chosen is None:
        return None
    found = [
        _After(level, _own(view.members(level), chosen), _own(view.ties(level), chosen))
        for level in view.levels
    ]
    first = found[0]
    at_start = [tie for tie in first.ties if tie["start"]]
    spots = _layout(
        tuple(sorted({row["member"] for after in found for row in after.members})),
        tuple((tie["member"], tie["other"]) for tie in at_start),
    )
    data = [*_legend(), _lines(0, spots, at_start, "kept"), _dots(0, spots, first.members, "start")]
    for panel, after in enumerate(found, start=1):
        traces = [_lines(panel, spots, ties, kind) for kind, ties in after.kinds().items()] + [
            _dots(panel, spots, after.members, "end")
        ]
        data += [trace | {"meta": {"level": after.level.name}} for trace in traces]
    titles = [word("network.before"), *(_title(after) for after in found)]
    axes = [{"range": [-1.12, 1.12], "visible": False}] * len(titles)
    layout, narrow = Panels(titles, columns=3, height=270, gap=72, top=76, share=0.94).layout(
        axes, axes, legend=top_legend(), showlegend=True
    )
    # the legend takes more lines
    narrow |= {"margin.t": layout["margin"]["t"] + 40, "height": narrow["height"] + 40}
    facts = {
        "number": chosen,
        "profile": gettext(str(first.members[0]["profile"]).replace("_", " ")),
        "members": len(first.members),
        "seed": int(first.members[0]["seed"]),
    }
    return Picture(
        "network", data, layout, narrow, pd.DataFrame([_row(after) for after in found]), facts
    )


def _own(frame: pd.DataFrame, organisation: int) -> Rows:
    return frame.loc[frame["organisation"] == organisation].to_dict("records")


def _choose(view: View) -> int | None:
    """Return the organisation, alive at the start, of which most differs between the levels at the end.

    The first of equals; None where nothing differs under any level: equal panels show nothing.
    """
    frames = {level.name: (view.members(level), view.ties(level)) for level in view.levels}
    if any(members.empty or ties.empty for members, ties in frames.values()):
        return None
    differing = _differing(
        {name: members for name, (members, _) in frames.items()}, ["member"], "status_end"
    )
    differing = differing.add(
        _differing({name: ties for name, (_, ties) in frames.items()}, ["member", "other"], "end"),
        fill_value=0.0,
    )
    first = next(iter(frames.values()))[0].query("status_start != ''")
    sizes = first.groupby("organisation").size()
    order = [
        (int(size) <= MOST_MEMBERS, float(differing.get(slot, 0.0)), -int(slot))  # type: ignore[arg-type]
        for slot, size in sizes.items()
    ]
    _fits, most, slot = max((o for o in order if o[1] > 0), default=(False, 0.0, 0))
    return -slot if most > 0 else None


def _differing(frames: dict[str, pd.DataFrame], keys: list[str], state: str) -> pd.Series:
    """Return, by organisation, the share of its places or ties that do not end alike under all levels."""
    ends = pd.concat(
        [frame.set_index(["organisation", *keys])[state].astype(str) for frame in frames.values()],
        axis=1,
    )
    differs: Any = ends.fillna("").ne(ends.iloc[:, 0].fillna(""), axis=0).any(axis=1)
    return differs.groupby(level="organisation").mean()


@functools.lru_cache(maxsize=4)
def _layout(numbers: tuple[int, ...], ties: tuple[tuple[int, int], ...]) -> Spots:
    """Where each place stands in every panel: by the ties of the start.

    What they do not reach hangs on the hub. (Kept: reports in two languages draw the same.)
    """
    place = {number: index for index, number in enumerate(numbers)}
    pairs = [(place[a], place[b]) for a, b in ties]
    apart = ways(len(numbers), pairs)
    parts = _parts(apart)
    degree = (apart == 1).sum(axis=1)
    hub = max(parts[0], key=lambda node: (int(degree[node]), -node))
    if len(parts) > 1:
        apart = ways(len(numbers), pairs + [(hub, part[0]) for part in parts[1:]])
    spots = spread(apart)
    spots = (spots - spots.min(axis=0)) / np.maximum(np.ptp(spots, axis=0), 1e-9) * 2 - 1
    return {
        node: (round(float(x), 3), round(float(y), 3))
        for node, (x, y) in zip(numbers, spots, strict=True)
    }


def _parts(apart: np.ndarray) -> list[list[int]]:
    """Return the dots that are tied to each other by some way, most first."""
    parts = {tuple(np.flatnonzero(row).tolist()) for row in np.isfinite(apart)}
    return [list(part) for part in sorted(parts, key=lambda part: (-len(part), part))]


def _lines(panel: int, spots: Spots, ties: Rows, kind: str) -> Spec:
    ends = [
        end for tie in ties for end in (spots[tie["member"]], spots[tie["other"]], (None, None))
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in ends],
        "y": [y for _, y in ends],
        "line": TIES[kind],
        "hoverinfo": "skip",
        "showlegend": False,
        **on_panel(panel),
    }


def _dots(panel: int, spots: Spots, members: Rows, moment: str) -> Spec:
    """A dot per place: filled where somebody is active, with a bold rim where the police know him."""
    fills, rims, widths, texts = [], [], [], []
    for row in members:
        status, tier, active = (
            row[f"status_{moment}"],
            row["tier"],
            row[f"status_{moment}"] == "active",
        )
        known = bool(row[f"known_{moment}"]) and active
        fills.append(TIERS[tier - 1] if active else "#FFFFFF")
        rims.append(WORSE if known else (TIERS[tier - 1] if active else RULE))
        widths.append(2.6 if known else 1.4)
        texts.append(
            ", ".join(
                [
                    word("network.place", number=row["member"]),
                    word(f"left.tier_{tier}"),
                    word(f"network.{status or 'absent'}"),
                    *([word("network.known")] if known else []),
                ]
            )
        )
    places = [spots[row["member"]] for row in members]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "showlegend": False,
        "marker": {
            "size": [SIZES[row["tier"] - 1] for row in members],
            "opacity": 1,
            "color": fills,
            "line": {"color": rims, "width": widths},
        },
        "hoverinfo": "text",
        "hovertext": texts,
        "cliponaxis": False,
        **on_panel(panel),
    }


def _legend() -> list[Spec]:
    """Entries that stand for what is drawn, whatever a panel holds."""
    base: Spec = {
        "type": "scatter",
        "x": [None],
        "y": [None],
        "showlegend": True,
        "hoverinfo": "skip",
        **on_panel(0),
    }
    dots = [
        {
            "name": word(f"left.tier_{t}"),
            "mode": "markers",
            "marker": {"size": SIZES[t - 1], "color": TIERS[t - 1]},
        }
        for t in (4, 3, 2, 1)
    ]
    dots.append(
        {
            "name": word("network.known"),
            "mode": "markers",
            "marker": {"size": 12, "color": TIERS[1], "line": {"color": WORSE, "width": 2.6}},
        }
    )
    dots.append(
        {
            "name": word("network.gap"),
            "mode": "markers",
            "marker": {"size": 12, "color": "#FFFFFF", "line": {"color": RULE, "width": 1.4}},
        }
    )
    lines = [
        {"name": word(f"network.tie_{kind}"), "mode": "lines", "line": line}
        for kind, line in TIES.items()
    ]
    return [base | one for one in (*dots, *lines)]


def _title(after: _After) -> str:
    title = html.escape(after.level.title, quote=False)
    if after.ended is None:
        return title
    return f"{title}</b><br>{word('network.end', reason=word(f'network.end_{after.members[0]["end_reason"]}'), day=after.ended)}<b>"


def _row(after: _After) -> dict[str, object]:
    def count(column: str, value: object = "active") -> int:
        return sum(row[column] == value for row in after.members)

    return {
        "level": after.level.name,
        "organisation": after.members[0]["organisation"],
        "places": len(after.members),
        "active_start": count("status_start"),
        "active_end": count("status_end"),
        "known_start": count("known_start", True),
        "known_end": count("known_end", True),
        **{f"ties_{kind}": len(ties) for kind, ties in after.kinds().items()},
        "ended_on_day": after.ended,
        "reason": after.members[0]["end_reason"],
    }
