"""The grammar of ``key=value``: Hydra's own parser, and plain sentences for what it refuses."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.number_slips import is_decimal_comma, number_meant, round_thousands
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.names import nameable
from borderSim.scenario.strict_yaml import MOST_DIGITS, refuse_code
from borderSim.slips import name_meant

MOST_ROWS = 100_000
PLAIN_NUMBER = re.compile(
    r"(?!hydra\.)([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)=(-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)"
)
"""The commonest setting, which needs no grammar (designs make hundreds of them a point)."""
SWEEP = re.compile(r"(choice|range|glob|sort|shuffle|interval|tag)\(")
"""What begins a text of several values in Hydra's grammar."""
NO_NAME = re.compile(r"[-+]?[0-9.]+(?:e[-+]?[0-9]+)?|true|false|null", re.IGNORECASE)
"""What the grammar reads as something else than a name."""
QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
"""A name in quotes."""


NAMED_BY = {
    "scenario": "scenario",
    "partnership": "partnership",
    "present": "partnership",
    "legal_model": "legal_model",
}
"""Keys whose value is one name, with the folder in which the names are."""


A_FILE = re.compile(
    r"posts\.\w+\.partnership|layers\.\w+|organisations\.networks_file|experiment|answers", re.ASCII
)
"""Further keys whose value is a name or a path, and so is taken as it was typed."""
LISTS = ("instruments", "shocks", "levels", "scenarios")
"""Keys whose value may be a list of names and paths."""
NO_PATH = re.compile(r"null|none|[\[{].*", re.IGNORECASE | re.DOTALL)
"""What may stand in the place of a path."""


@dataclass(frozen=True)
class Setting:
    """One override.

    Attributes:
        path: the dotted key in parts.
        value: plain value (None where the key is taken out).
        origin: how sentences call it.
        does: ``set`` an existing key, ``add`` one, ``delete`` one.
    """

    path: tuple[str, ...]
    value: object
    origin: str
    does: Literal["set", "add", "delete"] = "set"

    @property
    def key(self) -> str:
        """The dotted key."""
        return ".".join(self.path)


def parse(texts: Iterable[str]) -> list[Setting]:
    """Read overrides ``key=value``, ``+key=value``, ``~key``; a list of values to try is refused.

    Raises:
        InputError: not of that form, an interpolation, a key of Hydra's own.
    """
    return [_setting(text) for text in texts]


def expand(texts: Sequence[str]) -> list[dict[str, str]]:
    """Expand sweeps (``a=1,2``, ``a=range(1,4)``) into the product of rows.

    Returns:
        a mapping of key to override text for each row, in the order typed, the last key fastest.

    Raises:
        InputError: an override that can't be read, a key given twice, or too many rows.
    """
    columns: dict[str, list[str]] = {}
    for text in texts:
        key = text.partition("=")[0]
        if key.lstrip("+") in (known.lstrip("+") for known in columns):
            raise InputError(
                phrase("override '{given}': {key} is given twice", given=shorten(text), key=key)
            )
        columns[key] = _values(text)
        if len(set(columns[key])) < len(columns[key]):
            raise InputError(
                f"override '{shorten(text)}': names a value twice, and so the same run"
            )
    rows = 1
    for values in columns.values():
        rows *= len(values)
    if rows > MOST_ROWS:
        raise InputError(
            f"the values given make {rows} rows or more: at most {MOST_ROWS} are expanded"
        )
    return [dict(zip(columns, row, strict=True)) for row in itertools.product(*columns.values())]


def _values(text: str) -> list[str]:
    """Return the settings that one text stands for: itself, or one for each of its values."""
    key, _, value = text.partition("=")
    if _is_typed_path(key, value):
        return [f"{key}={item}" for item in split_list(value)]
    parsed = _parsed(text)
    return (
        [f"{key}={item}" for item in _swept(parsed, text)] if parsed.is_sweep_override() else [text]
    )


def _is_typed_path(key: str, value: str) -> bool:
    """Whether a value is one or several names or paths, not a call such as ``glob(a*)``."""
    return (
        (key in NAMED_BY or bool(A_FILE.fullmatch(key)))
        and not SWEEP.match(value)
        and not NO_PATH.fullmatch(value)
    )


def split_list(value: str) -> list[str]:
    """Return what stands between the commas of a text, those within quotes left alone.

    Quotes stay.
    """
    items, quote, start = [], "", 0
    for place, sign in enumerate(value):
        if quote:
            quote = "" if sign == quote and value[place - 1] != "\\" else quote
        elif sign in "'\"" and not value[start:place].strip():
            quote = sign
        elif sign == ",":
            items.append(value[start:place].strip())
            start = place + 1
    return [*items, value[start:].strip()]


