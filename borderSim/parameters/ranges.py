"""Names and ranges that all parts of the schema share."""

from __future__ import annotations

from borderSim.parameters.declare import ABOVE_ZERO, INF

PROBABILITY = (0.0, 1.0)
POSITIVE = (ABOVE_ZERO, INF)
NOT_NEGATIVE = (0.0, INF)
"""Their open ends are those of the unit (``quantity.ENDS``)."""

MODES = ("box", "passenger", "air_cargo", "truck", "car", "parcel")
ENTITY_OF_MODE = {
    "box": "importer",
    "air_cargo": "importer",
    "truck": "driver",
    "car": "driver",
    "passenger": "traveller",
    "parcel": "addressee",
}
"""Who an entity is, by the mode in which its organisation works: whose lawful traffic a lead on it matches."""
KINDS = ("seaport", "airport", "land", "postal")
ROLES = ("organiser", "financier", "broker", "logistics", "facilitator", "storage", "courier")
SHAPES = ("efficient", "secure", "mixed")

HANDBOOK = "WCO/INTERPOL Customs-Police Cooperation Handbook (2018)"
