"""A diagnosis as rows for tables: the same for the terminal, the page and ``diagnosis.json``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from borderSim.diagnose.diagnosis import Diagnosis
from borderSim.diagnose.difficulties import ITEM as DIFFICULTIES
from borderSim.diagnose.gaps import HANDBOOK, Found
from borderSim.diagnose.joined import Seen, acts
from borderSim.diagnose.profile import level_names
from borderSim.language.catalogue import gettext as _
from borderSim.report.diagnosis.setting_words import setting_words, value_words
from borderSim.report.diagnosis.words import (
    answer_words,
    chosen_words,
    dial_titles,
    left_out_words,
    level_title,
    rule_words,
    service_title,
    source_words,
    trait_titles,
)
from borderSim.report.writing.numbers import fixed
from borderSim.report.writing.texts import apart
from borderSim.scenario.questionnaire.answers import Given
from borderSim.scenario.questionnaire.items import items
from borderSim.scenario.questionnaire.reading import SELF_RATED


@dataclass(frozen=True)
class Table:
    """A table as people see it."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]


def tables(found: Diagnosis) -> list[Table]:
    """Return every table of a diagnosis that has rows, in the language in force."""
    made = [
        profile_table(found),
        differences_table(found),
        gaps_table(found),
        difficulties_table(found),
        unknown_table(found),
        settings_table(found),
        instruments_table(found),
        unused_table(found),
    ]
    return [table for table in made if table.rows]


def profile_table(found: Diagnosis) -> Table:
    """Return the traits on the five levels."""
    names, traits, dials = level_names(), trait_titles(), dial_titles()
    rows = [
        (
            dials[row.dial],
            traits[row.trait],
            level_title(row.level),
            _range(names[row.low], names[row.high]),
            source_words(row.source)
            if row.answered
            else _("no answer: as {level}").format(level=level_title(found.reading.base.name)),
        )
        for row in found.profile.rows
    ]
    return Table(
        "profile",
        _("Profile: where each trait stands"),
        (_("group"), _("trait"), _("level"), _("may be"), _("from")),
        rows,
    )


def _range(low: str, high: str) -> str:
    if low == high:
        return ""
    return _("{low} to {high}").format(low=level_title(low), high=level_title(high))


def differences_table(found: Diagnosis) -> Table:
    """Return where the services see it differently, the widest apart first."""
    rows = [
        (
            seen.part.item,
            asks(seen),
            *(answer_words(view) for view in seen.views.values()),
            fixed(seen.steps or 0.0, 1),
            chosen_words(seen.chosen),
            rule_words(seen),
        )
        for seen in found.joined.gaps()
    ]
    heads = tuple(service_title(service) for service in found.joined.forms)
    return Table(
        "differences",
        _("Where both services see it differently"),
        (_("item"), _("question"), *heads, _("steps apart"), _("taken"), _("because")),
        rows,
    )


def asks(seen: Seen) -> str:
    """Return what a part asks, in words: the question where it is alone, else the part."""
    return items()[seen.part.item].words if seen.part.alone else seen.part.words


def part_words(seen: Seen) -> str:
    """Return what a part asks with the number of its question in the handbook, never its key."""
    question = items()[seen.part.item].words
    if seen.part.alone:
        return _("“{question}” ({item})").format(question=question, item=seen.part.item)
    return _("“{question}” ({item}, {part})").format(
        question=question, item=seen.part.item, part=seen.part.words
    )


def gaps_table(found: Diagnosis) -> Table:
    """Return what is missing, and what can be done about it."""
    rows = [
        (
            _items(one),
            one.gap.says,
            _seen_by(one, found.joined.two),
            one.gap.does,
            by_words(one.gap.remedy_by),
            one.gap.section,
        )
        for one in found.gaps
    ]
    return Table(
        "gaps",
        _("What is missing, and what can be done"),
        (_("item"), _("gap"), _("seen by"), _("remedy"), _("named by"), _("section")),
        rows,
    )


def _items(one: Found) -> str:
    return ", ".join(dict.fromkeys(seen.part.item for seen in one.seen))


def _seen_by(one: Found, two: bool) -> str:
    """Return who sees a gap."""
    if one.only:
        return _("{service} only").format(service=service_title(one.only))
    answered = {
        service
        for seen in one.seen
        for service, view in seen.views.items()
        if isinstance(view, Given)
    }
    if not answered:
        return _("nobody knows")
    return _("both") if two and len(answered) > 1 else service_title(answered.pop())


def by_words(who: str) -> str:
    """Return who names a remedy."""
    return _("handbook") if who == HANDBOOK else _("borderSim ◇").replace(" ", "\u00a0")


def difficulties_table(found: Diagnosis) -> Table:
    """Return the ten difficulties, with the effect of each or marked as without one."""
    rows = [
        (
            one.seen.part.words,
            *(answer_words(view) for view in one.seen.views.values()),
            apart(one.effects)
            if one.effects
            else _("no effect in the simulation: {why}").format(why=_(one.without))
            if one.without
            else _("open: as the scenario has it"),
        )
        for one in found.difficulties
    ]
    heads = tuple(service_title(service) for service in found.joined.forms)
    return Table(
        "difficulties",
        _("Difficulties (A.17)"),
        (_("difficulty"), *heads, _("what it does")),
        rows,
    )


