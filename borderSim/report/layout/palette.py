"""Colours and shapes: a level's look follows from its place in the order, never from its name.

The reference level is grey and dashed; the others run from light to dark through hues that
people with colour-vision deficiencies tell apart, and each has its own marker and line style.
"""

from __future__ import annotations

from dataclasses import dataclass

REFERENCE_COLOUR = "#5F6B7A"
ANCHORS = ("#CF8A24", "#2A9187", "#2F6DB5", "#3B2774")
MARKERS = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "triangle-down",
    "pentagon",
    "hexagram",
    "star",
    "cross",
    "x",
)
DASHES = ("solid", "longdash", "dashdot", "dash", "dot")

INK = "#1B2430"
MUTED = "#566170"
GRID = "#E3E8ED"
RULE = "#9AA5B1"
BETTER = "#1F6FB2"
WORSE = "#B5541C"

DIVERGING = (
    (0.0, "#DE9357"),
    (0.25, "#F0C8A4"),
    (0.5, "#F7F7F5"),
    (0.75, "#B9D5EC"),
    (1.0, "#76AEDB"),
)
"""Worse to better than the reference, the middle is no difference.

All pale enough for dark text.
"""

RANKS = ((0.0, "#2E6FA8"), (0.5, "#BBD3E8"), (1.0, "#F6F3EE"))
"""First rank dark, last rank pale."""

COST_PARTS = ("#8FA3B8", "#4D6A8A", "#E3B566", "#C7771B", "#7E9F7A")
"""Customs, police, set-up, running cost of cooperation, delay of lawful trade."""
JUSTICE = "#B9A6C9"
FATES = ("#2F4A68", "#C7771B", "#EBC88F", "#DCE3EA")
"""Organisations dismantled, struck and not back, struck and back, never struck."""
FIELDED = ("#8FA3B8", "#E3B566")
"""What organisations of the start, and entrants, can field."""
TIERS = ("#C9D6E3", "#8FABC7", "#4D749C", "#1D3C5E")
"""Couriers and storekeepers, logistics, brokers, leaders."""


@dataclass(frozen=True)
class Look:
    """How a level is drawn everywhere: colour, marker and line style."""

    colour: str
    marker: str
    dash: str


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def blend(first: str, second: str, weight: float) -> str:
    """Return the colour ``weight`` of the way from ``first`` to ``second`` (both ``#rrggbb``)."""
    mixed = (round(a + (b - a) * weight) for a, b in zip(_rgb(first), _rgb(second), strict=True))
    return "#" + "".join(f"{value:02X}" for value in mixed)


def transparent(colour: str, opacity: float) -> str:
    """Return ``#rrggbb`` as a CSS colour with the given opacity."""
    red, green, blue = _rgb(colour)
    return f"rgba({red},{green},{blue},{opacity:g})"


def ramp(count: int) -> list[str]:
    """Return ``count`` colours from light to dark, evenly spaced along the anchors."""
    if count <= 0:
        return []
    if count == 1:
        return [ANCHORS[2]]
    colours = []
    for index in range(count):
        place = index / (count - 1) * (len(ANCHORS) - 1)
        left = min(int(place), len(ANCHORS) - 2)
        colours.append(blend(ANCHORS[left], ANCHORS[left + 1], place - left))
    return colours


def looks(count: int, reference: int) -> list[Look]:
    """Return the look of each of ``count`` levels in order.

    ``reference`` is the place of the present level.
    """
    colours = iter(ramp(count - 1))
    result = []
    for index in range(count):
        colour = REFERENCE_COLOUR if index == reference else next(colours)
        dash = "dot" if index == reference else DASHES[index % (len(DASHES) - 1)]
        result.append(Look(colour, MARKERS[index % len(MARKERS)], dash))
    return result
