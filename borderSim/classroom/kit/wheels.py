"""The wheels of what a class needs, for this laptop or for another kind, fetched by pip."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path

from borderSim.classroom.kit.needed import conditions, not_there, processor
from borderSim.errors import StoppedError

PLATFORMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "windows": (("win_amd64",),),
    "macos": (
        ("macosx_11_0_arm64", "macosx_12_0_arm64", "macosx_13_0_arm64", "macosx_14_0_arm64"),
        ("macosx_10_13_x86_64", "macosx_11_0_x86_64", "macosx_12_0_x86_64", "macosx_14_0_x86_64"),
    ),
    "linux": (
        (
            "manylinux_2_28_x86_64",
            "manylinux_2_27_x86_64",
            "manylinux_2_17_x86_64",
            "manylinux2014_x86_64",
        ),
    ),
}
"""What pip calls a platform: each inner tuple is one kind of processor."""
THIS = "this"
EXTRA = "class"
ROUNDS = 8
"""Times that what is still missing is asked for: each brings what the last one's wheels ask for."""
SOURCES = ("antlr4-python3-runtime==4.9.*",)
"""What hydra-core needs and its makers hand out as source alone: pure Python, its wheel is for every platform."""

Fetch = Callable[[Sequence[str]], subprocess.CompletedProcess[str]]


def pip(arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run pip of this Python."""
    return subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments],
        capture_output=True,
        text=True,
    )


def this_python() -> str:
    """Return the version of this Python, as in ``3.13``."""
    return sysconfig.get_python_version()


def fetch(own: Path, folder: Path, platform: str, python: str, by: Fetch = pip) -> list[str]:
    """Fetch the wheels that borderSim and its extra ``class`` need.

    Args:
        own: wheel of borderSim.
        folder: where to.
        platform: ``this`` or one of :data:`PLATFORMS`.
        python: version of the laptop's Python, as in ``3.13``.
        by: what carries a command of pip out.

    Returns:
        What is to be told: kinds of processor for which a wheel is missing, where another was had.

    Raises:
        StoppedError: a wheel is missing for every kind of processor, or there is no index.
    """
    built = ["wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), *SOURCES]
    _ensure(by(built), f"Python {python}")
    wanted = ["download", "--quiet", "--only-binary=:all:", "--find-links", str(folder)]
    wanted += ["--dest", str(folder)]
    if platform == THIS:
        _ensure(by([*wanted, f"{own}[{EXTRA}]"]), f"Python {python} on this platform")
        return []
    missing = []
    for tags in PLATFORMS[platform]:
        told = [x for tag in tags for x in ("--platform", tag)]
        asked = [*wanted, *told, "--python-version", python, "--implementation", "cp"]
        wrong = _one_kind(own, asked, conditions(platform, tags[0], python), tags[0], by)
        if wrong:
            missing.append(f"{processor(tags[0])}: {wrong}")
    if len(missing) == len(PLATFORMS[platform]):
        raise StoppedError(f"no kit for {platform} with Python {python}: {missing[0]}")
    return missing


def _one_kind(
    own: Path, asked: list[str], where: dict[str, str], tag: str, by: Fetch
) -> str | None:
    """Fetch the wheels of one kind of processor, and return what is wrong, None if nothing is."""
    wanted = [f"{own}[{EXTRA}]"]
    for _ in range(ROUNDS):
        done = by([*asked, *wanted])
        if done.returncode:
            return _reason(done)
        needed = not_there(own, EXTRA, where, processor(tag))
        if not needed:
            return None
        wanted = ["--no-deps", *needed]  # what is needed on that platform alone
    return f"no wheel meets {', '.join(wanted[1:])}"


def _ensure(done: subprocess.CompletedProcess[str], what: str) -> None:
    if done.returncode:
        raise StoppedError(f"no kit for {what}: {_reason(done)}")


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    """Return what pip says is wrong, in one line and without an address."""
    lines = [line.strip() for line in done.stderr.splitlines() if line.startswith("ERROR:")]
    text = (
        lines[-1].removeprefix("ERROR: ") if lines else "pip found no wheels (is there a network?)"
    )
    return " ".join(word for word in text.split() if "://" not in word)
