"""What must hold for the instruments of a level: prerequisites, places, goods, dates."""

from __future__ import annotations

from collections.abc import Callable

from borderSim.errors import InputError, nearest
from borderSim.parameters.scenario import Instrument, Partnership, Scenario

OriginOf = Callable[[str], str]
FORMAL = ("memorandum_of_understanding", "memorandum_of_agreement")
"""Instruments that make an arrangement formal."""


class LackingError(InputError):
    """A level has not what one of its instruments needs.

    Attributes:
        instrument, level: their names.
        needed: names of instruments: that which is required, or those that make the level formal enough.
        formal: the level is not formal enough.
    """

    def __init__(
        self, says: str, *, instrument: str, level: str, needed: tuple[str, ...], formal: bool
    ) -> None:
        super().__init__(says)
        self.instrument, self.level = instrument, level
        self.needed, self.formal = needed, formal


def check_instruments(scenario: Scenario, origin_of: OriginOf) -> None:
    """Check every instrument, and that each level has what its instruments require.

    Raises:
        LackingError: a level has not what one of its instruments needs.
        InputError: the first other thing wrong.
    """
    for name, instrument in scenario.instruments.items():
        _check_scope(name, instrument, scenario, origin_of)
        _check_day(name, instrument, scenario, origin_of)
        _check_hours(name, instrument, origin_of)
        _check_access(name, instrument, scenario, origin_of)
    levels = {"present": scenario.present, "partnership": scenario.partnership}
    levels |= {f"level '{choice}'": level for choice, level in scenario.levels.items()}
    for key, level in levels.items():
        for name in level.instruments:
            if name not in scenario.instruments:
                known = nearest(name, scenario.instruments)
                raise InputError(
                    f"{origin_of(key)}: instruments names {name!r}, which is not defined{known}"
                )
        for name in level.instruments:
            _check_requirements(name, level, scenario, origin_of)


def _check_requirements(
    name: str, level: Partnership, scenario: Scenario, origin_of: OriginOf
) -> None:
    """An instrument's prerequisites are in force beside it, and the arrangement is formal enough."""
    instrument = scenario.instruments[name]
    for needed in instrument.requires:
        if needed not in level.instruments:
            raise LackingError(
                f"{origin_of(f'instruments.{name}')}: {name} requires {needed}, which the level '{level.name}' has not: "
                f"name both, as in LEVEL+{needed}+{name}",
                instrument=name,
                level=level.name,
                needed=(needed,),
                formal=False,
            )
    formal = [level.traits.persistence or 0.0]
    formal += [
        scenario.instruments[other].gives.persistence or 0.0
        for other in level.instruments
        if other != name
    ]
    if max(formal) < instrument.needs_formality:
        raise LackingError(
            f"{origin_of(f'instruments.{name}')}: {name} needs a formal arrangement (persistence at least "
            f"{instrument.needs_formality:g}), but that of '{level.name}' is {max(formal):g}: take a higher level, or add "
            f"{' or '.join(FORMAL)}",
            instrument=name,
            level=level.name,
            needed=FORMAL,
            formal=True,
        )


def _check_scope(
    name: str, instrument: Instrument, scenario: Scenario, origin_of: OriginOf
) -> None:
    """The posts, kinds and goods that a scope names exist."""
    scope, key = instrument.scope, f"instruments.{name}.scope"
    for post in scope.posts or ():
        if post not in scenario.posts:
            known = nearest(post, scenario.posts)
            raise InputError(
                f"{origin_of(key)}: {key}.posts names {post!r}, but there is no such post{known}; there are: {', '.join(scenario.posts)}"
            )
    for good in scope.offences or ():
        if good not in scenario.commodities:
            known = nearest(good, scenario.commodities)
            raise InputError(
                f"{origin_of(key)}: {key}.offences names {good!r}, an unknown commodity{known}"
            )
    covered = posts_in_scope(scenario, instrument)
    if not covered:
        kinds = ", ".join(sorted({post.kind for post in scenario.posts.values()}))
        raise InputError(
            f"{origin_of(key)}: {key} covers no post: scenario '{scenario.name}' has only posts of kind {kinds}"
        )
    if scope.per_unit and instrument.n > len(covered):
        raise InputError(
            f"{origin_of(f'instruments.{name}.n')}: instruments.{name}.n is {instrument.n:g}, but each unit covers one post and "
            f"there are only {len(covered)}: {', '.join(covered)}"
        )


def _check_access(
    name: str, instrument: Instrument, scenario: Scenario, origin_of: OriginOf
) -> None:
    for system in instrument.gives.access:
        if system not in scenario.systems:
            key = f"instruments.{name}.gives.access"
            known = nearest(system, scenario.systems)
            raise InputError(
                f"{origin_of(key)}: {key} names {system!r}, but there is no such system{known}; there are: {', '.join(scenario.systems)}"
            )


def _check_day(name: str, instrument: Instrument, scenario: Scenario, origin_of: OriginOf) -> None:
    key = f"instruments.{name}.starts_day"
    if instrument.starts_day is not None and instrument.starts_day >= scenario.horizon_days:
        raise InputError(
            f"{origin_of(key)}: {key} is {instrument.starts_day:g}, but must be between 0 and {scenario.horizon_days - 1}, "
            "the last day of the horizon"
        )


def _check_hours(name: str, instrument: Instrument, origin_of: OriginOf) -> None:
    """What police officers bring to customs is taken from the police: no instrument makes hours."""
    brought = instrument.gives.desk_hours_per_week + instrument.gives.inspection_hours_per_week
    if brought > instrument.police_hours_per_week:
        key = f"instruments.{name}.police_hours_per_week"
        raise InputError(
            f"{origin_of(key)}: {key} is {instrument.police_hours_per_week:g}, but the police officers of {name} bring "
            f"{brought:g} hours a week to customs: it must be at least that"
        )


def posts_in_scope(scenario: Scenario, instrument: Instrument) -> list[str]:
    """Return the posts that an instrument may cover, those with most customs officers first."""
    scope = instrument.scope
    found = [
        name
        for name, post in scenario.posts.items()
        if (scope.posts is None or name in scope.posts)
        and (scope.kinds is None or post.kind in scope.kinds)
    ]
    return sorted(
        found,
        key=lambda name: (-sum(f.officers for f in scenario.posts[name].flows.values()), name),
    )


def posts_covered(scenario: Scenario, instrument: Instrument) -> list[str]:
    """Return the posts that an instrument covers."""
    found = posts_in_scope(scenario, instrument)
    return found[: int(instrument.n)] if instrument.scope.per_unit else found
