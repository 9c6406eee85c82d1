"""``manifest.json``: what a result is, what it was made with, and how far it has come."""

from __future__ import annotations

import math
import os
import platform
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.studies.execution import checksums, files, manifest_types, private, provenance
from borderSim.studies.execution.provenance import Origin, processor
from borderSim.version import __version__

SCHEMA_VERSION = 2
OLDER = (1,)
"""Forms that are read still: without checksums, plug-ins and pages."""
FILE = "manifest.json"
PARTS = "parts"
RUNNING, COMPLETE, FAILED = "running", "complete", "failed"
FILES, PAGES = "files", "pages"
"""Blocks with the checksums of what is made from the parts, and of what is made from these tables."""
CHECKSUM = "checksum"
"""Hash of the whole manifest but for this key and the block ``ran``."""
MOST_BYTES = 1 << 28
"""A larger manifest is none: one of a million units of work has some 50 MB."""


@dataclass(frozen=True)
class Design:
    """What a result computes: everything that its hash covers, and what only describes it.

    Attributes:
        choices: command, scenarios, levels, present, years, seed, plane, ... as plain data.
        config: resolved scenario by name (under the present level).
        level_config: by scenario and level, the top-level keys that differ from ``config``.
        facts: further keys of the manifest that the hash does not cover (titles, seeds, ...).
        plan: number of runs by part file: what has to be done.
        plugins: plug-ins that it uses (:mod:`borderSim.studies.execution.plugins`).
    """

    choices: Mapping[str, Any]
    config: Mapping[str, Any]
    level_config: Mapping[str, Any]
    facts: Mapping[str, Any]
    plan: Mapping[str, int]
    plugins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def origin(self) -> Origin:
        """What all its runs must have in common."""
        return Origin(self.digest, provenance.source_hash(), provenance.versions(), self.plugins)

    @property
    def digest(self) -> str:
        """SHA-256 of the configuration."""
        covered = {
            "choices": self.choices,
            "config": self.config,
            "level_config": self.level_config,
        }
        return provenance.config_hash(plain(covered))


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: no infinity, no tuple."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, str):  # (a file's name need not be Unicode)
        return (
            value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")
        )
    return value


