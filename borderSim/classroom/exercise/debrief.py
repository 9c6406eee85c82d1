"""The debrief: what was decided and when, what befell the table, where the run stands among many.

Two pages, one a language, and two tables as CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from borderSim.classroom.exercise.costs import Cost, decision_costs
from borderSim.classroom.exercise.format import Inject, handed_to
from borderSim.classroom.exercise.luck import Outcome
from borderSim.classroom.exercise.session import Session, spent
from borderSim.classroom.exercise.settings import Taken
from borderSim.classroom.exercise.telling import in_words
from borderSim.classroom.exercise.timeline import NOTE, TOLD, Moment, kept_back, moments
from borderSim.classroom.exercise.told import Told
from borderSim.classroom.exercise.words import in_language, level_title, speaker
from borderSim.language.catalogue import gettext
from borderSim.language.current import LANGUAGES, SOURCE, using
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.writing.numbers import decimals, fixed, plain
from borderSim.report.writing.texts import environment, outcome_title
from borderSim.studies.analysis.estimates import Estimate
from borderSim.studies.execution import files

MOMENTS = (
    "round", "day", "clock", "kind", "number", "name", "title", "by", "points", "section", "text",
    "cooperation_cost_eur", "services_cost_eur", "hours_for_the_partner",
)  # fmt: skip
STANDING = (
    "outcome", "unit", "played", "median", "low_5", "high_95", "percentile", "runs",
    "change_mean", "change_half_width_95", "change_in_this_run",
    "twin_played", "twin_change_mean", "twin_change_half_width_95",
)  # fmt: skip
STRIP = (10.0, 290.0)
"""Where the strip of an outcome begins and ends, in its own units of length."""


PAGE_OF = {one: f"debrief_{one}.html" for one in LANGUAGES}
"""Name of the page by language."""
PAGES = tuple(PAGE_OF.values())
FILES = ("timeline.csv", "outcomes.csv", "session.yaml")
"""What lies beside the pages."""


def write_debrief(
    session: Session,
    outcomes: Sequence[Outcome],
    folder: Path,
    costs: Sequence[Cost] | None = None,
) -> list[Path]:
    """Write the debrief into a folder of results.

    Args:
        session: what the table did.
        outcomes: where the run stands (:func:`borderSim.classroom.exercise.luck.measured`).
        folder: where to; it is made if missing.
        costs: what each decision cost, where that is known already; None: it is computed.

    Returns:
        Paths: both pages, both tables, the session itself.

    Raises:
        InputError: nothing can be written there.
    """
    files.ensure_writable(folder)
    costs = decision_costs(session) if costs is None else costs
    texts = (timeline_csv(session, costs), outcomes_csv(outcomes), session.yaml())
    pages = [
        files.write_page(folder / PAGE_OF[one], page(session, outcomes, costs, one))
        for one in LANGUAGES
    ]
    beside = [
        files.write_text(folder / name, text) for name, text in zip(FILES, texts, strict=True)
    ]
    return [*pages, *beside]


def page(
    session: Session, outcomes: Sequence[Outcome], costs: Sequence[Cost], language: str
) -> str:
    """Return the debrief as HTML in one language; everything that was typed is escaped."""
    happened = moments(session)
    with using(language):
        return (
            environment("borderSim.classroom")
            .get_template("exercise_debrief.html")
            .render(
                session=session,
                exercise=session.exercise,
                language=language,
                say=speaker(language),
                text=lambda text: in_language(text, language),
                level=level_title,
                moments=happened,
                hands=lambda inject: handed_to(inject, session.exercise.roles),
                fact=lambda fact: in_words(fact, language),
                kept_back=kept_back(session),
                spent=lambda number: spent(session, number),
                line=_line(session, happened),
                standing=[_standing(one) for one in outcomes],
                costs=_told_costs(session, costs),
                runs=len(outcomes[0].others) if outcomes else 0,
                other_pages=[PAGE_OF[one] for one in LANGUAGES if one != language],
                files=FILES,
            )
        )


def _told_costs(session: Session, costs: Sequence[Cost]) -> list[dict[str, Any]]:
    """Return a row a decision and their sum, numbers in the language in force."""

    def row(of: Sequence[Cost], taken: Taken | None = None) -> dict[str, Any]:
        sums = (
            (x.cooperation_eur for x in of),
            (x.services_eur for x in of),
            (x.hours for x in of),
        )
        return {
            "taken": taken,
            "decision": session.exercise.decisions[taken.decision] if taken else None,
            "numbers": [fixed(sum(numbers), 0) for numbers in sums],
        }

    return [*(row([one], one.taken) for one in costs), row(costs)] if costs else []


# --------------------------------------------------------------------------------- drawings
def _line(session: Session, happened: Sequence[Moment]) -> dict[str, Any]:
    """Return the time line: bands of the rounds, marks with a row of their own where they would meet."""
    wide, most = 1000.0, max(1, session.exercise.days)
    rows: list[float] = []
    marks = []
    for moment in happened:
        if moment.kind in (NOTE, TOLD):
            continue
        x = wide * moment.day / most
        row = next((n for n, end in enumerate(rows) if end < x), len(rows))
        rows[row : row + 1] = [x + 30.0]
        marks.append({"x": x, "y": 62.0 + 30.0 * row, "moment": moment})
    bands = [
        {"x": wide * one.start / most, "width": wide * one.days / most, "round": one}
        for one in session.exercise.rounds
    ]
    return {"bands": bands, "marks": marks, "height": 62.0 + 30.0 * max(1, len(rows))}


def _standing(one: Outcome) -> dict[str, Any]:
    """Return what the page shows of an outcome, its numbers written in the language in force."""
    low, high = one.middle
    values = [*one.others, one.played]
    least, most = min(values), max(values)
    span = (most - least) or 1.0

    def at(value: float) -> float:
        begin, end = STRIP
        return round(begin + (end - begin) * (value - least) / span, 1)

    return {
        "title": outcome_title(one.name),
        "unit": gettext(OUTCOMES[one.name].unit),
        "means": gettext(OUTCOMES[one.name].definition),
        "played": plain(one.played),
        "median": plain(one.median),
        "low": plain(low),
        "high": plain(high),
        "percentile": fixed(one.percentile, 0),
        "skill": _difference(one.skill),
        "here": fixed(one.here, 0, signed=True),
        "twin": plain(one.played_twin),
        "level": _difference(one.level),
        "dots": [at(value) for value in one.others],
        "mark": at(one.played),
    }


def _difference(changed: Estimate) -> dict[str, Any]:
    """Return a mean difference with its half width, and whether it can be told from nothing."""
    places = decimals(changed.half, changed.value)
    return {
        "mean": fixed(changed.value, places, signed=True),
        "half": fixed(changed.half, places),
        "told": changed.clear,
    }


# --------------------------------------------------------------------------------- tables
def timeline_csv(session: Session, costs: Sequence[Cost]) -> str:
    """Return everything that happened as CSV, a row each, titles in English, days from 1."""
    by_name = {one.taken.decision: one for one in costs}
    return _csv(MOMENTS, [_row(moment, by_name) for moment in moments(session)])


def _row(moment: Moment, costs: Mapping[str, Cost]) -> list[object]:
    head: list[object] = [moment.round, moment.counted, moment.at, moment.kind]
    none = ["", "", ""]
    if moment.decision is not None and moment.taken is not None:
        one = moment.decision
        by = moment.taken.by or "table"
        cost = costs.get(one.name)
        told = [cost.cooperation_eur, cost.services_eur, cost.hours] if cost else none
        return [*head, "", one.name, one.title.en, by, one.points, one.section, "", *told]
    if moment.told is not None:
        return [*head, *_told(moment.told, moment.inject), *none]
    if moment.inject is not None:
        one = moment.inject
        how = "plan" if moment.by_plan else "hand"
        shock = one.shock
        return [*head, one.number, one.name, shock.title.en, how, "", shock.section, "", *none]
    text = moment.note.text if moment.note else ""
    return [*head, "", "", "", "facilitator", "", "", text, *none]


def _told(mark: Told, card: Inject | None) -> list[object]:
    """Return the cells of what was told, from its number on: a card by its title, a fact of the books as a sentence."""
    if card is not None:
        return [card.number, card.name, card.shock.title.en, mark.by, "", card.shock.section, ""]
    return ["", mark.fact["what"], "", mark.by, "", "", in_words(mark.fact, SOURCE)]


def outcomes_csv(outcomes: Sequence[Outcome]) -> str:
    """Return where the run stands as CSV, a row an outcome, every number in full."""
    rows = [
        [
            one.name,
            OUTCOMES[one.name].unit,
            one.played,
            one.median,
            *one.middle,
            one.percentile,
            len(one.others),
            one.skill.value,
            one.skill.half,
            one.here,
            one.played_twin,
            one.level.value,
            one.level.half,
        ]
        for one in outcomes
    ]
    return _csv(STANDING, rows)


def _csv(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: what was typed is text."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell
