"""Names and ranges that all parts of the schema share."""

from __future__ import annotations

from borderSim.scenario.quantity import INF

PROBABILITY = (0.0, 1.0)
POSITIVE = (1e-9, INF)
NOT_NEGATIVE = (0.0, INF)

MODES = ("box", "passenger", "air_cargo", "truck", "car", "parcel")
KINDS = ("seaport", "airport", "land", "postal")
ROLES = ("organiser", "financier", "broker", "logistics", "facilitator", "storage", "courier")
SHAPES = ("efficient", "secure", "mixed")

HANDBOOK = "WCO/INTERPOL Customs-Police Cooperation Handbook (2018)"
