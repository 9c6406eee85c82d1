"""Instruments by name: ``cooperation+liaison_officers``, ``coexistence+all-joint_operation``, ``instruments='[a,mine.yaml]'``."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.parameters.scenario import Instrument
from borderSim.scenario.build import Place, build
from borderSim.scenario.files import names_in
from borderSim.scenario.groups import file_values, label_of
from borderSim.scenario.own_files import find
from borderSim.scenario.shipped import is_file_name, shipped_names

GROUP = "instruments"
ALL = "all"
"""Stands for every shipped instrument; ``all-x-y`` leaves some out."""


def split_level(value: str, key: str = "") -> tuple[str, list[str]]:
    """Return the level and the instruments that a text such as ``cooperation+liaison_officers`` names.

    A text that is the path of an existing file is a level by itself, whatever characters it holds.

    Args:
        value: the text.
        key: what it was given for; a path is looked up beside the file with which it begins first.
    """
    if is_file_name(value) and find(value, key) is not None:
        return value, []
    base, *added = value.split("+")
    return base, added


def named(key: str, added: Iterable[str]) -> list[str]:
    """Return the instruments that a list names, ``all`` and ``all-x`` spelt out; files stay paths.

    Args:
        key: what the list was given for (for sentences).
        added: names, paths of YAML files, ``all``.

    Raises:
        InputError: unknown, named twice, or left out of ``all`` without being there.
    """
    found: list[str] = []
    for text in added:
        if text.partition("-")[0] == ALL:
            left_out = text.split("-")[1:]
            for name in left_out:
                if name not in shipped_names(GROUP):
                    raise InputError(
                        phrase(
                            "{key}: {text} leaves out {name!r}, but there is no such instrument{near}",
                            key=key,
                            text=text,
                            name=name,
                            near=nearest(name, shipped_names(GROUP)),
                        )
                    )
            found += [name for name in shipped_names(GROUP) if name not in left_out]
        elif not is_file_name(text) and text not in names_in(GROUP):
            raise InputError(
                phrase(
                    "{key}: there is no instrument {text!r}{near}; there are: {allowed}",
                    key=key,
                    text=text,
                    near=nearest(text, names_in(GROUP)),
                    allowed=", ".join(names_in(GROUP)),
                )
            )
        else:
            found.append(text)
    labels = [label_of(text) for text in found]
    for label in labels:
        if labels.count(label) > 1:
            raise InputError(
                phrase("{key}: the instrument '{label}' is named twice", key=key, label=label)
            )
    return found


def instrument_values(key: str, text: str, origin: str = "") -> tuple[dict[str, object], str]:
    """Read the plain values of an instrument, and how sentences call its file.

    Args:
        key: what it was given for.
        text: a shipped name or the path of a YAML file.
        origin: the file that names it, beside which a path is looked up first.

    Raises:
        InputError: no such instrument, or a file that is none.
    """
    values, place = file_values(GROUP, text, key, origin)
    return {"name": label_of(text), **values}, place


@functools.cache
def shipped_instruments() -> Mapping[str, Instrument]:
    """Return every shipped instrument by name."""
    return {name: _instrument(name) for name in shipped_names(GROUP)}


def known_instruments() -> Mapping[str, Instrument]:
    """Return every instrument that can be named: those shipped, then those of a folder of one's own."""
    own = [name for name in names_in(GROUP) if name not in shipped_instruments()]
    return {**shipped_instruments(), **{name: _instrument(name) for name in own}}


def _instrument(name: str) -> Instrument:
    values, origin = instrument_values(GROUP, name)
    return build(Instrument, values, Place("", lambda _: origin))
