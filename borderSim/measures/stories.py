"""The story of one consignment: what each service knew of it, what crossed, what came of it. Facts, no sentences.

A story reads the event log alone. It sees both services at once, and the truth: it is for people
who look back, nobody in the model does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from borderSim.measures.chronicle import Chronicle, Record
from borderSim.model.state.codes import LoadState

DROPPED, UNDER_WAY = "dropped", "under_way"
"""Fates beside those of :mod:`borderSim.model.state.consignments`: given up after a warning, not settled at the end of the run."""
NEWS = {"news", "share", "received", "withheld"}
"""Kinds of event that are about an entity or a tip on its way."""
CARRIES = {"seizure", "decision", "handover", "share", "received", "news", "case step"}
"""Kinds through which what is learnt from a find reaches another load."""
SHOWN = (
    "query",
    "collision",
    "decision",
    "seizure",
    "delivered",
    "handover",
    "dropped",
    "arrest",
    "burned",
    "source",
    "bad document",
    "target lost",
)
"""Kinds that are told as they stand."""
STEPS = {
    "find filed": "filed",
    "members revealed": "revealed",
    "courier recruited": "recruited",
    "blind spot": "blind_spot",
    "referred in time": "referred",
    "referred too late": "referred",
}
"""Sentences of the steps of a case that are about a load."""
WHO = {
    "organisation": ("plan", "dropped", "arrive", "delivered", "leak"),
    "customs": (
        "inspect",
        "decision",
        "collision",
        "customs_saw",
        "customs_news",
        "blind_spot",
        "referred",
    ),
    "police": (
        "tip",
        "source",
        "takedown",
        "burned",
        "arrest",
        "case_open",
        "case_end",
        "filed",
        "revealed",
        "recruited",
        "police_knew",
        "police_news",
    ),
}
"""Who acts in a line; whatever stands nowhere here is between the services."""


@dataclass(frozen=True)
class Line:
    """One line of a story: the day, who acts, which sentence, and what fills it."""

    day: int
    who: str
    says: str
    facts: Record


@dataclass(frozen=True)
class Story:
    """One consignment.

    Attributes:
        load, organisation, half: numbers; planned, arrived, settled: days, None where it did not
            come to that.
        route, commodity, quantity, value_eur: what was shipped where.
        fate: delivered, seized_border, seized_inland, seized_let_run, lost_let_run, dropped or
            under_way.
        verdicts: what makes it telling, the most telling first (see :func:`verdicts`).
        barrier, barrier_day: why what the police held was not before customs, and since when (see
            :func:`barrier`).
        picture: the event that holds what each service knew when it arrived, empty if it did not.
        lines: what happened, in order.
    """

    load: int
    organisation: int
    half: int
    planned: int
    arrived: int | None
    settled: int | None
    route: str
    commodity: str
    quantity: float
    value_eur: float
    fate: str
    verdicts: tuple[str, ...]
    barrier: str
    barrier_day: int | None
    picture: Record
    lines: list[Line] = field(default_factory=list)

    @property
    def identity(self) -> tuple[int, int, int]:
        """What names the same shipment under another level: organisation, day planned, half."""
        return self.organisation, self.planned, self.half


def tellable(c: Chronicle) -> list[int]:
    """Return the loads whose whole story is in the log: all that were not settled before the horizon."""
    ends = {
        number: _end(events) for number, events in c.loads.items() if events[0]["kind"] == "plan"
    }
    return [number for number, end in ends.items() if end is None or end["day"] >= 0]


def summary(c: Chronicle, load: int) -> Story:
    """Return a load's story without its lines."""
    events = c.loads[load]
    plan = events[0]
    end = _end(events)
    arrival = _first(events, "arrive")
    reason, since = barrier(c, load)
    return Story(
        load=load,
        organisation=plan["organisation"],
        half=plan["half"],
        planned=plan["day"],
        arrived=arrival["day"] if arrival else None,
        settled=end["day"] if end else None,
        route=plan["route"],
        commodity=plan["commodity"],
        quantity=plan["quantity"],
        value_eur=plan["value_eur"],
        fate=_fate(end),
        verdicts=verdicts(c, load),
        barrier=reason,
        barrier_day=since,
        picture=_first(events, "picture") or Record(),
    )


def tell(c: Chronicle, load: int) -> Story:
    """Return a load's story."""
    story = summary(c, load)
    story.lines.extend(
        sorted(_lines(c, load, story), key=lambda line: (line.day, line.facts["id"]))
    )
    return story


