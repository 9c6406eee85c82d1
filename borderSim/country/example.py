"""Valdoria: a fictional country, filled in. It is the example of the forms and the project's reference case.

Its numbers are no country's. They were chosen once: smaller than ``national`` in everything, every
column used, prices in a currency of its own.
"""

from __future__ import annotations

Cells = tuple[str, ...]

COUNTRY: dict[str, str] = {
    "name": "Valdoria",
    "currency": "thaler",
    "units_per_eur": "10",
    "legal_model": "limited",
    "present_level": "communication",
    "transhipment_share": "0.10",
    "teu_per_container": "",
    "kg_per_air_waybill": "",
    "risk_route_share": "0.06",
    "hours_per_officer": "1580",
    "customs_analysts": "26",
    "police_investigators": "95",
    "police_analysts": "4",
    "organisations": "",
    "charges_per_year": "",
    "court_months": "20",
}
COSTS: dict[str, str] = {
    "officer_cost": "",
    "value_per_teu": "450000",
    "value_per_truck": "230000",
    "value_per_parcel": "",
    "prison_cost": "70000",
    "charge_cost": "",
    "discount_rate": "0.04",
    "delay_cost_share": "",
}
POSTS: tuple[Cells, ...] = (
    ("Port Royal", "seaport", "14", "main container port"),
    ("Port du Sud", "seaport", "5", ""),
    ("Airport", "airport", "18", ""),
    ("Crossing North", "land", "6", ""),
    ("Crossing East", "land", "4", ""),
    ("Crossing Hills", "land", "", "no police at the post"),
    ("Postal hub", "postal", "", ""),
)
TRAFFIC: tuple[Cells, ...] = (
    ("Port Royal", "containers", "420000", "0.42", "0.25", "TEU, port authority 2024"),
    ("Port du Sud", "containers", "90000", "", "", ""),
    ("Airport", "passengers", "1900000", "", "", ""),
    ("Airport", "air_freight", "14000", "", "", "tonnes that come in"),
    ("Crossing North", "trucks", "210000", "0.55", "", ""),
    ("Crossing North", "cars", "900000", "", "", ""),
    ("Crossing East", "trucks", "95000", "", "", ""),
    ("Crossing East", "cars", "400000", "", "", ""),
    ("Crossing Hills", "trucks", "30000", "", "", ""),
    ("Crossing Hills", "cars", "120000", "", "", ""),
    ("Postal hub", "parcels", "4000000", "", "", ""),
)
STAFF: tuple[Cells, ...] = (
    ("Port Royal", "containers", "72", "", "", "", "", ""),
    ("Port du Sud", "containers", "20", "", "", "", "", ""),
    ("Airport", "passengers", "", "14", "2", "8", "365", "two shifts of 14"),
    ("Airport", "air_freight", "3", "", "", "", "", ""),
    ("Crossing North", "trucks", "44", "10", "3", "8", "365", ""),
    ("Crossing North", "cars", "7", "", "", "", "", ""),
    ("Crossing East", "trucks", "30", "", "", "", "", ""),
    ("Crossing East", "cars", "4", "", "", "", "", ""),
    ("Crossing Hills", "trucks", "3", "", "", "", "", ""),
    ("Crossing Hills", "cars", "2", "", "", "", "", ""),
    ("Postal hub", "parcels", "12", "", "", "", "", ""),
)
MACHINES: tuple[Cells, ...] = (
    ("Port Royal", "containers", "scanner", "1", "9", "52000000", "customs", ""),
    ("Port du Sud", "containers", "dogs", "2", "", "", "customs", ""),
    ("Airport", "air_freight", "xray", "1", "", "", "", ""),
    ("Crossing North", "trucks", "scanner", "1", "", "", "customs", ""),
    ("Crossing East", "trucks", "dogs", "2", "", "", "customs", ""),
    ("Crossing Hills", "trucks", "dogs", "1", "", "", "customs", ""),
    ("Postal hub", "parcels", "xray", "1", "1900", "", "", ""),
)
WAGES: tuple[Cells, ...] = (
    ("customs", "inspectors", "60", "165000", "0.35", ""),
    ("customs", "officers", "210", "118000", "0.35", ""),
    ("police", "officers", "140", "124000", "", ""),
)
SEIZURES: tuple[Cells, ...] = (
    ("seizures_all", "2022", "96", "", ""),
    ("seizures_all", "2023", "104", "", ""),
    ("seizures_all", "2024", "91", "", ""),
    ("seized_cocaine", "2022", "410", "kg", ""),
    ("seized_cocaine", "2023", "1.9", "t", "one load of 1.2 t"),
    ("seized_cocaine", "2024", "620", "kg", ""),
    ("seized_cigarettes", "2022", "1300000", "packs", ""),
    ("seized_cigarettes", "2023", "1900000", "packs", ""),
    ("seized_cigarettes", "2024", "1500000", "packs", ""),
    ("members_arrested", "2022", "61", "", ""),
    ("members_arrested", "2023", "48", "", ""),
    ("members_arrested", "2024", "55", "", ""),
)

SINGLE = {"country": COUNTRY, "costs": COSTS}
ROWS = {
    "posts": POSTS,
    "traffic": TRAFFIC,
    "staff": STAFF,
    "machines": MACHINES,
    "wages": WAGES,
    "seizures": SEIZURES,
}
