"""Where experiments stand, and how one is read by name or path, its claims included."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.package import PACKAGE
from borderSim.scenario.own_config import in_force
from borderSim.scenario.own_files import beside, find, no_file
from borderSim.scenario.shipped import NAME, is_file_name
from borderSim.scenario.strict_yaml import read_yaml
from borderSim.studies.design.experiment import Experiment, read_experiment
from borderSim.studies.design.hypotheses import read_claims


@functools.cache
def experiments_dir() -> Path:
    """Return the folder of the shipped experiments: in the wheel, else in the repository."""
    package = PACKAGE
    found = [
        folder
        for folder in (package / "experiments", package.parent / "experiments")
        if folder.is_dir()
    ]
    if not found:
        raise InputError(
            f"the experiments of borderSim are missing: no 'experiments' folder in {package} or beside it"
        )
    return found[0]


def shipped_experiments() -> list[str]:
    """Return the names of the shipped experiments."""
    return sorted(path.stem for path in experiments_dir().glob("*.yaml"))


def load_experiment(given: str | Callable[[], Experiment]) -> Experiment:
    """Read an experiment by name, by the path of a YAML file, or by a function that reads it.

    Raises:
        InputError: anything wrong with it, in one sentence.
    """
    if callable(given):
        return given()
    values, name, path = read_file(given)
    place = given if is_file_name(given) else f"{given}.yaml" if path is None else str(path)
    with beside(path):
        return replace(read_whole(values, name, place), path=path, given=given)


def read_file(given: str) -> tuple[dict[str, Any], str, Path | None]:
    """Return what the file of an experiment says, its name, and the file where it is the user's own.

    Args:
        given: a name, or the path of a YAML file.

    Raises:
        InputError: there is none, or it is no YAML file.
    """
    if is_file_name(given):
        path = find(given)
        if path is None:
            raise no_file(f"experiment={given[:200]}", given)
        values = read_yaml(path, given)
        return values, _name(values, path, given), path
    own, names = in_force(), shipped_experiments()
    if own and given in own.names("experiments"):
        path = own.file("experiments", given)
        if given in names:
            raise InputError(
                f"{path}: '{given}' is the name of a shipped experiment: rename the file"
            )
        return read_yaml(path), given, path
    names += own.names("experiments") if own else []
    if given not in names:
        raise InputError(
            f"experiment={given:.60}: unknown experiment{nearest(given, names)}; there are: {', '.join(names)}"
        )
    return read_yaml(experiments_dir() / f"{given}.yaml", f"{given}.yaml"), given, None


def _name(values: Mapping[str, Any], path: Path, given: str) -> str:
    """Return the name of an experiment: its file's, or, where that is none, what the file says under ``name``."""
    name = values.get("name", path.stem)
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise InputError(
            f"experiment={given[:200]}: the name {name!r} may hold only letters, digits, '_' and '-': rename the file, or write name: in it"
        )
    return name


def read_whole(values: Mapping[str, Any], name: str, place: str) -> Experiment:
    """Turn the content of a file into an experiment.

    Every claim is read too, so that what is wrong shows now.

    Args:
        values: what the file says.
        name: of the experiment.
        place: how sentences call the file.

    Raises:
        InputError: anything wrong with it, in one sentence.
    """
    experiment = read_experiment(values, name, place)
    if experiment.claims:
        read_claims(experiment, place)
    return experiment
