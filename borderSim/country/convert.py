"""From a spreadsheet that was read to the values of a scenario, with an account of every step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.country.account import Account, number_en, number_fr
from borderSim.country.flows import NATIONAL, Rates, flows_of, rates_of
from borderSim.country.observed import observed_of
from borderSim.country.oddities import look
from borderSim.country.reading import Filled, Row, post_key
from borderSim.country.reference import ON_COSTS_SHARE, REFERENCE, reference
from borderSim.country.scaling import organisations_of, staff_of
from borderSim.country.sheets import ASSUMPTION, SHEETS
from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.parameters.window import DAYS_A_MONTH
from borderSim.slips import bare

FROM_COSTS = {
    "prison_cost": ("justice", "prison_cost_eur"),
    "charge_cost": ("justice", "charge_cost_eur"),
}
SHARES_FROM_COSTS = {
    "discount_rate": ("economy", "discount_rate"),
    "delay_cost_share": ("economy", "delay_cost_per_day"),
}
FROM_FACTS = {
    "hours_per_officer": ("customs", "hours_per_officer_year"),
    "police_analysts": ("police", "analysts"),
}
TOLD_APART = (
    "officer_cost", "value_per_teu", "value_per_truck", "value_per_parcel", "units_per_eur", "currency",
    "teu_per_container", "kg_per_air_waybill", "risk_route_share", "customs_analysts",
    "police_investigators", "organisations", "charges_per_year", "name",
)  # fmt: skip
"""Single values whose absence is told where they are used, or needs no word."""


@dataclass(frozen=True)
class FilledCountry:
    """A country as a scenario.

    Attributes:
        name: name of the scenario; ``title``: as a report shows it.
        values: plain values of the scenario's file.
        account: what was given, converted, scaled and assumed, and warnings.
    """

    name: str
    title: str
    values: dict[str, Any]
    account: Account


def convert(filled: Filled, source: str) -> FilledCountry:
    """Return the scenario of a spreadsheet.

    Args:
        filled: what was read.
        source: name of the spreadsheet, for the record.

    Raises:
        InputError: something in it can't be, in one sentence with sheet and row.
    """
    account = Account()
    facts, costs = filled.single("country"), filled.single("costs")
    rates = rates_of(filled, account)
    flows, modes = flows_of(filled, rates, account)
    posts = _posts(filled, flows)
    units = _units_by_mode(posts)
    organisations = organisations_of(facts, units, account)
    officers = sum(flow["officers"] for post in posts.values() for flow in post["flows"].values())
    values: dict[str, Any] = {
        "name": _name(facts),
        "title": facts.text("name"),
        "description": f"Written by 'bordersim country' from {source}.",
        "base": REFERENCE,
        "base_without": ["posts", "organisations.profiles"],
        "legal_model": facts.text("legal_model") or reference().legal_model.name,
        "present": facts.text("present_level") or "coexistence",
        "posts": posts,
        **({"modes": modes} if modes else {}),
        "organisations": organisations,
        **staff_of(facts, officers, organisations["count"], account),
    }
    _prices(filled, rates, values, account)
    _singles(facts, costs, rates, values)
    _empty(filled, account)
    observed = observed_of(
        filled.rows["seizures"],
        facts.text("currency") or "EUR",
        rates.per_eur,
        _origin(source, filled),
        account,
    )
    if observed:
        values["observed"] = observed
    look(filled, posts, values, account)
    return FilledCountry(values["name"], values["title"], values, account)


def _origin(source: str, filled: Filled) -> str:
    """Return where the statistics come from: the spreadsheet and its sheet of seizures, by the names that they have."""
    if "seizures" not in filled.sheets:
        return source
    place = str(filled.place("seizures"))
    return place if place.startswith(f"{source}:") else f"{source}, {place}"


def _units_by_mode(posts: Mapping[str, Any]) -> dict[str, float]:
    """Return the country's lawful units a year by mode."""
    units: dict[str, float] = {}
    for post in posts.values():
        for mode, flow in post["flows"].items():
            units[mode] = units.get(mode, 0.0) + flow["units_per_year"]
    return units


def _name(facts: Row) -> str:
    """Return the name of the scenario, made of the country's."""
    return bare(facts.text("name")).encode("ascii", "ignore").decode().strip("_")[:40] or "country"


