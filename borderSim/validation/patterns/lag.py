"""F20: effects of a crackdown are short; how long is a matter of the traffickers' memory."""

from __future__ import annotations

import numpy as np

from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import difference, of_sums
from borderSim.validation.worlds import daily, go, start, to_end, world

MEMORY = {"usual": 0.994, "long": 0.998}
"""What a loss counts for after a day: half-lives of 115 and 346 days."""
CRACKDOWN = 180
"""Days for which officers and machines are multiplied everywhere."""
FORCE = 8
WINDOW = 91


def measure(seed: int) -> Numbers:
    """Multiply capacity for half a year and watch deliveries return, for two memories."""
    out: dict[str, float] = {}
    burnt_in = start(world("three_ports"), seed)
    for name, memory in MEMORY.items():
        usual = world("three_ports", f"traffickers.memory_per_day={memory}")
        control = burnt_in.branch(usual)
        treated = go(
            burnt_in.branch(
                world(
                    "three_ports", f"traffickers.memory_per_day={memory}", f"capacity_scale={FORCE}"
                )
            ),
            CRACKDOWN,
        )
        treated = to_end(treated.branch(usual))
        shipped = {
            arm: daily(to_end(m), "attempts")
            for arm, m in (("control", control), ("treated", treated))
        }
        sent = {
            arm: daily(m, "delivered") for arm, m in (("control", control), ("treated", treated))
        }
        for arm in ("control", "treated"):
            out |= {
                f"{name}_{arm}_trough": sent[arm][CRACKDOWN - WINDOW : CRACKDOWN].sum(),
                f"{name}_{arm}_after": shipped[arm][CRACKDOWN : CRACKDOWN + WINDOW].sum(),
                f"{name}_{arm}_end": sent[arm][-WINDOW:].sum(),
            }
        out[f"{name}_shortfall"] = float(
            np.sum((shipped["control"] - shipped["treated"])[CRACKDOWN:])
        )
    return out


EXPERIMENT = Experiment(
    "lag",
    measure,
    "three equal seaports, boxes, 40 organisations with 30 loads a year each",
    seeds=20,
)

PATTERNS = (
    Pattern(
        id="F20",
        kind="reported",
        title="Adaptation lag: effects are short",
        fact="A large operation had an effect limited in time and scope, with no rise of prices; after a leader's removal violence rose for half a year.",
        source="Décary-Hétu & Giommoni 2017; Calderón et al. 2015",
        mark="R (abstracts)",
        how=f"Officers and machines of all ports are multiplied by {FORCE} for half a year, for two memories of the organisations.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "loads missing after the crackdown, long memory less usual",
                difference("long_shortfall", "usual_shortfall"),
                low=0.0,
            ),
            Claim(
                "delivered in the last quarter of the crackdown, of the control",
                of_sums("usual_treated_trough / usual_control_trough"),
                high=1.0,
                unit="%",
            ),
            Claim(
                "delivered in the last quarter of the second year, of the control",
                of_sums("usual_treated_end / usual_control_end"),
                low=0.8,
                unit="%",
            ),
        ),
        beside=tuple(
            Claim(
                f"shipped in the quarter after the crackdown, of the control, {name} memory",
                of_sums(f"{name}_treated_after / {name}_control_after"),
                unit="%",
            )
            for name in MEMORY
        ),
        remark="No source gives the lag in months: memory is a free parameter.",
    ),
)
