"""What to do where a result of that name exists: go on, return what is there, refuse, or make it anew beside the old one.

A result that replaces another is built in a hidden folder next to it and takes its place only
once it is whole; until then, and whatever fails, the old one stays as it was.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.studies.execution import (
    checksums,
    files,
    lock,
    manifest,
    plugins,
    provenance,
    replacing,
)
from borderSim.studies.execution.manifest import Design
from borderSim.studies.execution.part_files import Ledger

MOST_NAMED = 5
"""Files that a note names."""


@dataclass(frozen=True)
class ResultFolder:
    """Where a result is built and where it shall stand.

    Attributes:
        folder: the result's own place.
        working: the folder that is written to: the same, or one beside an old result.
        complete: whether nothing is left to do.
        notes: what the user should be told.
        ledger: what is done already; None for a complete result, of which only the tables are
            looked at.
        locked: whether the lock on the name was taken for it alone (and not before, for more than
            it).
    """

    folder: Path
    working: Path
    complete: bool
    notes: list[str] = field(default_factory=list)
    ledger: Ledger | None = None
    locked: bool = False

    @property
    def parts(self) -> Path:
        """Folder of the part files."""
        return self.working / manifest.PARTS


def prepare(
    folder: Path, design: Design, *, overwrite: bool, follows: bool = False
) -> ResultFolder:
    """Decide what becomes of a folder, and make the one to work in.

    The name is locked until :func:`let_go`; a complete result is not.

    Args:
        folder: the result's own place.
        design: what is asked for.
        overwrite: replace what holds something else, or was made by another version of the program.
        follows: replace another configuration too, because this one follows from what was found
            before; but nothing finished that another version of the program made.

    Raises:
        InputError: if it holds another configuration, or something that is no result, or cannot be
            written, or another program or thread is at work on it.
    """
    locked = lock.hold(folder)
    try:
        found = _prepared(folder, design, overwrite=overwrite, follows=follows)
    except BaseException as error:
        if locked:
            lock.let_go(folder)
        if isinstance(error, OSError):
            raise InputError(
                phrase(
                    "{folder}: can't be read or written ({reason})",
                    folder=folder,
                    reason=error.strerror or error,
                )
            ) from error
        raise
    if found.complete and locked:
        lock.let_go(folder)
    return dataclasses.replace(found, locked=locked and not found.complete)


def _prepared(folder: Path, design: Design, *, overwrite: bool, follows: bool) -> ResultFolder:
    replacing.mend(folder)
    if not folder.exists() or (folder.is_dir() and _hardly_begun(folder)):
        return _ready(ResultFolder(folder, folder, complete=False), design)
    if not folder.is_dir():
        raise InputError(_no_result(folder))
    try:
        old = manifest.read(folder)
    except InputError as error:
        return _without_manifest(folder, design, error.args[0], overwrite=overwrite)
    damaged = _damaged(folder, old)
    why = _differs(old, design, damaged, anew=overwrite)
    unfinished = old.get("state") == manifest.RUNNING
    if why and not (overwrite or (follows and (unfinished or not _other_source(old)))):
        raise InputError(
            phrase(
                "{folder} holds {why}: choose another name=, or set overwrite=true to replace it",
                folder=folder,
                why=why,
            )
        )
    if why:
        return _ready(ResultFolder(folder, _beside(folder, design), complete=False), design)
    notes = _notes(old) + (
        [
            phrase(
                "made again, for they were missing or not as they had been written: {names}",
                names=_some(damaged),
            )
        ]
        if damaged
        else []
    )
    found = ResultFolder(folder, folder, not damaged and _complete(old, design), notes)
    return found if found.complete else _ready(found, design)


def _without_manifest(folder: Path, design: Design, why: str, *, overwrite: bool) -> ResultFolder:
    """Go on in a folder whose manifest is lost or damaged, if its parts say that they are of this very design.

    Raises:
        InputError: they don't, or there are none.
    """
    ours = Ledger(folder / manifest.PARTS, design.origin)
    if ours.done and not ours.strange:
        return _ready(
            ResultFolder(
                folder,
                folder,
                False,
                [phrase("made again, for it was missing or damaged: {name}", name=manifest.FILE)],
            ),
            design,
        )
    if overwrite and ours.holds_parts:
        return _ready(ResultFolder(folder, _beside(folder, design), complete=False), design)
    if (folder / manifest.FILE).exists():
        raise InputError(phrase("{why}; or choose another name=", why=why))
    raise InputError(_no_result(folder))


def _no_result(folder: Path) -> str:
    return phrase(
        "{folder} exists and is no result of borderSim: choose another name=", folder=folder
    )


@dataclass(frozen=True)
class Stored:
    """How many replicates a finished result has: one that is made again or gone on with keeps as many.

    Attributes:
        replications: of the whole; 0 where nothing finished is there.
        in_futures: of each future; 0 where there are none.
    """

    replications: int = 0
    in_futures: int = 0


NOTHING_STORED = Stored()


def stored(folder: Path, design: Design) -> Stored:
    """Return how many replicates a finished result of this very configuration and program has."""
    try:
        old = manifest.read(folder)
    except InputError:  # (none is there, or it is told when the folder is claimed)
        return NOTHING_STORED
    finished = old.get("state") != manifest.RUNNING and old.get(manifest.FILES)
    if not finished or old["config_hash"] != design.digest or _other_source(old):
        return NOTHING_STORED
    futures = old.get("futures")
    own = futures.get("replications") if isinstance(futures, dict) else 0
    most = len(old.get("plan", {}))  # (a manifest is a file that anybody may have written to)
    return Stored(*(_count(number, most) for number in (old.get("replications"), own)))


def _count(number: object, most: int) -> int:
    """Return a number of replicates, 0 for what can't be one."""
    whole = isinstance(number, int) and not isinstance(number, bool)
    return number if whole and 0 < number <= most else 0  # type: ignore[operator, return-value]


