"""One load of a stored result, made again with an order for its find: what followed, beside what had followed."""

from __future__ import annotations

from pathlib import Path

from rich.console import Group
from rich.table import Table
from rich.text import Text

from borderSim.classroom.stories.followed import WINDOW, followed
from borderSim.classroom.stories.other_order import (
    PLACES,
    UNTIL,
    WAYS,
    Find,
    decision_of,
    decision_on,
    find_of,
    with_order,
)
from borderSim.errors import InputError, nearest
from borderSim.measures.chronicle import Chronicle
from borderSim.measures.stories import summary
from borderSim.report.stories.words import euro, new_table, say, words
from borderSim.results.event_log import EventLogs, RunKey
from borderSim.results.scenario_of_run import scenario_of_run
from borderSim.simulation import run as simulate


def one_order(
    result: str | Path,
    load: int,
    order: str,
    *,
    level: str | None = None,
    seed: int | None = None,
    scenario: str | None = None,
    run: int | None = None,
    results_dir: str | Path = "results",
) -> Group:
    """Simulate a run of a stored result again, with an order for the find of one load alone.

    Args:
        result: name or folder of the result, made with ``events=true``.
        load: number of the load in that run.
        order: ``seize`` or ``let_run``.
        level: of the run (default: the present one).
        seed: of the run (default: the first).
        scenario: of the run (default: the first).
        run: number of the run in a result of ``bordersim run -m`` (default: the first that fits).
        results_dir: where names of results are looked for.

    Returns:
        What a terminal shows: what followed, without the order and with it.

    Raises:
        InputError: there is no such result, run or load, nobody found the load, the order changes
            nothing, or this program no longer gives what is stored.
    """
    if order not in WAYS.values():
        raise InputError(
            f"order={order}: must be one of {', '.join(WAYS.values())}{nearest(order, list(WAYS.values()))}"
        )
    logs = EventLogs.open(result, results_dir)
    key = logs.choose(level=level, seed=seed, scenario=scenario, run=run)
    plain = Chronicle(logs.events(key))
    find = _find(plain, load, order)
    asked = with_order(scenario_of_run(logs.folder, key), find)
    ordered = Chronicle(simulate(asked, key.seed).events)
    _check(plain, ordered, find, key, logs.folder)
    return _told(key, {find.how: plain, find.otherwise: ordered}, find)


def _find(c: Chronicle, load: int, order: str) -> Find:
    if load not in c.loads or c.loads[load][0]["kind"] != "plan":
        raise InputError(f"load={load}: there is no such load in this run")
    decision = decision_on(c, load)
    if decision is None:
        raise InputError(
            f"load={load}: nobody decided over a find of it in this run, so an order changes nothing"
        )
    find = find_of(c, decision)
    if WAYS[find.how] == order:
        raise InputError(
            f"order={order}: that is what was done with load {load}; order={WAYS[find.otherwise]} is the other way"
        )
    return find


def _check(plain: Chronicle, ordered: Chronicle, find: Find, key: RunKey, folder: Path) -> None:
    """See that both runs are the same until the find, and that the order was followed."""
    before = [
        [e for e in log.events if e["day"] >= 0 and e["id"] < find.event]
        for log in (plain, ordered)
    ]
    decision = decision_on(ordered, find.load)
    if before[0] != before[1] or decision is None or decision["id"] != find.event:
        raise InputError(
            f"{folder}: this version of the program gives another run; make the result again first"
        )
    if decision["how"] == find.how:
        raise InputError(
            f"load={find.load}: under {key.level} law or powers do not allow to let it run, so it is seized all the same"
        )


def _told(key: RunKey, logs: dict[str, Chronicle], find: Find) -> Group:
    first, second = find.how, find.otherwise
    story = summary(logs[first], find.load)
    heading = Text(f"{say('title', story)}, {say('short', story).partition(':')[0]}", style="bold")
    fates = [words("FATE")[summary(logs[how], find.load).fate] for how in (first, second)]
    table = new_table(
        "followed", "without_order", "with_order", right=("without_order", "with_order")
    )
    table.add_row(words("ORDER")["load"], *fates)
    for place in PLACES:
        for until, days in UNTIL.items():
            _rows(table, logs, find, (place, until, days))
    return Group(
        heading,
        Text(say("order_what", key, find)),
        table,
        Text(say("order_careful")),
    )


def _rows(
    table: Table, logs: dict[str, Chronicle], find: Find, which: tuple[str, str, int | None]
) -> None:
    place, until, days = which
    found = []
    for log in (logs[find.how], logs[find.otherwise]):
        found.append(followed(log, decision_of(log, find), days, everywhere=place == "country"))
    table.add_section()
    table.add_row(Text(say(f"order_{place}", until, WINDOW), style="bold"))
    for name in ("arrested", "leaders", "finds"):
        table.add_row(words("ORDER")[name], *(str(getattr(one, name)) for one in found))
    table.add_row(words("ORDER")["market_eur"], *(euro(one.market_eur) for one in found))
