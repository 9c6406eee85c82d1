"""The brief: two pages, and every number as the runs say."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from borderSim.errors import InputError
from borderSim.language.current import using
from borderSim.report.advice.decision import NET
from borderSim.report.advice.first_step import first_step, months_from_today
from borderSim.report.briefs.chain import chain
from borderSim.report.briefs.comparison import brief, render_brief, write_brief
from borderSim.report.briefs.goods import per_unit
from borderSim.report.comparison.source import View
from borderSim.report.layout import pdf
from borderSim.scenario.load import load_scenario, scenario_as_dict
from borderSim.studies.analysis.estimates import difference
from tests.report.browser import needs_browser, opened
from tests.report.synthetic import synthetic

LONG = tuple(f"Gemeinsame Arbeitsgruppe {i} der Häfen und Züge"[:40] for i in range(5))


@pytest.fixture(scope="module")
def found():
    return synthetic(levels=5, replicates=12, years=2.0, plane=False)


def test_the_first_step_is_the_lowest_level_that_is_clearly_better():
    made = synthetic(levels=4, replicates=10, years=2.0, plane=False)
    gains = {0: 0.0, 1: 0.0, 2: 5e6, 3: 4.9e6}
    base = made.runs.loc[made.runs["level"] == made.runs["level"].iloc[0], NET].to_numpy()
    names = list(dict.fromkeys(made.runs["level"]))
    for place, name in enumerate(names):
        spread = {0: 0.0, 1: 2e6, 2: 1e5, 3: 2e6}[place]
        own = [b + gains[place] + spread * (-1) ** i for i, b in enumerate(base)]
        made.runs.loc[made.runs["level"] == name, NET] = own
    view = View(made)
    told = brief(made)
    assert told is not None
    step = first_step(view, told.decision)
    assert step.lowest is not None and step.lowest.name == names[2]
    assert (
        [level.name for level in step.untold] == [names[3]] and not step.onward and not step.below
    )


def with_gains(gains: tuple[float, ...], spreads: tuple[float, ...]):
    """Levels with such gains over the first, up and down by a spread from replicate to replicate."""
    made = synthetic(levels=len(gains), replicates=10, years=2.0, plane=False)
    runs, names = made.runs, list(dict.fromkeys(made.runs["level"]))
    base = runs.loc[runs["level"] == names[0], NET].to_numpy()
    for name, gain, spread in zip(names[1:], gains[1:], spreads[1:], strict=True):
        own = [b + gain + spread * (-1) ** i for i, b in enumerate(base)]
        runs.loc[runs["level"] == name, NET] = own
    return made, names


def test_the_advice_stops_at_the_first_step_that_is_not_clear():
    made, names = with_gains((0.0, 5e6, 5.1e6, 9e6), (0.0, 1e5, 4e6, 4.1e6))
    told = brief(made)
    assert told is not None and told.net.level is not None and told.net.level.name == names[3]
    assert told.first.aim is not None and told.first.aim.name == names[1]
    stop = told.first.stops(told.net.level)
    assert stop is not None and stop.level.name == names[2]
    assert told.cost is not None and told.cost.level.name == names[1]
    text = " ".join(render_brief(made).split())
    assert f"on the way to it the gain of {stop.level.title} over {stop.below}" in text
    assert f"<strong>{told.cost.level.title} costs " in text


def test_nothing_is_said_against_the_best_level_where_it_is_advised():
    made, names = with_gains((0.0, 5e6, 9e6), (0.0, 1e5, 3e5))
    told = brief(made)
    assert told is not None and told.first.aim is not None and told.first.aim.name == names[2]
    assert told.first.stops(told.net.level) is None
    page = render_brief(made)
    assert "is not advised yet" not in page and "The rule: advised is" in page


def test_months_from_today_are_those_of_all_levels_on_the_way():
    told = brief(weighed(5e5))
    assert told is not None
    above = [level.name for level in told.view.others]
    assert list(told.first.totals) == above[1:]
    built = replace(told.view.comparison, manifest=told.view.manifest | {"transition": "ramp"})
    assert months_from_today(View(built)) == {}


def test_a_country_of_ones_own_is_not_called_invented(found):
    assert "An illustration on an invented country" in render_brief(found)
    page = render_brief(
        synthetic(levels=2, replicates=6, years=1.0, scenarios=("mine",), plane=False)
    )
    assert "invented country" not in page and "as scenario mine describes it" in page
    assert "No questionnaire was answered for it" in page


def test_a_unit_stands_after_per_and_an_unknown_one_in_brackets():
    assert per_unit("sticks") == "per cigarette" and per_unit("crates") == "(crates)"


def test_the_french_brief_has_typographic_apostrophes_and_unbroken_per_cents(found):
    with using("fr"):
        page = render_brief(found)
    text = re.sub(r"<[^>]*>", "", page[page.index("<main>") :])
    assert "’" in text and not re.search(r"\w(?:'|&#39;)\w", text)
    assert not re.search(r"\d %", text)


def test_no_level_that_is_clear_no_first_step():
    made = synthetic(levels=3, replicates=4, years=1.0, plane=False)
    told = brief(made)
    assert told is not None and told.first.lowest is None
    assert "none is to be set up on these simulations" in render_brief(made)


def weighed(cost: float):
    """A level that saves 4 M EUR of harm in the mean and costs so much."""
    made = synthetic(levels=2, replicates=12, years=1.0, plane=False)
    made.manifest["config"] = {"national": scenario_as_dict(load_scenario("national"))}
    runs = made.runs
    luck = np.array([(-1) ** i * 5e5 for i in range(12)])
    for place, name in enumerate(dict.fromkeys(runs["level"])):
        here = runs["level"] == name
        runs.loc[here, "harm_eur"] = 10e6 - place * (4e6 + luck)
        runs.loc[here, "cooperation_cost_eur"] = place * cost
        runs.loc[here, ["enforcement_cost_eur", "trade_delay_cost_eur"]] = 1e6
        runs.loc[here, NET] = -(runs.loc[here, "harm_eur"] + 2e6 + place * cost)
    return made


def test_the_turning_point_of_a_level_is_its_cost_over_the_harm_that_it_saves():
    told = brief(weighed(5e5))
    assert told is not None
    assert told.weighing is not None
    (turn,) = told.weighing.turns
    assert turn.percent == "12" and float(turn.percent_low) < 12.5 < float(turn.percent_high)
    assert told.weighing.closest is turn and not told.weighing.inside
    assert told.harm_counts and told.flips == []
    page = render_brief(weighed(5e5))
    assert "If harm does not count at all" in page and "one by one" in page
    assert "are held possible" in page


def test_an_assumption_turns_the_answer_where_the_point_lies_within_its_range():
    told = brief(
        weighed(1.2e6)
    )  # turns at 0.3 of the harm; the range of harm per unit begins at 0.2
    assert told is not None and told.weighing is not None
    assert told.weighing.turns[0].percent == "30" and told.weighing.inside
    assert [row.weight.name for row in told.flips] == ["unit_harm"]
    for row in told.weighing.rows:  # type: ignore[union-attr]
        low, high = (float(end.replace("−", "-").replace(" ", "")) for end in row.ends[0])
        assert row.turns == [low < 0 < high or high < 0 < low]


def test_where_more_harm_speaks_against_a_level_the_point_is_an_upper_one():
    made = weighed(-1e6)
    runs = made.runs
    last = runs["level"] == list(dict.fromkeys(runs["level"]))[-1]
    runs.loc[last, "harm_eur"] += 4.5e6
    runs.loc[last, NET] -= 4.5e6
    told = brief(made)
    assert told is not None and told.weighing is not None and not told.harm_counts
    assert not told.weighing.turns[0].above and "above 200\u00a0%" in render_brief(made)


def test_bars_stand_where_the_differences_are(found):
    told = brief(found)
    assert told is not None
    view = told.view
    values = [
        difference(view.column(level, NET), view.column(view.reference, NET))
        for level in view.others
    ]
    for one, other in zip(told.figure.bars, values, strict=True):
        assert (one.at > told.figure.zero) == (other.value > 0)
        assert one.low <= one.at <= one.high
    assert min(0.0, *(v.low for v in values)) < 0 or told.figure.zero == 0.0


def test_the_text_is_escaped(tmp_path):
    titles = ("A <b>bold</b> level", *(f"L{i}" for i in range(4)))
    page = render_brief(synthetic(levels=5, replicates=6, years=1.0, titles=titles, plane=False))
    assert "<b>bold" not in page and "&lt;b&gt;bold" in page


def test_one_level_has_no_brief(tmp_path):
    with pytest.raises(InputError, match="has one"):
        write_brief(synthetic(levels=1, replicates=4, years=1.0, plane=False), tmp_path / "b.html")
    assert not (tmp_path / "b.html").exists()


@needs_browser
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("titles", [None, LONG], ids=["handbook", "forty letters"])
def test_two_pages_of_paper_and_no_request(language, titles, tmp_path):
    more = {"titles": titles} if titles else {}
    made = synthetic(levels=5, replicates=12, years=2.0, plane=False, **more)
    with using(language):
        path = write_brief(made, tmp_path / "brief.html")
    with opened(path) as seen:
        paper = seen.page.pdf(prefer_css_page_size=True)
        assert not seen.beyond and not seen.errors
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2


@needs_browser
def test_it_is_printed_where_a_chromium_is_installed(found, tmp_path):
    path = write_brief(found, tmp_path / "brief.html")
    printed = pdf.print_pdf(path)
    assert printed.name == "brief.pdf" and printed.read_bytes().startswith(b"%PDF")


def test_without_a_browser_it_says_what_to_do(found, tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "browser", lambda: None)
    path = write_brief(found, tmp_path / "brief.html")
    with pytest.raises(pdf.StoppedError, match="open it in any browser and print it there"):
        pdf.print_pdf(path)
    assert [p.name for p in tmp_path.iterdir()] == ["brief.html"]


@pytest.mark.parametrize(("spread", "chance"), [(0.0, False), (9e6, True)])
def test_less_seized_is_told_as_chance_where_its_interval_holds_zero(spread, chance):
    made, names = with_gains((0.0, 5e6), (0.0, 1e5))
    runs = made.runs
    base = runs.loc[runs["level"] == names[0]].reset_index(drop=True)
    ups = spread * np.where(np.arange(len(base)) % 2, -1.0, 1.0)
    for column, more in (("seized", -1e6 + ups), ("shipped", -3e6 + ups), ("delivered", -2e6)):
        own = base[f"{column}_value_eur"] + more
        runs.loc[runs["level"] == names[1], f"{column}_value_eur"] = own.to_numpy()
    told = chain(View(made), View(made).levels[1])
    assert told is not None and told.less_sent
    assert told.seized_by_chance is chance
    assert ("which could be chance" in render_brief(made)) is chance
