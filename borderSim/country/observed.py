"""Own statistics of recent years: units, names, years; kept with the scenario, where they set nothing."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from borderSim.country.account import Account, number_en, number_fr
from borderSim.country.labels import LABELS, unit, unit_fr
from borderSim.country.numbers import shown
from borderSim.country.reading import Row
from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.parameters.own_data import OBSERVABLE
from borderSim.slips import bare

UNITS: dict[str, dict[str, float]] = {
    "kg": {
        "kg": 1.0,
        "kilos": 1.0,
        "kilogrammes": 1.0,
        "kilograms": 1.0,
        "g": 0.001,
        "grammes": 0.001,
        "grams": 0.001,
        "t": 1000.0,
        "tonnes": 1000.0,
        "tons": 1000.0,
        "tonne": 1000.0,
    },
    "sticks": {
        "sticks": 1.0,
        "cigarettes": 1.0,
        "packs": 20.0,
        "packets": 20.0,
        "paquets": 20.0,
        "cartons": 200.0,
        "cartouches": 200.0,
    },
    "items": {"items": 1.0, "articles": 1.0, "pieces": 1.0},
    "firearms": {"firearms": 1.0, "armes": 1.0, "pieces": 1.0},
    "vehicles": {"vehicles": 1.0, "vehicules": 1.0},
    "persons": {"persons": 1.0, "personnes": 1.0},
    "seizures": {"seizures": 1.0, "saisies": 1.0},
    "cases": {"cases": 1.0, "affaires": 1.0, "enquetes": 1.0},
    "finds": {"finds": 1.0, "decouvertes": 1.0, "saisies": 1.0},
    "checks": {"checks": 1.0, "controles": 1.0},
}
"""By unit of the model: what a unit of a sheet is worth in it (a pack holds 20 cigarettes, a carton ten packs)."""
COUNTED = ("number", "nombre", "no", "nb", "1")
"""Units that say only that something was counted."""
JUMP = 10.0
"""A statistic that changes more than so many times from year to year is asked about."""


def observed_of(
    rows: Sequence[Row], currency: str, per_eur: float, source: str, account: Account
) -> dict[str, dict[str, Any]]:
    """Return the block ``observed`` of the scenario.

    Args:
        rows: of the sheet seizures.
        currency: the country's own.
        per_eur: units of it for one euro.
        source: where the statistics come from, for the record.
        account: is told of conversions and of what looks like a slip.

    Raises:
        InputError: a unit that a statistic can't have.
    """
    by_name: dict[str, dict[int, float]] = {}
    for row in rows:
        name, year = row.text("what"), int(row.number_of("year") or 0)
        factor = unit_factor(name, row.text("unit"), currency, per_eur, row.place)
        value = (row.number_of("quantity") or 0.0) * factor
        if factor != 1.0:
            account.tell(
                "converted",
                f"observed.{name}",
                f"{LABELS[name].en} {year}: {number_en(row.number_of('quantity') or 0.0)} {row.text('unit')} = {number_en(value)} {OBSERVABLE[name]}.",
                f"{LABELS[name].fr} {year} : {number_fr(row.number_of('quantity') or 0.0)} {unit_fr(row.text('unit'))} = {number_fr(value)} {unit(name, 'fr')}.",
                row.place,
            )
        by_name.setdefault(name, {})[year] = float(f"{value:.10g}")
    for name, by_year in by_name.items():
        _jumps(name, by_year, account)
    return {
        name: {
            "years": sorted(by_year),
            "values": [_whole(by_year[year]) for year in sorted(by_year)],
            "source": source,
        }
        for name, by_year in sorted(by_name.items())
    }


def unit_factor(name: str, given: str, currency: str, per_eur: float, place: str) -> float:
    """Return what one of a unit is in the model's unit of a statistic.

    Args:
        name: the statistic, of :data:`OBSERVABLE`.
        given: the unit as it was written, empty for the model's own.
        currency: the country's own.
        per_eur: units of it for one euro.
        place: for sentences.

    Raises:
        InputError: the statistic can't have this unit.
    """
    own = OBSERVABLE[name]
    word = bare(given)
    if not word or word == bare(own):
        return 1.0
    if own == "EUR":
        if word in (bare(currency), "eur", "euro", "euros"):
            return 1.0 if word in ("eur", "euro", "euros") else 1.0 / per_eur
        raise InputError(
            phrase(
                "{place}: unit is '{given:.40}', but {name} is money: write EUR or your currency ({currency})",
                place=place,
                given=given,
                name=name,
                currency=currency,
            )
        )
    known = UNITS[own]
    if word in known:
        return known[word]
    if word in COUNTED and own not in ("kg",):
        return 1.0
    raise InputError(
        phrase(
            "{place}: unit is '{given:.40}', but {name} is counted in {own}; there are: {allowed}",
            place=place,
            given=given,
            name=name,
            own=own,
            allowed=", ".join(known),
        )
    )


def _jumps(name: str, by_year: dict[int, float], account: Account) -> None:
    """Warn of a statistic that jumps from one year to the next."""
    years = sorted(by_year)
    for before, after in itertools.pairwise(years):
        low, high = sorted((by_year[before], by_year[after]))
        if low > 0 and high / low > JUMP:
            account.warn(
                f"{LABELS[name].en}: {shown(by_year[before])} in {before} and {shown(by_year[after])} in {after}: is one of them in another unit?",
                f"{LABELS[name].fr} : {number_fr(by_year[before])} en {before} et {number_fr(by_year[after])} en {after} : l'un des deux est-il dans une autre unité ?",
            )


def _whole(value: float) -> float:
    return int(value) if value == int(value) and abs(value) < 1e15 else value
