"""Make the pages of the demonstration that are shipped anew: ``python -m borderSim.classroom.demo``, once per release."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from borderSim.classroom.demo.data import make_data
from borderSim.classroom.demo.page import SHOWN, write


def main(words: list[str]) -> None:
    """Make them from a search, or from data in a file of JSON that is named."""
    if words:
        scenes = json.loads(Path(words[0]).read_text(encoding="utf-8"))
    else:
        scenes = make_data(told=lambda done: print(f"{done} seeds done", file=sys.stderr))
    for path in write(scenes, SHOWN):
        print(f"written: {path} ({path.stat().st_size / 1e3:.0f} kB)")


if __name__ == "__main__":
    main(sys.argv[1:])
