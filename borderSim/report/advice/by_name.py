"""What comes first by name: the first steps of the road map of the diagnosis that a compared country comes from.

Levels are compared as wholes, so that a comparison alone names no measure. Numbers are those of the
road map as it was written; nothing is reckoned anew.
"""

from __future__ import annotations

import math
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.diagnose.remedies import HANDBOOK, months_to_open, opening, part_of, remedies
from borderSim.errors import InputError
from borderSim.language.catalogue import gettext
from borderSim.language.current import SOURCE, current
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.advice.decision import NET
from borderSim.report.advice.gains import chance_told
from borderSim.report.advice.of_level import level_of
from borderSim.report.advice.to_decide import ToDecide, stays_first
from borderSim.report.comparison.assumptions import resolved_scenario
from borderSim.report.comparison.source import Level, View
from borderSim.report.diagnosis.columns import column
from borderSim.report.diagnosis.needs import ASKED, short
from borderSim.report.writing.numbers import decimals, euro_scale, fixed
from borderSim.report.writing.texts import apart, lower_first, outcome_title
from borderSim.results import road_map
from borderSim.scenario.instruments import known_instruments
from borderSim.scenario.names import default_choices
from borderSim.scenario.overrides import choice

COST, ONCE = "enforcement_and_cooperation_cost_eur", "setup_paid_from_change_eur"
LEAKS = "leaks"
MONEY_PLACES = 2
"""Most decimals of an amount."""
TOLD = 2
"""Steps that are told; the page of the diagnosis has them all."""


@dataclass(frozen=True)
class Measure:
    """A step of the road map, as shown.

    Attributes:
        title: of the measure. ours: named by this project, not by the handbook's table of gaps.
        gain: difference in the goal with its interval. clear: whether that leaves out zero.
        chance: that the gain is above zero; best: that it is the best of all that were tried; empty
            where not known.
        cost: what both services pay more (or less) a year, with its unit. once: all set-up, with
            its unit; empty for none.
        decided, force, review: months from the first decision.
        first: what must stand before it, by title. gate: of that, what of law, mandate and will;
            opens: month in which that is there, as shown; empty for none.
        does, who: what it is and whose act, in words; of: title of the level that it belongs to,
            empty for none; all empty where it is not known here.
        leaks: whether more of what is known leaks with it.
        held: whether the level to aim for contains it as simulated: ``yes``, ``no``, or empty where
            no level is advised or that can't be told.
    """

    title: str
    ours: bool
    gain: str
    clear: bool
    chance: str
    best: str
    cost: str
    once: str
    decided: str
    force: str
    review: str
    first: list[str]
    gate: str
    opens: str
    does: str
    who: str
    of: str
    leaks: bool
    held: str


@dataclass(frozen=True)
class ByName:
    """What the road map says; ``steps`` is empty where nothing that was tried makes the country better off.

    Attributes:
        steps: the first ones. more: how many follow.
        goal: what measures are ranked by. unit: of the gains.
        years: that were simulated with a measure in force.
        today: whether the first one is to be decided today; None where there is none.
    """

    steps: list[Measure]
    more: int
    goal: str
    unit: str
    years: float
    today: ToDecide | None


def by_name(view: View, aim: Level | None) -> ByName | None:
    """Return what comes first by name; None where the result keeps no road map of its scenario.

    Args:
        view: the result.
        aim: the level to aim for.
    """
    road = road_map.of(view.comparison.road_map, view.manifest, view.scenario)
    goal = str(road["goal"]) if road else ""
    if road is None or goal not in OUTCOMES:
        return None
    steps = list(road["steps"])
    gains = column(goal, [_ends(step["adds"][goal]) for step in steps[:TOLD]])
    return ByName(
        [
            _measure(view, aim, step, step["adds"][goal], gain.text)
            for step, gain in zip(steps, gains.cells, strict=False)
        ],
        max(0, len(steps) - TOLD),
        gettext("net benefit") if goal == NET else outcome_title(goal),
        gains.unit,
        float(road.get("years") or math.nan),
        _today(road, steps[0]) if steps else None,
    )


def _today(road: Mapping[str, Any], first: Mapping[str, Any]) -> ToDecide:
    """Return what can be decided; a road map of an earlier version does not tell how many answers are open."""
    ends, second, told = road.get("ends"), road.get("second"), "second" in road
    known = ends if isinstance(ends, Mapping) else {}
    count = road.get("open", 0 if told else None)
    low, high = (_number(first["adds"][str(road["goal"])], key) for key in ("low", "high"))
    replicates = road.get("replicates")
    made = _number(replicates, "single") if isinstance(replicates, Mapping) else 0.0
    return ToDecide(
        clear=low > 0 or high < 0,
        ordered=told and stays_first(str(first["remedy"]), known.values()),
        tried=bool(known),
        replicates=int(made) if math.isfinite(made) else 0,
        open=count if isinstance(count, int) else None,
        second=_title(second) if isinstance(second, Mapping) else "",
    )


