"""What one double clicks on the laptop: installs once without a network, then asks what to begin."""

from __future__ import annotations

from pathlib import Path

from borderSim.version import __version__

SHELL = """#!/bin/sh
# Installs borderSim from this folder, without a network, then asks what to begin: live page, exercise, demonstration.
# Words after its name say it at once: sh start.sh play exercise=two_half_pictures
set -e
here=$(cd "$(dirname "$0")" && pwd)
place="${{BORDERSIM_HOME:-$HOME/borderSim-class}}"
python="${{PYTHON:-python{python}}}"
command -v "$python" >/dev/null || {{ echo "This kit needs Python {python}: install it first, or set PYTHON to it." >&2; exit 1; }}
if [ ! -e "$place/kit-{version}" ]; then
    echo "Installing borderSim {version} in $place: once, some minutes."
    "$python" -m venv "$place"
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" "bordersim[class]=={version}"
    : > "$place/kit-{version}"
fi
cd "$place"
if [ "$#" -eq 0 ]; then set -- start; fi
exec "$place/bin/bordersim" "$@"
"""
BATCH = """@echo off
rem Installs borderSim from this folder, without a network, then asks what to begin: live page, exercise, demonstration.
rem Words after its name say it at once: start.bat play exercise=two_half_pictures
setlocal
set "here=%~dp0"
if "%BORDERSIM_HOME%"=="" (set "place=%USERPROFILE%\\borderSim-class") else (set "place=%BORDERSIM_HOME%")
if not exist "%place%\\kit-{version}" (
    echo Installing borderSim {version}: once, some minutes.
    py -{python} -m venv "%place%" || (echo This kit needs Python {python}: install it first. & pause & exit /b 1)
    "%place%\\Scripts\\python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%here%wheels" "bordersim[class]=={version}" || (pause & exit /b 1)
    type nul > "%place%\\kit-{version}"
)
cd /d "%place%"
set "words=%*"
if "%~1"=="" set "words=start"
"%place%\\Scripts\\bordersim" %words%
pause
"""


def write(folder: Path, platform: str, python: str) -> list[Path]:
    """Write the start files of a platform.

    Args:
        folder: of the kit.
        platform: ``windows``, ``macos`` or ``linux``.
        python: version that the wheels are for.

    Returns:
        Their paths.
    """
    if platform == "windows":
        path = folder / "start.bat"
        path.write_text(
            BATCH.format(python=python, version=__version__).replace("\n", "\r\n"),
            encoding="ascii",
            newline="",
        )
        return [path]
    path = folder / ("start.command" if platform == "macos" else "start.sh")
    path.write_text(SHELL.format(python=python, version=__version__), encoding="ascii")
    path.chmod(0o755)
    return [path]
