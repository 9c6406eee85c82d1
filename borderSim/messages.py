"""The texts that are translated: found in templates, code and data, and held against each catalogue.

``python -m borderSim.messages`` adds what is new to the catalogues of ``borderSim/language`` and
drops what is gone; with ``--check`` it writes nothing. Both name what has no translation, and end
with 1 if there is any.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from borderSim.errors import InputError
from borderSim.language.catalogue import ROOM
from borderSim.language.current import LANGUAGES, SOURCE
from borderSim.studies.execution import files

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

PACKAGE = Path(__file__).parent
METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
]
OPTIONS = {
    "**/templates/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"},
    "**/templates/**.txt": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"},
}
KEYWORDS = {
    **{"_": None, "gettext": None, "N_": None, "phrase": None},
    **{"ngettext": (1, 2), "nphrase": (1, 2)},
}
WIDTH = 120
PLACE = re.compile(r"%\(\w+\)s|\{\w*[^}]*\}")
"""What is filled in: it must stand in the translation too."""


def data_texts() -> Iterator[str]:
    """Yield the texts that stand in data and are shown to people."""
    from borderSim.measures.quantities import yardstick
    from borderSim.report.writing.left_out import LEFT_OUT
    from borderSim.report.writing.texts import catalogue
    from borderSim.studies.analysis.findings.mechanisms import STICKS

    yield from catalogue().values()
    for entry in LEFT_OUT:
        yield from (entry.area, entry.text)
    yield from SETTINGS
    yield from HEADS
    for stick in (*STICKS, yardstick("net_benefit_0")):
        yield from (stick.label, stick.unit)
    yield from _outcomes()
    yield from _parameters()
    yield from _shipped()
    yield from _questionnaire()
    yield from _commands()
    yield from SPOKEN


def _commands() -> Iterator[str]:
    """Yield what the help says of commands, their keys and flags."""
    from borderSim.cli.registry import TABLE

    for command in TABLE:
        yield from (command.does, *command.keys.values(), *command.all_flags.values())
        yield from command.more


SPOKEN = (
    *("given", "converted", "scaled", "assumed", "fitted"),
    *("running", "stopped", "complete", "failed"),
    *("facilitator", "wall"),
    *("above", "below", "at least", "at most"),
)
"""Words that commands print: what became of a value, how a result stands, seats of an exercise."""


def _questionnaire() -> Iterator[str]:
    """Yield why answers have no use in the model, and why pairs of them can't both be true."""
    from borderSim.scenario.questionnaire.items import clashes, parts

    yield from dict.fromkeys(
        option.recorded for part in parts() for option in part.options.values()
    )
    yield from dict.fromkeys(clash.because for clash in clashes())


SETTINGS = (
    *("steady", "switch", "ramp", "on top", "fixed"),
    *("customs to police", "police to customs", "sharing", "pooling", "governance"),
    *("information sharing", "resource pooling", "year", "month", "horizon", "window", "settled"),
)
"""Words of settings, dials and tables that pages show as words, without their underscores."""


HEADS = (
    *("a_year", "active_end", "active_start", "arm", "best", "chance_best", "clear", "factor"),
    *(
        "difference",
        "ended_on_day",
        "floor",
        "high",
        "how",
        "index",
        "instrument",
        "interdiction_rate",
    ),
    *("information_sharing", "is", "known_end", "known_start", "lambda", "law", "least", "level"),
    *("low", "mean", "measure", "mechanism", "median", "month", "n", "organisation", "outcome"),
    *("part", "per", "perspective", "places", "q05", "q25", "q75", "q95", "rank", "reason"),
    *(
        "resource_pooling",
        "scenario",
        "second",
        "seed",
        "seizures_a_year",
        "share_high",
        "share_low",
    ),
    *("share_of_previous", "span", "stage", "state", "ties_kept", "ties_lost", "ties_new", "told"),
    *("unit", "value", "what", "within"),
)
"""Heads of the tables behind figures, as their CSV files have them."""


