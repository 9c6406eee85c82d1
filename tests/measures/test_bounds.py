"""No run hands back a number that cannot be: it fails, in a sentence."""

import math

import pytest

from borderSim import cli
from borderSim.errors import BrokenRunError
from borderSim.measures.bounds import check_bounds
from borderSim.measures.outcomes import BELOW_ZERO, HIGHEST, OUTCOMES, SHARE
from borderSim.model.state.counters import Counter
from borderSim.simulation import BorderModel


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        (
            "interdiction_rate",
            1.2,
            "interdiction_rate is 1.2, but it must be a finite number between 0 and 1",
        ),
        (
            "trust_mean",
            -1e22,
            "trust_mean is -1e+22, but it must be a finite number between 0 and 1",
        ),
        ("seizures", -1.0, "seizures is -1, but it must be a finite number of at least 0"),
        ("mean_tier_arrested", 4.5, "between 0 and 4"),
        ("net_benefit_eur", math.inf, "net_benefit_eur is inf, but it must be a finite number:"),
        ("harm_eur", math.nan, "harm_eur is nan"),
    ],
)
def test_a_number_that_cannot_be_is_named_with_its_bounds(name, value, says):
    with pytest.raises(BrokenRunError) as caught:
        check_bounds({name: value})
    assert says in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("interdiction_rate", 0.0),
        ("interdiction_rate", 1.0),
        ("interdiction_rate", 1.0 + 1e-12),
        ("interdiction_rate", None),
        ("net_benefit_eur", -1e12),
        ("hits_late_share", 1.5),
        ("targeting_lift", 40.0),
        ("customs_cost_eur", 1e15),
    ],
)
def test_a_number_that_can_be_passes(name, value):
    check_bounds({name: value})


def test_bounds_are_declared_for_outcomes_that_there_are():
    assert {*HIGHEST, *BELOW_ZERO} <= {*OUTCOMES}
    shares = {
        name
        for name, o in OUTCOMES.items()
        if o.unit == SHARE and (name.endswith("_share") or "_rate" in name)
    }
    assert shares - {*HIGHEST} == {
        "hits_late_share",
        "upper_case_share",
        "finds_linked_share",
        "finds_linked_wrong_share",
    }


def test_a_run_that_went_wrong_fails_in_one_sentence(tmp_path, monkeypatch, capsys):
    whole = BorderModel._start_horizon

    def broken(model):
        whole(model)
        model.state.recorder.add(Counter.SEIZURES, -1e9)

    monkeypatch.setattr(BorderModel, "_start_horizon", broken)
    arguments = [
        "run",
        "scenario=training",
        "years=0.02",
        "burn_in_days=5",
        f"results_dir={tmp_path}",
    ]
    assert cli.main(arguments) == 1
    told = capsys.readouterr()
    assert "the outcome seizures is -1e+09" in told.err and "Traceback" not in told.err
