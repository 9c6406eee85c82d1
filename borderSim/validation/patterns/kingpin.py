"""F17: removing the head is a weak blow, because networks heal.

And who matters most while they cannot.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE
from borderSim.simulation import BorderModel
from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.structure import component_loss, large_network
from borderSim.validation.verdict import difference, of_each, of_sums
from borderSim.validation.worlds import alive, events, flow, flows, remove, start, to_end, world

DIP = (0, 90)
"""Days of the horizon in which the dip is looked for."""
LATE = (730, 1095)
"""The third year, in which a network that can heal should have healed."""
REMOVED = 0.05
RULES = ("betweenness", "degree", "random")


def measure(seed: int) -> Numbers:
    """Take the organiser of every organisation out on the first day, with and without rewiring."""
    out: dict[str, float] = {}
    burnt_in = start(world("unarrested_port", "years=3"), seed)
    for rewiring in ("on", "off"):
        scenario = world("unarrested_port", "years=3", f"traffickers.rewiring={rewiring}")
        control, treated = burnt_in.branch(scenario), burnt_in.branch(scenario)
        slots = alive(treated.state)
        behead(treated.state, slots)
        for arm, model in (("control", control), ("treated", treated)):
            to_end(model)
            for part, (first, last) in (("dip", DIP), ("late", LATE)):
                out[f"{rewiring}_{arm}_{part}"] = delivered_by(model, slots, first, last)
            out[f"{rewiring}_{arm}_total"] = flow(flows(model, *LATE), "delivered")
    return out


def behead(w: State, slots: np.ndarray) -> None:
    """Take every organiser of the organisations out, for good."""
    o = w.traffickers
    for slot in slots:
        for member in np.flatnonzero(
            (o.status[slot] == ACTIVE) & (o.role[slot] == ROLE_CODE["organiser"])
        ):
            remove(w, int(slot), int(member))


def delivered_by(model: BorderModel, slots: np.ndarray, first: int, last: int) -> float:
    """Return the loads delivered by these organisations between two days of the horizon."""
    mine = set(slots.tolist())
    return float(
        sum(
            e["organisation"] in mine and first <= e["day"] < last
            for e in events(model, "delivered")
        )
    )


def measure_structure(seed: int) -> Numbers:
    """Take the best placed five in a hundred out of a large network, by three rules.

    Nobody reacts.
    """
    network = large_network(seed)
    return {rule: component_loss(network, rule, REMOVED, seed) for rule in RULES}


EXPERIMENT = Experiment(
    "kingpin", measure, "two seaports, boxes, 15 organisations, no investigators", seeds=60
)
EXPERIMENT_STRUCTURE = Experiment(
    "structure",
    measure_structure,
    "one network of 100 members a seed, as the model makes them",
    seeds=100,
    quick=40,
)


def _kept(rewiring: str, part: str) -> str:
    return f"{rewiring}_treated_{part} / {rewiring}_control_{part}"


PATTERNS = (
    Pattern(
        id="F17",
        kind="must hold",
        title="Removing the kingpin is weak",
        fact="Networks recover after the removal of a leader where they can rewire; how they recover matters more than the hit.",
        source="Duijn et al. 2014; Tsvetovat & Carley 2005; Bright et al. 2017; Diviák 2023; van Elteren et al. 2025 PNAS",
        mark="R ('more efficient' M)",
        how="The organisers of all organisations are taken out for good on one day; loads that these organisations deliver, against the same run "
        "without that. Recovered: at least 80 % in the third year.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "delivered in the third year, rewiring on, of the run without arrests",
                of_sums(_kept("on", "late")),
                low=0.8,
                unit="%",
            ),
            Claim(
                "delivered in the first 90 days, rewiring on",
                of_sums(_kept("on", "dip")),
                high=1.0,
                unit="%",
            ),
            Claim(
                "delivered in the third year, rewiring off",
                of_sums(_kept("off", "late")),
                high=0.8,
                unit="%",
            ),
        ),
        beside=(
            Claim(
                "delivered in the first 90 days, rewiring off",
                of_sums(_kept("off", "dip")),
                unit="%",
            ),
            Claim(
                "delivered by all in the third year, rewiring on (newcomers included)",
                of_sums(_kept("on", "total")),
                unit="%",
            ),
            Claim(
                "delivered by all in the third year, rewiring off (newcomers included)",
                of_sums(_kept("off", "total")),
                unit="%",
            ),
        ),
    ),
    Pattern(
        id="F17-structure",
        kind="must hold",
        title="Whom to remove while nobody reacts",
        fact="Without adaptation, removal by betweenness breaks a network most, then by degree, then at random (a mafia network: 58 % "
        "against 6 % at 5 % removed).",
        source="Duijn et al. 2014; published mafia network",
        mark="R",
        how="Five of 100 members are taken out of a network as the model makes them, each time the best placed of those left; loss of "
        "the largest component, those removed included.",
        experiment=EXPERIMENT_STRUCTURE,
        claims=(
            Claim(
                "loss by betweenness less loss by degree",
                difference("betweenness", "degree"),
                low=0.0,
                unit="%",
            ),
            Claim(
                "loss by degree less loss at random",
                difference("degree", "random"),
                low=0.0,
                unit="%",
            ),
        ),
        beside=tuple(Claim(f"loss, {rule}", of_each(rule), unit="%") for rule in RULES),
    ),
)
