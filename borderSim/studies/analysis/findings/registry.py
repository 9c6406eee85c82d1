"""What an experiment found: one analysis a file, named by the experiment's key ``analysis``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from borderSim.presentation import Presented, show
from borderSim.studies.analysis.findings.text import Finding, TooLittleError
from borderSim.studies.analysis.tables import Frame
from borderSim.studies.analysis.windows import SweepWindows
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

    return find(runs, _windows(folder).years(runs), _configs_at(folder, str(runs["level"].iloc[0])))


def _twin(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.twin import find

    path = folder / "monthly.parquet"
    return find(
        runs, files.read_frame(path) if path.exists() else pd.DataFrame(), experiment.factors
    )


def _instruments(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.instruments import find

    return find(runs, experiment.steps, _years(folder, runs))


def _claims(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.hypotheses import find
    from borderSim.studies.design.hypotheses import read_claims

    return find(runs, read_claims(experiment, experiment.name), _windows(folder))


def _surface(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.surface import find

    return find(runs, _years(folder, runs))


def _levels_by_law(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.levels_by_law import find

    return find(runs, _present(experiment), _years(folder, runs))


def _structure(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.structure import find

    return find(runs)


def _sensitivity(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.sensitivity import find
    from borderSim.studies.analysis.sensitivity import of_runs
    from borderSim.studies.execution import manifest

    choices = manifest.read(folder)["choices"]
    indices = of_runs(runs, choices, _windows(folder), folder.name)
    pages = show(
        Presented.SENSITIVITY_PAGE,
        indices,
        folder,
        {"question": experiment.question, "read": experiment.read},
    )
    return dataclasses.replace(find(indices, str(runs["scenario"].iloc[0])), files=tuple(pages))


def _mechanisms(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.mechanisms import find

    return find(runs, experiment.steps, _years(folder, runs))


def _arms(experiment: Experiment, folder: Path, runs: pd.DataFrame) -> Finding:
    from borderSim.studies.analysis.findings.arms import find

    first: Frame = runs[runs["scenario"] == runs["scenario"].iloc[0]]
    windows = _windows(folder).of_cells(first, ("arm", "level"))
    return find(runs, _present(experiment), list(experiment.arms), windows)


def _present(experiment: Experiment) -> str:
    """Return the level that others are held against: the experiment's own, or the shipped one."""
    from borderSim.scenario.names import default_choices

    return experiment.present or default_choices()["present"]


def _configs_at(folder: Path, level: str) -> list[dict[str, Any]]:
    """Return the stored scenarios; none where they are stored at another level than this."""
    from borderSim.studies.execution import manifest

    configs = list(manifest.read(folder)["config"].values())
    return configs if all(one["partnership"]["name"] == level for one in configs) else []


def _windows(folder: Path) -> SweepWindows:
    """Return what is measured, by scenario, arm, claim and transition, as the manifest tells it from the beginning."""
    from borderSim.studies.execution import manifest

    return SweepWindows.of(manifest.read(folder))


def _measured(folder: Path) -> dict[str, str]:
    """Return what is measured, in words; different where scenarios or claims differ."""
    from borderSim.studies.execution import manifest

    if not (folder / manifest.FILE).exists():
        return {}
    found = manifest.read(folder)
    config = {label: own for label, own in found.get("config", {}).items() if "years" in own}
    texts = SweepWindows.of({**found, "config": config}).texts
    return {"measured": ", or ".join(texts)} if texts else {}


def _years(folder: Path, runs: pd.DataFrame) -> float:
    """Return the years that the first run measures, for analyses that read the first scenario, arm and point alone."""
    return _windows(folder).of_runs(runs.iloc[:1])[0].measured


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
