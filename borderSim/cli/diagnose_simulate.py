"""``bordersim diagnose ANSWERS.yaml simulate=true``: the missing remedies simulated, ranked, and put in sequence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from borderSim.cli.arguments import Arguments
from borderSim.cli.output import DONE
from borderSim.errors import InputError, nearest

if TYPE_CHECKING:
    from borderSim.diagnose.simulate import Under
    from borderSim.parameters.scenario import Scenario
    from borderSim.scenario.questionnaire.answers import Answers
    from borderSim.studies.execution.job import Progress

KEYS = {
    "simulate": "true simulates each missing remedy on this country, then pairs and triples (default: false)",
    "remedies": "'[NAME,NAME]': only these (default: every missing one)",
    "goal": "what remedies are ranked by: net_benefit_eur, orgs_dismantled or interdiction_rate (default: net_benefit_eur)",
    "replications": "replicates of the single remedies (default: 40)",
    "together": "replicates of pairs and triples, 0 leaves them out (default: 20)",
    "most": "so many remedies are refined after a first look at all (default: 12)",
    "years": "years that are simulated and measured with the remedy in force (default: 3)",
    "seed": "first seed (default: 1)",
    "workers": "processes (default: one per processor)",
    "overwrite": "true replaces another configuration under the same name",
}
"""Keys of ``bordersim diagnose`` that belong to the simulation."""


def simulate_remedies(
    arguments: Arguments, scenario: Scenario, answers: Answers | None, folder: Path
) -> int:
    """Simulate the missing remedies of a country and print what was found.

    Args:
        arguments: what was typed.
        scenario: the country, its present level its own and its settings those that its answers
            say.
        answers: the questionnaire that the level comes from, None for another level.
        folder: of the diagnosis.
    """
    from contextlib import ExitStack

    from borderSim.diagnose.kept import write
    from borderSim.diagnose.remedies import chosen, missing_of
    from borderSim.diagnose.road_map import road_map
    from borderSim.diagnose.simulate import (
        GOALS,
        MOST,
        REPLICATIONS,
        TOGETHER,
        YEARS,
        Runs,
        simulate,
    )
    from borderSim.report.terminal import console
    from borderSim.report.terminal_remedies import (
        STEPS,
        RemedyProgress,
        ranking_table,
        road_map_table,
    )

    goal = arguments.text("goal", GOALS[0]) or GOALS[0]
    if goal not in GOALS:
        raise InputError(
            f"goal={goal[:60]}: must be one of {', '.join(GOALS)}{nearest(goal, GOALS)}"
        )
    missing = missing_of(scenario.present, scenario, answers)
    asked = arguments.listed("remedies")
    if asked is not None:
        names = chosen([asked] if isinstance(asked, str) else asked)
        missing = {name: own for name, own in missing.items() if name in names}
    numbers = {
        "replications": arguments.count("replications", 2) or REPLICATIONS,
        "together": TOGETHER if (count := arguments.count("together", 0)) is None else count,
        "most": arguments.count("most", 1) or MOST,
        "years": arguments.number("years") or YEARS,
    }
    out = console()
    with ExitStack() as open_ones:

        def tell(under: Under) -> Progress:
            open_ones.pop_all().close()
            shower = RemedyProgress(out, under, missing, goal)
            open_ones.enter_context(shower)
            return shower

        found = simulate(
            scenario,
            missing,
            Runs(
                folder,
                seed=arguments.count("seed", 0) or 1,
                workers=arguments.count("workers", 1),
                overwrite=arguments.switch("overwrite", False),
                tell=tell,
                command=["bordersim", *arguments.typed],
            ),
            goal=goal,
            **numbers,
        )
    for step, rows in (
        ("singles", found.singles),
        ("pairs", found.pairs),
        ("triples", found.triples),
    ):
        if rows:
            n = rows[0].replicates
            out.print(ranking_table(rows, missing, f"{STEPS[step]}: {n} replicates"))
    road = road_map(found)
    out.print(road_map_table(road))
    for path in write(found):
        print(f"written: {path}")
    return DONE
