"""The core of a day written a second time, from ``docs/model.md``, and compared in distribution.

No Mesa, no arrays, nothing of the model: traffic, knowledge, sharing, leads, selection, detection
in plain lines over lists and dictionaries. One post, one mode, ten organisations; courts, cases,
informants and adaptation are off. Means over runs with fixed seeds are compared by t-tests;
the comparison is shown to fail when one mechanism of the second model is another.
"""

import dataclasses
import itertools
import math
import random
import statistics
from collections.abc import Callable, Iterator

import pytest
from scipy.stats import ttest_ind

from borderSim import load_scenario, run

BURN_IN, DAYS = 40, 292
FIRST_RUNS, SECOND_RUNS = 8, 16
ALPHA = 1e-3

RULES = {
    "share_prob": 0.7,
    "share_interval_days": 7,
    "share_latency_days": 4,
    "share_fidelity": 0.75,
    "p_detect": 0.7,
    "p_open": 0.8,
    "false_alarm": 0.2,
    "legal_hold_days": 2,
    "random_share": 0.15,
    "target_utilisation": 0.85,
    "document_signal": 0.7,
    "known_entity_share": 0.4,
    "lead_weight": 1.0,
    "slots": 18,
}
"""What a test changes; the rest stands in both writings."""

TINY = """
base: training
title: One post and ten organisations
years: 0.8
burn_in_days: 40
events: true
posts:
  airport: null
  land_hill: null
  land_river: null
  post_office: null
  seaport:
    kind: seaport
    police_officers: 0
    flows:
      box: {units_per_year: 32850, officers: 1000, machines: 3, slots_per_machine_day: 6, lane_shares: [0.25, 0.25, 0.25, 0.25], risk_lane_log_odds: 0}
modes:
  box: {p_detect: 0.7, p_open: 0.8, false_alarm: 0.2, legal_hold_days: 2, lead_time_days: 10, strip_share: 0, opportunists_per_10k: 0}
traffic: {class_log_odds_sd: 0, history_log_odds: [1.0, 0.4, 0.0, -0.8], document_signal: 0.7, lead_match_share: 0.004}
organisations:
  count: 10
  max: 10
  insider_share: 0
  fixed_loads: true
  profiles:
    cocaine_boxes: {share: 1, commodity: cocaine, mode: box, shipments_per_year: 240}
    cocaine_couriers: null
    tobacco_trucks: null
    resin_trucks: null
    counterfeit_parcels: null
traffickers: {adaptation: false, cash_loads_start: 5000, cash_loads_max: 10000, entity_life_days: 120}
customs: {analysts: 100, analyst_hours_share: 1, random_share: 0.15, target_utilisation: 0.85, belief_error_sd: 0, belief_prior_finds: 1000000000, own_leads_per_year: 0, machine_availability: 1}
police: {investigators: 4, units: 1, team_size: 12, team_time_share: 0.1, known_entity_share: 0.4, false_link_share: 0.3, entity_reliability: 0.6, informants_per_organisation: 0, known_member_share: 0}
intelligence: {entity_half_life_days: 150, renewal_days: 60, relevance: 0.8, latency_sigma: 0.8, rotation_reset: 0, trust_gain: 0, trust_loss: 0}
"""
LEVEL = (
    "share_prob={customs_to_police: 0, police_to_customs: 0.7}",
    "share_interval_days=7",
    "share_latency_days=4",
    "share_fidelity=0.75",
    "readers_share=0",
    "pool_fraction=0",
    "lookup_prob=0",
    "shared_objective_weight=0",
    "persistence=1",
    "meeting_share=0",
)


