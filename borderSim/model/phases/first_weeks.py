"""Police work before the first day, so that the world begins with cases of all ages.

A case that ends in arrests takes about two years. If all teams begin one in the first week, or
one after the other with nothing done before, there are hardly any takedowns in the burn-in and too
many at its end. So the years before the first day are played through for the police alone, on the
organisations of the first day: teams take up cases, reveal, gather evidence, strike and give up, by
the rules in force, with numbers from a stream of their own. Nobody is arrested: whoever would be is
unknown again, as his successor would be, and so is who takes the place of one that left. No entity is learned, nothing crosses between the
services, and no hour, cost or event is booked.
"""

from __future__ import annotations

import dataclasses
from typing import cast

import numpy as np

from borderSim.model.actions.casework import can_be_charged, strikes
from borderSim.model.actions.first_day import teams
from borderSim.model.actions.members import turn_over
from borderSim.model.actions.reviews import given_up, rest, worth_arrests
from borderSim.model.phases.investigation import WEEK, police_week
from borderSim.model.state.draw_columns import CaseDraw, MemberDraw, OrganisationDraw
from borderSim.model.state.random_streams import (
    DailyUniforms,
    Floats,
    WeeklyUniforms,
    generator,
)
from borderSim.model.state.recorder import Recorder
from borderSim.model.state.resources import Resources
from borderSim.model.state.state import State


class Beforehand:
    """Uniforms of the week that is played through, in place of a stream of days.

    All slots have their numbers in the stream, so that more organisations leave those of the others
    alone; those of slots that nobody holds are passed over.
    """

    def __init__(self, rng: np.random.Generator, held: int, *shape: int) -> None:
        self._rng, self._held = rng, held
        self._passed_over = (shape[0] - held) * int(np.prod(shape[1:]))
        self.week: Floats = np.ones(shape)

    def draw(self) -> None:
        """Draw the numbers of another week."""
        self._rng.random(out=self.week[: self._held])
        cast(np.random.PCG64, self._rng.bit_generator).advance(self._passed_over)

    def today(self, day: int) -> Floats:
        """Return the week's numbers."""
        return self.week


def settle(w: State) -> None:
    """Play the police's weeks before the first day through."""
    s = w.policy.scenario
    weeks = int(s.investigation.settle_days // WEEK)
    if not s.enforcement or weeks == 0:
        return
    kept = w.recorder, w.tallies.resources, w.draws
    w.recorder, w.tallies.resources = Recorder(keep_events=False), Resources()
    rng, o = generator(w.seed, "first weeks"), w.traffickers
    members = Beforehand(rng, o.next_slot, o.n, o.width, len(MemberDraw))
    organisations = Beforehand(rng, o.next_slot, o.n, len(OrganisationDraw))
    cases = Beforehand(rng, o.next_slot, o.n, len(CaseDraw))
    w.draws = dataclasses.replace(
        w.draws,
        members=cast(WeeklyUniforms, members),
        organisations=cast(DailyUniforms, organisations),
        cases=cast(DailyUniforms, cases),
    )
    for week in range(weeks):
        for stream in (members, organisations, cases):
            stream.draw()
        members.week[:, :, MemberDraw.FRESH] = 1.0  # no entity is learned
        # teams begin one after the other over the first half
        share = min(1.0, 2.0 * (week + 1) / weeks)
        police_week(w, int(teams(w) * share + 1e-9), _end_without_arrests, together=False)
        turn_over(w)
        _grow_older(w)
    w.recorder, w.tallies.resources, w.draws = kept
    for slot in np.flatnonzero(w.police.cases.open):
        step = w.recorder.log(
            w.day,
            "case step",
            organisation=int(slot),
            what="opened",
            load=None,
            number=None,
        )
        w.recorder.note(step, "case", int(slot))


def _end_without_arrests(w: State) -> None:
    """End the cases that would end this week; those who would be arrested are unknown again."""
    p = w.police
    cases = np.flatnonzero(p.cases.open)
    chargeable = can_be_charged(w, cases)
    ripe = strikes(w, cases) & chargeable.any(axis=1)
    left = given_up(w, cases) & ~ripe
    for k in np.flatnonzero(ripe | left):
        slot = int(cases[k])
        if ripe[k] or worth_arrests(w, slot):
            p.known_members[slot, chargeable[k]] = False
            p.evidence[slot, chargeable[k]] = 0.0
        p.cases.close(slot, w.day, cold_days=rest(w, slot))


def _grow_older(w: State) -> None:
    """Let a week go by, as the first day stays where it is."""
    c = w.police.cases
    c.opened[c.open] -= WEEK
    c.news -= WEEK
    c.cold_until = np.maximum(c.cold_until - WEEK, 0)
