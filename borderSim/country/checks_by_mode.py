"""How a kind of traffic is checked where there is no scanner: by hand, or by dogs."""

from __future__ import annotations

import dataclasses
from typing import Any

from borderSim.country.reference import reference

DOG = "truck_by_dog"
"""The shipped check by dogs, whose hours and chances are taken."""
OF_A_DOG = ("check", "check_hours", "p_detect", "false_alarm", "check_delay_days")


def by_dog(mode: str) -> dict[str, Any]:
    """Return the values of a mode whose first check is a dog's.

    Hours, chance of detection, false alarms and delay are those of the shipped check of trucks by
    dogs; opening, strip and all else stay the mode's own.
    """
    shipped = reference().modes
    own = dataclasses.asdict(shipped[mode])
    return own | {name: getattr(shipped[DOG], name) for name in OF_A_DOG}


def by_hand(mode: str) -> dict[str, Any]:
    """Return the values of a mode that is searched by hand: the opening that follows an alarm is the check.

    A search takes the hours and the delay of an opening and finds what is there with its chance; it
    raises no false alarm.
    """
    own = reference().modes[mode]
    return dataclasses.asdict(own) | {
        "check": "search by hand",
        "check_hours": own.open_hours,
        "p_detect": own.p_open,
        "false_alarm": 0.0,
        "open_hours": 0.0,
        "p_open": 1.0,
        "check_delay_days": own.open_delay_days,
        "strip_share": 0.0,
    }
