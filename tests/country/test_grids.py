"""Workbooks: what no reader should have to guess is refused with sheet and row."""

import datetime

import openpyxl
import pytest

from borderSim.country.grids import read_grids, read_one_grid
from borderSim.country.made import read_country
from borderSim.errors import InputError
from tests.country.forms import small, write_folder


def workbook(path, sheets, change=lambda book: None):
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(
                [
                    float(cell) if cell.replace(".", "", 1).isdigit() else cell or None
                    for cell in row
                ]
            )
    change(book)
    book.save(path)
    return str(path)


def test_a_workbook_gives_what_the_folder_gives(tmp_path):
    of_folder, _ = read_country(write_folder(tmp_path / "c", small()))
    of_book, notes = read_country(workbook(tmp_path / "c.xlsx", small()))
    assert of_book.values["posts"] == of_folder.values["posts"]
    assert not notes


def test_a_number_with_three_decimals_in_a_workbook_is_no_question(tmp_path):
    def change(book):
        book["traffic"]["C2"] = 165000.125

    made, _ = read_country(workbook(tmp_path / "c.xlsx", small(), change))
    assert made.values["posts"]["port"]["flows"]["box"]["units_per_year"] == pytest.approx(
        40000, rel=1e-5
    )


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("C2", "=1+1", "sheet traffic: row 2: cell C2 holds the formula '=1+1' and no value"),
        ("C2", "#REF!", "sheet traffic: row 2: cell C2 holds the error #REF!"),
        ("C3", datetime.date(2024, 1, 2), "sheet traffic: row 3: cell C3 is a date (2024-01-02"),
        ("C3", True, "sheet traffic: row 3: cell C3 is TRUE"),
        ("C3", "291.000", "sheet traffic: row 3: per_year is '291.000', which may be"),
    ],
)
def test_cells_that_hold_no_value_are_refused(tmp_path, cell, value, said):
    def change(book):
        book["traffic"][cell] = value

    with pytest.raises(InputError) as error:
        read_country(workbook(tmp_path / "c.xlsx", small(), change))
    assert said in str(error.value)


def test_merged_cells_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"sheet posts: row 2: the cells A2:A3 are merged"):
        read_country(
            workbook(tmp_path / "c.xlsx", small(), lambda book: book["posts"].merge_cells("A2:A3"))
        )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("c.xls", b"\xd0\xcf\x11\xe0rest", "is a workbook of an old Excel"),
        ("c.ods", b"PK\x03\x04", "is an OpenDocument sheet"),
        ("c.xlsx", b"not zipped", "is no Excel workbook"),
        ("c.xlsx", b"PK\x03\x04broken", "is no Excel workbook that can be read"),
        ("c.csv", b"post,kind", "is one CSV file; a country is a folder of them"),
    ],
)
def test_files_that_are_no_workbook_are_refused(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_grids(str(path))


def test_no_file_empty_folder_and_a_folder_of_targets(tmp_path):
    with pytest.raises(InputError, match="there is no such file or folder"):
        read_grids(str(tmp_path / "none.xlsx"))
    with pytest.raises(InputError, match="holds no CSV file"):
        read_grids(str(tmp_path))
    with pytest.raises(InputError, match="is a folder: name one CSV file"):
        read_one_grid(str(tmp_path))
