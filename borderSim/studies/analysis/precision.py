"""How many replicates are enough? Replicates are added until the differences between levels are known well enough.

A difference is known where the half-width of its 95 % interval is at most the larger of a share of
the present level's value (``precision``) and a quarter of the smallest difference that matters. It
must be so for every headline outcome and level, and stay so while further replicates come (a rule
with look-ahead, after Hoad, Robinson and Davies 2010): a lucky narrow interval does not stop it.
What is done in the end is what ``replications=N`` does with the number reached, byte for byte.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.measures.least import smallest_difference
from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.studies.analysis.estimates import (
    LEAST,
    PROVISIONAL_BELOW,
    Estimate,
)
from borderSim.studies.analysis.paired import paired_table
from borderSim.studies.analysis.tables import Frame

MOST = 1000
"""Replicates after which it ends unless said otherwise (assumption)."""
SHARE = 0.05
"""Share of the present level's value where none is asked for (assumption)."""
USUAL_MOST = PROVISIONAL_BELOW
"""Replicates after which it ends where nothing at all is asked for."""
COLUMNS = (
    "scenario",
    "level",
    "outcome",
    "n",
    "difference",
    "half_width",
    "asked",
    "known",
    "correlation",
    "variance_reduction",
)


@dataclass(frozen=True)
class Rule:
    """When it is enough.

    Attributes:
        share: part of the present level's value that a half-width may have.
        most: replicates after which it ends in any case.
        step: replicates that are added at a time; the first pilot is as large (assumption).
        ahead: replicates through which it must stay so (assumption).
        part: part of the smallest difference that matters that a half-width may have (assumption).
    """

    share: float
    most: int = MOST
    step: int = 20
    ahead: int = 20
    part: float = 0.25

    def counts(self) -> Iterator[int]:
        """Yield the numbers of replicates at which it is looked."""
        yield from range(self.step, self.most, self.step)
        yield self.most


@dataclass(frozen=True)
class Reached:
    """What became of it.

    Attributes:
        rule: the rule.
        replications: replicates that were made.
        since: number from which on all was known; None where the end came first.
        table: a row per number of replicates, scenario, level and outcome (:data:`COLUMNS`).
    """

    rule: Rule
    replications: int
    since: int | None
    table: Frame

    @property
    def last(self) -> Frame:
        """The rows at the number reached."""
        return self.table[self.table["n"] == self.replications]

    @property
    def sentence(self) -> str:
        """What became of it, for people."""
        if self.table.empty:
            return phrase(
                "one level alone has no difference to another that could be known: {n} replicates were made (replications= asks for another number)",
                n=self.replications,
            )
        if self.since is not None:
            return phrase(
                "precision reached with {n} replicates and kept through {last}",
                n=self.since,
                last=self.replications,
            )
        wide = self.last[~self.last["known"].astype(bool)]
        if wide.empty:
            return phrase(
                "the cap of {n} replicates (max_replications=) came before it was seen that the precision asked for stays",
                n=self.rule.most,
            )
        return phrase(
            "not as precise as asked after {n} replicates (max_replications=): {wide} of {all} differences are wider ({names})",
            n=self.rule.most,
            wide=len(wide),
            all=len(self.last),
            names=", ".join(dict.fromkeys(wide["outcome"].astype(str))),
        )


def rule_of(
    precision: object, max_replications: object, replications: int | None = None
) -> Rule | None:
    """Return the rule that is asked for, None where a number of replicates is.

    Without any of the three it is :data:`SHARE` with at most :data:`USUAL_MOST` replicates.

    Raises:
        InputError: not a share, or a number of replicates beside the rule.
    """
    if replications is not None:
        for key, given in (("precision", precision), ("max_replications", max_replications)):
            if given is not None:
                raise InputError(
                    f"replications={replications}: {key}={given} finds the number by itself; give one of them"
                )
        return None
    usual = USUAL_MOST if precision is None else MOST
    precision = SHARE if precision is None else precision
    if (
        isinstance(precision, bool)
        or not isinstance(precision, int | float)
        or not 0 < precision <= 1
    ):
        raise InputError(
            phrase(
                "precision={precision!r}: must be a share above 0 and at most 1, such as 0.05: 5 % of the present level's value",
                precision=precision,
            )
        )
    most = usual if max_replications is None else max_replications
    if isinstance(most, bool) or not isinstance(most, int) or most < LEAST:
        raise InputError(
            phrase(
                "max_replications={most!r}: must be a whole number of at least {least}: below it there is no interval",
                most=most,
                least=LEAST,
            )
        )
    return Rule(float(precision), most)


