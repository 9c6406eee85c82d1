"""Which inputs own statistics can tell, and over which range they are tried.

What can be told at all was looked at beforehand, on simulated countries whose truth was known
(docs/identifiability.md): how much is shipped and how well documents tell are told by seizures and
checks, what the police know in part; how faithfully items cross and how far they are trusted are
not told, and so are not fitted here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.parameters.scenario import Scenario
from borderSim.parameters.shocks import Text
from borderSim.studies.design.factors import Factor, overrides

SHIPMENTS = "organisations.profiles.*.shipments_per_year"
SIGNAL = "traffic.document_signal"
KNOWN = "police.known_entity_share"


@dataclass(frozen=True)
class Input:
    """An input that may be fitted.

    Attributes:
        key: dotted key; with ``*`` every entry is multiplied.
        label: for people.
        factor: how it is drawn and set; its range is the prior.
        told_by: beginnings of names of statistics that can tell it.
        source: of its range.
    """

    key: str
    label: Text
    factor: Factor
    told_by: tuple[str, ...]
    source: str


INPUTS: tuple[Input, ...] = (
    Input(
        SHIPMENTS,
        Text(
            en="loads that organisations plan a year (factor)",
            fr="envois que les organisations prévoient par an (facteur)",
        ),
        Factor(SHIPMENTS, low=0.25, high=4.0, log=True, way="multiply"),
        ("seiz", "finds_", "assets"),
        "prior of the field, 5 to 80 a year around 20",
    ),
    Input(
        SIGNAL,
        Text(en="how well documents tell", fr="ce que disent les documents"),
        Factor(SIGNAL, low=0.3, high=1.2),
        ("finds_targeted_", "inspections_targeted_"),
        "prior of the field",
    ),
    Input(
        KNOWN,
        Text(
            en="entities that the police know",
            fr="entités que la police connaît",
        ),
        Factor(KNOWN, low=0.02, high=0.40, log=True),
        ("members_", "cases_"),
        "prior of the field",
    ),
)
"""In the order in which they are told best: variance explained 0.92, 0.86 and 0.45 in the twin experiment."""


def inputs_for(targets: Iterable[str], asked: Sequence[str] | str | None = None) -> list[Input]:
    """Return the inputs that are fitted.

    Args:
        targets: names of the statistics that are there.
        asked: keys that are asked for (None: those that a statistic can tell).

    Raises:
        InputError: a key that can't be fitted, or no statistic that tells any.
    """
    names = list(targets)
    if asked is not None:
        known = {own.key: own for own in INPUTS}
        keys = [asked] if isinstance(asked, str) else list(asked)
        for place, key in enumerate(keys):
            if key not in known:
                raise InputError(
                    phrase(
                        "inputs={key:.80}: own statistics can't tell it{nearest}; there are: {allowed}",
                        key=key,
                        nearest=nearest(key, known),
                        allowed=", ".join(known),
                    )
                )
            if key in keys[:place]:
                raise InputError(phrase("inputs= names {key} twice", key=key))
        if not keys:
            raise InputError(phrase("inputs=[] names no input; leave it out, or name one"))
        return [known[key] for key in keys]
    found = [own for own in INPUTS if any(name.startswith(own.told_by) for name in names)]
    if not found:
        raise InputError(
            phrase(
                "the targets ({allowed}) tell none of the inputs that can be fitted: give seizures, finds, checks, cases or arrests",
                allowed=", ".join(names),
            )
        )
    return found


def settings(point: Sequence[float], inputs: Sequence[Input], base: Scenario) -> list[str]:
    """Return the ``key=value`` texts of a point.

    Args:
        point: a value of each input.
        inputs: what is fitted.
        base: the scenario that is moved.
    """
    values = {own.key: float(f"{value:.6g}") for own, value in zip(inputs, point, strict=True)}
    return overrides(values, [own.factor for own in inputs], base)


def at(inputs: Sequence[Input], unit: Sequence[float]) -> list[float]:
    """Return the values at shares (0 to 1) of the prior ranges."""
    return [float(own.factor.at(share)) for own, share in zip(inputs, unit, strict=True)]


def share_of(own: Input, value: float) -> float:
    """Return where a value lies in the prior range of its input, 0 to 1, on the scale on which it is drawn."""
    factor = own.factor
    if factor.log:
        return math.log(value / factor.low) / math.log(factor.high / factor.low)
    return (value - factor.low) / (factor.high - factor.low)
