"""F10: how often a check that intelligence asked for finds something."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.scores import SHIFT_STEP
from borderSim.model.state.state import State
from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import of_sums
from borderSim.validation.worlds import events, start, world


def measure(seed: int) -> Numbers:
    """Count the checks that leads and tips asked for, of loads and of lawful units that match by chance."""
    model = start(world("tobacco_port"), seed)
    lawful = 0.0
    while model.state.day_of_horizon() < model.state.policy.scenario.horizon_days:
        model.step()
        lawful += _matched_and_checked(model.state)
    led = [e for e in events(model, "inspect") if e["raised_by"] in ("lead", "tip")]
    return {"found": float(sum(e["found"] for e in led)), "checks": len(led) + lawful}


def _matched_and_checked(w: State) -> float:
    """Expected lawful units among today's checks that only a lead or tip brought above the cut."""
    matches = w.customs.field.matches
    if matches is None or not w.customs.cuts:
        return 0.0
    cut, rows, out = w.customs.cuts[-1], np.arange(w.routes.n), 0.0
    alone = w.customs.field.base[rows, cut]
    for k in np.flatnonzero(matches.any(axis=0)):
        lifted = w.customs.field.base[rows, np.maximum(cut - int(k) * SHIFT_STEP, 0)]
        out += float((matches[:, k] * (lifted - alone)).sum())
    for x in w.customs.field.lanes:
        mine, at = w.customs.field.of_lane(x.route, x.lane)[0], int(cut[x.route])
        out += x.share * float(mine[max(at - x.bin * SHIFT_STEP, 0)] - mine[at])
    return out


EXPERIMENT = Experiment(
    "led", measure, "two seaports, cigarettes in boxes, 15 organisations", seeds=20
)

PATTERNS = (
    Pattern(
        id="F10",
        kind="reported",
        title="Real targeting is weaker",
        fact="A high-risk flag caught 6 % of the containers that held a threat; a learnt score had a precision of 21 % on fiscal contraband.",
        source="GAO 2012 (press); CBO 2016; preprints 202509.1112",
        mark="R (press, abstract)",
        how="Checks raised by a lead or tip: loads of organisations, and lawful units that match one by chance and would not have been "
        "chosen without. Coexistence.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "finds per check that intelligence asked for",
                of_sums("found / checks"),
                low=0.05,
                high=0.40,
                unit="%",
            ),
        ),
    ),
)
