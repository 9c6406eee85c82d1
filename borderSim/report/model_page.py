"""The parts of ``docs/model.md`` that are made from the code: a day's schedule, the roles of members, what is left out.

The description is written by hand but for what stands between markers; ``python -m borderSim.documents`` writes these
parts anew. That the schedule is the one of :meth:`borderSim.simulation.BorderModel.step` is checked by a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from borderSim.parameters.roles import KEY_ROLES, ROLE_MIX
from borderSim.report.left_out import as_markdown, wrap

PAGE = "model.md"
BEGIN, END = "<!-- made from the code: {} -->", "<!-- end of what is made: {} -->"


@dataclass(frozen=True)
class Phase:
    """One line of a day.

    Attributes:
        name: of the phase.
        calls: names of the functions that :meth:`borderSim.simulation.BorderModel.step` calls, in order.
        module: where they stand, below ``borderSim/``.
        text: what happens.
    """

    name: str
    calls: tuple[str, ...]
    module: str
    text: str


SCHEDULE: tuple[Phase, ...] = (
    Phase("schedule", ("_follow_schedule",), "simulation.py", "what the `schedule` changes today comes into force"),
    Phase("interventions", ("begin_day",), "extend/running.py", "interventions that were handed to the run say what is set otherwise today"),
    Phase("shocks", ("apply_shocks",), "model/phases/shocks.py", "what strikes today comes upon both services, what it changed for a time is taken back"),
    Phase("planning", ("plan",), "model/phases/planning.py", "organisations ask their strategy; loads arrive after a lead time"),
    Phase("intelligence", ("gather", "deliver"), "model/phases/intelligence.py", "entities are replaced; both services learn from their own "
          "sources; items that arrive today are received, customs vets within the hours of its desk"),
    Phase("information systems", ("consult",), "model/phases/information_systems.py", "feeds, registers and the answers that are due today"),
    Phase("class learning", ("learn_classes",), "model/phases/risk_analysis.py", "what openings taught, every `customs.belief_update_days`"),
    Phase("allocation", ("allocate",), "model/phases/allocation.py", "of mobile officers, every `customs.allocation_days`"),
    Phase("targeting", ("rank",), "model/phases/targeting.py", "today's arrivals and what waits are scored, ranked, selected within capacity"),
    Phase("picture", ("note_pictures",), "measures/picture.py", "with `events=true`: what each service knows of the loads that arrive is noted; nobody acts on it"),
    Phase("interception", ("intercept",), "model/phases/interception.py", "checks, openings, strips; a find is seized or let run; what passed "
          "is taken inland or delivered (with `actions/dispositions`, `actions/controlled_delivery`, `actions/handover`, `actions/referral`, `actions/recruiting`, `phases/second_stops` beside it)"),
    Phase("investigation", ("investigate",), "model/phases/investigation.py", "finds are filed daily; cases are opened, worked and closed weekly"),
    Phase("queries", ("follow_up",), "model/phases/information_systems.py", "finds and arrests of today are looked up in the information systems"),
    Phase("courts", ("hold_court",), "model/phases/courts.py", "charges, judgements, prison"),
    Phase("adaptation", ("adapt",), "model/phases/adaptation.py", "memory, reactions to losses and arrests; weekly turnover, replacement, ends; entry"),
    Phase("cooperation", ("cooperate",), "model/phases/cooperation.py", "trust, lapses, costs"),
    Phase("measures", ("close_day",), "measures/record.py", "the books of the day are closed"),
    Phase("own measures", ("end_day",), "extend/running.py", "measures that were handed to the run look at the day"),
)  # fmt: skip
"""The order of a day."""


def schedule() -> str:
    """Return the order of a day as a numbered list."""
    last = len(SCHEDULE)
    lines = [f"{place}. **{phase.name}** (`{phase.module}`): {phase.text}{'.' if place == last else ';'}"
             for place, phase in enumerate(SCHEDULE, start=1)]  # fmt: skip
    return "\n".join(wrap(line, indent=len(f"{place}. ")) for place, line in enumerate(lines, start=1))


def roles() -> str:
    """Return the roles of members with their tiers, weights and shares as a table."""
    from borderSim.model.state.networks import TIER_OF_ROLE, TIER_WEIGHT

    rows = [
        f"| {role} | {TIER_OF_ROLE[role]} | {TIER_WEIGHT[TIER_OF_ROLE[role]]:g} | {100 * share:g} % | {'at least one' if role in KEY_ROLES else ''} |"
        for role, share in ROLE_MIX.items()
    ]
    return "\n".join(["| role | tier | weight for the police | share of the members |  |", "| --- | --- | --- | --- | --- |", *rows])


MADE_PARTS: dict[str, Callable[[], str]] = {"schedule": schedule, "roles": roles, "left out": as_markdown}
"""What stands between the markers, by the name in them."""


def page(docs: Path) -> str:
    """Return the description of the model with its made parts as the code says; empty where it is missing.

    Raises:
        ValueError: a marker is missing.
    """
    path = docs / PAGE
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for name, made in MADE_PARTS.items():
        if text:
            text = _with_part(text, name, made())
    return text


def _with_part(text: str, name: str, part: str) -> str:
    begin, end = BEGIN.format(name), END.format(name)
    if begin not in text or end not in text:
        raise ValueError(f"docs/{PAGE}: the marks {begin} and {end} are missing")
    before, _, rest = text.partition(begin)
    return f"{before}{begin}\n\n{part}\n\n{end}{rest.partition(end)[2]}"
