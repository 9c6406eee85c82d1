"""What an experiment found: one analysis a file, named by the experiment's key ``analysis``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from borderSim.parameters.window import Window
from borderSim.presentation import Presented, show
from borderSim.studies.analysis.findings.text import Finding, TooLittleError
from borderSim.studies.execution import files, made_with

if TYPE_CHECKING:
    from borderSim.studies.design.experiment import Experiment

Analysis = Callable[["Experiment", Path, pd.DataFrame], Finding]


def _null_hypothesis(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.null_hypothesis import find

    return find(runs)


def _rank_stability(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.rank_stability import find

    return find(runs, list(experiment.arms))


def _prior_predictive(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.prior_predictive import find

    return find(runs, _horizons(folder))


def _twin(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.twin import find

    path = folder / "monthly.parquet"
    return find(
        runs, files.read_frame(path) if path.exists() else pd.DataFrame(), experiment.factors
    )


def _instruments(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.instruments import find

    return find(runs, experiment.steps, _years(folder))


def _claims(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.hypotheses import find
    from borderSim.studies.design.hypotheses import read_claims

    return find(runs, read_claims(experiment, experiment.name), _horizons(folder))


def _surface(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.surface import find

    return find(runs, _years(folder))


def _levels_by_law(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.levels_by_law import find

    return find(runs, _present(experiment), _years(folder))


def _structure(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.structure import find

    return find(runs)


def _sensitivity(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.sensitivity import find
    from borderSim.studies.analysis.sensitivity import of_runs, years_of
    from borderSim.studies.execution import manifest

    found = manifest.read(folder)
    indices = of_runs(runs, found["choices"], years_of(found), folder.name)
    pages = show(
        Presented.SENSITIVITY_PAGE,
        indices,
        folder,
        {"question": experiment.question, "read": experiment.read},
    )
    return dataclasses.replace(find(indices, str(runs["scenario"].iloc[0])), files=tuple(pages))


def _mechanisms(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.mechanisms import find

    return find(runs, experiment.steps, _years(folder))


def _arms(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.arms import find

    return find(runs, _present(experiment), list(experiment.arms), _years(folder))


def _present(experiment: Experiment) -> str:
    """Return the level that others are held against: the experiment's own, or the shipped one."""
    from borderSim.scenario.names import default_choices

    return experiment.present or default_choices()["present"]


def _horizons(folder: Path) -> dict[str, float]:
    """Return the years that are measured in each scenario, as the manifest tells them from the beginning.

    Of a list of claims by ``claim: scenario``.
    """
    from borderSim.studies.execution import manifest

    found = {}
    for label, config in manifest.read(folder)["config"].items():
        claim, colon, _ = label.partition(": ")
        found[f"{claim if colon else ''}{colon}{config['name']}"] = Window.stored(config).measured
    return found


def _measured(folder: Path) -> dict[str, str]:
    """Return what is measured, in words; different where scenarios or claims differ."""
    from borderSim.studies.execution import manifest

    if not (folder / manifest.FILE).exists():
        return {}
    config = manifest.read(folder).get("config", {})
    texts = dict.fromkeys(Window.stored(own).text for own in config.values() if "years" in own)
    return {"measured": ", or ".join(texts)} if texts else {}


def _years(folder: Path) -> float:
    """Return the years that are measured of a sweep, which its manifest tells from the beginning."""
    from borderSim.studies.analysis.sensitivity import years_of
    from borderSim.studies.execution import manifest

    return years_of(manifest.read(folder))


FINDERS: dict[str, Analysis] = {
    "null_hypothesis": _null_hypothesis,
    "rank_stability": _rank_stability,
    "prior_predictive": _prior_predictive,
    "twin": _twin,
    "instruments": _instruments,
    "claims": _claims,
    "surface": _surface,
    "levels_by_law": _levels_by_law,
    "structure": _structure,
    "sensitivity": _sensitivity,
    "mechanisms": _mechanisms,
    "arms": _arms,
}


def forewarning(analysis: str, points: int, replications: int) -> str:
    """Return what an analysis will miss, as far as it can be known before the first run.

    Empty where nothing is.
    """
    from borderSim.studies.analysis.findings import null_hypothesis, rank_stability, twin

    fewest = {"null_hypothesis": null_hypothesis.LEAST_POINTS, "twin": twin.LEAST_DRAWS}.get(
        analysis, 1
    )
    least = (
        rank_stability.LEAST if analysis in ("rank_stability", "structure", "instruments") else 1
    )
    if points < fewest:
        return f"the analysis {analysis} will say nothing: it needs {fewest} points, there are {points}"
    if replications < least:
        return f"the analysis {analysis} will say nothing: it needs {least} replicates, there is {replications}"
    return ""


def write_findings(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> list[str]:
    """Work out what an experiment found, for machines and for people.

    Return the names of the files.
    """
    if not experiment.analysis:
        return []
    try:
        found = FINDERS[experiment.analysis](experiment, folder, runs)
    except TooLittleError as error:
        found = Finding({"too_little": str(error)}, [f"Nothing can be said: {error}."])
    except (
        Exception
    ) as error:  # hours of runs must not hang on an analysis: they are whole, it can be made anew
        reason = f"{type(error).__name__}: {error}"
        found = Finding(
            {"analysis_failed": reason},
            [
                f"The analysis failed ({reason}). The runs are whole; `bordersim report` tries again."
            ],
        )
    countries = list(dict.fromkeys(map(str, runs["scenario"])))
    head: dict[str, Any] = {
        "experiment": experiment.name,
        "question": experiment.question,
        "runs": len(runs),
        "scenarios": countries,
    }
    head |= _measured(folder)
    head |= _made_with(folder)
    where = ", ".join(f"`{name}`" for name in countries)
    marker = made_with.marker(experiment.name, head.get(made_with.KEY, {}).get("behaviour"))
    lines = [
        f"# {experiment.question}",
        "",
        marker,
        "",
        f"Experiment `{experiment.name}` on {where}: {len(runs)} runs"
        + (f"; measured: {head['measured']}." if "measured" in head else "."),
        "",
        *found.lines,
    ]
    lines += ["", f"How to read it: {experiment.read}"] if experiment.read else []
    files.write_json(folder / "findings.json", head | found.numbers)
    files.write_text(folder / "findings.md", "\n".join(lines).rstrip() + "\n")
    return [
        "findings.json",
        "findings.md",
        *found.files,
        *_page(experiment, folder, head | found.numbers),
    ]


def _made_with(folder: Path) -> dict[str, Any]:
    """Return what the runs were made with, as the manifest says that was written when they began."""
    from borderSim.studies.execution import manifest

    found = made_with.of_sweep(manifest.read(folder)) if (folder / manifest.FILE).exists() else {}
    return {made_with.KEY: found} if found else {}


def _page(experiment: Experiment, folder: Path, numbers: dict[str, Any]) -> list[str]:
    """Write the page of an analysis that has one."""
    return show(
        Presented.FINDINGS_PAGE, experiment.analysis, numbers | {"read": experiment.read}, folder
    )
