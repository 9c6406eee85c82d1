"""What is clearly worse at a level than today: told whatever it gains over the level below."""

from __future__ import annotations

from borderSim.report.advice.worse_than_today import MONEY, unit_of, worse_than_today
from borderSim.report.comparison.source import View


def test_all_that_is_clearly_worse_and_nothing_else(planted_result):
    view = View(planted_result)
    for level in view.others:
        found = worse_than_today(view, level)
        assert found.looked >= len(found.found)
        for _, one in found.found:
            assert one.verdict == "worse" and one.interval.clear and one.outcome not in MONEY


def test_nothing_is_told_of_no_level(planted_result):
    found = worse_than_today(View(planted_result), None)
    assert found.found == [] and found.looked == 0


def test_a_total_is_told_a_year(planted_result):
    view = View(planted_result)
    found = [one for level in view.others for _, one in worse_than_today(view, level).found]
    assert all("a year" in unit_of(one) for one in found if one.outcome == "leaks")
