"""Which version of a class or object of this process is it? A hash of its source, and of what it holds and uses.

Of an installed package the files have a hash (:mod:`borderSim.rules.fingerprint`). An object from a
notebook or a script has none: so its source text counts, with the values that it holds, the
functions and classes of the same place that it uses, and the version of every package that these
come from.
"""

from __future__ import annotations

import dis
import hashlib
import inspect
import textwrap
import types
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from typing import Any

import numpy as np

MOST_DEPTH = 60
"""How deep what an object holds is followed."""


def digest(given: Any) -> str:
    """Return the SHA-256 of an object, 64 hexadecimal digits: the same in another process for the same source and values."""
    found = _Digest()
    found.add(given)
    return found.hash.hexdigest()


def source(given: Any) -> str:
    """Return the source text of a class, function or the class of an object.

    Empty where it has none.
    """
    thing = given if isinstance(given, type | types.FunctionType) else type(given)
    try:
        return textwrap.dedent(inspect.getsource(thing))
    except (OSError, TypeError):
        return ""


class _Digest:
    """Goes through an object, what it holds and what it uses.

    What was met before is named, not followed again.
    """

    def __init__(self) -> None:
        self.hash = hashlib.sha256()
        self._met: dict[int, int] = {}
        self._held: list[Any] = []  # so that no id is given twice

    def say(self, *parts: object) -> None:
        self.hash.update("\0".join(map(str, parts)).encode("utf-8", "backslashreplace") + b"\1")

    def add(self, value: Any, depth: int = 0) -> None:
        if value is None or isinstance(value, bool | int | float | complex | str | bytes):
            self.say(type(value).__name__, repr(value))
            return
        if id(value) in self._met or depth > MOST_DEPTH:
            self.say("met", self._met.get(id(value), -1))
            return
        self._met[id(value)] = len(self._met)
        self._held.append(value)
        self._follow(value, depth + 1)

    def _follow(self, value: Any, depth: int) -> None:
        match value:
            case list() | tuple():
                self.say(type(value).__name__, len(value))
                for item in value:
                    self.add(item, depth)
            case set() | frozenset():
                self.say("set", *sorted(map(digest, value)))
            case dict():
                self.say("dict", len(value))
                for key, item in sorted(value.items(), key=lambda pair: repr(pair[0])):
                    self.add(key, depth)
                    self.add(item, depth)
            case np.ndarray() if value.dtype.kind != "O":
                self.say(
                    "array",
                    value.dtype.str,
                    value.shape,
                    hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest(),
                )
            case types.ModuleType():
                self.say("module", value.__name__, _version(value.__name__))
            case types.FunctionType():
                self._function(value, depth)
            case type():
                self._class(value, depth)
            case types.MethodType():
                self.add(value.__func__, depth)
                self.add(value.__self__, depth)
            case _:
                self._object(value, depth)

    def _function(self, given: types.FunctionType, depth: int) -> None:
        if is_installed(given.__module__):
            self.say("function", given.__module__, given.__qualname__, _version(given.__module__))
            return
        self.say("function", given.__qualname__, source(given) or _code(given.__code__))
        self.add([given.__defaults__, given.__kwdefaults__], depth)
        for cell in given.__closure__ or ():
            try:
                self.add(cell.cell_contents, depth)
            except ValueError:
                self.say("empty")
        for name in sorted(_globals_used(given.__code__)):
            if name in given.__globals__:
                self.say("uses", name)
                self.add(given.__globals__[name], depth)

    def _class(self, given: type, depth: int) -> None:
        if is_installed(given.__module__):
            self.say("class", given.__module__, given.__qualname__, _version(given.__module__))
            return
        self.say("class", given.__qualname__, source(given))
        for base in given.__bases__:
            self.add(base, depth)
        for name, item in sorted(vars(given).items()):
            if name.startswith("__") and not isinstance(item, types.FunctionType):
                continue
            plain = (
                item.__func__
                if isinstance(item, staticmethod | classmethod)
                else item.fget
                if isinstance(item, property)
                else item
            )
            self.say("has", name)
            self.add(plain, depth)

    def _object(self, given: Any, depth: int) -> None:
        self.add(type(given), depth)
        held = dict(getattr(given, "__dict__", {}))
        for kind in type(given).__mro__:
            for name in getattr(kind, "__slots__", ()):
                if hasattr(given, name):
                    held[name] = getattr(given, name)
        if held:
            self.add(held, depth)
        elif type(given).__reduce_ex__ is object.__reduce_ex__ and not is_installed(
            type(given).__module__
        ):
            self.say("empty")
        else:
            import cloudpickle

            self.say("bytes", hashlib.sha256(cloudpickle.dumps(given)).hexdigest())


def _globals_used(code: types.CodeType) -> set[str]:
    """Return the global names that code uses, that of functions inside it too."""
    found = {
        step.argval
        for step in dis.get_instructions(code)
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")
    }
    for item in code.co_consts:
        if isinstance(item, types.CodeType):
            found |= _globals_used(item)
    return found


def _code(code: types.CodeType) -> str:
    """Return code as text, without where it stood: for what has no source, such as a line typed into Python."""
    inner = [
        _code(item) if isinstance(item, types.CodeType) else repr(item) for item in code.co_consts
    ]
    return f"{code.co_code.hex()} {code.co_names} {code.co_varnames} {inner}"


def is_installed(module: str | None) -> bool:
    """Whether a module is Python's, ours or of an installed package, whose version says which it is."""
    return bool(module) and bool(_version(module))


def _version(module: str) -> str:
    """Return name and version of the package that a module is of.

    Python's own are called so; empty for a loose one.
    """
    import sys

    top = module.partition(".")[0]
    if top in sys.stdlib_module_names and top != "__main__":
        return "python"
    if top == "borderSim":
        return "borderSim"  # whose source has a hash of its own
    for owner in _owners().get(top, []):
        try:
            return f"{owner} {version(owner)}"
        except PackageNotFoundError:
            continue
    return ""


_OWNERS: dict[str, Any] = {}


def _owners() -> dict[str, Any]:
    if not _OWNERS:
        _OWNERS.update(packages_distributions())
    return _OWNERS
