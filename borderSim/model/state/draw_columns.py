"""What every column of the daily draws decides: one enum for each table of uniforms.

The numbers are drawn whether they are needed or not, so that a decision of one level never shifts
those of another (common random numbers). All of them are uniform on [0, 1); ``becomes`` says what
the model makes of one. A column is asked for by its name, ``load.draws[LoadDraw.ALARM]``: a wrong
name is an error, not another number.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

Becomes = Literal["chance", "pick", "normal", "lognormal", "exponential", "rounding", "order"]
"""What a uniform is turned into, see :data:`BECOMES`."""
BECOMES: dict[Becomes, str] = {
    "chance": "it happens if the number is below the chance",
    "pick": "one of several, each as likely as its weight",
    "normal": "a standard normal number",
    "lognormal": "a time or size around its median",
    "exponential": "a time around its mean",
    "rounding": "a number with a fraction is rounded down or up, right in the mean",
    "order": "who comes first, or who holds it: a number to compare with others",
}


class Draw(IntEnum):
    """A column of a table of uniforms: the base of the declarations, without members of its own.

    Attributes:
        becomes: what the uniform is turned into.
        meaning: what it decides.
    """

    becomes: Becomes
    meaning: str

    def __new__(cls, column: int, becomes: Becomes, meaning: str) -> Self:
        """Declare a column."""
        member = int.__new__(cls, column)
        member._value_ = column
        member.becomes, member.meaning = becomes, meaning
        return member


class LoadDraw(Draw):
    """A load's own: a row for every organisation and day, whether it plans a load or not."""

    PLAN = 0, "chance", "whether the organisation plans a load today"
    LEAD = 1, "lognormal", "time from the plan to the arrival at the border"
    SIZE = 2, "lognormal", "size of the consignment on offer"
    CLASS = 3, "pick", "risk class of the load, as illicit traffic of the route lies"
    ENTITY = 4, "pick", "which entity of the organisation carries it, or one used once"
    DOCUMENT = 5, "normal", "how suspect its documents look"
    ALARM = 6, "chance", "whether a check alarms on it"
    OPEN = 7, "chance", "whether it is found once it is opened"
    RANDOM = 8, "chance", "whether it is drawn for a random check"
    TIP = 9, "chance", "whether an informant tells of it"
    TIP_REAL = 10, "chance", "whether the tip is true"
    TIP_LEAD = 11, "lognormal", "time from the tip to the arrival"
    INLAND = 12, "chance", "whether the police take it inland after release"
    RUN = 13, "chance", "whether both services let it run under control"
    RUN_LOST = 14, "chance", "whether it is lost under control"
    EXPOSED = 15, "chance", "whether its loss tells the organisation of the source"
    RECEIVERS = 16, "rounding", "how many receivers are arrested when it was let run"
    SPARE = 17, "chance", "not used: it keeps the columns of the stream"
    INTERVIEW = 18, "chance", "whether the courier talks; rounds the number of members revealed"
    COURIER = 19, "pick", "which junior member travels with it or stands behind it"
    SHARE = 20, "chance", "whether the find of it crosses to the police"
    LATENCY = 21, "lognormal", "time that news of the find takes"
    FIDELITY = 22, "chance", "which details of the find survive"
    LOOKUP = 23, "chance", "whether customs looks the case up before it acts"
    TIP_SHARE = 24, "chance", "whether the tip crosses to customs"
    TIP_LATENCY = 25, "lognormal", "time that the tip takes"
    TIP_FIDELITY = 26, "chance", "which details of the tip survive"
    LEAK = 27, "chance", "whether what crosses about it leaks, and exposes an informant"
    EXPOSE = 28, "pick", "which contact of the courier becomes known"
    STRIP = 29, "chance", "whether a bay is free for a full strip"
    REORDER = 30, "chance", "whether its loss makes the organisation move ties from the hub"
    REORDER_WHO = 31, "pick", "whose tie is moved"


class EntityDraw(Draw):
    """Of every entity of an organisation and day, true and false ones."""

    REPLACE = 0, "chance", "whether the organisation replaces it"
    LEARN = 1, "chance", "whether the police learn of it, or renew what they know"
    SHARE = 2, "chance", "whether news of it cross"
    LATENCY = 3, "lognormal", "time that the news take"
    FIDELITY = 4, "chance", "which details of the news survive"
    LEAK = 5, "chance", "whether the news leak, and expose an informant"
    EXPOSE = 6, "chance", "not used: it keeps the columns of the stream"


