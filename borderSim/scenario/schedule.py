"""What changes on a day of the horizon: ``schedule: [{day: 365, partnership: NAME, ...}]``."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from borderSim.errors import InputError
from borderSim.scenario.overrides import Setting

MAY_CHANGE = (
    "capacity_scale",
    "enforcement",
    "customs.*",
    "police.*",
    "intelligence.*",
    "investigation.*",
    "traffickers.*",
    "levers.*",
    "layers.*",
    "partnership",
    "partnership.*",
    "legal_model",
    "legal_model.*",
    "competence.*",
    "capabilities.*",
    "case_sources.*",
    "posts.*.flows.*.police_machines",
    "systems.*",
    "hits.*",
    "instruments",
    "instruments.*",
    "governance.*",
    "posts.*.flows.*.officers",
    "posts.*.flows.*.machines",
    "posts.*.partnership",
)
STRUCTURE = ("police.units",)


@dataclass(frozen=True)
class Entry:
    """One change.

    Attributes:
        day: day of the horizon, from 0.
        overrides: what was written, without the day.
        settings: the same, one per key.
    """

    day: int
    overrides: Mapping[str, object]
    settings: tuple[Setting, ...]


def read_schedule(raw: object, origin: str, horizon_days: int) -> list[Entry]:
    """Read a schedule, sorted by day.

    Raises:
        InputError: not a list of mappings with a day within the horizon, a day twice, or a key
            that can't change during a run.
    """
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise InputError(
            f"{origin}: schedule must be a list such as [{{day: 365, customs.random_share: 0.2}}]"
        )
    entries = [_entry(item, f"{origin}: schedule[{i}]", horizon_days) for i, item in enumerate(raw)]
    days = [entry.day for entry in entries]
    for day in days:
        if days.count(day) > 1:
            raise InputError(f"{origin}: schedule gives day {day} twice; write one entry for it")
    return sorted(entries, key=lambda entry: entry.day)


def _entry(item: object, place: str, horizon_days: int) -> Entry:
    if not isinstance(item, Mapping):
        raise InputError(
            f"{place}: must be a mapping with the key 'day', such as {{day: 365, customs.random_share: 0.2}}"
        )
    day = item.get("day")
    if not isinstance(day, int) or isinstance(day, bool):
        raise InputError(f"{place}: needs a key 'day' that is a whole number")
    if not 0 <= day < horizon_days:
        raise InputError(
            f"{place}: day is {day}, but must be between 0 and {horizon_days - 1}, the last day of the horizon"
        )
    overrides = {str(key): value for key, value in item.items() if key != "day"}
    if not overrides:
        raise InputError(f"{place}: changes nothing on day {day}")
    settings = tuple(
        Setting(tuple(key.split(".")), value, f"{place} (day {day})")
        for key, value in leaves(overrides, "")
    )
    for setting in settings:
        check_may_change(setting)
    return Entry(day, overrides, settings)


def leaves(values: Mapping[str, object], above: str) -> list[tuple[str, object]]:
    """Return the dotted keys below ``above`` with their values, those of nested mappings one by one."""
    found: list[tuple[str, object]] = []
    for name, value in values.items():
        key = f"{above}.{name}" if above else str(name)
        found += leaves(value, key) if isinstance(value, Mapping) else [(key, value)]
    return found


def check_may_change(setting: Setting, may: Sequence[str] = MAY_CHANGE) -> None:
    """Check that a key may change during a run.

    Args:
        setting: the key, with where it comes from.
        may: patterns of the keys that may.

    Raises:
        InputError: it may not, with what may.
    """
    key = setting.key
    allowed = any(fnmatch.fnmatchcase(key, pattern) for pattern in may)
    if not allowed or key in STRUCTURE:
        raise InputError(
            f"{setting.origin}: {key} can't change during a run; what can: {', '.join(may)}"
        )
