"""A fabricated comparison: plausible numbers, no model behind them.

For developing and testing pages.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from borderSim.measures.outcomes import OUTCOMES
from borderSim.parameters import scenario as schema
from borderSim.studies.analysis.paired import paired_table

TITLES = ("Coexistence", "Communication", "Cooperation", "Coordination", "Collaboration")
POSTS = {
    "seaport_alba": ("seaport", 0.12, 0.30, {"box": 291000}),
    "seaport_brisa": ("seaport", 0.20, 0.72, {"box": 97000}),
    "seaport_calma": ("seaport", 0.42, 0.10, {"box": 36000}),
    "airport_capital": ("airport", 0.48, 0.52, {"passenger": 3000000, "air_cargo": 150000}),
    "airport_south": ("airport", 0.62, 0.22, {"passenger": 750000, "air_cargo": 40000}),
    "land_north": ("land", 0.55, 0.90, {"truck": 219000, "car": 584000}),
    "land_east": ("land", 0.90, 0.62, {"truck": 109500, "car": 321200}),
    "land_ridge": ("land", 0.86, 0.38, {"truck": 73000, "car": 262800}),
    "land_valley": ("land", 0.78, 0.82, {"truck": 36500, "car": 175200}),
    "land_west": ("land", 0.30, 0.90, {"truck": 18250, "car": 116800}),
    "postal_hub": ("postal", 0.40, 0.36, {"parcel": 25000000}),
}
FLOWS = (
    "planned",
    "attempts",
    "attempts_deterred",
    "attempts_dropped",
    "delivered",
    "seizures",
    "seizures_inland",
    "seizures_let_run",
    "seized_value_eur",
    "shipped_value_eur",
    "delivered_value_eur",
    "loads_inspected",
    "loads_found",
    "finds_in_cases",
    "inspections_targeted",
    "inspections_random",
    "lawful_inspected",
    "seizures_opportunist",
    "trade_delay_cost_eur",
    "customs_cost_eur",
    "police_cost_eur",
    "justice_cost_eur",
    "cooperation_setup_eur",
    "cooperation_running_eur",
    "harm_eur",
    "harm_world_eur",
    "members_arrested",
    "leaders_arrested",
    "members_charged",
    "members_convicted",
    "items_shared",
    "leaks",
    "collisions",
    "cases_burned",
    "cases_opened",
    "takedowns",
)
STATES = ("orgs_alive", "capacity_active", "police_known_entity_share", "trust_mean", "cases_open")
SETUP = np.array([0, 0.05, 0.5, 3.0, 10.0]) * 1e6
RUNNING = np.array([0, 0.02, 0.3, 1.2, 3.0]) * 1e6


@dataclass
class Synthetic:
    """What a report reads of a comparison, made up."""

    runs: pd.DataFrame
    monthly: pd.DataFrame
    daily: pd.DataFrame
    plane: pd.DataFrame | None
    manifest: dict[str, Any]
    networks: pd.DataFrame
    links: pd.DataFrame
    folder: Path = Path("nowhere")
    road_map: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def _paired(self) -> pd.DataFrame:
        return paired_table(self.runs, self.manifest["present"], self.manifest["years"])

    def paired(self) -> pd.DataFrame:
        return self._paired.copy()


def series(rng_seed: int, dial: float, days: np.ndarray, scale: float) -> dict[str, np.ndarray]:
    """Return flows and states over periods of ``days`` each, for a level at ``dial`` (0 to 1)."""
    world = np.random.default_rng(rng_seed)
    n = len(days)
    share = days / 365
    age = np.cumsum(days) / 365
    planned = world.poisson(1500 * scale * share).astype(float)
    draws = world.normal(0, 1, (6, n))
    own = np.random.default_rng([rng_seed, int(dial * 1000)])
    effect = dial * (1 - np.exp(-age / 0.8)) * (1.12 - 0.35 * dial)
    out: dict[str, np.ndarray] = {"planned": planned}
    out["attempts_deterred"] = own.binomial(
        planned.astype(int), np.clip(0.03 + 0.05 * effect, 0, 1)
    ).astype(float)
    out["attempts_dropped"] = own.binomial(planned.astype(int), 0.004 + 0.02 * dial**2).astype(
        float
    )
    out["attempts_dropped"] = np.minimum(
        out["attempts_dropped"], planned - out["attempts_deterred"]
    )
    out["attempts"] = planned - out["attempts_deterred"] - out["attempts_dropped"]
    shipped = out["attempts"].astype(int)
    rate = np.clip(0.085 + 0.05 * effect + 0.006 * draws[0], 0.01, 0.9)
    out["loads_inspected"] = own.binomial(shipped, np.clip(0.17 + 0.06 * effect, 0, 1)).astype(
        float
    )
    out["loads_found"] = np.minimum(
        own.binomial(shipped, rate * 0.9), out["loads_inspected"]
    ).astype(float)
    out["seizures_inland"] = own.binomial(shipped, 0.004 + 0.01 * effect).astype(float)
    out["seizures_let_run"] = own.binomial(
        out["loads_found"].astype(int), 0.02 + 0.1 * dial
    ).astype(float)
    out["seizures"] = out["loads_found"] + out["seizures_inland"]
    out["finds_in_cases"] = own.binomial(out["loads_found"].astype(int), 0.3 + 0.5 * dial).astype(
        float
    )
    out["delivered"] = out["attempts"] - out["seizures"]
    price = 180000 * np.exp(0.2 * draws[1] - 0.02)
    out["shipped_value_eur"] = out["attempts"] * price
    out["seized_value_eur"] = out["shipped_value_eur"] * np.clip(
        out["seizures"] / np.maximum(out["attempts"], 1) * (1 + 0.1 * own.normal(size=n)), 0, 1
    )
    out["delivered_value_eur"] = out["shipped_value_eur"] - out["seized_value_eur"]
    out["inspections_targeted"] = 240000 * scale * share * (1 - 0.02 * dial)
    out["inspections_random"] = 60000 * scale * share
    out["lawful_inspected"] = out["inspections_targeted"] + out["inspections_random"]
    out["seizures_opportunist"] = world.poisson(2000 * scale * share).astype(float)
    out["trade_delay_cost_eur"] = 41e6 * scale * share * (1 - 0.03 * effect + 0.01 * draws[2])
    out["customs_cost_eur"] = 19e6 * scale * share
    out["police_cost_eur"] = 6.2e6 * scale * share
    level = dial * 4
    out["cooperation_setup_eur"] = np.interp(level, range(5), SETUP) / 8.3 * scale * share
    out["cooperation_running_eur"] = np.interp(level, range(5), RUNNING) * scale * share
    out["harm_world_eur"] = 0.9 * out["delivered_value_eur"]
    out["harm_eur"] = 0.3 * out["harm_world_eur"]
    out["members_arrested"] = own.poisson(scale * share * (150 + 110 * effect)).astype(float)
    out["leaders_arrested"] = own.binomial(
        out["members_arrested"].astype(int), 0.06 + 0.05 * effect
    ).astype(float)
    out["members_charged"] = own.binomial(out["members_arrested"].astype(int), 0.85).astype(float)
    out["members_convicted"] = own.binomial(
        out["members_charged"].astype(int), 0.6 + 0.1 * dial
    ).astype(float)
    out["justice_cost_eur"] = 2000 * out["members_charged"] + 24000 * out["members_convicted"]
    out["items_shared"] = own.poisson(scale * share * (20 + 6000 * dial**1.5)).astype(float)
    out["leaks"] = own.poisson(scale * share * (0.5 + 22 * dial**2)).astype(float)
    out["collisions"] = own.poisson(scale * share * np.maximum(0.5, 26 * (1 - dial))).astype(float)
    out["cases_burned"] = own.poisson(scale * share * np.maximum(0.3, 8 * (1 - dial))).astype(float)
    out["cases_opened"] = own.poisson(scale * share * (60 + 30 * effect)).astype(float)
    out["takedowns"] = own.binomial(out["cases_opened"].astype(int), 0.4).astype(float)
    alive = 45 * scale
    out["orgs_alive"] = np.round(
        alive - np.minimum(alive * 0.4, (1.2 + 2.6 * effect) * age) + draws[3]
    )
    out["capacity_active"] = 1600 * scale * (1 - 0.12 * effect * age / 5) + 20 * draws[4]
    out["police_known_entity_share"] = np.clip(0.10 + 0.12 * effect + 0.004 * draws[5], 0, 1)
    out["trust_mean"] = 0.2 + (0.5 * dial) * (1 - np.exp(-age / 1.5))
    out["cases_open"] = 60 + 20 * effect + draws[2]
    return out


def run_row(
    months: dict[str, np.ndarray], dial: float, seed: int, years: float, scale: float
) -> dict[str, float]:
    own = np.random.default_rng([seed, 77, int(dial * 1000)])
    row = {name: float("nan") for name in OUTCOMES}
    row |= {name: float(months[name].sum()) for name in FLOWS}
    row |= {name: float(months[name][-1]) for name in STATES if name in OUTCOMES}
    row["enforcement_cost_eur"] = row["customs_cost_eur"] + row["police_cost_eur"]
    row["cooperation_cost_eur"] = row["cooperation_setup_eur"] + row["cooperation_running_eur"]
    row["enforcement_and_cooperation_cost_eur"] = (
        row["enforcement_cost_eur"] + row["cooperation_cost_eur"]
    )
    row["net_benefit_eur"] = -(
        row["harm_eur"] + row["enforcement_and_cooperation_cost_eur"] + row["trade_delay_cost_eur"]
    )
    row["net_benefit_discounted_eur"] = row["net_benefit_eur"] * 0.92
    row["interdiction_rate"] = row["seized_value_eur"] / row["shipped_value_eur"]
    row["loads_settled"] = row["attempts"]
    row["interdiction_rate_count"] = row["seizures"] / row["attempts"]
    row["orgs_at_start"] = 45 * scale
    row["orgs_dismantled"] = float(
        own.binomial(
            int(45 * scale), min(0.9, (0.05 + 0.14 * dial * (1.2 - 0.5 * dial)) * years / 5)
        )
    )
    row["orgs_dismantled_structural"] = row["orgs_dismantled"] + own.binomial(3, 0.3)
    row["orgs_dismantled_judicial"] = float(own.binomial(int(row["orgs_dismantled"]), 0.6))
    row["orgs_wounded"], row["orgs_recovered"] = 4.0 + 3 * dial, 12.0 + 4 * dial
    row["orgs_disrupted"] = 14.0 + 6 * dial
    row["capacity_start"], row["capacity_survivors"] = 1600 * scale, 0.9 * row["capacity_active"]
    row["blows"], row["blows_unrecovered"] = 20.0, 4.0 + 3 * dial
    for tier, share in enumerate((0.5, 0.3, 0.12, 0.08), start=1):
        row[f"members_arrested_tier_{tier}"] = row["members_arrested"] * share
    row["duplicate_hours"] = row["collisions"] * 40 * 2
    row["coordination_hours"] = (4000 + 55000 * dial) * years * scale
    row["finds_targeted"], row["finds_random"] = (
        row["loads_found"] * 0.97,
        row["loads_found"] * 0.03,
    )
    row["hit_rate_targeted"] = row["finds_targeted"] / row["inspections_targeted"]
    row["hit_rate_random"] = row["finds_random"] / row["inspections_random"]
    row["targeting_lift"] = 3.1 + 2.5 * dial + own.normal(0, 0.1)
    row["recovery_days"] = 120 + 40 * dial + own.normal(0, 10)
    return row


def daily_rows(
    seed: int, dial: float, days: int, posts: dict[str, Any], scale: float
) -> pd.DataFrame:
    values = series(seed, dial, np.ones(days), scale)
    world, own = (
        np.random.default_rng([seed, 5]),
        np.random.default_rng([seed, 6, int(dial * 1000)]),
    )
    weights = world.dirichlet(np.full(len(posts), 2.0))
    shipped = np.zeros((days, len(posts)), int)
    for day in range(days):
        shipped[day] = own.multinomial(int(values["attempts"][day]), weights)
    found = np.minimum(own.binomial(shipped, 0.08 + 0.05 * dial), shipped)
    frame = pd.DataFrame(values)
    frame.insert(0, "day", np.arange(days))
    frame["seizures"], frame["delivered"] = found.sum(axis=1), (shipped - found).sum(axis=1)
    extra = {}
    for index, name in enumerate(posts):
        extra[f"inspected:{name}"] = own.poisson(
            300000 * scale / 365 * weights[index], days
        ).astype(float)
        extra[f"shipped:{name}"] = shipped[:, index].astype(float)
        extra[f"found:{name}"] = found[:, index].astype(float)
        extra[f"delivered:{name}"] = (shipped - found)[:, index].astype(float)
    return pd.concat([frame, pd.DataFrame(extra)], axis=1)


def networks_of(
    names: list[str], dials: list[float], scenarios: tuple[str, ...]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return places of members and ties of three small organisations under every level.

    The second changes most.
    """
    tiers = np.array([4, 3, 3, 2, 2, 2, 1, 1, 1, 1])
    members, links = [], []
    for scenario, (name, dial) in product(scenarios, zip(names, dials, strict=True)):
        key = {"scenario": scenario, "level": name, "seed": 1}
        for organisation in range(3):
            gone = round(dial * 3 * organisation) % 7
            for member, tier in enumerate(tiers):
                empty = member < gone
                ended = organisation == 2 and dial == 1.0
                members.append(
                    key
                    | {
                        "organisation": organisation,
                        "profile": "cocaine_boxes",
                        "entered": -300,
                        "ended": 90.0 if ended else np.nan,
                        "end_reason": "arrests" if ended else "",
                        "member": member,
                        "role": "any",
                        "tier": int(tier),
                        "status_start": "active",
                        "status_end": "ended" if ended else ("vacant" if empty else "active"),
                        "known_start": member % 4 == 0,
                        "known_end": member % 3 == 0,
                    }
                )
            for member in range(1, len(tiers)):
                other = (member - 1) // 2
                links.append(
                    key
                    | {
                        "organisation": organisation,
                        "member": other,
                        "other": member,
                        "start": True,
                        "end": member > gone and not ended,
                    }
                )
            links.append(
                key
                | {
                    "organisation": organisation,
                    "member": 2,
                    "other": 9,
                    "start": False,
                    "end": True,
                }
            )
    return pd.DataFrame(members), pd.DataFrame(links)


