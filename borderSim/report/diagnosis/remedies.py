"""What simulated remedies do to a country, for the page: ranking, pairs and triples, road map, what is not sure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from borderSim.diagnose.diagnosis import HIGH, LOW
from borderSim.diagnose.edges import ANSWERED
from borderSim.diagnose.edges import read as read_edges
from borderSim.diagnose.kept import REMEDIES, ROAD_MAP
from borderSim.diagnose.kept import read as read_kept
from borderSim.diagnose.remedies import HANDBOOK, remedies
from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.measures.quantities import yardstick
from borderSim.report.diagnosis.columns import UNKNOWN, column
from borderSim.report.diagnosis.needs import short
from borderSim.report.diagnosis.rows import Table
from borderSim.report.writing.numbers import chance, fixed
from borderSim.report.writing.texts import apart

OUTCOMES = (
    "net_benefit_eur",
    "interdiction_rate",
    "orgs_dismantled",
    "enforcement_and_cooperation_cost_eur",
)
"""What the tables show."""
EDGES = (ANSWERED, LOW, HIGH)
OURS = "\u00a0◇"
LEFT, WIDTH, ROW, TOP = 300, 480, 26, 34
"""Of the figure: where the scale begins, its width, the height of a row, the head; px."""


def read_remedies(folder: Path) -> dict[str, Any] | None:
    """Return what was simulated into the folder of a diagnosis, None where nothing was."""
    if not ((folder / REMEDIES).is_file() and (folder / ROAD_MAP).is_file()):
        return None
    rows, road = read_kept(folder)
    by_step = {step: own.to_dict("records") for step, own in rows.groupby("step", sort=False)}
    edges = read_edges(folder)
    goal = str(road["goal"])
    return {
        "road": road,
        "goal": goal_title(goal),
        "unit": _unit(goal),
        "replicates": road["replicates"].get("single", 0),
        "picture": _picture(by_step.get("single", ()), goal),
        "best": by_step.get("single", [None])[0],
        "rows": by_step,
        "folder": folder,
        "title_of": title_of,
        "amount": lambda numbers: amount(goal, numbers),
        "tables": [
            table
            for table in (
                *(
                    ranking(step, by_step[step], goal)
                    for step in ("single", "pair", "triple")
                    if step in by_step
                ),
                *([edges_table(edges)] if edges else []),
            )
            if table.rows
        ],
        "road_table": road_table(road),
        "watch_table": watch_table(road),
        "edges": edges,
        "data": {"road_map": road, "edges": edges},
    }


def title_of(name: str) -> str:
    """Return the title of a remedy, or of several joined by ``+``, with the mark of ours."""
    own = [remedies()[one] for one in name.split("+")]
    titles = " + ".join(one.title[current()] for one in own)
    return titles + ("" if own[-1].named_by == HANDBOOK else OURS)


def ranking(step: str, rows: Sequence[Mapping[Any, Any]], goal: str) -> Table:
    """Return a row per remedy, or set of them, best first."""
    titles = {
        "single": _("Each missing remedy alone"),
        "pair": _("The best remedy with each other"),
        "triple": _("The best pair with each other"),
    }
    acting = [row for row in rows if row["acts"]]
    columns = [column(name, [numbers_of(row, name) for row in acting]) for name in OUTCOMES]
    heads = [
        f"{goal_title(name)} ({own.unit})" for name, own in zip(OUTCOMES, columns, strict=True)
    ]
    cells = iter(zip(*(own.cells for own in columns), strict=True))
    nothing = [_("no effect"), *([UNKNOWN] * (len(OUTCOMES) - 1))]
    made = [
        (
            str(row["rank"]),
            title_of(str(row["remedies"])),
            *([one.text for one in next(cells)] if row["acts"] else nothing),
            chance(row[f"{goal}_better"]),
            fixed(row["months"], 0),
            fixed(row["months"] + row["pays_month"], 0),
        )
        for row in rows
    ]
    return Table(
        step,
        titles[step],
        (
            "",
            _("remedy"),
            *heads,
            _("chance of being better"),
            _("months to reach"),
            _("pays from month"),
        ),
        made,
    )


def edges_table(edges: Mapping[str, Any]) -> Table:
    """Return the best remedies as answered and at both edges, by the goal, with the range over them."""
    goal, by_edge = edges["goal"], edges["edges"]
    told = [(name, by_edge.get(edge, {})) for name in edges["remedies"] for edge in EDGES]
    effects = [own["remedies"][name][goal] for name, own in told if name in own.get("remedies", {})]
    shown = column(goal, effects)
    cells = iter(shown.cells)
    rows = []
    for name in edges["remedies"]:
        own = [by_edge.get(edge, {}) for edge in EDGES]
        texts = [
            next(cells).text
            if name in one.get("remedies", {})
            else _("there already")
            if name in one.get("there", ())
            else UNKNOWN
            for one in own
        ]
        values = [one["remedies"][name][goal] for one in own if name in one.get("remedies", {})]
        rows.append((title_of(name), *texts, _span(goal, values, effects)))
    return Table(
        "edges",
        _("The best remedies on what answers may mean: {goal}, {unit}").format(
            goal=goal_title(goal), unit=shown.unit
        ),
        (
            _("remedy"),
            _("as answered"),
            _("all at the lowest"),
            _("all at the highest"),
            _("range"),
        ),
        rows,
    )


def _span(
    goal: str, values: Sequence[Mapping[str, Any]], beside: Sequence[Mapping[str, Any]]
) -> str:
    """Return the lowest and the highest of some effects, with the decimals of all that stand beside them."""
    known = [one for one in values if one["value"] is not None]
    if not known:
        return UNKNOWN
    ends = [f(known, key=lambda one: one["value"]) for f in (min, max)]
    cells = column(goal, [*beside, *ends]).cells
    return " … ".join(one.value for one in cells[-2:])


def road_table(road: Mapping[str, Any]) -> Table:
    """Return the sequence: when each step is decided, in force and reviewed, what it adds and costs, and so far."""
    goal = road["goal"]
    cost = "enforcement_and_cooperation_cost_eur"
    parts = [(name, part) for name in (goal, cost) for part in ("adds", "so_far")]
    columns = [column(name, [step[part][name] for step in road["steps"]]) for name, part in parts]
    rows = [
        (
            str(step["order"]),
            title_of(step["remedy"]),
            apart(short(step["first"], step["gates"])) or UNKNOWN,
            *(fixed(step[key], 0) for key in ("decided_month", "in_force_month", "review_month")),
            *(own.cells[place].text for own in columns),
        )
        for place, step in enumerate(road["steps"])
    ]
    units = [own.unit for own in columns]
    return Table(
        "road_map",
        _("Road map"),
        (
            "",
            _("step"),
            _("needs before it"),
            _("decided, month"),
            _("in force, month"),
            _("review, month"),
            _("adds: {goal} ({unit})").format(goal=goal_title(goal), unit=units[0]),
            _("with the steps before ({unit})").format(unit=units[1]),
            _("adds: {goal} ({unit})").format(goal=goal_title(cost), unit=units[2]),
            _("with the steps before ({unit})").format(unit=units[3]),
        ),
        rows,
    )


def watch_table(road: Mapping[str, Any]) -> Table:
    """Return the indicators of each step: what to count, and how the model's outcome moves."""
    words = {"more": _("more"), "less": _("less"), "same": _("no change")}
    rows = [
        (
            str(step["order"]),
            own["text"][current()],
            words[own["wanted"]],
            words[own["expected"]],
        )
        for step in road["steps"]
        for own in step["watch"]
    ]
    return Table(
        "indicators",
        _("Indicators to watch"),
        (_("step"), _("what to count"), _("wanted"), _("expected by the simulation")),
        rows,
    )


# ------------------------------------------------------------------------------ numbers
def numbers_of(row: Mapping[Any, Any], name: str) -> dict[str, Any]:
    """Return the effect of a stored row on an outcome as :func:`borderSim.report.diagnosis.columns.column` takes it."""

    def number(key: str) -> float | None:
        return row[key] if math.isfinite(row[key]) else None

    return {
        "value": number(name),
        "low": number(f"{name}_low"),
        "high": number(f"{name}_high"),
        "n": row["n"],
    }


def amount(name: str, numbers: Mapping[str, Any]) -> str:
    """Return one effect with its interval and its unit."""
    own = column(name, [numbers])
    return f"{own.cells[0].text} {own.unit}"


def goal_title(name: str) -> str:
    """Return an outcome of the tables, for people."""
    return {
        "net_benefit_eur": _("net benefit"),
        "interdiction_rate": _("interdiction rate"),
        "orgs_dismantled": _("organisations dismantled"),
        "enforcement_and_cooperation_cost_eur": _("cost of both services"),
    }[name]


def _unit(name: str) -> str:
    return {
        "interdiction_rate": _("points"),
        "orgs_dismantled": _("in all"),
    }.get(name, _("M EUR a year"))


# ------------------------------------------------------------------------------ the figure
def _picture(rows: Sequence[Mapping[Any, Any]], goal: str) -> dict[str, Any]:
    """Return the ranking of single remedies as what the figure draws: a point and its interval each."""
    factor = yardstick(goal).factor
    acting = [row for row in rows if row["acts"]]
    values = [
        factor * row[key]
        for row in acting
        for key in (goal, f"{goal}_low", f"{goal}_high")
        if math.isfinite(row[key])
    ]
    low, high = min([0.0, *values]), max([0.0, *values])
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return round(LEFT + WIDTH * (value - low) / span, 1)

    drawn = [
        {
            "title": title_of(str(row["remedies"])),
            "y": TOP + ROW * place,
            "at": x(factor * row[goal]),
            "low": x(factor * row[f"{goal}_low"]) if math.isfinite(row[f"{goal}_low"]) else None,
            "high": x(factor * row[f"{goal}_high"]) if math.isfinite(row[f"{goal}_high"]) else None,
            "better": row[goal] * (yardstick(goal).better or 1) > 0,
        }
        for place, row in enumerate(acting)
    ]
    return {
        "rows": drawn,
        "zero": x(0.0),
        "ends": [
            {"x": x(value), "text": fixed(value, 1, signed=True)} for value in (low, high) if value
        ],
        "width": LEFT + WIDTH + 60,
        "height": TOP + ROW * len(drawn) + 12,
        "top": TOP - 14,
    }
