"""Every number, verdict and unit of the report's table of levels, reckoned again from the stored tables.

Nothing of the report is called for it but the page itself.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pandas as pd
import pytest

from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.full_report.page import render
from tests.report.recomputed import COLUMNS, NET, NUMBER, RATIOS, Found, Tables, fits

UNITS = {1e-9: "bn EUR", 1e-6: "M EUR", 1e-3: "k EUR", 1.0: "EUR"}
WORDS = {"better", "worse"}


@dataclass
class Cell:
    """A cell of the table: its attributes, and the text of each part of it by class."""

    told: dict[str, str]
    texts: list[tuple[str, str]] = field(default_factory=list)

    def text(self, part: str, place: int = 0) -> str:
        found = [" ".join(text.split()) for own, text in self.texts if own == part]
        return found[place] if place < len(found) else ""


class Board(HTMLParser):
    """The cells of the table and the units of its head."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.cells: list[Cell] = []
        self.heads: list[str] = []
        self.small = self.body = False
        start = page.index('<table class="score">')
        self.feed(page[start : page.index("</table>", start)])

    def handle_starttag(self, tag, attrs):
        own = dict(attrs)
        self.body = self.body or tag == "tbody"
        self.small = tag == "small" and not self.body
        if self.small:
            self.heads.append("")
        if tag == "td":
            self.cells.append(Cell(own))
        elif tag == "span" and self.cells:
            self.cells[-1].texts.append((own.get("class") or "", ""))

    def handle_endtag(self, tag):
        self.small = False

    def handle_data(self, data):
        if self.small:
            self.heads[-1] += data
        elif self.cells and self.cells[-1].texts:
            part, text = self.cells[-1].texts[-1]
            self.cells[-1].texts[-1] = (part, text + data)


def verdict(t: Tables, level: str, name: str, found: Found) -> str:
    if level == t.present:
        return "reference"
    if math.isnan(found.low):
        if abs(found.value) < 1e-9:
            return "same"
        if name.endswith("_eur"):
            return "put_in"
    elif not found.clear:
        return "unclear"
    return "better" if (found.value > 0) == (OUTCOMES[name].direction == "up") else "worse"


def weight(t: Tables, name: str, found: Found) -> str:
    """By how much the whole interval lies on one side of the smallest difference that matters."""
    least = t.least(name)
    if t.n < 100 or not least:
        return ""
    spread = not math.isnan(found.low)
    low, high = (found.low, found.high) if spread else (found.value, found.value)
    if low >= least or high <= -least:
        return "matters"
    return "small" if max(abs(low), abs(high)) < least else "open"


def check(page: str, t: Tables) -> int:
    """Hold every number of the table against the stored tables; return how many there are."""
    board, count = Board(page), 0
    names = [cell.told["data-outcome"] for cell in board.cells[: len(board.heads)]]
    assert set(names) == {*COLUMNS, NET} and len(names) == len(board.heads)
    assert len(board.cells) == len(names) * len(t.levels)
    for head, name in zip(board.heads, names, strict=True):
        if name.endswith("_eur"):
            assert head.startswith(f"{UNITS[t.unit(name)]} a year;"), (name, head)
    for place, cell in enumerate(board.cells):
        level, name = t.levels[place // len(names)], names[place % len(names)]
        assert (cell.told["data-level"], cell.told["data-outcome"]) == (level, name)
        count += len(check_cell(cell, t, level, name))
    for column in range(len(names)):
        values = [cell.text("value") for cell in board.cells[column :: len(names)]]
        assert len({len(value.partition(".")[2]) for value in values}) == 1, values
    return count


def check_cell(cell: Cell, t: Tables, level: str, name: str) -> list[str]:
    """Hold a cell against the tables; return its numbers."""
    found, unit = t.difference(level, t.present, name), t.unit(name)
    own, judged = t.value(level, name), verdict(t, level, name, found)
    assert fits(cell.text("value"), own * unit), (level, name, cell.text("value"), own * unit)
    heavy = "" if level == t.present else weight(t, name, found)
    said = [judged, *heavy.split()]
    assert cell.told["class"].split() == said, (level, name, said, cell.told, found)
    if judged in ("reference", "same"):
        assert not cell.text("delta")
        return [cell.text("value")]
    exact = [float(cell.told[f"data-{key}"]) for key in ("difference", "low", "high")]
    wanted = [found.value, found.low, found.high]
    assert exact == pytest.approx(wanted, rel=1e-6, abs=1e-9, nan_ok=True), (level, name)
    (shown,) = NUMBER.findall(cell.text("delta"))
    assert fits(shown, found.value * unit), (level, name, shown)
    assert told_unit(name, unit) in cell.text("delta"), (name, cell.text("delta"))
    ends = NUMBER.findall(cell.text("bounds"))
    assert len(ends) == (0 if math.isnan(found.low) else 2), (level, name, ends)
    for end, number in zip(ends, wanted[1:], strict=False):
        assert fits(end, number * unit), (level, name, end, number * unit)
    (share,) = NUMBER.findall(cell.text("bounds", 1))
    assert fits(share, 100 * found.value / abs(t.value(t.present, name))), (level, name, share)
    assert cell.text("verdict").startswith(
        "○" if judged == "unclear" else "▲" if found.value > 0 else "▼"
    )
    assert (judged in WORDS) == any(word in cell.text("verdict") for word in WORDS)
    return [cell.text("value"), shown, *ends, share]


def told_unit(name: str, unit: float) -> str:
    if name in RATIOS:
        return "points"
    return UNITS[unit] if name.endswith("_eur") else "organisations"


@pytest.fixture(scope="module")
def stored(small_result):
    manifest = json.loads((small_result / "manifest.json").read_text())
    tables = Tables(pd.read_parquet(small_result / "runs.parquet"), manifest)
    return (small_result / "report.html").read_text(), tables


@pytest.fixture(scope="module")
def planted(planted_result):
    tables = Tables(planted_result.runs, planted_result.manifest)
    return render(planted_result), tables


def test_every_number_of_the_stored_table_follows_from_the_runs(stored):
    assert check(*stored) > 60


def test_every_number_follows_where_sizes_are_weighed(planted):
    page, tables = planted
    assert check(page, tables) > 80
    assert "by what matters" in page and "not clear" in page


def test_one_wrong_digit_anywhere_is_found(planted):
    """The proof of the proof: a digit of any number of the table, changed, is noticed."""
    page, tables = planted
    start = page.index("<tbody>", page.index('<table class="score">'))
    table = page[start : page.index("</tbody>", start)]
    places = [
        m.end() - 1 for m in re.finditer(r'<span class="(?:value|delta|bounds)">[^<]*?\d', table)
    ]
    assert len(places) > 60
    for place in places[:: len(places) // 25]:
        at = start + place
        wrong = page[:at] + str((int(page[at]) + 5) % 10) + page[at + 1 :]
        with pytest.raises(AssertionError):
            check(wrong, tables)
