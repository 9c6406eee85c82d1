"""A filled-in questionnaire as a level: the plain values of that level, and the notices that go with it."""

from __future__ import annotations

import dataclasses
import re
import shlex
from collections.abc import Iterable, Mapping

from borderSim.language.phrases import nphrase, phrase
from borderSim.parameters.scenario import Partnership, Scenario
from borderSim.scenario.dials import anchors
from borderSim.scenario.questionnaire.answers import read_answers
from borderSim.scenario.questionnaire.items import parts, settable_traits
from borderSim.scenario.questionnaire.reading import Reading, ReadLevel, interpret

OPEN = "open: "
NOT_APPLIED = "not applied: "
ANSWER = re.compile(
    r"(?P<trait>\w+): (?:level (?P<level>.+)|(?P<part>A\.[\w.]+) \((?P<options>[^()]+)\))"
)
"""A source of a trait: the level whose value it keeps, or an answer, as :func:`sources_of` writes both."""


def level_of(values: Mapping[str, object], origin: str, read_level: ReadLevel) -> dict[str, object]:
    """Return the plain values of the level that a filled-in questionnaire describes.

    Args:
        values: those of the file, with the key ``answers``.
        origin: the file, as sentences call it.
        read_level: reads the level whose values open questions keep.

    Raises:
        InputError: anything wrong in it.
    """
    reading = interpret(read_answers(values, origin), read_level)
    level: dict[str, object] = {
        "name": reading.answers.name,
        "title": reading.answers.title,
        "traits": dataclasses.asdict(reading.traits),
        "sources": sources_of(reading),
        "instruments": list(reading.instruments),
    }
    return level


def sources_of(reading: Reading) -> list[str]:
    """Return where each value comes from, what was not applied and what is open: the label ``Partnership.sources``."""
    found = [f"{trait}: {source}" for trait, source in reading.sources.items()]
    found += [f"{name}: {source}" for name, source in reading.instruments.items()]
    found += [
        f"{NOT_APPLIED}{said.what}={as_typed(said.value)}, {said.source}"
        for said in reading.settings
    ]
    return found + [
        f"{OPEN}{missing.part.key}, {missing.why}" for missing, _ in reading.open if missing.asked
    ]


def answered_levels(sources: Iterable[str]) -> dict[str, str]:
    """Return by trait the shipped level at which the answer stands that decides it, or the level whose value it keeps.

    Args:
        sources: as :func:`sources_of` wrote them; what is not known any more is left out.
    """
    order = [anchor.name for anchor in anchors()]
    by_key = {part.key: part for part in parts()}
    found = {}
    for text in sources:
        told = ANSWER.fullmatch(text)
        if told is None or told["trait"] not in settable_traits():
            continue
        part = by_key.get(told["part"] or "")
        names = (told["options"] or "").split(", ") if part else []
        levels = [str(part.options[n].level) for n in names if part and n in part.options]
        known = [name for name in (told["level"], *levels) if name in order]
        if known:
            found[told["trait"]] = min(known, key=order.index)
    return found


def as_typed(value: object) -> str:
    """Return the value of a setting as it is typed."""
    if isinstance(value, list):
        return f"[{','.join(as_typed(item) for item in value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def remarks(scenarios: Iterable[Scenario]) -> list[str]:
    """Return a note on each level that comes from a questionnaire: what is open and what was not applied."""
    levels: dict[str, Partnership] = {}
    for scenario in scenarios:
        for level in (scenario.present, scenario.partnership, *scenario.levels.values()):
            levels.setdefault(level.name, level)
    notes = []
    for level in levels.values():
        still_open = sum(text.startswith(OPEN) for text in level.sources)
        unapplied = [
            text.removeprefix(NOT_APPLIED) for text in level.sources if text.startswith(NOT_APPLIED)
        ]
        if still_open:
            notes.append(
                nphrase(
                    "level '{level}': {n} part of the questionnaire is open and keeps the value of its base",
                    "level '{level}': {n} parts of the questionnaire are open and keep the values of its base",
                    still_open,
                    level=level.name,
                )
            )
        if unapplied:
            typed = " ".join(shlex.quote(text.split(", A.")[0]) for text in unapplied)
            notes.append(
                phrase(
                    "level '{level}': its questionnaire also says what a level does not set; to put that in force, type {typed}",
                    level=level.name,
                    typed=typed,
                )
            )
    return notes