def _measure(
    view: View, aim: Level | None, step: Mapping[str, Any], gain: Mapping[str, Any], shown: str
) -> Measure:
    """Return a step as shown; ``gain`` in the goal as stored, and ``shown``."""
    adds, own = step["adds"], remedies().get(str(step["remedy"]))
    low, high = (_number(gain, key) for key in ("low", "high"))
    cost, once = (_number(adds.get(name) or {}, "value") for name in (COST, ONCE))
    most = max((abs(one) for one in (cost, once) if one == one), default=0.0)
    gates = [key for key in step["gates"] if key in ASKED]
    opens = float(step["decided_month"]) + months_to_open(gates) if gates else 0.0
    decided, force, review = (
        fixed(float(step[key]), 0) for key in ("decided_month", "in_force_month", "review_month")
    )
    return Measure(
        title=_title(step),
        ours=step["named_by"] != HANDBOOK,
        gain=shown,
        clear=low > 0 or high < 0,
        chance=chance_told(_number(gain, "better")),
        best=chance_told(_number(step, "best")),
        cost=_money(cost, most),
        once=_money(once, most),
        decided=decided,
        force=force,
        review=review,
        first=_needed(step),
        gate=lower_first(apart(opening(key).title[current()] for key in gates)),
        opens=fixed(opens, 0) if opens else "",
        does=own.does[current()] if own else "",
        who=own.who[current()] if own else "",
        of=level_of(own.name) if own else "",
        leaks=any(_leaks(one) for one in step.get("watch") or ()),
        held="" if aim is None else _held(view, aim, step),
    )


def _leaks(watched: object) -> bool:
    """Whether what is to be watched are leaks, and they rise in the simulation."""
    return (
        isinstance(watched, Mapping)
        and watched.get("outcome") == LEAKS
        and _number(watched, "after") > _number(watched, "before")
    )


def _title(step: Mapping[str, Any]) -> str:
    title = step.get("title")
    named = title.get(current()) if isinstance(title, Mapping) else None
    text = str(named or str(step.get("remedy")).replace("_", " "))
    return text if current() == SOURCE else text.replace("'", "\u2019")


def _needed(step: Mapping[str, Any]) -> list[str]:
    """Return what must be there first, in words; what is not known here is left out."""
    instruments = [str(name) for name in step["first"] if name in known_instruments()]
    gates = {
        key: float(value)
        for key, value in step["gates"].items()
        if key in ASKED and isinstance(value, int | float)
    }
    return short(instruments, gates)


def _number(numbers: Mapping[str, Any], key: str) -> float:
    value = numbers.get(key)
    return float(value) if isinstance(value, int | float) else math.nan


def _ends(numbers: Mapping[str, Any]) -> dict[str, float]:
    return {key: _number(numbers, key) for key in ("value", "low", "high")}


def _money(value: float, most: float) -> str:
    """Return an amount in the unit of the largest one beside it; empty for none."""
    if not math.isfinite(value) or value == 0:
        return ""
    factor, unit = euro_scale(most)
    shown = factor * value
    return f"{fixed(shown, min(MONEY_PLACES, decimals(0.0, shown)))} {unit}"


# ------------------------------------------------------------------------------ and the levels
def _held(view: View, aim: Level, step: Mapping[str, Any]) -> str:
    """Whether a level contains all that a measure brings: its instruments, and the answers that it raises."""
    known = remedies().get(str(step["remedy"]))
    if known is None:
        return ""
    base = resolved_scenario(view.manifest, view.scenario)
    differing = (view.manifest.get("level_config") or {}).get(view.scenario) or {}
    partnership = (base | (differing.get(aim.name) or {})).get("partnership") or {}
    there = set(partnership.get("instruments") or ())
    held = [name in there for name in known.instruments]
    held += [_comes_up_to(view, aim, str(key), str(to)) for key, to in step["reaches"].items()]
    return "yes" if held and all(held) else "no"


def _comes_up_to(view: View, aim: Level, key: str, to: str) -> bool:
    """Whether a level stands at an option of the questionnaire or above, by the order of the levels."""
    try:
        option = part_of(key).options[to]
    except (InputError, KeyError):
        return False
    names = [level.name for level in view.levels]
    return option.level in names and names.index(str(option.level)) <= names.index(aim.name)


def diagnose_command(view: View) -> str:
    """Return the command that tells which measure comes first in this scenario, once both forms are filled in."""
    given = ((view.manifest.get("given") or {}).get("scenarios") or {}).get(view.scenario)
    name = str(given or view.scenario)
    own = [] if name == default_choices()["scenario"] else [choice("scenario", name)]
    line = ["bordersim", "diagnose", "customs.yaml", "police.yaml", *own, "simulate=true"]
    return shlex.join(line)
