"""The pages of the demonstration: one file a language, for a double click without a network."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from borderSim.classroom import inlined
from borderSim.classroom.recording import packed
from borderSim.classroom.texts import texts
from borderSim.language.current import LANGUAGES, checked
from borderSim.report.writing.texts import environment
from borderSim.studies.execution import files

SHOWN = Path(__file__).parent.parent / "shown"
"""Where the pages lie that are shipped."""
MOST_BYTES = 3_000_000


def page_name(language: str) -> str:
    """Return the file name of the page in a language."""
    return f"demo_{language}.html"


def shipped(language: str) -> Path:
    """Return the page that is shipped, in a language.

    Raises:
        InputError: there is no such language.
    """
    return SHOWN / page_name(checked(language))


def render(scenes: Mapping[str, Any], language: str) -> str:
    """Return the page as HTML.

    Args:
        scenes: see :func:`borderSim.classroom.demo.data.make_data`.
        language: in which it begins; it changes while it is shown.
    """
    said = texts("player", "demo")
    held = {"language": language, "texts": said, "scenes": scenes}
    return (
        environment("borderSim.classroom")
        .get_template("demo.html")
        .render(
            language=language,
            title=f"{said['demo.page'][language]} · borderSim",
            no_script=said["demo.no_script"][language],
            styles=inlined.styles("player.css", "demo.css"),
            scripts=inlined.scripts("demo.js"),
            data=inlined.data(packed(held)),
        )
    )


def again(page: Path) -> str:
    """Return a page made anew from the data that it holds: the same numbers, today's modules and texts.

    Raises:
        ValueError: the page holds no data.
    """
    found = re.search(r'id="data">([^<]+)<', page.read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{page.name} holds no data")
    held = json.loads(gzip.decompress(base64.b64decode(found[1])))
    return render(held["scenes"], held["language"])


def write(scenes: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write the pages, each whole or not at all.

    Returns:
        Their paths, one for each language.
    """
    return [
        files.write_page(folder / page_name(language), render(scenes, language))
        for language in LANGUAGES
    ]
