"""A value of a file that knows where it stands, so that every complaint names file, line and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.given import shown
from borderSim.language.current import LANGUAGES
from borderSim.language.phrases import phrase
from borderSim.language.spacing import spaced
from borderSim.parameters.shocks import Text
from borderSim.scenario.strict_yaml import lines_of, parse_yaml


@dataclass(frozen=True)
class Marked:
    """One value of a YAML text.

    Attributes:
        value: plain value.
        key: its dotted key, empty for the whole text.
        name: how sentences call the file.
        lines: line by key.
    """

    value: Any
    key: str
    name: str
    lines: Mapping[str, int]

    @classmethod
    def read(cls, text: str, name: str) -> Marked:
        """Read a text that holds one mapping of plain data.

        Raises:
            InputError: it holds anything else, with the file and the line.
        """
        return cls(parse_yaml(text, name), "", name, lines_of(text))

    @property
    def place(self) -> str:
        """File, line and key, as sentences say them."""
        return f"{self.name}: line {self._line()}" + (f": {self.key}" if self.key else "")

    def _line(self) -> int:
        """Return the line of the key, or of the nearest key above that stands in the text."""
        key = self.key
        while key and key not in self.lines:
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return self.lines.get(key, 1)

    def problem(self, says: str) -> InputError:
        """Return the complaint about this value: place, then what is said."""
        return InputError(phrase("{place}: {says}", place=self.place, says=says))

    # ------------------------------------------------------------------ into it
    def below(self, key: str) -> Marked:
        """Return an entry of a mapping; its value is None where the key is not there."""
        path = f"{self.key}.{key}" if self.key else key
        return Marked(self.value.get(key), path, self.name, self.lines)

    def keys(self, allowed: Sequence[str], needed: Iterable[str] = ()) -> None:
        """Check the keys of a mapping.

        Raises:
            InputError: no mapping, a key that is not known, or one that is missing.
        """
        if not isinstance(self.value, dict):
            raise self.problem(phrase("must hold the keys {allowed}", allowed=", ".join(allowed)))
        for key in self.value:
            if key not in allowed:
                there = ", ".join(allowed)
                raise self.below(key).problem(
                    phrase(
                        "unknown key{near}; there are: {allowed}",
                        near=nearest(key, allowed),
                        allowed=there,
                    )
                )
        for key in needed:
            if self.value.get(key) is None:
                raise self.problem(phrase("the key '{key}' is missing", key=key))

    def entries(self, what: str) -> dict[str, Marked]:
        """Return the entries of a mapping of free names.

        Raises:
            InputError: no mapping, or an empty one.
        """
        if not isinstance(self.value, dict) or not self.value:
            raise self.problem(f"must hold {what}, each with its name")
        return {key: self.below(key) for key in self.value}

    def items(self, what: str, least: int = 0, most: int = 1000) -> list[Marked]:
        """Return the entries of a list; none where nothing is given.

        Raises:
            InputError: no list, or too few or too many entries.
        """
        listed = [] if self.value is None else self.value
        if not isinstance(listed, list):
            raise self.problem(f"must be a list of {what}")
        if not least <= len(listed) <= most:
            asked = f"{least}" if least == most else f"{least} to {most}"
            raise self.problem(f"holds {len(listed)} {what}, but must hold {asked}")
        return [
            Marked(item, f"{self.key}[{place}]", self.name, self.lines)
            for place, item in enumerate(listed)
        ]

    # ------------------------------------------------------------------ out of it
    def text(self, most: int = 300) -> str:
        """Return a text of one to ``most`` characters.

        Raises:
            InputError: it is none.
        """
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.problem(f"must be text, not {shown(self.value)}")
        if len(self.value) > most:
            raise self.problem(f"holds {len(self.value)} characters, at most {most} fit on a card")
        return self.value.strip()

    def words(self, most: int = 1200) -> Text:
        """Return a text in both languages; one text alone stands for both.

        Raises:
            InputError: a language is missing, or is none.
        """
        if isinstance(self.value, str):
            return Text(en=self.text(most), fr=spaced(self.text(most)))
        if isinstance(self.value, dict) and any(self.value[k] is None for k in self.value):
            raise self.problem("a text that holds a comma within {en: ..., fr: ...} needs quotes")
        self.keys(LANGUAGES, LANGUAGES)
        found = {language: self.below(language).text(most) for language in LANGUAGES}
        return Text(**found | {"fr": spaced(found["fr"])})

    def whole(self, least: int, most: int, default: int | None = None) -> int:
        """Return a whole number within bounds, ``default`` where none is given.

        Raises:
            InputError: it is none.
        """
        if self.value is None and default is not None:
            return default
        number = self.value
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
            raise self.problem(
                f"must be a whole number from {least} to {most}, not {shown(number)}"
            )
        return number

    def one_of(self, allowed: Sequence[str], what: str, default: str | None = None) -> str:
        """Return one of the allowed names, ``default`` where none is given.

        Raises:
            InputError: it is none of them, with the nearest.
        """
        if self.value is None and default is not None:
            return default
        if self.value not in allowed or not isinstance(self.value, str):
            near = nearest(self.value, allowed) if isinstance(self.value, str) else ""
            raise self.problem(
                f"there is no {what} {shown(self.value)}{near}; there are: {', '.join(allowed)}"
            )
        return self.value

    def some_of(self, allowed: Sequence[str], what: str) -> tuple[str, ...]:
        """Return the names of a list, each of them allowed and none twice.

        Raises:
            InputError: one is not allowed, or stands there twice.
        """
        found: list[str] = []
        for item in self.items(f"names of {what}s"):
            name = item.one_of(allowed, what)
            if name in found:
                raise item.problem(f"names {name} twice")
            found.append(name)
        return tuple(found)
