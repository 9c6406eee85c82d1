"""What each role may know on a day, read from the books and the picture of its service, never from the truth.

Of organisations only what the police hold is looked at: whom they know, their files, their cases.
The rank of a member is read for those members alone whom the police know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from borderSim.classroom.exercise.format import ROLES
from borderSim.errors import InputError, nearest
from borderSim.model.state.counters import Counter, Stock
from borderSim.model.state.recorder import Recorder
from borderSim.model.state.state import State

LEADER = 3
"""Tier from which a member counts as a leader (brokers stand at 3, organisers at 4)."""
CHARGEABLE = 2
"""Code of a member against whom there is evidence enough (``Police.noted``)."""

Figures = list[list[Any]]
Table = dict[str, Any]


def view(w: State, role: str, since: int = 0) -> dict[str, Any]:
    """Return what a role may know this morning, as plain JSON values.

    Args:
        w: the state of the run, at the end of a day.
        role: one of :data:`borderSim.classroom.exercise.format.ROLES`.
        since: day of the horizon from which sums run, such as the first of the round.

    Returns:
        ``role``, ``day`` and ``since`` of the horizon, ``figures`` as ``[name, value]`` with a text
        ``view.<name>`` each, ``tables`` with ``name``, ``columns`` and ``rows``, and ``running``,
        the instruments of cooperation that are at work.

    Raises:
        InputError: there is no such role.
    """
    if role not in VIEWS:
        raise InputError(
            f"role={role[:60]}: there is no such role{nearest(role, ROLES)}; there are: {', '.join(ROLES)}"
        )
    figures, tables = VIEWS[role](w, _Books(w.recorder, w.first_day + since))
    live = w.cooperation.arrangements
    return {
        "role": role,
        "day": w.day_of_horizon(),
        "since": since,
        "figures": figures,
        "tables": tables,
        "running": [name for name, on in zip(live.names, live.live, strict=True) if on],
    }


class _Books:
    """Sums of what was entered since a day, and the last value of what there is."""

    def __init__(self, recorder: Recorder, first_day: int) -> None:
        self._recorder, self._first = recorder, first_day

    def sums(self, names: Iterable[str]) -> Figures:
        """Return the name of each flow with its sum."""
        return [[str(name), round(self.sum(str(name)), 2)] for name in names]

    def sum(self, name: str) -> float:
        """Return the sum of a flow."""
        return self._recorder.total(name, self._first)

    def last(self, name: str) -> float | None:
        """Return a state at the end of the last day, None where none was noted."""
        noted = self._recorder.recent(name, 7)
        return round(noted[-1], 3) if noted else None


# --------------------------------------------------------------------------------- the six roles
def _customs(w: State, books: _Books) -> tuple[Figures, list[Table]]:
    figures = books.sums(
        (
            Counter.INSPECTIONS_TARGETED,
            Counter.INSPECTIONS_RANDOM,
            Counter.SEIZURES_BOOKED_CUSTOMS,
            Counter.TRADE_DELAY_COST_EUR,
        )
    )
    return [*figures, *_leads(w)], [_posts(w, books)]


def _police(w: State, books: _Books) -> tuple[Figures, list[Table]]:
    p = w.police
    figures = books.sums(
        (Counter.MEMBERS_ARRESTED, Counter.MEMBERS_CONVICTED, Counter.SEIZURES_BOOKED_POLICE)
    )
    known = [
        ["cases_open", int(p.cases.open.sum())],
        ["known_members", int(p.known_members.sum())],
        ["known_leaders", leaders(w, p.known_members)],
        ["known_entities", int(p.known_entities.sum())],
        ["told_by_customs", int((p.told_by_customs & p.known_entities).sum())],
        ["informants", int(p.informant.sum())],
    ]
    return [*known, *figures], [_cases(w, ("case", "opened", "members", "leaders"))]


def _analyst(w: State, books: _Books) -> tuple[Figures, list[Table]]:
    r = w.routes
    rows = []
    for mode in dict.fromkeys(r.modes):
        checked = books.sum(f"inspections_targeted_{mode}")
        found = books.sum(f"finds_targeted_{mode}")
        rows.append([mode, round(checked), round(found), _rate(found, checked)])
    columns = ["mode", "checked_by_score", "found_by_score", "found_per_100"]
    figures = books.sums((Counter.FINDS_TARGETED, Counter.FINDS_RANDOM))
    return [*figures, *_leads(w)], [{"name": "modes", "columns": columns, "rows": rows}]


def _liaison(w: State, books: _Books) -> tuple[Figures, list[Table]]:
    desk = len(w.mail.desk)
    figures = books.sums((Counter.ITEMS_SHARED, Counter.COLLISIONS, Counter.COORDINATION_HOURS))
    states = [
        ["on_the_desk", desk],
        ["trust_mean", books.last(Stock.TRUST_MEAN)],
        ["political_will", books.last(Stock.POLITICAL_WILL)],
    ]
    return [*figures, *states], []


def _investigator(w: State, books: _Books) -> tuple[Figures, list[Table]]:
    figures = books.sums((Counter.CASES_OPENED, Counter.TAKEDOWNS, Counter.COLLISIONS))
    columns = ("case", "opened", "days_worked", "members", "leaders", "chargeable", "joint")
    return figures, [_cases(w, columns)]


def _minister(w: State, books: _Books) -> tuple[Figures, list[Table]]:
    names = (
        Counter.SEIZURES,
        Counter.SEIZED_VALUE_EUR,
        Counter.MEMBERS_ARRESTED,
        Counter.MEMBERS_CONVICTED,
        Counter.ENFORCEMENT_COST_EUR,
        Counter.COOPERATION_RUNNING_EUR,
        Counter.COOPERATION_SETUP_EUR,
        Counter.TRADE_DELAY_COST_EUR,
    )
    will = ["political_will", books.last(Stock.POLITICAL_WILL)]
    return [*books.sums(names), will], []


VIEWS: dict[str, Callable[[State, _Books], tuple[Figures, list[Table]]]] = {
    "customs": _customs,
    "police": _police,
    "analyst": _analyst,
    "liaison": _liaison,
    "investigator": _investigator,
    "minister": _minister,
}


# --------------------------------------------------------------------------------- parts of views
def _leads(w: State) -> Figures:
    """Return how many leads customs holds by itself, and by the word of the police."""
    leads = w.customs.leads
    held = leads.reliability > 0
    return [
        ["leads_own", int((held & leads.own).sum())],
        ["leads_told", int((held & leads.told).sum())],
        ["tips_open", sum(1 for window in w.customs.tip_windows if window[1] >= w.day)],
    ]


def _posts(w: State, books: _Books) -> Table:
    """Return by post what customs checked and found there, and with whom."""
    rows = []
    for name, post in w.policy.scenario.posts.items():
        flows = post.flows.values()
        rows.append(
            [
                name,
                round(books.sum(f"inspected:{name}") + books.sum(f"found:{name}")),
                round(books.sum(f"found:{name}")),
                sum(flow.officers for flow in flows),
                sum(flow.machines for flow in flows),
            ]
        )
    return {
        "name": "posts",
        "columns": ["post", "checked", "found", "officers", "machines"],
        "rows": rows,
    }


def _cases(w: State, columns: Iterable[str]) -> Table:
    """Return the open cases, the oldest first; they are numbered in the order of the files."""
    p = w.police
    columns = list(columns)
    rows = []
    for o in sorted(np.flatnonzero(p.cases.open), key=lambda o: (p.cases.opened[o], o)):
        known = p.known_members[o]
        said = {
            "case": int(o) + 1,
            "opened": int(p.cases.opened[o]) - w.first_day,
            "days_worked": round(float(p.cases.effort[o])),
            "members": int(known.sum()),
            "leaders": leaders(w, known, int(o)),
            "chargeable": int((known & (p.noted[o] == CHARGEABLE)).sum()),
            "joint": bool(p.cases.joint[o]),
        }
        rows.append([said[name] for name in columns])
    return {"name": "cases", "columns": columns, "rows": rows}


def leaders(w: State, known: np.ndarray, slot: int | None = None) -> int:
    """Return how many of the members whom the police know are leaders.

    Args:
        w: the state.
        known: (O, M) bool, or (M,) of one organisation.
        slot: that organisation.
    """
    tier = w.traffickers.tier if slot is None else w.traffickers.tier[slot]
    return int((tier[known] >= LEADER).sum())


def _rate(found: float, checked: float) -> float | None:
    """Return finds in a hundred checks, None where nothing was checked."""
    return round(100.0 * found / checked, 2) if checked else None
