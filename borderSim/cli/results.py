"""``bordersim report``: what a stored result says, made anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from borderSim.cli.arguments import LANG_KEY, SPREADSHEET_KEYS, Arguments, Command
from borderSim.cli.output import DONE, open_page, put, tell_notes
from borderSim.cli.printed import PRINT_KEYS, tell_brief
from borderSim.errors import InputError, StoppedError
from borderSim.language.phrases import phrase

if TYPE_CHECKING:
    from borderSim.results.spreadsheets import Asked


def report(arguments: Arguments) -> int:
    """Make the report anew; of a sweep, its findings."""
    # before numpy is loaded: its matrices are small here, and a second thread costs more than it does
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from borderSim.studies.execution import manifest

    opens, sheets = arguments.switch("open", False), arguments.spreadsheets()
    lang = arguments.lang()
    prints = arguments.switch("pdf", False)
    folder = result_folder(arguments)
    found = manifest.read(folder)
    choices = found.get("choices", {})
    if choices.get("command") == "sweep":
        from borderSim.studies.sweep import analyse

        if choices.get("analysis") or not sheets:
            put(phrase("findings: {path}", path=analyse(folder)))
        manifest.check_finished(folder, found)
        _write(sheets, folder)
        return DONE

    from borderSim.language.catalogue import gettext
    from borderSim.language.current import named, using
    from borderSim.results.comparison import Comparison
    from borderSim.studies.compare import write_pages
    from borderSim.studies.execution import files, lock

    with lock.at_work(folder):
        comparison = Comparison.load(folder)
        tell_notes(comparison.notes, [])
        files.ensure_writable(folder)
        if told := write_pages(comparison, anew=True, lang=lang):
            raise StoppedError(told[0])
        _write(sheets, folder)
    page = folder / named("report.html", lang)
    with using(lang):
        print(gettext("report: {path}").format(path=page))
        tell_brief(folder, prints=prints)
    if opens:
        open_page(page)
    return DONE


def _write(sheets: Asked, folder: Path) -> None:
    for path in sheets.write(folder):
        put(phrase("table: {path}", path=path))


def result_folder(arguments: Arguments) -> Path:
    """Return the folder of the result that was named.

    Raises:
        InputError: none was named, or there is none.
    """
    if not arguments.words:
        raise InputError(
            phrase(
                "'bordersim {command}' needs the name of a result or the path of its folder",
                command=arguments.command,
            )
        )
    from borderSim.studies.execution.files import find_result

    return find_result(arguments.words[0], arguments.results_dir())


_FOLDER = {"results_dir": "folder of the results (default: results)"}

REPORT = Command(
    "report",
    "report RESULT: the report made anew (of a sweep: its findings)",
    report,
    _FOLDER
    | {
        **LANG_KEY,
        "open": "true opens the report in a browser",
        **PRINT_KEYS,
        **SPREADSHEET_KEYS,
    },
    word="RESULT",
)
