"""The worked examples of the documents: every block carried out, and what it prints is what stands there."""

import importlib.util
import sys
from pathlib import Path

import pytest

DRAWN = ("planner", "researcher", "own-country")
EXAMPLES = Path(__file__).resolve().parents[1] / "docs" / "examples"


def maker():
    spec = importlib.util.spec_from_file_location("examples_make", EXAMPLES / "make.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name", ["planner", "researcher", "own-country", "own-measure", "own-intervention"]
)
def test_an_example_is_what_it_says(name, tmp_path):
    make, path = maker(), EXAMPLES / f"{name}.md"
    page = make.carried_out(path, tmp_path)
    assert page.text == path.read_text(encoding="utf-8"), (
        "python docs/examples/make.py writes the outputs anew"
    )
    assert set(page.pictures) == ({f"figures/{name}.png"} if name in DRAWN else set())
    assert all((EXAMPLES / picture).read_bytes()[:4] == b"\x89PNG" for picture in page.pictures)
    assert all(len(figure.data) > 0 for figure in page.pictures.values())


def test_every_page_is_tried_and_listed():
    assert [path.stem for path in maker().pages()] == [
        "own-country",
        "own-intervention",
        "own-measure",
        "planner",
        "researcher",
    ]
    contents = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"({path.name})" in contents for path in maker().pages())
