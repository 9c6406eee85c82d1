from __future__ import annotations

import base64
import io
import math
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd

from borderSim.measures.outcomes import HEADLINE
from borderSim.report.advice.sentences import answers, difference, smallest_difference
from borderSim.report.comparison.source import View
from borderSim.report.figures import PICTURES
from borderSim.report.full_report.page import render, row_command, write_report
from borderSim.report.writing.data_tables import csv_link
from borderSim.report.writing.numbers import about
from borderSim.studies.analysis.estimates import LEAST
from tests.report.browser import follow_the_window, needs_browser, opened
from tests.report.synthetic import Synthetic, synthetic

HOSTILE = "<script>alert(1)</script>"


STICKING_OUT = "[...document.querySelectorAll('.plot')].filter(p => p.querySelector('.main-svg').clientWidth > p.clientWidth).map(p => p.id)"
"""Figures that are wider than their place (the page cuts them off, so the page's own width does not tell)."""


class _Cells(HTMLParser):
    """Collects the cells of the scoreboard with their data and text."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[dict[str, str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        if tag == "td" and "data-difference" in found:
            self.cells.append(found | {"text": ""})
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._open:
            self.cells[-1]["text"] += data


def _own_part(text: str) -> str:
    """The page without plotly's own code."""
    return re.sub(r"<script>.*?</script>", "", text, flags=re.S)


def test_numbers_equal_the_paired_table(report: Path, five: Synthetic) -> None:
    parser = _Cells()
    parser.feed(_own_part(report.read_text("utf-8")))
    paired = five.paired().set_index(["scenario", "level", "outcome"])
    assert len(parser.cells) == len(HEADLINE) * 5
    for cell in parser.cells:
        row = paired.loc[(cell["data-scenario"], cell["data-level"], cell["data-outcome"])]
        for key in ("difference", "low", "high"):
            shown, stored = float(cell[f"data-{key}"]), float(row[key])
            assert shown == stored or (math.isnan(shown) and math.isnan(stored))
        if row["low"] > 0 or row["high"] < 0:
            assert cell["class"].split()[0] in ("better", "worse")
            assert ("▲" if row["difference"] > 0 else "▼") in cell["text"]
        if cell["data-outcome"] == "interdiction_rate" and row["difference"]:
            assert f"{row['difference'] * 100:+.2f} points".replace("-", "−") in cell["text"]


def test_what_is_known_precisely_is_not_called_provisional() -> None:
    made = synthetic(levels=2, replicates=40, years=1.0, plane=False)
    runs, rng = made.runs, np.random.default_rng(2)
    base = runs[runs["level"] == "level_0"].set_index("seed")
    for name in base.select_dtypes("number").columns.difference(["replicate"]):
        moved = base[name] * (1 + 1e-4 * rng.normal(size=len(base)))
        runs.loc[runs["level"] == "level_1", name] = moved.to_numpy()
    view = View(made)
    assert not view.provisional and "<strong>Provisional</strong>" not in render(made)


def test_below_a_hundred_replicates_provisional_and_no_weight(report: Path) -> None:
    text = _own_part(report.read_text("utf-8"))
    assert "<strong>Provisional</strong> 20 replicates" in text
    assert "The smallest difference that matters was set at" not in text


def test_the_page_says_how_many_replicates_would_tell(report: Path, five: Synthetic) -> None:
    text = re.sub(r"<[^>]+>", "", _own_part(report.read_text("utf-8")))
    (said,) = re.findall(r"How many replicates would tell\?.*", text)
    paired = five.paired().set_index(["level", "outcome"])
    rows = paired.xs("interdiction_rate", level="outcome").drop(five.manifest["present"])
    halves = (rows["high"] - rows["low"]) / 2
    asked = max(LEAST, math.ceil(max(20 * (halves / 0.02) ** 2)))
    assert f"{about(asked)} (interdiction rate)" in said
    assert "There are 20" in said


def test_the_widest_difference_says_how_many_replicates_it_takes(five: Synthetic) -> None:
    view = View(five)
    spread = 0
    for found in answers(view):
        least = smallest_difference(view, found.outcome)
        halves = [difference(view, level, found.outcome).half for level in view.others]
        asked = [max(LEAST, math.ceil(20 * (h / least) ** 2)) for h in halves if h > 0]
        assert found.replicates == max(asked, default=None), found.outcome
        spread += len(set(asked)) > 1
    assert spread, "no outcome tells the widest from the others"


