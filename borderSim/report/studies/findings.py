"""The page of what a study found: one self-contained HTML file beside ``findings.md`` that makes no request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from borderSim.language.catalogue import N_, gettext
from borderSim.language.forms import in_years, localised
from borderSim.report.figures.instruments import instruments
from borderSim.report.figures.levels_by import levels_by_arm, levels_by_law
from borderSim.report.figures.mechanisms import mechanisms
from borderSim.report.figures.structure import structure
from borderSim.report.figures.surface import surface
from borderSim.report.studies.page import Table, study_page
from borderSim.report.writing.texts import outcome_title
from borderSim.studies.analysis.contrasts import shown as written
from borderSim.studies.analysis.findings import arms
from borderSim.studies.analysis.findings.instruments_text import head
from borderSim.studies.analysis.findings.levels_by_law import NOT_TOLD, answer, contrast_rows
from borderSim.studies.analysis.findings.mechanisms import answer as carried
from borderSim.studies.analysis.findings.mechanisms import titles
from borderSim.studies.analysis.findings.structure import value_rows
from borderSim.studies.analysis.findings.surface import kind_of
from borderSim.studies.execution import files

LAW_HEADS = (
    N_("outcome"),
    N_("level"),
    N_("laws"),
    N_("difference of differences"),
    N_("so it"),
)


def instruments_page(found: Mapping[str, Any]) -> str:
    """Return the page of a finding of the analysis ``instruments``."""
    facts = [
        (gettext("Country"), str(found["scenario"]), ""),
        (gettext("Level on which they are tried"), str(found["base"]), ""),
        (
            gettext("Replicates a level"),
            str(found["replicates"]),
            gettext("the same chances for all levels"),
        ),
        *_window(found),
    ]
    return study_page(
        "instruments.html",
        found,
        {"instruments": instruments(found)},
        facts,
        [_pairs(found), _built(found)],
    )


def surface_page(found: Mapping[str, Any]) -> str:
    """Return the page of a finding of the analysis ``surface``."""
    heads = [
        gettext("outcome"),
        gettext("place"),
        gettext("both beyond the sum of each"),
        gettext("so they are"),
    ]
    own = {row["outcome"]: row for row in found["surfaces"]}
    rows = [
        [
            outcome_title(row["outcome"]),
            localised(f"{row['x']:g}") + ", " + localised(f"{row['y']:g}"),
            f"{written(row, factor=own[row['outcome']]['factor'])} {gettext(own[row['outcome']]['unit'])}",
            kind_of(dict(row), own[row["outcome"]]["better"]),
        ]
        for row in found["interactions"]
    ]
    table = Table(
        gettext("Do the dials help each other?"),
        gettext(
            "What both dials give together beyond the sum of each alone, with its 95 % interval."
        ),
        heads,
        rows,
    )
    return study_page("surface.html", found, {"surface": surface(found)}, _facts(found), [table])


def levels_by_law_page(found: Mapping[str, Any]) -> str:
    """Return the page of a finding of the analysis ``levels_by_law``."""
    heads, rows = (
        [gettext(head) for head in LAW_HEADS],
        contrast_rows(found),
    )
    told = gettext(
        "What a level gives under the first law less what it gives under the other, paired over the same replicates, with its 95 % interval."
    )
    intro = f"{answer(found)} {told}"
    tables = [
        Table(
            gettext("Does the law change what a level gives?"),
            intro,
            heads,
            [row for row in rows if row[-1] != NOT_TOLD],
        ),
        Table(
            gettext("Differences between laws that cannot be told"),
            gettext("Their interval holds zero."),
            heads,
            [row for row in rows if row[-1] == NOT_TOLD],
            folded=True,
        ),
    ]
    return study_page(
        "levels_by_law.html", found, {"levels_by_law": levels_by_law(found)}, _facts(found), tables
    )


def arms_page(found: Mapping[str, Any]) -> str:
    """Return the page of a finding of the analysis ``arms``."""
    first = found["arms"][0]
    told = gettext(
        "In brackets how often a level stays best when the replicates are drawn anew; below some 95 % it is not decided."
    )
    tables = [
        Table(
            gettext("Who is best where"),
            f"{arms.answer(found)} {told}",
            [gettext("outcome"), *found["arms"]],
            arms.best_rows(found),
        ),
        Table(
            gettext("What an arm changes under each level"),
            gettext(
                "Difference to {arm} under the same level, paired over the same replicates, with its 95 % interval."
            ).format(arm=first),
            [gettext("outcome"), gettext("arm"), *found["levels"]],
            arms.change_rows(found),
        ),
    ]
    return study_page("arms.html", found, {"arms": levels_by_arm(found)}, _facts(found), tables)


def structure_page(found: Mapping[str, Any]) -> str:
    """Return the page of a finding of the analysis ``structure``."""
    heads, rows = value_rows(found)
    table = Table(
        gettext("Where it hangs"),
        gettext(
            "Share of structures in which the level that is best most often is best, by what they have in common."
        ),
        heads,
        rows,
    )
    return study_page(
        "structure.html", found, {"structure": structure(found)}, _facts(found), [table]
    )


def mechanisms_page(found: Mapping[str, Any]) -> str:
    """Return the page of a finding of the analysis ``mechanisms``."""
    pictures = {
        f"step{place}": mechanisms(found, step) for place, step in enumerate(found["steps"])
    }
    names = titles(found)
    answers = [
        [carried(step, stick, names) for stick in found["yardsticks"] if stick["headline"]]
        for step in found["steps"]
    ]
    return study_page("mechanisms.html", {**found, "answers": answers}, pictures, _facts(found), [])


def _facts(found: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    facts = [
        (gettext("Country"), str(found["scenario"]), ""),
        (
            gettext("Replicates a point"),
            str(found["replicates"]),
            gettext("the same chances for all points"),
        ),
    ]
    return [*facts, *_window(found)]


def _window(found: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Tell which years a finding measured; one of an older program knows only how many."""
    if "measured" in found:
        return [(gettext("Measured"), str(found["measured"]), "")]
    return [(gettext("Measured"), in_years(found["years"]), "")] if "years" in found else []


