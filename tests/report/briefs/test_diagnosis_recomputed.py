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
    found = re.search(
        r"It brings (\S+) \((\S+) to (\S+)\) M EUR a year of net benefit", pages["en"]
    )
    assert found
    ends = values.mean() - half(values), values.mean() + half(values)
    assert found.groups() == tuple(signed(v, 0) for v in (values.mean(), *ends))
    assert ends == pytest.approx((row[f"{NET}_low"] / 1e6, row[f"{NET}_high"] / 1e6))


def test_who_pays_is_that_of_the_runs(pages, first, tried):
    found = re.search(
        r"costs (\S+) k EUR of public money a year against today: customs (\S+), police (\S+), justice (\S+)\. "
        r"Delay of traders, no public money: (\S+)\.",
        pages["en"],
    )
    assert found
    public, customs, police, justice, trade = found.groups()
    own = [first(f"{name}_cost_eur").mean() for name in ("customs", "police", "cooperation")]
    staff = officers(scenario_as_dict(tried.found.scenario()))
    shares = [one / sum(staff) for one in staff]
    told = [(paid + share * own[2]) / 1e3 for paid, share in zip(own[:2], shares, strict=True)]
    assert [customs, police] == [signed(one, 0) for one in told]
    courts = first("justice_cost_eur").mean()
    assert public == signed((first(COST).mean() + courts) / 1e3, 0)
    assert justice == signed(courts / 1e3, 0)
    assert trade == signed(first(DELAY).mean() / 1e3, 0)


def test_running_and_set_up_are_differences_and_add_up_to_what_both_services_pay(pages, first):
    found = re.search(
        r"Customs and police together (\S+): running (\S+), set-up (\S+)\. "
        r"Set-up takes ([\d ]+) \S+ EUR in all .*? at most ([\d ]+) \S+ EUR in the first year in force, then (\S+) a year\.",
        pages["en"],
    )
    assert found
    services, running, share, once, cash, after = found.groups()
    parts = [first(f"cooperation_{name}_eur").mean() for name in ("running", "setup")]
    paid = first("setup_paid_from_change_eur").mean() * YEARS
    assert sum(parts) == pytest.approx(first(COST).mean())
    assert [running, share] == [signed(one / 1e3, 0) for one in parts] and after == running
    assert services == signed(first(COST).mean() / 1e3, 0)
    told = [one.replace(" ", "") for one in (once, cash)]
    assert told == [f"{one / 1e3:.0f}" for one in (paid, paid + parts[0])]


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
    cell = r"(any|none|at (?:least|most) [\d.,]+ %)"
    found = re.search(rf"harm required, of that assumed {cell} {cell} ", pages["en"])
    assert found
    for place, told in enumerate(found.groups()):
        row = rows.iloc[place]
        paid = row[COST] + row[DELAY]
        if paid < 0:
            assert told == "any"
        else:
            at = 100 * paid / (row[NET] + paid)
            assert float(told.split()[2].replace(",", "")) == pytest.approx(at, rel=0.05)
    avoided = -first("harm_eur")
    row = rows.iloc[0]
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
        found = set(KEYS.findall(page)) - {"diagnosis.html"}
        assert not found
    assert not KEYS.search("to (A.1, A.19). It") and KEYS.search("governance.mandate_clarity ≥ 0.6")


def test_every_question_of_an_adviser_has_its_answer(pages, tried):
    page = pages["en"]
    for words in (
        "Level today: communication, by the answers; named by the services: customs: cooperation",
        "To decide today: customs and police settle the",
        "Then choose between",
        "Who acts (proposed by borderSim)",
        "No level is aimed at here",
        "In force about",
        "Does it help?",
        "Is it the best of the",
        "The first two side by side",
        "Harm assumed in the country as it is",
        "Confidence: ",
        "The best of many is partly the luckiest",
        "What the model leaves out",
        "Surer with",
        "Informal meetings.",
    ):
        assert words in page, words
    assert "  " not in page and not re.search(r"[.%)][A-Z][a-z]{2}", page), "a space is missing"
