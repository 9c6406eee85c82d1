"""States that a load, a member or an organisation can be in."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class LoadState(StrEnum):
    """Where a load is, or how it ended."""

    PLANNED = "planned"
    """On its way to the border."""
    WARNED = "warned"
    """Its organisation knows that it is expected, and will not send it."""
    WAITING = "waiting"
    """At the border, waiting for its check."""
    CHECK = "check"
    """Chosen for a check by machine, dog or hand."""
    STRIP = "strip"
    """Chosen for a full strip."""
    SEIZED_BORDER = "seized_border"
    SEIZED_INLAND = "seized_inland"
    SEIZED_LET_RUN = "seized_let_run"
    """Seized after it was let run under control."""
    LOST_LET_RUN = "lost_let_run"
    """Lost under control: it reached the market."""
    DELIVERED = "delivered"
    """It reached the market."""


class RaisedBy(StrEnum):
    """What raised the check of a load."""

    NOTHING = ""
    """It was not asked for a check."""
    PROFILE = "profile"
    """Its class and its documents alone."""
    LEAD = "lead"
    """An entity of which customs knows."""
    TIP = "tip"
    """Somebody told of the load."""
    HIT = "hit"
    """A match in an information system."""
    RANDOM = "random"
    """It was drawn at random."""


class Clue(StrEnum):
    """What the way in which a load was stopped tells its organisation."""

    CHANCE = "chance"
    """It was drawn at random or for its profile: bad luck."""
    NAMED = "named"
    """Customs held its entity, or an information system had it on record."""
    WATCHED = "watched"
    """A case followed its entity or its courier, or it was let run and seized."""
    TIP = "tip"
    """An informant had told of it."""
    INLAND = "inland"
    """The police took it after it had passed the border."""


class MemberStatus(IntEnum):
    """What is at a place of an organisation's network."""

    NOBODY = 0
    """The organisation has no such place."""
    ACTIVE = 1
    DETAINED = 2
    """The holder was taken or moved up: the place is vacant until somebody fills it."""
    FLED = 3
    """The holder is in hiding and comes back."""


class EndReason(StrEnum):
    """Why an organisation ended."""

    ARRESTS = "arrests"
    BANKRUPT = "bankrupt"
