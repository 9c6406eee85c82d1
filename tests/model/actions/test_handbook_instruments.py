"""What single instruments of the handbook do as shipped: each test falls if what the instrument gives is taken away."""

from __future__ import annotations

import numpy as np
import pytest

from borderSim.model.actions.sharing import share
from borderSim.model.phases.cooperation import cooperate
from borderSim.model.phases.intelligence import deliver
from borderSim.model.phases.interception import _find
from borderSim.model.phases.investigation import investigate
from borderSim.model.state.intelligence import Item
from borderSim.model.state.state import State
from tests.model.stage import (
    COCAINE_BOXES,
    TOBACCO_TRUCKS,
    draws,
    forget_everything,
    keep_events,
    link_surely,
    make_load,
    scenario,
)
from tests.model.stage import world as stage

FIRST_DAY = ("burn_in_days=0", "years=1", "governance.hoarding=0")


def having(*instruments: str, level: str = "coexistence", settings: tuple[str, ...] = ()) -> State:
    """A country on its first day with these instruments at work, which never lapse."""
    for_ever = [f"instruments.{name}.persistence=1" for name in instruments]
    w = stage(*FIRST_DAY, f"partnership={'+'.join([level, *instruments])}", *for_ever, *settings)
    keep_events(w)
    forget_everything(w)
    return w


def news(w: State, **fields: object) -> Item:
    made = {
        "kind": "entity",
        "to_police": False,
        "group": 0,
        "unit": 0,
        "organisation": 0,
        "entity": 0,
        "generation": 0,
        "reliability": 0.6,
        "from_customs": False,
        "created": w.day,
    }
    return Item(**(made | fields))  # type: ignore[arg-type]


def crossing(w: State, days: int, u: float = 0.1, a_day: int = 4) -> list[int]:
    """Entities that cross in so many days if the police have some to tell every day, each with the same draws."""
    crossed = []
    for _ in range(days):
        w.cooperation.arrangements.renew_credit()
        crossed.append(
            sum(share(w, news(w), np.array([u, 0.5, 0.5, 1.0]), urgent=True) for _ in range(a_day))
        )
        w.day += 1
    return crossed


# ------------------------------------------------------------------------------ H24
NO_CHANNEL = "instruments.{0}.gives.channel=null"


def test_a_single_point_of_contact_answers_one_request_a_day_where_nothing_crossed():
    assert crossing(having(), 5) == [0] * 5
    assert crossing(having("single_point_of_contact"), 5) == [1] * 5
    assert (
        crossing(
            having(
                "single_point_of_contact", settings=(NO_CHANNEL.format("single_point_of_contact"),)
            ),
            5,
        )
        == [0] * 5
    )


@pytest.mark.parametrize(("keeps", "doubled"), [("true", 0), ("false", 1)])
def test_a_fusion_centre_keeps_the_origin_so_that_a_report_is_not_counted_twice(keeps, doubled):
    """Customs' own news comes back from the police: who joins reports sees that, who passes them on does not."""
    w = having(
        "fusion_centre", settings=(f"instruments.fusion_centre.gives.channel.keeps_origin={keeps}",)
    )
    w.cooperation.arrangements.renew_credit()
    w.customs.leads.learn(0, 0, 0, 0, 0.5, w.day, own=True, independent=True)
    # of three details that survive with 0.88 each the first two do
    item, lost = (news(w, from_customs=True), 0.7)
    assert share(w, item, np.array([0.1, 0.5, lost, 1.0]), urgent=True) and item.detail == (
        True,
        True,
        keeps == "true",
    )
    for w.day in range(1, 9):
        deliver(w)
    assert w.recorder.today.get("reports_double_counted", 0) == doubled


# ------------------------------------------------------------------------------ H25, H50
def collides(w: State, slot: int, commodity: str, *, route: str, u: float) -> bool:
    """Whether a find on an organisation under investigation is a collision, with the draws of a look-up."""
    w.police.cases.start(slot, 0, 0)
    w.police.known_entities[slot, 0] = True
    link_surely(w)
    _find(w, make_load(w, slot, route, commodity=commodity, entity=0, draws=draws(lookup=u)))
    return w.recorder.today.get("collisions", 0) == 1


CENTRE = ("memorandum_of_understanding", "joint_targeting_centre")


@pytest.mark.parametrize(
    ("instruments", "settings", "collision"),
    [
        ((), (), True),
        (CENTRE, (), False),
        (CENTRE, ("instruments.joint_targeting_centre.gives.lookup_prob=null",), True),
    ],
)
def test_who_targets_together_sees_the_other_s_case_before_the_find(
    instruments, settings, collision
):
    assert (
        collides(
            having(*instruments, settings=settings),
            COCAINE_BOXES,
            "cocaine",
            route="seaport/box",
            u=0.5,
        )
        == collision
    )


def test_a_targeting_centre_gives_customs_analysts_hours_at_a_price():
    without, own = having("memorandum_of_understanding"), having(*CENTRE)
    idle = having(
        *CENTRE, settings=("instruments.joint_targeting_centre.gives.desk_hours_per_week=0",)
    )
    assert own.staff.desk_hours > without.staff.desk_hours > idle.staff.desk_hours, (
        "its hours are taken from both services"
    )
    assert own.staff.investigators < without.staff.investigators


