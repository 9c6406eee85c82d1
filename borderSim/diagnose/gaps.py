"""What answers show to be missing, and the remedy: the handbook's where it names one, else this project's.

Read from ``configs/questionnaire/gaps.yaml``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from borderSim.diagnose.joined import Joined, Seen
from borderSim.language.current import current
from borderSim.scenario.questionnaire.items import Option, Part, items
from borderSim.scenario.shipped import config_dir
from borderSim.scenario.strict_yaml import read_yaml

HANDBOOK, PROJECT = "handbook", "project"
"""Who names a shortcoming or a remedy."""


@dataclass(frozen=True)
class Gap:
    """A shortcoming that an answer can show.

    Attributes:
        item: of the questionnaire.
        parts: names of the parts that show it.
        options: by part, the names of the answers that do.
        gap: what is missing, by language.
        gap_by: ``handbook`` or ``project``.
        remedy: what can be done about it, by language.
        remedy_by: likewise.
        section: where the handbook speaks of the remedy.
    """

    item: str
    parts: tuple[str, ...]
    options: Mapping[str, frozenset[str]]
    gap: Mapping[str, str]
    gap_by: str
    remedy: Mapping[str, str]
    remedy_by: str
    section: str

    @property
    def says(self) -> str:
        """What is missing, in the language in force."""
        return self.gap[current()]

    @property
    def does(self) -> str:
        """What can be done, in the language in force."""
        return self.remedy[current()]


@dataclass(frozen=True)
class Found:
    """A gap in a country.

    Attributes:
        gap: which.
        seen: the parts that show it.
        sure: whether it is there at the highest of what answers may mean too.
        only: the service that alone answers so, empty where both do, or one form was handed in.
    """

    gap: Gap
    seen: tuple[Seen, ...]
    sure: bool
    only: str = ""


@functools.cache
def known_gaps() -> tuple[Gap, ...]:
    """Return every gap, in the order of the handbook's items."""
    raw = read_yaml(config_dir() / "questionnaire" / "gaps.yaml")
    return tuple(_gap(entry) for entry in raw["gaps"])  # type: ignore[union-attr]


def gaps_of(joined: Joined) -> list[Found]:
    """Return the gaps that joined answers show, in the order of the handbook's items.

    A part that nobody could answer shows a gap that is not sure, where the lowest answer would.
    """
    found = []
    by_key = {(seen.part.item, seen.part.name): seen for seen in joined.seen}
    for gap in known_gaps():
        parts = [by_key[gap.item, name] for name in gap.parts]
        seen = tuple(one for one in parts if _shows(gap, one.part, one.chosen or one.low))
        if seen:
            sure = any(
                _shows(gap, one.part, one.high if one.unsure else one.chosen) for one in seen
            )
            found.append(Found(gap, seen, sure, _only(gap, seen)))
    return found


def _shows(gap: Gap, part: Part, chosen: Sequence[Option] | None) -> bool:
    return bool(chosen) and any(option.name in gap.options[part.name] for option in chosen or ())


def _only(gap: Gap, seen: Sequence[Seen]) -> str:
    """Return the service that alone answers so, where the other answers something else."""
    said: dict[str, bool] = {}
    for one in seen:
        for service, view in one.views.items():
            options = getattr(view, "options", None)
            if options is not None:
                said[service] = said.get(service, False) or _shows(gap, one.part, options)
    yes = [service for service, shows in said.items() if shows]
    return yes[0] if len(said) > 1 and len(yes) == 1 else ""


def _gap(raw: Mapping[str, object]) -> Gap:
    item = items()[str(raw["item"])]
    names = tuple(raw.get("parts") or item.parts)  # type: ignore[arg-type]
    return Gap(
        item.name,
        names,
        {name: _options(item.parts[name], raw) for name in names},
        raw["gap"],  # type: ignore[arg-type]
        str(raw["gap_by"]),
        raw["remedy"],  # type: ignore[arg-type]
        str(raw["remedy_by"]),
        str(raw["section"]),
    )


def _options(part: Part, raw: Mapping[str, object]) -> frozenset[str]:
    """Return the answers that show a gap: those below an option, or those named."""
    if "of" in raw:
        return frozenset(map(str, raw["of"]))  # type: ignore[arg-type]
    names = list(part.options)
    return frozenset(names[: names.index(str(raw["below"]))])
