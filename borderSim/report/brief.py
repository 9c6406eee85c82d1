"""The brief: two A4 pages for whoever decides, made from the same numbers as the report."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from borderSim.errors import InputError
from borderSim.language.catalogue import gettext
from borderSim.language.current import SOURCE, using
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.quantities import yearly
from borderSim.report.as_simulated import as_simulated
from borderSim.report.columns import column_scale, difference_places, value_places
from borderSim.report.decision import NET, Best, Decision, decision
from borderSim.report.explained import explained
from borderSim.report.figures.forest import difference, difference_scale
from borderSim.report.first_step import FirstStep, first_step
from borderSim.report.goods import per_unit
from borderSim.report.left_out import told_first
from borderSim.report.numbers import fixed
from borderSim.report.other_languages import Other, others_beside
from borderSim.report.paper import LABELS, first_column, letters_for
from borderSim.report.sentences import Finding, as_in_column, finding
from borderSim.report.source import Comparison, Level, View
from borderSim.report.texts import environment, interval, outcome_title
from borderSim.report.weighing import HARM, Row, Weighing, weighing
from borderSim.report.who_pays import Paid, Posts, WhoPays, who_pays
from borderSim.scenario.names import shipped
from borderSim.studies.analysis.estimates import PROVISIONAL_BELOW
from borderSim.studies.execution import files

DELIVERED = "delivered_value_eur"
SHOWN = (
    "interdiction_rate",
    DELIVERED,
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
)
"""Terms of the glossary at the foot of the second page."""
SHEETS = 2
BEFORE_PER_CENT = re.compile(r"(?<=\d) (?=%)")
"""The blank between a number and its sign: no line ends there."""
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
class Cost:
    """What the level to aim for costs a year, against the present one.

    Attributes:
        level: which. customs, police, trade, justice: what each pays more or less, as shown.
        posts: working time and posts at that level.
    """

    level: Level
    customs: Paid
    police: Paid
    trade: Paid
    justice: Paid
    posts: Posts


@dataclass(frozen=True)
class Chain:
    """From goods on the market to net benefit, differences of one level to the present one, as shown.

    Attributes:
        level: which. value: of goods on the market, with its unit. harm: at home; cost: of
            enforcement, cooperation and delay; net: net benefit; all three in ``unit``.
        home: per cent of harm that is borne at home, and counts.
    """

    level: Level
    value: str
    harm: str
    cost: str
    net: str
    unit: str
    home: str


@dataclass(frozen=True)
class Brief:
    """All that the two pages say of the first scenario.

    Attributes:
        country: its title, empty where not known; own: it is a user's and none that is shipped.
        cost: of the level to aim for; None for none. chain: of the level with the highest net
            benefit; None where that is the present one, or the share of harm at home is not known.
    """

    view: View
    decision: Decision
    first: FirstStep
    goals: list[Goal]
    figure: Figure
    paid: WhoPays | None
    weighing: Weighing | None
    country: str
    own: bool
    cost: Cost | None
    chain: Chain | None

    @property
    def capped(self) -> bool:
        """Whether the grade is the best that is possible, since what decides has no source."""
        drawn = self.decision.futures
        return self.decision.grade == "C" and (drawn is None or drawn.graded.capped)

    @property
    def net_bar(self) -> Bar | None:
        """The bar of the level with the highest net benefit; None where that is the present one."""
        best = self.net.level
        bars = (bar for bar in self.figure.bars if best and bar.level.name == best.name)
        return next(bars, None)

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
    first, paid, weighed = first_step(view, found), who_pays(view), weighing(view)
    return Brief(
        view,
        found,
        first,
        [_goal(view, name) for name in SHOWN],
        _figure(view),
        paid,
        weighed,
        country.title if (country := as_simulated(view)) else "",
        view.scenario not in shipped("scenario"),
        _cost(view, first, paid),
        _chain(view, found.best[0].level, weighed),
    )


def _cost(view: View, first: FirstStep, paid: WhoPays | None) -> Cost | None:
    if first.aim is None or paid is None:
        return None
    place = view.levels.index(first.aim)
    cells = {payer.name: payer.cells[place] for payer in paid.payers}
    customs, police, trade, justice = (
        cells[name] for name in ("customs", "police", "trade", "justice")
    )
    return Cost(first.aim, customs, police, trade, justice, paid.posts[place])


def _chain(view: View, level: Level | None, weighed: Weighing | None) -> Chain | None:
    """Return how the difference in goods on the market becomes one in net benefit."""
    shares = [] if weighed is None else [row.weight for row in weighed.rows]
    home = next((weight.own for weight in shares if weight.name == "home_share"), None)
    if level is None or level.reference or home is None:
        return None
    scale, goods = difference_scale(view, NET), finding(view, level, DELIVERED)
    goods = as_in_column(view, goods, column_scale(view, DELIVERED))
    harm, net = (view.fact(level, name, "difference") for name in (HARM, NET))
    places = difference_places(view, NET, scale.factor)
    told = {
        name: fixed(number * scale.factor, places, signed=True)
        for name, number in (("harm", harm), ("cost", -net - harm), ("net", net))
    }
    value = f"{goods.difference} {goods.unit}"
    return Chain(level, value, **told, unit=scale.difference_unit, home=fixed(100 * home, 0))


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
        ends = "" if told.low == "–" else f" ({interval(told.low, told.high)})"
        text = f"{told.difference}{ends}"
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
            per_unit=per_unit,
            size=LETTERS,
        )
    )
    page = BEFORE_PER_CENT.sub("\u00a0", page)
    return page.replace(LETTERS, f"{letters_for(page, SHEETS, first):g}pt", 1)


def write_brief(comparison: Comparison, path: str | os.PathLike[str], lang: str = SOURCE) -> Path:
    """Write the brief in a language, whole or not at all; return its path.

    Raises:
        InputError: there is one level, and nothing to compare; or no such language.
    """
    with using(lang):
        return files.write_page(path, render_brief(comparison, others_beside(Path(path))))
