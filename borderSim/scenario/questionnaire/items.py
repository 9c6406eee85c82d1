"""The 27 questions as data: their parts, the options of each, what an option means for the model."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from borderSim.language.current import SOURCE, current
from borderSim.scenario.shipped import config_dir
from borderSim.scenario.strict_yaml import read_yaml

ALL = "all"
"""As ``plain`` of an item: a plain answer is the answer of every part."""


@dataclass(frozen=True)
class Option:
    """One possible answer.

    Attributes:
        name: as written in a file.
        says: its meaning, in English.
        dit: the same in French.
        level: the shipped level whose values the traits of the part take; None: it sets no trait.
        values: values of traits that are not the level's.
        instruments: names of the instruments that are in place.
        settings: dotted keys of the scenario to values.
        closes: the way that nothing goes (``customs_to_police``, ``police_to_customs``), or None.
        recorded: why the model makes no use of it, empty where it does.
    """

    name: str
    says: str
    dit: str
    level: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    instruments: tuple[str, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    closes: str | None = None
    recorded: str = ""

    @property
    def words(self) -> str:
        """Its meaning in the language in force."""
        return self.says if current() == SOURCE else self.dit


@dataclass(frozen=True)
class Part:
    """What an item asks about one thing.

    Attributes:
        item: name of the item.
        name: name of the part.
        asks: the question in short, in English.
        demande: the same in French.
        options: by name, from the lowest to the highest.
        traits: the traits that its options set.
        specific: a closer question, whose answer wins over one in general.
        several: the answer is a list.
        ordered: the options have an order.
        alone: it is the only part of its item.
    """

    item: str
    name: str
    asks: str
    demande: str
    options: Mapping[str, Option]
    traits: tuple[str, ...]
    specific: bool
    several: bool
    ordered: bool
    alone: bool

    @property
    def key(self) -> str:
        """How sentences and tables call it: ``A.9`` where it is alone, ``A.2.2.channel`` elsewhere."""
        return self.item if self.alone else f"{self.item}.{self.name}"

    @property
    def words(self) -> str:
        """The question in short, in the language in force."""
        return self.asks if current() == SOURCE else self.demande

    @property
    def instruments(self) -> tuple[str, ...]:
        """Every instrument that one of its options names."""
        return tuple(
            dict.fromkeys(name for option in self.options.values() for name in option.instruments)
        )


@dataclass(frozen=True)
class Item:
    """One question.

    Attributes:
        name: ``A.1`` to ``A.19``.
        question: in English.
        french: in French.
        parts: by name.
        plain: the part that a plain word answers, ``all`` for every part, empty where it takes a
            mapping.
        asked_if: (item, option): it is asked unless that item is answered so; None: always.
        about: the service that it is about (``customs``, ``police``), which knows best; empty: both.
    """

    name: str
    question: str
    french: str
    parts: Mapping[str, Part]
    plain: str
    asked_if: tuple[str, str] | None
    about: str = ""

    @property
    def words(self) -> str:
        """The question in the language in force."""
        return self.question if current() == SOURCE else self.french


@dataclass(frozen=True)
class Clash:
    """Two answers that can't both be true."""

    item: str
    part: str
    answers: tuple[str, ...]
    other: str
    other_part: str
    other_answers: tuple[str, ...]
    because: str


@functools.cache
def items() -> Mapping[str, Item]:
    """Return the questions of ``configs/questionnaire/items.yaml`` by name, in the order of the handbook."""
    return {name: _item(name, raw) for name, raw in _file()["items"].items()}


@functools.cache
def clashes() -> tuple[Clash, ...]:
    """Return the pairs of answers that contradict each other, beside those of a question that was not to be asked."""
    return tuple(
        Clash(
            raw["item"],
            part,
            tuple(raw["is"]),
            raw["other"],
            other,
            tuple(raw["other_is"]),
            raw["because"],
        )
        for raw in _file()["clashes"]
        for part, other in _pairs(raw)
    )


def _pairs(raw: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the parts of a clash: those named, or each with that of the same name."""
    if raw["part"] != ALL:
        return [(raw["part"], raw["other_part"])]
    return [(part, part) for part in items()[raw["item"]].parts]


def parts() -> Iterator[Part]:
    """Yield every part of every item."""
    for item in items().values():
        yield from item.parts.values()


@functools.cache
def settable_traits() -> frozenset[str]:
    """Return the traits that some answer sets."""
    return frozenset(trait for part in parts() for trait in part.traits)


def _file() -> Any:
    return read_yaml(config_dir() / "questionnaire" / "items.yaml")


def _item(name: str, raw: Mapping[str, Any]) -> Item:
    found = {
        part: _part(name, part, {**raw, **own}, alone=len(raw["parts"]) == 1)
        for part, own in raw["parts"].items()
    }
    condition = raw.get("only_if")
    asked_if = None if condition is None else (condition["item"], condition["not"])
    return Item(
        name,
        raw["question"],
        raw["french"],
        found,
        raw.get("plain", ""),
        asked_if,
        raw.get("about", ""),
    )


def _part(item: str, name: str, raw: Mapping[str, Any], *, alone: bool) -> Part:
    """Read a part; options and ``recorded`` may stand with the item, for all its parts, settings with the part."""
    recorded = "" if "traits" in raw else raw.get("recorded", "")
    options = {option: _option(option, own, recorded) for option, own in raw["options"].items()}
    for key, values in raw.get("settings", {}).items():
        for option, value in zip(list(options), values, strict=True):
            if value is not None:
                options[option] = dataclasses.replace(
                    options[option], settings={**options[option].settings, key: value}
                )
    return Part(
        item=item,
        name=name,
        asks=raw["asks"],
        demande=raw["demande"],
        options=options,
        traits=tuple(raw.get("traits", ())),
        specific=raw.get("specific", False),
        several=raw.get("several", False),
        ordered=raw.get("ordered", True),
        alone=alone,
    )


def _option(name: str, raw: Mapping[str, Any], recorded: str) -> Option:
    return Option(
        name=name,
        says=raw["says"],
        dit=raw["dit"],
        level=raw.get("level"),
        values=raw.get("values", {}),
        instruments=tuple(raw.get("instruments", ())),
        settings=raw.get("settings", {}),
        closes=raw.get("closes"),
        recorded=raw.get("recorded", recorded),
    )
