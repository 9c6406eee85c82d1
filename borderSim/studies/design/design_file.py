"""The key ``design`` of an experiment file: its kind, size, factors, rows and constraints, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.number_slips import number_meant
from borderSim.scenario.catalogue import parameters
from borderSim.scenario.names import default_choices
from borderSim.studies.design import samplers
from borderSim.studies.design.constraints import Constraint, read_constraint
from borderSim.studies.design.csv_design import Points, read_csv
from borderSim.studies.design.factors import (
    ALL,
    LEVELS,
    LEVERS,
    PARTNERSHIP,
    SWITCH,
    TRAITS,
    Factor,
    read_factors,
    set_beside,
)
from borderSim.studies.design.level_sets import read_levels
from borderSim.studies.design.plain_checks import known, names, one_of

KEYS = (
    "kind",
    "points",
    "base",
    "second_order",
    "trajectories",
    "places",
    "factors",
    "rows",
    "file",
    "without",
    "constraints",
)
SIZES = {
    "points": "lhs",
    "base": "sobol",
    "second_order": "sobol",
    "trajectories": "morris",
    "places": "morris",
    "rows": "list",
    "file": "csv",
}
"""Keys that belong to one kind."""
NOT_FACTORS = (
    "years",
    "measure_from_year",
    "name",
    "title",
    "description",
    "events",
    "present",
    "schedule",
    "instruments",
    "shocks",
)


def read_design(given: object, found: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return what a design adds to an experiment.

    Args:
        given: the value of the key ``design``.
        found: what has been read of the experiment already.
        place: the file.

    Raises:
        InputError: anything wrong with it, in one sentence.
    """
    if given is None and ("arms" in found or found.get("steps")):
        return {}
    if not isinstance(given, Mapping) or not given:
        raise InputError(
            f"{place}: design must be a mapping with kind ({', '.join(samplers.KINDS)}) and factors"
        )
    known(given, KEYS, f"{place}: design", "design.")
    kind = one_of(given.get("kind"), samplers.KINDS, f"{place}: design.kind")
    for key, owner in SIZES.items():
        if key in given and kind != owner:
            hint = "; a grid has a point for every combination" if kind == "grid" else ""
            raise InputError(f"{place}: design.{key} belongs to kind {owner}{hint}")
    constraints = _constraints(given.get("constraints"), kind, place)
    read = (
        _table(given, kind, found, place)
        if kind in ("list", "csv")
        else _varied(given, kind, found, place)
    )
    return {
        "kind": kind,
        "constraints": constraints,
        **read,
        **_levels(read["factors"], kind, found, place),
    }


def _constraints(given: object, kind: str, place: str) -> tuple[Constraint, ...]:
    if given is None:
        return ()
    if kind in samplers.BALANCED:
        raise InputError(
            f"{place}: design.constraints: a design of kind {kind} can't drop points, its indices need every one of them; "
            "use lhs, whose checks on given data do without"
        )
    if not isinstance(given, list) or not given:
        raise InputError(
            f"{place}: design.constraints must be a list of comparisons such as customs.analysts <= police.investigators"
        )
    return tuple(read_constraint(text, f"{place}: design.constraints") for text in given)


def _table(
    given: Mapping[str, Any], kind: str, found: Mapping[str, Any], place: str
) -> dict[str, Any]:
    if "factors" in given or "without" in given:
        raise InputError(
            f"{place}: design.factors: a design of kind {kind} takes its factors from its {'rows' if kind == 'list' else 'file'}"
        )
    points = Points((), ())
    if kind == "csv":
        points = _points(given.get("file"), place)
        rows: list[dict[str, Any]] = [dict(row) for row in points.rows]
        called = points.called or str(given["file"])
        _once(rows, points.lines, called)
        values = {key: list(dict.fromkeys(row[key] for row in rows)) for key in rows[0]}
        factors = read_factors(values, called, word="column ")
    else:
        rows = samplers.listed(given.get("rows"), place)
        values = {key: list(dict.fromkeys(row[key] for row in rows)) for key in rows[0]}
        factors = read_factors(values, place)
    if LEVELS in values:
        raise InputError(
            f"{place}: design: 'levels' is no factor of a design of kind {kind} (did you mean '{PARTNERSHIP}'?): levels: beside design: lists the levels that are run at every point"
        )
    return {
        "rows": tuple(rows),
        "factors": _checked(factors, found, place),
        "file": table_file(found["name"]) if points.called else str(given.get("file", "")),
        "row_lines": points.lines,
        "row_labels": points.labels,
        "row_table": points.called,
    }


def _points(file: object, place: str) -> Points:
    """Return the points of a file, or those that Python handed over as a table."""
    return file if isinstance(file, Points) else read_csv(file, place, samplers.MOST_POINTS)


def table_file(experiment: str) -> str:
    """Return the name of the file as which a table that Python handed over is kept."""
    return f"{experiment}.csv"


def _once(rows: Sequence[Mapping[str, Any]], lines: Sequence[int | str], file: str) -> None:
    """Refuse a point that stands in a file twice: it would be the same run in two rows of the results."""
    seen: dict[tuple[Any, ...], int | str] = {}
    for number, row in zip(lines, rows, strict=True):
        point = tuple((key, type(value) is bool, value) for key, value in sorted(row.items()))
        if (first := seen.setdefault(point, number)) != number:
            raise InputError(
                f"{file}: rows {first} and {number} are the same point: it would be the same run twice"
            )


