"""What roles may know: the books and the picture of their service, never the truth."""

from __future__ import annotations

import json

import numpy as np
import pytest

from borderSim.classroom.exercise.format import ROLES
from borderSim.classroom.exercise.roles import view
from borderSim.errors import InputError
from borderSim.model.state.copying import copied
from borderSim.model.state.state import State
from borderSim.simulation import BorderModel


@pytest.fixture(scope="module")
def model() -> BorderModel:
    found = BorderModel("training", 5)
    found.run_burn_in()
    for _ in range(120):
        found.step()
    return found


def views(w: State) -> str:
    return json.dumps({role: view(w, role, since=30) for role in ROLES})


def hide(w: State, what: str) -> None:
    """Change something that no service knows."""
    o, unknown = w.traffickers, ~w.police.known_members
    match what:
        case "money":
            o.cash[:] = 1e9
        case "who the unknown members are":
            o.role[unknown] = (o.role[unknown] + 3) % 7
        case "whether unknown members are at large":
            o.status[unknown] = 0
        case "ties":
            o.links[:] = ~o.links
        case "what is on its way":
            for load in w.consignments.waiting:
                load.value = 1e9
        case "classes of traffic":
            w.routes.truth[:] = 0.0
        case "which entities are still used":
            o.entity_generation[:] += 1
        case "organisations":
            o.alive[:] = ~o.alive
            o.strength = np.zeros_like(o.strength)
        case "what was shipped and delivered":
            books = w.recorder
            names = (
                "delivered_delivered",
                "planned",
                "shipped:seaport",
                "orgs_alive",
                "cash_total",
            )
            for name in names:
                if name in books._places:
                    column = books._columns[books._places[name]]
                    for n in range(len(column)):
                        column[n] = 1e6


HIDDEN = (
    "money",
    "who the unknown members are",
    "whether unknown members are at large",
    "ties",
    "what is on its way",
    "classes of traffic",
    "which entities are still used",
    "organisations",
    "what was shipped and delivered",
)


@pytest.mark.parametrize("what", HIDDEN)
def test_no_view_moves_when_only_the_truth_changes(model: BorderModel, what: str) -> None:
    other = copied(model)
    hide(other.state, what)
    assert views(other.state) == views(model.state)


def test_views_move_with_what_a_service_learns(model: BorderModel) -> None:
    other = copied(model)
    w = other.state
    slot, place = np.argwhere(~w.police.known_members)[0]
    w.police.known_members[slot, place] = True
    before, after = (dict(view(x.state, "police")["figures"]) for x in (model, other))
    assert after["known_members"] == before["known_members"] + 1
    assert view(w, "customs") == view(model.state, "customs")


def test_the_police_case_file_is_not_on_the_desk_of_customs(model: BorderModel) -> None:
    names = {role: {name for name, _ in view(model.state, role)["figures"]} for role in ROLES}
    assert "known_members" not in names["customs"] | names["minister"] | names["liaison"]
    assert "leads_own" not in names["police"] | names["investigator"] | names["minister"]
    assert not {"delivered", "cash_total", "orgs_alive"} & set().union(*names.values())


def test_sums_run_from_the_day_that_is_given(model: BorderModel) -> None:
    whole, late = (
        dict(view(model.state, "customs", since)["figures"])["inspections_targeted"]
        for since in (0, 60)
    )
    daily = model.result().daily["inspections_targeted"]
    assert whole == pytest.approx(daily.sum()) and late == pytest.approx(daily[60:].sum())


def test_an_unknown_role_is_told_the_nearest(model: BorderModel) -> None:
    with pytest.raises(InputError, match="did you mean 'liaison'"):
        view(model.state, "liason")
