"""What net benefit is weighed by: the report's arithmetic is that of the runs, and harm leads the assumptions."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pytest

import borderSim as bs
from borderSim.report.comparison.source import View
from borderSim.report.full_report.page import render
from borderSim.report.uncertainty.weighing import HARM, NET, PARTS, Turn, _turn, weighing
from borderSim.report.writing.texts import environment

SHORT = ["burn_in_days=20"]
LEVELS = ["coexistence", "cooperation", "collaboration"]


def compared(folder, *settings: str):
    return bs.compare(
        "training",
        levels=LEVELS,
        replications=2,
        years=0.3,
        plane=False,
        overrides=[*SHORT, *settings],
        workers=1,
        results_dir=folder,
        name="-".join(re.sub(r"\W", "_", text) for text in settings) or "plain",
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("weighing")


@pytest.fixture(scope="module")
def view(folder):
    return View(compared(folder))


def test_parts_make_up_net_benefit(view):
    for level in view.others:
        assert sum(view.fact(level, part, "difference") for part in PARTS) == pytest.approx(
            -view.fact(level, NET, "difference")
        )


@pytest.mark.parametrize(
    ("name", "setting", "end"),
    [
        ("home_share", "economy.harm_home_share=0.9", 1),
        ("delay", "economy.delay_cost_per_day=0.006", 0),
    ],
)
def test_an_end_of_a_range_is_what_runs_with_it_give(view, folder, name, setting, end):
    """The weights change nobody's doing: runs with them give what the report reckons. (A day of delay costs persons
    by a number of their own, so that the whole cost of delay scales a little more than that of
    goods.)
    """
    other = View(compared(folder, setting))
    row = next(row for row in weighing(view).rows if row.weight.name == name)
    for place, level in enumerate(view.others):
        shown = float(
            row.ends[place][end]
            .replace("−", "-")
            .replace("\u2009", "")
            .replace("\u202f", "")
            .replace(" ", "")
        )
        factor = {"M EUR a year": 1e-6, "k EUR a year": 1e-3}[weighing(view).unit]
        assert shown == pytest.approx(
            other.fact(level, NET, "difference") * factor,
            rel=0.02 if name == "home_share" else 0.5,
            abs=0.02,
        )


def test_the_sign_turns_where_it_is_said(view):
    for turn, level in zip(weighing(view).turns, view.others, strict=True):
        net, harm = view.fact(level, NET, "difference"), view.fact(level, HARM, "difference")
        if turn.factor:
            factor = float(turn.factor)  # shown with two digits
            assert net - (factor - 1) * harm == pytest.approx(0, abs=abs(harm) * factor * 0.051)
            assert turn.positive == (turn.above == (float(turn.factor) < 1))
        else:
            assert all(
                (net - (factor - 1) * harm > 0) == turn.positive for factor in (0.01, 1, 100)
            )


def test_harm_leads_the_assumptions(view):
    page = render(view.comparison)
    part = page[page.index('-assumptions" class="annex"><h2>Assumptions') :]
    assert part.index("harm per unit") < part.index("All others") < part.index("<summary>Police")
    addresses = re.findall(r"<code>([^<]+)</code></small>", part)
    assert (
        addresses[:2] == ["commodities.*.harm_eur", "λ"]
        and "economy.delay_cost_per_day" in addresses
    )
    rows = weighing(view).rows
    rest = [row.span for row in rows if row.weight.part != HARM]
    assert rest == sorted(rest, reverse=True) and "cocaine 60" in part


def test_a_fixed_budget_says_nothing_of_the_cost_of_levels(folder):
    names = [row.weight.name for row in weighing(View(compared(folder, "budget.rule=fixed"))).rows]
    assert "level_cost" not in names and "unit_harm" in names


class Told:
    """A view of two levels with six replicates; harm and net benefit by hand."""

    def __init__(self, harm_saved: list[float], paid: list[float]) -> None:
        self.columns = {
            ("a", HARM): np.full(6, 100.0),
            ("b", HARM): 100.0 - np.array(harm_saved),
            ("a", NET): np.full(6, -150.0),
            ("b", NET): -150.0 + np.array(harm_saved) - np.array(paid),
        }
        self.reference, self.level = (
            SimpleNamespace(name="a", title="A"),
            SimpleNamespace(name="b", title="B"),
        )

    def column(self, level, outcome):
        return self.columns[level.name, outcome]

    def fact(self, level, outcome, what):
        return float((self.column(level, outcome) - self.column(self.reference, outcome)).mean())


def test_the_switching_value_is_what_a_level_costs_over_the_harm_that_it_saves():
    view = Told([8.0, 9.0, 10.0, 10.0, 11.0, 12.0], [4.0, 4.0, 4.0, 4.0, 4.0, 4.0])
    turn = _turn(view, view.level)
    assert (turn.factor, turn.above, turn.positive) == ("0.4", True, True)
    assert 0.3 < float(turn.low) < 0.4 < float(turn.high) < 0.5
    unclear = Told([-40.0, 50.0, -30.0, 40.0, -20.0, 30.0], [4.0] * 6)
    turn = _turn(unclear, unclear.level)
    assert turn.factor == "0.8" and (turn.low, turn.high) == ("", "")


def test_the_best_level_stands_first_with_its_switching_value(view):
    found, page = weighing(view), render(view.comparison)
    best = max(view.others, key=lambda level: view.fact(level, NET, "difference"))
    assert found.best.title == best.title and found.best in found.turns
    part = page[page.index('-assumptions" class="annex"><h2>Assumptions') :]
    assert part.index("Switching value") < part.index("Of every level") < part.index("All others")


def loses(best: Turn, clear: bool) -> str:
    """Return what the page says of when a level loses."""
    weighed = SimpleNamespace(best=best, best_step=None, clear=clear)
    made = environment().get_template("first_step.html").module.when_it_loses(weighed, None)
    return " ".join(str(made).split())


def test_a_turning_point_without_an_interval_is_one_of_the_mean():
    known = Turn("B", "A", "0.4", True, True, percent="40", percent_low="30", percent_high="50")
    assert loses(known, True).startswith("B is no better than A") and "30 to 50" in loses(
        known, True
    )
    for above, word in ((True, "or less"), (False, "or more")):
        told = loses(Turn("B", "A", "0.04", above, True, percent="3.9"), False)
        assert told.startswith("By the mean of these runs B is no better than A") and word in told
        assert "may lie anywhere" in told
    never = Turn("B", "A", "", True, True)
    assert loses(never, True).startswith("No value of harm turns")
    assert loses(never, False).startswith("By the mean of these runs no value of harm turns")


def test_the_closest_call_says_where_it_has_no_interval():
    def told(turn: Turn) -> str:
        weighed = SimpleNamespace(inside=False, tried=("50", "200"), closest=turn)
        return str(environment().get_template("first_step.html").module.turning_read(weighed))

    known = Turn("B", "A", "0.4", True, True, percent="40", percent_low="30", percent_high="50")
    assert "The closest call is B against A" in told(known)
    assert "By the mean of these runs the closest call is B against A" in told(
        Turn("B", "A", "0.4", True, True, percent="40")
    )