class MemberDraw(Draw):
    """Of every place of a member, drawn anew each week."""

    REVEAL = 0, "chance", "whether the work on a case reveals the member"
    LEARN = 1, "chance", "whether routine work of the police reveals the member"
    LEAVE = 2, "chance", "whether the member leaves of his own accord"
    CHARGE = 3, "chance", "whether he is charged after an arrest"
    CONVICT = 4, "chance", "whether the court convicts him"
    REFILL = 5, "exponential", "time until a successor is found, or until somebody who fled is back"
    FRESH = 6, "chance", "whether a search for a successor ends well, or a case names an entity"
    EVIDENCE_NEEDED = 7, "order", "how much evidence against a new holder is enough for a charge"
    TIE = 8, "chance", "whether a tie is made or kept when the network closes a gap"
    FLEE = 9, "chance", "whether a junior member flees after a takedown"
    PROMOTE = 10, "chance", "whether somebody steps up (first place), or a search begins anew"


class FindDraw(Draw):
    """Of every organisation and day, for what customs finds."""

    IN_TIME = 0, "chance", "whether the police come in time to goods that customs may not seize"
    RECRUIT = 1, "chance", "whether an arrested courier is won as an informant"


class LinkDraw(Draw):
    """Of a find or a named entity on its way into a file, by organisation and day of the plan or the news."""

    LINKED = 0, "chance", "whether it is linked to a file, the same number at every later try"
    WRONG = 1, "chance", "whether the link goes to another organisation's file"
    WHICH = 2, "pick", "to which"


class RegisterQueryDraw(Draw):
    """Of the look-up of a find, by organisation and day of the plan."""

    MISSED = 0, "chance", "whether the query misses what stands in the register"
    FALSE = 1, "chance", "whether it gives a false hit"


class OrganisationDraw(Draw):
    """Of every organisation and day."""

    INFORMANT = 0, "chance", "whether the police win an informant in it, or lose him"
    ENTER = 1, "chance", "not used: it keeps the columns of the stream"
    CASE = 2, "order", "which of several files the police open first, all else equal"
    OWN_LEAD = 3, "chance", "whether analysts of customs find one of its entities"
    OWN_ENTITY = 4, "pick", "which entity they find"
    INSIDER = 5, "chance", "whether it wins or loses an insider"
    GOODS = 6, "chance", "whether it reviews its goods"
    TRADE = 7, "chance", "not used: it keeps the columns of the stream"
    HOLD_SUPPLIER = 8, "pick", "who holds the contact to the supplier"
    WIN_SUPPLIER = 9, "chance", "whether it wins a lost contact to the supplier again"
    HOLD_BUYER = 10, "pick", "who holds the contact to the buyer"
    WIN_BUYER = 11, "chance", "whether it wins a lost contact to the buyer again"
    HOLD_MONEY = 12, "pick", "who holds the contact to the handler of money"
    WIN_MONEY = 13, "chance", "whether it wins a lost contact to who handles the money again"


class HeldDraw(Draw):
    """Of a load that an organisation plans while it lies low, beside the load's own."""

    OTHER_WAY = 0, "chance", "whether it goes at once by another way"
    WAIT = 1, "exponential", "how long it waits after the quiet period"
    LOST = 2, "chance", "whether it is lost before it leaves"


class EntryDraw(Draw):
    """Of every profile and day."""

    COME = 0, "pick", "how many new organisations enter"


class CreditDraw(Draw):
    """Of every organisation and day, for quarrels and scandals."""

    QUARREL_FIND = 0, "chance", "whether a joint success at the border ends in a quarrel"
    QUARREL_CASE = 1, "chance", "whether a joint takedown ends in a quarrel"
    LEAK = 2, "chance", "whether a leak becomes public"
    BURNED = 3, "chance", "whether a burned case becomes public"


class CaseDraw(Draw):
    """Of every organisation and day, for the case on it."""

    GIVE_UP = 0, "chance", "whether a review gives the case up"
    COLD = 1, "lognormal", "time after a case before the police take up the organisation again"


class CheckDraw(Draw):
    """Of every route and day."""

    CAPACITY = 0, "rounding", "how many checks the hours allow"
    RANDOM = 1, "rounding", "how many of them are drawn at random"
    SPARE_1 = 2, "rounding", "not used: it keeps the columns of the stream"
    SPARE_2 = 3, "rounding", "not used: it keeps the columns of the stream"


class PostDraw(Draw):
    """Of every post and day."""

    LOAD = 0, "lognormal", "own work that comes to the police stationed there"


class ShockDraw(Draw):
    """A shock's own: a row for every organisation (or police unit) and day, needed or not."""

    WHO = 0, "order", "whom the shock strikes: the highest first"
    WHAT = 1, "pick", "which entity, member or way of asking it concerns"
    KEPT = 2, "chance", "whether an arrangement, a statement or an offer survives"
    SHARE = 3, "chance", "whether news of it cross"
    LATENCY = 4, "lognormal", "time that the news or the answer take"
    FIDELITY = 5, "chance", "which details survive"
    LEAK = 6, "chance", "whether the news leak, and expose an informant"
    LOOKUP = 7, "chance", "whether the other service is looked up; also the time of an inquiry"
    BURN = 8, "chance", "whether a source of the case is inferred"


