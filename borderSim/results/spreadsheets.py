"""The tables of a result for people's spreadsheets, on request: an Excel workbook, CSV with decimal commas.

They are made of the CSV files that lie there, which stay as they are for programs. A text that a
spreadsheet would take for a formula stays a text.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.studies.execution import datapackage, files, manifest
from borderSim.studies.execution.datapackage import LOCALES, in_locale

WORKBOOK = "summary.xlsx"
PLAIN = "en"
"""The locale of the files that are always there: nothing more is written for it."""
NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
NO_NUMBER = ("", "inf", "-inf", "nan")
"""What may stand in a column of numbers besides."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet takes for a formula."""
WIDEST = 60
"""Width of a column at most, in characters."""


@dataclass(frozen=True)
class Asked:
    """What is asked for beside the files that are always there.

    Attributes:
        xlsx: whether a workbook is.
        locale: name of the locale of further CSV files, empty for none.
    """

    xlsx: bool = False
    locale: str = ""

    def __post_init__(self) -> None:
        """Refuse what can't be done, before anything is computed.

        Raises:
            InputError: an unknown locale, or no library for workbooks.
        """
        if self.locale and self.locale not in LOCALES:
            there = [*LOCALES, PLAIN]
            raise InputError(
                f"locale={self.locale[:60]}: is unknown{nearest(self.locale, there)}; there are: {', '.join(there)} (separators only)"
            )
        if self.xlsx:
            _library()

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self.xlsx or bool(self.locale)

    def write(self, folder: Path) -> list[Path]:
        """Write the files into the folder of a result, with a line of each in its ``datapackage.json``; return them.

        Raises:
            InputError: the result has no table.
        """
        if not self:
            return []
        tables = {path: _read(path) for path in _tables(folder)}
        if not tables:
            raise InputError(f"{folder}: holds no summary to write for a spreadsheet")
        written = [_workbook(folder / WORKBOOK, tables)] if self.xlsx else []
        written += [
            _with_commas(path, rows, self.locale) for path, rows in tables.items() if self.locale
        ]
        _describe(folder)
        return written


def asked(xlsx: bool, locale: str | None) -> Asked:
    """Return what ``xlsx=`` and ``locale=`` ask for.

    Raises:
        InputError: it can't be done.
    """
    plain = (locale or "").lower().replace("-", "_").partition("_")[0]
    return Asked(xlsx, "" if plain == PLAIN else plain)


def renew(folder: Path) -> None:
    """Write anew what was once asked for, so that it never says other than the tables beside it."""
    for locale in LOCALES:
        if any(in_locale(path, locale).exists() for path in _tables(folder)):
            Asked(locale=locale).write(folder)
    if (folder / WORKBOOK).exists():
        try:
            Asked(xlsx=True).write(folder)
        except InputError:  # (whoever has no library for it any more shall not keep an old one)
            (folder / WORKBOOK).unlink()
            _describe(folder)


# ------------------------------------------------------------------------------ the parts
def _tables(folder: Path) -> list[Path]:
    """Return the CSV files of a result, the summary first; others that lie beside them are their owner's."""
    places = [folder / name for name in datapackage.TABLES if name.endswith(".csv")]
    return [path for path in places if path.is_file()]


def _describe(folder: Path) -> None:
    """Say in the data package of a result which files there are."""
    if (folder / manifest.FILE).is_file():
        manifest.record(folder, [datapackage.write(folder).name])


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _is_number(rows: list[list[str]]) -> list[bool]:
    """Return for each column whether there is nothing but numbers in it."""
    return [
        all(row[i] in NO_NUMBER or NUMBER.fullmatch(row[i]) for row in rows[1:])
        for i in range(len(rows[0]))
    ]


def _with_commas(path: Path, rows: list[list[str]], locale: str) -> Path:
    separator, mark = LOCALES[locale]
    numbers = _is_number(rows)
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    out.writerow(map(_harmless, rows[0]))
    for row in rows[1:]:
        cells = zip(row, numbers, strict=True)
        out.writerow(
            cell.replace(".", mark) if number and NUMBER.fullmatch(cell) else _harmless(cell)
            for cell, number in cells
        )
    return files.write_bytes(in_locale(path, locale), text.getvalue().encode("utf-8-sig"))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _library() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise InputError("xlsx=true needs openpyxl (pip install 'bordersim[xlsx]')") from None
    return openpyxl


def _workbook(path: Path, tables: dict[Path, list[list[str]]]) -> Path:
    """Write a workbook with a sheet a table: heads that stay in sight, numbers as numbers."""
    openpyxl = _library()
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table, rows in tables.items():
        sheet = book.create_sheet(table.stem[:31])
        numbers = _is_number(rows)
        for i, row in enumerate(rows, start=1):
            for j, (cell, number) in enumerate(zip(row, numbers, strict=True), start=1):
                if cell:
                    _put(sheet.cell(i, j), cell, number and i > 1)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
        for j, width in enumerate(
            (max(len(row[j]) for row in rows) for j in range(len(rows[0]))), start=1
        ):
            sheet.column_dimensions[openpyxl.utils.get_column_letter(j)].width = min(
                WIDEST, width + 2
            )
    content = io.BytesIO()
    book.save(content)
    return files.write_bytes(path, content.getvalue())


def _put(cell: Any, text: str, number: bool) -> None:
    if number and NUMBER.fullmatch(text):
        cell.value = int(text) if WHOLE.fullmatch(text) else float(text)
        return
    cell.value = "".join(c for c in text if c.isprintable() or c in "\n\t")
    cell.data_type = "s"  # (a text that begins with = is a text)
