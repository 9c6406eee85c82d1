"""Which file a name means: one that is shipped, one of a folder of one's own, or a path."""

from __future__ import annotations

from pathlib import Path

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.scenario.own_config import in_force
from borderSim.scenario.own_files import expanded, find, no_file
from borderSim.scenario.shipped import NAME, WORDS, config_dir, is_file_name, shipped_names


def names_in(group: str) -> list[str]:
    """Return every name of a group that can be given, sorted: those shipped, and those of a folder of one's own."""
    own = in_force()
    return sorted([*shipped_names(group), *(own.names(group) if own else ())])


def file_of(group: str, value: object, key: str | None = None) -> Path:
    """Return the file that ``value`` names: a path to a YAML file, or a name shipped in ``group``.

    Args:
        group: folder of the configuration.
        value: name or path.
        key: what the value was given for (for sentences; default: the group). Where it begins with
            the name of a file, a path is looked up beside that file first.

    Raises:
        InputError: no such file or name, or a name that is a path but not to a YAML file.
    """
    key = key or group
    said = {"key": key, "value": value, "word": phrase(WORDS.get(group, group))}
    if not isinstance(value, str) or not value:
        raise InputError(
            phrase(
                "{key}={value!s:.60} names no {word}; there are: {allowed}",
                **said,
                allowed=", ".join(names_in(group)),
            )
        )
    if is_file_name(value):
        path = find(value, key)
        if path is None:
            raise no_file(f"{key}={value[:200]}", value)
        return path
    if not NAME.fullmatch(value):
        raise InputError(
            phrase(
                "{key}={value!r}: the name of a {word} holds only letters, digits, '_' and '-'{near} (a file of your own must end in .yaml)",
                **said,
                near=nearest(value, names_in(group)),
            )
        )
    if value not in names_in(group):
        raise InputError(
            phrase(
                "{key}={value}: unknown {word} {value!r}{near}; there are: {allowed}",
                **said,
                near=nearest(value, names_in(group)),
                allowed=", ".join(names_in(group)),
            )
        )
    own = in_force()
    if own and value in own.names(group):
        return own.file(group, value)
    return config_dir() / group / f"{value}.yaml"


def called(group: str, value: str, path: Path) -> str:
    """Return how sentences call what ``value`` names: its file where it is a user's own, else by its name.

    Args:
        group: folder of the configuration.
        value: name or path, as given.
        path: the file that :func:`file_of` found.
    """
    if is_file_name(value):
        return value if path == expanded(value) else str(path)
    return (
        f"{WORDS.get(group, group)} '{value}'" if path.parent == config_dir() / group else str(path)
    )
