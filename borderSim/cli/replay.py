"""``bordersim replay``: a stored result played day by day, in one page that needs no network."""

from __future__ import annotations

from borderSim.cli.arguments import Arguments, Command
from borderSim.cli.output import DONE, open_page, put
from borderSim.cli.results import result_folder
from borderSim.language.phrases import phrase


def replay(arguments: Arguments) -> int:
    """Write the page of a result, and say where it is."""
    lang, opens = arguments.lang(), arguments.switch("open", False)
    asked = arguments.listed("level") or []
    levels = [asked] if isinstance(asked, str) else asked
    seed, scenario = arguments.count("seed", 0), arguments.text("scenario")
    folder = result_folder(arguments)

    from borderSim.classroom.replay import write_replay
    from borderSim.language.current import named

    page = write_replay(
        folder,
        folder / named("replay.html", lang),
        levels=levels,
        seed=seed,
        scenario=scenario,
        language=lang,
    )
    put(phrase("replay: {path}", path=page))
    if opens:
        open_page(page)
    return DONE


COMMAND = Command(
    name="replay",
    does="replay RESULT: a result of compare or run played day by day, two runs side by side (replay.html)",
    act=replay,
    word="RESULT",
    keys={
        "level": "levels to show, '[LEFT,RIGHT]': the first on the left, the last on the right (default: all, the present one on the left)",
        "seed": "seed of the runs (default: all that have daily series)",
        "scenario": "scenario of the runs (default: the first)",
        "open": "true opens the page in a browser (default: false)",
        "results_dir": "folder of the results (default: results)",
        "lang": "en or fr: the language in which the page begins; it changes on the page too (default: en)",
    },
    more=["With events=true a result tells single events too: seizures, collisions, arrests."],
)
