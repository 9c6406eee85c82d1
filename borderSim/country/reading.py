"""From sheets of text to checked rows: sheets and columns by name, words, numbers, years, posts."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from borderSim.country.grids import Grid
from borderSim.country.numbers import Habits, read_number
from borderSim.country.sheets import FRENCH_WORDS, SHEETS, Column, Sheet
from borderSim.errors import InputError, nearest
from borderSim.language.phrases import Phrase, in_both, phrase
from borderSim.parameters.shocks import Text
from borderSim.scenario.strict_yaml import refuse_code
from borderSim.slips import bare

HELP = "#"
"""A row whose first cell begins so is help and is not read."""
ITEM, VALUE = ("item", "element", "ligne"), ("value", "valeur")
"""Heads of the two columns that are read of a sheet of single values."""
OF_LINES = ("unit", "unite", "help", "help_en", "aide", "help_fr", "if_empty", "if_empty_en", "si_vide", "if_empty_fr", "example", "exemple", "note", "remarque")  # fmt: skip
"""Other heads of such a sheet, which are there for people."""
LONGEST_NAME = 60
LONGEST_TEXT = 500
IGNORED = ("readme", "lisez_moi", "help", "aide")
"""Sheets that are there for people."""


@dataclass(frozen=True)
class Row:
    """A row that was read.

    Attributes:
        place: sheet and row, for sentences.
        number: its number.
        values: by column; None where nothing is filled in.
    """

    place: str
    number: int
    values: Mapping[str, str | float | None]

    def text(self, key: str) -> str:
        """Return a text, empty where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def number_of(self, key: str) -> float | None:
        """Return a number, None where there is none."""
        value = self.values.get(key)
        return float(value) if isinstance(value, int | float) else None


@dataclass(frozen=True)
class Filled:
    """A spreadsheet that was read.

    Attributes:
        rows: rows by sheet; of a sheet of single values one row that holds them all.
        habits: how numbers were written.
        notes: what should be told of how files were read.
        places: by single value, ``sheet.key``: its place, for sentences.
        sheets: by sheet that is there: how sentences call it (``6_salaires.csv``), and its name alone.
    """

    rows: Mapping[str, tuple[Row, ...]]
    habits: Habits
    notes: tuple[str, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def place(self, sheet: str) -> str:
        """Return how sentences call a sheet that is there."""
        return self.sheets[sheet][0]

    def sheet(self, key: str) -> Text:
        """Return a sheet's name as whoever filled it in sees it; that of the empty forms where it isn't there."""
        if key in self.sheets:
            name = self.sheets[key][1]
            return Text(en=name, fr=name)
        return next(Text(en=one.key, fr=one.fr) for one in SHEETS if one.key == key)

    def single(self, sheet: str) -> Row:
        """Return the row of a sheet of single values."""
        return self.rows[sheet][0]


def read_filled(grids: Sequence[Grid]) -> Filled:
    """Check and read what a country's spreadsheet holds.

    Raises:
        InputError: the first thing wrong, with sheet and row.
    """
    habits, rows, places = Habits(), {}, {}
    by_sheet = _by_sheet(grids)
    for sheet in SHEETS:
        grid = by_sheet.get(sheet.key)
        if grid is None and sheet.needed:
            there = ", ".join(one.name for one in grids)
            raise InputError(
                phrase(
                    "the sheet '{key}' ({fr}) is missing; there are: {what}",
                    key=sheet.key,
                    fr=sheet.fr,
                    what=there or "none",
                )
            )
        if sheet.lines:
            rows[sheet.key] = (_single(sheet, grid, habits, places),)
        else:
            rows[sheet.key] = tuple(_rows(sheet, grid, habits)) if grid else ()
        if sheet.needed and not sheet.lines and not rows[sheet.key]:
            place = grid.place if grid else sheet.key
            raise InputError(phrase("{place}: holds no row: fill in at least one", place=place))
        _once(sheet, rows[sheet.key])
    _posts_known(rows)
    notes = [note for grid in grids for note in grid.notes]
    sheets = {key: (grid.place, grid.name) for key, grid in by_sheet.items()}
    return Filled(rows, habits, tuple(notes), places, sheets)


def read_sheet(sheet: Sheet, grid: Grid, habits: Habits) -> tuple[Row, ...]:
    """Read one sheet by itself.

    Args:
        sheet: what it asks.
        grid: its cells.
        habits: counts how numbers are written.

    Raises:
        InputError: the first thing wrong, with its row.
    """
    rows = tuple(_rows(sheet, grid, habits))
    _once(sheet, rows)
    return rows


def _names(known: Sequence[Column | Sheet]) -> Phrase:
    """Return the names of columns or sheets, as forms of each language have them."""
    return in_both(", ".join(one.key for one in known), ", ".join(one.fr for one in known))


def row_place(place: str, row: int) -> Phrase:
    """Return how sentences call a row of a sheet."""
    return phrase("{place}: row {row}", place=place, row=str(row))


def post_key(name: str) -> str:
    """Return the key of a post in the scenario: letters a-z, digits and ``_``; empty where nothing is left."""
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in bare(name)).strip("_")


