"""The remedies of ``configs/questionnaire/remedies.yaml``: which of them a country lacks, and what each changes there.

A remedy adds instruments to the country's level, raises answers of the questionnaire by what they
stand for (traits, settings), or both. What is there stays: a trait that stands higher already does
not move. Nothing here says what a remedy is worth: that is simulated.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from borderSim.diagnose.raised import place_of
from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.parameters.scenario import Instrument, Partnership, Scenario
from borderSim.parameters.window import DAYS_A_MONTH
from borderSim.scenario.dials import anchors
from borderSim.scenario.instruments import known_instruments
from borderSim.scenario.load import scenario_as_dict
from borderSim.scenario.questionnaire.answers import Answers
from borderSim.scenario.questionnaire.items import Option, Part, parts
from borderSim.scenario.shipped import config_dir
from borderSim.scenario.strict_yaml import read_yaml
from borderSim.studies.design.prerequisites import needed_by

NEXT = "next"
HANDBOOK, PROJECT = "handbook", "project"
DIFFICULTIES = "A.17"
"""The item whose parts ask for difficulties: they are raised only where somebody named one."""
WILL, MANDATE = "governance.political_will", "governance.mandate_clarity"


@dataclass(frozen=True)
class Remedy:
    """What can be done about a gap.

    Attributes:
        name: as the table and commands call it.
        title: for people, by language (``en``, ``fr``).
        does: what it consists of, in a line, by language.
        who: whose act it is, by language (a reading of this project).
        item: the question of the handbook that it answers.
        named_by: ``handbook`` where its table of gaps names the remedy, ``project`` where it is ours.
        section: where the handbook speaks of it.
        instruments: added to the level.
        steps: by key of a part of the questionnaire, the option that is reached, or ``next``.
        settings: keys of the scenario that come with it.
        unless: instruments beside which it has no place.
        months: time to reach, where neither an instrument nor a level tells it.
        watch: names of indicators.
    """

    name: str
    title: Mapping[str, str]
    does: Mapping[str, str]
    who: Mapping[str, str]
    item: str
    named_by: str
    section: str
    instruments: tuple[str, ...] = ()
    steps: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)
    unless: tuple[str, ...] = ()
    months: float | None = None
    watch: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missing:
    """A remedy that a country lacks, as it would be there.

    Attributes:
        remedy: which.
        instruments: those it adds, without what comes along.
        along: instruments that these need beside them and that are not there yet.
        gates: keys of will and mandate that must rise before it can begin, with the value asked.
        reached: by part of the questionnaire, the option that is reached.
        settings: keys of the scenario and their new values, ``gates`` among them.
        months: from the decision until it is in force.
    """

    remedy: Remedy
    instruments: tuple[str, ...]
    along: tuple[str, ...]
    gates: Mapping[str, float]
    reached: Mapping[str, Option]
    settings: Mapping[str, object]
    months: float

    @property
    def name(self) -> str:
        """Name of the remedy."""
        return self.remedy.name


@functools.cache
def remedies() -> Mapping[str, Remedy]:
    """Return every remedy by name, in the order of the handbook's items."""
    return {name: _remedy(name, raw) for name, raw in _file()["remedies"].items()}


@functools.cache
def indicators() -> Mapping[str, Mapping[str, str]]:
    """Return what to watch by name: an outcome of the model, and in words what a service can count."""
    return _file()["indicators"]


@functools.cache
def left_out() -> Mapping[str, Mapping[str, str]]:
    """Return instruments that are no remedy here, with the reason by language."""
    return _file()["left_out"]


@functools.cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Return the sentences of a road map, by language."""
    return _file()["sentences"]


def chosen(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of remedies once they are seen to be some.

    Raises:
        InputError: unknown, or named twice.
    """
    found = tuple(names)
    for name in found:
        if name not in remedies():
            raise InputError(
                phrase(
                    "remedies={name}: there is no such remedy{nearest}; there are: {allowed}",
                    name=name,
                    nearest=nearest(name, remedies()),
                    allowed=", ".join(remedies()),
                )
            )
        if found.count(name) > 1:
            raise InputError(phrase("remedies= names {name} twice", name=name))
    return found


def missing_of(
    base: Partnership, scenario: Scenario, answers: Answers | None = None
) -> dict[str, Missing]:
    """Return the remedies that a country lacks, by name, in the order of the handbook's items.

    Args:
        base: the country's level as it is.
        scenario: the country, whose law and will stand in it.
        answers: the filled-in questionnaire that the level comes from, None for another level: where
            a part stands is then told by the traits and settings in force.
    """
    here = _Country(base, scenario, scenario_as_dict(scenario), answers)
    found: dict[str, Missing] = {}
    for name, remedy in remedies().items():
        lacking = _missing(remedy, here)
        if lacking is not None:
            found[name] = lacking
    return found


def along_of(names: Iterable[str], base: Partnership) -> tuple[str, ...]:
    """Return the instruments that some need beside them and that a level has not, sorted."""
    there = set(base.instruments)
    needed = needed_by([*there, *names], known_instruments(), base.traits.persistence)
    return tuple(name for name in needed if name not in there)


def part_of(key: str) -> Part:
    """Return a part of the questionnaire by ``ITEM.part``."""
    return _parts()[key]


# --------------------------------------------------------------------------- what is missing
@dataclass(frozen=True)
class _Country:
    """A country as it is: its level, its scenario with all values as plain data, its answers."""

    base: Partnership
    scenario: Scenario
    values: Mapping[str, object]
    answers: Answers | None


