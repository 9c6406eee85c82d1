"""What of a country of one's own was entered: its figures, and the answers to the questionnaire."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.report.comparison.assumptions import resolved_scenario
from borderSim.report.comparison.source import View, on_a_dial

OWN = ("given", "converted", "fitted")
"""How an entry of the account came about where it is the country's own; all others are the program's."""


@dataclass(frozen=True)
class Entered:
    """What stands in a scenario that is no shipped one.

    Attributes:
        own, assumed: entries of the account of the spreadsheet that are the country's own, and that
            were scaled or assumed; 0 where there was no spreadsheet.
        answered: whether the present level comes from the questionnaire.
        at: title of the level that a present level of the country's own comes up to; empty for one
            of those that are compared, and below all of them.
    """

    own: int
    assumed: int
    answered: bool
    at: str


def entered(view: View) -> Entered:
    """Return what of the country was entered, by what the manifest holds."""
    config = resolved_scenario(view.manifest, view.scenario)
    account = [str(entry.get("how")) for entry in config.get("account") or ()]
    differing = (view.manifest.get("level_config") or {}).get(view.scenario) or {}
    level = (config | (differing.get(view.reference.name) or {})).get("partnership") or {}
    own = sum(how in OWN for how in account)
    return Entered(own, len(account) - own, bool(level.get("sources")), _at(view))


def _at(view: View) -> str:
    place = view.levels.index(view.reference)
    return "" if on_a_dial(view.reference) or not place else view.levels[place - 1].title
