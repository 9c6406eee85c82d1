"""What must hold between the fields of a scenario, beyond the type and range of each."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from borderSim.errors import InputError, nearest
from borderSim.language.phrases import phrase
from borderSim.parameters.mechanisms import MECHANISMS
from borderSim.parameters.rule_choice import name_of
from borderSim.parameters.scenario import MODES, Scenario
from borderSim.parameters.systems import FEEDS, LOOKUPS
from borderSim.parameters.window import YEAR_DAYS
from borderSim.scenario.instrument_checks import check_instruments
from borderSim.scenario.limit_checks import check_limits
from borderSim.scenario.order_checks import check_orders
from borderSim.scenario.own_data_checks import check_own_data
from borderSim.scenario.power_checks import check_powers
from borderSim.scenario.shipped import NAME
from borderSim.scenario.transition import RAMP, way

OriginOf = Callable[[str], str]


def check(scenario: Scenario, origin_of: OriginOf) -> None:
    """Check a whole scenario.

    Args:
        scenario: typed, each field in range.
        origin_of: who set a key.

    Raises:
        InputError: the first thing wrong.
    """
    parts = (
        _names,
        _posts,
        _traffic,
        _organisations,
        _profiles,
        _commodities,
        _systems,
        check_powers,
        check_instruments,
        check_limits,
        _transition,
        _mechanisms,
        _window,
        _rules,
        check_own_data,
        check_orders,
    )
    for part in parts:
        part(scenario, origin_of)


def _names(scenario: Scenario, origin_of: OriginOf) -> None:
    for key, name in (
        ("name", scenario.name),
        ("present.name", scenario.present.name),
        ("partnership.name", scenario.partnership.name),
    ):
        if not all(NAME.fullmatch(part) for part in name.split("+")):
            raise _wrong(
                key,
                f"is {name!r}, but may hold only letters, digits, '_' and '-' (and '+' before the name of an instrument)",
                origin_of,
            )


def _posts(scenario: Scenario, origin_of: OriginOf) -> None:
    if not scenario.posts:
        raise _wrong("posts", "is empty: a scenario needs at least one post", origin_of)
    if not any(post.flows for post in scenario.posts.values()):
        raise _wrong("posts", "have no flow: at least one post needs traffic", origin_of)
    for name, post in scenario.posts.items():
        for mode, flow in post.flows.items():
            key = f"posts.{name}.flows.{mode}"
            if mode not in MODES:
                raise _wrong(
                    key,
                    f"is an unknown mode{nearest(mode, MODES)}; there are: {', '.join(MODES)}",
                    origin_of,
                )
            checked_as = flow.check_as if flow.check_as is not None else mode
            if checked_as not in scenario.modes:
                known = nearest(checked_as, scenario.modes)
                raise _wrong(
                    f"{key}.check_as",
                    f"is '{checked_as}', but modes has no such entry{known}",
                    origin_of,
                )
            _adds_up(f"{key}.lane_shares", flow.lane_shares, origin_of)


def _traffic(scenario: Scenario, origin_of: OriginOf) -> None:
    traffic = scenario.traffic
    _adds_up("traffic.goods_shares", traffic.goods_shares, origin_of)
    _adds_up("traffic.history_shares", traffic.history_shares, origin_of)
    if len(traffic.history_log_odds) != len(traffic.history_shares):
        raise _wrong(
            "traffic.history_log_odds",
            f"has {len(traffic.history_log_odds)} numbers, but traffic.history_shares has {len(traffic.history_shares)}",
            origin_of,
        )


def _organisations(scenario: Scenario, origin_of: OriginOf) -> None:
    organisations = scenario.organisations
    for low, high in (("count", "max"), ("size_min", "size_max")):
        least, most = getattr(organisations, low), getattr(organisations, high)
        if least > most:
            raise _wrong(
                f"organisations.{low}",
                f"is {least}, but must not exceed organisations.{high}, {most}",
                origin_of,
            )


def _profiles(scenario: Scenario, origin_of: OriginOf) -> None:
    profiles = scenario.organisations.profiles
    if not profiles and scenario.organisations.count == 0:
        return
    served = {mode for post in scenario.posts.values() for mode in post.flows}
    for name, profile in profiles.items():
        key = f"organisations.profiles.{name}"
        commodity = scenario.commodities.get(profile.commodity)
        if commodity is None:
            known = nearest(profile.commodity, scenario.commodities)
            raise _wrong(
                f"{key}.commodity",
                f"is '{profile.commodity}', an unknown commodity{known}",
                origin_of,
            )
        if profile.mode not in commodity.loads:
            modes = ", ".join(commodity.loads) or "none"
            raise _wrong(
                f"{key}.mode",
                f"is '{profile.mode}', but commodities.{profile.commodity}.loads has only: {modes}",
                origin_of,
            )
        if profile.mode not in served:
            raise _wrong(
                f"{key}.mode",
                f"is '{profile.mode}', but no post has such traffic; there are: {', '.join(sorted(served))}",
                origin_of,
            )
    _adds_up("organisations.profiles", [p.share for p in profiles.values()], origin_of, "shares")


def _commodities(scenario: Scenario, origin_of: OriginOf) -> None:
    for name, commodity in scenario.commodities.items():
        for mode, load in commodity.loads.items():
            key = f"commodities.{name}.loads.{mode}"
            if mode not in MODES:
                raise _wrong(key, f"is an unknown mode{nearest(mode, MODES)}", origin_of)
            if load.median > load.cap:
                raise _wrong(
                    f"{key}.median",
                    f"is {load.median:g}, but must not exceed its cap, {load.cap:g}",
                    origin_of,
                )


def _transition(scenario: Scenario, origin_of: OriginOf) -> None:
    """A ramp needs to know how long the level takes."""
    level = scenario.partnership
    if (
        scenario.transition == RAMP
        and way(scenario.present.traits, level.traits, scenario.dials, scenario.levers).months
        is None
    ):
        key = "partnership.traits.months_to_reach"
        raise _wrong(
            key,
            f"is null, so that nobody says how long the level '{level.name}' takes: transition=ramp needs it (months, 0 for at once)",
            origin_of,
        )


def _mechanisms(scenario: Scenario, origin_of: OriginOf) -> None:
    """Mechanisms of another level are known, and in force at once."""
    own = {"present": scenario.present, "partnership": scenario.partnership}
    for key, level in (
        own | {f"levels.{name}": it for name, it in scenario.levels.items()}
    ).items():
        for name in level.apart:
            if name not in MECHANISMS:
                known = nearest(name, MECHANISMS)
                raise _wrong(f"{key}.apart.{name}", f"is an unknown mechanism{known}", origin_of)
        if level.apart and scenario.transition == RAMP:
            raise _wrong(
                "transition",
                f"is '{RAMP}', but the level '{level.name}' has mechanisms of another level, which have no way between them: transition=steady",
                origin_of,
            )


def _window(scenario: Scenario, origin_of: OriginOf) -> None:
    """The window begins within the horizon."""
    first = scenario.measure_from_year
    if first is not None and scenario.horizon_days <= (first - 1) * YEAR_DAYS:
        raise _wrong(
            "measure_from_year",
            phrase(
                "is {first}, but the horizon ends before that year begins: years is {years:g}; allowed are whole numbers from 1 to {most}, or null",
                first=first,
                years=scenario.years,
                most=max(1, math.ceil(scenario.years - 1e-9)),
            ),
            origin_of,
        )


def _systems(scenario: Scenario, origin_of: OriginOf) -> None:
    """What is given access to can be asked; what nobody asks is left alone."""
    for name, system in scenario.systems.items():
        key, access = f"systems.{name}", (system.customs_access, system.police_access)
        if access == ("none", "none"):
            continue
        for who, given in zip(("customs", "police"), access, strict=True):
            if given == "ncb" and system.asked_about in FEEDS:
                what = f"is 'ncb', but the central bureau queries no {system.asked_about} for others; it must be none or direct"
                raise _wrong(f"{key}.{who}_access", what, origin_of)
        if system.asked_about in ("traffic", "passenger_data") and system.transfer == "none":
            raise _wrong(
                f"{key}.transfer",
                "is 'none', so that access to it is worth nothing: pull or push",
                origin_of,
            )
        by_mode = (
            system.asked_about in ("traffic", "passenger_data") or "arrival" in system.asked_at
        )
        if (
            by_mode
            and system.asked_about in (*LOOKUPS, "traffic", "passenger_data")
            and not system.modes
        ):
            raise _wrong(
                f"{key}.modes",
                f"is empty, but the system is asked on arrival: some of {', '.join(MODES)}",
                origin_of,
            )
        for good in system.commodities:
            if good not in scenario.commodities:
                known = nearest(good, scenario.commodities)
                raise _wrong(
                    f"{key}.commodities", f"names '{good}', an unknown commodity{known}", origin_of
                )


def _rules(scenario: Scenario, origin_of: OriginOf) -> None:
    """Every decision rule is known and can be used; plug-ins are tried on invented cases."""
    from borderSim.rules.probe import try_out
    from borderSim.rules.registry import FIXED, KINDS, asked

    customs = scenario.customs
    for kind, rule in zip(KINDS, asked(scenario), strict=True):
        try:
            try_out(kind, rule)
        except InputError as error:
            raise InputError(f"{origin_of(kind.key)}: {error}") from error
    allocation = name_of(customs.allocation)
    if allocation != FIXED and customs.mobile_share <= 0:
        what = f"is '{allocation}', but customs.mobile_share is 0: say which share of officer hours it may move"
        raise _wrong("customs.allocation", what, origin_of)


def _adds_up(key: str, shares: Iterable[float], origin_of: OriginOf, what: str = "") -> None:
    total = math.fsum(shares)
    if abs(total - 1) > 1e-6:
        raise _wrong(
            key,
            f"has {what + ' that' if what else 'numbers that'} add up to {total:.6g}, but must add up to 1",
            origin_of,
        )


def _wrong(key: str, what: str, origin_of: OriginOf) -> InputError:
    return InputError(phrase("{origin}: {key} {what}", origin=origin_of(key), key=key, what=what))
