"""The brief of a diagnosis: two A4 pages on where a country stands, what comes first, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.diagnose.diagnosis import Diagnosis
from borderSim.diagnose.profile import level_names
from borderSim.diagnose.written import SCENARIO
from borderSim.language.catalogue import gettext as _
from borderSim.language.forms import in_years
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.quantities import yearly
from borderSim.report.advice.decision import RANKED
from borderSim.report.advice.gains import chance_told
from borderSim.report.advice.sentences import Finding
from borderSim.report.briefs.level_beside import LevelBeside, level_beside
from borderSim.report.briefs.two_sheets import LETTERS, on_two_sheets
from borderSim.report.comparison.entered import OWN
from borderSim.report.diagnosis.columns import SHOWN, column
from borderSim.report.diagnosis.page import profile_picture
from borderSim.report.diagnosis.remedies import goal_title, numbers_of, title_of
from borderSim.report.diagnosis.rows import Table, part_words, tables
from borderSim.report.diagnosis.words import level_title, service_title, trait_titles
from borderSim.report.road_map.advised import advice
from borderSim.report.road_map.calendar import of_level
from borderSim.report.road_map.steps import COST
from borderSim.report.road_map.turns import NET, turn_of
from borderSim.report.road_map.unit import money_unit
from borderSim.report.writing.left_out import told_first
from borderSim.report.writing.numbers import fixed
from borderSim.report.writing.texts import environment, level_meaning, outcome_title
from borderSim.scenario.names import shipped
from borderSim.studies.analysis.estimates import PROVISIONAL_BELOW
from borderSim.studies.execution import files
from borderSim.version import __version__

PAGE = "brief.html"
COMPARE = f"bordersim compare scenario={SCENARIO} replications={PROVISIONAL_BELOW}"
"""Typed in the folder of a diagnosis, it compares the levels on this very country."""
MOST_REMEDIES, MOST_GAPS = SHOWN, 10
"""Rows that two pages hold; the page of the diagnosis has them all."""
NAMES = 52
"""Width of the column of names of remedies and levels, mm."""
ROW = 16
"""Height of a row of the figure, px of its own scale."""


@dataclass(frozen=True)
class Ranking:
    """The best remedies alone.

    Attributes:
        heads: head and unit of every column but the first. rows: title, and by column what is shown
            with its interval. place: of the first row among all. tried, looked: how many were tried closely, and how many at all.
    """

    heads: list[tuple[str, str]]
    rows: list[tuple[str, list[tuple[str, str]]]]
    place: int
    tried: int
    looked: int


def render(
    found: Diagnosis,
    remedies: Mapping[str, Any] | None = None,
    level: LevelBeside | None = None,
) -> str:
    """Return the brief in the language in force.

    Args:
        found: the diagnosis.
        remedies: what was simulated (:func:`borderSim.report.diagnosis.remedies.read_remedies`); None: nothing.
        level: what a finished comparison beside it advises; None where there is none.
    """
    advised = advice(found, remedies) if remedies else None
    made = {table.name: table for table in tables(found)}
    page = (
        environment()
        .get_template("diagnosis_brief.html")
        .render(
            found=found,
            beside=level,
            compare=COMPARE,
            profile=found.profile,
            joined=found.joined,
            unsure=[part_words(seen) for seen in found.joined.open_answers()],
            picture=profile_picture(found, ROW),
            shown_levels=_levels(found),
            gaps=_first(made.get("gaps"), MOST_GAPS),
            ranking=None if advised else _ranking(remedies),
            advice=advised,
            remedies=remedies,
            invented=found.below in shipped("scenario"),
            entered=_entered(found),
            traits=trait_titles(),
            level_title=level_title,
            level_meaning=level_meaning,
            service_title=service_title,
            outcome_title=outcome_title,
            unit_told=_unit_told,
            left_out=[_(text) for text in told_first()],
            enough=PROVISIONAL_BELOW,
            likely_from=chance_told(RANKED),
            money=money_unit(remedies["rows"]["single"]) if remedies else None,
            levels=of_level(level.months) if level else [],
            first_column=NAMES,
            size=LETTERS,
            version=__version__,
        )
    )
    return on_two_sheets(page, NAMES)


def _levels(found: Diagnosis) -> list[tuple[str, list[str]]]:
    """Return the levels that somebody names or that the answers may imply, each with who says so."""
    own = found.profile
    order = level_names()
    low, high = order.index(own.implied_low), order.index(own.implied_high)
    told = []
    for place, name in enumerate(order):
        marks = [_("implied by the answers")] if name == own.implied else []
        if low <= place <= high and name != own.implied:
            marks.append(_("possible by the answers"))
        named = [service_title(service) for service, level in own.named.items() if level == name]
        marks += [_("named by: {service}").format(service=service) for service in named]
        if marks:
            told.append((name, marks))
    return told


def _entered(found: Diagnosis) -> tuple[int, int] | None:
    """Return how many figures of a country of one's own were entered, and how many assumed; None where not known."""
    account = [str(entry.how) for entry in found.scenario().account or ()]
    own = sum(how in OWN for how in account)
    return (own, len(account) - own) if account else None


def _unit_told(found: Finding) -> str:
    """Return the unit of a finding, a year where it is of a total."""
    return yearly(found.unit, OUTCOMES[found.outcome].kind == "total")


def _first(table: Table | None, most: int) -> Table | None:
    """Return the first rows of a table, None where there are none."""
    if table is None or not table.rows:
        return None
    return Table(table.name, table.title, table.heads, table.rows[:most])


def _ranking(remedies: Mapping[str, Any] | None) -> Ranking | None:
    """Return the best remedies alone, in the columns that a decision needs."""
    rows = [row for row in (remedies or {}).get("rows", {}).get("single", ()) if row["acts"]]
    if not remedies or not rows:
        return None
    goal, best = remedies["road"]["goal"], rows[:MOST_REMEDIES]
    names = list(dict.fromkeys([goal, NET]))
    effects = {name: column(name, [numbers_of(row, name) for row in best]) for name in names}
    money = money_unit(rows)
    over = _("over {years}").format(years=in_years(remedies["road"]["years"]))
    heads = [
        (goal_title(name), over if name == "orgs_dismantled" else own.unit)
        for name, own in effects.items()
    ]
    heads += [
        (goal_title(COST), _("{unit} a year").format(unit=money.unit)),
        (_("chance of being better"), ""),
    ]
    heads += [(_("months to reach"), ""), (_("pays if harm is"), _("of that assumed"))]
    cells = [
        (
            title_of(str(row["remedies"])),
            [
                *((own.cells[place].value, own.cells[place].ends) for own in effects.values()),
                (money.shown(float(row[COST]), signed=True), ""),
                (chance_told(row[f"{goal}_better"]), ""),
                (fixed(row["months"], 0), ""),
                (turn_of(row).cell, ""),
            ],
        )
        for place, row in enumerate(best)
    ]
    every = remedies["rows"]
    return Ranking(heads, cells, 1, len(every["single"]), len(every.get("first", every["single"])))


def write(found: Diagnosis, folder: Path, remedies: Mapping[str, Any] | None = None) -> Path:
    """Write the brief into the folder of a diagnosis, whole or not at all; return its path."""
    return files.write_page(folder / PAGE, render(found, remedies, level_beside(folder)))
