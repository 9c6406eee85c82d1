"""What the first screen says for a decision, held against the runs."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.measures.outcomes import HEADLINE
from borderSim.report.advice.decision import LOST, NET, calibrated, decision
from borderSim.report.comparison.source import View
from borderSim.report.full_report.page import render
from borderSim.studies.analysis.chances import chances
from borderSim.studies.analysis.estimates import difference
from tests.report.synthetic import synthetic


@pytest.fixture(scope="module")
def found():
    return synthetic(levels=3, replicates=30, years=2.0, plane=False)


def test_the_next_step_is_to_the_level_below(found):
    view = View(found)
    made = decision(view)
    assert made is not None
    assert [(s.below.name, s.level.name) for s in made.steps] == [
        (a.name, b.name) for a, b in zip(view.levels, view.levels[1:], strict=False)
    ]
    for step in made.steps:
        own, base = (view.column(level, NET) / view.measured for level in (step.level, step.below))
        expected = difference(own, base)
        wanted = None if not expected.clear else expected.value > 0
        assert step.net is wanted
        (net,) = [c for c in step.changes if c.title.startswith("Net benefit")]
        assert float(net.shown.replace("−", "-").replace(" ", "")) * expected.value >= 0
        assert len(step.changes) == len(HEADLINE)
        assert len(step.lost) <= len(HEADLINE) + len(LOST)
        worse = [*step.lost, *step.little]
        assert all(change.better is False and change.interval for change in worse)
        assert not any(change.weight == "small" for change in step.lost)


def test_what_was_put_in_is_no_loss():
    """A cost that is the same in every replicate is told as such, and is not lost on the way."""
    found = synthetic(levels=3, replicates=8, years=2.0, plane=False)
    view = View(found)
    name = "enforcement_and_cooperation_cost_eur"
    runs = found.runs
    for place, level in enumerate(view.levels):
        runs.loc[runs["level"] == level.name, name] = 1e6 * (1 + place)
    made = decision(View(found))
    assert made is not None
    (cost,) = [c for c in made.steps[0].changes if c.title.startswith("Enforcement")]
    assert cost.interval == "fixed input"
    assert cost.better is None and cost not in made.steps[0].lost


def test_the_chance_of_being_best_and_the_expected_loss():
    rng = np.random.default_rng(5)
    worlds = rng.normal(100, 30, 60)
    clear = np.column_stack([worlds, worlds + 5 + rng.normal(0, 1, 60), worlds - 5])
    told = chances(NET, clear, np.ones_like(clear))
    assert told.best.tolist() == [0.0, 1.0, 0.0] and told.loss[1] == 0.0
    assert told.loss[[0, 2]] == pytest.approx([5.0, 10.0], rel=0.1)
    alike = np.column_stack([worlds, worlds])
    assert chances(NET, alike, np.ones_like(alike)).best.tolist() == [0.5, 0.5]
    assert np.isnan(chances(NET, clear[:4], np.ones((4, 3))).best).all()
    delay = chances("trade_delay_cost_eur", clear, np.ones_like(clear))
    assert delay.best.tolist() == [0.0, 0.0, 1.0], "less is better"


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (1.0, "virtually certain"),
        (0.99, "virtually certain"),
        (0.95, "extremely likely"),
        (0.9, "very likely"),
        (0.66, "likely"),
        (0.5, "about as likely as not"),
    ],
)
def test_words_of_a_fixed_scale(chance, word):
    assert calibrated(chance) == word and calibrated(0.2) == "unlikely"


def test_without_a_likely_best_there_is_no_ranking(found):
    made = decision(View(found))
    assert made is not None
    best = made.best[0]
    assert best.outcome == NET and (made.grade == "C") == (
        best.level is not None and (best.chance or 0.0) >= 0.66
    )
    few = decision(View(synthetic(levels=2, replicates=4, years=1.0, plane=False)))
    assert few is not None and few.grade == "D" and few.best[0].chance is None
    assert decision(View(synthetic(levels=1, replicates=4, years=1.0, plane=False))) is None


def test_the_page_says_it_first(found):
    page = render(found)
    assert page.index('id="s0-decision"') < page.index('id="s0-answer"')
    assert "Confidence: " in page and "each level against the one below it" in page


def test_the_levels_of_the_handbook_are_described(found):
    """Each shipped level has its two lines; others are not told of."""
    from borderSim.report.writing.texts import level_meaning
    from borderSim.scenario.names import shipped

    told = {name: level_meaning(name) for name in shipped("partnership")}
    assert all(told.values()) and len(set(told.values())) == 5
    assert not level_meaning("level_0")
    made = decision(View(found))
    assert made is not None and made.levels == []
