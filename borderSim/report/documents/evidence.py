"""What is known of the model, for the model card and the statement on quality: verdicts, marks of inputs, what carries the answer.

These parts are made from the stored numbers of the validation and of the study ``mechanisms``, and
from the parameters; the rest of both pages is written by hand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from borderSim.report.documents.age import made_by
from borderSim.report.documents.made_parts import with_parts
from borderSim.report.documents.validation import CLASSES, asked, decisive, number, title
from borderSim.scenario.catalogue import parameters
from borderSim.scenario.names import default_choices
from borderSim.studies.analysis.findings.mechanisms import answer, titles
from borderSim.studies.analysis.findings.text import table

VALIDATION, MECHANISMS = "validation.json", "mechanisms.json"
VERDICTS = ("agrees", "inconclusive", "disagrees")
MARKS = {
    "handbook": "said by the WCO/INTERPOL handbook",
    "published": "seen in the source named",
    "derived": "arithmetic on published figures, or a declared fit",
    "assumption": "no direct measure found",
    "setting": "a choice of the study, no claim about the world",
}
"""What each mark of a parameter says, in the order of the table."""


def verdicts(docs: Path) -> str:
    """Return how many patterns agree, by class, and name those that do not; a sentence where nothing is stored."""
    content = _stored(docs / VALIDATION)
    if not content:
        return "Not run yet: `bordersim validate` makes the numbers."
    rows = content["patterns"]
    counts = Counter((row["class"], row["verdict"]) for row in rows)
    summary = table(
        ("class", *VERDICTS),
        [(name, *(str(counts[name, verdict]) for verdict in VERDICTS)) for name in CLASSES],
    )
    others = [row for row in rows if row["verdict"] != "agrees"]
    named = table(
        ("pattern", "class", "verdict", "what decided it", "model [95 %]", "asked"),
        [_verdict_row(row) for row in others],
    )
    when = f"Program {made_by(content)}, run on {content['ran']['started'][:10]}."
    lead = f"**{title(content).capitalize()}.** {when} Magnitudes are counted under *reported*."
    lines = [lead, "", *summary, "", "What does not agree, or cannot be told:", "", *named]
    return "\n".join(lines).replace("\n\n\n", "\n\n").strip()


def _verdict_row(row: Mapping[str, Any]) -> tuple[str, ...]:
    lead = decisive(row) if row.get("claims") else row
    what = str(lead.get("text", row["title"])).replace("|", "\\|")
    return (
        f"{row['id']}: {row['title']}",
        row["class"],
        row["verdict"],
        what,
        number(lead),
        asked(lead),
    )


def marks(docs: Path) -> str:
    """Return how many parameters of the default scenario bear each mark."""
    del docs  # this part needs no stored numbers
    default = default_choices()["scenario"]
    counts = Counter(row.mark for row in parameters(default))
    rows = [(mark, str(counts[mark]), says) for mark, says in MARKS.items()]
    head = (f"mark (scenario `{default}`)", "parameters", "what it says")
    return "\n".join(table(head, rows)).strip()


def carries(docs: Path) -> str:
    """Return what each mechanism carries of the whole way, a sentence an outcome; a sentence where nothing is stored."""
    found = _stored(docs / MECHANISMS)
    if not found:
        return "Not run yet: `bordersim sweep experiment=mechanisms` makes the numbers."
    step, names = found["steps"][-1], titles(found)
    sentences = [answer(step, stick, names) for stick in found["yardsticks"] if stick["headline"]]
    lead = f"From {step['lower']} to {step['higher']}, {found['replicates']} replicates of `{found['scenario']}`:"
    return "\n".join([lead, "", *(f"- {sentence}" for sentence in sentences)])


PARTS: dict[str, dict[str, Callable[[Path], str]]] = {
    "model-card.md": {"verdicts": verdicts, "marks": marks, "what carries": carries},
    "quality.md": {"marks": marks, "verdicts": verdicts},
}
"""The made parts of each page, by the name in their marks."""


def page(name: str, docs: Path) -> str:
    """Return a page of :data:`PARTS` with its made parts written anew, empty where it is missing.

    Raises:
        ValueError: a mark is missing.
    """
    return with_parts(
        docs / name, {part: partial(made, docs) for part, made in PARTS[name].items()}
    )


def _stored(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
