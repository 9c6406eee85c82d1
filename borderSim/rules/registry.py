"""Rules by name: those built in, and plug-ins found as installed entry points.

A scenario only ever holds a name. What stands behind it must be installed as an entry point of one
of three groups; a name that is built in cannot be taken.
"""

from __future__ import annotations

import functools
import inspect
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.rules import allocation, fingerprint, plan, targeting, traffickers
from borderSim.rules.errors import RuleError


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of rule.

    Attributes:
        key: key of the scenario that names it; group: of entry points; method: what is asked of it.
        built_in: classes by name; wrong: says what is not allowed in an answer.
        attributes: names and types that a rule must declare, beside ``name``.
        what: what to call one of them.
    """

    key: str
    group: str
    method: str
    built_in: dict[str, type]
    wrong: Callable[[Any, Any], str]
    what: str
    attributes: tuple[tuple[str, type], ...] = ()


def _named(*classes: type) -> dict[str, type]:
    return {getattr(c, "name"): c for c in classes}  # noqa: B009


STRATEGY = Kind(
    key="traffickers.strategy",
    group="borderSim.trafficker_strategies",
    method="plan",
    built_in=_named(
        traffickers.RandomStrategy,
        traffickers.ReactiveStrategy,
        traffickers.LearningStrategy,
        traffickers.AnticipatingStrategy,
    ),
    wrong=plan.what_is_wrong,
    what="trafficker strategy",
)
TARGETING = Kind(
    key="customs.targeting",
    group="borderSim.targeting_rules",
    method="class_scores",
    built_in=_named(targeting.BeliefRule, targeting.ProfileRule, targeting.RandomRule),
    wrong=targeting.what_is_wrong,
    what="targeting rule",
    attributes=(("uses_leads", bool), ("uses_documents", bool)),
)
FIXED = "fixed"
"""The allocation that moves nobody."""
ALLOCATION = Kind(
    key="customs.allocation",
    group="borderSim.allocation_rules",
    method="weights",
    built_in=_named(
        allocation.ProportionalRule, allocation.GreedyRule, allocation.BanditRule, allocation.StackelbergRule
    ),
    wrong=allocation.what_is_wrong,
    what="allocation rule",
)
KINDS = (STRATEGY, TARGETING, ALLOCATION)


@dataclass(frozen=True)
class Rule:
    """A rule in use.

    Attributes:
        kind: what it decides; name; source: the package that it comes from; body: the object itself.
    """

    kind: Kind
    name: str
    source: str
    body: Any

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.kind.key, self.name, self.source, self.body)

    @property
    def label(self) -> str:
        """How sentences call it."""
        return label(self.kind, self.name, self.source)

    def ask(self, view: Any) -> Any:
        """Return the rule's answer to a view.

        Raises:
            RuleError: an exception inside the rule, or an answer that is not allowed.
        """
        try:
            answer = getattr(self.body, self.kind.method)(view)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".removesuffix(": ")
            raise RuleError(f"{self.label} failed on day {view.day}: {reason}") from error
        wrong = self.kind.wrong(answer, view)
        if wrong:
            raise RuleError(f"{self.label}, day {view.day}: it {wrong}")
        return answer


def label(kind: Kind, name: str, source: str) -> str:
    """Return how sentences call a rule: kind, name and, of a plug-in, the package."""
    return f"{kind.what} '{name}'" + (f" of the package {source}" if source else "")


def rule(kind: Kind, name: str) -> Rule:
    """Return a rule of its own (never shared) by name.

    Raises:
        InputError: no such rule, or one that cannot be used; the sentence begins with the key.
    """
    if kind is ALLOCATION and name == FIXED:
        return Rule(kind, name, "", None)
    found = _installed(kind)
    mine = [entry for entry in found if entry.name == name]
    if name in kind.built_in:
        if mine:
            raise InputError(f"{kind.key}={name} is built in, but the package {_package(mine[0])} has one of that name")
        return Rule(kind, name, "", kind.built_in[name]())
    if not mine:
        known = names(kind)
        raise InputError(f"{kind.key} is '{name}'{nearest(name, known)}, but must be one of: {', '.join(known)}")
    if len(mine) > 1:
        both = " and ".join(sorted(_package(entry) for entry in mine))
        raise InputError(f"{kind.key}={name} is ambiguous: the packages {both} both have one")
    body = instance(kind, name, _package(mine[0]), _loaded(kind, mine[0]))
    return Rule(kind, name, _package(mine[0]), body)


def names(kind: Kind) -> list[str]:
    """Return all names that can be given: built in first, then plug-ins by name."""
    first = [FIXED] if kind is ALLOCATION else []
    return [*first, *kind.built_in, *sorted({e.name for e in _installed(kind)} - set(kind.built_in))]


def described(kind: Kind) -> list[dict[str, str]]:
    """Return key, name, package (empty for those built in) and first line of the description of each rule."""
    packages = {entry.name: _package(entry) for entry in _installed(kind) if entry.name not in kind.built_in}
    docs = {name: str(found.__doc__).splitlines()[0] for name, found in kind.built_in.items()}
    docs[FIXED] = "Nobody moves."
    return [
        {"key": kind.key, "name": name, "package": packages.get(name, ""), "doc": docs.get(name, "")}
        for name in names(kind)
    ]


def plug_in(kind: Kind, name: str) -> EntryPoint | None:
    """Return the entry point of a rule, None of one that is built in or unknown."""
    found = [entry for entry in _installed(kind) if entry.name == name]
    return found[0] if found and name not in kind.built_in else None


def package(entry: EntryPoint) -> str:
    """Return name and version of the package that an entry point comes from."""
    return _package(entry)


@functools.cache
def _installed(kind: Kind) -> tuple[EntryPoint, ...]:
    """Entry points of a group, in an order that does not depend on the installation's."""
    return tuple(sorted(set(entry_points(group=kind.group)), key=lambda e: (e.name, _package(e), e.value)))


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


