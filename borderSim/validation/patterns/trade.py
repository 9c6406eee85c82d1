"""F23: inspection costs trade, ever more as the queue fills; more is not always better."""

from __future__ import annotations

from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import of_each
from borderSim.validation.worlds import outcomes, start, to_end, world

ASKED = (0.4, 0.7, 1.0)
"""Checks asked for, as a part of what officers and machines can do."""
STEADY = ("years=1", "organisations.fixed_loads=true")
SCALES = (0.1, 1, 16)
"""Factors on officers and machines."""


def measure(seed: int) -> Numbers:
    """Ask more of the same staff; then, apart, change the staff."""
    out: dict[str, float] = {}
    burnt_in = start(world("container_port", *STEADY, "burn_in_days=365"), seed)
    for i, asked in enumerate(ASKED):
        found = outcomes(
            to_end(
                burnt_in.branch(
                    world("container_port", *STEADY, f"customs.target_utilisation={asked}")
                )
            )
        )
        out[f"delay_{i}"] = found["trade_delay_cost_eur"] / 1e6
    for i, scale in enumerate(SCALES):
        found = outcomes(
            to_end(burnt_in.branch(world("container_port", *STEADY, f"capacity_scale={scale}")))
        )
        out[f"home_{i}"] = found["net_benefit_eur"] / 1e6
        out[f"world_{i}"] = out[f"home_{i}"] + (found["harm_eur"] - found["harm_world_eur"]) / 1e6
    return out


EXPERIMENT = Experiment("trade", measure, "container_port, one year", seeds=20)

PATTERNS = (
    Pattern(
        id="F23",
        kind="reported",
        title="Inspection has a trade cost",
        fact="Scanning everything was estimated at 12-32 billion USD over ten years; a regime that opens even 7 % delays all.",
        source="CBO 2016, pub. 51478; Bakshi, Flynn & Gans 2011",
        mark="R",
        how="The same officers and machines are asked for 40, 70 and 100 % of what they can do; what cannot be checked waits. Apart from that, "
        "officers and machines × 0.1, 1 and 16 for the net benefit (harm × 1, all of it, wherever it falls).",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "second difference of the cost of delay over the share asked for (40, 70, 100 % of capacity)",
                of_each("delay_2 - 2 * delay_1 + delay_0"),
                low=0.0,
                unit="M EUR",
            ),
            Claim(
                "net benefit at × 1 less that at × 0.1",
                of_each("world_1 - world_0"),
                low=0.0,
                unit="M EUR",
            ),
            Claim(
                "net benefit at × 1 less that at × 16",
                of_each("world_1 - world_2"),
                low=0.0,
                unit="M EUR",
            ),
        ),
        beside=(
            *(
                Claim(f"cost of delay, {asked:.0%} asked for", of_each(f"delay_{i}"), unit="M EUR")
                for i, asked in enumerate(ASKED)
            ),
            Claim(
                "harm at home alone: net benefit at × 1 less that at × 0.1",
                of_each("home_1 - home_0"),
                unit="M EUR",
            ),
            Claim(
                "harm at home alone: net benefit at × 1 less that at × 16",
                of_each("home_1 - home_2"),
                unit="M EUR",
            ),
        ),
        remark="Where the optimum lies hangs on the harm of a kg, an assumption: counted at home alone, fewer checks than today can be best.",
    ),
)
