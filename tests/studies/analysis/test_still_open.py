"""How many replicates an open verdict would take, as every study tells it."""

from borderSim.studies.analysis.estimates import Estimate, t_quantile
from borderSim.studies.analysis.findings.text import still_open


def row(value, half, least=1.0, n=20):
    own = Estimate(value, value - half, value + half, n, half / t_quantile(n))
    return {**own.as_dict(), "least": least}


def test_what_holds_zero_and_more_than_what_matters_is_open():
    clear, small, wide = row(5.0, 2.0), row(0.1, 0.5), row(0.5, 3.0)
    (text, blank) = still_open([clear, small, wide])
    assert text.startswith("**Still open**: 1 of 3 differences") and blank == ""
    assert "in 20 replicates some 180 would tell them" in text  # 20 x (3 / 1) squared
    assert still_open([clear, small]) == [] and still_open([]) == []


def test_half_of_them_and_all():
    (text, _) = still_open([row(0.5, 2.0), row(0.5, 3.0), row(0.5, 8.0)])
    assert "some 180 would tell half of them, some 1,300 all" in text


def test_rows_of_earlier_versions_and_without_an_interval_are_left_out():
    old = {key: cell for key, cell in row(0.5, 3.0).items() if key != "least"}
    few = {**Estimate(0.5, n=3, error=1.0).as_dict(), "low": None, "high": None, "least": 1.0}
    same = {**Estimate(0.5, n=20, error=0.0).as_dict(), "low": None, "high": None, "least": 1.0}
    assert still_open([old, few, same, row(0.5, 3.0, least=0.0)]) == []
