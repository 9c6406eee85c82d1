"""Does the law change what a level gives? Differences to the present level under each law, and between laws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.measures.outcomes import HEADLINE
from borderSim.measures.quantities import yardstick
from borderSim.studies.analysis.contrasts import (
    cells_of,
    contrast,
    difference,
    matters,
    shown,
    stored,
)
from borderSim.studies.analysis.findings.text import (
    Finding,
    TooLittleError,
    provisional,
    rounded,
    still_open,
    table,
    with_unit,
)
from borderSim.studies.analysis.tables import Frame

FACTOR = "legal_model"
NOT_TOLD = "not told"


def find(runs: Frame, present: str, measured_years: float) -> Finding:
    """Return the difference of each level by law, and its differences between the first law and the others.

    Args:
        runs: a row per run.
        present: the level that the others are held against.
        measured_years: years that are measured; totals are told a year.

    Raises:
        TooLittleError: fewer than two laws or levels.
    """
    if FACTOR not in runs or runs[FACTOR].nunique() < 2 or runs["level"].nunique() < 2:
        raise TooLittleError(
            "levels by law need at least two laws, as the factor legal_model, and two levels"
        )
    runs = runs[runs["scenario"] == runs["scenario"].iloc[0]]
    laws, levels = ([str(value) for value in dict.fromkeys(runs[key])] for key in (FACTOR, "level"))
    cells = cells_of(runs[runs["arm"] == runs["arm"].iloc[0]], (FACTOR, "level"))
    others = [level for level in levels if level != present]
    effects, contrasts = [], []
    for name in HEADLINE:
        stick = yardstick(name)
        labels = {"outcome": name, **stick.as_dict()}
        for level in others:
            effects += [
                {
                    **labels,
                    "law": law,
                    "level": level,
                    **difference(
                        cells, stick, (law, level), (law, present), measured_years
                    ).as_dict(),
                }
                for law in laws
            ]
            for law in laws[1:]:
                weights = {
                    (laws[0], level): 1.0,
                    (laws[0], present): -1.0,
                    (law, level): -1.0,
                    (law, present): 1.0,
                }
                contrasts.append(
                    {
                        **labels,
                        "level": level,
                        "law": laws[0],
                        "against": law,
                        **contrast(cells, stick, weights, measured_years).as_dict(),
                        "least": matters(cells, stick, (laws[0], present), measured_years),
                    }
                )
    numbers: dict[str, Any] = rounded(
        {
            "scenario": str(runs["scenario"].iloc[0]),
            "years": measured_years,
            "replicates": int(runs["replicate"].nunique()),
            "present": present,
            "laws": laws,
            "levels": levels,
            "effects": effects,
            "contrasts": contrasts,
        }
    )
    return Finding(numbers, lines(numbers))


def contrast_rows(numbers: Mapping[str, Any]) -> list[list[str]]:
    """Return the differences between laws as rows of texts."""
    return [
        [
            row["label"],
            row["level"],
            f"{row['law']} − {row['against']}",
            shown(row, factor=row["factor"]),
            _verdict(row),
        ]
        for row in numbers["contrasts"]
    ]


def answer(numbers: Mapping[str, Any]) -> str:
    """Return in a sentence how many differences between laws can be told, and which way they go."""
    first = numbers["laws"][0]
    verdicts = [_verdict(row) for row in numbers["contrasts"] if not stored(row).same]
    told = [verdict for verdict in verdicts if verdict != NOT_TOLD]
    more = sum(verdict == _more(first) for verdict in told)
    less = sum(verdict != _more(first) and verdict.startswith(_more("")) for verdict in told)
    return (
        f"Of {len(verdicts)} differences between '{first}' and another law {len(told)} exclude zero (one in twenty would by chance alone): "
        f"in {more} the level gives more under '{first}', in {less} more under the other law."
    )


def _more(law: str) -> str:
    return f"gives more under {law}"


def _verdict(row: Mapping[str, Any]) -> str:
    found = stored(row)
    if not found.clear:
        return NOT_TOLD
    if not row["better"]:
        return "differs"
    return _more(row["law"] if (found.value > 0) == (row["better"] > 0) else row["against"])


def lines(numbers: Mapping[str, Any]) -> list[str]:
    """Return a finding as Markdown."""
    laws = numbers["laws"]
    out = [
        f"Differences to {numbers['present']} under the same law, {numbers['replicates']} replicates on the same chances. "
        f"{provisional(numbers['replicates'])}".strip(),
        "",
    ]
    body = []
    for outcome in dict.fromkeys(row["outcome"] for row in numbers["effects"]):
        for level in [level for level in numbers["levels"] if level != numbers["present"]]:
            own = [
                row
                for row in numbers["effects"]
                if row["outcome"] == outcome and row["level"] == level
            ]
            body.append(
                [
                    with_unit(own[0]),
                    level,
                    *(shown(row, factor=row["factor"]) for row in own),
                ]
            )
    out += table(["outcome", "level", *laws], body)
    out += [answer(numbers), "", *still_open(numbers["contrasts"])]
    told = [row for row in contrast_rows(numbers) if row[-1] != NOT_TOLD]
    if not told:
        return out
    out += [f"What a level gives under `{laws[0]}` less what it gives under another law:", ""]
    return out + table(["outcome", "level", "laws", "difference of differences", "so it"], told)