COMMITTEES = ("national_committee", "offence_committees")


@pytest.mark.parametrize(
    ("slot", "commodity", "route", "collision"),
    [
        (COCAINE_BOXES, "cocaine", "seaport/box", False),
        (TOBACCO_TRUCKS, "cigarettes", "land_hill/truck", True),
    ],
)
def test_a_committee_by_offence_brings_those_together_who_deal_with_it_and_nobody_else(
    slot, commodity, route, collision
):
    assert collides(having(*COMMITTEES), slot, commodity, route=route, u=0.2) == collision
    bare = having(*COMMITTEES, settings=("instruments.offence_committees.gives.lookup_prob=null",))
    assert collides(bare, slot, commodity, route=route, u=0.2)


def trust_after(w: State, days: int = 60) -> float:
    """Mean trust after a time without events, from where it stands between services apart."""
    w.cooperation.trust[:] = scenario("partnership=coexistence").partnership.traits.trust_set_point
    for _ in range(days):
        cooperate(w)
        w.day += 1
    return float(w.cooperation.trust.mean())


@pytest.mark.parametrize(
    ("instrument", "beside"),
    [
        ("regional_committees", ("national_committee",)),
        ("officer_exchange", ()),
        ("joint_training", ()),
    ],
)
def test_where_people_meet_trust_grows_towards_what_the_instrument_gives(instrument, beside):
    nothing = (f"instruments.{instrument}.gives.trust_set_point=null",)
    given, without = having(*beside, instrument), trust_after(having(*beside))
    goal = given.policy.scenario.instruments[instrument].gives.trust_set_point
    assert goal > trust_after(given) > without + 0.01
    assert trust_after(having(*beside, instrument, settings=nothing)) == pytest.approx(without)


# ------------------------------------------------------------------------------ H44, H55
@pytest.mark.parametrize(
    ("instrument", "settings", "crosses"),
    [
        (None, (), False),
        ("officer_exchange", (), True),
        ("officer_exchange", ("instruments.officer_exchange.gives.relevance=null",), False),
        ("officer_exchange", ("instruments.officer_exchange.written_role=false",), False),
    ],
)
def test_who_knows_the_other_s_goals_passes_on_what_the_other_can_use(
    instrument, settings, crosses
):
    """Between the chance with the usual relevance and that with the better one, an item crosses only with the latter."""
    w = having(
        *([instrument] if instrument else []),
        level="cooperation",
        settings=("present=cooperation", *settings),
    )
    w.cooperation.trust[:] = 1.0
    chance = w.cooperation.of_group(0).traits.share_prob.police_to_customs
    u = chance * (w.policy.scenario.intelligence.relevance + 0.88) / 2
    assert share(w, news(w), np.array([u, 0.5, 0.5, 1.0]), urgent=True) == crosses


# ------------------------------------------------------------------------------ H49
@pytest.mark.parametrize(
    "settings", [(), ("instruments.national_committee.gives.persistence=null",)]
)
def test_what_a_committee_of_both_heads_holds_outlives_those_who_agreed_on_it(settings):
    """Arrangements lapse at the rate of their persistence: 0.5 a year by themselves, 0.85 under the committee."""
    w = having(
        "national_committee",
        level="communication",
        settings=("intelligence.lapse_days=1", *settings),
    )
    years, lapses = 60, 0
    for _ in range(365 * years):
        cooperate(w)
        lapses += int((w.cooperation.lapsed_until > w.day).sum())
        w.day += 1
    expected = -np.log(0.5 if settings else 0.85) * w.cooperation.units
    assert lapses / years == pytest.approx(expected, rel=0.3)


# ------------------------------------------------------------------------------ H53
def test_a_virtual_task_force_carries_little_but_is_there_where_nobody_can_be_posted():
    lukewarm = ("governance.political_will=0.15",)
    assert not having("liaison_officers", settings=lukewarm).cooperation.arrangements.live.any()
    few = [
        sum(crossing(having("virtual_task_force", settings=will), 40)) for will in ((), lukewarm)
    ]
    assert few[0] == few[1] and 0.2 * 40 <= few[0] <= 0.3 * 40
    assert sum(crossing(having("liaison_officers"), 40)) > few[0], "two officers carry more"
    assert (
        sum(
            crossing(
                having("virtual_task_force", settings=(NO_CHANNEL.format("virtual_task_force"),)),
                40,
            )
        )
        == 0
    )


# ------------------------------------------------------------------------------ H54
@pytest.mark.parametrize(
    ("instruments", "settings", "written_down"),
    [
        ((), (), False),
        (("joint_training",), (), True),
        (("joint_training",), ("instruments.joint_training.gives.interview_yield=null",), False),
    ],
)
def test_trained_officers_write_down_what_a_courier_says(instruments, settings, written_down):
    def filed(u: float) -> float:
        w = having(*instruments, settings=settings)
        load = make_load(w, COCAINE_BOXES, draws=draws(interview=u))
        w.police.finds_to_file.append(
            news(w, kind="find", to_police=True, from_customs=True, load=load, evidence=1.0)
        )
        investigate(w)
        return float(w.police.evidence[COCAINE_BOXES].sum())

    i = having().policy.scenario.investigation
    said = filed((i.interview_yield + 0.6) / 2) - filed(0.9999)
    assert said == pytest.approx(i.evidence_statement * written_down)
