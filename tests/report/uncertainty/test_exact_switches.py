"""Where the choice turns is told exactly: reckoned again, the two levels are even there."""

import pytest


def test_exact_switching_values_are_those_of_the_ordinary_runs(view, told):
    mean = view.all_runs.groupby("level").mean(numeric_only=True)
    net, harm = (mean[name].to_numpy() for name in ("net_benefit_eur", "harm_eur"))
    unit = next(row for row in told.exact if row.weight.name == "unit_harm")
    flip = unit.found.below or unit.found.above
    assert told.base == net.argmax() and flip is not None
    anew = net - (flip.factor - 1) * harm
    assert anew[flip.to] == pytest.approx(anew[told.base])
    assert anew.max() == pytest.approx(anew[told.base])
    assert unit.at(flip.factor).startswith("× ")
