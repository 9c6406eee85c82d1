"""By which mechanisms does a level act? Each alone on the lower level, each alone taken from the higher, and what is left.

Of a step from a lower to a higher level, ``v(S)`` is an outcome where the mechanisms ``S`` stand at the
higher level and the others at the lower. A mechanism *first in* gives ``v({m}) - v({})``, *last out*
``v(all) - v(all but m)``; it *carries* their mean. What the first-in effects, or the last-out effects,
leave of the whole ``v(all) - v({})`` is the work of several together. Of the two that carry most the
Shapley values are told where the runs of the pair are there: with the five others as a third player.
Every number is a contrast over the same seeds with its 95 % interval.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.language.catalogue import gettext
from borderSim.measures.outcomes import HEADLINE
from borderSim.measures.quantities import Yardstick, yardstick, yearly
from borderSim.parameters.mechanisms import MECHANISMS
from borderSim.studies.analysis.contrasts import (
    Cell,
    Cells,
    Estimate,
    cells_of,
    contrast,
    matters,
    shown,
    stored,
)
from borderSim.studies.analysis.findings.text import (
    Finding,
    TooLittleError,
    percent,
    provisional,
    rounded,
    still_open,
    table,
)
from borderSim.studies.analysis.tables import Frame
from borderSim.studies.design.steps import Step
from borderSim.studies.design.taken_apart import FIRST_IN, LAST_OUT

STICKS = tuple(
    yardstick(name)
    for name in dict.fromkeys((*HEADLINE, "seizures", "members_arrested", "leaders_arrested"))
)
REST = "the others"
"""The third player of the Shapley values."""
TOGETHER = "several together"

DIGITS = 4
"""Significant digits that are kept: there are thousands of numbers."""

Weights = dict[Cell, float]


def find(runs: Frame, steps: Sequence[Step], measured_years: float) -> Finding:
    """Return what each mechanism carries of each step.

    Args:
        runs: a row per run; of several scenarios, arms or points the first is read.
        steps: what each level is there for.
        measured_years: years that are measured; totals are told a year.

    Raises:
        TooLittleError: no step that is taken apart, or fewer than two replicates.
    """
    for column in ("scenario", "arm", "point"):
        runs = runs[runs[column] == runs[column].iloc[0]]
    ways = ways_of(steps)
    replicates = int(runs["seed"].nunique())
    if not ways or replicates < 2:
        raise TooLittleError(
            "mechanisms need 'mechanisms: {between: [...]}' among the levels and at least two replicates"
        )
    cells = cells_of(runs)
    numbers = {
        "scenario": str(runs["scenario"].iloc[0]),
        "years": measured_years,
        "replicates": replicates,
        "mechanisms": [{"name": own.name, "title": own.title} for own in MECHANISMS.values()],
        "yardsticks": [_stick(stick) for stick in STICKS],
        "steps": [_step(cells, way, measured_years) for way in ways],
    }
    numbers = rounded(numbers, DIGITS)
    return Finding(numbers, lines(numbers))


class Way:
    """A step from a lower to a higher level: which level stands for which mechanisms at the higher.

    Attributes:
        lower, higher: names of the levels.
    """

    def __init__(self, lower: str, higher: str, steps: Sequence[Step]) -> None:
        self.lower, self.higher = lower, higher
        whole = frozenset(MECHANISMS)
        self._cells: dict[frozenset[str], Cell] = {frozenset(): (lower,), whole: (higher,)}
        for step in steps:
            some = frozenset(step.mechanisms)
            if step.role == FIRST_IN and (step.against, step.other) == (lower, higher):
                self._cells[some] = (step.level,)
            if step.role == LAST_OUT and (step.against, step.other) == (higher, lower):
                self._cells[whole - some] = (step.level,)

    def at(self, *mechanisms: str) -> Cell | None:
        """Return the cell with these mechanisms at the higher level, None where it was not run."""
        return self._cells.get(frozenset(mechanisms))

    def without(self, *mechanisms: str) -> Cell | None:
        """Return the cell with all but these at the higher level, None where it was not run."""
        return self._cells.get(frozenset(MECHANISMS) - set(mechanisms))


def ways_of(steps: Sequence[Step]) -> list[Way]:
    """Return the steps that are taken apart, in the order of the file."""
    found = dict.fromkeys(
        (step.against, step.other) for step in steps if step.role == FIRST_IN and step.mechanisms
    )
    return [Way(lower, higher, steps) for lower, higher in found]


# --------------------------------------------------------------------------- contrasts
def first_in(way: Way, name: str) -> Weights:
    """Return the weights of a mechanism alone on the lower level."""
    return _weights((way.at(name), 1.0), (way.at(), -1.0))


def last_out(way: Way, name: str) -> Weights:
    """Return the weights of a mechanism beside all others at the higher level."""
    return _weights((way.without(), 1.0), (way.without(name), -1.0))


def carries(way: Way, name: str) -> Weights:
    """Return the weights of the mean of both."""
    return _sum((first_in(way, name), 0.5), (last_out(way, name), 0.5))


def whole(way: Way) -> Weights:
    """Return the weights of the whole difference."""
    return _weights((way.without(), 1.0), (way.at(), -1.0))


def left(way: Way, part: Any) -> Weights:
    """Return the weights of what the parts of all mechanisms leave of the whole."""
    return _sum((whole(way), 1.0), *((part(way, name), -1.0) for name in MECHANISMS))


def shapley(way: Way, one: str, other: str) -> dict[str, Weights] | None:
    """Return the weights of the Shapley values of two mechanisms and of the others as one player.

    None where the runs of the pair are missing.
    """
    players: dict[str, tuple[str, ...]] = {
        one: (one,),
        other: (other,),
        REST: tuple(name for name in MECHANISMS if name not in (one, other)),
    }

    def value(*names: str) -> Cell | None:
        return way.at(*(member for name in names for member in players[name]))

    found = {}
    for name in players:
        a, b = (player for player in players if player != name)
        terms = [
            *((value(name), 1 / 3), (value(), -1 / 3)),
            *((value(name, a), 1 / 6), (value(a), -1 / 6)),
            *((value(name, b), 1 / 6), (value(b), -1 / 6)),
            *((value(*players), 1 / 3), (value(a, b), -1 / 3)),
        ]
        if any(cell is None for cell, _ in terms):
            return None
        found[name] = _weights(*terms)
    return found


def _weights(*terms: tuple[Cell | None, float]) -> Weights:
    """Return the sum of weighted cells; what was not run makes it empty, which gives no estimate."""
    found: Weights = {}
    for cell, weight in terms:
        if cell is None:
            return {}
        found[cell] = found.get(cell, 0.0) + weight
    return found


def _sum(*parts: tuple[Weights, float]) -> Weights:
    found: Weights = {}
    for weights, factor in parts:
        if not weights:
            return {}
        for cell, weight in weights.items():
            found[cell] = found.get(cell, 0.0) + factor * weight
    return {
        cell: weight
        for cell, weight in found.items()
        if abs(weight) > 1e-12  # (rounding)
    }


# --------------------------------------------------------------------------- numbers
def _step(cells: Cells, way: Way, measured_years: float) -> dict[str, Any]:
    return {
        "lower": way.lower,
        "higher": way.higher,
        "outcomes": {stick.name: _outcome(cells, stick, way, measured_years) for stick in STICKS},
    }


def _outcome(cells: Cells, stick: Yardstick, way: Way, measured_years: float) -> dict[str, Any]:
    def told(weights: Weights) -> Estimate:
        return contrast(cells, stick, weights, measured_years) if weights else Estimate()

    parts = {
        name: {
            "first_in": told(first_in(way, name)),
            "last_out": told(last_out(way, name)),
            "carries": told(carries(way, name)),
        }
        for name in MECHANISMS
    }
    ranked = sorted(parts, key=lambda name: -_size(parts[name]["carries"]))
    weights = shapley(way, *ranked[:2])
    return {
        "whole": told(whole(way)).as_dict(),
        "least": matters(cells, stick, (way.lower,), measured_years),
        "mechanisms": {
            name: {kind: estimate.as_dict() for kind, estimate in own.items()}
            for name, own in parts.items()
        },
        "left_first": told(left(way, first_in)).as_dict(),
        "left_last": told(left(way, last_out)).as_dict(),
        "largest": ranked[:2],
        "shapley": weights and {name: told(own).as_dict() for name, own in weights.items()},
    }


def _size(estimate: Estimate) -> float:
    return abs(estimate.value) if math.isfinite(estimate.value) else -1.0


def _stick(stick: Yardstick) -> dict[str, Any]:
    return {
        "name": stick.name,
        **stick.as_dict(),
        "headline": stick.name in HEADLINE,
    }


# --------------------------------------------------------------------------- words
def titles(numbers: Mapping[str, Any]) -> dict[str, str]:
    """Return the title of each mechanism, as it was when the numbers were made."""
    return {own["name"]: own["title"] for own in numbers["mechanisms"]}


def answer(step: Mapping[str, Any], stick: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return in a sentence or two what carries the difference in an outcome."""
    own, factor = step["outcomes"][stick["name"]], stick["factor"]
    unit = yearly(stick["unit"], stick["per_year"])
    difference = f"{shown(own['whole'], factor=factor)} {unit}".strip()
    clear = stored(own["whole"]).clear
    told = [n for n in names if stored(own["mechanisms"][n]["carries"]).clear]
    told.sort(key=lambda n: -abs(own["mechanisms"][n]["carries"]["value"]))
    parts = ", ".join(
        f"{gettext(names[n])} {shown(own['mechanisms'][n]['carries'], factor=factor)}{_share(own, n) if clear else ''}"
        for n in told
    )
    said = {"outcome": _begin(gettext(stick["label"])), "difference": difference, "parts": parts}
    if not clear:
        whole = gettext(
            "{outcome}: the whole difference, {difference}, cannot be told from zero."
        ).format(**said)
        return f"{whole} {gettext('Parts of it can: {parts}.').format(**said)}" if told else whole
    if not told:
        text = gettext(
            "{outcome}: {difference}, but no mechanism's part of it can be told from nothing."
        )
    elif len(told) < len(names):
        text = gettext(
            "{outcome}: {difference}, carried by {parts}; the others cannot be told from nothing."
        )
    else:
        text = gettext("{outcome}: {difference}, carried by {parts}.")
    return f"{text.format(**said)}{_together(own, factor)}"


