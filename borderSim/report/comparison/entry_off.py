"""Whether the market answered in a comparison: told in its table and its report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.language.catalogue import N_, gettext
from borderSim.report.comparison.assumptions import resolved_scenario

TOLD = N_("entry off: no new organisations, no growth")


def entry_told(manifest: dict[str, Any]) -> str:
    """Return a few words where no new organisations came and none grew, of all scenarios or some; else nothing."""
    names = [str(name) for name in manifest["scenarios"]]
    off = [name for name in names if _is_off(resolved_scenario(manifest, name))]
    if not off:
        return ""
    told = gettext(TOLD)
    if len(off) == len(names):
        return told
    return gettext("{told} (in {scenarios})").format(told=told, scenarios=", ".join(off))


def _is_off(config: Mapping[str, Any] | None) -> bool:
    return ((config or {}).get("traffickers") or {}).get("entry", True) is False
