"""Whose folder is it? Go on, return what is there, refuse, or make it anew beside the old one.

A result that replaces another is built in a hidden folder next to it and takes its place only
once it is whole; until then, and whatever fails, the old one stays as it was.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.studies import identity, lock, manifest, store
from borderSim.studies.manifest import Design
from borderSim.studies.parts import Ledger

MOST_NAMED = 5
"""Files that a note names."""


@dataclass(frozen=True)
class Claim:
    """Where a result is built and where it shall stand.

    Attributes:
        folder: the result's own place.
        working: the folder that is written to: the same, or one beside an old result.
        complete: whether nothing is left to do.
        notes: what the user should be told.
        ledger: what is done already; None for a complete result, of which only the tables are looked at.
    """

    folder: Path
    working: Path
    complete: bool
    notes: list[str] = field(default_factory=list)
    ledger: Ledger | None = None

    @property
    def parts(self) -> Path:
        """Folder of the part files."""
        return self.working / manifest.PARTS


def claim(folder: Path, design: Design, *, overwrite: bool) -> Claim:
    """Decide what becomes of a folder, and make the one to work in.

    Raises:
        InputError: if it holds another configuration, or something that is no result, or cannot be written.
    """
    _mend(folder)
    if not folder.exists() or (folder.is_dir() and _hardly_begun(folder)):
        return _ready(Claim(folder, folder, complete=False))
    if not folder.is_dir() or not (folder / manifest.FILE).exists():
        raise InputError(f"{folder} exists and is no result of borderSim: choose another name=")
    old = manifest.read(folder)
    why = _differs(old, design)
    if why and not overwrite:
        raise InputError(f"{folder} holds {why}: choose another name=, or set overwrite=true to replace it")
    if why:
        return _ready(Claim(folder, _beside(folder, design), complete=False))
    found = Claim(folder, folder, _complete(folder, old, design), _notes(old))
    return found if found.complete else _ready(found)


def let_go(found: Claim) -> None:
    """Let other programs have the result."""
    lock.let_go(found.parts)


def take_place(found: Claim) -> None:
    """Let a whole new result take the place of the old one, which is then deleted."""
    let_go(found)
    if found.working == found.folder:
        return
    old = _aside(found.folder)
    found.folder.rename(old)
    try:
        found.working.rename(found.folder)
    except OSError:
        old.rename(found.folder)
        raise
    for path in (old, *_half_made(found.folder)):
        shutil.rmtree(path, ignore_errors=True)


def _ready(found: Claim) -> Claim:
    """Make the folders, clear what killed programs left, and read what is done.

    Raises:
        InputError: nothing can be written there, or another program is at work there.
    """
    store.ensure_writable(found.working)
    found.parts.mkdir(exist_ok=True)
    if not lock.hold(found.parts):
        raise InputError(f"{found.folder}: another bordersim is at work on it; wait for it, or choose another name=")
    for folder in (found.working, found.parts):
        store.clear_orphans(folder)
    ledger = Ledger(found.parts)
    ledger.clear_unfinished()
    return dataclasses.replace(found, ledger=ledger, notes=[*found.notes, *_unfit(ledger)])


def _hardly_begun(folder: Path) -> bool:
    """Whether a folder is empty, or as a program leaves it that is killed before it has written the manifest."""
    parts = folder / manifest.PARTS
    return all(path == parts or store.is_temporary(path) for path in folder.iterdir()) and not (parts.is_dir() and any(parts.iterdir()))


def _unfit(ledger: Ledger) -> list[str]:
    """Return what is to be told of files that are no whole parts."""
    told = []
    for names, what in ((ledger.damaged, "damaged; their runs are made anew"), (ledger.foreign, "none of this program's")):
        if names:
            others = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            told.append(f"left alone in {ledger.folder}: {', '.join(sorted(names)[:MOST_NAMED])}{others} ({what})")
    return told


def _differs(old: dict[str, Any], design: Design) -> str:
    """Return what stands in the way of going on, or an empty string."""
    if old["config_hash"] != design.digest:
        keys = _changed(old.get("choices", {}), manifest.plain(design.choices))
        return f"another configuration (it differs in {', '.join(keys) or 'the scenario'})"
    unfinished = old.get("state") != manifest.COMPLETE or any(stem not in old.get("plan", {}) for stem in design.plan)
    if unfinished and _other_source(old):
        return "runs made by another version of the program"
    return ""


def _changed(old: dict[str, Any], new: dict[str, Any]) -> Iterable[str]:
    return [key for key in dict.fromkeys([*new, *old]) if old.get(key) != new.get(key)]


def _other_source(old: dict[str, Any]) -> bool:
    return old.get("source_hash") != identity.source_hash()


def _complete(folder: Path, old: dict[str, Any], design: Design) -> bool:
    """Whether the stored tables hold all that is asked for; one that is missing or damaged is made anew from the parts."""
    planned = all(stem in old.get("plan", {}) for stem in design.plan)
    return planned and old.get("state") == manifest.COMPLETE and all(store.is_whole(folder / f) for f in old.get("files", []))


def _notes(old: dict[str, Any]) -> list[str]:
    """Return what the user should know of stored runs."""
    notes = []
    if _other_source(old):
        notes.append("these runs were made by another version of the program (overwrite=true makes them anew)")
    if old.get("versions") != manifest.plain(identity.versions()):
        notes.append("these runs were made with other versions of the libraries")
    if old.get("ran", {}).get("processor") != manifest.plain(identity.processor()):
        notes.append("these runs were made on another kind of processor: the last digits may differ")
    return notes


# --------------------------------------------------------------------------- beside and aside
def _beside(folder: Path, design: Design) -> Path:
    """Return the hidden folder in which the replacement of a result is built; the same if typed again."""
    token = identity.config_hash({"config": design.digest, "source": identity.source_hash()})
    return folder.with_name(f".{folder.name}.{token[:8]}.new")


def _half_made(folder: Path) -> list[Path]:
    """Return the replacements of a result that were begun and left."""
    return [p for p in folder.parent.iterdir() if p.name.startswith(f".{folder.name}.") and p.name.endswith(".new")]


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _mend(folder: Path) -> None:
    """Finish or undo a replacement that was killed between its two renames."""
    old = _aside(folder)
    if not old.exists():
        return
    if folder.exists():
        shutil.rmtree(old, ignore_errors=True)
    else:
        old.rename(folder)
