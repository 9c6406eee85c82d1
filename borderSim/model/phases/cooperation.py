"""Cooperation: trust returns to its set-point, officers rotate, arrangements lapse, levels come into force; costs are booked."""

from __future__ import annotations

from borderSim.model.actions.policy import instruments_changed, level_on_its_way
from borderSim.model.actions.staffing import fit_staff
from borderSim.model.actions.will import pass_day
from borderSim.model.kernels.relations import lapse, relax
from borderSim.model.state.annuity import annuity
from borderSim.model.state.counters import Counter
from borderSim.model.state.state import State


def cooperate(w: State) -> None:
    """Relax and rotate trust, let arrangements lapse and come back, book a day of cost."""
    cooperation, s = w.cooperation, w.policy.scenario
    cooperation.arrangements.renew_credit()
    relax(
        cooperation.trust,
        cooperation.set_point(),
        s.intelligence.trust_relaxation_days,
        cooperation.rotation_day,
        w.day % 365,
        s.intelligence.rotation_reset,
    )
    _lapse(w)
    _book_costs(w)
    pass_day(w)
    on_the_way = cooperation.pass_day()
    if cooperation.arrangements.pass_day(w.day):
        instruments_changed(w)
    elif on_the_way:
        level_on_its_way(w)


def _lapse(w: State) -> None:
    """An arrangement survives a year of rotation with the level's persistence."""
    cooperation = w.cooperation
    persistence = cooperation.of_group(0).traits.persistence
    if persistence is None or persistence >= 1.0:
        return
    hazard = 1.0 - persistence ** (1 / 365.0) if persistence > 0 else 1.0
    back = w.day + round(w.policy.scenario.intelligence.lapse_days)
    lapse(cooperation.lapsed_until, w.draws.relations.today(w.day), hazard, w.day, back)


def _book_costs(w: State) -> None:
    """Book pay, machines and cooperation for a day; meetings are hours in the payroll."""
    s = w.policy.scenario
    pay = s.economy.officer_cost_eur / 365.0 * s.capacity_scale * w.staff.present_share
    yearly = (
        annuity(s.economy.discount_rate, s.customs.machine_life_years)
        + s.customs.machine_running_share
    )
    machines = s.machines_eur * s.capacity_scale * yearly / 365.0
    book = w.recorder.add
    book(Counter.CUSTOMS_COST_EUR, s.customs_officers * pay + machines)
    book(Counter.POLICE_COST_EUR, s.police_officers * pay)
    if s.police_machines_eur:
        book(Counter.POLICE_COST_EUR, s.police_machines_eur * s.capacity_scale * yearly / 365.0)
    if w.cooperation.shared_assets.running:
        _pay_from_assets(w, s.customs_officers, s.police_officers)
    book(Counter.COOPERATION_SETUP_EUR, w.staff.setup_per_day)
    book(Counter.COOPERATION_SETUP_PAID_EUR, w.staff.due_per_day)
    book(Counter.COOPERATION_RUNNING_EUR, w.staff.running_per_day)
    if w.systems.live:
        book(Counter.SYSTEMS_COST_EUR, w.systems.cost_per_day)
        book(Counter.COOPERATION_RUNNING_EUR, w.systems.cost_per_day)
    book(Counter.COORDINATION_HOURS, w.staff.meeting_hours)
    book(Counter.HOURS_MEETINGS, w.staff.meeting_hours)
    if w.staff.instrument_hours:
        book(Counter.COORDINATION_HOURS, w.staff.instrument_hours)
        book(Counter.HOURS_INSTRUMENTS, w.staff.instrument_hours)


def _pay_from_assets(w: State, customs: float, police: float) -> None:
    """Book the officers whom confiscated money pays: a cost like the others, and where the money came from."""
    paid = w.cooperation.shared_assets.a_day
    share = customs / max(customs + police, 1e-12)
    w.recorder.add(Counter.CUSTOMS_COST_EUR, paid * share)
    w.recorder.add(Counter.POLICE_COST_EUR, paid * (1.0 - share))
    w.recorder.add(Counter.MONEY_ASSETS_SHARED, paid)
    if w.cooperation.shared_assets.turn(w.day + 1):
        fit_staff(w)
