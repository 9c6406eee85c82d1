"""Police rules: which case is opened next, when a case ends in arrests, whether a find is seized or let run.

Provisional: later versions of the model may hand a rule more, or ask it for more. A rule that keeps
to what stands here goes on working as long as the names of the views stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from borderSim.errors import of_type
from borderSim.rules.parameters import quantity
from borderSim.rules.views import CasesView, FilesView, FindView, Floats

RANKS = ("courier or storage", "logistics or facilitator", "broker", "organiser or financier")
"""The four ranks of members, lowest first: the columns of ``known`` and ``chargeable``."""
RANK_WEIGHT = np.array([1.0, 2.0, 4.0, 8.0])
"""Weight of a member by rank, as in the model."""
LEAST_FILE = 2.0
"""Weight of members known and finds filed below which ``standard`` opens no case."""
LEADING = 2
"""First column of the ranks that lead (broker, organiser)."""
LET_RUN_NOISE = 0.25
"""Scale of the choice between seizing and letting run (utility of one certain seizure = 1).

Assumption.
"""


class PoliceRule(Protocol):
    """How the police lead their cases; made without arguments, once for every run."""

    name: str

    def priorities(self, view: FilesView) -> Floats:
        """Return (N,) numbers: free teams take the highest first; below 0 no case is opened."""
        ...

    def strikes(self, view: CasesView) -> NDArray[np.bool_]:
        """Return (K,) True where those who can be charged are arrested now; False to wait.

        Where nobody can be charged nothing happens. A case that is not struck goes on until a
        review gives it up, the more likely the longer nothing new has come (``view.last_news``);
        that is the prosecutors' choice, no rule's.
        """
        ...

    def lets_run(self, view: FindView) -> float:
        """Return the chance, 0 (seize now) to 1 (let run), that the services want to let a find run."""
        ...


class StandardCasework:
    """The heaviest file first.

    Arrests once enough can be charged, a leader among them; a find runs where that pays.
    """

    name = "standard"

    def priorities(self, view: FilesView) -> Floats:
        """See :class:`PoliceRule`: weight of members known and of the file, and some chance."""
        weight = view.known_weight + view.file
        return np.where(weight >= LEAST_FILE, weight + view.uniforms, -1.0)

    def strikes(self, view: CasesView) -> NDArray[np.bool_]:
        """See :class:`PoliceRule`: at ``investigation.takedown_weight``, with a broker or an organiser."""
        leading = (view.chargeable[:, LEADING:] > 0).any(axis=1)
        return (takedown_weight(view) >= view.settings.takedown_weight) & leading

    def lets_run(self, view: FindView) -> float:
        """See :class:`PoliceRule`: what is gained against a certain seizure and ``investigation.let_run_bar``."""
        bar = 1 + view.settings.let_run_bar
        return 1.0 / (1.0 + float(np.exp((bar - view.gain) / LET_RUN_NOISE)))


@dataclass(frozen=True)
class StrikeEarly(StandardCasework):
    """As ``standard`` opens cases, but arrests as soon as ``members`` can be charged, of any rank; every find is seized."""

    name = "strike_early"

    members: int = quantity(
        3,
        unit="members",
        doc="so many who can be charged are enough to arrest them",
        allowed=(1, 100),
        prior=(1, 10),
    )

    def strikes(self, view: CasesView) -> NDArray[np.bool_]:
        """See :class:`PoliceRule`."""
        return view.chargeable.sum(axis=1) >= self.members

    def lets_run(self, view: FindView) -> float:
        """See :class:`PoliceRule`."""
        return 0.0


def takedown_weight(view: CasesView) -> Floats:
    """Return (K,) weights of those who can be charged: between number and rank, moved to rank by shared objectives."""
    by_rank = view.chargeable @ RANK_WEIGHT
    by_number = 2.0 * view.chargeable.sum(axis=1)
    shared = view.shared_objectives
    return (1 - 0.5 * shared) * (by_rank + by_number) / 2 + 0.5 * shared * by_rank


# --------------------------------------------------------------------------- what may be answered
def wrong_priorities(answer: object, view: FilesView) -> str:
    """Return what is not allowed in priorities, as the end of a sentence; empty if all is."""
    n = len(view.organisations)
    if not isinstance(answer, np.ndarray) or answer.dtype.kind not in "fiu":
        return f"answered with {of_type(answer)}, but priorities must return an array of numbers"
    if answer.shape != (n,):
        return f"answered with priorities of shape {answer.shape}, but there are {n} organisations"
    if not (answer < np.inf).all():
        return "answered with a priority that is no number, or infinite"
    return ""


def wrong_strikes(answer: object, view: CasesView) -> str:
    """Return what is not allowed in an answer on open cases, as the end of a sentence.

    Empty if all is.
    """
    n = len(view.organisations)
    if not isinstance(answer, np.ndarray) or answer.dtype.kind != "b":
        kind = (
            f"an array of {answer.dtype}"
            if isinstance(answer, np.ndarray)
            else f"{of_type(answer)}"
        )
        return f"answered with {kind}, but strikes must return an array of True and False"
    if answer.shape != (n,):
        return f"answered with strikes of shape {answer.shape}, but there are {n} open cases"
    return ""


def wrong_chance(answer: Any, view: FindView) -> str:
    """Return what is not allowed in an answer on a find, as the end of a sentence.

    Empty if all is.
    """
    if not isinstance(answer, bool | int | float | np.bool_ | np.integer | np.floating):
        return f"answered with {of_type(answer)}, but lets_run must return a number from 0 (seize) to 1 (let run)"
    if not 0.0 <= float(answer) <= 1.0:
        return f"answered with {float(answer):g}, but lets_run must return a number from 0 (seize) to 1 (let run)"
    return ""
