"""``bordersim status``: what is done, failed and left of a result, also while it is being made."""

from __future__ import annotations

import json

from borderSim.cli.arguments import PRINTED_KEY, Arguments, Command
from borderSim.cli.output import DONE, narrowed, printable, put
from borderSim.cli.results import result_folder
from borderSim.language.current import using
from borderSim.language.phrases import nphrase, phrase, told


def status(arguments: Arguments) -> int:
    """Print what is done, failed, left; with ``--json`` for programs."""
    from borderSim.studies.execution.status import standing

    lang, found = arguments.lang(), standing(result_folder(arguments))
    if "--json" in arguments.flags:
        print(json.dumps(found.as_dict(), indent=2, ensure_ascii=False))
        return DONE
    runs = found.runs
    put(
        phrase(
            "{folder}: {done} runs done, {failed} failed, {left} left ({state})",
            folder=found.folder,
            done=runs.done,
            failed=runs.failed,
            left=runs.left,
            state=phrase(found.state),
        )
    )
    if found.groups:
        from borderSim.report.terminal.console import console
        from borderSim.report.terminal.runs import standing_table

        with using(lang):
            console().print(standing_table(found.groups))
    for error, n, seed in found.errors:
        line = nphrase(
            "failed: {n} run, first seed {seed}: {reason}",
            "failed: {n} runs, first seed {seed}: {reason}",
            n,
            seed=str(seed),
            reason=error,
        )
        print(narrowed(f"  {printable(told(line))}"))
    for note in found.notes:
        print(narrowed(f"  {printable(told(phrase('note: {note}', note=note)))}"))
    if found.command:
        print(f"  {printable(told(phrase('go on with: {line}', line=found.command)))}")
    return DONE


COMMAND = Command(
    "status",
    "status RESULT: runs done, failed and left, and the command that goes on",
    status,
    {"results_dir": "folder of the results (default: results)", **PRINTED_KEY},
    word="RESULT",
    flags={"--json": "prints it as JSON"},
)
