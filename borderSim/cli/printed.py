"""What commands say of the brief, and its PDF on request."""

from __future__ import annotations

from pathlib import Path

from borderSim.cli.output import tell
from borderSim.errors import StoppedError

PRINT_KEYS = {
    "pdf": "true also prints brief.pdf, where a Chromium, Chrome or Edge is installed",
}
"""Keys that ask for paper. None of them changes what is computed, nor its hash."""


def tell_brief(folder: Path, *, prints: bool) -> None:
    """Name the brief of a result if it has one, and print it if that is asked.

    What cannot be printed is told and costs nothing else.
    """
    page = folder / "brief.html"
    if not page.is_file():
        return
    print(f"brief: {page}")
    if prints:
        from borderSim.report.pdf import print_pdf

        try:
            print(f"brief: {print_pdf(page)}")
        except StoppedError as error:
            tell(str(error))
