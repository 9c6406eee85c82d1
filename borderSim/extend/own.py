"""What was handed in for a run: the measures and interventions, read, named and fit to travel to a worker."""

from __future__ import annotations

import copy
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.extend import kinds
from borderSim.extend.intervention import DailyIntervention
from borderSim.extend.kinds import INTERVENTION, MEASURE, Kind
from borderSim.extend.measure import DailyMeasure, of_plain
from borderSim.extend.outcome import check_declared
from borderSim.given import shown
from borderSim.language.phrases import phrase
from borderSim.measures.dictionary import as_dict
from borderSim.measures.outcomes import Outcome
from borderSim.rules import fingerprint, identity, own_rules
from borderSim.rules.registered import keep, registered
from borderSim.rules.registry import package

HANDED_IN = "handed in"
"""What stands in the place of a package for an object of this process."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One measure or intervention.

    Attributes:
        kind: which; name: what it is called; source: its package, or :data:`HANDED_IN`.
        module: where it comes from; sha256: of its files or its source; body: the object, never run
            itself.
        declared: the outcomes of a measure; files: hash of the files of the loose module that it is
            of, if it is.
    """

    kind: Kind
    name: str
    source: str
    module: str
    sha256: str
    body: Any
    declared: tuple[Outcome, ...] = ()
    files: str = ""

    @property
    def label(self) -> str:
        """How sentences call it."""
        return _label(self.kind, self.name, self.source)

    @property
    def title(self) -> str:
        """How a manifest calls it."""
        return f"{self.kind.key}={self.name}"

    def __reduce__(self) -> tuple[Any, ...]:
        facts = (
            self.kind.key,
            self.name,
            self.source,
            self.module,
            self.sha256,
            self.declared,
            self.files,
        )
        return _entry_again, (
            *facts,
            None if self.source != HANDED_IN else own_rules.as_bytes(self.body, ""),
        )


def _entry_again(
    key: str,
    name: str,
    source: str,
    module: str,
    sha256: str,
    declared: tuple[Outcome, ...],
    files: str,
    body: bytes | None,
) -> Entry:
    import pickle

    kind = next(kind for kind in kinds.KINDS if kind.key == key)
    if body is None:
        return Entry(
            kind,
            name,
            source,
            module,
            sha256,
            _body(kind, name, kinds.load(kind, kinds.entry_of(kind, name)), source),
            declared,
        )
    return Entry(kind, name, source, module, sha256, pickle.loads(body), declared, files)


