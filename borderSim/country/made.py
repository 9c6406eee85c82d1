"""The whole way: from a spreadsheet to a scenario file that has been loaded once, so that it is known to be right."""

from __future__ import annotations

import os
from pathlib import Path

from borderSim.country.convert import FilledCountry, convert
from borderSim.country.grids import read_grids
from borderSim.country.numbers import Habits
from borderSim.country.reading import read_filled
from borderSim.country.scenario_file import scenario_text
from borderSim.errors import InputError
from borderSim.language.catalogue import N_
from borderSim.language.phrases import phrase
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_scenario
from borderSim.studies.execution import files

HABITS = {
    "comma": N_("understood: {n} decimal commas, such as '{text}' = {number}"),
    "thousands": N_(
        "understood: {n} numbers with separators of thousands, such as '{text}' = {number}"
    ),
    "percent": N_("understood: {n} percentages, such as '{text}' = {number}"),
}


def read_country(given: str) -> tuple[FilledCountry, list[str]]:
    """Read a spreadsheet; return the country, and what should be told of how it was read.

    Args:
        given: path of a workbook, or of a folder of CSV files.

    Raises:
        InputError: the first thing wrong, with sheet and row.
    """
    filled = read_filled(read_grids(given))
    return convert(filled, Path(given).name), [*filled.notes, *_habits(filled.habits)]


def _habits(habits: Habits) -> list[str]:
    """Return a sentence for each way of writing numbers that had to be understood."""
    found = []
    for habit, count in sorted(habits.seen.items()):
        text, number = habits.first[habit]
        form = "{n:,.0f}" if abs(number) >= 100 or number == int(number) else "{n:.3g}"
        plain = phrase(form, n=number)
        found.append(phrase(HABITS[habit], n=count, text=text, number=plain))
    return found


def write_scenario(
    country: FilledCountry, source: str, path: Path, overwrite: bool = False
) -> Scenario:
    """Write the scenario's file, once it is seen to load; return the scenario.

    Args:
        country: what was read.
        source: path of the spreadsheet.
        path: the YAML file to write.
        overwrite: replace a file that is there.

    Raises:
        InputError: the file is there already or can't be written, or the scenario doesn't load
            (a level that is not there, say). Nothing is written then.
    """
    if path.suffix not in (".yaml", ".yml"):
        raise InputError(phrase("to={path}: must end in .yaml", path=path))
    if path.exists() and not overwrite:
        raise InputError(
            phrase(
                "{path}: is there already: overwrite=true replaces it, to=FILE.yaml writes elsewhere",
                path=path,
            )
        )
    trial = path.with_name(f".{path.stem}.{os.getpid()}.tmp.yaml")
    try:
        files.write_text(trial, scenario_text(country, Path(source).name))
        scenario = load_scenario(str(trial))
        trial.replace(path)
    except OSError as error:
        raise InputError(
            phrase("{path}: can't be written ({strerror})", path=path, strerror=error.strerror)
        ) from None
    except InputError as error:
        raise InputError(str(error).replace(str(trial), str(path))) from None
    finally:
        trial.unlink(missing_ok=True)
    return scenario
