"""Which settings are tried: a Latin hypercube first, then where Optuna expects a better fit.

Proposals are made in batches of a fixed size from what is finished, each batch with a seed of its
own. So they are the same with one process or several, and after the program was stopped.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import qmc

from borderSim.country.fit.inputs import Input, at
from borderSim.errors import InputError
from borderSim.language.phrases import phrase

if TYPE_CHECKING:
    import optuna

BATCH = 8
"""Proposals made at once: more leave the search behind what is known, fewer leave processes idle."""
DESIGN_SHARE = 0.6
"""Part of the trials that is spread evenly over the prior; the emulator needs them."""
STUDY = "calibrate"

Evaluate = Callable[[int, Sequence[Sequence[float]]], Sequence[float]]
"""(number of the first trial, shares of the prior range of each trial) → distance of each."""


def library() -> Any:
    """Return Optuna.

    Raises:
        InputError: it is not installed.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            import optuna
    except ImportError:
        raise InputError(
            phrase("'bordersim calibrate' needs Optuna (pip install 'bordersim[calibrate]')")
        ) from None
    optuna.logging.set_verbosity(logging.WARNING)
    return optuna


@dataclass(frozen=True)
class Search:
    """A search.

    Attributes:
        inputs: what is fitted.
        trials: settings that are tried in all.
        seed: of the design and the proposals.
        file: where Optuna keeps what was tried (SQLite).
    """

    inputs: tuple[Input, ...]
    trials: int
    seed: int
    file: Path

    @property
    def spread(self) -> int:
        """Trials of the Latin hypercube: at least as many as a quadratic in the inputs needs, twice."""
        d = len(self.inputs)
        least = 2 * (1 + d + d * (d + 1) // 2)
        return min(self.trials, max(least, round(DESIGN_SHARE * self.trials)))

    def design(self) -> np.ndarray:
        """Return the Latin hypercube, shape (spread, inputs), shares from 0 to 1."""
        return qmc.LatinHypercube(len(self.inputs), rng=np.random.default_rng(self.seed)).random(
            self.spread
        )

    def carry_out(self, evaluate_design: Evaluate, evaluate: Evaluate) -> np.ndarray:
        """Try all settings; return them, shape (trials, inputs), shares from 0 to 1.

        Args:
            evaluate_design: makes the runs of the hypercube and returns their distances.
            evaluate: the same for a batch of proposals.
        """
        optuna = library()
        storage = optuna.storages.RDBStorage(f"sqlite:///{self.file.resolve()}")
        try:
            study = optuna.create_study(
                study_name=STUDY, storage=storage, direction="minimize", load_if_exists=True
            )
            return self._tried(optuna, study, evaluate_design, evaluate)
        finally:
            storage.remove_session()
            storage.engine.dispose()

    def _tried(
        self, optuna: Any, study: optuna.Study, evaluate_design: Evaluate, evaluate: Evaluate
    ) -> np.ndarray:
        """Try what is not stored yet; what is stored is evaluated again too, from the runs that are kept."""
        design = self.design().tolist()
        self._store(optuna, study, 0, design, evaluate_design(0, design))
        tried = list(design)
        while len(tried) < self.trials:
            batch = self._batch(optuna, study, len(tried))
            self._store(optuna, study, len(tried), batch, evaluate(len(tried), batch))
            tried += batch
        return np.array(tried)

    def _store(
        self,
        optuna: Any,
        study: optuna.Study,
        first: int,
        units: Sequence[Sequence[float]],
        distances: Sequence[float],
    ) -> None:
        """Store those of some trials that are not stored yet; ``first``: number of the first of them."""
        known = max(0, len(self._finished(study, optuna)) - first)
        study.add_trials(
            [
                self._trial(optuna, unit, distance)
                for unit, distance in zip(units[known:], distances[known:], strict=True)
            ]
        )

    def _batch(self, optuna: Any, study: optuna.Study, number: int) -> list[list[float]]:
        """Return the next proposals, from the first ``number`` trials alone."""
        size = min(BATCH, self.trials - number)
        with warnings.catch_warnings(
            action="ignore"
        ):  # (of options that Optuna calls experimental)
            sampler = optuna.samplers.TPESampler(
                seed=self.seed + 1 + number,
                n_startup_trials=0,
                multivariate=True,
                constant_liar=True,
            )
            own = optuna.create_study(sampler=sampler, direction="minimize")
            own.add_trials(self._finished(study, optuna)[:number])
            asked = [own.ask(self._space(optuna)) for _ in range(size)]
        return [[float(trial.params[own.key]) for own in self.inputs] for trial in asked]

    def _finished(self, study: optuna.Study, optuna: Any) -> list[optuna.trial.FrozenTrial]:
        return [
            trial
            for trial in study.get_trials(deepcopy=False)
            if trial.state == optuna.trial.TrialState.COMPLETE
        ]

    def _space(self, optuna: Any) -> dict[str, Any]:
        """Return the space of proposals: shares of each prior range, on the scale on which it is drawn."""
        return {own.key: optuna.distributions.FloatDistribution(0.0, 1.0) for own in self.inputs}

    def _trial(self, optuna: Any, unit: Sequence[float], distance: float) -> Any:
        params = {own.key: float(share) for own, share in zip(self.inputs, unit, strict=True)}
        values = {
            own.key: value for own, value in zip(self.inputs, at(self.inputs, unit), strict=True)
        }
        return optuna.trial.create_trial(
            params=params,
            distributions=self._space(optuna),
            value=float(distance),
            user_attrs=values,
        )
