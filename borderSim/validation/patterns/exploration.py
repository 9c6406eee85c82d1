"""Checks at random cost finds today; where goods move, what they teach pays for them."""

from __future__ import annotations

from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import of_each
from borderSim.validation.worlds import flow, flows, start, to_end, world

SHARES = {"none": 0.0, "some": 0.15}
"""Part of the checks that is drawn at random."""
DRIFTS = {"still": 0.0, "moving": 0.75}
"""Spread of classes that moves (log-odds): none of it, or all, within a year."""
SETTLED = 2 * 365


def measure(seed: int) -> Numbers:
    """Check with and without a random part, in a country whose classes stay and in one where they move."""
    out: dict[str, float] = {}
    for drift, sd in DRIFTS.items():
        for arm, share in SHARES.items():
            settings = (
                "years=5",
                f"traffic.class_drift_sd={sd}",
                "traffic.class_drift_years=1",
                f"customs.random_share={share}",
            )
            sums = flows(to_end(start(world("steady_port", *settings), seed)), since=SETTLED)
            checks = flow(sums, "inspections_targeted") + flow(sums, "inspections_random")
            finds = (
                flow(sums, "finds_targeted")
                + flow(sums, "finds_random")
                + flow(sums, "seizures_opportunist")
            )
            out[f"{drift}_{arm}"] = 1e4 * finds / checks
    return out


EXPERIMENT = Experiment(
    "exploration", measure, "one seaport, boxes, organisations that do not react, five years"
)

PATTERNS = (
    Pattern(
        id="F24",
        kind="reported",
        title="Exploration pays where goods move",
        fact="Where fraud changes its form, a customs service that checks some consignments at random finds more in the end than one that "
        "only follows what it has learnt.",
        source="Kim et al. 2020 (arXiv 2010.14282)",
        mark="general knowledge of the paper; direction only",
        how="Part of the checks at random is 0 or 15 %; classes stay, or all that sets them apart moves within a year. Last three of five years.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "gain by exploring where classes move, less that where they stay (finds in 10,000 checks)",
                of_each("(moving_some - moving_none) - (still_some - still_none)"),
                low=0.0,
            ),
        ),
        beside=tuple(
            Claim(
                f"finds in 10,000 checks, classes {drift}, random part {100 * share:g} %",
                of_each(f"{drift}_{arm}"),
            )
            for drift in DRIFTS
            for arm, share in SHARES.items()
        ),
    ),
)
