from __future__ import annotations

import dataclasses
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from scipy.special import bdtr, bdtrik

from borderSim.calibration.network_fit import cohesion_of, fit, generated, met, positions
from borderSim.calibration.network_statistics import describe, graph_of, seen
from borderSim.calibration.published_networks import NETWORKS
from borderSim.errors import BrokenRunError
from borderSim.model.actions.entry import enter
from borderSim.model.state.network_shapes import SHAPES, Form
from borderSim.model.state.networks import ROLE_CODE, TIERS, links, roles_for, size_of, wire
from borderSim.model.state.random_streams import generator
from borderSim.model.state.routes import Routes, machines_working
from borderSim.model.state.traffickers import ACTIVE, DETAINED, NOBODY
from borderSim.parameters.roles import ROLE_MIX
from borderSim.parameters.scenario import Organisations
from tests.model.stage import scenario, world

DEFAULTS = Organisations()


@pytest.mark.parametrize("size", [4, 5, 8, 12, 25, 60, 110, 146])
def test_every_organisation_is_connected_and_has_the_roles_it_needs(size: int):
    roles = roles_for(size)
    assert len(roles) == size
    for role in ("organiser", "broker", "logistics", "courier"):
        assert (roles == ROLE_CODE[role]).any()
    for slot in range(12):
        a = links(roles, DEFAULTS, 1, slot, shape=list(SHAPES)[slot % 3])
        assert (a == a.T).all()
        assert not a.diagonal().any()
        reached = np.zeros(size, dtype=bool)
        reached[0] = True
        for _ in range(size):
            reached |= a[reached].any(axis=0)
        assert reached.all()


def test_degrees_and_sizes_are_those_declared_and_brokers_are_the_hubs():
    roles = roles_for(60)
    adjacency = [links(roles, DEFAULTS, 1, slot) for slot in range(200)]
    degree = np.mean([a.sum(axis=1) for a in adjacency], axis=0)
    means = [a.sum(axis=1).mean() for a in adjacency]
    assert np.median(means) == pytest.approx(3.5, rel=0.1)
    assert np.log(means).std() == pytest.approx(DEFAULTS.mean_degree_spread, rel=0.25)
    assert degree[TIERS[roles] == 3].mean() > 2 * degree[TIERS[roles] == 1].mean()
    top = np.mean([bool(a[TIERS[roles] == 4][:, TIERS[roles] <= 2].any()) for a in adjacency])
    assert top == 0, "leaders stand behind the brokers"
    p = scenario("organisations.size_sigma=0.5", "organisations.size_median=25").organisations
    sizes = np.array([size_of(p, 1, slot) for slot in range(2000)])
    assert np.median(sizes) == pytest.approx(25, abs=1)
    assert np.log(sizes[(sizes > p.size_min) & (sizes < p.size_max)]).std() == pytest.approx(
        0.47, abs=0.05
    )
    assert sizes.min() >= p.size_min


def test_a_network_has_the_form_it_was_drawn_with():
    roles = roles_for(80)
    found = [
        describe(wire(roles, Form(4.0, reach, cohesion), generator(seed, "test")))
        for reach, cohesion in ((0.2, 0.1), (0.2, 0.9), (0.8, 0.1))
        for seed in range(10)
    ]
    loose, tight, hub = (found[:10], found[10:20], found[20:])
    assert all(f["edges"] == 160 for f in found)
    assert {f["max_degree"] for f in loose} <= {16, 17}
    assert all(abs(f["max_degree"] - 63) <= 1 for f in hub)
    assert min(f["clustering"] for f in tight) > 2 * max(f["clustering"] for f in loose)
    assert max(f["path_length"] for f in hub) < min(f["path_length"] for f in loose)


def test_statistics_are_those_of_networkx():
    ties = links(roles_for(40), DEFAULTS, 3, 1)
    ties[0], ties[:, 0] = False, False
    graph = graph_of(ties)
    part = graph.subgraph(max(nx.connected_components(graph), key=len))
    found = describe(graph)
    assert found == pytest.approx(describe(ties))
    assert found["clustering"] == pytest.approx(nx.transitivity(graph))
    assert found["path_length"] == pytest.approx(nx.average_shortest_path_length(part))
    assert found["density"] == pytest.approx(nx.density(graph))
    assert describe(nx.star_graph(9))["centralisation"] == pytest.approx(1.0)


