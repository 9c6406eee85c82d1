"""The player in a real browser: what it shows, its keys, its languages, both sources, no label over another."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from borderSim.classroom.player import Recorded, class_data, page_data, render, write_class_page
from borderSim.classroom.recording import chunk, header
from borderSim.language.current import using
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run
from tests.report.browser import needs_browser, opened
from tests.report.synthetic import synthetic

LEVELS = ("coexistence", "collaboration")
SIZES = ((1024, 768), (1920, 1080))
DAYS = 73
NO_LABEL_OVER_ANOTHER = """() => {
  const boxes = [...document.querySelectorAll('.map text, .sums td, .sums th, .key li, .top > *, .controls > *, .news li, .legend, .note')]
    .filter((x) => x.getClientRects().length && x.textContent.trim() || x.matches('button, input'))
    .map((x) => [x.getBoundingClientRect(), x.textContent]);
  const over = [];
  boxes.forEach(([a, s], i) => boxes.slice(i + 1).forEach(([b, z]) => {
    const w = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (w > 2 && h > 2) over.push(`${s} / ${z}`);
  }));
  const room = document.documentElement;
  if (room.scrollHeight > innerHeight || room.scrollWidth > innerWidth) over.push('the page is larger than the screen');
  return over;
}"""
FRAMES = "() => JSON.stringify(player.tracks.map((t) => [...Array(73).keys()].map((d) => player.source.frame(t, d))))"


def _recorded(level):
    scenario = load_scenario(
        "training",
        [f"years={DAYS / 365}", "burn_in_days=60", "events=true", f"partnership={level}"],
    )
    result = run(scenario, 3)
    return Recorded(level, header(scenario, 3, level), result.daily, result.events), result


@pytest.fixture(scope="module")
def made():
    return [_recorded(level) for level in LEVELS]


@pytest.fixture(scope="module")
def page(made, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("class") / "class.html"
    path.write_text(render(page_data([run for run, _ in made], "coexistence")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shown(page):
    with opened(page, *SIZES[0]) as found:
        found.page.locator(".player").wait_for()
        yield found


def _sums(page):
    return page.evaluate(
        "Object.fromEntries(player.sums.rows.map(({row, cells}) => [row.name, cells.map((c) => c.textContent)]))"
    )


@needs_browser
def test_it_counts_up_to_the_day_and_draws_no_further(made, shown):
    page = shown.page
    page.evaluate("player.clock.go(40)")
    for side, (_, result) in enumerate(made):
        daily = result.daily.iloc[:41]
        for name in ("seizures", "collisions", "members_arrested", "items_shared"):
            assert _sums(page)[name][side] == str(int(daily[name].sum())), name
    assert page.locator(".day").first.inner_text() == f"Day 41 of {DAYS}"
    line = page.locator(".chart path.left").get_attribute("d")
    far = max(float(x) for x in re.findall(r"[ML]([\d.]+) ", line))
    assert far == pytest.approx(1000 * 41 / DAYS, abs=1)


@needs_browser
def test_a_socket_in_pieces_gives_the_frames_of_the_file(made, shown):
    """The same days, cut anywhere, some of them taken back and sent again."""
    pieces = [(0, 20), (20, 21), (21, 50), (30, DAYS)]
    sent = [
        {"is": "days", "track": run.track, "chunk": chunk(result, *piece)}
        for run, result in made
        for piece in pieces
    ]
    heads = [{"is": "track", "track": run.track, "header": run.header} for run, _ in made]
    live = shown.page.evaluate(
        """async (messages) => {
          const { LiveSource } = await import("bordersim/source.js");
          const socket = Object.assign(new EventTarget(), { send() {} });
          const source = new LiveSource(socket);
          for (const m of messages) socket.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(m) }));
          return JSON.stringify(source.tracks().map((t) => [...Array(73).keys()].map((d) => source.frame(t, d))));
        }""",
        [*heads, *sent],
    )
    assert json.loads(live) == json.loads(shown.page.evaluate(FRAMES))


@needs_browser
def test_keys_alone_are_enough(shown):
    page = shown.page
    day = "player.clock.day"
    page.keyboard.press("Home")
    assert page.evaluate(day) == -1
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageDown")
    assert page.evaluate(day) == 30
    page.keyboard.press("e")
    loud = page.evaluate(day)
    assert loud > 30 and page.evaluate(
        f"player.tracks.some((t) => player.source.events(t, {loud}, {loud} + 1).length > 0)"
    )
    page.keyboard.press(" ")
    for _ in range(300):
        if page.evaluate(day) > loud:
            break
        page.wait_for_timeout(200)
    assert page.evaluate(day) > loud
    page.keyboard.press(" ")
    assert not page.evaluate("player.clock.playing")
    page.keyboard.press("End")
    assert page.evaluate(day) == DAYS - 1


@needs_browser
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_all_is_on_one_screen_and_no_label_lies_over_another(shown, width, height):
    page = shown.page
    page.set_viewport_size({"width": width, "height": height})
    for _ in range(2):
        for _ in range(2):
            page.wait_for_timeout(150)
            assert page.evaluate(NO_LABEL_OVER_ANOTHER) == []
            page.keyboard.press("l")
        page.keyboard.press("r")
    page.keyboard.press("r")
    least = "Math.min(...[...document.querySelectorAll('.sums th, .sums td, .top h1, .legend')].map((x) => parseFloat(getComputedStyle(x).fontSize)))"
    assert page.evaluate(least) >= 24
    page.keyboard.press("r")


@needs_browser
def test_the_language_changes_while_it_is_shown(shown):
    page = shown.page
    page.keyboard.press("l")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert "jour" in page.locator(".day").first.inner_text().lower()
    assert "Coexistence" in page.locator("select").first.inner_text()
    page.keyboard.press("l")
    assert page.locator("html").get_attribute("lang") == "en"


@needs_browser
def test_nobody_is_asked_for_anything_and_nothing_goes_wrong(shown):
    assert shown.beyond == [] and shown.errors == []


@needs_browser
def test_the_class_page_of_a_comparison_without_events(shown, tmp_path):
    comparison = synthetic(replicates=2, plane=False)
    path = write_class_page(comparison, tmp_path / "class.html")
    assert path.stat().st_size < 3e6
    data = class_data(comparison)
    assert [x["track"] for x in data["runs"]] == [x["name"] for x in comparison.manifest["levels"]]
    daily = comparison.daily[comparison.daily["level"] == "level_3"]
    assert sum(data["runs"][3]["chunk"]["totals"]["seizures"]) == daily["seizures"].sum()
    shown.page.goto(path.as_uri(), wait_until="commit")
    shown.page.locator(".player").wait_for()
    shown.page.keyboard.press("End")
    assert "events=true" in shown.page.locator(".news").first.inner_text()
    assert shown.errors == []


def test_what_people_name_is_no_markup(made):
    run, result = made[0]
    odd = {**run.header, "title": {"en": "</script><script>alert(1)</script>", "fr": "x"}}
    text = render(page_data([Recorded("a", odd, result.daily, result.events)]))
    assert "<script>alert" not in text


def test_it_begins_in_the_language_in_force(made):
    with using("fr"):
        assert '<html lang="fr">' in render(page_data([made[0][0]]))
