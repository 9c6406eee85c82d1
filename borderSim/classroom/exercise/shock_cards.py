"""The shipped shocks as cards of a class: their texts are read, never copied."""

from __future__ import annotations

import dataclasses
import functools
import re

from borderSim.language.spacing import spaced
from borderSim.parameters.shocks import Shock, Text
from borderSim.scenario.load import load_scenario

_KEY = re.compile(r"\s*\((?:(?:for|pour) )?[a-z][a-z0-9_.]*\)")
"""The name of a parameter or of a counter in brackets, which only a reader of the model looks for."""


@functools.cache
def shock_named(name: str) -> Shock:
    """Return a shock by its name, with title, text, expected action and question as a card shows them.

    Raises:
        InputError: there is none of that name, or something is wrong with it.
    """
    shock = load_scenario("training", [f"shocks=[{name}]", f"shocks.{name}.day=0"]).shocks[name]
    texts = ("title", "text", "expected", "question", "in_the_model")
    return dataclasses.replace(shock, **{one: _on_a_card(getattr(shock, one)) for one in texts})


def _on_a_card(text: Text) -> Text:
    """Return a text without names of the program in brackets, its French with the spaces it asks for."""
    return Text(en=_KEY.sub("", text.en), fr=spaced(_KEY.sub("", text.fr)))