def verdicts(c: Chronicle, load: int) -> tuple[str, ...]:
    """Return what makes a load telling, the main thing first.

    ``never_met``: not found, nothing of the police's had crossed, and what the police held would
    have lifted customs' score over the threshold of a consignment that looked odd to it (by its
    documents, by class and documents together, or by a lead of its own). ``not_enough``: the same,
    but even both pieces together stay below it. ``no_room``: customs asked for a check, hours and
    machines did not reach it. ``missed``: checked, not found. ``joined``: found by a lead or tip
    that had crossed. ``own_lead``, ``profile``, ``random``: found by what customs had itself, or by
    chance. ``hit``: found by a hit in an information system. ``nobody``: not found, nobody held a
    piece. ``met``: the police's piece had crossed and the load was not found. Further: ``inland``,
    ``let_run_seized``, ``let_run_lost``, ``warned``, ``late``, ``detail_lost``, ``burned``,
    ``collision``.
    """
    events = c.loads[load]
    end, picture, check = _end(events), _first(events, "picture"), _last(events, "inspect")
    found: list[str] = []
    fate = _fate(end)
    if fate == DROPPED:
        found.append("warned")
    if fate in (LoadState.SEIZED_LET_RUN, LoadState.LOST_LET_RUN):
        found.append("let_run_seized" if fate == LoadState.SEIZED_LET_RUN else "let_run_lost")
    if picture:
        found.append(_how_it_was_raised(picture, check, _source(c, picture, check)))
    if fate == LoadState.SEIZED_INLAND:
        found.insert(0, "inland")
    crossed = picture is not None and _crossed(picture)
    lost = set() if crossed else {e["use"] for e in _on_its_way(c, events) if e["to"] == "customs"}
    found += [
        code for code, use in (("late", "too late"), ("detail_lost", "detail lost")) if use in lost
    ]
    found += ["burned"] if any(e["kind"] == "burned" for e in c.after(events, {"seizure"})) else []
    found += ["collision"] if _first(events, "collision") else []
    return tuple(found)


def _how_it_was_raised(picture: Record, check: Record | None, source: str) -> str:
    """Whether and by what the load was raised, from what each service held when it arrived."""
    if check:
        if not check["found"]:
            return "missed"
        return (
            str(check["raised_by"])
            if not source
            else "own_lead"
            if source == "customs"
            else "joined"
        )
    alone = picture["profile_log_odds"] + max(
        picture["lead_log_odds"], picture["tip_log_odds"], picture["hit_log_odds"] or 0.0
    )
    if alone >= picture["threshold_log_odds"]:
        return "no_room"
    if _crossed(picture):
        return "met"
    profile, belief = picture["profile_log_odds"], picture["class_log_odds"]
    odd = (
        max(profile, profile - belief, picture["lead_log_odds"], picture["hit_log_odds"] or 0.0) > 0
    )
    if picture["police_log_odds"] <= 0 or not odd:
        return "nobody"
    together = profile + max(
        picture["lead_log_odds"], picture["hit_log_odds"] or 0.0, picture["police_log_odds"]
    )
    return "never_met" if together >= picture["threshold_log_odds"] else "not_enough"


def _crossed(picture: Record) -> bool:
    """Whether customs held a lead or tip of the police's when the load arrived."""
    return picture["lead_from"] in ("police", "both") or picture["tip_log_odds"] > 0


def _source(c: Chronicle, picture: Record | None, check: Record | None) -> str:
    """Whose word raised a check: police, customs or both; empty where no lead or tip did."""
    if check is None or check["raised_by"] not in ("lead", "tip"):
        return ""
    if check["raised_by"] == "tip":
        return "police"
    held = str(picture["lead_from"]) if picture else ""
    return held or (
        "police"
        if c.cause(check, "second_cause")["kind"] in ("received", "register")
        else "customs"
    )


def barrier(c: Chronicle, load: int) -> tuple[str, int | None]:
    """Return why the police's piece was not before customs when the load arrived, and the day.

    Empty if it was, or there was none.

    ``withheld``, ``no_exchange`` (of such items), ``under_way`` (sent, not read in time),
    ``detail_lost``, ``faded`` (read, but too old to count) or ``not_due`` (nobody had occasion to
    pass it on).
    """
    events = c.loads[load]
    picture = _first(events, "picture")
    if picture is None or picture["police_log_odds"] <= 0 or _crossed(picture):
        return "", None
    before = [e for e in _on_its_way(c, events) if e["to"] == "customs" and e["id"] < picture["id"]]
    for reason, fits in BARRIERS.items():
        found = [e for e in before if fits(e)]
        if found:
            return reason, found[-1]["day"]
    return "not_due", None


