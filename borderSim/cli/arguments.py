"""What was typed: commands and what they take, flags, ``key=value`` of the front end, overrides, words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from borderSim.errors import InputError, nearest
from borderSim.given import MOST_SEED, is_above_zero
from borderSim.language.phrases import phrase
from borderSim.number_slips import number_meant
from borderSim.slips import name_meant, trimmed

if TYPE_CHECKING:
    from borderSim.extend.own import Own
    from borderSim.results.spreadsheets import Asked

FLAGS = {
    "--help": "-h",
    "--version": "-V",
    "--completion": "",
    "--multirun": "-m",
    "--dry-run": "",
    "--quick": "",
    "--full": "",
    "--json": "",
    "--config-dir": "-cd",
    "--cfg": "-c",
    "--resolve": "",
}
"""Every flag with its short form.

All but those of :data:`EVERYWHERE` belong to the commands that name them.
"""
EVERYWHERE = ("--help", "--version", "--completion")
WITH_VALUE = {"--config-dir": "DIR", "--cfg": "job", "--completion": "SHELL"}
"""Flags that a value follows (``--cfg job`` or ``--cfg=job``), with its name in the help."""
CONFIG_DIR = {
    "--config-dir": "a folder of your own, laid out as configs/: its names stand wherever shipped names do"
}
OF_OVERRIDES = {
    **CONFIG_DIR,
    "--cfg": "job prints what would be computed, resolved, as YAML, and computes nothing",
}
"""Flags of every command that takes settings of the scenario."""
SILENT = ("--resolve",)
"""Flags that do nothing here and are no reason to stop: a configuration that is shown is always resolved."""
MISSPELT = 0.8
"""Likeness from which a key counts as one of the command's own with a slip in it."""
OF_THE_SCENARIO = ("years", "measure_from_year", "transition", "budget.rule", "present")
"""Keys of some commands' own that are keys of the scenario where a command takes overrides."""

MOST_COUNT = 100_000
"""Largest whole number that is asked of a key, unless :data:`MOST` says otherwise (assumption: nobody means more)."""
MOST = {
    "seed": MOST_SEED - MOST_COUNT,
    "workers": 10_000,
    "futures": 10_000,
    "load": 10**12,
    "run": 10**12,
    "port": 65_535,
}
"""Largest number by key."""

PROVENANCE_KEY = {
    "provenance": "short, or full to keep host name and paths in what is stored (default: short)"
}
ENGINE_KEYS = {
    "engine": "who carries out the runs: local, dask or mpi (default: local)",
    "scheduler": "a Dask scheduler that runs already: tcp://host:8786, or its .json file",
    "on_error": "continue with the other runs when one fails, or stop (default: continue)",
    **PROVENANCE_KEY,
}
"""Keys of the commands that make many runs; none of them changes a byte of the results."""
OWN_KEYS = {
    "measures": "'[NAME,NAME]': measures of an installed package, counted beside the shipped outcomes",
    "interventions": "'[NAME,NAME]': interventions of an installed package, asked every day",
}
"""Keys that name what installed packages add to a run (see ``bordersim scenarios``)."""
LANG_KEY = {
    "lang": "en, or fr: tables in French, and report.fr.html beside the English report (default: en)"
}
"""Key of what is shown in several languages; it changes nothing that is computed or stored in tables."""
PRINTED_KEY = {"lang": "en or fr: the language of what is printed (default: en)"}
"""Key of the commands of which no file is in a language."""
SPREADSHEET_KEYS = {
    "xlsx": "true also writes summary.xlsx, a workbook for Excel (needs openpyxl)",
    "locale": "fr also writes summary_fr.csv, with semicolons and decimal commas",
}
"""Keys that ask for tables for people's spreadsheets.

None of them changes what is computed, nor its hash.
"""


SEVERAL = re.compile(r"[\w.+-]+(,[\w.+-]+)+")
"""Names with commas between them and nothing around: a list that lacks its brackets."""


