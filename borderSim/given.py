"""What is handed over in Python, as the plain values that the program works with, or a sentence.

Numbers may come from numpy or pandas, lists as arrays, Series, tuples or generators, files as
``Path``. What cannot be meant is refused as the command line refuses it: key, what was given,
what is allowed. Nothing here loads a library that is not loaded already.
"""

from __future__ import annotations

import functools
import inspect
import math
import numbers
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeGuard, cast

from borderSim.errors import ArgumentError, InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.slips import trimmed

Read = Callable[[str, Any], Any]
"""(key, what was given) -> the plain value; refuses what it cannot read."""
MOST_SEED = 2**63 - 1
"""The largest seed: the streams of chance take whole numbers of 64 bits with a sign."""
OLDER = {"settings": "overrides"}
"""Arguments that are still taken under a word that they once had."""
SAME_MEANING = {
    "override": "overrides",
    "replicates": "replications",
    "runs": "replications",
    "seeds": "seed",
    "output_dir": "results_dir",
    "design": "experiment",
}
"""Arguments that a call has under another name than the one that is tried."""
ELSEWHERE = {
    (
        "sweep",
        "levels",
    ): "a design lists its levels itself: under the key 'level' of a mapping, in a column 'level' "
    "of a DataFrame, or as levels= of a bs.Experiment",
    ("Experiment", "measures"): "hand them to bs.sweep(experiment, measures=[...])",
    ("Experiment", "interventions"): "hand them to bs.sweep(experiment, interventions=[...])",
}
"""What to write in the place of an argument, by call and name."""
LONGEST = 60
"""Characters that a sentence shows of what was given."""


def understood[R](function: Callable[..., R], /, **readers: Read) -> Callable[..., R]:
    """Return a function whose arguments are read first, each by the reader of its name.

    An argument that is left out keeps its default; a name that the function does not have is
    refused with the nearest one.

    Args:
        function: what is called with plain values.
        **readers: by the name of the argument.
    """
    signature = inspect.signature(function)
    names = list(signature.parameters)

    @functools.wraps(function)
    def reading(*args: Any, **kwargs: Any) -> R:
        kwargs = _with_words_of_today(kwargs, names)
        known_arguments(function.__name__, kwargs, names)
        try:
            given = signature.bind(*args, **kwargs).arguments
        except TypeError as error:  # (one too many, one missing, or one that is given twice)
            raise ArgumentError(
                f"{function.__name__}(): {error}; it takes: {', '.join(names)}"
            ) from None
        plain = {name: _read(readers.get(name), name, value) for name, value in given.items()}
        return function(**plain)

    return reading


def _with_words_of_today(given: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return arguments by the names that a call has for them today.

    Raises:
        ArgumentError: one is given by both its names.
    """
    found: dict[str, Any] = {}
    for name, value in given.items():
        today = OLDER.get(name, name)
        known = today if name not in names and today in names else name
        if known in found or (known != name and known in given):
            raise ArgumentError(f"{name}= and {known}= say the same: write {known}= alone")
        found[known] = value
    return found


def known_arguments(function: str, given: Iterable[str], names: Sequence[str]) -> None:
    """See that a call has every argument that is given by name.

    Args:
        function: how sentences call it.
        given: names that are given.
        names: names that it has.

    Raises:
        ArgumentError: there is no such argument, with the nearest.
    """
    for name in given:
        if name not in names:
            if hint := ELSEWHERE.get((function, name)):
                raise ArgumentError(f"{function}() has no argument {name!r}: {hint}")
            other = SAME_MEANING.get(name)
            all_of_them = f"; there are: {', '.join(names)}"
            near = f" (did you mean '{other}'?)" if other in names else nearest(name, names)
            raise ArgumentError(f"{function}() has no argument {name!r}{near or all_of_them}")


def _read(reader: Read | None, name: str, value: Any) -> Any:
    return value if reader is None else reader(name, value)


def or_none(reader: Read) -> Read:
    """Return a reader that also takes None, which stands for the default."""

    def read(key: str, value: object) -> object:
        return None if value is None else reader(key, value)

    return read


# --------------------------------------------------------------------------- numbers and switches
def whole(least: int, most: int = MOST_SEED) -> Read:
    """Return a reader of whole numbers within bounds; ``2.0`` is 2."""

    def read(key: str, value: object) -> int:
        number = plain_value(value)
        if isinstance(number, float) and number.is_integer():
            number = int(number)
        fits = isinstance(number, int) and not isinstance(number, bool)
        if not fits or not least <= cast(int, number) <= most:
            upper = (
                ""
                if most == MOST_SEED and not (fits and cast(int, number) > most)
                else f" and at most {most}"
            )
            raise InputError(
                f"{key}={shown(value)}: must be a whole number of at least {least}{upper}"
            )
        return cast(int, number)

    return read


def above_zero(key: str, value: object) -> int | float:
    """Return a finite number above 0."""
    number = plain_value(value)
    if not is_above_zero(number):
        raise InputError(f"{key}={shown(value)}: must be a number above 0")
    return number


def is_above_zero(value: object) -> TypeGuard[int | float]:
    """Whether a plain value is a finite number above 0; true and false are no numbers."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and value > 0
    )


def switch(key: str, value: object) -> bool:
    """Return true or false.

    A text such as ``"false"`` is neither, as Python would take it for true.
    """
    plain = plain_value(value)
    if not isinstance(plain, bool):
        raise InputError(
            f"{key}={shown(value)}: must be true or false (True or False, without quotes)"
        )
    return plain


