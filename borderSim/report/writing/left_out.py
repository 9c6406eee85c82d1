"""What the model leaves out: the one list of which the report, the documents and the questionnaire's notes speak.

A test holds each entry against the names of the program (keys, outcomes, events, instruments,
shocks, commands): a word that would name the thing must not be there, and a word of the text that
is a name there must be declared as ``near``. Whoever builds what is named here takes it from this
list in the same change.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from textwrap import fill


@dataclass(frozen=True)
class LeftOut:
    """One thing that a reader might expect and will not find.

    Attributes:
        area: part of the country or of the program that it belongs to.
        text: what is not there, as part of a sentence.
        would_be: beginnings of names that the program would have if it were there.
        near: words of the text that are names of something else that is there.
        first: whether a decision maker would miss it first: told in the brief too.
    """

    area: str
    text: str
    would_be: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    first: bool = False


_ORGS, _CUSTOMS, _POLICE, _TRADE = "Organisations", "Customs", "Police", "Passengers and goods"
_COOPERATION, _LAW, _COST = "Cooperation", "Law", "Cost"

LEFT_OUT: tuple[LeftOut, ...] = (
    LeftOut(
        _ORGS,
        "members who join forces elsewhere or found a new organisation",
        ("splinter", "defect", "founder"),
        ("members", "organisation", "forces", "found"),
    ),
    LeftOut(
        _ORGS,
        "places that are added or dropped (an organisation keeps its size; what it sends may grow)",
        ("shrink", "expansion"),
        ("dropped", "organisation", "places", "keeps", "sends"),
    ),
    LeftOut(
        _ORGS,
        "several goods at a time in one organisation",
        ("goods_mix", "second_goods"),
        ("goods", "organisation"),
    ),
    LeftOut(
        _ORGS,
        "corruption beyond an insider who leaks",
        ("corrupt", "bribe"),
        ("insider", "leaks"),
        first=True,
    ),
    LeftOut(_ORGS, "violence", ("violen", "murder", "intimidat"), first=True),
    LeftOut(_ORGS, "alliances", ("alliance", "merger")),
    LeftOut(
        _ORGS, "retail markets (a price index stands for them)", ("retail", "street"), ("price",)
    ),
    LeftOut(
        _ORGS,
        "an organisation that avoids recorded couriers and documents",
        ("avoid",),
        ("organisation", "couriers", "documents"),
    ),
    LeftOut(
        _CUSTOMS,
        "cases of customs alone, without the police",
        ("customs_alone", "customs_investigator"),
        ("cases", "customs", "police"),
    ),
    LeftOut(
        _CUSTOMS,
        "informants of customs but for couriers who talk",
        ("customs_informant",),
        ("informants", "couriers", "customs"),
    ),
    LeftOut(
        _CUSTOMS,
        "manual document checks",
        ("document_check", "document_hours"),
        ("document", "checks"),
    ),
    LeftOut(_CUSTOMS, "learning of skill by officers", ("skill",), ("learning", "officers")),
    LeftOut(
        _CUSTOMS,
        "hours of the day (queues are counted in days, but for those who wait for a confirmation)",
        ("night", "working_shift"),
        ("hours", "counted", "confirmation"),
    ),
    LeftOut(
        _POLICE,
        "a financial layer of the network (financiers are members)",
        ("launder", "shell_compan"),
        ("financial", "network", "financiers", "members", "layer"),
    ),
    LeftOut(_POLICE, "work against other crime", ("other_crime",), ("other",)),
    LeftOut(
        _POLICE,
        "undercover officers at risk",
        ("undercover_loss", "officers_lost"),
        ("undercover", "officers"),
    ),
    LeftOut(
        _POLICE,
        "what may happen to an informant who is found out",
        ("informants_harmed", "witness"),
        ("informant", "found"),
    ),
    LeftOut(_POLICE, "prosecutors as a queue", ("prosecutors",), ("prosecutors",), first=True),
    LeftOut(
        _TRADE,
        "people and lawful goods as such: what is hit in lawful traffic is a count",
        ("traveller_id",),
        ("people", "lawful", "goods", "traffic", "count"),
    ),
    LeftOut(
        _COOPERATION,
        "a partner country",
        ("foreign", "partner_country"),
        ("partner", "country"),
        first=True,
    ),
    LeftOut(
        _COOPERATION, "joint teams across borders", ("cross_border",), ("joint", "teams", "borders")
    ),
    LeftOut(_COOPERATION, "a third service that seizes", ("third_service",), ("service",)),
    LeftOut(_COOPERATION, "advice without a part in the inquiry", ("advice", "advis")),
    LeftOut(
        _COOPERATION,
        "training as such: it moves only what its instrument says",
        ("trained",),
        ("training", "instrument"),
    ),
    LeftOut(
        _LAW,
        "admissibility of evidence by its source (a weight stands for it)",
        ("admissib",),
        ("evidence", "source", "weight"),
    ),
    LeftOut(_LAW, "competence by place", ("competence.posts",), ("competence", "place")),
    LeftOut(
        _LAW,
        "limits of competence within one kind of goods",
        ("goods_limit",),
        ("competence", "goods"),
    ),
    LeftOut(
        _LAW,
        "rights of those stopped without cause",
        ("wrongful", "complaint"),
        ("cause",),
        first=True,
    ),
    LeftOut(
        _COST,
        "excise and duties that go unpaid",
        ("excise", "duty_lost", "duties_lost"),
        first=True,
    ),
    LeftOut(
        _COST,
        "a persistence of arrangements, and a loan of idle customs hours to cases, of posts set apart: they are the country's "
        "(costs and meetings of such posts are their own)",
        (),
        ("persistence", "hours", "customs", "cases", "posts", "meetings", "country"),
    ),
    LeftOut(
        _COST,
        "the wait before a check in the hours of delay (it is in the cost of delay)",
        (),
        ("check", "hours", "delay"),
    ),
)


def by_area() -> dict[str, list[str]]:
    """Return the texts of the list by area, in its order."""
    return {
        area: [entry.text for entry in entries]
        for area, entries in groupby(LEFT_OUT, key=lambda entry: entry.area)
    }


def told_first() -> list[str]:
    """Return the texts that the brief tells, in the order of the list."""
    return [entry.text for entry in LEFT_OUT if entry.first]


def uncounted() -> list[str]:
    """Return of these texts those that are money, which net benefit leaves out."""
    return [entry.text for entry in LEFT_OUT if entry.first and entry.area == _COST]


def as_markdown() -> str:
    """Return the list as it stands in the description of the model."""
    lines = [f"- **{area}**: {'; '.join(texts)}." for area, texts in by_area().items()]
    return "\n".join(wrap(line, indent=2) for line in lines)


def wrap(line: str, indent: int) -> str:
    """Return a point of a list broken into lines as long as those of the documents."""
    return fill(
        line, 120, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )
