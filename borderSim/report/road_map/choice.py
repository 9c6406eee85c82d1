"""What to decide today (:mod:`borderSim.report.advice.to_decide`), and the first two remedies side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.diagnose.remedies import opening, remedies
from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.language.forms import in_years
from borderSim.measures.quantities import yardstick
from borderSim.report.advice.gains import chance_told
from borderSim.report.advice.of_level import level_of
from borderSim.report.advice.to_decide import ToDecide, stays_first
from borderSim.report.diagnosis.columns import SHOWN, column
from borderSim.report.diagnosis.remedies import goal_title, numbers_of, title_of
from borderSim.report.road_map.steps import runs_of
from borderSim.report.road_map.turns import NET
from borderSim.report.writing.texts import apart, lower_first
from borderSim.studies.analysis.contrasts import Cells, cells_of, difference
from borderSim.studies.analysis.estimates import Estimate

LEAKS, ORGS = "leaks", "orgs_dismantled"

type Line = tuple[str, str, list[tuple[str, str]]]
"""Head, unit, and for each of both remedies what is shown with its interval."""


@dataclass(frozen=True)
class Choice:
    """What is to be decided, and between what.

    Attributes:
        today: whether the first remedy is to be decided today, with the title of the second. heads: titles of both with the mark
            of ours. lines: both side by side.
        titles: of both, plain.
        belongs: title of the level that the first belongs to; empty where it can stand beside each.
        apart, unit: by how much the first gains more than the second, as shown; empty where not
            known. apart_clear: whether that difference is clear.
        follows: whether the second is the next step of the road map. together: what both bring by
            the goal, as shown with its unit; empty where that was not simulated.
        gate: what the first needs before it begins; empty for nothing.
    """

    today: ToDecide
    heads: list[str]
    lines: list[Line]
    titles: list[str]
    belongs: str
    apart: str
    unit: str
    apart_clear: bool
    follows: bool
    together: str
    gate: str


def choice(
    found: Mapping[str, Any], *, clear: bool, ends: Sequence[str | None], unsure: int
) -> Choice:
    """Return what is to be decided.

    Args:
        found: what was simulated (:func:`borderSim.report.diagnosis.remedies.read_remedies`).
        clear: whether the gain of the first is clear.
        ends: name of the best at each end of the open answers, None where it was not tried.
        unsure: answers that are open.
    """
    road, rows = found["road"], found["rows"]["single"]
    both = [row for row in rows[:2] if row["acts"]]
    runs = runs_of(found["folder"])
    cells = None if runs is None else cells_of(runs)
    goal, years = road["goal"], float(road["years"])
    between = _apart(cells, both, goal, years)
    gates = [one for one in str(both[0]["gates"]).split(",") if one]
    first = [row for row in rows[:SHOWN] if row["acts"]]
    following = road["steps"][1]["remedy"] if len(road["steps"]) > 1 else ""
    second = str(both[1]["remedies"]) if len(both) > 1 else ""
    shown = column(goal, [_numbers(between)]) if between else None
    return Choice(
        today=ToDecide(
            clear=clear,
            ordered=stays_first(str(road["steps"][0]["remedy"]), ends),
            tried=any(ends),
            replicates=found["replicates"],
            open=unsure,
            second=_title(second) if second else "",
        ),
        heads=[title_of(str(row["remedies"])) for row in both],
        lines=_lines(first, cells, str(road["base"]), goal, years) if second else [],
        titles=[_title(str(row["remedies"])) for row in both],
        belongs=level_of(str(both[0]["remedies"])),
        apart=shown.cells[0].text if shown else "",
        unit=shown.unit if shown else "",
        apart_clear=bool(between and between.clear),
        follows=bool(second) and second == following,
        together=_together(found["rows"].get("pair", ()), both, goal),
        gate=lower_first(apart(opening(key).title[current()] for key in gates)),
    )


# ------------------------------------------------------------------------------ from the runs
def _apart(
    cells: Cells | None, both: Sequence[Mapping[Any, Any]], goal: str, years: float
) -> Estimate | None:
    """Return by how much the first gains more than the second, over the same seeds."""
    levels = [(str(row["level"]),) for row in both]
    if cells is None or len(both) < 2 or not set(levels) <= set(cells):
        return None
    return difference(cells, yardstick(goal), levels[0], levels[1], years)


def _together(
    pairs: Sequence[Mapping[Any, Any]], both: Sequence[Mapping[Any, Any]], goal: str
) -> str:
    """Return what the first two bring together; empty where that was not simulated."""
    wanted = {str(row["remedies"]) for row in both}
    for row in pairs:
        if len(wanted) > 1 and set(str(row["remedies"]).split("+")) == wanted:
            shown = column(goal, [numbers_of(row, goal)])
            return f"{shown.cells[0].text} {shown.unit}"
    return ""


def _title(name: str) -> str:
    return remedies()[name].title[current()]


def _numbers(one: Estimate) -> dict[str, Any]:
    return {"value": one.value, "low": one.low, "high": one.high, "n": one.n}


# ------------------------------------------------------------------------------ side by side
def _lines(
    rows: Sequence[Mapping[Any, Any]], cells: Cells | None, base: str, goal: str, years: float
) -> list[Line]:
    """Return the lines of the table of the first two of some rows, in the unit of money that suits the cost of all."""
    both = rows[:2]
    over = _("over {years}").format(years=in_years(years))
    goals = [name for name in dict.fromkeys((goal, NET)) if name != ORGS]
    return [
        _plain(
            _("belongs to level"),
            [level_of(str(row["remedies"])) or _("none: can stand beside each") for row in both],
        ),
        *(
            _effect(goal_title(name), name, [numbers_of(row, name) for row in both])
            for name in goals
        ),
        _effect(goal_title(ORGS), ORGS, [numbers_of(row, ORGS) for row in both], over),
        _plain(_("chance of a gain"), [chance_told(float(row[f"{goal}_better"])) for row in both]),
        _plain(
            _("chance of being the best tried"), [chance_told(float(row["best"])) for row in both]
        ),
        *_leaks(both, cells, base, years),
    ]


def _plain(head: str, told: Sequence[str]) -> Line:
    return head, "", [(one, "") for one in told]


def _effect(head: str, name: str, effects: Sequence[Mapping[str, Any]], unit: str = "") -> Line:
    shown = column(name, effects)
    return f"{head}, {unit or shown.unit}", "", [(cell.text, "") for cell in shown.cells]


def _leaks(
    both: Sequence[Mapping[Any, Any]], cells: Cells | None, base: str, years: float
) -> list[Line]:
    """Return how many more leaks a year each brings; nothing where the runs are not there."""
    levels = [(str(row["level"]),) for row in both]
    if cells is None or not {(base,), *levels} <= set(cells):
        return []
    stick = yardstick(LEAKS)
    found = [_numbers(difference(cells, stick, level, (base,), years)) for level in levels]
    shown = column(LEAKS, found)
    return [_plain(_("leaks a year"), [cell.text for cell in shown.cells])]