def _varied(
    given: Mapping[str, Any], kind: str, found: Mapping[str, Any], place: str
) -> dict[str, Any]:
    listed = given.get("factors")
    if not isinstance(listed, Mapping) or not listed:
        raise InputError(
            f"{place}: design.factors must be a mapping of keys to values, prior or a range"
        )
    without = names(given.get("without", []), f"{place}: design.without", empty=True)
    if without and ALL not in listed:
        raise InputError(
            f"{place}: design.without leaves keys out of {ALL}, which is not among the factors"
        )
    for left in without:
        if not any(
            f"{row.key}.".startswith(f"{left}.")
            or f"{re.sub(r'<[^>]+>', '*', row.key)}.".startswith(f"{left}.")
            for row in parameters()
        ):
            raise InputError(
                f"{place}: design.without: {left} is no key of an assumption{nearest(left, [row.key for row in parameters()])}"
            )
    draws = LEVELS in listed
    if draws and (kind not in samplers.DRAWN or listed[LEVELS] != "prior"):
        raise InputError(
            f"{place}: design.factors.levels must be prior, in a design of kind {', '.join(samplers.DRAWN)}"
        )
    factors = _checked(read_factors(listed, place, without), found, place)
    read = {"factors": factors, "draws_levels": draws}
    stepped = next((factor.key for factor in factors if factor.steps), "")
    if stepped and kind != "grid":
        raise InputError(
            f"{place}: design.factors.{stepped}.steps: belongs to kind grid; a design of kind {kind} draws from the whole range"
        )
    if kind == "grid":
        samplers.grid(factors, place)
    elif kind == "lhs":
        read["points"] = _whole(given, "points", 1, samplers.MOST_POINTS, place)
    elif kind == "sobol":
        second = given.get("second_order", False)
        if not isinstance(second, bool):
            raise InputError(f"{place}: design.second_order must be true or false")
        read |= {
            "base": check_base(
                _whole(given, "base", 2, samplers.MOST_POINTS, place), f"{place}: design.base"
            ),
            "second_order": second,
        }
    elif kind == "morris":
        read["trajectories"] = _whole(given, "trajectories", 2, samplers.MOST_POINTS, place)
        read["places"] = _whole(
            {"places": given.get("places", samplers.MORRIS_PLACES)}, "places", 2, 100, place
        )
        if read["places"] % 2:
            raise InputError(f"{place}: design.places must be an even number")
    return read


def check_base(base: int, where: str) -> int:
    """Return the size of a Sobol sequence, which is balanced only at a power of two."""
    if base & (base - 1):
        raise InputError(
            f"{where} is {base}, must be a power of two such as {1 << (base.bit_length() - 1)} or {1 << base.bit_length()}"
        )
    return base


def _whole(given: Mapping[str, Any], key: str, least: int, most: int, place: str) -> int:
    value = given.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InputError(
            f"{place}: design.{key} must be a whole number from {least} to {most}, not {value!r}{number_meant(value)}"
        )
    return value


def _checked(factors: Sequence[Factor], found: Mapping[str, Any], place: str) -> tuple[Factor, ...]:
    for factor in factors:
        if factor.key in NOT_FACTORS:
            raise InputError(f"{place}: design.factors.{factor.key}: can't be a factor")
        if factor.key.startswith(TRAITS) and len(found.get("levels", "all")) != 1:
            raise InputError(
                f"{place}: design.factors.{factor.key}: needs a single level under levels; 'levels: prior' draws those of several"
            )
    for key, texts in (
        ("settings", found.get("settings", ())),
        *((f"arms.{arm}", texts) for arm, texts in found.get("arms", {}).items()),
    ):
        if twice := set_beside(texts, factors):
            raise InputError(
                f"{place}: {key}: {twice} is a factor of the design, which would set it otherwise at every point: leave it out of one of the two"
            )
    settings = [
        *found.get("settings", ()),
        *(text for arm in found.get("arms", {}).values() for text in arm),
    ]
    for group in {
        factor.key.partition(".")[0] for factor in factors if SWITCH.fullmatch(factor.key)
    }:
        if any(text.startswith(f"{group}=") for text in settings):
            raise InputError(
                f"{place}: design.factors: {group} are switched on and off by factors: leave {group}= out of settings and arms"
            )
    return tuple(factors)


def _levels(
    factors: Sequence[Factor], kind: str, found: Mapping[str, Any], place: str
) -> dict[str, Any]:
    """Return the levels of a design that names them by itself: as a factor, or as places on the dials."""
    keys = [factor.key for factor in factors]
    dials = [key for key in keys if key.startswith(LEVERS)]
    if not dials and PARTNERSHIP not in keys:
        return {}
    if dials and (PARTNERSHIP in keys or any(key.startswith(TRAITS) for key in keys)):
        raise InputError(
            f"{place}: design.factors: {dials[0]} can't stand beside partnership: a point has a level or a place on the dials"
        )
    if "levels" in found:
        raise InputError(
            f"{place}: levels: can't stand beside the factor {dials[0] if dials else PARTNERSHIP}, which says what is in force at a point"
        )
    if dials:
        return {"levels": [found.get("present") or default_choices()["present"]]}
    if kind in samplers.BALANCED:
        raise InputError(
            f"{place}: design.factors.partnership: can't be a factor of kind {kind}; all levels under levels are run at every point"
        )
    values = next(factor.values for factor in factors if factor.key == PARTNERSHIP)
    if not values:
        raise InputError(f"{place}: design.factors.partnership: needs a list of levels")
    return {
        "levels": read_levels(
            list(values), found.get("present"), f"{place}: design.factors.partnership"
        )[0]
    }
