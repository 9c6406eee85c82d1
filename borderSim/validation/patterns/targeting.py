"""F9: targeting beats chance with steep diminishing returns."""

from __future__ import annotations

from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import of_each, of_sums
from borderSim.validation.worlds import flow, flows, start, to_end, world

SCALES = (0.25, 0.5, 2, 4)
"""Factors on officers and machines."""


def measure(seed: int) -> Numbers:
    """Check from a quarter to four times as much, against organisations that do not react."""
    burnt_in = start(world("steady_port"), seed)
    out: dict[str, float] = {}
    for i, scale in enumerate(SCALES):
        model = to_end(burnt_in.branch(world("steady_port", f"capacity_scale={scale}")))
        sums = flows(model)
        checks = flow(sums, "inspections_targeted") + flow(sums, "inspections_random")
        arrivals = float(model.state.policy.expected_arrivals.sum()) * model.state.day_of_horizon()
        finds = (
            flow(sums, "finds_targeted")
            + flow(sums, "finds_random")
            + flow(sums, "seizures_opportunist")
        )
        out |= {
            f"share_{i}": checks / arrivals,
            f"hits_{i}": finds / checks,
            f"recall_{i}": flow(sums, "loads_inspected") / flow(sums, "attempts"),
        }
    return out


EXPERIMENT = Experiment("targeting", measure, "one seaport, boxes, organisations that do not react")


def _slope(a: int, b: int) -> str:
    return f"(recall_{b} - recall_{a}) / (share_{b} - share_{a})"


PATTERNS = (
    Pattern(
        id="F9",
        kind="must hold",
        title="Targeting: steep diminishing returns",
        fact="At 1, 2, 5 and 10 % inspected, precision was 93, 81, 39 and 20 % (base rate 2.2 %) and recall 41, 72, 86 and 90 %.",
        source="Kim et al. 2020, KDD, Table 3",
        mark="R",
        how="Officers and machines from a quarter to four times as shipped, from one burn-in; adaptation off, so that the traffic stays. "
        "Finds of organised loads and of opportunists both count in the hit rate.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "hit rate at the largest share inspected over that at the smallest",
                of_sums("hits_3 / hits_0"),
                high=1.0,
            ),
            Claim(
                "recall gained per share inspected: the last doubling less the first",
                of_each(f"{_slope(2, 3)} - {_slope(0, 1)}"),
                high=0.0,
            ),
        ),
        beside=tuple(
            Claim(f"{what}, officers and machines × {scale:g}", of_each(f"{name}_{i}"), unit="%")
            for i, scale in enumerate(SCALES)
            for name, what in (
                ("share", "share inspected"),
                ("hits", "hit rate"),
                ("recall", "recall"),
            )
        ),
    ),
)
