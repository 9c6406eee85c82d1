"""The ten difficulties of A.17: what each does in the simulation, or why it does nothing there."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.diagnose.joined import Joined, Seen
from borderSim.scenario.questionnaire.as_level import as_typed
from borderSim.scenario.questionnaire.reading import Reading

ITEM = "A.17"


@dataclass(frozen=True)
class Difficulty:
    """A difficulty and what follows from it.

    Attributes:
        seen: as both services see it.
        effects: settings of the country (``key=value``), or traits, that it decides; empty: none.
        without: why the model makes no use of it; empty where it does.
    """

    seen: Seen
    effects: tuple[str, ...]
    without: str


def difficulties(joined: Joined, reading: Reading) -> list[Difficulty]:
    """Return every difficulty with its effect, or marked as without one."""
    return [_difficulty(seen, reading) for seen in joined.seen if seen.part.item == ITEM]


def _difficulty(seen: Seen, reading: Reading) -> Difficulty:
    options = list(seen.part.options.values())
    if all(option.recorded for option in options) and not seen.part.traits:
        return Difficulty(seen, (), options[0].recorded)
    chosen = seen.chosen[0] if seen.chosen else None
    settings = {} if chosen is None else chosen.settings
    effects = [f"{key}={as_typed(value)}" for key, value in settings.items()]
    effects += [
        f"{trait}={getattr(reading.traits, trait):g}" for trait in seen.part.traits if chosen
    ]
    return Difficulty(seen, tuple(effects), "")
