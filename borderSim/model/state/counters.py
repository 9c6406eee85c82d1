"""Everything that is counted: one declaration for the model, outcomes, tables and pages.

A phase writes ``w.recorder.add(Counter.SEIZURES)``: a name that is not declared is an error of the
type checker and of Python, not a counter that nobody reads. What a counter is called in the files
is its value. Two things that look alike but are not:

* a counter that was never written on a day is not the same as one to which 0 was added: the first
  has no value on that day, and the tables show both as 0;
* ``orgs_ended_arrests`` and ``orgs_ended_bankrupt`` count here every organisation that ended; the
  outcomes of the same names count only those that were alive at the start of the horizon.
"""

from __future__ import annotations

from collections.abc import Mapping

from borderSim.model.state.declared import Declared, Entry, Family, FamilyMember
from borderSim.parameters.ranges import MODES

SHARE = "1 (share)"
"""Unit of a part of a whole."""


class Counter(Declared):
    """What is added up over a day."""

    # ---- seizures
    SEIZURES = (
        "seizures",
        "count",
        "seizures",
        "dispositions",
        "unique loads of organisations seized at the border, inland or after being let run, "
        "whoever books them",
    )
    SEIZURES_BOOKED_CUSTOMS = (
        "seizures_booked_customs",
        "count",
        "seizures",
        "dispositions",
        "seizures in the books of customs; overlaps with the police's",
    )
    SEIZURES_BOOKED_POLICE = (
        "seizures_booked_police",
        "count",
        "seizures",
        "dispositions",
        "seizures in the books of the police; overlaps with customs'",
    )
    SEIZURES_INLAND = (
        "seizures_inland",
        "count",
        "seizures",
        "dispositions",
        "seizures after release, by a case with surveillance",
    )
    SEIZURES_LET_RUN = (
        "seizures_let_run",
        "count",
        "seizures",
        "controlled_delivery",
        "loads found, let run under control and then seized",
    )
    RECEIVERS_ARRESTED = (
        "receivers_arrested",
        "count",
        "persons",
        "controlled_delivery",
        "members arrested where a load under control was received, besides its courier",
    )
    SEIZURES_OPPORTUNIST = (
        "seizures_opportunist",
        "count",
        "seizures",
        "interception, shock_effects",
        "finds on offenders who belong to no organisation (never in the headline outcomes)",
    )
    SEIZURES_PETTY = (
        "seizures_petty",
        "count",
        "finds",
        "interception",
        "petty finds in parcels, counted only",
    )
    SEIZED_VALUE_EUR = (
        "seized_value_eur",
        "amount",
        "EUR",
        "dispositions",
        "wholesale value seized, at fixed prices",
    )
    SHIPPED_VALUE_EUR = (
        "shipped_value_eur",
        "amount",
        "EUR",
        "dispositions",
        "wholesale value of the loads shipped (whose fate is settled)",
    )
    LOADS_SETTLED = (
        "loads_settled",
        "count",
        "loads",
        "dispositions",
        "loads shipped whose fate is settled",
    )
    DRUG_SEIZED_VALUE_EUR = (
        "drug_seized_value_eur",
        "amount",
        "EUR",
        "dispositions",
        "wholesale value of drugs seized",
    )
    DRUG_SHIPPED_VALUE_EUR = (
        "drug_shipped_value_eur",
        "amount",
        "EUR",
        "dispositions",
        "wholesale value of drugs shipped (settled)",
    )
    # ---- checks and finds
    INSPECTIONS_TARGETED = (
        "inspections_targeted",
        "count",
        "inspections",
        "interception",
        "checks chosen by score, all traffic",
    )
    INSPECTIONS_RANDOM = (
        "inspections_random",
        "count",
        "inspections",
        "interception",
        "checks drawn at random, all traffic",
    )
    LOADS_INSPECTED = (
        "loads_inspected",
        "count",
        "loads",
        "interception",
        "organised loads that were checked",
    )
    LOADS_FOUND = (
        "loads_found",
        "count",
        "loads",
        "interception",
        "organised loads found at a check",
    )
    FINDS_TARGETED = (
        "finds_targeted",
        "count",
        "finds",
        "interception",
        "organised loads found by checks chosen by score",
    )
    FINDS_RANDOM = (
        "finds_random",
        "count",
        "finds",
        "interception",
        "organised loads found by checks drawn at random",
    )
    FINDS_BY_HIT = (
        "finds_by_hit",
        "count",
        "finds",
        "interception",
        "organised loads found by a check that a hit raised; part of finds_targeted",
    )
    FINDS_REFERRED = (
        "finds_referred",
        "count",
        "loads",
        "referral",
        "finds of goods that customs may not seize: the police were called",
    )
    FINDS_RELEASED = (
        "finds_released",
        "count",
        "loads",
        "referral",
        "finds that were referred to the police and released because they came too late",
    )
    BLIND_SPOT_FINDS = (
        "blind_spot_finds",
        "count",
        "loads",
        "referral, shock_effects",
        "finds of goods that neither service may seize: they went on",
    )
    FINDS_IN_CASES = (
        "finds_in_cases",
        "count",
        "loads",
        "filing",
        "finds that reached a police case or file",
    )
    FINDS_RECEIVED = (
        "finds_received",
        "count",
        "loads",
        "investigation",
        "finds on live organisations that reached the police: linked to their file, to a wrong "
        "one, waiting or given up",
    )
    FINDS_LINKED = (
        "finds_linked",
        "count",
        "loads",
        "filing",
        "finds linked to the file of their organisation, at once or later",
    )
    FINDS_LINKED_WRONG = (
        "finds_linked_wrong",
        "count",
        "loads",
        "filing",
        "finds linked to the file of another organisation",
    )
    FINDS_UNLINKED = (
        "finds_unlinked",
        "count",
        "loads",
        "filing",
        "finds given up that were linked to no file in time, or whose organisation ended first",
    )
    ENTITIES_RECEIVED = (
        "entities_received",
        "count",
        "items",
        "intelligence",
        "entities of live organisations that customs named to the police",
    )
    ENTITIES_LINKED = (
        "entities_linked",
        "count",
        "items",
        "filing",
        "entities named by customs that were linked to the file of their organisation",
    )
    ENTITIES_LINKED_WRONG = (
        "entities_linked_wrong",
        "count",
        "items",
        "filing",
        "entities named by customs that were linked to the file of another organisation",
    )
    ENTITIES_UNLINKED = (
        "entities_unlinked",
        "count",
        "items",
        "filing",
        "entities named by customs that were linked to no file in time, or were replaced first",
    )
    LINK_DAYS_WASTED = (
        "link_days_wasted",
        "amount",
        "investigator-days",
        "linking",
        "days of work on cases that wrong links wasted",
    )
    RELEASES_UNCHECKED = (
        "releases_unchecked",
        "count",
        "units",
        "interception",
        "units other than organised loads, asked for a check but released at the end of their "
        "legal hold "
        "(expected number)",
    )
    # ---- loads of organisations
    PLANNED = (
        "planned",
        "count",
        "loads",
        "planning",
        "loads planned by organisations = deterred + dropped + attempts, but for those under way "
        "or held over at both ends",
    )
    PLANS_OTHER_WAY = (
        "plans_other_way",
        "count",
        "loads",
        "planning",
        "loads planned in a quiet period that went at once, by another route with a front used once",
    )
    PLANS_HELD = (
        "plans_held",
        "count",
        "loads",
        "lying_low",
        "loads planned in a quiet period and held over until after it",
    )
    HELD_SENT = (
        "held_sent",
        "count",
        "loads",
        "planning",
        "loads held over that were sent after the quiet period",
    )
    HELD_LOST = (
        "held_lost",
        "count",
        "loads",
        "lying_low",
        "loads held over that were lost before they could be sent; deterred ones too",
    )
    PLANS_UNMET = (
        "plans_unmet",
        "count",
        "loads",
        "planning",
        "loads planned in a quiet period and never sent, as no more could be held over; deterred ones too",
    )
    ATTEMPTS_DETERRED = (
        "attempts_deterred",
        "count",
        "loads",
        "lying_low",
        "plans never sent: no plan paid, no money, the organisation lay quiet and could hold no more over, "
        "or what it held over was lost",
    )
    ATTEMPTS_DROPPED = (
        "attempts_dropped",
        "count",
        "loads",
        "targeting",
        "plans given up because of a warning (leak)",
    )
    ATTEMPTS = ("attempts", "count", "loads", "targeting", "loads that arrived at the border")
    DELIVERED = ("delivered", "count", "loads", "dispositions", "loads that reached the market")
    DELIVERED_VALUE_EUR = (
        "delivered_value_eur",
        "amount",
        "EUR",
        "dispositions",
        "wholesale value that reached the market",
    )
    HARM_EUR = (
        "harm_eur",
        "amount",
        "EUR",
        "dispositions",
        "harm of what reached the market, borne at home, at lambda = 1 (assumption)",
    )
    HARM_WORLD_EUR = (
        "harm_world_eur",
        "amount",
        "EUR",
        "dispositions",
        "harm of what reached the market, everywhere, at lambda = 1 (assumption)",
    )
    SIZE_LUCK_HARM_EUR = (
        "size_luck_harm_eur",
        "amount",
        "EUR",
        "size_luck",
        "size less expected size of the consignments on offer, sent or not, as harm at home: below "
        "0 where they were small, 0 on average",
    )
    SIZE_LUCK_VALUE_EUR = (
        "size_luck_value_eur",
        "amount",
        "EUR",
        "size_luck",
        "the same as wholesale value",
    )
    # ---- money of organisations: what came in, less what went out, is their cash
    MONEY_START = (
        "money_start",
        "amount",
        "EUR",
        "market_response, simulation",
        "money that organisations bring along when they begin",
    )
    MONEY_REVENUE = (
        "money_revenue",
        "amount",
        "EUR",
        "dispositions",
        "what the market pays organisations for loads delivered, at the price of the day",
    )
    MONEY_REFUNDED = (
        "money_refunded",
        "amount",
        "EUR",
        "targeting",
        "what organisations get back for loads that they dropped after a warning",
    )
    MONEY_SHIPPING_COST = (
        "money_shipping_cost",
        "amount",
        "EUR",
        "planning",
        "what organisations pay for a load when they send it: purchase, transport, cover, fixed "
        "cost",
    )
    MONEY_WAGES = (
        "money_wages",
        "amount",
        "EUR",
        "dispositions",
        "share of the gain of a load delivered that goes to the members",
    )
    MONEY_DIVIDENDS = (
        "money_dividends",
        "amount",
        "EUR",
        "dispositions",
        "what owners take out once an organisation holds more cash than it needs",
    )
    MONEY_PENALTIES = (
        "money_penalties",
        "amount",
        "EUR",
        "dispositions",
        "what organisations owe their suppliers for loads seized",
    )
    MONEY_INSIDERS = (
        "money_insiders",
        "amount",
        "EUR",
        "adaptation",
        "what organisations pay to win insiders",
    )
    MONEY_LEFT = (
        "money_left",
        "amount",
        "EUR",
        "adaptation",
        "cash of organisations on the day on which they end; below 0 where they end in debt",
    )
    MONEY_TO_OTHERS = (
        "money_to_others",
        "amount",
        "EUR",
        "dispositions",
        "own money in loads that reached the market after their organisation had ended; nobody "
        "is paid",
    )
    # ---- organisations and members
    ORGS_ENTERED = (
        "orgs_entered",
        "count",
        "organisations",
        "market_response",
        "organisations that entered",
    )
    GOODS_CHANGED = (
        "goods_changed",
        "count",
        "organisations",
        "adaptation",
        "organisations that turned to dearer goods of their own mode",
    )
    MEMBERS_PROMOTED = (
        "members_promoted",
        "count",
        "persons",
        "members",
        "members who stepped up into a vacant place of a broker or organiser",
    )
    MEMBERS_ARRESTED = ("members_arrested", "count", "persons", "arrests", "members arrested")
    LEADERS_ARRESTED = (
        "leaders_arrested",
        "count",
        "persons",
        "arrests",
        "organisers, financiers and brokers arrested",
    )
    ARRESTED_TIER_SUM = (
        "arrested_tier_sum",
        "amount",
        "tiers",
        "arrests",
        "sum of the tiers (1 courier to 4 organiser) of those arrested",
    )
    MEMBERS_CHARGED = ("members_charged", "count", "persons", "arrests", "members charged")
    CHARGES_REFUSED = (
        "charges_refused",
        "count",
        "persons",
        "arrests",
        "members not charged because the courts were full",
    )
    MEMBERS_CONVICTED = ("members_convicted", "count", "persons", "courts", "members convicted")
    # ---- cases
    CASES_OPENED = (
        "cases_opened",
        "count",
        "cases",
        "investigation",
        "cases opened on these organisations",
    )
    OPEN_CASE_DAYS = (
        "open_case_days",
        "amount",
        "days",
        "investigation",
        "days on which a case was open, summed over all cases",
    )
    JOINT_CASES = (
        "joint_cases",
        "count",
        "cases",
        "joint_teams",
        "cases that a joint team took up",
    )
    TAKEDOWNS = ("takedowns", "count", "cases", "investigation", "cases closed with arrests")
    TAKEDOWNS_UPPER = (
        "takedowns_upper",
        "count",
        "cases",
        "investigation",
        "cases closed with a broker, organiser or financier among the arrested",
    )
    CASES_EXPOSED = (
        "cases_exposed",
        "count",
        "cases",
        "exposure",
        "open cases that lost a source or the sight of a member because their organisation "
        "inferred it from a loss, whoever brought the loss about; a case counts once, and goes on",
    )
    CASES_BURNED = (
        "cases_burned",
        "count",
        "cases",
        "investigation",
        "cases that ended without an arrest after they had been exposed",
    )
    CASES_GIVEN_UP = (
        "cases_given_up",
        "count",
        "cases",
        "investigation",
        "cases that a review gave up, with arrests or without",
    )
    COLLISIONS = (
        "collisions",
        "count",
        "collisions",
        "arrests",
        "customs acted on an object that the police hold (a load's entity or courier in an open "
        "case, or a tip on it) without knowing it",
    )
    COVERS = (
        "covers",
        "count",
        "loads",
        "exposure",
        "stops that a service covered with a story to hide the source",
    )
    LOOKUPS = (
        "lookups",
        "count",
        "queries",
        "register_query",
        "finds of customs that were looked up in the register of the police's objects and cases",
    )
    LOOKUPS_TRUE = (
        "lookups_true",
        "count",
        "queries",
        "register_query",
        "of these, those that found what the police held on the load",
    )
    LOOKUPS_FALSE = (
        "lookups_false",
        "count",
        "queries",
        "register_query",
        "of these, false hits",
    )
    COURIERS_RECRUITED = (
        "couriers_recruited",
        "count",
        "persons",
        "recruiting",
        "couriers arrested at a find and won as informants",
    )
    # ---- working together
    ITEMS_SHARED = (
        "items_shared",
        "count",
        "items",
        "sharing",
        "items of intelligence that crossed, both directions",
    )
    ITEMS_DOCUMENTED = (
        "items_documented",
        "count",
        "items",
        "sharing",
        "items that crossed under a written arrangement",
    )
    ITEMS_HELD_BACK = (
        "items_held_back",
        "count",
        "items",
        "sharing",
        "items that would have crossed, kept back by a service with a case of its own",
    )
    REPORTS_DOUBLE_COUNTED = (
        "reports_double_counted",
        "count",
        "reports",
        "intelligence",
        "reports that came back to customs without their origin and were taken as independent of "
        "its own",
    )
    LEAKS = ("leaks", "count", "leaks", "sharing", "items that leaked to an organisation")
    LEAKS_OWN = (
        "leaks_own",
        "count",
        "leaks",
        "sharing",
        "of these from the file of the service that had them, whatever crosses",
    )
    ENTITIES_CONFIRMED = (
        "entities_confirmed",
        "count",
        "entities",
        "grading",
        "entities named by customs that a case of the police found to be the organisation's",
    )
    ENTITIES_REFUTED = (
        "entities_refuted",
        "count",
        "entities",
        "grading",
        "entities named by customs that a case found to be an innocent's",
    )
    JOINT_SUCCESSES = (
        "joint_successes",
        "count",
        "successes",
        "trust",
        "finds, loads under control and takedowns in which both services had a part",
    )
    QUARRELS = (
        "quarrels",
        "count",
        "quarrels",
        "trust",
        "quarrels over the credit for a joint success",
    )
    UNSHARED_HITS = (
        "unshared_hits",
        "count",
        "successes",
        "trust",
        "successes that showed that the other service had known and had not said, as the "
        "services can see afterwards",
    )
    SCANDALS = (
        "scandals",
        "count",
        "scandals",
        "will",
        "leaks and burned cases that became public and cost political will",
    )
    # ---- information systems (only what comes on top of what the police ask today)
    QUERIES = (
        "queries",
        "count",
        "queries",
        "arrival_queries, information_systems",
        "queries to information systems beyond those of today: on arrivals (expected number), "
        "finds, arrests",
    )
    HITS = (
        "hits",
        "count",
        "hits",
        "system_answers",
        "queries with a match, true or false; = validated + late + false + those still open",
    )
    HITS_ON_ORGANISATIONS = (
        "hits_on_organisations",
        "count",
        "hits",
        "system_answers",
        "hits on loads and members of organisations; the others are on traffic that is no "
        "organisation's",
    )
    PERSONS_FOUND = (
        "persons_found",
        "count",
        "persons",
        "system_answers",
        "wanted persons hit in time in traffic that is no organisation's (never among the "
        "seizures)",
    )
    DOCUMENTS_FOUND = (
        "documents_found",
        "count",
        "documents",
        "system_answers",
        "stolen or lost travel documents confirmed in time in traffic that is no organisation's",
    )
    VEHICLES_FOUND = (
        "vehicles_found",
        "count",
        "vehicles",
        "system_answers",
        "stolen vehicles confirmed in time in traffic that is no organisation's",
    )
    OBJECTS_FOUND = (
        "objects_found",
        "count",
        "objects",
        "system_answers",
        "stolen objects confirmed in time in traffic that is no organisation's",
    )
    MEMBERS_LINKED = (
        "members_linked",
        "count",
        "persons",
        "system_answers",
        "members made known to the police by answers on finds and arrests",
    )
    ALERTS = (
        "alerts",
        "count",
        "alerts",
        "arrival_queries",
        "detailed answers opened: each alerts the source's bureau, the own one and the command "
        "centre",
    )
    FEED_ITEMS = (
        "feed_items",
        "count",
        "items",
        "information_systems",
        "items that feeds of the region send on organisations, true and false",
    )
    REGISTER_ENTRIES = (
        "register_entries",
        "count",
        "entries",
        "information_systems",
        "entities that one service entered in a register that the other reads",
    )
    QUERY_HOURS = (
        "query_hours",
        "amount",
        "hours",
        "arrival_queries, information_systems",
        "officer hours of queries and hits, and of inspecting confirmed holders who carry nothing",
    )
    HIT_DELAY_HOURS = (
        "hit_delay_hours",
        "amount",
        "hours",
        "arrival_queries",
        "delay of lawful traffic that was held on a hit",
    )
    # ---- lawful trade
    LAWFUL_INSPECTED = (
        "lawful_inspected",
        "count",
        "units",
        "interception",
        "lawful units checked",
    )
    LAWFUL_MACHINE_CHECKED = (
        "lawful_machine_checked",
        "count",
        "units",
        "interception",
        "lawful units checked by machine or dog",
    )
    LAWFUL_ALARMED = (
        "lawful_alarmed",
        "count",
        "units",
        "interception",
        "lawful units on which a machine or dog alarmed",
    )
    LAWFUL_DELAY_HOURS = (
        "lawful_delay_hours",
        "amount",
        "hours",
        "interception, second_stops",
        "delay of inspected lawful units by the check itself (the wait before it costs, but is "
        "not counted here)",
    )
    DOUBLE_STOPS = (
        "double_stops",
        "count",
        "units",
        "second_stops",
        "lawful units that the police stopped again after a check of customs (expected number)",
    )
    TRADE_DELAY_COST_EUR = (
        "trade_delay_cost_eur",
        "amount",
        "EUR",
        "arrival_queries, interception, second_stops, shocks",
        "cost of delay of all lawful traffic",
    )
    # ---- hours of officers
    HOURS_AVAILABLE = (
        "hours_available",
        "amount",
        "hours",
        "interception",
        "officer hours at the posts for checks, lent ones included",
    )
    HOURS_USED = (
        "hours_used",
        "amount",
        "hours",
        "interception",
        "officer hours that checks took, with what queries and collisions cost the posts",
    )
    HOURS_IDLE = (
        "hours_idle",
        "amount",
        "hours",
        "interception",
        "officer hours at the posts that nothing was there to use",
    )
    POOLED_HOURS = (
        "pooled_hours",
        "amount",
        "hours",
        "interception, investigation",
        "hours lent between posts and services, when used",
    )
    POLICE_BACKLOG_HOURS = (
        "police_backlog_hours",
        "amount",
        "hours",
        "pooling",
        "hours of own work of stationed police that wait a day because hours were lent",
    )
    DUPLICATE_HOURS = (
        "duplicate_hours",
        "amount",
        "hours",
        "arrests, handover",
        "hours lost because both services worked one target unknowingly",
    )
    COORDINATION_HOURS = (
        "coordination_hours",
        "amount",
        "hours",
        "cooperation, intelligence, sharing",
        "hours for items passed, vetting, liaison and meetings (in the payroll)",
    )
    HOURS_MEETINGS = (
        "hours_meetings",
        "amount",
        "hours",
        "cooperation",
        "hours of liaison and meetings; part of coordination_hours",
    )
    HOURS_INSTRUMENTS = (
        "hours_instruments",
        "amount",
        "hours",
        "cooperation",
        "hours that instruments of cooperation take; part of coordination_hours",
    )
    # ---- cost
    CUSTOMS_COST_EUR = (
        "customs_cost_eur",
        "amount",
        "EUR",
        "cooperation",
        "pay of customs officers, annuity and running of machines",
    )
    POLICE_COST_EUR = (
        "police_cost_eur",
        "amount",
        "EUR",
        "cooperation",
        "pay of the police counted in the scenario",
    )
    ENFORCEMENT_COST_EUR = (
        "enforcement_cost_eur",
        "amount",
        "EUR",
        "record",
        "cost of customs and police together",
    )
    JUSTICE_COST_EUR = (
        "justice_cost_eur",
        "amount",
        "EUR",
        "arrests, courts",
        "cost of courts and prison, shown apart",
    )
    COOPERATION_SETUP_EUR = (
        "cooperation_setup_eur",
        "amount",
        "EUR",
        "cooperation, joint_teams",
        "set-up of cooperation (annuity, or as it falls due in a ramp)",
    )
    COOPERATION_SETUP_PAID_EUR = (
        "cooperation_setup_paid_eur",
        "amount",
        "EUR",
        "cooperation, joint_teams",
        "set-up of cooperation on the day on which it is paid, what was built before left out",
    )
    COOPERATION_RUNNING_EUR = (
        "cooperation_running_eur",
        "amount",
        "EUR",
        "cooperation",
        "running cost of cooperation",
    )
    SYSTEMS_COST_EUR = (
        "systems_cost_eur",
        "amount",
        "EUR",
        "cooperation",
        "running cost of the systems that a service was given access to; part of "
        "cooperation_running_eur",
    )
    COOPERATION_COST_EUR = (
        "cooperation_cost_eur",
        "amount",
        "EUR",
        "record",
        "set-up and running cost of cooperation together",
    )
    ASSETS_CONFISCATED_EUR = (
        "assets_confiscated_eur",
        "amount",
        "EUR",
        "investigation, shock_effects",
        "assets confiscated, a transfer",
    )
    MONEY_ASSETS_SHARED = (
        "money_assets_shared",
        "amount",
        "EUR",
        "cooperation",
        "confiscated money that paid officers of both services (also in their cost)",
    )


