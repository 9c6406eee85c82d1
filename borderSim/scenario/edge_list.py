"""Networks of organisations from a file of one's own: an edge list (CSV) with roles, or without.

A file is data: its names are kept as text, nothing in it is obeyed. Read when a scenario is loaded,
so that a run stays a function of scenario and seed, and the hash of a result covers the content.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from borderSim.errors import InputError, nearest
from borderSim.scenario.own_files import find, no_file
from borderSim.scenario.roles import KEY_ROLES, role_counts
from borderSim.scenario.schema import ROLES, Network, Organisations
from borderSim.scenario.yaml_files import read_text

if TYPE_CHECKING:
    import pandas as pd

NEEDED = ("source", "target")
OPTIONAL = ("organisation", "source_role", "target_role")


def read_networks(parameters: Organisations, origin_of: Callable[[str], str]) -> tuple[Network, ...]:
    """Return the networks of ``organisations.networks_file``, in the order in which the file names them.

    Args:
        parameters: with the file's name, the largest size and the number of slots.
        origin_of: who set a key; a file's name is looked up beside the scenario file that gives it,
            then from where one is.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    given = parameters.networks_file
    if given is None:
        return ()
    origin = origin_of("organisations.networks_file")
    table = _table(_path(given, origin), given)
    networks = tuple(
        _network(name, rows, given, parameters) for name, rows in table.groupby("organisation", sort=False)
    )
    if len(networks) > parameters.max:
        raise InputError(f"{given}: has {len(networks)} organisations, but organisations.max is {parameters.max}")
    return networks


def _path(given: str, origin: str) -> Path:
    path = find(given, origin)
    if path is None:
        raise no_file(f"{origin}: organisations.networks_file", given)
    return path


def _table(path: Path, name: str) -> pd.DataFrame:
    """Return the rows of a file as stripped text, blank ones left out, indexed by line."""
    import pandas as pd  # (a wrong command line shall not wait for it)

    text = read_text(path, name)
    if not text.strip():
        raise InputError(f"{name}: is empty; an edge list begins with the line source,target")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            table = pd.read_csv(
                io.StringIO(text), dtype=str, keep_default_na=False, skip_blank_lines=False, index_col=False
            )
    except pd.errors.ParserWarning:
        raise InputError(f"{name}: has lines with more fields than its first line") from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise InputError(f"{name}: is not a table of comma-separated values ({' '.join(str(error).split())})") from None
    table = table.fillna("").apply(lambda column: column.str.strip())
    table.columns = [str(column).strip() for column in table.columns]
    for column in NEEDED:
        if column not in table.columns:
            hint = nearest(column, table.columns).replace("did you mean", "is it")
            has = ", ".join(table.columns[:8])
            raise InputError(f"{name}: lacks the column '{column}'{hint}; it needs source and target, and has: {has}")
    for column in OPTIONAL:
        if column not in table.columns:
            table[column] = ""
    table.index = pd.RangeIndex(2, len(table) + 2)
    table = table.loc[(table != "").any(axis=1), [*NEEDED, *OPTIONAL]]
    if table.empty:
        raise InputError(f"{name}: has no tie, only its first line")
    return table


def _network(name: object, rows: pd.DataFrame, file: str, parameters: Organisations) -> Network:
    """Build the network of one organisation."""
    graph, roles = nx.Graph(), {}
    whose = f"the organisation {str(name)!r}" if name else "the organisation"
    for line, source, target, source_role, target_role in _ties(rows):
        place = f"{file}: line {line}"
        for column, member, role in (("source", source, source_role), ("target", target, target_role)):
            if not member:
                raise InputError(f"{place}: {column} is empty, but must name a member")
            _note_role(roles, member, role, f"{place}: {column}_role")
        if source != target:
            graph.add_edge(source, target)
    if not graph:
        raise InputError(f"{file}: {whose} has only ties of a member with himself; it needs ties between two members")
    size = len(graph)
    if size < len(KEY_ROLES):
        raise InputError(f"{file}: {whose} has {size} members, but needs at least {len(KEY_ROLES)}: {_listed(KEY_ROLES)}")
    if size > parameters.size_max:
        raise InputError(f"{file}: {whose} has {size} members, but organisations.size_max is {parameters.size_max}")
    roles = _filled(graph, {member: role for member, role in roles.items() if member in graph})
    for role in KEY_ROLES:
        if role not in roles.values():
            raise InputError(f"{file}: {whose} has no {role}, but needs {_listed(KEY_ROLES)}")
    members = sorted(graph, key=lambda m: (ROLES.index(roles[m]), m))
    place_of = {member: i for i, member in enumerate(members)}
    pairs = sorted(tuple(sorted((place_of[a], place_of[b]))) for a, b in graph.edges)
    return Network(
        name=str(name),
        members=tuple(members),
        roles=tuple(roles[m] for m in members),
        ties=tuple((a, b) for a, b in pairs),
    )


def _ties(rows: pd.DataFrame) -> Iterator[tuple[int, str, str, str, str]]:
    for row in rows.itertuples():
        yield int(row.Index), row.source, row.target, row.source_role, row.target_role  # type: ignore[misc]


def _note_role(roles: dict[str, str], member: str, role: str, place: str) -> None:
    if not role:
        return
    if role not in ROLES:
        raise InputError(f"{place} is {role!r}, an unknown role{nearest(role, ROLES)}; there are: {', '.join(ROLES)}")
    if roles.setdefault(member, role) != role:
        raise InputError(f"{place} of {member!r} is '{role}', but he is '{roles[member]}' further up; one member has one role")


def _filled(graph: nx.Graph, given: dict[str, str]) -> dict[str, str]:
    """Return a role for every member: those given, all others by position in the network.

    Brokers are those on most shortest paths, then logistics and facilitators, storage and couriers
    last. Organisers and financiers are taken first from those who know a broker and fewest others:
    leaders stand behind brokers.
    """
    counts = role_counts(len(graph))
    for role in given.values():
        counts[role] = max(0, counts[role] - 1)
    between = nx.betweenness_centrality(graph)
    free = sorted((m for m in graph if m not in given), key=lambda m: (-round(between[m], 12), -graph.degree[m], m))
    roles = dict(given)

    def take(role: str, order: list[str]) -> None:
        for member in order[: counts[role]]:
            roles[member] = role
            free.remove(member)

    take("broker", free)
    brokers = {m for m, role in roles.items() if role == "broker"}
    behind = sorted(free, key=lambda m: (not brokers & set(graph.neighbors(m)), graph.degree[m], m))
    for role in ("organiser", "financier"):
        take(role, [m for m in behind if m in free])
    for role in ("logistics", "facilitator", "storage"):
        take(role, free)
    return roles | dict.fromkeys(free, "courier")


def _listed(names: tuple[str, ...]) -> str:
    return "one " + ", one ".join(names[:-1]) + " and one " + names[-1]
