"""Sheets, heads, words and rows: what is wrong is told in one sentence with sheet and row."""

import pytest

from borderSim.country.made import read_country
from borderSim.errors import InputError
from tests.country.forms import small, with_cell, with_row, write_folder

TRAFFIC = "traffic.csv: row"


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (with_cell("traffic", 1, 2, "291.000"), f"{TRAFFIC} 2: per_year is '291.000', which may be 291 or 291000"),
        (with_cell("traffic", 1, 2, "-5"), f"{TRAFFIC} 2: per_year is -5, but must not be below 0"),
        (with_cell("traffic", 1, 2, "1e11"), f"{TRAFFIC} 2: per_year is 1e11, but must lie between"),
        (with_cell("traffic", 1, 2, ""), f"{TRAFFIC} 2: per_year is empty"),
        (with_cell("traffic", 1, 3, "40"), "(a share of 1: write 0.4 or 40 %)"),
        (with_cell("traffic", 1, 1, "containes"), f"{TRAFFIC} 2: traffic is 'containes' (did you mean 'containers'?)"),
        (with_cell("traffic", 2, 4, "0.1"), f"{TRAFFIC} 3: transhipment_share is 0.1, but only containers"),
        (with_cell("traffic", 1, 0, "Prt"), f"{TRAFFIC} 2: post 'Prt' is not on the sheet posts (did you mean 'Port'?)"),
        (with_row("traffic", "port", "teu", "5"), f"{TRAFFIC} 4: port, containers stands there twice, in row 2 too"),
        (with_row("posts", "PORT", "land", ""), "posts.csv: row 4: PORT stands there twice, in row 2 too"),
        (with_cell("posts", 1, 1, "harbour"), "posts.csv: row 2: kind is 'harbour'"),
        (with_row("posts", "港", "land", ""), "posts.csv: row 4: post '港' needs a name with letters a-z"),
        (with_cell("staff", 1, 2, ""), "staff.csv: row 2: neither officers nor on_duty is filled in"),
        (with_row("staff", "Bridge", "cars", "2"), "staff.csv: row 4: the sheet traffic has no cars at 'Bridge'"),
        (with_cell("machines", 1, 3, "1,5,2"), "machines.csv: row 2: count must be a number, not '1,5,2'"),
        (with_cell("country", 1, 0, "nmae"), "country.csv: row 2: 'nmae' is an unknown line (did you mean 'name'?)"),
        (with_cell("country", 1, 1, "${oc.env:HOME}"), "country.csv: row 2: name: interpolations"),
        (with_row("country", "name", "Again"), "country.csv: row 3: name stands there twice, in row 2 too"),
        (with_row("country", "legal_model", "french"), "legal_model is 'french'; there are: none, limited, shared, full"),
        (with_cell("country", 0, 1, "valu"), "country.csv: row 1: must have one column 'value'"),
        (with_cell("traffic", 0, 2, "per_yaer"), f"{TRAFFIC} 1: 'per_yaer' is an unknown column (did you mean 'per_year'?)"),
        (with_cell("traffic", 0, 3, "per_year"), f"{TRAFFIC} 1: the column 'per_year' stands there twice"),
        (with_cell("traffic", 0, 2, ""), f"{TRAFFIC} 1: the column 'per_year' (par_an) is missing"),
        (with_row("traffic", "Bridge", "cars", "5", "", "", "9"), f"{TRAFFIC} 4: has 6 cells, but the heads name 5 columns"),
        (small(trafic=[["post"]]), "trafic.csv: is the sheet 'traffic' a second time"),
        (small(boats=[["post"], ["x"]]), "boats.csv: 'boats' is an unknown sheet"),
        (small(posts=[["post", "kind"]]), "posts.csv: holds no row"),
        (small(posts=[["# only help"]]), "posts.csv: is empty: its first row must name the columns"),
    ],
)  # fmt: skip
def test_wrong_input_is_told_in_one_sentence(sheets, said, tmp_path):
    with pytest.raises(InputError) as error:
        read_country(write_folder(tmp_path / "c", sheets))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_sheet_is_named(tmp_path):
    sheets = small()
    del sheets["staff"]
    with pytest.raises(InputError, match=r"the sheet 'staff' \(effectifs\) is missing"):
        read_country(write_folder(tmp_path / "c", sheets))


def test_help_rows_blank_rows_readme_and_order_do_not_matter(tmp_path):
    plain, _ = read_country(write_folder(tmp_path / "a", small()))
    sheets = small(readme=[["anything"]])
    sheets["traffic"] = [
        ["# help first"],
        ["per_year", "note", "traffic", "post", "inbound_share", "transhipment_share"],
        ["# unit"],
        ["40000", "a note", "camions", "bridge", "", ""],
        [],
        ["165000", "", "TEU", "PORT", "50 %", "0.2"],
    ]
    other, _ = read_country(write_folder(tmp_path / "b", sheets))
    assert other.values["posts"] == plain.values["posts"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_an_office_export_gives_the_same_country(tmp_path, encoding):
    plain, _ = read_country(write_folder(tmp_path / "a", small()))
    sheets = small(
        country=[["element", "valeur"], ["nom", "Smallland"]],
        traffic=[
            ["poste", "trafic", "par_an", "part_entrante", "part_transbordée"],
            ["Port", "Conteneurs", "165 000", "0,5", "20 %"],
            ["Bridge", "Camions", "40\u00a0000", "", ""],
        ],
    )
    sheets["posts"][0] = ["poste", "genre", "policiers"]
    sheets["posts"][2][1] = "terrestre"
    sheets["pays"], sheets["trafic"] = sheets.pop("country"), sheets.pop("traffic")
    folder = write_folder(tmp_path / "b", sheets, ";", encoding)
    other, notes = read_country(folder)
    assert other.values["posts"] == plain.values["posts"]
    told = " ".join(str(note) for note in notes)
    assert "1 decimal commas" in told and "2 numbers with separators of thousands" in told
    assert ("Windows-1252" in told) == (encoding == "cp1252")
