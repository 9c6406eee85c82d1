"""A model that fixes everything that a line of the day does not declare to write, and hides what it does not declare to read.

Arrays are made read-only (``writeable=False``), attributes are refused on the class, and lists,
mappings, sets and queues are compared with what they held. What belongs to which part is found by
walking from the part; some classes are found from several parts and belong where :data:`HOME` says.
"""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from borderSim.day import ALL, DAY, Phase
from borderSim.model.state.consignments import Load
from borderSim.model.state.daylist import DayList
from borderSim.model.state.intelligence import Item
from borderSim.model.state.random_streams import DailyUniforms, DayKeyed, WeeklyUniforms
from borderSim.model.state.shocks import Strike
from borderSim.model.state.state import State
from borderSim.model.state.system_answers import Answer
from borderSim.model.state.traffickers import Traffickers
from borderSim.simulation import BorderModel

PARTS = tuple(
    f.name for f in dataclasses.fields(State) if f.name not in ("seed", "day", "first_day")
)
HOME = {Load: "consignments", Item: "mail", Strike: "shocks", DayList: "customs", Answer: "systems"}
"""Records that travel: the part in which they are at home, wherever they are found."""
STREAMS = (DailyUniforms, WeeklyUniforms, DayKeyed)
"""Randomness that depends on the seed and the day alone: drawing is not writing."""
REMEMBERED = {
    "Arrangements._access",
    "Arrangements._at",
    "Cooperation._by_channel",
    "Cooperation._by_instruments",
    "Cooperation._limited",
    "Cooperation._set_point",
    "Cooperation._terms",
    "Policy.kits",
    "Shocks._draws",
    "Systems._cases",
    "Systems._luck",
    "Systems.pair_draws",
    "Traffickers._freights",
    "Traffickers._menus",
    "Traffickers._ties",
}
"""Attributes that keep what was worked out from the rest of the state, to save time: they may be filled at any time."""
PUBLIC = {
    "n",
    "width",
    "entities",
    "seed",
    "routes",
    "profiles",
    "good_of_profile",
    "is_home",
    "home_mode",
    "home_value",
    "home_load",
    "home_mean",
    "load_value",
    "planned_size",
    "assignment",
}
"""What stands with the organisations and is no secret: how many places there are, what goods are worth."""


class CheatError(AssertionError):
    """A line of the day did what it does not declare."""


ARRAY, MAPPING, LIST, TUPLE, RECORD, NOTHING = range(6)
_KINDS: dict[type, int] = {}
_NAMES: dict[type, tuple[str, ...]] = {}


def _kind(value: object) -> int:
    """What sort of thing a value is, for the walk; remembered by class."""
    kind = _KINDS.get(type(value))
    if kind is None:
        if isinstance(value, np.ndarray):
            kind = ARRAY
        elif isinstance(value, dict):
            kind = MAPPING
        elif isinstance(value, list | deque | set):
            kind = LIST
        elif isinstance(value, tuple):
            kind = TUPLE
        else:
            own = type(value).__module__.startswith("borderSim.model.state") and not isinstance(
                value, STREAMS
            )
            kind = RECORD if own else NOTHING
        _KINDS[type(value)] = kind
    return kind


def _names(value: Any) -> Iterable[str]:
    """Attributes to walk: those of slots that may hold more than a number or a word, else all but what is remembered."""
    kind = type(value)
    if hasattr(value, "__dict__"):
        return [name for name in value.__dict__ if f"{kind.__name__}.{name}" not in REMEMBERED]
    if kind not in _NAMES:
        plain = {"int", "float", "str", "bool"}
        _NAMES[kind] = tuple(f.name for f in dataclasses.fields(kind) if f.type not in plain)
    return _NAMES[kind]


