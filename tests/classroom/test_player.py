from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from borderSim.classroom.player import class_data, sparse, write_class_page
from borderSim.scenario.load import load_scenario
from tests.report.browser import PATIENCE_MS, needs_browser, opened, two_frames
from tests.report.synthetic import TITLES, Synthetic, synthetic

PAST_DAY_60 = re.compile(r"Year [2-5]|day (6[1-9]|[7-9]\d|\d{3})$")


@pytest.fixture(scope="module")
def made() -> Synthetic:
    return synthetic(replicates=2, plane=False)


@pytest.fixture(scope="module")
def page(made: Synthetic, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_class_page(made, tmp_path_factory.mktemp("class") / "class.html")


def _whole(pairs: list[int], days: int) -> np.ndarray:
    values, day = np.zeros(days, int), 0
    for gap, count in zip(pairs[::2], pairs[1::2], strict=True):
        day += gap
        values[day] = count
    return values


def test_sparse_counts_come_back() -> None:
    for values in ([0, 0, 3, 0, 1], [2, 0, 0], [0, 0], [1, 1, 1]):
        assert _whole(sparse(np.array(values)), len(values)).tolist() == values


def test_the_data_is_the_first_replicate(made: Synthetic) -> None:
    data = class_data(made)
    assert data["days"] == data["all_days"] == 1825
    assert [level["name"] for level in data["levels"]] == [
        level["name"] for level in made.manifest["levels"]
    ]
    daily = made.daily[made.daily["level"] == "level_3"]
    series = data["series"]["level_3"]
    for place, post in enumerate(data["posts"]):
        assert (
            _whole(series["found"][place], 1825).tolist()
            == daily[f"found:{post['name']}"].astype(int).tolist()
        )
    assert _whole(series["totals"]["seizures"], 1825).sum() == daily["seizures"].sum()
    first = [data["series"][name]["totals"]["planned"] for name in ("level_0", "level_4")]
    assert first[0] == first[1]
    assert data["posts"][0]["kind"] == "seaport" and data["posts"][0]["volume"] == 291000


def test_the_page_is_small_and_data_is_safe(page: Path, tmp_path: Path) -> None:
    assert page.stat().st_size < 3e6
    made = synthetic(
        levels=2,
        replicates=1,
        years=0.2,
        plane=False,
        titles=("</script><script>alert(1)</script>", "B"),
    )
    text = write_class_page(made, tmp_path / "c.html").read_text("utf-8")
    assert "<script>alert" not in text
    found = re.search(r'id="class-data">(.*?)</script>', text, re.S)
    assert found and json.loads(found[1])["levels"][0]["title"].startswith("</script>")


def test_the_page_says_what_the_country_is(made: Synthetic, tmp_path: Path) -> None:
    country = load_scenario("training")
    about = {"title": country.title, "description": f"{country.description} <b>"}
    name = made.manifest["scenarios"][0]
    config = {name: {**made.manifest["config"][name], **about}}
    declared = {**made.manifest, "config": config}
    told = Synthetic(made.runs, made.monthly, made.daily, None, declared, made.networks, made.links)
    text = write_class_page(told, tmp_path / "c.html").read_text("utf-8")
    assert "chosen for teaching" in text and "no evidence on any country. &lt;b&gt;" in text


def test_long_series_are_cut_to_what_fits(made: Synthetic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("borderSim.classroom.player.MOST_BYTES", 200_000)
    data = class_data(made)
    assert (
        data["days"] < data["all_days"] and len(json.dumps(data, separators=(",", ":"))) <= 200_000
    )


def test_without_series_it_says_so(made: Synthetic, tmp_path: Path) -> None:
    empty = Synthetic(
        made.runs, made.monthly, made.daily.iloc[:0], None, made.manifest, made.networks, made.links
    )
    assert "holds no daily series" in write_class_page(empty, tmp_path / "c.html").read_text(
        "utf-8"
    )


def _counter(found, side: str, name: str) -> float:
    return float(found.page.inner_text(f"#{side} [data-count={name}]").replace(",", ""))


@needs_browser
def test_it_plays(page: Path) -> None:
    with opened(page, 1280, 900) as found:
        assert (
            found.page.input_value("#left-level") == "level_0"
            and found.page.input_value("#right-level") == "level_4"
        )
        found.page.select_option("#speed", "40")
        found.page.click("#play")
        expect(found.page.locator("#day")).to_have_attribute(
            "aria-valuetext", PAST_DAY_60, timeout=PATIENCE_MS
        )
        found.page.click("#play")
        day = int(found.page.input_value("#day"))
        assert day > 60
        two_frames(found.page)
        assert int(found.page.input_value("#day")) == day
        assert _counter(found, "left", "planned") == _counter(found, "right", "planned") > 0
        assert _counter(found, "right", "seizures") > 0
        assert found.beyond == [] and found.errors == []


@needs_browser
def test_keyboard_slider_and_levels(page: Path, made: Synthetic) -> None:
    with opened(page, 768, 1024) as found:
        for key, day in (
            ("ArrowRight", 1),
            ("Shift+ArrowRight", 31),
            ("ArrowLeft", 30),
            ("End", 1824),
            ("Home", 0),
        ):
            found.page.keyboard.press(key)
            assert int(found.page.input_value("#day")) == day
        found.page.keyboard.press("Space")
        assert found.page.get_attribute("#play", "aria-pressed") == "true"
        found.page.keyboard.press("Space")
        found.page.evaluate(
            "() => { const s = document.getElementById('day'); s.value = 400; s.dispatchEvent(new Event('input')); }"
        )
        assert found.page.inner_text("#date") == "Year 2, day 36"
        found.page.select_option("#left-level", "level_2")
        daily = made.daily[(made.daily["level"] == "level_2") & (made.daily["day"] <= 400)]
        assert _counter(found, "left", "delivered") == daily["delivered"].sum()
        shown = found.page.evaluate(
            "[...document.querySelectorAll('#left text.checks')].map(t => Number(t.textContent.replace(',', '')))"
        )
        assert sorted(shown) == sorted(daily.iloc[-1].filter(like="inspected:").astype(int))
        assert TITLES[2] in (found.page.get_attribute("#left svg.map", "aria-label") or "")
        assert found.page.get_attribute("#day", "aria-valuetext") == "Year 2, day 36"
        assert found.page.evaluate("document.documentElement.scrollWidth") <= 768
        assert (
            found.page.evaluate(
                "Math.min(...[...document.querySelectorAll('body *')].filter(e => e.childNodes.length && e.offsetParent).map(e => parseFloat(getComputedStyle(e).fontSize)))"
            )
            >= 18
        )
        assert found.beyond == [] and found.errors == []


@needs_browser
def test_it_follows_the_window(page: Path) -> None:
    with opened(page, 1280, 900) as found:
        for width in (768, 1024, 600):
            found.page.set_viewport_size({"width": width, "height": 900})
            assert found.page.evaluate("document.documentElement.scrollWidth") <= width, (
                "not even for a while"
            )
            two_frames(found.page)
            assert found.page.evaluate("document.documentElement.scrollWidth") <= width
