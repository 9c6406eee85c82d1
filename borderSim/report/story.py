"""The story of one consignment: a card for the terminal and for Python, alone or side by side under two levels."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from borderSim.errors import InputError
from borderSim.measures.chronicle import Chronicle
from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.result import Result
from borderSim.measures.stories import Line, Story, instead, summary, tell, tellable, telling, twin
from borderSim.report.numbers import euro_scale, fixed, plain
from borderSim.report.texts import plain_text
from borderSim.results.comparison import Comparison
from borderSim.results.event_log import EventLogs, RunKey

MOST_SIDE_BY_SIDE = 3
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
        return _list(source, keys)
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


def _check_load(source: _Source, key: RunKey | None, load: int) -> None:
    there = tellable(source.chronicle(key))
    if load in there:
        return
    if not there:
        raise InputError(f"load={load}: no load stands in the log of this run")
    near = min(there, key=lambda number: (abs(number - load), number))
    where = f" of {_say('run', key)}" if key else ""
    raise InputError(
        f"load={load}: the log{where} has no such load; there are {min(there)} to {max(there)}, the nearest is {near}"
    )


# ------------------------------------------------------------------------------ cards
def _alone(source: _Source, key: RunKey | None, found: Story) -> Told:
    head = _head(key, found)
    table = _table("day", "who", "what", right=("day",))
    for line in found.lines:
        table.add_row(_day(line.day), _words("WHO")[line.who], _say(line.says, line.facts, found))
    parts: list[RenderableType] = [*head, table, *_verdicts(found)]
    texts = []
    for other in source.others(key):
        there = twin(source.chronicle(other), found)
        texts.append(
            _say("same", other, there)
            if there
            else _say("none_there", other, instead(source.chronicle(other), found))
        )
    return Told((found,), (*parts, *([Text(), Text(_say("others", texts))] if texts else [])))


def _side_by_side(source: _Source, keys: Sequence[RunKey | None], first: Story) -> Told:
    told = [first, *(twin(source.chronicle(key), first) for key in keys[1:])]
    table = Table(box=box.SIMPLE, pad_edge=False, header_style="bold", show_lines=True)
    table.add_column(_words("HEADS")["day"], justify="right")
    for key, found in zip(keys, told, strict=True):
        assert key is not None
        there = (
            f"{_say('title', found)}\n{_words('FATE')[found.fate]}"
            if found
            else _missing(source, key, first)
        )
        table.add_column(f"{key.level}\n{there}", overflow="fold", ratio=1)
    for day in sorted({line.day for found in told if found for line in found.lines}):
        table.add_row(_day(day), *(_cell(found, day) for found in told))
    table.add_row("", *(Text("\n\n").join(_verdicts(found)) if found else Text() for found in told))
    heading = Text(
        f"{_say('title', first)}, {_say('short', first).partition(':')[0]}", style="bold"
    )
    return Told(tuple(found for found in told if found), (heading, table))


def _missing(source: _Source, key: RunKey, first: Story) -> str:
    return _say("none_there", key, instead(source.chronicle(key), first)).partition(": ")[2]


def _cell(found: Story | None, day: int) -> Text:
    lines: list[Line] = [line for line in found.lines if line.day == day] if found else []
    texts = [
        Text.assemble((f"{_words('WHO')[line.who]}: ", "dim"), _say(line.says, line.facts, found))
        for line in lines
    ]
    return Text("\n").join(texts)


def _head(key: RunKey | None, found: Story) -> list[Text]:
    head = [Text(_say("title", found), style="bold")]
    return [
        *head,
        Text(f"{_say('run', key)}; {_say('short', found)}" if key else _say("short", found)),
    ]


def _verdicts(found: Story) -> list[Text]:
    own = {"burned": "burned_too", "collision": "collision_too", "hit": "hit_found"}
    return [
        Text(_say(own.get(code, code), found, found.picture), style=STYLES.get(code, "bold"))
        for code in found.verdicts
        if not (code == "detail_lost" and found.barrier == "detail_lost")
    ]


# ------------------------------------------------------------------------------ lists
def _list(source: _Source, keys: Sequence[RunKey | None]) -> Told:
    parts: list[RenderableType] = []
    listed: list[Story] = []
    for key in keys:
        found = telling(source.chronicle(key))
        listed += [one for _, one in found]
        parts += [_reasons(key, found)] if found else [Text(_say("nothing", key))]
    if listed and source.name:
        parts.append(Text(_say("hint", source.name, listed[0].load)))
    parts += _swaps(source, keys)
    return Told(tuple(listed), tuple(parts))


def _reasons(key: RunKey | None, found: Sequence[tuple[str, Story]]) -> Table:
    table = _table(
        "load",
        "reason",
        "goods",
        "value",
        "route",
        "organisation",
        "arrived",
        "fate",
        right=("load", "value", "organisation", "arrived"),
        title=_say("listing", key) if key else "",
    )
    before = ""
    for reason, one in found:
        table.add_row(
            str(one.load),
            _words("REASON")[reason] if reason != before else "",
            *_facts(one),
            _words("FATE")[one.fate],
        )
        before = reason
    return table


def _swaps(source: _Source, keys: Sequence[RunKey | None], most: int = 3) -> list[RenderableType]:
    """Shipments that passed under the first level and were found thanks to the police's word under another."""
    first = keys[0]
    others = [key for key in keys[1:] if key is not None] or source.others(first)
    if first is None or not others:
        return []
    here = source.chronicle(first)
    passed = [s for s in (summary(here, n) for n in tellable(here)) if s.fate == "delivered"]
    parts: list[RenderableType] = []
    for other in others:
        elsewhere = source.chronicle(other)
        there = {s.identity: s for s in (summary(elsewhere, n) for n in tellable(elsewhere))}
        pairs = [
            (s, t)
            for s in passed
            if (t := there.get(s.identity)) and t.route == s.route and "joined" in t.verdicts
        ]
        pairs = sorted(pairs, key=lambda pair: (-pair[0].value_eur, pair[0].load))[:most]
        if pairs:
            table = _table(
                "load",
                "goods",
                "value",
                "route",
                "organisation",
                "arrived",
                "other",
                right=("load", "value", "organisation", "arrived"),
                title=_say("swaps", first.level, other.level),
            )
            for s, t in pairs:
                table.add_row(str(s.load), *_facts(s), _words("FATE")[t.fate])
            parts += [
                table,
                Text(_say("hint_swap", source.name, pairs[0][0].load, first.level, other.level)),
            ]
    return parts


