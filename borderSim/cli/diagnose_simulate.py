"""``bordersim diagnose ANSWERS.yaml simulate=true``: the missing remedies simulated, ranked, and put in sequence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from borderSim.cli.arguments import Arguments, short
from borderSim.cli.output import DONE
from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase

if TYPE_CHECKING:
    from rich.console import Console

    from borderSim.diagnose.remedies import Missing
    from borderSim.diagnose.simulate import Runs, Under
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


@dataclass(frozen=True)
class Asked:
    """What a command line asks of the simulation, read and checked."""

    missing: Mapping[str, Missing]
    numbers: Mapping[str, Any]
    goal: str
    seed: int
    workers: int | None
    overwrite: bool


def simulate_remedies(arguments: Arguments, asked: Asked, scenario: Scenario, folder: Path) -> int:
    """Simulate the missing remedies of a country, print what was found, write it into the folder.

    Args:
        arguments: what was typed.
        asked: the same, read.
        scenario: the country, its present level its own and its settings those that its answers
            say.
        folder: of the diagnosis.
    """
    from borderSim.diagnose.kept import write
    from borderSim.diagnose.road_map import road_map
    from borderSim.diagnose.simulate import planned, simulate
    from borderSim.report.terminal.console import console
    from borderSim.report.terminal.remedies import ranking_table, road_map_tables, step_title
    from borderSim.report.terminal.remedies import told_beforehand as told

    numbers = {key: value for key, value in asked.numbers.items() if key != "years"}
    out, count = console(), len(asked.missing)
    if count:
        print(told(planned(count, **numbers), count), flush=True)
    with ExitStack() as shown:
        runs = runs_of(arguments, asked, folder, out, shown)
        found = simulate(scenario, asked.missing, runs, goal=asked.goal, **asked.numbers)
    tables = (("singles", found.singles), ("pairs", found.pairs), ("triples", found.triples))
    for step, rows in tables:
        if rows:
            title = step_title(step, rows[0].replicates)
            out.print(ranking_table(rows, asked.missing, title, asked.goal))
    out.print(road_map_tables(road_map(found)))
    for path in write(found):
        print(path)
    return DONE


def runs_of(
    arguments: Arguments, asked: Asked, folder: Path, out: Console, shown: ExitStack
) -> Runs:
    """Return how the runs of a diagnosis are made: where, by how many, and who is told of them."""
    from borderSim.diagnose.simulate import Runs

    return Runs(
        folder,
        seed=asked.seed,
        workers=asked.workers,
        overwrite=asked.overwrite,
        tell=_teller(out, shown, asked),
        command=["bordersim", *arguments.typed],
    )


def read(arguments: Arguments, scenario: Scenario, answers: Answers | None) -> Asked:
    """Read what is asked, and say which remedies the country lacks.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    from borderSim.diagnose.remedies import missing_of
    from borderSim.diagnose.simulate import GOALS, MOST, REPLICATIONS, TOGETHER, YEARS

    goal = arguments.text("goal", GOALS[0]) or ""
    if goal not in GOALS:
        raise InputError(
            phrase(
                "goal={goal}: must be one of {allowed}{nearest}",
                goal=short(goal),
                allowed=", ".join(GOALS),
                nearest=nearest(goal, GOALS),
            )
        )
    together, seed = arguments.count("together", 0), arguments.count("seed", 0)
    return Asked(
        missing=_chosen(arguments, missing_of(scenario.present, scenario, answers)),
        numbers={
            "replications": arguments.count("replications", 2) or REPLICATIONS,
            "together": TOGETHER if together is None else together,
            "most": arguments.count("most", 1) or MOST,
            "years": arguments.number("years") or YEARS,
        },
        goal=goal,
        seed=1 if seed is None else seed,
        workers=arguments.count("workers", 1),
        overwrite=arguments.switch("overwrite", False),
    )


def _chosen(arguments: Arguments, missing: Mapping[str, Missing]) -> dict[str, Missing]:
    """Return the remedies that were named, all missing ones where none was."""
    from borderSim.diagnose.remedies import chosen

    asked = arguments.listed("remedies")
    if asked is None:
        return dict(missing)
    names = chosen([asked] if isinstance(asked, str) else asked)
    for name in names:
        if name not in missing:
            raise InputError(
                phrase(
                    "remedies={name}: the country has that already, or it has no place there; missing are: {allowed}",
                    name=name,
                    allowed=", ".join(missing),
                )
            )
    return {name: own for name, own in missing.items() if name in names}


def _teller(out: Console, shown: ExitStack, asked: Asked) -> Callable[[Under], Progress]:
    """Return who is told of each step that begins: one progress is shown at a time."""
    from borderSim.report.terminal.remedies import RemedyProgress

    def tell(under: Under) -> Progress:
        shown.close()
        progress = RemedyProgress(out, under, asked.missing, asked.goal)
        shown.enter_context(progress)
        return progress

    return tell
