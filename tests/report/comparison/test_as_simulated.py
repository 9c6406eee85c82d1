"""The country as it was simulated, held against the scenario that it was made from."""

from __future__ import annotations

import pytest

from borderSim.language.current import using
from borderSim.report.comparison.as_simulated import HOW, as_simulated
from borderSim.report.comparison.source import View
from borderSim.report.writing.texts import catalogue
from borderSim.scenario.load import load_scenario, scenario_as_dict
from tests.report.synthetic import synthetic


@pytest.fixture
def view():
    made = synthetic(levels=2, replicates=4, years=1.0, plane=False)
    config = scenario_as_dict(load_scenario("national"))
    config["account"] = [
        {"how": "scaled", "says": {"en": "As many.", "fr": "Autant."}, "source": "assumption"}
    ]
    made.manifest["config"] = {"national": config}
    return View(made)


def test_staff_and_traffic_are_those_of_the_scenario(view):
    scenario = load_scenario("national")
    told = as_simulated(view)
    assert told is not None
    assert float(told.customs.replace(" ", "")) == pytest.approx(scenario.customs_officers, abs=0.5)
    assert float(told.police.replace(" ", "")) == pytest.approx(scenario.police_officers, abs=0.5)
    assert told.organisations == f"{scenario.organisations.count}"
    assert len(told.posts) == len(scenario.posts)
    by_name = {post.name.replace(" ", "_"): post for post in told.posts}
    for name, post in scenario.posts.items():
        assert len(by_name[name].traffic) == len(post.flows)
        assert by_name[name].kind in ("seaport", "airport", "land crossing", "postal hub")


def test_the_account_is_told_in_the_language_in_force(view):
    told = as_simulated(view)
    assert told is not None and told.account == [("scaled", "As many.", "assumption")]
    with using("fr"):
        told = as_simulated(view)
        assert told is not None and told.account[0][:2] == ("mis à l’échelle", "Autant.")


def test_every_way_of_an_account_has_a_word():
    assert {f"how.{how}" for how in HOW} <= set(catalogue())


def test_without_a_configuration_nothing_is_told():
    made = synthetic(levels=2, replicates=4, years=1.0, plane=False)
    made.manifest["config"] = {}
    assert as_simulated(View(made)) is None
