"""What organisations remember fades whole, and what they win costs them its price."""

import numpy as np
import pytest

from borderSim.model.phases.adaptation import adapt
from tests.model.stage import change, forget_everything, make_load, world


@pytest.mark.parametrize(("adaptation", "days"), [(True, 10), (False, 1)])
def test_all_of_the_own_experience_fades_by_the_day(adaptation: bool, days: int):
    w = world(f"traffickers.adaptation={str(adaptation).lower()}")
    forget_everything(w)
    change(w, "traffickers", memory_per_day=0.9)
    load, own = make_load(w, 0, entity=1, cover=True), w.traffickers.experience
    own.ship(load)
    own.lose(load, w.day)
    memories = (own.lost_in, own.shipped_in, own.lost_covered, own.shipped_covered)
    assert [memory.sum() for memory in memories] == [1.0] * 4
    for w.day in range(1, days + 1):
        adapt(w)
    left = 0.9**days if adaptation else 0.0
    assert [memory.sum() for memory in memories] == pytest.approx([left] * 4)
    assert len(own.losses[0]) == adaptation, "a single loss is remembered as such"


def test_an_insider_is_paid_by_the_organisation_that_wins_him(monkeypatch: pytest.MonkeyPatch):
    w = world("organisations.insider_share=0.5")
    forget_everything(w)
    o = w.traffickers
    change(w, "traffickers", insider_life_days=7.0, insider_cost_loads=0.01)
    t = w.policy.scenario.traffickers
    monkeypatch.setattr(w.draws.organisations, "today", lambda day: np.full((o.n, 20), 0.5))
    o.cash[:] = 1e6 * o.alive
    w.day = 7
    adapt(w)
    price = t.insider_cost_loads * o.unit_costs(w.policy.scenario)
    assert o.insider[o.alive].all()
    assert 1e6 - o.cash[o.alive] == pytest.approx(price[o.alive], rel=1e-6)
    assert price[o.alive].min() > 0
    assert w.recorder.today["money_insiders"] == pytest.approx(price[o.alive].sum())
