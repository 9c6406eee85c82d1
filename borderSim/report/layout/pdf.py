"""A page as PDF, printed by a Chromium that is installed on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from borderSim.errors import StoppedError
from borderSim.language.phrases import phrase

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
SECONDS = 90.0


def browser() -> str | None:
    """Return the path of a Chromium of this machine, None if none is found."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def print_pdf(page: Path) -> Path:
    """Print a page of ours into a PDF beside it.

    Args:
        page: an HTML file that makes no request.

    Returns:
        the path of the PDF.

    Raises:
        StoppedError: there is no Chromium here, or it did not print.
    """
    found = browser()
    if found is None:
        raise StoppedError(
            phrase(
                "pdf=true: no Chromium, Chrome or Edge was found to print {page}; open it in any browser and print it there",
                page=page.name,
            )
        )
    target = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(prefix="bordersim-print-") as private:
        printed = Path(private) / target.name
        command = [
            found,
            "--headless",
            *(["--no-sandbox"] if _is_root() else []),  # refused to root otherwise
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={private}/profile",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            page.resolve().as_uri(),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
            shutil.move(printed, target)
        except (subprocess.SubprocessError, OSError) as error:
            raise StoppedError(
                phrase(
                    "pdf=true: {browser} did not print {page}; open it in any browser and print it there",
                    browser=Path(found).name,
                    page=page.name,
                )
            ) from error
    return target


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