class Stock(Declared):
    """What there is at the end of a day; one value a day, in the order of the daily table."""

    ORGS_ALIVE = (
        "orgs_alive",
        "stock",
        "organisations",
        "record",
        "organisations that have not ended",
    )
    CAPACITY_ACTIVE = (
        "capacity_active",
        "stock",
        "loads a year",
        "record",
        "loads a year that all living organisations can field, entries included",
    )
    CAPACITY_SURVIVORS = (
        "capacity_survivors",
        "stock",
        "loads a year",
        "record",
        "loads a year that the organisations alive at the start of the horizon can still field",
    )
    POLICE_KNOWN_ENTITY_SHARE = (
        "police_known_entity_share",
        "stock",
        SHARE,
        "record",
        "share of entities of live organisations that the police hold",
    )
    POLICE_KNOWN_MEMBER_SHARE = (
        "police_known_member_share",
        "stock",
        SHARE,
        "record",
        "share of the active members whom the police know, noted every seventh day",
    )
    TRUST_MEAN = ("trust_mean", "stock", SHARE, "record", "mean trust over pairs of units")
    POLITICAL_WILL = (
        "political_will",
        "stock",
        SHARE,
        "record",
        "will of those at the top that the services work together, 0 to 1",
    )
    TRANSITION_SHARE = (
        "transition_share",
        "stock",
        SHARE,
        "record",
        "part of the way to its level at which the country stands (1: reached)",
    )
    CASES_OPEN = ("cases_open", "stock", "cases", "record", "cases of the police that are open")
    UNDER_WAY = ("under_way", "stock", "loads", "record", "loads sent and not yet at the border")
    LOADS_HELD = (
        "loads_held",
        "stock",
        "loads",
        "record",
        "loads held over by organisations that lie low, or did until lately",
    )
    CASH_TOTAL = (
        "cash_total",
        "stock",
        "EUR",
        "record",
        "cash of all organisations; below 0 where losses left them in debt",
    )


