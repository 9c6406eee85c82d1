"""Who shows a result to people: its pages, its figures, its tables in a notebook.

Results and studies stand below the rooms that draw and write, and import none of them. They ask
here; what answers is bound at the top, in ``borderSim/__init__.py``, and is loaded when it is first
asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from importlib import import_module
from typing import Any


class Presented(Enum):
    """What can be asked for; the value says with what it is asked."""

    OUTCOME_TITLE = "(name of an outcome) -> its title for people"
    RUN_TABLE = "(result) -> HTML for a notebook"
    MONTHS_FIGURE = "(months of a run, columns asked for) -> figure"
    RUNS_TABLE = "(stored runs) -> HTML for a notebook"
    COMPARISON_TABLE = "(comparison) -> HTML for a notebook"
    COMPARISON_FIGURE = "(comparison, name, scenario) -> figure of the report"
    SWEEP_TABLE = "(sweep) -> HTML for a notebook"
    SWEEP_FIGURE = "(sweep, name, what is asked of it) -> figure"
    REPORT = "(comparison, path, language) -> writes the report"
    BRIEF = "(comparison, path, language) -> writes the brief of two pages"
    CLASS_PAGE = "(comparison, path) -> writes the page for a class"
    PRECISION_PAGE = "(what was reached, folder, manifest) -> writes how the differences settled"
    SENSITIVITY_PAGE = "(sensitivity, folder, question and how to read it) -> writes it, returns the names of the files"
    DIAGNOSIS = (
        "(files of forms, scenario, language) -> the diagnosis, as the public call returns it"
    )
    FINDINGS_PAGE = "(analysis, numbers, folder) -> writes the page of an analysis that has one, returns names of files"


_BOUND: dict[Presented, tuple[str, str]] = {}
"""Module and name of the function that shows each; no module is loaded before it is asked."""


def bind(functions: Mapping[Presented, tuple[str, str]]) -> None:
    """Say which function shows what: its module and its name."""
    _BOUND.update(functions)


def shows(what: Presented) -> Callable[..., Any]:
    """Return the function that shows something, loaded now if it was not before.

    Raises:
        KeyError: nobody said what shows it (``borderSim/__init__.py`` binds them all).
    """
    module, name = _BOUND[what]
    return getattr(import_module(module), name)


def show(what: Presented, *given: Any) -> Any:
    """Have something shown.

    See :class:`Presented` for what it is asked with and what comes back.
    """
    return shows(what)(*given)
