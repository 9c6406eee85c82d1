"""What the answers mean: traits, instruments and settings, each with the question that it comes from.

The rules, in this order (told to users in ``docs/questionnaire.md``):

1. An option that stands at a shipped level gives the traits of its part that level's values.
2. Of several answers on one trait that of the closer question wins, else the lower level.
3. A way that nothing goes has the lowest level's chance of sharing.
4. An arrangement can lapse: where answers put something in place and none says what it rests on, it
    is informal.
5. Each trait of a dial that answers can set bears an equal share of the dial's part of the costs.
6. What no answer sets keeps the value of the base level.
"""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from borderSim.errors import InputError
from borderSim.parameters.scenario import CostParts, Directed, Partnership, Traits
from borderSim.scenario.build import Place, build
from borderSim.scenario.dials import Anchor, anchors
from borderSim.scenario.names import COSTS, default_choices, levers_file
from borderSim.scenario.own_files import find
from borderSim.scenario.questionnaire.answers import Answers, Given, Open, is_filled_in
from borderSim.scenario.questionnaire.items import Option, settable_traits
from borderSim.scenario.shipped import is_file_name
from borderSim.scenario.strict_yaml import read_yaml

ReadLevel = Callable[[str, object], Partnership]
"""(what it was named for, name or path of a level) → the level, whatever its file holds."""
SHARE = "share_prob"
LASTS = "persistence"
COST_TRAITS = ("setup_cost_eur", "running_cost_eur")
SELF_RATED = "A.18"
INSTRUMENTS = "instruments."


@dataclass(frozen=True)
class Setting:
    """What an answer says about a trait: its value, and the level that it stands at."""

    trait: str
    value: object
    anchor: Anchor
    given: Given

    @property
    def rank(self) -> tuple[bool, float]:
        """The setting of the least rank wins: closer questions first, then the lower level."""
        return not self.given.part.specific, self.anchor.place


@dataclass(frozen=True)
class Said:
    """A value with the answer that it comes from; ``remark`` says what becomes of it."""

    what: str
    value: object
    source: str
    remark: str = ""


@dataclass(frozen=True)
class Reading:
    """What a filled-in questionnaire amounts to.

    Attributes:
        answers: what was answered.
        base: the level whose values open questions keep.
        traits: the traits in force.
        sources: by trait, where its value comes from.
        instruments: name to the answers that it comes from.
        settings: values of the scenario that follow from answers; a level cannot set them.
        recorded: answers that the model makes no use of (``Option.recorded`` says why).
        overruled: answers on a trait that another answer decided.
        open: parts without an answer, with the traits that keep the base's value for it.
        places: by dial, the mean place (0 to 1) of the answers on its traits.
        levels: by trait that an answer decides, the shipped level at which that answer stands.
    """

    answers: Answers
    base: Partnership
    traits: Traits
    sources: Mapping[str, str]
    instruments: Mapping[str, str]
    settings: Sequence[Said]
    recorded: Sequence[tuple[Given, Option]]
    overruled: Sequence[Said]
    open: Sequence[tuple[Open, tuple[str, ...]]]
    places: Mapping[str, float] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)


def interpret(answers: Answers, read_level: ReadLevel) -> Reading:
    """Turn answers into traits, instruments and settings.

    Args:
        answers: what was answered.
        read_level: reads the level whose values open questions keep.

    Raises:
        InputError: the base is no level, or itself a questionnaire.
    """
    base = _base(answers, read_level)
    claims = _claims(answers)
    won = {trait: min(said, key=lambda claim: claim.rank) for trait, said in claims.items()}
    values: dict[str, Any] = {trait: claim.value for trait, claim in won.items()}
    sources = {f.name: f"level {base.name}" for f in dataclasses.fields(Traits)}
    sources |= {trait: str(claim.given) for trait, claim in won.items()}
    overruled = [
        Said(
            trait,
            claim.value,
            str(claim.given),
            f"{won[trait].given} wins: "
            + (
                "the closer question" if claim.rank[0] > won[trait].rank[0] else "the lower of both"
            ),
        )
        for trait, said in claims.items()
        for claim in said
        if claim is not won[trait] and claim.value != won[trait].value
    ]
    _close_ways(answers, base, values, sources)
    overruled += _can_lapse(base, won, values, sources)
    for cost in COST_TRAITS:
        values[cost], sources[cost] = _cost(cost, base, won)
    instruments = _instruments(answers, base)
    return Reading(
        answers=answers,
        base=base,
        traits=build(
            Traits,
            dataclasses.asdict(dataclasses.replace(base.traits, **values)),
            Place("traits", lambda _: answers.origin),
        ),
        sources=sources,
        instruments=instruments,
        settings=_settings(answers, instruments),
        recorded=[
            (given, option)
            for given in answers.given
            for option in given.options
            if option.recorded
        ],
        overruled=overruled,
        open=[(o, tuple(t for t in o.part.traits if t not in won)) for o in answers.open],
        places=_places(won),
        levels={trait: claim.anchor.name for trait, claim in won.items()},
    )


