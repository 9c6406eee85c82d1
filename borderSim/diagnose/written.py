"""The files of a diagnosis: the country's level and scenario as YAML, each value with the answer it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from borderSim.diagnose.country import LAW, AnsweredCountry
from borderSim.scenario.questionnaire.reading import Said

LEVEL, SCENARIO = "level.yaml", "scenario.yaml"
WIDTH = 4000
"""Columns before YAML breaks a line; so wide that a value and its source stand in one."""
HEAD_LEVEL = (
    "The level that the answers amount to. It stands wherever a level does: levels='[{file}]', present={file}",
    "Where each value comes from: the comment behind it, and `sources`.",
)
HEAD_SCENARIO = (
    "The country: law, powers, mandate and will as answered, and its level as the present one.",
    "Compare it with a level: bordersim compare scenario={folder}/scenario.yaml levels='[cooperation]'",
    "The instruments that are there stay in every level that it is compared with.",
)


def level_text(country: AnsweredCountry, sources: Mapping[str, str]) -> str:
    """Return the file of the level.

    Args:
        country: the country.
        sources: by trait, where its value comes from.
    """
    marks = {("traits", trait): source for trait, source in sources.items()}
    return _text([line.format(file=LEVEL) for line in HEAD_LEVEL], country.level, marks)


def scenario_text(country: AnsweredCountry, folder: str, present: str = LEVEL) -> str:
    """Return the file of the scenario.

    Args:
        country: the country.
        folder: where it will lie, as a command names it.
        present: file of its level, beside it.
    """
    values = {**country.values, "present": present}
    marks = {tuple(said.what.split(".")): said.source for said in country.settings}
    marks |= {("instruments", name): source for name, source in country.instruments.items()}
    law = _whole_law(country.settings)
    return _text([line.format(folder=folder) for line in HEAD_SCENARIO], values, marks | law)


def _whole_law(settings: Sequence[Said]) -> dict[tuple[str, ...], str]:
    named = [said.source for said in settings if said.what == LAW]
    return {(LAW, "name"): named[-1]} if named else {}


def _text(
    head: Sequence[str], values: Mapping[str, Any], marks: Mapping[tuple[str, ...], str]
) -> str:
    lines = [f"# {line}" for line in head]
    return "\n".join([*lines, *_lines(values, marks, ())]) + "\n"


def _lines(
    values: Mapping[str, Any], marks: Mapping[tuple[str, ...], str], path: tuple[str, ...]
) -> list[str]:
    """Return the lines of a mapping, down to the mappings that hold what has a mark."""
    found = []
    indent = "  " * len(path)
    for key, value in values.items():
        here = (*path, str(key))
        mark = f"  # source: {_plain_mark(marks[here])}" if here in marks else ""
        inner = any(known[: len(here)] == here and known != here for known in marks)
        if isinstance(value, Mapping) and value and inner:
            found.append(f"{indent}{_flow(key)}:{mark}")
            found += _lines(value, marks, here)
        else:
            found.append(f"{indent}{_flow(key)}: {_flow(value)}{mark}")
    return found


def _plain_mark(source: str) -> str:
    return " ".join(source.split())


def _flow(value: object) -> str:
    text = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, width=WIDTH, sort_keys=False
    )
    return text.removesuffix("\n").removesuffix("\n...").strip()
