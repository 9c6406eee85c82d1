"""From two filled-in questionnaires to a road map: what is missing, what each remedy would do, and which comes first.

The public call ``borderSim.diagnose`` has the name of this room. Python puts a room in the place of
that name when it is first imported, so the room can be called too and hands on to the call.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from borderSim.presentation import Presented, shows


class _Room(ModuleType):
    """The room, which is called as ``borderSim.diagnose(...)``."""

    def __call__(self, *forms: Any, **how: Any) -> Any:
        """Diagnose a country: see :func:`borderSim.api.diagnose.diagnose`."""
        return shows(Presented.DIAGNOSIS)(*forms, **how)


sys.modules[__name__].__class__ = _Room
