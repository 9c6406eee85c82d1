"""A short exercise of three rounds, for tests: what of the format is checked, not what is taught."""

from __future__ import annotations

import functools

from borderSim.classroom.exercise.format import Exercise
from borderSim.classroom.exercise.reading import parse_exercise
from borderSim.classroom.exercise.session import Session
from borderSim.classroom.exercise.settings import plan

ROUND = """
  - title: {{en: "Round {n}", fr: "Tour {n}"}}
    task: {{en: Decide., fr: Décidez.}}
    days: 21
    minutes: {{inject: 1, table: 1, run: 1, reveal: 1, question: 1}}
    injects:
      - {{shock: {plan}, day: 2}}
      - {{shock: {hand}, by: hand}}
    budget: {budget}
    decide: 2
    offer: [{offer}]
    question: {{en: "Question {n}?", fr: "Question {n} ?"}}
    section: III.a
"""
SHORT = (
    """title: {en: Short, fr: Court}
about: {en: A test., fr: Un essai.}
minutes: 17
scenario: training
seed: 3
level: communication
twin: collaboration
roles: [customs, police, minister]
points: {mark: assumption, says: {en: A point., fr: Un point.}}
before:
  - {title: {en: Welcome, fr: Accueil}, minutes: 1, say: {en: Hello., fr: Bonjour.}}
rounds:"""
    + ROUND.format(
        n=1,
        plan="police_wire",
        hand="scanner_breaks",
        budget=4,
        offer="one_contact, common_goals, fourth_team",
    )
    + ROUND.format(
        n=2, plan="one_warehouse", hand="budget_cut", budget=3, offer="liaison, register, agreement"
    ).replace("budget: 3", "budget: 4")
    + ROUND.format(
        n=3,
        plan="minister_changes",
        hand="rare_birds",
        budget=3,
        offer="let_run, exchange, third_analyst",
    )
    + """after:
  - {title: {en: Debrief, fr: Bilan}, minutes: 1, say: {en: Why so., fr: Pourquoi.}}
"""
)


@functools.cache
def short() -> Exercise:
    """Return the short exercise."""
    return parse_exercise(SHORT, "short.yaml", "short")


def session(exercise: Exercise | None = None) -> Session:
    """Return its session before anything happened."""
    exercise = exercise or short()
    return Session(exercise, "short.yaml", exercise.seed, fired=plan(exercise))
