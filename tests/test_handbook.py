"""The handbook's items: each is there once, and what is named for it exists."""

import ast
import importlib
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from borderSim.errors import InputError
from borderSim.report.documents.handbook import DATA, Item, handbook_page, read_items

ROOT = Path(__file__).parents[1]
ITEMS, SLIPS = read_items(ROOT / "docs" / DATA)
MOST_CONTEXT = 12
BUILT = [item for item in ITEMS if item.became]


def symbol_exists(name: str) -> bool:
    """Whether ``borderSim.module.name`` (or ``...Class.field``) is something in a module, not a module itself."""
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            if part in getattr(found, "__dataclass_fields__", {}):
                return part == parts[-1]
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return not isinstance(found, ModuleType)
    return False


@cache
def names_of_tests(path: Path) -> set[str]:
    """Names of the tests of a file."""
    if not path.is_file():
        return set()
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@cache
def headings_in(path: Path) -> set[str]:
    """Anchors of a page."""
    titles = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), flags=re.M) if path.is_file() else []
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def faults(item: Item) -> list[str]:
    """What is wrong with an entry, in words."""
    ways = [way for way in (item.became, item.context, item.open) if way]
    found = [] if len(ways) == 1 else ["must have one of became, context and open"]
    if not (item.item and item.section):
        found.append("has no item or section")
    if (
        bool(item.became) != bool(item.code)
        or bool(item.became) != bool(item.test)
        or bool(item.became) != bool(item.page)
    ):
        found.append("what became something has code, test and page, and nothing else has")
    for name in item.code:
        if name.startswith("borderSim."):
            if name.count(".") < 2 or not symbol_exists(name):
                found.append(f"no such symbol: {name}")
        elif not (re.match(r"configs/.+\.yaml$", name) and (ROOT / name).is_file()):
            found.append(
                f"neither a symbol borderSim.module.name nor a file under configs/: {name}"
            )
    for name in item.test:
        path, _, test = name.partition("::")
        if test not in names_of_tests(ROOT / path):
            found.append(f"no such test: {name}")
    for name in item.page:
        page, _, heading = name.partition("#")
        if not (ROOT / "docs" / page).is_file() or (
            heading and heading not in headings_in(ROOT / "docs" / page)
        ):
            found.append(f"no such page or heading: {name}")
    return found


def test_every_item_is_there_once_and_in_order():
    assert [item.number for item in ITEMS] == [f"H{number:02d}" for number in range(1, 86)]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.number)
def test_what_an_item_names_exists(item):
    assert faults(item) == []


def test_few_items_are_context_only():
    assert sum(bool(item.context) for item in ITEMS) <= MOST_CONTEXT


def test_no_item_is_open():
    assert [item.number for item in ITEMS if item.open] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "adapt"),
        ("code", "borderSim.adapt"),
        ("code", "borderSim.model.phases.adaptation.no_such_function"),
        ("code", "borderSim.model.phases.adaptation"),
        ("code", "borderSim.model.phases.no_such_module.adapt"),
        ("code", "configs/partnership"),
        ("code", "configs/none.yaml"),
        ("code", "README.md"),
        ("code", "borderSim.parameters.partnership.Traits.no_such_trait"),
        ("test", "tests/test_books.py"),
        ("test", "tests/test_books.py::test_none"),
        ("test", "tests/test_none.py::test_books"),
        ("page", "none.md"),
        ("page", "model.md#none"),
        ("became", ""),
        ("context", "two ways at once"),
        ("test", ()),
    ],
)
def test_a_wrong_entry_is_found(field, value):
    good = BUILT[0]
    changed = (value,) if field in ("code", "test", "page") and value else value
    assert faults(good) == [] and faults(Item(**{**vars(good), field: changed})) != []


def test_a_field_of_a_scenario_is_a_symbol():
    assert symbol_exists("borderSim.parameters.partnership.Traits.lookup_prob")
    assert not symbol_exists("borderSim.parameters.partnership.Traits.lookup_prob.more")


def test_the_page_holds_every_item_and_the_slips():
    page = handbook_page(ROOT / "docs")
    rows = [line for line in page.splitlines() if re.match(r"\| H\d\d ", line)]
    assert sorted(line[2:5] for line in rows) == [item.number for item in ITEMS]
    assert len(SLIPS) == 5 and all(slip in page for slip in SLIPS)


def test_an_item_twice_or_an_unknown_key_is_refused(tmp_path):
    (tmp_path / DATA).write_text(
        "items: {H01: {item: a, section: I, open: x}, H01: {item: b, section: I, open: x}}\nslips: []\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="twice"):
        read_items(tmp_path / DATA)
    (tmp_path / DATA).write_text(
        "items: {H01: {item: a, section: I, opne: x}}\nslips: []\n", encoding="utf-8"
    )
    with pytest.raises(TypeError, match="opne"):
        read_items(tmp_path / DATA)
    assert handbook_page(tmp_path / "nowhere") == ""
