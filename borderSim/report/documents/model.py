"""The parts of ``docs/model.md`` that are made from the code: roles, state variables, a day's order and flow, what is left out.

The description is written by hand but for what stands between markers; ``python -m
borderSim.documents`` writes these parts anew. The order and flow of a day are those of
:data:`borderSim.day.DAY`, which the model carries out.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from borderSim.parameters.roles import KEY_ROLES, ROLE_MIX
from borderSim.report.documents.made_parts import with_parts
from borderSim.report.writing.left_out import as_markdown, wrap

PAGE = "model.md"


def schedule() -> str:
    """Return the order of a day as a numbered list."""
    from borderSim.day import DAY

    last = len(DAY)
    lines = [
        f"{place}. **{phase.name}** (`{phase.module}`): {phase.text}{'.' if place == last else ';'}"
        for place, phase in enumerate(DAY, start=1)
    ]
    return "\n".join(
        wrap(line, indent=len(f"{place}. ")) for place, line in enumerate(lines, start=1)
    )


def flow() -> str:
    """Return what each line of a day reads and writes of the state, and what it sees of the truth, as a table."""
    from borderSim.day import ALL, DAY
    from borderSim.model.state.variables import PARTS

    def named(parts: frozenset[str]) -> str:
        return ", ".join(part for part in PARTS if part in parts)

    rows = [
        f"| {phase.name} | {named(phase.reads)} | {named(phase.writes)} "
        f"| {'all' if phase.truth == ALL else ', '.join(f'`{name}`' for name in sorted(phase.truth)) or 'nothing'} |"
        for phase in DAY
    ]
    head = "| line | reads | reads and writes | sees or changes of `traffickers` |"
    return "\n".join([head, "| --- | --- | --- | --- |", *rows])


def state_variables() -> str:
    """Return the state variables, a table a part, with the lines of the day that write them."""
    from borderSim.day import DAY
    from borderSim.model.state.variables import PARTS, VARIABLES

    out: list[str] = []
    for part, what in PARTS.items():
        writers = (
            ", ".join(phase.name for phase in DAY if part in phase.writes) or "no line of the day"
        )
        out.append(
            wrap(
                f"**{part}**: {what}. Written by: {writers if part != 'recorder' else 'every line'}.",
                indent=0,
            )
        )
        rows = [
            f"| `{v.name}` | {v.kind}{f' ({v.shape})' if v.shape else ''} | {v.unit} | {v.range} | {v.text} |"
            for v in VARIABLES
            if v.part == part
        ]
        if rows:
            out.append(
                "\n".join(
                    [
                        "| variable | type | unit | range | what it is |",
                        "| --- | --- | --- | --- | --- |",
                        *rows,
                    ]
                )
            )
    return "\n\n".join(out)


def roles() -> str:
    """Return the roles of members with their tiers, weights and shares as a table."""
    from borderSim.model.state.networks import TIER_OF_ROLE, TIER_WEIGHT

    rows = [
        f"| {role} | {TIER_OF_ROLE[role]} | {TIER_WEIGHT[TIER_OF_ROLE[role]]:g} | {100 * share:g} % | {'at least one' if role in KEY_ROLES else ''} |"
        for role, share in ROLE_MIX.items()
    ]
    return "\n".join(
        [
            "| role | tier | weight for the police | share of the members |  |",
            "| --- | --- | --- | --- | --- |",
            *rows,
        ]
    )


MADE_PARTS: dict[str, Callable[[], str]] = {
    "roles": roles,
    "state variables": state_variables,
    "schedule": schedule,
    "flow": flow,
    "left out": as_markdown,
}
"""What stands between the markers, by the name in them."""


def page(docs: Path) -> str:
    """Return the description of the model with its made parts as the code says.

    Empty where it is missing.

    Raises:
        ValueError: a marker is missing.
    """
    return with_parts(docs / PAGE, MADE_PARTS)
