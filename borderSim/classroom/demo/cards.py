"""Customs' card and the police's card of one shipment under one level, and what lay between them."""

from __future__ import annotations

from typing import Any

from borderSim.classroom.demo.plain import event, events, line, load, number
from borderSim.measures.chronicle import Chronicle, Record
from borderSim.measures.stories import Story

NEWS_DAYS = "day"


def card_of_customs(c: Chronicle, story: Story) -> list[dict[str, Any]]:
    """Return what customs saw and held of a shipment, a fact with its day and the event that holds it.

    Facts: ``documents`` (score in standard deviations of lawful ones), ``class`` (log-odds against
    the route's average), ``own_news`` (of the front company, driver or courier, with ``how``),
    ``lead`` (log-odds, ``from`` whose word), ``tip``, ``hit``.
    """
    seen = story.picture
    facts = [
        _fact("documents", seen, score=seen["document_score"]),
        _fact("class", seen, log_odds=seen["class_log_odds"]),
        *_news(c, story, "customs"),
    ]
    if seen["lead_log_odds"] > 0:
        facts.append(
            _fact("lead", seen, log_odds=seen["lead_log_odds"], **{"from": seen["lead_from"]})
        )
    if seen["tip_log_odds"] > 0:
        facts.append(_fact("tip", seen, log_odds=seen["tip_log_odds"]))
    if seen["hit_log_odds"]:
        facts.append(_fact("hit", seen, log_odds=seen["hit_log_odds"]))
    return facts


def card_of_police(c: Chronicle, story: Story) -> list[dict[str, Any]]:
    """Return what the police held when the shipment arrived.

    Facts: ``news`` (of the entity, with ``how``: routine, find or case), ``entity`` (they know it),
    ``associate``, ``members`` (known, ``leaders`` of them), ``case`` (``opened``, whether customs
    was ``told``), ``tip``, ``piece`` (log-odds that their piece would add to customs' score).
    """
    held = story.picture
    facts = _news(c, story, "police")
    for name, column in (("entity", "police_entity"), ("associate", "police_associate")):
        if held[column]:
            facts.append(_fact(name, held))
    if held["police_members"]:
        facts.append(
            _fact("members", held, known=held["police_members"], leaders=held["police_leaders"])
        )
    if held["case_opened"] is not None:
        facts.append(_fact("case", held, opened=held["case_opened"], told=held["case_told"]))
    if held["police_tip"]:
        facts.append(_fact("tip", held))
    if held["police_log_odds"] > 0:
        facts.append(_fact("piece", held, log_odds=held["police_log_odds"]))
    return facts


def _fact(name: str, source: Record, **values: Any) -> dict[str, Any]:
    plain = {k: number(v) if isinstance(v, float) else v for k, v in values.items()}
    return {"fact": name, "day": source["day"], "event": source["id"], **plain}


def _news(c: Chronicle, story: Story, service: str) -> list[dict[str, Any]]:
    """A service's own news of the shipment's entity up to its arrival."""
    plan = c.loads[story.load][0]
    known = c.entities.get((plan["organisation"], plan["entity"], plan["generation"]), [])
    name = "news" if service == "police" else "own_news"
    return [
        _fact(name, e, how=e["how"], renewed=e["renewed"])
        for e in known
        if e["kind"] == "news" and e["service"] == service and e["id"] < story.picture["id"]
    ]


def crossing(c: Chronicle, story: Story) -> dict[str, Any]:
    """Return what happened to the police's piece on its way to customs.

    ``wall``: reason and day of :func:`borderSim.measures.stories.barrier`, None where the piece
    crossed; ``bridge``: the day it was sent and the day it was read, None where it did not;
    ``events``: every event of the piece on its way, in order.
    """
    plan, seen = c.loads[story.load][0], story.picture
    known = c.entities.get((plan["organisation"], plan["entity"], plan["generation"]), [])
    tips = [e for e in c.loads[story.load] if e["what"] == "tip"]
    way = [
        e
        for e in (*known, *tips)
        if e["kind"] in ("share", "withheld", "received", "register")
        and e["to"] == "customs"
        and e["id"] < seen["id"]
        and e["group"] in (None, seen["group"])
    ]
    return {
        "wall": {"reason": story.barrier, "day": story.barrier_day} if story.barrier else None,
        "bridge": _bridge(c, way),
        "events": events(sorted(way, key=lambda e: e["id"])),
    }


def _bridge(c: Chronicle, way: list[Record]) -> dict[str, Any] | None:
    """The last time that the piece was read and counted before the shipment arrived."""
    read = [e for e in way if e["kind"] == "register" or e["use"] == "used"]
    if not read:
        return None
    last = max(read, key=lambda e: e["id"])
    sent = c.cause(last)
    return {
        "sent": sent["day"],
        "read": last["day"],
        "by": last["kind"],
        "kept": last["kept"],
        "event": last["id"],
    }


def score(story: Story) -> dict[str, Any]:
    """Return customs' score: ``profile`` (class and documents), ``word`` (strongest lead, tip or hit), ``sum``, ``threshold``.

    ``together`` is what it would have been with the police's piece before customs.
    """
    seen = story.picture
    word = max(seen["lead_log_odds"], seen["tip_log_odds"], seen["hit_log_odds"] or 0.0)
    profile, threshold = seen["profile_log_odds"], seen["threshold_log_odds"]
    return {
        "profile": number(profile),
        "word": number(word),
        "sum": number(profile + word),
        "together": number(profile + max(word, seen["police_log_odds"])),
        "threshold": number(threshold),
        "passes": profile + word >= threshold,
        "would_pass": profile + max(word, seen["police_log_odds"]) >= threshold,
    }


def half(c: Chronicle, level: str, story: Story) -> dict[str, Any]:
    """Return both cards, the crossing, the score, the check and the whole story of a shipment under a level."""
    checks = [e for e in c.loads[story.load] if e["kind"] == "inspect"]
    return {
        "level": level,
        "shipment": load(story),
        "customs": card_of_customs(c, story),
        "police": card_of_police(c, story),
        "crossing": crossing(c, story),
        "score": score(story),
        "check": event(checks[-1]) if checks else None,
        "lines": [line(one) for one in story.lines],
    }
