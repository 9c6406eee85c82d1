"""What must hold between the parts of an exercise: minutes, budgets, days, menus, the model itself."""

from __future__ import annotations

from borderSim.classroom.exercise.format import AT_ROLES, Decision, Exercise, Round, handed_to
from borderSim.classroom.exercise.marked import Marked
from borderSim.classroom.exercise.settings import Taken, scenario_of
from borderSim.errors import InputError, nearest
from borderSim.given import shown
from borderSim.scenario.files import names_in
from borderSim.scenario.load import load_scenario


def check(exercise: Exercise, top: Marked) -> None:
    """Check an exercise as a whole.

    Args:
        exercise: what was read.
        top: the file, for the places in sentences.

    Raises:
        InputError: the first thing that is wrong, with file, line and key.
    """
    _minutes(exercise, top)
    _sections(exercise, top)
    _needs(exercise)
    for one, item in zip(exercise.rounds, top.below("rounds").items("rounds"), strict=True):
        _menu(exercise, one, item)
    _injects(exercise, top)
    _in_the_model(exercise, top)


def _minutes(exercise: Exercise, top: Marked) -> None:
    """The parts take as long as the whole."""
    parts = sum(one.minutes for one in (*exercise.before, *exercise.after))
    total = parts + sum(one.length for one in exercise.rounds)
    if total != exercise.minutes:
        raise top.below("minutes").problem(
            f"is {exercise.minutes}, but the steps and rounds together take {total} minutes"
        )


def _sections(exercise: Exercise, top: Marked) -> None:
    """A twin that stands at the level of the table would reveal nothing."""
    if exercise.twin == exercise.level:
        raise top.below("twin").problem(
            f"is {exercise.twin}, as level is: the twin must stand at another level"
        )


def _needs(exercise: Exercise) -> None:
    """What a decision of the menu needs is on a menu too."""
    for decision in exercise.decisions.values():
        for name in decision.needs:
            if name not in exercise.decisions:
                near = nearest(name, exercise.decisions)
                raise InputError(
                    f"{decision.place}.needs: {shown(name)} is a decision that no round offers{near}"
                )


def _menu(exercise: Exercise, one: Round, entry: Marked) -> None:
    """A round offers more than may be taken, and its budget binds without being out of reach."""
    if len(one.offer) <= one.decide:
        raise entry.below("offer").problem(
            f"offers {len(one.offer)} decisions, but must offer more than the {one.decide} that may be taken"
        )
    points = sorted(exercise.decisions[name].points for name in one.offer)
    least, most = sum(points[: one.decide]), sum(points[-one.decide :])
    if not least <= one.budget < most:
        raise entry.below("budget").problem(
            f"is {one.budget}, but must be from {least} (the {one.decide} cheapest of the menu) to {most - 1} "
            f"(less than the {one.decide} dearest), so that the table must choose"
        )
    before = {name for other in exercise.rounds[: one.number - 1] for name in other.offer}
    for place, name in enumerate(one.offer):
        for needed in exercise.decisions[name].needs:
            if needed not in before:
                raise entry.below(f"offer[{place}]").problem(
                    f"{name} needs {needed}, which no round before offers"
                )


def _injects(exercise: Exercise, top: Marked) -> None:
    """Each shock is used once, since it has one day; what is kept off the wall is kept from somebody."""
    seen: dict[str, int] = {}
    for one in exercise.rounds:
        for place, inject in enumerate(one.injects):
            key = f"rounds[{one.number - 1}].injects[{place}]"
            if inject.name in seen:
                where = Marked(inject.name, f"{key}.shock", top.name, top.lines)
                raise where.problem(f"{inject.name} is inject {seen[inject.name]} already")
            seen[inject.name] = inject.number
            if inject.shown == AT_ROLES and handed_to(inject, exercise.roles) == exercise.roles:
                where = Marked(AT_ROLES, f"{key}.shown", top.name, top.lines)
                raise where.problem(
                    f"is roles, but {inject.name} is handed to every role of this exercise: say wall"
                )


def _in_the_model(exercise: Exercise, top: Marked) -> None:
    """The scenario takes the days, the injects, and every decision on the first day of its rounds."""
    horizon = load_scenario(exercise.scenario).horizon_days
    if exercise.days > horizon:
        raise top.below("rounds").problem(
            f"together last {exercise.days} days, but scenario '{exercise.scenario}' has {horizon}"
        )
    _tried(exercise, top.below("rounds").place, [])
    for one in exercise.rounds:
        for name in one.offer:
            decision = exercise.decisions[name]
            taken = [Taken(one.start, other.name) for other in _with_needs(exercise, decision)]
            _tried(exercise, decision.place, taken)


def _tried(exercise: Exercise, place: str, taken: list[Taken]) -> None:
    try:
        scenario_of(exercise, taken)
    except InputError as error:
        said = str(error).removeprefix("override ")
        raise InputError(f"{place}: {said}") from None


def _with_needs(exercise: Exercise, decision: Decision) -> list[Decision]:
    """Return a decision with all that it needs, what is needed first."""
    found: list[Decision] = []
    for name in decision.needs:
        found += [x for x in _with_needs(exercise, exercise.decisions[name]) if x not in found]
    return [*found, decision]


def exercise_names() -> list[str]:
    """Return the names of the exercises that can be given."""
    return names_in("exercises")