def _same(unit: str, meanings: Mapping[str, str]) -> dict[str | int, Entry]:
    return {value: Entry(unit, meaning) for value, meaning in meanings.items()}


# ---- by post and by shock
INSPECTED_AT = Family(
    "inspected:",
    "post",
    "count",
    "units",
    ("interception",),
    "units checked at the post that are no organisation's load",
    open=True,
)
SHIPPED_TO = Family(
    "shipped:",
    "post",
    "count",
    "loads",
    ("targeting",),
    "loads of organisations that arrived at the post",
    open=True,
)
CONSIGNED_TO = Family(
    "consigned:",
    "post",
    "amount",
    "usual consignments",
    ("targeting",),
    "size of the loads of organisations that arrived at the post, each as a part of what was on "
    "offer",
    open=True,
)
FOUND_AT = Family(
    "found:",
    "post",
    "count",
    "loads",
    ("interception",),
    "loads of organisations found at the post",
    open=True,
)
DELIVERED_VIA = Family(
    "delivered:",
    "post",
    "count",
    "loads",
    ("dispositions",),
    "loads of organisations that passed the post and reached the market",
    open=True,
)
SHOCK = Family(
    "shock:",
    "shock",
    "count",
    "",
    ("shocks",),
    "1 on the day on which the shock struck",
    open=True,
)

