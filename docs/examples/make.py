"""Carry out the examples of this folder, block by block, and write what they print below them.

``python docs/examples/make.py`` writes the outputs anew, ``--figures`` also the pictures (Debian's
chromium and Playwright, of the ``test`` extra); ``tests/test_examples.py`` checks that nothing
changes.

A block ``python`` is executed, the value of its last line shown as a notebook does; ``sh`` goes to
the command line of borderSim; ``yaml`` whose first line is a comment with a path is written to that
path. A block ``text`` right below holds what was printed. All blocks of a page share their names.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FENCE = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"\n*!\[[^\]]*\]\((figures/[\w-]+\.png)\)")
WIDTH, HEIGHT = 1100, 640


@dataclass
class Page:
    """An example as it is carried out.

    Attributes:
        text: the page with its outputs as they are now.
        pictures: figure by the path of its picture.
    """

    text: str = ""
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "example"})
    pictures: dict[str, Any] = field(default_factory=dict)


def pages() -> list[Path]:
    """Return the examples."""
    return sorted(path for path in HERE.glob("*.md") if path.name != "README.md")


def carried_out(path: Path, folder: Path) -> Page:
    """Carry out a page with ``folder`` as the working directory; return it with its outputs."""
    source = path.read_text(encoding="utf-8")
    page, done = Page(), 0
    with _inside(folder):
        for block in FENCE.finditer(source):
            if block.start() < done:
                continue  # the output of the block before
            page.text += source[done : block.end()]
            done = block.end()
            printed = _carry_out(block.group(1), block.group(2), page)
            below = re.compile(r"\n```text\n(.*?)^```\n", re.MULTILINE | re.DOTALL).match(
                source, done
            )
            if below:
                page.text += f"\n```text\n{printed}```\n"
                done = below.end()
            picture = PICTURE.match(source, done)
            if picture:
                page.pictures[picture.group(1)] = page.names["figure"]
    page.text += source[done:]
    return page


def _carry_out(kind: str, code: str, page: Page) -> str:
    """Carry out a block; return what it printed, lines without spaces at their end."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        if kind == "python":
            _python(code, page.names)
        elif kind == "sh":
            _commands(code)
        elif kind == "yaml" and code.startswith("# "):
            target = Path(code.split("\n", 1)[0].removeprefix("# ").strip())
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(code, encoding="utf-8")
    lines = [line.rstrip() for line in printed.getvalue().strip("\n").split("\n")]
    return "".join(f"{line}\n" for line in lines)


def _python(code: str, names: dict[str, Any]) -> None:
    body = ast.parse(code).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "<example>", "exec"), names)
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), "<example>", "eval"), names)
        if value is not None:
            print(value)


def _commands(code: str) -> None:
    from borderSim import cli

    for line in code.replace("\\\n", " ").strip().split("\n"):
        words = shlex.split(line, comments=True)
        if words and words[0] == "bordersim" and cli.main(words[1:]) != 0:
            raise RuntimeError(f"the command failed: {line}")


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _draw(figures: dict[str, Any]) -> None:
    from playwright.sync_api import sync_playwright

    from borderSim.report.figures.frame import CONFIG

    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        for name, figure in figures.items():
            figure.update_layout(
                width=WIDTH, height=figure.layout.height or HEIGHT, paper_bgcolor="white"
            )
            path = Path(temporary) / "figure.html"
            path.write_text(
                figure.to_html(config={**CONFIG, "displayModeBar": False}), encoding="utf-8"
            )
            page = browser.new_page(viewport={"width": WIDTH, "height": int(figure.layout.height)})
            page.goto(path.as_uri())
            page.wait_for_selector(".main-svg", state="attached")
            page.locator(".js-plotly-plot").screenshot(path=str(HERE / name))
            page.close()
        browser.close()


def main(arguments: list[str]) -> None:
    """Write the outputs of every page anew."""
    for path in pages():
        with tempfile.TemporaryDirectory() as temporary:
            page = carried_out(path, Path(temporary))
        path.write_text(page.text, encoding="utf-8")
        print(path.name)
        if "--figures" in arguments:
            _draw(page.pictures)


if __name__ == "__main__":
    main(sys.argv[1:])
