"""``bordersim export``: a stored result as an RO-Crate."""

from __future__ import annotations

from borderSim.cli.arguments import PRINTED_KEY, Arguments, Command
from borderSim.cli.output import DONE, put
from borderSim.cli.results import result_folder
from borderSim.language.phrases import phrase


def export(arguments: Arguments) -> int:
    """Write a finished result with what each of its files is, for an archive."""
    from borderSim.results.export import export as write

    arguments.lang()  # (which refuses a language that there is not)
    folder = result_folder(arguments)
    listed = arguments.listed("authors") or []
    path = write(
        folder,
        arguments.text("output"),
        authors=[listed] if isinstance(listed, str) else listed,
        license=arguments.text("license") or "",
    )
    put(phrase("crate: {path}", path=path))
    return DONE


COMMAND = Command(
    "export",
    "export RESULT: a finished result as an RO-Crate (files, meaning, program, settings)",
    export,
    {
        "output": "a .zip, or a folder (default: NAME-crate.zip beside the result)",
        "authors": "who made the results: '[A B,C D]' (default: nobody is named)",
        "license": "licence of the results, an SPDX name such as CC-BY-4.0 (default: none is stated)",
        "results_dir": "folder of the results (default: results)",
        **PRINTED_KEY,
    },
    word="RESULT",
    more=["Needs rocrate: pip install 'bordersim[export]'."],
)
