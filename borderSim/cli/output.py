"""How commands speak: exit codes, one sentence on stderr, notes, help."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from borderSim.cli.arguments import EVERYWHERE, FLAGS, WITH_VALUE, Command
from borderSim.language.catalogue import gettext
from borderSim.language.current import SOURCE
from borderSim.language.forms import NARROW
from borderSim.language.phrases import Phrase, phrase, spoken, told
from borderSim.language.spacing import WIDE

KEYED = re.compile(r"  \S.*?\s{2,}(?=\S)")
"""What a line of the help begins with, where that is a name, a key or a flag."""
LONG_WORD = re.compile(r"[^\s/\\]{256,}")
"""A word that is no path: no name of a file is longer than 255 bytes."""
BLANKS = re.compile(rf"[^\S{WIDE}{NARROW}]+")
MOST_TOLD = 2000
"""Characters of a sentence."""
DONE, RUNS_FAILED, WRONG_INPUT, STOPPED = 0, 1, 2, 130


def tell(sentence: str) -> None:
    """Print one line on stderr in the language that was typed, without characters that a terminal would obey."""
    say(f"bordersim: {printable(_cut(told(sentence)))}")


def put(sentence: str, *, flush: bool = False) -> None:
    """Print one line on stdout in the language that was typed."""
    print(told(sentence), flush=flush)


def put_next(*words: str) -> None:
    """Print the command that comes next, in the language that was typed, which no result remembers."""
    tongue = [] if spoken() == SOURCE else [f"lang={spoken()}"]
    put(phrase("next: {line}", line=" ".join(["bordersim", *words, *tongue])))


def sentence_of(error: BaseException) -> str:
    """Return what an error says, able to be told in another language where it was made so."""
    return error.args[0] if error.args and isinstance(error.args[0], Phrase) else str(error)


def _cut(sentence: str) -> str:
    """Return a sentence in which a word of hundreds of letters is cut: what was typed is shown, not repeated."""
    found = LONG_WORD.sub(lambda word: f"{word[0][:60]}...", sentence)
    return found if len(found) <= MOST_TOLD else f"{found[:MOST_TOLD]}..."


def say(line: str) -> None:
    """Print one line on stderr in the language that was typed, if that can be written to at all."""
    with suppress(OSError):
        print(told(line), file=sys.stderr, flush=True)


def printable(sentence: str) -> str:
    """Return a text in one line, without characters that a terminal would obey.

    The spaces of French punctuation stay.
    """
    line = BLANKS.sub(" ", sentence).strip()
    return "".join(c if c.isprintable() or c in (WIDE, NARROW) else ascii(c)[1:-1] for c in line)


def tell_notes(notes: Sequence[str], failed: Sequence[Mapping[str, Any]], more: int = 0) -> None:
    """Print notes and failed runs on stderr; ``more`` failed beside those that are named."""
    for note in notes:
        say(phrase("note: {note}", note=note))
    for failure in failed:
        say(
            phrase(
                "failed: seed {seed}: {reason}", seed=str(failure["seed"]), reason=failure["reason"]
            )
        )
    if more > 0:
        say(phrase("failed: {n} more (failures.parquet names all)", n=more))


def narrowed(text: str) -> str:
    """Return lines of the help no wider than the terminal, broken between words.

    In a file or a pipe as they are.
    """
    if not (sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit()):
        return text
    import shutil
    import textwrap

    width = max(40, shutil.get_terminal_size().columns)
    return "\n".join(
        line
        if len(line) <= width
        else textwrap.fill(
            line,
            width,
            subsequent_indent=" " * (found.end() if (found := KEYED.match(line)) else 4),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    )


def open_page(page: Path) -> None:
    """Open a page in the browser."""
    import webbrowser

    webbrowser.open(page.resolve().as_uri())


def help_text(commands: Mapping[str, Command], name: str = "") -> str:
    """Return the help of a command, or of all, in the language in force."""
    if not name:
        own = {
            flag: [command.name for command in commands.values() if flag in command.all_flags]
            for flag in FLAGS
        }
        flags = [
            f"{_both_forms(flag)}{f' ({", ".join(own[flag])})' if own[flag] else ''}"
            for flag in FLAGS
            if own[flag] or flag in EVERYWHERE
        ]
        lines = [gettext("usage: bordersim COMMAND [key=value ...] [--flag ...]"), ""]
        lines += [f"  {command.name:<11} {gettext(command.does)}" for command in commands.values()]
        lines += [
            "",
            gettext(
                "bordersim COMMAND --help tells the keys of a command; bordersim params what else can be set."
            ),
            gettext("bordersim help [COMMAND] lang=fr tells the same in French."),
            gettext("flags: {flags}").format(flags=", ".join(flags)),
        ]
        return "\n".join(lines)
    command = commands[name]
    flags = "".join(
        f" [{flag}{f' {WITH_VALUE[flag]}' if flag in WITH_VALUE else ''}]"
        for flag in command.all_flags
    )
    typed = (
        f"bordersim {name}{' ' + command.word if command.word else ''}"
        f"{' [key=value ...]' if command.keys else ''}{flags}"
    )
    lines = [gettext("usage: {line}").format(line=typed), "", f"  {gettext(command.does)}", ""]
    lines += [f"  {key + '=':<14} {gettext(does)}" for key, does in command.keys.items()]
    lines += [
        f"  {_both_forms(flag):<14} {gettext(does)}" for flag, does in command.all_flags.items()
    ]
    if command.overrides:
        lines += [
            "",
            gettext(
                "Any other key of the scenario can be set too (bordersim params lists them), such as customs.random_share=0.2 or legal_model=NAME."
            ),
        ]
    return "\n".join([*lines, *map(gettext, command.more)]).rstrip()


def _both_forms(flag: str) -> str:
    return f"{FLAGS[flag]} {flag} {WITH_VALUE.get(flag, '')}".strip()