# ---- by goods, mode and so on
GOODS_UNITS = {
    "cocaine": "kg",
    "heroin": "kg",
    "resin": "kg",
    "herb": "kg",
    "cigarettes": "sticks",
    "counterfeits": "items",
    "wildlife": "kg",
    "cash": "EUR",
    "firearms": "firearms",
    "vehicles": "vehicles",
}
"""Goods with an outcome of their own, and the unit of their quantity; a scenario may add goods."""

SEIZED_OF = Family(
    "seized_",
    "goods",
    "amount",
    "unit of the goods",
    ("dispositions",),
    "quantity of the goods seized",
    {goods: Entry(unit, f"quantity of {goods} seized") for goods, unit in GOODS_UNITS.items()},
    open=True,
)
SETTLED_OF = Family(
    "settled:",
    "goods/mode",
    "count",
    "loads",
    ("dispositions",),
    "loads of the goods shipped by the mode whose fate is settled",
    open=True,
)
SEIZED_BORDER_OF = Family(
    "seized_border:",
    "goods/mode",
    "count",
    "loads",
    ("dispositions",),
    "loads of the goods and mode found at the border and seized, there or after being let run",
    open=True,
)
SEIZED_INLAND_OF = Family(
    "seized_inland:",
    "goods/mode",
    "count",
    "loads",
    ("dispositions",),
    "loads of the goods and mode seized after release",
    open=True,
)
FINDS_IN = Family(
    "finds_",
    "mode",
    "count",
    "finds",
    ("interception",),
    "organised loads found by checks, by mode",
    _same("finds", {mode: f"organised loads found by checks, mode {mode}" for mode in MODES}),
)
INSPECTIONS_TARGETED_IN = Family(
    "inspections_targeted_",
    "mode",
    "count",
    "inspections",
    ("interception",),
    "inspections chosen by score, by mode",
    _same("inspections", {mode: f"inspections chosen by score, mode {mode}" for mode in MODES}),
)
FINDS_TARGETED_IN = Family(
    "finds_targeted_",
    "mode",
    "count",
    "finds",
    ("interception",),
    "organised loads found by checks chosen by score, by mode",
    _same(
        "finds",
        {mode: f"organised loads found by checks chosen by score, mode {mode}" for mode in MODES},
    ),
)
DELIVERED_AS = Family(
    "delivered_",
    "way to the market",
    "count",
    "loads",
    ("dispositions",),
    "loads that reached the market, by the way that they took",
    _same(
        "loads",
        {
            "delivered": "loads that passed the border without being seized and reached the market",
            "lost_let_run": "loads let run under control that were lost and reached the market",
        },
    ),
)
EXPOSED_BY = Family(
    "exposed_",
    "clue",
    "count",
    "losses",
    ("exposure",),
    "losses from which an organisation inferred a source, by what gave it away",
    _same(
        "losses",
        {
            "chance": "losses by chance or profile from which an organisation inferred a source",
            "named": "losses at a named entity or by a hit from which an organisation inferred it",
            "watched": "losses under the eyes of a case from which an organisation inferred it",
            "tip": "losses on an informant's word from which an organisation inferred him",
            "inland": "losses to the police inland from which an organisation inferred the source",
        },
    ),
)
HITS_AS = Family(
    "hits_",
    "fate",
    "count",
    "hits",
    ("system_answers",),
    "hits by what they turned out to be, on the day on which that is known",
    _same(
        "hits",
        {
            "validated": "true hits that came, or were confirmed, in time to act",
            "late": "true hits that came, or were confirmed, after release",
            "false": "matches by mistake",
        },
    ),
)
JOINT_SUCCESSES_CREDITED = Family(
    "joint_successes_credited_",
    "service",
    "count",
    "successes",
    ("trust",),
    "joint successes by the service that has the credit",
    _same(
        "successes",
        {
            "customs": "joint successes in the credit of customs (both: shared credit)",
            "police": "joint successes in the credit of the police",
        },
    ),
)
TIER_ROLES = (
    "couriers and storekeepers",
    "logistics and facilitators",
    "brokers",
    "organisers and financiers",
)
ARRESTED_OF_TIER = Family(
    "members_arrested_tier_",
    "tier",
    "count",
    "persons",
    ("arrests",),
    "members arrested, by tier",
    {
        tier: Entry("persons", f"members arrested of tier {tier}: {roles}")
        for tier, roles in enumerate(TIER_ROLES, start=1)
    },
)
ORGS_ENDED = Family(
    "orgs_ended_",
    "reason",
    "count",
    "organisations",
    ("adaptation",),
    "organisations that ended, by the reason",
    _same(
        "organisations",
        {
            "arrests": "all organisations that arrests ended, those that entered later included "
            "(the outcome of this name: only those alive at the start of the horizon)",
            "bankrupt": "all organisations that ended without money, those that entered later included "
            "(the outcome of this name: only those alive at the start of the horizon)",
        },
    ),
)

