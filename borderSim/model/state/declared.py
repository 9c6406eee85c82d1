"""How a counter is declared: its name in the files, its unit, what it counts, and who writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NewType, Self

from borderSim.errors import nearest

Kind = Literal["count", "amount", "stock"]
"""``count``: how often something happened; ``amount``: a sum of money, hours or goods; both are of
one day. ``stock``: what there is at the end of the day."""

FamilyMember = NewType("FamilyMember", str)
"""Name of one counter of a family, as only :meth:`Family.of` gives it."""


class Declared(StrEnum):
    """A name with what stands behind it: the base of the declarations, without members of its own.

    Attributes:
        kind: see :data:`Kind`.
        unit: of its values.
        writers: files of the model that write it, by their name without ``.py``.
        meaning: what it counts, in one sentence.
    """

    kind: Kind
    unit: str
    writers: tuple[str, ...]
    meaning: str

    def __new__(cls, name: str, kind: Kind, unit: str, writers: str, meaning: str) -> Self:
        """Declare one: several writers stand with commas between them."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.kind, member.unit, member.meaning = kind, unit, meaning
        member.writers = tuple(writers.split(", "))
        return member


@dataclass(frozen=True)
class Entry:
    """What one counter of a family is: unit and meaning."""

    unit: str
    meaning: str


@dataclass(frozen=True)
class Family:
    """Counters that differ in one thing, such as the post: ``shipped:seaport_alba`` and its like.

    Attributes:
        stem: beginning of every name.
        by: what follows it, in words.
        kind, unit, writers, meaning: as of :class:`Declared`; of the whole family.
        entries: what may follow it, each with a unit and meaning of its own.
        open: whether the scenario may name others, as it does with posts, goods and shocks.
    """

    stem: str
    by: str
    kind: Kind
    unit: str
    writers: tuple[str, ...]
    meaning: str
    entries: Mapping[str | int, Entry] = field(default_factory=dict)
    open: bool = False
    _names: dict[str | int, FamilyMember] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Make the names that are known from the start."""
        for value in self.entries:
            self._names[value] = FamilyMember(f"{self.stem}{value}")

    def of(self, value: str | int) -> FamilyMember:
        """Return the name of the counter of a post, goods, mode, ...

        Raises:
            KeyError: the family is closed and has no such counter.
        """
        found = self._names.get(value)
        return self._new(value) if found is None else found

    def _new(self, value: str | int) -> FamilyMember:
        if not self.open or not value:
            known = [str(other) for other in self.entries]
            raise KeyError(
                f"no counter '{self.stem}{value}': '{value}' is no {self.by} of this family"
                f"{nearest(str(value), known)}; there are: {', '.join(known)}"
            )
        return self._names.setdefault(value, FamilyMember(f"{self.stem}{value}"))

    def has(self, name: str) -> bool:
        """Whether a name has been made by :meth:`of`, or is one of the declared."""
        return name in self._names.values()

    def holds(self, name: str) -> bool:
        """Whether a name could be of this family."""
        value = name.removeprefix(self.stem)
        return value != name and (self.open or value in map(str, self.entries))

    def entry(self, value: str | int) -> Entry:
        """Return unit and meaning of one counter; the family's where it has none of its own."""
        return self.entries.get(value, Entry(self.unit, self.meaning))
