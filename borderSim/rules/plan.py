"""What a trafficker strategy answers with."""

from __future__ import annotations

import math
from dataclasses import dataclass

from borderSim.errors import of_type
from borderSim.rules.views import TraffickerView

SIZES = (0.1, 1.0)
"""Smallest and largest plan, as a part of a usual load."""
LOADS = (1, 2)


@dataclass(frozen=True, slots=True)
class Plan:
    """One shipment as planned.

    Attributes:
        route: index of a route that is open to the organisation.
        size: part of a usual load, from 0.1 to 1.
        loads: 1, or 2 for halves that travel on their own (each pays the fixed cost of a load).
        cover: whether better cover is bought.
        history: stratum of the trader that is bought (0 the unknown), None for whoever comes.
        one_off: whether a front that was never used before carries it, at its cost.
    """

    route: int
    size: float = 1.0
    loads: int = 1
    cover: bool = False
    history: int | None = None
    one_off: bool = False


def what_is_wrong(plan: object, view: TraffickerView) -> str:
    """Return what is not allowed in a strategy's answer, as the end of a sentence.

    Empty if all is.
    """
    if plan is None:
        return ""
    if type(plan) is Plan and _plainly_right(plan, view):
        return ""
    if not isinstance(plan, Plan):
        return f"answered with {of_type(plan)}, but must answer with a Plan or None"
    for name in ("route", "loads"):
        if type(getattr(plan, name)) is not int:
            return (
                f"planned {name}={_shown(getattr(plan, name))}, but it must be a whole number (int)"
            )
    for name in ("cover", "one_off"):
        if type(getattr(plan, name)) is not bool:
            return f"planned {name}={_shown(getattr(plan, name))}, but it must be True or False"
    names = view.places.names
    if not 0 <= plan.route < len(names):
        return f"planned route={plan.route}, but there are only the routes 0 to {len(names) - 1}"
    if plan.route not in view.routes:
        open_to = ", ".join(names[r] for r in view.routes) or "none"
        return f"planned route={plan.route} ({names[plan.route]}), which is not open to its organisation; open are: {open_to}"
    if (
        type(plan.size) is not float
        or not math.isfinite(plan.size)
        or not SIZES[0] <= plan.size <= SIZES[1]
    ):
        return f"planned size={_shown(plan.size)}, but it must be a number from {SIZES[0]:g} to {SIZES[1]:g}"
    if plan.loads not in LOADS:
        return f"planned loads={plan.loads}, but a plan has 1 or 2"
    strata = len(view.places.history_shares)
    if plan.history is not None and (
        type(plan.history) is not int or not 0 <= plan.history < strata
    ):
        return f"planned history={_shown(plan.history)}, but it must be None or a stratum from 0 to {strata - 1}"
    return ""


def _plainly_right(plan: Plan, view: TraffickerView) -> bool:
    """Whether a plan is one of the common, allowed ones (the quick way: most are)."""
    return (
        type(plan.route) is int
        and type(plan.size) is float
        and SIZES[0] <= plan.size <= SIZES[1]
        and type(plan.loads) is int
        and plan.loads in LOADS
        and type(plan.cover) is bool
        and plan.history is None
        and plan.one_off is False
        and plan.route in view.routes.tolist()
    )


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except Exception:
        text = f"{of_type(value)}"
    return text if len(text) <= 60 else text[:57] + "..."
