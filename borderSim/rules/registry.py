"""Rules by name: those built in, those registered in this process, and plug-ins found as installed entry points.

A scenario only ever holds a name, with parameters. What stands behind it must be built in,
registered from Python (:mod:`borderSim.rules.register`), or installed as an entry point of one of
four groups; a name that is built in cannot be taken.
"""

from __future__ import annotations

import functools
import inspect
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from borderSim.errors import InputError, nearest, of_type
from borderSim.parameters.rule_choice import (
    RuleName,
    Value,
    name_of,
    parameters_of,
    with_parameters,
)
from borderSim.parameters.scenario import Scenario
from borderSim.rules import allocation, fingerprint, own_rules, plan, police, targeting, traffickers
from borderSim.rules.errors import RuleError
from borderSim.rules.parameters import Parameter, declared
from borderSim.rules.views import (
    AllocationView,
    CasesView,
    CustomsView,
    FilesView,
    FindView,
    TraffickerView,
)


@dataclass(frozen=True)
class Question:
    """One thing that a rule is asked.

    Attributes:
        view: what it is handed; method: of the rule; wrong: says what is not allowed in an answer.
    """

    view: type
    method: str
    wrong: Callable[[Any, Any], str]


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of rule.

    Attributes:
        key: key of the scenario that names it; group: of entry points; questions: what is asked of
            it.
        built_in: classes by name; default: the name in force where a scenario says nothing.
        attributes: names and types that a rule must declare, beside ``name``.
        what: what to call one of them.
    """

    key: str
    group: str
    questions: tuple[Question, ...]
    built_in: dict[str, type]
    default: str
    what: str
    attributes: tuple[tuple[str, type], ...] = ()

    @property
    def word(self) -> str:
        """The kind in one word, the last part of its key."""
        return self.key.rpartition(".")[2]

    def question(self, view: Any) -> Question:
        """Return what is asked with a view."""
        return self._by_view[type(view)]

    @functools.cached_property
    def _by_view(self) -> dict[type, Question]:
        return {question.view: question for question in self.questions}


def _named(*classes: type) -> dict[str, type]:
    return {getattr(c, "name"): c for c in classes}  # noqa: B009


STRATEGY = Kind(
    key="traffickers.strategy",
    group="borderSim.trafficker_strategies",
    questions=(Question(TraffickerView, "plan", plan.what_is_wrong),),
    built_in=_named(
        traffickers.RandomStrategy,
        traffickers.ReactiveStrategy,
        traffickers.LearningStrategy,
        traffickers.AnticipatingStrategy,
    ),
    default="reactive",
    what="trafficker strategy",
)
TARGETING = Kind(
    key="customs.targeting",
    group="borderSim.targeting_rules",
    questions=(Question(CustomsView, "class_scores", targeting.what_is_wrong),),
    built_in=_named(targeting.BeliefRule, targeting.ProfileRule, targeting.RandomRule),
    default="belief",
    what="targeting rule",
    attributes=(("uses_leads", bool), ("uses_documents", bool)),
)
FIXED = "fixed"
"""The allocation that moves nobody."""
ALLOCATION = Kind(
    key="customs.allocation",
    group="borderSim.allocation_rules",
    questions=(Question(AllocationView, "weights", allocation.what_is_wrong),),
    built_in=_named(
        allocation.ProportionalRule,
        allocation.GreedyRule,
        allocation.BanditRule,
        allocation.StackelbergRule,
    ),
    default=FIXED,
    what="allocation rule",
)
CASEWORK = Kind(
    key="police.casework",
    group="borderSim.police_rules",
    questions=(
        Question(FilesView, "priorities", police.wrong_priorities),
        Question(CasesView, "strikes", police.wrong_strikes),
        Question(FindView, "lets_run", police.wrong_chance),
    ),
    built_in=_named(police.StandardCasework, police.StrikeEarly),
    default="standard",
    what="police rule",
)
KINDS = (STRATEGY, TARGETING, ALLOCATION, CASEWORK)


def kind_of(key: str) -> Kind:
    """Return the kind that a key of the scenario names."""
    return next(kind for kind in KINDS if kind.key == key)


def asked(scenario: Scenario) -> tuple[RuleName, ...]:
    """Return the rules that a scenario names, in the order of :data:`KINDS`."""
    s = scenario
    return s.traffickers.strategy, s.customs.targeting, s.customs.allocation, s.police.casework


@dataclass(frozen=True)
class Rule:
    """A rule in use.

    Attributes:
        kind: what it decides; name; source: where it comes from, empty for one that is built in;
            body: the object itself.
        parameters: those that are not at their default; digest: version of one that was registered,
            else empty.
    """

    kind: Kind
    name: str
    source: str
    body: Any
    parameters: tuple[tuple[str, Value], ...] = ()
    digest: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        if (
            self.digest
        ):  # a class of a notebook cannot be pickled: the rule is made again, it has no memory
            return _made_again, (self.kind.key, self.name, self.parameters, self.digest)
        return _restored, (self.kind.key, self.name, self.source, self.body, self.parameters)

    @property
    def choice(self) -> RuleName:
        """How a scenario names it."""
        return with_parameters(self.name, dict(self.parameters))

    @property
    def built_in(self) -> bool:
        """Whether it is one of the package's own, and no object that only bears such a name."""
        return type(self.body) is self.kind.built_in.get(self.name)

    @property
    def label(self) -> str:
        """How sentences call it."""
        return label(self.kind, self.name, self.source)

    def ask(self, view: Any) -> Any:
        """Return the rule's answer to a view.

        Raises:
            RuleError: an exception inside the rule, or an answer that is not allowed.
        """
        question = self.kind.question(view)
        try:
            answer = getattr(self.body, question.method)(view)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".removesuffix(": ")
            raise RuleError(f"{self.label} failed on day {view.day}: {reason}") from error
        wrong = question.wrong(answer, view)
        if wrong:
            raise RuleError(f"{self.label}, day {view.day}: it {wrong}")
        return answer


