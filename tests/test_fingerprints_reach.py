"""What happens seldom happens in some fingerprint: else a change to it would change none."""

import dataclasses
import functools

import pytest

from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.fingerprints.runs import RUNS, SHORT

REACHED = {
    "rare_goods": (
        "seized_firearms",
        "seized_herb",
        "seized_heroin",
        "seized_vehicles",
        "blind_spot_finds",
        "couriers_recruited",
        "quarrels",
    ),
    "rare_hits": (
        "queries",
        "hits",
        "hits_validated",
        "hits_late",
        "hits_false",
        "persons_found",
        "documents_found",
        "vehicles_found",
        "objects_found",
    ),
    "rare_leaks": ("attempts_dropped", "leaks", "reports_double_counted"),
    "rare_ends": ("orgs_ended_arrests", "leaders_arrested"),
    "customs_i247": ("queries", "hits"),
}
"""Outcomes above zero, by run.

No shipped goods go by car: ``finds_car`` has a test in ``tests/model``.
"""


def test_assets_are_shared_where_cases_ripen_in_days():
    """Short runs rarely confiscate.

    The next change of all numbers can take this setting into ``rare_goods``: a fingerprint that is
    changed alone would call every stored finding one of an older model.
    """
    own = RUNS["rare_goods"]
    overrides = (*own.overrides, "investigation.evidence_days=3")
    shared = dataclasses.replace(own, overrides=overrides).run().outcomes["money_assets_shared"]
    assert (shared or 0.0) > 0.0


@functools.cache
def _outcomes(name: str) -> dict[str, float | None]:
    return RUNS[name].run().outcomes


@pytest.mark.parametrize(
    ("name", "outcome"),
    [(name, outcome) for name, outcomes in REACHED.items() for outcome in outcomes],
)
def test_a_run_reaches_what_it_is_there_for(name: str, outcome: str):
    assert (_outcomes(name)[outcome] or 0.0) > 0.0


@pytest.mark.parametrize(
    ("name", "counter"), [("rare_ends", "members_promoted"), ("rare_leaks", "money_refunded")]
)
def test_a_run_reaches_what_no_outcome_tells(name: str, counter: str):
    covered = RUNS[name]
    model = BorderModel(load_scenario(covered.scenario, [*SHORT, *covered.overrides]), covered.seed)
    model.run_horizon()
    assert model.state.recorder.total(counter, model.state.first_day) > 0.0
