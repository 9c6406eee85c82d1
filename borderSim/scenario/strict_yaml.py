"""Strict reading of YAML: plain data only, and one plain sentence for whatever is not.

Scenario files are data, never code: no tags, no anchors, no interpolation, no key that Hydra
would obey. Words are words: ``no`` and ``off`` stay text (YAML 1.2), ``1e-6`` is a number.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

import yaml

from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.scenario.plain_data import copied

PACKAGE_HEADER = re.compile(r"^\s*#\s*@package\b", re.MULTILINE)
MOST_CHARACTERS = 2_000_000
"""Longest text that is read: some ten seconds of work."""
MOST_DIGITS = 300
"""Digits of the longest number that is read: no float is longer."""
FORBIDDEN_AT_TOP = ("hydra", "defaults")


class _Reader(yaml.SafeLoader):
    """PyYAML's composer with the scalars of YAML 1.2."""

    yaml_implicit_resolvers: dict = {}  # noqa: RUF012 - the base class's own pattern


_SCALARS = (  # tag, pattern, first characters; "int" stands before "float": the first that matches gives the tag
    ("null", r"~|null|Null|NULL|", ["", "~", "n", "N"]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9][0-9_]*", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?",
        list("-+.0123456789"),
    ),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", list("-+.")),
)
for _tag, _pattern, _first in _SCALARS:
    _Reader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first
    )


def read_yaml(path: Path, name: str | None = None) -> dict[str, object]:
    """Read a file that holds one mapping of plain data.

    Args:
        path: the file.
        name: how sentences call the file (default: the path as given).

    Raises:
        InputError: anything else, with the file and the line or key.
    """
    name = name or str(path)
    return parse_yaml(read_text(path, name), name)


