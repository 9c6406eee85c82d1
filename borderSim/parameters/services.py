"""The two services, their intelligence and cases, courts, and prices."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.parameters.declare import choice, quantity
from borderSim.parameters.ranges import NOT_NEGATIVE, POSITIVE, PROBABILITY
from borderSim.parameters.rule_choice import RuleName


@dataclass(frozen=True, kw_only=True)
class Customs:
    """Customs enforcement beyond the posts."""

    analysts: float = quantity(
        100.0,
        unit="officers",
        doc="intelligence and targeting officers",
        allowed=NOT_NEGATIVE,
        prior=(25, 200),
    )
    analyst_hours_share: float = quantity(
        0.25,
        unit="1",
        doc="share of analysts' hours free for vetting and passing leads",
        allowed=PROBABILITY,
        prior=(0.1, 0.6),
    )
    hours_per_officer_year: float = quantity(
        1600.0,
        unit="hours/year",
        doc="working hours of an officer",
        allowed=POSITIVE,
        source="usual net working year",
    )
    random_share: float = quantity(
        0.10,
        unit="1",
        doc="share of the asked checks that is drawn at random",
        allowed=PROBABILITY,
        prior=(0.02, 0.3),
        source="CBRA example: 8 % targeted + 2 % random",
    )
    target_utilisation: float = quantity(
        0.85,
        unit="1",
        doc="part of hours or machines that the list of a post is made to fill at coexistence",
        allowed=(0.01, 1.0),
        prior=(0.7, 0.95),
        source="declared fit: see docs/model.md",
        mark="derived",
    )
    inspect_all: bool = choice(False, doc="ask for a check on everything")
    targeting: RuleName = choice(
        "belief",
        doc="name of the targeting rule: belief, rule, random, or that of a plug-in",
        rule="customs.targeting",
    )
    allocation: RuleName = choice(
        "fixed",
        doc="name of the rule that sends mobile officers to routes: fixed, proportional, greedy, bandit, stackelberg, "
        "or that of a plug-in",
        rule="customs.allocation",
    )
    mobile_share: float = quantity(
        0.0,
        unit="1",
        doc="share of the officer hours of all routes that the allocation rule moves; 0 with fixed",
        allowed=PROBABILITY,
        prior=(0, 0.4),
    )
    mobile_machine_share: float = quantity(
        0.2,
        unit="1",
        doc="share of idle machines that can be moved to another post when resources are pooled",
        allowed=PROBABILITY,
        prior=(0.0, 0.5),
    )
    lending_travel_hours: float = quantity(
        2.0,
        unit="hours",
        doc="way from one post to another when officers or machines are lent; from four hours on nobody is",
        allowed=(0.0, 24.0),
        prior=(0.5, 4.0),
    )
    allocation_days: int = quantity(
        7,
        unit="days",
        doc="period of sending mobile officers anew",
        allowed=(1, 365),
        prior=(7, 28),
    )
    allocation_memory_days: float = quantity(
        180.0,
        unit="days",
        doc="after so many days a find counts for 1/e in the allocation",
        allowed=POSITIVE,
        prior=(60, 730),
    )
    believed_document_signal: float = quantity(
        0.7,
        unit="sd",
        doc="b: what customs believes the document score of illicit units to be shifted by",
        allowed=(0.01, 5),
        prior=(0.3, 1.2),
    )
    belief_error_sd: float = quantity(
        0.8,
        unit="log-odds",
        doc="error of the class beliefs at day 0",
        allowed=NOT_NEGATIVE,
        prior=(0.3, 1.5),
    )
    belief_prior_finds: float = quantity(
        8.0,
        unit="finds",
        doc="weight of the day-0 belief of a class, in finds",
        allowed=POSITIVE,
        prior=(2, 30),
    )
    belief_half_life_days: float = quantity(
        365.0,
        unit="days",
        doc="after so many days a find, and what was looked at, count for half in class beliefs; 0: for ever",
        allowed=NOT_NEGATIVE,
        prior=(90, 1500),
    )
    belief_update_days: int = quantity(
        28,
        unit="days",
        doc="period of updating class beliefs",
        allowed=(1, 365),
        source="technical",
        mark="setting",
    )
    own_leads_per_year: float = quantity(
        12.0,
        unit="1/year",
        doc="entities of organisations that customs' own trade-data analysis brings up, a year and 100 analysts",
        allowed=NOT_NEGATIVE,
        prior=(0, 60),
    )
    own_lead_reliability: float = quantity(
        0.4,
        unit="probability",
        doc="reliability of such a lead",
        allowed=PROBABILITY,
        prior=(0.1, 0.8),
    )
    machine_availability: float = quantity(
        0.85,
        unit="1",
        doc="share of days on which a machine works",
        allowed=PROBABILITY,
        prior=(0.5, 0.97),
        source="70-95 %, whole fleets have failed",
    )
    machine_life_years: float = quantity(
        10.0, unit="years", doc="annuity of machines", allowed=POSITIVE
    )
    machine_running_share: float = quantity(
        0.08,
        unit="1/year",
        doc="running cost of machines as a share of capital",
        allowed=PROBABILITY,
        source="5-12 %",
    )


@dataclass(frozen=True, kw_only=True)
class Police:
    """Police work on border-related organised crime, and what it knows."""

    investigators: float = quantity(
        300.0,
        unit="investigators",
        doc="border-related investigators",
        allowed=NOT_NEGATIVE,
        prior=(150, 900),
    )
    analysts: float = quantity(
        0.0,
        unit="officers",
        doc="intelligence analysts of the police, whose free hours the vetting desk of customs may call as far as the terms pool",
        allowed=NOT_NEGATIVE,
        prior=(0, 100),
    )
    casework: RuleName = choice(
        "standard",
        doc="name of the rule by which the police open cases, end them in arrests, and seize a find or let it run: standard, "
        "strike_early, or that of a plug-in (provisional)",
        rule="police.casework",
        left_out_at_default=True,
    )
    units: int = quantity(6, unit="units", doc="police units", allowed=(1, 100))
    team_time_share: float = quantity(
        0.40,
        unit="1",
        doc="share of team time for border organisations",
        allowed=PROBABILITY,
        prior=(0.2, 0.8),
    )
    team_size: float = quantity(
        5.0, unit="investigators", doc="investigators to a case", allowed=POSITIVE, prior=(3, 12)
    )
    post_fixed_duty_share: float = quantity(
        0.885, unit="1", doc="fixed duties of police stationed at posts", allowed=PROBABILITY
    )
    post_workload: float = quantity(
        0.80,
        unit="1",
        doc="part of their remaining hours used by their own work",
        allowed=PROBABILITY,
        prior=(0.6, 0.95),
    )
    post_load_cv: float = quantity(
        0.5,
        unit="1",
        doc="spread of that work from day to day: standard deviation over mean; 0: the same every day",
        allowed=(0.0, 10.0),
        prior=(0.2, 1.0),
    )
    post_backlog_handed_on: float = quantity(
        0.1,
        unit="1/day",
        doc="part of what waits because hours were lent that investigators must take over a day",
        allowed=PROBABILITY,
        prior=(0.0, 0.5),
    )
    known_entity_share: float = quantity(
        0.10,
        unit="1",
        doc="entities of live organisations that routine police work keeps known",
        allowed=(0, 0.95),
        prior=(0.02, 0.40),
    )
    known_member_share: float = quantity(
        0.12,
        unit="1",
        doc="members of live organisations that routine police work keeps known",
        allowed=(0, 0.95),
        prior=(0.02, 0.40),
    )
    false_link_share: float = quantity(
        0.30,
        unit="1",
        doc="share of what police hold that points to the innocent",
        allowed=(0, 0.95),
        prior=(0.1, 0.6),
    )
    entity_reliability: float = quantity(
        0.6,
        unit="probability",
        doc="reliability of a police lead on an entity",
        allowed=PROBABILITY,
        prior=(0.3, 0.9),
    )
    informants_per_organisation: float = quantity(
        0.15, unit="informants", doc="informants per organisation", allowed=(0, 1), prior=(0, 0.6)
    )
    informant_items_per_year: float = quantity(
        4.0, unit="1/year", doc="tips of an informant", allowed=NOT_NEGATIVE, prior=(1, 12)
    )
    informant_reliability: float = quantity(
        0.6,
        unit="probability",
        doc="chance that a tip names a real load",
        allowed=PROBABILITY,
        prior=(0.3, 0.9),
    )
    informant_lead_days: float = quantity(
        5.0,
        unit="days",
        doc="median time of a tip before the load",
        allowed=POSITIVE,
        prior=(1, 30),
    )
    informant_lead_sigma: float = quantity(
        0.8, unit="1", doc="sigma of log lead time", allowed=(0, 3)
    )
    recruit_days: float = quantity(
        365.0,
        unit="days",
        doc="time to win another informant in place of a lost one",
        allowed=POSITIVE,
    )
    courier_recruited: float = quantity(
        0.3,
        unit="probability",
        doc="chance that a courier arrested at a find is won as an informant, at the trust set-point, where the rules allow "
        "it and a handler is at hand",
        allowed=PROBABILITY,
        prior=(0.05, 0.6),
    )
    handler_days: float = quantity(
        1.0,
        unit="days",
        doc="mean time until a handler of the police is with a courier whom customs holds, where no pooled officer is sooner",
        allowed=NOT_NEGATIVE,
        prior=(0.1, 3.0),
    )
    second_stop_share: float = quantity(
        0.0,
        unit="1",
        doc="share of the lawful units checked by customs that the police at the post stop again; none where controls are "
        "made at one stop, fewer where officers are pooled",
        allowed=PROBABILITY,
        prior=(0.0, 0.3),
        source="handbook A.4 (overlap of controls); size unknown, hence 0",
    )


@dataclass(frozen=True, kw_only=True)
class Intelligence:
    """Items: how they age, what they cost, what happens when they leak."""

    item_minutes: float = quantity(
        15.0, unit="minutes", doc="time to pass an item on, each side", allowed=NOT_NEGATIVE
    )
    vetting_minutes: float = quantity(
        30.0,
        unit="minutes",
        doc="time to vet a lead received",
        allowed=NOT_NEGATIVE,
        prior=(10, 120),
    )
    latency_sigma: float = quantity(0.8, unit="1", doc="sigma of log latency", allowed=(0, 3))
    entity_half_life_days: float = quantity(
        180.0,
        unit="days",
        doc="half-life of an item on an entity",
        allowed=POSITIVE,
        prior=(60, 720),
    )
    renewal_days: float = quantity(
        90.0,
        unit="days",
        doc="time after which new evidence on a known entity makes a new item",
        allowed=POSITIVE,
        prior=(30, 365),
    )
    member_half_life_days: float = quantity(
        720.0, unit="days", doc="half-life of knowledge of a person", allowed=POSITIVE
    )
    tip_window_days: float = quantity(
        5.0, unit="days", doc="width of the arrival window that a tip names", allowed=POSITIVE
    )
    relevance: float = quantity(
        0.8,
        unit="1",
        doc="relevance of an item as its sender sees it",
        allowed=PROBABILITY,
        prior=(0.4, 1.0),
    )
    own_leak_share: float = quantity(
        0.02,
        unit="probability",
        doc="chance that news leak from the file of the service that has them, where the organisation has an insider; "
        "readers of the other service come on top",
        allowed=PROBABILITY,
        prior=(0.005, 0.1),
    )
    grade_prior: float = quantity(
        5.0,
        unit="finds",
        doc="finds that a source is granted before it is graded by what came of its news",
        allowed=POSITIVE,
        prior=(1, 20),
    )
    grade_half_life_days: float = quantity(
        365.0,
        unit="days",
        doc="after so many days what came of news counts for half in the grade of their source; 0: nobody is graded",
        allowed=NOT_NEGATIVE,
        prior=(90, 1500),
    )
    leak_exposes_informant: float = quantity(
        0.2, unit="probability", doc="chance that a leak exposes the informant", allowed=PROBABILITY
    )
    trust_gain: float = quantity(
        0.02,
        unit="1",
        doc="gain of trust by a joint success",
        allowed=PROBABILITY,
        prior=(0.005, 0.05),
    )
    trust_loss: float = quantity(
        0.10,
        unit="1",
        doc="loss of trust by a leak or burned case",
        allowed=PROBABILITY,
        prior=(0.03, 0.25),
    )
    trust_relaxation_days: float = quantity(
        720.0,
        unit="days",
        doc="time in which trust returns to its set-point; 1: within the day",
        allowed=(1.0, 36500.0),
    )
    fruitless_weight: float = quantity(
        1.0,
        unit="1",
        doc="part of what checks on a lead that find nothing tell against it that customs takes into account; 0: a lead "
        "only fades",
        allowed=PROBABILITY,
        prior=(0, 1),
        source="1: Bayes' rule",
    )
    tip_concentration: float = quantity(
        0.3,
        unit="1",
        doc="share of the illicit loads of a post and window that the load of a tip makes up, as customs believes",
        allowed=PROBABILITY,
        prior=(0.1, 0.8),
    )
    lapse_days: float = quantity(
        90.0,
        unit="days",
        doc="time until an arrangement that lapsed with staff rotation is made anew",
        allowed=NOT_NEGATIVE,
        prior=(30, 365),
    )
    rotation_reset: float = quantity(
        0.3,
        unit="1",
        doc="share of the acquired trust lost when a post rotates",
        allowed=PROBABILITY,
    )


@dataclass(frozen=True, kw_only=True)
class Investigation:
    """Cases, evidence and what joint work may use."""

    reveal_days_courier: float = quantity(
        5.0,
        unit="investigator-days",
        doc="work to reveal a courier",
        allowed=POSITIVE,
        prior=(2.5, 10),
    )
    reveal_days_logistics: float = quantity(
        15.0,
        unit="investigator-days",
        doc="work to reveal a member of logistics",
        allowed=POSITIVE,
        prior=(7.5, 30),
    )
    reveal_days_broker: float = quantity(
        40.0,
        unit="investigator-days",
        doc="work to reveal a broker",
        allowed=POSITIVE,
        prior=(20, 80),
    )
    reveal_days_organiser: float = quantity(
        80.0,
        unit="investigator-days",
        doc="work to reveal an organiser",
        allowed=POSITIVE,
        prior=(40, 160),
    )
    reveal_effort_share: float = quantity(
        0.5,
        unit="1",
        doc="part of a case's work spent on finding further members",
        allowed=PROBABILITY,
    )
    evidence_days: float = quantity(
        64.0,
        unit="investigator-days",
        doc="work for one piece of surveillance or financial evidence on a suspect",
        allowed=POSITIVE,
        prior=(20, 100),
        source="declared fit at coexistence, national: see docs/model.md",
        mark="derived",
    )
    evidence_find: float = quantity(
        0.6,
        unit="evidence",
        doc="evidence of a find with custody kept",
        allowed=NOT_NEGATIVE,
        prior=(0.3, 1.0),
    )
    evidence_statement: float = quantity(
        0.3, unit="evidence", doc="evidence of a statement", allowed=NOT_NEGATIVE, prior=(0.1, 0.6)
    )
    evidence_surveillance: float = quantity(
        0.2,
        unit="evidence",
        doc="evidence of a piece of surveillance",
        allowed=NOT_NEGATIVE,
        prior=(0.1, 0.4),
    )
    evidence_finance: float = quantity(
        0.3,
        unit="evidence",
        doc="evidence of a piece of financial inquiry",
        allowed=NOT_NEGATIVE,
        prior=(0.1, 0.6),
    )
    evidence_without_lab: float = quantity(
        0.6,
        unit="1",
        doc="share of a find's evidence that is left without forensics",
        allowed=PROBABILITY,
        prior=(0.3, 0.9),
    )
    lab_delay_days: float = quantity(
        0.0,
        unit="days",
        doc="time until the laboratory's answer on a find is in the file",
        allowed=NOT_NEGATIVE,
        prior=(0, 90),
        source="0: within the week of the case's work",
    )
    interview_days: float = quantity(
        60.0,
        unit="days",
        doc="time after a find for which a joint team lives on interviews and papers of it",
        allowed=NOT_NEGATIVE,
        prior=(14, 180),
    )
    entity_from_case: float = quantity(
        0.25,
        unit="probability",
        doc="chance that a member of logistics revealed by a case gives away an entity",
        allowed=PROBABILITY,
        prior=(0.1, 0.6),
    )
    interview_yield: float = quantity(
        0.5,
        unit="probability",
        doc="chance that an interview after a find names another member",
        allowed=PROBABILITY,
        prior=(0.2, 0.8),
    )
    takedown_weight: float = quantity(
        16.0,
        unit="1",
        doc="weight of chargeable suspects by tier (1, 2, 4, 8) at which a case is ripe",
        allowed=POSITIVE,
        prior=(8, 40),
        source="declared fit at coexistence, national: see docs/model.md",
        mark="derived",
    )
    review_days: float = quantity(
        28.0,
        unit="days",
        doc="time between two reviews of an open case",
        allowed=(7.0, 36500.0),
        prior=(14, 91),
    )
    give_up_chance: float = quantity(
        0.5,
        unit="probability",
        doc="chance that a review gives up a case on which nothing new has come for very long; 0: none is given up",
        allowed=PROBABILITY,
        prior=(0.2, 0.8),
    )
    give_up_days: float = quantity(
        100.0,
        unit="days",
        doc="time without news after which a review gives up a case with 0.63 of that chance",
        allowed=POSITIVE,
        prior=(50, 364),
        source="declared fit at coexistence, national: see docs/model.md",
        mark="derived",
    )
    give_up_weight: float = quantity(
        0.25,
        unit="1",
        doc="part of takedown_weight from which those who can be charged are arrested when a case is given up",
        allowed=(0.0, 10.0),
        prior=(0.1, 0.5),
    )
    cold_days: float = quantity(
        90.0,
        unit="days",
        doc="median time after a case before the police take up the organisation again",
        allowed=NOT_NEGATIVE,
        prior=(30, 180),
    )
    cold_sigma: float = quantity(0.7, unit="1", doc="sigma of its log", allowed=(0, 3))
    settle_days: float = quantity(
        1092.0,
        unit="days",
        doc="police work that is played through before the first day, so that cases of all ages are open on it; 0: all "
        "teams are free",
        allowed=(0.0, 36500.0),
        mark="setting",
        source="three times as long as a usual case",
    )
    inland_seizure: float = quantity(
        0.3,
        unit="probability",
        doc="chance to intercept after release a load of an entity under surveillance",
        allowed=PROBABILITY,
        prior=(0.1, 0.6),
    )
    controlled_delivery: float | None = quantity(
        None,
        unit="probability",
        doc="chance that a find is ordered to run under control where law and powers allow and somebody takes over "
        "in time; null: both services decide by what they expect of it",
        allowed=PROBABILITY,
        prior=(0, 1),
        source="choice of the study",
        mark="setting",
    )
    let_run_lost: float = quantity(
        0.2,
        unit="probability",
        doc="chance that a load under control is lost",
        allowed=PROBABILITY,
        prior=(0.05, 0.5),
        source="success 0.5-0.8",
    )
    let_run_members: float = quantity(
        2.0,
        unit="members",
        doc="members revealed by a load under control",
        allowed=NOT_NEGATIVE,
        prior=(1, 5),
    )
    let_run_bar: float = quantity(
        0.25,
        unit="1",
        doc="advantage that a service asks before it gives a certain seizure away",
        allowed=(0, 5),
        prior=(0.05, 0.5),
    )
    let_run_receivers: float = quantity(
        1.0,
        unit="members",
        doc="members of logistics arrested where a load under control is received",
        allowed=NOT_NEGATIVE,
        prior=(0, 3),
    )
    inferred_chance: float = quantity(
        0.03,
        unit="probability",
        doc="chance that an organisation infers a source from a loss by chance or profile",
        allowed=PROBABILITY,
        prior=(0.0, 0.1),
    )
    inferred_named: float = quantity(
        0.15,
        unit="probability",
        doc="chance that it infers the source from a loss at an entity named by a lead or hit",
        allowed=PROBABILITY,
        prior=(0.05, 0.4),
    )
    inferred_watched: float = quantity(
        0.3,
        unit="probability",
        doc="chance that it infers the source from a loss under the eyes of an open case",
        allowed=PROBABILITY,
        prior=(0.1, 0.6),
    )
    inferred_tip: float = quantity(
        0.5,
        unit="probability",
        doc="chance that it infers the informant from a loss on his word",
        allowed=PROBABILITY,
        prior=(0.2, 0.8),
    )
    inferred_inland: float = quantity(
        0.6,
        unit="probability",
        doc="chance that it infers the source from a loss to the police inland",
        allowed=PROBABILITY,
        prior=(0.3, 0.9),
    )
    cover: float = quantity(
        0.5,
        unit="1",
        doc="part of that chance which a cover story takes away, where the source is known to whoever acts; "
        "0: nobody covers",
        allowed=PROBABILITY,
        prior=(0.2, 0.8),
    )
    cover_hours: float = quantity(
        16.0,
        unit="hours",
        doc="hours that a cover story costs the service that acts",
        allowed=NOT_NEGATIVE,
        prior=(4, 40),
    )
    exposed_unknown: float = quantity(
        0.5,
        unit="probability",
        doc="chance that a member tied to a load or source that was inferred becomes unknown to the police",
        allowed=PROBABILITY,
        prior=(0.2, 0.8),
    )
    exposed_flee: float = quantity(
        0.2,
        unit="probability",
        doc="chance that he also hides, as juniors do after a takedown (traffickers.flee_days)",
        allowed=PROBABILITY,
        prior=(0.0, 0.5),
    )
    collision_hours: float = quantity(
        40.0,
        unit="hours",
        doc="hours lost by both services in a collision",
        allowed=NOT_NEGATIVE,
        prior=(8, 160),
    )
    link_chance_0: float = quantity(
        0.35,
        unit="probability",
        doc="chance that a find, or an entity named by customs, is linked to its file where nothing of it stands in "
        "the file yet",
        allowed=PROBABILITY,
        prior=(0.15, 0.55),
    )
    link_chance_1: float = quantity(
        0.75,
        unit="probability",
        doc="the same where one detail of it stands in the file: its entity, its courier, a tip, an item that crossed",
        allowed=PROBABILITY,
        prior=(0.55, 0.95),
    )
    link_chance_2: float = quantity(
        0.9,
        unit="probability",
        doc="the same where two or more details of it stand in the file",
        allowed=PROBABILITY,
        prior=(0.7, 1.0),
    )
    link_wrong: float = quantity(
        0.1,
        unit="probability",
        doc="share of links that go to a file on somebody else",
        allowed=PROBABILITY,
        prior=(0.03, 0.3),
    )
    link_wrong_days: float = quantity(
        5.0,
        unit="investigator-days",
        doc="days of its team that a wrong link in a file wastes",
        allowed=NOT_NEGATIVE,
        prior=(1, 20),
    )
    link_wait_days: float = quantity(
        365.0,
        unit="days",
        doc="time for which a find that was linked to no file is compared with the files again",
        allowed=NOT_NEGATIVE,
        prior=(90, 1095),
    )
    lookup_missed: float = quantity(
        0.15,
        unit="probability",
        doc="chance that a look-up misses what stands in the register",
        allowed=PROBABILITY,
        prior=(0.05, 0.4),
    )
    lookup_false: float = quantity(
        0.02,
        unit="probability",
        doc="chance that a look-up without a true hit gives a false one, which is inquired into before the find is seized",
        allowed=PROBABILITY,
        prior=(0, 0.1),
    )
    lookup_false_hours: float = quantity(
        4.0,
        unit="hours",
        doc="hours that the inquiry into a false hit takes from each service",
        allowed=NOT_NEGATIVE,
        prior=(1, 16),
    )
    lookup_knows_case: bool = choice(
        False,
        doc="at a find customs knows every case on the organisation behind it of which it was told, and a look-up finds "
        "every open one, as if it were known whose load it is; for comparison with a look-up that asks for the entity, "
        "the courier and the tip",
    )
    register_days: float = quantity(
        1.0,
        unit="days",
        doc="time to have a partner at hand once the target was found in the register",
        allowed=NOT_NEGATIVE,
    )
    customs_case_hours: float = quantity(
        60.0,
        unit="hours",
        doc="hours of customs' own inquiry after a find, where the law gives it one",
        allowed=NOT_NEGATIVE,
    )


@dataclass(frozen=True, kw_only=True)
class Justice:
    """Charges, courts, prison and confiscation."""

    p_charged: float = quantity(
        0.85,
        unit="probability",
        doc="chance that an arrested suspect is charged",
        allowed=PROBABILITY,
        prior=(0.6, 0.95),
        source="Caviar 22 of 25; US 84 %",
        mark="published",
    )
    p_convicted: float = quantity(
        0.80,
        unit="probability",
        doc="chance of conviction at full evidence",
        allowed=PROBABILITY,
        prior=(0.6, 0.95),
        source="Caviar 14 of 22; US > 90 %",
        mark="published",
    )
    court_days: float = quantity(
        545.0,
        unit="days",
        doc="time from charge to judgement",
        allowed=POSITIVE,
        prior=(180, 1095),
        source="Justice Canada: 34 months in all",
        mark="published",
    )
    charged_without_prosecution: float = quantity(
        0.7,
        unit="1",
        doc="factor on p_charged where the police can't work with the prosecution",
        allowed=PROBABILITY,
        prior=(0.4, 1.0),
    )
    court_days_without_prosecution: float = quantity(
        1.4,
        unit="1",
        doc="factor on court_days where the police can't work with the prosecution",
        allowed=(1.0, 10.0),
        prior=(1.0, 2.0),
    )
    sentence_years: float = quantity(
        4.0, unit="years", doc="prison sentence", allowed=POSITIVE, prior=(1, 10)
    )
    usual_charges_per_year: float = quantity(
        0.0,
        unit="1/year",
        doc="members charged a year at coexistence: fills courts and prisons at the start of the burn-in, and is what "
        "courts are used to; 0: not known, they start empty and have no limit",
        allowed=NOT_NEGATIVE,
        source="measured at coexistence: see docs/model.md",
        mark="derived",
    )
    court_capacity: float = quantity(
        1.3,
        unit="1",
        doc="charges that courts can take a year, as a multiple of what they are used to; 10000: no limit",
        allowed=(0.1, 1e4),
        prior=(1, 3),
    )
    charge_cost_eur: float = quantity(
        2000.0,
        unit="EUR",
        doc="cost of courts a charged person",
        allowed=NOT_NEGATIVE,
        prior=(500, 10000),
    )
    prison_cost_eur: float = quantity(
        8000.0,
        unit="EUR/year",
        doc="cost of a person-year in prison",
        allowed=NOT_NEGATIVE,
        prior=(3000, 40000),
    )
    financial_hours_per_case: float = quantity(
        400.0,
        unit="hours",
        doc="hours of financial investigators on a case that ends in arrests",
        allowed=NOT_NEGATIVE,
        prior=(50, 800),
    )
    confiscated_per_hour_eur: float = quantity(
        1500.0,
        unit="EUR/hour",
        doc="assets found by an hour of financial inquiry, up to what the organisation holds",
        allowed=NOT_NEGATIVE,
        prior=(300, 5000),
        source="declared fit: confiscated share of proceeds about 1 % (Europol)",
        mark="derived",
    )
    confiscable_share: float = quantity(
        0.5,
        unit="1",
        doc="part of an organisation's cash that an inquiry can reach",
        allowed=PROBABILITY,
        prior=(0.1, 0.9),
        source="declared fit: confiscated share of proceeds about 1 % (Europol)",
        mark="derived",
    )


@dataclass(frozen=True, kw_only=True)
class Economy:
    """Prices of the comparison."""

    officer_cost_eur: float = quantity(
        18000.0,
        unit="EUR/year",
        doc="loaded cost of an officer",
        allowed=NOT_NEGATIVE,
        prior=(8000, 65000),
        source="8-35 k middle, 50-90 k high income",
    )
    cooperation_staff_share: float = quantity(
        0.6,
        unit="1",
        doc="part of the cost of cooperation that is pay of staff: it follows the country's own cost of an officer",
        allowed=PROBABILITY,
        prior=(0.3, 0.9),
    )
    reference_officer_cost_eur: float = quantity(
        18000.0,
        unit="EUR/year",
        doc="cost of an officer for which the costs of levels and instruments are stated",
        allowed=POSITIVE,
        source="that of the shipped country",
        mark="setting",
    )
    meeting_line_share: float = quantity(
        0.1,
        unit="1",
        doc="how far those who check take part in meetings, against analysts, investigators and other officers; 1: as they do",
        allowed=PROBABILITY,
        prior=(0.0, 1.0),
    )
    delay_cost_per_day: float = quantity(
        0.012,
        unit="1/day",
        doc="cost of a day's delay as a share of goods' value",
        allowed=PROBABILITY,
        prior=(0.006, 0.021),
        source="Hummels and Schaur 2013: 0.6-2.1 % a day",
        mark="published",
    )
    discount_rate: float = quantity(
        0.035,
        unit="1/year",
        doc="discount rate",
        allowed=(0, 0.5),
        prior=(0, 0.07),
        source="usual public appraisal rate",
    )
    annuity_years: float = quantity(
        10.0,
        unit="years",
        doc="life of a set-up for its annuity",
        allowed=POSITIVE,
        mark="setting",
        source="design of the study",
    )
    harm_home_share: float = quantity(
        0.30, unit="1", doc="share of harm borne at home", allowed=PROBABILITY, prior=(0.1, 0.9)
    )
    size_luck_weight: float = quantity(
        0.5,
        unit="1",
        doc="part of the luck in sizes on offer that is left out of harm and delivered value at expected size; "
        "any constant leaves their mean as it is, 0: as realised",
        allowed=(0, 2),
        source="pilot at coexistence, national, 13 replicates of six years, by year: slope of harm on the luck of offers 0.54 "
        "(0.34 to 0.73), of value the same; rounded",
        mark="derived",
    )
    reference_officers: float = quantity(
        1350.0,
        unit="officers",
        doc="officers for whom the costs of a level are stated",
        allowed=POSITIVE,
        source="scaling of the trait costs",
        mark="setting",
    )
