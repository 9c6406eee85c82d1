"""Words of the glossary that a page explains at its foot."""

from __future__ import annotations

from functools import cache

from borderSim.language.current import current
from borderSim.report.writing.glossary import Term, read_groups


@cache
def _terms() -> dict[str, Term]:
    return {term.en: term for group in read_groups() for term in group.terms}


def explained(*names: str) -> list[tuple[str, str]]:
    """Return words with what they mean, in the language in force.

    Args:
        names: terms of the glossary, by their English word.

    Raises:
        KeyError: the glossary has no such word.
    """
    terms = [_terms()[name] for name in names]
    if current() == "fr":
        return [(term.fr, term.meaning_fr) for term in terms]
    return [(term.en, term.meaning_en) for term in terms]
