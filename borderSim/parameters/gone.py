"""Keys of earlier versions that are no longer there, and what stands in their place."""

from __future__ import annotations

INFERRED = (
    "what an organisation infers from a loss depends on how the load was stopped "
    "(investigation.inferred_chance, inferred_named, inferred_watched, inferred_tip, inferred_inland)"
)
GONE: dict[str, str] = {
    "investigation.burn_chance": INFERRED,
    "traffickers.suspicion_per_loss": INFERRED,
    "traffickers.entity_dropped_after_loss": INFERRED,
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