def let_go(found: ResultFolder) -> None:
    """Let other programs have the result, unless it was locked for more than it."""
    if found.locked:
        lock.let_go(found.folder)


def take_place(found: ResultFolder) -> None:
    """Let a whole new result take the place of the old one, which is then deleted.

    Raises:
        StoppedError: the folder can't be moved there; the old one stays.
    """
    try:
        if found.working != found.folder:
            replacing.take_place(found.folder, found.working)
    finally:
        let_go(found)


def _ready(found: ResultFolder, design: Design) -> ResultFolder:
    """Make the folders, clear what killed programs left, and read what is done.

    Raises:
        InputError: nothing can be written there.
    """
    files.ensure_writable(found.working)
    if found.parts.exists() and not found.parts.is_dir():
        raise InputError(
            phrase(
                "{folder}: must be a folder, for the parts of the result: move that file away, or choose another name=",
                folder=found.parts,
            )
        )
    found.parts.mkdir(exist_ok=True)
    for folder in (found.working, found.parts):
        files.clear_orphans(folder)
    ledger = Ledger(found.parts, design.origin)
    ledger.clear_unfinished()
    return dataclasses.replace(found, ledger=ledger, notes=[*found.notes, *_unfit(ledger)])


def _hardly_begun(folder: Path) -> bool:
    """Whether a folder is empty, or as a program leaves it that is killed before it has written the manifest."""
    parts = folder / manifest.PARTS
    return all(path == parts or files.is_temporary(path) for path in folder.iterdir()) and not (
        parts.is_dir() and any(parts.iterdir())
    )


def _unfit(ledger: Ledger) -> list[str]:
    """Return what is to be told of files that are no whole parts."""
    kinds = (
        (ledger.damaged, phrase("damaged; their runs are made anew")),
        (
            ledger.strange,
            phrase("of another configuration, program or plug-in; never mixed with these"),
        ),
        (ledger.foreign, phrase("none of this program's")),
    )
    return [
        phrase(
            "left alone in {folder}: {names} ({what})",
            folder=ledger.folder,
            names=_some(names),
            what=what,
        )
        for names, what in kinds
        if names
    ]


def _some(names: Iterable[str]) -> str:
    """Return the first of some names, and how many more there are."""
    sorted_names = sorted(names)
    first, more = ", ".join(sorted_names[:MOST_NAMED]), len(sorted_names) - MOST_NAMED
    return phrase("{names} and {n} more", names=first, n=more) if more > 0 else first


def _differs(old: dict[str, Any], design: Design, damaged: list[str], *, anew: bool) -> str:
    """Return what stands in the way of going on, or an empty string.

    ``anew``: what another version made is to be made by this one, also where nothing is left to do.
    """
    if old["config_hash"] != design.digest:
        keys = _changed(old.get("choices", {}), manifest.plain(design.choices))
        return phrase(
            "another configuration (it differs in {keys})",
            keys=", ".join(keys) or phrase("the scenario"),
        )
    if plugin := plugins.changed(old.get("plugins"), manifest.plain(design.plugins)):
        return phrase("runs made with another version of {plugin}", plugin=plugin)
    other = _other_source(old)
    if _complete(old, design) and not damaged and not (anew and other):
        return ""
    if other and damaged:
        return phrase(
            "runs made by another version of the program, and damaged files ({names})",
            names=_some(damaged),
        )
    if other:
        return phrase("runs made by another version of the program")
    if versions := provenance.other_versions(old.get("versions", {}), provenance.versions()):
        return phrase("runs made with other libraries: {versions}", versions=versions)
    return ""


def _changed(old: dict[str, Any], new: dict[str, Any]) -> Iterable[str]:
    return [key for key in dict.fromkeys([*new, *old]) if old.get(key) != new.get(key)]


def _other_source(old: dict[str, Any]) -> bool:
    return old.get("source_hash") != provenance.source_hash()


def _complete(old: dict[str, Any], design: Design) -> bool:
    """Whether the stored tables hold all that is asked for."""
    return old.get("state") == manifest.COMPLETE and all(
        stem in old.get("plan", {}) for stem in design.plan
    )


def _damaged(folder: Path, old: dict[str, Any]) -> list[str]:
    """Return the tables of a complete result that are missing or damaged: they are made anew from the parts."""
    return (
        checksums.damaged(folder, old.get(manifest.FILES))
        if old.get("state") == manifest.COMPLETE
        else []
    )


def _notes(old: dict[str, Any]) -> list[str]:
    """Return what the user should know of stored runs."""
    notes = []
    if _other_source(old):
        notes.append(
            phrase(
                "these runs were made by another version of the program (overwrite=true makes them anew)"
            )
        )
    if old.get("versions") != manifest.plain(provenance.versions()):
        notes.append(phrase("these runs were made with other versions of the libraries"))
    if old.get("ran", {}).get("processor") != manifest.plain(provenance.processor()):
        notes.append(
            phrase("these runs were made on another kind of processor: the last digits may differ")
        )
    return notes


def _beside(folder: Path, design: Design) -> Path:
    """Return the hidden folder in which the replacement of a result is built."""
    token = provenance.config_hash({"config": design.digest, "code": design.origin.code})
    return replacing.beside(folder, token)
