"""``bordersim validate``: the model tried against what is known of the world."""

from __future__ import annotations

from borderSim.cli.arguments import Arguments, Command
from borderSim.cli.output import DONE, RUNS_FAILED, tell
from borderSim.errors import StoppedError


def validate(arguments: Arguments) -> int:
    """Try every pattern, print the verdicts, name the files; 1 if a must-hold pattern disagrees."""
    only = arguments.listed("only")
    ids = [only] if isinstance(only, str) else only
    seeds, workers = arguments.count("seeds", 2), arguments.count("workers", 1)
    name, results_dir = arguments.text("name"), arguments.results_dir()

    import pandas as pd

    from borderSim.report.documents.validation import page, verdict_table
    from borderSim.report.terminal.console import console
    from borderSim.report.terminal.progress import RunProgress
    from borderSim.studies.execution import files, lock
    from borderSim.validation.run import FILE
    from borderSim.validation.run import validate as carry_out

    out = console()
    own = files.check_name(
        name or ("validate-quick" if "--quick" in arguments.flags else "validate")
    )
    with lock.at_work(files.result_path(results_dir, own)), RunProgress(out) as shown:

        def progress(done: int, total: int, left: float) -> None:
            shown.update(done, total, pd.DataFrame(), None if left < 0 else left)

        outcome = carry_out(
            quick="--quick" in arguments.flags,
            only=ids,
            seeds=seeds,
            workers=workers,
            name=name,
            results_dir=results_dir,
            progress=progress,
            command=["bordersim", *arguments.typed],
        )
    out.print(verdict_table(outcome.content))
    print(f"numbers: {outcome.folder / FILE}")
    try:
        print(
            f"page:    {files.write_text(outcome.folder / 'validation.md', page(outcome.content))}"
        )
    except OSError as error:
        raise StoppedError(
            f"{outcome.folder}: validation.md could not be written ({error.strerror or error}); type the same command again later"
        ) from error
    for sentence in outcome.failed:
        tell(f"failed: {sentence}")
    if outcome.broken:
        tell(f"must hold and disagrees: {', '.join(outcome.broken)}")
    return RUNS_FAILED if outcome.failed or outcome.broken else DONE


COMMAND = Command(
    name="validate",
    does="the model against what is known of the world: each pattern with its verdict",
    act=validate,
    keys={
        "only": "ids of patterns: '[F1,F17]' (default: all)",
        "seeds": "paired seeds of every pattern (default: as each declares, 20 or more)",
        "workers": "processes (default: one per processor)",
        "name": "name of the result (default: validate, or validate-quick)",
        "results_dir": "folder of the results (default: results)",
    },
    flags={"--quick": "five seeds, in about 5 minutes on two cores; verdicts are indicative"},
)
