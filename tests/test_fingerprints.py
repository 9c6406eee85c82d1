"""Every small run gives the bytes it always gave (remake on purpose: ``python -m tests.fingerprints``)."""

import dataclasses
import json
from pathlib import Path

import pytest

from borderSim.studies.execution import provenance
from borderSim.studies.execution.provenance import behaviour_digest, same_behaviour
from tests.fingerprints import kept as kept_in
from tests.fingerprints.kept import kept, made_with
from tests.fingerprints.runs import RUNS, fingerprint, fingerprint_of_results

KEPT = kept()
ELSEWHERE = KEPT["made_with"] != made_with()
"""Another processor or numpy may differ in the last bit.

There the golden numbers, with their tolerance, hold.
"""


def test_each_run_has_a_fingerprint_of_its_own():
    for part in ("fingerprints", "results"):
        assert list(KEPT[part]) == list(RUNS)
        assert len(set(KEPT[part].values())) == len(RUNS), "two runs that differ in nothing"


@pytest.mark.skipif(ELSEWHERE, reason="made on another kind of processor or with another numpy")
@pytest.mark.parametrize("name", RUNS)
def test_fingerprint(name):
    covered = RUNS[name]
    result = covered.run()
    assert fingerprint_of_results(result) == KEPT["results"][name], (
        f"{covered.covers}: this run comes to other numbers than it did"
    )
    assert fingerprint(result) == KEPT["fingerprints"][name], (
        f"{covered.covers}: the log of this run tells something else than it did"
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


def test_the_log_is_no_part_of_the_results():
    result = RUNS["level_cooperation"].run()
    for table in ("events", "work"):
        shorter = dataclasses.replace(result, **{table: getattr(result, table).iloc[:-1]})
        assert fingerprint(shorter) != fingerprint(result)
        assert fingerprint_of_results(shorter) == fingerprint_of_results(result)


def test_the_digest_moves_with_what_any_run_comes_to():
    stored = KEPT["results"]
    assert behaviour_digest() == behaviour_digest(stored) != behaviour_digest(KEPT["fingerprints"])
    assert behaviour_digest({**stored, "seed_2": "0" * 64}) != behaviour_digest()


def test_an_earlier_digest_stands_for_this_one_as_long_as_it_is_the_one_it_was_shown_to_be(
    monkeypatch: pytest.MonkeyPatch,
):
    earlier = KEPT["same_results"]
    assert earlier and all(one["why"] and one["shown"] for one in earlier)
    for one in earlier:
        assert one["same_as"] == behaviour_digest() != one["digest"]
        assert same_behaviour(one["digest"]) and same_behaviour(behaviour_digest(), one["digest"])
    assert same_behaviour(behaviour_digest())
    assert not any(same_behaviour(other) for other in ("0" * 64, None, ""))
    moved = {**KEPT["results"], "seed_2": "0" * 64}
    monkeypatch.setattr(provenance, "behaviour", lambda: moved)
    assert not any(same_behaviour(one["digest"]) for one in earlier)


def test_earlier_digests_go_when_a_run_comes_to_other_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "behaviour.json"
    file.write_text(json.dumps(KEPT), "utf-8")
    monkeypatch.setattr(kept_in, "PATH", file)
    fresh = {part: dict(KEPT[part]) for part in ("fingerprints", "results")}
    fresh["fingerprints"]["seed_2"] = "1" * 64
    assert kept_in.differences(fresh) == ["seed_2"]
    kept_in.write(fresh)
    assert kept()["same_results"] == KEPT["same_results"]
    fresh["results"]["seed_2"] = "1" * 64
    assert kept_in.differences(fresh) == ["seed_2 (results)"]
    kept_in.write(fresh)
    assert kept()["same_results"] == []
