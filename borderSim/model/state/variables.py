"""The state variables: of each part of the state, what it holds, in which unit and range.

The page of the model shows them with the lines of the day that write them (``borderSim.day``), and
``tests/model/state/test_variables.py`` holds them against a running model. Sizes: R routes, A
days that a unit may have waited, C classes of traffic, P posts, O slots of organisations, M places
for members, E entities (true ones, then false ones), U police units, G groups of posts that share
one picture, N instruments. What follows from the scenario alone, or is kept to save time, is no
state variable.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

PARTS: dict[str, str] = {
    "policy": "what is in force: the one copy of the scenario, the rules, and the thresholds that follow",
    "staff": "working time of both services and the cost of cooperation, for what is in force",
    "routes": "posts and their lawful traffic, as far as a day can change them",
    "traffickers": "the truth about the organisations",
    "consignments": "their loads, planned and on the way",
    "customs": "what customs knows, and the lists it works from",
    "police": "what the police know, and their cases",
    "cooperation": "trust, arrangements and instruments between the services",
    "mail": "items of intelligence under way between the services",
    "workload": "hours owed, lost and idle",
    "courts": "judgements and prison",
    "systems": "information systems: who may ask, whose answers are outstanding",
    "shocks": "what befalls both services",
    "recorder": "daily counters and the event log; every line adds to it, none takes away",
    "tallies": "sums for the outcomes; nobody acts on them",
    "draws": "the named random streams",
    "observed": "read-only copies for the views of decision rules",
}
"""What each part is, in the order of :class:`borderSim.model.state.state.State`."""


@dataclass(frozen=True)
class Variable:
    """One state variable.

    Attributes:
        part: of the state; name: attribute below it, with dots; text: what it is.
        kind: ``bool``, ``int``, ``float`` (a number, or an array where there is a shape), ``text``,
            ``list``, ``by ...`` (a mapping), ``set``, ``record`` or ``stream``; shape: letters of
            the sizes, with commas.
        unit: of a number, empty for codes and counts of nothing in particular.
        low, high: range of a number; infinite where there is no bound.
    """

    part: str
    name: str
    kind: str
    shape: str
    unit: str
    low: float
    high: float
    text: str

    @property
    def path(self) -> str:
        """Where it stands below the state."""
        return f"{self.part}.{self.name}"

    @property
    def range(self) -> str:
        """The range as a reader sees it, empty where there is none."""
        if self.low == -inf and self.high == inf:
            return ""
        if self.high == inf:
            return f"≥ {self.low:g}"
        return f"≤ {self.high:g}" if self.low == -inf else f"{self.low:g} to {self.high:g}"


_TABLE: dict[str, str] = {
    "policy": """
        scenario | record | | | | in force, with what shocks change for a time
        schedule | list | | | | changes by day of the horizon
        orders | by load | | | | what is done with the find of single loads
        in_burn_in | bool | | | | the present level is in force
        rules | record | | | | decision rules in force
        threshold | float | R | log-odds | | score from which a check is asked for
        strip_threshold | float | R | log-odds | | score from which a strip is asked for
        random_checks | float | R | checks a day | 0.. | asked for at random
        bays | float | R | strips a day | 0.. | full strips that the bays allow
        expected_arrivals | float | R | units a day | 0.. | traffic that customs reckons with
        opportunist_share | float | R | share | 0..1 | part of the traffic that carries something of its own
        """,
    "staff": """
        setup_per_day | float | | EUR a day | 0.. | set-up of cooperation
        due_per_day | float | | EUR a day | 0.. | set-up that is paid today, however it is booked
        running_per_day | float | | EUR a day | 0.. | running cost of cooperation
        vacancy | float | | share | 0..1 | posts that a fixed budget leaves empty
        present_share | float | | share | 0..1 | posts that are filled
        working_share | float | | share | 0.. | of an officer's time that is worked
        post_working_share | float | R | share | 0.. | the same at each route
        meeting_hours | float | | hours a day | 0.. | meetings
        desk_hours | float | | hours a day | 0.. | vetting desk of customs
        investigators | float | | officers | 0.. | investigators at work
        police_left | float | | share | 0..1 | of the police's time that instruments leave
        instrument_hours | float | | hours a day | 0.. | hours that instruments take
        brought_hours | float | R | hours a day | 0.. | hours that instruments bring to checks
        team_share | float | | share | 0.. | of the customs days of joint teams that somebody is there for
        """,
    "routes": """
        rate | float | R | units a day | 0.. | lawful traffic
        class_rate | float | R,C | units a day | 0.. | lawful traffic by class
        opportunist_rate | float | R | units a day | 0.. | traffic that carries something of its own
        drifted | float | R,C | log-odds | | what moves of how illicit each class is
        officers | float | R | officers | 0.. | of customs
        hours | float | R | hours a day | 0.. | officer hours for checks, mobile officers where they were sent
        machines | float | R | machines | 0.. | for checks
        slots | float | R | checks a day | 0.. | that the machines allow if all work (infinite without machines)
        broken | float | R | share | 0..1 | of the machines out of service by a shock (None: none)
        version | int | | | 0.. | counts how often traffic or staff were set anew
        """,
    "traffickers": """
        alive | bool | O | | | the organisation exists
        entered | int | O | day | | on which it entered
        ended | int | O | day | | on which it ended
        end_reason | list | | | | why it ended
        next_slot | int | | | 0.. | slots used so far
        profile | int | O | code | 0.. | goods and mode
        rate | float | O | plans a day | 0.. | planned loads at full strength
        founded_rate | float | O | plans a day | 0.. | the same when it was founded
        usual_number | float | profiles | organisations | 0.. | of day 0, as the shares say
        connected | float | O | share | 0..1 | of pairs of broker and courier within three ties at the founding
        strength | float | O | share | 0..1 | of its rate that it can field
        strength_changed | bool | | | | strength is to be worked out anew
        mood | float | O | factor | 0.. | on the rate, since the last blow
        cautious | bool | O | | | it grows cautious after a blow, else bolder
        cash | float | O | EUR | | money at hand
        insider | bool | O | | | it has an insider at a post
        quiet_until | int | O | day | 0.. | until which it lies low
        by_choice | bool | O | | | the last quiet was its own choice
        broke_since | int | O | day | 0.. | since which it can pay no load
        stopped_since | int | O | day | 0.. | since which it lacks leaders or a contact
        first_blow | int | O | day | 0.. | of the first arrest
        last_route | int | O | code | -1.. | route of the last load (-1: none)
        losses | float | O,R | loads | 0.. | fading memory of loads lost
        shipped | float | O,R | loads | 0.. | fading memory of loads shipped
        entity_generation | int | O,E | count | 0.. | how often an entity was replaced
        size | int | O | places | 0.. | members when complete
        role | int | O,M | code | 0.. | role of each place
        status | int | O,M | code | 0..3 | nobody, active, vacant, in flight
        draws | float | O,M | uniform | 0..1 | decides when the evidence suffices for a charge
        refill_day | int | O,M | day | 0.. | on which a place is filled again
        links | bool | O,M,M | | | ties between places
        contacts.first | int | O,3 | code | -1.. | place that holds the contact to supplier, buyer, money (-1: lost)
        market.supplied | float | goods | loads a day | 0.. | fading mean of what reached the market
        market.usual | float | goods | loads a day | 0.. | what it was used to
        market.price | float | goods | factor | 0.. | on the usual price
        market.profit | float | goods | share | | of its value that a load is believed to bring
        market.usual_profit | float | goods | share | | the same, mean over the second half of the burn-in
        market.gain | float | goods | share | -1..2 | profit over the usual, less 1
        experience.lost_in | float | O,R,strata | loads | 0.. | memory of losses by history of the trader
        experience.shipped_in | float | O,R,strata | loads | 0.. | memory of loads by history of the trader
        experience.lost_covered | float | O,R | loads | 0.. | memory of losses under better cover
        experience.shipped_covered | float | O,R | loads | 0.. | memory of loads under better cover
        experience.uses | int | O,E | loads | 0.. | that an entity carried
        experience.losses | list | | | | single losses of the last year, by slot
        blows | list | | | | day and slot of every takedown
        arrested_today | list | | | | slot and place, until the organisation has reacted
        """,
    "consignments": """
        agenda | by day | | | | planned loads by day of arrival
        tips | by day | | | | loads by the day on which a tip is born
        held | list | | | | loads held over by organisations that lie low
        waiting | list | | | | loads that wait for a check
        under_way | int | | loads | 0.. | planned or waiting
        load_count | int | | loads | 0.. | planned so far
        lost_today | list | | | | loads seized today
        shipments | list | | | | day, slot and route of every arrival
        """,
    "customs": """
        belief | float | R,C | log-odds | | of each class
        first_belief | float | R,C | log-odds | | at the start
        finds_by_class | float | R,C | finds | 0.. | since the start
        exposure_by_class | float | R,C | units | 0.. | how much of each class was looked at
        cuts | list | | | | lowest score checked each day since the last review
        leads | record | | | | what is held on entities
        leads.half_life_days | float | | days | 0.. | of a lead
        leads.reliability | float | G,O,E | chance | 0..1 | that a lead is true (0: none)
        leads.day | int | G,O,E | day | 0.. | of the lead
        leads.generation | int | G,O,E | count | 0.. | of the entity that it names
        leads.own | bool | G,O,E | | | customs' own knowledge
        leads.told | bool | G,O,E | | | the police's word is part of it
        leads.weight | float | G,O,E | log-odds | 0.. | that a match adds
        leads.changed | bool | | | | weights are to be worked out anew
        leads.number | bool | G,O,E | | | the entity's number is known, and not only its name
        leads.doubt | float | G,O,E | finds | 0.. | that checks would have made if the lead is true, and did not
        leads.matched | float | G,O,E | share | 0..1 | of the lawful traffic of the mode that matches
        leads.matched_for | int | G,O,E | | -1.. | entity and number for which that was worked out (-1: none)
        network_finds | float | R | loads | 0.. | of organisations found since the start
        grades | record | | | | what came of news of the police
        grades.came | float | G,2 | finds | 0.. | by kind of news: on an entity, tips
        grades.due | float | G,2 | finds | 0.. | that were to be expected of news as reliable as they said
        tip_windows | list | | | | route, last day, bin of weight, matched share and lane of tips
        field | record | | | | lawful traffic by score
        sampler | record | | | | who of the lawful traffic is checked, and who waits
        day_list | record | | | | what is checked today
        reserve | record | | | | mobile officers: weights of routes, finds and hours remembered
        bay_credit | float | R | strips | 0.. | that can be begun
        """,
    "police": """
        known_members | bool | O,M | | | members known
        evidence | float | O,M | pieces | 0.. | of evidence against each
        noted | int | O,M | code | 0..2 | unknown, known or chargeable at the last look of a case
        known_entities | bool | O,E | | | entities held
        told_by_customs | bool | O,E | | | entities known from customs
        said | float | O,E | chance | 0..1 | reliability claimed by customs for an entity that no case has looked at yet
        grades | record | | | | what came of news of customs
        grades.came | float | 1,2 | entities | 0.. | by kind of news: that a case confirmed
        grades.due | float | 1,2 | entities | 0.. | that were to be expected
        informant | bool | O | | | there is one in the organisation
        cases.open | bool | O | | | a case is open
        cases.unit | int | O | code | 0.. | police unit that works it
        cases.opened | int | O | day | | on which it was opened
        cases.file | float | O | weight | 0.. | of what was fed into the file
        cases.told_customs | bool | O | | | customs knows of the case
        cases.exposed | bool | O | | | a source of it was inferred
        cases.cold_until | int | O | day | 0.. | before which no case is opened
        cases.effort | float | O | officer days | 0.. | spent on the case
        cases.customs_days | float | O | officer days | 0.. | of these, by customs officers
        cases.joint | bool | O | | | a joint team works it
        cases.team_days | float | O | days a week | 0.. | of its customs officers
        cases.wasted | float | O | officer days | 0.. | that wrong links will waste in the case
        cases.last_find | int | O | day | | of the last find that was filed
        cases.news | int | O | day | | of the last news on it
        lab | by day | | | | evidence by the day on which the laboratory answers
        finds_to_file | list | | | | finds that reached the police and are not filed yet
        unlinked | list | | | | finds and entities that were linked to no file and wait
        """,
    "cooperation": """
        trust | float | P,U | share | 0..1 | between the officers of a post and a unit
        lapsed_until | int | U | day | 0.. | until which the arrangement with a unit has lapsed
        scenario | record | | | | in force; the same as that of policy
        traits | list | | | | of the level in force, by group of posts
        keys | list | | | | level and instruments of each group
        ramps | by level | | | | how far each level has come into force
        group_of_post | int | P | code | 0.. | group that shares one picture
        posts_of_group | list | | | | posts of each group
        routes_of_group | list | | | | routes of each group
        post_of_group | list | | | | post that is a group of its own
        arrangements.names | list | | | | instruments in force
        arrangements.live | bool | N | | | an instrument works today
        arrangements.credit | float | N | items | 0.. | that its channel can carry today
        arrangements.will | float | | share | 0..1 | political will
        arrangements.mandate | float | | share | 0..1 | what the services' heads may agree on
        arrangements.emergency | bool | | | | a post is closed
        joint_teams.teams | by instrument | | | | case and readiness of each team
        shared_assets.running | list | | | | last day and EUR a day of what is paid out
        shared_assets.a_day | float | | EUR a day | 0.. | confiscated money that pays officers
        """,
    "mail": """
        desk | list | | | | items that wait to be vetted by customs
        recent | list | | | | the last items that crossed
        """,
    "workload": """
        hours_balance | float | R | hours | | owed (negative), or put into a job under way
        hours_lost | float | R | hours | 0.. | of today, to collisions and queries
        desk_owed | float | | hours | 0.. | that items and queries took from analysts
        police_owed | float | | hours | 0.. | that items, collisions and queries took from investigators
        idle_hours | by group | | | | hours of customs left unused this week
        post_backlog | float | P | hours | 0.. | own work that waits for police stationed at posts
        post_backlog_unlent | float | P | hours | 0.. | the same if they had lent nothing
        """,
    "courts": """
        judgements | by day | | | | slot, place, whether guilty, event of the charge
        returns | by day | | | | slot and place of those who come free
        served | by day | | | | sentences that end
        prisoners | int | | persons | 0.. | held
        usual | float | | charges a year | 0.. | that the courts are used to
        load | float | | charges a year | 0.. | that came to them, in fading memory
        """,
    "systems": """
        live | bool | | | | anybody may ask any system
        customs | by system | | | | access of customs at each post
        police | by system | | | | access of the police
        groups | by system | | | | groups in which customs has access
        asked_after | by occasion | | | | systems in use
        lookups | list | | | | systems that are asked about traffic
        asked | list | | | | share of the traffic of each route that is asked about
        in_time | list | | | | share of the answers that come in time
        queries | float | | queries a day | 0.. | about lawful traffic
        query_hours | float | R | hours a day | 0.. | officer time of these queries
        cost_per_day | float | | EUR a day | 0.. | of systems in use
        channel_days | by group | | | | days that an item takes over a channel both are on
        triage_hours | float | P | hours | 0.. | in which a closed bureau is stood in for
        joint | list | | | | systems with a joint unit
        lawful_matches | float | R,bins | share | 0..1 | of lawful traffic that hits, by weight
        pairs | record | | | | where lawful traffic may hit
        pending | by day | | | | answers that are outstanding
        open_hits | int | | hits | 0.. | among them
        arrested | list | | | | slot, place and event of today's arrests
        asked_on_find | set | | | | system and load that was asked about
        seen | record | | | | instruments and traffic for which access was read
        granted_for | record | | | | access granted when it was read
        """,
    "shocks": """
        loaded | by name | | | | shocks of the run
        policy | record | | | | scenario in force without them
        orders | list | | | | what interventions set otherwise today
        in_force | by name | | | | strikes that last
        struck | by name | | | | how often each struck by itself
        last | by name | | | | day of the last strike
        """,
    "recorder": """
        today | by counter | | | | flows of the day
        closed | int | | days | 0.. | entered so far
        events | list | | | | the event log, if it is kept
        keep_events | bool | | | | the log is kept
        seen | record | | | | how networks and news stood when the log last looked (None: no log)
        work | list | | | | hours and queues by post and police unit, if the log is kept
        """,
    "tallies": """
        start | record | | | | how things stood on the first day of the horizon
        resources | record | | | | use of scarce resources
        latencies | list | | | | days that shared items took
        leader_convicted | bool | O | | | a leader was convicted
        delay_tally | float | R,3 | units | 0.. | lawful units cleared, opened, stripped
        wait_tally | float | R,A | units | 0.. | units checked, by whole days waited
        lift_counts | float | 3,R | units | 0.. | targeted, arrived, loads targeted
        utilisation | float | 4,R | hours, checks | 0.. | hours used and at hand, machine checks made and possible
        known_member_share | float | | share | 0..1 | of active members known to the police
        year_starts | list | | | | the sums as they stood on the first day of each year of the horizon
        """,
}
"""Name, kind, shape, unit, range and meaning, a line a variable."""


def _read(part: str, line: str) -> Variable:
    name, kind, shape, unit, limits, text = (cell.strip() for cell in line.split("|"))
    low, _, high = limits.partition("..")
    return Variable(part, name, kind, shape, unit, float(low or -inf), float(high or inf), text)


VARIABLES: tuple[Variable, ...] = tuple(
    _read(part, line) for part, lines in _TABLE.items() for line in lines.strip().splitlines()
)
"""All state variables, part by part.

``draws`` and ``observed`` have none of their own: they follow from the rest.
"""
