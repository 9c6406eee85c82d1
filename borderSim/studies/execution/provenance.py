"""What makes two results the same: the hash of the configuration, and of the program."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from borderSim.language.phrases import joined, phrase
from borderSim.package import PACKAGE
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_scenario, scenario_as_dict
from borderSim.scenario.names import shipped

_LIBRARIES = ("mesa", "numba", "numpy", "pandas", "scipy", "pyarrow", "hydra-core", "networkx")
_NUMBERS_COME_FROM = ("python", "mesa", "numba", "numpy", "pandas", "scipy", "networkx")
"""Of these a result has one version: another may draw or round otherwise."""
_LONGEST_STEM = 80


@dataclass(frozen=True)
class Origin:
    """What runs must have in common to stand in one table.

    Attributes:
        config: hash of the configuration.
        source: hash of the program.
        versions: of the libraries.
        plugins: plug-ins by name (:mod:`borderSim.studies.execution.plugins`).
    """

    config: str
    source: str
    versions: Mapping[str, str] = field(default_factory=dict)
    plugins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """Hash of the program, the plug-ins and the libraries that numbers come from."""
        return config_hash(
            {"source": self.source, "versions": numeric(self.versions), "plugins": self.plugins}
        )


def numeric(found: Mapping[str, str]) -> dict[str, str]:
    """Return the versions of what numbers come from; of Python the first two places."""
    own = {name: found[name] for name in _NUMBERS_COME_FROM if name in found}
    return own | ({"python": ".".join(own["python"].split(".")[:2])} if "python" in own else {})


def other_versions(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """Return, in words, of what numbers come from and that has another version.

    Empty if nothing has.
    """
    one, two = numeric(old), numeric(new)
    return joined(
        ", ",
        [
            phrase(
                "{name} {before} (now {now})",
                name=name,
                before=one.get(name) or phrase("unknown"),
                now=two[name] or phrase("unknown"),
            )
            for name in two
            if one.get(name) != two[name]
        ],
    )


def canonical(value: object) -> str:
    """Return JSON with sorted keys, without spaces: equal values give equal text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def config_hash(config: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a configuration, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(config).encode()).hexdigest()


def source_hash() -> str:
    """Return the SHA-256 over the package's Python files, names and contents, as this process first met them."""
    return program()


@cache
def program() -> str:
    """Return the hash by which a process that asks and one that answers know each other: :func:`source_hash`."""
    root = PACKAGE
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py"), key=lambda p: p.relative_to(root).as_posix()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def _behaviour_file() -> dict[str, Any]:
    return dict(json.loads((PACKAGE / "behaviour.json").read_text(encoding="utf-8")))


@cache
def behaviour() -> dict[str, str]:
    """Return the fingerprints of what small runs come to, by name: how this version of the model behaves.

    They are over what a study keeps of a run: all but the event log, which may tell of more without
    anything else being so.
    """
    return dict(_behaviour_file()["results"])


def behaviour_digest(fingerprints: Mapping[str, str] | None = None) -> str:
    """Return one SHA-256 over fingerprints (None: those of this version).

    It stays the same when files move, are written anew, or when the event log tells more; it
    changes when a run comes to other numbers.
    """
    return config_hash(behaviour() if fingerprints is None else fingerprints)


def same_behaviour(digest: object, other: object = None) -> bool:
    """Return whether two digests are of models whose runs come to the same numbers.

    Args:
        digest: that something was made with.
        other: another one (None: that of this version).
    """
    return bool(digest) and _standing_for(digest) == _standing_for(other or behaviour_digest())


def _standing_for(digest: object) -> object:
    """Return the digest of this version for an earlier one that was shown to give the same numbers, else itself.

    ``behaviour.json`` lists those, each with the digest that it was shown to be the same as, why it
    was another, and how it was shown. Once this version has another digest they stand for nothing.
    """
    current = behaviour_digest()
    earlier = {
        one["digest"]: one["same_as"]
        for one in _behaviour_file()["same_results"]
        if one["same_as"] == current
    }
    return earlier.get(str(digest), digest)


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that a run leans on."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found


@cache
def processor() -> dict[str, Any]:
    """Return the processor's kind and the vector instructions that numpy found."""
    config: Any = np.show_config(mode="dicts")
    simd = config.get("SIMD Extensions", {}) if isinstance(config, dict) else {}
    return {"machine": platform.machine(), "vector_instructions": sorted(simd.get("found", []))}


def default_name(command: str, scenarios: list[str], digest: str, plain: bool) -> str:
    """Return the name of a result: command and scenarios, and eight digits if anything else is set."""
    stem = f"{command}-{'-'.join(scenarios)}"
    if len(stem) > _LONGEST_STEM:
        stem, plain = f"{command}-{len(scenarios)}-scenarios", False
    return stem if plain else f"{stem}-{digest[:8]}"


def as_shipped(scenario: Scenario) -> bool:
    """Whether a scenario is what its name alone gives."""
    name = scenario.name
    return name in shipped("scenario") and scenario_as_dict(scenario) == scenario_as_dict(
        load_scenario(name)
    )
