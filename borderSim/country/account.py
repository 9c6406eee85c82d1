"""What was given, converted, scaled and assumed while a country was read, told in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field

from borderSim.language.catalogue import gettext
from borderSim.language.current import SOURCE, current
from borderSim.language.spacing import typeset
from borderSim.parameters.own_data import Statement
from borderSim.parameters.shocks import Text


@dataclass
class Account:
    """Statements in the order in which they were made, and warnings that stop nothing.

    Attributes:
        statements: what became of what was given, and what was assumed.
        warnings: what is possible but looks like a slip.
    """

    statements: list[Statement] = field(default_factory=list)
    warnings: list[Text] = field(default_factory=list)

    def tell(self, how: str, key: str, en: str, fr: str, source: str) -> None:
        """Add a statement; the same one is told once.

        Args:
            how: ``given``, ``converted``, ``scaled`` or ``assumed``.
            key: key of the scenario that it is about.
            en: sentence in English; ``fr``: in French.
            fr: the same in French.
            source: source of the value, or ``assumption``.
        """
        made = Statement(key=key, how=how, says=Text(en=en, fr=place_fr(fr)), source=str(source))
        if made not in self.statements:
            self.statements.append(made)

    def warn(self, en: str, fr: str) -> None:
        """Add a warning."""
        self.warnings.append(Text(en=en, fr=place_fr(fr)))


def place_fr(text: str) -> str:
    """Return a text with places in French: sheet and row."""
    return (
        text.replace(": sheet ", " : feuille ")
        .replace(": row ", " : ligne ")
        .replace("sheet ", "feuille ")
    )


def in_force(text: Text) -> str:
    """Return a text of both languages in the one in force."""
    return text.en if current() == SOURCE else typeset(text.fr or text.en)


def source_in_force(text: str) -> str:
    """Return the source of a value in the language in force: a text of ours, or a sheet and row."""
    found = gettext(text)
    return typeset(place_fr(text)) if found == text and current() != SOURCE else found


def number_en(value: float) -> str:
    """Return a number as English texts write it: ``291,000``, ``0.4``."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"


def number_fr(value: float) -> str:
    """Return the same number as French texts write it: thin spaces between thousands, a decimal comma."""
    return number_en(value).replace(",", "\u202f").replace(".", ",")
