"""``bs.register``: what a person wrote in a notebook gets a name."""

from __future__ import annotations

from typing import Any

from borderSim.extend.own import register as register_own

__all__ = ["register"]


def register(group: str, name: str, given: Any) -> None:
    """Give a measure or an intervention of this notebook or script a name, as an installed package has one.

    ::

        bs.register("measure", "quiet_days", quiet_days)
        bs.compare("training", measures=["quiet_days"])

    Args:
        group: ``measure`` or ``intervention`` (see ``docs/own.md``).
        name: the name.
        given: the object, class or function.

    Raises:
        InputError: no such group, a name that is none or is taken, or something that cannot be used.
    """
    register_own(group, name, given)
