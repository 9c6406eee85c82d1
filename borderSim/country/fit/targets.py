"""What is fitted to: statistics of a file, or those that the scenario keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from borderSim.country.grids import read_one_grid
from borderSim.country.numbers import Habits
from borderSim.country.observed import unit_factor
from borderSim.country.plausibility import SUMS
from borderSim.country.reading import read_sheet
from borderSim.country.sheets import SEIZURES, Column, Sheet, both
from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.parameters.own_data import OBSERVABLE, Observed

ERROR_SHARE = 0.20
"""Standard error of a statistic as a part of it where nothing is said: records are incomplete, the model is a model (assumption)."""
MOST_YEARS = 10
TARGETS = Sheet(
    "targets",
    "cibles",
    SEIZURES.help,
    (
        *(column for column in SEIZURES.columns if column.key != "note"),
        Column(
            "error_share",
            "part_erreur",
            "share",
            both("share of 1, or %", "part de 1, ou %"),
            both(
                "standard error of the statistic as a part of it: how far records and model may be off",
                "erreur type de la statistique, en part de celle-ci : de combien relevés et modèle peuvent s'écarter",
            ),
            empty=both("0.20 (assumption)", "0,20 (hypothèse)"),
            low=0.01,
            high=1.0,
        ),
        SEIZURES.columns[-1],
    ),
    once=("what", "year"),
)


@dataclass(frozen=True)
class Target:
    """A statistic to be met.

    Attributes:
        name: of :data:`borderSim.parameters.own_data.OBSERVABLE`.
        years: how many years it was observed.
        observed: its mean a year.
        error_share: standard error as a part of it, beside the chance of single years.
    """

    name: str
    years: int
    observed: float
    error_share: float = ERROR_SHARE

    @property
    def unit(self) -> str:
        """Unit of the statistic."""
        return OBSERVABLE[self.name]

    def of_run(self, yearly: pd.DataFrame) -> float:
        """Return the mean a year of a run over as many years as were observed (``yearly``: a row a year)."""
        rows = yearly.iloc[: self.years]
        return float(rows[list(SUMS[self.name])].sum(axis=1).mean())


def read_targets(given: str) -> list[Target]:
    """Read a file of targets.

    Args:
        given: path of a CSV file (commas, semicolons or tabs), or of a workbook of one sheet.

    Raises:
        InputError: the first thing wrong, with its row.
    """
    grid = read_one_grid(given)
    rows = read_sheet(TARGETS, grid, Habits())
    if not rows:
        raise InputError(
            phrase("{place}: holds no target: fill in at least one row", place=grid.place)
        )
    by_name: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        name = row.text("what")
        factor = unit_factor(name, row.text("unit"), "EUR", 1.0, row.place)
        error = row.number_of("error_share")
        by_name.setdefault(name, []).append(
            ((row.number_of("quantity") or 0.0) * factor, ERROR_SHARE if error is None else error)
        )
    return _checked(
        [
            Target(
                name,
                len(own),
                sum(value for value, _ in own) / len(own),
                sum(error for _, error in own) / len(own),
            )
            for name, own in sorted(by_name.items())
        ],
        grid.place,
    )


def targets_of(observed: Mapping[str, Observed], scenario: str) -> list[Target]:
    """Return the statistics that a scenario keeps as targets.

    Raises:
        InputError: it keeps none.
    """
    if not observed:
        raise InputError(
            phrase(
                "scenario={scenario}: keeps no statistics of its own: name a file of targets (bordersim calibrate targets.csv), or fill in the sheet seizures and run 'bordersim country' again",
                scenario=scenario,
            )
        )
    return _checked(
        [
            Target(name, len(own.years), sum(own.values) / len(own.values))
            for name, own in sorted(observed.items())
        ],
        f"scenario={scenario}: observed",
    )


def _checked(targets: Sequence[Target], place: str) -> list[Target]:
    for own in targets:
        if own.observed <= 0:
            raise InputError(
                phrase(
                    "{place}: {name} is 0 in all its years: a fit works on ratios, so leave it out",
                    place=place,
                    name=own.name,
                )
            )
        if own.years > MOST_YEARS:
            raise InputError(
                phrase(
                    "{place}: {name} has {years} years, at most {most_years} are used: give the latest",
                    place=place,
                    name=own.name,
                    years=own.years,
                    most_years=MOST_YEARS,
                )
            )
    return list(targets)