def _together(own: Mapping[str, Any], factor: float) -> str:
    """Return the sentence on what several mechanisms give together, empty where it cannot be told."""
    if not stored(own["left_first"]).clear:
        return ""
    told = gettext("Alone they leave {rest}, which several give together.")
    return f" {told.format(rest=shown(own['left_first'], factor=factor))}"


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]


def _share(own: Mapping[str, Any], name: str) -> str:
    of, part = own["whole"]["value"], own["mechanisms"][name]["carries"]["value"]
    return f" ({percent(part / of)})" if of else ""


def lines(numbers: Mapping[str, Any]) -> list[str]:
    """Return a finding as Markdown."""
    names = titles(numbers)
    out = [
        f"Paired differences between levels that differ in one mechanism, {numbers['replicates']} replicates on the same chances. {provisional(numbers['replicates'])}".strip(),
        "",
        f"A part that can be told from nothing: its 95 % interval excludes zero. Of the {len(names) * sum(s['headline'] for s in numbers['yardsticks'])} parts of a step, less those that are the same in all replicates, about one in twenty would by chance alone: a sign that nothing explains may be such a one.",
        "",
    ]
    out += still_open(
        {**own["mechanisms"][name]["carries"], "least": own["least"]}
        for step in numbers["steps"]
        for stick in numbers["yardsticks"]
        if stick["headline"]
        for own in [step["outcomes"][stick["name"]]]
        for name in names
    )
    for step in numbers["steps"]:
        out += [f"## From {step['lower']} to {step['higher']}", ""]
        out += [
            f"- {answer(step, stick, names)}"
            for stick in numbers["yardsticks"]
            if stick["headline"]
        ]
        out += ["", "Each cell: what the mechanism carries (first in / last out).", ""]
        out += _table(numbers, step, names)
        out += _shapley(numbers, step, names)
    return out


