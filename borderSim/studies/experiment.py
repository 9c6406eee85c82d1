"""A designed experiment as a file of plain data: the question, what is varied, how it is read."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.scenario.compose import refuse_level_keys
from borderSim.scenario.overrides import parse
from borderSim.scenario.own_config import in_force
from borderSim.scenario.places import NAME, is_file_name
from borderSim.scenario.yaml_files import read_yaml
from borderSim.studies import designs
from borderSim.studies.factors import LEVELS, TRAITS, Factor, read_factors
from borderSim.studies.level_lists import Level, Step, read_levels

KEYS = ("question", "scenario", "scenarios", "levels", "present", "years", "replications", "seed", "chances", "keep",
        "settings", "design", "arms", "claims", "analysis", "read", "expected_run_time")
DESIGN_KEYS = ("kind", "points", "factors", "rows", "without")
CHANCES = ("common", "own")
KINDS_OF_SERIES = ("monthly", "daily", "events")
NOT_FACTORS = ("years", "name", "title", "description", "events", "present", "partnership", "schedule")
DEFAULT_ARM = "as_is"


@dataclass(frozen=True)
class Experiment:
    """What an experiment file says.

    Attributes:
        name: stem of the file.
        question: what it asks.
        scenarios: names or files.
        levels: names, files or plain values of levels, or ``all``.
        present: level of the burn-in and reference (None: the scenario's own).
        years: horizon (None: the scenario's own).
        replications: replicates a point.
        seed: first seed.
        chances: ``common``: all points meet the same chances; ``own``: each point its own, so that points are
            independent of each other. Levels and arms of a point always share theirs.
        keep: kinds of series kept beside the outcomes.
        settings: what holds at all points, ``key=value``.
        kind: ``grid``, ``lhs`` or ``list``.
        points: points of a Latin hypercube.
        factors: what is varied.
        rows: the points of a list.
        draws_levels: whether the traits of the levels are drawn too.
        arms: structural alternatives, each a list of ``key=value``; every point is done in every arm.
        steps: what the levels are there for that words in ``levels`` brought along.
        claims: small experiments of their own, as plain data (:mod:`borderSim.studies.tried_claims` reads them).
        analysis: what is worked out at the end, empty for nothing.
        read: how to read the result.
        expected_run_time: as measured by whoever wrote the file.
    """

    name: str
    question: str
    scenarios: tuple[str, ...] = ("national",)
    levels: Sequence[Level] | str = "all"
    present: str | None = None
    years: float | None = None
    replications: int = 1
    seed: int = 1
    chances: str = "common"
    keep: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    kind: str = "grid"
    points: int = 0
    factors: tuple[Factor, ...] = ()
    rows: tuple[Mapping[str, Any], ...] = ()
    draws_levels: bool = False
    arms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {DEFAULT_ARM: ()})
    steps: tuple[Step, ...] = ()
    claims: tuple[Mapping[str, Any], ...] = ()
    analysis: str = ""
    read: str = ""
    expected_run_time: str = ""


@functools.cache
def experiments_dir() -> Path:
    """Return the folder of the shipped experiments: in the wheel, else in the repository."""
    package = Path(__file__).resolve().parents[1]
    found = [folder for folder in (package / "experiments", package.parent / "experiments") if folder.is_dir()]
    if not found:
        raise InputError(f"the experiments of borderSim are missing: no 'experiments' folder in {package} or beside it")
    return found[0]


def shipped_experiments() -> list[str]:
    """Return the names of the shipped experiments."""
    return sorted(path.stem for path in experiments_dir().glob("*.yaml"))


def load_experiment(given: str) -> Experiment:
    """Read an experiment by name, or by the path of a YAML file.

    Raises:
        InputError: anything wrong with it, in one sentence.
    """
    if is_file_name(given):
        path = Path(given).expanduser()
        if not path.is_file():
            raise InputError(f"experiment={given}: there is no file {given!r}")
        if not NAME.fullmatch(path.stem):
            raise InputError(f"experiment={given}: the file's name may hold only letters, digits, '_' and '-'")
        return read_experiment(read_yaml(path, given), path.stem, given)
    own, names = in_force(), shipped_experiments()
    if own and given in own.names("experiments"):
        path = own.file("experiments", given)
        if given in names:
            raise InputError(f"{path}: '{given}' is the name of a shipped experiment: rename the file")
        return read_experiment(read_yaml(path), given, str(path))
    names += own.names("experiments") if own else []
    if given not in names:
        raise InputError(f"experiment={given:.60}: unknown experiment{nearest(given, names)}; there are: {', '.join(names)}")
    return read_experiment(read_yaml(experiments_dir() / f"{given}.yaml", f"{given}.yaml"), given, f"{given}.yaml")


def read_experiment(values: Mapping[str, Any], name: str, place: str) -> Experiment:
    """Turn the content of a file into an experiment."""
    _known(values, KEYS, place)
    if "scenario" in values and "scenarios" in values:
        raise InputError(f"{place}: scenario and scenarios exclude each other")
    if "scenario" in values:
        values = {**values, "scenarios": [values["scenario"]]}
    if not isinstance(values.get("question"), str):
        raise InputError(f"{place}: question is missing: say in a sentence what the experiment asks")
    found: dict[str, Any] = {"name": name, "question": values["question"]}
    for key in ("analysis", "read", "expected_run_time", "present"):
        if key in values:
            found[key] = _word(values[key], f"{place}: {key}")
    found |= _numbers(values, place)
    for key, allowed in (("scenarios", None), ("keep", KINDS_OF_SERIES)):
        if key in values:
            found[key] = _names(values[key], f"{place}: {key}", allowed)
    if "levels" in values:
        found["levels"], found["steps"] = read_levels(values["levels"], found.get("present"), f"{place}: levels")
    if "chances" in values:
        found["chances"] = _one_of(values["chances"], CHANCES, f"{place}: chances")
    if "settings" in values:
        found["settings"] = _settings(values["settings"], f"{place}: settings")
    if "arms" in values:
        found["arms"] = _arms(values["arms"], place)
    check_analysis(found.get("analysis", ""), place)
    if "claims" in values:
        return _with_claims(Experiment(**found), values, place)
    return Experiment(**found, **_design(values.get("design"), found, place))


def _with_claims(experiment: Experiment, values: Mapping[str, Any], place: str) -> Experiment:
    """Return an experiment that is a list of small ones; every one of them is read, so that what is wrong shows now."""
    from borderSim.studies.tried_claims import read_claims

    for key in ("levels", "arms", "design", "chances", "keep", "years"):
        if key in values:
            raise InputError(f"{place}: {key} can't stand beside claims: each claim has its own")
    claims = values["claims"]
    if not isinstance(claims, list) or not claims or not all(isinstance(claim, Mapping) for claim in claims):
        raise InputError(f"{place}: claims must be a list of mappings, each with id, claim, levels, compare and criteria")
    whole = replace(experiment, claims=tuple(claims))
    read_claims(whole, place)
    return whole


def check_analysis(name: str, place: str) -> None:
    """See that an analysis exists.

    Raises:
        InputError: it does not.
    """
    from borderSim.studies.findings import ANALYSES

    if name and name not in ANALYSES:
        raise InputError(f"{place}: analysis: there is no {name!r}{nearest(name, ANALYSES)}; there are: {', '.join(ANALYSES)}")


def _design(given: object, found: Mapping[str, Any], place: str) -> dict[str, Any]:
    if given is None and ("arms" in found or found.get("steps")):
        return {}
    if not isinstance(given, Mapping) or not given:
        raise InputError(f"{place}: design must be a mapping with kind ({', '.join(designs.KINDS)}) and factors")
    _known(given, DESIGN_KEYS, f"{place}: design", "design.")
    kind = _one_of(given.get("kind"), designs.KINDS, f"{place}: design.kind")
    if kind == "list":
        rows = designs.listed(given.get("rows"), place)
        values = {key: list(dict.fromkeys(row[key] for row in rows)) for key in rows[0]}
        factors = _checked(read_factors(values, place), found, place)
        return {"kind": kind, "rows": tuple(rows), "factors": factors}
    listed = given.get("factors")
    if not isinstance(listed, Mapping) or not listed:
        raise InputError(f"{place}: design.factors must be a mapping of keys to values, prior or a range")
    without = _names(given.get("without", []), f"{place}: design.without", empty=True)
    draws = LEVELS in listed
    if draws and (kind != "lhs" or listed[LEVELS] != "prior"):
        raise InputError(f"{place}: design.factors.levels must be prior, in a design of kind lhs")
    factors = _checked(read_factors(listed, place, without), found, place)
    points = given.get("points", 0)
    if kind == "lhs" and (isinstance(points, bool) or not isinstance(points, int) or not 1 <= points <= designs.MOST_POINTS):
        raise InputError(f"{place}: design.points must be a whole number from 1 to {designs.MOST_POINTS}")
    if kind == "grid":
        if points:
            raise InputError(f"{place}: design.points belongs to kind lhs; a grid has a point for every combination")
        designs.grid(factors, place)
    return {"kind": kind, "points": points, "factors": factors, "draws_levels": draws}


def _checked(factors: Sequence[Factor], found: Mapping[str, Any], place: str) -> tuple[Factor, ...]:
    for factor in factors:
        if factor.key in NOT_FACTORS:
            raise InputError(f"{place}: design.factors.{factor.key}: can't be a factor")
        if factor.key.startswith(TRAITS) and len(found.get("levels", "all")) != 1:
            raise InputError(f"{place}: design.factors.{factor.key}: needs a single level under levels; 'levels: prior' draws those of several")
    return tuple(factors)


# --------------------------------------------------------------------------- small things
def _known(values: Mapping[str, Any], allowed: Sequence[str], place: str, prefix: str = "") -> None:
    for key in values:
        if key not in allowed:
            raise InputError(f"{place}: {prefix}{key} is an unknown key{nearest(key, allowed)}; there are: {', '.join(allowed)}")


def _numbers(values: Mapping[str, Any], place: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, least in (("replications", 1), ("seed", 0)):
        if key in values:
            if isinstance(values[key], bool) or not isinstance(values[key], int) or values[key] < least:
                raise InputError(f"{place}: {key} is {values[key]!r}, must be a whole number of at least {least}")
            found[key] = values[key]
    if "years" in values:
        years = values["years"]
        if isinstance(years, bool) or not isinstance(years, int | float) or not 0 < years < float("inf"):
            raise InputError(f"{place}: years is {years!r}, must be a number above 0")
        found["years"] = years
    return found


def _word(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"{where} must be text, not {value!r}")
    return value


def _one_of(value: object, allowed: Sequence[str], where: str) -> str:
    if value not in allowed:
        raise InputError(f"{where} is {value!r}{nearest(str(value), allowed)}; there are: {', '.join(allowed)}")
    return str(value)


def _names(value: object, where: str, allowed: Sequence[str] | None = None, empty: bool = False) -> tuple[str, ...]:
    if not isinstance(value, list) or not (value or empty) or not all(isinstance(item, str) for item in value):
        raise InputError(f"{where} must be a list of names")
    for item in value if allowed else ():
        _one_of(item, allowed or (), where)
    if len(set(value)) < len(value):
        raise InputError(f"{where} names something twice")
    return tuple(value)


def _settings(value: object, where: str) -> tuple[str, ...]:
    texts = _names(value, where, empty=True)
    for text in texts:
        try:
            refuse_level_keys(text)
            parse([text])
        except InputError as error:
            raise InputError(f"{where}: {error}") from None
        if text.partition("=")[0] == "years":
            raise InputError(f"{where}: years has a key of its own")
    return texts


def _arms(value: object, place: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping) or not value:
        raise InputError(f"{place}: arms must be a mapping of names to lists of key=value")
    for name in value:
        if not NAME.fullmatch(str(name)):
            raise InputError(f"{place}: arms.{name}: a name holds only letters, digits, '_' and '-'")
    arms = {str(name): _settings(texts, f"{place}: arms.{name}") for name, texts in value.items()}
    if len(set(arms.values())) < len(arms):
        raise InputError(f"{place}: arms: two arms set the same")
    return arms
