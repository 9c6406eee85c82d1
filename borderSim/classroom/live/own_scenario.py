"""A scenario file that is handed in on the page: read as data, and it may name no other file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from borderSim.classroom.live.session import FOLDER, Session, checked_id
from borderSim.classroom.refusals import RefusedError
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
    """See that a text is a scenario file that names no file of this machine.

    Raises:
        InputError: it is too long, no plain YAML, or names a file.
    """
    if len(text.encode()) > MOST_BYTES:
        raise RefusedError("own.large", kb=MOST_BYTES // 1000)
    for key, value in _leaves(parse_yaml(text, CALLED), ""):
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


def _leaves(value: object, key: str) -> Iterator[tuple[str, str]]:
    """Yield keys and texts, those of texts for people left out; names of mappings count too."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield key or str(name), str(name)
            if name not in WORDS:
                yield from _leaves(item, f"{key}.{name}" if key else str(name))
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, key)
    elif isinstance(value, str):
        yield key, value
