"""F6: seizures follow the flow; at the same enforcement the rate does not move."""

from __future__ import annotations

from borderSim.simulation import BorderModel
from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import of_sums
from borderSim.validation.worlds import flow, flows, start, to_end, world

SETTLED = 182


def measure(seed: int) -> Numbers:
    """Let every organisation plan twice as many loads, with the same enforcement."""
    burnt_in = start(world("three_ports"), seed)
    doubled = burnt_in.branch(burnt_in.state.policy.scenario)
    doubled.state.traffickers.rate *= 2.0
    out: dict[str, float] = {}
    for arm, model in (("usual", burnt_in), ("doubled", doubled)):
        out |= {f"{arm}_{name}": value for name, value in _numbers(to_end(model)).items()}
    return out


def _numbers(model: BorderModel) -> dict[str, float]:
    sums = flows(model, since=SETTLED)
    return {
        name: flow(sums, name) for name in ("attempts", "seizures", "loads_settled", "delivered")
    }


EXPERIMENT = Experiment(
    "success", measure, "three equal seaports, boxes, 40 organisations with 30 loads a year each"
)

PATTERNS = (
    Pattern(
        id="F6",
        kind="must hold",
        title="Seizures are a bad measure of success",
        fact="Seizures rise with the flow and with effort, and can fall because traffic moved away.",
        source="Politico 16 Jul 2024 and customs figures (F1); GAO-02-13",
        mark="R/M",
        how="From the first day of the horizon every organisation plans twice as many loads; officers, machines and levels stay. "
        "Last 1.5 of 2 years.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "seizures, doubled over usual flow",
                of_sums("doubled_seizures / usual_seizures"),
                low=1.25,
            ),
            Claim(
                "seizures per load shipped, doubled over usual flow",
                of_sums(
                    "(doubled_seizures / doubled_loads_settled) / (usual_seizures / usual_loads_settled)"
                ),
                low=0.85,
                high=1.15,
            ),
        ),
        beside=(
            Claim(
                "loads shipped, doubled over usual", of_sums("doubled_attempts / usual_attempts")
            ),
            Claim(
                "loads delivered, doubled over usual",
                of_sums("doubled_delivered / usual_delivered"),
            ),
        ),
        remark="Twice as many plans are not twice as many shipments: organisations that lose more often lie low more often. 'Flat' is read as "
        "within 15 %, an assumption of this test.",
    ),
)
