"""What a fit leaves in its folder: tables, ranges, a scenario with them, and a page in two languages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import yaml

from borderSim.country.account import number_en, number_fr
from borderSim.country.fit.calibrate import Fit
from borderSim.country.fit.inputs import Input, at, settings
from borderSim.country.fit.targets import Target
from borderSim.country.labels import LABELS, unit
from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.parameters.shocks import Text
from borderSim.scenario.files import file_of
from borderSim.scenario.own_files import INPUTS
from borderSim.scenario.shipped import is_file_name, shipped_names
from borderSim.scenario.strict_yaml import read_yaml
from borderSim.studies.execution.files import write_bytes, write_text

TOLD, IN_PART = 0.5, 0.8
"""An input is told where its spread is below half of its prior's, in part below four fifths."""
TOGETHER = 0.5
"""Correlation from which two inputs are said to go together."""
AT_AN_END, MUCH = 0.05, 0.35
"""Much of the posterior within a twentieth of an end of the prior: the range may be wrong."""
FAR = 2.0
"""Standard errors from which a statistic is said not to be met."""
QUANTILES = (0.05, 0.5, 0.95)
FILES_NAMED = ("present", "partnership", "legal_model")


def write(fit: Fit) -> list[Path]:
    """Write everything; return the files, the page last.

    Raises:
        InputError: a file that the scenario names is gone.
    """
    folder = fit.folder
    texts = {
        "trials.csv": _trials(fit),
        "posterior.csv": _draws(fit),
        "inputs.csv": _csv(_input_rows(fit)),
        "targets.csv": _csv(_target_rows(fit)),
        "priors.yaml": _priors_text(fit),
        "scenario.yaml": _scenario_text(fit),
        "calibration_fr.md": page(fit, "fr"),
        "calibration.md": page(fit, "en"),
    }
    return [write_text(folder / name, text) for name, text in texts.items()]


# --------------------------------------------------------------------------- numbers of a fit
def quantiles(fit: Fit, place: int) -> tuple[float, float, float]:
    """Return the 5 %, 50 % and 95 % quantile of an input's posterior, in its unit."""
    shares = np.quantile(fit.posterior.draws[:, place], QUANTILES)
    low, middle, high = (float(fit.plan.inputs[place].factor.at(share)) for share in shares)
    return low, middle, high


def verdict(narrowing: float) -> str:
    """Return ``told``, ``in part`` or ``not told``."""
    return "told" if narrowing < TOLD else "in part" if narrowing < IN_PART else "not told"


VERDICTS_FR = {"told": "dit", "in part": "dit en partie", "not told": "non dit"}


def median_point(fit: Fit) -> list[float]:
    """Return the median of each input's posterior, in its unit."""
    return [quantiles(fit, place)[1] for place in range(len(fit.plan.inputs))]


