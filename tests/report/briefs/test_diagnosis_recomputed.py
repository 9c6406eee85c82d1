"""The numbers of the brief of a diagnosis, reckoned again from what is stored, without the code of the page."""

from __future__ import annotations

import html
import re

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from borderSim.diagnose.kept import read
from borderSim.language.current import using
from borderSim.report.briefs.diagnosis import render
from borderSim.report.comparison.as_simulated import officers
from borderSim.report.diagnosis.remedies import read_remedies
from borderSim.scenario.load import scenario_as_dict
from tests.report.tried import YEARS, Tried

NET, COST, DELAY = (
    "net_benefit_eur",
    "enforcement_and_cooperation_cost_eur",
    "trade_delay_cost_eur",
)
NUMBER = re.compile(r"\d+(?:[.,\u202f]\d+)*")
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
"""What English sets between thousands."""
KEYS = re.compile(r"\b[a-z_]+\.[a-z_]+\b|\bA\.\d+(?:\.\d+)?\.[a-z]\w*|\b[a-z]+_[a-z_]+\b")
"""What a file or the program calls something: dotted keys, parts of items, names with underscores."""


def plain(page: str) -> str:
    """The words of a page without its figure, on one line."""
    body = re.sub(r"<svg.*?</svg>", "", page[page.index("<main>") :], flags=re.S)
    body = re.sub(r"</?(?:strong|code)>", "", body)
    text = html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ")
    return re.sub(r"[ \n]+", " ", text)


@pytest.fixture(scope="module")
def pages(tried: Tried) -> dict[str, str]:
    told = {}
    for language in ("en", "fr"):
        with using(language):
            told[language] = plain(render(tried.found, read_remedies(tried.folder)))
    return told


@pytest.fixture(scope="module")
def rows(tried: Tried) -> pd.DataFrame:
    frame, _ = read(tried.folder)
    return pd.DataFrame(frame[frame["step"] == "single"]).sort_values("rank")


@pytest.fixture(scope="module")
def first(tried: Tried, rows: pd.DataFrame):
    """By outcome the differences of each replicate between the first remedy and the country as it is, a year."""
    runs = pd.read_parquet(tried.folder / "singles" / "runs.parquet").set_index("seed")
    own, base = (runs[runs["level"] == name] for name in (rows.iloc[0]["level"], "mine"))
    return lambda name: np.asarray(own[name] - base[name]) / YEARS


def half(values: np.ndarray) -> float:
    n = len(values)
    return float(student.ppf(0.975, n - 1) * values.std(ddof=1) / np.sqrt(n))


def signed(value: float, places: int) -> str:
    text = f"{abs(value):,.{places}f}"
    return text if not text.strip("0.") else ("−" if value < 0 else "+") + text


def test_the_gain_with_its_interval_is_that_of_the_runs_and_of_the_stored_rows(pages, rows, first):
    values = first(NET) / 1e6
    row = rows.iloc[0]
    assert row[NET] / 1e6 == pytest.approx(values.mean())
    found = re.search(r"net benefit, M EUR a year (\S+) \((\S+) to (\S+)\)", pages["en"])
    assert found
    ends = values.mean() - half(values), values.mean() + half(values)
    assert found.groups() == tuple(signed(v, 0) for v in (values.mean(), *ends))
    assert ends == pytest.approx((row[f"{NET}_low"] / 1e6, row[f"{NET}_high"] / 1e6))


def row_of(page: str, head: str) -> str:
    """The cell of the first remedy in a row of the table of who pays."""
    found = re.search(re.escape(head) + r" (\S+) (\S+) ", page[page.index("What does it cost") :])
    assert found, head
    return found[1]


def test_who_pays_is_that_of_the_runs_in_one_unit(pages, first, tried):
    page = pages["en"]
    assert "M EUR a year, more (+) or less (−) than today" in page and "k EUR" not in page
    own = [first(f"{name}_cost_eur").mean() for name in ("customs", "police", "cooperation")]
    staff = officers(scenario_as_dict(tried.found.scenario()))
    shares = [one / sum(staff) for one in staff]
    told = [paid + share * own[2] for paid, share in zip(own[:2], shares, strict=True)]
    courts, services = first("justice_cost_eur").mean(), first(COST).mean()
    assert sum(told) == pytest.approx(services)
    for head, euros in (
        ("Customs", told[0]),
        ("Police", told[1]),
        ("Justice (courts and prison, outside net benefit)", courts),
        ("Public money: these three", services + courts),
        ("Trade (delay)", first(DELAY).mean()),
    ):
        shown = float(row_of(page, head).replace("−", "-"))
        assert shown == pytest.approx(euros / 1e6, abs=0.0051), head


