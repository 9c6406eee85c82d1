"""What would name a person or a machine is taken out of published files: paths are cut short.

Below the working folder a path stands as it is seen from there, below the home folder with ``~``,
of what is installed from the package on, of any other place its last name alone.
``provenance=full`` keeps all as it was.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import sysconfig
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from borderSim.errors import InputError, nearest
from borderSim.package import PACKAGE

SHORT, FULL = "short", "full"
PROVENANCE = (SHORT, FULL)
ELSEWHERE = "..."
"""Stands for the folders of a path that are not told."""
_PATH = re.compile(
    r"(?<![\w.~:/\\-])(?:[A-Za-z]:[\\/]|\\\\|/)[^\s'\"<>|:;,()\[\]{}=]*[^\s'\"<>|:;,()\[\]{}=.]"
)
_IN_QUOTES = re.compile(r"""(?P<q>['"])(?P<path>(?:[A-Za-z]:[\\/]|\\\\|/)[^'"\n]*)(?P=q)""")
_ABSOLUTE = re.compile(r"(?:[A-Za-z]:[\\/]|\\\\|/|~[^/]*/)(?=.)")
_LEAST = 2
"""Parts from which something that begins with a slash is a path and no unit (``/year``)."""


def check(provenance: object) -> None:
    """See that it is one of :data:`PROVENANCE`.

    Raises:
        InputError: if not.
    """
    if provenance not in PROVENANCE:
        hint = nearest(str(provenance), PROVENANCE)
        raise InputError(f"provenance={provenance!r:.60}: must be {SHORT} or {FULL}{hint}")


def text(given: str) -> str:
    """Return a text (an error, a traceback) in which paths are cut short and the machine is not named."""
    quoted = _IN_QUOTES.sub(lambda m: f"{m['q']}{path(m['path'])}{m['q']}", given)
    short = _PATH.sub(lambda m: path(m[0]), quoted)
    for name in _machine():
        short = re.sub(rf"\b{re.escape(name)}\b", "HOST", short)
    return short


def argument(given: str) -> str:
    """Return a word of a command line in which paths are cut short: ``key=/a/b.yaml``, ``key=[/a/b.yaml,/c/d.yaml]``."""
    key, equals, value = given.partition("=")
    if not equals:
        return _word(given)
    return key + equals + re.sub(r"[^,\[\]{}'\"]+", lambda m: _word(m[0]), value)


def command(typed: Sequence[str]) -> list[str]:
    """Return a command line in which paths are cut short."""
    return [argument(word) for word in typed]


def label(given: str) -> str:
    """Return a value or setting as it stands in tables: of a file that was named by its whole path the last name.

    It is part of the bytes of a result: it must not hang on where the program was called.
    """
    key, equals, value = given.rpartition("=")
    return (
        key
        + equals
        + re.sub(
            r"[^,\[\]{}'\"]+",
            lambda m: re.split(r"[\\/]", m[0])[-1] if _ABSOLUTE.match(m[0]) else m[0],
            value,
        )
    )


def _word(word: str) -> str:
    expanded = os.path.expanduser(word) if word.startswith("~") else word  # noqa: PTH111 (a word need not be a path)
    return path(expanded) if _ABSOLUTE.match(expanded) else word


def path(given: str) -> str:
    """Return an absolute path cut short; what is no path comes back as it is."""
    for root, shown in _roots():
        if given == root or given.startswith(root + os.sep):
            rest = given[len(root) :].lstrip("\\/")
            return "/".join(part for part in (shown, rest.replace("\\", "/")) if part) or "."
    parts = [part for part in re.split(r"[\\/]", given) if part]
    if len(parts) < _LEAST:
        return given
    if "site-packages" in parts:
        return "/".join(parts[len(parts) - parts[::-1].index("site-packages") :]) or parts[-1]
    return f"{ELSEWHERE}/{parts[-1]}"


def _roots() -> list[tuple[str, str]]:
    """Return folders with what stands for them, the innermost first: installed ones, the working folder, the home folder."""
    roots = dict(_installed())
    for found, shown in ((_here(), ""), (_home(), "~")):
        if found and found not in ("/", os.sep):
            roots.setdefault(found, shown)
    return sorted(roots.items(), key=lambda item: -len(item[0]))


@cache
def _installed() -> dict[str, str]:
    package = str(PACKAGE)
    found = {package: "borderSim"}
    for key in ("purelib", "platlib"):
        found.setdefault(sysconfig.get_path(key), "")
    for key in ("stdlib", "platstdlib"):
        found.setdefault(sysconfig.get_path(key), "python")
    for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix):
        if len(Path(prefix).parts) > _LEAST:
            found.setdefault(prefix, "python")
    return {root: shown for root, shown in found.items() if root}


def _here() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 (as a string)
    except OSError:
        return ""


def _home() -> str:
    home = os.path.expanduser("~")  # noqa: PTH111 (it may be unknown)
    return home if home != "~" else ""


@cache
def _machine() -> list[str]:
    """Return the names of this machine that are long enough to be told from words."""
    name = platform.node()
    return [
        n for n in dict.fromkeys((name, name.partition(".")[0])) if len(n) > 3 and n != "localhost"
    ]
