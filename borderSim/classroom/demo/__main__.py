"""Make the pages of the demonstration that are shipped anew, once per release.

``python -m borderSim.classroom.demo`` searches 40 seeds first, and tries orders for finds both ways;
with a file of JSON it takes the data from there; with the word ``again`` it keeps the numbers that the
shipped pages hold, and takes today's modules and texts.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from borderSim.classroom.demo.data import make_data
from borderSim.classroom.demo.page import SHOWN, again, page_name, write
from borderSim.language.current import LANGUAGES
from borderSim.studies.execution import files

AGAIN = "again"


def main(words: list[str]) -> None:
    """Make them, and say where they lie."""
    if words == [AGAIN]:
        shown = [SHOWN / page_name(language) for language in LANGUAGES]
        paths = [files.write_page(path, again(path)) for path in shown]
    elif words:
        paths = write(json.loads(Path(words[0]).read_text(encoding="utf-8")), SHOWN)
    else:
        scenes = make_data(told=lambda done: print(f"{done} seeds done", file=sys.stderr))
        paths = write(scenes, SHOWN)
    for path in paths:
        print(f"written: {path} ({path.stat().st_size / 1e3:.0f} kB)")


if __name__ == "__main__":
    main(sys.argv[1:])
