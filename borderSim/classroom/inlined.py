"""One file for a page: its modules and styles inside, because a page opened by double click loads no module.

The modules import one another by relative path (``import {t} from "./words.js"``), as the live
server hands them out. In a single file each becomes a ``data:`` address in an import map, and the
relative paths become the names in it.
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
from pathlib import Path

from markupsafe import Markup

WEB = Path(__file__).parent / "web"
_IMPORT = re.compile(
    r"""(\b(?:import|export)\s[^'"`;]*?from\s*|\bimport\s*)(["'])(\.{1,2}/[^"']+)\2"""
)
"""An import by relative path at the beginning of a statement: our own modules, written so."""


def modules_of(entry: str) -> dict[str, str]:
    """Return the text of a module and of all that it imports, by path below ``web``, imports renamed.

    Args:
        entry: path of the module below ``web``, such as ``class.js``.

    Raises:
        FileNotFoundError: a module imports one that is not there.
    """
    found: dict[str, str] = {}
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        text = (WEB / path).read_text(encoding="utf-8")
        wanted = [_target(path, match[3]) for match in _IMPORT.finditer(text)]
        found[path] = _IMPORT.sub(
            lambda m, path=path: f'{m[1]}"{_name(_target(path, m[3]))}"', text
        )
        waiting += wanted
    return dict(sorted(found.items()))


def scripts(entry: str) -> Markup:
    """Return the import map and the line that starts a module, for the head of a single file."""
    addresses = {
        _name(path): "data:text/javascript;base64,"
        + base64.b64encode(text.encode()).decode("ascii")
        for path, text in modules_of(entry).items()
    }
    table = json.dumps({"imports": addresses}, separators=(",", ":"))
    return Markup(
        f'<script type="importmap">{table}</script>\n<script type="module">import "{_name(entry)}";</script>'
    )


def styles(*names: str) -> Markup:
    """Return style sheets of ``web`` for the head of a single file."""
    text = "\n".join((WEB / name).read_text(encoding="utf-8") for name in names)
    return Markup(f"<style>\n{text}\n</style>")


def data(packed: str, name: str = "data") -> Markup:
    """Return what a page shows, as :func:`borderSim.classroom.recording.packed` hands it over."""
    return Markup(f'<script type="application/octet-stream" id="{name}">{packed}</script>')


def _target(path: str, relative: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def _name(path: str) -> str:
    return f"bordersim/{path}"
