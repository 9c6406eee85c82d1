"""F13, F14, F16 along the levels: what rises, what is counted twice, what is burned.

Shown, but for the double count.
"""

from __future__ import annotations

from borderSim.scenario.names import shipped
from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import of_sums
from borderSim.validation.worlds import flow, flows, start, to_end, world

YEARS = 2
LEVELS = tuple(shipped("partnership"))
COUNTED = (
    "seizures",
    "seizures_booked_customs",
    "seizures_booked_police",
    "collisions",
    "cases_burned",
    "finds_in_cases",
    "drug_seized_value_eur",
    "drug_shipped_value_eur",
)


def measure(seed: int) -> Numbers:
    """Run the five levels at a fixed budget from one burn-in, and the highest with its cost on top."""
    settings = (f"years={YEARS}", "burn_in_days=365")
    burnt_in = start(world("national", *settings), seed)
    out: dict[str, float] = {}
    arms = {level: (level, "fixed") for level in LEVELS} | {"on_top": (LEVELS[-1], "on_top")}
    for arm, (level, budget) in arms.items():
        scenario = world("national", f"partnership={level}", f"budget.rule={budget}", *settings)
        sums = flows(to_end(burnt_in.branch(scenario)))
        out |= {f"{arm}_{name}": flow(sums, name) for name in COUNTED}
    return out


EXPERIMENT = Experiment("levels", measure, f"national, {YEARS} years, fixed budget", seeds=20)


def _over_first(name: str, level: str) -> str:
    return f"{level}_{name} / {LEVELS[0]}_{name}"


def _books(level: str) -> str:
    """Return the formula of the naive sum of both books over unique seizures."""
    return f"({level}_seizures_booked_customs + {level}_seizures_booked_police) / {level}_seizures"


HOW = f"The five levels at a fixed budget, {YEARS} years from one burn-in."
PATTERNS = (
    Pattern(
        id="F13",
        kind="shown",
        title="Cooperation can raise outputs",
        fact="Disruptions in the transit zone rose by 68 % in four years; officials credit cooperation and intelligence, among others (confounded).",
        source="GAO-06-200",
        mark="R",
        how=HOW + " Expected: tens of per cent, not multiples.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                f"seizures, {LEVELS[-1]} over {LEVELS[0]}",
                of_sums(_over_first("seizures", LEVELS[-1])),
                low=1.0,
                high=2.0,
            ),
        ),
        beside=(
            *(
                Claim(
                    f"seizures, {level} over {LEVELS[0]}", of_sums(_over_first("seizures", level))
                )
                for level in LEVELS[1:-1]
            ),
            Claim(
                f"seizures, {LEVELS[-1]} with its cost on top over {LEVELS[0]}",
                of_sums(_over_first("seizures", "on_top")),
            ),
        ),
        remark="Never counted for or against: a program that may only confirm cooperation proves nothing.",
    ),
    Pattern(
        id="F14",
        kind="must hold",
        title="Joint seizures are counted twice",
        fact="When several agencies take part, each books the seizure.",
        source="GAO-02-13 (2002)",
        mark="R",
        how=HOW
        + " The naive sum of both agencies' books over unique seizures, wherever services work together at all.",
        experiment=EXPERIMENT,
        claims=tuple(
            Claim(
                f"sum of both books over unique seizures, {level}", of_sums(_books(level)), low=1.0
            )
            for level in reversed(LEVELS[1:])
        ),
        beside=(
            Claim(
                f"sum of both books over unique seizures, {LEVELS[0]}", of_sums(_books(LEVELS[0]))
            ),
        ),
    ),
    Pattern(
        id="F14-growth",
        kind="shown",
        title="The double count grows with the level",
        fact="The more agencies work together, the more books hold the same seizure.",
        source="GAO-02-13 (2002)",
        mark="R",
        how=HOW,
        experiment=EXPERIMENT,
        claims=(
            Claim(
                f"sum of both books over unique seizures, {LEVELS[-1]} less {LEVELS[0]}",
                of_sums(f"{_books(LEVELS[-1])} - {_books(LEVELS[0])}"),
                low=0.0,
            ),
        ),
        remark="Never counted for or against.",
    ),
    Pattern(
        id="F16-levels",
        kind="shown",
        title="Burned cases along the levels",
        fact="Deconfliction exists to stop services from burning each other's cases; no good statistics are kept.",
        source="Mapel 2014, NPS thesis; IACP resolution NDDC.11.20",
        mark="R",
        how=HOW,
        experiment=EXPERIMENT,
        claims=(
            Claim(
                f"cases burned, coordination over {LEVELS[0]}",
                of_sums(_over_first("cases_burned", "coordination")),
                high=1.0,
            ),
        ),
        beside=tuple(
            Claim(
                f"cases burned, {level} over {LEVELS[0]}",
                of_sums(_over_first("cases_burned", level)),
            )
            for level in LEVELS[1:]
        ),
        remark="Never counted for or against. The rate of burned cases has no published value.",
    ),
)
