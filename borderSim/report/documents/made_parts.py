"""Parts of a page written by hand that are made: what stands between two marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

BEGIN, END = "<!-- made from the code: {} -->", "<!-- end of what is made: {} -->"


def with_parts(path: Path, parts: Mapping[str, Callable[[], str]]) -> str:
    """Return a page with its made parts written anew, empty where the page is missing.

    Args:
        path: the page.
        parts: what makes each part, by the name in its marks.

    Raises:
        ValueError: a mark is missing.
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for name, made in parts.items():
        if text:
            text = _with_part(text, path.name, name, made())
    return text


def _with_part(text: str, page: str, name: str, part: str) -> str:
    begin, end = BEGIN.format(name), END.format(name)
    if begin not in text or end not in text:
        raise ValueError(f"docs/{page}: the marks {begin} and {end} are missing")
    before, _, rest = text.partition(begin)
    return f"{before}{begin}\n\n{part}\n\n{end}{rest.partition(end)[2]}"
