"""Targeting rules: the log-odds that customs gives the classes of every route, and what else it reads.

A class is lane x goods x history of the trader. Only differences within a route matter.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from borderSim.errors import of_type
from borderSim.rules.views import CustomsView, Floats

MOST_SCORE = 50.0
"""Log-odds beyond which a score says nothing more, on either side."""


class TargetingRule(Protocol):
    """How customs scores classes; made without arguments, once for every run.

    Attributes:
        uses_leads: whether leads and tips on single loads add to the score.
        uses_documents: whether the document score of a consignment does; without it, equal classes
            are chosen from at random.
    """

    name: str
    uses_leads: bool
    uses_documents: bool

    def class_scores(self, view: CustomsView) -> Floats:
        """Return (R, C) log-odds of the classes."""
        ...


class BeliefRule:
    """What customs believed at first, brought up to date by what it found where it looked.

    A Gamma-Poisson estimate: finds of a class against what would have been found there if all
    classes of the mode were equally illicit. The prior weighs ``customs.belief_prior_finds`` finds.
    """

    name = "belief"
    uses_leads = True
    uses_documents = True

    def class_scores(self, view: CustomsView) -> Floats:
        """See :class:`TargetingRule`."""
        prior = view.settings.belief_prior_finds
        multiplier = np.empty_like(view.finds)
        for rows in _rows_by_mode(view):
            base = view.finds[rows].sum() / max(view.exposure[rows].sum(), 1e-12)
            believed = prior * np.exp(view.first_belief[rows]) + view.finds[rows]
            multiplier[rows] = believed / (prior + view.exposure[rows] * base)
        return np.clip(np.log(multiplier), -MOST_SCORE, MOST_SCORE)


class ProfileRule:
    """A fixed profile by history of the trader, from the belief of day 0 pooled by mode.

    It never learns.
    """

    name = "rule"
    uses_leads = False
    uses_documents = False

    def class_scores(self, view: CustomsView) -> Floats:
        """See :class:`TargetingRule`."""
        scores = np.empty_like(view.first_belief)
        for rows in _rows_by_mode(view):
            for stratum in np.unique(view.history):
                mine = view.history == stratum
                lawful = view.class_shares[rows][:, mine]
                odds = np.exp(view.first_belief[rows][:, mine])
                scores[np.ix_(rows, mine)] = np.log(
                    (lawful * odds).sum() / max(lawful.sum(), 1e-300)
                )
        return scores


class RandomRule:
    """Everybody is equally suspect: all checks are drawn at random."""

    name = "random"
    uses_leads = False
    uses_documents = False

    def class_scores(self, view: CustomsView) -> Floats:
        """See :class:`TargetingRule`."""
        return np.zeros_like(view.first_belief)


def _rows_by_mode(view: CustomsView) -> list[np.ndarray]:
    """Masks (R,) of the routes of each mode."""
    modes = view.places.modes
    return [np.array([m == mode for m in modes]) for mode in sorted(set(modes))]


def what_is_wrong(scores: object, view: CustomsView) -> str:
    """Return what is not allowed in a rule's scores, as the end of a sentence; empty if all is."""
    shape = view.first_belief.shape
    if not isinstance(scores, np.ndarray) or scores.dtype.kind not in "fiu":
        return f"answered with {of_type(scores)}, but class_scores must return an array of numbers"
    if scores.shape != shape:
        return f"answered with scores of shape {scores.shape}, but there are {shape[0]} routes and {shape[1]} classes"
    if not np.isfinite(scores).all():
        return "answered with scores that are not finite numbers"
    if float(np.abs(scores).max(initial=0.0)) > MOST_SCORE:
        return f"answered with scores beyond {MOST_SCORE:g}, but they are log-odds"
    return ""
