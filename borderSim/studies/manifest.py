"""``manifest.json``: what a result is, what it was made with, and how far it has come."""

from __future__ import annotations

import math
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import borderSim
from borderSim.errors import InputError
from borderSim.studies import identity, store

SCHEMA_VERSION = 1
FILE = "manifest.json"
PARTS = "parts"
RUNNING, COMPLETE, FAILED = "running", "complete", "failed"


@dataclass(frozen=True)
class Design:
    """What a result computes: everything that its hash covers, and what only describes it.

    Attributes:
        choices: command, scenarios, levels, present, years, seed, plane, ... as plain data.
        config: resolved scenario by name (under the present level).
        level_config: by scenario and level, the top-level keys that differ from ``config``.
        facts: further keys of the manifest that the hash does not cover (titles, seeds, ...).
        plan: number of runs by part file: what has to be done.
    """

    choices: Mapping[str, Any]
    config: Mapping[str, Any]
    level_config: Mapping[str, Any]
    facts: Mapping[str, Any]
    plan: Mapping[str, int]

    @property
    def digest(self) -> str:
        """SHA-256 of the configuration."""
        covered = {"choices": self.choices, "config": self.config, "level_config": self.level_config}
        return identity.config_hash(plain(covered))


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: no infinity, no tuple."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def build(design: Design, *, state: str, failed: Sequence[Mapping[str, Any]], ran: Mapping[str, Any]) -> dict[str, Any]:
    """Return the manifest; two equal runs differ in the block ``ran`` alone."""
    return plain({
        "schema_version": SCHEMA_VERSION,
        "program_version": borderSim.__version__,
        "source_hash": identity.source_hash(),
        "behaviour": identity.behaviour_digest(),
        "versions": identity.versions(),
        "config_hash": design.digest,
        "state": state,
        "failed": list(failed),
        **design.facts,
        "choices": design.choices,
        "config": design.config,
        "level_config": design.level_config,
        "plan": design.plan,
        "ran": ran,
    })


def ran_block(*, started: str, workers: int, command: Sequence[str] | None, engine: str = "local") -> dict[str, Any]:
    """Return what may differ between two equal runs: times, machine, engine, workers, the command as typed."""
    return {
        "started": started,
        "written": now(),
        "host": platform.node(),
        "system": platform.platform(),
        "cpu_count": os.cpu_count(),
        "processor": identity.processor(),
        "engine": engine,
        "workers": workers,
        "command": list(sys.argv if command is None else command),
    }


def now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def read(folder: Path) -> dict[str, Any]:
    """Read the manifest of a result.

    Raises:
        InputError: if there is none, or it is none of ours.
    """
    try:
        manifest = store.read_json(folder / FILE)
    except FileNotFoundError:
        raise InputError(f"{folder}: no result there (it has no {FILE})") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{folder / FILE}: not a manifest that can be read ({error})") from None
    if not isinstance(manifest, dict) or "config_hash" not in manifest:
        raise InputError(f"{folder / FILE}: not the manifest of a result of borderSim")
    if manifest.get("schema_version") != SCHEMA_VERSION:
        raise InputError(
            f"{folder / FILE}: schema_version is {manifest.get('schema_version')!r}; this program reads {SCHEMA_VERSION}"
        )
    return manifest


def check_finished(folder: Path, found: Mapping[str, Any], table: str = "runs.parquet") -> None:
    """See that a result is finished and has a table.

    Args:
        folder: of the result.
        found: its manifest.
        table: file without which there is nothing to read.

    Raises:
        InputError: it is not.
    """
    if found.get("state") == RUNNING or not (folder / table).exists():
        raise InputError(f"{folder}: not finished; type the command that made it again, it goes on from there")
