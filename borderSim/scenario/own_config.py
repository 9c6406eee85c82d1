"""A configuration folder of the user's own beside the shipped one: its names can be used wherever shipped names can.

The folder is laid out as ``configs/`` is. It holds for the commands or calls inside a ``with``, in
this thread alone, and is never left behind::

    with own_config("country"):
        scenario = load_scenario("country_2025", ["partnership=our_protocol"])

Its files are data and are read as strictly as every file of a user.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from borderSim.errors import InputError
from borderSim.scenario.own_files import expanded, note
from borderSim.scenario.shipped import NAME, WORDS, shipped_names

SUBFOLDERS = ("scenario", "partnership", "instruments", "shocks", "legal_model", "experiments")
MISSPELT = 0.8
"""Likeness from which the name of a subfolder counts as one of ours with a slip in it."""


@dataclass(frozen=True)
class OwnConfig:
    """A folder of one's own that has been looked through.

    Attributes:
        folder: as it was given.
        files: file by name, by subfolder.
        used: SHA-256 of every file that was asked for, by its path within the folder.
    """

    folder: Path
    files: dict[str, dict[str, Path]]
    used: dict[str, str] = field(default_factory=dict)

    def names(self, group: str) -> list[str]:
        """Return the names in a subfolder, sorted."""
        return sorted(self.files.get(group, ()))

    def file(self, group: str, name: str) -> Path:
        """Return the file of a name, and note that it was used."""
        path = self.files[group][name]
        try:
            self.used[f"{group}/{path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
            note(f"{group}/{path.name}", path, of_config_dir=True)
        except OSError as error:
            raise InputError(f"{path}: can't be read ({error.strerror})") from None
        return path


_IN_FORCE: ContextVar[OwnConfig | None] = ContextVar("own_config", default=None)


def in_force() -> OwnConfig | None:
    """Return the folder of one's own that holds here and now, if any."""
    return _IN_FORCE.get()


def used_files() -> dict[str, dict[str, str]]:
    """Return what a manifest says of it: ``own_files`` with path and SHA-256 of every file used, or nothing."""
    own = in_force()
    return {"own_files": dict(sorted(own.used.items()))} if own and own.used else {}


@contextmanager
def own_config(folder: str | Path | None) -> Iterator[None]:
    """Let the names of a folder stand wherever shipped names do, inside a ``with``.

    Args:
        folder: holds one or more of :data:`SUBFOLDERS` with ``<name>.yaml`` files. Another such
            ``with`` inside takes its place for as long as it lasts. None changes nothing.

    Raises:
        InputError: there is no such folder, it holds none of these subfolders, or a name in it
            is no name or one that is shipped.
    """
    if folder is None:
        yield
        return
    token = _IN_FORCE.set(_look_through(expanded(folder)))
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def takes_config_dir[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Let the keyword ``config_dir`` of a function be in force while it runs."""

    @functools.wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        folder = kwargs.get("config_dir")
        with own_config(folder if folder is None else Path(str(folder))):
            return function(*args, **kwargs)

    return inside


def _look_through(folder: Path) -> OwnConfig:
    place = f"config folder {str(folder)!r}"
    if not folder.is_dir():
        raise InputError(f"{place}: there is no such folder")
    below = sorted(
        path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")
    )
    for path in below:
        meant = difflib.get_close_matches(path.name, SUBFOLDERS, n=1, cutoff=MISSPELT)
        if meant and path.name not in SUBFOLDERS:
            raise InputError(f"{place}: the subfolder '{path.name}' must be called '{meant[0]}'")
    found: dict[str, dict[str, Path]] = {}
    for path in (path for path in below if path.name in SUBFOLDERS):
        group, word = path.name, WORDS.get(path.name, path.name.removesuffix("s"))
        for file in sorted(
            f
            for f in path.iterdir()
            if not f.name.startswith(".") and f.suffix.lower() in (".yaml", ".yml")
        ):
            if file.suffix != ".yaml" or not NAME.fullmatch(file.stem):
                raise InputError(
                    f"{file}: must be renamed: the name of a {word}'s file holds only letters, digits, '_' and '-', and ends in .yaml"
                )
            if file.stem in (shipped_names(group) if group in WORDS else ()):
                raise InputError(
                    f"{file}: '{file.stem}' is the name of a shipped {word}: rename the file"
                )
            found.setdefault(group, {})[file.stem] = file
    if not found:
        raise InputError(
            f"{place}: holds no YAML file in a subfolder {', '.join(SUBFOLDERS[:-1])} or {SUBFOLDERS[-1]}"
        )
    return OwnConfig(folder, found)