def test_running_and_set_up_add_up_to_the_money_of_cooperation_and_set_up_is_paid_before(
    pages, first
):
    page = pages["en"]
    parts = [first(f"cooperation_{name}_eur").mean() for name in ("setup", "running")]
    assert sum(parts) == pytest.approx(first("cooperation_cost_eur").mean())
    heads = ("of it: set-up, counted as a yearly share", "of it: running")
    for head, euros in zip(heads, parts, strict=True):
        assert row_of(page, head) == signed(euros / 1e6, 2)
    once = first("setup_paid_from_change_eur").mean() * YEARS
    assert (
        row_of(page, "set-up in all, once: to be paid before it is in force") == f"{once / 1e6:.2f}"
    )
    hours = first("coordination_hours").mean()
    head = "hours of both services a year (officers who are there; not in the money)"
    assert f"{head} {signed(hours, 0)} " in THOUSANDS.sub(",", page)


def test_the_first_two_stand_side_by_side_and_apart_by_the_paired_difference(pages, rows, tried):
    runs = pd.read_parquet(tried.folder / "singles" / "runs.parquet").set_index("seed")
    own = [runs.loc[runs["level"] == rows.iloc[place]["level"], NET] for place in (0, 1)]
    gap = np.asarray(own[0] - own[1]) / YEARS / 1e6
    found = re.search(r"The first gains (\S+) \((\S+) to (\S+)\) M EUR a year more", pages["en"])
    assert found
    ends = gap.mean() - half(gap), gap.mean() + half(gap)
    for text, value in zip(found.groups(), (gap.mean(), *ends), strict=True):
        assert float(text.replace("−", "-").replace(",", "")) == pytest.approx(value, abs=0.51)
    assert ("which one is better is not clear" in pages["en"]) == (ends[0] < 0 < ends[1])
    months = " ".join(f"{rows.iloc[place]['months']:.0f}" for place in (0, 1))
    assert f"months until in force {months} " in pages["en"]


def test_the_share_of_harm_from_which_on_it_pays_follows_from_the_stored_rows(pages, rows, first):
    found = re.search(r"unit of illicit goods does less than ([\d.,]+) % of the harm", pages["en"])
    row = rows.iloc[0]
    paid = row[COST] + row[DELAY]
    assert (found is not None) == (paid > 0)
    if found:
        at = 100 * paid / (row[NET] + paid)
        assert float(found[1].replace(",", "")) == pytest.approx(at, rel=0.05)
    avoided = -first("harm_eur")
    assert avoided.mean() == pytest.approx(row[NET] + row[COST] + row[DELAY])
    low, high = (avoided.mean() + side * half(avoided) for side in (-1, 1))
    shown = " to ".join(signed(v / 1e6, 0) for v in (low, high))
    assert f"avoids harm of {signed(avoided.mean() / 1e6, 0)} ({shown}) M EUR a year" in pages["en"]
    assert ("is not clear by itself" in pages["en"]) == (low < 0 < high)


def test_arrests_are_told_with_their_interval_where_they_are_clear(pages, first):
    values = first("members_arrested")
    ends = values.mean() - half(values), values.mean() + half(values)
    mean, low, high = (signed(v, 1) for v in (values.mean(), *ends))
    told = f"members arrested {mean} persons a year ({low} to {high})"
    assert (told in pages["en"]) == (ends[0] > 0)


def test_both_ends_of_what_answers_may_mean_are_told_and_that_the_order_turns(pages):
    assert re.search(r"at their lowest, mean gains: .*? \+2\.0; .*? \+1\.0 ", pages["en"])
    assert re.search(r"All at their highest: .*? \+5\.0; .*? \+1\.0 ", pages["en"])
    assert "So the order depends on these answers" in pages["en"]


def test_both_languages_tell_the_same_numbers(pages):
    told = {
        language: sorted(
            number.replace("\u202f", "").replace(",", "." if language == "fr" else "")
            for number in NUMBER.findall(THOUSANDS.sub("", page) if language == "en" else page)
        )
        for language, page in pages.items()
    }
    assert told["en"] == told["fr"]
    assert len(told["en"]) > 80


def test_no_key_of_a_file_or_the_program_is_on_the_page(pages):
    for page in pages.values():
        found = set(KEYS.findall(page)) - {"diagnosis.html", "scenario.yaml"}
        assert not found
    assert not KEYS.search("to (A.1, A.19). It") and KEYS.search("governance.mandate_clarity ≥ 0.6")


def test_every_question_of_an_adviser_has_its_answer(pages, tried):
    page = pages["en"]
    for words in (
        "Level today: communication, by the answers; named by the services: customs: cooperation",
        "Which level?",
        "Level to aim for: not known yet.",
        "bordersim compare scenario=scenario.yaml",
        "The rule: advised is the lowest level",
        "How sure?",
        "Grades: A:",
        "What first?",
        "To decide today: ",
        "Then choose between",
        "By what?",
        "belongs to level",
        "who leads (proposed by borderSim)",
        "What does it cost, and whom?",
        "When does it lose?",
        "What would change the answer?",
        "What can’t it tell?",
        "months until in force",
        "Does it help?",
        "Is it the best of the",
        "Harm in the country as it is",
        "Confidence: ",
        "The best of many is partly the luckiest",
        "What the model leaves out",
        "nformal meetings.",
    ):
        assert words in page, words
    assert "  " not in page and not re.search(r"[.%)][A-Z][a-z]{2}", page), "a space is missing"
