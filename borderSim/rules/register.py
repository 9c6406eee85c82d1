"""``bs.register("targeting", "mine", Mine)``: a decision rule of this process under a name, as an installed package has one."""

from __future__ import annotations

import inspect
import re
from typing import Any

from borderSim.errors import InputError, nearest, of_type
from borderSim.rules import identity, own_rules, probe, registry
from borderSim.rules.registry import KINDS, Kind, Rule

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
WORDS = ("true", "false", "null", "none", "on", "off", "yes", "no")
"""What a scenario file reads as something else than a name."""


def group_of(given: object) -> Kind | None:
    """Return the kind that is meant: by its word, its key in a scenario, or its group of entry points."""
    return next((kind for kind in KINDS if given in (kind.word, kind.key, kind.group)), None)


def register(group: str, name: str, rule: type) -> None:
    """Give a decision rule of this process a name, for scenarios, comparisons and sweeps of this process.

    Registered again, the name means the new class; results made with the old one are not mixed with
    new ones.

    Args:
        group: ``strategy``, ``targeting``, ``allocation`` or ``casework``.
        name: what a scenario then says.
        rule: the class.

    Raises:
        InputError: no such group, a name that is taken or none, or a class that is no such rule,
            fails on made-up views or cannot be sent to other processes; in one sentence.
    """
    kind = group_of(group)
    if kind is None:
        words = [known.word for known in KINDS]
        raise InputError(
            f"register: the group is {_shown(group)}{nearest(str(group), words)}, but must be one of: {', '.join(words)}"
        )
    _check_name(kind, name)
    if not inspect.isclass(rule):
        raise InputError(
            f"register: a {kind.what} is registered as its class, but {_shown(rule)} is {of_type(rule)}"
        )
    body = registry.instance(kind, name, own_rules.HERE, rule)
    _check_travels(kind, name, rule, body)
    wrong = probe.first_error(Rule(kind, name, own_rules.HERE, body))
    if wrong:
        raise InputError(f"register: {wrong} (tried on an invented case)")
    own_rules.keep(kind.key, name, rule, identity.digest(rule), rule.__module__)


def _check_name(kind: Kind, name: object) -> None:
    if not isinstance(name, str) or not NAME.fullmatch(name) or name.lower() in WORDS:
        raise InputError(
            f"register: the name is {_shown(name)}, but must be a word such as my_rule (letters, digits, '_' and '-')"
        )
    if name in kind.built_in or (kind is registry.ALLOCATION and name == registry.FIXED):
        raise InputError(f"register: the {kind.what} '{name}' is built in: give yours another name")
    taken = registry.plug_in(kind, name)
    if taken is not None:
        raise InputError(
            f"register: the package {registry.package(taken)} has a {kind.what} '{name}': give yours another name"
        )


def _check_travels(kind: Kind, name: str, rule: type, body: Any) -> None:
    try:
        own_rules.as_bytes((rule, body), rule.__module__)
    except Exception as error:
        raise InputError(
            f"register: the {kind.what} '{name}' cannot be sent to the processes that make the runs (it cannot be pickled: {type(error).__name__}: {error})"
        ) from error


def _shown(value: object) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:57] + "..."