def second(seed: int, **changed: float) -> dict[str, float]:
    """Run the second model; what it counts over its horizon."""
    rng, x = random.Random(seed), RULES | changed
    organisations, kappa, life, epsilon, b, a_day = 10, 0.3, 120.0, 0.004, 0.7, 90.0
    shares, leaning = [0.10, 0.15, 0.30, 0.45], [1.0, 0.4, 0.0, -0.8]
    level = math.log(sum(s * math.exp(h) for s, h in zip(shares, leaning, strict=True)))
    belief = [h - level for h in leaning]  # log-odds of a class: illicit share over lawful share
    illicit = [s * math.exp(h) for s, h in zip(shares, belief, strict=True)]
    slots, asked = int(x["slots"]), x["target_utilisation"] * x["slots"]
    threshold = _threshold(
        lambda s: (
            a_day
            * sum(p * _above((s - h + b * b / 2) / b) for p, h in zip(shares, belief, strict=True))
        ),
        asked * (1 - x["random_share"]),
    )
    held_share = {True: x["known_entity_share"], False: x["known_entity_share"] * 0.3 / 0.7}
    learn = {true: 1 - math.exp(-k / (1 - k) / life) for true, k in held_share.items()}
    lose, renew, sums = (
        1 - math.exp(-1 / life),
        1 - math.exp(-1 / 60),
        {True: cumulated(illicit), False: cumulated(shares)},
    )
    entities = [
        (o, e, true)
        for o in range(organisations)
        for e in range(int(1 / kappa))
        for true in (True, False)
    ]
    generation = dict.fromkeys(entities, 0)
    held = {entity: rng.random() < held_share[entity[2]] for entity in entities}
    leads: dict[tuple[int, int, bool], tuple[int, int]] = {}  # entity: generation, day of receipt
    outbox, mail, waiting, under_way, latencies, known = [], [], [], [], [], []
    count = dict.fromkeys(COUNTED, 0.0)

    def weight(entity: tuple[int, int, bool], day: int) -> float:
        r = 0.6 * 0.5 ** ((day - leads[entity][1]) / 150)
        return (
            x["lead_weight"] * math.log((r * kappa / organisations + (1 - r) * epsilon) / epsilon)
            if r >= 0.15
            else 0.0
        )

    def score(load: bool) -> float:
        signal = x["document_signal"] if load else 0.0
        return (
            belief[rng.choices(range(4), cum_weights=sums[load])[0]]
            + b * (rng.gauss(0, 1) + signal)
            - b * b / 2
        )

    for day in range(BURN_IN + DAYS):
        on = day >= BURN_IN
        for o in range(organisations):  # plans
            if rng.random() < 240 / 365:
                e = int(rng.random() / kappa)
                entity = (o, e, True) if e < int(1 / kappa) else None
                under_way.append(
                    (
                        day + max(1, round(10 * math.exp(rng.gauss(0, 0.4)))),
                        entity,
                        generation[entity] if entity else 0,
                    )
                )
        for entity in entities:  # own sources of the police
            if rng.random() < lose:
                generation[entity], held[entity] = generation[entity] + 1, False
            if rng.random() < (renew if held[entity] else learn[entity[2]]):
                held[entity] = True
                outbox.append((day, entity, generation[entity]))
        if day % x["share_interval_days"] == 0:  # sharing
            for made, entity, g in outbox:
                if rng.random() < x["share_prob"] * 0.8:
                    due = day + round(x["share_latency_days"] * math.exp(rng.gauss(0, 0.8)))
                    mail.append((due, made, entity, g, rng.random() < x["share_fidelity"]))
            outbox = []
        for due, made, entity, g, named in (m for m in mail if m[0] == day):
            count["items_shared"] += on
            latencies += [due - made] * on
            if named:
                leads[entity] = (g, day)
        mail = [m for m in mail if m[0] > day]
        # score, age, load, lead
        units = [[score(False), 0, False, False] for _ in range(_poisson(rng, a_day))]
        for w in (round(2 * weight(entity, day)) / 2 for entity in leads):
            for i in _hits(rng, len(units), epsilon):
                units[i][0] += w
        for _, entity, g in (u for u in under_way if u[0] == day):
            w = weight(entity, day) if entity in leads and leads[entity][0] == g else 0.0
            units.append([score(True) + w, 0, True, w > 0])
        under_way = [u for u in under_way if u[0] > day]
        count["attempts"] += on * sum(u[2] for u in units)
        at_random = int(asked * x["random_share"] + rng.random())  # selection
        chance = at_random / a_day
        # and whether a load drawn at random
        units = [[*u, u[2] and rng.random() < chance] for u in units]
        drawn = [u for u in units if u[4]] + [[0.0, 0, False, False, True]] * at_random
        units = [u for u in units if not u[4]]
        ranked = sorted([u for u in units if u[0] > threshold] + waiting, key=lambda u: -u[0])
        checked, left = ranked[: slots - at_random], ranked[slots - at_random :]
        released = [u for u in left if u[1] >= x["legal_hold_days"]]
        count["releases_unchecked"] += on * sum(not u[2] for u in released)
        count["delivered"] += on * sum(
            u[2] for u in released + [u for u in units if u[0] <= threshold]
        )
        waiting = [[u[0], u[1] + 1, *u[2:]] for u in left if u[1] < x["legal_hold_days"]]
        for u in checked + drawn:  # detection
            alarm = rng.random() < (x["p_detect"] if u[2] else x["false_alarm"])
            if u[2]:
                found = alarm and rng.random() < x["p_open"]
                count["loads_inspected"] += on
                count["finds_random"] += on * (u[4] and found)
                count["by_lead"] += on * (u[3] and not u[4])
                count["seizures" if found else "delivered"] += on
            else:
                count["lawful_inspected"] += on
                count["lawful_alarmed"] += on * alarm
        known += [sum(held[e] for e in entities if e[2]) * 2 / len(entities)] * on
    return count | {
        "share_latency_days": statistics.median(latencies),
        "police_known_entity_share": statistics.mean(known),
    }


