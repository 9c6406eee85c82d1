"""borderSim: what does each level of customs-police cooperation change, and how sure can one be?

Names are loaded when they are first used, so that ``import borderSim`` is quick::

    import borderSim as bs
    comparison = bs.compare("national", replications=50)
    comparison.table()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from borderSim.presentation import Presented, bind
from borderSim.version import __version__

if TYPE_CHECKING:
    from borderSim.api.diagnose import diagnose
    from borderSim.api.experiment import Experiment
    from borderSim.api.face import compare, load_result, sweep
    from borderSim.api.register import register
    from borderSim.api.run import run
    from borderSim.api.scenarios import load_scenario, own_config
    from borderSim.extend.measure import measure
    from borderSim.extend.outcome import outcome
    from borderSim.measures.outcomes import OUTCOMES
    from borderSim.report.stories.story import story
    from borderSim.results.comparison import Comparison
    from borderSim.results.export import export
    from borderSim.results.runs import Runs
    from borderSim.results.sweep import Sweep
    from borderSim.scenario.read_network import read_network
    from borderSim.simulation import BorderModel

__all__ = [
    "OUTCOMES",
    "BorderModel",
    "Comparison",
    "Experiment",
    "Runs",
    "Sweep",
    "__version__",
    "compare",
    "diagnose",
    "export",
    "load_result",
    "load_scenario",
    "measure",
    "outcome",
    "own_config",
    "read_network",
    "register",
    "run",
    "story",
    "sweep",
]

_HOMES = {
    "OUTCOMES": "borderSim.measures.outcomes",
    "BorderModel": "borderSim.simulation",
    "diagnose": "borderSim.api.diagnose",
    "Experiment": "borderSim.api.experiment",
    "measure": "borderSim.extend.measure",
    "outcome": "borderSim.extend.outcome",
    "register": "borderSim.api.register",
    "run": "borderSim.api.run",
    "load_result": "borderSim.api.face",
    "Runs": "borderSim.results.runs",
    "own_config": "borderSim.api.scenarios",
    "load_scenario": "borderSim.api.scenarios",
    "read_network": "borderSim.scenario.read_network",
    "compare": "borderSim.api.face",
    "Comparison": "borderSim.results.comparison",
    "export": "borderSim.results.export",
    "story": "borderSim.report.stories.story",
    "sweep": "borderSim.api.face",
    "Sweep": "borderSim.results.sweep",
}

bind(
    {
        Presented.OUTCOME_TITLE: ("borderSim.report.writing.texts", "outcome_title"),
        Presented.RUN_TABLE: ("borderSim.api.display", "result_html"),
        Presented.MONTHS_FIGURE: ("borderSim.api.series", "months_asked"),
        Presented.RUNS_TABLE: ("borderSim.api.display", "runs_html"),
        Presented.COMPARISON_TABLE: ("borderSim.api.display", "comparison_html"),
        Presented.COMPARISON_FIGURE: ("borderSim.api.comparison_figures", "comparison_figure"),
        Presented.SWEEP_TABLE: ("borderSim.api.display", "sweep_html"),
        Presented.SWEEP_FIGURE: ("borderSim.api.sweep_figures", "sweep_figure"),
        Presented.REPORT: ("borderSim.report.full_report.page", "write_report"),
        Presented.BRIEF: ("borderSim.report.briefs.comparison", "write_brief"),
        Presented.CLASS_PAGE: ("borderSim.classroom.player", "write_class_page"),
        Presented.PRECISION_PAGE: ("borderSim.report.studies.precision", "write_precision"),
        Presented.SENSITIVITY_PAGE: ("borderSim.report.studies.sensitivity", "write_sensitivity"),
        Presented.DIAGNOSIS: ("borderSim.api.diagnose", "diagnose"),
        Presented.FINDINGS_PAGE: ("borderSim.report.studies.findings", "write_page"),
    }
)


def __getattr__(name: str) -> object:
    """Load a public name from its home on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'borderSim' has no attribute '{name}'")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
