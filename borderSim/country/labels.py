"""What statistics and units are called, in English and French."""

from __future__ import annotations

from collections.abc import Mapping

from borderSim.parameters.own_data import OBSERVABLE
from borderSim.parameters.ranges import MODES
from borderSim.parameters.shocks import Text

GOODS_EN_FR = {
    "cocaine": ("cocaine seized", "cocaïne saisie"),
    "heroin": ("heroin seized", "héroïne saisie"),
    "resin": ("cannabis resin seized", "résine de cannabis saisie"),
    "herb": ("cannabis herb seized", "herbe de cannabis saisie"),
    "cigarettes": ("cigarettes seized", "cigarettes saisies"),
    "counterfeits": ("counterfeits seized", "contrefaçons saisies"),
    "wildlife": ("wildlife seized", "espèces protégées saisies"),
    "cash": ("cash seized", "argent liquide saisi"),
    "firearms": ("firearms seized", "armes à feu saisies"),
    "vehicles": ("vehicles seized", "véhicules saisis"),
}
MODES_EN_FR = {
    "box": ("containers", "conteneurs"),
    "passenger": ("passengers", "passagers"),
    "air_cargo": ("air freight", "fret aérien"),
    "truck": ("trucks", "camions"),
    "car": ("cars", "voitures"),
    "parcel": ("parcels", "colis"),
}
LABELS: Mapping[str, Text] = {
    "seizures_all": Text(en="seizures in all", fr="saisies en tout"),
    "seizures": Text(en="seizures from organisations", fr="saisies aux organisations"),
    **{f"seized_{name}": Text(en=en, fr=fr) for name, (en, fr) in GOODS_EN_FR.items()},
    "seized_value_eur": Text(en="value seized", fr="valeur saisie"),
    "members_arrested": Text(en="members arrested", fr="membres arrêtés"),
    "members_convicted": Text(en="members convicted", fr="membres condamnés"),
    "cases_opened": Text(en="cases opened", fr="enquêtes ouvertes"),
    "assets_confiscated_eur": Text(en="assets confiscated", fr="avoirs confisqués"),
    **{
        f"finds_targeted_{mode}": Text(
            en=f"finds in targeted checks, {MODES_EN_FR[mode][0]}",
            fr=f"découvertes en contrôle ciblé, {MODES_EN_FR[mode][1]}",
        )
        for mode in MODES
    },
    **{
        f"inspections_targeted_{mode}": Text(
            en=f"targeted checks, {MODES_EN_FR[mode][0]}",
            fr=f"contrôles ciblés, {MODES_EN_FR[mode][1]}",
        )
        for mode in MODES
    },
}
"""By name of the statistic."""
UNITS_FR = {
    "seizures": "saisies",
    "sticks": "cigarettes",
    "items": "articles",
    "firearms": "armes",
    "vehicles": "véhicules",
    "persons": "personnes",
    "cases": "enquêtes",
    "finds": "découvertes",
    "checks": "contrôles",
}


WRITTEN_FR = {
    **{"packs": "paquets", "packets": "paquets", "cartons": "cartouches", "sticks": "cigarettes"},
    **{"kilograms": "kilogrammes", "grams": "grammes", "tons": "tonnes", "pieces": "pièces"},
}
"""Units as English sheets write them, in French."""


def unit_fr(given: str) -> str:
    """Return a unit as a sheet has it, in French where it is an English one that is known."""
    word = given.strip().lower()
    return UNITS_FR.get(word) or WRITTEN_FR.get(word) or given


def unit(name: str, lang: str) -> str:
    """Return the unit of a statistic as a language writes it."""
    own = OBSERVABLE[name]
    return UNITS_FR.get(own, own) if lang == "fr" else own