# --------------------------------------------------------------------------- sheets and heads
def _by_sheet(grids: Iterable[Grid]) -> dict[str, Grid]:
    """Return the grids by the sheet that each is.

    Raises:
        InputError: an unknown sheet, or two of the same.
    """
    found: dict[str, Grid] = {}
    names = {bare(name): sheet.key for sheet in SHEETS for name in (sheet.key, sheet.fr)}
    for grid in grids:
        word = re.sub(r"^[0-9]+_", "", bare(grid.name))
        if word in IGNORED or (word not in names and not grid.rows):
            continue
        if word not in names:
            raise InputError(
                phrase(
                    "{place}: '{name}' is an unknown sheet{nearest}; there are: {allowed} (and readme, which is not read)",
                    place=grid.place,
                    name=grid.name,
                    nearest=nearest(word, names),
                    allowed=_names(SHEETS),
                )
            )
        key = names[word]
        if key in found:
            raise InputError(
                phrase(
                    "{place}: is the sheet '{key}' a second time, beside {place2}",
                    place=grid.place,
                    key=key,
                    place2=found[key].place,
                )
            )
        found[key] = grid
    return found


def _split_head(
    grid: Grid,
) -> tuple[tuple[int, tuple[str, ...]], list[tuple[int, tuple[str, ...]]]]:
    """Return the row of heads and the rows of values of a sheet, without those of help."""
    plain = [(number, cells) for number, cells in grid.rows if not cells[0].startswith(HELP)]
    if not plain:
        raise InputError(
            phrase("{place}: is empty: its first row must name the columns", place=grid.place)
        )
    return plain[0], plain[1:]


def _heads(sheet: Sheet, grid: Grid, number: int, cells: Sequence[str]) -> list[Column | None]:
    """Return the column under each head, None where a head is empty.

    Raises:
        InputError: an unknown head, one that stands there twice, or one that is missing.
    """
    place = row_place(grid.place, number)
    words = {bare(name): column for column in sheet.columns for name in (column.key, column.fr)}
    found: list[Column | None] = []
    for head in cells:
        column = words.get(bare(head))
        if head and column is None:
            raise InputError(
                phrase(
                    "{place}: '{head:.60}' is an unknown column{nearest}; there are: {allowed}",
                    place=place,
                    head=head,
                    nearest=nearest(bare(head), words),
                    allowed=_names(sheet.columns),
                )
            )
        if column is not None and column in found:
            raise InputError(
                phrase(
                    "{place}: the column '{key}' stands there twice", place=place, key=column.key
                )
            )
        found.append(column)
    for column in sheet.columns:
        if column.needed and column not in found:
            raise InputError(
                phrase(
                    "{place}: the column '{key}' ({fr}) is missing",
                    place=place,
                    key=column.key,
                    fr=column.fr,
                )
            )
    return found


