"""Published magnitudes with which the model is compared at the lowest level.

Only what a row of outcomes tells; what needs single loads (their weights) is asked by the
validation itself.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """A published or assumed range of a quantity at coexistence.

    Attributes:
        name: stable name.
        label: for people.
        scenario: where it is asked.
        low, high: the range.
        top: outcomes that are added up.
        bottom: outcomes that the sum is divided by; empty: by the years that are measured.
        plain: whether the single outcome is taken as it is, a mean or a state.
        published: the published magnitude that the range holds, with its sources; empty: none is, the
            range is an assumption.
    """

    name: str
    label: str
    scenario: str
    low: float
    high: float
    top: tuple[str, ...]
    bottom: tuple[str, ...] = ()
    plain: bool = False
    published: str = ""

    def value(self, outcomes: Mapping[str, float], years: float) -> float:
        """Return the quantity of one run, or of the sums over several with the sum of their years.

        NaN where undefined.
        """
        top = sum(float(outcomes[name]) for name in self.top)
        if self.plain:
            return top
        bottom = sum(float(outcomes[name]) for name in self.bottom) if self.bottom else years
        return top / bottom if bottom else math.nan

    def holds(self, value: float) -> bool:
        """Whether a value lies in the range."""
        return self.low <= value <= self.high


_DRUGS = (("drug_seized_value_eur",), ("drug_shipped_value_eur",))
_INTERDICTION = "10–30 % of cocaine, Europe (S26, S77, S78); the band is for all drugs"
_LIFT = "2.5–5 simple profile, 11–22 large port (derived, S49)"
_CHECKS = ("inspections_targeted", "inspections_random")

BANDS = (
    Band(
        "interdiction_national",
        "interdiction of drugs by value",
        "national",
        0.05,
        0.30,
        *_DRUGS,
        published=_INTERDICTION,
    ),
    Band(
        "interdiction_port",
        "interdiction of drugs by value",
        "container_port",
        0.05,
        0.30,
        *_DRUGS,
        published=_INTERDICTION,
    ),
    *(
        Band(
            f"lift_{short}",
            "targeting lift",
            scenario,
            2.5,
            22,
            ("targeting_lift",),
            plain=True,
            published=_LIFT,
        )
        for short, scenario in (
            ("national", "national"),
            ("port", "container_port"),
            ("airport", "airport"),
        )
    ),
    Band(
        "finds_per_box",
        "finds per box checked",
        "container_port",
        0.0005,
        0.005,
        ("finds_box",),
        _CHECKS,
        published="about 0.3 % per scan, Rotterdam (derived, S3, S4, S27)",
    ),
    Band("finds_port", "finds in boxes a year", "container_port", 10, 40, ("finds_box",)),
    Band("finds_airport", "courier finds a year", "airport", 10, 70, ("finds_passenger",)),
    Band("cases", "cases opened a year", "national", 15, 35, ("cases_opened",)),
    Band(
        "burned",
        "cases that ended without an arrest after exposure, over cases opened",
        "national",
        0.05,
        0.6,
        ("cases_burned",),
        ("cases_opened",),
    ),
    Band("arrests", "members arrested a year", "national", 40, 150, ("members_arrested",)),
    Band("dismantled", "organisations ended a year", "national", 0.5, 4, ("orgs_ended",)),
    Band(
        "confiscated",
        "confiscated share of proceeds",
        "national",
        0.003,
        0.03,
        ("assets_confiscated_eur",),
        ("delivered_value_eur",),
        published="1–2 % (S133, S135)",
    ),
    *(
        Band(
            f"{what}_{short}",
            f"utilisation of {what}",
            scenario,
            0.7,
            0.95,
            (f"utilisation_{what}",),
            plain=True,
        )
        for short, scenario in (
            ("national", "national"),
            ("port", "container_port"),
            ("airport", "airport"),
        )
        for what in ("hours", "machines")
    ),
)

PUBLISHED = {
    **{band.name: band.published for band in BANDS if band.published},
    "loads-small": "56 % (89 of some 160 finds, Dutch ports 2022; S28, S82)",
    "loads-large": "11 % (17 of some 160 finds, Dutch ports 2022; S28, S82)",
}
"""What is published, by the name of a magnitude: those above, and those that need single loads."""
