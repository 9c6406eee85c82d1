"""What ``docs/model.md`` says of the code is what the code does: the order of a day, the roles, the numbers."""

from __future__ import annotations

import importlib
import re
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from borderSim.day import DAY
from borderSim.documents import DOCS
from borderSim.model.state.variables import VARIABLES
from borderSim.report.documents.made_parts import BEGIN, END
from borderSim.report.documents.model import PAGE, flow, page, state_variables
from borderSim.scenario.catalogue import scenario_rows
from borderSim.scenario.load import load_scenario

WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "half": Fraction(1, 2), "½": Fraction(1, 2)}


@cache
def text() -> str:
    return " ".join((DOCS / PAGE).read_text("utf-8").split())


def test_the_page_has_the_lines_of_a_day_in_their_order():
    told = re.findall(r"\d+\. \*\*([a-z ]+)\*\* \(`([\w/]+\.py)`\)", text())
    assert told == [(phase.name, phase.module) for phase in DAY]
    assert all((DOCS.parent / "borderSim" / module).is_file() for _, module in told)


def test_state_variables_say_who_writes_them():
    made = state_variables()
    assert made.count("\n| `") == len(VARIABLES)
    written = re.search(r"\*\*courts\*\*: .*?Written by: (.*?)\.", made, re.S)
    assert written and written[1].split() == ["interception,", "investigation,", "courts"]
    assert "| courts | policy | traffickers, police, courts, recorder, tallies |" in flow()


def test_modules_that_the_page_names_are_there():
    package = DOCS.parent / "borderSim"
    named = set(
        re.findall(
            r"`((?:model|measures|scenario|parameters|report|rules|studies)/[\w/]+\.py)`", text()
        )
    )
    assert len(named) > 10 and all((package / name).is_file() for name in named)
    beside = re.search(r"\(with ([^)]*?) beside it\)", text(), re.S)
    assert beside and all(
        (package / "model" / f"{name}.py").is_file()
        for name in re.findall(r"`([\w/]+)`", beside[1])
    )


def test_what_is_changed_by_hand_is_seen(tmp_path):
    """The page is stale when a made part is edited, or the code is; without marks it says so."""
    source = (DOCS / PAGE).read_text("utf-8")
    (tmp_path / PAGE).write_text(
        source.replace("| broker | 3 | 4 | 10 % |", "| broker | 3 | 4 | 12 % |"), encoding="utf-8"
    )
    assert page(tmp_path) == source != (tmp_path / PAGE).read_text("utf-8")
    for mark in (BEGIN, END):
        (tmp_path / PAGE).write_text(source.replace(mark.format("roles"), ""), encoding="utf-8")
        with pytest.raises(ValueError, match="roles"):
            page(tmp_path)


NUMBERS: tuple[tuple[str, str], ...] = (
    # module.CONSTANT, what stands around the number on the page
    ("model.phases.planning.LEAD_TIME_SIGMA", r"lognormal lead time \(sigma {}"),
    ("model.state.intelligence.FADED", r"dropped below {} \(assumption\)"),
    ("model.actions.arrests.RELEASE_DAYS", r"else free after {} days"),
    ("model.state.market.MEMORY_DAYS", r"fades over {} days"),
    ("model.state.decision_rules.NO_DOCUMENTS", r"a score of spread {} \(technical\)"),
    ("rules.police.LET_RUN_NOISE", r"let_run_bar\) / {}\]"),
    ("rules.police.LET_RUN_NOISE", r"is worth 1; {} is an assumption"),
    ("model.phases.adaptation.MOST_EAGER", r"up to {} times as eagerly"),
    ("rules.traffickers.BURNT", r"is {} times as likely to be lost"),
    ("rules.allocation.RATE_PRIOR_HOURS", r"a prior of {} hours"),
    ("rules.allocation.LIFT", r"customs reckons to choose {} times better"),
    ("rules.profit.ALIKE", r"correlate by ρ = {}"),
    ("rules.profit.MOST", r"\(at most {}; z the size"),
    ("rules.profit.EVEN_ODDS", r"· \(1 − {}\^\(z\^g\)\)"),
    ("measures.dismantlement.SILENCE_DAYS", r"no load arrived for the longer of {} days"),
    ("measures.dismantlement.SILENT_LOADS", r"longer of 180 days and {} / own rate"),
    ("measures.dismantlement.SILENT_LOADS", r"longer of 90 days and {} / own rate"),
    ("measures.dismantlement.WINDOW", r"is kept up for the longer of {} days"),
    ("measures.dismantlement.WINDOW", r"under half of its own rate over the {} days"),
    ("measures.dismantlement.WINDOW", r"blows in the last {} days"),
)
KEYS: tuple[tuple[str, str, str], ...] = (
    # scenario, key, what stands around the number
    ("national", "traffic.size_visibility", r"`traffic.size_visibility` \({}, assumption"),
    ("national", "investigation.takedown_weight", r"`give_up_days` \| {};"),
    ("national", "investigation.evidence_days", r"`give_up_days` \| 16; {} days;"),
    ("national", "investigation.give_up_days", r"`give_up_days` \| 16; 64 days; {} days"),
    ("national", "justice.financial_hours_per_case", r"`confiscable_share` \| {} h;"),
    ("national", "justice.confiscated_per_hour_eur", r"400 h; {} EUR/h"),
    ("national", "justice.confiscable_share", r"EUR/h; {} \|"),
    ("national", "customs.target_utilisation", r"`customs.target_utilisation` \| {} \("),
    ("training", "customs.target_utilisation", r"\(`training` {}\)"),
    ("national", "investigation.reveal_effort_share", r"{} of the work \(`reveal_effort_share`\)"),
)