# --------------------------------------------------------------------------- tables
def _csv(rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _number(value: float) -> str:
    return f"{value:.6g}"


def _trials(fit: Fit) -> str:
    names = [own.name for own in fit.plan.targets]
    rows: list[list[object]] = [
        ["trial", *(own.key for own in fit.plan.inputs), *names, "distance"]
    ]
    means = fit.values.mean(axis=1)
    for trial, shares in enumerate(fit.units):
        values = [_number(value) for value in (*at(fit.plan.inputs, shares), *means[trial])]
        rows.append([trial, *values, _number(fit.distance[trial])])
    return _csv(rows)


def _draws(fit: Fit) -> str:
    rows: list[list[object]] = [["draw", *(own.key for own in fit.plan.inputs)]]
    for draw, shares in enumerate(fit.posterior.draws):
        rows.append([draw, *(_number(value) for value in at(fit.plan.inputs, shares))])
    return _csv(rows)


def _input_rows(fit: Fit) -> list[list[object]]:
    rows: list[list[object]] = [
        ["input", "prior_low", "prior_high", "q05", "median", "q95", "narrowing", "verdict"]
    ]
    for place, own in enumerate(fit.plan.inputs):
        narrow = float(fit.posterior.narrowing[place])
        rows.append(
            [
                own.key,
                _number(own.factor.low),
                _number(own.factor.high),
                *map(_number, quantiles(fit, place)),
                f"{narrow:.2f}",
                verdict(narrow),
            ]
        )
    return rows


def _target_rows(fit: Fit) -> list[list[object]]:
    rows: list[list[object]] = [
        ["statistic", "unit", "years", "observed", "expected", "standard_errors", "explained"]
    ]
    found = fit.posterior
    for place, own in enumerate(fit.plan.targets):
        rows.append(
            [
                own.name,
                own.unit,
                own.years,
                _number(own.observed),
                _number(found.expected[place]),
                f"{found.z[place]:+.1f}",
                f"{found.explained[place]:.2f}",
            ]
        )
    return rows


# --------------------------------------------------------------------------- ranges and scenario
def ranges(fit: Fit) -> list[dict[str, Any]]:
    """Return the block ``priors``: a range of 90 % for each input that is told at least in part."""
    found = []
    for place, own in enumerate(fit.plan.inputs):
        if verdict(float(fit.posterior.narrowing[place])) == "not told":
            continue
        low, _, high = quantiles(fit, place)
        found.append(
            {
                "key": own.key,
                "low": float(_number(low)),
                "high": float(_number(high)),
                "scale": "log" if own.factor.log else "linear",
                "way": own.factor.way,
                "source": "bordersim calibrate: 5 to 95 % of the posterior",
            }
        )
    return found


def _priors_text(fit: Fit) -> str:
    """Return the ranges as a block of a scenario, and as factors of a design."""
    own = ranges(fit)
    factors = {
        one["key"]: {
            ("factor" if one["way"] == "multiply" else "range"): [one["low"], one["high"]],
            "scale": one["scale"],
        }
        for one in own
    }
    head = (
        "# Ranges of inputs after a fit to own statistics: 5 to 95 % of the posterior of each, taken one by one.\n"
        "# 'priors' goes into a scenario file; 'factors' into the design of an experiment file. A range with\n"
        "# way: multiply is a factor on the scenario that was fitted, not on the one with fitted values.\n"
    )
    return head + _dumped({"priors": own, "factors": factors})


def _dumped(values: dict[str, Any]) -> str:
    return yaml.safe_dump(
        values, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None
    )


def _scenario_text(fit: Fit) -> str:
    """Return the scenario with the medians of what is told, and the ranges around them.

    Files that it names are copied beside it.
    """
    values = _own_values(fit)
    told = [
        place
        for place in range(len(fit.plan.inputs))
        if verdict(float(fit.posterior.narrowing[place])) != "not told"
    ]
    inputs = [fit.plan.inputs[place] for place in told]
    point = [median_point(fit)[place] for place in told]
    for text in settings(point, inputs, fit.plan.scenario):
        key, _, value = text.partition("=")
        _put(values, key.split("."), float(value))
    centred = [_around_median(own, median) for own, median in zip(ranges(fit), point, strict=True)]
    if centred:
        values["priors"] = centred
    values["account"] = [
        *values.get("account", []),
        *_statements(fit, inputs, point),
    ]
    head = f"# {fit.plan.scenario.name} after 'bordersim calibrate': medians of what own statistics tell, and ranges around them.\n"
    return head + _dumped(values)


def _around_median(own: dict[str, Any], median: float) -> dict[str, Any]:
    """Return a range as it holds for the scenario that has the median: a factor is taken relative to it."""
    if own["way"] != "multiply":
        return own
    return own | {
        "low": float(_number(own["low"] / median)),
        "high": float(_number(own["high"] / median)),
    }


def _own_values(fit: Fit) -> dict[str, Any]:
    """Return what the file of the fitted scenario says, with the files that it names beside the new one."""
    given = fit.plan.given
    if given in shipped_names("scenario") or not is_file_name(given):
        return {"base": given, "name": f"{fit.plan.scenario.name}_fitted"}
    path = file_of("scenario", given)
    values = read_yaml(path, given)
    values.setdefault("name", fit.plan.scenario.name)
    networks = values.get("organisations")
    named: list[tuple[dict[str, Any], str]] = [(values, key) for key in FILES_NAMED]
    if isinstance(networks, dict):
        named.append((networks, "networks_file"))
    for holder, key in named:
        value = holder.get(key)
        if isinstance(value, str) and (is_file_name(value) or key == "networks_file"):
            beside = path.parent / value
            source = beside if beside.is_file() else Path(value)
            if not source.is_file():
                raise InputError(
                    phrase(
                        "{given}: {key} names '{value}', which is gone",
                        given=given,
                        key=key,
                        value=value,
                    )
                )
            holder[key] = _copied(source, fit.folder)
    return values


def _copied(source: Path, folder: Path) -> str:
    """Copy a file below a folder, under its own name but never over another file; return its place there."""
    content, place, number = source.read_bytes(), f"{INPUTS}/{source.name}", 1
    while (folder / place).exists() and (folder / place).read_bytes() != content:
        number += 1
        place = f"{INPUTS}/{number}/{source.name}"
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    write_bytes(folder / place, content)
    return place


def _put(values: dict[str, Any], path: Sequence[str], value: float) -> None:
    for part in path[:-1]:
        below = values.get(part)
        if not isinstance(below, dict):
            below = values[part] = {}
        values = below
    values[path[-1]] = value


def _statements(fit: Fit, inputs: Iterable[Input], point: Iterable[float]) -> list[dict[str, Any]]:
    source = f"bordersim calibrate, {fit.plan.source or 'statistics of the scenario'}"
    rows = [
        {
            "key": own.key,
            "how": "fitted",
            "says": {
                "en": f"{own.label.en}: {number_en(value)}, median of a fit to own statistics.",
                "fr": f"{own.label.fr} : {number_fr(value)}, médiane d'un ajustement aux statistiques propres.",
            },
            "source": source,
        }
        for own, value in zip(inputs, point, strict=True)
    ]
    rows += [
        {
            "key": f"observed.{own.name}",
            "how": "fitted",
            "says": {
                "en": f"Fitted to, so no test of the model any more: {LABELS[own.name].en}.",
                "fr": f"A servi à l'ajustement, n'est plus un test du modèle : {LABELS[own.name].fr}.",
            },
            "source": source,
        }
        for own in fit.plan.targets
    ]
    return rows


# --------------------------------------------------------------------------- the page
def page(fit: Fit, lang: str) -> str:
    """Return the page as markdown.

    Args:
        fit: what was found.
        lang: ``en`` or ``fr``.
    """
    say = _EN if lang == "en" else _FR
    parts = [
        say.title(fit),
        _inputs(fit, say),
        _targets(fit, say),
        _apart(fit, say),
        say.what_it_is(fit),
    ]
    return "\n\n".join(parts) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows)])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _of_each(n: int) -> str:
    return "one run of each" if n == 1 else f"{n} runs of each"


