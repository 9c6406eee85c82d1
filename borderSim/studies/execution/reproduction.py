"""The line that makes a result again, and the copies of the user's own files that it needs.

The line holds everything that was set and no path of the machine: a file of the user's own is named
as its copy in the result's folder ``inputs``. Typed in an empty folder, into which ``inputs`` was
copied if the line names it, it gives the same bytes.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from borderSim.language.phrases import phrase
from borderSim.scenario.own_files import INPUTS, OwnFile, expanded, readable_name
from borderSim.studies.execution import files

CONFIG = f"{INPUTS}/config"
"""Where the copies from a folder of the user's own (``--config-dir``) lie."""
_PLAIN = re.compile(r"[\w./+-]+", re.ASCII)
"""A name that needs no quotes in a list."""


@dataclass(frozen=True)
class Inputs:
    """The user's own files that a result was made from.

    Attributes:
        copies: content by place in the folder of the result.
        typed: place of the copy by path as typed.
        missed: paths in files that lead out of their folder by an absolute name, with the file that
            names each.
    """

    copies: dict[str, bytes]
    typed: dict[str, str]
    missed: tuple[tuple[str, str], ...] = ()

    def path(self, given: str) -> str:
        """Return a name or path as the line names it; instruments may stand behind ``+``."""
        if given in self.typed:
            return self.typed[given]
        base, plus, more = given.partition("+")
        return f"{self.typed.get(base, base)}{plus}{more}"

    def listed(self, given: Iterable[str]) -> str:
        """Return names and paths as a list that can be typed."""
        return f"[{','.join(quoted(self.path(name)) for name in given)}]"

    def text(self, setting: str) -> str:
        """Return ``key=value`` with every path that was typed in it as the line names it."""
        for given in sorted(self.typed, key=len, reverse=True):
            ends = rf"(?<![^=\[,{{:\s'\"+]){re.escape(given)}(?![^\],}}\s'\"+])"
            setting = re.sub(ends, lambda _, given=given: self.typed[given], setting)
        return setting

    @property
    def config_dir(self) -> list[str]:
        """The flag for a folder of the user's own, empty where nothing of one was read."""
        return (
            ["--config-dir", CONFIG]
            if any(place.startswith(f"{CONFIG}/") for place in self.copies)
            else []
        )

    @property
    def facts(self) -> dict[str, dict[str, str]]:
        """What the manifest says: SHA-256 of each copy by its place."""
        found = {
            place: hashlib.sha256(content).hexdigest()
            for place, content in sorted(self.copies.items())
        }
        return {"inputs": found} if found else {}

    @property
    def notes(self) -> list[str]:
        """What the user should know."""
        return [
            phrase(
                "{name}: names {given!r} from outside its folder: the line that makes the result again needs that file there too, and the copy in {inputs} holds this path",
                name=name,
                given=given,
                inputs=INPUTS,
            )
            for name, given in self.missed
        ]

    def keep(self, folder: Path) -> None:
        """Write the copies into the folder of the result."""
        for place, content in self.copies.items():
            target = folder / place
            if not (target.is_file() and target.read_bytes() == content):
                target.parent.mkdir(parents=True, exist_ok=True)
                files.write_bytes(target, content)


def quoted(name: str) -> str:
    """Return a name as an item of a list, quoted where the grammar needs it."""
    if _PLAIN.fullmatch(name):
        return name
    return "'" + re.sub(r"(\\*)'", r"\1\1\\'", re.sub(r"(\\+)$", r"\1\1", name)) + "'"


def inputs_of(noted: Sequence[OwnFile]) -> Inputs:
    """Return where each file of the user's own is kept.

    A file that another names lies where that one looks for it.
    """
    up = max((_steps_up(file.given) for file in noted if file.named_in is not None), default=0)
    copies: dict[str, bytes] = {}
    typed: dict[str, str] = {}
    place_of: dict[Path, str] = {}
    missed: list[tuple[str, str]] = []
    for file in noted:
        if file.of_config_dir:
            place = f"{CONFIG}/{file.given}"
        elif file.named_in is not None and file.named_in in place_of:
            asked = expanded(file.given)
            if asked.is_absolute():
                missed.append((file.named_in.name, file.given))
                continue
            place = posixpath.normpath(
                posixpath.join(posixpath.dirname(place_of[file.named_in]), asked.as_posix())
            )
        else:
            place = typed.get(file.given) or _free(file, up, copies)
            typed[file.given] = place
        copies[place] = file.content
        place_of.setdefault(file.path, place)
    return Inputs(copies, typed, tuple(missed))


def _free(file: OwnFile, up: int, taken: dict[str, bytes]) -> str:
    """Return a place for a file that was typed, which no other file has."""
    name = readable_name(file.path.name)
    for folder in ("", *(f"{number}" for number in range(2, len(taken) + 3))):
        place = str(PurePosixPath(INPUTS, *["files"] * up, folder, name))
        if taken.get(place, file.content) == file.content:
            return place
    raise AssertionError("there is always a free folder")


def _steps_up(given: str) -> int:
    """Return by how many folders a path leads up."""
    parts = PurePosixPath(posixpath.normpath(given.replace("\\", "/"))).parts
    return sum(part == ".." for part in parts)