BARRIERS: dict[str, Callable[[Record], bool]] = {
    "faded": lambda e: e["kind"] == "received" and e["use"] == "used",
    "detail_lost": lambda e: e["use"] == "detail lost",
    "under_way": lambda e: e["kind"] == "share",
    "no_exchange": lambda e: e["kind"] == "withheld" and e["why"] == "no exchange",
    "withheld": lambda e: e["kind"] == "withheld",
}
"""Reasons by what happened to the news, the farthest that it came first."""


def _on_its_way(c: Chronicle, events: list[Record]) -> list[Record]:
    """News of the load's entity up to its fate, and tips on the load, that concern the post's group.

    A tip that comes after its load is told all the same.
    """
    plan, end, picture = events[0], _end(events), _first(events, "picture")
    last = end["id"] if end else float("inf")
    group = picture["group"] if picture else 0
    news = (
        c.entities.get((plan["organisation"], plan["entity"], plan["generation"]), [])
        if plan["entity"] >= 0
        else []
    )
    tips = [e for e in events if e["what"] == "tip" and e["kind"] in NEWS]
    return [e for e in news if e["id"] <= last and e["group"] in (None, group)] + tips


# ------------------------------------------------------------------------------ lines
def _lines(c: Chronicle, load: int, story: Story) -> Iterable[Line]:
    events = c.loads[load]
    yield _line(events[0], "plan", entity=events[0]["entity"], cover=events[0]["cover"])
    yield from _knowledge(c, events)
    for e in events:
        if e["kind"] == "hit":
            yield _line(e, "hit", service=c.cause(e)["service"])
        elif e["kind"] in SHOWN or e["kind"] in ("arrive", "tip"):
            yield _line(e, e["kind"].replace(" ", "_"))
    for leak in (e for e in events if e["kind"] == "leak"):
        yield _line(leak, "leak")
    if story.picture:
        yield _line(story.picture, "customs_saw")
        yield _line(story.picture, "police_knew")
    for check in (e for e in events if e["kind"] == "inspect"):
        yield _line(
            check,
            "inspect",
            waited=check["day"] - (story.arrived or 0),
            source=_source(c, story.picture or None, check),
        )
    if story.settled is not None:
        yield from _aftermath(c, events, story)


def _knowledge(c: Chronicle, events: list[Record]) -> Iterable[Line]:
    """Who learnt of the entity or the load, what was sent and read, and what was not."""
    kept: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    learnt: dict[str, list[Record]] = defaultdict(list)
    for e in _on_its_way(c, events):
        if e["kind"] == "news":
            learnt[e["service"]].append(e)
        elif e["kind"] == "withheld":
            kept[e["to"], e["what"], e["why"]].append(e)
        else:
            yield _line(e, e["kind"])
    for service, news in learnt.items():
        again = {"times": len(news) - 1, "last": news[-1]["day"]}
        yield _line(news[0], f"{service}_news", **again)
    for refusals in kept.values():
        yield _line(refusals[0], "withheld", times=len(refusals), last=refusals[-1]["day"])


def _aftermath(c: Chronicle, events: list[Record], story: Story) -> Iterable[Line]:
    """What became of the find and of the case, and which later loads it gave away."""
    finds = [e for e in events if e["what"] == "find" and e["kind"] in NEWS]
    for e in finds:
        yield _line(e, e["kind"])
    for e in events:
        if e["kind"] == "case step" and e["number"] != 0 and e["what"] in STEPS:
            yield _line(e, STEPS[e["what"]])
    own = [e for e in events if e["kind"] == "seizure"]
    for e in c.after(own, {"seizure"}):
        if e["kind"] in ("arrest", "burned"):
            yield _line(e, e["kind"])
    later = [e for e in c.after(own, CARRIES) if e["kind"] == "inspect" and e["load"] != story.load]
    if later:
        yield _line(
            later[0],
            "gave_away",
            loads=[e["load"] for e in later],
            found=sum(bool(e["found"]) for e in later),
        )
    yield from _case(c, story)


