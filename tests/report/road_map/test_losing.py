"""When a measure loses: the sum that is shown makes net benefit, and the share follows from it."""

from __future__ import annotations

import pytest

from borderSim.language.current import using
from borderSim.report.advice.who_pays import Scale
from borderSim.report.road_map.losing import losing, of_steps
from borderSim.report.road_map.turns import NET, PAID

IN_M = Scale(1e-6, "M EUR", 2)


def number(text: str) -> float:
    return float(text.replace("−", "-"))


@pytest.mark.parametrize(
    ("net", "cost", "delay", "kind"),
    [
        (3.67e6, 0.6e6, -0.41e6, "above"),
        (9.644e6, 0.8851e6, 0.0649e6, "above"),
        (4.97e6, 0.1249e6, -0.2349e6, "always"),
        (-1e6, 0.9e6, 0.1e6, "never"),
        (-2e6, -0.5e6, -0.5e6, "below"),
    ],
)
def test_harm_avoided_less_cost_less_delay_is_net_benefit_as_shown(net, cost, delay, kind):
    with using("en"):
        found = losing("A", {NET: net, PAID[0]: cost, PAID[1]: delay}, IN_M)
    assert found.turn.kind == kind
    paid = number(found.cost) + number(found.delay)
    assert number(found.paid) == pytest.approx(paid)
    assert number(found.avoided) - paid == pytest.approx(number(found.net))
    assert number(found.net) == pytest.approx(net / 1e6, abs=0.0051)
    if kind == "above":  # (whoever divides what is shown finds the share that is told)
        assert 100 * paid / number(found.avoided) == pytest.approx(
            number(found.turn.percent), abs=0.2
        )


def test_each_further_step_has_its_own_and_one_without_numbers_none():
    def adds(value):
        return {name: {"value": value} for name in (NET, *PAID)}

    step = {"title": {"en": "B", "fr": "B"}, "adds": adds(1e6)}
    unknown = {"title": {"en": "C", "fr": "C"}, "adds": adds(None)}
    row = {NET: 2e6, PAID[0]: 1e6, PAID[1]: 0.0}
    with using("en"):
        found = of_steps([row], ["A"], {"steps": [step, step, unknown]}, IN_M)
    assert [(one.title, one.step) for one in found] == [
        ("A", False),
        ("then: B", True),
    ]