PAGES: dict[str, tuple[Callable[[Mapping[str, Any]], str], str]] = {
    "instruments": (instruments_page, "instruments"),
    "surface": (surface_page, "surfaces"),
    "levels_by_law": (levels_by_law_page, "effects"),
    "structure": (structure_page, "ranks"),
    "mechanisms": (mechanisms_page, "steps"),
    "arms": (arms_page, "effects"),
}
"""Analyses that have a page, by name, each with the key without which there is nothing to show."""


def write_page(analysis: str, found: Mapping[str, Any], folder: Path) -> list[str]:
    """Write the page of an analysis that has one and found something.

    Return the names of the files.
    """
    if analysis not in PAGES or PAGES[analysis][1] not in found:
        return []
    files.write_text(folder / "findings.html", PAGES[analysis][0](found))
    return ["findings.html"]


def _pairs(found: Mapping[str, Any]) -> Table:
    sticks = found["yardsticks"]
    rows = [
        [
            " + ".join(pair["instruments"]),
            *(written(pair["synergy"][stick["name"]], factor=stick["factor"]) for stick in sticks),
        ]
        for pair in found["pairs"]
    ]
    return Table(
        gettext("Pairs"),
        gettext("What a pair gives beyond the sum of its two, with its 95 % interval."),
        [gettext("pair"), *map(head, sticks)],
        rows,
    )


def _built(found: Mapping[str, Any]) -> Table:
    built = found["built"]
    levels = list(built[0]["to"]) if built else []
    rows = [
        [
            f"{row['name']}: {', '.join(row['instruments'])}"
            if row["instruments"] and row["name"] != "all"
            else row["name"],
            *(
                "–" if (d := row["to"][level]["distance"]) is None else localised(f"{d:.1f}")
                for level in levels
            ),
            row["nearest"] or "–",
        ]
        for row in built
    ]
    intro = gettext(
        "Distance of a country built up from instruments to each shipped level: root mean square over the headline outcomes of "
        "the difference in multiples of the smallest one that matters, its noise taken off."
    )
    return Table(
        gettext("How near a country built up from instruments comes"),
        intro,
        [gettext("built from"), *levels, gettext("nearest")],
        rows,
    )