def build(
    design: Design, *, state: str, failed: Sequence[Mapping[str, Any]], ran: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the manifest; two equal runs differ in the block ``ran`` alone."""
    return plain(
        {
            "schema_version": SCHEMA_VERSION,
            "program_version": __version__,
            "source_hash": provenance.source_hash(),
            "behaviour": provenance.behaviour_digest(),
            "versions": provenance.versions(),
            "config_hash": design.digest,
            "state": state,
            "failed": list(failed),
            **design.facts,
            "choices": design.choices,
            "config": design.config,
            "level_config": design.level_config,
            **({"plugins": design.plugins} if design.plugins else {}),
            "plan": design.plan,
            "ran": ran,
        }
    )


_MACHINE = frozenset({"host", "folder"})
"""What only ``provenance="full"`` keeps."""


def ran_block(
    *,
    started: str,
    workers: int,
    command: Sequence[str] | None,
    engine: str = "local",
    provenance: str = private.SHORT,
) -> dict[str, Any]:
    """Return what may differ between two equal runs: times, kind of machine, engine, workers, the command as typed.

    With ``provenance="short"`` nothing of it names a person or a machine: no host, paths cut short.
    """
    typed = list(sys.argv if command is None else command)
    full = provenance == private.FULL
    return {
        "started": started,
        "written": now(),
        **({"host": platform.node(), "folder": os.getcwd()} if full else {}),  # noqa: PTH109 (as a string)
        "system": platform.platform() if full else platform.system(),
        "cpu_count": os.cpu_count(),
        "processor": processor(),
        "engine": engine,
        "workers": workers,
        "command": typed if full else private.command(typed),
    }


def names_machine(ran: object) -> bool:
    """Whether a block of :func:`ran_block` was kept with ``provenance="full"``."""
    return isinstance(ran, Mapping) and not _MACHINE.isdisjoint(ran)


def without_machine(ran: Mapping[str, Any]) -> dict[str, Any]:
    """Return a block of :func:`ran_block` as it would stand there with ``provenance="short"``."""
    system = re.match(r"[A-Za-z]*", str(ran.get("system", "")))
    return {key: value for key, value in ran.items() if key not in _MACHINE} | {
        "system": system[0] if system else "",
        "command": private.command([str(word) for word in ran.get("command") or ()]),
    }


def now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


# --------------------------------------------------------------------------- the file
def write(folder: Path, content: Mapping[str, Any]) -> Path:
    """Write the manifest of a result, with its own checksum.

    Raises:
        OSError: the disk does not take it.
    """
    whole = plain({key: value for key, value in content.items() if key != CHECKSUM})
    ran = {"ran": whole.pop("ran", {})}
    return files.write_json(folder / FILE, whole | {CHECKSUM: _checksum(whole)} | ran)


def record(folder: Path, names: Sequence[str]) -> None:
    """Note the checksums of pages, and of other files that were made anew.

    Raises:
        InputError: there is no manifest that can be read.
        OSError: the disk does not take it.
    """
    found = read(folder)
    tables, pages = (
        dict(found.get(block) or {}) if not isinstance(found.get(block), list) else found[block]
        for block in (FILES, PAGES)
    )
    for name, told in checksums.of_files(folder, names).items():
        if isinstance(tables, dict) and name in tables:
            tables[name] = told
        elif isinstance(pages, dict):
            pages[name] = told
    changed = found | {FILES: tables, PAGES: dict(sorted(pages.items()))}
    if plain(changed) != found:
        write(folder, changed)


def forget(folder: Path, name: str) -> None:
    """Take out what is said of a file that was written beside the tables and is there no more.

    Raises:
        InputError: there is no manifest that can be read.
        OSError: the disk does not take it.
    """
    found = read(folder)
    pages = found.get(PAGES)
    if isinstance(pages, dict) and name in pages:
        left = {page: told for page, told in pages.items() if page != name}
        write(folder, found | {PAGES: left})


def _checksum(content: Mapping[str, Any]) -> str:
    return provenance.config_hash(
        {key: value for key, value in content.items() if key not in (CHECKSUM, "ran")}
    )


def read(folder: Path) -> dict[str, Any]:
    """Read the manifest of a result.

    Raises:
        InputError: if there is none, it is none of ours, or not as it was written.
    """
    path = folder / FILE
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(
                phrase(
                    "{path}: not a manifest that can be read (it has more than {most} MB)",
                    path=path,
                    most=MOST_BYTES >> 20,
                )
            )
        manifest = files.read_json(path)
    except FileNotFoundError:
        raise InputError(
            phrase("{folder}: no result there (it has no {file})", folder=folder, file=FILE)
        ) from None
    except InputError:
        raise
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        raise InputError(_unreadable(path, _reason(error))) from None
    if not isinstance(manifest, dict) or "config_hash" not in manifest:
        raise InputError(phrase("{path}: not the manifest of a result of borderSim", path=path))
    version = manifest.get("schema_version")
    if isinstance(version, bool) or version not in (SCHEMA_VERSION, *OLDER):
        raise InputError(
            phrase(
                "{path}: schema_version is {version!r:.60}; this program reads {own} and, of older results, {older}",
                path=path,
                version=version,
                own=SCHEMA_VERSION,
                older=OLDER[0],
            )
        )
    if wrong := manifest_types.what_is_wrong(manifest):
        raise InputError(_unreadable(path, wrong))
    if not _is_as_written(manifest):
        raise InputError(
            phrase(
                "{path}: is damaged (it is not as it was written); type the command that made the result again",
                path=path,
            )
        )
    return manifest


def _unreadable(path: Path, reason: str) -> str:
    return phrase("{path}: not a manifest that can be read ({reason})", path=path, reason=reason)


def _reason(error: Exception) -> str:
    """Return why a file can't be read as JSON, without Python's own words where they would puzzle."""
    if isinstance(error, RecursionError):
        return phrase("nested too deep")
    if "set_int_max_str_digits" in str(error):
        return phrase("a number in it has thousands of digits")
    return str(error)


def _is_as_written(manifest: Mapping[str, Any]) -> bool:
    """Whether the manifest's own checksum is right.

    Of older ones, that of the configuration, if they have it.
    """
    if manifest["schema_version"] == SCHEMA_VERSION:
        return manifest.get(CHECKSUM) == _checksum(manifest)
    covered = {key: manifest.get(key) for key in ("choices", "config", "level_config")}
    return (
        len(manifest["config_hash"]) < len(provenance.config_hash({}))
        or provenance.config_hash(covered) == manifest["config_hash"]
    )


def check_finished(folder: Path, found: Mapping[str, Any], table: str = "runs.parquet") -> None:
    """See that a result is finished, has a table, and that its tables are as they were written.

    Args:
        folder: of the result.
        found: its manifest.
        table: file without which there is nothing to read.

    Raises:
        InputError: it is not.
    """
    missing = not (folder / table).exists() and table not in (found.get(FILES) or ())
    if found.get("state") == RUNNING or missing:
        raise InputError(not_finished(folder))
    checksums.check_tables(folder, found.get(FILES))


def not_finished(folder: Path) -> str:
    """Return the sentence that tells of a result whose runs are not all made."""
    return phrase(
        "{folder}: not finished; type the command that made it again, it goes on from there",
        folder=folder,
    )
