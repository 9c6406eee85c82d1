"""Pages beside the tables of a result: written when the runs are whole, or later.

An error in them is reported.

A page that cannot be written (a full disk) costs no result: ``bordersim report`` makes it later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.language.phrases import nphrase, phrase
from borderSim.studies.execution import checksums, manifest

Makers = Mapping[str, Callable[[], Any]]
"""By name of the page: what writes it."""


def unfit(folder: Path, found: Mapping[str, Any], makers: Makers) -> dict[str, Callable[[], Any]]:
    """Return the pages that are missing or not as they were written (older results: those that are missing)."""
    told = found.get(manifest.PAGES)
    older = found.get("schema_version") in manifest.OLDER
    return {
        name: make
        for name, make in makers.items()
        if not (folder / name).is_file() or (not older and not _is_as_told(folder, told, name))
    }


def _is_as_told(folder: Path, told: object, name: str) -> bool:
    own = checksums.told_of(told, name)
    return own is not None and checksums.is_whole(folder / name, own)


def write(folder: Path, makers: Makers, more: Iterable[str] = ()) -> list[str]:
    """Write pages and note their checksums.

    Return what is to be told of those that could not be written.

    Args:
        folder: of the result.
        makers: the pages.
        more: further files that these makers write.
    """
    written, failed, reason = [], [], ""
    for name, make in makers.items():
        try:
            make()
            written.append(name)
        except OSError as error:
            failed.append(name)
            reason = error.strerror or str(error)
    try:
        if written:
            manifest.record(
                folder, [*written, *(name for name in more if (folder / name).is_file())]
            )
    except OSError as error:
        failed, reason = failed or written, error.strerror or str(error)
    except InputError:  # (no result of ours: the page is all that was asked for)
        pass
    if not failed:
        return []
    return [
        nphrase(
            "{names} could not be written ({reason}); the result is whole: 'bordersim report {folder}' makes it later",
            "{names} could not be written ({reason}); the result is whole: 'bordersim report {folder}' makes them later",
            len(failed),
            names=", ".join(failed),
            reason=reason,
            folder=folder,
        )
    ]


def trouble(error: OSError) -> str:
    """Return what a disk's error means for pages that were to be made anew."""
    return phrase(
        "nothing can be written there ({reason}); the runs are whole, type the same command again later",
        reason=error.strerror or error,
    )
