"""What a study found, for people: the page of instruments, the pages of the documentation."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from borderSim import documents
from borderSim.measures.outcomes import HEADLINE
from borderSim.report.documents.studies import STUDY_PAGES
from borderSim.report.figures.instruments import instruments
from borderSim.report.studies.findings import instruments_page, write_page
from borderSim.studies.analysis.findings import instruments as analysis
from borderSim.studies.design.experiment_files import shipped_experiments
from tests.report.browser import follow_the_window, needs_browser, opened
from tests.studies import planted

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def found() -> dict:
    numbers = analysis.find(planted.runs(), planted.STEPS, 1.0).numbers
    return numbers | {"experiment": "instruments", "question": "Which?", "read": "Slowly."}


def test_a_row_for_each_instrument_in_every_panel(found: dict) -> None:
    picture = instruments(found)
    drawn = {
        (name, trace["meta"]["side"], trace["xaxis"])
        for trace in picture.data
        if "meta" in trace
        for name in trace["meta"]["instruments"]
    }
    assert {name for name, _, _ in drawn} == {row["name"] for row in found["instruments"]}
    assert len([one for one in drawn if one[1] == ""]) == len(found["instruments"]) * len(HEADLINE)
    assert len([one for one in drawn if one[1] == "left_out"]) == 2 * len(HEADLINE)
    json.dumps([picture.data, picture.layout, picture.narrow], allow_nan=False)


def test_those_that_matter_stand_above_those_that_do_nothing(found: dict) -> None:
    labels = instruments(found).layout["yaxis"]["ticktext"]
    assert labels.index("good") < labels.index("bad") < labels.index("noisy") < labels.index("idle")


def test_colours_say_which_way_is_better(found: dict) -> None:
    panel = f"x{HEADLINE.index('orgs_dismantled') + 1}"
    classes = {
        name: trace["meta"]["class"]
        for trace in instruments(found).data
        if trace.get("xaxis") == panel and trace.get("meta", {}).get("side") == ""
        for name in trace["meta"]["instruments"]
    }
    assert (classes["good"], classes["bad"], classes["idle"], classes["noisy"]) == (
        "better",
        "worse",
        "little",
        "untold",
    )


def test_the_page_says_what_each_is_and_escapes(found: dict) -> None:
    hostile = json.loads(json.dumps(found)) | {"question": HOSTILE, "read": HOSTILE}
    hostile["instruments"][0]["title"] = HOSTILE
    picture = instruments(hostile)
    assert HOSTILE not in json.dumps([picture.data, picture.layout]), "plotly obeys tags too"
    text = re.sub(r"<script>.*?</script>", "", instruments_page(hostile), flags=re.S)
    assert HOSTILE not in text and "&lt;script&gt;" in text
    assert "<strong>Provisional</strong> 12 replicates" in text and "connect-src 'none'" in text
    assert "Matters (2)" in text and "Nothing (1)" in text and "Can harm (1)" in text


def test_the_page_says_which_years_it_measured(found: dict) -> None:
    page = instruments_page({**found, "measured": "years 4 to 6 of 6"})
    facts = re.sub(r"<[^>]+>", " ", page.split("<h2")[0])
    assert "years 4 to 6 of 6" in facts and "Horizon" not in facts


def test_no_page_where_nothing_was_found(tmp_path: Path, found: dict) -> None:
    assert (
        write_page("instruments", {"too_little": "x"}, tmp_path)
        == write_page("twin", found, tmp_path)
        == []
    )
    assert list(tmp_path.iterdir()) == []


@needs_browser
@pytest.mark.parametrize("width", [1280, 400])
def test_the_page_draws_and_asks_nobody(tmp_path: Path, found: dict, width: int) -> None:
    write_page("instruments", found, tmp_path)
    with opened(tmp_path / "findings.html", width=width) as shown:
        follow_the_window(shown.page, width)
        shown.page.wait_for_selector(".point", state="attached")
        assert shown.errors == [] and shown.beyond == []
        assert shown.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


# ------------------------------------------------------------------------------ documentation
def result(folder: Path, experiment: str, found: dict | None) -> Path:
    folder.mkdir()
    about = {
        "config_hash": "x",
        "schema_version": 1,
        "program_version": "9.9",
        "source_hash": "abc",
        "choices": {"experiment": experiment},
    }
    (folder / "manifest.json").write_text(json.dumps(about))
    if found:
        (folder / "findings.json").write_text(json.dumps(found))
    return folder


def part(experiment: str, docs: Path) -> str:
    """The part of the page of studies that belongs to an experiment."""
    title = next(page.title for page in STUDY_PAGES if page.experiment == experiment)
    return (
        (docs / "studies.md")
        .read_text(encoding="utf-8")
        .partition(f"\n## {title}\n")[2]
        .partition("\n## ")[0]
    )


def test_a_finished_study_fills_its_page(
    tmp_path: Path, found: dict, capsys: pytest.CaptureFixture
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    documents.write(docs)
    assert "No run is stored yet" in part("instruments", docs)
    assert documents.main([str(result(tmp_path / "r", "instruments", found))], docs) == 0
    page = part("instruments", docs)
    assert (
        "program 9.9" in page
        and "#### Each alone" in page
        and "| `good` | matters |" in page
        and "No run is stored" not in page
    )
    assert documents.main(["--check"], docs) == 0
    (docs / "instruments-study.json").unlink()
    assert documents.main(["--check"], docs) == 1 and "studies.md" in capsys.readouterr().err


def test_results_that_no_page_tells_are_refused(
    tmp_path: Path, found: dict, capsys: pytest.CaptureFixture
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for folder in (
        tmp_path / "none",
        result(tmp_path / "twin", "twin", found),
        result(tmp_path / "half", "instruments", None),
    ):
        assert documents.main([str(folder)], docs) == 2
        told = capsys.readouterr()
        assert told.out == "" and told.err.count("\n") == 1 and folder.name in told.err
    assert list(docs.iterdir()) == []


def test_every_page_belongs_to_a_shipped_experiment() -> None:
    assert {page.experiment for page in STUDY_PAGES} <= set(shipped_experiments())
    text = (Path(documents.DOCS) / "studies.md").read_text(encoding="utf-8")
    assert all(
        f"\n## {page.title}\n" in text and f"(#{page.anchor})" in text for page in STUDY_PAGES
    )
