"""``datapackage.json``: every file of a result with its columns, their units and what stands in them.

It follows the Data Package standard (https://datapackage.org), which programs of statistics read. A field has,
beside the standard's ``name``, ``type`` and ``description``, a ``unit`` and, where it is a count or
a sum, ``per``:
what it is counted over (:data:`borderSim.measures.columns.Per`). The file depends on nothing but
the tables and the manifest, so that equal results have equal bytes; it can be made anew from them
at any time.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from borderSim.measures.columns import Column, Type, described
from borderSim.measures.dictionary import dictionary_of
from borderSim.measures.outcomes import RATIO, SHARE
from borderSim.studies.design.factors import SWITCH, TRAITS, field_of
from borderSim.studies.design.level_draws import COST
from borderSim.studies.execution import files, manifest

FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
MEDIA = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".md": "text/markdown",
    ".html": "text/html",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NAMED_BY_FILE = {
    "partnership": "partnership level in force in the horizon",
    "present": "partnership level of the burn-in and reference",
    "legal_model": "legal model in force",
    "instruments": "instruments added to the level",
    "shocks": "shocks that may strike",
    "levels": "partnership levels that were run",
    "networks": "file of networks that was read",
    "schedule": "changes on days of the horizon",
}
"""Settings that name files or lists, which the schema has no field for."""
SEPARATORS = ",;\t"
LOCALES = {"fr": (";", ",")}
"""Separator and decimal mark of the CSV files for people's spreadsheets, by locale."""


@dataclass(frozen=True)
class About:
    """What a file of a result holds, for people."""

    title: str
    text: str


HORIZON = "Totals are of all years that are measured (the manifest names them), not a year."
TABLES: dict[str, About] = {
    "summary.csv": About(
        "Levels against the present level",
        "A row per outcome of a level (of a sweep: at a point). The column per says what the numbers are counted over: "
        "totals are a year.",
    ),
    "runs.parquet": About("Runs", f"A row per run: what was set, and every outcome. {HORIZON}"),
    "monthly.parquet": About(
        "Months", "A row per run and 30 days of the horizon; the last may be shorter."
    ),
    "yearly.parquet": About(
        "Years",
        "A row per run and year of the whole horizon: outcomes that can be told of a year by itself; the last year may be shorter.",
    ),
    "daily.parquet": About(
        "Days", "A row per day of the horizon; in a comparison of the first replicate only."
    ),
    "events.parquet": About(
        "Events", "What happened to single loads, cases and members, each with the id of its cause."
    ),
    "networks.parquet": About(
        "Members", "A row per place of a member in an organisation, at the start and at the end."
    ),
    "links.parquet": About(
        "Ties", "A row per tie between two places of members, at the start and at the end."
    ),
    "plane.parquet": About(
        "Plane of two dials",
        "A row per run at a place on the two dials. Totals are of the years that are measured of its own horizon, of six years at most.",
    ),
    "futures.parquet": About(
        "Futures",
        "A row per run of a future: what was drawn, and every outcome; all levels of a future meet the same chances. "
        "Totals are of all years that are measured, not a year.",
    ),
    "precision.csv": About(
        "Precision",
        "How far each difference is known at each number of replicates; totals are a year.",
    ),
    "sensitivity.csv": About(
        "Sensitivity", "A row per outcome or difference, index and factor; totals are a year."
    ),
    "sensitivity.parquet": About("Sensitivity, as Parquet", "The same rows as sensitivity.csv."),
    "failures.parquet": About("Failures", "A row per unit of work that failed."),
}
"""Every table that a result can have, in the order in which the package names them."""

OTHERS: dict[str, About] = {
    "summary.xlsx": About(
        "Summary, as a workbook",
        "The rows of summary.csv and of the other CSV files, a sheet each.",
    ),
    "findings.json": About("Findings, for programs", "What the analysis of the experiment found."),
    "findings.md": About(
        "Findings, for people", "What the analysis of the experiment found, as a page."
    ),
    manifest.FILE: About("Manifest", "What was computed, with what settings, seeds and versions."),
}


def write(folder: Path) -> Path:
    """Describe the files of a result that has its tables and its manifest.

    Return the path of the package.
    """
    return files.write_json(folder / FILE, package(folder))


def package(folder: Path) -> dict[str, Any]:
    """Return the description of the files that lie in the folder of a result."""
    about = manifest.read(folder)
    command = str(about.get("choices", {}).get("command", "result"))
    told = {
        path.name: _table(path, text, about, Path(name).stem)
        for name, text in TABLES.items()
        for path in _written(folder / name)
    }
    told |= {
        name: _file(name, text)
        for name, text in OTHERS.items()
        if name == manifest.FILE or (folder / name).is_file()
    }
    return {
        "$schema": PROFILE,
        "name": f"bordersim-{command}-{str(about['config_hash'])[:8]}",
        "title": _title(about, command),
        "description": "Written by borderSim. unit: unit of a field; per: what a number is counted over "
        "(year: of a year, or a total divided by the years that are measured; window: of these years or at their end, not divided; "
        "horizon: of the whole horizon; "
        "month: 30 days; day).",
        "keywords": ["customs", "police", "cooperation", "agent-based model"],
        "resources": list(told.values()),
    }


