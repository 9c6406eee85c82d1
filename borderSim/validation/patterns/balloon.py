"""F1 and F2: pressure on one place moves the flow, and does not move all of it."""

from __future__ import annotations

from borderSim.simulation import BorderModel
from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import of_each, of_sums
from borderSim.validation.worlds import flow, flows, go, start, to_end, world

TREATED = "port_a"
DAY = 180
"""The port's officers and machines are doubled."""
SETTLED = 365
"""Flows are compared from half a year later to the end of the second year."""
COSTS = {
    "usual": (),
    "barred": ("traffickers.switching_share=0.6", "traffickers.reroute_loss=1"),
}
"""What moving costs: as shipped; or more than a load earns, even after losses."""


def measure(seed: int) -> Numbers:
    """Double one port's capacity, where moving is cheap and where it is not worth it."""
    out: dict[str, float] = {}
    burnt_in = start(world("three_ports"), seed)
    for cost, settings in COSTS.items():
        doubled = (
            f"posts.{TREATED}.flows.box.officers=52",
            f"posts.{TREATED}.flows.box.machines=8",
        )
        control = go(burnt_in.branch(world("three_ports", *settings)), DAY)
        treated = to_end(control.branch(world("three_ports", *settings, *doubled)))
        to_end(control)
        for arm, model in (("control", control), ("treated", treated)):
            out |= {f"{cost}_{arm}_{what}": value for what, value in _flows(model).items()}
    return out


def _flows(model: BorderModel) -> dict[str, float]:
    """Consignments (two halves are one) and deliveries through the treated port and elsewhere."""
    sums = flows(model, since=SETTLED)
    posts = model.state.routes.posts
    return {
        f"{what}_{where}": sum(
            flow(sums, f"{what}:{p}") for p in posts if (p == TREATED) == (where == "here")
        )
        for what in ("consigned", "delivered")
        for where in ("here", "elsewhere")
    }


EXPERIMENT = Experiment(
    "balloon", measure, "three equal seaports, boxes, 40 organisations with 30 loads a year each"
)


def _displaced(arm: str) -> str:
    """Return the formula of the displacement ratio of an arm: rise elsewhere over fall here."""
    return (
        f"({arm}_treated_consigned_elsewhere - {arm}_control_consigned_elsewhere)"
        f" / ({arm}_control_consigned_here - {arm}_treated_consigned_here)"
    )


HOW = (
    "Officers and machines of one of three ports are doubled; the control arm goes on unchanged from the same day. "
    "Flows from half a year later, over a year, in consignments: one that is split counts once. "
    "D = rise elsewhere / fall at the treated port."
)
PATTERNS = (
    Pattern(
        id="F1",
        kind="must hold",
        title="Balloon effect",
        fact="Pressure on one place moves the flow; it does not remove it (Antwerp and Rotterdam fell, others rose, 2023-24).",
        source="Politico 16 Jul 2024; Magliocca & McSweeney 2019; Magliocca et al. 2019 PNAS",
        mark="R",
        how=HOW,
        experiment=EXPERIMENT,
        claims=(
            Claim("displacement ratio D", of_sums(_displaced("usual")), low=0.0, high=1.0),
            Claim(
                "change of the treated port's share of consignments, control to treated",
                of_each(
                    "usual_treated_consigned_here / (usual_treated_consigned_here + usual_treated_consigned_elsewhere)"
                    " - usual_control_consigned_here / (usual_control_consigned_here + usual_control_consigned_elsewhere)"
                ),
                high=0.0,
                unit="%",
            ),
            Claim(
                "fall of all deliveries over the fall of deliveries through the treated port",
                of_sums(
                    "(usual_control_delivered_here + usual_control_delivered_elsewhere"
                    " - usual_treated_delivered_here - usual_treated_delivered_elsewhere)"
                    " / (usual_control_delivered_here - usual_treated_delivered_here)"
                ),
                high=1.0,
            ),
        ),
    ),
    Pattern(
        id="F2",
        kind="must hold",
        title="Displacement is not total",
        fact="Displacement is partial, and benefits spread too; how much moves depends on what moving costs.",
        source="Windle & Farrell 2012, Substance Use & Misuse 47:868",
        mark="R",
        how=HOW
        + " Again where switching costs 60 % of a load's value and is never free, not even after losses.",
        experiment=EXPERIMENT,
        claims=(
            Claim("displacement ratio D", of_sums(_displaced("usual")), high=1.0),
            Claim(
                "D as shipped less D where moving costs more than a load earns",
                of_sums(f"{_displaced('usual')} - {_displaced('barred')}"),
                low=0.0,
            ),
        ),
        beside=(
            Claim("D where moving costs more than a load earns", of_sums(_displaced("barred"))),
        ),
    ),
)
