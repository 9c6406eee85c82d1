"""``base_without``: what a scenario does not take over from its base."""

from __future__ import annotations

from borderSim.errors import InputError, nearest

BASE_WITHOUT = "base_without"
CAN_GO = ("posts", "organisations.profiles", "commodities", "modes", "systems")
"""Groups of entries that a scenario may start without."""


def emptied(given: object, origin: str) -> list[tuple[str, ...]]:
    """Return the paths of the groups that start empty, before the file's own entries are laid over.

    Args:
        given: what stands under the key.
        origin: the file, as sentences call it.

    Raises:
        InputError: it is no list of such groups, or names one twice.
    """
    allowed = ", ".join(CAN_GO)
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise InputError(f"{origin}: {BASE_WITHOUT} must be a list such as [posts], of: {allowed}")
    for place, name in enumerate(given):
        if name not in CAN_GO:
            raise InputError(
                f"{origin}: {BASE_WITHOUT}: {name!r:.60} can't be left out of the base{nearest(name, CAN_GO)}; there are: {allowed}"
            )
        if name in given[:place]:
            raise InputError(f"{origin}: {BASE_WITHOUT} names {name} twice")
    return [tuple(name.split(".")) for name in given]
