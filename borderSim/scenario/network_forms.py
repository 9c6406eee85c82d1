"""File formats of networks, each turned into ties: edge list, matrix, GraphML.

What Gephi, R (igraph), UCINET, networkx and spreadsheets write is understood by its header; a file
without a header is one of pairs. All is data: names are text, nothing in a file is obeyed.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

import networkx as nx

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import nphrase, phrase
from borderSim.scenario.tables import Table, is_count, is_unknown, normal, parse_table, shown

ENDS = (
    ("source", "target"),
    ("from", "to"),
    ("ego", "alter"),
    ("sender", "receiver"),
    ("tail", "head"),
    ("node1", "node2"),
    ("name1", "name2"),
    ("person1", "person2"),
    ("actor1", "actor2"),
    ("v1", "v2"),
    ("var1", "var2"),
    ("x1", "x2"),
    ("level0", "level1"),
    ("row", "col"),
    ("row", "column"),
    ("i", "j"),
    ("src", "dst"),
    ("de", "vers"),
    ("de", "à"),
    ("origine", "destination"),
    ("source", "cible"),
)
"""What programs call the two ends of a tie; the earlier goes first."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "weight": ("weight", "weights", "poids", "value", "valeur", "freq", "strength"),
    "organisation": ("organisation", "organization", "réseau"),
    "profile": ("profile", "profil"),
    "role": ("role", "rôle"),
    "source_role": ("sourcerole", "fromrole"),
    "target_role": ("targetrole", "torole"),
}
"""Columns that are read where they are there, as programs and people call them."""
OTHER_FORMS = {
    ".gexf": "GEXF",
    ".gml": "GML",
    ".net": "Pajek",
    ".paj": "Pajek",
    ".dl": "UCINET DL",
    ".##h": "UCINET",
}
LEAST_MATRIX = 4
"""Rows from which a square of numbers without any name is a matrix, and no list of pairs."""


@dataclass(frozen=True)
class Tie:
    """A tie as a file names it.

    Attributes:
        place: where it stands, for sentences.
        source, target: names of its ends in their normal form.
        weight: how strong it is, None where the file doesn't say.
        organisation: whose it is, empty where the file doesn't say.
        source_role, target_role: what the ends do, empty where that is unknown.
        profile: of the organisation, empty where the file doesn't say.
    """

    place: str
    source: str
    target: str
    weight: float | None = None
    organisation: str = ""
    source_role: str = ""
    target_role: str = ""
    profile: str = ""


