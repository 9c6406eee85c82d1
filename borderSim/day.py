"""The day as a table: its lines in the order of the enforcement cycle, and what each reads and writes of the state.

This is the one place where the order of a day stands. ``BorderModel.step`` carries it out,
``bordersim run profile=true`` times it, the page of the model shows it, and ``tests/test_day.py``
runs it with everything fixed that a line does not declare. Parts are those of
:class:`borderSim.model.state.state.State`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from borderSim.extend.running import Running
from borderSim.measures.picture import note_pictures
from borderSim.measures.record import close_day
from borderSim.model.phases.adaptation import adapt
from borderSim.model.phases.allocation import allocate
from borderSim.model.phases.class_drift import drift_classes
from borderSim.model.phases.cooperation import cooperate
from borderSim.model.phases.courts import hold_court
from borderSim.model.phases.information_systems import consult, follow_up
from borderSim.model.phases.intelligence import deliver, gather
from borderSim.model.phases.interception import intercept
from borderSim.model.phases.investigation import investigate
from borderSim.model.phases.planning import plan
from borderSim.model.phases.risk_analysis import learn_classes
from borderSim.model.phases.schedule import follow_schedule
from borderSim.model.phases.shocks import apply_shocks
from borderSim.model.phases.targeting import rank
from borderSim.model.state.state import State


@dataclass(frozen=True)
class Phase:
    """One line of the day.

    Attributes:
        name: of the line; text: what happens, for the page of the model.
        act: the function that does it.
        reads, writes: parts of the state; what is written may be read as well.
        truth: what it sees or changes of ``traffickers``, by attribute; empty for what acts on
            knowledge alone. ``ALL`` for the organisations' own lines and for measurement.
        handed_in: it asks the measures or interventions that were handed to the run.
    """

    name: str
    text: str
    act: Callable[..., object]
    reads: frozenset[str]
    writes: frozenset[str]
    truth: frozenset[str] = frozenset()
    handed_in: bool = False

    def carry_out(self, w: State, own: Running) -> None:
        """Let the line act on the state.

        Args:
            w: the state.
            own: measures and interventions that were handed to the run.
        """
        if self.handed_in:
            self.act(own, w)
        else:
            self.act(w)

    @property
    def module(self) -> str:
        """File of the function, below ``borderSim/``."""
        return self.act.__module__.removeprefix("borderSim.").replace(".", "/") + ".py"


def _of(names: str) -> frozenset[str]:
    return frozenset(names.split())


ALL = frozenset({"*"})
"""All that is true of the organisations."""

DAY: tuple[Phase, ...] = (
    Phase(
        "schedule",
        "what the `schedule` changes today comes into force",
        follow_schedule,
        reads=_of(""),
        writes=_of(
            "policy staff routes customs cooperation mail workload systems shocks observed recorder"
        ),
    ),
    Phase(
        "interventions",
        "interventions that were handed to the run say what is set otherwise today",
        Running.begin_day,
        reads=_of("traffickers police"),  # on the first day measures are shown how things stand
        writes=_of(
            "policy staff routes customs cooperation mail workload systems shocks observed recorder"
        ),
        truth=_of("alive cash connected contacts links next_slot profile role status"),
        handed_in=True,
    ),
    Phase(
        "shocks",
        "what strikes today comes upon both services, what it changed for a time is taken back",
        apply_shocks,
        reads=_of("draws"),
        writes=_of(
            "policy staff routes customs cooperation mail workload systems shocks observed recorder consignments "
            "police traffickers tallies"
        ),
        truth=_of(
            "alive by_choice cash cautious entity_generation insider last_route links losses market profile quiet_until "
            "refill_day role shipped status strength_changed"
        ),
    ),
    Phase(
        "class drift",
        "every four weeks: what of the traffic is illicit leans to other classes",
        drift_classes,
        reads=_of("draws cooperation"),
        writes=_of("policy routes customs"),
    ),
    Phase(
        "planning",
        "organisations ask their strategy; loads arrive after a lead time",
        plan,
        reads=_of("draws policy routes police"),
        writes=_of("traffickers consignments observed recorder"),
        truth=ALL,
    ),
    Phase(
        "own sources",
        "entities are replaced; both services learn from their own sources",
        gather,
        reads=_of("draws policy routes staff"),
        writes=_of(
            "traffickers consignments customs police mail cooperation workload systems tallies recorder"
        ),
        truth=_of("alive by_choice cautious entity_generation insider profile quiet_until"),
    ),
    Phase(
        "exchange",
        "items that arrive today are received; customs vets within the hours of its desk",
        deliver,
        reads=_of("cooperation draws policy routes staff systems traffickers"),
        writes=_of("consignments customs mail police workload tallies recorder"),
        truth=_of("alive entity_generation last_route profile role status"),
    ),
    Phase(
        "information systems",
        "feeds, registers and the answers that are due today",
        consult,
        reads=_of("draws policy routes consignments"),
        writes=_of("systems mail customs police cooperation workload traffickers recorder"),
        truth=_of(
            "alive by_choice cautious contacts entity_generation insider links quiet_until role status"
        ),
    ),
    Phase(
        "class learning",
        "what openings taught, every `customs.belief_update_days`",
        learn_classes,
        reads=_of("cooperation routes"),
        writes=_of("customs policy observed"),
    ),
    Phase(
        "allocation",
        "of mobile officers, every `customs.allocation_days`",
        allocate,
        reads=_of("cooperation draws staff"),
        writes=_of("customs policy routes observed"),
    ),
    Phase(
        "targeting",
        "today's arrivals and what waits are scored, ranked, selected within capacity",
        rank,
        reads=_of("cooperation draws police policy staff"),
        writes=_of("consignments customs systems mail routes shocks traffickers workload recorder"),
        truth=_of("cash entity_generation experience profile shipped"),
    ),
    Phase(
        "picture",
        "with `events=true`: what each service knows of the loads that arrive is noted; nobody acts on it",
        note_pictures,
        reads=_of("consignments cooperation customs draws police policy routes traffickers"),
        writes=_of("recorder"),
        truth=ALL,
    ),
    Phase(
        "interception",
        "checks, openings, strips; a find is seized or let run; what passed is taken inland or delivered (with "
        "`actions/dispositions`, `actions/controlled_delivery`, `actions/handover`, `actions/referral`, "
        "`actions/recruiting`, `phases/second_stops` beside it)",
        intercept,
        reads=_of("draws observed policy routes staff"),
        writes=_of(
            "consignments customs police mail cooperation courts systems shocks traffickers workload tallies recorder"
        ),
        truth=_of(
            "alive arrested_today by_choice cash cautious entity_generation experience first_blow insider links "
            "losses draws market profile quiet_until role status strength_changed"
        ),
    ),
    Phase(
        "investigation",
        "finds are filed daily; cases are opened, worked and closed weekly",
        investigate,
        reads=_of("customs draws observed policy routes staff"),
        writes=_of("police mail cooperation courts systems traffickers workload tallies recorder"),
        truth=_of(
            "alive arrested_today blows by_choice cash cautious entity_generation first_blow insider links draws mood "
            "profile quiet_until role status strength_changed"
        ),
    ),
    Phase(
        "queries",
        "finds and arrests of today are looked up in the information systems",
        follow_up,
        reads=_of("consignments policy routes traffickers"),
        writes=_of("systems police mail workload recorder"),
        truth=_of("alive contacts links role status"),
    ),
    Phase(
        "courts",
        "charges, judgements, prison",
        hold_court,
        reads=_of("policy"),
        writes=_of("courts police traffickers tallies recorder"),
        truth=_of("alive refill_day role status strength_changed"),
    ),
    Phase(
        "adaptation",
        "memory, reactions to losses (what they give away: `actions/exposure`) and arrests; weekly turnover, replacement, ends; entry",
        adapt,
        reads=_of("draws policy routes"),
        writes=_of("traffickers consignments cooperation customs police recorder"),
        truth=ALL,
    ),
    Phase(
        "cooperation",
        "trust, lapses, costs",
        cooperate,
        reads=_of("draws routes"),
        writes=_of("cooperation staff systems customs policy recorder"),
    ),
    Phase(
        "measures",
        "the books of the day are closed",
        close_day,
        reads=_of("consignments cooperation police traffickers"),
        writes=_of("tallies recorder"),
        truth=ALL,
    ),
    Phase(
        "own measures",
        "measures that were handed to the run look at the day",
        Running.end_day,
        reads=_of("policy routes traffickers police shocks recorder"),
        writes=_of(""),
        truth=ALL,
        handed_in=True,
    ),
)
"""The order of a day."""
