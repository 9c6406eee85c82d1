"""``-m``: several values of a key, expanded as Hydra does (``a,b``, ``choice``, ``range``, ``sort``, ``glob``)."""

from __future__ import annotations

import dataclasses

from borderSim.cli.arguments import Arguments
from borderSim.errors import InputError

MULTIRUN = "--multirun"
ONE_FOR_ALL = ("workers", "results_dir", "overwrite", "open")
"""Keys of the front end that say how or where, and are the same for all that is expanded."""


def expanded(arguments: Arguments) -> list[tuple[str, Arguments]]:
    """Return a command line for every combination of the values given, the last key fastest.

    Returns:
        what it sets apart from the others, as typed, and its arguments.

    Raises:
        InputError: values that can't be expanded, or one name for several results.
    """
    from borderSim.scenario.overrides import expand, swept_keys

    own = [
        f"{key}={value}"
        for key, value in arguments.own.items()
        if key not in (*ONE_FOR_ALL, "name")
    ]
    texts = [text for text in arguments.typed if text in own or text in arguments.overrides]
    rest = [text for text in arguments.typed if text not in texts and text not in ("-m", MULTIRUN)]
    swept, rows = swept_keys(texts), expand(texts)
    if "name" in arguments.own and len(rows) > 1:
        raise InputError(
            f"name= names one result, and -m makes {len(rows)} here: leave it out, each is named by what is set"
        )
    found = []
    for row in rows:
        keys = {key: text.partition("=")[2] for key, text in row.items() if key in arguments.own}
        found.append(
            (
                " ".join(row[key] for key in swept) or "as typed",
                dataclasses.replace(
                    arguments,
                    flags={
                        flag: value for flag, value in arguments.flags.items() if flag != MULTIRUN
                    },
                    own={**arguments.own, **keys},
                    overrides=[text for key, text in row.items() if key not in arguments.own],
                    typed=[*rest, *row.values()],
                ),
            )
        )
    return found
