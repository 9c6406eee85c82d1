"""How often the intervals hold the truth; the whole study is slow, a slice of it is not."""

from __future__ import annotations

import math

import pytest

from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.studies.analysis import coverage
from borderSim.studies.analysis.coverage import (
    COUNTS,
    KINDS,
    LOW,
    measure,
    measured,
    stored,
    too_low,
)
from borderSim.studies.analysis.precision import USUAL_MOST

WHOLE = ("total", "state", "ratio")
"""Kinds whose values and differences are to hold 93 to 97 %; of heavy tails the differences are."""


@pytest.mark.parametrize("kind", WHOLE)
def test_a_slice_of_the_study(kind):
    found = measure(kind, 6, studies=1500)
    assert 0.925 <= found["value"] <= 0.975 and 0.925 <= found["difference"] <= 0.975


@pytest.mark.slow
@pytest.mark.parametrize("n", COUNTS)
@pytest.mark.parametrize("kind", KINDS)
def test_coverage(kind, n):
    found = measure(kind, n)
    if kind in WHOLE:
        assert LOW <= found["value"] <= 0.97
    if kind in WHOLE or kind.startswith("heavy"):
        assert LOW <= found["difference"] <= 0.97
    row = next(row for row in stored() if (row["kind"], row["n"]) == (kind, n))
    assert {part: row[part] for part in found} == pytest.approx(found, abs=0.005), (
        "python -m borderSim.studies.analysis.coverage"
    )


@pytest.mark.slow
@pytest.mark.parametrize("n", COUNTS)
def test_coverage_of_the_break_even_month(n):
    """A month is a whole number, so that the interval holds a little more than it must."""
    assert LOW <= coverage.measure_month(n) <= 0.985


@pytest.mark.parametrize("kind", KINDS)
def test_stopping_when_it_is_precise_does_not_make_intervals_too_narrow(kind):
    found = coverage.measure_stopped(kind, studies=1500)
    assert 0.4 < found["early"] < 0.75, "chance decides which studies stop early"
    assert LOW - 0.015 <= found["difference"] <= 0.975
    (row,) = [row for row in stored() if row["kind"] == kind and "stopped" in row]
    assert LOW <= row["stopped"] <= 0.97 and row["n"] == USUAL_MOST


def test_every_kind_and_number_is_stored():
    assert {(row["kind"], row["n"]) for row in stored()} == {
        (kind, n) for kind in [*KINDS, coverage.MONTH] for n in COUNTS
    }


@pytest.mark.parametrize(
    ("name", "events", "kind"),
    [
        ("interdiction_rate", 0.1, "heavy_ratio"),
        ("hit_rate_targeted", 0.01, "ratio"),
        ("delivered_value_eur", 1e6, "heavy_total"),
        ("seizures", 40, "total"),
        ("leaks", 0.3, "rare"),
        ("orgs_dismantled", 0.4, "rare"),
        ("orgs_dismantled", 8, "state"),
        ("trust_mean", 0.5, "state"),
        ("cost_per_seizure_eur", 1e5, "ratio"),
    ],
)
def test_kinds_of_outcomes(name, events, kind):
    assert coverage.kind_of(OUTCOMES[name], events) == kind


def test_between_measured_numbers_the_lower_one_speaks():
    assert measured("total", 9, "value") == measured("total", 6, "value") and measured(
        "total", 5000, "value"
    ) == measured("total", 100, "value")
    assert math.isnan(measured("total", 4, "value"))


def test_what_is_too_low_is_named():
    facts = [(OUTCOMES[name], 6, 50.0) for name in HEADLINE] + [(OUTCOMES["leaks"], 6, 0.3)]
    assert (
        set(found := too_low(facts, "value")) == {"interdiction_rate", "leaks"}
        and max(found.values()) < LOW
    )
    assert (
        too_low(facts, "difference") == {} and too_low([(OUTCOMES["leaks"], 4, 0.3)], "value") == {}
    )