@dataclass(frozen=True)
class Command:
    """One command: a new one is a file with a ``COMMAND``, named in ``borderSim.cli.registry``.

    Attributes:
        name: as typed.
        does: what it does, one line of the help.
        act: carries it out and returns the exit code; imports what is heavy by itself.
        keys: keys of its own with their meaning; every other ``key=value`` is an override.
        word: what its one word stands for in the help (``RESULT``, ``[WORD]``), empty where it
            takes none.
        words: how many words it takes at most, where it takes any.
        overrides: whether it takes settings of the scenario.
        flags: its own flags with their meaning, in the long form; those of :data:`OF_OVERRIDES`
            come by themselves.
        more: further lines of its help.
    """

    name: str
    does: str
    act: Callable[[Arguments], int]
    keys: Mapping[str, str] = field(default_factory=dict)
    word: str = ""
    words: int = 1
    overrides: bool = False
    flags: Mapping[str, str] = field(default_factory=dict)
    more: Sequence[str] = ()

    @property
    def all_flags(self) -> dict[str, str]:
        """Its flags with their meaning."""
        return {**self.flags, **(OF_OVERRIDES if self.overrides else {})}


@dataclass
class Arguments:
    """What was typed.

    Attributes:
        command: its name, empty where none was given.
        flags: flags in their long form, with the value of those that take one (others: empty).
        own: keys of the front end, with their text.
        overrides: every other ``key=value``.
        words: what is neither flag nor ``key=value``.
        typed: all of it.
    """

    command: str = ""
    flags: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    overrides: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    def text(self, key: str, default: str | None = None) -> str | None:
        """Return the text of a key, quotes taken off."""
        value = self.own.get(key, default)
        if value is not None and len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            return value[1:-1]
        return value

    def count(self, key: str, least: int) -> int | None:
        """Return a whole number, None where the key is not given."""
        text = self.text(key)
        if text is None:
            return None
        most = MOST.get(key, MOST_COUNT)
        if not re.fullmatch(r"[+-]?[0-9]{1,19}", text) or not least <= int(text) <= most:
            several = (
                phrase(" (several values need 'bordersim run -m')")
                if key == "seed" and "," in text
                else number_meant(text)
            )
            raise InputError(
                phrase(
                    "{key}={given}: must be a whole number of at least {least} and at most {most}{several}",
                    key=key,
                    given=short(text),
                    least=least,
                    most=most,
                    several=several,
                )
            )
        return int(text)

    def number(self, key: str) -> float | None:
        """Return a number above 0, None where the key is not given."""
        if key not in self.own:
            return None
        from borderSim.scenario.overrides import value_of

        text = self.text(key) or ""
        if meant := number_meant(text):
            raise InputError(
                phrase(
                    "{key}={given}: must be a number above 0{meant}",
                    key=key,
                    given=short(text),
                    meant=meant,
                )
            )
        value = value_of(f"{key}={text}")
        if not is_above_zero(value):
            raise InputError(
                phrase("{key}={given}: must be a number above 0", key=key, given=short(text))
            )
        return value

    def switch(self, key: str, default: bool) -> bool:
        """Return true or false."""
        text = self.text(key)
        if text is None:
            return default
        switches = {
            "true": True,
            "on": True,
            "yes": True,
            "false": False,
            "off": False,
            "no": False,
        }
        if text.lower() not in switches:
            raise InputError(
                phrase(
                    "{key}={given}: must be true or false{near}",
                    key=key,
                    given=short(text),
                    near=nearest(text, ("true", "false")),
                )
            )
        return switches[text.lower()]

    def listed(self, key: str) -> list[str] | str | None:
        """Return a list of names such as ``[a,b]``, or a single name as it stands."""
        text = self.text(key)
        if text is None or not text.startswith("["):
            if text and SEVERAL.fullmatch(text):
                raise InputError(
                    phrase(
                        "{key}={given}: several names are a list: {key}='[{given}]'",
                        key=key,
                        given=short(text),
                    )
                )
            return text
        from borderSim.scenario.overrides import names_in_list, value_of

        names = names_in_list(text)
        value = value_of(f"{key}={text}") if names is None else names
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise InputError(
                phrase(
                    "{key}={given}: must be a list of names such as '[a,b]'",
                    key=key,
                    given=short(text),
                )
            )
        return [str(item) for item in value]

    def engine(self) -> dict[str, Any]:
        """Return who carries out the runs, and what becomes of failures: those of :data:`ENGINE_KEYS` that were given."""
        return {key: self.text(key) for key in ENGINE_KEYS if key in self.own}

    def handed_in(self) -> Own:
        """Return the measures and interventions that are named.

        Raises:
            InputError: there is none of that name.
        """
        from borderSim.extend.own import NOTHING, read_own

        if not self.own.keys() & OWN_KEYS.keys():
            return NOTHING
        return read_own(self.listed("measures"), self.listed("interventions"))

    def spreadsheets(self) -> Asked:
        """Return what :data:`SPREADSHEET_KEYS` ask for."""
        from borderSim.results.spreadsheets import asked

        return asked(self.switch("xlsx", False), self.text("locale"))

    def lang(self) -> str:
        """Return the language in which people read; English where nothing is said.

        Raises:
            InputError: there is no such language.
        """
        from borderSim.language.current import SOURCE, checked

        return checked(self.text("lang", SOURCE) or "")

    def without_lang(self) -> list[str]:
        """Return what was typed but for the language: what is stored does not hang on who reads it."""
        return [text for text in self.typed if not text.startswith("lang=")]

    def results_dir(self) -> str:
        """Return the folder of the results."""
        folder = self.text("results_dir", "results")
        if not folder:
            raise InputError(phrase("results_dir= names no folder"))
        from borderSim.scenario.own_files import expanded

        return str(expanded(folder))


