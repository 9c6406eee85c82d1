"""``bordersim sensitivity``: which assumptions a finished sweep hangs on."""

from __future__ import annotations

from borderSim.cli.arguments import PRINTED_KEY, Arguments, Command
from borderSim.cli.output import DONE, open_page, put, tell_notes
from borderSim.errors import InputError, StoppedError
from borderSim.language.current import using
from borderSim.language.phrases import phrase


def sensitivity(arguments: Arguments) -> int:
    """Work out the indices of a finished sweep, print the strongest, write table and page beside it."""
    opens, lang = arguments.switch("open", False), arguments.lang()
    if not arguments.words:
        raise InputError(
            "'bordersim sensitivity' needs the name of a sweep or the path of its folder"
        )
    from borderSim.studies.execution.files import ensure_writable, find_result

    folder = find_result(arguments.words[0], arguments.results_dir())

    from borderSim.studies.analysis.sensitivity import of_folder
    from borderSim.studies.execution import datapackage, lock, manifest, pages

    found = of_folder(folder)
    about = manifest.read(folder)
    ensure_writable(folder)

    from borderSim.report.studies.sensitivity import write_sensitivity
    from borderSim.report.terminal.console import console
    from borderSim.report.terminal.studies import sensitivity_table

    with lock.at_work(folder):
        try:
            files = write_sensitivity(found, folder, about)
            manifest.record(folder, [*files, datapackage.write(folder).name])
        except OSError as error:
            raise StoppedError(f"{folder}: {pages.trouble(error)}") from error
    with using(lang):
        console().print(sensitivity_table(found))
    tell_notes(found.notes, [])
    page = folder / files[-1]
    put(phrase("sensitivity: {path}", path=page))
    if opens:
        open_page(page)
    return DONE


COMMAND = Command(
    name="sensitivity",
    does="sensitivity RESULT: which assumptions a finished sweep hangs on, by its design: morris, sobol or given data",
    act=sensitivity,
    keys={
        "results_dir": "folder of the results (default: results)",
        "open": "true opens the page in a browser",
        **PRINTED_KEY,
    },
    word="RESULT",
)
