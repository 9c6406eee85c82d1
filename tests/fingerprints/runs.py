"""The runs behind the fingerprints, and how a run becomes one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import pandas as pd

from borderSim.measures.result import Result
from borderSim.scenario.load import load_scenario
from borderSim.studies.execution.task import branch_levels

SHORT = ("years=0.2", "burn_in_days=60", "events=true")


@dataclass(frozen=True)
class Covered:
    """One small run.

    Attributes:
        covers: what would move this fingerprint, in words.
        scenario: the country.
        overrides: what is set beside :data:`SHORT`.
        seed: root seed of the replicate.
    """

    covers: str
    scenario: str
    overrides: tuple[str, ...] = ()
    seed: int = 1

    def run(self) -> Result:
        """Make the run, its burn-in under the present level branched into the horizon."""
        scenario = load_scenario(self.scenario, [*SHORT, *self.overrides])
        (result,) = branch_levels(scenario, [scenario], self.seed)
        return result


def _t(covers: str, *overrides: str, seed: int = 1) -> Covered:
    return Covered(covers, "training", overrides, seed)


SYSTEMS = tuple(load_scenario("training").systems)
EVERY_SYSTEM = (
    *(f"systems.{name}.{who}_access=direct" for name in SYSTEMS for who in ("customs", "police")),
    *(
        f"systems.{name}.transfer=push"
        for name in ("advance_passenger_information", "passenger_name_records")
    ),
    *(
        f"systems.{name}.{key}"
        for name in SYSTEMS
        for key in ("coverage=0.8", "members=2", "items_per_year=20", "readers_share=0.9")
    ),
)
OFTEN = tuple(
    f"organisations.profiles.{name}.shipments_per_year=150"
    for name in load_scenario("training").organisations.profiles
)

RUNS: dict[str, Covered] = {
    **{
        f"level_{level}": _t(f"the level {level}", f"partnership={level}")
        for level in (
            "coexistence",
            "communication",
            "cooperation",
            "coordination",
            "collaboration",
        )
    },
    "seed_2": _t("another seed", "partnership=cooperation", seed=2),
    "seed_3": _t(
        "a third seed, adaptation off",
        "partnership=coordination",
        "traffickers.adaptation=off",
        seed=3,
    ),
    "dials": _t(
        "the three dials apart",
        "levers={information_sharing: 0.6, resource_pooling: 0.3, governance: 0.9}",
    ),
    "present_level": _t(
        "another level in the burn-in", "present=communication", "partnership=collaboration"
    ),
    "ramp": _t(
        "a ramp, its set-up as it falls due",
        "transition=ramp",
        "partnership=cooperation",
        "years=0.6",
    ),
    "schedule": _t(
        "a level put in force on a day",
        "schedule=[{day: 20, partnership: coordination}, {day: 40, customs.random_share: 0.3}]",
    ),
    "fixed_budget": _t(
        "posts left vacant for the money of cooperation",
        "partnership=collaboration",
        "budget.rule=fixed",
    ),
    "law_none": _t("a law that lets nothing pass", "partnership=collaboration", "legal_model=none"),
    "law_full": _t("full powers for customs", "partnership=cooperation", "legal_model=full"),
    "law_shared": _t("a law of shared powers", "partnership=coordination", "legal_model=shared"),
    "liaison": _t(
        "liaison officers and a memorandum",
        "partnership=cooperation",
        "instruments=[memorandum_of_understanding,liaison_officers]",
    ),
    "joint_team": _t(
        "joint teams, shared credit, a register",
        "partnership=coordination",
        "instruments=[joint_investigation_team,shared_credit,deconfliction_register]",
    ),
    "surge": _t(
        "a joint operation in surges",
        "partnership=coordination",
        "instruments=[joint_operation]",
        "instruments.joint_operation.every_days=30",
    ),
    "systems": _t(
        "an integrated database and a single point of contact",
        "partnership=collaboration",
        "instruments=[integrated_database,single_point_of_contact]",
    ),
    "customs_i247": _t(
        "direct access of customs to police databases",
        "partnership=cooperation",
        "instruments=[customs_i247]",
    ),
    "shock_committee": _t(
        "a shock to trust and will",
        "partnership=coordination",
        "shocks=[minister_changes]",
        "shocks.minister_changes.day=10",
    ),
    "shock_traffic": _t(
        "twice the parcels, a budget cut",
        "partnership=cooperation",
        "shocks=[parcels_double,budget_cut]",
        "shocks.parcels_double.day=10",
        "shocks.budget_cut.day=20",
    ),
    "shock_intelligence": _t(
        "a leak and a talking traveller",
        "partnership=collaboration",
        "shocks=[database_leak,traveller_talks]",
        "shocks.database_leak.day=20",
        "shocks.traveller_talks.day=30",
    ),
    "shock_post": _t(
        "a broken scanner",
        "partnership=collaboration",
        "shocks=[scanner_breaks]",
        "shocks.scanner_breaks.day=5",
    ),
    "full_sampling": _t(
        "every consignment drawn",
        "cargo.sampling=full",
        "traffic.lawful_scale=0.05",
        "partnership=cooperation",
    ),
    "inspect_all": _t("a check asked on everything", "customs.inspect_all=true"),
    "no_enforcement": _t("nobody inspects or investigates", "enforcement=false"),
    "targeting_rule": _t(
        "the targeting rule 'rule'", "customs.targeting=rule", "partnership=communication"
    ),
    "allocation_bandit": _t(
        "mobile officers sent by a bandit", "customs.allocation=bandit", "customs.mobile_share=0.2"
    ),
    "learning": _t(
        "learning traffickers", "traffickers.strategy=learning", "organisations.size_sigma=0.5"
    ),
    "anticipating": _t(
        "anticipating traffickers, drawn loads",
        "traffickers.strategy=anticipating",
        "organisations.fixed_loads=false",
    ),
    "post_apart": _t("a post at a level of its own", "posts.seaport.partnership=collaboration"),
    "layers": _t("a level put together of layers", "layers.operational=coordination"),
    "competence": _t(
        "goods that customs may not seize, a lost capability",
        "competence.customs=[cocaine]",
        "capabilities.interception=null",
        "partnership=cooperation",
    ),
    "systems_all": _t(
        "every system open to both services, feeds, registers, scandals",
        "partnership=collaboration",
        *EVERY_SYSTEM,
        "governance.will_loss_scandal=0.1",
        "governance.scandal_chance=1",
    ),
    "let_run": _t(
        "loads let run and lost, rich organisations, second stops",
        "partnership=collaboration",
        "investigation.controlled_delivery=1",
        "investigation.let_run_lost=0.5",
        "traffickers.cash_loads_max=2",
        "police.second_stop_share=0.5",
    ),
    "poor_traffickers": _t(
        "organisations that end, enter and change goods",
        "partnership=coordination",
        "traffickers.rogue_exit_days=5",
        "traffickers.broke_days=7",
        "traffickers.cash_loads_start=1",
        "traffickers.entry_per_year=0.5",
        "traffickers.promotion_days=7",
        "traffickers.goods_review_days=7",
        "traffickers.goods_switch_gain=0",
        "traffickers.penalty_loads=5",
    ),
    "rare_goods": _t(
        "goods that few send or that nobody may seize, couriers won, quarrels, assets shared",
        "partnership=coordination",
        "organisations.profiles.cocaine_boxes.commodity=vehicles",
        "organisations.profiles.resin_trucks.commodity=heroin",
        "organisations.profiles.tobacco_trucks.commodity=firearms",
        "organisations.profiles.counterfeit_parcels.commodity=herb",
        "organisations.profiles.counterfeit_parcels.mode=truck",
        *OFTEN,
        "capacity_scale=3",
        "traffickers.adaptation=off",
        "competence.customs=[cocaine]",
        "competence.police=[cocaine]",
        "instruments=[informant_rules,asset_sharing_rule]",
        "police.investigators=40",
        "investigation.takedown_weight=2",
        "police.courier_recruited=1",
        "police.handler_days=0.1",
        "governance.quarrel_chance=1",
    ),
    "rare_hits": _t(
        "many hits on lawful traffic, by every kind of system, some of them late",
        "partnership=collaboration",
        *EVERY_SYSTEM,
        *(
            f"systems.{name}.{key}"
            for name in SYSTEMS
            for key in ("true_matches_per_10k=20", "asked_share=0.5")
        ),
    ),
    "rare_leaks": _t(
        "many informants and insiders: loads that are given up, reports that come back",
        "partnership=coordination",
        *OFTEN,
        "police.informants_per_organisation=0.9",
        "police.informant_items_per_year=300",
        "police.known_entity_share=0.05",
        "organisations.insider_share=0.9",
        "intelligence.renewal_days=3",
        "customs.own_leads_per_year=5000",
        "customs.analysts=20",
        "traffickers.rogue_exit_days=5",
        seed=2,
    ),
    "rare_ends": _t(
        "organisations that lose their leaders: some promote, some end",
        "partnership=collaboration",
        "organisations.size_median=20",
        "investigation.settle_days=0",
        "police.investigators=80",
        "police.known_member_share=0.6",
        "investigation.takedown_weight=4",
        "investigation.evidence_days=3",
        "investigation.reveal_days_broker=1000",
        "investigation.reveal_days_organiser=1",
        "justice.p_charged=1",
        "traffickers.promotion_days=7",
        "traffickers.replacement_days_organiser=2000",
        "traffickers.rogue_exit_days=20",
    ),
    "national": Covered(
        "the default country",
        "national",
        ("partnership=cooperation", "years=0.1", "burn_in_days=30"),
    ),
    "container_port": Covered(
        "the container port",
        "container_port",
        ("partnership=coordination", "years=0.1", "burn_in_days=30"),
    ),
    "airport": Covered(
        "the airport", "airport", ("partnership=collaboration", "years=0.1", "burn_in_days=30"), 2
    ),
}
"""By name. Each is to be short: all together are made by every test run."""


RESULTS = ("daily", "monthly", "yearly", "networks", "links")
"""Tables that a study keeps of its runs, beside the outcomes."""
LOG = ("events", "work")
"""What is kept beside them with ``events=true``."""


def fingerprint(result: Result) -> str:
    """Return the SHA-256 of all that a run hands back.

    The order of columns and outcomes does not count.
    """
    return _print(result, (*RESULTS, *LOG))


def fingerprint_of_results(result: Result) -> str:
    """Return the SHA-256 of what a study keeps of a run: all but the event log."""
    return _print(result, RESULTS)


def _print(result: Result, tables: tuple[str, ...]) -> str:
    digest = hashlib.sha256(json.dumps(result.outcomes, sort_keys=True).encode())
    for name in tables:
        digest.update(f"\0{name}\0".encode())
        digest.update(_table(getattr(result, name)).encode())
    return digest.hexdigest()


def _table(frame: pd.DataFrame) -> str:
    """Return a table as text without loss: columns by name, numbers as the shortest digits that give them back."""
    columns = sorted(frame.columns)
    rows: list[list[Any]] = [[str(cell) for cell in frame[column].tolist()] for column in columns]
    return json.dumps([columns, rows])
