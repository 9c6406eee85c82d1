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
    *(
        "traffickers.goods_switch_gain=0.01",
        "traffickers.goods_review_days=30",
        "traffickers.entry_per_year=0.5",
    ),
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
    assert len(with_log.work) > 50 and without.work.empty
    for table in ("networks", "links", "monthly", "yearly"):
        pd.testing.assert_frame_equal(
            getattr(with_log, table), getattr(without, table), check_exact=True
        )


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


REASONS = {
    ("member known", "routine"): {NONE},
    ("member known", "case work"): {"case step"},
    ("member known", "find"): {"case step"},
    ("member known", "interview"): {"case step"},
    ("member known", "entity"): {"received"},
    ("member known", "information system"): {"hit"},
    ("member known", "released"): {NONE, "acquittal"},
    ("member known", "promoted"): {NONE},
    ("member unknown", "forgotten"): {NONE},
    ("member unknown", "fled"): {"takedown", "exposed"},
    ("member unknown", "changed ways"): {"exposed"},
    ("member unknown", "new holder"): {NONE},
    ("member unknown", "promoted"): {NONE},
    ("member comes", "recruited"): {NONE},
    ("member comes", "new holder"): {NONE},
    ("member comes", "promoted"): {NONE},
    ("member comes", "came back"): {NONE},
    ("member comes", "released"): {NONE, "acquittal"},
    ("member goes", "fled"): {"takedown", "exposed"},
    ("member goes", "changed ways"): {"exposed"},
    ("member goes", "promoted"): {NONE},
    ("link made", "gap closed"): {"arrest"},
    ("link made", "moved from the hub"): {"seizure"},
    ("link made", "recruited"): {NONE},
    ("link made", "promoted"): {NONE},
    ("link made", "found again"): {NONE},
    ("link lost", "moved from the hub"): {"seizure"},
    ("link lost", "recruited"): {NONE},
    ("entity replaced", "in time"): {NONE},
    ("entity replaced", "given up"): {"exposed"},
}
"""Why what becomes of networks becomes of them, and what each reason follows from."""


def test_each_reason_occurs_and_follows_from_what_it_names():
    found: dict[tuple[str, str], set[str]] = {}
    for name in RUNS:
        kinds = frame(name).set_index("id")["kind"]
        for kind, why, cause in frame(name)[["kind", "why", "cause"]].itertuples(index=False):
            if kind in {kind for kind, _ in REASONS}:
                found.setdefault((kind, why), set()).add(kinds.get(cause, NONE))
    assert set(found) - {("member known", "statement")} == set(REASONS)
    for reason, causes in found.items():
        assert causes <= REASONS.get(reason, {"case step"}), reason


def test_news_that_expire_name_the_news_and_what_ended_them():
    events = frame("everything").set_index("id")
    ends = events[events["kind"] == "news expired"]
    assert set(ends["why"]) == {"entity replaced", "faded"}
    assert set(ends["service"]) == {"customs", "police"}
    replaced = ends[ends["why"] == "entity replaced"]
    for _, end in replaced.iterrows():
        event = events.loc[end["second_cause"]]
        assert event["kind"] == "entity replaced" and event["day"] == end["day"]
        assert (event["organisation"], event["entity"]) == (end["organisation"], end["entity"])
        assert event["generation"] == end["generation"] + 1
    faded = ends[ends["why"] == "faded"]
    assert set(faded["second_cause"]) == {-1} and set(faded["service"]) == {"customs"}
    told = ends[ends["cause"] >= 0]
    assert len(told) > 0.9 * len(ends)
    news = events.loc[told["cause"], ["organisation", "entity", "generation"]]
    assert (
        news.to_numpy().tolist()
        == told[["organisation", "entity", "generation"]].to_numpy().tolist()
    )


@pytest.mark.parametrize("name", ["coexistence", "connected"])
def test_networks_at_the_end_are_those_at_the_start_and_what_was_logged(name):
    """Members and ties of the organisations that live through the horizon, event by event."""
    result = finished(name).result()
    there = result.networks[(result.networks["entered"] < 0) & result.networks["ended"].isna()]
    at = ["organisation", "member"]
    known = dict(zip(zip(*(there[c] for c in at), strict=True), there["known_start"], strict=True))
    status = dict(
        zip(
            zip(*(there[c] for c in at), strict=True),
            there["status_start"] == "active",
            strict=True,
        )
    )
    links = result.links[result.links["organisation"].isin(there["organisation"])]
    ties = set(links[links["start"]][[*at, "other"]].itertuples(index=False, name=None))
    here = set(there["organisation"])
    log = result.events[(result.events["day"] >= 0) & result.events["organisation"].isin(here)]
    for e in log.to_dict("records"):
        place = (e["organisation"], e["member"])
        match e["kind"]:
            case "member known":
                known[place] = True
            case "member unknown":
                known[place] = False
            case "arrest":
                known[place] = status[place] = False
            case "member comes":
                status[place] = True
            case "member goes":
                status[place] = False
            case "link made":
                assert (*place, e["other"]) not in ties
                ties.add((*place, e["other"]))
            case "link lost":
                ties.remove((*place, e["other"]))
    for row in there.to_dict("records"):
        place = (row["organisation"], row["member"])
        assert known[place] == row["known_end"], place
        assert status[place] == (row["status_end"] == "active"), place
    end = set(links[links["end"]][[*at, "other"]].itertuples(index=False, name=None))
    assert ties == end


def test_hours_and_queues_by_post_and_unit_add_up_to_the_books():
    result = finished("everything").result()
    work, daily = result.work, result.daily
    customs = work[work["service"] == "customs"]
    posts = finished("everything").state.routes.posts
    assert customs["place"].tolist() == list(posts) * len(daily)
    assert customs["day"].tolist() == [d for d in daily["day"] for _ in posts]
    books = finished("everything").state.recorder.entered(finished("everything").state.first_day)
    by_day = customs.groupby("day")[["hours_used", "hours_available"]].sum()
    for name in by_day:
        assert by_day[name].to_numpy() == pytest.approx(books[name])
    assert (customs["queue"] >= 0).all() and customs["queue"].any()
    police = work[work["service"] == "police"]
    scenario = finished("everything").state.policy.scenario
    assert set(police["place"]) == {str(u) for u in range(scenario.police.units)}
    assert (police["day"].diff().dropna().isin([0, 7])).all()
    assert (police["hours_used"] <= police["hours_available"] * scenario.police.units + 1e-9).all()
    assert police["hours_used"].any() and police["queue"].any()
    assert (work["service"].isin(["customs", "police"])).all()


def test_the_queue_of_a_post_is_what_waits_for_the_next_day():
    """Where every unit is drawn they can be counted."""
    settings = ["cargo.sampling=full", "traffic.lawful_scale=0.05", "capacity_scale=0.2"]
    model = BorderModel(
        load_scenario("training", ["years=0.1", "burn_in_days=0", "events=true", *settings]), 1
    )
    w, longest = model.state, 0
    for day in range(20):
        model.step()
        waiting = [0] * len(w.routes.posts)
        for route, post in enumerate(w.routes.post.tolist()):
            waiting[post] += len(w.customs.sampler._waiting[route][0])  # pyright: ignore[reportAttributeAccessIssue]
        for load in w.consignments.waiting:
            waiting[w.routes.post[load.route]] += 1
        work = model.result().work
        today = work[(work["day"] == day) & (work["service"] == "customs")]
        assert today["queue"].tolist() == waiting
        longest = max(longest, *waiting)
    assert longest > 3
