"""The numbers of the brief of a diagnosis, reckoned again from what is stored, without the code of the page."""

from __future__ import annotations

import html
import re

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from borderSim.diagnose.kept import read
from borderSim.diagnose.remedies import remedies
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
    """The cell of the first measure in a row of the table of who pays."""
    found = re.search(re.escape(head) + r" (\S+) (\S+) ", page[page.index(" Who pays ") :])
    assert found, head
    return found[1]


def shown(page: str, head: str) -> float:
    return float(row_of(page, head).replace("−", "-"))


def test_who_pays_is_that_of_the_runs_in_one_unit_and_adds_up(pages, first, tried):
    page = pages["en"]
    assert "Cost beyond today’s, M EUR (−: less)" in page and "k EUR" not in page
    own = [first(f"{name}_cost_eur").mean() for name in ("customs", "police", "cooperation")]
    staff = officers(scenario_as_dict(tried.found.scenario()))
    shares = [one / sum(staff) for one in staff]
    told = [paid + share * own[2] for paid, share in zip(own[:2], shares, strict=True)]
    courts, services = first("justice_cost_eur").mean(), first(COST).mean()
    assert sum(told) == pytest.approx(services)
    for head, euros, off in (
        (" Customs", told[0], 0.0101),
        (" Police", told[1], 0.0101),
        ("both services, a year", services, 0.0051),
        ("courts and prison (outside net benefit)", courts, 0.0051),
        ("delay of lawful trade a year", first(DELAY).mean(), 0.0051),
    ):
        assert shown(page, head) == pytest.approx(euros / 1e6, abs=off), head
    both = shown(page, "both services, a year")
    assert shown(page, " Customs") + shown(page, " Police") == pytest.approx(both)


def test_running_and_set_up_add_up_to_the_money_of_cooperation_and_set_up_is_paid_before(
    pages, first
):
    page = pages["en"]
    parts = [first(f"cooperation_{name}_eur").mean() for name in ("setup", "running")]
    assert sum(parts) == pytest.approx(first("cooperation_cost_eur").mean())
    heads = ("of it: set-up, counted as a yearly share", "of it: running")
    for head, euros in zip(heads, parts, strict=True):
        assert shown(page, head) == pytest.approx(euros / 1e6, abs=0.0101)
    assert sum(shown(page, head) for head in heads) == pytest.approx(
        shown(page, "both services, a year")
    )
    once = first("setup_paid_from_change_eur").mean() * YEARS
    assert row_of(page, "set-up in all, once") == f"{once / 1e6:.2f}"
    assert f"{once / 1e6:.2f} in year 3" in page or "All set-up, " in page
    hours = first("coordination_hours").mean()
    head = "hours of officers a year, not in the money"
    assert f"{head} {signed(hours, 0).removeprefix('+')} " in THOUSANDS.sub(",", page)


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
    calendar = pages["en"][pages["en"].index("One calendar") :]
    for place, which in enumerate(("either", "or")):
        row = rows.iloc[place]
        title = remedies()[row["remedies"]].title["en"]
        begun = row["gates"] and row["gates"] == rows.iloc[0]["gates"]
        month = round(row["months"] + (0 if begun else 1))  # (set-up waits for the choice)
        line = re.search(rf"{which}: {title} 1 (?:–|\d+–\d+: [a-z ]+) \S+ (\d+) (\d+)", calendar)
        assert line and line.groups() == (str(month), str(month + 12))


def test_the_share_of_harm_from_which_on_it_pays_follows_from_the_stored_rows(pages, rows, first):
    page = pages["en"]
    lose = page[page.index("5. When does it lose?") : page.index("6. What first?")]
    sums = page[page.index("When it loses, M EUR a year:") :]
    row = rows.iloc[0]
    paid = row[COST] + row[DELAY]
    told = re.search(
        r"cost (\S+) and delay of trade (\S+) make ([+−\d.]+), against (\S+) of harm", sums
    )
    assert told
    numbers = [float(text.replace("−", "-")) for text in told.groups()]
    wanted = [row[COST], row[DELAY], paid, row[NET] + paid]
    assert numbers == pytest.approx([one / 1e6 for one in wanted], abs=0.0201)
    assert numbers[0] + numbers[1] == pytest.approx(numbers[2])
    second = lose.index(remedies()[rows.iloc[1]["remedies"]].title["en"])
    assert ("on average at no value of harm" in lose[:second]) == (paid < 0)
    assert -first("harm_eur").mean() == pytest.approx(row[NET] + paid)
    other = rows.iloc[1]
    paid = other[COST] + other[DELAY]
    found = re.search(r"do less than ([\d.,]+) % of the harm assumed", lose)
    assert (found is not None) == (paid > 0)
    if found:
        at = 100 * paid / (other[NET] + paid)
        harm, base = (
            re.search(r"assumed \(([\d.]+) M EUR a year\)", lose),
            re.search(r"as assumed: (\S+) M EUR a year", lose),
        )
        assert harm and base
        assert float(harm[1]) == pytest.approx(at / 100 * float(base[1]), rel=0.05, abs=0.06)
        assert float(found[1].replace(",", "")) == pytest.approx(at, rel=0.05)
    avoided = -first("harm_eur")
    low, high = (avoided.mean() + side * half(avoided) for side in (-1, 1))
    assert ("is not clear by itself" in page) == (low < 0 < high)


def test_arrests_are_told_with_their_interval_where_they_are_clear(pages, first):
    values = first("members_arrested")
    ends = values.mean() - half(values), values.mean() + half(values)
    mean, low, high = (signed(v, 1) for v in (values.mean(), *ends))
    told = f"members arrested {mean} persons a year ({low} to {high})"
    assert (told in pages["en"]) == (ends[0] > 0)


def test_both_ends_of_what_answers_may_mean_are_told_and_that_the_order_turns(pages):
    assert re.search(r"at their lowest, mean gains: .*? \+2\.0; .*? \+1\.0 ", pages["en"])
    assert re.search(r"All at their highest: .*? \+5\.0; .*? \+1\.0 ", pages["en"])
    assert "The open answers: with all of them at their lowest" in pages["en"]


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
        "Today the country stands at communication, by what both services answered.",
        "1. Which level for us? Not known yet:",
        "bordersim compare scenario=scenario.yaml",
        "The rule: advised is the lowest level",
        "2. By what?",
        "Who decides (our proposal): ",
        "3. How sure is it? By chance: ",
        "By the assumptions: ",
        "Simulations: 5 of each measure; ",
        "4. What does it cost, and whom?",
        "5. When does it lose?",
        "6. What first? To decide today: ",
        "Then choose between",
        "if it then stands first with a clear gain",
        "7. What can’t this paper tell?",
        "8. What would change the answer?",
        "One calendar: months from today (month 0)",
        "belongs to level",
        "All harm in the country as it is",
        "Named by the services themselves: customs: cooperation; police: communication.",
        "The best of many is partly the luckiest",
        "What the model leaves out",
        "Grades: A:",
    ):
        assert words in page, words
    assert "  " not in page and not re.search(r"[.%)][A-Z][a-z]{2}", page), "a space is missing"
