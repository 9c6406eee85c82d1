"""``bordersim status``: what is done, failed and left of a result, also while it is being made."""

from __future__ import annotations

import json

from borderSim.cli.arguments import Arguments, Command
from borderSim.cli.output import DONE, narrowed, printable
from borderSim.cli.results import result_folder


def status(arguments: Arguments) -> int:
    """Print what is done, failed, left; with ``--json`` for programs."""
    from borderSim.studies.execution.status import standing

    found = standing(result_folder(arguments))
    if "--json" in arguments.flags:
        print(json.dumps(found.as_dict(), indent=2, ensure_ascii=False))
        return DONE
    runs = found.runs
    print(
        f"{found.folder}: {runs.done} runs done, {runs.failed} failed, {runs.left} left ({found.state})"
    )
    if found.groups:
        from borderSim.report.terminal import console, standing_table

        console().print(standing_table(found.groups))
    for error, n, seed in found.errors:
        print(
            narrowed(
                f"  failed: {n} run{'s' if n != 1 else ''}, first seed {seed}: {printable(error)}"
            )
        )
    for note in found.notes:
        print(narrowed(f"  note: {printable(note)}"))
    if found.command:
        print(f"  go on with: {printable(found.command)}")
    return DONE


COMMAND = Command(
    "status",
    "status RESULT: runs done, failed and left, and the command that goes on",
    status,
    {"results_dir": "folder of the results (default: results)"},
    word="RESULT",
    flags={"--json": "prints it as JSON"},
)
