"""The pages of the documentation that a finished study fills: method as text, numbers from its finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.report.age import Age, age
from borderSim.report.markdown import template
from borderSim.studies.analysis.findings import hypotheses, instruments_text, levels_by_law, structure, surface
from borderSim.studies.design.experiment import Experiment, load_experiment
from borderSim.validation import made_with

READY = "ready-study.md"
"""Template of the studies whose method is said by their experiment's file."""
DEEPER = "#"
"""Headings of a finding stand one step deeper on its page."""


@dataclass(frozen=True)
class StudyPage:
    """A page that a study fills.

    Attributes:
        experiment: name of the experiment.
        name: stem of the page and of the numbers beside it.
        lines: what says the numbers in Markdown.
        template: of the page, where it is not its own.
    """

    experiment: str
    name: str
    lines: Callable[[Mapping[str, Any]], Sequence[str]]
    template: str = ""

    @property
    def about(self) -> Experiment:
        """The experiment as its file says it."""
        return load_experiment(self.experiment)

    def age(self, found: Mapping[str, Any] | None) -> Age | None:
        """Return how old the stored numbers are; None where there are none."""
        if not found:
            return None
        return age(found, lambda made: made_with.today(self.experiment, made), f"bordersim sweep experiment={self.experiment}")

    def text(self, found: Mapping[str, Any] | None) -> str:
        """Return the page, with what was found or saying that nothing is stored."""
        lines = [DEEPER + line if line.startswith("#") else line for line in self.lines(found)] if found else []
        version = found["program_version"] if found else ""
        text = template(self.template or f"{self.name}.md")
        return text.render(found=found, finding="\n".join(lines).strip(), borderSim_version=version, page=self) + "\n"


STUDY_PAGES = (
    StudyPage("instruments", "instruments-study", instruments_text.lines),
    StudyPage("handbook_claims", "handbook-claims", hypotheses.lines),
    StudyPage("surface", "surface", surface.lines, READY),
    StudyPage("levels_by_law", "levels-by-law", levels_by_law.lines, READY),
    StudyPage("structure", "structure", structure.lines, READY),
)
