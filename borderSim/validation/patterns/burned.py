"""F16: a shared register keeps services from burning each other's cases."""

from __future__ import annotations

from borderSim.validation.pattern import Claim, Experiment, Numbers, Pattern
from borderSim.validation.verdict import difference, of_each, of_sums
from borderSim.validation.worlds import flow, flows, start, to_end, world


def measure(seed: int) -> Numbers:
    """Look every target up before action, or none; all else equal."""
    burnt_in = start(world("watched_port"), seed)
    out: dict[str, float] = {}
    for arm, chance in (("without", 0), ("with", 1)):
        scenario = world("watched_port", f"partnership.traits.lookup_prob={chance}", "years=2")
        sums = flows(to_end(burnt_in.branch(scenario)))
        out |= {
            f"{arm}_{name}": flow(sums, name)
            for name in ("cases_burned", "cases_exposed", "collisions", "exposed_watched")
        }
    return out


EXPERIMENT = Experiment(
    "burned",
    measure,
    "two seaports, 20 organisations with 50 loads a year each, teams of three",
    seeds=60,
)

PATTERNS = (
    Pattern(
        id="F16",
        kind="must hold",
        title="Uncoordinated action burns cases",
        fact="Encounters of two services on one target compromise investigations; deconfliction exists to stop them.",
        source="Mapel 2014, NPS thesis; IACP resolution NDDC.11.20",
        mark="R",
        how="Every target is looked up in a shared register before action, or none; all other traits are equal.",
        experiment=EXPERIMENT,
        claims=(
            Claim(
                "cases burned a run, with register less without",
                difference("with_cases_burned", "without_cases_burned"),
                high=0.0,
            ),
        ),
        beside=(
            Claim("cases burned a run, without", of_each("without_cases_burned")),
            Claim("cases burned a run, with", of_each("with_cases_burned")),
            Claim(
                "cases exposed a run, with less without",
                difference("with_cases_exposed", "without_cases_exposed"),
            ),
            Claim(
                "losses under the eyes of a case that were read as such, with less without",
                difference("with_exposed_watched", "without_exposed_watched"),
            ),
            Claim("collisions, with over without", of_sums("with_collisions / without_collisions")),
        ),
        remark="How many cases are burned in the world is not published: only the direction is tried. A case is burned if it ends without an "
        "arrest after it was exposed.",
    ),
)