def test_a_court_file_shows_a_connected_part_around_the_hub():
    graph = graph_of(links(roles_for(110), DEFAULTS, 1, 2))
    file = seen(graph, 30, 0.5, generator(1, "test"))
    whole = graph.subgraph(file)
    assert len(file) == 30
    assert nx.is_connected(file)
    assert 29 <= file.number_of_edges() < whole.number_of_edges()
    assert set(map(frozenset, seen(graph, 30, 1.0, generator(1, "test")).edges)) == set(
        map(frozenset, whole.edges)
    )


def test_generated_networks_bracket_the_published_ones():
    """A part of the table of ``docs/networks.md``: at 200 draws each statistic lies inside 5-95 %."""
    tables = {
        n: generated(n, "mixed", DEFAULTS.mean_degree, DEFAULTS.mean_degree_spread)
        for n in {w.n for w in NETWORKS}
    }
    places = {network.name: positions(network, tables[network.n]) for network in NETWORKS}
    missed = [(name, k, v) for name, row in places.items() for k, v in row.items() if not met(v)]
    assert missed == []
    held = [v for w in NETWORKS if w.role == "held out" for v in places[w.name].values()]
    assert 25 < np.mean(held) < 75, "not bracketed by one tail only"
    page = (Path(__file__).parents[3] / "docs" / "networks.md").read_text("utf-8")
    low, high = np.percentile(tables[110]["path_length"], [5, 95])
    assert f"2.7 ({low:.3g}-{high:.3g})" in page


def test_the_shipped_shapes_are_those_of_the_fit():
    fitted = [w for w in NETWORKS if w.role == "fitted"]
    shapes, spread = fit(fitted, {w.name: cohesion_of(w, draws=25) for w in fitted})
    assert spread == pytest.approx(DEFAULTS.mean_degree_spread, abs=0.005)
    for name, shape in shapes.items():
        assert shape.reach_mean == pytest.approx(SHAPES[name].reach_mean, abs=0.005)
        assert shape.reach_sd == pytest.approx(SHAPES[name].reach_sd, abs=0.005)
        assert shape.cohesion_mean == pytest.approx(SHAPES[name].cohesion_mean, abs=0.25), (
            "of fewer draws"
        )
        assert shape.cohesion_sd == pytest.approx(SHAPES[name].cohesion_sd, abs=0.35)


def test_strength_is_leadership_times_the_scarcer_of_logistics_and_couriers():
    w = world("traffickers.output_by_ties=0")
    o, t = w.traffickers, w.policy.scenario.traffickers

    def lose(role: str, number: int = 99) -> float:
        o.status[0] = np.where(o.status[0] == NOBODY, NOBODY, ACTIVE)
        o.status[0, np.flatnonzero(o.role[0] == ROLE_CODE[role])[:number]] = DETAINED
        return float(o.strength_now(t)[0])

    couriers = int((o.role[0] == ROLE_CODE["courier"]).sum())
    assert couriers == 4
    assert lose("courier", 0) == 1.0
    assert lose("organiser") == 0.5
    assert lose("broker") == 0.5
    assert lose("courier", 1) == 0.75
    assert lose("logistics", 1) == pytest.approx(2 / 3)
    assert lose("courier") == 0.0
    assert lose("storage") == 1.0
    o.alive[0] = False
    assert o.strength_now(t)[0] == 0.0
    assert (o.strength_now(t)[5:] == 0).all()


def test_a_slot_holds_the_same_organisation_whoever_entered_before():
    few, many = world("organisations.count=2"), world("organisations.count=5")
    slot = enter(few)
    assert slot == 2
    assert (few.traffickers.links[2] == many.traffickers.links[2]).all()
    assert (few.traffickers.draws[2] == many.traffickers.draws[2]).all()
    few.traffickers.next_slot = few.traffickers.n
    with pytest.raises(BrokenRunError, match=r"organisations\.max=25: all places.*a higher number"):
        enter(few)


def test_police_know_their_declared_share_on_day_0():
    entity, member, false = [], [], []
    for seed in range(12):
        w = world(
            "organisations.count=25",
            "police.known_entity_share=0.3",
            "police.known_member_share=0.2",
            "police.false_link_share=0.4",
            seed=seed,
        )
        o = w.traffickers
        entity.append(w.police.known_entities[:25, : o.entities].mean())
        false.append(w.police.known_entities[:25, o.entities :].mean())
        member.append(w.police.known_members[:25].sum() / (o.status[:25] == ACTIVE).sum())
    assert np.mean(entity) == pytest.approx(0.3, abs=0.05)
    assert np.mean(member) == pytest.approx(0.2, abs=0.02)
    share_false = np.mean(false) / (np.mean(false) + np.mean(entity))
    assert share_false == pytest.approx(0.4, abs=0.06)


