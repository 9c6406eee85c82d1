"""Where a country's own level stands, and what then counts as the next step."""

from __future__ import annotations

import copy

import pytest

from borderSim.report.advice.decision import decision
from borderSim.report.advice.first_step import advised
from borderSim.report.briefs.comparison import brief
from borderSim.report.comparison.source import View
from tests.report.synthetic import synthetic

LADDER = [
    {"share_prob": 0.0, "share_latency_days": 30.0, "running_cost_eur": {"sharing": 0}},
    {"share_prob": 0.2, "share_latency_days": 14.0, "running_cost_eur": {"sharing": 1}},
    {"share_prob": 0.5, "share_latency_days": 7.0, "running_cost_eur": {"sharing": 2}},
]


@pytest.fixture(scope="module")
def own_level():
    """A result with a level of its own as the present one, told first, at the height of the second of three."""
    found = synthetic(levels=4, replicates=12, years=2.0, plane=False)
    manifest = copy.deepcopy(found.manifest)
    own, *others = manifest["levels"]
    own["dials"] = dict.fromkeys(own["dials"])
    manifest["present"] = own["name"]
    traits = dict(zip([level["name"] for level in others], LADDER, strict=True))
    traits[own["name"]] = {"share_prob": 0.2, "share_latency_days": 14.0}
    manifest["level_config"] = {
        scenario: {name: {"partnership": {"traits": t}} for name, t in traits.items()}
        for scenario in manifest["scenarios"]
    }
    found.manifest.clear()
    found.manifest.update(manifest)
    return found


def test_the_way_leads_up_from_where_the_country_stands(own_level):
    view = View(own_level)
    own, first, second, third = (entry["name"] for entry in own_level.manifest["levels"])
    assert [level.name for level in view.levels] == [first, second, own, third]
    assert [level.look.colour for level in view.levels[:1]] != [view.reference.look.colour]
    made = decision(view)
    assert made is not None
    assert [(s.below.name, s.level.name) for s in made.steps][-1] == (own, third)
    assert [level.name for level in advised(view, lambda level, base: True)] == [third]


def test_the_brief_tells_only_steps_up_and_where_the_country_stands(own_level):
    view = View(own_level)
    told = brief(own_level)
    assert told is not None
    assert [step.level.name for step in told.steps] == [view.levels[-1].name]
    assert told.entered.at == view.levels[1].title


def test_a_level_on_the_dials_stays_where_it_was(own_level):
    manifest = own_level.manifest
    held = manifest["levels"][0]["dials"]
    manifest["levels"][0]["dials"] = {"information_sharing": 0.0}
    try:
        assert [level.name for level in View(own_level).levels] == [
            entry["name"] for entry in manifest["levels"]
        ]
    finally:
        manifest["levels"][0]["dials"] = held
