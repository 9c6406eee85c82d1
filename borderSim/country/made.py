"""The whole way: from a spreadsheet to a scenario file that has been loaded once, so that it is known to be right."""

from __future__ import annotations

import os
from pathlib import Path

from borderSim.country.account import number_en, number_fr
from borderSim.country.convert import Country, convert
from borderSim.country.grids import read_grids
from borderSim.country.numbers import Habits
from borderSim.country.reading import read_filled
from borderSim.country.scenario_file import scenario_text
from borderSim.errors import InputError
from borderSim.parameters.scenario import Scenario
from borderSim.parameters.shocks import Text
from borderSim.scenario.load import load_scenario

HABITS = {
    "comma": ("decimal commas", "virgules décimales"),
    "thousands": ("numbers with separators of thousands", "nombres avec séparateurs de milliers"),
    "percent": ("percentages", "pourcentages"),
}


def read_country(given: str) -> tuple[Country, list[Text]]:
    """Read a spreadsheet; return the country, and what should be told of how it was read.

    Args:
        given: path of a workbook, or of a folder of CSV files.

    Raises:
        InputError: the first thing wrong, with sheet and row.
    """
    filled = read_filled(read_grids(given))
    notes = [Text(en=note, fr=_read_as(note)) for note in filled.notes]
    return convert(filled, Path(given).name), [*notes, *_habits(filled.habits)]


def _read_as(note: str) -> str:
    """Return in French what is told of a file's encoding."""
    return f"{note.partition(':')[0]} : n'est pas en UTF-8 ; lu comme texte d'Europe occidentale (Windows-1252, Latin-1)"


def _habits(habits: Habits) -> list[Text]:
    """Return a sentence for each way of writing numbers that had to be understood."""
    found = []
    for habit, count in sorted(habits.seen.items()):
        text, number = habits.first[habit]
        en, fr = HABITS[habit]
        found.append(
            Text(
                en=f"understood: {count} {en}, such as '{text}' = {number_en(number)}",
                fr=f"compris : {count} {fr}, comme « {text} » = {number_fr(number)}",
            )
        )
    return found


def write_scenario(country: Country, source: str, path: Path, overwrite: bool = False) -> Scenario:
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
        raise InputError(f"to={path}: must end in .yaml")
    if path.exists() and not overwrite:
        raise InputError(
            f"{path}: is there already: overwrite=true replaces it, to=FILE.yaml writes elsewhere"
        )
    trial = path.with_name(f".{path.stem}.{os.getpid()}.tmp.yaml")
    try:
        trial.write_text(scenario_text(country, Path(source).name), encoding="utf-8")
        scenario = load_scenario(str(trial))
        trial.replace(path)
    except OSError as error:
        raise InputError(f"{path}: can't be written ({error.strerror})") from None
    except InputError as error:
        raise InputError(str(error).replace(str(trial), str(path))) from None
    finally:
        trial.unlink(missing_ok=True)
    return scenario
