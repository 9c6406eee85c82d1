"""The printed backup: everything that a table needs when there is no computer, one page a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from borderSim.classroom.exercise.format import Exercise, handed_to
from borderSim.classroom.exercise.luck import ON_THE_WALL
from borderSim.classroom.exercise.read_out import ReadOut
from borderSim.classroom.exercise.telling import in_words
from borderSim.classroom.exercise.timetable import timetable
from borderSim.classroom.exercise.told import Fact
from borderSim.classroom.exercise.words import in_language, level_title, speaker
from borderSim.errors import InputError
from borderSim.language.catalogue import gettext
from borderSim.language.current import LANGUAGES, using
from borderSim.language.phrases import phrase
from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.writing.numbers import plain
from borderSim.report.writing.texts import environment, outcome_title
from borderSim.studies.execution import files

SHEET = ON_THE_WALL
"""Outcomes of the result sheet."""


def page(
    exercise: Exercise,
    language: str,
    numbers: Sequence[ReadOut] = (),
    facts: Mapping[str, Fact | None] = MappingProxyType({}),
) -> str:
    """Return the printed backup of an exercise as HTML in one language.

    Args:
        exercise: the exercise.
        language: ``en`` or ``fr``.
        numbers: what the facilitator reads out of :data:`SHEET` where there is no computer; the
            sheet is left out where there are none.
        facts: by role what it could tell in the first round (:mod:`.known_before`); without them
            there are lines to write on.
    """
    with using(language):
        return (
            environment("borderSim.classroom")
            .get_template("exercise_backup.html")
            .render(
                exercise=exercise,
                language=language,
                say=speaker(language),
                text=lambda text: in_language(text, language),
                level=level_title,
                slots=timetable(exercise),
                hands=lambda inject: handed_to(inject, exercise.roles),
                outcomes=[_line(name) for name in SHEET],
                numbers=[_told(one) for one in numbers],
                tell={role: in_words(x, language) if x else None for role, x in facts.items()},
            )
        )


def _line(name: str) -> dict[str, str]:
    """Return what the result sheet says of an outcome, in the language in force."""
    unit = gettext(OUTCOMES[name].unit)
    return {"title": outcome_title(name), "unit": unit if unit == "EUR" else ""}


def _told(one: ReadOut) -> dict[str, list[str]]:
    """Return the numbers of a round as they are read out, in the language in force."""
    return {
        name: ["–" if x is None else plain(float(x)) for x in values]
        for name, values in (("run", one.run), ("twin", one.twin))
    }


def write_backup(
    exercise: Exercise,
    folder: Path,
    *,
    overwrite: bool = False,
    numbers: Sequence[ReadOut] = (),
    facts: Mapping[str, Fact | None] = MappingProxyType({}),
) -> list[Path]:
    """Write the backup in every language: ``NAME_en.html``, ``NAME_fr.html``.

    Args:
        exercise: the exercise.
        folder: where to; it is made if missing.
        overwrite: whether pages that are there already are replaced.
        numbers: see :func:`page`.
        facts: see :func:`page`.

    Returns:
        The paths of the pages.

    Raises:
        InputError: one of them is there already, or nothing can be written there.
    """
    paths = ensure_free(exercise, folder, overwrite=overwrite)
    files.ensure_writable(folder)
    return [
        files.write_page(path, page(exercise, language, numbers, facts))
        for language, path in paths.items()
    ]


def ensure_free(exercise: Exercise, folder: Path, *, overwrite: bool) -> dict[str, Path]:
    """Return by language where a page of the backup is to be.

    Raises:
        InputError: one of them is there already, and nothing says that it may be replaced.
    """
    paths = {language: folder / f"{exercise.name}_{language}.html" for language in LANGUAGES}
    there = [path for path in paths.values() if path.exists()]
    if there and not overwrite:
        raise InputError(
            phrase(
                "{path}: is there already: overwrite=true replaces it, folder= writes elsewhere",
                path=there[0],
            )
        )
    return paths
