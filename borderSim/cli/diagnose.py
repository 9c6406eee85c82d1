"""``bordersim diagnose``: what filled-in questionnaires say of a country, and which remedy comes first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from borderSim.cli.arguments import Arguments, Command
from borderSim.cli.diagnose_simulate import KEYS, Asked, read, runs_of, simulate_remedies
from borderSim.cli.output import DONE, open_page
from borderSim.cli.printed import PRINT_KEYS, tell_page
from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase

if TYPE_CHECKING:
    from borderSim.diagnose.diagnosis import Diagnosis

NEW = "new"
"""Word that asks for the empty forms."""


def diagnose(arguments: Arguments) -> int:
    """Diagnose a country, or write the empty forms."""
    if not arguments.words:
        raise InputError(
            phrase(
                "diagnose needs one or two filled-in questionnaires, such as: bordersim diagnose customs.yaml police.yaml; the empty form: bordersim diagnose new"
            )
        )
    from borderSim.language.current import using

    with using(arguments.lang()):
        if arguments.words[0] == NEW:
            return _new(arguments)
        return _diagnose(arguments)


def _new(arguments: Arguments) -> int:
    """Write the empty form as a page and as YAML."""
    if len(arguments.words) > 1:
        raise InputError(
            phrase(
                "diagnose new writes the empty forms and takes no file: take {what!r} out, or 'new'",
                what=arguments.words[1][:60],
            )
        )
    from borderSim.report.diagnosis.form import write_forms
    from borderSim.scenario.own_files import expanded

    folder = expanded(arguments.text("folder", ".") or ".")
    for path in write_forms(folder, overwrite=arguments.switch("overwrite", False)):
        print(path)
    return DONE


def _diagnose(arguments: Arguments) -> int:
    from borderSim.diagnose import diagnosis
    from borderSim.report.briefs.diagnosis import PAGE as BRIEF
    from borderSim.report.briefs.diagnosis import write as write_brief
    from borderSim.report.diagnosis.page import PAGE
    from borderSim.report.diagnosis.page import write as write_page
    from borderSim.report.diagnosis.remedies import read_remedies
    from borderSim.report.terminal.console import console
    from borderSim.report.terminal.diagnosis import diagnosis_tables
    from borderSim.scenario.names import default_choices
    from borderSim.studies.execution.files import result_path

    if "folder" in arguments.own:
        raise InputError(
            phrase(
                "folder= is where 'bordersim diagnose new' writes; a diagnosis goes to results_dir="
            )
        )
    paths = arguments.words
    scenario = arguments.text("scenario", default_choices()["scenario"]) or ""
    for word in paths:
        key = word.partition("=")[0]
        if key != word and not Path(word).exists():
            raise InputError(
                phrase(
                    "'bordersim diagnose' takes no {what}={nearest}; there are: {allowed}",
                    what=key[:60],
                    nearest=nearest(key, COMMAND.keys),
                    allowed=", ".join(COMMAND.keys),
                )
            )
    diagnosis.check_paths(paths)
    name = arguments.text("name") or diagnosis.default_name(paths, scenario)
    folder = result_path(arguments.results_dir(), name)
    found = diagnosis.diagnose(paths, scenario, str(folder))
    asked = _asked(arguments, found)
    prints = arguments.switch("pdf", False)
    overwrite = arguments.switch("overwrite", False)
    written = [
        *diagnosis.write(found, folder, overwrite=overwrite),
        *write_page(found, folder),
    ]
    write_brief(found, folder)
    console().print(diagnosis_tables(found))
    for path in written:
        print(path)
    page: Path = folder / PAGE
    if asked is not None:
        code = simulate_remedies(arguments, asked, found.scenario(), folder)
        if code != DONE:
            return code
        _edges(arguments, asked, found, folder)
        shown = read_remedies(folder)
        write_page(found, folder, shown)
        write_brief(found, folder, shown)
        print(page)
    tell_page(folder / BRIEF, prints=prints)
    if arguments.switch("open", False):
        open_page(page)
    return DONE


def _asked(arguments: Arguments, found: Diagnosis) -> Asked | None:
    """Return what is asked of the simulation of remedies, None where none is asked for.

    Raises:
        InputError: a wrong value, or a key of the simulation without ``simulate=true``.
    """
    if arguments.switch("simulate", False):
        return read(arguments, found.scenario(), found.joined.answers)
    for key in KEYS:
        if key in arguments.own and key not in ("simulate", "overwrite"):
            raise InputError(
                phrase("{key}= is of the simulation of remedies: say simulate=true too", key=key)
            )
    return None


def _edges(arguments: Arguments, asked: Asked, found: Diagnosis, folder: Path) -> None:
    """Try the best remedies on what answers may mean, where something is not sure."""
    replications = asked.numbers["together"]
    if not found.edges or not replications:
        return
    from contextlib import ExitStack

    from borderSim.diagnose import edges
    from borderSim.report.diagnosis.remedies import edges_table
    from borderSim.report.terminal.console import console
    from borderSim.report.terminal.diagnosis import drawn

    out = console()
    with ExitStack() as shown:
        runs = runs_of(arguments, asked, folder, out, shown)
        data = edges.at_edges(
            found,
            runs,
            replications=max(2, replications),
            years=asked.numbers["years"],
            goal=asked.goal,
        )
    out.print(drawn(edges_table(data)))
    print(edges.write(folder, data))


COMMAND = Command(
    name="diagnose",
    does="diagnose CUSTOMS.yaml POLICE.yaml: where a country stands, what is missing, what comes first; diagnose new: the empty form",
    act=diagnose,
    word="[new | CUSTOMS.yaml [POLICE.yaml]]",
    words=2,
    keys={
        "scenario": "a name or a YAML file: what stands for the country beside its answers (default: national)",
        "lang": "en or fr: language of tables and page (default: en)",
        **KEYS,
        "name": "name of the result (default: made from the forms)",
        "results_dir": "folder of the results (default: results)",
        "folder": "with new: where the empty forms are written (default: here)",
        "open": "true opens the page in a browser",
        **PRINT_KEYS,
    },
)
