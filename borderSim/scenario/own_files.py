"""Files of a user's own: which file a path means, and which were read, so that a result can keep them.

A path that stands in a file is looked up beside that file first, then from where one is. ``~`` is
the home folder wherever a path can be given, whether the shell has seen it or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from borderSim.errors import InputError, Meant, nearest
from borderSim.language.phrases import phrase
from borderSim.scenario.collector import Collector

INPUTS = "inputs"
"""Folder of a result that holds a copy of each file of the user's own that was read for it."""
_NAMES_A_FILE = re.compile(r"\.ya?ml(?=$|: |[.\[])", re.IGNORECASE)
"""Ends the name of a file in how a sentence calls a place (``mine.yaml: present``)."""


@dataclass(frozen=True)
class OwnFile:
    """A file of the user's own that was read.

    Attributes:
        given: the path as it was typed, or as a file names it; for a file of a folder of one's own
            (``--config-dir``) its place within that folder.
        path: where it lies.
        content: what it held when it was read.
        named_in: the file that names it, None where it was typed.
        of_config_dir: whether its name comes from a folder of one's own.
    """

    given: str
    path: Path
    content: bytes
    named_in: Path | None = None
    of_config_dir: bool = False


_NOTED: Collector[OwnFile] = Collector("own_files_noted")
noting = _NOTED.collecting
"""Notes every file of the user's own that is read inside a ``with``, in the order of reading."""
_BESIDE: ContextVar[Path | None] = ContextVar("beside_which_file", default=None)
_ALONE: ContextVar[str | None] = ContextVar("the_only_file", default=None)


@contextmanager
def beside(file: Path | None) -> Iterator[None]:
    """Look up paths beside a file first inside a ``with`` (an experiment names scenarios and levels)."""
    token = _BESIDE.set(file)
    try:
        yield
    finally:
        _BESIDE.reset(token)


@contextmanager
def no_file_but(path: str) -> Iterator[None]:
    """Refuse every path but one inside a ``with``: for what a stranger hands in, who may read no file of this machine.

    Shipped names, and those of a folder of one's own, can be used as ever.

    Args:
        path: as it will be given; empty for none at all.
    """
    token = _ALONE.set(path)
    try:
        yield
    finally:
        _ALONE.reset(token)


def note(given: str, path: Path, named_in: Path | None = None, of_config_dir: bool = False) -> None:
    """Note that a file is read, where somebody asks (see :func:`noting`)."""
    if not _NOTED.is_open:
        return
    try:
        _NOTED.add(OwnFile(given, path, path.read_bytes(), named_in, of_config_dir))
    except OSError:  # whoever reads it next says so
        return


def expanded(text: str | Path) -> Path:
    """Return a path with ``~`` and ``~name`` spelt out.

    Raises:
        InputError: nobody is called so, or it can't be a path.
    """
    if "\0" in str(text):
        raise InputError(phrase("a path holds a null character"))
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise InputError(
            phrase(
                "{text!s:.60}: the home folder of '{parts}' is not known",
                text=text,
                parts=Path(text).parts[0],
            )
        ) from None


def find(value: str, origin: str = "") -> Path | None:
    """Return the file that a path means, None where there is none.

    Args:
        value: the path as given.
        origin: who gives it, as sentences call it: a path given in a file is looked up beside it
            first, then beside the experiment that is read, then from where one is.

    Raises:
        InputError: no file may be named here (see :func:`no_file_but`).
    """
    alone = _ALONE.get()
    if alone is not None and value != alone:
        raise InputError(
            phrase("{value!r} names a file, and no file may be named here", value=value[:60])
        )
    asked = expanded(value)
    naming = [file for file in (_file_in(origin), _BESIDE.get()) if file is not None]
    for named_in in [*naming, None]:
        path = asked if named_in is None else named_in.parent / asked
        if is_file(path):
            note(value, path, named_in or next(iter(naming), None))
            return path
    return None


def readable_name(name: str) -> str:
    """Return a name without the bytes that are no text (a name in Latin-1 on a system in UTF-8)."""
    return re.sub("[\ud800-\udfff]", "_", name)


def is_file(path: Path) -> bool:
    """Whether a file is there; a name too long to be one is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _file_in(origin: str) -> Path | None:
    """Return the file that the name of a place begins with, if it does."""
    for end in _NAMES_A_FILE.finditer(origin):
        path = expanded(origin[: end.end()])
        if end.end() == len(origin) or is_file(path):
            return path
    return None


def no_file(place: str, value: str) -> InputError:
    """Return the sentence for a path that means no file."""
    kept = f"; the folder '{INPUTS}' lies in the result that the line comes from: copy it here"
    return InputError(
        phrase(
            "{place}: there is no file {value!r}{near}{kept}",
            place=place,
            value=value[:200],
            near=nearest_file(value, place),
            kept=kept if value.startswith(f"{INPUTS}/") else "",
        )
    )


def nearest_file(value: str | Path, origin: str = "") -> str:
    """Return `` (did you mean 'x'?)`` for the nearest file of the same kind where a path was looked up, else nothing.

    Args:
        value: the path as given.
        origin: who gives it, as for :func:`find`.
    """
    try:
        asked = expanded(value)
    except InputError:
        return ""
    naming = [file for file in (_file_in(origin), _BESIDE.get()) if file is not None]
    folders = [(file.parent / asked).parent for file in naming if is_file(file)] + [asked.parent]
    found: list[str] = []
    for folder in folders:
        found += [name for name in names_beside(folder) if _kind(name) == _kind(asked.name)]
    meant = nearest(readable_name(asked.name), found)
    if not isinstance(meant, Meant) or asked.parent == Path():
        return meant
    return Meant(str(Path(value).parent / meant.name))


def names_beside(folder: Path) -> list[str]:
    """Return the names in a folder that sentences can hold, sorted; none where it can't be looked into."""
    try:
        return sorted(
            path.name
            for path in folder.iterdir()
            if not path.name.startswith(".") and path.name == readable_name(path.name)
        )
    except (OSError, ValueError):
        return []


def _kind(name: str) -> str:
    """Return the ending of a file's name; both endings of YAML are one kind."""
    return Path(name).suffix.lower().replace(".yml", ".yaml")
