"""A scenario file that is handed in on the page: read as data, and it may name no other file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from borderSim.classroom.live.limits import check_entries
from borderSim.classroom.live.plain import is_rule_of_a_package
from borderSim.classroom.live.session import FOLDER, ID, Session, checked_id
from borderSim.classroom.refusals import RefusedError
from borderSim.given import shown
from borderSim.scenario.file_keys import names_a_file
from borderSim.scenario.strict_yaml import parse_yaml
from borderSim.studies.execution import files

MOST_BYTES = 100_000
"""Largest file that is taken (assumption: the largest that is shipped has a fifth of it)."""
CALLED = "your scenario file"
"""How sentences call it: what a browser says of its name is not asked for."""
WORDS = (
    "title",
    "description",
    "text",
    "expected",
    "question",
    "in_the_model",
    "source",
    "en",
    "fr",
)
"""Keys of texts for people, in which anything may stand."""
ENDINGS = (".yaml", ".yml", ".csv", ".tsv", ".txt", ".xlsx", ".json", ".py")


def checked_scenario(text: str) -> None:
    """See that a text is a scenario file that names no file of this machine, and no rule but those built in.

    Raises:
        InputError: it is too long, no plain YAML, has a key that names a file (whatever its value),
            a text that looks like a path, or a rule of a package that would have to be imported.
    """
    if len(text.encode()) > MOST_BYTES:
        raise RefusedError("own.large", kb=MOST_BYTES // 1000)
    values = parse_yaml(text, CALLED)
    check_entries(values)
    for key, value in _entries(values, ""):
        if names_a_file(key):
            raise RefusedError("own.file", key=key, value=shown(value))
    for key, value in _texts(values, ""):
        if is_rule_of_a_package(key, value):
            raise RefusedError("rule", key=key, value=value[:60])
        if value.lower().endswith(ENDINGS) or "/" in value or "\\" in value:
            raise RefusedError("own.file", key=key, value=value[:60])


def kept(session: Session, results_dir: str | Path) -> Path:
    """Write the scenario file of a session beside it, and return its path."""
    checked_scenario(session.own)
    path = Path(results_dir) / FOLDER / f"{checked_id(session.id)}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text("utf-8") != session.own:
        files.write_text(path, session.own)
    return path


def forget(session: Session, results_dir: str | Path) -> None:
    """Take the file away that was written for a session which can't begin."""
    (Path(results_dir) / FOLDER / f"{checked_id(session.id)}.yaml").unlink(missing_ok=True)


def nameless(said: str, results_dir: str | Path) -> str:
    """Return a sentence that calls the file as it was handed in, not by where it is kept on this machine."""
    folder = re.escape(str(Path(results_dir) / FOLDER))
    return re.sub(rf"{folder}.{ID.pattern}\.yaml", CALLED, said)


def _entries(value: object, key: str) -> Iterator[tuple[str, object]]:
    """Yield every key of all mappings, in lists too, with its value."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            below = f"{key}.{name}" if key else str(name)
            yield below, item
            yield from _entries(item, below)
    elif isinstance(value, list):
        for item in value:
            yield from _entries(item, key)


def _texts(value: object, key: str) -> Iterator[tuple[str, str]]:
    """Yield keys and texts, those of texts for people left out; names of mappings count too."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield key or str(name), str(name)
            if name not in WORDS or not isinstance(item, str):
                yield from _texts(item, f"{key}.{name}" if key else str(name))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, key)
    elif isinstance(value, str):
        yield key, value