def synthetic(
    levels: int = 5,
    replicates: int = 20,
    scenarios: tuple[str, ...] = ("national",),
    years: float = 5.0,
    titles: tuple[str, ...] = TITLES,
    plane: bool = True,
) -> Synthetic:
    """Return a made-up comparison of so many levels, replicates and scenarios."""
    days = round(years * 365)
    months = np.full(-(-days // 30), 30.0)
    months[-1] = days - 30 * (len(months) - 1)
    dials = [i / max(1, levels - 1) for i in range(levels)]
    names = [f"level_{i}" for i in range(levels)]
    titles = tuple(titles[i] if i < len(titles) else f"Level {i + 1}" for i in range(levels))
    runs, monthly, daily, points = [], [], [], []
    for place, scenario in enumerate(scenarios):
        scale = 1.0 / (1 + 2 * place)
        posts = dict(list(POSTS.items())[: 11 if place == 0 else 3])
        for name, dial in zip(names, dials, strict=True):
            for seed in range(1, replicates + 1):
                values = series(
                    seed + 1000 * place, dial * (1 if place == 0 else 0.6), months, scale
                )
                key = {"scenario": scenario, "level": name, "seed": seed}
                runs.append(
                    key | {"replicate": seed - 1} | run_row(values, dial, seed, years, scale)
                )
                monthly.append(pd.DataFrame(key | {"month": np.arange(len(months))} | values))
            frame = daily_rows(1 + 1000 * place, dial, days, posts, scale)
            for column, value in reversed(
                ({"scenario": scenario, "level": name, "seed": 1}).items()
            ):
                frame.insert(0, column, value)
            daily.append(frame)
        for sharing in np.linspace(0, 1, 5):
            for pooling in np.linspace(0, 1, 5):
                for seed in range(1, 7):
                    values = series(
                        seed + 1000 * place, 0.7 * sharing + 0.2 * pooling, months, scale
                    )
                    points.append(
                        {
                            "scenario": scenario,
                            "information_sharing": sharing,
                            "resource_pooling": pooling,
                            "seed": seed,
                        }
                        | run_row(values, sharing, seed, years, scale)
                    )
    config = {
        s: {
            "posts": {
                p: {
                    "kind": k,
                    "x": x,
                    "y": y,
                    "flows": {m: {"units_per_year": u} for m, u in flows.items()},
                }
                for p, (k, x, y, flows) in list(POSTS.items())[: 11 if i == 0 else 3]
            },
            "police": asdict(schema.Police()),
            "economy": asdict(schema.Economy()),
        }
        for i, s in enumerate(scenarios)
    }
    manifest: dict[str, Any] = {
        "schema_version": 1,
        "program_version": "0.1.0",
        "source_hash": "f3a9c1d2e4b5",
        "versions": {"python": "3.13", "numpy": "2.5"},
        "command": ["bordersim", "compare", f"replications={replicates}"],
        "config_hash": "0123456789abcdef",
        "config": config,
        "scenarios": list(scenarios),
        "present": names[0],
        "years": years,
        "seeds": list(range(1, replicates + 1)),
        "levels": [
            {
                "name": n,
                "title": t,
                "dials": dict.fromkeys(
                    ("information_sharing", "resource_pooling", "governance"), d
                ),
            }
            for n, t, d in zip(names, titles, dials, strict=True)
        ],
        "transition": "steady",
        "budget_rule": "on_top",
        "replications": replicates,
        "ran": {},
    }
    return Synthetic(
        pd.DataFrame(runs),
        pd.concat(monthly, ignore_index=True),
        pd.concat(daily, ignore_index=True),
        pd.DataFrame(points) if plane else None,
        manifest,
        *networks_of(names, dials, scenarios),
    )
