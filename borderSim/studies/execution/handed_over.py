"""Scenarios, levels and experiments given from Python: the files by which the command of a result names them.

What is as shipped is named. Everything else is written out as a YAML file of its own, which lies in
the folder ``inputs`` of the result beside the copies of the user's files.
"""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Mapping, Sequence
from typing import Any, cast

import yaml

from borderSim.parameters.scenario import Scenario
from borderSim.scenario.from_python import circumstances, recipe_of
from borderSim.scenario.own_files import INPUTS
from borderSim.studies.design.experiment import Handed
from borderSim.studies.execution import provenance
from borderSim.studies.execution.reproduction import Inputs

NAMED_BY_FILE = ("name",)
"""Keys that a file does not say, as its own name does."""

Level = str | Mapping[str, Any]


def named(
    inputs: Inputs, scenarios: Sequence[str | Scenario], levels: Sequence[Level] | str
) -> tuple[Inputs, list[str], list[str] | str]:
    """Return scenarios and levels by name or path, and the inputs with the files that were written out.

    Args:
        inputs: copies of the files that were read.
        scenarios: names, paths, or scenarios as they are.
        levels: ``all``, or names, paths and levels as plain values.
    """
    copies = dict(inputs.copies)
    names = [_scenario(given, copies) for given in scenarios]
    asked = levels if isinstance(levels, str) else [_level(given, copies) for given in levels]
    return dataclasses.replace(inputs, copies=copies), names, asked


def _scenario(given: str | Scenario, copies: dict[str, bytes]) -> str:
    if not isinstance(given, Scenario):
        return str(given)
    plain = circumstances(given)
    if provenance.as_shipped(plain):
        return given.name
    values = {
        key: value
        for key, value in recipe_of(plain).draft.values.items()
        if key not in NAMED_BY_FILE
    }
    return _written(given.name, values, copies)


def _level(given: Level, copies: dict[str, bytes]) -> str:
    if isinstance(given, str):
        return given
    return _written(str(given.get("name") or "level"), dict(given), copies)


def _written(name: str, values: Mapping[str, Any], copies: dict[str, bytes]) -> str:
    """Put a file among the copies, under a name that no other has; return its place."""
    text = yaml.safe_dump(
        cast(dict[str, Any], values), sort_keys=False, allow_unicode=True
    ).encode()
    place, number = f"{INPUTS}/{name}.yaml", 1
    while copies.get(place, text) != text:
        number += 1
        place = f"{INPUTS}/{number}/{name}.yaml"
    copies[place] = text
    return place


def experiment(inputs: Inputs, made: Handed, name: str) -> tuple[Inputs, str]:
    """Return the inputs with the files of an experiment that Python handed over, and the path of its file.

    Args:
        inputs: copies of the files that were read for it.
        made: what it says; paths in it become those of the copies.
        name: of the experiment, and of its file.
    """
    number = 1
    while True:
        folder = INPUTS if number == 1 else f"{INPUTS}/{number}"
        beside = dataclasses.replace(
            inputs,
            typed={
                given: posixpath.relpath(place, folder) for given, place in inputs.typed.items()
            },
        )
        text = yaml.safe_dump(
            _with_copies(made.values, beside), sort_keys=False, allow_unicode=True
        ).encode()
        written = {
            f"{folder}/{file}": content
            for file, content in {f"{name}.yaml": text, **made.files}.items()
        }
        if all(inputs.copies.get(place, content) == content for place, content in written.items()):
            return dataclasses.replace(
                inputs, copies={**inputs.copies, **written}
            ), f"{folder}/{name}.yaml"
        number += 1


def _with_copies(value: Any, inputs: Inputs) -> Any:
    """Return plain data in which every path that was read names its copy."""
    if isinstance(value, Mapping):
        return {key: _with_copies(item, inputs) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_copies(item, inputs) for item in value]
    if not isinstance(value, str):
        return value
    return inputs.text(value) if "=" in value else inputs.path(value)
