"""A ready study on one's own country.

The scenario that is typed stands in the place of the experiment's own; a factor that does not fit
it can be left out.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path

from borderSim.errors import InputError, nearest
from borderSim.scenario.own_files import expanded
from borderSim.scenario.shipped import is_file_name
from borderSim.studies.design.experiment import Experiment

READ_SEVERAL = ("", "rank_stability", "claims", "sensitivity", "prior_predictive")
"""Analyses that tell scenarios apart; the others read one."""
MORE_THAN_ONE = 2
PLACES = "organisations.max"
"""Places for organisations, which a file sets for its own scenario: in another country they would hide
that the number of organisations that is drawn does not fit it."""
DRAWN = ("lhs", "morris", "sobol")
"""Kinds of design that are drawn: a factor fewer leaves a design of the same kind."""


def on_scenarios(
    experiment: Experiment,
    scenario: str | Path | None = None,
    scenarios: Sequence[str | Path] | None = None,
    present: str | None = None,
) -> Experiment:
    """Return an experiment on the scenarios and with the present level that were typed.

    Args:
        experiment: what its file says.
        scenario: name or file (None: the experiment's own).
        scenarios: several of them.
        present: level of the burn-in and reference (None: the experiment's own).

    Raises:
        InputError: the study is about its own scenarios, or its analysis reads one.
    """
    if scenario is not None and scenarios is not None:
        raise InputError(
            "scenario= and scenarios= exclude each other: name all in scenarios='[a,b]'"
        )
    if present is not None:
        experiment = dataclasses.replace(experiment, present=_word("present", present))
    given = scenarios if scenarios is not None else [] if scenario is None else [scenario]
    if scenarios is not None and (isinstance(scenarios, str | Path) or not scenarios):
        raise InputError(
            "scenarios= must be a list of at least one name or file, such as '[national,mine.yaml]'"
        )
    names = tuple(_typed(_word("scenario", str(name)), experiment) for name in given)
    if not names:
        return experiment
    _check_fit(experiment, names)
    if set(names) <= set(experiment.scenarios):
        return dataclasses.replace(experiment, scenarios=names)
    own = tuple(text for text in experiment.settings if text.partition("=")[0] != PLACES)
    return dataclasses.replace(experiment, scenarios=names, settings=own)


def left_out(experiment: Experiment, without: str | Sequence[str] | None) -> Experiment:
    """Return an experiment without some of the factors that it draws: each stays what the scenario says.

    Args:
        experiment: what its file says.
        without: keys of factors (None: all are drawn).

    Raises:
        InputError: one is none of its factors, or its design is not drawn.
    """
    if without is None:
        return experiment
    keys, known = (
        [without] if isinstance(without, str) else list(without),
        [factor.key for factor in experiment.factors],
    )
    place = f"experiment '{experiment.name}'"
    if experiment.kind not in DRAWN:
        raise InputError(
            f"without=: {place} is of kind {experiment.kind}; factors can be left out of one that is drawn ({', '.join(DRAWN)})"
        )
    for key in keys:
        if key not in known:
            raise InputError(
                f"without={key}: {place} has no such factor{nearest(str(key), known)}; bordersim params tells the keys"
            )
    if not (kept := tuple(factor for factor in experiment.factors if factor.key not in keys)):
        raise InputError(f"without=: {place} has no other factor")
    return dataclasses.replace(experiment, factors=kept)


def hint(experiment: Experiment, sentence: str, scenario: str) -> str:
    """Return what to do where a factor that is drawn doesn't fit a scenario, empty where it is something else."""
    if experiment.kind not in DRAWN:
        return ""
    told = [
        factor.key
        for factor in experiment.factors
        if re.search(rf"(?<![\w.]){re.escape(factor.key)}(?![\w.])", sentence)
    ]
    if not told:
        return ""
    return (
        f"; what this experiment draws for {told[0]} does not fit the scenario '{scenario}': leave it out with without='[{told[0]}]', "
        "or copy the experiment's file and give the factor a range of your own"
    )


def _check_fit(experiment: Experiment, names: Sequence[str]) -> None:
    """See that the study can be made on these scenarios.

    Raises:
        InputError: if not, with what to do.
    """
    own, place = experiment.scenarios, f"experiment '{experiment.name}'"
    if len(own) >= MORE_THAN_ONE and not set(names) <= set(own):
        raise InputError(
            f"scenario={names[0]}: {place} is about several scenarios ({', '.join(own)}): only among these can be chosen; "
            "for another country copy its file and name the scenarios in it"
        )
    for claim in experiment.claims:
        if {"scenario", "scenarios"} & set(claim):
            raise InputError(
                f"scenario={names[0]}: {place} names the scenario of its claim '{claim.get('id')}' itself: copy its file and name yours in it"
            )
    if len(names) >= MORE_THAN_ONE and experiment.analysis not in READ_SEVERAL:
        raise InputError(
            f"scenarios=[{','.join(names)}]: the analysis {experiment.analysis} of {place} reads one scenario: do it once with each, by scenario="
        )


def _typed(name: str, experiment: Experiment) -> str:
    """Return a scenario as it was typed.

    A path is one from where one is, not from beside the experiment's file.
    """
    if experiment.path is None or not is_file_name(name):
        return name
    return str(expanded(name).absolute())


def _word(key: str, text: str) -> str:
    if not text or not isinstance(text, str):
        raise InputError(f"{key}={text}: must be a name or a file")
    return text
