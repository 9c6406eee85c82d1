"""What a level consists of is what the questionnaire's scale puts there, and whose act it is follows from its basis."""

from __future__ import annotations

from types import SimpleNamespace

from borderSim.language.current import using
from borderSim.report.briefs.net_figure import _ticks
from borderSim.report.comparison.consists import consists
from borderSim.report.comparison.entered import entered
from borderSim.report.comparison.source import View
from tests.report.synthetic import synthetic


def told_of(*names: str):
    return consists(SimpleNamespace(others=[SimpleNamespace(name=name) for name in names]))  # type: ignore[arg-type]


def test_only_what_is_new_at_a_level_is_told():
    found = told_of("cooperation", "coordination", "collaboration")
    assert found["cooperation"].parts[0] == "memorandum of understanding"
    assert found["coordination"].parts[0] == "memorandum of agreement"
    assert "joint investigation team" in found["coordination"].parts[2]
    assert found["collaboration"].who == "ministers and legislator"
    with using("fr"):
        told = told_of("cooperation")["cooperation"]
        assert told.parts[0].startswith("protocole d") and told.who.startswith("les deux chefs")


def test_a_level_of_ones_own_stands_on_no_scale():
    found = told_of("mine")["mine"]
    assert found.parts == [] and found.who == ""


def test_what_was_entered_is_counted_by_how_it_came_about():
    made = synthetic(levels=2, replicates=4, years=1.0, scenarios=("mine",), plane=False)
    account = [{"how": how} for how in ("given", "converted", "scaled", "assumed", "fitted")]
    partnership = {"sources": ["share_prob: A.2.1.protocol"]}
    made.manifest["config"] = {
        "mine": {"posts": {}, "account": account, "partnership": partnership}
    }
    found = entered(View(made))
    assert (found.own, found.assumed, found.answered) == (3, 2, True)


def test_ticks_are_round_few_and_hold_zero():
    for low, high in ((-6.0, 85.0), (0.0, 0.013), (-2500.0, 900.0), (0.0, 7.0)):
        places = [place for place, _ in _ticks(low, high)]
        assert 0.0 in places and 3 <= len(places) <= 7
        assert low <= places[0] and places[-1] <= high
        assert len({text for _, text in _ticks(low, high)}) == len(places)