def _years(years: float) -> str:
    return "1 year" if years == 1 else f"{years:g} years"


def pairs_together(fit: Fit) -> list[tuple[int, int, float]]:
    """Return the pairs of inputs whose posterior goes together, with the correlation."""
    corr = fit.posterior.correlation
    n = len(fit.plan.inputs)
    return [
        (i, j, float(corr[i, j]))
        for i in range(n)
        for j in range(i + 1, n)
        if abs(corr[i, j]) >= TOGETHER
    ]


def at_an_end(fit: Fit, place: int) -> bool:
    """Whether much of an input's posterior lies at an end of its prior range."""
    shares = fit.posterior.draws[:, place]
    part = max(np.mean(shares < AT_AN_END), np.mean(shares > 1 - AT_AN_END))
    return bool(part > MUCH)


@dataclass(frozen=True)
class _Words:
    """What the page says in one language; how it is put together stands below, once.

    Attributes:
        title, what_it_is: the head of the page, and how the posterior was made.
        number: writes a number; end_of_range: an end of an input's range; to: between two ends.
        verdicts: by what statistics tell of an input. going: up together, and one against the other.
        at_end, not_met, together, not_told: sentences with places to fill.
        always: points that hold for every fit.
    """

    lang: Literal["en", "fr"]
    title: Callable[[Fit], str]
    what_it_is: Callable[[Fit], str]
    number: Callable[[float], str]
    end_of_range: Callable[[float], str]
    to: str
    inputs_title: str
    inputs_head: tuple[str, ...]
    verdicts: Mapping[str, str]
    at_end: str
    targets_title: str
    targets_head: tuple[str, ...]
    not_met: str
    met: str
    apart_title: str
    going: tuple[str, str]
    together: str
    not_told: str
    always: tuple[str, ...]

    def label(self, text: Text) -> str:
        """Return a text in this language."""
        return getattr(text, self.lang)

    def unit(self, own: Target) -> str:
        """Return the unit of a statistic."""
        return own.unit if self.lang == "en" else unit(own.name, "fr")

    def signed(self, value: float, places: int) -> str:
        """Return a number with its sign."""
        text = f"{value:+.{places}f}"
        return text if self.lang == "en" else text.replace(".", ",")


def _inputs(fit: Fit, say: _Words) -> str:
    rows = []
    for place, own in enumerate(fit.plan.inputs):
        low, middle, high = (say.number(value) for value in quantiles(fit, place))
        narrow = float(fit.posterior.narrowing[place])
        rows.append(
            [
                f"{say.label(own.label)} (`{own.key}`)",
                f"{say.end_of_range(own.factor.low)} {say.to} {say.end_of_range(own.factor.high)}",
                f"{middle} ({low} {say.to} {high})",
                f"{100 * narrow:.0f} %",
                say.verdicts[verdict(narrow)],
            ]
        )
    ends = [
        "\n\n"
        + say.at_end.format(label=say.label(own.label), capital=say.label(own.label).capitalize())
        for place, own in enumerate(fit.plan.inputs)
        if at_an_end(fit, place)
    ]
    return f"## {say.inputs_title}\n\n{_table(say.inputs_head, rows)}{''.join(ends)}"


