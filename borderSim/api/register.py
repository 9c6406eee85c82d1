"""``bs.register``: what a person wrote in a notebook gets a name."""

from __future__ import annotations

from typing import Any

from borderSim.errors import InputError, nearest
from borderSim.extend import kinds
from borderSim.extend.own import register as register_own
from borderSim.rules.register import group_of
from borderSim.rules.register import register as register_rule
from borderSim.rules.registry import KINDS

__all__ = ["register"]


def register(group: str, name: str, given: Any) -> None:
    """Give something of this notebook or script a name, as an installed package has one.

    ::

        bs.register("targeting", "mine", Mine)
        bs.compare("training", overrides=["customs.targeting=mine"])
        bs.register("measure", "quiet_days", quiet_days)
        bs.compare("training", measures=["quiet_days"])

    Args:
        group: ``strategy``, ``targeting``, ``allocation`` or ``casework`` for a decision rule (see
            ``docs/plug-ins.md``), ``measure`` or ``intervention`` (see ``docs/own.md``).
        name: the name.
        given: the class of a rule; the object, class or function of a measure or an intervention.

    Raises:
        InputError: no such group, a name that is none or is taken, or something that cannot be
            used; in one sentence.
    """
    if group_of(group) is not None:
        register_rule(group, name, given)
    elif kinds.kind_of(group) is not None:
        register_own(group, name, given)
    else:
        words = [*(kind.word for kind in KINDS), *(kind.what for kind in kinds.KINDS)]
        raise InputError(
            f"register: the group is {group!r:.60}{nearest(str(group), words)}, but must be one of: {', '.join(words)}"
        )
