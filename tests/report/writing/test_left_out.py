"""What is said to be left out comes from one list, and nothing of it is in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from borderSim.cli import KEYS
from borderSim.documents import DOCS
from borderSim.measures.events import COLUMNS, EVENTS
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.writing.left_out import LEFT_OUT, LeftOut, as_markdown, by_area
from borderSim.scenario.catalogue import parameters
from borderSim.scenario.files import names_in
from borderSim.studies.design.analyses import ANALYSES

SMALL = ("without", "within", "before", "against", "other")
"""Words that name nothing."""
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def names() -> set[str]:
    """Every name that the program has for something that it does or can be told."""
    found = (
        {row.key for row in parameters()}
        | set(OUTCOMES)
        | set(EVENTS)
        | set(COLUMNS)
        | set(ANALYSES)
        | set(KEYS)
    )
    found |= {key for keys in KEYS.values() for key in keys}
    for group in ("instruments", "shocks", "legal_model", "partnership"):
        found |= set(names_in(group))
    return {name.lower() for name in found}


def tokens(names: set[str]) -> set[str]:
    return {part for name in names for part in re.split(r"[^a-z]+", name) if len(part) >= 4}


def told(entry: LeftOut, names: set[str]) -> list[str]:
    """What speaks for its being in: names that begin as it would, and words of its text that are names."""
    begins = [
        name
        for name in names
        for word in entry.would_be
        if re.search(rf"(^|[^a-z]){re.escape(word)}", name)
    ]
    words = {
        word
        for word in re.findall(r"[a-zé]{5,}", entry.text.lower())
        if word not in (*entry.near, *SMALL)
    }
    parts = tokens(names)
    return begins + sorted(
        word
        for word in words
        if any(
            part.startswith(word[:6]) or (word.startswith(part) and len(part) > 4) for part in parts
        )
    )


@pytest.mark.parametrize("entry", LEFT_OUT, ids=lambda entry: entry.text[:40])
def test_nothing_that_is_named_is_in(entry, names):
    assert not told(entry, names)


@pytest.mark.parametrize(
    "text",
    [
        "politics",
        "prices that answer to scarcity",
        "sensitivity indices",
        "engines other than local processes",
        "law beyond the hand-over of finds",
    ],
)
def test_what_was_said_wrongly_once_would_be_seen(text, names):
    assert told(LeftOut("", text), names)


def test_the_document_is_made_of_the_list():
    assert as_markdown() in (DOCS / "model.md").read_text("utf-8")
    assert (
        len({entry.text for entry in LEFT_OUT})
        == len(LEFT_OUT)
        == sum(map(len, by_area().values()))
    )


SAID = re.compile(r"([^:;.(]+?) (?:is|are) not (?:in the model|modelled)")


def test_whatever_is_said_elsewhere_to_be_out_stands_in_the_list():
    """Questionnaire and documents say of single things that they are not in the model."""
    said = [
        (path.name, " ".join(match[1].split()))
        for folder in ("configs", "docs", "experiments", "borderSim/report/templates")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".yaml", ".md", ".html")
        for match in SAID.finditer(path.read_text("utf-8"))
    ]
    assert len(said) > 8
    texts = " | ".join(entry.text for entry in LEFT_OUT).lower()
    for place, what in said:
        words = [
            word
            for word in re.findall(r"[a-z]{5,}", what.lower())
            if word not in ("customs", "unused", "which", "service")
        ]
        assert any(
            sum(word[:6] in text for word in words) >= min(2, len(words))
            for text in texts.split(" | ")
        ), (place, what)