def _targets(fit: Fit, say: _Words) -> str:
    found = fit.posterior
    rows = [
        [
            say.label(LABELS[own.name]),
            say.unit(own),
            str(own.years),
            say.number(own.observed),
            say.number(found.expected[place]),
            say.signed(found.z[place], 1),
            f"{100 * max(0.0, found.explained[place]):.0f} %",
        ]
        for place, own in enumerate(fit.plan.targets)
    ]
    far = [
        say.label(LABELS[own.name])
        for place, own in enumerate(fit.plan.targets)
        if abs(found.z[place]) > FAR
    ]
    said = say.not_met.format(labels=", ".join(far)) if far else say.met
    return f"## {say.targets_title}\n\n{_table(say.targets_head, rows)}\n\n{said}"


def _apart(fit: Fit, say: _Words) -> str:
    inputs = fit.plan.inputs
    lines = [f"## {say.apart_title}", ""]
    lines += [
        "- "
        + say.together.format(
            one=say.label(inputs[i].label),
            other=say.label(inputs[j].label),
            word=say.going[corr <= 0],
            corr=say.signed(corr, 2),
        )
        for i, j, corr in pairs_together(fit)
    ]
    lines += [
        "- " + say.not_told.format(label=say.label(own.label).capitalize())
        for place, own in enumerate(inputs)
        if verdict(float(fit.posterior.narrowing[place])) == "not told"
    ]
    return "\n".join([*lines, *say.always])


def _title_en(fit: Fit) -> str:
    """Return the head of the page: what was fitted, by how many runs, and the files."""
    plan = fit.plan
    return (
        f"# What own statistics tell of {_cell(plan.scenario.title or plan.scenario.name)}\n\n"
        f"{plan.trials} settings, {_of_each(plan.replications)} over {_years(plan.scenario.years)} at the level "
        f"{plan.scenario.present.name}, seed {plan.seed}. Files: trials.csv (what was tried), posterior.csv "
        f"({len(fit.posterior.draws)} draws, all of the same weight), inputs.csv, targets.csv, priors.yaml, scenario.yaml."
    )


def _what_it_is_en(fit: Fit) -> str:
    """Return how the posterior was made, and what it is not."""
    return (
        "## What this is\n\n"
        "An approximate posterior. The settings were spread over the prior first, then put where a better fit was expected (Optuna, tree-structured Parzen estimator). "
        "A quadratic in the inputs was fitted to the logarithm of each statistic, over all runs. Draws of the prior were weighted by the normal density of the observed values around it: "
        "chance from year to year, the fit's own error, and the error of the statistics that targets state (0.20 of the value where nothing is said: an assumption). "
        f"The weights are carried by {fit.posterior.effective:,.0f} of 8,192 draws. "
        "It takes the model as true in everything else. It is not a measurement of the country, and statistics that were fitted to cannot test the model afterwards."
    )


def _title_fr(fit: Fit) -> str:
    """Return the head of the page: what was fitted, by how many runs, and the files."""
    plan = fit.plan
    return (
        f"# Ce que disent les statistiques propres de {_cell(plan.scenario.title or plan.scenario.name)}\n\n"
        f"{plan.trials} réglages, {plan.replications} simulation{'s' if plan.replications > 1 else ''} de chacun sur {number_fr(plan.scenario.years)} an{'s' if plan.scenario.years > 1 else ''} au niveau "
        f"{plan.scenario.present.name}, graine {plan.seed}. Fichiers : trials.csv (ce qui a été essayé), posterior.csv "
        f"({number_fr(len(fit.posterior.draws))} tirages de même poids), inputs.csv, targets.csv, priors.yaml, scenario.yaml."
    )


def _what_it_is_fr(fit: Fit) -> str:
    """Return how the posterior was made, and what it is not."""
    return (
        "## Ce que c'est\n\n"
        "Une loi a posteriori approchée. Les réglages ont d'abord été répartis sur l'a priori, puis placés là où un meilleur accord était attendu (Optuna, estimateur de Parzen en arbre). "
        "Une forme quadratique des paramètres a été ajustée au logarithme de chaque statistique, sur toutes les simulations. Des tirages de l'a priori ont été pondérés par la densité normale des valeurs observées autour d'elle : "
        "hasard d'une année à l'autre, erreur de l'ajustement, et erreur des statistiques indiquée avec elles (0,20 de la valeur là où rien n'est dit : hypothèse). "
        f"Les poids sont portés par {number_fr(round(fit.posterior.effective))} de 8 192 tirages. "
        "Tout le reste du modèle est tenu pour vrai. Ce n'est pas une mesure du pays, et des statistiques qui ont servi à l'ajustement ne peuvent plus tester le modèle."
    )


