"""The steps of a road map as the brief tells them: what each is, who does it, what it needs, brings and costs, what moves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.diagnose.joined import Joined
from borderSim.diagnose.remedies import months_to_open, remedies
from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.quantities import yardstick
from borderSim.report.advice.decision import WORDS
from borderSim.report.advice.gains import chance_told
from borderSim.report.advice.who_pays import Scale
from borderSim.report.diagnosis.columns import SHOWN, column
from borderSim.report.diagnosis.needs import in_full
from borderSim.report.diagnosis.remedies import numbers_of
from borderSim.report.road_map.unit import money_unit
from borderSim.report.writing.numbers import decimals, fixed, scale_of
from borderSim.report.writing.texts import as_told, outcome_title
from borderSim.scenario.instruments import known_instruments
from borderSim.studies.analysis.contrasts import cells_of, difference

COST = "enforcement_and_cooperation_cost_eur"
FOLDERS = ("singles", "pairs", "triples")
OF = (1e3, 1e4, 1e5, 1e6)
"""Shares are told of the first of these that gives ten or more: a service counts whole finds, not hundredths of one per cent."""
LEAST_SEEN = 1.0
"""Cases a year, or in a thousand, by which an indicator has to move for a service to see it (assumption: a whole one)."""
RANKINGS = ("single", "pair", "triple")
"""The ranking whose best row is the country with all steps up to the first, second and third."""


@dataclass(frozen=True)
class Indicator:
    """What to watch with a step.

    Attributes:
        text: what a service counts. wanted, expected: ``more``, ``less`` or ``same`` (no clear
            change).
        outcome: of the model, for people; before, after: its value, as shown, a year for totals.
        per_year: whether it is told a year. leaks: whether it is the outcome of leaks.
        of: of how many a share is told, as shown: 1,000 or more, so that whole ones can be counted; empty
            for what is no share.
        countable: whether a service can see the change: one case a year, or one in a thousand.
    """

    text: str
    wanted: str
    expected: str
    outcome: str
    before: str
    after: str
    per_year: bool
    leaks: bool
    of: str = ""
    countable: bool = True


@dataclass(frozen=True)
class Told:
    """One step.

    Attributes:
        name, title, does, who: of the remedy. along: titles of instruments that are set up with it.
        needs: what is to be reached before, by whom; needs_months: how long that takes, as shown.
        months: from the decision until it is in force; decided, in_force, review: months from the
            first decision; all as shown.
        gain, unit: by the goal, as shown with its interval. clear: its interval excludes zero.
        chance, word: that it gains at all, as shown and calibrated; empty where not known.
        cost: of both services a year, as shown with its unit.
        alone, place: gain where it is the only one, and its place by that among the measures alone;
            empty where it was not tried closely alone.
        watch: indicators.
    """

    name: str
    title: str
    does: str
    who: str
    along: list[str]
    needs: list[str]
    needs_months: str
    months: str
    decided: str
    in_force: str
    review: str
    gain: str
    unit: str
    clear: bool
    chance: str
    word: str
    cost: str
    alone: str
    place: str
    watch: list[Indicator]

    def moving(self, kind: str) -> list[Indicator]:
        """Return indicators that are expected to move as ``wanted``, the ``wrong`` way, or not clearly (``flat``)."""
        return moving(self.watch, kind)


def told_steps(
    road: Mapping[str, Any],
    rows: Mapping[str, Sequence[Mapping[Any, Any]]],
    folder: Path,
    joined: Joined,
) -> list[Told]:
    """Return the steps of a road map.

    Args:
        road: what ``road_map.json`` holds.
        rows: stored rows by ranking, best first.
        folder: of the diagnosis, whose runs tell whether an indicator moves clearly.
        joined: the answers.
    """
    goal, steps = road["goal"], road["steps"]
    gains = column(goal, [step["adds"][goal] for step in steps])
    money = money_unit(rows["single"])
    runs, reached = runs_of(folder), dict[str, float]()
    found, against = [], str(road["base"])
    for place, step in enumerate(steps):
        level = str(rows[RANKINGS[place]][0]["level"])
        gates = {k: v for k, v in step["gates"].items() if v > reached.get(k, 0.0)}
        reached |= gates
        remedy, adds = remedies()[step["remedy"]], step["adds"][goal]
        opens = months_to_open(gates)
        found.append(
            Told(
                name=remedy.name,
                title=remedy.title[current()],
                does=remedy.does[current()],
                who=remedy.who[current()],
                along=[_(known_instruments()[name].title) for name in step["first"]],
                needs=in_full(gates, joined),
                needs_months=fixed(opens, 0) if opens else "",
                months=fixed(step["in_force_month"] - step["decided_month"], 0),
                decided=fixed(step["decided_month"], 0),
                in_force=fixed(step["in_force_month"], 0),
                review=fixed(step["review_month"], 0),
                gain=gains.cells[place].text,
                unit=gains.unit,
                clear=bool(adds["clear"]),
                chance=chance_told(_or_nan(adds["better"])),
                word=likely(_or_nan(adds["better"])),
                cost=_a_year(_or_nan(step["adds"][COST]["value"]), money),
                **_alone(rows["single"], remedy.name, goal),
                watch=[watched(one, runs, level, against, road["years"]) for one in step["watch"]],
            )
        )
        against = level
    return found


def _alone(singles: Sequence[Mapping[Any, Any]], name: str, goal: str) -> dict[str, str]:
    """Return what a remedy does alone, and its place by that."""
    found = next((p for p, one in enumerate(singles) if one["remedies"] == name), None)
    if found is None:
        return {"alone": "", "place": ""}
    row = singles[found]
    beside = [
        row,
        *(one for one in singles[:SHOWN] if one["acts"]),
    ]  # (with the decimals of their table)
    gain = column(goal, [numbers_of(one, goal) for one in beside])
    return {"alone": f"{gain.cells[0].text} {gain.unit}", "place": fixed(found + 1, 0)}


def _a_year(euros: float, money: Scale) -> str:
    """Return an amount a year in the unit of the brief."""
    return _("{amount} a year").format(amount=f"{money.shown(euros)} {money.unit}")


def likely(chance: float) -> str:
    """Return the calibrated word of a chance; empty where it is not known."""
    return next((_(word) for least, word in WORDS if as_told(chance) >= least), "")


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else value


def moving(watch: Sequence[Indicator], kind: str) -> list[Indicator]:
    """Return the indicators of a kind: ``wanted``, ``wrong``, ``small`` (too small to be counted) or ``flat``."""
    return [one for one in watch if _kind(one) == kind]


def _kind(one: Indicator) -> str:
    if one.expected == "same":
        return "flat"
    if not one.countable:
        return "small"
    return "wanted" if one.expected == one.wanted else "wrong"


def runs_of(folder: Path) -> pd.DataFrame | None:
    """Return the runs of all steps, the country as it is once a seed; None where they are not there."""
    paths = [path for name in FOLDERS if (path := folder / name / "runs.parquet").is_file()]
    if not paths:
        return None
    both = pd.concat([pd.read_parquet(path) for path in paths], ignore_index=True)
    return both.drop_duplicates(["level", "seed"])


def watched(
    own: Mapping[str, Any], runs: pd.DataFrame | None, level: str, against: str, years: float
) -> Indicator:
    """Return an indicator; one whose paired interval holds zero does not clearly move."""
    name, expected = own["outcome"], own["expected"]
    if runs is not None and {level, against} <= set(runs["level"]):
        cells = cells_of(runs[runs["level"].isin([level, against])])
        if not difference(cells, yardstick(name), (level,), (against,), years).clear:
            expected = "same"
    before, after = _or_nan(own["before"]), _or_nan(own["after"])
    outcome = OUTCOMES[name]
    most = max(abs(before), abs(after))
    of = next((n for n in OF if n * most >= 10), OF[-1]) if outcome.percent else 0.0
    factor = of or scale_of(outcome, most).factor
    ends = [factor * value for value in (before, after)]
    places = _apart(*ends)
    return Indicator(
        own["text"][current()],
        own["wanted"],
        expected,
        outcome_title(name),
        *(fixed(value, places) for value in ends),
        per_year=bool(own["per_year"]),
        leaks=name == "leaks",
        of=fixed(of, 0) if of else "",
        countable=abs(after - before) * (OF[0] if outcome.percent else 1.0) >= LEAST_SEEN
        or not (outcome.percent or own["per_year"]),
    )


def _apart(before: float, after: float) -> int:
    """Return the fewest decimals at which two numbers differ as shown, as many as are ever told where they do not."""
    most = decimals(after - before)
    return next((n for n in range(most) if round(before, n) != round(after, n)), most)
