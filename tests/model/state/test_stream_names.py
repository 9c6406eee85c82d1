"""No two purposes share a stream of random numbers, and the names of streams are what results rest on."""

from collections import Counter

import pytest

from borderSim.model.state import random_streams
from borderSim.simulation import BorderModel
from tests.model.stage import scenario

EVERYTHING = (
    "partnership=coordination",
    "instruments=[liaison_officers,joint_investigation_team]",
    "shocks=[parcels_double,budget_cut,database_leak]",
    "shocks.parcels_double.day=1",
    "shocks.budget_cut.day=2",
    "shocks.database_leak.day=3",
    "customs.allocation=bandit",
    "customs.mobile_share=0.2",
    "years=0.1",
    "burn_in_days=2",
    "systems.interpol_nominal.customs_access=direct",
    "systems.interpol_dna.police_access=direct",
    "systems.stolen_travel_documents.customs_access=direct",
    "systems.rilo_feed.police_access=direct",
)
ONCE = {
    "plans",
    "entities",
    "organisations",
    "relations",
    "credit",
    "governance",
    "finds",
    "second halves",
    "alarms",
    "rotation",
    "entrants",
    "systems/lawful hits",
}
BY_PLACE = {
    "routes",
    "checks",
    "strategies",
    "allocation",
    "beliefs",
    "members",
    "founding",
    "picture",
    "drift start",
    "drift",
    "shocks",
    "instruments",
}
"""Streams of which there is one for every route, organisation, shock or instrument: ``beliefs/seaport/box``."""


def test_every_purpose_has_a_stream_of_its_own(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    known = random_streams.stable_hash

    def noted(name: str) -> int:
        asked.append(name)
        return known(name)

    monkeypatch.setattr(random_streams, "stable_hash", noted)
    model = BorderModel(scenario(*EVERYTHING), 1)
    for _ in range(8):
        model.step()
    twice = [name for name, number in Counter(asked).items() if number > 1]
    assert not twice, f"purposes that draw the same numbers: {twice}"
    assert set(asked) >= ONCE
    assert {name.split("/")[0] for name in asked if "/" in name} >= BY_PLACE
