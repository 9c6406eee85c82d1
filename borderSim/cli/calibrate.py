"""``bordersim calibrate``: what a country's own statistics tell of a few inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderSim.cli.arguments import Arguments, Command
from borderSim.cli.output import DONE, put, put_next, say
from borderSim.errors import InputError
from borderSim.language.phrases import Phrase, nphrase, phrase

if TYPE_CHECKING:
    from borderSim.country.fit.calibrate import FitPlan

DRY_RUN = "--dry-run"


def calibrate(arguments: Arguments) -> int:
    """Fit, tell how long it takes beforehand, print what was found."""
    scenario = arguments.text("scenario")
    if not scenario:
        raise InputError(
            phrase(
                "'bordersim calibrate' needs scenario=NAME or scenario=FILE.yaml (bordersim country writes one)"
            )
        )
    lang = arguments.lang()
    from borderSim.country.fit.calibrate import REPLICATIONS, TRIALS, plan_of
    from borderSim.country.fit.calibrate import calibrate as carry_out
    from borderSim.country.fit.written import page, write
    from borderSim.language.current import using
    from borderSim.report.terminal.console import console, width_is_known
    from borderSim.report.terminal.progress import RunProgress
    from borderSim.studies.execution.scheduler import worker_count

    workers = worker_count(arguments.count("workers", 1))
    plan = plan_of(
        scenario,
        arguments.words[0] if arguments.words else None,
        inputs=arguments.listed("inputs"),
        present=arguments.text("present"),
        trials=arguments.count("trials", 1) or TRIALS,
        replications=arguments.count("replications", 1) or REPLICATIONS,
        seed=_seed(arguments),
        overrides=arguments.overrides,
    )
    line = _beforehand(plan, workers)
    if DRY_RUN in arguments.flags:
        put(line)
        return DONE
    say(phrase("calibrate: {line}; Ctrl-C stops, the same command goes on from there", line=line))
    with using(lang):
        shown_progress = RunProgress(console())
    with shown_progress as progress:
        fit = carry_out(
            plan,
            name=arguments.text("name"),
            results_dir=arguments.results_dir(),
            workers=workers,
            overwrite=arguments.switch("overwrite", False),
            progress=lambda done, total, left: progress.update(done, total, None, left),  # type: ignore[arg-type]
            write=write,
        )
    text = page(fit, lang)
    if width_is_known():
        from borderSim.report.terminal.markdown import shown

        console().print(*shown(text))
    else:
        print(text)
    put(phrase("results: {path}", path=fit.folder))
    put_next("compare", f"scenario={fit.folder / 'scenario.yaml'}")
    return DONE


def _beforehand(plan: FitPlan, workers: int) -> Phrase:
    """Return what will be done and how long it may take."""
    low, high = plan.seconds(workers)
    return phrase(
        "{trials} settings x {runs} of {years} at level {level}: {least} to {most} on {processors}",
        trials=plan.trials,
        runs=nphrase("{n} run", "{n} runs", plan.replications),
        years=_years(plan.days / 365),
        level=phrase(plan.scenario.present.name),
        least=_clock(low),
        most=_clock(high),
        processors=nphrase("{n} processor", "{n} processors", workers),
    )


def _years(years: float) -> Phrase:
    shown = round(years, 1)
    return nphrase("{years:g} year", "{years:g} years", 1 if shown == 1 else 2, years=shown)


def _seed(arguments: Arguments) -> int:
    seed = arguments.count("seed", 0)
    return 1 if seed is None else seed


def _clock(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


COMMAND = Command(
    name="calibrate",
    does="calibrate [TARGETS.csv] scenario=FILE.yaml: fits the few inputs that own seizures can tell (needs Optuna)",
    act=calibrate,
    word="[TARGETS.csv]",
    overrides=True,
    keys={
        "scenario": "a name or a YAML file; without TARGETS.csv the statistics that it keeps are fitted to",
        "present": "the level of today (default: the scenario's own)",
        "inputs": "'[KEY,KEY]': inputs to fit (default: those that the targets can tell)",
        "trials": "settings that are tried (default: 48)",
        "replications": "runs of each setting (default: 2)",
        "seed": "first seed (default: 1)",
        "workers": "processes (default: one per processor)",
        "lang": "en or fr: the page that is printed; both are written (default: en)",
        "name": "name of the result (default: made from what is set)",
        "results_dir": "folder of the results (default: results)",
        "overwrite": "true replaces another fit under the same name, once the new one is whole",
    },
    flags={DRY_RUN: "says how long it would take, and makes no run"},
)
