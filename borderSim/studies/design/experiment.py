"""A designed experiment as a file of plain data: the question, what is varied, how it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.given import MOST_SEED, is_above_zero
from borderSim.number_slips import number_meant
from borderSim.scenario.load import refuse_level_keys
from borderSim.scenario.overrides import given_twice, parse
from borderSim.scenario.shipped import NAME
from borderSim.studies.design.analyses import check_analysis
from borderSim.studies.design.constraints import Constraint
from borderSim.studies.design.design_file import read_design
from borderSim.studies.design.factors import Factor
from borderSim.studies.design.kept_tables import KINDS
from borderSim.studies.design.level_sets import Level, read_levels
from borderSim.studies.design.plain_checks import known, names, one_of, word
from borderSim.studies.design.samplers import MOST_POINTS
from borderSim.studies.design.steps import Step

KEYS = (
    "name",
    "question",
    "scenario",
    "scenarios",
    "levels",
    "present",
    "years",
    "measure_from_year",
    "replications",
    "seed",
    "chances",
    "keep",
    "overrides",
    "settings",
    "design",
    "arms",
    "claims",
    "analysis",
    "read",
    "expected_run_time",
)
CHANCES = ("common", "own")
DEFAULT_ARM = "as_is"
MOST_FIRST_SEED = MOST_SEED // 2 + 1
"""Largest first seed: what is added to it for replicates and points fits too."""


@dataclass(frozen=True)
class Handed:
    """An experiment that was made in Python, as the files by which its result is made again.

    Attributes:
        values: what its file says; a table of points stands in a file of its own.
        files: content of that file by its name.
    """

    values: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Experiment:
    """What an experiment file says, read and checked (:class:`borderSim.api.experiment.Experiment` is a person's own).

    Attributes:
        name: stem of the file.
        question: what it asks.
        scenarios: names or files.
        levels: names, files or plain values of levels, or ``all``.
        present: level of the burn-in and reference (None: the scenario's own).
        years: horizon (None: the scenario's own).
        measure_from_year: first year of the horizon that is measured (None: the scenario's own).
        replications: replicates a point.
        seed: first seed.
        chances: ``common``: all points meet the same chances; ``own``: each point its own, so that
            points are independent of each other. Levels and arms of a point always share theirs.
        keep: kinds of tables kept of every run beside the outcomes
            (:data:`borderSim.studies.design.kept_tables.KINDS`).
        settings: what holds at all points, ``key=value``.
        kind: one of :data:`borderSim.studies.design.samplers.KINDS`.
        points: points of a Latin hypercube.
        base, second_order: size of a Sobol design, and whether pairs of factors are told too.
        trajectories, places: size of a Morris design, and how many places on a range it may stand
            at.
        factors: what is varied.
        rows: the points of a list or of a CSV file; ``file``: its name.
        row_lines: number of each row in that file; ``row_labels``: what it calls them, empty where
            it doesn't.
        row_table: how sentences call that table where it is no file of the user's.
        constraints: what every point must keep; the others are dropped.
        draws_levels: whether the traits of the levels are drawn too.
        arms: structural alternatives, each a list of ``key=value``; every point is done in every
            arm.
        steps: what the levels are there for that words in ``levels`` brought along.
        claims: small experiments of their own, as plain data
            (:mod:`borderSim.studies.design.hypotheses` reads them).
        analysis: what is worked out at the end, empty for nothing.
        read: how to read the result.
        expected_run_time: as measured by whoever wrote the file.
        path: file of the user's own, beside which the paths in it are looked up; None for a shipped
            one.
        given: name or path by which it was asked for.
        handed: what Python handed over, None where it comes from a file.
    """

    name: str
    question: str
    scenarios: tuple[str, ...] = ("national",)
    levels: Sequence[Level] | str = "all"
    present: str | None = None
    years: float | None = None
    measure_from_year: int | None = None
    replications: int = 1
    seed: int = 1
    chances: str = "common"
    keep: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    kind: str = "grid"
    points: int = 0
    base: int = 0
    second_order: bool = False
    trajectories: int = 0
    places: int = 0
    factors: tuple[Factor, ...] = ()
    rows: tuple[Mapping[str, Any], ...] = ()
    file: str = ""
    row_lines: tuple[int | str, ...] = field(default=(), compare=False)
    row_labels: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    draws_levels: bool = False
    arms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {DEFAULT_ARM: ()})
    steps: tuple[Step, ...] = ()
    claims: tuple[Mapping[str, Any], ...] = ()
    analysis: str = ""
    read: str = ""
    expected_run_time: str = ""
    path: Path | None = field(default=None, compare=False)
    given: str = field(default="", compare=False)
    row_table: str = field(default="", compare=False)
    handed: Handed | None = field(default=None, compare=False, repr=False)


def read_experiment(values: Mapping[str, Any], name: str, place: str) -> Experiment:
    """Turn the content of a file into an experiment; its claims, if it has any, are not read here.

    Raises:
        InputError: anything wrong with it, in one sentence.
    """
    for key in ("measures", "interventions"):
        if key in values:  # they are handed in with the call, never by a file
            raise InputError(
                f"{place}: {key} is no key of an experiment: name them when it is run, as {key}='[NAME]'"
            )
    known(values, KEYS, place)
    if "scenario" in values and "scenarios" in values:
        raise InputError(f"{place}: scenario and scenarios exclude each other")
    if "scenario" in values:
        values = {**values, "scenarios": [values["scenario"]]}
    if "overrides" in values:  # (the word of Python's calls for the same)
        if "settings" in values:
            raise InputError(f"{place}: overrides and settings say the same: write one of them")
        values = {**values, "settings": values["overrides"]}
    if not isinstance(values.get("question"), str):
        raise InputError(
            f"{place}: question is missing: say in a sentence what the experiment asks"
        )
    found: dict[str, Any] = {"name": name, "question": values["question"]}
    for key in ("analysis", "read", "expected_run_time", "present"):
        if key in values:
            found[key] = word(values[key], f"{place}: {key}")
    found |= _numbers(values, place)
    for key, allowed in (("scenarios", None), ("keep", KINDS)):
        if key in values:
            found[key] = names(values[key], f"{place}: {key}", allowed)
    if "levels" in values:
        found["levels"], found["steps"] = read_levels(
            values["levels"], found.get("present"), f"{place}: levels"
        )
    if "chances" in values:
        found["chances"] = one_of(values["chances"], CHANCES, f"{place}: chances")
    if "settings" in values:
        found["settings"] = _settings(values["settings"], f"{place}: settings")
    if "arms" in values:
        found["arms"] = _arms(values["arms"], place)
    check_analysis(found.get("analysis", ""), place)
    if "claims" in values:
        return _with_claims(Experiment(**found), values, place)
    return Experiment(**(found | read_design(values.get("design"), found, place)))


# --------------------------------------------------------------------------- small things
def _with_claims(experiment: Experiment, values: Mapping[str, Any], place: str) -> Experiment:
    """Return an experiment that is a list of small ones, as plain data (:mod:`borderSim.studies.design.hypotheses` reads them)."""
    for key in ("levels", "arms", "design", "chances", "keep", "years", "measure_from_year"):
        if key in values:
            raise InputError(f"{place}: {key} can't stand beside claims: each claim has its own")
    claims = values["claims"]
    if (
        not isinstance(claims, list)
        or not claims
        or not all(isinstance(claim, Mapping) for claim in claims)
    ):
        raise InputError(
            f"{place}: claims must be a list of mappings, each with id, claim, levels, compare and criteria"
        )
    return replace(experiment, claims=tuple(claims))


def _numbers(values: Mapping[str, Any], place: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, least, most in (("replications", 1, MOST_POINTS), ("seed", 0, MOST_FIRST_SEED)):
        if key in values:
            if (
                isinstance(values[key], bool)
                or not isinstance(values[key], int)
                or not least <= values[key] <= most
            ):
                meant = number_meant(values[key])
                raise InputError(
                    f"{place}: {key} is {values[key]!r}, must be a whole number of at least {least} and at most {most}{meant}"
                )
            found[key] = values[key]
    if "years" in values:
        years = values["years"]
        if not is_above_zero(years):
            raise InputError(
                f"{place}: years is {years!r}, must be a number above 0{number_meant(years)}"
            )
        found["years"] = years
    first = values.get("measure_from_year")
    if first is not None:
        if isinstance(first, bool) or not isinstance(first, int) or first < 1:
            raise InputError(
                f"{place}: measure_from_year is {first!r}, must be a whole number of at least 1{number_meant(first)}"
            )
        found["measure_from_year"] = first
    return found


def _settings(value: object, where: str) -> tuple[str, ...]:
    texts = names(value, where, empty=True)
    for text in texts:
        try:
            refuse_level_keys(text)
            parse([text])
        except InputError as error:
            raise InputError(f"{where}: {error}") from None
        if (key := text.partition("=")[0]) in ("years", "measure_from_year"):
            raise InputError(f"{where}: {key} has a key of its own")
    if twice := given_twice(texts):
        raise InputError(f"{where}: {twice} is set twice")
    return texts


def _arms(value: object, place: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping) or not value:
        raise InputError(f"{place}: arms must be a mapping of names to lists of key=value")
    for name in value:
        if not NAME.fullmatch(str(name)):
            raise InputError(
                f"{place}: arms.{name}: a name holds only letters, digits, '_' and '-'"
            )
    arms = {str(name): _settings(texts, f"{place}: arms.{name}") for name, texts in value.items()}
    alike = [
        sorted((s.key, s.does, repr(_plain_number(s.value))) for s in parse(texts))
        for texts in arms.values()
    ]
    if any(own in alike[:number] for number, own in enumerate(alike)):
        raise InputError(f"{place}: arms: two arms set the same")
    return arms


def _plain_number(value: object) -> object:
    """Return 1 for 1.0, and everything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
