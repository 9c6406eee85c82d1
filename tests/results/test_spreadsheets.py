"""Tables for people's spreadsheets: the same numbers, and no text that a spreadsheet would carry out."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from borderSim.errors import InputError
from borderSim.results.spreadsheets import Asked, asked, renew

TABLE = pd.DataFrame(
    {
        "level": ["=1+1", "@SUM(A1)", "-2+3", "été; plus"],
        "n": [5, 5, 5, 5],
        "value": [0.1, -1234.56789012345, 1e-12, None],
        "2.5": ["+a", "b", "NA", ""],
    }
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    TABLE.to_csv(tmp_path / "summary.csv", index=False, lineterminator="\n")
    TABLE[["level", "value"]].to_csv(tmp_path / "precision.csv", index=False, lineterminator="\n")
    return tmp_path


def test_a_workbook_holds_numbers_as_numbers_and_texts_as_texts(folder: Path):
    from openpyxl import load_workbook

    assert Asked(xlsx=True).write(folder) == [folder / "summary.xlsx"]
    book = load_workbook(folder / "summary.xlsx")
    assert book.sheetnames == ["summary", "precision"]
    rows = list(book["summary"].iter_rows())
    assert [[cell.value for cell in row] for row in rows] == [
        ["level", "n", "value", "2.5"],
        ["=1+1", 5, 0.1, "+a"],
        ["@SUM(A1)", 5, -1234.56789012345, "b"],
        ["-2+3", 5, 1e-12, "NA"],
        ["été; plus", 5, None, None],
    ]
    assert {
        cell.data_type for row in rows for cell in row if cell.column in (1, 4) and cell.value
    } == {"s"}, "no formula"
    assert {cell.data_type for row in rows[1:] for cell in row if cell.column in (2, 3)} == {"n"}


def test_decimal_commas_for_a_french_spreadsheet(folder: Path):
    before = (folder / "summary.csv").read_bytes()
    assert [path.name for path in asked(False, "fr").write(folder)] == [
        "summary_fr.csv",
        "precision_fr.csv",
    ]
    content = (folder / "summary_fr.csv").read_bytes()
    assert content.startswith(
        b"\xef\xbb\xbflevel;n;value;2.5\r\n'=1+1;5;0,1;'+a\r\n'@SUM(A1);5;-1234,56789012345;b\r\n'-2+3;5;1e-12;NA\r\n"
    )
    back = pd.read_csv(folder / "summary_fr.csv", sep=";", decimal=",", encoding="utf-8-sig")
    assert (
        back["value"].equals(TABLE["value"])
        and back["n"].tolist() == [5] * 4
        and back["level"][3] == "été; plus"
    )
    assert (folder / "summary.csv").read_bytes() == before, "the file for programs stays as it is"
    assert [path.name for path in asked(False, "fr").write(folder)] == [
        "summary_fr.csv",
        "precision_fr.csv",
    ], "none of a copy"


def test_what_never_comes_is_a_text_among_numbers(tmp_path: Path):
    (tmp_path / "summary.csv").write_text("month,low\n12.5,-inf\ninf,0.5\n")
    Asked(xlsx=True, locale="fr").write(tmp_path)
    assert (tmp_path / "summary_fr.csv").read_text(
        "utf-8-sig"
    ) == "month;low\n12,5;'-inf\ninf;0,5\n"
    assert pd.read_excel(tmp_path / "summary.xlsx").values.tolist() == [
        [12.5, -np.inf],
        [np.inf, 0.5],
    ]


def test_what_was_asked_for_follows_the_table(folder: Path):
    renew(folder)
    assert not (folder / "summary.xlsx").exists() and not (folder / "summary_fr.csv").exists()
    Asked(xlsx=True, locale="fr").write(folder)
    TABLE.assign(value=7.5).to_csv(folder / "summary.csv", index=False)
    renew(folder)
    assert pd.read_excel(folder / "summary.xlsx")["value"].tolist() == [7.5] * 4
    assert ";7,5;" in (folder / "summary_fr.csv").read_text("utf-8")


@pytest.mark.parametrize("given", [None, "en", "EN_GB", ""])
def test_the_plain_locale_adds_nothing(folder: Path, given: str | None):
    assert not asked(False, given) and asked(False, given).write(folder) == []


def test_what_cannot_be_done_is_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(
        InputError, match=r"locale=frr: is unknown \(did you mean 'fr'\?\); there are: fr, en"
    ):
        asked(False, "frr")
    with pytest.raises(InputError, match="holds no summary"):
        asked(False, "fr-BE").write(tmp_path)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError, match=r"needs openpyxl \(pip install 'bordersim\[xlsx\]'\)"):
        asked(True, None)


def test_the_owner_may_keep_files_beside(folder: Path):
    """Nothing is made of them, whatever they hold."""
    for name in ("notes.csv", "summary_v2.csv", "été.csv"):
        (folder / name).write_bytes("Grenzübergang;Zöllner\n".encode("cp1252"))
    (folder / "notes_fr.csv").write_bytes(b"mine")
    written = asked(True, "fr").write(folder)
    assert [path.name for path in written] == ["summary.xlsx", "summary_fr.csv", "precision_fr.csv"]
    renew(folder)
    assert (folder / "notes_fr.csv").read_bytes() == b"mine"
