"""What goes wrong inside a measure or an intervention while a model runs."""

from __future__ import annotations

from borderSim.errors import InputError


class OwnError(InputError):
    """A measure or intervention failed, or answered with something that is not allowed.

    The sentence names it, the day and the seed. A study that meets it stops; what is finished is
    kept.
    """