def _written(path: Path) -> list[Path]:
    """Return the table where it is there, and what was written of it for the spreadsheets of a locale."""
    if not path.is_file():
        return []
    return [path, *(own for locale in LOCALES if (own := in_locale(path, locale)).is_file())]


def in_locale(path: Path, locale: str) -> Path:
    """Return where a table stands for the spreadsheets of a locale."""
    return path.with_stem(f"{path.stem}_{locale}")


def _title(about: Mapping[str, Any], command: str) -> str:
    choices = about.get("choices", {})
    what = choices.get("experiment") or ", ".join(
        map(str, about.get("scenarios") or choices.get("scenarios") or ())
    )
    return f"bordersim {command}: {what}"


def _file(name: str, about: About) -> dict[str, Any]:
    """Return what every entry has, a table's or not."""
    suffix = Path(name).suffix
    return {
        "$schema": RESOURCE_PROFILE,
        "name": name.replace(".", "-"),
        "path": name,
        "title": about.title,
        "description": about.text,
        "format": suffix.removeprefix("."),
        "mediatype": MEDIA[suffix],
    }


def _table(path: Path, about: About, told: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return the entry of a table with all of its columns."""
    entry = _file(path.name, about) | {"type": "table"}
    if path.suffix == ".parquet":
        schema = files.schema_of(path)
        fields = [_field(field.name, kind, told, _type_of(field.type)) for field in schema]
        return entry | {"schema": {"fields": fields}}
    heads, separator = _header(path)
    fields = [_field(name, kind, told, None) for name in heads]
    if separator == ";":  # a table for spreadsheets that write decimal commas
        fields = [
            field | ({"decimalChar": ","} if field["type"] == "number" else {}) for field in fields
        ]
    return entry | {
        "encoding": "utf-8",
        "dialect": {"delimiter": separator},
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _header(path: Path) -> tuple[list[str], str]:
    """Return the heads of the columns of a CSV file, and what separates them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        line = file.readline()
    separator = max(SEPARATORS, key=line.count)
    return next(csv.reader([line.rstrip("\r\n")], delimiter=separator)), separator


def _type_of(kind: pa.DataType) -> Type:
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        return "integer"
    return "string" if pa.types.is_string(kind) or pa.types.is_large_string(kind) else "number"


def _field(name: str, kind: str, told: Mapping[str, Any], stored: Type | None) -> dict[str, str]:
    """Return one column: as its dictionary says, or as the scenario does where it was varied."""
    a_year = kind in ("summary", "precision", "sensitivity")
    found = described(name, kind, a_year=a_year, dictionary=dictionary_of(told)) or _setting(
        name, told, stored or "string"
    )
    field = {
        "name": name,
        "type": stored or found.type,
        "unit": found.unit,
        "description": found.meaning,
    }
    return field | ({"per": found.per} if found.per else {})


# --------------------------------------------------------------------------- what was varied
def _setting(key: str, told: Mapping[str, Any], stored: Type) -> Column:
    """Return what a column holds that names what was set for the run."""
    if switch := SWITCH.fullmatch(key):
        return Column(
            "", f"whether the {switch[1].removesuffix('s')} {switch[2]} is in force", stored
        )
    way = dict(_ways(told)).get(key, "set")
    declared = field_of(key)
    level, _, trait = key.partition(".")
    if trait == COST:
        return Column(RATIO, f"of the level {level}: factor on its set-up and running cost", stored)
    if declared is None and (of_level := field_of(f"{TRAITS}{trait}")) is not None:
        return Column(_unit(of_level[0].unit), f"of the level {level}: {of_level[0].doc}", stored)
    if declared is None:
        return Column("", NAMED_BY_FILE.get(key, f"what was set as {key}"), stored)
    unit, doc = _unit(declared[0].unit), declared[0].doc
    if way == "multiply":
        return Column(RATIO, f"factor on the values of all entries: {doc}", stored)
    if way == "move":
        return Column(
            SHARE,
            f"share of the way from each entry's own value to an end of its range, -1 the low end, 1 the high end: {doc}",
            stored,
        )
    return Column(unit, f"added to each entry's own value: {doc}" if way == "add" else doc, stored)


def _ways(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the numbers of each factor do to the value that is there."""
    design = told.get("choices", {}).get("design", {})
    for factor in design.get("factors", ()) if isinstance(design, Mapping) else ():
        yield str(factor["key"]), str(factor.get("way", "set"))


def _unit(unit: str) -> str:
    return "" if unit == "-" else re.sub(r"\s+", " ", unit)
