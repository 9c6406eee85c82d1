"""Two filled-in questionnaires as one: how each answer is joined, and how differently both services see it.

The rule, told to users in ``docs/diagnose.md``:

1. Both say the same: that is the answer.
2. One alone answers: its answer stands.
3. The question is about one service (its law, its powers, its training): that service knows best.
4. A list: what both name is in place.
5. Which way information passes: a way is open only where neither says that nothing goes there. Where
   each names another way, the part stays open.
6. Else the lower of both answers: what one of two services does not see cannot be relied on.
7. An answer that the joined answers rule out falls away.

Each part also has a lowest and a highest answer that it may stand for: both answers where services
differ, every option where nobody knows (:func:`spread`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from borderSim.diagnose.consistent import Choices, as_answers, consistent
from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.scenario.questionnaire.answers import (
    ANSWERS,
    SERVICE,
    SERVICES,
    Answers,
    Given,
    Open,
    load_answers,
)
from borderSim.scenario.questionnaire.items import Option, Part, items, parts
from borderSim.scenario.questionnaire.reading import SELF_RATED

STEPS = 4.0
"""Steps from the lowest to the highest of the five levels, on which every difference is told."""
MINE = "mine"
"""Name of the level that a diagnosis describes."""
BOTH = "both"
"""Who filled in a form that names no service."""


@dataclass(frozen=True)
class Seen:
    """A part of the questionnaire as both services see it.

    Attributes:
        part: which.
        views: by service, what it answered; one form alone: by who filled it in.
        chosen: the joined answer; None where it is open.
        rule: how it was joined: ``same``, ``alone``, ``about``, ``list``, ``ways``, ``lower``,
            ``open`` or ``dropped``.
        steps: how far apart both answers are, 0 to 4 steps of the five levels; None without two
            answers.
        low: the lowest answer that it may stand for.
        high: the highest.
    """

    part: Part
    views: Mapping[str, Given | Open]
    chosen: tuple[Option, ...] | None
    rule: str
    steps: float | None
    low: tuple[Option, ...] | None
    high: tuple[Option, ...] | None

    @property
    def unsure(self) -> bool:
        """Whether it may stand for more than one answer."""
        return self.low != self.high


@dataclass(frozen=True)
class Joined:
    """What two forms, or one, say together.

    Attributes:
        forms: by service, what was handed in.
        seen: every part, in the order of the handbook.
        answers: the joined answers, as a questionnaire of their own.
    """

    forms: Mapping[str, Answers]
    seen: tuple[Seen, ...]
    answers: Answers

    @property
    def two(self) -> bool:
        """Whether two services have answered."""
        return len(self.forms) > 1

    @property
    def country(self) -> str:
        """The country as the forms name it, empty where none does."""
        return self.answers.facts.get("country", "")

    def open_answers(self) -> list[Seen]:
        """Return the parts that may stand for several answers of which the model makes use, the widest apart first."""
        own = [
            seen
            for seen in self.seen
            if seen.unsure and any(acts(option) for option in seen.part.options.values())
        ]
        return sorted(own, key=lambda seen: -(seen.steps or 0.0))

    def gaps(self) -> list[Seen]:
        """Return the parts on which both services answered differently, the widest apart first."""
        apart = [seen for seen in self.seen if seen.steps]
        return sorted(apart, key=lambda seen: -(seen.steps or 0.0))


# ------------------------------------------------------------------------------ the forms
def read_forms(paths: Sequence[str]) -> dict[str, Answers]:
    """Read one or two filled-in questionnaires; return them by the service that filled them in.

    Raises:
        InputError: more than two, two of one service, or anything wrong in one of them.
    """
    if not 1 <= len(paths) <= 2:
        raise InputError(
            phrase(
                "diagnose takes one or two filled-in questionnaires, not {paths}: one of customs, one of the police",
                paths=len(paths),
            )
        )
    read = [load_answers(path) for path in paths]
    if len(read) == 1:
        return {read[0].facts.get(SERVICE, BOTH): read[0]}
    forms: dict[str, Answers] = {}
    for answers in read:
        service = answers.facts.get(SERVICE)
        if service is None:
            raise InputError(
                phrase(
                    "{origin}: of two questionnaires each says which service filled it in: write service: {what} or service: {what2} below {answers}:",
                    origin=answers.origin,
                    what=SERVICES[0],
                    what2=SERVICES[1],
                    answers=ANSWERS,
                )
            )
        if service in forms:
            raise InputError(
                phrase(
                    "{origin}: is filled in by {service}, as {origin2} is: give one form of each service",
                    origin=answers.origin,
                    service=service,
                    origin2=forms[service].origin,
                )
            )
        forms[service] = answers
    _same_country(forms)
    return {service: forms[service] for service in SERVICES}


def _same_country(forms: Mapping[str, Answers]) -> None:
    for key, of in (("country", lambda a: a.facts.get("country")), ("base", lambda a: a.base)):
        named = {a.origin: of(a) for a in forms.values() if of(a)}
        if len({str(value).strip().casefold() for value in named.values()}) > 1:
            said = " and ".join(f"{value!s:.60} in {origin}" for origin, value in named.items())
            raise InputError(
                phrase(
                    "the two questionnaires must name the same {key}, not {said}",
                    key=key,
                    said=said,
                )
            )


# ------------------------------------------------------------------------------ joining
def join(forms: Mapping[str, Answers]) -> Joined:
    """Join the forms of two services, or read one.

    Args:
        forms: by service (see :func:`read_forms`).

    Raises:
        InputError: what is joined is no questionnaire any more.
    """
    seen = [
        _seen(part, {service: view_of(answers, part) for service, answers in forms.items()})
        for part in parts()
    ]
    kept = consistent({s.part.key: s.chosen for s in seen})
    seen = [s if kept[s.part.key] == s.chosen else _dropped(s, kept[s.part.key]) for s in seen]
    return Joined(forms, tuple(seen), as_answers(forms, kept, MINE))


def spread(joined: Joined) -> tuple[Answers, Answers]:
    """Return the questionnaire at the lowest and at the highest of what it may stand for.

    Every part that is open, or that both services answered differently, stands at its lowest, or at
    its highest, answer at once; answers that are sure stay, and what can't be beside them is not
    taken.
    """
    free = frozenset(seen.part.key for seen in joined.seen if seen.unsure)
    low: Choices = {seen.part.key: seen.low for seen in joined.seen}
    high: Choices = {seen.part.key: seen.high for seen in joined.seen}
    for choices in (low, high):
        for seen in joined.seen:
            if choices[seen.part.key] is None:
                choices[seen.part.key] = seen.chosen
    return (
        as_answers(joined.forms, consistent(low, free), f"{MINE}_low"),
        as_answers(joined.forms, consistent(high, free), f"{MINE}_high"),
    )


def view_of(answers: Answers, part: Part) -> Given | Open:
    """Return what a form answers to a part."""
    key = (part.item, part.name)
    return next(
        view for view in (*answers.given, *answers.open) if (view.part.item, view.part.name) == key
    )


def _seen(part: Part, views: Mapping[str, Given | Open]) -> Seen:
    said = {service: view.options for service, view in views.items() if isinstance(view, Given)}
    if not said:
        low, high = every_option(part)
        asked = any(view.asked for view in views.values() if isinstance(view, Open))
        return Seen(
            part, views, None, "open", None, low if asked else None, high if asked else None
        )
    if len(said) == 1:
        only = next(iter(said.values()))
        return Seen(part, views, only, "same" if len(views) == 1 else "alone", None, only, only)
    first, second = said.values()
    steps = distance(part, first, second)
    if {o.name for o in first} == {o.name for o in second}:
        return Seen(part, views, first, "same", 0.0, first, first)
    return Seen(part, views, *_differing(part, said, steps))


def _differing(part: Part, said: Mapping[str, tuple[Option, ...]], steps: float) -> tuple:
    """Return choice, rule, steps, lowest and highest of a part that both services answered differently."""
    first, second = said.values()
    about = items()[part.item].about
    if about:
        return said[about], "about", steps, said[about], said[about]
    if part.several:
        shared = tuple(o for o in first if o in second)
        either = tuple(o for o in part.options.values() if o in first or o in second)
        return shared, "list", steps, shared, either
    if any(option.closes for option in part.options.values()):
        closing = tuple(o for o in (*first, *second) if o.closes)
        high = next((o,) for o in part.options.values() if not o.closes)
        return (closing if len(closing) == 1 else None), "ways", steps, closing[:1], high
    order = list(part.options.values())
    lower, higher = sorted((first, second), key=lambda chosen: order.index(chosen[0]))
    return lower, "lower", steps, lower, higher


def distance(part: Part, first: Sequence[Option], second: Sequence[Option]) -> float:
    """Return how far apart two answers are, in steps of the five levels (0 to 4).

    Ordered options stand evenly between the lowest and the highest. Of lists it is the part of what
    either names that both do not. Other options differ whole or not at all.
    """
    if part.several:
        either, shared = (
            {o.name for o in (*first, *second)},
            {o.name for o in first} & {o.name for o in second},
        )
        return STEPS * (1 - len(shared) / len(either)) if either else 0.0
    if part.ordered:
        order = list(part.options.values())
        return STEPS * abs(order.index(first[0]) - order.index(second[0])) / (len(order) - 1)
    return 0.0 if tuple(first) == tuple(second) else STEPS


def every_option(part: Part) -> tuple[tuple[Option, ...] | None, tuple[Option, ...] | None]:
    """Return the lowest and the highest answer of a part that nobody knows.

    A part of which the model makes no use has none, nor has one whose options have no order and no
    way.
    """
    options = list(part.options.values())
    if part.item == SELF_RATED or not any(acts(option) for option in options):
        return None, None
    if part.several:
        return (), tuple(options)
    closing = [option for option in options if option.closes]
    if closing:
        return (closing[0],), (next(o for o in options if not o.closes),)
    return ((options[0],), (options[-1],)) if part.ordered else (None, None)


def acts(option: Option) -> bool:
    """Tell whether the model makes some use of an option."""
    return bool(option.level or option.instruments or option.settings or option.closes)


def _dropped(seen: Seen, now: tuple[Option, ...] | None) -> Seen:
    return Seen(seen.part, seen.views, now, "dropped", seen.steps, now, now)
