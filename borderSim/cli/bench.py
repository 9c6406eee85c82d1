"""``bordersim bench``: speed, how the cost grows, and the peers."""

from __future__ import annotations

from borderSim.cli.arguments import Arguments, Command
from borderSim.cli.output import DONE
from borderSim.errors import StoppedError


def bench(arguments: Arguments) -> int:
    """Measure, print the tables, name the files."""
    name, results_dir = arguments.text("name", "bench") or "bench", arguments.results_dir()

    from borderSim.benchmark import before
    from borderSim.benchmark.measure import measure
    from borderSim.classroom.speed import measured
    from borderSim.report.documents.benchmark import page, tables
    from borderSim.report.terminal.console import console
    from borderSim.report.terminal.log_lines import LogLines
    from borderSim.studies.execution import files
    from borderSim.studies.execution.manifest import now, ran_block
    from borderSim.validation import made_with

    other = arguments.text("before")
    if other is not None:
        before.check(other)
    started, out = now(), console()
    folder = files.ensure_writable(files.result_path(files.ensure_writable(results_dir), name))
    log = LogLines()
    with out.status("", spinner="line") as status:

        def told(what: str) -> None:
            status.update(what)
            log.update(what)

        content = measure(told=told, other=other, classroom=measured)
    content |= {
        made_with.KEY: made_with.of_benchmark(),
        "ran": ran_block(started=started, workers=1, command=["bordersim", *arguments.typed]),
    }
    # (first of all: measuring takes minutes, and the disk may be full)
    for table in tables(content):
        out.print(table)
    try:
        numbers = files.write_json(folder / "benchmark.json", content)
        written = files.write_text(folder / "benchmark.md", page(content))
    except OSError as error:
        raise StoppedError(
            f"{folder}: nothing can be written there ({error.strerror or error}); the tables above are all that is left of it"
        ) from error
    print(f"numbers: {numbers}")
    print(f"page:    {written}")
    return DONE


COMMAND = Command(
    name="bench",
    does="speed, how the cost grows, side by side with peers (some minutes)",
    act=bench,
    keys={
        "before": "the Python of another environment: its version is run in turn with this one",
        "name": "name of the result (default: bench)",
        "results_dir": "folder of the results (default: results)",
    },
)
