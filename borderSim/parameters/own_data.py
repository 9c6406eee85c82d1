"""What a country says of itself beside its settings: its own statistics, where its values come from, its own ranges.

Nothing here changes what a run computes. It is kept with the scenario, so that a result can be held
against the country's own statistics and can tell what was given, converted, scaled and assumed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from borderSim.parameters.declare import choice, quantity
from borderSim.parameters.ranges import MODES
from borderSim.parameters.shocks import Text

GOODS = {
    "cocaine": "kg",
    "heroin": "kg",
    "resin": "kg",
    "herb": "kg",
    "cigarettes": "sticks",
    "counterfeits": "items",
    "wildlife": "kg",
    "cash": "EUR",
    "firearms": "firearms",
    "vehicles": "vehicles",
}
"""Shipped commodities of which own statistics can be kept, with their units."""

OBSERVABLE: dict[str, str] = {
    "seizures_all": "seizures",
    "seizures": "seizures",
    **{f"seized_{name}": unit for name, unit in GOODS.items()},
    "seized_value_eur": "EUR",
    "members_arrested": "persons",
    "members_convicted": "persons",
    "cases_opened": "cases",
    "assets_confiscated_eur": "EUR",
    **{f"finds_targeted_{mode}": "finds" for mode in MODES},
    **{f"inspections_targeted_{mode}": "checks" for mode in MODES},
}
"""Statistics that a country may state, with their units: outcomes of a run, and ``seizures_all``.

``seizures_all`` is every seizure an administration counts: those of organisations (``seizures``)
and those of offenders who belong to none (``seizures_opportunist``).
"""

HOW = ("given", "converted", "scaled", "assumed", "fitted")
"""Where a value of a country may come from."""

SCALES = ("linear", "log")
ENDS = (-1e15, 1e15)


@dataclass(frozen=True, kw_only=True)
class Observed:
    """A yearly statistic of the country's own."""

    years: tuple[int, ...] = quantity(
        unit="year",
        doc="calendar years of the statistic, rising",
        allowed=(1900, 2200),
        mark="setting",
    )
    values: tuple[float, ...] = quantity(
        unit="the statistic's",
        doc="its value in each of these years",
        allowed=(0.0, 1e15),
        mark="setting",
        source="the country's own statistics",
    )
    source: str = choice("", doc="where the statistic comes from")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Where a value of the country comes from, in words for people.

    Attributes:
        key: what is told of: the key of the scenario that was set.
        how: one of :data:`HOW`.
        says: one sentence in both languages.
        source: the source of the value, or ``assumption``.
    """

    key: str = choice(doc="the key that was set")
    how: str = choice(allowed=HOW, doc="where its value comes from")
    says: Text = field(default_factory=Text)
    source: str = choice("", doc="source of the value, or assumption")


@dataclass(frozen=True, kw_only=True)
class OwnRange:
    """A range of the country's own for an input, in the place of the shipped prior."""

    key: str = choice(doc="dotted key of the input; * stands for every entry")
    low: float = quantity(
        unit="the input's", doc="lower end", allowed=ENDS, mark="setting", source="the file"
    )
    high: float = quantity(
        unit="the input's", doc="upper end", allowed=ENDS, mark="setting", source="the file"
    )
    scale: str = choice("linear", allowed=SCALES, doc="on which scale it is drawn")
    way: str = choice(
        "set",
        allowed=("set", "multiply"),
        doc="set: the value itself; multiply: a factor on what the scenario says",
    )
    source: str = choice("", doc="where the range comes from")
