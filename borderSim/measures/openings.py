"""A find that opens the next: the rule by which two finds are told as a chain, and how many finds had one.

A link (:mod:`borderSim.measures.chains`) says what raised a check last. That is not yet a reason: customs may
have known the company long before. The rule asks more, of the log alone, and at every level alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from borderSim.measures.chains import Link, links_of
from borderSim.measures.chronicle import Chronicle, Record

CUSTOMS, POLICE, CASE = "customs", "police", "case"
"""By whom the second load became known: customs' own notes; the police, who told it; a case of the police,
which came upon it and told it."""
OF_A_CASE = ("opened", "members revealed")
RIGHT, WRONG = "find filed", "linked to a wrong file"


def one_network(c: Chronicle, link: Link) -> bool:
    """Whether all that lies between the two finds is of the network whose goods they were."""
    own = c.loads[link.before][0]["organisation"]
    events = (*link.path, c.loads[link.after][0])
    return all(e["organisation"] == own for e in events)


def new_to_customs(c: Chronicle, link: Link) -> bool:
    """Whether customs had no news, before the first find, of the name under which the second load came."""
    plan, first, check = c.loads[link.after][0], link.path[0], link.path[-1]
    known = c.entities.get((plan["organisation"], plan["entity"], plan["generation"]), [])
    held = [e for e in known if _at_customs(e) and e["id"] < check["id"]]
    return bool(held) and held[0]["id"] > first["id"] and not held[0]["renewed"]


def _at_customs(e: Record) -> bool:
    """Whether an event says that customs has news of a name, from whomever."""
    if e["kind"] == "news":
        return bool(e["service"] == "customs")
    return e["to"] == "customs" and (e["kind"] == "register" or e["use"] == "used")


def needed(c: Chronicle, link: Link) -> bool:
    """Whether the second load would have stayed below customs' line for a check without that name."""
    seen = next((e for e in c.loads[link.after] if e["kind"] == "picture"), None)
    if seen is None or link.path[-1]["raised_by"] != "lead":
        return False
    others = max(seen["tip_log_odds"], seen["hit_log_odds"] or 0.0, 0.0)
    return bool(seen["profile_log_odds"] + others < seen["threshold_log_odds"])


def right_file(c: Chronicle, link: Link) -> bool:
    """Whether the police put the first find into the file of the network that the goods belonged to."""
    own = c.loads[link.before][0]["organisation"]
    steps = [e for e in c.loads[link.before] if e["kind"] == "case step"]
    filed = [e for e in steps if e["what"] == RIGHT and e["organisation"] == own]
    return bool(filed) and not any(e["what"] == WRONG for e in steps)


RULES: dict[str, Callable[[Chronicle, Link], bool]] = {
    "one network": one_network,
    "new to customs": new_to_customs,
    "needed": needed,
    "right file": right_file,
}
"""What a link must keep to be told as a find that opened the next."""


def broken(c: Chronicle, link: Link) -> tuple[str, ...]:
    """Return the names of the rules that a link breaks."""
    return tuple(name for name, holds in RULES.items() if not holds(c, link))


def by_whom(link: Link) -> str:
    """Return by whom the second load became known: :data:`CUSTOMS`, :data:`POLICE` or :data:`CASE`."""
    if any(e["kind"] == "case step" and e["what"] in OF_A_CASE for e in link.path):
        return CASE
    return POLICE if link.crossed else CUSTOMS


def openings(c: Chronicle) -> list[Link]:
    """Return the links of a run that keep every rule, in the order of the second finds."""
    return [link for link in links_of(c).values() if not broken(c, link)]


def opening(c: Chronicle, first: int, second: int) -> Link:
    """Return the link between two finds.

    Raises:
        ValueError: the second does not rest on the first, or a rule is broken.
    """
    link = links_of(c).get(second)
    if link is None or link.before != first:
        raise ValueError(f"load {second} was not found because of load {first}")
    missing = broken(c, link)
    if missing:
        raise ValueError(f"loads {first} and {second} are no chain: {', '.join(missing)}")
    return link


def rates(c: Chronicle) -> Counter[str]:
    """Count the finds of a run and those that opened the next: ``finds``, and by whom (:func:`by_whom`)."""
    counts = Counter(by_whom(link) for link in openings(c))
    counts["finds"] = sum(e["kind"] == "seizure" and e["day"] >= 0 for e in c.events)
    return counts


def warnings(c: Chronicle) -> Counter[int]:
    """Count the networks that were at work within the horizon by how often an open case on them was given away."""
    days = [e for e in c.events if e["day"] >= 0]
    at_work = {e["organisation"] for e in days if e["kind"] == "plan"}
    often = Counter(e["organisation"] for e in days if e["kind"] == "burned")
    return Counter(often[own] for own in at_work)
