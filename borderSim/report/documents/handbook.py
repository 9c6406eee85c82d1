"""The page that follows the handbook item by item to code, test and document.

Made from ``docs/handbook.yaml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.report.writing.markdown import template
from borderSim.scenario.strict_yaml import read_yaml

DATA = "handbook.yaml"


@dataclass(frozen=True, kw_only=True)
class Item:
    """What an item of the handbook became: a mechanism, background (``context``), or something still ``open``.

    Attributes:
        number: H01 to H85; item, section: what and where it is in the handbook.
        became: what it is in the model, in a sentence.
        code: symbols (``borderSim.module.name``) and files under ``configs/``.
        test: tests, ``tests/path.py::name``.
        page: pages under ``docs/``, with the heading after ``#``.
        context: why nothing stands for it.
        open: what it waits for.
    """

    number: str
    item: str
    section: str
    became: str = ""
    code: tuple[str, ...] = ()
    test: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    context: str = ""
    open: str = ""


def read_items(path: Path) -> tuple[list[Item], list[str]]:
    """Return the items, and the slips of the handbook's text.

    Raises:
        InputError: the file is not plain YAML, or holds an item twice.
        TypeError: an entry has a key that no item has.
    """
    content: dict[str, Any] = read_yaml(path)
    return [_item(number, entry) for number, entry in content["items"].items()], list(
        content["slips"]
    )


def _item(number: str, entry: dict[str, Any]) -> Item:
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    return Item(number=number, **fields)


def handbook_page(docs: Path) -> str:
    """Return the page in Markdown, empty where its data are not there."""
    if not (docs / DATA).is_file():
        return ""
    items, slips = read_items(docs / DATA)
    return template("handbook.md").render(
        built=[item for item in items if item.became],
        context=[item for item in items if item.context],
        open=[item for item in items if item.open],
        slips=slips,
    )
