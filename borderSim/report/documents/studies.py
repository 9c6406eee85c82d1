"""The pages of the documentation that a finished study fills: method as text, numbers from its finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.parameters.mechanisms import MECHANISMS
from borderSim.report.documents.age import Age, age, dated, made_by
from borderSim.report.writing.markdown import deeper, template
from borderSim.studies.analysis.findings import (
    arms,
    hypotheses,
    instruments_text,
    levels_by_law,
    mechanisms,
    structure,
    surface,
)
from borderSim.studies.design.experiment import Experiment
from borderSim.studies.design.experiment_files import load_experiment
from borderSim.validation import made_with

READY = "ready-study.md"
"""Template of the studies whose method is said by their experiment's file."""
PAGE = "studies.md"
"""The page that holds all studies, one after the other."""


@dataclass(frozen=True)
class StudyPage:
    """The part of the page that one study fills.

    Attributes:
        experiment: name of the experiment.
        name: stem of the file with the numbers, beside the page.
        title: heading of the part.
        lines: what says the numbers in Markdown.
        template: of the part, where it is not its own.
    """

    experiment: str
    name: str
    title: str
    lines: Callable[[Mapping[str, Any]], Sequence[str]]
    template: str = ""

    @property
    def about(self) -> Experiment:
        """The experiment as its file says it."""
        return load_experiment(self.experiment)

    @property
    def anchor(self) -> str:
        """The heading's place in the page, as links name it."""
        return re.sub(r"[^\w\- ]", "", self.title.lower()).replace(" ", "-")

    def age(self, found: Mapping[str, Any] | None) -> Age | None:
        """Return how old the stored numbers are; None where there are none."""
        if not found:
            return None
        return age(
            found,
            lambda made: made_with.today(self.experiment, made),
            f"bordersim sweep experiment={self.experiment}",
        )

    def text(self, found: Mapping[str, Any] | None) -> str:
        """Return the part, its heading of the first rank, with what was found or saying that nothing is stored."""
        finding = deeper("\n".join(self.lines(found))).strip() if found else ""
        version = made_by(found) if found else ""
        text = template(self.template or f"{self.name}.md")
        return (
            text.render(
                found=found,
                finding=finding,
                borderSim_version=version,
                page=self,
                mechanisms=MECHANISMS.values(),
            )
            + "\n"
        )


STUDY_PAGES = (
    StudyPage(
        "instruments", "instruments-study", "Which instrument did it?", instruments_text.lines
    ),
    StudyPage(
        "handbook_claims", "handbook-claims", "The handbook's own claims, tried", hypotheses.lines
    ),
    StudyPage("surface", "surface", "Sharing against pooling", surface.lines, READY),
    StudyPage(
        "levels_by_law", "levels-by-law", "Levels under four laws", levels_by_law.lines, READY
    ),
    StudyPage("structure", "structure", "Ranks under other structures", structure.lines, READY),
    StudyPage("exposure", "exposure", "What traffickers infer from a loss", arms.lines, READY),
    StudyPage("letting_run", "letting-run", "Letting a load run", arms.lines, READY),
    StudyPage(
        "pooling_capacity", "pooling-capacity", "Pooling at three capacities", arms.lines, READY
    ),
    StudyPage("entry_off", "entry-off", "What the market puts back", arms.lines, READY),
)
MECHANISMS_PAGE = StudyPage("mechanisms", "mechanisms", "What carries the answer", mechanisms.lines)
OWN_PAGES = (MECHANISMS_PAGE,)
"""Studies that fill a page of their own, ``NAME.md``."""


def studies_page(stored: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the page of all studies.

    Args:
        stored: numbers of those studies that have been run, by the name of their part.
    """
    parts = [
        deeper(dated(part.text(numbers), part.age(numbers)))
        for part in STUDY_PAGES
        for numbers in [stored.get(part.name)]
    ]
    return (
        template(PAGE).render(pages=STUDY_PAGES, parts="\n\n".join(part.strip() for part in parts))
        + "\n"
    )


def own_pages(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the pages of the studies that have one of their own (see :func:`studies_page`)."""
    return {
        f"{part.name}.md": dated(part.text(numbers), part.age(numbers))
        for part in OWN_PAGES
        for numbers in [stored.get(part.name)]
    }