def settle(
    rule: Rule, runs_of: Callable[[int], Frame], present: str, measured_years: Mapping[str, float]
) -> Reached:
    """Add replicates until the rule is content; where one level stands alone, the first step is enough.

    Args:
        rule: when it is enough.
        runs_of: makes the first so many replicates, where they are not there yet, and returns their
            rows.
        present: the level that differences are taken to.
        measured_years: years that are measured, by scenario; totals are divided by them.
    """
    tables: list[Frame] = []
    since: int | None = None
    n = 0
    for n in rule.counts():
        tables.append(widths(runs_of(n), rule, present, measured_years, n))
        if tables[-1].empty:
            return Reached(rule, n, None, tables[-1])
        known = bool(tables[-1]["known"].all())
        since = (n if since is None else since) if known else None
        if since is not None and n >= since + rule.ahead:
            break
    stays = since is not None and n >= since + rule.ahead
    return Reached(rule, n, since if stays else None, pd.concat(tables, ignore_index=True))


def widths(
    runs: Frame, rule: Rule, present: str, measured_years: Mapping[str, float], n: int
) -> Frame:
    """Return how well each difference is known, a row per scenario, level and headline outcome (:data:`COLUMNS`)."""
    facts: Frame = paired_table(runs, present, measured_years, HEADLINE)
    rows = []
    for (scenario, level), part in facts.groupby(["scenario", "level"], sort=False):
        if level == present:
            continue
        base = facts[(facts["scenario"] == scenario) & (facts["level"] == present)].set_index(
            "outcome"
        )["value"]
        for fact in part.to_dict("records"):
            name = str(fact["outcome"])
            found = Estimate(
                fact["difference"], fact["low"], fact["high"], int(fact["n"]), fact["mcse"]
            )
            half, asked = (
                found.half,
                max(rule.share * abs(base[name]), rule.part * smallest(name, base)),
            )
            rows.append(
                {
                    "scenario": scenario,
                    "level": level,
                    "outcome": name,
                    "n": n,
                    "difference": fact["difference"],
                    "half_width": half,
                    "asked": asked,
                    "known": bool(half <= asked),
                    "correlation": _correlation(runs, str(scenario), str(level), present, name),
                    "variance_reduction": fact["variance_reduction"],
                }
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def precise(runs: Frame, present: str, measured_years: Mapping[str, float]) -> bool:
    """Return whether the usual rule is content with the replicates that there are.

    Every difference is known well enough, and was when :attr:`Rule.ahead` fewer replicates were
    there. So a result is judged by its rows alone, whatever was typed to get them.

    Args:
        runs: rows of one scenario.
        present: the level that differences are taken to.
        measured_years: years that are measured, by scenario; totals are divided by them.
    """
    rule = Rule(SHARE)
    seeds = sorted(runs["seed"].unique())
    if len(seeds) < rule.step + rule.ahead:
        return False
    return all(
        widths(runs[runs["seed"].isin(seeds[:n])], rule, present, measured_years, n)["known"].all()
        for n in (len(seeds), len(seeds) - rule.ahead)
    )


def smallest(name: str, base: Mapping[str, float]) -> float:
    """Return the smallest difference that matters of a headline outcome beside the present level's values."""
    return smallest_difference(OUTCOMES[name], base.__getitem__)


def _correlation(runs: Frame, scenario: str, level: str, present: str, name: str) -> float:
    """Return the correlation of a level's outcome with the present level's over the same seeds: what common chances won."""
    own = runs[runs["scenario"] == scenario]
    pairs = (
        pd.DataFrame(
            {key: own[own["level"] == key].set_index("seed")[name] for key in (level, present)}
        )
        .dropna()
        .to_numpy(float)
    )
    if len(pairs) < 2 or (np.ptp(pairs, axis=0) == 0).any():
        return math.nan
    return float(np.corrcoef(pairs.T)[0, 1])


def levels_of(table: Frame) -> Sequence[str]:
    """Return the levels of a table of widths, each once."""
    return list(dict.fromkeys(map(str, table["level"])))
