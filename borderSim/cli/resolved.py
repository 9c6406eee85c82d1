"""``--cfg job``: what a command would compute, resolved, as YAML.

Nothing is computed or written.
"""

from __future__ import annotations

from typing import Any

from borderSim.cli.arguments import Arguments, short
from borderSim.cli.multirun import MULTIRUN
from borderSim.cli.output import DONE
from borderSim.errors import InputError


def show(arguments: Arguments) -> int:
    """Print it.

    Raises:
        InputError: wrong input, or another word than ``job``.
    """
    asked = arguments.flags["--cfg"]
    if asked != "job":
        raise InputError(
            f"--cfg {short(asked)}: only 'job' is shown; Hydra's own settings (hydra, all) change nothing here, "
            "Hydra composes the scenario and does no more"
        )
    if MULTIRUN in arguments.flags:
        raise InputError(
            "--cfg job shows one configuration: give one value of each key, without -m"
        )
    import yaml

    content = SHOWN[arguments.command](arguments)
    print(
        yaml.dump(content, Dumper=yaml.SafeDumper, sort_keys=False, allow_unicode=True, width=120),
        end="",
    )
    return DONE


def _run(arguments: Arguments) -> dict[str, Any]:
    """The scenario with its seed, keys as they are set (``customs.random_share=``)."""
    from borderSim.cli.run import rows_of
    from borderSim.scenario.load import scenario_as_dict
    from borderSim.studies.execution.manifest import plain

    ((_, scenario, seed),) = rows_of(arguments)
    return {"seed": seed, **plain(scenario_as_dict(scenario))}


def _compare(arguments: Arguments) -> dict[str, Any]:
    """What the manifest holds: choices, the scenario under the present level, what each level changes of it."""
    from borderSim.cli.compare import read
    from borderSim.studies.analysis.precision import rule_of
    from borderSim.studies.compare import DEFAULT_SEED, load_plan
    from borderSim.studies.design.kept_tables import read_keep

    asked = read(arguments)
    seed = asked.options.get("seed", DEFAULT_SEED)
    replications = asked.options.get("replications")
    rule = rule_of(
        asked.options.get("precision"), asked.options.get("max_replications"), replications
    )
    plan = load_plan(
        asked.names,
        asked.options["levels"],
        asked.settings,
        asked.options["present"],
        seed=seed,
        replications=rule.most if rule else int(replications or 1),
        with_plane=asked.options["plane"],
        keep=read_keep(asked.options["keep"]),
    )
    number = (
        {"precision": rule.share, "max_replications": rule.most}
        if rule
        else {"replications": replications}
    )
    return {**number, **_design(plan.design)}


def _sweep(arguments: Arguments) -> dict[str, Any]:
    """The same of a sweep; its points stand under ``choices.design``."""
    from borderSim.cli.sweep import read
    from borderSim.studies.design.experiment_files import load_experiment
    from borderSim.studies.plans.hypothesis_plan import plan_of
    from borderSim.studies.sweep import adjusted

    name, changes = read(arguments)
    experiment = adjusted(load_experiment(name), **changes)
    return {"replications": experiment.replications, **_design(plan_of(experiment).design)}


def _design(design: Any) -> dict[str, Any]:
    from borderSim.studies.execution.manifest import plain

    return plain(
        {"choices": design.choices, "config": design.config, "level_config": design.level_config}
    )


SHOWN = {"run": _run, "compare": _compare, "sweep": _sweep}
"""What is shown, by command."""