BY_POST = (INSPECTED_AT, SHIPPED_TO, FOUND_AT, DELIVERED_VIA)
"""Families that the daily table shows, a column for every post, in this order."""
FAMILIES = (
    *(INSPECTED_AT, SHIPPED_TO, CONSIGNED_TO, FOUND_AT, DELIVERED_VIA, SHOCK),
    *(
        SEIZED_OF,
        SETTLED_OF,
        SEIZED_BORDER_OF,
        SEIZED_INLAND_OF,
        FINDS_IN,
        INSPECTIONS_TARGETED_IN,
        FINDS_TARGETED_IN,
        DELIVERED_AS,
        EXPOSED_BY,
        HITS_AS,
        JOINT_SUCCESSES_CREDITED,
        ARRESTED_OF_TIER,
        ORGS_ENDED,
    ),
)
"""All families."""

FOUND_IN_LAWFUL_TRAFFIC: dict[str, Counter] = {
    "person": Counter.PERSONS_FOUND,
    "document": Counter.DOCUMENTS_FOUND,
    "vehicle": Counter.VEHICLES_FOUND,
    "object": Counter.OBJECTS_FOUND,
}
"""Where confirmed hits on traffic of no organisation are counted, by what is asked about."""

Countable = Counter | FamilyMember
"""What a phase may add to."""

_SINGLE: frozenset[str] = frozenset({*map(str, Counter), *map(str, Stock)})


def cell(goods: str, mode: str) -> str:
    """Return what the families by goods and mode call them."""
    return f"{goods}/{mode}"


def is_declared(name: str) -> bool:
    """Whether a name is a counter, a stock, or one that a family has made."""
    return name in _SINGLE or any(family.has(name) for family in FAMILIES)


def entry_of(name: str) -> Entry | None:
    """Return unit and meaning of what bears a name; None for a name that is not declared."""
    for members in (Counter, Stock):
        if name in members:
            member = members(name)
            return Entry(member.unit, member.meaning)
    for family in FAMILIES:
        for value in family.entries:
            if name == f"{family.stem}{value}":
                return family.entry(value)
    for family in FAMILIES:
        if family.stem.endswith(":") and family.holds(name):
            return family.entry(name.removeprefix(family.stem))
    return None