def _case(c: Chronicle, story: Story) -> Iterable[Line]:
    """The police case that was open, or that the find helped to open, and its end."""
    steps = c.of(story.organisation, "case step", "takedown", "burned", "organisation ends")
    settled = story.settled if story.settled is not None else story.planned
    opened = story.picture.get("case_opened") if story.picture else None
    if opened is None and story.fate.startswith("seized"):
        mine = {e["id"] for e in c.loads[story.load]}
        fed = [e for e in steps if e["what"] == "opened" and e["cause"] in mine]
        for e in fed[:1]:
            opened = e["day"]
            yield _line(e, "case_open")
    if opened is None:
        return
    burned = False
    for e in steps:
        burned |= e["kind"] == "burned" and e["day"] >= opened
        if e["what"] == "joint team" and e["day"] >= opened and not burned:
            yield _line(e, "joint_team")
        ends = e["kind"] != "case step" or e["what"] in ("closed", "given up")
        if ends and e["day"] >= max(opened, settled) and e["kind"] != "burned":
            yield _line(e, "case_end", how=e["kind"])
            return


def _line(event: Record, says: str, **more: Any) -> Line:
    who = next((name for name, own in WHO.items() if says in own), "between")
    if says == "seizure":
        who = "police" if event["how"] == LoadState.SEIZED_INLAND else "customs"
    facts = Record(event | more)
    return Line(
        event["day"], str(facts["service"] or who) if says in ("query", "hit") else who, says, facts
    )


# ------------------------------------------------------------------------------ many loads
def telling(c: Chronicle, most: int = 3) -> list[tuple[str, Story]]:
    """Return the most telling loads of the horizon: up to ``most`` of each reason, the dearest of those planned in it first."""
    stories = [summary(c, load) for load in tellable(c)]
    out: list[tuple[str, Story]] = []
    shown: set[int] = set()
    for reason, fates in TELLING.items():
        mine = [
            s for s in stories if reason in s.verdicts and s.fate in fates and s.load not in shown
        ]
        for story in sorted(mine, key=lambda s: (s.planned < 0, -s.value_eur, s.load))[:most]:
            shown.add(story.load)
            out.append((reason, story))
    return out


TELLING: dict[str, tuple[str, ...]] = {
    "never_met": (LoadState.DELIVERED,),
    "joined": (LoadState.SEIZED_BORDER, LoadState.SEIZED_LET_RUN),
    "let_run_lost": (LoadState.LOST_LET_RUN,),
    "let_run_seized": (LoadState.SEIZED_LET_RUN,),
    "burned": (LoadState.SEIZED_BORDER,),
    "late": (LoadState.DELIVERED,),
    "detail_lost": (LoadState.DELIVERED,),
    "warned": (DROPPED,),
    "inland": (LoadState.SEIZED_INLAND,),
    "hit": (LoadState.SEIZED_BORDER, LoadState.SEIZED_LET_RUN),
    "no_room": (LoadState.DELIVERED,),
}
"""Reasons to tell a load, the most telling first, with the fates that they fit."""


def twin(c: Chronicle, story: Story) -> Story | None:
    """Return the same shipment in another level's run, None if it does not exist there."""
    plans = [
        plan
        for plan in c.of(story.organisation, "plan")
        if (plan["day"], plan["half"]) == (story.planned, story.half)
    ]
    own = story.route, story.commodity, story.quantity
    # (of two planned on one day, one of them held over before, the one with the same goods and way)
    plans.sort(key=lambda plan: (plan["route"], plan["commodity"], plan["quantity"]) != own)
    return tell(c, plans[0]["load"]) if plans else None


def instead(c: Chronicle, story: Story) -> Record | None:
    """Return what the organisation did in place of the shipment in another level's run: deterred, or ended before."""
    for e in c.of(story.organisation, "deterred"):
        if e["day"] == story.planned:
            return e
    return next(
        (e for e in c.of(story.organisation, "organisation ends") if e["day"] <= story.planned),
        None,
    )


def _first(events: list[Record], kind: str) -> Record | None:
    return next((e for e in events if e["kind"] == kind), None)


def _last(events: list[Record], kind: str) -> Record | None:
    return next((e for e in reversed(events) if e["kind"] == kind), None)


def _end(events: list[Record]) -> Record | None:
    """The event that settles a load, None while it is under way."""
    return next((e for e in events if e["kind"] in ("dropped", "seizure", "delivered")), None)


def _fate(end: Record | None) -> str:
    if end is None:
        return UNDER_WAY
    return DROPPED if end["kind"] == "dropped" else str(end["how"])
