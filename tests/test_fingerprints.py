"""Every small run gives the bytes it always gave (remake on purpose: ``python -m tests.fingerprints``)."""

import dataclasses

import pytest

from borderSim.studies.execution.provenance import behaviour_digest
from tests.fingerprints.kept import kept, made_with
from tests.fingerprints.runs import RUNS, fingerprint

KEPT = kept()
ELSEWHERE = KEPT["made_with"] != made_with()
"""Another processor or numpy may differ in the last bit.

There the golden numbers, with their tolerance, hold.
"""


def test_each_run_has_a_fingerprint_of_its_own():
    assert list(KEPT["fingerprints"]) == list(RUNS)
    assert len(set(KEPT["fingerprints"].values())) == len(RUNS), "two runs that differ in nothing"


@pytest.mark.skipif(ELSEWHERE, reason="made on another kind of processor or with another numpy")
@pytest.mark.parametrize("name", RUNS)
def test_fingerprint(name):
    covered = RUNS[name]
    assert fingerprint(covered.run()) == KEPT["fingerprints"][name], (
        f"{covered.covers}: this run gives other bytes than it did"
    )


def test_columns_may_move_but_no_number_may():
    result = RUNS["level_cooperation"].run()
    print_of_it = fingerprint(result)
    turned = dataclasses.replace(
        result, daily=result.daily[sorted(result.daily.columns, reverse=True)]
    )
    assert fingerprint(turned) == print_of_it
    daily = result.daily.copy()
    daily.loc[3, "trust_mean"] *= 1 + 1e-15
    assert fingerprint(dataclasses.replace(result, daily=daily)) != print_of_it


def test_the_digest_moves_with_any_fingerprint():
    stored = KEPT["fingerprints"]
    assert behaviour_digest() == behaviour_digest(stored)
    assert behaviour_digest({**stored, "seed_2": "0" * 64}) != behaviour_digest()