@functools.cache
def _loaded(kind: Kind, entry: EntryPoint) -> Any:
    """What the entry point names, checked as far as it can be without asking it anything."""
    who = f"{kind.key}: {label(kind, entry.name, _package(entry))}"
    fingerprint.first_met(entry)  # before it is imported: what runs is what was looked at
    try:
        found = entry.load()
    except Exception as error:
        raise InputError(f"{who} cannot be imported from {entry.value}: {type(error).__name__}: {error}") from error
    if not inspect.isclass(found):
        raise InputError(f"{who} must be a class, but {entry.value} is a {type(found).__name__}")
    return found


def instance(kind: Kind, name: str, source: str, found: Any) -> Any:
    """Make the rule and check that it is what its kind asks for."""
    who = f"{kind.key}: {label(kind, name, source)}"
    try:
        body = found()
    except Exception as error:
        raise InputError(f"{who} cannot be made without arguments: {type(error).__name__}: {error}") from error
    if getattr(body, "name", None) != name:
        raise InputError(f"{who} must have the attribute name = '{name}', but has {getattr(body, 'name', None)!r}")
    for attribute, type_ in kind.attributes:
        if not isinstance(getattr(body, attribute, None), type_):
            raise InputError(f"{who} must say {attribute} = True or False")
    method = getattr(body, kind.method, None)
    if not callable(method):
        raise InputError(f"{who} has the wrong signature: it lacks the method {kind.method}(view)")
    try:
        inspect.signature(method).bind(None)
    except (TypeError, ValueError):
        given = str(_signature(method))
        raise InputError(f"{who} has the wrong signature: {kind.method}{given} must take one argument, the view") from None
    try:
        pickle.loads(pickle.dumps(body))
    except Exception as error:
        raise InputError(f"{who} cannot be pickled: {type(error).__name__}: {error}") from error
    return body


def _signature(method: Any) -> object:
    try:
        return inspect.signature(method)
    except ValueError:
        return "(...)"


def _restored(key: str, name: str, source: str, body: Any) -> Rule:
    return Rule(next(kind for kind in KINDS if kind.key == key), name, source, body)