def _facts(one: Story) -> tuple[str, ...]:
    arrived = _day(one.arrived) if one.arrived is not None else ""
    return (
        _goods(one),
        _euro(one.value_eur),
        _say("place", one.route),
        str(one.organisation),
        arrived,
    )


def _table(*columns: str, right: Sequence[str] = (), title: str = "") -> Table:
    table = Table(
        title=title or None,
        box=box.SIMPLE,
        title_justify="left",
        title_style="bold",
        header_style="bold",
        pad_edge=False,
    )
    for column in columns:
        table.add_column(
            _words("HEADS")[column], justify="right" if column in right else "left", overflow="fold"
        )
    return table


# ------------------------------------------------------------------------------ words
@cache
def _module() -> Any:
    """Return the module of the template: its macros and words."""
    env = plain_text(
        euro=_euro,
        goods=_goods,
        day=_day,
        times=_times,
        oddity=_oddity,
        systems=_systems,
        fixed2=lambda value: fixed(float(value), 2),
        percent=_percent,
    )
    return env.get_template("story.txt").module


def _say(macro: str, *values: object) -> str:
    return " ".join(str(getattr(_module(), macro)(*values)).split())


def _words(name: str) -> dict[str, str]:
    return getattr(_module(), name)


def _euro(value: float) -> str:
    factor, unit = euro_scale(value)
    return f"{plain(float(f'{value * factor:.3g}'))} {unit}"


def _goods(one: Story) -> str:
    unit = OUTCOMES[f"seized_{one.commodity}"].unit if f"seized_{one.commodity}" in OUTCOMES else ""
    return f"{plain(float(f'{one.quantity:.3g}'))} {unit} {one.commodity}".replace("  ", " ")


def _day(day: int | float) -> str:
    return fixed(float(day), 0)


def _times(log_odds: float) -> str:
    """How much riskier than the average a class is believed."""
    return f"{plain(float(f'{math.exp(log_odds):.2g}'))} times as risky as the average"


def _oddity(score: float) -> str:
    """The share of lawful documents that are less odd."""
    share = 50.0 * (1.0 + math.erf(score / math.sqrt(2.0)))
    return f"odder than {fixed(share, 0)} % of lawful ones"


def _systems(names: str) -> str:
    return names.replace("_", " ").replace("+", ", ")


def _percent(share: float) -> str:
    return f"{fixed(100.0 * share, 0)} %"