def _posts(filled: Filled, flows: dict[str, dict[str, dict[str, Any]]]) -> dict[str, Any]:
    """Return the block ``posts``, each at its place on a schematic map."""
    found: dict[str, Any] = {}
    rows = filled.rows["posts"]
    for place, row in enumerate(rows):
        key = post_key(row.text("post"))
        if not key or key in found:
            raise InputError(
                phrase(
                    "{place}: post '{post}' needs a name with letters a-z or digits of its own (accents are taken off)",
                    place=row.place,
                    post=row.text("post"),
                )
            )
        angle = (place + 0.5) / len(rows)
        found[key] = {
            "kind": row.text("kind"),
            "x": round(0.1 + 0.8 * angle, 3),
            "y": round(0.2 + 0.6 * ((place * 0.382) % 1.0), 3),
            "police_officers": row.number_of("police_officers") or 0,
            "flows": flows.get(key, {}),
        }
    return found


# --------------------------------------------------------------------------- prices and single values
def _prices(filled: Filled, rates: Rates, values: dict[str, Any], account: Account) -> None:
    """Set the cost of an officer: stated, or the loaded mean of the sheet wages."""
    stated = filled.single("costs").number_of("officer_cost")
    usual = reference().economy.officer_cost_eur
    if stated is not None:
        cost = stated / rates.per_eur
    elif filled.rows["wages"]:
        cost = _loaded_mean(filled, account) / rates.per_eur
    else:
        account.tell(
            "assumed",
            "economy.officer_cost_eur",
            f"An officer costs {number_en(usual)} EUR a year.",
            f"Un agent coûte {number_fr(usual)} EUR par an.",
            NATIONAL,
        )
        return
    values.setdefault("economy", {})["officer_cost_eur"] = round(cost, 2)
    if rates.per_eur != 1.0 or stated is None:
        account.tell(
            "converted",
            "economy.officer_cost_eur",
            f"Loaded cost of an officer: {number_en(cost)} EUR a year, the same for both services.",
            f"Coût chargé d'un agent : {number_fr(cost)} EUR par an, le même pour les deux services.",
            filled.place("wages" if stated is None else "costs"),
        )


def _loaded_mean(filled: Filled, account: Account) -> float:
    """Return the mean of pay with on-costs over officers, in the country's currency."""
    total, weight = 0.0, 0.0
    name = filled.sheet("wages")
    for row in filled.rows["wages"]:
        share = row.number_of("on_costs_share")
        if share is None:
            account.tell(
                "assumed",
                "economy.officer_cost_eur",
                f"On-costs, where the sheet {name.en} says nothing: 30 % of gross pay.",
                f"Charges, là où la feuille {name.fr} ne dit rien : 30 % du salaire brut.",
                ASSUMPTION,
            )
        officers = row.number_of("officers")
        n = 1.0 if officers is None else officers
        total += (
            n
            * (row.number_of("yearly_pay") or 0.0)
            * (1.0 + (ON_COSTS_SHARE if share is None else share))
        )
        weight += n
    if not weight:
        raise InputError(
            phrase(
                "{place}: the sheet {en} counts no officers: fill in officers, or leave the column empty",
                place=filled.rows["wages"][0].place,
                en=name.en,
            )
        )
    return total / weight


def _singles(facts: Row, costs: Row, rates: Rates, values: dict[str, Any]) -> None:
    """Set what a single value sets by itself."""
    for row, table, factor in (
        (costs, FROM_COSTS, 1.0 / rates.per_eur),
        (costs, SHARES_FROM_COSTS, 1.0),
        (facts, FROM_FACTS, 1.0),
    ):
        for item, (block, key) in table.items():
            if (value := row.number_of(item)) is not None:
                values.setdefault(block, {})[key] = round(value * factor, 6)
    if (months := facts.number_of("court_months")) is not None:
        values.setdefault("justice", {})["court_days"] = round(months * DAYS_A_MONTH, 1)


def _empty(filled: Filled, account: Account) -> None:
    """Tell what is assumed for the single values that are not filled in."""
    for sheet in SHEETS:
        for column in sheet.columns if sheet.lines else ():
            if column.needed or column.key in TOLD_APART:
                continue
            if filled.single(sheet.key).values[column.key] is None:
                account.tell(
                    "assumed",
                    f"{sheet.key}.{column.key}",
                    f"{column.help.en.capitalize()}: {column.empty.en}.",
                    f"{column.help.fr.capitalize()} : {column.empty.fr}.",
                    NATIONAL if "national" in column.empty.en else ASSUMPTION,
                )