@dataclass(frozen=True)
class Form:
    """What a file holds.

    Attributes:
        kind: how sentences call the form.
        ties: in the order of the file.
        alone: names that the file lists beside those of its ties.
        notes: what a person should be told.
    """

    kind: str
    ties: tuple[Tie, ...]
    alone: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def parse_form(data: bytes, suffix: str, name: str) -> Form:
    """Return the ties of a file of any form.

    Args:
        data: its content.
        suffix: how its name ends, such as ``.graphml``.
        name: how sentences call it.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    other = OTHER_FORMS.get(suffix.lower())
    if other:
        raise InputError(
            f"{name}: is a {other} file, which is not read; save it as GraphML, or as CSV with the columns source and target"
        )
    if not data.strip():
        raise InputError(f"{name}: is empty; an edge list begins with the line source,target")
    if suffix.lower() == ".graphml" or re.match(
        rb"(\xef\xbb\xbf)?\s*<\?xml|(\xef\xbb\xbf)?\s*<graphml", data
    ):
        return _graphml(data, name)
    table = parse_table(data, name)
    form = _of_table(table)
    return Form(form.kind, form.ties, form.alone, (*table.notes, *form.notes))


def _of_table(table: Table) -> Form:
    table = _with_row_names_headed(table)
    heads = [_key(head) for head in table.heads]
    ends = _ends(heads)
    if ends and not _come_again(table, ends):  # (x1 and x2 may be heads, and may be members)
        return _edge_list(table, *ends)
    if _is_bare_matrix(table):
        members = [str(i) for i in range(1, len(table.lines) + 1)]
        lines = tuple(
            (line, (member, *cells))
            for member, (line, cells) in zip(members, table.lines, strict=True)
        )
        return _matrix(Table(table.name, ((0, ("", *members)), *lines), table.separator))
    if _is_matrix(table):
        return _matrix(table)
    if _has_no_header(table):
        return _pairs(table)
    raise _lacks(table, heads)


# ------------------------------------------------------------------------------ edge lists
def _key(head: str) -> str:
    return re.sub(r"[\s_.-]", "", head.casefold())


def _ends(heads: Sequence[str]) -> tuple[int, int] | None:
    """Return the places of the two columns with the ends of a tie."""
    for source, target in ENDS:
        if source in heads and target in heads:
            return heads.index(source), heads.index(target)
    if (
        "variable" in heads and "value" in heads and len(heads) >= 3
    ):  # a matrix that pandas has melted
        target = heads.index("variable")
        return next(i for i, head in enumerate(heads) if head not in ("variable", "value")), target
    return None


def _lacks(table: Table, heads: Sequence[str]) -> InputError:
    """Return what to say of a table whose columns are none of ours."""
    source, target = next(((a, b) for a, b in ENDS if a in heads or b in heads), ENDS[0])
    missing = target if source in heads else source
    hint = nearest(missing, [head for head in table.heads if shown(head) == head]).replace(
        "did you mean", "is it"
    )
    has = ", ".join(map(shown, table.heads[:8]))
    said = "it needs source and target (or from and to), or the names of all members on top and at the left"
    return InputError(f"{table.name}: lacks the column '{missing}'{hint}; {said}, and has: {has}")


def _edge_list(table: Table, source: int, target: int) -> Form:
    heads = [_key(head) for head in table.heads]
    where = {
        field: next((heads.index(name) for name in names if name in heads), None)
        for field, names in FIELDS.items()
    }
    if (
        where["weight"] is None and heads[:2] == ["level0", "level1"] and "0" in heads
    ):  # pandas: stack().reset_index()
        where["weight"] = heads.index("0")
    used = {source, target, *(place for place in where.values() if place is not None)}
    unused = [
        head
        for i, head in enumerate(table.heads)
        if head and i not in used and any(len(cells) > i and cells[i] for _, cells in table.rows)
    ]
    notes = (
        [
            nphrase(
                "{file}: not used: the column {heads}",
                "{file}: not used: the columns {heads}",
                len(unused),
                file=table.name,
                heads=", ".join(map(shown, unused)),
            )
        ]
        if unused
        else []
    )
    if where["role"] is not None:
        notes.append(
            phrase(
                "{file}: the column '{head}' is taken as the role of the member in '{member}'",
                file=table.name,
                head=shown(table.heads[where["role"]]),
                member=shown(table.heads[source]),
            )
        )
    return Form("an edge list", tuple(_lines(table, source, target, where)), notes=tuple(notes))


def _lines(
    table: Table, source: int, target: int, where: Mapping[str, int | None]
) -> Iterator[Tie]:
    for line, cells in table.rows:
        place = f"{table.name}: line {line}"
        if len(cells) > len(table.heads):
            raise InputError(
                f"{place}: has {len(cells)} fields, more fields than the first line ({len(table.heads)})"
            )

        def said(field: str, cells: Sequence[str] = cells) -> str:
            at = where.get(field)
            return "" if at is None or at >= len(cells) or is_unknown(cells[at]) else cells[at]

        one, other = (cells[at] if at < len(cells) else "" for at in (source, target))
        if not (one and other):
            raise InputError(
                f"{place}: {'target' if one else 'source'} is empty, but must name a member"
            )
        yield Tie(
            place,
            one,
            other,
            _weight(table, said("weight"), place),
            said("organisation"),
            said("source_role") or said("role"),
            said("target_role"),
            said("profile"),
        )


def _weight(table: Table, cell: str, place: str) -> float | None:
    if not cell:
        return None
    number = table.number(cell, f"{place}: weight")
    return _checked_weight(number, cell, place)


def _checked_weight(number: float | None, given: object, place: str) -> float:
    if number is None or not number >= 0:
        raise InputError(
            f"{place}: weight is {shown(str(given))!r}, but must be a number of at least 0 (0: no tie)"
        )
    return float(number)


def _with_row_names_headed(table: Table) -> Table:
    """Give row names a head where a program wrote none: every line has one cell more than the first (R's write.table)."""
    names = [cells[0] for _, cells in table.rows]
    if (
        not names
        or any(len(cells) != len(table.heads) + 1 for _, cells in table.rows)
        or not (is_count(names) or set(names) == set(table.heads))
    ):
        return table
    line, heads = table.lines[0]
    return Table(table.name, ((line, ("", *heads)), *table.rows), table.separator, table.notes)


def _has_no_header(table: Table) -> bool:
    """Whether a table is one of pairs, perhaps with a weight, from its first line on.

    Its first line is a tie if it is all numbers, or if one of its names comes again below.
    """
    width = len(table.heads)
    if width not in (2, 3) or any(len(cells) > width for _, cells in table.rows):
        return False
    numbers = [_is_number(table, cell) for cell in table.heads]
    if width == 3 and not numbers[2]:
        return False
    return all(numbers[:2]) or _come_again(table, (0, 1))


def _come_again(table: Table, ends: tuple[int, int]) -> bool:
    """Whether a name on top of the two columns of a tie's ends stands below in them too."""
    below = {cells[end] for _, cells in table.rows for end in ends if end < len(cells)}
    return any(table.heads[end] in below for end in ends)


def _pairs(table: Table) -> Form:
    whole = Table(
        table.name,
        ((0, ("source", "target", "weight")[: len(table.heads)]), *table.lines),
        table.separator,
    )
    form = _edge_list(whole, 0, 1)
    return Form("pairs without a header", form.ties)


# ------------------------------------------------------------------------------ matrices
def _is_matrix(table: Table) -> bool:
    """Whether the names at the left are those on top, and all else are numbers."""
    names, rows = table.heads[1:], [cells[0] for _, cells in table.rows]
    if len(names) < 2 or not all(names) or not rows:
        return False
    body = [cell for _, cells in table.rows for cell in cells[1:]]
    if not all(is_unknown(cell) or _is_number(table, cell) for cell in body):
        return False
    if sorted(names) == sorted(rows):
        return True
    if len({*names} & {*rows}) * 2 >= len(names):
        odd = sorted({*names} ^ {*rows})
        said = (
            f"{', '.join(map(shown, odd[:5]))} stand on one side only"
            if odd
            else "a name stands there twice"
        )
        raise InputError(
            f"{table.name}: looks like a matrix, but the names on top and at the left differ: {said}"
        )
    return False


def _is_bare_matrix(table: Table) -> bool:
    n = len(table.lines)
    return n >= LEAST_MATRIX and all(
        len(cells) == n and all(_is_number(table, cell) for cell in cells)
        for _, cells in table.lines
    )


def _matrix(table: Table) -> Form:
    names = table.heads[1:]
    for name in names:
        if names.count(name) > 1:
            raise InputError(
                f"{table.name}: the member {shown(name)!r} stands twice on top of the matrix"
            )
    ties, seen = [], set()
    for line, cells in table.rows:
        place = f"{table.name}: line {line}"
        if len(cells) > len(table.heads):
            raise InputError(
                f"{place}: has {len(cells)} fields, more fields than the first line ({len(table.heads)})"
            )
        for name, cell in zip(names, cells[1:], strict=False):
            weight = (
                None
                if is_unknown(cell)
                else _weight(table, cell, f"{place}, column '{shown(name)}'")
            )
            both = frozenset((cells[0], name))
            if weight and both not in seen:  # what stands on both sides of the diagonal is one tie
                seen.add(both)
                ties.append(Tie(place, cells[0], name, weight))
    return Form("a matrix", tuple(ties), alone=tuple(names))


def _is_number(table: Table, cell: str) -> bool:
    try:
        return table.number(cell, "") is not None
    except InputError:
        return True


# ------------------------------------------------------------------------------ GraphML
def _graphml(data: bytes, name: str) -> Form:
    """Read GraphML; what XML can do beside data (document types, entities) is refused before it is read."""
    _refuse_doctype(data, name)
    try:
        with warnings.catch_warnings(action="ignore"):
            graph: Any = nx.read_graphml(io.BytesIO(data))
    except Exception as error:  # (whatever a file that is none makes of the library)
        raise InputError(
            f"{name}: is no GraphML that can be read ({shown(' '.join(str(error).split()), 120)})"
        ) from None
    called = _names(graph)
    said = {
        node: {_key(str(key)): value for key, value in facts.items()}
        for node, facts in graph.nodes(data=True)
    }
    ties = []
    for number, (a, b, facts) in enumerate(graph.edges(data=True), start=1):
        place = f"{name}: edge {number} ({shown(called[a])}, {shown(called[b])})"
        own = {_key(str(key)): value for key, value in facts.items()}
        weight = next((own[key] for key in FIELDS["weight"] if key in own), None)
        if weight is not None:
            weight = _checked_weight(_float(weight), weight, place)
        role, other_role = (_text(said[node], FIELDS["role"]) for node in (a, b))
        whose = [_text(facts, FIELDS["organisation"]) for facts in (own, said[a], said[b])]
        kinds = [_text(facts, FIELDS["profile"]) for facts in (own, said[a], said[b])]
        ties.append(
            Tie(
                place,
                called[a],
                called[b],
                weight,
                next(filter(None, whose), ""),
                role,
                other_role,
                next(filter(None, kinds), ""),
            )
        )
    return Form("GraphML", tuple(ties), alone=tuple(called.values()))


def _refuse_doctype(data: bytes, name: str) -> None:
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise InputError(
            f"{name}: line {parser.CurrentLineNumber}: a document type or entity (<!DOCTYPE, <!ENTITY) is not allowed"
        )

    handlers: dict[str, Callable[..., None]] = {
        "StartDoctypeDeclHandler": refuse,
        "EntityDeclHandler": refuse,
    }
    for handler, act in handlers.items():
        setattr(parser, handler, act)
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InputError(f"{name}: is no XML ({shown(str(error), 120)})") from None


def _names(graph: Any) -> dict[object, str]:
    """Return how members are called: by the name or label where every node has one of its own, else by their keys."""
    for wanted in ("name", "label", "dname"):
        found = {
            node: next(
                (normal(str(value)) for key, value in facts.items() if _key(str(key)) == wanted), ""
            )
            for node, facts in graph.nodes(data=True)
        }
        if found and all(found.values()) and len(set(found.values())) == len(found):
            return found
    return {node: normal(str(node)) for node in graph}


def _text(facts: Mapping[str, Any], names: Sequence[str]) -> str:
    found = next((normal(str(facts[name])) for name in names if name in facts), "")
    return "" if is_unknown(found) else found


def _float(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
