"""The years that are measured: their rule, what is told of them, and what is told of all years."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from borderSim.errors import InputError
from borderSim.measures.columns_of_days import Days
from borderSim.measures.outcomes import OF_THE_WHOLE_HORIZON, OUTCOMES, YEARLY
from borderSim.measures.period import period, shipments_of
from borderSim.measures.result import Result
from borderSim.parameters.window import Window
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.model.stage import scenario

SHORT = ("partnership=collaboration", "burn_in_days=90", "years=2.2")
CHANGED = "schedule=[{day: 30, partnership: coordination}]"


@functools.cache
def result(*overrides: str) -> Result:
    """One run over two years and a bit, once."""
    model = BorderModel(scenario(*SHORT, *overrides), 3)
    model.run_horizon()
    return model.result()


@pytest.mark.parametrize(
    ("years", "given", "transition", "first", "text"),
    [
        (6, "null", "steady", 4, "years 4 to 6 of 6"),
        (4, "null", "switch", 4, "year 4 of 4"),
        (4.5, "null", "steady", 4, "years 4 to 5 of 4.5"),
        (3.9, "null", "steady", 1, "3.9 years"),
        (1, "null", "steady", 1, "1 year"),
        (10, "null", "ramp", 1, "10 years"),
        (10, "8", "ramp", 8, "years 8 to 10 of 10"),
        (6, "1", "steady", 1, "6 years"),
    ],
)
def test_the_rule(years: float, given: str, transition: str, first: int, text: str):
    keys = [f"years={years}", f"measure_from_year={given}", f"transition={transition}"]
    window = load_scenario("training", keys).window
    assert (window.first_year, window.text) == (first, text)
    assert window.measured == pytest.approx(years - first + 1)
    assert load_scenario("national").window == Window(6.0, 4)


@pytest.mark.parametrize("given", ["0", "7", "2.5", "soon", "-1", "true"])
def test_a_year_that_is_none_is_refused_in_one_sentence(given: str):
    with pytest.raises(InputError) as told:
        load_scenario("training", ["years=6", f"measure_from_year={given}"])
    sentence = str(told.value)
    assert "measure_from_year" in sentence and "\n" not in sentence
    assert given in sentence or given.title() in sentence


def test_flows_are_those_of_the_window_and_the_years_add_up():
    whole, late = result("measure_from_year=1"), result("measure_from_year=2")
    assert whole.yearly.equals(late.yearly), "the years do not hang on what is measured"
    assert whole.yearly["year"].tolist() == [1, 2, 3]
    assert whole.yearly["days"].tolist() == [365, 365, 73]
    daily = whole.daily
    for name in YEARLY:
        if OUTCOMES[name].kind != "total":
            continue
        years = whole.yearly[name].to_numpy()
        assert whole.outcomes[name] == pytest.approx(years.sum(), rel=1e-9, abs=1e-6), name
        assert late.outcomes[name] == pytest.approx(years[1:].sum(), rel=1e-9, abs=1e-6), name
        if name in daily:
            assert late.outcomes[name] == pytest.approx(daily[name][365:].sum()), name
    assert late.window == Window(803 / 365, 2) and late.window.text == "years 2 to 3 of 2.2"


def test_what_is_of_the_whole_horizon_does_not_hang_on_the_window():
    whole, late = result("measure_from_year=1"), result("measure_from_year=2")
    for name in OF_THE_WHOLE_HORIZON:
        assert whole.outcomes[name] == late.outcomes[name], name
    assert whole.networks.equals(late.networks) and whole.links.equals(late.links)


def test_a_window_sees_nothing_of_what_was_tallied_before_it():
    """Shares, lift and delay are those of its own days: a year told by itself gives the same."""
    late = result("measure_from_year=3")
    for name in YEARLY:
        mine, year = late.outcomes[name], late.yearly[name].iloc[2]
        if mine is None:
            assert np.isnan(year), name
        else:
            assert mine == pytest.approx(year, rel=1e-9, abs=1e-9), name


def test_what_is_tallied_in_a_window_is_what_was_added_since_its_first_day():
    model = BorderModel(scenario("burn_in_days=30", "years=1.3", "measure_from_year=2"), 4)
    model.run_burn_in()
    for _ in range(365):
        model.step()
    t = model.state.tallies
    before = [x.copy() for x in (t.lift_counts, t.utilisation, t.delay_tally)]
    used, shared = dict(t.resources.used), len(t.latencies)
    model.run_horizon()
    w = model.state
    sums = period(w, Days.of(w.recorder.entered(30)), shipments_of(w), 2).sums
    after = (t.lift_counts, t.utilisation, t.delay_tally)
    added = [new - old for new, old in zip(after, before, strict=True)]
    found = (sums.lift_counts, sums.utilisation, sums.delay_tally)
    assert all(np.array_equal(*pair) for pair in zip(found, added, strict=True))
    assert all(x.any() for x in added) and sums.latencies == len(t.latencies) - shared
    assert sums.used == {kind: t.resources.used[kind] - used[kind] for kind in used}


def test_ends_are_counted_over_the_time_that_all_live():
    o = result("measure_from_year=2").outcomes
    daily = result("measure_from_year=2").daily
    lived = daily["orgs_alive"][365:].sum() / 365
    assert o["organisation_years_100"] == pytest.approx(lived / 100)
    assert o["ends_per_100_org_years"] == pytest.approx(100 * o["orgs_ended"] / lived)


def test_a_run_that_has_not_come_to_its_window_tells_what_there_is():
    model = BorderModel(scenario(*SHORT, "measure_from_year=2"), 3)
    model.run_burn_in()
    for _ in range(20):
        model.step()
    assert model.result().window == Window(20 / 365, 1)


# ------------------------------------------------------------------------------ money
def test_setup_counts_in_full_on_the_day_on_which_it_is_paid():
    o, s = result("transition=switch").outcomes, scenario(*SHORT)
    due = (
        (s.partnership.traits.setup_cost_eur.total - s.present.traits.setup_cost_eur.total)
        * s.officers
        / s.economy.reference_officers
    )
    assert due > 0 and o["setup_paid_from_change_eur"] == pytest.approx(due)
    daily = result("transition=switch").daily
    discount = (1 + s.economy.discount_rate) ** (-daily["day"] / 365)
    annuity = float((daily["cooperation_setup_eur"] * discount).sum())
    assert o["net_benefit_from_change_eur"] == pytest.approx(
        o["net_benefit_discounted_eur"] + annuity - due
    )


def test_what_was_built_is_not_paid_again():
    o = result(CHANGED).outcomes  # (from collaboration back to coordination)
    assert o["setup_paid_from_change_eur"] == pytest.approx(
        result().outcomes["setup_paid_from_change_eur"]
    )
    same = BorderModel(scenario("partnership=coexistence", "years=0.1", "burn_in_days=5"), 1)
    same.run_horizon()
    assert same.result().outcomes["setup_paid_from_change_eur"] == 0.0


# ------------------------------------------------------------------------------ where trust starts
@pytest.mark.parametrize("burn_in", [0, 120])
def test_steady_starts_trust_at_the_levels_own_set_point(burn_in: int):
    keys = ("partnership=collaboration", f"burn_in_days={burn_in}", "years=0.1")
    steady, switch = (
        BorderModel(scenario(*keys, f"transition={t}"), 2) for t in ("steady", "switch")
    )
    for model in (steady, switch):
        model.run_burn_in()
    mine, other = steady.state.cooperation, switch.state.cooperation
    before = switch.state.policy.scenario.present.traits.trust_set_point
    now = mine.set_point()
    assert np.allclose(mine.trust, np.minimum(other.trust * now / before, 1.0))
    if not burn_in:
        assert np.allclose(mine.trust, now) and np.allclose(other.trust, before)


def test_steady_moves_nothing_where_nothing_changes():
    keys = ("partnership=coexistence", "burn_in_days=60", "years=0.2")
    runs = [BorderModel(scenario(*keys, f"transition={t}"), 2) for t in ("steady", "switch")]
    for model in runs:
        model.run_horizon()
    assert runs[0].result().outcomes == runs[1].result().outcomes
