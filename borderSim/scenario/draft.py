"""A scenario while it is put together: plain values, and who set each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from borderSim.scenario.plain_data import copied
from borderSim.scenario.rule_choices import NAME, as_mapping, is_parameter, is_rule, laid_over


@dataclass
class Draft:
    """Merged plain values with their origins.

    Attributes:
        values: nested mapping of plain data.
        origin: who set what nobody else has set.
        origins: dotted key to the file or override that set it last.
    """

    values: dict[str, object]
    origin: str
    origins: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Draft:
        """Return an independent copy."""
        return Draft(copied(self.values), self.origin, dict(self.origins))

    def origin_of(self, key: str) -> str:
        """Return who set ``key``, or the nearest mapping above it."""
        while key:
            if key in self.origins:
                return self.origins[key]
            key = key.rpartition(".")[0]
        return self.origin

    def merge(self, values: Mapping[str, object], origin: str, at: Sequence[str] = ()) -> None:
        """Lay ``values`` over what is there: mappings key by key, everything else replaced."""
        for key, value in values.items():
            path = (*at, key)
            if (
                isinstance(value, Mapping)
                and value
                and isinstance(self.get(path), dict)
                and not is_rule(path)
            ):
                self.merge(value, origin, path)
            else:
                self.set(path, value, origin)

    def set(self, path: Sequence[str], value: object, origin: str) -> None:
        """Set one key, with the mappings above it where they are missing."""
        place = self.values
        for depth, key in enumerate(path[:-1], 1):
            below = place.get(key)
            if not isinstance(below, dict):
                below = place[key] = as_mapping(below) if is_rule(path[:depth]) else {}
            place = below
        if is_rule(path):
            value = laid_over(place.get(path[-1]), value)
        elif is_parameter(path) and path[-1] == NAME:  # another rule, with parameters of its own
            place.clear()
        place[path[-1]] = copied(dict(value) if isinstance(value, Mapping) else value)
        self.origins[".".join(path)] = origin

    def get(self, path: Sequence[str]) -> object:
        """Return the value at ``path``, or None."""
        place: object = self.values
        for key in path:
            if not isinstance(place, dict):
                return None
            place = place.get(key)
        return place

    def delete(self, path: Sequence[str]) -> None:
        """Take one key out (nothing happens where it is not there)."""
        place = self.get(path[:-1])
        if isinstance(place, dict):
            place.pop(path[-1], None)
