"""Whether the stored numbers of a page are today's, and the sentence at its top where they are not."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from borderSim.errors import InputError
from borderSim.report.writing.markdown import template
from borderSim.studies.design.experiment_files import shipped_experiments
from borderSim.studies.execution import provenance
from borderSim.validation import made_with
from borderSim.version import __version__

Made = Mapping[str, Any]

TODAY, NOT_RECORDED, GONE = "today's", "not recorded", "gone"
RUNS = "its runs give other numbers"
CONFIGURATIONS = "the configurations that it ran have changed"
MARK = "> **Older numbers.**"
"""How the sentence begins, by which it is found again on a page that people write."""


@dataclass(frozen=True)
class Age:
    """What has become of numbers since they were stored.

    Attributes:
        state: one of the constants above, or two of them in words.
        program: version of the program that made them, empty where not known.
        again: the command that makes them anew, empty where no single one does.
        why: why nobody can, where that is so.
    """

    state: str
    program: str
    again: str
    why: str = ""

    @property
    def sentence(self) -> str:
        """The sentence for the top of the page, empty where the numbers are today's."""
        if self.state == TODAY:
            return ""
        return (
            template("age.md")
            .render(age=self.state, program=self.program, again=self.again, why=self.why)
            .strip()
        )


def age(numbers: Made, today: Callable[[Made], Made], again: str) -> Age:
    """Return how old stored numbers are.

    Args:
        numbers: of a study, with what they were made with (see
            :mod:`borderSim.validation.made_with`).
        today: from that to what they would be made with today; asked only where the runs are still
            the same.
        again: the command that makes them anew.
    """
    program, made = str(numbers.get("program_version", "")), numbers.get(made_with.KEY)
    if not made:
        return Age(NOT_RECORDED, program, again)
    if not provenance.same_behaviour(made["behaviour"]):
        return Age(RUNS, program, again)
    try:
        same = made["configurations"] == today(made)["configurations"]
    except InputError as error:
        return Age(GONE, program, again, str(error))
    return Age(TODAY if same else CONFIGURATIONS, program, again)


def made_by(numbers: Made) -> str:
    """Return the version of the program that made numbers.

    Where it is another than today's, and the runs of both are known to give the same numbers, it says so: else a
    reader would take the numbers for those of another model.
    """
    version = str(numbers.get("program_version", ""))
    made = numbers.get(made_with.KEY) or {}
    if version != __version__ and provenance.same_behaviour(made.get("behaviour")):
        return f"{version} (its runs give the same numbers as those of {__version__})"
    return version


def findings_by_hand(text: str) -> dict[str, Age]:
    """Return how old each finding is that people put into a page, by its name."""
    known, found = shipped_experiments(), {}
    for match in made_with.FINDING.finditer(text):
        name, behaviour = match["name"], match["behaviour"]
        again = f"bordersim sweep experiment={name}" if name in known else ""
        state = TODAY if provenance.same_behaviour(behaviour) else RUNS
        found[name] = Age(state if behaviour else NOT_RECORDED, "", again)
    return found


def oldest(ages: Iterable[Age]) -> Age | None:
    """Return the age of the findings of a page taken together; None where there are none.

    What was not recorded goes before what is of an older model. The command is the first that one
    of them has.
    """
    found = list(ages)
    if not found:
        return None
    first = min(found, key=lambda own: _WORST.index(own.state) if own.state in _WORST else 1)
    again = first.again or next((own.again for own in found if own.again), "")
    return dataclasses.replace(first, again=again)


_WORST = (NOT_RECORDED, RUNS, TODAY)


def age_by_hand(text: str) -> Age | None:
    """Return how old the findings are that people put into a page, the oldest of them.

    None where there is none.
    """
    return oldest(findings_by_hand(text).values())


def dated(page: str, found: Age | None) -> str:
    """Return a page in Markdown with the sentence below its title, in the place of one that stands there."""
    lines = [line for line in page.split("\n") if not line.startswith(MARK)]
    title = next((i for i, line in enumerate(lines) if line.startswith("# ")), 0)
    head, rest = lines[: title + 1], lines[title + 1 :]
    while rest and not rest[0]:
        rest.pop(0)
    sentence = found.sentence if found else ""
    return "\n".join([*head, "", *([sentence, ""] if sentence else []), *rest])
