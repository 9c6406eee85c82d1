"""Organisations, investigators and analysts of a country, scaled from the shipped one where it does not state them.

The rule: as many organisations of each kind for a unit of its traffic as in ``national``, mode by
mode; as many investigators and charges for an organisation; as many customs analysts for an officer
at a post. It is an assumption, told as one. What the country states goes before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.country.account import Account, number_en, number_fr
from borderSim.country.reading import Row
from borderSim.country.reference import posted_officers, reference, units_by_mode
from borderSim.language.catalogue import N_

SOURCE = N_("assumption: scaled from national")
LEAST_SLOTS, SLOTS_EACH = 20, 2
"""Slots for organisations that enter later: twice the first ones, as national has."""
LEAST_INVESTIGATORS = 5
"""A team of the police (police.team_size)."""
DIGITS = 6


def expected(units: Mapping[str, float]) -> dict[str, float]:
    """Return how many organisations of each profile are expected, without rounding.

    Args:
        units: the country's lawful units a year by mode.
    """
    usual = reference().organisations
    there = units_by_mode()
    return {
        name: usual.count * profile.share * units[profile.mode] / there[profile.mode]
        for name, profile in usual.profiles.items()
        if units.get(profile.mode, 0.0) > 0
    }


def organisations_of(facts: Row, units: Mapping[str, float], account: Account) -> dict[str, Any]:
    """Return the block ``organisations`` of the scenario.

    Args:
        facts: the sheet country.
        units: lawful units a year by mode.
        account: is told what was scaled.
    """
    by_profile = expected(units)
    stated = facts.number_of("organisations")
    total = sum(by_profile.values())
    count = round(stated) if stated is not None else max(1, round(total)) if by_profile else 0
    if not by_profile:
        count = 0
        account.warn(
            "No traffic of this country is one that the shipped organisations use: none is simulated, so no level can differ.",
            "Aucun trafic de ce pays n'est utilisé par les organisations fournies : aucune n'est simulée, aucun niveau ne peut différer.",
        )
    usual = reference().organisations
    if stated is None and by_profile:
        account.tell(
            "scaled",
            "organisations.count",
            f"{count} trafficking organisations: as many for a unit of traffic as in national ({usual.count}), mode by mode.",
            f"{count} organisations de trafic : autant par unité de trafic que dans national ({usual.count}), mode par mode.",
            SOURCE,
        )
    elif stated is not None:
        account.tell(
            "given",
            "organisations.count",
            f"{count} trafficking organisations, as stated; by traffic they would be {number_en(total)}.",
            f"{count} organisations de trafic, comme indiqué ; selon le trafic elles seraient {number_fr(total)}.",
            facts.place,
        )
    return {
        "count": count,
        "max": max(LEAST_SLOTS, SLOTS_EACH * count),
        "profiles": _profiles(by_profile),
    }


def _profiles(by_profile: Mapping[str, float]) -> dict[str, dict[str, Any]]:
    """Return the profiles with shares that add up to 1."""
    total = sum(by_profile.values())
    shares = {name: round(own / total, DIGITS) for name, own in by_profile.items()}
    if shares:
        largest = max(shares, key=lambda name: shares[name])
        rest = sum(share for name, share in shares.items() if name != largest)
        shares[largest] = round(1.0 - rest, DIGITS)
    found = {}
    for name, share in shares.items():
        own = reference().organisations.profiles[name]
        found[name] = {
            "share": share,
            "commodity": own.commodity,
            "mode": own.mode,
            "shipments_per_year": own.shipments_per_year,
        }
    return found


def staff_of(facts: Row, officers: float, count: int, account: Account) -> dict[str, Any]:
    """Return customs analysts, police investigators and units, and charges a year.

    Args:
        facts: the sheet country.
        officers: customs officers at posts.
        count: organisations.
        account: is told what was scaled.
    """
    usual = reference()
    by_officers = officers / posted_officers()
    by_organisations = count / usual.organisations.count
    analysts = _stated(
        facts,
        "customs_analysts",
        round(usual.customs.analysts * by_officers),
        account,
        "customs.analysts",
        ("customs analysts", "analystes des douanes"),
        ("for an officer at a post", "par agent en poste"),
    )
    investigators = _stated(
        facts,
        "police_investigators",
        max(LEAST_INVESTIGATORS, round(usual.police.investigators * by_organisations)),
        account,
        "police.investigators",
        ("police investigators", "enquêteurs de police"),
        ("for an organisation", "par organisation"),
    )
    charges = _stated(
        facts,
        "charges_per_year",
        round(usual.justice.usual_charges_per_year * by_organisations),
        account,
        "justice.usual_charges_per_year",
        ("charged persons a year", "personnes poursuivies par an"),
        ("for an organisation", "par organisation"),
    )
    units = max(1, round(usual.police.units * investigators / usual.police.investigators))
    return {
        "customs": {"analysts": analysts},
        "police": {"investigators": investigators, "units": units},
        "justice": {"usual_charges_per_year": charges},
    }


def _stated(
    facts: Row,
    item: str,
    scaled: float,
    account: Account,
    key: str,
    what: tuple[str, str],
    per: tuple[str, str],
) -> float:
    """Return what the sheet states, or what was scaled, which is told."""
    value = facts.number_of(item)
    if value is not None:
        return value
    account.tell(
        "scaled",
        key,
        f"{number_en(scaled)} {what[0]}: as many {per[0]} as in national.",
        f"{number_fr(scaled)} {what[1]} : autant {per[1]} que dans national.",
        SOURCE,
    )
    return scaled
