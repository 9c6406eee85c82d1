"""What the report says of futures: its numbers are those of the table, and the planted truth is told."""

from __future__ import annotations

import html
import re

import numpy as np
import pytest

from borderSim.report.advice.decision import decision
from borderSim.report.comparison.source import View
from borderSim.report.figures import PICTURES
from borderSim.report.figures.tornado import bars
from borderSim.report.full_report.page import render
from borderSim.report.uncertainty.futures import DEFAULT_WEIGHT, WEIGHTS, futures
from tests.report.planted_futures import BAD, GOOD, planted
from tests.report.synthetic import synthetic

FIGURES = ("acceptability", "expected_loss", "regret", "tornado", "information")


@pytest.fixture(scope="module")
def page(made):
    return html.unescape(render(made))


def test_without_noise_the_numbers_are_those_of_the_table():
    quiet = planted(futures=60, noise=0.0)
    told, table = futures(View(quiet)), quiet.futures
    net = table.pivot_table(index="future", columns="level", values="net_benefit_eur").to_numpy()
    net = net / 4.0  # years
    best = net == net.max(axis=1, keepdims=True)
    short = net.max(axis=1, keepdims=True) - net
    assert told.chosen == net.mean(axis=0).argmax()
    assert told.chance == pytest.approx(best.mean(axis=0), abs=0.02)
    assert told.regret.mean == pytest.approx(short.mean(axis=0), rel=0.05, abs=2e5)
    assert told.perfect.raw == pytest.approx(net.max(axis=1).mean() - net.mean(axis=0).max())


def test_the_planted_inputs_are_told(told):
    found = {told.inputs[row.place].key: row for row in told.influences if row.told}
    assert {GOOD, BAD} <= set(found)
    assert "police" in dict(told.worth)


def test_the_curves_at_the_default_are_the_shares_that_are_told(told):
    at = int(np.flatnonzero(np.isclose(WEIGHTS, DEFAULT_WEIGHT))[0])
    assert told.harm.best[at] == pytest.approx(told.chance, abs=0.06)
    assert told.harm.loss[at].min() == pytest.approx(told.perfect.value, rel=0.25)


def test_every_figure_has_numbers_and_a_table_with_units(view):
    for name in FIGURES:
        picture = PICTURES[name](view)
        assert picture is not None and picture.data and len(picture.table)
        assert all(np.isfinite(v) for t in picture.data for v in t["x"] if v is not None)
    told = futures(view)
    assert {row.key for row in bars(told)} >= {GOOD, BAD, "economy.harm_home_share"}


def test_the_page_tells_them_and_the_first_screen_takes_chance_and_grade(page, told, view):
    section = re.search(r'id="s0-futures">(.*?)</section>', page, re.S)[1]
    text = re.sub(r"<[^>]+>", "", section)
    assert f"is best in {100 * told.chance[told.chosen]:.0f} % of them" in text
    assert f"{100 * told.loses[-1].share:.0f} % of the futures" in text
    assert f"Confidence: {told.graded.grade}." in text and "(density)" in text
    first = re.sub(r"<[^>]+>", "", re.search(r'id="s0-decision">(.*?)</section>', page, re.S)[1])
    assert f"({100 * told.chance[told.chosen]:.0f} %); its worst regret, by which" in first
    assert f"Confidence: {told.graded.grade}." in first
    assert decision(view).grade == told.graded.grade
    assert section.count('class="plot"') == len(FIGURES)


def test_no_grade_better_than_c_where_harm_has_no_source(told):
    assert told.graded.grade in ("C", "D") and not told.same_country


def test_a_report_without_futures_is_as_before():
    made = synthetic(levels=2, replicates=5, years=1.0, plane=False)
    assert futures(View(made)) is None
    assert all(PICTURES[name](View(made)) is None for name in FIGURES)
    assert "s0-futures" not in render(made)


@pytest.mark.parametrize("replicates", [1, 2])
def test_few_futures_of_few_replicates_are_told_without_falling_over(replicates):
    made = planted(futures=8, replicates=replicates)
    text = html.unescape(render(made))
    assert "8 futures" in text and ("one replicate a future" in text) == (replicates == 1)


def test_futures_whose_runs_failed_are_counted():
    made = planted(futures=12)
    made.futures = made.futures[made.futures["future"] > 1]
    assert futures(View(made)).lost == 2
    assert "2 futures are not among them" in html.unescape(render(made))


def test_fewer_than_eight_are_not_told():
    assert futures(View(planted(futures=7))) is None


def test_titles_with_markup_are_escaped(made):
    bad = planted(futures=10)
    bad.manifest["levels"][-1]["title"] = "<script>alert(1)</script>"
    assert "<script>alert(1)" not in render(bad)


def test_no_text_stays_in_the_language_of_the_first_page(made, monkeypatch):
    """What stands outside a macro of an imported template is read once: nothing that is translated may stand there."""
    from borderSim.language import catalogue
    from borderSim.language.current import current, using

    class Marked:
        def gettext(self, text):
            return text if current() == "en" else f"«{text}»"

        def ngettext(self, one, many, number):
            return self.gettext(one if number == 1 else many)

    monkeypatch.setattr(catalogue, "_translations", lambda language: Marked())
    first = html.unescape(render(made))
    with using("fr"):
        second = html.unescape(render(made))
    assert "«" not in first
    for said in ("an assumption", "dominated by extension", "Share of harm borne at home"):
        assert said in first and f"«{said}»" in second


def test_the_brief_takes_chance_and_regret_from_the_futures(made, told):
    from borderSim.report.briefs.comparison import render_brief

    text = re.sub(r"<[^>]+>", "", html.unescape(render_brief(made))).replace("\u00a0", " ")
    chance = f"is best in {100 * told.chance[told.chosen]:.0f} % of them"
    assert "drawn anew in 100 futures" in text and chance in text
    assert f"confidence {told.graded.grade}, on a scale from A (best) to D." in text
