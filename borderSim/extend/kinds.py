"""The two kinds of things one can hand in, and the entry-point groups that name those installed."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.rules import fingerprint, registry
from borderSim.rules.registered import registered
from borderSim.rules.registry import package


@dataclass(frozen=True)
class Kind:
    """A kind of thing one hands in.

    Attributes:
        key: the argument that takes a list of them; group: of entry points; what: what one is
            called.
    """

    key: str
    group: str
    what: str


MEASURE = Kind("measures", "borderSim.measures", "measure")
INTERVENTION = Kind("interventions", "borderSim.interventions", "intervention")
KINDS = (MEASURE, INTERVENTION)


def kind_of(given: object) -> Kind | None:
    """Return the kind that is meant: by its word, its argument, or its group of entry points."""
    return next((one for one in KINDS if given in (one.what, one.key, one.group)), None)


def installed(kind: Kind) -> tuple[EntryPoint, ...]:
    """Return the entry points of a kind, in an order that does not depend on the installation's."""
    return registry.installed(kind.group)


def names(kind: Kind) -> list[str]:
    """Return all names that can be given."""
    return sorted({*registered(kind.key), *(entry.name for entry in installed(kind))})


def entry_of(kind: Kind, name: str) -> EntryPoint:
    """Return the entry point of a name.

    Raises:
        InputError: no such name, or one that two packages have.
    """
    found = [entry for entry in installed(kind) if entry.name == name]
    if not found:
        other = next((one for one in KINDS if one is not kind and name in names(one)), None)
        if other:
            raise InputError(
                phrase(
                    "{key}: '{name}' is of the other kind: write {other}='[{name}]'",
                    key=kind.key,
                    name=name,
                    other=other.key,
                )
            )
        raise InputError(_unknown(kind, name))
    if len(found) > 1:
        raise InputError(
            f"{kind.key}: the {kind.what} '{name}' is ambiguous: the packages {' and '.join(sorted(map(package, found)))} both have one"
        )
    return found[0]


def _unknown(kind: Kind, name: str) -> str:
    """Return the sentence on a name that none of a kind has."""
    known = names(kind)
    there = (
        phrase("; there are: {allowed}", allowed=", ".join(known))
        if known
        else phrase(
            "; no package that is installed has one (entry points of {group})", group=kind.group
        )
    )
    values = {"key": kind.key, "name": name, "near": nearest(name, known), "there": there}
    if kind is MEASURE:
        return phrase("{key}: there is no measure '{name}'{near}{there}", **values)
    return phrase("{key}: there is no intervention '{name}'{near}{there}", **values)


def load(kind: Kind, entry: EntryPoint) -> Any:
    """Return what an entry point names.

    Raises:
        InputError: it can't be imported.
    """
    fingerprint.first_met(entry)  # before it is imported: what runs is what was looked at
    try:
        return entry.load()
    except Exception as error:
        raise InputError(
            f"{kind.key}: the {kind.what} '{entry.name}' of the package {package(entry)} can't be imported from {entry.value}: {type(error).__name__}: {error}"
        ) from error


def described(kind: Kind) -> list[dict[str, str]]:
    """Return key, name, package and first line of the description of each that is installed or registered."""
    rows = [
        {
            "key": kind.key,
            "name": entry.name,
            "package": package(entry),
            "doc": _first_line(kind, entry),
        }
        for entry in installed(kind)
    ]
    own = [
        {"key": kind.key, "name": name, "package": "this process", "doc": doc_of(given)}
        for name, given in sorted(registered(kind.key).items())
    ]
    return rows + own


def own_rows() -> list[dict[str, str]]:
    """Return key, name, package and meaning of every measure and intervention that can be named."""
    return [row for kind in KINDS for row in described(kind)]


def _first_line(kind: Kind, entry: EntryPoint) -> str:
    try:
        return doc_of(load(kind, entry))
    except InputError:
        return "can't be imported"


def doc_of(given: Any) -> str:
    """Return the first line of what something says about itself."""
    text = inspect.getdoc(getattr(given, "function", given)) or ""
    return text.splitlines()[0] if text else ""


def checked_call(given: Callable[..., Any], who: str, method: str) -> None:
    """See that a method takes one argument, the view.

    Raises:
        InputError: it does not.
    """
    try:
        inspect.signature(given).bind(None)
    except (TypeError, ValueError):
        raise InputError(f"{who}: {method} must take one argument, the view") from None