def plain_value(value: object) -> object:
    """Return a number of numpy, of pandas or in an array of no dimension as a number of Python, the rest as it is."""
    if isinstance(value, bool | int | float | str):
        # (a subclass such as numpy's float64 becomes the plain kind)
        kind = next(kind for kind in (bool, int, float, str) if isinstance(value, kind))
        return value if type(value) is kind else kind(value)
    if hasattr(value, "dtype") and getattr(value, "ndim", None) == 0:
        item = cast(Any, value).item()
        narrow = isinstance(item, float) and cast(Any, value).dtype.itemsize < 8
        return float(str(cast(Any, value)[()])) if narrow else item  # (float32's 0.2 is 0.2)
    if isinstance(value, numbers.Integral):
        return int(value)
    return float(value) if isinstance(value, numbers.Real) else value


# --------------------------------------------------------------------------- texts, lists, files
def text(key: str, value: object) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise InputError(f"{key}={shown(value)}: must be text")
    return str(value)


def path(key: str, value: object) -> str:
    """Return a path given as text or ``Path``."""
    return _path(key, value, "a path, as text or Path")


def name_or_path(key: str, value: object) -> str:
    """Return a name, or a path given as text or ``Path``."""
    return _path(key, value, "a name, or the path of a YAML file")


def _path(key: str, value: object, what: str) -> str:
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if not isinstance(value, str) or not value:
        raise InputError(f"{key}={shown(value)}: must be {what}")
    return str(value)


def result_name(key: str, value: object) -> str:
    """Return the name or the folder of a result."""
    if not isinstance(value, str | os.PathLike) or not str(value):
        raise InputError(f"{key}={shown(value)}: must be the name of a result, or its folder")
    return path(key, value)


def items(key: str, value: object, what: str = "a list of names") -> list[Any]:
    """Return the entries of a list, tuple, array, Series or generator; a text is one entry.

    Raises:
        InputError: it is no list (a mapping is none), or has an order that changes from run to run (a set).
    """
    if isinstance(value, str | os.PathLike):
        return [value]
    if isinstance(value, set | frozenset):
        raise InputError(
            f"{key}={shown(value)}: a set has no order; write {what} such as ['a', 'b']"
        )
    if hasattr(value, "dtype") and hasattr(value, "tolist"):
        plain = cast(Any, value).tolist()
        return plain if isinstance(plain, list) else [plain]
    if not isinstance(value, Iterable) or isinstance(value, bytes | bytearray | Mapping):
        raise InputError(f"{key}={shown(value)}: must be {what}")
    return list(value)


def listed(reader: Read, what: str = "a list of names") -> Read:
    """Return a reader of lists, each entry read by ``reader``; a single entry is a list of one."""

    def read(key: str, value: object) -> list[Any]:
        return [reader(key, item) for item in items(key, value, what)]

    return read


def settings(key: str, value: object) -> list[str]:
    """Return ``key=value`` texts: from a list of them, one alone, or a mapping of keys to values.

    Blanks around ``=`` are taken off, as the command does.
    """
    if isinstance(value, Mapping):
        return [f"{text(key, name)}={as_typed(key, item)}" for name, item in value.items()]
    found = items(key, value, "a list of 'key=value'")
    for item in found:
        if not isinstance(item, str):
            raise InputError(
                f"{key}={shown(value)}: must be a list of 'key=value', and {shown(item)} is no text"
            )
    return [trimmed(str(item)) for item in found]


def as_typed(key: str, value: object) -> str:
    """Return a value as it is typed behind ``key=``."""
    plain = plain_value(value)
    if plain is None:
        return "null"
    if isinstance(plain, bool):
        return str(plain).lower()
    if isinstance(plain, str | int | float):
        return str(plain)
    if isinstance(plain, os.PathLike):
        return path(key, plain)
    if isinstance(plain, Mapping):
        return "{" + ",".join(f"{name}:{as_typed(key, item)}" for name, item in plain.items()) + "}"
    return "[" + ",".join(as_typed(key, item) for item in items(key, plain, "a value")) + "]"


def chosen(key: str, value: object, known: Sequence[str], *, what: str) -> list[str]:
    """Return some of the known names, from one of them or from a list.

    Raises:
        InputError: one that is not known, with the nearest, or none at all.
    """
    found = items(key, value, f"a list of {what}s")
    if not found:
        raise InputError(f"{key}=[]: name at least one {what}")
    for name in found:
        if not isinstance(name, str) or name not in known:
            near = nearest(name, known) if isinstance(name, str) else ""
            few = not near or len(known) <= LONGEST
            raise InputError(_unknown(key, what, shown(name), near, known if few else ()))
    return list(dict.fromkeys(map(str, found)))


def _unknown(key: str, what: str, given: str, near: str, known: Sequence[str]) -> str:
    """Return the sentence on a name that is not known; the known ones are named where they are few."""
    values = {"key": key, "what": what, "given": given, "near": near}
    if not known:
        return phrase("{key}: there is no {what} {given}{near}", **values)
    return phrase(
        "{key}: there is no {what} {given}{near}; there are: {allowed}",
        **values,
        allowed=", ".join(known),
    )


def one_of(key: str, value: object, known: Iterable[str], *, what: str) -> str:
    """Return one of the known names.

    Raises:
        InputError: it is not known, with the nearest.
    """
    if not isinstance(value, str):
        raise InputError(
            f"{key}={shown(value)}: must be the name of a {what}; there are: {', '.join(known)}"
        )
    return chosen(key, value, list(known), what=what)[0]


def shown(value: object) -> str:
    """Return what was given in a form fit for a sentence: one line, not long."""
    plain = plain_value(value)
    if isinstance(value, Iterator):
        return f"a {type(value).__name__}"
    try:
        flat = " ".join(repr(plain).split())
    except ValueError:  # (Python writes out no number of more than 4,300 digits)
        return (
            "a number of thousands of digits"
            if isinstance(plain, int)
            else f"a {type(plain).__name__}"
        )
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 3] + "..."
