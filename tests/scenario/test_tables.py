"""Tables as people bring them: separators, encodings, empty margins, numbers that could be two."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderSim.errors import InputError
from borderSim.scenario.tables import Table, decoded, normal, read_table

SAME = (("a", "b"), ("é", "0.5"), ("x y", "2"))


def read(tmp_path: Path, content: str | bytes) -> Table:
    (tmp_path / "t.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(tmp_path / "t.csv", "t.csv")


def cells(table: Table) -> tuple[tuple[str, ...], ...]:
    return tuple(row for _, row in table.lines)


@pytest.mark.parametrize(
    "content",
    [
        "a,b\né,0.5\nx y,2\n",
        "a;b\né;0.5\nx y;2",
        "a\tb\r\né\t0.5\r\nx y\t2\r\n",
        "a,b\ré,0.5\rx y,2\r",
        "\n\n a , b \n\né,0.5\n,\nx\u00a0y,2\n\n",
        "a,b,,\né,0.5,,\nx y,2,,\n,,,\n",
        'a,"b"\n"é",0.5\n"x  y","2"\n',
        '"a";"b"\n"é";"0.5"\n"x\ny";"2"\n',
        "sep=;\na;b\né;0.5\nx y;2\n",
        "\ufeffa,b\ne\u0301,0.5\nx\u202fy,2\u200b\n",
        "a,b\né,0.5\nx y,2\n".encode("utf-16"),
        "\ufeffa\tb\né\t0.5\nx y\t2\n".encode("utf-16-be"),
        "a;b\né;0.5\nx y;2\n".encode("cp1252"),
        "a;b\né;0.5\nx y;2\n".encode("utf-8-sig"),
        "\x1ba,b\né,0.5\nx\u202e y,2\n",
    ],
)
def test_one_table_however_it_is_written(tmp_path: Path, content: str | bytes):
    assert cells(read(tmp_path, content)) == SAME


def test_rows_are_counted_as_a_spreadsheet_counts_them_and_the_encoding_is_told(tmp_path: Path):
    table = read(tmp_path, "a;b\n\n1;2\n\n3;4\n")
    assert [line for line, _ in table.lines] == [1, 3, 5] and table.notes == ()
    (note,) = read(tmp_path, "a;b\né;2\n".encode("latin-1")).notes
    assert "t.csv: is not UTF-8" in note and "Windows-1252" in note
    assert decoded(b"\x80 \xe9", "t")[0] == "\u20ac é" and decoded(b"\x81\xe9", "t")[0] == "\x81é"


def test_the_header_says_what_separates(tmp_path: Path):
    assert cells(read(tmp_path, "a;b\n0,5;1\n0,25;3\n"))[1] == ("0,5", "1")
    assert cells(read(tmp_path, '"one, two";b\nx,y;1\n'))[1] == ("x,y", "1")
    assert cells(read(tmp_path, "name;a, b and c\nx;1\ny;2\n"))[0] == ("name", "a, b and c"), (
        "as many commas: rows decide"
    )
    one = read(tmp_path, "customs.random_share\n0,5\n0,25\n")
    assert one.separator == "" and [one.number(row[0], "") for _, row in one.rows] == [0.5, 0.25]


@pytest.mark.parametrize(
    ("separator", "cell", "number"),
    [
        (";", "0,25", 0.25),
        ("\t", "-1,5", -1.5),
        (";", "0.25", 0.25),
        (",", "0.25", 0.25),
        (",", "2.0", 2.0),
        (";", "2,0", 2.0),
        (",", "12", 12),
        (",", "1e-3", 0.001),
        (";", "1,5e3", 1500.0),
        (",", "\u22123", -3),
        (",", ".5", 0.5),
        (";", ",5", 0.5),
        (",", "1.500", 1.5),
        (";", "0,125", 0.125),
        (",", "word", None),
        (";", "1,2,3", None),
        (",", "", None),
        (",", "1e999", None),
        (",", "0x10", None),
    ],
)
def test_numbers(separator: str, cell: str, number: float | None):
    assert Table("t", ((1, (cell,)),), separator).number(cell, "t: row 2") == number


@pytest.mark.parametrize(
    ("separator", "beside", "cell", "said"),
    [
        (",", "", "0,25", "decimal point"),
        (";", "", "1,500", "may be 1.500 or 1500"),
        (",", "", "1,500", "may be 1.500 or 1500"),
        (";", "0,5", "1.500", "may be 1.500 or 1500"),
        (";", "", "1 234", "without thousands"),
        (";", "", "12 345,5", "without thousands"),
        (",", "", "1'234.5", "without thousands"),
        (",", "", "1,234,567", "without thousands"),
        (";", "0,5", "1.234,5", "without thousands"),
        (",", "", "25%", "without %"),
        (";", "", "2,5 %", "without %"),
    ],
)
def test_numbers_that_could_be_two_are_refused_with_their_place(
    separator: str, beside: str, cell: str, said: str
):
    with pytest.raises(InputError, match=f"^t: row 2: is '{cell}'") as caught:
        Table("t", ((1, (beside, cell)),), separator).number(cell, "t: row 2")
    assert said in str(caught.value)


def test_a_decimal_comma_elsewhere_settles_what_a_comma_is():
    assert Table("t", ((1, ("1,5", "1,500")),), ";").number("1,500", "") == 1.5
    assert Table("t", ((1, ("1,5", "1.500")),), ",").number("1.500", "") == 1.5, (
        "no comma is decimal between commas"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n ,,\n", "is empty"),
        (b"\xff\xfea,b", "is not UTF-16 text"),
        (b"a,b\n\0,1\n", "is no text (byte 4 is zero)"),
        (b"\xef\xbb\xbfa\n\xff", "is not UTF-8 text, though it begins so"),
        (b'a,b\n"x"y,1\n', "row 2: is no line of a CSV file"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel"),
        (b"PK\x03\x04rest", "is no Excel workbook that can be read"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, content: bytes, said: str):
    with pytest.raises(InputError, match=r"^t\.csv: ") as caught:
        read(tmp_path, content)
    assert said in str(caught.value) and "\n" not in str(caught.value)


def test_a_workbook_is_a_table(tmp_path: Path):
    from openpyxl import Workbook

    book = Workbook()
    for row in ([None, "a", "b", None], ["é", 0.5, True], [None, None], ["x", 2.0, "=1+1"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx", "t.xlsx")
    assert table.lines == ((1, ("", "a", "b")), (2, ("é", "0.5", "true")), (4, ("x", "2", ""))), (
        "a formula that nobody worked out is empty"
    )


def test_names_that_look_alike_are_one():
    assert {
        normal(text)
        for text in (
            "José",
            "Jose\u0301",
            " José\u00a0",
            "Jo\u00adsé",
            "\ufeffJosé\u200d",
            "José\x07",
        )
    } == {"José"}
    assert normal("a \u2003\t b") == "a b"