class LookupDraw(Draw):
    """Of a query about a load that arrives: a row for every organisation, day and system."""

    RECORD = 0, "chance", "whether what the load uses is on record"
    ASKED = 1, "chance", "whether the system is asked, and by machine or by hand"
    ANSWER = 2, "lognormal", "time until the answer comes"
    CONFIRM = 3, "lognormal", "time that the inquiry of a confirmation takes"
    HOUR = 4, "order", "hour of the day at which the load arrives"


class LawfulHitDraw(Draw):
    """Of a hit in traffic that is no organisation's."""

    FALSE = 0, "chance", "whether the match is a mistake"
    IN_TIME = 1, "chance", "whether the answer comes before release"
    ANSWER = 2, "lognormal", "time of a late answer; of one in time, the hour of arrival"
    PRESENT = 3, "chance", "whether the holder is there, or only the data"
    CONFIRM = 4, "lognormal", "time that the inquiry of a confirmation takes"


class CaseQueryDraw(Draw):
    """Of a query on a find or an arrest: a row for every member, day and system."""

    IDENTIFIED = 0, "chance", "whether firearms found are identified"
    HIT = 1, "chance", "whether the system answers with a hit, true or false"
    ANSWER = 2, "lognormal", "time until the answer comes"
    NUMBER = 3, "rounding", "how many members the answer names"


class FeedDraw(Draw):
    """Of a feed on every organisation and day."""

    ITEM = 0, "chance", "whether the feed sends an item on it"
    TRUE = 1, "chance", "whether the item names an entity in use"
    ENTITY = 2, "pick", "which entity it names"


class RegisterDraw(Draw):
    """Of a register on every entity and day."""

    ENTERED = 0, "chance", "whether the entity is entered at all"
    LEAK = 1, "chance", "whether a reader of the register tells the organisation"


class FoundingDraw(Draw):
    """Of an organisation when it enters."""

    INSIDER = 0, "chance", "whether it has an insider"
    INFORMANT = 1, "chance", "whether the police have an informant in it"
    SPARE_1 = 2, "chance", "not used: it keeps the columns of the stream"
    SPARE_2 = 3, "chance", "not used: it keeps the columns of the stream"
    CAUTIOUS = 4, "chance", "whether it grows cautious after a blow, or bolder"


TABLES: tuple[type[Draw], ...] = (
    *(
        LoadDraw,
        EntityDraw,
        MemberDraw,
        FindDraw,
        LinkDraw,
        RegisterQueryDraw,
        OrganisationDraw,
        CreditDraw,
        CaseDraw,
        CheckDraw,
        PostDraw,
        ShockDraw,
    ),
    *(LookupDraw, LawfulHitDraw, CaseQueryDraw, FeedDraw, RegisterDraw, FoundingDraw),
    *(HeldDraw, EntryDraw),
)
"""All tables of draws."""


def _columns(*draws: Draw) -> NDArray[np.intp]:
    """Return several columns as an index, which numpy takes up much faster than a list."""
    return np.array([int(draw) for draw in draws], dtype=np.intp)


CONTACTS = _columns(
    OrganisationDraw.HOLD_SUPPLIER, OrganisationDraw.HOLD_BUYER, OrganisationDraw.HOLD_MONEY
)
"""(3,) who holds a contact, by :data:`borderSim.model.state.contacts.KINDS`."""
WON_CONTACTS = _columns(
    OrganisationDraw.WIN_SUPPLIER, OrganisationDraw.WIN_BUYER, OrganisationDraw.WIN_MONEY
)
"""(3,) whether a lost contact comes back, likewise."""
CROSSING_FIND = _columns(LoadDraw.SHARE, LoadDraw.LATENCY, LoadDraw.FIDELITY, LoadDraw.LEAK)
CROSSING_TIP = _columns(
    LoadDraw.TIP_SHARE, LoadDraw.TIP_LATENCY, LoadDraw.TIP_FIDELITY, LoadDraw.LEAK
)
CROSSING_ENTITY = _columns(
    EntityDraw.SHARE, EntityDraw.LATENCY, EntityDraw.FIDELITY, EntityDraw.LEAK
)
CROSSING_SHOCK = _columns(ShockDraw.SHARE, ShockDraw.LATENCY, ShockDraw.FIDELITY, ShockDraw.LEAK)
"""(4,) what decides whether and how news cross, in the order in which sharing takes them."""
