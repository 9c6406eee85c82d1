"""The glossary of the field's and the program's words, in English and French.

Made from ``borderSim/language/glossary.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.report.writing.markdown import template
from borderSim.scenario.strict_yaml import read_yaml

DATA = Path(__file__).parents[2] / "language" / "glossary.yaml"


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word in both languages.

    Attributes:
        en: the English word; fr: the French one.
        meaning_en: what it means, in English; meaning_fr: in French.
        abbreviation_en: English abbreviation, empty where there is none; abbreviation_fr: the French one.
        section: of the WCO/INTERPOL handbook, empty where the handbook does not use the word.
    """

    en: str
    fr: str
    meaning_en: str
    meaning_fr: str
    abbreviation_en: str = ""
    abbreviation_fr: str = ""
    section: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Words that belong together, with a title in both languages."""

    title_en: str
    title_fr: str
    terms: tuple[Term, ...]


def read_groups(path: Path = DATA) -> list[Group]:
    """Return the words by group, as the file has them.

    Raises:
        InputError: the file is not plain YAML, or holds a key twice.
        TypeError: an entry has a key that no word has, or lacks one that all have.
    """
    content: dict[str, Any] = read_yaml(path)
    return [
        Group(**(group | {"terms": tuple(Term(**term) for term in group["terms"])}))
        for group in content["groups"].values()
    ]


def abbreviations(groups: Iterable[Group]) -> list[tuple[str, str, Term]]:
    """Return every abbreviation with its language (EN, FR, or both) and its word, by the alphabet."""
    rows = []
    for term in (term for group in groups for term in group.terms):
        english, french = term.abbreviation_en, term.abbreviation_fr
        if english and english == french:
            rows.append((english, "EN, FR", term))
        else:
            rows += [(own, "EN", term) for own in [english] if own]
            rows += [(own, "FR", term) for own in [french] if own]
    return sorted(rows, key=lambda row: (row[0].lower(), row[1]))


def glossary_page() -> str:
    """Return the page in Markdown."""
    groups = read_groups()
    page = template("glossary.md").render(groups=groups, abbreviations=abbreviations(groups))
    return page.strip() + "\n"
