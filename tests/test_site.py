"""What the site, the index of the documents and CONTRIBUTING promise, held against the checkout."""

import importlib.util
import re
from pathlib import Path

import pytest
import yaml

from borderSim import documents

ROOT = Path(__file__).parents[1]


def make_site():
    """The script that makes the site, as a module."""
    spec = importlib.util.spec_from_file_location("make_site", ROOT / "docs" / "make_site.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_path_that_contributing_names_exists():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"`((?:borderSim|configs|docs|tests|experiments|\.ci)/[^` *]*)`", text)
    rooms = re.findall(
        r"^  (?:  )?(\w[\w/.]*)", text.partition("```text")[2].partition("```")[0], re.M
    )
    assert len(named) > 30 and len(rooms) > 15
    assert [path for path in named if not (ROOT / path).exists()] == []
    house = [
        ROOT / "borderSim",
        *(ROOT / "borderSim" / room for room in ("model", "studies", "report")),
    ]
    assert [room for room in rooms if not any((above / room).exists() for above in house)] == []


def test_every_room_of_the_package_stands_in_the_picture():
    picture = (
        (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("```text")[2].partition("```")[0]
    )
    rooms = [
        path.parent.name
        for where in ("borderSim", "borderSim/report")
        for path in ROOT.glob(f"{where}/*/__init__.py")
    ]
    assert [room for room in rooms if f"{room}/" not in picture] == []


def test_the_index_says_of_every_made_page_what_it_is_made_from():
    table = (ROOT / "docs" / "index.md").read_text("utf-8").partition("## Which pages are made")[2]
    assert set(re.findall(r"\]\(([\w-]+\.md)\)", table)) == set(documents.made(ROOT / "docs"))


def leaves(nav) -> list[str]:
    """The pages of a navigation, in order."""
    if isinstance(nav, str):
        return [nav]
    return [
        leaf for part in (nav.values() if isinstance(nav, dict) else nav) for leaf in leaves(part)
    ]


def test_the_navigation_holds_every_page_once():
    pages = leaves(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"])
    assert len(pages) == len(set(pages))
    named = {page for page in pages if page != "api"}
    assert named >= {str(path.relative_to(ROOT)) for path in ROOT.glob("docs/**/*.md")}
    assert [page for page in named if not (ROOT / page).is_file()] == []


def test_the_reference_holds_every_public_name():
    site = make_site()
    for name, title in site.public_modules().items():
        module, page = importlib.import_module(name), site.api_page(name, title)
        names = [public for public in getattr(module, "__all__", ()) if not public.startswith("__")]
        assert page.count("\n::: ") >= 1 and [one for one in names if one not in page] == []


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ('<script src="https://cdn.example/x.js">', True),
        ("<link rel=stylesheet href=https://fonts.example/f>", True),
        ('<img alt="" src="//example.org/x.png">', True),
        ('<a href="https://example.org">', False),
        ('<link rel="canonical" href="https://example.org">', False),
        ('<script src="assets/x.js">', False),
    ],
)
def test_what_a_page_would_fetch_from_elsewhere_is_found(tag, found, tmp_path):
    (tmp_path / "page.html").write_text(tag, encoding="utf-8")
    assert bool(make_site().fetched_from_elsewhere(tmp_path)) == found
