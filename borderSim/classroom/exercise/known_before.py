"""What each role could tell in the first round: known before anybody plays, so that its printed card can hold it.

It stands in the books on the first morning, and no decision was taken before. What they hold in
later rounds depends on what the table decides.
"""

from __future__ import annotations

from borderSim.classroom.exercise.format import Exercise
from borderSim.classroom.exercise.settings import EVENTS, scenario_of
from borderSim.classroom.exercise.to_tell import to_tell
from borderSim.classroom.exercise.told import Fact
from borderSim.simulation import BorderModel


def first_facts(exercise: Exercise) -> dict[str, Fact | None]:
    """Return by role what it could tell in the first round, None where there is nothing."""
    model = BorderModel(scenario_of(exercise, level=exercise.level, more=EVENTS), exercise.seed)
    model.run_burn_in()
    return dict(to_tell(model.state, exercise.roles, 0))