class Guard:
    """Keeps one model to what its lines declare.

    ``seen`` holds what they did: line -> (reads, writes, truth).
    """

    def __init__(self, model: BorderModel, *, strict: bool = True) -> None:
        self.model, self.state, self.strict = model, model.state, strict
        self.phase: Phase | None = None
        self.deep, self.dirty = True, set[str]()
        self.owner: dict[type, str] = dict(HOME)
        self.arrays: dict[str, list[tuple[str, np.ndarray]]] = {}
        self.held: dict[str, list[tuple[str, Any, Any]]] = {}
        self.seen: dict[str, tuple[set[str], set[str], set[str]]] = {
            p.name: (set(), set(), set()) for p in DAY
        }
        self.roots = {part: type(getattr(self.state, part)) for part in PARTS}
        self.owner |= {kind: part for part, kind in self.roots.items()}
        for part in PARTS:
            self.walk(part)

    # ------------------------------------------------------------------ what belongs to a part
    def walk(self, part: str) -> None:
        """Find the arrays and containers of a part anew; the recorder is every line's to write."""
        self.arrays[part], self.held[part] = [], []
        if part == "recorder":
            return
        self._visit(part, part, getattr(self.state, part), set())

    def _visit(self, part: str, path: str, value: Any, seen: set[int]) -> None:
        kind = _kind(value)
        if kind == NOTHING or id(value) in seen:
            return
        seen.add(id(value))
        if kind == ARRAY:
            self.arrays[part].append((path, value))
        elif kind == MAPPING:
            self.held[part].append((path, value, dict(value)))
            for key, x in value.items():
                self._visit(part, f"{path}[{key!r}]", x, seen)
        elif kind == LIST:
            self.held[part].append((path, value, type(value)(value)))
            for x in () if _only_numbers(value) else value:
                self._visit(part, f"{path}[]", x, seen)
        elif kind == TUPLE:
            for x in value:
                self._visit(part, f"{path}()", x, seen)
        elif self.owner.setdefault(type(value), part) == part:
            for name in _names(value):
                self._visit(part, f"{path}.{name}", getattr(value, name, None), seen)
        elif type(value) in HOME:  # on its way: found here, at home elsewhere
            for name in _names(value):
                self._visit(HOME[type(value)], f"{path}.{name}", getattr(value, name, None), seen)

    # ------------------------------------------------------------------ a line of the day
    def act(self, phase: Phase) -> None:
        """Let a line act under guard.

        Raises:
            CheatError: it wrote to what it does not declare, or looked at it.
        """
        fixed = (
            [part for part in PARTS if not self.strict or part not in phase.writes]
            if self.deep
            else []
        )
        for part in self.dirty.intersection(fixed):
            self.walk(part)
        self.dirty.difference_update(fixed)
        shut = [array for part in fixed for _, array in self.arrays[part] if array.flags.writeable]
        if self.strict:
            for array in shut:
                array.flags.writeable = False
        copies = (
            []
            if self.strict
            else [(part, path, a, a.copy()) for part in PARTS for path, a in self.arrays[part]]
        )
        self.phase = phase
        try:
            phase.carry_out(self.state, self.model._own)
        except ValueError as error:
            if "read-only" in str(error):
                raise CheatError(
                    f"{phase.name} writes to an array that it does not declare"
                ) from error
            raise
        finally:
            self.phase = None
            for array in [*shut, *shut]:  # a view opens after what it is a view of
                if not array.flags.writeable and (
                    array.base is None
                    or not isinstance(array.base, np.ndarray)
                    or array.base.flags.writeable
                ):
                    array.flags.writeable = True
        for part, path, array, before in copies:
            if not np.array_equal(array, before, equal_nan=array.dtype.kind == "f"):
                self.seen[phase.name][1].add(f"{part}|{path}")
        for part in fixed:
            for path, value, before in self.held[part]:
                if not _same(value, before):
                    self.changed(phase, part, path)
        self.dirty |= phase.writes if self.strict else set(PARTS)

    def changed(self, phase: Phase, part: str, path: str) -> None:
        self.seen[phase.name][1].add(f"{part}|{path}")
        if self.strict:
            self.refuse(phase, f"changes {path}")

    def refuse(self, phase: Phase, what: str) -> None:
        raise CheatError(f"{phase.name} {what}, which it does not declare")

    def wrote(self, part: str, what: str) -> None:
        if self.phase is None:
            return
        self.seen[self.phase.name][1].add(f"{part}|{what}")
        if self.strict and part not in self.phase.writes:
            self.refuse(self.phase, f"writes {what}")

    def read(self, part: str) -> None:
        if self.phase is None:
            return
        self.seen[self.phase.name][0].add(part)
        if self.strict and part not in self.phase.reads | self.phase.writes:
            self.refuse(self.phase, f"reads {part}")

    def looked(self, name: str) -> None:
        if self.phase is None:
            return
        self.seen[self.phase.name][2].add(name)
        if self.strict and self.phase.truth != ALL and name not in self.phase.truth:
            self.refuse(self.phase, f"looks at traffickers.{name}")

    # ------------------------------------------------------------------ the classes of the state
    @contextmanager
    def installed(self) -> Iterator[None]:
        """Watch the attributes of the state's classes."""
        kinds = [kind for kind in self.owner if kind is not State]
        with (
            _setters([*kinds, State], self._setter),
            _reader(State, PARTS, self.read),
            _reader(Traffickers, self._truth(), self.looked),
        ):
            yield

    def _truth(self) -> tuple[str, ...]:
        return tuple(set(vars(self.state.traffickers)) - PUBLIC - {"_menus", "_ties"})

    def _setter(self, kind: type) -> Any:
        part, write = self.owner.get(kind, "state"), kind.__setattr__

        def set_attribute(this: Any, name: str, value: object) -> None:
            if f"{kind.__name__}.{name}" not in REMEMBERED:
                self.wrote(part, f"{part}: {kind.__name__}.{name}")
            write(this, name, value)

        return set_attribute

    def step(self, day: tuple[Phase, ...] = DAY) -> None:
        """One day under guard; between two days the horizon may begin.

        What is read, and which attributes are set, is watched every day; arrays and containers of
        parts that may be read are fixed on three days a week, that of weekly work among them, which
        keeps a year short.
        """
        w = self.state
        self.deep = not self.strict or w.day % 7 in (0, 2, 4)
        if self.deep:
            self.dirty = set(PARTS)
        for phase in day:
            self.act(phase)
        w.day += 1
        if w.day == w.first_day:
            self.model._start_horizon()
            for part in PARTS:
                self.walk(part)


