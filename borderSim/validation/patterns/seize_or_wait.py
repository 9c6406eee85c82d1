"""F15: seizing now against waiting, and what seizures without arrests do to a network."""

from __future__ import annotations

import numpy as np

from borderSim.simulation import BorderModel
from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.structure import degree_centralisation
from borderSim.validation.verdict import difference, of_each, of_sums
from borderSim.validation.worlds import events, flow, flows, start, to_end, world

HALF_YEAR = 182
POLICY = {"seize": 0.0, "wait": 1.0}
LEVEL = "partnership=collaboration"
"""The level at which customs learns in time that the police are at work on a target, and help is near."""


def measure(seed: int) -> Numbers:
    """Order finds to be seized at once or, where law and time allow, to run under control."""
    out: dict[str, float] = {}
    burnt_in = start(world("watched_port"), seed)
    for arm, chance in POLICY.items():
        model = burnt_in.branch(
            world("watched_port", LEVEL, f"investigation.controlled_delivery={chance}")
        )
        identified = _identify(model)
        sums = flows(model)
        price = model.state.policy.scenario.commodities["cocaine"].wholesale_eur
        lost = (
            sum(e["value_eur"] for e in events(model, "delivered") if e["how"] == "lost_let_run")
            / price
        )
        out |= {
            f"{arm}_identified": float(np.mean(identified)),
            f"{arm}_spread": float(np.var(identified, ddof=1)),
            f"{arm}_cases": float(len(identified)),
            f"{arm}_leaders": flow(sums, "leaders_arrested"),
            f"{arm}_members": flow(sums, "members_arrested"),
            f"{arm}_kg_lost": lost,
            f"{arm}_kg_seized": flow(sums, "seized_cocaine"),
            f"{arm}_under_control": flow(sums, "seizures_let_run")
            + flow(sums, "delivered_lost_let_run"),
        }
    return out


def _identify(model: BorderModel) -> list[int]:
    """Run to the end; return how many members became known in the first half year of each case (less if it ended)."""
    w, cases = model.state, list[int]()
    count, age = np.zeros(w.traffickers.n, dtype=int), np.zeros(w.traffickers.n, dtype=int)
    before, was_open = w.police.known_members.copy(), w.police.cases.open.copy()
    while w.day_of_horizon() < w.policy.scenario.horizon_days:
        model.step()
        now, is_open = w.police.known_members, w.police.cases.open
        count += (now & ~before).sum(axis=1) * (was_open | is_open) * (age < HALF_YEAR)
        age += is_open
        for slot in np.flatnonzero(was_open & ~is_open):
            cases.append(int(count[slot]))
            count[slot] = age[slot] = 0
        before, was_open = now.copy(), is_open.copy()
    return cases + count[was_open].tolist()


def measure_order(seed: int) -> Numbers:
    """Seize loads for years and arrest nobody; beside it, the same without any seizure."""
    burnt_in = start(world("unarrested_port"), seed)
    free = to_end(burnt_in.branch(world("unarrested_port", "enforcement=false")))
    before = _centralisation(burnt_in)
    model = to_end(burnt_in)
    return {
        "before": before,
        "seized": _centralisation(model),
        "free": _centralisation(free),
        "seizures": flow(flows(model), "seizures"),
        "arrests": flow(flows(model), "members_arrested"),
    }


def _centralisation(model: BorderModel) -> float:
    """Mean degree centralisation of the organisations that exist."""
    o = model.state.traffickers
    return float(
        np.mean(
            [
                degree_centralisation(o, int(slot))
                for slot in np.flatnonzero(o.alive & (o.entered == 0))
            ]
        )
    )


EXPERIMENT = Experiment(
    "seize_or_wait",
    measure,
    "two seaports under collaboration, 20 organisations with 50 loads a year each, teams of three",
)
EXPERIMENT_ORDER = Experiment(
    "order", measure_order, "two seaports, boxes, customs alone (no investigators)"
)
SOURCE = (
    "Morselli & Petit 2007, Global Crime 8(2):109; Caviar data; 'Controlled deliveries' (T&F 2005)"
)
PATTERNS = (
    Pattern(
        id="F15",
        kind="must hold",
        title="Seize now or wait",
        fact="An immediate seizure nets load and driver; a controlled delivery can reach the whole network, and is riskier.",
        source=SOURCE,
        mark="R",
        how="Every find on which the law, the register and the reaction time allow it is ordered to run under control, or none is.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "members identified in the first half year of a case, wait over seize",
                of_sums("wait_identified / seize_identified"),
                low=1.0,
            ),
            Claim(
                "leaders arrested a run, wait less seize",
                difference("wait_leaders", "seize_leaders"),
                low=0.0,
            ),
            Claim(
                "kg lost under control a run, wait less seize",
                difference("wait_kg_lost", "seize_kg_lost"),
                low=0.0,
            ),
            Claim(
                "variance over cases of the members identified so, wait over seize",
                of_sums("wait_spread / seize_spread"),
                low=1.0,
            ),
        ),
        beside=(
            Claim("loads let run a run, wait", of_each("wait_under_control")),
            Claim("members arrested, wait over seize", of_sums("wait_members / seize_members")),
            Claim("kg seized, wait over seize", of_sums("wait_kg_seized / seize_kg_seized")),
        ),
    ),
    Pattern(
        id="F15-order",
        kind="must hold",
        title="Seizures without arrests decentralise",
        fact="Caviar: eleven seizures in two years without an arrest; the network decentralised and re-ordered.",
        source=SOURCE,
        mark="R",
        how="Two years in which customs seizes and nobody can be arrested; degree centralisation of networks at their end, against their "
        "start and against the same two years without any enforcement.",
        experiment=EXPERIMENT_ORDER,
        claims=(
            Claim(
                "degree centralisation, after the seizures less before",
                difference("seized", "before"),
                high=0.0,
            ),
            Claim(
                "degree centralisation, with seizures less without",
                difference("seized", "free"),
                high=0.0,
            ),
        ),
        beside=(
            Claim("seizures a run", of_each("seizures")),
            Claim("arrests a run", of_each("arrests")),
            Claim("degree centralisation before", of_each("before")),
        ),
    ),
)
