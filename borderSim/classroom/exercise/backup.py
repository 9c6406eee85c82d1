"""The printed backup: everything that a table needs when there is no computer, one page a language."""

from __future__ import annotations

from pathlib import Path

from borderSim.classroom.exercise.format import PARTS, Exercise, handed_to
from borderSim.classroom.exercise.timetable import timetable
from borderSim.classroom.exercise.words import in_language, speaker
from borderSim.errors import InputError
from borderSim.language.current import LANGUAGES
from borderSim.report.texts import environment
from borderSim.studies.execution import files


def page(exercise: Exercise, language: str) -> str:
    """Return the printed backup of an exercise as HTML in one language."""
    return (
        environment("borderSim.classroom")
        .get_template("exercise_backup.html")
        .render(
            exercise=exercise,
            language=language,
            say=speaker(language),
            text=lambda text: in_language(text, language),
            parts=PARTS,
            slots=timetable(exercise),
            hands=lambda inject: handed_to(inject, exercise.roles),
        )
    )


def write_backup(exercise: Exercise, folder: Path, *, overwrite: bool = False) -> list[Path]:
    """Write the backup in every language: ``NAME_en.html``, ``NAME_fr.html``.

    Args:
        exercise: the exercise.
        folder: where to; it is made if missing.
        overwrite: whether pages that are there already are replaced.

    Returns:
        The paths of the pages.

    Raises:
        InputError: one of them is there already, or nothing can be written there.
    """
    paths = {language: folder / f"{exercise.name}_{language}.html" for language in LANGUAGES}
    there = [path for path in paths.values() if path.exists()]
    if there and not overwrite:
        raise InputError(
            f"{there[0]}: is there already: overwrite=true replaces it, folder= writes elsewhere"
        )
    files.ensure_writable(folder)
    return [files.write_page(path, page(exercise, language)) for language, path in paths.items()]
