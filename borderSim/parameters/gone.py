"""Keys of earlier versions that are no longer there, and what stands in their place."""

from __future__ import annotations

GONE: dict[str, str] = {
    "traffic.lead_match_share": "a lead matches the lawful traffic of what it names; set traffic.importer_units_per_year, "
    "traffic.driver_units_per_year, traffic.traveller_units_per_year, traffic.addressee_units_per_year",
}
"""By dotted key, the end of the sentence "KEY is no longer a key: ..."."""


def gone(key: str) -> str:
    """Return what to say of a key of an earlier version; empty for any other.

    Args:
        key: dotted key as given, also below a group (``shocks.NAME.settings.investigation.x``).
    """
    for old, instead in GONE.items():
        if key == old or key.endswith("." + old):
            return f"is no longer a key: {instead}"
    return ""
