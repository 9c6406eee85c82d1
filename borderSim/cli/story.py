"""``bordersim story``: one consignment, as both services and the truth saw it; without a result, a search for those worth telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderSim.cli.arguments import Arguments, Command
from borderSim.cli.output import DONE
from borderSim.errors import InputError

if TYPE_CHECKING:
    from rich.console import Group

OF_SEARCH = ("seeds", "levels", "workers")
OF_RESULT = ("level", "run", "order", "results_dir")


def story(arguments: Arguments) -> int:
    """Print the card of a load, or the loads that are most telling: of a result, or of a search over seeds."""
    if not arguments.words:
        return _search(arguments)
    if wrong := [key for key in OF_SEARCH if key in arguments.own]:
        raise InputError(
            f"{wrong[0]}= belongs to the search, 'bordersim story' without a result; of a result, name levels "
            "with level='[NAME,NAME]' and a run with seed="
        )
    load, seed, run = (
        arguments.count("load", 1),
        arguments.count("seed", 0),
        arguments.count("run", 0),
    )

    from borderSim.report.stories.story import story as tell
    from borderSim.report.terminal.console import console

    if order := arguments.text("order"):
        console().print(_ordered(arguments, order, load, seed, run))
        return DONE
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


def _ordered(
    arguments: Arguments, order: str, load: int | None, seed: int | None, run: int | None
) -> Group:
    """Make the run again with an order for the find of one load."""
    level = arguments.listed("level")
    if load is None or isinstance(level, list):
        raise InputError(
            f"order={order} needs one load of one run, such as load=93 level=collaboration"
        )

    from borderSim.classroom.stories.one_order import one_order

    return one_order(
        arguments.words[0],
        load,
        order,
        level=level,
        seed=seed,
        scenario=arguments.text("scenario"),
        run=run,
        results_dir=arguments.results_dir(),
    )


def _search(arguments: Arguments) -> int:
    """Search seeds for shipments that ended differently; with ``load``, tell one of a seed."""
    if wrong := [key for key in OF_RESULT if key in arguments.own]:
        raise InputError(
            f"{wrong[0]}= belongs to a result: 'bordersim story RESULT {wrong[0]}=...'; the search takes "
            "scenario=, levels=, seeds=, seed= and workers="
        )
    load, seeds, seed, workers = (
        arguments.count(key, least)
        for key, least in (("load", 1), ("seeds", 1), ("seed", 0), ("workers", 1))
    )
    if load is not None and (seed is None or seeds is not None):
        raise InputError(
            "load= without a result needs the seed that it is of, such as seed=6, and no seeds="
        )

    from borderSim.classroom.stories.listing import listing
    from borderSim.classroom.stories.search import LEVELS, SCENARIO, SEEDS, asked_of, search
    from borderSim.classroom.stories.told import one_shipment
    from borderSim.report.terminal.console import console
    from borderSim.report.terminal.log_lines import LogLines

    scenario, levels = arguments.text("scenario", SCENARIO), arguments.listed("levels") or LEVELS
    out = console()
    if load is not None and seed is not None:
        out.print(one_shipment(asked_of(scenario or SCENARIO, levels, seed), load).renderable)
        return DONE
    many, log = seeds or SEEDS, LogLines()
    found = search(
        scenario or SCENARIO,
        levels,
        seeds=many,
        first_seed=1 if seed is None else seed,
        workers=workers,
        told=lambda done: log.update(f"{done} of {many} seeds"),
    )
    out.print(listing(found))
    return DONE


COMMAND = Command(
    name="story",
    does="story [RESULT]: one consignment told: what each service knew, what crossed, what came of it; "
    "without a result, a search over seeds for those worth telling",
    act=story,
    word="[RESULT]",
    keys={
        "load": "number of the load (default: the most telling ones are listed)",
        "level": "of a result: a level, or '[NAME,NAME]' for the same shipment side by side (default: the present one)",
        "seed": "seed of the run (default: the first; of a search: the first seed, 1)",
        "scenario": "scenario of the run (default: the first; of a search: training)",
        "run": "number of the run, of a result of 'bordersim run -m' (default: the first that fits)",
        "order": "of a result, with load=: seize or let_run; makes the run again with this order for the find of that load alone",
        "results_dir": "folder of the results (default: results)",
        "seeds": "of a search: how many seeds (default: 40)",
        "levels": "of a search: '[NAME,NAME]', each is compared with the first (default: '[coexistence,coordination]')",
        "workers": "of a search: processes (default: one per processor)",
    },
    more=[
        "The result must have been made with events=true.",
        "A result without load= lists its most telling loads, then the finds that opened the next, with how rare that is.",
        "The search lists shipments that ended differently under two levels, in both directions, and finds that opened the next, with how rare that is.",
    ],
)