def _outcomes() -> Iterator[str]:
    """Yield what the dictionary of outcomes says in words, and the units of tables behind figures."""
    from borderSim.measures.outcomes import OUTCOMES
    from borderSim.parameters.mechanisms import MECHANISMS
    from borderSim.report.figures.units import WHOLE
    from borderSim.report.writing.texts import outcome_title

    for outcome in OUTCOMES.values():
        yield from (outcome.definition, outcome.unit, outcome.group, outcome_title(outcome.name))
    yield from (unit for unit, _ in WHOLE.values())
    for mechanism in MECHANISMS.values():
        yield mechanism.title


def _parameters() -> Iterator[str]:
    """Yield what the section on assumptions says of each parameter."""
    from borderSim.report.comparison.assumptions import GROUPS, declared_in

    yield from GROUPS
    for group in GROUPS:
        for declared in declared_in(group):
            yield from (declared.doc, declared.unit, declared.source)


def _shipped() -> Iterator[str]:
    """Yield what shipped files say of levels, instruments, goods and organisations."""
    from borderSim.scenario.names import shipped
    from borderSim.scenario.shipped import config_dir
    from borderSim.scenario.strict_yaml import read_yaml

    for group in ("partnership", "instruments", "scenario"):
        for name in shipped(group):
            found: dict[str, Any] = dict(read_yaml(config_dir() / group / f"{name}.yaml", name))
            yield from (str(found[key]) for key in ("title", "unit", "description") if key in found)
            yield from (str(post).replace("_", " ") for post in found.get("posts") or ())
            for goods, own in (found.get("commodities") or {}).items():
                yield from (str(goods), str(own.get("unit", "")))
            for profile in (found.get("traffickers") or {}).get("profiles") or ():
                yield str(profile).replace("_", " ")
            for profile in (found.get("organisations") or {}).get("profiles") or ():
                yield str(profile).replace("_", " ")
    for name in shipped("partnership"):
        yield name
    base: dict[str, Any] = dict(read_yaml(config_dir() / "base.yaml", "base"))
    for goods, own in (base.get("commodities") or {}).items():
        yield from (str(goods), str(own.get("unit", "")))


def template() -> Catalog:
    """Return all texts as a catalogue without translations."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir

    found = Catalog(project="borderSim", charset="utf-8")
    for _file, _line, message, _comments, context in extract_from_dir(
        str(PACKAGE), METHODS, OPTIONS, keywords=KEYWORDS
    ):
        found.add(message, context=context)
    for text in data_texts():
        if text:
            found.add(text)
    return found


def updated(language: str) -> Catalog:
    """Return the catalogue of a language with every text that there is now, and no other."""
    from babel.messages.pofile import read_po

    with (ROOM / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the texts of a catalogue that have no translation, or an unsure one, or one with other places."""
    wrong = []
    for message in catalogue:
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple | list) else [message.id]
        own = message.string if isinstance(message.string, tuple | list) else [message.string]
        texts = [text or "" for text in own]
        asked = [set(PLACE.findall(text)) for text in sources]  # (a singular may need none)
        filled = all(text and set(PLACE.findall(text)) in asked for text in texts)
        if message.fuzzy or not filled:
            wrong.append(message)
    return wrong


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as the file holds it: sorted, without places and dates, which change for nothing."""
    from babel.messages.pofile import write_po

    for message in catalogue:
        message.flags.clear()  # guessed from percent signs and braces, often wrongly
    file = BytesIO()
    write_po(file, catalogue, width=WIDTH, no_location=True, sort_output=True, omit_header=True)
    head = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    head += f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    return head.encode() + file.getvalue()


def main(arguments: Sequence[str]) -> int:
    """Bring the catalogues up to date, or check them; return the exit code."""
    if [*arguments] not in ([], ["--check"]):
        raise InputError("python -m borderSim.messages takes nothing but --check")
    code = 0
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        path = ROOM / f"{language}.po"
        catalogue = updated(language)
        text = written(catalogue)
        if "--check" not in arguments:
            files.write_bytes(path, text)
        elif path.read_bytes() != text:
            print(f"{path.name} is not up to date: run python -m borderSim.messages")
            code = 1
        for message in untranslated(catalogue):
            print(f"{path.name}: no translation, or one with other places to fill: {message.id!r}")
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