def _missing(remedy: Remedy, here: _Country) -> Missing | None:
    base, scenario = here.base, here.scenario
    if set(remedy.unless) & set(base.instruments):
        return None
    instruments = tuple(name for name in remedy.instruments if name not in base.instruments)
    reached = {
        key: option
        for key, to in remedy.steps.items()
        if (option := _reached(part_of(key), to, here)) is not None
    }
    if not instruments and not reached:
        return None
    along = along_of(instruments, base)
    gates = _gates((*along, *instruments), scenario)
    settings = {key: value for option in reached.values() for key, value in option.settings.items()}
    return Missing(
        remedy,
        instruments,
        along,
        gates,
        reached,
        {**settings, **remedy.settings, **gates},
        _months(remedy, instruments, along, reached, scenario) + months_to_open(gates),
    )


def _reached(part: Part, to: str, here: _Country) -> Option | None:
    """Return the option that a step reaches; None where the country stands there already, or nobody knows where it stands."""
    options = list(part.options.values())
    place = _place(part, here)
    if place is None:
        return None
    if to == NEXT:
        higher = (o for o in options[place + 1 :] if _acts(part, o) and _differs(options[place], o))
        return next(higher, None)
    aim = list(part.options).index(to)
    return options[aim] if aim > _first_like(options, place) else None


def _first_like(options: Sequence[Option], here: int) -> int:
    """Return the first option that means the same to the model: a power without means is none."""
    return next(i for i, o in enumerate(options) if i == here or not _differs(options[here], o))


def _acts(part: Part, option: Option) -> bool:
    """Whether an option says something to the model, and no instrument of which a remedy of its own speaks."""
    says = option.settings or (part.traits and option.level)
    return bool(says) and not option.instruments


def _differs(here: Option, other: Option) -> bool:
    return (here.level, here.settings) != (other.level, other.settings)


def _place(part: Part, here: _Country) -> int | None:
    """Return the place of a country among the options of a part: as answered, else as its traits and settings say."""
    names, options = list(part.options), list(part.options.values())
    if here.answers is not None and (given := here.answers.options(part.item, part.name)):
        return names.index(given[-1])
    if part.item == DIFFICULTIES:
        return None
    if part.traits:
        places = {anchor.name: anchor.place for anchor in anchors()}
        own = min(place_of(trait, getattr(here.base.traits, trait)) for trait in part.traits)
        below = [i for i, o in enumerate(options) if o.level and places[o.level] <= own]
        return max(below, default=0)
    matching = [
        i
        for i, option in enumerate(options)
        if option.settings
        and all(_in_force(key, here.values) == value for key, value in option.settings.items())
    ]
    return max(matching, default=None)


def _in_force(key: str, values: Mapping[str, object]) -> object:
    """Return the value of a dotted key of a scenario, None where it has none."""
    value: Any = values
    for name in key.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value.get("name") if key == "legal_model" and isinstance(value, Mapping) else value


def _months(
    remedy: Remedy,
    instruments: Sequence[str],
    along: Sequence[str],
    reached: Mapping[str, Option],
    scenario: Scenario,
) -> float:
    """Return the time to reach, months: what comes along first, then the longest of what it is made of."""
    lag = 1.0 + scenario.governance.ministry_lag * (scenario.governance.ministries - 1)
    known = known_instruments()
    traits = {anchor.name: anchor.traits for anchor in anchors()}
    own = [_setup(known[name], lag) for name in instruments]
    own += [
        (traits[option.level].months_to_reach or 0.0) * lag
        for option in reached.values()
        if option.level and remedy.months is None
    ]
    before = max((_setup(known[name], lag) for name in along), default=0.0)
    return before + max([*own, (remedy.months or 0.0) * lag])


def _setup(instrument: Instrument, lag: float) -> float:
    return instrument.setup_days / DAYS_A_MONTH * lag


def _gates(instruments: Sequence[str], scenario: Scenario) -> dict[str, float]:
    """Return what instruments ask of will and mandate beyond what there is, by key."""
    known, own = known_instruments(), scenario.governance
    asked = {
        WILL: max((known[name].needs_will for name in instruments), default=0.0),
        MANDATE: max((known[name].needs_mandate for name in instruments), default=0.0),
    }
    there = {WILL: own.political_will, MANDATE: own.mandate_clarity}
    return {key: value for key, value in asked.items() if value > there[key]}


def opening(gate: str) -> Remedy:
    """Return the remedy that makes will or mandate rise.

    Args:
        gate: :data:`WILL` or :data:`MANDATE`.
    """
    return remedies()[{WILL: "political_will", MANDATE: "clear_mandates"}[gate]]


def months_to_open(gates: Iterable[str]) -> float:
    """Return how long will and mandate take to rise, months: what the remedies for them take."""
    return max((opening(gate).months or 0.0 for gate in gates), default=0.0)


@functools.cache
def _parts() -> Mapping[str, Part]:
    """Return every part of the questionnaire by ``ITEM.part``."""
    return {f"{part.item}.{part.name}": part for part in parts()}


# --------------------------------------------------------------------------- the file
@functools.cache
def _file() -> Any:
    return read_yaml(config_dir() / "questionnaire" / "remedies.yaml")


def _remedy(name: str, raw: Mapping[str, Any]) -> Remedy:
    lists: dict[str, Any] = {
        key: tuple(raw.get(key, ())) for key in ("instruments", "unless", "watch")
    }
    plain: dict[str, Any] = {
        key: raw[key] for key in ("title", "does", "item", "named_by", "section")
    }
    plain["who"] = _file()["who"][raw["who"]]
    months = raw.get("months")
    return Remedy(
        name,
        **plain,
        **lists,
        steps=raw.get("steps", {}),
        settings=raw.get("settings", {}),
        months=None if months is None else float(months),
    )
