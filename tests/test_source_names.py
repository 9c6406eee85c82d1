"""Names in the sources: what texts refer to is there, no local name hides a module, one home for each constant."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import borderSim

PACKAGE = Path(borderSim.__file__).parent
REFERENCE = re.compile(r":(?:mod|func|data|class|meth|attr|exc):`~?([A-Za-z_][\w.]*)`")
ONE_HOME = {"YEAR_DAYS": "parameters/window.py", "DAYS_A_MONTH": "parameters/window.py"}
FEW_DAYS = re.compile(r"\b30\.4\d*\b|\b365(?:\.0)? */ *12\b")
"""A month's days, written as a number."""


@functools.cache
def sources() -> dict[str, ast.Module]:
    """Every module of the package, by its place."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def module_file(dotted: str) -> str | None:
    """Return the place of a module of the package, None where it is none."""
    place = dotted.removeprefix("borderSim").strip(".").replace(".", "/")
    found = (f"{place}.py", f"{place}/__init__.py".lstrip("/"))
    return next((one for one in found if one in sources()), None)


@functools.cache
def top_names(place: str) -> frozenset[str]:
    """Return the names that a module has."""
    return frozenset(names_in(sources()[place].body))


def names_in(body: list[ast.stmt]) -> Iterator[str]:
    """Yield what statements define, those of branches too."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((one.asname or one.name).partition(".")[0] for one in node.names)
        elif isinstance(node, ast.TypeAlias):
            yield node.name.id
        elif isinstance(node, ast.If | ast.Try | ast.With | ast.For):
            yield from names_in([*node.body, *getattr(node, "orelse", [])])
        else:
            yield from stored(node)


def stored(node: ast.AST) -> Iterator[str]:
    """Yield the names that are given a value somewhere in a node."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            yield one.id


def is_there(dotted: str) -> bool:
    """Whether a full name is a module, or a name in one (of what it has in turn, the first alone)."""
    if module_file(dotted):
        return True
    parts = dotted.split(".")
    for length in range(len(parts) - 1, 0, -1):
        if place := module_file(".".join(parts[:length])):
            lazy = "__getattr__" in top_names(place)
            return lazy or parts[length] in top_names(place)
    return False


def test_what_texts_refer_to_is_there():
    missing = []
    for place in sources():
        for name in REFERENCE.findall((PACKAGE / place).read_text("utf-8")):
            full = name.startswith("borderSim.") or name == "borderSim"
            if full and not is_there(name):
                missing.append(f"{place}: {name}")
    assert not missing
    assert not is_there("borderSim.diagnose.spread") and not is_there("borderSim.given.nothing")


def modules_of(tree: ast.Module) -> dict[str, str]:
    """Return the modules of the package that a module imports at its top, by their name in it."""
    return {
        one.asname or one.name: f"{node.module}.{one.name}"
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("borderSim")
        for one in node.names
        if module_file(f"{node.module}.{one.name}")
    }


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_local_name_hides_a_module():
    """(Arguments may: they are called as users type them.)"""
    hidden = []
    for place, tree in sources().items():
        modules = modules_of(tree)
        for function in functions(tree):
            hidden += [
                f"{place}: {name} in {function.name}"
                for name in {*stored(function)} & modules.keys()
            ]
    assert not hidden


def test_no_module_uses_what_is_private_in_another():
    used = []
    for place, tree in sources().items():
        modules = modules_of(tree)
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id in modules
                and node.attr.startswith("_")
                and not node.attr.startswith("__")
            ):
                used.append(f"{place}: {node.value.id}.{node.attr}")
    assert not used


def test_a_year_and_a_month_have_one_length():
    for name, home in ONE_HOME.items():
        homes = [place for place, tree in sources().items() if name in set(defined(tree))]
        assert homes == [home]
    texts = {place: (PACKAGE / place).read_text("utf-8") for place in sources()}
    assert not [place for place, text in texts.items() if FEW_DAYS.search(text)]


def defined(tree: ast.Module) -> Iterator[str]:
    """Yield the constants that a module sets."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            yield from stored(node)