def _base(answers: Answers, read_level: ReadLevel) -> Partnership:
    name = answers.base or default_choices()["present"]
    key = f"{answers.origin}: base"
    file = find(name, key) if is_file_name(name) else None
    if file is not None and is_filled_in(read_yaml(file, name)):
        raise InputError(
            f"{key}: {name} is a filled-in questionnaire: name a level, whose values open questions keep"
        )
    return read_level(key, name)


def _claims(answers: Answers) -> dict[str, list[Setting]]:
    found: dict[str, list[Setting]] = {}
    by_name = {anchor.name: anchor for anchor in anchors()}
    for given in answers.given:
        for trait in given.part.traits:
            for option in given.options:
                anchor = by_name[str(option.level)]
                value = option.values.get(trait, getattr(anchor.traits, trait))
                found.setdefault(trait, []).append(Setting(trait, value, anchor, given))
    return found


def _close_ways(
    answers: Answers, base: Partnership, values: dict[str, Any], sources: dict[str, str]
) -> None:
    """A way that nothing goes has at most the lowest level's chance of sharing (rule 3)."""
    lowest = anchors()[0].traits.share_prob
    for given in answers.given:
        for way in (option.closes for option in given.options if option.closes):
            shares: Directed = values.get(SHARE, base.traits.share_prob)
            values[SHARE] = dataclasses.replace(
                shares, **{way: min(getattr(shares, way), getattr(lowest, way))}
            )
            sources[SHARE] += f"; {way.replace('_', ' ')} {given}"


def _can_lapse(
    base: Partnership, won: Mapping[str, Setting], values: dict[str, Any], sources: dict[str, str]
) -> list[Said]:
    """What is in place can lapse, also where no answer says what it rests on (rule 4)."""
    lowest, groups = anchors()[0].traits, levers_file()["groups"]
    arranged = [
        trait
        for trait in (*groups["information_sharing"], *groups["resource_pooling"])
        if values.get(trait, getattr(base.traits, trait)) != getattr(lowest, trait)
    ]
    answered = any(trait in won for trait in (*arranged, LASTS))
    if not answered or not arranged or values.get(LASTS, base.traits.persistence) is not None:
        return []
    informal = next(anchor for anchor in anchors() if anchor.traits.persistence is not None)
    values[LASTS] = informal.traits.persistence
    implied = dict.fromkeys(
        str(won[trait].given) if trait in won else f"level {base.name}" for trait in arranged
    )
    sources[LASTS] = f"as informal as {informal.name}: implied by {', '.join(implied)}"
    claim = won.get(LASTS)
    return (
        [Said(LASTS, claim.value, str(claim.given), "what is in place can lapse")] if claim else []
    )


def _cost(cost: str, base: Partnership, won: Mapping[str, Setting]) -> tuple[CostParts, str]:
    """Return a cost: by dial, the mean over its traits of the part that their level pays, or the base (rule 5)."""
    own: CostParts = getattr(base.traits, cost)
    parts, answered = {}, []
    for dial, part in COSTS.items():
        traits = _settable(dial)
        kept = getattr(own, part)
        count = sum(trait in won for trait in traits)
        shares = [
            getattr(getattr(won[trait].anchor.traits, cost), part) if trait in won else kept
            for trait in traits
        ]
        parts[part] = math.fsum(shares) / len(traits) if count else kept
        answered.append(f"{part} {count} of {len(traits)}")
    if not won:
        return own, f"level {base.name}"
    return CostParts(
        **parts
    ), f"by the traits answered ({', '.join(answered)}), else level {base.name}"


@functools.cache
def _settable(dial: str) -> tuple[str, ...]:
    return tuple(trait for trait in levers_file()["groups"][dial] if trait in settable_traits())


def _instruments(answers: Answers, base: Partnership) -> dict[str, str]:
    """Return the instruments of the answers.

    Those of the base stay where no answer speaks of them.
    """
    asked = {name for given in answers.given for name in given.part.instruments}
    found = {
        name: f"level {base.name}" for name in getattr(base, "instruments", ()) if name not in asked
    }
    for given in answers.given:
        for option in given.options:
            for name in option.instruments:
                source = f"{given.part.key} ({option.name})"
                found[name] = f"{found[name]}, {source}" if name in found else source
    return found


def _settings(answers: Answers, instruments: Mapping[str, str]) -> list[Said]:
    """Return what answers say of the scenario.

    Lists of one key are joined, of an instrument only what is in place is set.
    """
    found: dict[str, Said] = {}
    for given in answers.given:
        for key, value in (pair for option in given.options for pair in option.settings.items()):
            if (
                key.startswith(INSTRUMENTS)
                and key.removeprefix(INSTRUMENTS).split(".")[0] not in instruments
            ):
                continue
            before = found.get(key)
            if before is not None and isinstance(value, list) and isinstance(before.value, list):
                found[key] = Said(
                    key, list(dict.fromkeys([*before.value, *value])), f"{before.source}, {given}"
                )
            else:
                found[key] = Said(key, value, str(given))
    return list(found.values())


def _places(won: Mapping[str, Setting]) -> dict[str, float]:
    found = {}
    for dial in COSTS:
        places = [won[trait].anchor.place for trait in _settable(dial) if trait in won]
        if places:
            found[dial] = math.fsum(places) / len(places)
    return found
