"""Rules that a person registered in this process, and how they travel to the processes that make the runs.

A class of a notebook exists nowhere else. So it is sent along with the work: its bytes are made
here, by cloudpickle, and are read by a worker of this very study. Nothing is ever read from a file.
"""

from __future__ import annotations

import dataclasses
import io
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar

from borderSim.rules import identity

HERE = "registered in Python"
"""What stands in the place of a package."""


@dataclass(frozen=True)
class OwnRule:
    """A rule that was registered.

    Attributes:
        given: its class; digest: SHA-256 of its source and of what it uses; module: where it was
            written.
    """

    given: type
    digest: str
    module: str


_NOW: dict[tuple[str, str], OwnRule] = {}
"""By key and name: what a name means now."""
_EVER: dict[tuple[str, str, str], type] = {}
"""By key, name and version: a model that is under way keeps the rule that it began with."""


def keep(key: str, name: str, given: type, digest: str, module: str) -> None:
    """Keep a rule under a name; one that was registered before is replaced."""
    _NOW[key, name] = OwnRule(given, digest, module)
    _EVER[key, name, digest] = given


def forget(key: str, name: str) -> None:
    """Take a rule away; nothing happens where there is none."""
    _NOW.pop((key, name), None)


def found(key: str, name: str) -> OwnRule | None:
    """Return the rule that a name means, None where none was registered."""
    return _NOW.get((key, name))


def names(key: str) -> list[str]:
    """Return the names of a kind."""
    return sorted(name for own, name in _NOW if own == key)


def version(key: str, name: str, digest: str) -> type:
    """Return the class of a rule as it was when it was registered."""
    return _EVER[key, name, digest]


def as_bytes(given: Any, module: str) -> bytes:
    """Return a class or object as it is sent to another process.

    Args:
        given: the class or object.
        module: where it was written; a loose module is sent as it is in memory, its file may have
            been edited since.

    Raises:
        Exception: it cannot be sent; of whatever kind pickle raises.
    """
    import cloudpickle

    class Pickler(cloudpickle.Pickler):
        """Keeps apart what a dataclass compares by identity: a copy of ``MISSING`` would pass for a default."""

        dispatch_table: ClassVar[Any] = {
            **cloudpickle.Pickler.dispatch_table,
            type(dataclasses.MISSING): _missing_reduced,
        }

    with _by_value(module), io.BytesIO() as sent:
        Pickler(sent).dump(given)
        return sent.getvalue()


def packed() -> bytes:
    """Return all that is registered, to be read by :func:`unpack` in a worker.

    Empty where nothing is.
    """
    if not _NOW:
        return b""
    return pickle.dumps(
        [
            (*title, own.digest, own.module, as_bytes(own.given, own.module))
            for title, own in sorted(_NOW.items())
        ]
    )


def unpack(sent: bytes) -> None:
    """Register what the process that asks has registered; what is known here already is left alone.

    (Read in the process that wrote it, a class would be overwritten by its own copy.)
    """
    for key, name, digest, module, given in pickle.loads(sent) if sent else ():
        own = found(key, name)
        if own is None or own.digest != digest:
            keep(key, name, pickle.loads(given), digest, module)


def changed(own: OwnRule) -> bool:
    """Whether a class, or something that it uses, is no longer what it was when it was registered."""
    return identity.digest(own.given) != own.digest


def _missing_reduced(_: object) -> tuple[Any, ...]:
    return _missing, ()


def _missing() -> object:
    return dataclasses.MISSING


@contextmanager
def _by_value(name: str) -> Iterator[None]:
    import cloudpickle

    module = _loose(name)
    if module is None:
        yield
        return
    cloudpickle.register_pickle_by_value(module)
    try:
        yield
    finally:
        cloudpickle.unregister_pickle_by_value(module)


def _loose(name: str) -> ModuleType | None:
    return (
        None if name in ("", "__main__") or identity.is_installed(name) else sys.modules.get(name)
    )
