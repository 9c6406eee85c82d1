"""What ``bordersim sensitivity`` writes beside a sweep: table, CSV, page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.language.catalogue import gettext
from borderSim.measures.frame_units import with_row_units
from borderSim.measures.outcomes import SHARE
from borderSim.measures.quantities import yardstick
from borderSim.report.figures.frame import Picture
from borderSim.report.figures.sensitivity import NAMES, SHOWN, sensitivity
from borderSim.report.studies.page import Table, study_page
from borderSim.report.writing.texts import outcome_title, word
from borderSim.studies.analysis.findings.sensitivity import named, strongest
from borderSim.studies.analysis.findings.text import percent
from borderSim.studies.analysis.sensitivity import Sensitivity
from borderSim.studies.analysis.sensitivity.targets import DIFFERENCE
from borderSim.studies.execution import files

EFFECTS = ("mu", "mu_star", "sigma")
"""Indices in the unit of the outcome; the others are pure numbers."""
FILES = ("sensitivity.parquet", "sensitivity.csv", "sensitivity.html")


def write_sensitivity(found: Sensitivity, folder: Path, about: Mapping[str, Any]) -> list[str]:
    """Write the indices of a sweep into its folder; return the names of the files.

    Args:
        found: the indices.
        folder: of the sweep.
        about: ``question`` and ``read`` of its experiment.
    """
    table = with_units(found)
    files.write_table(folder / FILES[0], files.to_table(table))
    files.write_text(folder / FILES[1], table.to_csv(index=False, lineterminator="\n"))
    files.write_text(folder / FILES[2], sensitivity_page(found, about))
    return list(FILES)


def with_units(found: Sensitivity) -> pd.DataFrame:
    """Return the table with ``unit`` and ``per``: effects are in the outcome's unit, shares of the variance and PAWN in none."""
    table = with_row_units(found.table)
    pure = ~table["index"].isin(EFFECTS)
    table.loc[pure, "unit"], table.loc[pure, "per"] = SHARE, ""
    return table


def sensitivity_page(found: Sensitivity, about: Mapping[str, Any]) -> str:
    """Return the page: a figure per level and per difference, and a table of all targets."""
    texts = {
        "question": about.get("question", ""),
        "read": about.get("read", ""),
        "replicates": found.replicates,
        "notes": found.notes,
        "shown_factors": SHOWN,
        "floor_of": NAMES[found.main],
        "told": word(f"sensitivity.told.{found.main}"),
        "method_title": word(f"sensitivity.method.{found.method}"),
        "method_text": word(f"sensitivity.text.{found.method}"),
    }
    facts = [
        (gettext("Factors"), str(found.factors), ""),
        (gettext("Points"), str(found.points), ""),
        (gettext("Replicates a point"), str(found.replicates), ""),
    ]
    return study_page("sensitivity.html", texts, pictures(found), facts, [_targets(found)])


def pictures(found: Sensitivity) -> dict[str, Picture]:
    """Return a figure per scenario, arm and level, the differences first: they are what a choice between levels turns on."""
    parts = dict(
        iter(found.table.groupby(["kind", "scenario", "arm", "level", "against"], sort=False))
    )
    drawn = {}
    for place, (key, part) in enumerate(
        sorted(parts.items(), key=lambda item: item[0][0] != DIFFERENCE)
    ):
        kind, scenario, arm, level, against = map(str, key)
        where = scenario if arm == "as_is" else f"{scenario}, {arm}"
        drawn[f"{kind}_{place}"] = sensitivity(
            found, word(f"sensitivity.{kind}", scenario=where, level=level, against=against), part
        )
    return drawn


def _targets(found: Sensitivity) -> Table:
    rows = []
    for target in strongest(found):
        stick = yardstick(target["outcome"])
        scale = stick.factor if found.main == "mu_star" else 1.0
        what = (
            f"{target['level']} − {target['against']}"
            if target["kind"] == DIFFERENCE
            else target["level"]
        )
        rows.append(
            [
                target["scenario"],
                outcome_title(target["outcome"]),
                what,
                gettext("{count} of {total}").format(
                    count=target["above_floor"], total=found.factors
                ),
                percent(math.nan if target["noise_share"] is None else target["noise_share"]),
                named(target, 5, scale).replace("`", ""),
            ]
        )
    heads = [
        gettext("scenario"),
        gettext("outcome"),
        gettext("of"),
        gettext("factors told from chance"),
        gettext("variance by chance"),
        gettext("strongest"),
    ]
    return Table(
        gettext("All targets"),
        " ".join(
            [
                gettext(
                    "Every outcome and every difference; all indices of all factors stand in sensitivity.csv."
                ),
                word("sensitivity.heads"),
            ]
        ),
        heads,
        rows,
    )
