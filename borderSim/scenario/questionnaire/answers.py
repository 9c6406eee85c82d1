"""A person's filled-in questionnaire, read strictly: every answer known, none that contradicts another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.scenario.own_files import find, no_file
from borderSim.scenario.questionnaire.items import ALL, Item, Option, Part, clashes, items
from borderSim.scenario.shipped import NAME, is_file_name
from borderSim.scenario.strict_yaml import read_yaml

ANSWERS = "answers"
"""The key that says that a file is a filled-in questionnaire."""
DONT_KNOW = "dont_know"
OWN_KEYS = (ANSWERS, "base", "name", "title")
SERVICE = "service"
"""Key among the answers: the service that filled the form in."""
SERVICES = ("customs", "police")
FACTS = (SERVICE, "country", "filled_by", "date")
"""Keys among the answers that are kept for people."""
NOTE = "note"
"""A key beside the parts of an answer: free text, kept for people."""


@dataclass(frozen=True)
class Given:
    """One answer: a part, and the option chosen (several where the part takes a list)."""

    part: Part
    options: tuple[Option, ...]

    def __str__(self) -> str:
        return f"{self.part.key} ({', '.join(option.name for option in self.options) or 'none of them'})"


@dataclass(frozen=True)
class Open:
    """A part without an answer, and why: don't know, not answered, or not asked after what was answered elsewhere."""

    part: Part
    why: str
    asked: bool = True


@dataclass(frozen=True)
class Answers:
    """A filled-in questionnaire.

    Attributes:
        origin: the file, as sentences call it.
        name: label of the level that it describes.
        title: label for people.
        base: the level that open questions keep, None for the shipped present level.
        facts: who answered, where, when.
        given: the answers, in the order of the items.
        open: the parts without an answer.
        notes: free text by item.
    """

    origin: str
    name: str
    title: str
    base: str | None
    facts: Mapping[str, str]
    given: tuple[Given, ...]
    open: tuple[Open, ...]
    notes: Mapping[str, str] = field(default_factory=dict)

    def options(self, item: str, part: str) -> tuple[str, ...]:
        """Return the names of the options chosen, none where the part is open."""
        chosen = (g.options for g in self.given if (g.part.item, g.part.name) == (item, part))
        return tuple(option.name for option in next(chosen, ()))


def is_filled_in(values: Mapping[str, object]) -> bool:
    """Tell whether the values of a file are those of a filled-in questionnaire."""
    return ANSWERS in values


def load_answers(path: str) -> Answers:
    """Read and check a filled-in questionnaire.

    Raises:
        InputError: no such file, or anything wrong in it, in one sentence.
    """
    if not is_file_name(path):
        raise InputError(f"answers={path}: must be a YAML file with the key '{ANSWERS}:'")
    found = find(path)
    if found is None:
        raise no_file(f"answers={path[:200]}", path)
    values = read_yaml(found, path)
    if not is_filled_in(values):
        raise InputError(
            phrase(
                "{path}: is no filled-in questionnaire: it has no key '{answers}:'",
                path=path,
                answers=ANSWERS,
            )
        )
    return read_answers(values, path)


def read_answers(values: Mapping[str, object], origin: str) -> Answers:
    """Check the values of a file (see :func:`load_answers`)."""
    for key in values:
        if key not in OWN_KEYS:
            raise InputError(
                phrase(
                    "{origin}: {key} is an unknown key of a questionnaire{near}; there are: {allowed}",
                    origin=origin,
                    key=key,
                    near=nearest(key, OWN_KEYS),
                    allowed=", ".join(OWN_KEYS),
                )
            )
    raw = values[ANSWERS]
    if not isinstance(raw, Mapping):
        raise InputError(
            f"{origin}: {ANSWERS} must be a mapping of questions to answers, such as {{A.1: mou}}"
        )
    facts = {key: _text(raw[key], f"{origin}: {key}") for key in FACTS if raw.get(key) is not None}
    if (service := facts.get(SERVICE)) is not None and service not in SERVICES:
        raise InputError(
            f"{origin}: {SERVICE} is {service[:60]!r}{nearest(service, SERVICES)}; allowed: {', '.join(SERVICES)}"
        )
    for key in raw:
        if key not in items() and key not in FACTS:
            known = nearest(key, [*items(), *FACTS])
            raise InputError(
                f"{origin}: {key} is no question of the handbook{known}; there are: {', '.join(items())}"
            )
    read = {name: _read_item(item, raw.get(name), origin) for name, item in items().items()}
    given = tuple(
        answer for found in read.values() for answer in found.values() if isinstance(answer, Given)
    )
    stem = Path(origin).stem
    label = _text(
        values.get("name") or (stem if NAME.fullmatch(stem) else ANSWERS), f"{origin}: name"
    )
    base = values.get("base")
    answers = Answers(
        origin=origin,
        name=label,
        base=None if base is None else _text(base, f"{origin}: base"),
        facts=facts,
        given=given,
        title=_text(values.get("title") or facts.get("country") or label, f"{origin}: title"),
        open=(),
        notes={
            name: _text(own[NOTE], f"{origin}: {name}.{NOTE}")
            for name, own in raw.items()
            if isinstance(own, Mapping) and own.get(NOTE) is not None
        },
    )
    _refuse_what_was_not_to_be_asked(answers)
    _refuse_contradictions(answers)
    missing = (
        answer for found in read.values() for answer in found.values() if isinstance(answer, Open)
    )
    return Answers(**{**vars(answers), "open": tuple(_with_reason(o, answers) for o in missing)})


