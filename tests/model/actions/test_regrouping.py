"""What is held by group of posts, when the groups change."""

import numpy as np
import pytest

import borderSim as bs
from borderSim.model.actions.regrouping import now, regroup
from borderSim.model.state.intelligence import Item
from borderSim.model.state.unlinked import Unlinked
from borderSim.simulation import BorderModel


@pytest.mark.parametrize(
    ("sources", "group", "found"),
    [([0], 1, 0), ([0, 0], 0, 0), ([0, 1], 1, 1), ([0, 2], 2, 1), ([0, 2], 1, 0)],
)
def test_a_group_that_stays_keeps_what_it_holds_and_the_country_has_the_rest(sources, group, found):
    assert now(group, sources) == found


def two_groups():
    """A country whose cell at one post has a picture of its own, after some days."""
    s = bs.load_scenario(
        "training",
        overrides=[
            "present=coexistence+port_control_unit",
            "partnership=coexistence+port_control_unit",
            "burn_in_days=60",
        ],
    )
    model = BorderModel(s, 1)
    model.run_burn_in()
    return model.state


def news(group):
    return Item("entity", True, group, 0, 0, 0, 0, 0.7, True, 1)


def test_nothing_that_is_held_points_to_a_group_that_is_gone():
    w = two_groups()
    assert len(w.customs.leads.reliability) == 2
    item = news(1)
    w.police.unlinked[:] = [Unlinked(item, 3, np.zeros(0, dtype=np.intp), 0, np.zeros(3))]
    w.mail.recent.append(item)
    w.mail.send(news(1), w.day + 2)
    w.mail.desk[:] = [news(1), news(0)]
    loads = [load for loads in w.consignments.agenda.values() for load in loads]
    loads[0].tip_weight = {1: 2.0}
    loads[1].tip_weight = {0: 3.0, 1: 2.0}
    w.workload.idle_hours = {0: 1.0, 1: 2.0}
    regroup(w, [0])
    assert {one.group for one in w.mail.items()} == {0} and item.group == 0
    assert (loads[0].tip_weight, loads[1].tip_weight) == ({0: 2.0}, {0: 3.0})
    assert w.workload.idle_hours == {0: 3.0} and len(w.customs.leads.reliability) == 1


def test_a_new_group_knows_the_tips_of_the_country_and_an_item_held_twice_moves_once():
    w = two_groups()
    item = news(1)
    w.police.unlinked[:] = [Unlinked(item, 3, np.zeros(0, dtype=np.intp), 0, np.zeros(3))]
    w.mail.recent.append(item)
    (load, *_) = [load for loads in w.consignments.agenda.values() for load in loads]
    load.tip_weight = {0: 2.0}
    regroup(w, [0, 0, 1])
    assert item.group == 2 and load.tip_weight == {0: 2.0, 1: 2.0}


def test_a_country_that_gives_up_its_groups_goes_on():
    """It ended with an error: what waits unlinked named a group that was there no more."""
    s = bs.load_scenario(
        "national",
        overrides=[
            "present=coexistence+all",
            "partnership=coexistence",
            "years=0.2",
            "burn_in_days=400",
        ],
    )
    model = BorderModel(s, 3)
    model.run_burn_in()
    model.run_horizon()
    assert model.state.day == 400 + 73
