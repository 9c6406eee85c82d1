"""``bordersim country``: forms to fill in, and from a filled spreadsheet to a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderSim.cli.arguments import Arguments, Command, short
from borderSim.cli.output import DONE, say
from borderSim.errors import InputError

if TYPE_CHECKING:
    from borderSim.country.convert import Country
    from borderSim.parameters.scenario import Scenario
    from borderSim.parameters.shocks import Text

NEW = "new"
WORDS = {
    "given": ("given", "donné"),
    "converted": ("converted", "converti"),
    "scaled": ("scaled", "mis à l'échelle"),
    "assumed": ("assumed", "supposé"),
    "fitted": ("fitted", "ajusté"),
}
HEADS = {"en": ("how", "what", "source"), "fr": ("comment", "quoi", "source")}


def country(arguments: Arguments) -> int:
    """Write the forms, or read a spreadsheet and write its scenario."""
    if not arguments.words:
        raise InputError(
            "'bordersim country' needs a word: new for empty forms, or the workbook or folder to read"
        )
    lang = arguments.lang()
    return _new(arguments, lang) if arguments.words[0] == NEW else _read(arguments, lang)


def _new(arguments: Arguments, lang: str) -> int:
    from borderSim.country.template import write_forms
    from borderSim.scenario.own_files import expanded

    csv = arguments.text("csv", "too")
    if csv not in ("too", "only"):
        raise InputError(f"csv={short(csv or '')}: must be only, or be left out")
    written = write_forms(
        expanded(arguments.text("to", ".") or "."),
        arguments.switch("example", False),
        lang,
        csv == "only",
        arguments.switch("overwrite", False),
    )
    for path in written:
        print(f"written: {path}")
    return DONE


def _read(arguments: Arguments, lang: str) -> int:
    for key in ("example", "csv"):
        if key in arguments.own:
            raise InputError(f"{key}= belongs to 'bordersim country new'")
    from borderSim.country.made import read_country, write_scenario
    from borderSim.scenario.own_files import expanded

    given = arguments.words[0]
    made, notes = read_country(given)
    path = expanded(arguments.text("to") or f"{made.name}.yaml")
    scenario = write_scenario(made, given, path, arguments.switch("overwrite", False))
    _tell(made, scenario, notes, lang)
    print(f"{'scénario' if lang == 'fr' else 'scenario'}: {path}")
    print(f"{'ensuite' if lang == 'fr' else 'next'}: bordersim compare scenario={path}")
    return DONE


def _tell(made: Country, scenario: Scenario, notes: list[Text], lang: str) -> None:
    """Print what the country is, what became of what was given, and warnings (on stderr)."""
    from rich.table import Table

    from borderSim.country.account import source_fr
    from borderSim.report.terminal import console

    out = console()
    fr = lang == "fr"
    summary = (
        f"{made.title}: {len(scenario.posts)} postes, {scenario.customs_officers:g} agents des douanes, "
        f"{scenario.police_officers:g} policiers, {scenario.organisations.count} organisations, niveau actuel {scenario.present.name}"
        if fr
        else f"{made.title}: {len(scenario.posts)} posts, {scenario.customs_officers:g} customs officers, "
        f"{scenario.police_officers:g} police officers, {scenario.organisations.count} organisations, present level {scenario.present.name}"
    )
    table = Table(title=summary)
    for head in HEADS[lang]:
        table.add_column(head)
    for one in made.account.statements:
        source = source_fr(one.source) if fr else one.source
        table.add_row(WORDS[one.how][fr], getattr(one.says, lang), source)
    out.print(table)
    for text in notes:
        say(f"{'remarque' if fr else 'note'}: {getattr(text, lang)}")
    for text in made.account.warnings:
        say(f"{'attention' if fr else 'warning'}: {getattr(text, lang)}")


COMMAND = Command(
    name="country",
    does="your own country from a spreadsheet: 'new' writes the forms, a filled workbook or folder becomes a scenario",
    act=country,
    word="new|FILE.xlsx|FOLDER",
    keys={
        "to": "new: folder for the forms (default: here); else the scenario's file (default: NAME.yaml here)",
        "lang": "en or fr: heads of the forms, numbers in CSV files, what is printed (default: en)",
        "example": "true fills the forms with a fictional country (new)",
        "csv": "only writes CSV files and no workbook (new)",
        "overwrite": "true replaces files that are there",
    },
    more=[
        "A folder holds one CSV file a sheet, with commas, semicolons or tabs, in UTF-8 or Windows-1252.",
        "291000, 291 000, 0.4 and 0,4 are understood; 291.000 may be two numbers and is asked about.",
    ],
)
