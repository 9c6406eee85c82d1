"""One reader for every table in a user's file: designs, edge lists, matrices.

What spreadsheets and statistics programs write is taken as they write it: comma, semicolon or tab
between cells, quoted cells, byte order marks, UTF-16, any line ends, empty columns and rows at the
end, Excel's line ``sep=;``. What could mean two things is refused with the cell's place.
"""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from borderSim.errors import InputError
from borderSim.language.phrases import phrase

SEPARATORS = ("\t", ";", ",")
"""Between cells; the earlier goes first where two fit equally well."""
WORDS = {",": "commas", ";": "semicolons", "\t": "tabs", "": "nothing"}
UNKNOWN = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "none", "<na>"})
"""How programs write that a value is not known (lower case)."""
ROWS_LOOKED_AT = 50
"""Rows that settle which of two separators is meant."""
LONGEST_NUMBER = 60
"""Characters from which a cell is no number that anybody means."""
WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
DECIMAL_COMMA = re.compile(r"[-+]?[0-9]*,[0-9]+(?:[eE][-+]?[0-9]+)?")
ONE_GROUP = re.compile(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}")
"""``1,500`` and ``1.500``: one and a half, or one thousand five hundred."""
THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(?:([ '’.,])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?")
PERCENT = re.compile(r"[-+]?[0-9]*[.,]?[0-9]+ ?%")
BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000"), " ")
UNSEEN = ("Cc", "Cf")
"""Categories of what is not seen: controls, characters of no width, marks of direction, soft hyphens."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ZIPPED, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Table:
    """A table as text.

    Attributes:
        name: how sentences call the file.
        lines: number of the line (a spreadsheet's row) and its cells in their normal form; blank
            lines are left out, and so are columns at the end in which nothing stands.
        separator: what stands between cells, empty where there is one column, or none is needed.
        notes: what a person should be told of how it was read.
    """

    name: str
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    separator: str = ""
    notes: tuple[str, ...] = ()

    @property
    def heads(self) -> tuple[str, ...]:
        """The cells of the first line."""
        return self.lines[0][1]

    @property
    def rows(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """All lines but the first."""
        return self.lines[1:]

    @cached_property
    def has_decimal_commas(self) -> bool:
        """Whether a cell shows beyond doubt that commas are decimal here."""
        return self.separator != "," and any(
            DECIMAL_COMMA.fullmatch(cell) and not ONE_GROUP.fullmatch(cell)
            for _, cells in self.lines
            for cell in cells
        )

    def number(self, cell: str, where: str) -> int | float | None:
        """Return the number that a cell holds, None where it holds none.

        Args:
            cell: in its normal form.
            where: place of the cell, for sentences.

        Raises:
            InputError: it may be two numbers, or is written in a way that files of this kind can't
                have.
        """
        text = cell.replace("\u2212", "-")
        if len(text) > LONGEST_NUMBER:
            return None
        if PERCENT.fullmatch(text):
            raise InputError(
                f"{where}: is '{cell}'; write shares as numbers such as 0.25, without %"
            )
        if ONE_GROUP.fullmatch(text) and (
            self.has_decimal_commas if "." in text else not self.has_decimal_commas
        ):
            whole, small = re.sub("[.,]", "", text), text.replace(",", ".")
            raise InputError(
                f"{where}: is '{cell}', which may be {small} or {whole}; write {small.rstrip('0').rstrip('.')} or {whole}, without thousands separators"
            )
        if WHOLE.fullmatch(text):
            return int(text)
        if NUMBER.fullmatch(text) and math.isfinite(float(text)):
            return float(text)
        if DECIMAL_COMMA.fullmatch(text):
            if self.separator == ",":
                raise InputError(
                    f"{where}: is '{cell}'; write numbers with a decimal point (a decimal comma needs semicolons or tabs between cells)"
                )
            number = float(text.replace(",", "."))
            return number if math.isfinite(number) else None
        if THOUSANDS.fullmatch(text):
            raise InputError(
                f"{where}: is '{cell}'; write numbers without thousands separators, such as 12500"
            )
        return None


def read_table(path: Path, name: str) -> Table:
    """Read a text file or an Excel workbook (its first sheet) as a table.

    Args:
        path: the file.
        name: how sentences call it.

    Raises:
        InputError: it can't be read, is no table, or nothing stands in it.
    """
    return parse_table(read_bytes(path, name), name)


def parse_table(data: bytes, name: str) -> Table:
    """Return the table that the content of a file is (see :func:`read_table`)."""
    if data.startswith(OLD_EXCEL):
        raise InputError(
            f"{name}: is a workbook of an old Excel (.xls); save it as .xlsx or as CSV"
        )
    if data.startswith(ZIPPED):
        return _table(_sheet(data, name), "", name, [])
    text, notes = decoded(data, name)
    lines, separator = split_cells(text, name)
    return _table(lines, separator, name, notes)


def read_bytes(path: Path, name: str) -> bytes:
    """Read a file.

    Raises:
        InputError: it can't be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{name}: can't be read ({error.strerror})") from None


def decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    """Return a file's text, and what should be told of its encoding.

    A byte order mark decides; else it is UTF-8, and what is no UTF-8 is what Windows programs of
    Western Europe write (cp1252, a superset of Latin-1).

    Raises:
        InputError: it is no text.
    """
    encoding = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "utf-8")
    notes: list[str] = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise InputError(
                f"{name}: is not {encoding.upper().removesuffix('-SIG')} text, though it begins so (byte {error.start})"
            ) from None
        western = "cp1252" if not set(data) & {0x81, 0x8D, 0x8F, 0x90, 0x9D} else "latin-1"
        text = data.decode(western)
        notes = [
            phrase(
                "{name}: is not UTF-8; it was read as Western European text (Windows-1252, Latin-1)",
                name=name,
            )
        ]
    if "\0" in text:
        raise InputError(
            f"{name}: is no text (byte {data.index(0)} is zero); save it as CSV in UTF-8"
        )
    return text, notes


def normal(text: str) -> str:
    """Return a text in its one normal form.

    Composed characters (NFC), any blank as one plain blank, none at its ends, nothing unseen:
    two names that look the same are the same.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = "".join(
        c for c in text.translate(BLANKS) if c.isspace() or unicodedata.category(c) not in UNSEEN
    )
    return " ".join(unicodedata.normalize("NFC", seen).split())


def shown(text: str, most: int = 60) -> str:
    """Return a cell fit for a sentence: not longer than a line."""
    return text if len(text) <= most else f"{text[: most - 3]}..."


def is_unknown(cell: str) -> bool:
    """Whether a cell says that its value is not known (empty, NA, NaN, ...)."""
    return cell.lower() in UNKNOWN


def is_count(cells: Iterable[str]) -> bool:
    """Whether cells count up from 0 or 1, as the row names do that programs write."""
    numbers = list(cells)
    return bool(numbers) and any(
        numbers == [str(i) for i in range(first, first + len(numbers))] for first in (0, 1)
    )


# ------------------------------------------------------------------------------ the parts
def _table(
    lines: Sequence[tuple[int, Sequence[str]]], separator: str, name: str, notes: list[str]
) -> Table:
    plain = [(number, [normal(cell) for cell in cells]) for number, cells in lines]
    plain = [(number, cells) for number, cells in plain if any(cells)]
    if not plain:
        raise InputError(f"{name}: is empty")
    width = max(i + 1 for _, cells in plain for i, cell in enumerate(cells) if cell)
    return Table(
        name,
        tuple((number, tuple(cells[:width])) for number, cells in plain),
        separator,
        tuple(notes),
    )


def split_cells(text: str, name: str) -> tuple[list[tuple[int, list[str]]], str]:
    """Return the lines of a text with their cells, and what separates them: whatever its first line has most of.

    Args:
        text: the content of a file.
        name: how sentences call the file.

    Raises:
        InputError: it is empty, or no CSV file.
    """
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    said = re.fullmatch(r"sep=(.)", first.strip("\r\n"))
    if said:  # Excel's own way to say it
        lines = _split(text, said[1], name)
        return [
            line for line in lines if line[1] != [first.strip("\r\n")] and line[1] != ["sep=", ""]
        ], said[1]
    fits: dict[tuple[int, int], tuple[list[tuple[int, list[str]]], str]] = {}
    fault: InputError | None = None
    for separator in SEPARATORS:
        try:
            lines = [
                line
                for line in _split(text, separator, name)
                if any(cell.strip() for cell in line[1])
            ]
        except InputError as error:
            fault = error
            continue
        if not lines:
            raise InputError(f"{name}: is empty")
        width = len(lines[0][1])
        alike = sum(len(cells) == width for _, cells in lines[1:ROWS_LOOKED_AT])
        fits.setdefault((width, alike), (lines, separator))
    if not fits or (fault and max(fits)[0] == 1):
        raise fault or InputError(f"{name}: is empty")
    lines, separator = fits[max(fits)]
    if max(fits)[0] == 1:  # one column: a comma in it separates nothing
        return _split(text, "\x1f", name), ""
    return lines, separator


def _split(text: str, separator: str, name: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found = []
    try:
        for row in reader:
            found.append((reader.line_num, row))
    except csv.Error as error:
        raise InputError(
            f"{name}: row {reader.line_num}: is no line of a CSV file ({error})"
        ) from None
    return found


def _sheet(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Return the rows of a workbook's first sheet as texts.

    Formulas give the values that Excel last saw.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise InputError(
            f"{name}: is an Excel workbook, for which openpyxl is needed (pip install 'bordersim[xlsx]'); or save it as CSV"
        ) from None
    try:
        with warnings.catch_warnings(action="ignore"):  # (of styles and menus that are not kept)
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            rows = [
                [_as_text(cell) for cell in row]
                for row in book.worksheets[0].iter_rows(values_only=True)
            ]
    except Exception as error:  # (whatever a damaged archive makes of the library)
        raise InputError(
            f"{name}: is no Excel workbook that can be read ({type(error).__name__})"
        ) from None
    return list(enumerate(rows, start=1))


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value)
