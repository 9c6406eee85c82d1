"""F17-brokers: whom to take out of the leadership, while the network can heal and while it cannot."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.contacts import KINDS
from borderSim.model.state.networks import ROLE_CODE
from borderSim.model.state.random_streams import generator
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE
from borderSim.simulation import BorderModel
from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.patterns.kingpin import DIP, LATE, delivered_by
from borderSim.validation.verdict import of_sums
from borderSim.validation.worlds import alive, remove, start, to_end, world

WHO = ("organiser", "broker", "leader")
"""One of each organisation: its first organiser; who holds the supplier; any of tier 3 and 4 by lot."""


def measure(seed: int) -> Numbers:
    """Take one leader of every organisation out on the first day, with and without rewiring."""
    out: dict[str, float] = {}
    burnt_in = start(world("unarrested_port", "years=3"), seed)
    slots = alive(burnt_in.state)
    for rewiring in ("on", "off"):
        scenario = world("unarrested_port", "years=3", f"traffickers.rewiring={rewiring}")
        for who in ("nobody", *WHO):
            model = burnt_in.branch(scenario)
            for slot in slots if who != "nobody" else ():
                if (member := _whom(model.state, int(slot), who, seed)) is not None:
                    remove(model.state, int(slot), member)
            to_end(model)
            _note(out, f"{rewiring}_{who}", model, slots)
    return out


def _whom(w: State, slot: int, who: str, seed: int) -> int | None:
    """Return whom to take out of an organisation."""
    o = w.traffickers
    active = o.status[slot] == ACTIVE
    if who == "broker":
        holder = int(o.contacts.first[slot, KINDS.index("supplier")])
        return holder if holder >= 0 else None
    if who == "organiser":
        choice = np.flatnonzero(active & (o.role[slot] == ROLE_CODE["organiser"]))
        return int(choice[0]) if len(choice) else None
    choice = np.flatnonzero(active & (o.tier_of(slot) >= 3))
    lot = generator(seed, f"pattern brokers/{slot}").random()
    return int(choice[int(lot * len(choice))]) if len(choice) else None


def _note(out: dict[str, float], arm: str, model: BorderModel, slots: np.ndarray) -> None:
    for part, (first, last) in (("dip", DIP), ("late", LATE)):
        out[f"{arm}_{part}"] = delivered_by(model, slots, first, last)


EXPERIMENT = Experiment(
    "brokers", measure, "two seaports, boxes, 15 organisations, no investigators"
)


def _kept(rewiring: str, who: str, part: str) -> str:
    return f"{rewiring}_{who}_{part} / {rewiring}_nobody_{part}"


PATTERNS = (
    Pattern(
        id="F17-brokers",
        kind="must hold",
        title="Brokers are the weak point, and are replaced",
        fact="Brokers hold the ties to suppliers and buyers in person, leaders are insulated; trade hangs on them more than on "
        "those at the top, but networks that can rewire find another way.",
        source="Morselli 2009; Duijn et al. 2014; Bright et al. 2017",
        mark="R2",
        how="One leader of every organisation is taken out for good on one day: its organiser, the broker who holds its supplier, "
        "or any leader by lot; loads that these organisations deliver, against the same run without that. Declared before it "
        "was run.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "delivered in the third year without the broker, rewiring on, of the run with him",
                of_sums(_kept("on", "broker", "late")),
                low=0.8,
                unit="%",
            ),
            Claim(
                "delivered in the third year without the broker less without the organiser, rewiring off",
                of_sums("(off_broker_late - off_organiser_late) / off_nobody_late"),
                high=0.0,
                unit="%",
            ),
            Claim(
                "delivered in the first 90 days without the broker less without any leader by lot, rewiring off",
                of_sums("(off_broker_dip - off_leader_dip) / off_nobody_dip"),
                high=0.0,
                unit="%",
            ),
        ),
        beside=tuple(
            Claim(
                f"delivered in {when}, {who} taken, rewiring {rewiring}",
                of_sums(_kept(rewiring, who, part)),
                unit="%",
            )
            for rewiring in ("on", "off")
            for who in WHO
            for part, when in (("dip", "the first 90 days"), ("late", "the third year"))
        ),
    ),
)
