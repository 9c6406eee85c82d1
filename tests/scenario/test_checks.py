"""What must hold between fields."""

import pytest

from borderSim.scenario.load import load_scenario


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ("name='a b'", "name is 'a b'"),
        ("partnership.name='a/b'", "partnership.name is 'a/b'"),
        ("posts={}", "at least one post"),
        (
            "+posts.airport.flows.boat={units_per_year: 1, officers: 1}",
            "flows.boat is an unknown mode (did you mean 'box'?)",
        ),
        ("posts.airport.flows.passenger.check_as=dog", "modes has no such entry"),
        ("posts.airport.flows.passenger.lane_shares=[0.5,0.4]", "add up to 0.9"),
        ("posts.airport.flows.passenger.lane_shares=[]", "add up to 0"),
        ("posts.airport.partnership=nobody", "posts.airport.partnership=nobody: unknown level"),
        ("traffic.goods_shares=[1,1]", "traffic.goods_shares has numbers that add up to 2"),
        ("traffic.history_shares=[0.5,0.4]", "traffic.history_shares"),
        ("traffic.history_shares=[0.5,0.5]", "traffic.history_log_odds has 4 numbers"),
        ("organisations.count=500", "organisations.count is 500"),
        ("organisations.size_min=111", "organisations.size_min is 111"),
        ("organisations.profiles.cocaine_boxes.share=0.4", "shares that add up to 1.2"),
        ("organisations.profiles={}", "add up to"),
        ("organisations.profiles.cocaine_boxes.commodity=cocane", "(did you mean 'cocaine'?)"),
        ("organisations.profiles.cocaine_boxes.mode=car", "loads has only"),
        ("organisations.profiles.cocaine_boxes.mode=air_cargo", "no post has such traffic"),
        ("+commodities.cocaine.loads.boat={median: 1}", "unknown mode"),
        ("commodities.cocaine.loads.box.cap=1", "must not exceed its cap"),
    ],
)
def test_what_does_not_fit_together(override, says, sentence):
    text = sentence(load_scenario, "training", [override])
    assert says in text


def test_no_flow_at_all(sentence):
    overrides = [
        "posts={}",
        "+posts.a={kind: land, flows: {}}",
        "organisations.count=0",
        "organisations.profiles={}",
    ]
    assert "have no flow" in sentence(load_scenario, "training", overrides)


def test_no_organisation_needs_no_profile():
    assert (
        load_scenario(
            "training", ["organisations.count=0", "organisations.profiles={}"]
        ).organisations.profiles
        == {}
    )
