"""A worked example: search dials and instruments for several objectives at once, with the EMA workbench.

``python docs/examples/many_objectives.py`` (``pip install 'bordersim[ema]'``) takes some minutes and
writes into ``--folder``: every place that was tried (``tried.csv``), the places that nothing beats
(``front.csv``) and a picture of them (``front.png``). Stopped and called again with the same words it
goes on: a place that stands in ``tried.csv`` is not run again. The page beside it is
``docs/many-objectives.md``.

The search takes the luckiest places, so what it says of them is too good. The places that are left
are therefore run again over other seeds, and the page tells those numbers.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.api.ema import ema_model

SCENARIO = "training"
SETTINGS = ["years=1", "burn_in_days=180"]
DIALS = ("information_sharing", "resource_pooling", "governance")
INSTRUMENTS = ("liaison_officers", "fusion_centre", "joint_training")
KNOWN = {"police.known_entity_share": 0.2}
"""What is uncertain, and where it stays while the levers are searched."""
OBJECTIVES = {
    "net_benefit_eur_difference": (1, 500_000.0),
    "trade_delay_cost_eur_difference": (-1, 25_000.0),
    "enforcement_and_cooperation_cost_eur_difference": (-1, 25_000.0),
}
"""What is made large (1) or small (-1) against the present level over the year, and the step
below which two places count as equal (epsilon), EUR."""
SEARCHED, AGAIN = 2, 10
"""Replicates of a place in the search, and of those that are left afterwards, over other seeds."""
FIRST, FIRST_AGAIN = 1, 1001
"""First seed of each."""
SHORT = {
    "net_benefit_eur_difference": "net benefit",
    "trade_delay_cost_eur_difference": "cost of delay",
    "enforcement_and_cooperation_cost_eur_difference": "cost of services",
}


class Remembered:
    """The model as a function that writes down what it has run and does not run it again.

    Args:
        function: of the model: levers and what is uncertain to outcomes.
        path: of the file with a line for every place.
    """

    def __init__(self, function: Callable[..., dict[str, float]], path: Path) -> None:
        self._function, self._path = function, path
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        self._known = {
            line.partition("\t")[0]: json.loads(line.partition("\t")[2]) for line in lines
        }

    def __call__(self, **place: float) -> dict[str, float]:
        """Return the outcomes of a place, from the file if it stands there."""
        key = json.dumps({name: float(value) for name, value in sorted(place.items())})
        if key not in self._known:
            found = self._function(**place)
            self._known[key] = {name: float(found[name]) for name in OBJECTIVES}
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{key}\t{json.dumps(self._known[key])}\n")
        return self._known[key]

    def table(self) -> pd.DataFrame:
        """Return all places with what came of them, in the order in which they were tried."""
        return pd.DataFrame([{**json.loads(key), **found} for key, found in self._known.items()])


def _model(replications: int, seed: int, settings: Sequence[str]) -> Any:
    """Return the model over the levers, with the objectives as its outcomes."""
    import ema_workbench as ema

    model = ema_model(
        SCENARIO,
        uncertainties=list(KNOWN),
        dials=DIALS,
        instruments=INSTRUMENTS,
        replications=replications,
        seed=seed,
        overrides=settings,
    )
    kinds = {1: ema.ScalarOutcome.MAXIMIZE, -1: ema.ScalarOutcome.MINIMIZE}
    model.outcomes.clear()  # only what is searched for
    model.outcomes = [
        ema.ScalarOutcome(name, kind=kinds[way]) for name, (way, _) in OBJECTIVES.items()
    ]
    return model


def search(
    folder: Path, evaluations: int, population: int, settings: Sequence[str]
) -> pd.DataFrame:
    """Search with epsilon-NSGA-II; return the places that nothing tried beats by a step, levers and objectives.

    Args:
        folder: in which what was tried is written down.
        evaluations: places that are tried, about (whole generations).
        population: places of a generation.
        settings: of the scenario.
    """
    import ema_workbench as ema
    import platypus

    model = _model(SEARCHED, FIRST, settings)
    model.function = Remembered(model.function, folder / "tried.txt")
    # (the workbench's own operator for levers of several kinds changes every lever of every child)
    moves = platypus.CompoundOperator(
        platypus.SBX(), platypus.HUX(), platypus.PM(), platypus.BitFlip()
    )
    with tempfile.TemporaryDirectory() as archives, ema.SequentialEvaluator(model) as evaluator:
        found, _ = evaluator.optimize(
            algorithm=platypus.EpsNSGAII,
            nfe=evaluations,
            searchover="levers",
            reference=ema.Sample("as it is", **_uncertain()),
            epsilons=[OBJECTIVES[outcome.name][1] for outcome in model.outcomes],
            population_size=population,
            variator=moves,
            convergence_freq=population,
            rng=FIRST,
            directory=archives,
            filename="archive.tar",
        )
    model.function.table().to_csv(folder / "tried.csv", index=False)
    return found.sort_values(list(OBJECTIVES), ascending=False, ignore_index=True)


def again(
    front: pd.DataFrame, folder: Path, settings: Sequence[str], replications: int
) -> pd.DataFrame:
    """Run the places of a front over seeds that the search has not seen; return it with ``<objective>_again``."""
    function = _model(replications, FIRST_AGAIN, settings).function
    remembered = Remembered(function, folder / "again.txt")
    levers = [name for name in front.columns if name not in OBJECTIVES]
    rows = [remembered(**_uncertain(), **place) for place in front[levers].to_dict("records")]
    return front.join(pd.DataFrame(rows).add_suffix("_again"))


def _uncertain() -> dict[str, float]:
    """Return what is uncertain by the names of the workbench."""
    return {key.replace(".", "__"): value for key, value in KNOWN.items()}


def draw(front: pd.DataFrame, path: Path) -> None:
    """Draw the front over the other seeds: net benefit against the cost of services, delay as the colour."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    benefit, delay, cost = (front[f"{name}_again"] / 1e6 for name in OBJECTIVES)
    figure, axes = plt.subplots(figsize=(8, 5))
    points = axes.scatter(
        cost, benefit, c=delay, cmap="cividis", s=70, edgecolor="black", linewidth=0.5
    )
    for number, (x, y) in enumerate(zip(cost, benefit, strict=True), 1):
        axes.annotate(str(number), (x, y), xytext=(6, 4), textcoords="offset points", fontsize=9)
    axes.axhline(0, color="grey", linewidth=0.8)
    axes.set_xlabel("cost of services more than at the present level, EUR M")
    axes.set_ylabel("net benefit over the present level, EUR M")
    figure.colorbar(points, label="cost of delay over the present level, EUR M")
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)


