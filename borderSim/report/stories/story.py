"""The story of one consignment: a card for the terminal and for Python, alone or side by side under two levels."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from borderSim.errors import InputError
from borderSim.measures.chronicle import Chronicle
from borderSim.measures.result import Result
from borderSim.measures.stories import Line, Story, instead, tell, tellable, telling, twin
from borderSim.measures.twins import LOST, Contrast, compared
from borderSim.report.stories.chains import chains_of
from borderSim.report.stories.twins import ranked_table, rates_told
from borderSim.report.stories.words import facts_of, new_table, on_day, say, words
from borderSim.results.comparison import Comparison
from borderSim.results.event_log import EventLogs, RunKey

MOST_SIDE_BY_SIDE = 3
MOST_RANKED, FEW_RANKED = 10, 3
"""Contrasts that are listed where two levels were named, and where one was."""
WIDTH = 140
"""Columns of a card as text."""
STYLES = {
    "never_met": "bold red",
    "joined": "bold green",
    "let_run_lost": "red",
    "burned": "red",
    "warned": "red",
}


@dataclass(frozen=True)
class Told:
    """What ``story`` hands back; ``print`` it, or read ``stories``.

    Attributes:
        stories: one per level for a load; the telling loads where none was named.
        parts: what is shown, from top to bottom.
    """

    stories: tuple[Story, ...]
    parts: tuple[RenderableType, ...] = field(repr=False)

    @property
    def renderable(self) -> Group:
        """What a terminal shows."""
        return Group(*self.parts)

    def __str__(self) -> str:
        out = io.StringIO()
        Console(file=out, width=WIDTH, markup=False, highlight=False, emoji=False).print(
            self.renderable
        )
        return out.getvalue()


def story(
    result: Result | Comparison | str | Path,
    load: int | None = None,
    *,
    level: str | Sequence[str] | None = None,
    seed: int | None = None,
    scenario: str | None = None,
    run: int | None = None,
    results_dir: str | Path = "results",
) -> Told:
    """Tell one consignment, or list the most telling ones.

    Args:
        result: a result of :func:`borderSim.run`, a comparison, or the name or folder of a stored
            result.
        load: number of the load; None lists those that are most telling.
        level: level of the run (default: the present one); two or three levels tell the same
            shipment side by side, ``load`` being its number under the first.
        seed: seed of the run (default: the first).
        scenario: scenario of the run (default: the first).
        run: number of the run in a result of ``bordersim run -m`` (default: the first that fits).
        results_dir: where names of results are looked for.

    Raises:
        InputError: there is no such result, run or load, or the result has no log of events.
    """
    source = _Source.of(result, results_dir)
    levels = [level] if isinstance(level, str) or level is None else list(level)
    if not 0 < len(levels) <= MOST_SIDE_BY_SIDE:
        raise InputError(f"level={levels}: name one to {MOST_SIDE_BY_SIDE} levels")
    keys = [source.choose(level=name, seed=seed, scenario=scenario, run=run) for name in levels]
    if load is None:
        return _list(source, keys, seed)
    _check_load(source, keys[0], load)
    first = tell(source.chronicle(keys[0]), load)
    return _alone(source, keys[0], first) if len(keys) == 1 else _side_by_side(source, keys, first)


class _Source:
    """The runs that a story can be about, and the events of each, read once."""

    def __init__(self, logs: EventLogs | None, result: Result | None) -> None:
        self.logs = logs
        self._only = result
        self._read: dict[RunKey | None, Chronicle] = {}

    @classmethod
    def of(cls, given: Result | Comparison | str | Path, results_dir: str | Path) -> _Source:
        if isinstance(given, Result):
            if given.events.empty:
                raise InputError("the result has no log of events; run again with events=true")
            return cls(None, given)
        return cls(
            EventLogs.open(given.folder if isinstance(given, Comparison) else given, results_dir),
            None,
        )

    @property
    def name(self) -> str:
        """How the result is called on the command line."""
        return self.logs.folder.name if self.logs else ""

    def choose(
        self, *, level: str | None, seed: int | None, scenario: str | None, run: int | None
    ) -> RunKey | None:
        if self.logs is None:
            if any(value is not None for value in (level, seed, scenario, run)):
                raise InputError(
                    "level, seed, scenario and run choose among the runs of a stored result; this is one run"
                )
            return None
        return self.logs.choose(level=level, seed=seed, scenario=scenario, run=run)

    def chronicle(self, key: RunKey | None) -> Chronicle:
        if key not in self._read:
            events = (
                self.logs.events(key)
                if self.logs and key
                else self._only.events
                if self._only
                else pd.DataFrame()
            )
            self._read[key] = Chronicle(events)
        return self._read[key]

    def others(self, key: RunKey | None) -> list[RunKey]:
        """Return the runs of the same chances under other levels."""
        if self.logs is None or key is None:
            return []
        mine = (key.scenario, key.seed)
        found = {
            k.level: k
            for k in reversed(self.logs.runs)
            if (k.scenario, k.seed) == mine and k.level != key.level
        }
        return [k for k in self.logs.runs if found.get(k.level) == k]

    def pairs(self, first: RunKey, other: RunKey) -> list[tuple[RunKey, RunKey]]:
        """Return the runs of two levels by the seeds that both of them have."""
        runs = self.logs.runs if self.logs else []
        there = {(k.scenario, k.seed): k for k in reversed(runs) if k.level == other.level}
        here = {(k.scenario, k.seed): k for k in reversed(runs) if k.level == first.level}
        return [
            (key, there[place])
            for place, key in sorted(here.items(), key=lambda one: one[0][1])
            if place in there and key.scenario == first.scenario
        ]


def _check_load(source: _Source, key: RunKey | None, load: int) -> None:
    there = tellable(source.chronicle(key))
    if load in there:
        return
    if not there:
        raise InputError(f"load={load}: no load stands in the log of this run")
    near = min(there, key=lambda number: (abs(number - load), number))
    where = f" of {say('run', key)}" if key else ""
    raise InputError(
        f"load={load}: the log{where} has no such load; there are {min(there)} to {max(there)}, the nearest is {near}"
    )


# ------------------------------------------------------------------------------ cards
def side_by_side(
    chronicles: Mapping[str, Chronicle], load: int, *, scenario: str, seed: int
) -> Told:
    """Tell one shipment under several levels of one seed, from logs that are at hand.

    Args:
        chronicles: log by level.
        load: its number under the first of them.
        scenario: name of the country.
        seed: of the runs.

    Raises:
        InputError: there is no such load, or there are more than three levels.
    """
    if len(chronicles) > MOST_SIDE_BY_SIDE:
        raise InputError(f"levels={list(chronicles)}: name one to {MOST_SIDE_BY_SIDE} levels")
    source = _Source(None, None)
    keys = [RunKey(scenario, level, seed) for level in chronicles]
    source._read.update(zip(keys, chronicles.values(), strict=True))
    _check_load(source, keys[0], load)
    return _side_by_side(source, keys, tell(source.chronicle(keys[0]), load))


def _alone(source: _Source, key: RunKey | None, found: Story) -> Told:
    head = _head(key, found)
    table = new_table("day", "who", "what", right=("day",))
    for line in found.lines:
        table.add_row(on_day(line.day), words("WHO")[line.who], say(line.says, line.facts, found))
    parts: list[RenderableType] = [*head, table, *_verdicts(found)]
    texts = []
    for other in source.others(key):
        there = twin(source.chronicle(other), found)
        texts.append(
            say("same", other, there)
            if there
            else say("none_there", other, instead(source.chronicle(other), found))
        )
    return Told((found,), (*parts, *([Text(), Text(say("others", texts))] if texts else [])))


def _side_by_side(source: _Source, keys: Sequence[RunKey | None], first: Story) -> Told:
    told = [first, *(twin(source.chronicle(key), first) for key in keys[1:])]
    table = Table(box=box.SIMPLE, pad_edge=False, header_style="bold", show_lines=True)
    table.add_column(words("HEADS")["day"], justify="right")
    for key, found in zip(keys, told, strict=True):
        assert key is not None
        there = (
            f"{say('title', found)}\n{words('FATE')[found.fate]}"
            if found
            else _missing(source, key, first)
        )
        table.add_column(f"{key.level}\n{there}", overflow="fold", ratio=1)
    for day in sorted({line.day for found in told if found for line in found.lines}):
        table.add_row(on_day(day), *(_cell(found, day) for found in told))
    table.add_row("", *(Text("\n\n").join(_verdicts(found)) if found else Text() for found in told))
    heading = Text(f"{say('title', first)}, {say('short', first).partition(':')[0]}", style="bold")
    return Told(tuple(found for found in told if found), (heading, table))


def _missing(source: _Source, key: RunKey, first: Story) -> str:
    return say("none_there", key, instead(source.chronicle(key), first)).partition(": ")[2]


def _cell(found: Story | None, day: int) -> Text:
    lines: list[Line] = [line for line in found.lines if line.day == day] if found else []
    texts = [
        Text.assemble((f"{words('WHO')[line.who]}: ", "dim"), say(line.says, line.facts, found))
        for line in lines
    ]
    return Text("\n").join(texts)


def _head(key: RunKey | None, found: Story) -> list[Text]:
    head = [Text(say("title", found), style="bold")]
    return [
        *head,
        Text(f"{say('run', key)}; {say('short', found)}" if key else say("short", found)),
    ]


def _verdicts(found: Story) -> list[Text]:
    own = {"burned": "burned_too", "collision": "collision_too", "hit": "hit_found"}
    return [
        Text(say(own.get(code, code), found, found.picture), style=STYLES.get(code, "bold"))
        for code in found.verdicts
        if not (code == "detail_lost" and found.barrier == "detail_lost")
    ]


# ------------------------------------------------------------------------------ lists
def _list(source: _Source, keys: Sequence[RunKey | None], seed: int | None) -> Told:
    """List the best loads first, then chains of finds: where two levels are named, first those that ended differently."""
    parts: list[RenderableType] = []
    listed: list[Story] = []
    ranked, best = _ranked(source, keys, seed)
    for key in keys:
        found = telling(source.chronicle(key))
        listed += [one for _, one in found]
        parts += [_reasons(key, found)] if found else [Text(say("nothing", key))]
        parts += chains_of(source.chronicle(key), key)
    if listed and source.name:
        parts.append(Text(say("hint", source.name, listed[0].load)))
    if len(keys) > 1:
        return Told((*best, *listed), (*ranked, *parts))
    return Told(tuple(listed), (*parts, *ranked))


def _ranked(
    source: _Source, keys: Sequence[RunKey | None], seed: int | None
) -> tuple[list[RenderableType], list[Story]]:
    """Same shipments that ended differently under the first level and under another, best first, with base rates.

    Where two levels are named, all seeds of the result are looked at unless one is named too.
    """
    first = keys[0]
    if first is None:
        return [], []
    named = [key for key in keys[1:] if key is not None]
    parts: list[RenderableType] = []
    best: list[Story] = []
    for other in named or source.others(first):
        levels = first.level, other.level
        seeds = source.pairs(first, other) if named and seed is None else [(first, other)]
        told: list[Contrast] = []
        counts: Counter[str] = Counter()
        for here, there in seeds:
            logs = source.chronicle(here), source.chronicle(there)
            found, rates = compared(here.seed, levels, logs)
            told, counts = told + found, counts + rates
        told.sort(key=lambda one: one.order)
        parts += ranked_table(levels, told[: MOST_RANKED if named else FEW_RANKED])
        lost = [one for one in told if one.pair.direction == LOST][:FEW_RANKED]
        parts += ranked_table(levels, lost, title="other_way") if named else []
        parts += rates_told(levels, [here.seed for here, _ in seeds], counts, by=bool(named))
        if told:
            parts.append(Text(say("hint_swap", source.name, told[0])))
            best += [told[0].pair.first]
    return parts, best


def _reasons(key: RunKey | None, found: Sequence[tuple[str, Story]]) -> Table:
    table = new_table(
        "load",
        "reason",
        "goods",
        "value",
        "route",
        "organisation",
        "arrived",
        "fate",
        right=("load", "value", "organisation", "arrived"),
        title=say("listing", key) if key else "",
    )
    before = ""
    for reason, one in found:
        table.add_row(
            str(one.load),
            words("REASON")[reason] if reason != before else "",
            *facts_of(one),
            words("FATE")[one.fate],
        )
        before = reason
    return table
