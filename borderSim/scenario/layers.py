"""Levels by layer: the strategic, operational and tactical traits of a level, each from a level of its own."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping
from typing import Any

from borderSim.errors import InputError
from borderSim.parameters.scenario import Layers, Traits
from borderSim.scenario.build import Place, build
from borderSim.scenario.shipped import config_dir
from borderSim.scenario.strict_yaml import read_yaml

COSTS = ("setup_cost_eur", "running_cost_eur")

ReadTraits = Callable[[str, str], Traits]
"""(what it was named for, name or path of a level) → its traits."""


@functools.cache
def layers_file() -> Mapping[str, Any]:
    """Return ``configs/layers.yaml``: the traits and the parts of costs that belong to each layer."""
    return read_yaml(config_dir() / "layers.yaml")


def at_layers(own: Traits, by_layer: Mapping[str, Traits]) -> Traits:
    """Return a level's traits, those of single layers taken from other levels.

    Args:
        own: where a layer is not named, its traits stay.
        by_layer: traits of the level at which a layer stands.
    """
    changed: dict[str, Any] = {}
    costs = {name: dataclasses.asdict(getattr(own, name)) for name in COSTS}
    for layer, traits in by_layer.items():
        belongs = layers_file()[layer]
        changed |= {name: getattr(traits, name) for name in belongs["traits"]}
        for name in COSTS:
            costs[name] |= {part: getattr(getattr(traits, name), part) for part in belongs["costs"]}
    parts = {name: dataclasses.replace(getattr(own, name), **costs[name]) for name in COSTS}
    return dataclasses.replace(own, **changed, **parts)


def named_traits(
    layers: Layers, origin_of: Callable[[str], str], read: ReadTraits
) -> dict[str, Traits]:
    """Return the traits of the levels that layers name.

    Args:
        layers: level by layer.
        origin_of: who set a key.
        read: reads the traits of a level.

    Raises:
        InputError: no such level, or one with instruments of its own behind ``+``.
    """
    found = {}
    for layer, level in dataclasses.asdict(layers).items():
        key = f"{origin_of(f'layers.{layer}')}: layers.{layer}"
        if level is not None:
            if "+" in level:
                raise InputError(
                    f"{key}={level}: a layer takes the traits of a level only: name instruments behind the level itself, or in instruments="
                )
            found[layer] = read(key, level)
    return found


def with_layers(values: Mapping[str, object], origin: str, read: ReadTraits) -> dict[str, object]:
    """Return the plain values of a level, its traits put together from its layers.

    Args:
        values: what its file says; ``traits`` may be missing where all layers are named.
        origin: how sentences call the file.
        read: reads the traits of a level that a layer names.

    Raises:
        InputError: an unknown layer or level, or traits that nobody gives.
    """
    if not values.get("layers"):
        return dict(values)
    layers = build(Layers, values["layers"], Place("layers", lambda _: origin))
    by_layer = named_traits(layers, lambda _: origin, read)
    if "traits" in values:
        own = build(Traits, values["traits"], Place("traits", lambda _: origin))
    else:
        missing = [layer for layer in layers_file() if layer not in by_layer]
        if missing:
            raise InputError(
                f"{origin}: layers leaves '{missing[0]}' to the level's own traits, but the file gives none"
            )
        own = next(iter(by_layer.values()))
    return {**values, "traits": dataclasses.asdict(at_layers(own, by_layer))}
