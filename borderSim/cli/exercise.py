"""``bordersim exercise``: the exercises for a class, checked, and printed for use without a computer."""

from __future__ import annotations

from pathlib import Path

from borderSim.cli.arguments import Arguments, Command
from borderSim.cli.output import DONE, open_page
from borderSim.errors import InputError
from borderSim.language.phrases import phrase

RUNS = 40
"""Runs with other chances that a debrief makes, where nothing is said: some two and a half seconds each (three runs)."""


DEBRIEF = "debrief"
"""Word that asks for the debrief of a session."""


def exercise(arguments: Arguments) -> int:
    """List the shipped exercises, check one and write its printed backup, or write a debrief."""
    if not arguments.words:
        return _list(arguments.lang())
    if arguments.words[0] == DEBRIEF:
        return _debrief(arguments)
    if len(arguments.words) > 1:
        raise InputError(
            phrase(
                "'bordersim exercise' takes one exercise; {words!r} is one word too many",
                words=arguments.words[1][:60],
            )
        )
    _refuse(
        arguments,
        ("runs", "name", "results_dir"),
        phrase("belongs to 'bordersim exercise debrief'"),
    )
    from borderSim.classroom.exercise.backup import SHEET, ensure_free, write_backup
    from borderSim.classroom.exercise.known_before import first_facts
    from borderSim.classroom.exercise.read_out import read_out
    from borderSim.classroom.exercise.reading import read_exercise
    from borderSim.scenario.own_files import expanded

    found = read_exercise(arguments.words[0])
    folder = expanded(arguments.text("folder", ".") or ".")
    overwrite = arguments.switch("overwrite", False)
    ensure_free(found, folder, overwrite=overwrite)  # (before the numbers: they take seconds)
    pages = write_backup(
        found,
        folder,
        overwrite=overwrite,
        numbers=read_out(found, SHEET),
        facts=first_facts(found),
    )
    return _told(arguments, pages)


def _debrief(arguments: Arguments) -> int:
    """Compute a session anew among many runs of its decisions, and write what came of it."""
    if len(arguments.words) != 2:
        raise InputError(
            phrase(
                "'bordersim exercise debrief' needs the file of a session, such as: bordersim exercise debrief session.yaml"
            )
        )
    _refuse(
        arguments,
        ("folder",),
        phrase("is where the printed pages go; a debrief takes results_dir="),
    )
    from borderSim.classroom.exercise.debrief import write_debrief
    from borderSim.classroom.exercise.kept import name_of
    from borderSim.classroom.exercise.luck import FEWEST, measured
    from borderSim.classroom.exercise.session import read_session
    from borderSim.scenario.own_files import expanded
    from borderSim.studies.execution.files import result_path

    session = read_session(expanded(arguments.words[1]))
    if not session.played:
        raise InputError(phrase("{words}: no round of it was played yet", words=arguments.words[1]))
    runs = arguments.count("runs", FEWEST) or RUNS
    name = arguments.text("name") or name_of(session.exercise.name)
    folder = result_path(arguments.results_dir(), name)
    if folder.exists() and not arguments.switch("overwrite", False):
        raise InputError(
            phrase(
                "{folder}: is there already: overwrite=true replaces it, name= writes elsewhere",
                folder=folder,
            )
        )
    return _told(arguments, write_debrief(session, measured(session, runs), folder))


def _told(arguments: Arguments, paths: list[Path]) -> int:
    """Print what was written, and open the page in the language asked for."""
    language = arguments.lang()
    for path in paths:
        print(path)
    if arguments.switch("open", False):
        open_page(next(path for path in paths if path.stem.endswith(f"_{language}")))
    return DONE


def _refuse(arguments: Arguments, keys: tuple[str, ...], why: str) -> None:
    for key in keys:
        if key in arguments.own:
            raise InputError(phrase("{key}= {why}", key=key, why=why))


def _list(language: str) -> int:
    from borderSim.classroom.exercise.checks import exercise_names
    from borderSim.classroom.exercise.reading import read_exercise
    from borderSim.classroom.exercise.words import in_language, speaker

    say = speaker(language)
    for name in exercise_names():
        found = read_exercise(name)
        told = say("list.line", minutes=found.minutes, rounds=len(found.rounds))
        print(f"{name}: {in_language(found.title, language)} ({told})")
    print(say("list.more"))
    return DONE


COMMAND = Command(
    name="exercise",
    does="exercise: the exercises for a class; exercise NAME: check one, write its cards for paper; exercise debrief SESSION.yaml: what came of it",
    act=exercise,
    word="[NAME | FILE.yaml | debrief SESSION.yaml]",
    words=2,
    keys={
        "folder": "where the cards and sheets are written (default: here)",
        "lang": "en or fr: language of the list, and which page opens (default: en)",
        "runs": f"with debrief: runs of the same decisions with other chances (default: {RUNS})",
        "name": "with debrief: name of the result (default: exercise_NAME)",
        "results_dir": "with debrief: folder of the results (default: results)",
        "overwrite": "true replaces pages that are there already",
        "open": "true opens the page in a browser",
    },
    more=["Pages are written in both languages: NAME_en.html and NAME_fr.html."],
)
