"""``bs.read_network``: a network as a graph, with what was read of its file and what was left out."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx

from borderSim.errors import InputError, nearest
from borderSim.parameters.scenario import ROLES
from borderSim.scenario.network_forms import Form, Tie, parse_form
from borderSim.scenario.own_files import nearest_file
from borderSim.scenario.tables import read_bytes, shown


@dataclass
class Organisation:
    """The members and ties that a file gives one organisation.

    Attributes:
        name: as the file calls it, empty where it doesn't.
        graph: members who have a tie; ``weight`` of a tie where the file gives one.
        roles: those that the file gives, of members who have a tie.
        profile: name of its profile and where the file says so; empty where it doesn't.
        filled: roles of all members, empty until somebody has worked them out.
    """

    name: str
    graph: nx.Graph = field(default_factory=nx.Graph)
    roles: dict[str, str] = field(default_factory=dict)
    profile: tuple[str, str] = ("", "")
    filled: dict[str, str] = field(default_factory=dict)


@dataclass
class LeftOut:
    """What a file holds and a network does not: ties of weight 0, of a member with himself, told again; members without a tie."""

    zero: int = 0
    loops: int = 0
    again: int = 0
    alone: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Say it in words, empty where nothing was left out."""
        alone = f"{_counted(len(self.alone), 'member')} without a tie ({', '.join(map(shown, self.alone[:5]))}{', ...' if len(self.alone) > 5 else ''})"
        parts = (
            (self.zero, f"{_counted(self.zero, 'line')} of weight 0"),
            (self.loops, f"{_counted(self.loops, 'tie')} of a member with himself"),
            (
                self.again,
                f"{_counted(self.again, 'line')} that {'say' if self.again > 1 else 'says'} a tie again",
            ),
            (len(self.alone), alone),
        )
        return ", ".join(text for count, text in parts if count)