# --------------------------------------------------------------------------- rows
def _rows(sheet: Sheet, grid: Grid, habits: Habits) -> Iterator[Row]:
    (number, cells), rest = _split_head(grid)
    heads = _heads(sheet, grid, number, cells)
    for row, values in rest:
        place = row_place(grid.place, row)
        if len(values) > len(heads):
            raise InputError(
                phrase(
                    "{place}: has {values} cells, but the heads name {heads} columns (a decimal comma needs semicolons between cells, or quotes)",
                    place=place,
                    values=len(values),
                    heads=len(heads),
                )
            )
        found: dict[str, str | float | None] = {column.key: None for column in sheet.columns}
        for head, column, value in zip(cells, heads, values, strict=False):
            if column is None and value:
                raise InputError(
                    phrase(
                        "{place}: '{value:.60}' stands in a column without a head",
                        place=place,
                        value=value,
                    )
                )
            if column is not None:
                found[column.key] = _value(
                    column,
                    value,
                    phrase("{place}: {column}", place=place, column=head),
                    habits,
                )
        for head, column in zip(cells, heads, strict=True):
            if column is not None and column.needed and found[column.key] is None:
                raise InputError(
                    phrase(
                        "{place}: {key} is empty, but must be filled in ({help})",
                        place=place,
                        key=head,
                        help=in_both(column.help.en, column.help.fr),
                    )
                )
        yield Row(place, row, found)


def _single(sheet: Sheet, grid: Grid | None, habits: Habits, places: dict[str, str]) -> Row:
    """Return the values of a sheet that has a line for each."""
    words = {bare(name): column for column in sheet.columns for name in (column.key, column.fr)}
    found: dict[str, str | float | None] = {column.key: None for column in sheet.columns}
    where = grid.place if grid else in_both(sheet.key, sheet.fr)
    seen: dict[str, int] = {}
    for row, item, value in _items(grid) if grid else ():
        place = row_place(where, row)
        column = words.get(bare(item))
        if column is None:
            raise InputError(
                phrase(
                    "{place}: '{item:.60}' is an unknown line{nearest}; there are: {allowed}",
                    place=place,
                    item=item,
                    nearest=nearest(bare(item), words),
                    allowed=_names(sheet.columns),
                )
            )
        if column.key in seen:
            raise InputError(
                phrase(
                    "{place}: {key} stands there twice, in row {what} too",
                    place=place,
                    key=column.key,
                    what=seen[column.key],
                )
            )
        seen[column.key] = row
        places[f"{sheet.key}.{column.key}"] = place
        found[column.key] = _value(
            column, value, phrase("{place}: {column}", place=place, column=item), habits
        )
    for column in sheet.columns:
        if column.needed and found[column.key] is None:
            raise InputError(
                phrase(
                    "{place}: {key} is empty, but must be filled in ({help})",
                    place=where,
                    key=in_both(column.key, column.fr),
                    help=in_both(column.help.en, column.help.fr),
                )
            )
    return Row(where, 0, found)


def _items(grid: Grid) -> Iterator[tuple[int, str, str]]:
    """Yield number, item and value of each line of a sheet of single values."""
    (number, cells), rest = _split_head(grid)
    words = [bare(cell) for cell in cells]
    at = {}
    for names in (ITEM, VALUE):
        there = [i for i, word in enumerate(words) if word in names]
        if len(there) != 1:
            raise InputError(
                phrase(
                    "{place}: row {number}: must have one column '{what}' ({what2}), and has {there}",
                    place=grid.place,
                    number=number,
                    what=names[0],
                    what2=names[1],
                    there=len(there),
                )
            )
        at[names] = there[0]
    for head, word in zip(cells, words, strict=True):
        if word and word not in (*ITEM, *VALUE, *OF_LINES):
            raise InputError(
                phrase(
                    "{place}: row {number}: '{head:.60}' is an unknown column{nearest}; there are: item, value (and {allowed}, which are not read)",
                    place=grid.place,
                    number=number,
                    head=head,
                    nearest=nearest(word, [*ITEM, *VALUE, *OF_LINES]),
                    allowed=", ".join(OF_LINES),
                )
            )
    for row, values in rest:
        item, value = (
            values[at[names]] if at[names] < len(values) else "" for names in (ITEM, VALUE)
        )
        if item or value:
            yield row, item, value


