"""Comparisons of the fake world: the scenario layer and the pages are replaced in this process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from borderSim.parameters.scenario import Levers, Scenario
from borderSim.results.comparison import Comparison
from borderSim.studies import compare as module
from borderSim.studies.execution import provenance
from borderSim.studies.execution.status import standing
from borderSim.studies.execution.task import Simulate
from borderSim.studies.plans import comparison_plan, dial_plane
from borderSim.studies.plans.comparison_plan import ComparisonPlan
from tests.studies import fake


def load_levels(
    name: str, levels: Sequence[str] | str, overrides: Sequence[str], present: str | None
) -> dict[str, Scenario]:
    settings = dict(text.split("=", 1) for text in overrides)
    chosen = fake.LEVELS if levels == "all" else levels
    years = float(settings.get("years", 0.1))
    return {
        level: fake.scenario(level, name=name, years=years, events="events" in settings)
        for level in chosen
    }


def load_points(
    name: str, levels: object, overrides: Sequence[str], present: str | None
) -> dict[dial_plane.Point, Scenario]:
    return {
        (x, y): fake.scenario(name=name, levers=Levers(information_sharing=x, resource_pooling=y))
        for x in dial_plane.PLACES
        for y in dial_plane.PLACES
    }


def status(folder: Path) -> dict[str, int]:
    """What ``bordersim status`` says of a folder."""
    runs = standing(folder).runs
    return {"done": runs.done, "failed": runs.failed, "left": runs.left}


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Comparison]:
    """Compare the levels of the fake world; ``simulate`` says how it behaves."""
    monkeypatch.setenv("FAKE_MARKS", str(tmp_path))
    monkeypatch.setattr(comparison_plan, "load_levels", load_levels)
    monkeypatch.setattr(dial_plane, "load_points", load_points)
    monkeypatch.setattr(module, "shipped", lambda group: list(fake.LEVELS))
    monkeypatch.setattr(
        "borderSim.studies.compare.as_shipped",
        lambda scenario: scenario.years == 0.1 and not scenario.events,
    )
    monkeypatch.setattr(provenance, "source_hash", lambda: "as it was")
    monkeypatch.setattr(module, "write_pages", lambda comparison, anew, lang: None)
    make_plan = module.load_plan

    def run(simulate: Simulate = fake.simulate, **settings: Any) -> Comparison:
        def planned(*args: Any, **kwargs: Any) -> ComparisonPlan:
            plan = make_plan(*args, **kwargs)
            return ComparisonPlan(
                plan.levels, plan.points, plan.seeds, plan.present, plan.design, simulate
            )

        monkeypatch.setattr(module, "load_plan", planned)
        where = {} if "scenarios" in settings else {"scenario": "toy"}
        given = {
            **where,
            "replications": 3,
            "workers": 1,
            "plane": False,
            "name": "compare-toy",
            "results_dir": tmp_path / "results",
        }
        return module.compare(**given | settings)

    return run


TABLES = (
    "runs.parquet",
    "monthly.parquet",
    "daily.parquet",
    "plane.parquet",
    "summary.csv",
    "events.parquet",
    "networks.parquet",
    "links.parquet",
)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the tables of a result."""
    return {name: (folder / name).read_bytes() for name in TABLES if (folder / name).exists()}
