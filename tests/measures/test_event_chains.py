"""Chains of causes: from a check to what brought its lead, from an arrest to the find that fed the case."""

import pytest

from borderSim.scenario.load import load_scenario
from borderSim.simulation import run
from tests.measures.test_events import RUNS, frame

WORKED = (
    "investigation.settle_days=0",
    "police.investigators=60",
    "investigation.takedown_weight=3",
)
"""No case is open before the run's own finds, and many ripen within it."""


@pytest.mark.parametrize("name", ["coexistence", "loud"])
def test_a_check_raised_by_a_lead_or_tip_names_what_brought_it(name):
    events = frame(name)
    at = {row["id"]: row for row in events.to_dict("records")}
    load = {row["load"]: row for row in at.values() if row["kind"] == "plan"}
    raised = [row for row in at.values() if row["kind"] == "inspect"]
    assert {row["raised_by"] for row in raised} >= {"lead", "profile"}
    for row in raised:
        if row["raised_by"] not in ("lead", "tip"):
            assert row["second_cause"] == -1
            continue
        source, plan = at[row["second_cause"]], load[row["load"]]
        assert (source["organisation"], source["entity"]) == (plan["organisation"], plan["entity"])
        assert source["kind"] == "news" or (source["use"], source["to"]) == ("used", "customs")


def test_a_find_that_feeds_a_case_leads_to_its_arrests():
    events = run(load_scenario("training", ["events=true", *RUNS["loud"], *WORKED]), 1).events
    at = {row["id"]: row for row in events.to_dict("records")}
    chains = []
    for row in at.values():
        if row["kind"] == "arrest" and at[row["cause"]]["kind"] == "takedown":
            kinds, cause = [], row["cause"]
            while cause >= 0:
                kinds.append(str(at[cause]["kind"]))
                cause = at[cause]["cause"]
            chains.append(kinds)
    assert any(
        {"takedown", "case step", "received", "seizure", "inspect", "arrive", "plan"} <= set(kinds)
        for kinds in chains
    )