def unknown_table(found: Diagnosis) -> Table:
    """Return what is not known for sure: every answer that may stand for several."""
    rows = [
        (seen.part.item, asks(seen), chosen_words(seen.low), chosen_words(seen.high))
        for seen in found.joined.seen
        if seen.unsure and any(acts(option) for option in seen.part.options.values())
    ]
    return Table(
        "unknown",
        _("What is not sure, and the range that is carried on"),
        (_("item"), _("question"), _("lowest"), _("highest")),
        rows,
    )


def settings_table(found: Diagnosis) -> Table:
    """Return the settings that are in force."""
    rows = [
        (
            setting_words(said.what),
            value_words(said.what, said.value),
            source_words(said.source),
        )
        for said in found.country.settings
    ]
    return Table(
        "settings",
        _("Law, powers and will that are in force in the country's scenario"),
        (_("setting"), _("value"), _("from")),
        rows,
    )


def instruments_table(found: Diagnosis) -> Table:
    """Return the instruments that are there, and those that were named and can't stand."""
    rows = [
        (instrument_title(name), _("in force"), source_words(source))
        for name, source in found.country.instruments.items()
    ]
    rows += [
        (
            instrument_title(name),
            _("not simulated: {why}").format(why=left_out_words(why)),
            source_words(found.reading.instruments[name]),
        )
        for name, why in found.country.left_out.items()
    ]
    return Table(
        "instruments",
        _("Instruments that are there"),
        (_("instrument"), _("state"), _("from")),
        rows,
    )


def unused_table(found: Diagnosis) -> Table:
    """Return the answers of which the model makes no use, with the reason, but for difficulties."""
    together: dict[tuple[str, str], list[str]] = {}
    for given, option in found.reading.recorded:
        if given.part.item not in (SELF_RATED, DIFFICULTIES):
            key = (given.part.item, _(option.recorded))
            text = option.words if given.part.alone else f"{given.part.words}: {option.words}"
            together.setdefault(key, []).append(text)
    return Table(
        "unused",
        _("What the model makes no use of"),
        (_("item"), _("answer"), _("why")),
        [(item, apart(said), why) for (item, why), said in together.items()],
    )


def instrument_title(name: str) -> str:
    """Return an instrument's title in the language in force."""
    from borderSim.scenario.instruments import known_instruments

    title = getattr(known_instruments()[name], "title", "")
    return _(title) if title else name.replace("_", " ")


def as_data(found: Diagnosis) -> dict[str, Any]:
    """Return a diagnosis as plain data: what ``diagnosis.json`` holds, names and numbers in no language."""
    profile = found.profile
    return {
        "format": 1,
        "country": found.joined.country,
        "scenario": found.below,
        "forms": {
            service: {**answers.facts, "file": answers.origin, "answered": len(answers.given)}
            for service, answers in found.joined.forms.items()
        },
        "profile": {
            "implied": profile.implied,
            "implied_low": profile.implied_low,
            "implied_high": profile.implied_high,
            "weakest": profile.weakest,
            "weak": list(profile.weak),
            "named": profile.named,
            "layers": profile.layers,
            "levels_above": {service: profile.above(service) for service in profile.named},
            "traits": [
                {
                    "trait": row.trait,
                    "level": row.level,
                    "step": row.step,
                    "low": row.low,
                    "high": row.high,
                    "source": row.source,
                }
                for row in profile.rows
            ],
        },
        "parts": [_part(seen) for seen in found.joined.seen],
        "gaps": [
            {
                "item": one.gap.item,
                "parts": [seen.part.key for seen in one.seen],
                "gap": dict(one.gap.gap),
                "gap_by": one.gap.gap_by,
                "remedy": dict(one.gap.remedy),
                "remedy_by": one.gap.remedy_by,
                "section": one.gap.section,
                "sure": one.sure,
                "only": one.only,
            }
            for one in found.gaps
        ],
        "difficulties": [
            {
                "difficulty": one.seen.part.name,
                "effects": list(one.effects),
                "without": one.without,
            }
            for one in found.difficulties
        ],
        "settings": {
            said.what: {"value": said.value, "source": said.source}
            for said in found.country.settings
        },
        "instruments": dict(found.country.instruments),
        "left_out": {name: list(why) for name, why in found.country.left_out.items()},
        "notes": {service: dict(answers.notes) for service, answers in found.joined.forms.items()},
    }


def _part(seen: Seen) -> dict[str, Any]:
    def names(chosen: tuple | None) -> list[str] | None:
        return None if chosen is None else [option.name for option in chosen]

    return {
        "part": seen.part.key,
        "views": {
            service: names(getattr(view, "options", None)) for service, view in seen.views.items()
        },
        "joined": names(seen.chosen),
        "rule": seen.rule,
        "steps": seen.steps,
        "low": names(seen.low),
        "high": names(seen.high),
    }
