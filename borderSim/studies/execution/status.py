"""How far a stored result has come: runs done, failed and left, read from its files, also while it grows."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from borderSim.language.catalogue import N_
from borderSim.language.phrases import phrase
from borderSim.studies.execution import checksums, lock, manifest, private, provenance
from borderSim.studies.execution.part_files import Ledger
from borderSim.studies.execution.provenance import Origin
from borderSim.studies.execution.task import Failure

_PLACES = {"c": "claims", "s": "scenarios", "a": "arms"}
"""Letters of a task's name before a number, and the list of the manifest that the number counts."""
_KINDS = {"levels": "levels", "plane": "plane", "future": "futures"}
"""Kinds of units of work of a comparison, by the first word of their names."""
_OF_A_COMPARISON = re.compile(rf"^({'|'.join(_KINDS)})-(\d+)-")


@dataclass
class Count:
    """Runs done, failed and left."""

    done: int = 0
    failed: int = 0
    left: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.done + self.failed + self.left


@dataclass
class Standing:
    """What is done, failed and left of a result.

    Attributes:
        folder: of the result.
        state: ``running`` (a process is at work), ``stopped``, ``failed`` (finished, but runs
            failed) or ``complete``.
        runs: of the whole result.
        groups: by claim, scenario and arm, where there are several.
        errors: each error with the number of runs that it took and the first seed.
        notes: what else should be known: damaged and foreign files, another version of the program.
        command: the command that goes on, empty where nothing is to be done.
    """

    folder: Path
    state: str
    runs: Count
    groups: dict[str, Count] = field(default_factory=dict)
    errors: list[tuple[str, int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    command: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {
            "result": str(self.folder),
            "state": self.state,
            **vars(self.runs),
            "groups": {name: vars(count) for name, count in self.groups.items()},
            "errors": [
                {"error": error, "runs": runs, "first_seed": seed}
                for error, runs, seed in self.errors
            ],
            "notes": self.notes,
            "command": self.command,
        }


def standing(folder: Path) -> Standing:
    """Look at a result.

    Raises:
        InputError: if the folder holds no result.
    """
    found = manifest.read(folder)
    parts = folder / manifest.PARTS
    ledger = Ledger(parts, _origin(found))
    plan: Mapping[str, int] = found.get("plan", {})
    ours = found.get("source_hash") == provenance.source_hash()
    damaged = _damaged(folder, found, ours)
    # (its parts may have been deleted since)
    all_done = found.get("state") == manifest.COMPLETE and not damaged
    whole, groups = Count(), {}
    for stem, runs in plan.items():
        kind = (
            "done"
            if all_done or stem in ledger.done
            else "failed"
            if stem in ledger.failures
            else "left"
        )
        for count in (whole, groups.setdefault(_group(stem, found.get("choices", {})), Count())):
            setattr(count, kind, getattr(count, kind) + runs)
    state = found.get("state", "")
    if lock.is_held(folder):
        state = "running"
    elif state == manifest.RUNNING:
        state = "stopped"
    failures = [failure for stem, failure in ledger.failures.items() if stem in plan]
    to_do = state not in (manifest.COMPLETE, "running") and ours
    return Standing(
        folder,
        state,
        whole,
        groups if len(groups) > 1 else {},
        _errors(failures, plan),
        [*_notes(ledger, ours), *damaged],
        _command(found.get("ran", {}), folder) if to_do else "",
    )


def _origin(found: Mapping[str, Any]) -> Origin | None:
    """Return what the parts must have been made with, as the manifest says.

    None of an older one.
    """
    if found.get("schema_version") in manifest.OLDER:
        return None
    return Origin(
        found["config_hash"],
        found.get("source_hash", ""),
        found.get("versions", {}),
        found.get("plugins", {}),
    )


def _command(ran: Mapping[str, Any], folder: Path) -> str:
    """Return the command as it was typed; what an MPI job is started by is not told to the program.

    Where the folder of the results was cut short it is known: the result lies in it.
    """
    own = f"results_dir={folder.parent}"
    words = [
        own if re.match(rf"results_dir=['\"]?{re.escape(private.ELSEWHERE)}/", word) else word
        for word in ran.get("command", [])
    ]
    typed = shlex.join(words)
    return (
        typed.replace("bordersim", "mpiexec -n N python -m mpi4py.futures -m borderSim", 1)
        if ran.get("engine") == "mpi"
        else typed
    )


def _group(stem: str, choices: Mapping[str, Any]) -> str:
    """Return to what a task belongs, in words."""
    if match := _OF_A_COMPARISON.match(stem):
        names: Sequence[str] = choices.get("scenarios", [])
        return f"{_named(names, int(match[2]))}, {_KINDS[match[1]]}"
    words = []
    for letter, number in re.findall(r"(?:^|-)([csa])(\d+)(?=-)", stem):
        names = _names(choices, _PLACES[letter])
        if len(names) > 1:
            words.append(_named(names, int(number)))
    return ", ".join(words)


def _names(choices: Mapping[str, Any], key: str) -> list[str]:
    given = choices.get(key, [])
    return [str(one.get("id", "")) if isinstance(one, Mapping) else str(one) for one in given]


def _named(names: Sequence[str], number: int) -> str:
    return names[number] if number < len(names) else str(number)


def _errors(failures: Sequence[Failure], plan: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Return equal errors once, the most frequent first."""
    runs: Counter[str] = Counter()
    seeds: dict[str, int] = {}
    for failure in failures:
        runs[failure.reason] += plan[failure.stem]
        seeds[failure.reason] = min(seeds.get(failure.reason, failure.seed), failure.seed)
    return [(reason, n, seeds[reason]) for reason, n in runs.most_common()]


def _damaged(folder: Path, found: Mapping[str, Any], ours: bool) -> list[str]:
    """Return what is to be told of tables and pages that are not as they were written.

    Another version makes no tables again.
    """
    if found.get("state") == manifest.RUNNING:
        return []
    names = [
        name
        for block in (manifest.FILES, manifest.PAGES)
        for name in checksums.damaged(folder, found.get(block))
    ]
    missing = (
        N_(
            "missing or not as it was written: {name} (the command that made the result makes it again)"
        )
        if ours
        else N_("missing or not as it was written: {name}")
    )
    notes: list[str] = [phrase(missing, name=name) for name in names]
    return notes


def _notes(ledger: Ledger, ours: bool) -> list[str]:
    kinds = (
        (phrase("damaged"), ledger.damaged),
        (phrase("of another configuration, program or plug-in"), ledger.strange),
        (phrase("foreign"), ledger.foreign),
    )
    notes: list[str] = [
        phrase("{what} and left alone: {name}", what=what, name=name)
        for what, names in kinds
        for name in names
    ]
    if not ours:
        notes.append(
            phrase(
                "made by another version of the program: it can be read, but not gone on with (overwrite=true makes it anew)"
            )
        )
    return notes