@dataclass(frozen=True)
class Own:
    """All that was handed in for a run; empty, it costs nothing."""

    measures: tuple[Entry, ...] = ()
    interventions: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was."""
        return bool(self.measures or self.interventions)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Measures, then interventions."""
        return (*self.measures, *self.interventions)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What the measures declare, in their order."""
        return tuple(outcome for entry in self.measures for outcome in entry.declared)

    @property
    def choices(self) -> dict[str, Any]:
        """What the hash of a result covers.

        Empty where nothing was handed in, so that other hashes stay as they were.
        """
        found: dict[str, Any] = {}
        if self.measures:
            found[MEASURE.key] = {
                e.name: {"sha256": e.sha256, "outcomes": [as_dict(o) for o in e.declared]}
                for e in self.measures
            }
        if self.interventions:
            found[INTERVENTION.key] = {e.name: {"sha256": e.sha256} for e in self.interventions}
        return found

    @property
    def plugins(self) -> dict[str, dict[str, str]]:
        """What the manifest says of each: package, module, hash."""
        return {
            e.title: {
                "package": e.source,
                "module": e.module,
                "sha256": e.sha256,
                **({"files": e.files} if e.files else {}),
            }
            for e in self.entries
        }

    @property
    def line(self) -> list[str]:
        """What the line that makes a result again says of them."""
        named = ((MEASURE, self.measures), (INTERVENTION, self.interventions))
        return [
            f"{kind.key}=[{','.join(entry.name for entry in entries)}]"
            for kind, entries in named
            if entries
        ]

    @property
    def handed_in(self) -> list[str]:
        """What is to be told of objects that no line can name."""
        return [
            phrase(
                "{what} '{name}' was handed in as an object of Python: the line that makes the result again needs it installed under that name (entry points of {group}); in Python hand it in again, {key}=[...]",
                what=e.kind.what,
                name=e.name,
                group=e.kind.group,
                key=e.kind.key,
            )
            for e in self.entries
            if e.source == HANDED_IN
        ]


NOTHING = Own()


def read_own(measures: object = None, interventions: object = None) -> Own:
    """Read what was handed in, by object or by name.

    Raises:
        InputError: no such name, or an object that can't be used, in one sentence.
    """
    if isinstance(measures, Own):
        return measures
    found = Own(_entries(MEASURE, measures), _entries(INTERVENTION, interventions))
    taken: dict[str, str] = {}
    for entry in found.measures:
        for one in entry.declared:
            if one.name in taken:
                raise InputError(
                    f"{entry.label}: declares the outcome '{one.name}', but {taken[one.name]} does too; rename one"
                )
            taken[one.name] = entry.label
    return found


def register(kind: str, name: str, given: Any) -> None:
    """Give a measure or intervention of this process a name, as an installed package would.

    Args:
        kind: ``measure`` or ``intervention``.
        name: what ``measures=[...]`` or ``interventions=[...]`` then say.
        given: the object, class or function.

    Raises:
        InputError: no such kind, a name that is none, or something that is no plug-in of the kind.
    """
    by_name = {one.what: one for one in kinds.KINDS}
    meant = kinds.kind_of(kind)
    if meant is None:
        raise InputError(
            f"register: the group is {shown(kind)}{nearest(str(kind), by_name)}, but must be one of: {', '.join(by_name)}"
        )
    if not isinstance(name, str) or not name.isidentifier():
        raise InputError(f"register: name={shown(name)}: must be a word such as open_cases")
    taken = [entry for entry in kinds.installed(meant) if entry.name == name]
    if taken:
        raise InputError(
            f"register: the package {package(taken[0])} has a {meant.what} '{name}': give yours another name"
        )
    if isinstance(given, str):
        raise InputError(
            f"register: {shown(given)} is a name: register the object, class or function itself"
        )
    read_own(**{meant.key: [given]})
    keep(meant.key, name, given)


def _entries(kind: Kind, given: object) -> tuple[Entry, ...]:
    if given is None:
        return ()
    items = (
        [given] if isinstance(given, str | type) or not isinstance(given, Iterable) else list(given)
    )
    found: list[Entry] = []
    for item in items:
        entry = _entry(kind, item)
        if entry.name in [other.name for other in found]:
            raise InputError(
                f"{kind.key}: there are two called '{entry.name}'; give each a name of its own (name = '...')"
            )
        found.append(entry)
    return tuple(found)


def _entry(kind: Kind, item: Any) -> Entry:
    if isinstance(item, str):
        own = registered(kind.key)
        if item in own:
            return _handed_in(kind, own[item], item)
        entry = kinds.entry_of(kind, item)
        source, digest = package(entry), fingerprint.first_met(entry)
        if fingerprint.of_now(entry) != digest:
            raise InputError(
                f"{kind.key}={item}: the files of the plug-in ({source}) changed since this program first used it: start Python anew, so that all runs are made with one version"
            )
        body = _body(kind, item, kinds.load(kind, entry), source)
        return Entry(
            kind, item, source, entry.value, digest, body, _declared(kind, item, source, body)
        )
    return _handed_in(kind, item)


def _handed_in(kind: Kind, item: Any, name: str = "") -> Entry:
    name = name or _name(item)
    body = _body(kind, name, item, HANDED_IN)
    who = _label(kind, name, HANDED_IN)
    declared = _declared(kind, name, HANDED_IN, body)
    try:
        # never loaded here: that would give a class of this process other globals
        own_rules.as_bytes(body, "")
        copy.deepcopy(body)
        digest = identity.digest(body)
    except Exception as error:
        raise InputError(
            f"{who}: can't be sent to the processes that make the runs (it can't be pickled: {type(error).__name__}: {error})"
        ) from error
    module = str(
        getattr(getattr(item, "function", item), "__module__", None) or type(item).__module__
    )
    return Entry(kind, name, HANDED_IN, module, digest, body, declared, _files(module))


def _name(item: Any) -> str:
    own = getattr(item, "name", None)
    if isinstance(own, str) and own:
        return own
    named = item if isinstance(item, type | types.FunctionType) else type(item)
    return str(getattr(named, "__name__", "own")).strip("<>")


def _label(kind: Kind, name: str, source: str) -> str:
    return f"{kind.what} '{name}'" + (f" of the package {source}" if source != HANDED_IN else "")


def _body(kind: Kind, name: str, item: Any, source: str) -> Any:
    """Return the object that is copied for every run: a class made, a function wrapped."""
    who = f"{kind.key}: {_label(kind, name, source)}"
    if isinstance(item, type):
        try:
            item = item()
        except Exception as error:
            raise InputError(
                f"{who} can't be made without arguments ({type(error).__name__}: {error}); hand in an object of it"
            ) from error
    if isinstance(item, types.FunctionType | types.MethodType | types.BuiltinFunctionType):
        if kind is MEASURE:
            of_plain(item)
        kinds.checked_call(item, who, "the function")
        return DailyIntervention(item)
    if isinstance(item, DailyMeasure):
        if kind is not MEASURE:
            raise InputError(f"{who} is a measure; hand it in with measures=")
        kinds.checked_call(item.function, who, "the function")
        return item
    if isinstance(item, int | float | bool | bytes | list | tuple | dict | set):
        raise InputError(
            f"{kind.key}: {shown(item)} is no {kind.what}: hand in an object, a class, a function or a name"
        )
    wanted = ("day", "end") if kind is MEASURE else ("day",)
    for method in wanted:
        if not callable(getattr(item, method, None)):
            there = [one for one in dir(item) if not one.startswith("_")]
            raise InputError(
                f"{who} lacks the method {method}({'' if method == 'end' else 'view'}){nearest(method, there)}"
            )
    for method in ("day", "start"):
        if callable(getattr(item, method, None)):
            kinds.checked_call(getattr(item, method), who, f"{method}(view)")
    return item


def _declared(kind: Kind, name: str, source: str, body: Any) -> tuple[Outcome, ...]:
    if kind is not MEASURE:
        return ()
    return check_declared(
        f"{kind.key}: {_label(kind, name, source)}", getattr(body, "outcomes", None)
    )


def met_here(asked: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return what this process has under the names of some measures and interventions.

    An object that was handed in came with the task; of the loose module that it is of, the files
    are looked at.
    """
    found: dict[str, dict[str, str]] = {}
    for title, told in asked.items():
        key, _, name = title.partition("=")
        kind = next((one for one in kinds.KINDS if one.key == key), None)
        if kind is None:
            continue
        if told["package"] == HANDED_IN:
            files = (
                {"files": fingerprint.first_met(_as_entry(told["module"]))}
                if "files" in told
                else {}
            )
            found[title] = {**told, **files}
            continue
        entry = next((one for one in kinds.installed(kind) if one.name == name), None)
        if entry is not None:
            found[title] = {
                "package": package(entry),
                "module": entry.value,
                "sha256": fingerprint.first_met(entry),
            }
    return found


def _as_entry(module: str) -> EntryPoint:
    return EntryPoint("own", f"{module}:own", "own")


def _files(module: str) -> str:
    """Return the hash of the files of a loose module, empty for a notebook or an installed package."""
    return (
        ""
        if module in ("__main__", "") or identity.is_installed(module)
        else fingerprint.of_now(_as_entry(module))
    )


def fresh(body: Any) -> Any:
    """Return a copy of an object, which knows nothing of any other.

    Its class and functions stay the same.
    """
    return copy.deepcopy(body)