def as_page(front: pd.DataFrame) -> str:
    """Return the front as the table of the page: dials, instruments, objectives over the other seeds."""
    heads = ["", "sharing", "pooling", "governance", "instruments"]
    heads += [f"{SHORT[name]}, EUR M" for name in OBJECTIVES] + ["net benefit in the search, EUR M"]
    lines = [f"| {' | '.join(heads)} |", f"| --: | --: | --: | --: | --- |{' --: |' * 4}"]
    best = next(iter(OBJECTIVES))
    for number, row in enumerate(front.to_dict("records"), 1):
        dials = [f"{row[f'levers__{dial}']:.2f}" for dial in DIALS]
        there = [name.replace("_", " ") for name in INSTRUMENTS if row[f"instruments__{name}"]]
        told = [f"{row[f'{name}_again'] / 1e6:+.2f}" for name in OBJECTIVES]
        cells = [str(number), *dials, ", ".join(there) or "none", *told, f"{row[best] / 1e6:+.2f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> pd.DataFrame:
    """Search, run the places that are left again, write tables and picture; return the front."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--evaluations", type=int, default=100, help="places that are tried")
    parser.add_argument("--population", type=int, default=20, help="places of a generation")
    parser.add_argument(
        "--again", type=int, default=AGAIN, help="replicates of those that are left"
    )
    parser.add_argument("--folder", type=Path, default=Path("results/many-objectives"))
    parser.add_argument("--settings", nargs="*", default=SETTINGS, help="key=value of the scenario")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # of the workbench: parallel evaluators that are not installed
        front = search(given.folder, given.evaluations, given.population, given.settings)
        front = again(front, given.folder, given.settings, given.again)
    front.to_csv(given.folder / "front.csv", index=False)
    draw(front, given.folder / "front.png")
    print(as_page(front))
    return front


if __name__ == "__main__":
    main()
