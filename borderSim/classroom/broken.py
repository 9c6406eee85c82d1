"""What goes wrong while something is played: one line in the server's log, one sentence for the page."""

from __future__ import annotations

import logging
import traceback

from borderSim.classroom.refusals import RefusedError, refused
from borderSim.errors import BrokenRunError, InputError, StoppedError
from borderSim.rules.errors import RuleError

log = logging.getLogger(__name__)
BREAKS = (BrokenRunError, RuleError, StoppedError)
"""How a run says itself that it can't go on, in a sentence for people."""
LONGEST = 500
"""Characters of such a sentence that are shown and logged (assumption: the longest has half of them)."""


def told(error: Exception, doing: str) -> RefusedError:
    """Return what a page is told of an error; what is no refusal is logged in one line.

    Args:
        error: whatever was raised.
        doing: what was being done, for the log.
    """
    if isinstance(error, InputError):
        return refused(error)
    said = logged(error, doing)
    return (
        RefusedError("broken", detail=said) if isinstance(error, BREAKS) else RefusedError("failed")
    )


def logged(error: Exception, doing: str) -> str:
    """Write one line of an error to the log, and return what it says, in one line.

    The line names the place in the program where nobody has foreseen the error; the whole way there
    is logged for those who look for it (level DEBUG).
    """
    said = " ".join(str(error).split())[:LONGEST]
    if isinstance(error, BREAKS):
        log.error("%s: %s", doing, said)
    else:
        last = traceback.extract_tb(error.__traceback__)[-1:]
        where = "".join(f" ({place.filename}, line {place.lineno})" for place in last)
        log.error("%s: %s: %s%s", doing, type(error).__name__, said, where)
    log.debug("the way there", exc_info=error)
    return said
