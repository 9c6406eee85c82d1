"""``bordersim demo``: opens the demonstration for a class."""

from __future__ import annotations

from borderSim.cli.arguments import Arguments, Command
from borderSim.cli.output import DONE, open_page, put
from borderSim.errors import StoppedError
from borderSim.language.phrases import phrase


def demo(arguments: Arguments) -> int:
    """Say where the page lies, and open it."""
    lang, opens = arguments.lang(), arguments.switch("open", True)
    from borderSim.classroom.demo.page import shipped

    page = shipped(lang)
    if not page.is_file():
        raise StoppedError(
            phrase(
                "{page} is not there: python -m borderSim.classroom.demo makes it", page=page.name
            )
        )
    put(phrase("demo: {path}", path=page))
    if opens:
        open_page(page)
    return DONE


COMMAND = Command(
    name="demo",
    does="nine scenes for a class, in twenty minutes: why two half-pictures let a load through (no network needed)",
    act=demo,
    keys={
        "lang": "en or fr: the language in which it begins (default: en)",
        "open": "false only says where the page lies (default: true)",
    },
)
