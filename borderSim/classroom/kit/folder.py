"""The kit: a folder with wheels, start files, demonstration, guides and a list of all of it."""

from __future__ import annotations

import hashlib
import html
import platform as machine
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from borderSim.classroom.demo.page import shipped
from borderSim.classroom.exercise.backup import SHEET, write_backup
from borderSim.classroom.exercise.checks import exercise_names
from borderSim.classroom.exercise.known_before import first_facts
from borderSim.classroom.exercise.read_out import read_out
from borderSim.classroom.exercise.reading import read_exercise
from borderSim.classroom.kit import start_files, wheels
from borderSim.classroom.kit.own_wheel import own_wheel
from borderSim.classroom.kit.words import AT_ONCE, BY_HAND, READ_ME, TRIED
from borderSim.errors import InputError, nearest
from borderSim.language.current import LANGUAGES
from borderSim.language.phrases import phrase
from borderSim.package import PACKAGE
from borderSim.version import __version__

GUIDES = {"en": "trainer-guide.md", "fr": "guide-du-formateur.md"}
QUIZ = {"en": "Ten questions, before and after", "fr": "Dix questions, avant et après"}
"""Heading of the part that each officer gets on paper; the answers stand under another."""
CONTENTS = "CONTENTS.txt"
LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<to>[^):]+\.md)[^)]*\)")
"""A link to another document of the project."""


@dataclass(frozen=True)
class Kit:
    """A kit that was made.

    Attributes:
        folder: where it lies.
        megabytes: of all its files.
        notes: what is to be told: wheels that are missing for a kind of processor, what is not there.
    """

    folder: Path
    megabytes: float
    notes: tuple[str, ...]


def make(
    folder: Path,
    platform: str = wheels.THIS,
    python: str | None = None,
    *,
    by: wheels.Fetch = wheels.pip,
) -> Kit:
    """Make a kit, whole or not at all.

    Args:
        folder: where it is to lie; it must not be there yet.
        platform: ``this``, ``windows``, ``macos`` or ``linux``.
        python: version of the laptop's Python; None: that of this one.
        by: what carries a command of pip out.

    Raises:
        InputError: no such platform or version, or the folder is there already.
        StoppedError: a wheel can't be had.
    """
    known = [wheels.THIS, *wheels.PLATFORMS]
    if platform not in known:
        raise InputError(
            phrase(
                "platform={platform}{near}: one of {allowed}",
                platform=platform,
                near=nearest(platform, known),
                allowed=", ".join(known),
            )
        )
    python = _version(python or wheels.this_python())
    if platform == wheels.THIS and python != wheels.this_python():
        raise InputError(
            phrase(
                "python={python}: platform=this takes the wheels of this Python, {this_python}; name a platform",
                python=python,
                this_python=wheels.this_python(),
            )
        )
    if folder.exists():
        raise InputError(
            phrase("to={folder}: is there already; name a folder that is not", folder=folder)
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".kit-") as held:
        place = Path(held) / folder.name
        (place / "wheels").mkdir(parents=True)
        own = own_wheel(place / "wheels")
        notes = wheels.fetch(own, place / "wheels", platform, python, by)
        kind = this_platform() if platform == wheels.THIS else platform
        start_files.write(place, kind, python)
        notes += _pages(place)
        _read_me(place, kind, python)
        size = _contents(place)
        place.rename(folder)
    return Kit(folder, size / 1e6, tuple(notes))


def this_platform() -> str:
    """Return what kind of machine this is: ``windows``, ``macos`` or ``linux``."""
    return {"Windows": "windows", "Darwin": "macos"}.get(machine.system(), "linux")


def _version(text: str) -> str:
    parts = text.split(".")
    if len(parts) < 2 or not all(part.isdigit() for part in parts[:2]) or parts[0] != "3":
        raise InputError(phrase("python={text}: a version such as 3.13", text=text))
    if int(parts[1]) < 12:
        raise InputError(phrase("python={text}: borderSim needs 3.12 or newer", text=text))
    return ".".join(parts[:2])