def _table(
    numbers: Mapping[str, Any], step: Mapping[str, Any], names: Mapping[str, str]
) -> list[str]:
    sticks = [stick for stick in numbers["yardsticks"] if stick["headline"]]

    def row(title: str, cell: Any) -> list[str]:
        return [title, *(cell(step["outcomes"][s["name"]], s["factor"]) for s in sticks)]

    def part(name: str) -> Any:
        def cell(own: Mapping[str, Any], factor: float) -> str:
            parts = own["mechanisms"][name]
            if all(stored(estimate).same and not estimate["value"] for estimate in parts.values()):
                return "0"
            ends = " / ".join(
                shown(parts[kind], factor=factor, interval=False)
                for kind in ("first_in", "last_out")
            )
            return f"{shown(parts['carries'], factor=factor)} ({ends})"

        return cell

    rows = [row("**whole**", lambda own, factor: shown(own["whole"], factor=factor))]
    rows += [row(title, part(name)) for name, title in names.items()]
    rows += [
        row(f"left by {kind}", lambda own, factor, key=key: shown(own[key], factor=factor))
        for kind, key in (("first in", "left_first"), ("last out", "left_last"))
    ]
    heads = [f"{s['label']} ({yearly(s['unit'], s['per_year']) or 'number'})" for s in sticks]
    return table(["mechanism", *heads], rows)


def _shapley(
    numbers: Mapping[str, Any], step: Mapping[str, Any], names: Mapping[str, str]
) -> list[str]:
    rows = []
    for stick in numbers["yardsticks"]:
        own = step["outcomes"][stick["name"]]
        if own["shapley"]:
            cells = [
                f"{names.get(name, name)} {shown(estimate, factor=stick['factor'])}"
                for name, estimate in own["shapley"].items()
            ]
            rows.append([stick["label"], *cells])
    if not rows:
        return []
    missing = [
        f"{stick['label']}: {' and '.join(names[name] for name in own['largest'])}"
        for stick in numbers["yardsticks"]
        if not (own := step["outcomes"][stick["name"]])["shapley"]
    ]
    note = [
        f"Of these outcomes the two that carry most were not run together (`pairs_of` in the experiment's file), so they have no Shapley values: {'; '.join(missing)}.",
        "",
    ]
    return [
        "Shapley values of the two mechanisms that carry most, the others as one:",
        "",
        *table(["outcome", "first", "second", REST], rows),
        *(note if missing else []),
    ]
