"""What the first remedy costs whom, in one unit and as differences to the country as it is, so that the sums add up."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.report.advice.aim_cost import ENFORCEMENT, ONCE, PARTS, Cost, more, of_posts
from borderSim.report.advice.who_pays import WhoPays
from borderSim.report.comparison.source import Level, View


@dataclass(frozen=True)
class Parts:
    """Of what the money of both services consists, all as shown in the unit of who pays.

    Attributes:
        running: of cooperation a year. share: of set-up that is counted a year. rest: officers,
            machines and checks a year; empty where nothing of it changes.
        once: all set-up. first: most that the first year can take. years, rate: over how many
            years set-up is counted, at how many per cent; all empty where there is no set-up.
        pay: of an officer a year, EUR; staff: officers of both services; empty where not known.
    """

    running: str
    share: str
    rest: str
    once: str
    first: str
    years: str
    rate: str
    pay: str
    staff: str


def cost_parts(view: View, level: Level, cost: Cost, paid: WhoPays) -> Parts:
    """Return of what the money consists.

    Args:
        view: the runs of single remedies.
        level: the country with the first of them.
        cost: what it costs.
        paid: who pays, whose unit and decimals are kept.
    """

    def shown(euros: float, *, signed: bool = False) -> str:
        return paid.scale.shown(euros, signed=signed)

    share, running = (more(view, level, name) / view.measured for name in PARTS)
    rest = more(view, level, ENFORCEMENT) / view.measured
    out, pays = cost.outlay, of_posts(view)
    once = more(view, level, ONCE)
    return Parts(
        shown(running, signed=True),
        shown(share, signed=True),
        shown(rest, signed=True) if shown(rest).strip("0.,−") else "",
        shown(once) if out else "",
        shown(once + running) if out else "",
        out.years if out else "",
        out.rate if out else "",
        pays.pay if pays else "",
        paid.staff,
    )