def test_machines_are_out_a_declared_part_of_the_weeks():
    s = scenario("customs.machine_availability=0.7", "posts.post_office.flows.parcel.machines=3")
    routes = Routes(s, 5)
    parcel, truck = routes.index["post_office/parcel"], routes.index["land_hill/truck"]
    slots = np.array([routes.slots_on(day) for day in range(7 * 400)])
    assert np.isinf(slots[:, truck]).all(), "no machine is needed there"
    assert set(np.unique(slots[:, parcel])) <= {0.0, 300.0, 600.0, 900.0}
    assert slots[:, parcel].mean() == pytest.approx(630, abs=4.5 * 300 * np.sqrt(3 * 0.21 / 400))
    weeks = slots[:, parcel].reshape(-1, 7)
    assert (weeks == weeks[:, :1]).all(), "an outage lasts the week"


def test_working_machines_are_scipys_binomial_quantile_also_next_to_a_step():
    rng = np.random.default_rng(3)
    for turn in range(300):
        n = np.ceil(rng.exponential(rng.choice([1.0, 5.0, 80.0]), 12) + 1e-9)
        p = float(rng.choice([0.0, 0.01, 0.7, 0.85, 0.999]))
        u = rng.random(12)
        if turn % 2:
            step = bdtr(np.floor(u * (n + 1)), n.astype(np.int64), p)
            u = np.clip(step + rng.choice([-1, 0, 1], 12) * 10.0 ** -rng.integers(4, 17, 12), 0, 1)
            u[0] = 0.0
        expected = np.nan_to_num(np.ceil(bdtrik(u, n, p) - 1e-9))
        assert np.array_equal(machines_working(u, n, p), np.clip(expected, 0.0, n))


def test_classes_of_illicit_traffic_follow_their_log_odds():
    routes = Routes(scenario(), 1)
    assert (routes.class_shares * np.exp(routes.truth)).sum(axis=1) == pytest.approx(1.0)
    assert routes.illicit_shares == pytest.approx(routes.class_shares * np.exp(routes.truth))
    assert routes.class_rate.sum(axis=1) == pytest.approx(routes.rate)
    u = generator(1, "test").random(5000)
    drawn = np.searchsorted(routes.illicit_cumulative[0], u)
    assert np.bincount(drawn, minlength=32)[3] / 5000 == pytest.approx(
        routes.illicit_shares[0, 3], abs=0.01
    )


def test_the_parts_of_roles_are_set_by_the_scenario_and_need_not_add_up_to_one():
    def counts(**parts: float) -> dict[str, int]:
        roles = roles_for(100, dataclasses.replace(DEFAULTS, **parts))
        return {role: int((roles == ROLE_CODE[role]).sum()) for role in ROLE_MIX}

    assert counts() == {role: round(100 * share) for role, share in ROLE_MIX.items()}
    assert counts(**{f"role_{role}": 2.5 * share for role, share in ROLE_MIX.items()}) == counts()
    only = dict.fromkeys((f"role_{role}" for role in ROLE_MIX), 0.001)
    assert counts(**(only | {"role_courier": 1.0}))["courier"] == 97, "and one of each key role"
    assert counts(role_storage=0.0)["storage"] == 0


@pytest.mark.parametrize("size", [3, 4, 5, 7, 9])
@pytest.mark.parametrize("most", [("financier", "storage"), ("facilitator",), ("courier",)])
def test_few_members_of_any_mix_keep_one_of_each_key_role(size: int, most: tuple[str, ...]):
    parts = dict.fromkeys((f"role_{role}" for role in ROLE_MIX), 0.001)
    mix = dataclasses.replace(DEFAULTS, **(parts | {f"role_{role}": 1.0 for role in most}))
    roles = roles_for(size, mix)
    assert len(roles) == size
    # of three the broker organises
    for role in ("broker", "logistics", "courier", "organiser")[: min(size, 4)]:
        assert (roles == ROLE_CODE[role]).any()
    assert links(roles, mix, 1, 0).any(axis=1).all()
