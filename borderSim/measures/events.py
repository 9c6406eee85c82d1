"""The event log's dictionary: every kind of event with its columns, and what stands in them.

Everything that is said about an event is read from here; ``docs/events.md`` is made of it. A phase
of the cycle logs an event by :meth:`borderSim.model.state.recorder.Recorder.log` with exactly the
columns of its kind. A new kind is an entry in ``EVENTS``, and in ``COLUMNS`` what it has of its
own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

if TYPE_CHECKING:
    from borderSim.model.state.recorder import Recorder

Form = Literal["whole", "number", "text", "truth", "day"]
"""``whole``: a whole number.

``day``: one counted from the first day of the horizon; ``truth``: true or false.
"""

TYPES = {
    "whole": "Int64",
    "day": "Int64",
    "number": "float64",
    "text": "object",
    "truth": "boolean",
}
"""pandas type of a column by its form; a column that a kind does not have is empty in its rows."""


@dataclass(frozen=True)
class Column:
    """One column of the event log: its form, unit (empty for names and numbers of things) and meaning."""

    name: str
    form: Form
    unit: str
    definition: str


@dataclass(frozen=True)
class Event:
    """One kind of event.

    Attributes:
        kind: its name.
        group: traffic, customs, systems, exchange, police, networks, courts, relations,
            organisations or shocks.
        definition: what happened.
        causes: kinds of event that its cause can be, ``NONE`` where it may have none.
        columns: names of its columns, beside the common ones.
        second_causes: the same for its further cause; empty for kinds that never have one.
    """

    kind: str
    group: str
    definition: str
    causes: tuple[str, ...]
    columns: tuple[str, ...]
    second_causes: tuple[str, ...] = ()


NONE = "none"
"""Stands for the cause -1."""

COMMON = ("id", "day", "kind", "cause", "second_cause")
"""Columns of every event."""

_COLUMNS: tuple[Column, ...] = (
    Column("id", "whole", "", "number of the event, in the order of the run"),
    Column(
        "day",
        "day",
        "days",
        "day, 0 is the first of the horizon; of earlier days only what a later event rests on, and what became of news",
    ),
    Column("kind", "text", "", "kind of event"),
    Column("cause", "whole", "", "id of the event that this one follows from, -1 for none"),
    Column("second_cause", "whole", "", "id of a further event that it rests on, -1 for none"),
    Column("organisation", "whole", "", "number of the organisation"),
    Column("load", "whole", "", "number of the load, empty where the event is about no single one"),
    Column("half", "whole", "", "1, or 2 for the second load of a shipment that was split"),
    Column("route", "text", "", "post and mode"),
    Column("arrives", "day", "days", "day on which it is due, 0 is the first of the horizon"),
    Column("commodity", "text", "", "goods"),
    Column("quantity", "number", "the goods' own", "amount"),
    Column("value_eur", "number", "EUR", "wholesale value"),
    Column(
        "entity",
        "whole",
        "",
        "number of the front company, driver or courier within the organisation, -1 for none; "
        "numbers from 1 / `traffickers.entity_share` on exist only in the police's picture",
    ),
    Column(
        "generation",
        "whole",
        "",
        "how often that place was filled anew: news of an earlier one is worthless",
    ),
    Column("cover", "truth", "", "whether better cover was bought"),
    Column("why", "text", "", "reason"),
    Column("how", "text", "", "manner"),
    Column(
        "what",
        "text",
        "",
        "item that crosses (entity, tip, find), step of a case, or what became public (leak, burned)",
    ),
    Column("service", "text", "", "police or customs"),
    Column("to", "text", "", "service that the item is for"),
    Column("group", "whole", "", "sharing group of posts, 0 the country's; empty for the police"),
    Column("renewed", "truth", "", "whether the service had the news before"),
    Column("real", "truth", "", "whether the tip is true"),
    Column("kept", "text", "", "details that survived: entity, window, origin"),
    Column(
        "use",
        "text",
        "",
        "what came of an item: used, detail lost, too late, stale, own news, wrong, organisation gone",
    ),
    Column(
        "system",
        "text",
        "",
        "information system, or the case register; several asked at once are joined by +",
    ),
    Column(
        "hit",
        "truth",
        "",
        "whether the case register answers with a hit, true or false, on the load; empty for other systems, whose answers are events (hit)",
    ),
    Column("fate", "text", "", "what the hit turns out to be: validated, late, false"),
    Column("raised_by", "text", "", "what raised the check: profile, lead, tip, hit or random"),
    Column("opened", "truth", "", "whether the consignment was opened"),
    Column("found", "truth", "", "whether the load was found"),
    Column("gain", "number", "certain seizures", "what letting run was expected to bring"),
    Column("in_time", "number", "probability", "that somebody takes over in time"),
    Column("chance", "number", "probability", "that the load is let run"),
    Column("member", "whole", "", "place of the member in the organisation"),
    Column("other", "whole", "", "place of the other member of a tie"),
    Column("tier", "whole", "", "1 courier to 4 organiser"),
    Column("number", "whole", "persons", "persons revealed or arrested"),
    Column("profile", "text", "", "profile of goods and mode"),
    Column(
        "document_score",
        "number",
        "sd",
        "document score, in standard deviations of lawful documents",
    ),
    Column(
        "class_log_odds",
        "number",
        "log-odds",
        "customs' belief about the class against the route's average",
    ),
    Column("profile_log_odds", "number", "log-odds", "class and documents together"),
    Column("lead_log_odds", "number", "log-odds", "strongest lead held that matches, 0 for none"),
    Column(
        "lead_from",
        "text",
        "",
        "whose word the lead is: customs, police (or a feed's), both, or empty",
    ),
    Column("tip_log_odds", "number", "log-odds", "tip held that matches, 0 for none"),
    Column(
        "hit_log_odds",
        "number",
        "log-odds",
        "hit in time in an information system, 0 for none; one that was confirmed has it checked without a score",
    ),
    Column(
        "threshold_log_odds",
        "number",
        "log-odds",
        "score from which customs asks for a check on the route",
    ),
    Column("police_entity", "truth", "", "whether the police know the entity that the load uses"),
    Column("police_associate", "truth", "", "whether they know the member of logistics behind it"),
    Column("police_members", "whole", "persons", "active members that they know"),
    Column("police_leaders", "whole", "persons", "brokers and organisers among them"),
    Column("police_tip", "truth", "", "whether they hold a true tip on the load"),
    Column(
        "police_log_odds",
        "number",
        "log-odds",
        "what their news of the entity, or their tip, would add to customs' score "
        "if it lay before customs today with every detail",
    ),
    Column("case_opened", "day", "days", "day on which their open case began, empty without one"),
    Column("case_told", "truth", "", "whether customs has been told of that case"),
    Column("finder", "text", "", "service that takes the credit"),
    Column("held_by", "text", "", "service that had known and had not said"),
    Column("shock", "text", "", "name of the shock"),
    Column("won", "truth", "", "whether he works for the police from now on"),
)

COLUMNS = {column.name: column for column in _COLUMNS}
"""Every column by its name, in the order of ``events.parquet``."""

_LOAD = ("organisation", "load")
_MEMBER = ("organisation", "member", "tier", "why")
_ITEM = ("what", "to", "group", "organisation", "entity", "generation", "load")
_PICTURE = (
    *(
        "group",
        "document_score",
        "class_log_odds",
        "profile_log_odds",
        "lead_log_odds",
        "lead_from",
        "tip_log_odds",
        "hit_log_odds",
    ),
    *(
        "threshold_log_odds",
        "police_entity",
        "police_associate",
        "police_members",
        "police_leaders",
        "police_tip",
    ),
    *("police_log_odds", "case_opened", "case_told"),
)

_EVENTS: tuple[Event, ...] = (
    Event(
        "plan",
        "traffic",
        "an organisation puts a load on its way; caused by what made it lie low, or by its holding the load over",
        (NONE, "leak", "exposed", "takedown", "seizure", "held over"),
        (
            *_LOAD,
            "half",
            "route",
            "arrives",
            "commodity",
            "quantity",
            "value_eur",
            "entity",
            "generation",
            "cover",
        ),
    ),
    Event(
        "deterred",
        "traffic",
        "an organisation that would have shipped does not: lying low, own choice, no money, lost in stock; caused "
        "by what made it lie low, by its holding the load over, or by its end",
        (NONE, "leak", "exposed", "takedown", "seizure", "held over", "organisation ends"),
        ("organisation", "why"),
    ),
    Event(
        "held over",
        "traffic",
        "an organisation that lies low keeps a load that it would have shipped until later; caused by what made it "
        "lie low",
        (NONE, "leak", "exposed", "takedown", "seizure"),
        ("organisation",),
    ),
    Event("dropped", "traffic", "a planned load is dropped after a warning", ("leak",), _LOAD),
    Event("arrive", "traffic", "a load arrives at its post", ("plan", "source"), (*_LOAD, "route")),
    Event(
        "picture",
        "traffic",
        "what each service knows of a load on the day it arrives (measured: nobody sees it whole); second "
        "cause: the police's latest news of the entity, or their tip",
        ("arrive", "query", "hit"),
        (*_LOAD, *_PICTURE),
        (NONE, "news", "received", "register", "tip"),
    ),
    Event(
        "delivered",
        "traffic",
        "a load reaches the market: delivered, or lost_let_run (lost under control)",
        ("arrive", "query", "hit", "inspect", "decision"),
        (*_LOAD, "how", "value_eur"),
    ),
    Event(
        "inspect",
        "customs",
        "customs checks a load: by machine or hand (check), or takes it apart (strip); second cause: what "
        "brought the lead or tip that raised it",
        ("arrive", "query", "hit"),
        (*_LOAD, "route", "how", "raised_by", "opened", "found"),
        (NONE, "news", "received", "register"),
    ),
    Event(
        "collision",
        "customs",
        "customs acts on an object that the police hold, or both watch one target, without knowing it; second "
        "cause: the police case, if one is open",
        ("inspect", "shock"),
        _LOAD,
        (NONE, "case step"),
    ),
    Event(
        "decision",
        "customs",
        "what is done with a find, seize or let run, because: no case, case unknown, not allowed (by law), "
        "weighed, ordered (for this load, or for all); second cause: the opening of the case",
        ("inspect",),
        (*_LOAD, "how", "why", "gain", "in_time", "chance"),
        (NONE, "case step"),
    ),
    Event(
        "seizure",
        "customs",
        "a load is seized: seized_border, seized_inland (by the police), seized_let_run (under control); "
        "second cause, inland: the tip or news by which the police knew of it",
        ("decision", "arrive", "query", "hit", "inspect"),
        (*_LOAD, "how", "commodity", "quantity", "value_eur"),
        (NONE, "tip", "news", "received", "register"),
    ),
    Event(
        "query",
        "systems",
        "a load that arrives, a find or somebody arrested is looked up: by customs in the case register; by either in "
        "the information systems that it may ask",
        ("arrive", "bad document", "inspect", "decision", "seizure", "received", "arrest"),
        (*_LOAD, "member", "service", "system", "hit"),
    ),
    Event(
        "hit",
        "systems",
        "an information system answers that it knows something, on the day on which that is known",
        ("query",),
        (*_LOAD, "system", "fate"),
    ),
    Event(
        "feed",
        "systems",
        "a feed brings an item on an organisation, true or not",
        (NONE,),
        ("organisation", "entity", "generation", "system"),
    ),
    Event(
        "register",
        "systems",
        "what one service holds on an entity is read by the other in a common register; caused by that news",
        (NONE, "news", "received", "register"),
        ("to", "organisation", "entity", "generation", "system"),
    ),
    Event(
        "news",
        "exchange",
        "a service learns of an entity by itself: routine, find or case (police), trade data or own find "
        "(customs); caused by what it came from, else the same service's earlier news of it",
        (NONE, "news", "received", "register", "case step", "seizure", "shock"),
        ("service", "how", "renewed", "organisation", "entity", "generation", "group"),
    ),
    Event(
        "tip",
        "exchange",
        "an informant or a source tells the police of a load",
        ("plan", "source"),
        (*_LOAD, "real"),
    ),
    Event(
        "share",
        "exchange",
        "a service sends an item to the other",
        ("news", "tip", "seizure", "decision", "shock"),
        (*_ITEM, "arrives"),
    ),
    Event(
        "withheld",
        "exchange",
        "an item does not cross: by chance, because there is no exchange of such items, or held back (for a "
        "case of one's own)",
        ("news", "tip", "seizure", "decision", "shock"),
        (*_ITEM, "why"),
    ),
    Event(
        "handover",
        "exchange",
        "customs hands a find to the police by law",
        ("seizure", "decision"),
        (*_LOAD, "arrives"),
    ),
    Event(
        "received",
        "exchange",
        "an item is read by the service that it is for",
        ("share", "handover", "feed", "hit"),
        (*_ITEM, "kept", "use"),
    ),
    Event(
        "news expired",
        "exchange",
        "a service's news of an entity are worth nothing any more, which it cannot always know: the entity was replaced "
        "(second cause), or, at customs, they faded (too old, checks that found nothing speak against them, or their "
        "source has lost credit); caused by the news",
        (NONE, "news", "received", "register"),
        ("service", "organisation", "entity", "generation", "group", "why"),
        (NONE, "entity replaced"),
    ),
    Event(
        "leak",
        "exchange",
        "an organisation learns of an item through an insider, or because data got out",
        ("share", "register", "shock", "tip", "news", "seizure"),
        ("organisation", "what", "load"),
    ),
    Event(
        "case step",
        "police",
        "a case is opened (caused by what last fed its file) or ends without arrests: given up at a review, or closed "
        "because the organisation is gone (takedown and the end of the organisation close it too), a find filed, members revealed, a courier recruited; joint team, joint team "
        "dissolved; blind spot (neither service may seize), seized for the other (one may act for the other), referred in time or too late (to the police, who may); evidence rejected, "
        "statement filed, not taken or lost on the way; a find or an entity linked to a wrong file (that of the "
        "organisation named), or not linked (it waits)",
        (NONE, "inspect", "decision", "received", "seizure", "hit", "share", "shock", "case step"),
        ("organisation", "what", "load", "number"),
    ),
    Event(
        "burned",
        "police",
        "an open case lost a source or the sight of a member because its organisation inferred it; second cause: the collision of both "
        "services, if there was one",
        ("seizure", "shock"),
        ("organisation",),
        (NONE, "collision"),
    ),
    Event(
        "takedown",
        "police",
        "the police arrest the suspects of a ripe case; second cause: what last fed its file",
        ("case step",),
        ("organisation", "number"),
        (NONE, "received", "hit", "case step"),
    ),
    Event(
        "arrest",
        "police",
        "a member is arrested",
        ("takedown", "seizure"),
        ("organisation", "member", "tier"),
    ),
    Event(
        "member known",
        "networks",
        "the police come to know a member: by routine, case work, a find, an interview, an entity whose news arrived, an "
        "information system, a statement; or since he was released, or was promoted to this place; caused by what it "
        "came from",
        (NONE, "case step", "received", "hit", "acquittal"),
        ("service", *_MEMBER),
    ),
    Event(
        "member unknown",
        "networks",
        "the police know the holder of a place no more: forgotten, fled, changed ways after something was "
        "given away, a new holder, promoted to another place (who is arrested has an event of his own)",
        (NONE, "takedown", "exposed"),
        ("service", *_MEMBER),
    ),
    Event(
        "member comes",
        "networks",
        "somebody takes a place: recruited for one that was vacant, a new holder after one who left of his own accord, "
        "promoted, came back from hiding, released",
        (NONE, "acquittal"),
        _MEMBER,
    ),
    Event(
        "member goes",
        "networks",
        "somebody leaves a place, which stays empty: fled after a takedown, changed ways after something was given away, "
        "promoted to another (who is arrested has an event of his own)",
        (NONE, "takedown", "exposed"),
        _MEMBER,
    ),
    Event(
        "link made",
        "networks",
        "two members come to know each other: the gap around somebody arrested is closed, a tie is moved from the hub, "
        "somebody is recruited or promoted, members cut off are found again",
        (NONE, "arrest", "seizure"),
        ("organisation", "member", "other", "why"),
    ),
    Event(
        "link lost",
        "networks",
        "two members, or a place and a member, know each other no more: a tie is moved from the hub, a recruit does not "
        "take over all ties of the place",
        (NONE, "seizure"),
        ("organisation", "member", "other", "why"),
    ),
    Event(
        "entity replaced",
        "networks",
        "a front company, driver or courier is replaced, to which the number `generation` is given: in time, or given up "
        "after a loss",
        (NONE, "exposed"),
        ("organisation", "entity", "generation", "why"),
    ),
    Event("charge", "courts", "a member is charged", ("arrest",), ("organisation", "member")),
    Event(
        "conviction",
        "courts",
        "a member is convicted (without a cause: charged before the first day)",
        (NONE, "charge"),
        ("organisation", "member"),
    ),
    Event(
        "acquittal",
        "courts",
        "a member is acquitted (without a cause: charged before the first day)",
        (NONE, "charge"),
        ("organisation", "member"),
    ),
    Event(
        "quarrel",
        "relations",
        "the services quarrel over the credit for a success of both",
        ("seizure", "takedown"),
        ("organisation", "finder"),
    ),
    Event(
        "unshared hit",
        "relations",
        "a success shows that the other service had known and had not said",
        ("case step", "takedown"),
        ("organisation", "held_by"),
    ),
    Event(
        "scandal",
        "relations",
        "a leak or a burned case becomes public and costs political will",
        ("leak", "burned"),
        ("organisation", "what"),
    ),
    Event(
        "exposed",
        "organisations",
        "an organisation infers a source from a loss, by the clue named: it gives the source up, those "
        "tied to it change ways, all lie low",
        ("seizure", "shock"),
        ("organisation", "why"),
    ),
    Event(
        "goods changed",
        "organisations",
        "an organisation turns to other goods",
        (NONE,),
        ("organisation", "profile"),
    ),
    Event("organisation enters", "organisations", "a new organisation", (NONE,), ("organisation",)),
    Event(
        "organisation ends",
        "organisations",
        "an organisation ends: arrests (caused by the last one), bankrupt (by the last seizure)",
        (NONE, "arrest", "seizure"),
        ("organisation", "why"),
    ),
    Event(
        "shock",
        "shocks",
        "a shock strikes: on its day, on a condition, or by hand",
        (NONE,),
        ("shock", "how"),
    ),
    Event(
        "shock over", "shocks", "what it changed for a time is taken back", ("shock",), ("shock",)
    ),
    Event(
        "target lost", "shocks", "a load under control is lost", ("shock",), _LOAD, ("decision",)
    ),
    Event(
        "bad document",
        "shocks",
        "somebody comes with a document that a database has on record, with a load or without; second "
        "cause: the load's arrival",
        ("shock",),
        _LOAD,
        (NONE, "arrive"),
    ),
    Event(
        "confiscation",
        "shocks",
        "money of an organisation is found and taken",
        ("shock",),
        ("organisation", "value_eur"),
    ),
    Event(
        "informant",
        "shocks",
        "somebody offers to work for the police, who must be there in time",
        ("shock",),
        ("organisation", "won"),
    ),
    Event(
        "source",
        "shocks",
        "a source names a load on its way; second cause: what put it there",
        ("shock",),
        _LOAD,
        ("plan", "source"),
    ),
)

EVENTS = {event.kind: event for event in _EVENTS}
"""Every kind of event by its name."""


def event_frame(books: Recorder, first_day: int) -> pd.DataFrame:
    """Return the events of the horizon and what they rest on, days counted from ``first_day``.

    Empty if none were kept.

    Of the burn-in only those events are handed over that an event of the horizon rests on, directly
    or through others, and what became of the news among them.
    """
    if not books.keep_events:
        return pd.DataFrame()
    by_id = {e["id"]: e for e in books.events}
    kept = {number for number, e in by_id.items() if e["day"] >= first_day}  # type: ignore[operator]
    open_ends = list(kept)
    while open_ends:
        event = by_id[open_ends.pop()]
        for cause in (event["cause"], event.get("second_cause", -1)):
            if cause in by_id and cause not in kept:
                kept.add(cause)
                open_ends.append(cause)
    for number, e in by_id.items():
        if e["kind"] in ("share", "withheld", "received") and e["cause"] in kept:
            kept.add(number)
    frame = pd.DataFrame([by_id[number] for number in sorted(kept)], columns=list(COLUMNS))  # type: ignore[type-var]
    frame = frame.astype({name: TYPES[column.form] for name, column in COLUMNS.items()})
    frame["second_cause"] = frame["second_cause"].fillna(-1)
    for name, column in COLUMNS.items():
        if column.form == "day":
            frame[name] -= first_day
    return frame
