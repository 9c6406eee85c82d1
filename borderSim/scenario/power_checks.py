"""Whether competence, capabilities and sources of cases name what there is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from borderSim.errors import InputError, nearest
from borderSim.parameters.scenario import CAPABILITIES, SOURCES, Scenario

WITH_OWN_FIELD = ("surveillance", "finance")
"""Sources whose weight of evidence may be null: it stands in ``investigation.evidence_<source>``."""

OriginOf = Callable[[str], str]


def check_powers(scenario: Scenario, origin_of: OriginOf) -> None:
    """Check names of commodities, capabilities and sources, and that what is borrowed can be.

    Raises:
        InputError: the first thing wrong.
    """
    for service in ("customs", "police"):
        _known(
            f"competence.{service}",
            getattr(scenario.competence, service),
            scenario.commodities,
            "commodity",
            origin_of,
        )
    _known("capabilities", scenario.capabilities, CAPABILITIES, "capability", origin_of)
    _known("case_sources", scenario.case_sources, SOURCES, "source", origin_of)
    for name, capability in scenario.capabilities.items():
        if capability.customs == capability.police == "partner":
            key = f"capabilities.{name}"
            raise InputError(
                f"{origin_of(key)}: {key} is 'partner' for both services, but one of them must own what the other borrows"
            )
    for name, source in scenario.case_sources.items():
        if source.evidence is None and name not in WITH_OWN_FIELD:
            key = f"case_sources.{name}.evidence"
            raise InputError(
                f"{origin_of(key)}: {key} is null, but only {' and '.join(WITH_OWN_FIELD)} have a weight of their own in investigation"
            )


def _known(
    key: str, names: Iterable[str], there: Collection[str], what: str, origin_of: OriginOf
) -> None:
    for name in names:
        if name not in there:
            raise InputError(
                f"{origin_of(key)}: {key} names {name!r}, an unknown {what}{nearest(name, there)}; there are: {', '.join(there)}"
            )
