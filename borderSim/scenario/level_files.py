"""A level as its file gives it: plain values, its layers put together, the instruments behind ``+`` added.

What a filled-in questionnaire means is not known here: whoever reads levels in general
(:mod:`borderSim.scenario.levels`) hands over who reads it. The dials and the questionnaire itself
need the shipped levels alone, none of which is a questionnaire.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from borderSim.errors import InputError
from borderSim.parameters.scenario import Partnership
from borderSim.scenario.build import Place, build
from borderSim.scenario.files import called, file_of
from borderSim.scenario.groups import label_of
from borderSim.scenario.instruments import named, split_level
from borderSim.scenario.layers import with_layers
from borderSim.scenario.mechanisms import with_mechanisms
from borderSim.scenario.strict_yaml import read_yaml

ReadAnswers = Callable[[Mapping[str, object], str], dict[str, object]]
"""(values of a filled-in questionnaire, its file as sentences call it) → the plain values of its level."""


def read_values(
    key: str, value: object, within: tuple[Path, ...] = (), *, answered: ReadAnswers | None = None
) -> tuple[dict[str, object], str]:
    """Read the plain values of a level, its layers put together, and how sentences call its file.

    Args:
        key: ``partnership``, ``present`` or another key that names a level.
        value: a shipped name or the path of a YAML file, and the instruments added to it with
            ``+``.
        within: files whose layers led here.
        answered: reads a filled-in questionnaire; None where none can stand.

    Raises:
        InputError: no such level, or something wrong in its file, in one sentence.
    """
    base, added = split_level(value, key) if isinstance(value, str) else (value, [])
    path = file_of("partnership", base, key)
    if path in within:
        what = "mechanism" if "mechanisms." in key else "layer"
        raise InputError(f"{key}={base}: the level takes a {what} from itself")
    origin = called("partnership", str(base), path)
    values = with_layers(
        read_yaml(path, origin),
        origin,
        lambda place, level: read_level(place, level, (*within, path), answered=answered).traits,
    )
    if "answers" in values and answered is not None:
        values = answered(values, origin)
    values = with_mechanisms(
        values,
        origin,
        lambda place, level: read_level(place, level, (*within, path), answered=answered).traits,
    )
    if added:
        own = values.get("instruments", [])
        names = named(f"{key}={value}", [*(own if isinstance(own, list) else []), *added])
        values["instruments"] = [label_of(name) for name in names]
        values["name"] = "+".join([str(values.get("name", "")), *map(label_of, added)])
        values["title"] = " + ".join(
            [
                str(values.get("title") or values["name"]),
                *(label_of(a).replace("_", " ") for a in added),
            ]
        )
    return values, origin


def read_level(
    key: str, value: object, within: tuple[Path, ...] = (), *, answered: ReadAnswers | None = None
) -> Partnership:
    """Read and check one level; see :func:`read_values`."""
    values, origin = read_values(key, value, within, answered=answered)
    return build(Partnership, values, Place("", lambda _: origin))
