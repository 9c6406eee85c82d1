"""The plug-ins that a result is made with: package, version and hash of the files of each.

A file that is edited between two calls makes another plug-in, whatever its version number says:
its runs are never put into one table with those of before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from borderSim.errors import InputError
from borderSim.extend import own
from borderSim.language.phrases import phrase
from borderSim.parameters.rule_choice import name_of
from borderSim.parameters.scenario import Scenario
from borderSim.rules import fingerprint, own_rules, registry

PlugIns = Mapping[str, Mapping[str, str]]
"""By ``<key>=<name>``: ``package`` (name and version), ``module``, ``sha256``."""


def of_scenarios(scenarios: Iterable[Scenario]) -> dict[str, dict[str, str]]:
    """Return the plug-ins that scenarios name.

    Raises:
        InputError: one was edited since this process first used it.
    """
    asked = {registry.asked(scenario) for scenario in scenarios}
    return of_names(
        (kind.key, name_of(rule))
        for rules in asked
        for kind, rule in zip(registry.KINDS, rules, strict=True)
    )


def of_names(names: Iterable[tuple[str, object]]) -> dict[str, dict[str, str]]:
    """Return the plug-ins among pairs of key and name; other keys are left out.

    Raises:
        InputError: one was edited since this process first used it.
    """
    kinds = {kind.key: kind for kind in registry.KINDS}
    found: dict[str, dict[str, str]] = {}
    for key, name in sorted({(key, str(name)) for key, name in names if key in kinds}):
        mine, entry = own_rules.found(key, name), registry.plug_in(kinds[key], name)
        if mine is not None:
            if own_rules.changed(mine):
                raise InputError(
                    f"{key}={name}: the class, or something that it uses, changed since it was registered: register it again"
                )
            found[f"{key}={name}"] = _registered(mine)
        if mine is not None or entry is None:
            continue
        digest = fingerprint.first_met(entry)
        if fingerprint.of_now(entry) != digest:
            raise InputError(
                f"{key}={name}: the files of the plug-in ({registry.package(entry)}) changed since this program first used it: "
                "start Python anew, so that all runs are made with one version"
            )
        found[f"{key}={name}"] = {
            "package": registry.package(entry),
            "module": entry.value,
            "sha256": digest,
        }
    return found


def met_here(asked: PlugIns) -> dict[str, dict[str, str]]:
    """Return what this process has under the names of some plug-ins, as it first met them."""
    kinds = {kind.key: kind for kind in registry.KINDS}
    found: dict[str, dict[str, str]] = own.met_here(asked)
    for title in asked:
        key, _, name = title.partition("=")
        entry = registry.plug_in(kinds[key], name) if key in kinds else None
        mine = own_rules.found(key, name)
        if mine is not None:
            found[title] = _registered(mine)
        elif entry is not None:
            digest = fingerprint.first_met(entry)
            found[title] = {
                "package": registry.package(entry),
                "module": entry.value,
                "sha256": digest,
            }
    return found


def _registered(rule: own_rules.OwnRule) -> dict[str, str]:
    return {"package": own_rules.HERE, "module": rule.module, "sha256": rule.digest}


def changed(old: object, new: PlugIns) -> str:
    """Return, in words, the first plug-in that is not the same in both; empty if all are."""
    before = old if isinstance(old, Mapping) else {}
    for title in dict.fromkeys([*new, *before]):
        if before.get(title) != new.get(title):
            packages = [str(side[title]["package"]) for side in (before, new) if title in side]
            if len(set(packages)) > 1:
                before, now = packages
                return phrase(
                    "the plug-in {title} ({before}, now {now})", title=title, before=before, now=now
                )
            return phrase("the plug-in {title} ({package})", title=title, package=packages[0])
    return ""
