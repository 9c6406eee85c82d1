"""What is possible, but looks like a slip of the hand or a gap: told, never refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderSim.country.account import Account, number_en, number_fr
from borderSim.country.flows import FRENCH
from borderSim.country.reading import Filled, Row, post_key
from borderSim.country.reference import MODE_OF, reference, usual_flow
from borderSim.country.sheets import FRENCH_WORDS
from borderSim.parameters.window import YEAR_DAYS

USUAL_MODES = {
    "seaport": ("containers", "passengers", "trucks", "cars"),
    "airport": ("passengers", "air_freight"),
    "land": ("trucks", "cars", "passengers"),
    "postal": ("parcels",),
}
"""Traffic that one expects at a kind of post."""
IDLE = 20.0
"""A machine that could check so many times all units of a year is hardly needed."""
FAR = 30.0
"""Times more or fewer officers for a unit of traffic than in national."""
PAY = (1_000.0, 150_000.0)
"""EUR a year between which the cost of an officer is expected (national's prior: 8,000 to 65,000)."""
FEW = 5
"""Organisations below which levels can hardly be told apart."""


def look(
    filled: Filled, posts: Mapping[str, Any], values: Mapping[str, Any], account: Account
) -> None:
    """Add warnings on posts, traffic, staff, machines, pay and organisations.

    Args:
        filled: the spreadsheet.
        posts: the block ``posts`` of the scenario, by bare name.
        values: all values of the scenario.
        account: takes the warnings.
    """
    for row in filled.rows["posts"]:
        _post(row, posts[post_key(row.text("post"))], account)
    for row in filled.rows["traffic"]:
        _flow(row, posts[post_key(row.text("post"))], account)
    cost = values.get("economy", {}).get("officer_cost_eur")
    if cost is not None and not PAY[0] <= cost <= PAY[1]:
        sheet = filled.sheet("country")
        account.warn(
            f"An officer costs {number_en(cost)} EUR a year: look at the pay, and at the exchange rate (units_per_eur) on the sheet {sheet.en}.",
            f"Un agent coûte {number_fr(cost)} EUR par an : voyez le salaire, et le taux de change (unites_par_eur) dans la feuille {sheet.fr}.",
        )
    count = values["organisations"]["count"]
    if 0 < count < FEW:
        account.warn(
            f"Only {count} organisations: chance will hide most differences between levels; ask for many replications.",
            f"Seulement {count} organisations : le hasard cachera la plupart des différences entre niveaux ; demandez beaucoup de réplications.",
        )


def _post(row: Row, post: Mapping[str, Any], account: Account) -> None:
    name, flows = row.text("post"), post["flows"]
    if not flows:
        account.warn(
            f"{row.place}: {name} has no traffic: nothing passes there.",
            f"{row.place} : {name} n'a pas de trafic : rien n'y passe.",
        )
    elif not any(flow["officers"] for flow in flows.values()):
        account.warn(
            f"{row.place}: {name} has no customs officers: nothing is checked there.",
            f"{row.place} : {name} n'a pas d'agents des douanes : rien n'y est contrôlé.",
        )


def _flow(row: Row, post: Mapping[str, Any], account: Account) -> None:
    name, traffic = row.text("post"), row.text("traffic")
    flow = post["flows"][MODE_OF[traffic]]
    units, officers = flow["units_per_year"], flow["officers"]
    where, ou = (
        f"{row.place}: {name}, {traffic.replace('_', ' ')}",
        f"{row.place} : {name}, {FRENCH[traffic]}",
    )
    if traffic not in USUAL_MODES[post["kind"]]:
        account.warn(
            f"{where}: unusual at a post of kind {post['kind']}.",
            f"{ou} : inhabituel à un poste de ce genre ({FRENCH_WORDS[post['kind']]}).",
        )
    if units == 0:
        account.warn(f"{where}: no unit comes in.", f"{ou} : aucune unité n'entre.")
        return
    if any(other["officers"] for other in post["flows"].values()) and not officers:
        account.warn(
            f"{where}: no customs officers are given, so nothing of it is checked.",
            f"{ou} : aucun agent des douanes n'est donné ; rien n'en est contrôlé.",
        )
    room = flow.get("machines", 0) * flow.get("slots_per_machine_day", 0) * YEAR_DAYS
    if room > IDLE * units:
        account.warn(
            f"{where}: its machines could check {number_en(room)} units a year, and {number_en(units)} come in: is the traffic in the right unit?",
            f"{ou} : ses machines pourraient contrôler {number_fr(room)} unités par an, et {number_fr(units)} entrent : le trafic est-il dans la bonne unité ?",
        )
    usual = usual_flow(MODE_OF[traffic])
    if officers:
        times = (officers / units) / (usual.officers / usual.units_per_year)
        if not 1 / FAR <= times <= FAR:
            account.warn(
                f"{where}: {number_en(times)} times the officers for a unit of traffic that {reference().name} has: look at officers and traffic.",
                f"{ou} : {number_fr(times)} fois les agents par unité de trafic de {reference().name} : voyez agents et trafic.",
            )
