"""The pages for those who must trust a result: the items of CHEERS and STRESS, the figures, the model card, the statement on quality."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

from borderSim.report import figures
from borderSim.report.figures import PICTURES
from borderSim.report.figures.frame import Picture
from borderSim.report.full_report.page import render
from borderSim.scenario.catalogue import parameters
from tests.report.synthetic import synthetic

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = (
    "model-card.md",
    "quality.md",
    "cheers.md",
    "stress.md",
    "reading-the-figures.md",
    "lire-les-figures.md",
)
FOLDERS = ("borderSim/", "tests/", "configs/", "docs/", "experiments/", ".ci/")
STATES = {"yes", "in part", "not reported", "not applicable"}
STRESS = (
    *("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4"),
    *("3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "6.1"),
)
PARTS = {
    "reading-the-figures.md": ("*Axes*", "*Mark and bar*", "*Look first*", "*Common misreading*"),
    "lire-les-figures.md": (
        "*Axes*",
        "*Point et trait*",
        "*À regarder d'abord*",
        "*Erreur fréquente*",
    ),
}


def read(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def rows(page: str) -> list[list[str]]:
    """The cells of the first table of a page, without its head."""
    table = re.search(r"(?:^\|.*\n)+", read(page), re.M)
    assert table
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()
    ][2:]


@pytest.fixture(scope="module")
def made_sections() -> set[str]:
    """The addresses within a report that was made, of two scenarios."""
    made = synthetic(
        levels=2, replicates=2, scenarios=("national", "airport"), years=0.2, plane=False
    )
    return set(re.findall(r'\bid="([\w-]+)"', render(made)))


@pytest.mark.parametrize("page", PAGES)
def test_every_file_section_and_key_that_a_page_points_to_is_there(page, made_sections):
    named = re.findall(r"`([^`\n]+)`", read(page))
    files = [name for name in named if name.startswith(FOLDERS)]
    assert [name for name in files if not (ROOT / name).exists()] == []
    sections = [name.partition("#")[2] for name in named if name.startswith("report.html#")]
    assert set(sections) <= made_sections
    keys = [name for name in named if re.fullmatch(r"(?:economy|commodities)\.\S+", name)]
    assert set(keys) <= {row.key for row in parameters()}


def test_the_tables_point_somewhere(made_sections):
    assert "s0-money" in made_sections
    assert len(re.findall(r"`report\.html#", read("cheers.md"))) > 10
    assert len(re.findall(r"`tests/", read("quality.md"))) > 15


@pytest.mark.parametrize(
    ("page", "items"), [("cheers.md", tuple(map(str, range(1, 29)))), ("stress.md", STRESS)]
)
def test_each_item_of_a_guideline_stands_once_with_its_place_or_the_reason(page, items):
    table = rows(page)
    assert tuple(cells[0] for cells in table) == items
    for item, _, state, where, remark in table:
        assert state in STATES, item
        assert where or state in ("not reported", "not applicable"), item
        assert remark or state == "yes", item


def drawn() -> set[str]:
    """The names of all figures: those of the report, and the functions that draw one for a study."""
    names = set(PICTURES)
    of_report = {draw.__module__ for draw in PICTURES.values()}
    for found in pkgutil.iter_modules(figures.__path__):
        module = importlib.import_module(f"{figures.__name__}.{found.name}")
        if module.__name__ not in of_report:
            names |= {
                name
                for name, draw in inspect.getmembers(module, inspect.isfunction)
                if draw.__module__ == module.__name__
                and not name.startswith("_")
                and Picture.__name__ in str(draw.__annotations__.get("return"))
            }
    return names


@pytest.mark.parametrize("page", PARTS)
def test_every_figure_has_its_paragraph(page):
    told = re.findall(r"^### .+ \(`(\w+)`\)$\n\n((?:.+\n)+)", read(page), re.M)
    assert {"forest", "net_benefit", "sensitivity", "levels_by_arm"} < drawn()
    assert sorted(name for name, _ in told) == sorted(drawn())
    for name, text in told:
        flat = " ".join(text.split())
        places = [flat.find(part) for part in PARTS[page]]
        assert places == sorted(places) and places[0] >= 0, name
        assert 40 < len(flat.split()) < 150, name


def test_figures_bear_the_titles_of_the_report():
    folder = ROOT / "borderSim" / "report" / "templates"
    texts = (folder / "summaries.html").read_text("utf-8").partition("endmacro")[0]
    titles = dict(re.findall(r'"(\w+)": (?:_\()?"([^"]+)"', texts))
    pairs = re.findall(r"^### (.+) \(`(\w+)`\)$", read("reading-the-figures.md"), re.M)
    told = {name: title for title, name in pairs}
    assert {name: told[name] for name in PICTURES} == titles


def test_the_model_card_says_what_it_must():
    headings = re.findall(r"^## (.+)$", read("model-card.md"), re.M)
    assert headings == [
        "Purpose",
        "Who it is for",
        "Use and misuse",
        "Dual use",
        "What it is not",
        "Evidence",
        "Limits",
        "Fairness and rights",
        "Versions, and how to cite",
        "In French",
    ]


def test_the_statement_on_quality_names_every_role_and_letter():
    page = read("quality.md")
    assert [
        role
        for role in ("commissioner", "analyst", "analytical assurer", "approver")
        if f"| {role} |" not in page
    ] == []
    assert re.findall(r"^\| \*\*(\w)\*\*", page, re.M) == list("RIGOUR")
