"""``bordersim start``: what a trainer begins with, chosen by a number; the start file of the stick runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from borderSim.cli import demo, play
from borderSim.cli.arguments import Arguments, Command
from borderSim.language.current import LANGUAGES

Ask = Callable[[str], str]


@dataclass(frozen=True)
class Choice:
    """One line of the choice.

    Attributes:
        says: the line, in both languages.
        words: what it stands for, as one would type it after ``bordersim``.
        exercise: name of the exercise, empty where it is none.
    """

    says: str
    words: tuple[str, ...]
    exercise: str = ""


def start(arguments: Arguments) -> int:
    """Ask what is to be begun, and begin it."""
    command, *words = chosen(Path(arguments.results_dir()), _typed)
    if "results_dir" in arguments.own and command == play.COMMAND.name:
        words.append(f"results_dir={arguments.results_dir()}")
    print(_both("start.same", words=" ".join(("bordersim", command, *words))), flush=True)
    begun = {one.name: one.act for one in (play.COMMAND, demo.COMMAND)}[command]
    own = dict(word.split("=", 1) for word in words)
    return begun(Arguments(command=command, own=own))


def chosen(results: Path, ask: Ask) -> list[str]:
    """Return what is to be begun, as one would type it after ``bordersim``.

    Args:
        results: folder of the results, in which sessions of exercises are kept.
        ask: puts a question and returns what was typed.
    """
    offered = choices()
    for number, one in enumerate(offered, start=1):
        print(f"  {number}  {one.says}")
    one = offered[_number(ask, len(offered)) - 1]
    return [*one.words, *(_anew(ask, results, one.exercise) if one.exercise else [])]


def choices() -> list[Choice]:
    """Return what can be begun: the live page, each shipped exercise (the shortest first), the demonstration."""
    from borderSim.classroom.exercise.checks import exercise_names
    from borderSim.classroom.exercise.reading import read_exercise

    exercises = sorted((read_exercise(name) for name in exercise_names()), key=lambda x: x.minutes)
    return [
        Choice(_both("start.live"), ("play",)),
        *(
            Choice(
                " / ".join(
                    _says("start.exercise", language, minutes=one.minutes, title=title)
                    for language, title in one.title.by_language().items()
                ),
                ("play", f"exercise={one.name}"),
                one.name,
            )
            for one in exercises
        ),
        *(Choice(_says("start.demo", x), ("demo", f"lang={x}")) for x in LANGUAGES),
    ]


def _number(ask: Ask, most: int) -> int:
    """Return the number that is typed, asked for again until it is one of the list; nothing typed is 1."""
    question = _both("start.number", most=most)
    while True:
        said = ask(question)
        if not said:
            return 1
        if said.isascii() and said.isdigit() and 1 <= int(said) <= most:
            return int(said)


def _anew(ask: Ask, results: Path, name: str) -> list[str]:
    """Return the word by which an exercise begins again, where a session of it is kept and a new one is wished."""
    from borderSim.classroom.exercise.kept import kept_in, name_of
    from borderSim.studies.execution.files import result_path

    if kept_in(result_path(results, name_of(name))) is None:
        return []
    print(_both("start.kept"))
    return ["anew=true"] if ask(_both("start.anew")).lower() == "n" else []


def _typed(question: str) -> str:
    """Return what is typed; nothing where nobody can type."""
    print(question, flush=True)
    try:
        return input("> ").strip()
    except EOFError:
        return ""


def _both(key: str, **values: object) -> str:
    return " / ".join(_says(key, language, **values) for language in LANGUAGES)


def _says(key: str, language: str, **values: object) -> str:
    from borderSim.classroom.texts import texts

    return texts("start")[key][language].format(**values)


COMMAND = Command(
    name="start",
    does="asks what a class begins with: the live page, an exercise, the demonstration",
    act=start,
    keys={"results_dir": "folder of the results, in which sessions are kept (default: results)"},
    more=["The start file of the stick (bordersim kit) runs it."],
)
