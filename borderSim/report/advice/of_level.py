"""Which level a single measure belongs to: the highest of those at which the questionnaire places what it sets up or raises."""

from __future__ import annotations

from collections.abc import Iterator

from borderSim.diagnose.remedies import Remedy, part_of, remedies
from borderSim.errors import InputError
from borderSim.report.diagnosis.words import level_title
from borderSim.scenario.dials import anchors
from borderSim.scenario.questionnaire.items import parts


def level_of(name: str) -> str:
    """Return the title of the level that a measure belongs to.

    Args:
        name: of the remedy.

    Returns:
        Empty where the measure belongs to no level, since it can be set up beside each, and where
        it is not known.
    """
    own = remedies().get(name)
    held = set(_places(own)) if own else set()
    titles = [level_title(level.name) for level in anchors() if level.name in held]
    return titles[-1] if titles else ""


def _places(own: Remedy) -> Iterator[str]:
    """Give the names of levels at which options stand that the measure raises or whose instruments it sets up."""
    for part in parts():
        for option in part.options.values():
            if option.level and set(option.instruments) & set(own.instruments):
                yield str(option.level)
    for key, to in own.steps.items():
        try:
            option = part_of(key).options[str(to)]
        except (InputError, KeyError):
            continue
        if option.level:
            yield str(option.level)
