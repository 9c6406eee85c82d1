"""A key of an earlier version is refused in one sentence that names what stands in its place."""

from __future__ import annotations

import pytest

from borderSim.errors import InputError
from borderSim.parameters import gone
from borderSim.scenario.load import load_scenario
from borderSim.studies.design.factors import read_factors


@pytest.fixture(autouse=True)
def one_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(gone.GONE, "police.old_key", "set police.teams")


def test_an_override_of_a_key_that_went_names_what_stands_in_its_place() -> None:
    with pytest.raises(InputError, match=r"police\.old_key is no longer a key: set police\.teams$"):
        load_scenario("training", ["police.old_key=3"])


def test_a_key_beside_it_is_told_as_unknown() -> None:
    with pytest.raises(InputError, match="unknown key"):
        load_scenario("training", ["police.old_kez=3"])


def test_a_factor_that_went_is_told_the_same_way() -> None:
    with pytest.raises(InputError, match=r"police\.old_key: is no longer a key: set police"):
        read_factors({"police.old_key": [1, 2]}, "my.yaml")


def test_the_share_that_every_lead_matched_is_refused_with_whose_traffic_it_matches_now() -> None:
    with pytest.raises(InputError, match=r"lead_match_share is no longer a key.*importer_units"):
        load_scenario("training", ["traffic.lead_match_share=0.001"])