def _only_numbers(value: Any) -> bool:
    """Whether a list holds nothing that can be written to; its first entry speaks for all."""
    first = next(iter(value), None)
    kind = _kind(first)
    return kind == NOTHING or (kind == TUPLE and all(_kind(x) == NOTHING for x in first))


def _same(value: Any, before: Any) -> bool:
    """Whether a container holds what it held: entries that are the same object are equal without being looked into."""
    try:
        return value == before
    except ValueError:  # another array stands where one was
        return False


@contextmanager
def _setters(kinds: list[type], make: Any) -> Iterator[None]:
    own = {kind: kind.__dict__.get("__setattr__") for kind in kinds}
    try:
        for kind in kinds:
            kind.__setattr__ = make(kind)  # type: ignore[method-assign]
        yield
    finally:
        for kind, method in own.items():
            if method is None:
                del kind.__setattr__
            else:
                kind.__setattr__ = method  # type: ignore[method-assign]


@contextmanager
def _reader(kind: type, names: tuple[str, ...], tell: Any) -> Iterator[None]:
    watched, get = frozenset(names), object.__getattribute__

    def get_attribute(this: Any, name: str) -> Any:
        if name in watched:
            tell(name)
        return get(this, name)

    kind.__getattribute__ = get_attribute  # type: ignore[method-assign]
    try:
        yield
    finally:
        del kind.__getattribute__
