"""Values by name that can be read and not written, and that say which name was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from borderSim.errors import nearest


class Named[V](Mapping[str, V]):
    """A read-only mapping; a name that is not there is told with the nearest that is.

    Args:
        values: what it holds; copied.
        what: what one of its names is called in sentences.
    """

    __slots__ = ("_values", "_what")

    def __init__(self, values: Mapping[str, V], what: str) -> None:
        object.__setattr__(self, "_values", MappingProxyType(dict(values)))
        object.__setattr__(self, "_what", what)

    def __getitem__(self, name: str) -> V:
        try:
            return self._values[name]
        except KeyError:
            raise KeyError(
                f"there is no {self._what} {name!r}{nearest(str(name), self._values)}"
            ) from None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a view can only be read")

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __reduce__(self) -> tuple[object, ...]:
        return Named, (dict(self._values), self._what)

    def __repr__(self) -> str:
        return f"<{len(self)} {self._what}s>"