COUNTED = (
    "attempts",
    "loads_inspected",
    "by_lead",
    "seizures",
    "finds_random",
    "delivered",
    "lawful_inspected",
    "lawful_alarmed",
    "releases_unchecked",
    "items_shared",
)
AS_COUNTED = (
    "attempts",
    "finds_random",
    "lawful_inspected",
    "releases_unchecked",
    "items_shared",
    "share_latency_days",
    "police_known_entity_share",
)


def cumulated(shares: list[float]) -> list[float]:
    """Return the running sums."""
    return list(itertools.accumulate(shares))


def _above(z: float) -> float:
    return 0.5 * math.erfc(z / math.sqrt(2))


def _threshold(number_above: Callable[[float], float], wanted: float) -> float:
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if number_above(middle) > wanted else (low, middle)
    return low


def _poisson(rng: random.Random, mean: float) -> int:
    n, t = 0, rng.expovariate(mean)
    while t < 1:
        n, t = n + 1, t + rng.expovariate(mean)
    return n


def _hits(rng: random.Random, n: int, chance: float) -> Iterator[int]:
    """Those of n that are hit, each with a small chance."""
    i = int(math.log(1 - rng.random()) / math.log(1 - chance))
    while i < n:
        yield i
        i += 1 + int(math.log(1 - rng.random()) / math.log(1 - chance))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, float]]:
    """What the model counts, a row per run."""
    path = tmp_path_factory.mktemp("tiny") / "tiny.yaml"
    path.write_text(TINY, encoding="utf-8")
    level = [f"partnership.traits.{trait}" for trait in LEVEL]
    scenario = load_scenario(str(path), [*level, "legal_model.handover_threshold_eur=1e12"])
    scenario = dataclasses.replace(scenario, present=scenario.partnership)
    rows = []
    for seed in range(1, FIRST_RUNS + 1):
        result = run(scenario, seed)
        events = result.events
        by_lead = (
            (events["kind"] == "inspect") & (events["raised_by"] == "lead") & (events["day"] >= 0)
        )
        outcomes = {
            str(k): float(v) for k, v in result.outcomes.items() if isinstance(v, int | float)
        }
        rows.append(outcomes | {"by_lead": float(by_lead.to_numpy().sum())})
    return rows


def compared(row: dict[str, float]) -> dict[str, float]:
    """Return what is compared of a run: counts, and shares where they are surer."""
    return {k: row[k] for k in AS_COUNTED} | {
        "inspected": row["loads_inspected"] / row["attempts"],
        "inspected by a lead": row["by_lead"] / row["loads_inspected"],
        "found": row["seizures"] / row["loads_inspected"],
        "delivered": row["delivered"] / row["attempts"],
        "alarms": row["lawful_alarmed"] / row["lawful_inspected"],
    }


def p_values(first: list[dict[str, float]], **changed: float) -> dict[str, float]:
    """Return the p of a t-test by what is counted, of the model against the second one, perhaps changed."""
    theirs = [compared(row) for row in first]
    ours = [compared(second(seed, **changed)) for seed in range(SECOND_RUNS)]
    return {k: float(ttest_ind([r[k] for r in theirs], [r[k] for r in ours])[1]) for k in ours[0]}  # type: ignore[arg-type]


def test_the_second_model_agrees_with_the_first(first: list[dict[str, float]]):
    p = p_values(first)
    assert min(p.values()) * len(p) > ALPHA, p


@pytest.mark.parametrize(
    "changed",
    [
        {"share_fidelity": 0.25},
        {"share_prob": 0.45},
        {"lead_weight": 0.5},
        {"p_open": 0.7},
        {"target_utilisation": 0.7},
    ],
)
def test_another_mechanism_would_be_noticed(
    first: list[dict[str, float]], changed: dict[str, float]
):
    p = p_values(first, **changed)
    assert min(p.values()) * len(p) < ALPHA, p