def label(kind: Kind, name: str, source: str) -> str:
    """Return how sentences call a rule: kind, name and, of a plug-in, where it comes from."""
    if source == own_rules.HERE:
        return f"{kind.what} '{name}' that was registered"
    return f"{kind.what} '{name}'" + (f" of the package {source}" if source else "")


def rule(kind: Kind, choice: RuleName) -> Rule:
    """Return a rule of its own (never shared) by name, with parameters if they are given.

    Raises:
        InputError: no such rule, one that cannot be used, or a parameter that it does not have; the
            sentence begins with the key.
    """
    name, given = name_of(choice), parameters_of(choice)
    if kind is ALLOCATION and name == FIXED:
        _check_parameters(kind, name, None, given)
        return Rule(kind, name, "", None)
    found, source, digest = _class_of(kind, name)
    _check_parameters(kind, name, found, given)
    held = tuple(sorted(given.items()))
    if not source:
        return Rule(kind, name, "", found(**given), held)
    return Rule(kind, name, source, instance(kind, name, source, found, given), held, digest)


def _class_of(kind: Kind, name: str) -> tuple[Any, str, str]:
    """Return the class of a rule, where it comes from, and the version of one that was registered."""
    mine = [entry for entry in installed(kind.group) if entry.name == name]
    if name in kind.built_in:
        if mine:
            raise InputError(
                f"{kind.key}={name} is built in, but the package {_package(mine[0])} has one of that name"
            )
        return kind.built_in[name], "", ""
    own = own_rules.found(kind.key, name)
    if own is not None:
        return own.given, own_rules.HERE, own.digest
    if not mine:
        known = names(kind)
        raise InputError(
            f"{kind.key} is '{name}'{nearest(name, known)}, but must be one of: {', '.join(known)}"
        )
    if len(mine) > 1:
        both = " and ".join(sorted(_package(entry) for entry in mine))
        raise InputError(f"{kind.key}={name} is ambiguous: the packages {both} both have one")
    return _loaded(kind, mine[0]), _package(mine[0]), ""


def parameters(kind: Kind, name: str) -> dict[str, Parameter]:
    """Return what can be set of a rule, by name.

    Raises:
        InputError: no such rule, or one whose parameters are not declared as they must be.
    """
    if kind is ALLOCATION and name == FIXED:
        return {}
    found, source, _ = _class_of(kind, name)
    return _parameters(kind, name, source, found)


def _parameters(kind: Kind, name: str, source: str, found: Any) -> dict[str, Parameter]:
    try:
        return declared(found)
    except ValueError as error:
        raise InputError(f"{kind.key}: {label(kind, name, source)} {error}") from error


def _check_parameters(kind: Kind, name: str, found: Any, given: dict[str, Value]) -> None:
    if not given:
        return
    known = {} if found is None else _parameters(kind, name, "", found)
    for parameter in given:
        if parameter not in known:
            raise InputError(unknown_parameter(kind, name, parameter, list(known)))


def unknown_parameter(kind: Kind, name: str, given: str, known: list[str]) -> str:
    """Return the sentence that a rule has no such parameter, what it has, and which other rule has it."""
    there = f"it has: {', '.join(known)}" if known else "it has none"
    other = next((other for other in names(kind) if given in known_parameters(kind, other)), "")
    there += f" ('{other}' has it: {kind.key}={{name: {other}, {given}: ...}})" if other else ""
    return f"{kind.key}.{given} is no parameter of the {kind.what} '{name}'{nearest(given, known)}; {there}"


