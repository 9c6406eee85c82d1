"""What ``precision=`` writes beside a comparison: how precisely each difference is known, after how many replicates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from borderSim.language.catalogue import gettext
from borderSim.language.forms import localised
from borderSim.measures.frame_units import with_row_units
from borderSim.measures.quantities import yardstick, yearly
from borderSim.report.figures.precision import precision
from borderSim.report.studies.page import Table, study_page
from borderSim.report.writing.numbers import plain
from borderSim.report.writing.texts import outcome_title, word
from borderSim.studies.analysis.precision import Reached, levels_of
from borderSim.studies.execution import files

FILES = ("precision.csv", "precision.html")


def write_precision(reached: Reached, folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Write table and page; return the names of the files."""
    files.write_text(
        folder / FILES[0], with_row_units(reached.table).to_csv(index=False, lineterminator="\n")
    )
    files.write_text(folder / FILES[1], precision_page(reached, manifest))
    return list(FILES)


def precision_page(reached: Reached, manifest: Mapping[str, Any]) -> str:
    """Return the page."""
    rule = reached.rule
    found = {
        "question": word("precision.question"),
        "replicates": reached.replications,
        "read": word("precision.read"),
        "verdict": reached.sentence[0].upper() + reached.sentence[1:],
        "rule": word(
            "precision.rule",
            share=localised(f"{100 * rule.share:g}"),
            part=localised(f"{rule.part:g}"),
            step=rule.step,
            ahead=rule.ahead,
        ),
    }
    scenarios = list(dict.fromkeys(map(str, reached.table["scenario"])))
    pictures = {
        f"precision_{place}": precision(
            part, levels_of(part), word("precision.title", scenario=name)
        )
        for place, name in enumerate(scenarios)
        for part in [reached.table[reached.table["scenario"] == name]]
    }
    facts = [
        (
            gettext("Replicates"),
            str(reached.replications),
            gettext("at most {most}").format(most=rule.most),
        ),
        (gettext("Held against"), gettext(str(manifest["present"])), ""),
    ]
    heads = [
        gettext("scenario"),
        gettext("level"),
        gettext("outcome"),
        gettext("unit"),
        gettext("half-width"),
        gettext("asked"),
        gettext("known"),
        gettext("correlation"),
        gettext("variance, unpaired over paired"),
    ]
    rows = [
        [
            row["scenario"],
            row["level"],
            outcome_title(row["outcome"]),
            yearly(stick.unit, stick.per_year),
            plain(row["half_width"] * stick.factor),
            plain(row["asked"] * stick.factor),
            gettext("yes") if row["known"] else gettext("no"),
            plain(round(row["correlation"], 2)),
            plain(row["variance_reduction"]),
        ]
        for row in reached.last.to_dict("records")
        for stick in [yardstick(row["outcome"])]
    ]
    intro = word("precision.intro")
    return study_page(
        "precision.html",
        found,
        pictures,
        facts,
        [Table(gettext("What was reached"), intro, heads, rows)],
    )
