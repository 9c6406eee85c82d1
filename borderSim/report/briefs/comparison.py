"""The brief of a comparison: two A4 pages for whoever decides, made from the same numbers as the report."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from borderSim.errors import InputError
from borderSim.language.catalogue import gettext
from borderSim.language.current import SOURCE, using
from borderSim.report.advice.aim_cost import Cost, OfPosts, aim_cost, of_posts
from borderSim.report.advice.by_name import LEAKS, ByName, by_name, diagnose_command
from borderSim.report.advice.calendar import Calendar, calendar
from borderSim.report.advice.decision import JUSTICE, Best, Decision, Step, decision
from borderSim.report.advice.first_step import FirstStep, first_step
from borderSim.report.advice.gains import Gain, gain
from borderSim.report.advice.holds import Hold, holds
from borderSim.report.advice.on_the_way import OnTheWay, on_the_way
from borderSim.report.advice.sentences import Finding, finding
from borderSim.report.advice.to_decide import WEEKS
from borderSim.report.advice.who_pays import WhoPays, who_pays
from borderSim.report.advice.worse_than_today import Worse, unit_of, worse_than_today
from borderSim.report.briefs.chain import DELIVERED, Chain, chain
from borderSim.report.briefs.cost_table import Row as CostRow
from borderSim.report.briefs.cost_table import cost_table
from borderSim.report.briefs.goal_table import Goal, goal
from borderSim.report.briefs.goods import per_unit
from borderSim.report.briefs.net_figure import Figure, figure
from borderSim.report.briefs.other_budget import in_result, other_budget
from borderSim.report.briefs.today import with_today
from borderSim.report.briefs.two_sheets import LETTERS, on_two_sheets
from borderSim.report.comparison.as_simulated import as_simulated
from borderSim.report.comparison.consists import Consists, consists
from borderSim.report.comparison.entered import Entered, entered
from borderSim.report.comparison.source import Comparison, Level, View, on_a_dial
from borderSim.report.layout.other_languages import Other, others_beside
from borderSim.report.layout.paper import LABELS, first_column
from borderSim.report.uncertainty.weighing import HARM, NET, WEIGHT_OF_HARM, Row, Weighing, weighing
from borderSim.report.writing.explained import explained
from borderSim.report.writing.left_out import told_first, uncounted
from borderSim.report.writing.texts import chance_told, environment
from borderSim.scenario.names import shipped
from borderSim.studies.analysis.estimates import PROVISIONAL_BELOW
from borderSim.studies.execution import files

SHOWN = (
    "interdiction_rate",
    DELIVERED,
    "orgs_dismantled",
)
"""Outcomes of the table; net benefit has the figure, and money the table of who pays."""
WORDS = ("interdiction rate", "95 % interval")
"""Terms of the glossary at the foot of the second page."""


@dataclass(frozen=True)
class Brief:
    """All that the two pages say of the first scenario.

    Attributes:
        country: its title, empty where not known; own: it is a user's and none that is shipped.
            entered: what of it.
        cost, chain: of the level to aim for, or of the one with the highest net benefit where none
            is advised; None where that is the present one, or too little is known.
        of_posts: what posts are reckoned at; None where not known.
        gains: of the level to aim for over the present one, and over the one below it where that
            is another. further: of the best level over the aim, where it lies beyond; None else.
        holds: what becomes of the advice under other prices and weights.
        way: by name of a level on the way to the aim, what is lost there. consists: by name of a
            level, what it consists of.
        by_name: which measure comes first, where a diagnosis tells it; None else.
        apart: whether the present level is the country's own and none of those that are named.
        leaks: how much more leaks at the level to aim for; None where that is not known.
        calendar: what happens when. worse: what is clearly worse at the level to aim for than today.
        costs: rows of the table of who pays what.
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
    entered: Entered
    cost: Cost | None
    of_posts: OfPosts | None
    chain: Chain | None
    gains: list[Gain]
    further: Gain | None
    holds: list[Hold]
    way: dict[str, OnTheWay]
    consists: dict[str, Consists]
    by_name: ByName | None
    apart: bool
    leaks: Finding | None
    calendar: Calendar
    worse: Worse
    costs: list[CostRow]

    @property
    def aim(self) -> Level | None:
        """The level to aim for; None for none."""
        return self.first.aim

    @property
    def capped(self) -> bool:
        """Whether the grade is the best that is possible, since what decides has no source."""
        drawn = self.decision.futures
        return self.decision.grade == "C" and (drawn is None or drawn.graded.capped)

    @property
    def steps(self) -> list[Step]:
        """The steps from the present level up; all where there is none above it."""
        levels = self.view.levels
        since = levels.index(self.view.reference)
        upward = [step for step in self.decision.steps if levels.index(step.below) >= since]
        return upward or self.decision.steps

    @property
    def steps_on_the_way(self) -> list[Step]:
        """The steps from the present level up to the one to aim for; all upward where none is advised."""
        names = {stage.level.name for stage in self.first.stages}
        return [step for step in self.steps if not names or step.level.name in names]

    @property
    def other_budget(self) -> str:
        """The command that compares under the other rule of the budget; empty where not known."""
        return other_budget(self.view.manifest)

    @property
    def typed_in_result(self) -> bool:
        """Whether a command that is shown names a file in the folder of the result."""
        asked = not (self.by_name or self.entered.answered)
        return in_result(self.other_budget) or (asked and in_result(self.diagnose))

    @property
    def diagnose(self) -> str:
        """The command that tells which measure comes first, where no diagnosis has."""
        return diagnose_command(self.view)

    @property
    def steady(self) -> list[Hold]:
        """Prices and weights under which the advice is the same in their whole range."""
        return [hold for hold in self.holds if hold.steady]

    @property
    def changed(self) -> list[Hold]:
        """Those under which it is another in some part of their range."""
        return [hold for hold in self.holds if not hold.steady]

    def shaded(self, side: str) -> bool:
        """Whether a cell of the table is shaded as better or as worse."""
        return bool({f"{side} matters", f"{side} light"} & self.drawn)

    @property
    def drawn(self) -> set[str]:
        """How cells of the first table are shaded: ``better`` and ``worse``, dark and light."""
        found = [one for goal in self.goals for one in goal.found if one.weight != "small"]
        return {
            f"{one.verdict} {'matters' if one.weight == 'matters' else 'light'}"
            for one in found
            if one.verdict in ("better", "worse")
        }

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
    def tried(self) -> list[Row]:
        """All assumptions that were tried, the weight of harm apart."""
        rows = [] if self.weighing is None else self.weighing.rows
        return [row for row in rows if row.weight.name != WEIGHT_OF_HARM]


