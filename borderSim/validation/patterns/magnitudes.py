"""F7 and the magnitudes at coexistence: is the scale of the model that of the world?"""

from __future__ import annotations

import math

import numpy as np

from borderSim.simulation import BorderModel
from borderSim.studies.analysis.published_bands import BANDS, Band
from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import mean, of_sums
from borderSim.validation.worlds import events, outcomes, start, to_end, world

SMALL, LARGE = 100.0, 1000.0
"""kg: loads under the one and over the other are counted among finds in boxes."""
TOO_GOOD = 0.5
"""Interdiction above which, at any level, something must be wrong.

Asked of the highest for two years.
"""
FLAGGED, SHORT = ("national", "container_port"), 2


def measure_of(name: str, seed: int) -> Numbers:
    """Run a shipped scenario as it is, at coexistence, and at the highest level beside it."""
    scenario = world(name, "events=true") if name == "container_port" else world(name)
    burnt_in = start(scenario, seed)
    out: dict[str, float] = {"years": scenario.window.measured}
    if name in FLAGGED:
        high = outcomes(
            to_end(burnt_in.branch(world(name, "partnership=collaboration", f"years={SHORT}")))
        )
        out |= {f"high_{k}": high[k] for k in ("drug_seized_value_eur", "drug_shipped_value_eur")}
    found = outcomes(to_end(burnt_in))
    out |= {
        k: v
        for b in BANDS
        if b.scenario == name
        for k in (*b.top, *b.bottom)
        if not math.isnan(v := found[k])
    }
    return out | _utilisation(burnt_in) | (_load_sizes(burnt_in) if scenario.events else {})


def measure_national(seed: int) -> Numbers:
    """Measure ``national``."""
    return measure_of("national", seed)


def measure_container_port(seed: int) -> Numbers:
    """Measure ``container_port``."""
    return measure_of("container_port", seed)


def measure_airport(seed: int) -> Numbers:
    """Measure ``airport``."""
    return measure_of("airport", seed)


def _utilisation(model: BorderModel) -> dict[str, float]:
    """Used and available hours and machine slots by kind of post."""
    w, out = model.state, {}
    kinds = np.array([w.policy.scenario.posts[name].kind for name in w.routes.posts])[w.routes.post]
    for kind in sorted(set(kinds.tolist())):
        for name, row in (
            ("hours_used", 0),
            ("hours_there", 1),
            ("machines_used", 2),
            ("machines_there", 3),
        ):
            out[f"{name}_{kind}"] = float(w.tallies.utilisation[row][kinds == kind].sum())
    return out


def _load_sizes(model: BorderModel) -> dict[str, float]:
    """Finds in boxes by weight: drug seizures at the border."""
    kg = np.array([e["quantity"] for e in events(model, "seizure") if e["how"] == "seized_border"])
    return {
        "box_finds": float(len(kg)),
        "small": float((kg < SMALL).sum()),
        "large": float((kg > LARGE).sum()),
    }


MEASURES = {
    "national": measure_national,
    "container_port": measure_container_port,
    "airport": measure_airport,
}
EXPERIMENTS = {
    name: Experiment(
        f"magnitudes_{name}",
        measure,
        f"{name} as shipped, 2 years of burn-in, {world(name).window.text}",
        seeds=20,
    )
    for name, measure in MEASURES.items()
}


def _claim(band: Band) -> Claim:
    """Return the claim that a quantity lies in its band."""
    unit = "%" if band.high <= 1 else ""
    if band.plain:
        return Claim(band.label, mean(band.top[0]), band.low, band.high, unit)
    bottom = " + ".join(band.bottom) or "years"
    return Claim(
        band.label, of_sums(f"({' + '.join(band.top)}) / ({bottom})"), band.low, band.high, unit
    )


SOURCE = "docs/sources.md, table of magnitudes in docs/model.md"


def _of_band(band: Band) -> Pattern:
    return Pattern(
        id=f"M-{band.name}",
        kind="reported",
        title=f"{band.label}, {band.scenario}",
        fact=f"Between {band.low:g} and {band.high:g}.",
        source=SOURCE,
        mark="R/assumption",
        how="The shipped scenario at coexistence, after the declared fit.",
        experiment=EXPERIMENTS[band.scenario],
        claims=(_claim(band),),
    )


def _of_kind(scenario: str, kind: str, what: str) -> Pattern:
    return Pattern(
        id=f"M-{what}-{scenario}-{kind}",
        kind="reported",
        title=f"utilisation of {what}, {kind}, {scenario}",
        fact="Between 0.7 and 0.95 at every kind of post.",
        source=SOURCE,
        mark="assumption",
        how="Used over available, over the horizon, coexistence.",
        experiment=EXPERIMENTS[scenario],
        claims=(
            Claim(
                f"{what} used", of_sums(f"{what}_used_{kind} / {what}_there_{kind}"), 0.7, 0.95, "%"
            ),
        ),
    )


def _of_sizes(what: str, low: float, high: float, words: str) -> Pattern:
    return Pattern(
        id=f"M-loads-{what}",
        kind="reported",
        title=f"finds in boxes {words}, container_port",
        fact=f"Between {low:.0%} and {high:.0%} of finds.",
        source=SOURCE,
        mark="R",
        how="Weight of the loads seized at the border, coexistence.",
        experiment=EXPERIMENTS["container_port"],
        claims=(Claim(f"share of finds {words}", of_sums(f"{what} / box_finds"), low, high, "%"),),
    )


def _too_good(scenario: str) -> Pattern:
    return Pattern(
        id=f"M-flag-{scenario}",
        kind="reported",
        title=f"interdiction of drugs at the highest level, {scenario}",
        fact="Over 50 % at any level is flagged.",
        source=SOURCE,
        mark="R",
        how="The shipped scenario at collaboration, from the burn-in of coexistence.",
        experiment=EXPERIMENTS[scenario],
        claims=(
            Claim(
                "interdiction by value, collaboration",
                of_sums("high_drug_seized_value_eur / high_drug_shipped_value_eur"),
                0.0,
                TOO_GOOD,
                "%",
            ),
        ),
    )


F7 = Pattern(
    id="F7",
    kind="reported",
    title="Level of interception",
    fact="Agencies removed about 28 % of non-commercial maritime cocaine (goal 36 %) in 2012; 15 % by the Coast Guard alone in 2013; "
    "46 % of cocaine world-wide (1998), doubted by its own source.",
    source="GAO-14-527 (2014); Air & Space Forces Mag. May 2013; UNDCP 2000",
    mark="R",
    how="Drugs seized over drugs shipped by value, at coexistence; asked for: the band of the magnitudes.",
    experiment=EXPERIMENTS["national"],
    claims=(
        Claim(
            "interdiction of drugs by value",
            of_sums("drug_seized_value_eur / drug_shipped_value_eur"),
            0.05,
            0.30,
            "%",
        ),
    ),
)
PATTERNS = (
    F7,
    *(_of_band(b) for b in BANDS if not b.name.startswith(("hours_", "machines_"))),
    _of_sizes("small", 0.45, 0.65, "under 100 kg"),
    _of_sizes("large", 0.04, 0.15, "over 1 t"),
    *(
        _of_kind(scenario, kind, what)
        for scenario, kinds in (
            ("national", ("seaport", "airport", "land", "postal")),
            ("container_port", ("seaport",)),
            ("airport", ("airport",)),
        )
        for kind in kinds
        for what in ("hours", "machines")
    ),
    *(_too_good(name) for name in FLAGGED),
)