def known_parameters(kind: Kind, name: str) -> dict[str, Parameter]:
    """Return what can be set of a rule.

    Nothing of a plug-in that is broken (that is told when a scenario names it).
    """
    try:
        return parameters(kind, name)
    except InputError:
        return {}


def names(kind: Kind) -> list[str]:
    """Return all names that can be given: built in first, then plug-ins by name."""
    first = [FIXED] if kind is ALLOCATION else []
    own = {entry.name for entry in installed(kind.group)} | set(own_rules.names(kind.key))
    return [*first, *kind.built_in, *sorted(own - set(kind.built_in))]


def described(kind: Kind) -> list[dict[str, str]]:
    """Return key, name, package (empty for those built in) and first line of the description of each rule."""
    packages = {
        entry.name: _package(entry)
        for entry in installed(kind.group)
        if entry.name not in kind.built_in
    }
    packages |= dict.fromkeys(own_rules.names(kind.key), own_rules.HERE)
    docs = {name: str(found.__doc__).splitlines()[0] for name, found in kind.built_in.items()}
    docs[FIXED] = "Nobody moves."
    return [
        {
            "key": kind.key,
            "name": name,
            "package": packages.get(name, ""),
            "doc": docs.get(name, ""),
        }
        for name in names(kind)
    ]


def plug_in(kind: Kind, name: str) -> EntryPoint | None:
    """Return the entry point of a rule, None of one that is built in or unknown."""
    found = [entry for entry in installed(kind.group) if entry.name == name]
    return found[0] if found and name not in kind.built_in else None


def package(entry: EntryPoint) -> str:
    """Return name and version of the package that an entry point comes from."""
    return _package(entry)


@functools.cache
def installed(group: str) -> tuple[EntryPoint, ...]:
    """Return the entry points of a group, in an order that does not depend on the installation's."""
    return tuple(
        sorted(set(entry_points(group=group)), key=lambda e: (e.name, _package(e), e.value))
    )


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
        raise InputError(
            f"{who} cannot be imported from {entry.value}: {type(error).__name__}: {error}"
        ) from error
    if not inspect.isclass(found):
        raise InputError(f"{who} must be a class, but {entry.value} is {of_type(found)}")
    return found


def instance(
    kind: Kind, name: str, source: str, found: Any, given: dict[str, Value] | None = None
) -> Any:
    """Make the rule, with the parameters given, and check that it is what its kind asks for."""
    who = f"{kind.key}: {label(kind, name, source)}"
    _parameters(kind, name, source, found)
    how = "with its parameters" if given else "without arguments"
    try:
        body = found(**given or {})
    except Exception as error:
        raise InputError(f"{who} cannot be made {how}: {type(error).__name__}: {error}") from error
    if getattr(body, "name", name if source == own_rules.HERE else None) != name:
        raise InputError(
            f"{who} must have the attribute name = '{name}', but has {getattr(body, 'name', None)!r}"
        )
    for attribute, type_ in kind.attributes:
        if not isinstance(getattr(body, attribute, None), type_):
            raise InputError(f"{who} must say {attribute} = True or False")
    for question in kind.questions:
        _check_method(who, body, question.method)
    if source != own_rules.HERE:  # (one that is registered was seen to travel)
        try:
            pickle.loads(pickle.dumps(body))
        except Exception as error:
            raise InputError(f"{who} cannot be pickled: {type(error).__name__}: {error}") from error
    return body


def _check_method(who: str, body: Any, name: str) -> None:
    method = getattr(body, name, None)
    if not callable(method):
        raise InputError(f"{who} has the wrong signature: it lacks the method {name}(view)")
    try:
        inspect.signature(method).bind(None)
    except (TypeError, ValueError):
        given = str(_signature(method))
        raise InputError(
            f"{who} has the wrong signature: {name}{given} must take one argument, the view"
        ) from None


def _signature(method: Any) -> object:
    try:
        return inspect.signature(method)
    except ValueError:
        return "(...)"


def _restored(
    key: str, name: str, source: str, body: Any, parameters: tuple[tuple[str, Value], ...]
) -> Rule:
    return Rule(kind_of(key), name, source, body, parameters)


def _made_again(
    key: str, name: str, parameters: tuple[tuple[str, Value], ...], digest: str
) -> Rule:
    kind = kind_of(key)
    body = instance(
        kind, name, own_rules.HERE, own_rules.version(key, name, digest), dict(parameters)
    )
    return Rule(kind, name, own_rules.HERE, body, parameters, digest)