def language_typed(typed: Sequence[str]) -> str:
    """Return the language that a command line asks for, wherever it says so; English where it names none or no such one.

    It is known before anything else of the line is: errors in it are told in that language too.
    """
    from borderSim.language.current import LANGUAGES, SOURCE

    return next((language for language in _languages(typed) if language in LANGUAGES), SOURCE)


def _languages(typed: Sequence[str]) -> list[str]:
    return [
        trimmed(text).partition("=")[2].strip("'\"") for text in typed if text.startswith("lang=")
    ]


def help_typed(typed: Sequence[str]) -> Sequence[str]:
    """Return a command line that asks for help as flags and command alone: ``help COMMAND`` is ``COMMAND --help``.

    The language in which it is told belongs to every command then, and to none.

    Raises:
        InputError: no such language.
    """
    asks = typed[:1] == ["help"]
    if not asks and not any(text in typed for text in ("--help", "-h")):
        return typed
    from borderSim.language.current import checked

    for named in _languages(typed):
        checked(named)
    rest = [text for text in typed[1 if asks else 0 :] if not text.startswith("lang=")]
    return [*rest, "--help"] if asks and "--help" not in rest else rest


def read_arguments(typed: Sequence[str], commands: Mapping[str, Command]) -> Arguments:
    """Sort what was typed into command, flags, keys of the front end, overrides and words.

    Raises:
        InputError: an unknown command or flag, a key given twice.
    """
    found = Arguments(typed=list(typed))
    known = {key for command in commands.values() for key in command.keys}
    rest = iter(enumerate(typed))
    for place, text in rest:
        if text.startswith("=") and found.command:
            said = f"{found.words[-1]}=VALUE" if found.words else "key=value"
            raise InputError(
                phrase(
                    "{given!r}: write {form}, without blanks around '='",
                    given=short(text),
                    form=short(said),
                )
            )
        if text.startswith("-"):
            _flag(found, text, (word for _, word in rest))
        elif not found.command:
            if text not in commands:
                raise InputError(
                    phrase(
                        "unknown command {given!r}{near}; there are: {allowed}",
                        given=short(text),
                        near=nearest(text, commands),
                        allowed=", ".join(commands),
                    )
                )
            found.command = text
        elif _is_setting(setting := trimmed(text), commands[found.command], known):
            found.typed[place] = setting
            _sort_in(found, setting, commands)
        else:
            found.words.append(text)
    return found


def _flag(found: Arguments, text: str, rest: Iterator[str]) -> None:
    """Sort in a flag, and what follows it where it takes a value."""
    from borderSim.cli.hydra_flags import HYDRA_ALONE

    long = {brief: flag for flag, brief in FLAGS.items() if brief}
    typed, equals, value = text.partition("=")
    flag = long.get(typed, typed)
    if flag in HYDRA_ALONE:
        raise InputError(phrase("{given}: {why}", given=short(typed), why=HYDRA_ALONE[flag]))
    if flag not in FLAGS:
        raise InputError(
            phrase(
                "unknown flag {given!r}{near}; there are: {allowed}",
                given=short(typed),
                near=nearest(typed, FLAGS),
                allowed=", ".join(FLAGS),
            )
        )
    if flag in found.flags and flag in WITH_VALUE:
        raise InputError(phrase("{flag} is given twice", flag=flag))
    if flag not in WITH_VALUE and equals:
        raise InputError(phrase("{flag} takes no value", flag=flag))
    if flag in WITH_VALUE and not equals:
        value = next(rest, "")
    if flag in WITH_VALUE and (not value or value.startswith("-")):
        raise InputError(
            phrase("{flag} needs a value: {flag} {value}", flag=flag, value=WITH_VALUE[flag])
        )
    found.flags[flag] = value


