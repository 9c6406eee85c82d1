"""What a remedy needs before it can begin, as what a person has to do or reach, never as a key of the scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from borderSim.diagnose.joined import Joined
from borderSim.diagnose.remedies import MANDATE, WILL, opening, part_of
from borderSim.language.catalogue import gettext as _
from borderSim.language.current import current
from borderSim.scenario.instruments import known_instruments
from borderSim.scenario.questionnaire.items import Option, Part

ASKED = {WILL: "A.17.will", MANDATE: "A.17.mandate_overlap"}
"""By key of will or mandate, the part of the questionnaire that asks for it."""


def short(first: Iterable[str], gates: Mapping[str, float]) -> list[str]:
    """Return what must be there first, in a few words each.

    Args:
        first: names of instruments.
        gates: keys of will and mandate, with the value that is asked for.
    """
    return [*(_title_of(name) for name in first), *(_gate(*gate) for gate in gates.items())]


def in_full(gates: Mapping[str, float], joined: Joined) -> list[str]:
    """Return what is to be reached, by whom, and how both services would see that it is reached.

    Args:
        gates: as in :func:`short`.
        joined: the answers, which say where it stands today.
    """
    return [_act(key, value, joined) for key, value in gates.items()]


def _title_of(instrument: str) -> str:
    return _(known_instruments()[instrument].title)


def _gate(key: str, value: float) -> str:
    part, reach = _reach(key, value)
    return _("{remedy} ({item}: “{reach}” at most)").format(
        remedy=opening(key).title[current()], item=part.item, reach=reach.words
    )


def _act(key: str, value: float, joined: Joined) -> str:
    part, reach = _reach(key, value)
    said = {
        MANDATE: _(
            "the minister or ministers in charge settle in one text who does what, until both services answer “{reach}” at most to “{asks}” ({item})"
        ),
        WILL: _(
            "the minister or ministers in charge decide for joint work and say so, until both services answer “{reach}” at most to “{asks}” ({item})"
        ),
    }[key].format(reach=reach.words, asks=part.words, item=part.item)
    today = next((seen.chosen for seen in joined.seen if seen.part.key == ASKED[key]), None)
    if not today:
        return said
    return _("{act}; today: “{today}”").format(act=said, today=today[0].words)


def _reach(key: str, value: float) -> tuple[Part, Option]:
    """Return the part that asks for it, and the first answer from the worst on that comes up to a value."""
    part = part_of(ASKED[key])
    options = list(part.options.values())
    enough = (option for option in options if float(str(option.settings[key])) >= value)
    return part, next(enough, options[-1])
