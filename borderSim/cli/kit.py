"""``bordersim kit``: a folder for a USB stick, for a class without a network."""

from __future__ import annotations

from pathlib import Path

from borderSim.cli.arguments import PRINTED_KEY, Arguments, Command
from borderSim.cli.output import DONE, put
from borderSim.language.phrases import phrase


def kit(arguments: Arguments) -> int:
    """Make the folder, and say what is in it."""
    arguments.lang()  # (which refuses a language that there is not)
    platform = arguments.text("platform") or "this"
    python, to = arguments.text("python"), arguments.text("to")

    from borderSim.classroom.kit.folder import make

    made = make(Path(to or f"borderSim-kit-{platform}"), platform, python)
    put(phrase("kit: {path} ({size:.0f} MB)", path=made.folder, size=made.megabytes))
    for note in made.notes:
        put(phrase("note: {note}", note=note))
    return DONE


COMMAND = Command(
    name="kit",
    does="a folder for a USB stick: what a class needs on a laptop without a network",
    act=kit,
    keys={
        "platform": "this, windows, macos or linux: whose wheels are taken (default: this)",
        "python": "version of the laptop's Python, as in 3.13 (default: that of this one)",
        "to": "folder that is made (default: borderSim-kit-PLATFORM)",
        **PRINTED_KEY,
    },
    more=["It needs an index of packages while it is made; the kit itself needs none."],
)
