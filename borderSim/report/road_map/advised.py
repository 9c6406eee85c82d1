"""What the brief of a diagnosis advises: the first step with what it brings, costs and rests on, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from borderSim.diagnose.diagnosis import HIGH, LOW, Diagnosis
from borderSim.diagnose.edges import best_at
from borderSim.diagnose.remedies import remedies as known_remedies
from borderSim.errors import InputError
from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.measures.outcomes import HEADLINE
from borderSim.report.advice.aim_cost import Cost, aim_cost
from borderSim.report.advice.decision import JUSTICE, LOST, RANKED
from borderSim.report.advice.gains import chance_told
from borderSim.report.advice.sentences import Finding, finding
from borderSim.report.advice.who_pays import WhoPays, who_pays
from borderSim.report.comparison.differences import mean_interval, paired_interval
from borderSim.report.comparison.source import Level, View
from borderSim.report.diagnosis.columns import column
from borderSim.report.diagnosis.remedies import goal_title, numbers_of, title_of
from borderSim.report.road_map.by_year import Yearly, by_year
from borderSim.report.road_map.calendar import Times, month_of, of_measures
from borderSim.report.road_map.choice import Choice, choice
from borderSim.report.road_map.cost import Parts, cost_parts
from borderSim.report.road_map.losing import Losing, of_steps
from borderSim.report.road_map.steps import RANKINGS, Told, likely, runs_of, told_steps
from borderSim.report.road_map.total import Instead, Total, instead, minutes_again, total
from borderSim.report.road_map.turns import NET, PAID, Turn, turn_of
from borderSim.report.road_map.unit import money_unit
from borderSim.report.road_map.whom import Column, Whom, whom
from borderSim.report.writing.numbers import decimals, euro_scale, fixed
from borderSim.report.writing.texts import as_told
from borderSim.results.comparison import Comparison
from borderSim.studies.analysis.estimates import PROVISIONAL_BELOW

BESIDE = ("interdiction_rate", "orgs_dismantled", "members_arrested", "leaders_arrested")
"""Outcomes that are told beside net benefit where they clearly get better."""
WORSE = tuple(dict.fromkeys([*HEADLINE, *LOST, "collisions"]))
"""Outcomes that are told where they clearly go the other way; leaks stand side by side for the first two."""
ELSEWHERE = (NET, *PAID, JUSTICE)
"""Of those, what the sentence of the cost tells."""
GOALS = ("net_benefit_eur", "orgs_dismantled", "interdiction_rate")


@dataclass(frozen=True)
class Order:
    """The best remedies where every unsure answer stands at one end.

    Attributes:
        told: title and effect of each, the best first. unit: of the effects. there: titles of those
            that such a country has already.
    """

    told: list[tuple[str, str]]
    unit: str
    there: list[str]


@dataclass(frozen=True)
class Beside:
    """Another remedy than the first.

    Attributes:
        title: of it. text: its effect, with interval and unit. goal: by what it is the best.
    """

    title: str
    text: str
    goal: str


@dataclass(frozen=True)
class Advice:
    """All that the brief says of remedies.

    Attributes:
        steps: of the road map, the first one first.
        best, best_word: chance that the first is the best of those tried closely, as shown and
            calibrated; empty where not known.
        grade: C where that is likely, else D.
        net: its net benefit with interval and unit. net_goal: whether that is what it is ranked by.
        tried, looked: how many remedies were tried closely, and how many at all.
        turn: its switching value. avoided: harm that it avoids a year, as shown; avoided_clear:
            whether that is clear, None where the runs are not there.
        harm: in the country as it is, as assumed, as shown; empty where the runs are not there.
        cost, paid: what it costs whom, and parts: of what that consists; None where the runs are not
            there.
        beside: other outcomes, as found. worse: those that clearly go the other way.
        lowest, highest: the order at both ends of what answers may mean; None where none was tried.
        others: the best by each other goal, where that is another remedy. choice: what is to be decided today, and between what.
        total: all steps together. instead: the second remedy as the first step. minutes: that
            simulating again takes. replicates, at_ends: simulations of each remedy as answered, and
            at both ends of the open answers. whom: who pays for the first two; None likewise.
    """

    steps: list[Told]
    best: str
    best_word: str
    grade: str
    net: str
    net_goal: bool
    tried: int
    looked: int
    turn: Turn
    avoided: str
    avoided_clear: bool | None
    harm: str
    cost: Cost | None
    paid: WhoPays | None
    parts: Parts | None
    beside: list[Finding]
    worse: list[Finding]
    lowest: Order | None
    highest: Order | None
    others: list[Beside]
    choice: Choice
    total: Total | None
    instead: Instead | None
    minutes: str
    replicates: int
    at_ends: int
    whom: Whom | None
    losing: list[Losing]
    calendar: list[Times]
    yearly: list[Yearly]

    @property
    def first(self) -> Told:
        """The first step."""
        return self.steps[0]

    @property
    def clear(self) -> list[Finding]:
        """What else clearly changes, for the better."""
        return [one for one in self.beside if one.verdict in ("better", "changed")]

    @property
    def same_order(self) -> bool:
        """Whether the first step is the best at both ends too."""
        return self.choice.today.ordered


def advice(found: Diagnosis, remedies: Mapping[str, Any]) -> Advice | None:
    """Return what is advised; None where no remedy makes the country better off.

    Args:
        found: the diagnosis.
        remedies: what was simulated (:func:`borderSim.report.diagnosis.remedies.read_remedies`).
    """
    road, rows, edges = remedies["road"], remedies["rows"], remedies["edges"]
    if not road["steps"]:
        return None
    steps = told_steps(road, rows, remedies["folder"], found.joined)
    row = rows["single"][0]
    view = _view(remedies["folder"])
    level = _level(view, row)
    paid = who_pays(view) if view and level else None
    shown = [finding(view, level, name) for name in (*BESIDE, *WORSE)] if view and level else []
    beside, others = shown[: len(BESIDE)], shown[len(BESIDE) :]
    avoided, clear = _avoided(view, level, row)
    best = float(row["best"])
    lowest, highest = (_order(edges, edge, road["goal"]) for edge in (LOW, HIGH))
    both, money = _both(rows["single"]), money_unit(rows["single"])
    cost = _cost(view, level, paid, steps[0].title)
    chosen = choice(
        remedies,
        clear=steps[0].clear,
        ends=[best_at(edges, edge) for edge in (LOW, HIGH)] if edges else [],
        unsure=len(found.joined.open_answers()),
    )
    return Advice(
        steps,
        chance_told(best),
        likely(best),
        "C" if as_told(best) >= RANKED else "D",
        _text(NET, row, both[1:]),
        road["goal"] == NET,
        len(rows["single"]),
        len(rows.get("first", rows["single"])),
        turn_of(row),
        avoided,
        clear,
        _harm(view),
        cost,
        paid,
        cost_parts(view, level, cost, paid) if view and level and cost and paid else None,
        [one for one in beside if not _falls(one)],
        _worse(steps[0], others),
        lowest,
        highest,
        _others(rows["single"], road["goal"]),
        chosen,
        total(road, money),
        instead(found, _second(rows["single"]), remedies),
        minutes_again(remedies["folder"], remedies["replicates"], PROVISIONAL_BELOW),
        remedies["replicates"],
        int((edges or {}).get("replicates") or 0),
        _whom(remedies, paid),
        of_steps(both, chosen.titles, road, money, _harm_a_year(view)),
        of_measures(both, road, 0.0 if chosen.today.settled else month_of(chosen.today.weeks)),
        by_year(remedies["folder"], both, str(road["base"]), road["years"], paid.customs, money)
        if paid
        else [],
    )


def _both(rows: Sequence[Mapping[Any, Any]]) -> list[Mapping[Any, Any]]:
    """Return the rows of the first two measures that do anything."""
    return [row for row in rows[:2] if row["acts"]]


def _whom(remedies: Mapping[str, Any], paid: WhoPays | None) -> Whom | None:
    """Return who pays for the first two measures, for each further step and for all of them; None where the runs are not there."""
    road, rows = remedies["road"], remedies["rows"]
    if paid is None:
        return None
    base = str(road["base"])
    columns = [
        Column(title_of(str(row["remedies"])), str(row["level"]), base)
        for row in _both(rows["single"])
    ]
    level = str(rows["single"][0]["level"])
    for place, step in enumerate(road["steps"][1:], 1):
        before, level = level, str(rows[RANKINGS[place]][0]["level"])
        title = _("then: {measure}").format(measure=step["title"][current()])
        columns.append(Column(title, level, before))
    if len(road["steps"]) > 1:
        columns.append(Column(_all_steps(road["steps"], rows["single"]), level, base))
    return whom(
        runs_of(remedies["folder"]),
        columns,
        road["years"],
        paid.customs,
        money_unit(rows["single"]),
    )


def _all_steps(steps: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[Any, Any]]) -> str:
    """Return the head of all steps together, which says where the second measure is none of them."""
    second = _second(rows)
    if second is None or str(second["remedies"]) in {step["remedy"] for step in steps}:
        return _("all steps together")
    title = known_remedies()[str(second["remedies"])].title[current()]
    return _("all steps, without: {measure}").format(measure=title)


def _second(rows: Sequence[Mapping[Any, Any]]) -> Mapping[Any, Any] | None:
    """Return the row of the second remedy, None where it does nothing."""
    return next((row for row in rows[1:2] if row["acts"]), None)


# ------------------------------------------------------------------------------ from the runs
def _view(folder: Path) -> View | None:
    """Return the runs of single remedies as the report sees them; None where they are not there."""
    try:
        return View(Comparison.load(folder / "singles"))
    except (InputError, OSError):
        return None


def _level(view: View | None, row: Mapping[Any, Any]) -> Level | None:
    others = view.others if view else []
    return next((level for level in others if level.name == row["level"]), None)


def _cost(view: View | None, level: Level | None, paid: WhoPays | None, title: str) -> Cost | None:
    """Return what the first step costs, under its own title."""
    made = aim_cost(view, level, paid) if view else None
    return replace(made, level=replace(made.level, title=title)) if made else None


def _avoided(
    view: View | None, level: Level | None, row: Mapping[Any, Any]
) -> tuple[str, bool | None]:
    """Return the harm avoided a year as shown, and whether it is clear."""
    if view is None or level is None:
        own = column(NET, [{"value": turn_of(row).avoided, "low": None, "high": None}])
        return f"{own.cells[0].value} {own.unit}", None
    harm = [view.column(one, "harm_eur") / view.measured for one in (view.reference, level)]
    one = paired_interval(*harm)
    own = column(NET, [one.as_dict()])
    return f"{own.cells[0].text} {own.unit}", one.clear


def _harm_a_year(view: View | None) -> float:
    """Return the mean harm a year in the country as it is, EUR; NaN where the runs are not there."""
    if view is None:
        return math.nan
    return float(mean_interval(view.column(view.reference, "harm_eur") / view.measured).value)


def _harm(view: View | None) -> str:
    """Return the harm a year in the country as it is, as the inputs weigh it, with its unit."""
    if view is None:
        return ""
    mean = mean_interval(view.column(view.reference, "harm_eur") / view.measured)
    factor, unit = euro_scale(mean.value)
    half = (mean.high - mean.low) / 2 if mean.known else math.nan
    shown = fixed(mean.value * factor, decimals(half * factor, mean.value * factor))
    return _("{amount} a year").format(amount=f"{shown} {unit}")


def _falls(one: Finding) -> bool:
    """Whether an outcome that has no better or worse clearly falls: fewer arrests, fewer seizures."""
    return one.verdict == "changed" and not one.higher


def _worse(first: Told, found: Sequence[Finding]) -> list[Finding]:
    """Return what clearly goes the other way, but for what cost and indicators tell."""
    watched = {one.outcome for one in first.moving("wrong")}
    return [
        one
        for one in found
        if (one.verdict == "worse" or _falls(one))
        and one.outcome not in ELSEWHERE
        and one.title not in watched
    ]


# ------------------------------------------------------------------------------ from what is stored
def _text(name: str, row: Mapping[Any, Any], beside: Sequence[Mapping[Any, Any]] = ()) -> str:
    """Return an effect with its unit, with the decimals of the column that the others make with it."""
    own = column(name, [numbers_of(one, name) for one in (row, *beside)])
    return f"{own.cells[0].text} {own.unit}"


def _order(edges: Mapping[str, Any] | None, edge: str, goal: str) -> Order | None:
    """Return the order of the best remedies at one end."""
    own = (edges or {}).get("edges", {}).get(edge)
    if not own:
        return None
    effects = {name: one[goal] for name, one in own["remedies"].items()}
    names = sorted(effects, key=lambda name: -(effects[name]["value"] or 0.0))
    shown = column(goal, [effects[name] for name in names])
    told = [(title_of(n), one.value) for n, one in zip(names, shown.cells, strict=True)]
    return Order(told, shown.unit, [title_of(name) for name in own["there"]])


def _others(rows: Sequence[Mapping[Any, Any]], goal: str) -> list[Beside]:
    """Return the best by each other goal, where another remedy than the first is."""
    found = []
    for name in GOALS:
        best = max(rows, key=lambda row: row[name])
        if name != goal and best is not rows[0] and best[name] > rows[0][name]:
            title = title_of(str(best["remedies"]))
            found.append(Beside(title, _gain(name, best), goal_title(name)))
    return found


def _gain(name: str, row: Mapping[Any, Any]) -> str:
    """Return an effect with its unit, which the name of the goal has said already for organisations."""
    if name != "orgs_dismantled":
        return _text(name, row)
    return column(name, [numbers_of(row, name)]).cells[0].text
