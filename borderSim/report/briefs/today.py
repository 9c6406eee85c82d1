"""The present level of a country that stands on no dial: it is called today, and not by the country's name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from borderSim.language.catalogue import gettext
from borderSim.report.comparison.compared import Comparison


def with_today(comparison: Comparison) -> Comparison:
    """Return a comparison whose present level is called today where it bears the name of the country.

    A country's name is no name of a level: "present level: Valdoria" tells nobody anything.
    """
    manifest = comparison.manifest
    present = manifest.get("present")
    names = {str(one.get("title")) for one in (manifest.get("config") or {}).values()}
    levels = [
        {**level, "title": gettext("Today")}
        if level["name"] == present and level.get("title") in names
        else level
        for level in manifest["levels"]
    ]
    if levels == manifest["levels"]:
        return comparison  # (as it is, with what it has read already)
    copied = cast(Any, comparison)  # (a dataclass, whose protocol does not say so)
    return replace(copied, manifest={**manifest, "levels": levels})
