"""Units of goods as they stand after an amount of money: so much per cigarette."""

from __future__ import annotations

from borderSim.language.catalogue import N_, gettext

PER = {
    "sticks": N_("per cigarette"),
    "kg": N_("per kg"),
    "items": N_("per item"),
    "firearms": N_("per firearm"),
    "vehicles": N_("per vehicle"),
    "EUR": N_("per EUR"),
}
"""By unit of the shipped goods."""


def per_unit(unit: str) -> str:
    """Return ``per`` and one unit, in the language in force; a unit that is not known stands as it is, in brackets."""
    return gettext(PER[unit]) if unit in PER else f"({gettext(unit)})"