def test_from_a_hundred_replicates_weight_is_spoken_of(tmp_path: Path) -> None:
    text = _own_part(
        write_report(
            synthetic(levels=3, replicates=100, years=1.0, plane=False), tmp_path / "r.html"
        ).read_text("utf-8")
    )
    assert "<strong>Provisional</strong>" not in text
    assert "smallest difference that matters was set at 2" in text


def test_names_are_escaped(tmp_path: Path) -> None:
    made = synthetic(levels=3, replicates=3, years=0.5, titles=("Plain", HOSTILE, "=1+1"))
    made.manifest["command"] = ["bordersim", "compare", f"name={HOSTILE}"]
    text = write_report(made, tmp_path / "r.html").read_text("utf-8")
    assert HOSTILE not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_csv_is_whole_and_harmless(five: Synthetic) -> None:
    link = csv_link(pd.DataFrame({"level": ["=1+1", "plain"], "difference": [-1.5, 2.0]}))
    back = pd.read_csv(io.BytesIO(base64.b64decode(link.partition(",")[2])))
    assert list(back["level"]) == ["'=1+1", "plain"] and list(back["difference"]) == [-1.5, 2.0]


def test_size_and_same_bytes(five: Synthetic, tmp_path: Path) -> None:
    first = write_report(five, tmp_path / "a.html")
    assert first.stat().st_size < 7e6
    assert write_report(five, tmp_path / "deep" / "b.html").read_bytes() == first.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "deep"]


def test_a_chapter_per_scenario(two_scenarios: Synthetic) -> None:
    text = _own_part(render(two_scenarios))
    assert 'id="s0-answer"' in text and 'id="s1-answer"' in text and 'id="across"' in text
    assert "in 2 scenarios" in text


def test_assumptions_come_from_the_resolved_configuration(report: Path) -> None:
    text = report.read_text("utf-8")
    assert "police.known_entity_share" in text and "0.02 – 0.4" in text


def test_one_replicate_and_missing_tables_still_make_a_page() -> None:
    made = synthetic(levels=2, replicates=1, years=0.2, plane=False)
    made.manifest["config"] = {}
    made.manifest["failed"] = [{"seed": 2}]
    text = _own_part(render(made))
    assert (
        "no interval" in text
        and "1 unit of work failed" in text
        and "holds no resolved configuration" in text
    )


def test_the_command_of_a_row_keeps_what_was_set(five: Synthetic) -> None:
    manifest = five.manifest | {
        "command": [
            "bordersim",
            "compare",
            "levels=[a,b]",
            "police.known_entity_share=0.2",
            "workers=2",
        ],
        "seeds": [7, 8],
    }
    assert row_command(manifest, "national") == (
        "bordersim run scenario=national partnership=level_1 seed=7 years=5 present=level_0 transition=steady budget.rule=on_top"
        " police.known_entity_share=0.2"
    )


@needs_browser
def test_the_report_in_a_browser(report: Path, five: Synthetic) -> None:
    wanted = [name for name in PICTURES if PICTURES[name](View(five)) is not None]
    with opened(report) as found:
        found.page.evaluate("drawAll().then(() => 1)")
        for width in (1280, 768, 400):
            found.page.set_viewport_size({"width": width, "height": 900})
            assert found.page.evaluate("document.documentElement.scrollWidth") <= width, (
                "not even while figures follow"
            )
            follow_the_window(found.page, width)
            assert found.page.evaluate(
                "document.querySelectorAll('.plot .svg-container').length"
            ) == len(wanted)
            assert found.page.evaluate("document.documentElement.scrollWidth") <= width
            assert found.page.evaluate(STICKING_OUT) == []
        assert found.page.evaluate("document.documentElement.lang") == "en"
        assert (
            found.page.evaluate(
                'document.querySelectorAll(\'[data-title*="hare"], [data-title*="loud"]\').length'
            )
            == 0
        )
        assert found.beyond == [] and found.errors == []


@needs_browser
def test_printing_and_a_hostile_name_in_a_browser(tmp_path: Path) -> None:
    made = synthetic(
        levels=2, replicates=3, years=0.5, titles=(HOSTILE, "<img src=x onerror=alert(1)>")
    )
    with opened(write_report(made, tmp_path / "r.html")) as found:
        dialogs: list[str] = []
        found.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        found.page.evaluate("drawAll().then(() => 1)")
        assert HOSTILE in found.page.inner_text("table.score")
        assert HOSTILE in (found.page.text_content("#figure-0-forest") or "").replace("\xa0", " ")
        assert len(found.page.pdf()) > 20_000
        assert dialogs == [] and found.beyond == [] and found.errors == []