@dataclass(frozen=True)
class NetworkFile:
    """What a file holds, by organisation in the order in which it names them."""

    name: str
    kind: str
    organisations: tuple[Organisation, ...]
    left_out: LeftOut
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was read and what was left out, for people."""
        members = sum(len(one.graph) for one in self.organisations)
        ties = sum(one.graph.number_of_edges() for one in self.organisations)
        roles = sum(len(one.roles) for one in self.organisations)
        several = (
            f"{len(self.organisations)} organisations, " if len(self.organisations) > 1 else ""
        )
        left = str(self.left_out)
        return (
            f"{self.name}: read as {self.kind}: {several}{_counted(members, 'member')}, {_counted(ties, 'tie')}, roles given to {roles or 'none'}{' of them' if roles else ''}"
            + (f"; left out: {left}" if left else "")
        )


class ReadNetwork(nx.Graph):
    """A graph of members, as read from a file: anything that networkx does can be done with it.

    A node is a member's name, with ``role`` (None where the file gives none) and ``organisation``;
    an edge has ``weight`` where the file gives one. A name that several organisations have is
    followed by the organisation's in parentheses.
    """

    @property
    def members(self) -> list[str]:
        """Names of the members, sorted."""
        return sorted(self)

    @property
    def ties(self) -> list[tuple[str, str]]:
        """Who knows whom, sorted, each pair once."""
        return sorted((min(a, b), max(a, b)) for a, b in self.edges)

    @property
    def roles(self) -> dict[str, str | None]:
        """Role by member, None where the file gives none."""
        return {member: self.nodes[member].get("role") for member in self.members}

    @property
    def organisations(self) -> dict[str, list[str]]:
        """Members by organisation; a file without that column has one, without a name."""
        found: dict[str, list[str]] = {}
        for member in self:
            found.setdefault(self.nodes[member].get("organisation", ""), []).append(member)
        return found

    @property
    def profiles(self) -> dict[str, str]:
        """Profile by organisation, of those for which the file gives one."""
        return dict(self.graph.get("profiles", {}))

    @property
    def left_out(self) -> dict[str, Any]:
        """How many lines were left out for what reason (``zero``, ``loops``, ``again``), and who has no tie (``alone``)."""
        return dict(self.graph.get("left_out", {}))

    @property
    def notes(self) -> list[str]:
        """What a person should be told: what was read, what was left out and why."""
        return list(self.graph.get("notes", []))

    def __str__(self) -> str:
        """Say what was read."""
        return "\n".join(self.notes) or super().__str__()


def read_network(path: str | os.PathLike[str]) -> ReadNetwork:
    """Read a network from a file: an edge list, a matrix, pairs without a header, GraphML.

    What a scenario asks of a network (its least members, their roles, its size) is not asked here;
    ``organisations.networks_file`` reads the same files for a run.

    Args:
        path: the file (see docs/networks.md for its forms).

    Raises:
        InputError: there is no such file, or it is no network, in one sentence.
    """
    if not isinstance(path, str | os.PathLike):
        raise InputError(f"read_network: {path!r:.60} names no file")
    file = Path(path)
    try:
        file = file.expanduser()
        there = file.is_file()
    except (OSError, ValueError, RuntimeError):  # (a name that no file can have, or nobody's home)
        there = False
    if not there:
        raise InputError(f"there is no file {shown(str(path), 200)!r}{nearest_file(str(path))}")
    found = read_file(file, file.name)
    graph = ReadNetwork()
    names = [member for one in found.organisations for member in one.graph]
    twice = (
        {name for name in names if names.count(name) > 1} if len(found.organisations) > 1 else set()
    )
    for one in found.organisations:
        called = {
            member: f"{member} ({one.name})" if member in twice else member for member in one.graph
        }
        for member, node in called.items():
            graph.add_node(node, role=one.roles.get(member), organisation=one.name)
        graph.add_edges_from(
            (called[a], called[b], facts) for a, b, facts in one.graph.edges(data=True)
        )
    graph.graph.update(
        file=found.name,
        form=found.kind,
        left_out=vars(found.left_out).copy(),
        notes=[found.sentence, *found.notes],
        profiles={one.name: one.profile[0] for one in found.organisations if one.profile[0]},
    )
    return graph


def read_file(path: Path, name: str) -> NetworkFile:
    """Read a file of any form and sort its ties by organisation.

    Args:
        path: the file.
        name: how sentences call it.

    Raises:
        InputError: anything wrong in it, in one sentence.
    """
    return _parsed(read_bytes(path, name), path.suffix, name)


@functools.lru_cache(maxsize=8)
def _parsed(data: bytes, suffix: str, name: str) -> NetworkFile:
    """Return what a content says.

    A comparison asks for the same file once a level and once a point of its plane.
    """
    return gathered(parse_form(data, suffix, name), name)


def gathered(form: Form, name: str) -> NetworkFile:
    """Sort ties by organisation, and leave out what is none.

    Raises:
        InputError: a role that is unknown or contradicts another, a profile that contradicts
            another.
    """
    if not form.ties:
        raise InputError(
            f"{name}: has no tie" + (", only its first line" if form.kind == "an edge list" else "")
        )
    organisations: dict[str, Organisation] = {}
    left, mentioned = LeftOut(), dict.fromkeys(form.alone)
    loops_only: dict[str, bool] = {}
    for tie in form.ties:
        one = organisations.setdefault(tie.organisation, Organisation(tie.organisation))
        _note_roles(one, tie)
        _note_profile(one, tie)
        mentioned |= dict.fromkeys((tie.source, tie.target))
        loops_only[one.name] = loops_only.get(one.name, True) and tie.source == tie.target
        _add(one.graph, tie, left)
    with_ties = {member for one in organisations.values() for member in one.graph}
    left.alone = [member for member in mentioned if member not in with_ties]
    for one in organisations.values():
        if not one.graph:
            whose = f"the organisation {shown(one.name)!r}" if one.name else "the organisation"
            why = (
                "has only ties of a member with himself"
                if loops_only[one.name]
                else "has only ties of weight 0, which are none"
            )
            raise InputError(f"{name}: {whose} {why}; it needs ties between two members")
        one.roles = {member: role for member, role in one.roles.items() if member in one.graph}
    return NetworkFile(name, form.kind, tuple(organisations.values()), left, form.notes)


def _add(graph: nx.Graph, tie: Tie, left: LeftOut) -> None:
    if tie.weight == 0:
        left.zero += 1
    elif tie.source == tie.target:
        left.loops += 1
    elif graph.has_edge(tie.source, tie.target):
        left.again += 1
        if tie.weight is not None:
            facts = graph.edges[tie.source, tie.target]
            facts["weight"] = max(tie.weight, facts.get("weight", 0.0))
    else:
        graph.add_edge(
            tie.source, tie.target, **({} if tie.weight is None else {"weight": tie.weight})
        )


def _note_roles(one: Organisation, tie: Tie) -> None:
    for column, member, given in (
        ("source", tie.source, tie.source_role),
        ("target", tie.target, tie.target_role),
    ):
        role, place = given.lower(), f"{tie.place}: {column}_role"
        if not role:
            continue
        if role not in ROLES:
            raise InputError(
                f"{place} is {shown(given)!r}, an unknown role{nearest(role, ROLES)}; there are: {', '.join(ROLES)}"
            )
        if one.roles.setdefault(member, role) != role:
            raise InputError(
                f"{place} of {shown(member)!r} is '{role}', but he is '{one.roles[member]}' further up; one member has one role"
            )


def _note_profile(one: Organisation, tie: Tie) -> None:
    if not tie.profile:
        return
    if one.profile[0] and one.profile[0] != tie.profile:
        raise InputError(
            f"{tie.place}: profile is {shown(tie.profile)!r}, but {shown(one.profile[0])!r} further up; one organisation has one profile"
        )
    one.profile = one.profile if one.profile[0] else (tie.profile, tie.place)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def listed(names: Iterable[str], most: int = 5) -> str:
    """Return names for a sentence, the first ones where there are many."""
    every = list(names)
    return ", ".join(repr(shown(name)) for name in every[:most]) + (
        f" and {len(every) - most} more" if len(every) > most else ""
    )