def brief(comparison: Comparison) -> Brief | None:
    """Return what the brief says; None for one level."""
    view = View(with_today(comparison))
    found = decision(view)
    if found is None:
        return None
    first, paid = first_step(view, found), who_pays(view)
    named = by_name(view, first.aim)
    country = as_simulated(view)
    return Brief(
        view,
        found,
        first,
        [goal(view, name) for name in SHOWN],
        figure(view),
        paid,
        weighing(view),
        country.title if country else "",
        view.scenario not in shipped("scenario"),
        entered(view),
        aim_cost(view, first.aim, paid),
        of_posts(view),
        chain(view, first.aim or found.best[0].level),
        _gains(view, first),
        _further(view, found, first),
        holds(view),
        {stage.level.name: on_the_way(view, found, stage.level) for stage in first.stages},
        consists(view),
        named,
        not on_a_dial(view.reference),
        _leaks(view, first.aim),
        calendar(view, first, named),
        worse_than_today(view, first.aim),
        cost_table(view, paid),
    )


def _gains(view: View, first: FirstStep) -> list[Gain]:
    """Return what the level to aim for gains over the present one and over the one below it."""
    if first.aim is None:
        return []
    below = view.levels[view.levels.index(first.aim) - 1]
    bases = [view.reference, *([] if below.reference else [below])]
    return [gain(view, first.aim, base) for base in bases]


def _leaks(view: View, aim: Level | None) -> Finding | None:
    """Return how much more leaks at a level than today; None where a result does not keep it."""
    known = aim is not None and bool(np.isfinite(view.column(aim, LEAKS)).all())
    return finding(view, aim, LEAKS) if aim is not None and known else None


def _further(view: View, found: Decision, first: FirstStep) -> Gain | None:
    """Return what the best level gains over the one below it, where it is not advised."""
    best = found.best[0].level
    if best is None or first.stops(best) is None:
        return None
    return gain(view, best, view.levels[view.levels.index(best) - 1])


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
            uncounted=[gettext(text) for text in uncounted()],
            chance_told=chance_told,
            weeks=WEEKS,
            justice=JUSTICE,
            first_column=first,
            labels=LABELS,
            per_unit=per_unit,
            size=LETTERS,
            unit_of=unit_of,
        )
    )
    return on_two_sheets(page, first)


def write_brief(comparison: Comparison, path: str | os.PathLike[str], lang: str = SOURCE) -> Path:
    """Write the brief in a language, whole or not at all; return its path.

    Raises:
        InputError: there is one level, and nothing to compare; or no such language.
    """
    with using(lang):
        return files.write_page(path, render_brief(comparison, others_beside(Path(path))))
