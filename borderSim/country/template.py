"""The forms to fill in: a workbook, and the same as a folder of CSV files, empty or with the example."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from borderSim.country.example import ROWS, SINGLE
from borderSim.country.numbers import PLAIN
from borderSim.country.reading import HELP
from borderSim.country.sheets import FRENCH_WORDS, SHEETS, Column, Sheet
from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.parameters.shocks import Text
from borderSim.studies.execution import files

GREY, HEAD = "F2F2F2", "1F3864"
WIDEST, NARROWEST = 42, 14
LIST_LIMIT = 255
"""Characters that a spreadsheet program takes in a list of choices."""
FREE_ROWS = 500
"""Rows below the help in which a list of choices is offered."""


def table(sheet: Sheet, example: bool, lang: str) -> list[list[str]]:
    """Return the cells of a sheet: heads, help rows, then the example or nothing.

    Args:
        sheet: which.
        example: whether the example is filled in.
        lang: language of the heads, ``en`` or ``fr``; help is in both.
    """
    return _lines(sheet, example, lang) if sheet.lines else _columns(sheet, example, lang)


def _columns(sheet: Sheet, example: bool, lang: str) -> list[list[str]]:
    columns = sheet.columns
    first = dict(zip([column.key for column in columns], ROWS[sheet.key][0], strict=True))
    rows = [[_head(column, lang) for column in columns]]
    for en, fr, said in (
        ("unit", "unité", lambda column: column.unit),
        ("what", "quoi", lambda column: column.help),
        ("if empty", "si vide", _if_empty),
    ):
        for word, tongue in ((en, "en"), (fr, "fr")):
            rows.append(
                _help(f"{HELP} {word}: ", [getattr(said(column), tongue) for column in columns])
            )
    rows.append(
        _help(f"{HELP} example / exemple: ", [_localised(c, first[c.key], lang) for c in columns])
    )
    if example:
        rows += [
            [_localised(column, cell, lang) for column, cell in zip(columns, row, strict=True)]
            for row in ROWS[sheet.key]
        ]
    return rows


def _lines(sheet: Sheet, example: bool, lang: str) -> list[list[str]]:
    heads = {
        "en": ["item", "value", "unit", "help", "if_empty", "aide", "si_vide", "example"],
        "fr": ["element", "valeur", "unite", "aide", "si_vide", "help", "if_empty", "exemple"],
    }[lang]
    other = "fr" if lang == "en" else "en"
    rows = [heads]
    for column in sheet.columns:
        given = _localised(column, SINGLE[sheet.key][column.key], lang)
        empty = _if_empty(column)
        rows.append(
            [
                _head(column, lang),
                given if example else "",
                getattr(column.unit, lang),
                getattr(column.help, lang),
                getattr(empty, lang),
                getattr(column.help, other),
                getattr(empty, other),
                given,
            ]
        )
    return rows


def _head(column: Column, lang: str) -> str:
    return column.fr if lang == "fr" else column.key


def _if_empty(column: Column) -> Text:
    return Text(en="must be filled in", fr="à remplir") if column.needed else column.empty


def _help(first: str, cells: Iterable[str]) -> list[str]:
    texts = list(cells)
    return [f"{first}{texts[0]}", *texts[1:]]


def _localised(column: Column, cell: str, lang: str) -> str:
    """Return a number or a word as the language writes it, any other cell as it is."""
    if lang == "fr" and column.holds == "word":
        return FRENCH_WORDS.get(cell, cell)
    return cell.replace(".", ",") if lang == "fr" and PLAIN.fullmatch(cell) else cell


# --------------------------------------------------------------------------- CSV
def csv_files(example: bool, lang: str) -> dict[str, bytes]:
    """Return the content of each CSV file by its name.

    Commas and points for English, semicolons and decimal commas for French, both in UTF-8 with a
    byte order mark, as spreadsheet programs of these languages open them by a double click.
    """
    found = {}
    for place, sheet in enumerate(SHEETS, 1):
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";" if lang == "fr" else ",", lineterminator="\r\n")
        writer.writerows(table(sheet, example, lang))
        name = sheet.fr if lang == "fr" else sheet.key
        found[f"{place}_{name}.csv"] = text.getvalue().encode("utf-8-sig")
    return found


# --------------------------------------------------------------------------- workbook
def workbook(example: bool, lang: str) -> bytes:
    """Return the content of ``country.xlsx``.

    Raises:
        InputError: openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError:
        raise InputError(
            phrase(
                "country.xlsx needs openpyxl (pip install 'bordersim[xlsx]'); csv=only writes the CSV files alone"
            )
        ) from None
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    _readme(book.create_sheet("readme"))
    for sheet in SHEETS:
        _fill(book.create_sheet(sheet.fr if lang == "fr" else sheet.key), sheet, example, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


README = (
    "Fill in the sheets behind this one; then: bordersim country country.xlsx",
    "Rows that begin with # are help and are not read. Delete no heads; leave empty what you do not know: the sheet says what is assumed then.",
    "Numbers: 291000, 291 000, 0.4 and 0,4 are understood. 291.000 and 291,000 may mean two things: the program asks.",
    "",
    "Remplissez les feuilles qui suivent ; ensuite : bordersim country country.xlsx lang=fr",
    "Les lignes qui commencent par # sont de l'aide et ne sont pas lues. Ne supprimez pas les en-têtes ; laissez vide ce que vous ne savez pas : la feuille dit ce qui est alors supposé.",
    "Nombres : 291000, 291 000, 0.4 et 0,4 sont compris. 291.000 et 291,000 peuvent vouloir dire deux choses : le programme demande.",
)


def _readme(sheet: Any) -> None:
    from openpyxl.styles import Alignment

    sheet.column_dimensions["A"].width = 110
    for row, text in enumerate(README, 1):
        cell = sheet.cell(row, 1, text or None)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _fill(page: Any, sheet: Sheet, example: bool, lang: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    rows = table(sheet, example, lang)
    numbers = [column.holds in ("number", "share", "year") for column in sheet.columns]
    for row, cells in enumerate(rows, 1):
        helps = row > 1 and cells[0].startswith(HELP)
        for column, text in enumerate(cells, 1):
            is_number = not helps and row > 1 and _is_number_cell(sheet, row, column, numbers)
            cell = page.cell(row, column, _typed(text) if is_number else text or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if row == 1:
                cell.font = Font(bold=True, color="FFFFFF")
                cell.fill = PatternFill("solid", fgColor=HEAD)
            elif helps or (sheet.lines and column > 2):
                cell.font = Font(italic=True, color="666666")
                cell.fill = PatternFill("solid", fgColor=GREY)
    for column in range(1, len(rows[0]) + 1):
        longest = max(len(cells[column - 1]) for cells in rows)
        page.column_dimensions[get_column_letter(column)].width = min(
            WIDEST, max(NARROWEST, longest // 2)
        )
    first = 2 if sheet.lines else sum(cells[0].startswith(HELP) for cells in rows) + 2
    page.freeze_panes = "B2" if sheet.lines else f"B{first}"
    _choices(page, sheet, first, lang)


def _is_number_cell(sheet: Sheet, row: int, column: int, numbers: Sequence[bool]) -> bool:
    if sheet.lines:
        return column == 2 and numbers[row - 2]
    return numbers[column - 1]


def _typed(text: str) -> float | int | None:
    if not text:
        return None
    number = float(text.replace(",", "."))
    return int(number) if number == int(number) else number


def _choices(page: Any, sheet: Sheet, first: int, lang: str) -> None:
    """Offer the words of a column as a list."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for place, column in enumerate(sheet.columns):
        listed = ",".join(FRENCH_WORDS.get(w, w) if lang == "fr" else w for w in column.words)
        if not listed or len(listed) > LIST_LIMIT:
            continue
        offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        offered.showErrorMessage = False  # (other words for the same are understood too)
        page.add_data_validation(offered)
        letter = get_column_letter(place + 1)
        offered.add(
            f"B{place + 2}" if sheet.lines else f"{letter}{first}:{letter}{first + FREE_ROWS}"
        )


def write_forms(
    folder: Path, example: bool, lang: str, csv_only: bool, overwrite: bool
) -> list[Path]:
    """Write ``country.xlsx`` and the folder ``country`` of CSV files.

    Args:
        folder: where they go.
        example: whether the example is filled in.
        lang: ``en`` or ``fr``.
        csv_only: no workbook.
        overwrite: replace files that are there.

    Returns:
        what was written: the workbook, and the folder of CSV files.

    Raises:
        InputError: a file is there already, or openpyxl is missing. Nothing is written then.
    """
    contents = {folder / "country" / name: data for name, data in csv_files(example, lang).items()}
    if not csv_only:
        contents[folder / "country.xlsx"] = workbook(example, lang)
    for path in contents:
        if path.exists() and not overwrite:
            raise InputError(
                phrase(
                    "{path}: is there already: overwrite=true replaces it, to=FOLDER writes elsewhere",
                    path=path,
                )
            )
    try:
        (folder / "country").mkdir(parents=True, exist_ok=True)
        for path, data in contents.items():
            files.write_bytes(path, data)
    except OSError as error:
        raise InputError(
            phrase(
                "{folder}: can't be written to ({strerror})", folder=folder, strerror=error.strerror
            )
        ) from None
    return [*([] if csv_only else [folder / "country.xlsx"]), folder / "country"]
