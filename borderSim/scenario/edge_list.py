"""Networks of organisations from a file of one's own: roles as given, or by position.

A file is data: its names are kept as text, nothing in it is obeyed. Read when a scenario is loaded,
so that a run stays a function of scenario and seed, and the hash of a result covers the content.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import nphrase
from borderSim.parameters.roles import KEY_ROLES, role_counts
from borderSim.parameters.scenario import ROLES, Network, Organisations
from borderSim.scenario.own_files import find, no_file
from borderSim.scenario.tables import shown
from borderSim.scenario.told import tell_of

if TYPE_CHECKING:
    import networkx as nx

    from borderSim.scenario.read_network import NetworkFile, Organisation


def read_networks(
    parameters: Organisations, origin_of: Callable[[str], str]
) -> tuple[Network, ...]:
    """Return the networks of ``organisations.networks_file``, in the order in which the file names them.

    What was read, and what was left out, is told (:mod:`borderSim.scenario.told`).

    Args:
        parameters: with the file's name, the largest size, the profiles and the number of slots.
        origin_of: who set a key; a file's name is looked up beside the scenario file that gives it,
            then from where one is.

    Raises:
        InputError: anything wrong, in one sentence.
    """
    given = parameters.networks_file
    if given is None:
        return ()
    from borderSim.scenario.read_network import read_file  # only here: it needs networkx

    origin = origin_of("organisations.networks_file")
    found = read_file(_path(given, origin), given)
    networks = tuple(_network(one, given, parameters) for one in found.organisations)
    if len(networks) > parameters.max:
        raise InputError(
            f"{given}: has {len(networks)} organisations, but organisations.max is {parameters.max}"
        )
    _tell(found, parameters.count)
    return networks


def _path(given: str, origin: str) -> Path:
    path = find(given, origin)
    if path is None:
        raise no_file(f"{origin}: organisations.networks_file", given)
    return path


def _tell(found: NetworkFile, count: int) -> None:
    """Have told what was read, and which organisations are not there at day 0."""
    from borderSim.scenario.read_network import listed

    tell_of(found.sentence)
    for note in found.notes:
        tell_of(note)
    later = [one.name for one in found.organisations[count:]]
    if later:
        tell_of(
            nphrase(
                "{file}: {n} of its {total} organisations is not there at the start, because organisations.count is {count} (they come in only as others end): {names}",
                "{file}: {n} of its {total} organisations are not there at the start, because organisations.count is {count} (they come in only as others end): {names}",
                len(later),
                file=found.name,
                total=len(found.organisations),
                count=count,
                names=listed(later),
            )
        )


def _network(one: Organisation, file: str, parameters: Organisations) -> Network:
    """Build the network of one organisation."""
    graph, whose = (
        one.graph,
        f"the organisation {shown(one.name)!r}" if one.name else "the organisation",
    )
    size = len(graph)
    if size < len(KEY_ROLES):
        raise InputError(
            f"{file}: {whose} has {size} members, but needs at least {len(KEY_ROLES)}: {_listed(KEY_ROLES)}"
        )
    if size > parameters.size_max:
        raise InputError(
            f"{file}: {whose} has {size} members, but organisations.size_max is {parameters.size_max}"
        )
    roles = one.filled = one.filled or _filled(graph, one.roles)
    for role in KEY_ROLES:
        if role not in roles.values():
            raise InputError(f"{file}: {whose} has no {role}, but needs {_listed(KEY_ROLES)}")
    profile, said_at = one.profile
    if profile and profile not in parameters.profiles:
        there = ", ".join(parameters.profiles)
        raise InputError(
            f"{said_at}: profile is {shown(profile)!r}, which is none of organisations.profiles{nearest(profile, parameters.profiles)}; there are: {there}"
        )
    members = sorted(graph, key=lambda m: (ROLES.index(roles[m]), m))
    place_of = {member: i for i, member in enumerate(members)}
    pairs = sorted(tuple(sorted((place_of[a], place_of[b]))) for a, b in graph.edges)
    return Network(
        name=one.name,
        members=tuple(members),
        roles=tuple(roles[m] for m in members),
        ties=tuple((a, b) for a, b in pairs),
        profile=profile,
    )


def _filled(graph: nx.Graph, given: dict[str, str]) -> dict[str, str]:
    """Return a role for every member: those given, all others by position in the network.

    Brokers are those on most shortest paths, then logistics and facilitators, storage and couriers
    last. Organisers and financiers are taken first from those who know a broker and fewest others:
    leaders stand behind brokers.
    """
    import networkx as nx

    counts = role_counts(len(graph))
    for role in given.values():
        counts[role] = max(0, counts[role] - 1)
    between = nx.betweenness_centrality(graph)
    free = sorted(
        (m for m in graph if m not in given),
        key=lambda m: (-round(between[m], 12), -graph.degree[m], m),
    )
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
