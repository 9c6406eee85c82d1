"""What a shipped level consists of, by the scale of the handbook's questionnaire, and who sets it up.

The handbook describes its levels in words and names instruments beside them; which option of a
question stands at which level is this project's reading (``configs/questionnaire/items.yaml``).
"""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.language.catalogue import gettext
from borderSim.report.comparison.source import Level, View
from borderSim.report.writing.texts import catalogue, word
from borderSim.scenario.instruments import shipped_instruments
from borderSim.scenario.questionnaire.items import Option, Part, items

TOLD = (("A.1", "basis"), ("A.2.1", "protocol"), ("A.6", "cases"))
"""Parts of the questionnaire that are told: what it rests on, how news passes, how cases are run."""


@dataclass(frozen=True)
class Consists:
    """What is new at a level.

    Attributes:
        parts: an instrument or an option of each part that is told, in words; empty for a level
            that does not stand on the questionnaire's scale.
        who: whose act it is, in words; empty where not known.
    """

    parts: list[str]
    who: str


def consists(view: View) -> dict[str, Consists]:
    """Return by name of a level what is new in it."""
    return {level.name: _of(level) for level in view.others}


def instruments_of(level: str) -> list[str]:
    """Return by name the instruments that are new at a level, of the parts that are told."""
    found = [(part, option) for part in _parts() if (option := _at(part, level))]
    return [name for part, option in found for name in _new(part, option)]


def _of(level: Level) -> Consists:
    found = [(part, option) for part in _parts() if (option := _at(part, level.name))]
    basis = next((option.name for part, option in found if part.name == TOLD[0][1]), "")
    key = f"who.{basis}"
    return Consists(
        [_told(part, option) for part, option in found], word(key) if key in catalogue() else ""
    )


def _parts() -> list[Part]:
    known = items()
    return [known[item].parts[name] for item, name in TOLD]


def _at(part: Part, level: str) -> Option | None:
    return next((option for option in part.options.values() if option.level == level), None)


def _told(part: Part, option: Option) -> str:
    """Return the instruments that an option brings over the one below it, by title; its own words for none."""
    titles = [gettext(str(shipped_instruments()[name].title)) for name in _new(part, option)]
    return ", ".join(one[:1].lower() + one[1:] for one in titles) if titles else option.words


def _new(part: Part, option: Option) -> list[str]:
    """Return by name the instruments that an option brings over the one below it."""
    options = list(part.options.values())
    place = options.index(option)
    below = options[place - 1].instruments if place else ()
    return [name for name in option.instruments if name not in below]
