"""Which file a find, or an entity that customs named, is linked to: by chance and by the details that both services hold.

Each service has its own file numbers. What reaches the police is compared with their files; the
more of it stands there already, the likelier it is linked. Some links go to somebody else's file.
"""

from __future__ import annotations

from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from borderSim.model.actions.held import behind_entity, courier_of, entity_held
from borderSim.model.state.consignments import Load
from borderSim.model.state.counters import Counter
from borderSim.model.state.draw_columns import LinkDraw
from borderSim.model.state.intelligence import Item
from borderSim.model.state.random_streams import Floats
from borderSim.model.state.state import State
from borderSim.model.state.traffickers import ACTIVE
from borderSim.model.state.unlinked import Unlinked
from borderSim.parameters.scenario import Scenario

NO_FILE = -1
"""No file that an item could be linked to."""
_LINKED = LinkDraw.LINKED.value
"""The column as a plain number, by which numpy finds it more quickly."""


def note_courier(w: State, load: Load) -> None:
    """Note on a load who goes with it and whether the police know him, before he is arrested."""
    load.courier = m = courier_of(w, load)
    load.courier_held = m >= 0 and bool(w.police.known_members[load.organisation, m])


def file_for(w: State, item: Item, waiting: Unlinked | None = None) -> int:
    """Return the organisation to whose file an item is linked today, :data:`NO_FILE` for none.

    The item keeps its uniforms: at a later try it is linked if the details that have joined lift
    its chance above the same number.

    Args:
        w: the state.
        item: a find, or news of an entity, for the police.
        waiting: what it has waited with since it came, at a later try; who has become known
            meanwhile (:func:`joined_since`) is a detail beside those that :func:`details` counts.
    """
    if item.own_case:
        return item.organisation
    s = w.policy.scenario
    u = _uniforms(w, item) if waiting is None else waiting.uniforms
    lot, i = float(u[_LINKED]), s.investigation
    if lot >= max(i.link_chance_0, i.link_chance_1, i.link_chance_2):
        return NO_FILE  # whatever stands in the file
    number = details(w, item) + (waiting is not None and joined_since(w, waiting))
    if lot >= link_chance(s, number):
        return NO_FILE
    if u[LinkDraw.WRONG] < s.investigation.link_wrong:
        return _somebody_elses(w, item.organisation, float(u[LinkDraw.WHICH]))
    return item.organisation


def link_chance(s: Scenario, number: int) -> float:
    """Return the chance that an item is linked of which so many details stand in the file."""
    i = s.investigation
    return (i.link_chance_0, i.link_chance_1, i.link_chance_2)[min(number, 2)]


def details(w: State, item: Item) -> int:
    """Count the details of an item that stand in the file: entity, person, tip, and what crossed."""
    match item.kind:
        case "find":
            return _details_of_find(w, item)
        case "entity":
            return _details_of_entity(w, item)
        case "tip":
            raise ValueError("a tip is the police's own: it is linked to no file")
        case _:
            assert_never(item.kind)


def waits(w: State, item: Item) -> Unlinked:
    """Return an item that was linked to no file, with what later tries compare."""
    contacts = contacts_of(w, item)
    known = int(w.police.known_members[item.organisation, contacts].sum())
    return Unlinked(item, w.day, contacts, known, _uniforms(w, item))


def joined_since(w: State, waiting: Unlinked) -> bool:
    """Whether the police have learnt of somebody tied to the courier since the find came."""
    slot = waiting.item.organisation
    return int(w.police.known_members[slot, waiting.contacts].sum()) > waiting.known


def contacts_of(w: State, item: Item) -> NDArray[np.intp]:
    """Return the places of those tied to the courier of a find; none for an entity."""
    if item.load is None or item.load.courier < 0:
        return np.empty(0, dtype=np.intp)
    o, slot = w.traffickers, item.organisation
    return np.flatnonzero(o.links[slot, item.load.courier] & (o.status[slot] == ACTIVE))


def days_left(w: State, cases: NDArray[np.intp], own: float) -> Floats:
    """Return (K,) the week's own investigator-days of open cases, less those that wrong links waste.

    Args:
        w: the state.
        cases: (K,) slots of the cases.
        own: investigator-days of the police that each has this week.
    """
    c = w.police.cases
    wasted = np.minimum(c.wasted[cases], own)
    if wasted.any():
        c.wasted[cases] -= wasted
        w.recorder.add(Counter.LINK_DAYS_WASTED, float(wasted.sum()))
    return own - wasted


def _uniforms(w: State, item: Item) -> Floats:
    """Return the item's own uniforms, by :class:`LinkDraw`: the same under every level, whenever it arrives."""
    if item.load is not None:
        return w.draws.links.on(item.load.planned, item.organisation).random(len(LinkDraw))
    entities = w.police.known_entities.shape[1]
    rows = w.draws.entity_links.on(item.created, item.organisation).random(
        (entities, len(LinkDraw))
    )
    return rows[item.entity]


def _details_of_find(w: State, item: Item) -> int:
    load, slot = item.load, item.organisation
    assert load is not None
    known_since = load.courier >= 0 and bool(w.police.known_members[slot, load.courier])
    crossed = bool(load.tip_weight) or bool(w.police.cases.joint[slot])
    if item.detail[0] and load.entity >= 0:
        crossed |= _crossed(w, item.group, slot, load.entity, load.generation)
    entity = item.detail[0] and entity_held(w, load)
    person = load.courier_held or known_since
    return int(entity) + int(person) + int(bool(load.police_tip)) + int(crossed)


def _details_of_entity(w: State, item: Item) -> int:
    slot, e = item.organisation, item.entity
    known = bool(w.police.known_entities[slot, e])
    m = behind_entity(w, slot, e)
    person = m >= 0 and bool(w.police.known_members[slot, m])
    crossed = bool(w.police.cases.joint[slot]) or _crossed(w, item.group, slot, e, item.generation)
    return int(known) + int(person) + int(crossed)


def _crossed(w: State, group: int, slot: int, e: int, generation: int) -> bool:
    """Whether news of an entity crossed, either way: both services then have it under one number."""
    leads, at = w.customs.leads, (group, slot, e)
    from_police = bool(leads.told[at]) and int(leads.generation[at]) == generation
    same = int(w.traffickers.entity_generation[slot, e]) == generation
    return from_police or (same and bool(w.police.told_by_customs[slot, e]))


def _somebody_elses(w: State, slot: int, u: float) -> int:
    """Return another live organisation on which there is a file, of the same goods if there is one.

    Without any other file the link goes right.
    """
    o, c = w.traffickers, w.police.cases
    on_file = c.open | (c.file > 0) | w.police.known_members.any(axis=1)
    on_file = on_file & o.alive
    on_file[slot] = False
    goods = o.good_of_profile[o.profile]
    alike = np.flatnonzero(on_file & (goods == goods[slot]))
    files = alike if len(alike) else np.flatnonzero(on_file)
    return int(files[int(u * len(files))]) if len(files) else slot
