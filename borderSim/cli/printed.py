"""What commands say of the brief, and its PDF on request."""

from __future__ import annotations

from pathlib import Path

from borderSim.cli.output import sentence_of, tell
from borderSim.errors import StoppedError
from borderSim.language.catalogue import gettext
from borderSim.language.current import current, named

PRINT_KEYS = {
    "pdf": "true also prints brief.pdf, where a Chromium, Chrome or Edge is installed",
}
"""Keys that ask for paper. None of them changes what is computed, nor its hash."""


def tell_brief(folder: Path, *, prints: bool) -> None:
    """Name the brief of a result, in the language in force, if it has one, and print it if that is asked."""
    page = folder / named("brief.html", current())
    if page.is_file():
        tell_page(page, prints=prints)


def tell_page(page: Path, *, prints: bool) -> None:
    """Name a brief, and print it if that is asked.

    What cannot be printed is told and costs nothing else.
    """
    print(gettext("brief: {path}").format(path=page))
    if prints:
        from borderSim.report.layout.pdf import print_pdf

        try:
            print(gettext("brief: {path}").format(path=print_pdf(page)))
        except StoppedError as error:
            tell(sentence_of(error))
