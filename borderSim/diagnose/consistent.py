"""Answers that can be true together, and answers made into a questionnaire again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from borderSim.scenario.questionnaire.answers import (
    ANSWERS,
    DONT_KNOW,
    SERVICE,
    Answers,
    read_answers,
)
from borderSim.scenario.questionnaire.items import ALL, Option, Part, clashes, items, parts

Choices = dict[str, "tuple[Option, ...] | None"]
"""By key of a part, what is chosen; None: it is open."""


def consistent(
    chosen: Mapping[str, tuple[Option, ...] | None], free: frozenset[str] = frozenset()
) -> Choices:
    """Return choices without those that others rule out.

    Where one of two choices that can't both be true is free, it moves to the nearest option that can;
    else the later of the two does, and is open where none of its options can.

    Args:
        chosen: by key of a part.
        free: keys of parts whose choice nobody made.
    """
    kept = dict(chosen)
    for condition, option, part in _conditions():
        ruling = kept[condition.key]
        if kept[part.key] is None or ruling is None or [o.name for o in ruling] != [option]:
            continue
        if condition.key in free and part.key not in free:
            kept[condition.key] = (_beside(condition, {option}),)
        else:
            kept[part.key] = None
    by_name = {(part.item, part.name): part for part in parts()}
    for clash in clashes():
        first, other = by_name[clash.item, clash.part], by_name[clash.other, clash.other_part]
        if not (_is(kept[first.key], clash.answers) and _is(kept[other.key], clash.other_answers)):
            continue
        if first.key in free:
            kept[first.key] = (_beside(first, set(clash.answers)),)
        else:
            kept[other.key] = _below(other, kept[other.key], clash.other_answers)
    return kept


def _conditions() -> Iterator[tuple[Part, str, Part]]:
    """Yield (part that decides, its option, part that is then not asked)."""
    for item in items().values():
        if item.asked_if is None:
            continue
        decides, option = item.asked_if
        others = items()[decides]
        for part in item.parts.values():
            same = part.name in others.parts and others.plain == ALL
            yield others.parts[part.name if same else others.plain], option, part


def _is(chosen: tuple[Option, ...] | None, names: tuple[str, ...]) -> bool:
    return chosen is not None and any(option.name in names for option in chosen)


def _beside(part: Part, without: set[str]) -> Option:
    """Return the option of a part that is nearest to those that can't be."""
    names = list(part.options)
    last = max(names.index(name) for name in without)
    near = sorted(
        (name for name in names if name not in without),
        key=lambda name: abs(names.index(name) - last),
    )
    return part.options[near[0]]


def _below(
    part: Part, chosen: tuple[Option, ...] | None, without: tuple[str, ...]
) -> tuple[Option, ...] | None:
    """Return the highest option below a choice that can be, None where there is none."""
    names = list(part.options)
    place = min(names.index(option.name) for option in chosen or ())
    lower = [name for name in names[:place] if name not in without]
    return (part.options[lower[-1]],) if lower and part.ordered else None


def as_answers(forms: Mapping[str, Answers], chosen: Choices, name: str) -> Answers:
    """Return choices as a questionnaire, read as strictly as one that is handed in.

    Args:
        forms: the forms that they come from, by service.
        chosen: by key of a part.
        name: of the level that they describe.

    Raises:
        InputError: they contradict each other.
    """
    return read_answers(
        as_form(forms, chosen, name), " and ".join(a.origin for a in forms.values())
    )


def as_form(forms: Mapping[str, Answers], chosen: Choices, name: str) -> dict[str, object]:
    """Return choices as the plain values of a questionnaire's file."""
    said: dict[str, object] = {
        key: value
        for answers in forms.values()
        for key, value in answers.facts.items()
        if key == "country"
    }
    if len(forms) == 1:
        said |= {
            k: v for answers in forms.values() for k, v in answers.facts.items() if k == SERVICE
        }
    for item in items().values():
        said[item.name] = {part.name: _word(part, chosen[part.key]) for part in item.parts.values()}
    values: dict[str, object] = {"name": name, ANSWERS: said}
    title = next((a.title for a in forms.values() if a.title != a.name), "")
    base = next((a.base for a in forms.values() if a.base), None)
    return values | ({"base": base} if base else {}) | ({"title": title} if title else {})


def _word(part: Part, chosen: tuple[Option, ...] | None) -> object:
    if chosen is None:
        return DONT_KNOW
    names = [option.name for option in chosen]
    return names if part.several else names[0]
