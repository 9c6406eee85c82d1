"""Keys of earlier versions that are no longer there, and what stands in their place."""

from __future__ import annotations

GONE: dict[str, str] = {
    "investigation.term_days": "a case has no fixed term any more; it is reviewed, and given up with a chance that grows "
    "with the time without news (investigation.review_days, give_up_days, give_up_chance)",
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