def _read_item(item: Item, raw: object, origin: str) -> dict[str, Given | Open]:
    """Return the answer of each part of an item."""
    if isinstance(raw, Mapping):
        for key in raw:
            if key not in item.parts and key != NOTE:
                raise InputError(
                    f"{origin}: {item.name}.{key} is unknown{nearest(key, item.parts)}; {item.name} has: {', '.join(item.parts)}"
                )
        return {name: _read_part(part, raw.get(name), origin) for name, part in item.parts.items()}
    if raw is None or raw == DONT_KNOW or item.plain == ALL:
        return {name: _read_part(part, raw, origin) for name, part in item.parts.items()}
    if not item.plain:
        example = ", ".join(
            f"{name}: {next(iter(part.options))}" for name, part in item.parts.items()
        )
        raise InputError(
            f"{origin}: {item.name} asks several things: it must be a mapping such as {{{example}}}, or {DONT_KNOW}"
        )
    return {
        name: _read_part(part, raw if name == item.plain else None, origin)
        for name, part in item.parts.items()
    }


def _read_part(part: Part, raw: object, origin: str) -> Given | Open:
    if raw is None:
        return Open(part, "not answered")
    if raw == DONT_KNOW:
        return Open(part, "don't know")
    if isinstance(raw, list) and not part.several:
        raise InputError(f"{origin}: {part.key} takes one answer, not a list; {_allowed(part)}")
    if isinstance(raw, Mapping):
        raise InputError(
            f"{origin}: {part.key} takes {'a list of words' if part.several else 'one word'}, not a mapping; {_allowed(part)}"
        )
    chosen = tuple(
        _option(part, word, origin) for word in (raw if isinstance(raw, list) else [raw])
    )
    for option in chosen:
        if chosen.count(option) > 1:
            raise InputError(f"{origin}: {part.key} names {option.name} twice")
    return Given(part, chosen)


def _option(part: Part, raw: object, origin: str) -> Option:
    """Return the option that a word names.

    ``true`` and ``false`` are yes and no, numbers are words.
    """
    word = {True: "yes", False: "no"}[raw] if isinstance(raw, bool) else str(raw)
    if word not in part.options:
        shown = word if len(word) <= 60 else word[:57] + "..."
        raise InputError(
            f"{origin}: {part.key} is {shown!r}{nearest(word, part.options)}; {_allowed(part)}"
        )
    return part.options[word]


def _allowed(part: Part) -> str:
    return f"allowed: {', '.join(part.options)}, {DONT_KNOW}"


def _text(value: object, place: str) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise InputError(f"{place} must be text")
    return str(value)


def _ruled_out_by(part: Part, answers: Answers) -> Iterator[Given]:
    """Yield the answers that make a part pointless: those of the part of that name, else of the item as a whole."""
    asked_if = items()[part.item].asked_if
    if asked_if is None:
        return
    item, option = asked_if
    others = items()[item]
    name = part.name if part.name in others.parts and others.plain == ALL else others.plain
    for given in answers.given:
        if (given.part.item, given.part.name) == (item, name) and [
            o.name for o in given.options
        ] == [option]:
            yield given


def _refuse_what_was_not_to_be_asked(answers: Answers) -> None:
    for given in answers.given:
        for other in _ruled_out_by(given.part, answers):
            raise InputError(
                f"{answers.origin}: {given} can't be where {other}: {given.part.item} is asked only if {other.part.key} is not "
                f"{other.options[0].name}"
            )


def _refuse_contradictions(answers: Answers) -> None:
    for clash in clashes():
        first, second = (
            answers.options(clash.item, clash.part),
            answers.options(clash.other, clash.other_part),
        )
        if set(first) & set(clash.answers) and set(second) & set(clash.other_answers):
            raise InputError(
                f"{answers.origin}: {clash.item} is {first[0]} and {clash.other} is {second[0]}, which can't both be: {clash.because}"
            )


def _with_reason(missing: Open, answers: Answers) -> Open:
    for other in _ruled_out_by(missing.part, answers):
        return Open(missing.part, f"not asked, {other}", asked=False)
    return missing