def number_at(around: str) -> Fraction:
    """The number that the page has in a place, written in digits or as a word."""
    found = re.search(around.replace("{}", r"([\d.,]*\d|\w+|½)"), text())
    assert found, f"the page has nothing like {around}"
    word = found[1].lower()
    return Fraction(WORDS[word]) if word in WORDS else Fraction(word.replace(",", ""))


@pytest.mark.parametrize(("constant", "around"), NUMBERS)
def test_numbers_of_the_code_are_those_of_the_page(constant, around):
    module, _, name = constant.rpartition(".")
    assert float(number_at(around)) == float(
        getattr(importlib.import_module(f"borderSim.{module}"), name)
    )


@pytest.mark.parametrize(("scenario", "key", "around"), KEYS)
def test_numbers_of_the_scenarios_are_those_of_the_page(scenario, key, around):
    value: Any = load_scenario(scenario)
    for part in key.split("."):
        value = getattr(value, part)
    assert float(number_at(around)) == float(value)


def test_sizes_as_shipped():
    rows = {row["name"]: row for row in scenario_rows()}
    national = rows["national"]
    units = sum(
        flow.units_per_year
        for post in load_scenario("national").posts.values()
        for flow in post.flows.values()
    )
    told = re.search(
        r"`national` (\d+) posts, (\d+) million lawful units a year, (\d+) organisations, ([\d,]+) officers",
        text(),
    )
    assert told and [int(n.replace(",", "")) for n in told.groups()] == [
        national["posts"],
        round(units / 1e6),
        national["organisations"],
        round(float(national["officers"])),
    ]
    assert {name: row["burn_in_days"] for name, row in rows.items()} == dict.fromkeys(rows, 730) | {
        "training": 365
    }, "two years; training one"


def test_fixed_duties_are_within_what_the_page_says():
    told = re.search(r"`modes.<mode>.fixed_duty_share` \| ([\d.]+)–([\d.]+)", text())
    shares = [
        mode.fixed_duty_share
        for name in ("national", "container_port", "airport", "training")
        for mode in load_scenario(name).modes.values()
    ]
    assert told and [float(told[1]), float(told[2])] == [min(shares), max(shares)]


def test_tier_weights_are_those_of_the_page():
    from borderSim.model.state.networks import TIER_WEIGHT

    told = re.search(r"weight of known members \(([\d, ]+) by tier\)", text())
    assert told and [float(n) for n in told[1].split(",")] == list(TIER_WEIGHT[1:])


def test_every_outcome_and_key_that_the_page_names_is_there():
    """Names in code font with a dot are keys of a scenario, or modules."""
    from borderSim.scenario.catalogue import parameters

    known = {re.sub(r"<\w+>", "*", row.key) for row in parameters()}
    named = set(
        re.findall(
            r"`((?:customs|police|traffic|traffickers|organisations|investigation|intelligence|justice|budget|levers|cargo|modes)\.[a-z_.<>*]+)`",
            text(),
        )
    )
    missing = {
        name
        for name in named
        if re.sub(r"<\w+>", "*", name) not in known
        and not any(key.startswith(name.rstrip("*")) for key in known)
    }
    assert len(named) > 20 and not missing
