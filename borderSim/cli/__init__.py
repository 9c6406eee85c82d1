"""The command ``bordersim``: reads what was typed and has it done by one of ``borderSim.cli.registry``.

``key=value`` says what is computed or where, ``--flag`` how the command behaves. Wrong input
ends with one sentence on stderr, nothing on stdout and exit code 2; runs that failed with 1;
Ctrl-C or SIGTERM with 130. What is heavy (the model, pandas, figures) is imported when it is
needed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from borderSim.cli import streams
from borderSim.cli.arguments import (
    Arguments,
    check_arguments,
    help_typed,
    language_typed,
    read_arguments,
    short,
)
from borderSim.cli.output import (
    DONE,
    RUNS_FAILED,
    STOPPED,
    WRONG_INPUT,
    help_text,
    narrowed,
    sentence_of,
    tell,
)
from borderSim.cli.registry import TABLE
from borderSim.errors import BrokenRunError, InputError, StoppedError
from borderSim.language.current import using
from borderSim.language.phrases import phrase, speaking, spoken
from borderSim.rules.errors import RuleError
from borderSim.version import __version__

COMMANDS = {command.name: command for command in TABLE}
KEYS = {name: command.keys for name, command in COMMANDS.items()}


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line; return the exit code."""
    typed = list(sys.argv[1:] if argv is None else argv)
    if argv is None:
        signal.signal(signal.SIGTERM, _as_ctrl_c)
        streams.quiet()
    streams.prepare()
    error = None
    try:
        with speaking(language_typed(typed)):
            code = _ended(typed)
    except streams.StreamError as found:
        code, error = DONE, found
    if sentence := streams.finish(error):
        tell(sentence)
        return code or RUNS_FAILED
    return code


def _ended(typed: Sequence[str]) -> int:
    """Carry out a command line, however it ends; return the exit code."""
    try:
        if typed[:1] == ["--complete"]:  # asked by the shell, see borderSim.cli.completion
            from borderSim.cli.completion import candidates

            print("\n".join(candidates(" ".join(typed[1:]), COMMANDS)))
            return DONE
        return _carry_out(read_arguments(help_typed(typed), COMMANDS))
    except InputError as error:
        tell(sentence_of(error))
        return WRONG_INPUT
    except (StoppedError, BrokenRunError, RuleError) as error:
        # (the last two: of a run that a command makes in this process, to time it, say)
        tell(sentence_of(error))
        return RUNS_FAILED
    except KeyboardInterrupt:
        tell(phrase("stopped; what is finished is kept, the same command goes on from there"))
        return STOPPED
    except OSError as error:
        if isinstance(error, streams.StreamError) or not isinstance(
            error.filename, str | bytes | os.PathLike
        ):
            raise
        tell(
            phrase(
                "{file}: can't be used ({reason})",
                file=short(os.fsdecode(error.filename)),
                reason=error.strerror,
            )
        )
        return WRONG_INPUT


def _as_ctrl_c(signum: int, frame: FrameType | None) -> None:
    """End as Ctrl-C ends: it is what a cluster sends when a job's time runs out."""
    raise KeyboardInterrupt


def _carry_out(arguments: Arguments) -> int:
    if "--version" in arguments.flags:
        print(f"bordersim {__version__}")
        return DONE
    if "--completion" in arguments.flags:
        from borderSim.cli.completion import script

        print(script(arguments.flags["--completion"]), end="")
        return DONE
    if "--help" in arguments.flags or not arguments.command:
        with using(spoken()):
            print(narrowed(help_text(COMMANDS, arguments.command)))
        return DONE
    command = check_arguments(arguments, COMMANDS)

    from borderSim.scenario.own_config import own_config

    with own_config(arguments.flags.get("--config-dir")):
        if "--cfg" in arguments.flags:
            from borderSim.cli.resolved import show

            return show(arguments)
        return command.act(arguments)


if __name__ == "__main__":
    sys.exit(main())
