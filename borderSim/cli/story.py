"""``bordersim story``: one consignment, as both services and the truth saw it."""

from __future__ import annotations

from borderSim.cli.arguments import Arguments, Command
from borderSim.cli.output import DONE
from borderSim.errors import InputError


def story(arguments: Arguments) -> int:
    """Print the card of a load, or the loads that are most telling."""
    if not arguments.words:
        raise InputError("'bordersim story' needs the name of a result or the path of its folder")
    load, seed, run = (
        arguments.count("load", 1),
        arguments.count("seed", 0),
        arguments.count("run", 0),
    )

    from borderSim.report.story import story as tell
    from borderSim.report.terminal import console

    told = tell(
        arguments.words[0],
        load,
        level=arguments.listed("level"),
        seed=seed,
        scenario=arguments.text("scenario"),
        run=run,
        results_dir=arguments.results_dir(),
    )
    console().print(told.renderable)
    return DONE


COMMAND = Command(
    name="story",
    does="story RESULT: one consignment told: what each service knew, what crossed, what came of it",
    act=story,
    word="RESULT",
    keys={
        "load": "number of the load (default: the most telling ones are listed)",
        "level": "a level, or '[NAME,NAME]' for the same shipment side by side (default: the present one)",
        "seed": "seed of the run (default: the first)",
        "scenario": "scenario of the run (default: the first)",
        "run": "number of the run, of a result of 'bordersim run -m' (default: the first that fits)",
        "results_dir": "folder of the results (default: results)",
    },
    more=["The result must have been made with events=true."],
)
