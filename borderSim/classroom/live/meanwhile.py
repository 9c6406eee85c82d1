"""Stands in for ``borderSim.classroom.recording`` and ``.texts`` until they are there."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from borderSim.language.catalogue import gettext
from borderSim.language.current import LANGUAGES, using
from borderSim.measures.result import Result
from borderSim.parameters.scenario import Scenario

TOTALS = (
    "planned", "attempts", "seizures", "delivered", "members_arrested", "leaders_arrested", "collisions", "cases_burned",
    "leaks", "items_shared", "trade_delay_cost_eur", "enforcement_cost_eur", "cooperation_cost_eur", "trust_mean",
)  # fmt: skip
POSTS = ("shipped", "found", "delivered", "inspected")


def both(text: str) -> dict[str, str]:
    """Return a text of data in each language."""
    found = {}
    for language in LANGUAGES:
        with using(language):
            found[language] = gettext(text)
    return found


def header(scenario: Scenario, seed: int, level: str) -> dict[str, Any]:
    """Return what does not change from day to day."""
    return {
        "format": 1,
        "scenario": scenario.name,
        "title": both(scenario.title),
        "seed": seed,
        "days": scenario.horizon_days,
        "level": {"name": level, "title": both(scenario.partnership.title), "colour": "#2F6DB5"},
        "posts": [
            {"name": n, "label": {x: n.replace("_", " ") for x in LANGUAGES}, "kind": p.kind}
            for n, p in scenario.posts.items()
        ],
        "organisations": [],
    }


def chunk(result: Result, first: int, last: int) -> dict[str, Any]:
    """Return days ``first`` to ``last`` - 1 as columns."""
    days = result.daily.iloc[first:last]
    posts = [c.partition(":")[2] for c in days.columns if str(c).startswith("shipped:")]
    events = result.events
    events = events[(events["day"] >= first) & (events["day"] < last)] if len(events) else events
    return {
        "from": first,
        "to": last,
        "totals": {name: _plain(days[name]) for name in TOTALS if name in days},
        "posts": {
            kind: [
                list(row) for row in zip(*(_plain(days[f"{kind}:{p}"]) for p in posts), strict=True)
            ]
            for kind in POSTS
            if f"{kind}:{posts[0]}" in days
        },
        "events": {str(name): _plain(events[name]) for name in events.columns},
    }


def texts(name: str) -> dict[str, dict[str, str]]:
    """Return the sentences of a page: key to language to text."""
    path = Path(__file__).parents[1] / "web" / "texts" / f"{name}.yaml"
    return yaml.safe_load(path.read_text("utf-8"))


def _plain(values: Any) -> list[Any]:
    return [
        None if v is None or v is pd.NA or (isinstance(v, float) and not math.isfinite(v)) else v
        for v in values.astype(object).tolist()
    ]
