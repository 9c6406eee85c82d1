"""What must hold of the orders for single loads."""

from __future__ import annotations

from collections.abc import Callable

from borderSim.errors import InputError
from borderSim.parameters.scenario import Scenario

OriginOf = Callable[[str], str]


def check_orders(scenario: Scenario, origin_of: OriginOf) -> None:
    """Check ``orders``: each names a load that there can be, and none names one twice.

    Raises:
        InputError: the first thing wrong.
    """
    first, last = -scenario.burn_in_days, scenario.horizon_days - 1
    for place, order in enumerate(scenario.orders):
        key = f"{origin_of('orders')}: orders[{place}]"
        if order.organisation >= scenario.organisations.max:
            raise InputError(
                f"{key}.organisation is {order.organisation}, but must be between 0 and {scenario.organisations.max - 1}: "
                f"there are at most organisations.max={scenario.organisations.max}, counted from 0"
            )
        if not first <= order.planned <= last:
            raise InputError(
                f"{key}.planned is {order.planned}, but must be between {first}, the first day of the burn-in, and {last}, "
                "the last day of the horizon"
            )
        if order.load in [other.load for other in scenario.orders[:place]]:
            raise InputError(
                f"{key}: there is an order already for the load of organisation {order.organisation} planned on day "
                f"{order.planned}, half {order.half}; write one for it"
            )
