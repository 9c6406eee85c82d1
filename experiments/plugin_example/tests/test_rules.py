"""What the author of a plug-in should test: the checks of borderSim, and what is special about the rule."""

from __future__ import annotations

from bordersim_plugin_example import Alternating, Newcomers, Patient, Rotating

from borderSim.testing import (
    check_allocation_rule,
    check_police_rule,
    check_strategy,
    check_targeting_rule,
)


def test_the_rules_keep_to_what_they_may_know():
    assert check_strategy(Alternating).cost_ratio < 20
    check_targeting_rule(Newcomers)
    check_police_rule(Patient, days=60)
    check_allocation_rule(Rotating)


def test_the_rules_are_found_by_name_once_installed():
    assert check_strategy("alternating").name == "alternating"
