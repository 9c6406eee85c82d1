"""All steps together, the second remedy chosen instead, and how long simulating again takes: each from what is stored."""

from __future__ import annotations

import datetime
import html
import json
import math
import re

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from borderSim.diagnose.kept import read
from borderSim.diagnose.remedies import indicators, remedies
from borderSim.language.current import using
from borderSim.report.briefs.diagnosis import render
from borderSim.report.diagnosis.remedies import read_remedies
from borderSim.report.road_map.total import minutes_again, money
from borderSim.report.road_map.unit import money_unit
from tests.report.tried import YEARS, Tried

NET, COST, ONCE = (
    "net_benefit_eur",
    "enforcement_and_cooperation_cost_eur",
    "setup_paid_from_change_eur",
)


def words(page: str) -> str:
    text = html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", "", page, flags=re.S))
    return re.sub(r"[ \n]+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))


def typographic(text: str, language: str) -> str:
    return text.replace("'", "’") if language == "fr" else text


@pytest.fixture(scope="module")
def page(tried: Tried) -> str:
    return words(render(tried.found, read_remedies(tried.folder)))


@pytest.mark.parametrize(
    ("net", "told"),
    [(9.6e6, ("+0.12", "0.29", "M EUR")), (4e4, ("+121.82", "289.23", "k EUR"))],
)
def test_cost_and_set_up_stand_in_the_unit_of_net_benefit(net, told):
    assert money(121_822.0, 289_234.0, money_unit([{NET: net}])) == told


def test_all_steps_together_are_those_of_the_last_level_against_the_country(page, tried):
    road = read(tried.folder)[1]
    if len(road["steps"]) < 2:
        assert "All steps together bring" not in page and "all steps" not in page
        return
    place = len(road["steps"]) - 1
    rows, _ = read(tried.folder)
    name = ("single", "pair", "triple")[place]
    level = rows[(rows["step"] == name) & (rows["rank"] == 1)].iloc[0]["level"]
    paths = [tried.folder / one / "runs.parquet" for one in ("singles", "pairs", "triples")]
    runs = pd.concat([pd.read_parquet(path) for path in paths if path.is_file()])
    runs = runs.drop_duplicates(["level", "seed"]).set_index("seed")
    own, base = (runs[runs["level"] == one] for one in (level, "mine"))
    shared = own.index.intersection(base.index)
    gains = (own.loc[shared, NET] - base.loc[shared, NET]).to_numpy() / YEARS
    half = student.ppf(0.975, len(shared) - 1) * gains.std(ddof=1) / np.sqrt(len(shared))
    found = re.search(
        r"All steps together bring (\S+) \((\S+) to (\S+)\) M EUR a year of net benefit \((\d+) simulations",
        page,
    )
    assert found
    assert int(found[4]) == len(shared)
    told = [float(text.replace("−", "-").replace(",", "")) for text in found.groups()[:3]]
    assert told == pytest.approx(np.array([0.0, -half, half]) / 1e6 + gains.mean() / 1e6, abs=0.51)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_second_remedy_has_a_plan_of_its_own(tried, language):
    rows, _ = read(tried.folder)
    row = rows[rows["step"] == "single"].sort_values("rank").iloc[1]
    remedy = remedies()[row["remedies"]]
    with using(language):
        page = words(render(tried.found, read_remedies(tried.folder)))
    watch = page[page.index("What to watch until" if language == "en" else "Que suivre jusqu") :]
    item = watch[watch.index(f"{remedy.title[language]}{':' if language == 'en' else ' :'}") :]
    watched = [words(typographic(indicators()[name][language], language)) for name in remedy.watch]
    assert watched and all(text in item for text in watched), "each indicator is told"
    head = "2. By what?" if language == "en" else "2. Par quoi"
    answer = page[page.index(head) : page.index("3. How sure" if language == "en" else "3. Est-ce")]
    for text in (remedy.does[language], remedy.who[language]):
        assert words(typographic(text, language)) in answer


def test_minutes_are_those_of_the_parts_with_more_of_the_single_remedies(page, tried):
    seconds = 0.0
    for path in tried.folder.rglob("manifest.json"):
        ran = json.loads(path.read_text("utf-8"))["ran"]
        begun, written = (
            datetime.datetime.fromisoformat(ran[key]) for key in ("started", "written")
        )
        more = 100 / 5 if path.parent.name == "singles" else 1
        seconds += more * (written - begun).total_seconds()
    minutes = 5 * max(1, math.ceil(seconds / 300))
    assert f"with the same command simulates again (about {minutes} minutes)" in page


def test_where_a_part_does_not_say_when_it_ran_no_minutes_are_told(tmp_path):
    assert minutes_again(tmp_path, 40, 100) == ""
    (tmp_path / "singles").mkdir()
    (tmp_path / "singles" / "manifest.json").write_text("{}", encoding="utf-8")
    assert minutes_again(tmp_path, 40, 100) == ""


def test_the_rule_of_the_review_says_what_to_do_where_nothing_is_clear(page):
    assert "Where no indicator decides, the cost does." in page
    if "Should fall, rises in the simulation" in page:
        assert re.search(r"Where more is counted than simulated \(\S.*?: [\d.]+ a year\)", page)


def test_the_ends_of_the_open_answers_say_how_often_they_were_simulated(page):
    assert "5 at each end of the open answers" in page
    assert "Which single answer turns the order is not known" in page
