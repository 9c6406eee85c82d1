"""The shipped shocks as cards of a class: their texts are read, never copied."""

from __future__ import annotations

import functools

from borderSim.parameters.shocks import Shock
from borderSim.scenario.load import load_scenario


@functools.cache
def shock_named(name: str) -> Shock:
    """Return a shock by its name, with title, text, expected action and question.

    Raises:
        InputError: there is none of that name, or something is wrong with it.
    """
    return load_scenario("training", [f"shocks=[{name}]", f"shocks.{name}.day=0"]).shocks[name]