def names_in_list(value: str) -> list[str] | None:
    """Return the names and paths of a list as typed, such as ``[a,my file (1).yaml,'b, c.yaml']``; None for what is no such list."""
    text = value.strip()
    if len(text) < 2 or text[0] != "[" or text[-1] != "]":
        return None
    items = split_list(text[1:-1]) if text[1:-1].strip() else []
    bare = [item for item in items if not QUOTED.fullmatch(item)]
    if any(
        not item
        or re.search(r"[\[\]{}]|\$\{", item)
        or item[0] in "'\""
        or SWEEP.match(item)
        or NO_NAME.fullmatch(item)
        for item in bare
    ):
        return None
    return [unquoted(item) for item in items]


def unquoted(item: str) -> str:
    """Return an item of a list without its quotes."""
    if not QUOTED.fullmatch(item):
        return item
    return re.sub(
        r"(\\*)\\" + item[0], lambda found: "\\" * (len(found[1]) // 2) + item[0], item[1:-1]
    )


def _swept(parsed: Any, text: str) -> list[str]:
    """Return the values of a sweep as they would be typed, in an order that is always the same."""
    from hydra.core.override_parser.types import Glob, IntervalSweep

    place, value = phrase("override '{given}'", given=shorten(text)), parsed.value()
    if isinstance(value, Glob):
        return _matching(value, parsed.key_or_group, place)
    if isinstance(value, IntervalSweep):
        raise InputError(
            f"{place}: interval() gives no list of values: write range(0,1,0.25) or the values; a design draws from ranges ('bordersim sweep')"
        )
    if getattr(value, "shuffle", False):
        raise InputError(
            f"{place}: shuffle() gives another order every time, and so another result: leave it out"
        )
    if any(isinstance(item, Glob) for item in getattr(value, "list", ())):
        raise InputError(f"{place}: glob() stands alone: glob([a*,b])")
    try:
        return list(itertools.islice(parsed.sweep_string_iterator(), MOST_ROWS + 1))
    except Exception:  # Hydra's own, for a sweep that it knows and this program does not
        raise InputError(f"{place}: gives no list of values") from None


def _matching(pattern: Any, key: str, place: str) -> list[str]:
    """Return the names that a glob() matches, where the key is one whose value is a name."""
    if key not in NAMED_BY:
        raise InputError(f"{place}: glob() chooses among names, of {', '.join(NAMED_BY)}")
    names = nameable(NAMED_BY[key])
    found = pattern.filter(names)
    if not found:
        raise InputError(f"{place}: matches no name; there are: {', '.join(names)}")
    return found


def swept_keys(texts: Iterable[str]) -> list[str]:
    """Return the keys for which several values are given."""
    return [
        text.partition("=")[0] for text in texts if len(_values(text)) > 1 or _gives_several(text)
    ]


def _gives_several(text: str) -> bool:
    key, _, value = text.partition("=")
    return not _is_typed_path(key, value) and bool(_parsed(text).is_sweep_override())


def given_twice(texts: Iterable[str]) -> str:
    """Return a key that is set twice, empty where there is none."""
    seen: set[str] = set()
    for text in texts:
        key = text.partition("=")[0].lstrip("+~").strip()
        if key in seen:
            return key
        seen.add(key)
    return ""


def remarks(texts: Iterable[str]) -> list[str]:
    """Return what to tell of numbers that may have been meant otherwise: ``0,2`` as two values, ``10.000`` as ten."""
    told = []
    for text in texts:
        key, _, value = text.partition("=")
        if is_decimal_comma(value) and key != "seed":
            told.append(
                phrase(
                    "{text} is read as two values, {first} and {second}{meant}",
                    text=shorten(text),
                    **dict(zip(("first", "second"), value.split(",", 1), strict=True)),
                    meant=number_meant(value),
                )
            )
        elif meant := round_thousands(value):
            told.append(
                phrase(
                    "{text} is read as {number:g}; if thousands were meant, write {key}={meant}",
                    text=shorten(text),
                    number=float(value),
                    key=key,
                    meant=meant,
                )
            )
    return told


def value_of(text: str) -> object:
    """Return the plain value of one ``key=value``.

    Raises:
        InputError: not of that form, or several values.
    """
    return _setting(text).value


def _setting(text: str) -> Setting:
    plain = PLAIN_NUMBER.fullmatch(text)
    if plain:
        key, number, decimals, exponent = plain.groups()
        if len(number) > MOST_DIGITS:
            raise InputError(
                f"override '{shorten(text)}': the number has {len(number)} characters, at most {MOST_DIGITS} are read"
            )
        value = float(number) if decimals or exponent else int(number)
        return Setting(
            tuple(key.split(".")), value, phrase("override '{given}'", given=shorten(text))
        )
    place = phrase("override '{given}'", given=shorten(text))
    key, equals, value = text.partition("=")
    if equals and _is_typed_path(key, value):
        return _typed_path(key, value, place)
    if key in LISTS and (names := names_in_list(value)) is not None:
        for name in names:
            refuse_code(name, place)
        return Setting((key,), names, place)
    parsed = _parsed(text)
    if parsed.is_sweep_override():
        meant = number_meant(value)
        raise InputError(
            phrase(
                "{place}: one value is asked{meant}; several need -m ('bordersim run -m', 'bordersim compare -m')",
                place=place,
                meant=meant,
            )
            if meant
            else _several(place)
        )
    path = tuple(parsed.key_or_group.split("."))
    if "" in path:
        raise InputError(f"{place}: the key has an empty part")
    if parsed.is_delete():
        if "=" in text:
            raise InputError(f"{place}: to take a key out write {text.partition('=')[0]} alone")
        return Setting(path, None, place, "delete")
    does = "add" if parsed.is_add() or parsed.is_force_add() else "set"
    return Setting(path, _words(parsed.value(), text), place, does)


def _typed_path(key: str, value: str, place: str) -> Setting:
    """Return the setting of a key whose value is one name or path."""
    refuse_code(value, place)
    items = split_list(value)
    if len(items) > 1:
        raise InputError(
            phrase("{said}; a name that holds a comma stands in quotes", said=_several(place))
        )
    return Setting(tuple(key.split(".")), unquoted(items[0]), place)


def _several(place: str) -> str:
    return phrase(
        "{place}: gives several values, which only -m expands ('bordersim run -m', 'bordersim compare -m') (a list is written [a,b])",
        place=place,
    )


def _parsed(text: str) -> Any:
    from hydra.core.override_parser.overrides_parser import OverridesParser

    place = phrase("override '{given}'", given=shorten(text))
    refuse_code(text, "override")
    key = text.partition("=")[0].lstrip("+~")
    for part in key.split("."):
        refuse_code(part, place)
    if key.partition(".")[0].partition("/")[0] == "hydra":
        raise InputError(f"{place}: keys of Hydra's own are not allowed")
    if "*" in key:
        raise InputError(
            f"{place}: '*' for every entry is for the factors of a design ('bordersim sweep') and for interventions: name each entry here"
        )
    if "/" in key or "@" in key or ":" in key:
        raise InputError(f"{place}: a key holds only letters, digits, '_' and '.'")
    if text.strip() and "=" not in text and not text.startswith("~"):
        raise InputError(f"{place}: must be of the form key=value")
    try:
        return OverridesParser.create().parse_override(text)
    except Exception as error:  # Hydra and its generated parser raise several kinds
        reason = " ".join(str(error).split("\n")[0].split())[:120]
        meant = "" if key.isascii() else name_meant(key, (one.name for one in fields(Scenario)))
        if meant:  # (Hydra's grammar knows no accents)
            raise InputError(
                phrase(
                    "{place}: {key} is an unknown key (did you mean '{meant}'?)",
                    place=place,
                    key=key,
                    meant=meant,
                )
            ) from None
        raise InputError(f"{place}: can't be read as key=value ({reason})") from None


def _words(value: Any, text: str) -> object:
    """Turn what Hydra's parser gives into plain data, and refuse calls inside it."""
    if isinstance(value, dict):
        for key in value:
            refuse_code(str(key), phrase("override '{given}'", given=shorten(text)))
        return {str(key): _words(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [_words(item, text) for item in value]
    if isinstance(value, str):
        refuse_code(value, phrase("override '{given}'", given=shorten(text)))
    return value


def shorten(text: str) -> str:
    """Return a text fit for a sentence: one line, at most 80 characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else flat[:77] + "..."


def choice(key: str, value: str) -> str:
    """Return ``key=value`` for a name or path, quoted where :func:`group_choice` would take it for several values."""
    return (
        f"{key}='{value}'"
        if "," in value or SWEEP.match(value) or value[:1] in "'\""
        else f"{key}={value}"
    )


def group_choice(text: str, groups: Iterable[str]) -> tuple[str, str] | None:
    """Return (group, value) where a text chooses a file of a group, its value taken as it was typed.

    Paths may hold characters that the grammar gives a meaning; quotes around the value are taken
    off.
    """
    key, equals, value = text.partition("=")
    if not equals or key not in groups:
        return None
    refuse_code(value, "override")
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    elif "," in value or SWEEP.match(value):
        raise InputError(_several(phrase("override '{given}'", given=shorten(text))))
    return key, value
