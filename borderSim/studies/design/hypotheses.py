"""Claims that are tried: each a small experiment of its own, with what is held against what and which way it should go.

A claim of an experiment file:

* ``id``, ``section``, ``claim``: its name, where it is made, and what it says in our words;
* ``levels``, ``arms``, ``settings``, ``scenarios``, ``years``, ``present``: as in any experiment;
* ``compare``: a list of ``try`` and ``against``, each ``{level: .., arm: ..}``; what both leave
  open is gone through, and is a condition of "holds if". ``control`` names a third side, without
  what is
  tried: if it does as well, nothing can be told;
* ``criteria``: yardstick to the side that the claim takes: ``more``, ``less``, ``no less``, ``no
  more`` (than the other, short of the smallest difference that matters); a condition holds if all
  do;
* ``beside``: yardsticks that are told without a verdict; ``note``: what a reader should know;
* ``needs``: a group of shipped files (such as ``shocks``) without which it cannot be tried.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.measures.quantities import yardstick
from borderSim.scenario.build import ENTRY
from borderSim.scenario.files import names_in
from borderSim.studies.design.experiment import Experiment, read_experiment

OF_AN_EXPERIMENT = (
    "scenario",
    "scenarios",
    "levels",
    "present",
    "years",
    "measure_from_year",
    "settings",
    "arms",
)
KEYS = (
    "id",
    "section",
    "claim",
    "note",
    "needs",
    "compare",
    "criteria",
    "beside",
    *OF_AN_EXPERIMENT,
)
SIDES = ("more", "less", "no less", "no more")
PARTS = ("level", "arm")


@dataclass(frozen=True)
class Side:
    """One side of a comparison; None: all there are, the same on both sides."""

    level: str | None = None
    arm: str | None = None


@dataclass(frozen=True)
class Pair:
    """What is held against what.

    Attributes:
        name: how the condition is called, may be empty.
        tried, against: the two sides.
        control: without what is tried, against the same; None for none.
    """

    name: str
    tried: Side
    against: Side
    control: Side | None = None


@dataclass(frozen=True)
class TriedClaim:
    """A claim and the small experiment that tries it.

    Attributes:
        id, section, text, note: its name, where it is made, what it says, what a reader should
            know.
        needs: group of shipped files without which it cannot be tried, empty for none.
        experiment: levels, arms and horizon.
        pairs: what is held against what.
        criteria: yardstick to side.
        beside: yardsticks without a verdict.
    """

    id: str
    section: str
    text: str
    note: str
    needs: str
    experiment: Experiment
    pairs: tuple[Pair, ...]
    criteria: Mapping[str, str]
    beside: tuple[str, ...]

    @property
    def possible(self) -> bool:
        """Whether what it needs is shipped."""
        return not self.needs or bool(names_in(self.needs))


def read_claims(whole: Experiment, place: str) -> list[TriedClaim]:
    """Read the claims of an experiment.

    Scenarios, seed, replications and settings are the whole's where a claim has none.

    Raises:
        InputError: anything wrong, naming the claim.
    """
    found = [
        _claim(given, whole, place, number) for number, given in enumerate(whole.claims, start=1)
    ]
    ids = [claim.id for claim in found]
    for name in ids:
        if ids.count(name) > 1:
            raise InputError(f"{place}: claims: the id '{name}' stands there twice")
    return found


def _claim(given: Mapping[str, Any], whole: Experiment, place: str, number: int) -> TriedClaim:
    name = given.get("id")
    if not isinstance(name, str) or not ENTRY.fullmatch(name):
        raise InputError(
            f"{place}: claims: number {number}: id must be a name of a-z, 0-9 and '_', not {name!r}"
        )
    where = f"{place}: claims.{name}"
    for key in given:
        if key not in KEYS:
            raise InputError(
                f"{where}: {key} is an unknown key{nearest(str(key), KEYS)}; there are: {', '.join(KEYS)}"
            )
    texts = {key: given.get(key, "") for key in ("section", "claim", "note", "needs")}
    for key, text in texts.items():
        if not isinstance(text, str) or (key == "claim" and not text):
            raise InputError(f"{where}.{key} must be text")
    experiment = _experiment(given, whole, where)
    criteria, beside = given.get("criteria"), given.get("beside", [])
    if not isinstance(criteria, Mapping) or not criteria:
        raise InputError(f"{where}.criteria must be a mapping such as {{seizures: more}}")
    if not isinstance(beside, list) or not all(isinstance(text, str) for text in beside):
        raise InputError(f"{where}.beside must be a list of outcomes")
    for text in [*criteria, *beside]:
        try:
            yardstick(text)
        except InputError as error:
            raise InputError(f"{where}: {error}") from None
    for text, side in criteria.items():
        if side not in SIDES:
            raise InputError(
                f"{where}.criteria.{text} is {side!r}{nearest(str(side), SIDES)}; there are: {', '.join(SIDES)}"
            )
    pairs = given.get("compare")
    if not isinstance(pairs, list) or not pairs:
        raise InputError(
            f"{where}.compare must be a list such as [{{try: {{level: cooperation}}, against: {{level: coexistence}}}}]"
        )
    return TriedClaim(
        name,
        texts["section"],
        texts["claim"].strip(),
        texts["note"].strip(),
        texts["needs"],
        experiment,
        tuple(_pair(pair, experiment, f"{where}.compare") for pair in pairs),
        criteria,
        tuple(beside),
    )


def _experiment(given: Mapping[str, Any], whole: Experiment, where: str) -> Experiment:
    own: dict[str, Any] = {key: given[key] for key in OF_AN_EXPERIMENT if key in given}
    if "levels" not in own:
        raise InputError(f"{where}.levels is missing: name the levels that are compared")
    if not {"scenario", "scenarios"} & set(own):
        own["scenarios"] = list(whole.scenarios)
    if whole.present is not None:
        own.setdefault("present", whole.present)
    own.setdefault("arms", {"as_is": []})
    read = read_experiment({"question": given["claim"], **own}, whole.name, where)
    typed = {
        key: value
        for key in ("years", "measure_from_year")
        if (value := getattr(whole, key)) is not None
    }
    return dataclasses.replace(
        read,
        path=whole.path,
        replications=whole.replications,
        seed=whole.seed,
        settings=(*whole.settings, *read.settings),
        **typed,
    )


def _pair(given: object, experiment: Experiment, where: str) -> Pair:
    if not isinstance(given, Mapping) or not {"try", "against"} <= set(given) <= {
        "name",
        "try",
        "against",
        "control",
    }:
        raise InputError(
            f"{where}: each entry is a mapping with try and against, and may have name and control"
        )
    sides = {
        key: _side(given[key], experiment, f"{where}: {key}")
        for key in ("try", "against", "control")
        if key in given
    }
    for key, side in sides.items():
        if any(
            (getattr(side, part) is None) != (getattr(sides["against"], part) is None)
            for part in PARTS
        ):
            raise InputError(f"{where}: {key} and against must name the same of level and arm")
    if sides["try"] == sides["against"]:
        raise InputError(f"{where}: try and against are the same")
    return Pair(str(given.get("name", "")), sides["try"], sides["against"], sides.get("control"))


def _side(given: object, experiment: Experiment, where: str) -> Side:
    if not isinstance(given, Mapping) or not given or not set(given) <= set(PARTS):
        raise InputError(
            f"{where} must be a mapping such as {{level: cooperation}} or {{level: cooperation, arm: few}}"
        )
    arm, level = given.get("arm"), given.get("level")
    if arm is not None and arm not in experiment.arms:
        raise InputError(
            f"{where}: there is no arm {arm!r}{nearest(str(arm), experiment.arms)}; there are: {', '.join(experiment.arms)}"
        )
    names = level_names(experiment)
    if level is not None and names is not None and level not in names:
        raise InputError(
            f"{where}: {level!r} is not among the levels of the claim{nearest(str(level), names)}; there are: {', '.join(names)}"
        )
    return Side(level, arm)


def level_names(experiment: Experiment) -> list[str] | None:
    """Return the names of the levels of a claim, None for all that are shipped."""
    if isinstance(experiment.levels, str):
        return None
    return [level if isinstance(level, str) else str(level["name"]) for level in experiment.levels]