def _pages(place: Path) -> list[str]:
    """Put the demonstration and the guides in, and return what is not there."""
    missing = []
    for language in LANGUAGES:
        page = shipped(language)
        if page.is_file():
            shutil.copyfile(page, place / page.name)
        else:
            missing.append(
                phrase(
                    "{page} is not there: python -m borderSim.classroom.demo makes it",
                    page=page.name,
                )
            )
        guide = guide_of(language)
        if guide:
            (place / f"guide_{language}.html").write_text(as_page(guide, language), "utf-8")
            quiz = section(guide, QUIZ[language])
            (place / f"quiz_{language}.html").write_text(
                as_page(quiz, language, lines=True), "utf-8"
            )
        else:
            place_of_guide = f"docs/{GUIDES[language]}"
            missing.append(phrase("{page} is not there", page=place_of_guide))
    for name in exercise_names():
        exercise = read_exercise(name)
        numbers, facts = read_out(exercise, SHEET), first_facts(exercise)
        write_backup(exercise, place / "cards", numbers=numbers, facts=facts)
    return missing


def section(markdown: str, heading: str) -> str:
    """Return the part of a guide under a heading of the second order, with that heading as its title."""
    _, _, after = markdown.partition(f"\n## {heading}\n")
    return f"# {heading}\n{after.split('\n## ')[0]}"


def guide_of(language: str) -> str | None:
    """Return the trainer's guide as Markdown, from the package or, in a checkout, from ``docs``."""
    for root in (PACKAGE / "docs", PACKAGE.parent / "docs"):
        path = root / GUIDES[language]
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return None


def as_page(markdown: str, language: str, *, lines: bool = False) -> str:
    """Return a guide as a page for screen and paper; what is no Markdown in it is text.

    Args:
        markdown: the guide, or a part of it.
        language: of the page.
        lines: leaves room to write below each numbered line.
    """
    from markdown_it import MarkdownIt

    here = LINK.sub(_on_the_stick, markdown)
    body = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .render(here)
        .replace("<li>[ ] ", '<li class="box">\u2610 ')
    )
    title = html.escape(markdown.splitlines()[0].lstrip("# "))
    style = (
        "body{font:17px/1.45 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em}"
        "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.25em .5em;vertical-align:top;text-align:left}"
        "a{color:inherit}li{margin:.2em 0}.box{list-style:none}"
        "@media print{body{font-size:11pt;margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}"
    )
    if lines:
        style += "ol li{padding-bottom:2.6em;border-bottom:1px dotted #777}"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style></head>\n<body>\n{body}</body></html>\n"
    )


def _on_the_stick(link: re.Match[str]) -> str:
    """Return a link to the other guide; of any other document, which is not on the stick, its name."""
    for language, name in GUIDES.items():
        if link["to"] == name:
            return f"[guide_{language}.html](guide_{language}.html)"
    return link["text"]


def _read_me(place: Path, kind: str, python: str) -> None:
    for language in LANGUAGES:
        text = READ_ME[language].format(
            version=__version__,
            python=python,
            platform=kind,
            start=_start_name(place),
            at_once=AT_ONCE[kind],
            tried=TRIED[language][kind],
            by_hand=BY_HAND[language][kind],
        )
        (place / f"READ-ME_{language}.txt").write_text(text, encoding="utf-8")


def _start_name(place: Path) -> str:
    return next(path.name for path in sorted(place.iterdir()) if path.name.startswith("start."))


def _contents(place: Path) -> int:
    """Write the list of all files with size and SHA-256, and return their bytes."""
    rows, total = [], 0
    for path in sorted(x for x in place.rglob("*") if x.is_file()):
        content = path.read_bytes()
        total += len(content)
        name = path.relative_to(place).as_posix()
        rows.append(f"{hashlib.sha256(content).hexdigest()}  {len(content):>10}  {name}")
    (place / CONTENTS).write_text("\n".join(["SHA-256, bytes, file", *rows]) + "\n", "utf-8")
    return total