def read_text(path: Path, name: str) -> str:
    """Read a user's text file in UTF-8, called ``name`` in sentences.

    Raises:
        InputError: it is no such text, or cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            phrase("{name}: is not UTF-8 text (byte {start})", name=name, start=error.start)
        ) from None
    except OSError as error:
        raise InputError(
            phrase("{name}: can't be read ({strerror})", name=name, strerror=error.strerror)
        ) from None


def parse_yaml(text: str, name: str) -> dict[str, object]:
    """Read a text that holds one mapping of plain data (see :func:`read_yaml`)."""
    return copied(_parsed(text, name))


@functools.lru_cache(maxsize=256)  # (a design of many points reads the same few files for each)
def _parsed(text: str, name: str) -> dict[str, object]:
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            phrase(
                "{name}: holds {len} characters, at most {most} are read; long tables are given as CSV (design: {{kind: csv, file: ...}})",
                name=name,
                len=len(text),
                most=MOST_CHARACTERS,
            )
        )
    header = PACKAGE_HEADER.search(text)
    if header:
        line = text.count("\n", 0, header.start()) + 1
        raise InputError(
            phrase(
                "{name}: line {line}: a '# @package' header is not allowed in a scenario file",
                name=name,
                line=line,
            )
        )
    try:
        node = yaml.compose(text, _Reader)
        if node is None or node.value == "":
            raise InputError(phrase("{name}: is empty", name=name))
        value = _plain(node, "", name, set())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = phrase("line {n}: ", n=mark.line + 1) if mark else ""
        raise InputError(
            phrase(
                "{name}: {line}is not valid YAML ({flat})",
                name=name,
                line=line,
                flat=_flat(error.problem or error.context),
            )
        ) from None
    except yaml.YAMLError as error:
        raise InputError(
            phrase("{name}: is not valid YAML ({flat})", name=name, flat=_flat(str(error)))
        ) from None
    except RecursionError:
        raise InputError(phrase("{name}: is nested too deeply", name=name)) from None
    if not isinstance(value, dict):
        raise InputError(
            phrase(
                "{name}: must be a mapping of keys to values, not a {kind}",
                name=name,
                kind=_kind(value),
            )
        )
    for key in FORBIDDEN_AT_TOP:
        if key in value:
            raise InputError(
                phrase(
                    "{name}: the key '{key}:' is not allowed in a scenario file", name=name, key=key
                )
            )
    return value


def lines_of(text: str) -> dict[str, int]:
    """Return the line, from 1, on which each key of a text stands that :func:`parse_yaml` has taken.

    Args:
        text: the YAML.

    Returns:
        line by dotted key, entries of lists as ``rounds[0]``; the whole text is the empty key.
    """
    found: dict[str, int] = {}
    node = yaml.compose(text, _Reader)
    if node is not None:
        _note_lines(node, "", node.start_mark.line + 1, found)
    return found


def _note_lines(node: yaml.Node, key: str, line: int, found: dict[str, int]) -> None:
    found[key] = line
    if isinstance(node, yaml.MappingNode):
        for key_node, child in node.value:
            path = f"{key}.{key_node.value}" if key else str(key_node.value)
            _note_lines(child, path, key_node.start_mark.line + 1, found)
    elif isinstance(node, yaml.SequenceNode):
        for place, child in enumerate(node.value):
            _note_lines(child, f"{key}[{place}]", child.start_mark.line + 1, found)


def refuse_code(text: str, place: str) -> None:
    """Refuse an interpolation or a call in a text (``${...}``, ``_target_``).

    Raises:
        InputError: with ``place`` at its start.
    """
    if "${" in text:
        raise InputError(
            phrase(
                "{place}: interpolations such as {given} are not allowed: write the value itself",
                place=place,
                given=_shown(text),
            )
        )
    if text == "_target_":
        raise InputError(
            phrase(
                "{place}: the key '_target_' is not allowed: a file holds data, it calls nothing",
                place=place,
            )
        )


def _plain(node: yaml.Node, key: str, name: str, seen: set[int]) -> object:
    line = node.start_mark.line + 1
    if id(node) in seen:
        raise InputError(
            phrase(
                "{name}: line {line}: anchors and aliases (&, *) are not allowed: write the value again",
                name=name,
                line=line,
            )
        )
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
        return _mapping(node, key, name, seen)
    if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
        return [_plain(child, f"{key}[{i}]", name, seen) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, key, name)
    raise InputError(
        phrase(
            "{name}: line {line}: the tag {tag!r} is not allowed",
            name=name,
            line=line,
            tag=node.tag,
        )
    )


def _mapping(node: yaml.MappingNode, key: str, name: str, seen: set[int]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        child = key_node.value
        if (
            not isinstance(key_node, yaml.ScalarNode)
            or key_node.tag != "tag:yaml.org,2002:str"
            or not child
        ):
            raise InputError(
                phrase(
                    "{name}: line {line}: a key must be a word, not {given}",
                    name=name,
                    line=line,
                    given=_shown(str(child)),
                )
            )
        refuse_code(child, f"{name}: line {line}")
        path = f"{key}.{child}" if key else child
        if child in result:
            raise InputError(
                phrase(
                    "{name}: line {line}: the key '{path}' stands there twice",
                    name=name,
                    line=line,
                    path=path,
                )
            )
        result[child] = _plain(value_node, path, name, seen)
    return result


def _scalar(node: yaml.ScalarNode, key: str, name: str) -> object:
    text = node.value
    place = f"{name}: line {node.start_mark.line + 1}: {key}"
    match node.tag.removeprefix("tag:yaml.org,2002:"):
        case "str":
            refuse_code(text, place)
            return text
        case "null":
            return None
        case "bool" if text.lower() in ("true", "false"):
            return text.lower() == "true"
        case "int" | "float" as tag:
            return _number(text, tag, place)
    raise InputError(phrase("{place}: the tag {tag!r} is not allowed", place=place, tag=node.tag))


def _number(text: str, tag: str, place: str) -> int | float:
    digits = text.replace("_", "").lower()
    if len(digits) > MOST_DIGITS:
        raise InputError(
            phrase(
                "{place}: {given} has {len} digits, at most {most} are read",
                place=place,
                given=_shown(text),
                len=len(digits),
                most=MOST_DIGITS,
            )
        )
    try:
        return (
            int(digits)
            if tag == "int"
            else float(digits.replace(".inf", "inf").replace(".nan", "nan"))
        )
    except ValueError:
        raise InputError(
            phrase("{place}: {given} is not a number", place=place, given=_shown(text))
        ) from None


def _kind(value: object) -> str:
    return phrase("list") if isinstance(value, list) else phrase("single value")


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())[:160]