# --------------------------------------------------------------------------- cells
def _value(column: Column, value: str, place: str, habits: Habits) -> str | float | None:
    if not value:
        return None
    if column.holds == "word":
        return _word(column, value, place)
    if column.holds in ("name", "text"):
        most = LONGEST_NAME if column.holds == "name" else LONGEST_TEXT
        if len(value) > most:
            raise InputError(
                phrase(
                    "{place} is of {value} characters, at most {most} are taken",
                    place=place,
                    value=len(value),
                    most=most,
                )
            )
        refuse_code(value, place)
        return " ".join(value.split())
    share = column.holds == "share"
    number = read_number(value, place, habits, share=share)
    if column.holds == "year" and number != int(number):
        raise InputError(
            phrase("{place} is {value}, but must be a year such as 2024", place=place, value=value)
        )
    if number < 0:
        raise InputError(
            phrase("{place} is {value}, but must not be below 0", place=place, value=value)
        )
    if not column.low <= number <= column.most:
        as_share = (
            f" (a share of 1: write {number / 100:g} or {number:g} %)"
            if share and 1 < number <= 100
            else ""
        )
        raise InputError(
            phrase(
                "{place} is {value}, but must lie between {low:g} and {most:g}{as_share}",
                place=place,
                value=value,
                low=column.low,
                most=column.most,
                as_share=as_share,
            )
        )
    return number


def _word(column: Column, value: str, place: str) -> str:
    meant = {bare(word): name for name, words in column.words.items() for word in (name, *words)}
    word = bare(value)
    if word in meant:
        return meant[word]
    near = difflib.get_close_matches(word, meant, n=1, cutoff=0.6)
    hint = f" (did you mean '{meant[near[0]]}'?)" if near else ""
    raise InputError(
        phrase(
            "{place} is '{value:.60}'{hint}; there are: {allowed}",
            place=place,
            value=value,
            hint=hint,
            allowed=in_both(
                ", ".join(column.words),
                ", ".join(FRENCH_WORDS.get(word, word) for word in column.words),
            ),
        )
    )


# --------------------------------------------------------------------------- between rows
def _once(sheet: Sheet, rows: Sequence[Row]) -> None:
    """See that no two rows are about the same."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows if sheet.once else ():
        key = tuple(bare(str(row.values[name])) for name in sheet.once)
        if key in seen:
            said = ", ".join(
                str(row.values[name]) for name in sheet.once if row.values[name] is not None
            )
            raise InputError(
                phrase(
                    "{place}: {said} stands there twice, in row {what} too",
                    place=row.place,
                    said=said,
                    what=seen[key],
                )
            )
        seen[key] = row.number


def _posts_known(rows: Mapping[str, Sequence[Row]]) -> None:
    """See that every post that a sheet names is on the sheet posts, and every traffic on the sheet traffic."""
    posts = {bare(row.text("post")): row.text("post") for row in rows["posts"]}
    for sheet in ("traffic", "staff", "machines"):
        for row in rows[sheet]:
            if bare(row.text("post")) not in posts:
                raise InputError(
                    phrase(
                        "{place}: post '{post}' is not on the sheet posts{nearest}",
                        place=row.place,
                        post=row.text("post"),
                        nearest=nearest(row.text("post"), posts.values()),
                    )
                )
    flows = {(bare(row.text("post")), row.text("traffic")) for row in rows["traffic"]}
    for sheet in ("staff", "machines"):
        for row in rows[sheet]:
            if (bare(row.text("post")), row.text("traffic")) not in flows:
                raise InputError(
                    phrase(
                        "{place}: the sheet traffic has no {traffic} at '{post}': add a row there, or take this one out",
                        place=row.place,
                        traffic=row.text("traffic"),
                        post=row.text("post"),
                    )
                )
