"""The event log holds what its dictionary declares, and every cause is there and came before."""

import functools

import pandas as pd
import pytest

from borderSim.measures.events import COLUMNS, COMMON, EVENTS, NONE
from borderSim.scenario.catalogue import shipped_shocks
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel, run

HARD = [
    "police.informants_per_organisation=0.9",
    "police.informant_items_per_year=30",
    "organisations.insider_share=0.6",
]
LOUD = [
    *(
        "organisations.count=12",
        "organisations.max=60",
        "capacity_scale=3",
        "police.known_entity_share=0.5",
    ),
    *(
        *HARD,
        "investigation.inferred_watched=0.9",
        "legal_model=full",
        "customs.own_leads_per_year=3000",
    ),
    *("traffickers.goods_switch_gain=0.01", "traffickers.goods_review_days=30"),
]
SYSTEMS = [
    *(
        f"systems.{name}.{who}_access=direct"
        for name in load_scenario("training").systems
        for who in ("customs", "police")
    ),
    *(
        f"systems.{name}.transfer=push"
        for name in ("advance_passenger_information", "passenger_name_records")
    ),
]
TENSE = [
    "governance.will_loss_scandal=0.0001",
    "governance.scandal_chance=1",
    "governance.quarrel_chance=1",
    "governance.hoarding=0.9",
]
SHOCKS = list(shipped_shocks())
STRUCK = [
    f"shocks=[{','.join(SHOCKS)}]",
    "shocks.police_wire.effects.tip={mode: every, within_days: 60}",
    *(
        f"shocks.{name}.day={30 + 12 * i}"
        for i, name in enumerate(SHOCKS)
        if name != "passport_hit"
    ),
    "shocks.passport_hit.day=20",
]
SET_UP = [
    "instruments=all",
    "governance.political_will=1",
    "governance.mandate_clarity=1",
    "instruments.joint_investigation_team.setup_days=30",
]
RUNS = {
    "collaboration": ["partnership=collaboration"],
    "coexistence": ["partnership=coexistence"],
    "loud": ["partnership=cooperation", *LOUD],
    "controlled": ["partnership=collaboration", *LOUD, "investigation.controlled_delivery=0.7"],
    "connected": [
        "partnership=coordination",
        *LOUD,
        *SYSTEMS,
        *TENSE,
        "competence.customs=[cocaine]",
        "competence.police=[cocaine]",
    ],
    "everything": [
        "partnership=collaboration",
        *SET_UP,
        *LOUD,
        *SYSTEMS,
        *TENSE,
        *STRUCK,
        "investigation.controlled_delivery=0.7",
    ],
    "struck": [
        "partnership=cooperation",
        *LOUD,
        *TENSE,
        *STRUCK,
        "competence.customs=[cocaine,resin]",
    ],
}


@functools.cache
def finished(name: str) -> BorderModel:
    model = BorderModel(load_scenario("training", ["events=true", *RUNS[name]]), 1)
    model.run_horizon()
    return model


@functools.cache
def frame(name: str) -> pd.DataFrame:
    return finished(name).result().events


@pytest.mark.parametrize("name", RUNS)
def test_every_event_has_exactly_the_columns_of_its_kind(name):
    forms = {"whole": int, "day": int, "number": (int, float), "text": str, "truth": bool}
    for event in finished(name).state.recorder.events:
        declared = EVENTS[str(event["kind"])]
        common = [c for c in COMMON if c != "second_cause" or declared.second_causes]
        assert set(event) == {*common, *declared.columns}, event
        for column, value in event.items():
            form = forms[COLUMNS[column].form]
            assert value is None or isinstance(value, form), (column, value)
            assert not isinstance(value, bool) or form is bool, (column, value)


@pytest.mark.parametrize("name", RUNS)
def test_causes_are_there_came_before_and_are_of_the_declared_kinds(name):
    events = frame(name)
    assert list(events.columns) == list(COLUMNS)
    assert (
        events["id"].is_unique
        and events["id"].is_monotonic_increasing
        and events["day"].is_monotonic_increasing
    )
    at = {row["id"]: row for row in events.to_dict("records")}
    for row in at.values():
        declared = EVENTS[row["kind"]]
        for column, kinds in (
            ("cause", declared.causes),
            ("second_cause", declared.second_causes or (NONE,)),
        ):
            if row[column] < 0:
                assert NONE in kinds, row
                continue
            cause = at[row[column]]
            assert cause["kind"] in kinds, (row["kind"], cause["kind"])
            assert cause["id"] < row["id"] and cause["day"] <= row["day"]


def test_every_declared_kind_occurs():
    seen = {kind for name in RUNS for kind in frame(name)["kind"]}
    assert set(EVENTS) - seen <= {"organisation ends"}, "whether one ends depends on the run"


def test_of_the_burn_in_only_what_later_events_rest_on_is_kept():
    events = frame("collaboration")
    early = events[events["day"] < 0]
    assert 0 < len(early) < 0.3 * len(events)
    rests = set(events["cause"]) | set(events["second_cause"])
    assert set(early.loc[~early["id"].isin(rests), "kind"]) <= {"share", "withheld", "received"}
    whole = finished("collaboration").state.recorder.events
    late = [e["id"] for e in whole if e["day"] >= finished("collaboration").state.first_day]
    assert late == events.loc[events["day"] >= 0, "id"].tolist()


def test_days_on_which_something_is_due_are_counted_like_the_day_itself():
    plans = frame("collaboration").query("kind == 'plan'").set_index("load")
    arrivals = frame("collaboration").query("kind == 'arrive'").set_index("load")["day"]
    assert (plans.loc[arrivals.index, "arrives"] == arrivals).all()


def test_the_log_changes_no_number_and_is_empty_unless_asked_for():
    short = ["years=0.3", "burn_in_days=60", "partnership=cooperation"]
    with_log, without = (
        run(load_scenario("training", [*short, f"events={on}"]), 7) for on in ("true", "false")
    )
    assert with_log.outcomes == without.outcomes
    pd.testing.assert_frame_equal(with_log.daily, without.daily, check_exact=True)
    assert len(with_log.events) > 50 and without.events.empty


def test_what_a_hit_a_register_and_a_source_set_off_can_be_followed():
    """A check rests on its hit, that on its query.

    A lead on what stood in the register; a tip on its source and the load.
    """
    connected, struck = (frame(name).set_index("id") for name in ("connected", "struck"))
    checks = connected[(connected["kind"] == "inspect") & (connected["raised_by"] == "hit")]
    followed = set()
    for at in checks["cause"]:
        chain = []
        while at >= 0:
            chain.append(connected.loc[at, "kind"])
            at = connected.loc[at, "cause"]
        followed.add(tuple(chain))
    assert ("hit", "query", "arrive", "plan") in followed and {chain[0] for chain in followed} == {
        "hit"
    }
    entries = connected[connected["kind"] == "register"]
    assert set(connected.loc[[c for c in entries["cause"] if c >= 0], "kind"]) <= {
        "news",
        "received",
        "register",
    }
    assert (entries["cause"] >= 0).mean() > 0.8
    for _, source in struck[struck["kind"] == "source"].iterrows():
        assert struck.loc[source["cause"], "shock"] == "police_wire"
        assert struck.loc[source["second_cause"], "load"] == source["load"]
    team = frame("everything").query("what == 'joint team'")
    assert set(frame("everything").set_index("id").loc[team["cause"], "what"]) == {"opened"}
