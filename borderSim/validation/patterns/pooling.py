"""Pooling as theory says: posts that lend to each other at once do what one of their joint size does."""

from __future__ import annotations

from borderSim.simulation import BorderModel
from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import of_each, of_sums
from borderSim.validation.worlds import flow, flows, start, to_end, world

AT_ONCE = (
    "partnership.traits.pool_fraction=1",
    "partnership.traits.pool_reaction_days=0",
    "customs.lending_travel_hours=0",
)
LAWFUL = (
    "organisations.count=0",
    "opportunists.scale=0",
    "modes.truck_by_dog.false_alarm=0",
)
"""Every check takes the same time, as in the theory: what alarms take is known only once the day's hours are lent."""
UTILISATION = 0.85 * (1 + 0.15 / 2)
"""What two equal posts that pool all and at once make their lists fill: each reckons with half of what the other leaves idle."""
JOINT = (
    "posts.crossing_west=null",
    "posts.crossing_east.flows.truck.units_per_year=100000",
    "posts.crossing_east.flows.truck.officers=40",
    f"customs.target_utilisation={UTILISATION}",
)


def measure(seed: int) -> Numbers:
    """Two crossings, alone and pooled, one of their joint size; and where everything can be checked."""
    out: dict[str, float] = {}
    for name, more in (("scarce", ()), ("plenty", ("capacity_scale=300",))):
        at = ("partnership=coexistence", *more)
        burnt_in = start(world("two_crossings", *at), seed)
        for arm, pooled in (("alone", ()), ("pooled", AT_ONCE)):
            model = to_end(burnt_in.branch(world("two_crossings", *at, *pooled)))
            out |= _checks(model, f"{arm}_{name}")
    lawful = ("partnership=coexistence", *LAWFUL)
    two = start(world("two_crossings", *lawful), seed)
    out |= _checks(to_end(two.branch(world("two_crossings", *lawful, *AT_ONCE))), "two")
    return out | _checks(to_end(start(world("two_crossings", *lawful, *JOINT), seed)), "joint")


def _checks(model: BorderModel, arm: str) -> dict[str, float]:
    """Count checks, seizures, and releases for want of hours."""
    sums = flows(model)
    names = ("seizures", "releases_unchecked", "pooled_hours", "hours_used")
    checks = flow(sums, "inspections_targeted") + flow(sums, "inspections_random")
    return {f"checks_{arm}": checks} | {f"{name}_{arm}": flow(sums, name) for name in names}


EXPERIMENT = Experiment(
    "pooling",
    measure,
    "two equal land crossings with a few checks a day each, no police, 20 organisations",
)

PATTERNS = (
    Pattern(
        id="G-pooling",
        kind="guard",
        title="Pooling as theory says",
        fact="Servers that are pooled fully and at once wait, release and check as one server of their joint size; where nothing is scarce nothing is gained.",
        source="queueing theory (bulk service in days); no data",
        mark="theory",
        how="Two crossings under the present level alone, and with all idle hours lent at once and without a way; one crossing with both their officers and "
        "traffic whose list fills what the two reckon with. The same with three hundred times the officers, who check everything.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "checks of two pooled crossings over those of one of joint size, lawful trucks without alarms",
                of_sums("checks_two / checks_joint"),
                low=0.97,
                high=1.03,
            ),
            Claim(
                "checks that pooling adds where hours bind",
                of_sums("checks_pooled_scarce / checks_alone_scarce - 1"),
                low=0.0,
                unit="%",
            ),
            Claim(
                "checks that pooling adds where everything is checked",
                of_sums("checks_pooled_plenty / checks_alone_plenty - 1"),
                low=-0.001,
                high=0.001,
                unit="%",
            ),
        ),
        beside=(
            Claim(
                "seizures that pooling adds where hours bind",
                of_each("seizures_pooled_scarce - seizures_alone_scarce"),
                unit="seizures",
            ),
            Claim(
                "released for want of hours, alone",
                of_each("releases_unchecked_alone_scarce"),
                unit="trucks",
            ),
            Claim(
                "released for want of hours, pooled",
                of_each("releases_unchecked_pooled_scarce"),
                unit="trucks",
            ),
            Claim(
                "released for want of hours, pooled, lawful trucks only",
                of_each("releases_unchecked_two"),
                unit="trucks",
            ),
            Claim(
                "released for want of hours, one of joint size, lawful trucks only",
                of_each("releases_unchecked_joint"),
                unit="trucks",
            ),
            Claim(
                "hours lent, of all hours used",
                of_sums("pooled_hours_pooled_scarce / hours_used_pooled_scarce"),
                unit="%",
            ),
        ),
    ),
)
