"""Loads of organisations on their way: the only consignments that exist one by one."""

from __future__ import annotations

from dataclasses import dataclass, field

from borderSim.model.state.codes import Clue, LoadState, RaisedBy
from borderSim.model.state.random_streams import Floats


@dataclass(slots=True)
class Load:
    """One planned load.

    Attributes:
        number: running number; organisation: slot; planned, arrives: days; half: 1, or 2 for the
            second load of a shipment that was split.
        route, risk_class: indices; commodity, quantity, value: what it is (unit, EUR).
        stake: part of the value that is the organisation's own money, EUR.
        cover: better cover bought; entity: column of the entity used, -1 for a one-off;
        generation: which entity of that column; z: document score noise, sd.
        draws: uniforms of its own, the same under every level, by
            :class:`borderSim.model.state.draw_columns.LoadDraw`.
        part: size as a part of what was on offer (what the market counts); size: in usual loads of
            its goods and mode.
        state: where it is, or how it ended; raised_by: what raised the check.
        hit_weight: log-odds of the strongest hit in an information system; secondary: a confirmed
            hit asks for a check.
        courier: place of the member who went with it, noted when it is stopped, -1 for nobody;
            courier_held: the police knew him then.
        clue, shown: what its loss tells the organisation, and the chance that this is inferred;
            collision: id of the collision that its stop was, -1 for none.
        tip: (O, ...) day and weight by sharing group of a tip that reached customs.
    """

    number: int
    organisation: int
    planned: int
    arrives: int
    route: int
    risk_class: int
    commodity: str
    quantity: float
    value: float
    stake: float
    cost: float
    cover: bool
    entity: int
    generation: int
    z: float
    draws: Floats
    half: int = 1
    part: float = 1.0
    size: float = 1.0
    state: LoadState = LoadState.PLANNED
    raised_by: RaisedBy = RaisedBy.NOTHING
    ended: int = -1
    shipped: bool = False
    tip_weight: dict[int, float] = field(default_factory=dict)
    police_tip: bool = False
    hit_weight: float = 0.0
    secondary: bool = False
    event: int = -1
    courier: int = -1
    courier_held: bool = False
    clue: Clue = Clue.CHANCE
    shown: float = 0.0
    collision: int = -1


@dataclass(slots=True)
class HeldOver:
    """A load planned in a quiet period, held over until later.

    Attributes:
        organisation: slot; planned: day of the plan.
        draws: the load's own uniforms, those of the plan; second: of a second half, if it becomes
            one.
        wait: what is left of its waiting time, in units of the mean; lost: it is lost by then.
        event: of the plan in the log.
    """

    organisation: int
    planned: int
    draws: Floats
    second: Floats
    wait: float
    lost: bool
    event: int = -1


@dataclass
class Consignments:
    """All loads of organisations that are planned or on their way.

    Attributes:
        agenda: planned loads by day of arrival; tips: loads by the day on which a tip is born.
        held: loads held over while their organisation lies low, or since.
        waiting: loads waiting for a check; under_way: how many are planned or waiting; load_count:
            planned so far.
        lost_today: loads seized today; shipments: day, slot and route of every arrival.
    """

    agenda: dict[int, list[Load]] = field(default_factory=dict)
    tips: dict[int, list[Load]] = field(default_factory=dict)
    held: list[HeldOver] = field(default_factory=list)
    waiting: list[Load] = field(default_factory=list)
    under_way: int = 0
    load_count: int = 0
    lost_today: list[Load] = field(default_factory=list)
    shipments: list[tuple[int, int, int]] = field(default_factory=list)