_EN = _Words(
    lang="en",
    title=_title_en,
    what_it_is=_what_it_is_en,
    number=number_en,
    end_of_range="{:g}".format,
    to="to",
    inputs_title="Inputs",
    inputs_head=(
        "input",
        "prior",
        "median (5 to 95 %)",
        "spread over the prior's",
        "by these statistics",
    ),
    verdicts={told: told for told in VERDICTS_FR},
    at_end="**{capital} lies at an end of its range.** Either the range is too narrow for this country, or something else in the scenario is wrong (units, traffic, staff). Look at those first.",
    targets_title="Statistics",
    targets_head=(
        "statistic",
        "unit",
        "years",
        "observed a year",
        "after the fit",
        "standard errors apart",
        "moved by the inputs",
    ),
    not_met="**Not met by any setting of these inputs: {labels}.** The model and these statistics disagree on them; the fit does not repair that.",
    met="After the fit no statistic lies further than 2 standard errors from what is expected.",
    apart_title="What cannot be told apart",
    going=("one up means the other up", "one up means the other down"),
    together="{one} and {other} go together in what fits ({word}, correlation {corr}): the statistics tell a mixture of them.",
    not_told="{label}: not told by these statistics; scenario.yaml keeps the value it had, and priors.yaml leaves it out.",
    always=(
        "- How faithfully items cross between the services and how far they are trusted: no statistic of this kind tells it (docs/identifiability.md). Ask for it: how many of the seized fronts did the police know beforehand? How many known ones were passed on?",
        "- Many organisations with few loads, or few with many: only their product is told. The number of organisations stays what the scenario says.",
        "- More loads, or larger ones: quantities alone do not tell them apart; give numbers of seizures too.",
        "- What is never seized is seen by no statistic: a country that finds little may be clean or blind. The prior decides how far the fit may go there.",
    ),
)

_FR = _Words(
    lang="fr",
    title=_title_fr,
    what_it_is=_what_it_is_fr,
    number=number_fr,
    end_of_range=number_fr,
    to="à",
    inputs_title="Paramètres",
    inputs_head=(
        "paramètre",
        "a priori",
        "médiane (5 à 95 %)",
        "dispersion sur celle de l'a priori",
        "par ces statistiques",
    ),
    verdicts=VERDICTS_FR,
    at_end="**Au bout de sa plage : {label}.** Soit la plage est trop étroite pour ce pays, soit autre chose est faux dans le scénario (unités, trafic, effectifs). Voyez cela d'abord.",
    targets_title="Statistiques",
    targets_head=(
        "statistique",
        "unité",
        "années",
        "observé par an",
        "après l'ajustement",
        "écart en erreurs types",
        "mû par les paramètres",
    ),
    not_met="**Atteintes par aucun réglage de ces paramètres : {labels}.** Le modèle et ces statistiques ne s'accordent pas ; l'ajustement n'y change rien.",
    met="Après l'ajustement, aucune statistique n'est à plus de 2 erreurs types de ce qui est attendu.",
    apart_title="Ce qui ne peut être distingué",
    going=("l'un monte avec l'autre", "l'un monte quand l'autre baisse"),
    together="{one} et {other} vont ensemble dans ce qui convient ({word}, corrélation {corr}) : les statistiques disent un mélange des deux.",
    not_told="{label} : non dit par ces statistiques ; scenario.yaml garde sa valeur, priors.yaml l'omet.",
    always=(
        "- La fidélité de ce qui passe d'un service à l'autre et la confiance accordée : aucune statistique de ce genre ne les dit (docs/identifiability.md). Demandez : combien des sociétés écrans saisies la police connaissait-elle avant ? Combien en avait-elle transmis ?",
        "- Beaucoup d'organisations avec peu d'envois, ou peu avec beaucoup : seul leur produit est dit. Le nombre d'organisations reste celui du scénario.",
        "- Plus d'envois, ou de plus gros : les quantités seules ne les distinguent pas ; donnez aussi des nombres de saisies.",
        "- Ce qui n'est jamais saisi n'est vu d'aucune statistique : un pays qui trouve peu peut être sain ou aveugle. L'a priori décide jusqu'où l'ajustement peut aller.",
    ),
)