def check_arguments(found: Arguments, commands: Mapping[str, Command]) -> Command:
    """Return the command that was typed, once its flags and words are seen to fit.

    Raises:
        InputError: a flag of another command, or a word too many.
    """
    command = commands[found.command]
    for flag in (
        flag
        for flag in FLAGS
        if flag in found.flags.keys() - {*EVERYWHERE, *SILENT, *command.all_flags}
    ):
        owners = [name for name, other in commands.items() if flag in other.all_flags]
        also = f" (and {', '.join(owners[1:])})" if len(owners) > 1 else ""
        belongs = f"belongs to 'bordersim {owners[0]}'{also}, not to" if owners else "is not for"
        raise InputError(
            phrase(
                "{value} {belongs} 'bordersim {command}'",
                value=FLAGS[flag] if flag == "--multirun" else flag,
                belongs=belongs,
                command=found.command,
            )
        )
    if "--resolve" in found.flags and "--cfg" not in found.flags:
        raise InputError(phrase("--resolve belongs to --cfg job, which is always resolved here"))
    if "--cfg" in found.flags and "--dry-run" in found.flags:
        raise InputError(
            phrase(
                "--cfg and --dry-run exclude each other: each tells something and computes nothing"
            )
        )
    if command.overrides and (key := _set_twice(found)):
        raise InputError(phrase("{key}= is given twice", key=key))
    most = command.words if command.word else 0
    if len(found.words) > most:
        hint = phrase(" (settings are written key=value)") if command.overrides else ""
        raise InputError(
            phrase(
                "'bordersim {command}' can't use {given!r}{hint}",
                command=found.command,
                given=short(found.words[most]),
                hint=hint,
            )
        )
    return command


def _set_twice(found: Arguments) -> str:
    """Return a setting that is given twice, empty where there is none."""
    from borderSim.scenario.overrides import given_twice

    return given_twice(found.overrides)


def _is_setting(text: str, command: Command, known: set[str]) -> bool:
    """Whether a text is ``key=value`` or ``~key``, and not the name or path of a result, which may hold the same signs."""
    key, equals, _ = text.partition("=")
    if command.overrides or not command.word:
        return bool(equals) or text.startswith("~")
    return (
        bool(equals)
        and not re.search(r"[/\\]", key)
        and (key in known or bool(nearest(key, command.keys)))
    )


def _sort_in(found: Arguments, text: str, commands: Mapping[str, Command]) -> None:
    key, _, value = text.partition("=")
    if key in commands[found.command].keys:
        from borderSim.scenario.strict_yaml import refuse_code

        refuse_code(value, f"{key}=")
        if key in found.own:
            raise InputError(phrase("{key}= is given twice", key=key))
        found.own[key] = value
        return
    elsewhere = [name for name, other in commands.items() if key in other.keys]
    if elsewhere and key not in OF_THE_SCENARIO:
        raise InputError(
            phrase(
                "{key}= belongs to 'bordersim {elsewhere}', not to 'bordersim {command}'",
                key=key,
                elsewhere=elsewhere[0],
                command=found.command,
            )
        )
    own = commands[found.command].keys
    if not commands[found.command].overrides:
        there = (
            phrase("{near}; there are: {allowed}", near=nearest(key, own), allowed=", ".join(own))
            if own
            else ""
        )
        raise InputError(
            phrase(
                "'bordersim {command}' takes no {given}={there}",
                command=found.command,
                given=short(key),
                there=there,
            )
        )
    if (
        name_meant(key, own) or difflib.get_close_matches(key, own, n=1, cutoff=MISSPELT)
    ) and not _of_the_scenario(key):
        raise InputError(
            phrase(
                "override {given!r}: {key} is an unknown key{near}",
                given=short(text),
                key=short(key),
                near=nearest(key, own),
            )
        )
    found.overrides.append(text)


def _of_the_scenario(key: str) -> bool:
    """Whether a scenario has a key of this name."""
    from borderSim.parameters.scenario import Scenario

    return key in {one.name for one in fields(Scenario)}


def short(text: str) -> str:
    """Return a text fit for a sentence."""
    return text if len(text) <= 60 else text[:57] + "..."
