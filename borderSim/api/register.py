"""``bs.register``: what a person wrote in a notebook gets a name."""

from __future__ import annotations

from typing import Any

from borderSim.rules.register import register as register_rule

__all__ = ["register"]


def register(group: str, name: str, given: Any) -> None:
    """Give a class of this notebook or script a name that scenarios, comparisons and sweeps then know.

    ::

        bs.register("targeting", "mine", Mine)
        bs.compare("training", overrides=["customs.targeting=mine"])

    Args:
        group: ``strategy``, ``targeting``, ``allocation`` or ``casework`` (see ``docs/plug-ins.md``).
        name: the name.
        given: the class.

    Raises:
        InputError: no such group, a name that is taken, or a class that cannot be used, in one sentence.
    """
    register_rule(group, name, given)
