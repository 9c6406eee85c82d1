"""``bordersim country``: forms to fill in, and from a filled spreadsheet to a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderSim.cli.arguments import Arguments, Command, short
from borderSim.cli.output import DONE, put, put_next, say
from borderSim.errors import InputError
from borderSim.language.catalogue import gettext
from borderSim.language.phrases import phrase

if TYPE_CHECKING:
    from borderSim.country.convert import FilledCountry
    from borderSim.parameters.scenario import Scenario

NEW = "new"


def country(arguments: Arguments) -> int:
    """Write the forms, or read a spreadsheet and write its scenario."""
    if not arguments.words:
        raise InputError(
            phrase(
                "'bordersim country' needs a word: new for empty forms, or the workbook or folder to read"
            )
        )
    lang = arguments.lang()
    return _new(arguments, lang) if arguments.words[0] == NEW else _read(arguments, lang)


def _new(arguments: Arguments, lang: str) -> int:
    from borderSim.country.template import write_forms
    from borderSim.scenario.own_files import expanded

    csv = arguments.text("csv", "too")
    if csv not in ("too", "only"):
        raise InputError(phrase("csv={what}: must be only, or be left out", what=short(csv or "")))
    written = write_forms(
        expanded(arguments.text("to", ".") or "."),
        arguments.switch("example", False),
        lang,
        csv == "only",
        arguments.switch("overwrite", False),
    )
    for path in written:
        put(phrase("written: {path}", path=path))
    return DONE


def _read(arguments: Arguments, lang: str) -> int:
    for key in ("example", "csv"):
        if key in arguments.own:
            raise InputError(phrase("{key}= belongs to 'bordersim country new'", key=key))
    from borderSim.country.made import read_country, write_scenario
    from borderSim.language.current import using
    from borderSim.scenario.own_files import expanded

    given = arguments.words[0]
    made, notes = read_country(given)
    path = expanded(arguments.text("to") or f"{made.name}.yaml")
    scenario = write_scenario(made, given, path, arguments.switch("overwrite", False))
    with using(lang):
        _tell(made, scenario, notes)
    put(phrase("scenario: {path}", path=path))
    put_next("compare", f"scenario={path}")
    return DONE


def _tell(made: FilledCountry, scenario: Scenario, notes: list[str]) -> None:
    """Print what the country is, what became of what was given, and warnings (on stderr), in the language in force."""
    from borderSim.country.account import in_force, source_in_force
    from borderSim.report.terminal.console import console, plain_table

    table = plain_table(
        gettext("how"), gettext("what"), gettext("source"), title=_summary(made, scenario)
    )
    for one in made.account.statements:
        table.add_row(gettext(one.how), in_force(one.says), source_in_force(one.source))
    console().print(table)
    for note in notes:
        say(phrase("note: {note}", note=note))
    for text in made.account.warnings:
        say(phrase("warning: {warning}", warning=in_force(text)))


def _summary(made: FilledCountry, scenario: Scenario) -> str:
    """Return in a line what the country is."""
    from borderSim.report.writing.numbers import fixed

    return gettext(
        "{country}: {posts} posts, {customs} customs officers, {police} police officers, {organisations} organisations, present level {level}"
    ).format(
        country=made.title,
        posts=len(scenario.posts),
        customs=fixed(scenario.customs_officers, 0),
        police=fixed(scenario.police_officers, 0),
        organisations=scenario.organisations.count,
        level=gettext(scenario.present.name),
    )


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
