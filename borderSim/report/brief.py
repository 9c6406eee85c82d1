"""The brief: two A4 pages for whoever decides, made from the same numbers as the report."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from borderSim.errors import InputError
from borderSim.language.catalogue import gettext
from borderSim.language.current import SOURCE, using
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.quantities import yearly
from borderSim.report.as_simulated import as_simulated
from borderSim.report.columns import column_scale, value_places
from borderSim.report.decision import NET, Best, Decision, decision
from borderSim.report.explained import explained
from borderSim.report.figures.forest import difference, difference_scale
from borderSim.report.first_step import FirstStep, first_step
from borderSim.report.left_out import told_first
from borderSim.report.numbers import fixed
from borderSim.report.other_languages import Other, others_beside
from borderSim.report.paper import LABELS, first_column, letters_for
from borderSim.report.sentences import Finding, as_in_column, finding
from borderSim.report.source import Comparison, Level, View
from borderSim.report.texts import environment, outcome_title
from borderSim.report.weighing import HARM, Row, Weighing, weighing
from borderSim.report.who_pays import WhoPays, who_pays
from borderSim.studies.analysis.estimates import PROVISIONAL_BELOW
from borderSim.studies.execution import files

SHOWN = (
    "interdiction_rate",
    "delivered_value_eur",
    "orgs_dismantled",
    "enforcement_and_cooperation_cost_eur",
    "trade_delay_cost_eur",
)
"""Outcomes of the table; net benefit has the figure."""
WORDS = (
    "interdiction rate",
    "dismantling of an organisation",
    "paired simulations",
    "95 % interval",
    "smallest difference that matters",
)
"""Terms of the glossary at the foot of the second page."""
SHEETS = 2
LETTERS = "size-of-letters"
"""Stands in the style until the size at which the text fills its sheets is known."""
WEIGHT_OF_HARM = "lambda"
"""Among the weights: whether harm counts at all. It has a sentence of its own."""


@dataclass(frozen=True)
class Goal:
    """A column of the table: an outcome with the finding of every level but the present one.

    Attributes:
        title: of the outcome. up: more is better.
        present: value under the present level, as shown; with its unit where that is not the one of
            the differences.
        unit: of the differences. found: by level, in the order of the view.
    """

    title: str
    unit: str
    up: bool
    present: str
    found: list[Finding]


@dataclass(frozen=True)
class Bar:
    """A level in the figure: where its difference in net benefit stands between the two ends, 0 to 1.

    Attributes:
        level: whose. at, low, high: its place and its interval; NaN without one.
        text: the same in words.
    """

    level: Level
    at: float
    low: float
    high: float
    text: str

    @property
    def bounded(self) -> bool:
        """Whether it has an interval."""
        return math.isfinite(self.low)


@dataclass(frozen=True)
class Figure:
    """Net benefit of each level against the present one. ``zero``: where no difference stands, 0 to 1."""

    bars: list[Bar]
    zero: float
    unit: str


@dataclass(frozen=True)
class Brief:
    """All that the two pages say of the first scenario.

    ``country``: its title, empty where not known.
    """

    view: View
    decision: Decision
    first: FirstStep
    goals: list[Goal]
    figure: Figure
    paid: WhoPays | None
    weighing: Weighing | None
    country: str

    @property
    def words(self) -> list[tuple[str, str]]:
        """The words that the pages do not explain where they stand, with what they mean."""
        return explained(*WORDS, *(["provisional"] if self.view.provisional else []))

    @property
    def net(self) -> Best:
        """What is said of net benefit."""
        return self.decision.best[0]

    @property
    def _turning(self) -> list[Row]:
        """Assumptions within whose range the sign of the best level's difference turns.

        Where the present level is best, those that turn the difference of any other.
        """
        if self.weighing is None or self.net.level is None:
            return []
        if self.net.level.reference:
            return [row for row in self.weighing.rows if any(row.turns)]
        place = self.view.others.index(self.net.level)
        return [row for row in self.weighing.rows if row.turns[place]]

    @property
    def harm_counts(self) -> bool:
        """Whether only costs are left, and the present level is best, where harm does not count at all."""
        view = self.view
        return all(
            view.fact(level, NET, "difference") + view.fact(level, HARM, "difference") < 0
            for level in view.others
        )

    @property
    def flips(self) -> list[Row]:
        """The other assumptions that turn the answer within their range."""
        return [row for row in self._turning if row.weight.name != WEIGHT_OF_HARM]

    @property
    def moves(self) -> Row | None:
        """The assumption that moves net benefit most, the weight of harm apart."""
        rows = [] if self.weighing is None else self.weighing.rows
        others = [row for row in rows if row.weight.name != WEIGHT_OF_HARM]
        return max(others, key=lambda row: row.span, default=None)


def brief(comparison: Comparison) -> Brief | None:
    """Return what the brief says; None for one level."""
    view = View(comparison)
    found = decision(view)
    if found is None:
        return None
    return Brief(
        view,
        found,
        first_step(view, found),
        [_goal(view, name) for name in SHOWN],
        _figure(view),
        who_pays(view),
        weighing(view),
        country.title if (country := as_simulated(view)) else "",
    )


def _goal(view: View, name: str) -> Goal:
    """Return a column; values and differences in one unit, for a reader who compares them."""
    scale = column_scale(view, name)
    present = view.fact(view.reference, name, "value") * scale.factor
    places = value_places(view, name, scale.factor, [view.reference])
    unit = yearly(scale.unit, scale.per_year)
    return Goal(
        outcome_title(name),
        yearly(scale.difference_unit, scale.per_year),
        OUTCOMES[name].direction == "up",
        f"{fixed(present, places)} {unit}" if OUTCOMES[name].percent else fixed(present, places),
        [as_in_column(view, finding(view, level, name), scale) for level in view.others],
    )


def _figure(view: View) -> Figure:
    scale = difference_scale(view, NET)
    found = [(level, difference(view, level, NET)) for level in view.others]
    ends = [0.0] + [
        end
        for _, one in found
        for end in (one.value, *(one.ends if one.known else ()))
        if math.isfinite(end)
    ]
    low, high = min(ends), max(ends)
    span = (high - low) or 1.0
    bars = []
    for level, one in found:
        told = finding(view, level, NET)
        text = (
            told.difference if told.low == "–" else f"{told.difference} ({told.low}; {told.high})"
        )
        least, most = one.ends if one.known else (math.nan, math.nan)
        at, left, right = ((end - low) / span for end in (one.value, least, most))
        bars.append(Bar(level, at, left, right, text))
    return Figure(bars, (0.0 - low) / span, scale.difference_unit)


def render_brief(comparison: Comparison, languages: Sequence[Other] = ()) -> str:
    """Return the brief as HTML in the language in force.

    Args:
        comparison: the result.
        languages: pages in other languages to link to.

    Raises:
        InputError: there is one level, and nothing to compare.
    """
    made = brief(comparison)
    if made is None:
        raise InputError("a brief compares levels, and this result has one")
    manifest = comparison.manifest
    first = first_column(level.title for level in made.view.levels)
    page = (
        environment()
        .get_template("brief.html")
        .render(
            b=made,
            view=made.view,
            manifest=manifest,
            languages=languages,
            version=manifest.get("program_version", ""),
            enough=PROVISIONAL_BELOW,
            left_out=[gettext(text) for text in told_first()],
            first_column=first,
            labels=LABELS,
            size=LETTERS,
        )
    )
    return page.replace(LETTERS, f"{letters_for(page, SHEETS, first):.1f}pt", 1)


def write_brief(comparison: Comparison, path: str | os.PathLike[str], lang: str = SOURCE) -> Path:
    """Write the brief in a language, whole or not at all; return its path.

    Raises:
        InputError: there is one level, and nothing to compare; or no such language.
    """
    with using(lang):
        return files.write_page(path, render_brief(comparison, others_beside(Path(path))))
