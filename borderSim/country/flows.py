"""From traffic, staff and machines in an administration's units to the flows of a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.country.account import Account, number_en, number_fr
from borderSim.country.checks_by_mode import DOG, by_dog, by_hand
from borderSim.country.reading import Filled, Row, post_key
from borderSim.country.reference import (
    INBOUND,
    KG_PER_WAYBILL,
    MODE_OF,
    OPEN_DAYS,
    RISK_ROUTE_SHARE,
    SCANNER_EUR,
    SCANNER_SLOTS,
    SHIFT_HOURS,
    SHIFTS,
    SLOTS,
    TEU_PER_CONTAINER,
    VALUE_PER_TEU,
    XRAY_EUR,
    reference,
    usual_flow,
)
from borderSim.country.sheets import ASSUMPTION
from borderSim.errors import InputError
from borderSim.language.catalogue import N_
from borderSim.language.phrases import phrase
from borderSim.parameters.shocks import Text

NATIONAL = N_("national (docs/assumptions.md)")
FREE_HANDED = ("passenger", "car")
"""Modes whose shipped check uses no machine."""
AGREES = 1.25
"""A headcount and shifts agree up to this factor."""


@dataclass(frozen=True)
class Rates:
    """Facts of the country that conversions need.

    Attributes:
        teu: TEU a container.
        waybill: kg an air waybill.
        transhipped: part of container traffic that is transhipped, where a row says nothing.
        risk: part of arriving air passengers on routes of risk.
        hours: hours of an officer in a year.
        per_eur: units of the country's currency for one euro.
        values: EUR of goods a unit, by mode.
    """

    teu: float
    waybill: float
    transhipped: float
    risk: float
    hours: float
    per_eur: float
    values: Mapping[str, float]


USUAL_FACTS = (
    (
        "containers",
        "teu_per_container",
        "posts.*.flows.box.units_per_year",
        "A container is 1.65 TEU.",
        "Un conteneur vaut 1,65 EVP.",
        N_("ports of the world, 1.5 to 1.8 (Port Economics; UNCTAD)"),
    ),
    (
        "air_freight",
        "kg_per_air_waybill",
        "posts.*.flows.air_cargo.units_per_year",
        "An air waybill weighs 300 kg.",
        "Une lettre de transport aérien pèse 300 kg.",
        ASSUMPTION,
    ),
    (
        "passengers",
        "risk_route_share",
        "posts.*.flows.passenger.lane_shares",
        "5 % of arriving air passengers come on routes of risk.",
        "5 % des passagers aériens arrivent par des lignes à risque.",
        ASSUMPTION,
    ),
)
"""Traffic, fact of the sheet country, key, what is assumed where it is empty (English, French), source."""


def rates_of(filled: Filled, account: Account) -> Rates:
    """Return the facts, and tell those that are assumed."""
    facts, costs = filled.single("country"), filled.single("costs")
    there = {row.text("traffic") for row in filled.rows["traffic"]}
    for traffic, fact, key, en, fr, source in USUAL_FACTS:
        if traffic in there and facts.number_of(fact) is None:
            account.tell("assumed", key, en, fr, source)
    per_eur = _fact(facts, "units_per_eur", 1.0)
    teu = _fact(facts, "teu_per_container", TEU_PER_CONTAINER)
    truck, parcel = (usual_flow(mode).value_per_unit_eur for mode in ("truck", "parcel"))
    values = {
        "box": _price(costs, "value_per_teu", VALUE_PER_TEU, per_eur) * teu,
        "truck": _price(costs, "value_per_truck", truck, per_eur),
        "parcel": _price(costs, "value_per_parcel", parcel, per_eur),
        "air_cargo": usual_flow("air_cargo").value_per_unit_eur,
    }
    return Rates(
        teu,
        _fact(facts, "kg_per_air_waybill", KG_PER_WAYBILL),
        _fact(facts, "transhipment_share", 0.0),
        _fact(facts, "risk_route_share", RISK_ROUTE_SHARE),
        _fact(facts, "hours_per_officer", reference().customs.hours_per_officer_year),
        per_eur,
        values,
    )


def _fact(row: Row, key: str, usual: float) -> float:
    value = row.number_of(key)
    return usual if value is None else value


def _price(row: Row, key: str, usual_eur: float, per_eur: float) -> float:
    """Return a price in EUR."""
    value = row.number_of(key)
    return usual_eur if value is None else value / per_eur


def flows_of(
    filled: Filled, rates: Rates, account: Account
) -> tuple[dict[str, dict[str, dict[str, Any]]], dict[str, dict[str, Any]]]:
    """Return the flows by post (by its name's bare form) and mode, and the modes that must be added.

    Raises:
        InputError: a row gives neither officers nor shifts, or machines that can't be there.
    """
    modes: dict[str, dict[str, Any]] = {}
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in filled.rows["traffic"]:
        post, traffic = post_key(row.text("post")), row.text("traffic")
        mode = MODE_OF[traffic]
        flow: dict[str, Any] = {
            "units_per_year": _units(filled, row, rates, account),
            "officers": _officers(filled, row, rates, account),
        }
        flow |= _machines(filled, row, mode, rates, account, modes)
        flow |= _worth(mode, rates)
        found.setdefault(post, {})[mode] = flow
    return found, modes


def _worth(mode: str, rates: Rates) -> dict[str, Any]:
    """Return what a unit is worth, and how passengers are spread over routes."""
    usual = usual_flow(mode)
    if mode in rates.values:
        return {"value_per_unit_eur": _tidy(rates.values[mode])}
    worth: dict[str, Any] = {"delay_cost_eur_per_day": usual.delay_cost_eur_per_day}
    if mode == "passenger":
        rest = usual.lane_shares[1:]
        others = [round((1.0 - rates.risk) * share / sum(rest), 6) for share in rest[:-1]]
        worth["lane_shares"] = [rates.risk, *others, round(1.0 - rates.risk - sum(others), 6)]
        worth["risk_lane_log_odds"] = usual.risk_lane_log_odds
    return worth


# --------------------------------------------------------------------------- traffic
def _units(filled: Filled, row: Row, rates: Rates, account: Account) -> float:
    """Return lawful inbound units a year, and tell how they were reckoned."""
    traffic, total = row.text("traffic"), row.number_of("per_year") or 0.0
    share, moved = row.number_of("inbound_share"), row.number_of("transhipment_share")
    if moved is not None and traffic != "containers":
        raise InputError(
            phrase(
                "{place}: transhipment_share is {moved:g}, but only containers are transhipped: leave it empty",
                place=row.place,
                moved=moved,
            )
        )
    usual, why = INBOUND[traffic]
    if share is None and usual < 1.0:
        sheet = filled.sheet("traffic")
        account.tell(
            "assumed",
            f"posts.*.flows.{MODE_OF[traffic]}.units_per_year",
            f"Part that comes in, where the sheet {sheet.en} says nothing ({_words(traffic).en}): {usual:g}.",
            f"Part entrante, là où la feuille {sheet.fr} ne dit rien ({_words(traffic).fr}) : {number_fr(usual)}.",
            why,
        )
    kept = 1.0 - (rates.transhipped if moved is None else moved) if traffic == "containers" else 1.0
    divisor = {"containers": rates.teu, "air_freight": rates.waybill / 1000.0}.get(traffic, 1.0)
    inbound = usual if share is None else share
    units = total * kept * inbound / divisor
    name = row.text("post")
    steps = [f"{number_en(total)} {UNITS[traffic][0]}", f"x {inbound:g} inbound"]
    pas = [f"{number_fr(total)} {UNITS[traffic][1]}", f"x {number_fr(inbound)} entrant"]
    if kept < 1.0:
        steps.append(f"x {kept:g} not transhipped")
        pas.append(f"x {number_fr(kept)} non transbordé")
    if divisor != 1.0:
        steps.append(f"/ {divisor:g} {PER[traffic][0]}")
        pas.append(f"/ {number_fr(divisor)} {PER[traffic][1]}")
    account.tell(
        "converted",
        f"posts.{post_key(name)}.flows.{MODE_OF[traffic]}.units_per_year",
        f"{name}, {_words(traffic).en}: {' '.join(steps)} = {number_en(units)} a year.",
        f"{name}, {FRENCH[traffic]} : {' '.join(pas)} = {number_fr(units)} par an.",
        row.place,
    )
    return _tidy(units)


FRENCH = {
    "containers": "conteneurs",
    "passengers": "passagers",
    "air_freight": "fret aérien",
    "trucks": "camions",
    "cars": "voitures",
    "parcels": "colis",
}
UNITS = {
    "containers": ("TEU", "EVP"),
    "passengers": ("passengers", "passagers"),
    "air_freight": ("t", "t"),
    "trucks": ("trucks", "camions"),
    "cars": ("cars", "voitures"),
    "parcels": ("parcels", "colis"),
}
PER = {
    "containers": ("TEU a container", "EVP par conteneur"),
    "air_freight": ("t a waybill", "t par lettre de transport"),
}


# --------------------------------------------------------------------------- staff
def _officers(filled: Filled, flow: Row, rates: Rates, account: Account) -> float:
    """Return customs officers of a flow: the headcount, or what the shifts take."""
    row = _same(filled.rows["staff"], flow)
    if row is None:
        return 0.0
    head, on_duty = row.number_of("officers"), row.number_of("on_duty")
    if head is None and on_duty is None:
        raise InputError(
            phrase(
                "{place}: neither officers nor on_duty is filled in: give the headcount, or the officers on duty in a shift (0 if there are none)",
                place=row.place,
            )
        )
    if on_duty is None:
        return _tidy(head or 0.0)
    shifts = _fact(row, "shifts_per_day", SHIFTS)
    hours, days = _fact(row, "hours_per_shift", SHIFT_HOURS), _fact(row, "days_per_year", OPEN_DAYS)
    if shifts * hours > 24.0 + 1e-9:
        raise InputError(
            phrase(
                "{place}: {shifts:g} shifts of {hours:g} hours are more than a day: say in on_duty how many are there at a time",
                place=row.place,
                shifts=shifts,
                hours=hours,
            )
        )
    reckoned = on_duty * shifts * hours * days / rates.hours
    name, traffic = row.text("post"), row.text("traffic")
    if head is None:
        account.tell(
            "converted",
            f"posts.{post_key(name)}.flows.{MODE_OF[traffic]}.officers",
            f"{name}, {_words(traffic).en}: {on_duty:g} on duty x {shifts:g} shifts x {hours:g} h x {days:g} days / {rates.hours:g} h an officer = {number_en(reckoned)} officers.",
            f"{name}, {FRENCH[traffic]} : {number_fr(on_duty)} en service x {number_fr(shifts)} équipes x {number_fr(hours)} h x {number_fr(days)} jours / {number_fr(rates.hours)} h par agent = {number_fr(reckoned)} agents.",
            row.place,
        )
        return _tidy(reckoned)
    if head and not 1 / AGREES <= reckoned / head <= AGREES:
        account.warn(
            f"{row.place}: {name}, {_words(traffic).en}: the shifts take {number_en(reckoned)} officers, but the headcount is {number_en(head)}; the headcount is used.",
            f"{row.place} : {name}, {FRENCH[traffic]} : les équipes demandent {number_fr(reckoned)} agents, mais l'effectif est de {number_fr(head)} ; l'effectif est utilisé.",
        )
    return _tidy(head)


def _same(rows: Sequence[Row], flow: Row) -> Row | None:
    """Return the row that is about the same post and traffic."""
    found = _all_same(rows, flow)
    return found[0] if found else None


def _all_same(rows: Sequence[Row], flow: Row) -> list[Row]:
    key = (post_key(flow.text("post")), flow.text("traffic"))
    return [row for row in rows if (post_key(row.text("post")), row.text("traffic")) == key]


# --------------------------------------------------------------------------- machines
def _machines(
    filled: Filled,
    flow: Row,
    mode: str,
    rates: Rates,
    account: Account,
    modes: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    """Return the machines of a flow and how it is checked; modes that must be added go to ``modes``."""
    rows = [row for row in _all_same(filled.rows["machines"], flow) if row.number_of("count")]
    name, traffic = flow.text("post"), flow.text("traffic")
    if mode in FREE_HANDED:
        if rows:
            account.warn(
                f"{rows[0].place}: {name}, {_words(traffic).en}: the model checks {_words(traffic).en} without machines; what the sheet says of them is not used.",
                f"{rows[0].place} : {name}, {FRENCH[traffic]} : le modèle contrôle ce trafic sans machines ; ce que dit la feuille n'est pas utilisé.",
            )
        return {}
    rows = _customs_have_one(rows, account)
    best = _first_check(rows, name, traffic, account)
    if best is None:
        return _by_hand(mode, name, traffic, account, modes)
    own = [row for row in rows if row.text("machine") == best]
    there: dict[str, Any] = {}
    if best == "dogs":
        there["check_as"] = DOG if mode == "truck" else f"{mode}_by_dog"
        if mode != "truck":
            modes[f"{mode}_by_dog"] = by_dog(mode)
        if all(row.number_of("checks_per_day") is None for row in own):
            return there  # (their hours are the officers')
    return there | _counted(own, best, traffic, filled.sheet("machines"), rates, account)


def _first_check(rows: Sequence[Row], name: str, traffic: str, account: Account) -> str | None:
    """Return the kind of machine that makes the first check; what stands beside it is told, not used."""
    kinds = list(dict.fromkeys(row.text("machine") for row in rows))
    best = next((kind for kind in ("scanner", "xray", "dogs") if kind in kinds), None)
    for kind in kinds:
        if kind != best:
            account.warn(
                f"{name}, {_words(traffic).en}: beside {ENGLISH_OF[best or '']}, {ENGLISH_OF[kind]} are not simulated: one kind of first check a flow.",
                f"{name}, {FRENCH[traffic]} : à côté de {FRENCH_OF[best or '']}, {FRENCH_OF[kind]} ne sont pas simulés : un seul genre de premier contrôle par trafic.",
            )
    return best


def _by_hand(
    mode: str, name: str, traffic: str, account: Account, modes: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Return how a flow without machines is checked; the mode is added to ``modes``."""
    modes[f"{mode}_by_hand"] = by_hand(mode)
    account.tell(
        "assumed",
        f"posts.{post_key(name)}.flows.{mode}.check_as",
        f"{name}, {_words(traffic).en}: no machine is given, so checks are searches by hand, with the hours, delay and chance of an opening.",
        f"{name}, {FRENCH[traffic]} : aucune machine n'est donnée ; les contrôles sont des fouilles, avec les heures, le retard et la chance d'une ouverture.",
        N_("openings of national (docs/assumptions.md: modes)"),
    )
    return {"check_as": f"{mode}_by_hand"}


def _customs_have_one(rows: list[Row], account: Account) -> list[Row]:
    """Return the machines that count: those of the police only beside one of customs of the same kind."""
    of_customs = {row.text("machine") for row in rows if row.text("owner") != "police"}
    kept = [row for row in rows if row.text("machine") in of_customs]
    for row in rows:
        if row not in kept:
            traffic, kind = row.text("traffic"), row.text("machine")
            account.warn(
                f"{row.place}: {row.text('post')}, {_words(traffic).en}: customs have no {ENGLISH_OF[kind]} here, so those of the police are not simulated (customs may call the police's idle time only beside their own).",
                f"{row.place} : {row.text('post')}, {FRENCH[traffic]} : la douane n'a pas ici d'équipement de ce genre ({FRENCH_OF[kind]}) ; celui de la police n'est pas simulé (la douane n'en dispose qu'à côté du sien).",
            )
    return kept


def _counted(
    rows: Sequence[Row], kind: str, traffic: str, sheet: Text, rates: Rates, account: Account
) -> dict[str, Any]:
    """Return number, checks a day and price of the machines of one kind."""
    mode = MODE_OF[traffic]
    usual_slots = SLOTS.get((kind, mode), SCANNER_SLOTS)
    usual_eur = {"scanner": SCANNER_EUR, "xray": XRAY_EUR}.get(kind, 0.0)
    counts = [row.number_of("count") or 0.0 for row in rows]
    total = sum(counts)
    slots = [_fact(row, "checks_per_day", usual_slots) for row in rows]
    prices = [_price(row, "price", usual_eur, rates.per_eur) for row in rows]
    police = sum(n for row, n in zip(rows, counts, strict=True) if row.text("owner") == "police")
    for key, en, fr, value in (
        ("checks_per_day", "checks a day", "contrôles par jour", usual_slots),
        ("price", "EUR each", "EUR chacune", usual_eur),
    ):
        if any(row.number_of(key) is None for row in rows):
            account.tell(
                "assumed",
                f"posts.*.flows.{mode}.{'slots_per_machine_day' if key == 'checks_per_day' else 'machine_capital_eur'}",
                f"{_begun(ENGLISH_OF[kind])} ({_words(traffic).en}), where the sheet {sheet.en} says nothing: {number_en(value)} {en}.",
                f"{_begun(FRENCH_OF[kind])} ({_words(traffic).fr}), là où la feuille {sheet.fr} ne dit rien : {number_fr(value)} {fr}.",
                NATIONAL,
            )
    found: dict[str, Any] = {
        "machines": _tidy(total - police),
        "slots_per_machine_day": _tidy(_mean(slots, counts)),
        "machine_capital_eur": _tidy(_mean(prices, counts)),
    }
    if police:
        found["police_machines"] = _tidy(police)
    return found


ENGLISH_OF = {"scanner": "scanners", "xray": "X-ray machines", "dogs": "dog teams"}
FRENCH_OF = {"scanner": "scanners", "xray": "appareils à rayons X", "dogs": "équipes cynophiles"}


def _words(traffic: str) -> Text:
    """Return a kind of traffic as sentences call it."""
    return Text(en=traffic.replace("_", " "), fr=FRENCH[traffic])


def _begun(text: str) -> str:
    """Return a text with a capital at its beginning, its other letters as they are."""
    return text[:1].upper() + text[1:]


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)


def _tidy(value: float) -> float:
    """Return a number with no more digits than it means, a whole one as such."""
    short = float(f"{value:.6g}")
    return int(short) if short == int(short) and abs(short) < 1e15 else short
