"""The commands. A new one is a file here with its ``Command``, and its line in the table below."""

from __future__ import annotations

from borderSim.cli import (
    bench,
    calibrate,
    compare,
    country,
    demo,
    diagnose,
    exercise,
    export,
    kit,
    listing,
    play,
    replay,
    results,
    run,
    sensitivity,
    start,
    status,
    story,
    sweep,
    validate,
)
from borderSim.cli.arguments import Command

TABLE: tuple[Command, ...] = (
    compare.COMMAND,
    run.COMMAND,
    sweep.COMMAND,
    country.COMMAND,
    calibrate.COMMAND,
    sensitivity.COMMAND,
    diagnose.COMMAND,
    exercise.COMMAND,
    status.COMMAND,
    results.REPORT,
    story.COMMAND,
    play.COMMAND,
    replay.COMMAND,
    demo.COMMAND,
    start.COMMAND,
    kit.COMMAND,
    export.COMMAND,
    validate.COMMAND,
    listing.PARAMS,
    listing.SCENARIOS,
    bench.COMMAND,
)
"""In the order of the help."""
