"""F12: there must be circumstances, inside the priors, in which cooperation yields nothing for its cost."""

from __future__ import annotations

from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import of_sums
from borderSim.validation.worlds import flow, flows, start, to_end, world

REGION = (
    "police.known_entity_share=0.02",
    "police.informants_per_organisation=0.02",
    "police.entity_reliability=0.3",
    "organisations.insider_share=0.4",
    "budget.rule=fixed",
)
"""Low value of intelligence, many insiders, cooperation paid out of posts: all inside the priors."""
ARMS = {"lower": "cooperation", "higher": "collaboration"}


def measure(seed: int) -> Numbers:
    """Compare two levels where there is little to share and much to leak."""
    burnt_in = start(world("poor_port", *REGION), seed)
    out: dict[str, float] = {}
    for arm, level in ARMS.items():
        sums = flows(to_end(burnt_in.branch(world("poor_port", f"partnership={level}", *REGION))))
        out[f"{arm}_seizures"] = flow(sums, "seizures")
        out[f"{arm}_cost"] = flow(sums, "enforcement_cost_eur") + flow(sums, "cooperation_cost_eur")
    return out


EXPERIMENT = Experiment(
    "no_gain", measure, "two seaports, little intelligence, cooperation paid out of posts"
)

PATTERNS = (
    Pattern(
        id="F12",
        kind="guard",
        title="Cooperation may not raise outputs",
        fact="Members of multi-jurisdictional task forces communicated more and rated cases higher, but made no more arrests.",
        source="Smith, Novak, Frank & Travis 2000, J Crim Justice 28(6):543; Jefferis et al. 1998",
        mark="R",
        how="Cooperation against collaboration at a fixed budget, where police know 2 % of entities and have few, unreliable sources, "
        "and two organisations in five have an insider: all inside the priors.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "seizures per cost, collaboration over cooperation",
                of_sums("(higher_seizures / higher_cost) / (lower_seizures / lower_cost)"),
                high=1.0,
            ),
        ),
        beside=(
            Claim(
                "seizures, collaboration over cooperation",
                of_sums("higher_seizures / lower_seizures"),
            ),
        ),
        remark="A guard against our own bias: it fails if the model can only confirm cooperation.",
    ),
)
