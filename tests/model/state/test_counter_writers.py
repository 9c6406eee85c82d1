"""Every counter is written where its declaration says, and nothing is written that is not declared."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import borderSim
from borderSim.model.state import counters
from borderSim.model.state.counters import (
    FAMILIES,
    FOUND_IN_LAWFUL_TRAFFIC,
    SHIPPED_TO,
    Counter,
    Stock,
)
from borderSim.model.state.declared import Family
from borderSim.model.state.recorder import Recorder, UndeclaredError

PACKAGE = Path(borderSim.__file__).parent
WRITERS = [
    *PACKAGE.glob("model/**/*.py"),
    PACKAGE / "simulation.py",
    *PACKAGE.glob("measures/*.py"),
]
ENTER = ("recorder.add", "recorder.note_stock")


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield the calls that enter something in the recorder, by its own name or one given to it in the file."""
    aliases = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = (
                    zip(target.elts, node.value.elts, strict=True)
                    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                    else [(target, node.value)]
                )
                aliases |= {
                    ast.unparse(left) for left, right in pairs if ast.unparse(right).endswith(ENTER)
                }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (
            ast.unparse(node.func).endswith(ENTER) or ast.unparse(node.func) in aliases
        ):
            yield node


def written(node: ast.expr) -> Iterator[str]:
    """Yield what a call may enter: a name for a counter or stock, the stem of a family."""
    match node:
        case ast.IfExp():
            yield from written(node.body)
            yield from written(node.orelse)
        case ast.Attribute(value=ast.Name(id="Counter")):
            yield Counter[node.attr].value
        case ast.Attribute(value=ast.Name(id="Stock")):
            yield Stock[node.attr].value
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="of")) if isinstance(
            getattr(counters, name, None), Family
        ):
            yield getattr(counters, name).stem
        case ast.Subscript(value=ast.Name(id="FOUND_IN_LAWFUL_TRAFFIC")):
            yield from (counter.value for counter in FOUND_IN_LAWFUL_TRAFFIC.values())
        case _:
            pytest.fail(f"{ast.unparse(node)} is no member of an enum of counters and no family's")


def test_what_is_written_is_what_is_declared_and_where():
    found: dict[str, set[str]] = defaultdict(set)
    for path in WRITERS:
        for call in calls(ast.parse(path.read_text(encoding="utf-8"))):
            for name in written(call.args[0]):
                found[name].add(path.stem)
    declared = {member.value: {*member.writers} for member in (*Counter, *Stock)}
    declared |= {family.stem: {*family.writers} for family in FAMILIES}
    assert found == declared


def test_the_page_of_the_day_is_written_by_the_recorder_alone():
    for path in WRITERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Subscript)
                and isinstance(node.ctx, ast.Store)
                and path.stem != "recorder"
            ):
                assert not ast.unparse(node.value).endswith("today"), (
                    f"{path.name}: {ast.unparse(node)}"
                )


@pytest.mark.parametrize("wrong", ["seizuers", "shipped:nowhere_made", "finds_bx"])
def test_the_recorder_refuses_what_nobody_declared(wrong):
    books = Recorder(keep_events=False)
    books.add(Counter.SEIZURES)
    books.add(SHIPPED_TO.of("alba"), 2.0)
    books.close_day(0)
    books.add(wrong)
    with pytest.raises(UndeclaredError, match=f"'{wrong}' is not declared"):
        books.close_day(1)


def test_not_entered_is_not_zero():
    books = Recorder(keep_events=False)
    books.add(Counter.SEIZURES, 0.0)
    books.note_stock(Stock.ORGS_ALIVE, 3.0)
    books.close_day(0)
    books.add(Counter.LEAKS)
    books.close_day(1)
    assert books.days == [{"seizures": 0.0, "orgs_alive": 3.0, "day": 0}, {"leaks": 1.0, "day": 1}]
    assert {type(name) for day in books.days for name in day} == {str}, "tables hold plain names"
