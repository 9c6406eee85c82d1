"""The empty questionnaire as an offline page in both languages, and as YAML: ``bordersim diagnose new``."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from borderSim.errors import InputError
from borderSim.language.catalogue import in_each_language
from borderSim.language.current import LANGUAGES, NAMES, by_language, current
from borderSim.language.phrases import phrase
from borderSim.report.diagnosis.form_words import words
from borderSim.report.writing.texts import environment
from borderSim.scenario.questionnaire.blank import blank
from borderSim.scenario.questionnaire.items import ALL, Item, Part, clashes, items
from borderSim.studies.execution import files
from borderSim.version import __version__

PAGE, ANSWERS = "diagnose.html", "answers.yaml"


def form_page() -> str:
    """Return the page; the language in force is the one that it opens in."""
    script = Markup(environment().get_template("questionnaire_form_script.html").render())
    digest = base64.b64encode(hashlib.sha256(str(script).encode()).digest()).decode()
    return (
        environment()
        .get_template("questionnaire_form.html")
        .render(
            items=list(items().values()),
            alike=_alike,
            say=by_language(words),
            words=by_language,
            languages=[(code, NAMES[code]) for code in LANGUAGES],
            lang=current(),
            data=htmlsafe_json_dumps(_data(), separators=(",", ":")),
            script=script,
            digest=digest,
            version=__version__,
        )
    )


def write_forms(folder: Path, *, overwrite: bool = False) -> list[Path]:
    """Write the page and the commented YAML into a folder; return their paths.

    Raises:
        InputError: one of them is there already, or nothing can be written there.
    """
    paths = [folder / PAGE, folder / ANSWERS]
    there = [path for path in paths if path.exists()]
    if there and not overwrite:
        raise InputError(
            phrase(
                "{path}: is there already: overwrite=true replaces it, folder= writes elsewhere",
                path=there[0],
            )
        )
    files.ensure_writable(folder)
    return [files.write_text(paths[0], form_page()), files.write_text(paths[1], blank())]


def _alike(item: Item) -> bool:
    """Tell whether all parts of an item have the same options, which then stand in one line."""
    return len(item.parts) > 1 and len({tuple(part.options) for part in item.parts.values()}) == 1


def _data() -> dict[str, Any]:
    """Return what the script of the page must know: parts, options, what is asked only if, what clashes."""
    return {
        "words": by_language(words),
        "items": {
            item.name: {
                "plain": item.plain,
                "parts": {part.name: _part(part) for part in item.parts.values()},
                "asked_if": _asked_if(item),
            }
            for item in items().values()
        },
        "clashes": [
            {
                "first": [clash.item, clash.part, list(clash.answers)],
                "second": [clash.other, clash.other_part, list(clash.other_answers)],
                "because": in_each_language(clash.because),
            }
            for clash in clashes()
        ],
    }


def _part(part: Part) -> dict[str, Any]:
    return {"options": list(part.options), "several": part.several, "key": part.key}


def _asked_if(item: Item) -> dict[str, list[str]]:
    """Return by part the (item, part, option) after which it is not asked."""
    if item.asked_if is None:
        return {}
    name, option = item.asked_if
    other = items()[name]
    return {
        part: [name, part if part in other.parts and other.plain == ALL else other.plain, option]
        for part in item.parts
    }
