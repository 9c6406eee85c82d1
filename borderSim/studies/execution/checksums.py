"""Size and SHA-256 of the files of a result: whatever is not as it was written is noticed.

They stand in the manifest. Tables are made anew from the parts, pages from the tables.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.studies.execution import files

Sums = Mapping[str, Mapping[str, Any]]
"""By name of the file: ``bytes`` and ``sha256``."""
_STEP = 1 << 20


def of_file(path: Path) -> dict[str, Any]:
    """Return size and SHA-256 of a file.

    Raises:
        OSError: it can't be read.
    """
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while step := file.read(_STEP):
            digest.update(step)
            size += len(step)
    return {"bytes": size, "sha256": digest.hexdigest()}


def of_files(folder: Path, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return size and SHA-256 of files of a folder."""
    return {name: of_file(folder / name) for name in names}


def is_whole(path: Path, told: Mapping[str, Any] | None) -> bool:
    """Whether a file is as it was written.

    Of one without a checksum (older results), whether it can be read.
    """
    if told is None:
        return files.is_whole(path)
    try:
        return path.stat().st_size == told["bytes"] and of_file(path)["sha256"] == told["sha256"]
    except OSError:
        return False


def told_of(block: object, name: str) -> Mapping[str, Any] | None:
    """Return what a block of the manifest tells of a file.

    None where it only names it, or not even that.
    """
    return block.get(name) if isinstance(block, Mapping) else None


def damaged(folder: Path, block: object, ending: str = "") -> list[str]:
    """Return the files of a block of the manifest that are missing or not as they were written.

    Args:
        folder: of the result.
        block: ``files`` or ``pages`` of the manifest: a mapping, or the list of names that older
            results have.
        ending: look at files that end in this only.
    """
    names = list(block) if isinstance(block, (Mapping, list, tuple)) else []
    return [
        name
        for name in names
        if name.endswith(ending) and not is_whole(folder / name, told_of(block, name))
    ]


def check_tables(folder: Path, block: object) -> None:
    """See that the tables of a result are as they were written.

    Raises:
        InputError: one is not; it names it.
    """
    for name in damaged(folder, block, ".parquet"):
        raise InputError(damage(folder / name))


def damage(path: Path) -> str:
    """Return the sentence that tells of a damaged table."""
    if path.exists():
        return phrase(
            "{path}: is damaged (it is not as it was written); type the command that made the result again: tables are made anew from their parts",
            path=path,
        )
    return phrase(
        "{path}: is missing; type the command that made the result again: tables are made anew from their parts",
        path=path,
    )
