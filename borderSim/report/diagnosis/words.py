"""The words of a diagnosis in the language in force: traits, services, rules, where a value comes from."""

from __future__ import annotations

import re

from borderSim.diagnose.joined import BOTH, Seen
from borderSim.language.catalogue import gettext as _
from borderSim.report.writing.texts import apart
from borderSim.scenario.questionnaire.answers import Given, Open
from borderSim.scenario.questionnaire.items import parts

SOURCE_OF = re.compile(r"(A\.\d+(?:\.\w+)*) \((\w+)\)")
"""An answer in a source: the key of its part, and the name of its option."""


def trait_titles() -> dict[str, str]:
    """Return what each trait is, for people."""
    return {
        "share_prob": _("How much of what one service learns reaches the other"),
        "share_interval_days": _("How often information is exchanged"),
        "share_latency_days": _("How soon the other service can use it"),
        "share_fidelity": _("How much detail survives the exchange"),
        "readers_share": _("How many officers may read what is shared"),
        "lookup_prob": _("Looking up the other service's records before a check or a case"),
        "pool_fraction": _("Means lent to the other service"),
        "pool_reaction_days": _("How soon lent means are there"),
        "shared_objective_weight": _("Joint results count for both services"),
        "trust_set_point": _("Trust between units"),
        "persistence": _("Arrangements outlive those who made them"),
        "meeting_share": _("Time given to meetings"),
    }


def dial_titles() -> dict[str, str]:
    """Return the groups of traits, for people."""
    return {
        "information_sharing": _("Sharing information"),
        "resource_pooling": _("Pooling means"),
        "governance": _("Steering together"),
    }


def level_title(name: str) -> str:
    """Return a level of the handbook, for people."""
    titles = {
        "coexistence": _("Coexistence"),
        "communication": _("Communication"),
        "cooperation": _("Cooperation"),
        "coordination": _("Coordination"),
        "collaboration": _("Collaboration"),
    }
    return titles.get(name, name)


def service_title(service: str) -> str:
    """Return a service as a head of a column."""
    titles = {"customs": _("Customs"), "police": _("Police"), BOTH: _("The form")}
    return titles[service]


def rule_words(seen: Seen) -> str:
    """Return by which rule a part was joined."""
    rules = {
        "same": _("same answer"),
        "alone": _("one service alone answers"),
        "about": _("the service that it is about knows best"),
        "list": _("what both name"),
        "ways": _("a way is open only where neither says that nothing goes there"),
        "lower": _("the lower of both"),
        "open": _("nobody knows"),
        "dropped": _("ruled out by another joined answer"),
    }
    return rules[seen.rule]


def answer_words(view: Given | Open) -> str:
    """Return an answer in words."""
    if isinstance(view, Given):
        return apart(option.words for option in view.options) or _("none of them")
    if not view.asked:
        return _("not asked")
    return _("don't know") if view.why == "don't know" else _("no answer")


def chosen_words(chosen: tuple | None) -> str:
    """Return a joined answer in words."""
    if chosen is None:
        return _("open")
    return apart(option.words for option in chosen) or _("none of them")


def left_out_words(why: tuple[str, str]) -> str:
    """Return why an instrument that was named is not simulated."""
    kind, what = why
    if kind == "requires":
        return _("it rests on {instrument}, which no answer names").format(instrument=what)
    if kind == "formality":
        return _("it rests on a written arrangement, which no answer names")
    return _("the scenario has no post for it")


def source_words(source: str) -> str:
    """Return where a value comes from, each answer as question and words: ``A.8 (via_police)`` as A.8 “through the police”."""
    return SOURCE_OF.sub(_answer, source)


def _answer(found: re.Match[str]) -> str:
    """Return one answer of a source; as it stands where the questionnaire has no such answer."""
    key, name = found.groups()
    part = next((part for part in parts() if part.key == key), None)
    option = part.options.get(name) if part else None
    if part is None or option is None:
        return found[0]
    if part.alone:
        return _("{item} “{answer}”").format(item=part.item, answer=option.words)
    return _("{item}, {part}: “{answer}”").format(
        item=part.item, part=part.words, answer=option.words
    )
