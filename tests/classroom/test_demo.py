"""The demonstration in a real browser, its network cut: every scene in both languages says what the data say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from borderSim.classroom.demo.page import MOST_BYTES, SHOWN, page_name, write
from tests.report.browser import needs_browser, opened

EXAMPLE = Path(__file__).parent / "demo_example.json"
SIZES = ((1024, 768), (1920, 1080))
OVERLAPS = """() => {
  const inner = (x) => { const b = x.getBoundingClientRect(); return { left: b.left, right: b.right, top: b.top + b.height * 0.16, bottom: b.bottom - b.height * 0.16, text: x.textContent.trim() }; };
  const boxes = [...document.querySelectorAll('.demo h1, .says, .bar > *, .option, .place svg text')].filter((x) => x.textContent.trim() && x.getClientRects().length).map(inner);
  const over = [];
  boxes.forEach((a, i) => {
    if (a.left < -1 || a.right > innerWidth + 1 || a.bottom > innerHeight + 1) over.push(`outside: ${a.text}`);
    boxes.slice(i + 1).forEach((b) => {
      const w = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (w > 2 && h > 2) over.push(`${a.text} / ${b.text}`);
    });
  });
  const all = document.documentElement;
  if (all.scrollHeight > innerHeight || all.scrollWidth > innerWidth) over.push('larger than the screen');
  return over;
}"""
SMALL = """() => {
  const svg = document.querySelector('.picture');
  const scale = svg ? svg.getScreenCTM().a : 1;
  const found = [...document.querySelectorAll('.picture text')].map((x) => parseFloat(getComputedStyle(x).fontSize) * scale);
  found.push(...[...document.querySelectorAll('.demo h1, .says, .option')].map((x) => parseFloat(getComputedStyle(x).fontSize)));
  return Math.min(...found);
}"""
WHERE = "[demo.scene, demo.step].join('.')"


@pytest.fixture(scope="module")
def data():
    return json.loads(EXAMPLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(data, tmp_path_factory):
    return write(data, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def shown(pages):
    with opened(pages[0], *SIZES[0]) as found:
        found.page.locator(".demo").wait_for()
        yield found


def _says(page):
    rows = "[...document.querySelectorAll('.place text')].map((x) => [...x.childNodes].map((y) => y.textContent).join(' ')).join('\\n')"
    return f"{page.evaluate(rows)}\n{page.locator('.says').inner_text()}"


def _through(page, look):
    """Go through the demonstration by the space bar alone, and look at every picture."""
    page.keyboard.press("Home")
    seen = []
    while not seen or page.evaluate(WHERE) != seen[-1]:
        seen.append(page.evaluate(WHERE))
        look(seen[-1])
        page.keyboard.press(" ")
    return seen


@needs_browser
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_scene_is_on_one_screen_with_no_label_over_another_and_letters_for_a_room(
    shown, width, height
):
    page = shown.page
    page.set_viewport_size({"width": width, "height": height})
    for _ in range(2):
        seen = _through(page, lambda at: _check(page, at))
        assert [x for x in seen if x.endswith(".0")] == [f"{i}.0" for i in range(9)]
        page.keyboard.press("l")


def _check(page, at):
    assert page.evaluate(OVERLAPS) == [], at
    assert page.evaluate(SMALL) >= 24, at


@needs_browser
def test_bet_wall_bridge_and_twin_say_what_the_events_say(shown, data):
    page = shown.page
    low, high = data["halves"]["levels"]
    assert page.locator("html").get_attribute("lang") == "en"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.locator(".option button").nth(1).click()
    assert page.locator(".votes").first.inner_text() == "1"
    page.keyboard.press("ArrowRight")
    wall = low["crossing"]["wall"]
    assert wall and f"day {wall['day'] + 1}" in _says(page)
    assert page.locator(".stones").count() == 1
    page.keyboard.press("ArrowRight")
    assert "on the market" in _says(page) and low["shipment"]["fate"] == "delivered"
    assert "it passes" in _says(page) and not low["score"]["passes"]
    assert "0 of 1 votes" in _says(page) and data["bet"]["answer"][low["level"]] == "nobody"
    page.keyboard.press("ArrowRight")
    bridge = high["crossing"]["bridge"]
    assert f"Sent on day {bridge['sent'] + 1}, read on day {bridge['read'] + 1}" in _says(page)
    assert page.locator(".stones").count() == 0
    page.keyboard.press("ArrowRight")
    assert "it is checked" in _says(page) and high["score"]["passes"]
    assert "seized" in _says(page) and high["shipment"]["fate"].startswith("seized")


@needs_browser
def test_rare_is_told_with_its_counts_and_losses_are_shown(shown, data):
    page = shown.page
    page.evaluate("demo.go(4, 0)")
    counts, met = data["honesty"]["counts"], data["honesty"]["because_two_facts_met"]
    assert f"{met['caught']} of {counts['matched']:,}" in page.locator(".demo h1").inner_text()
    squares = page.locator(".cell.lost").count() - 1
    assert squares == round(counts["lost"] / (counts["matched"] / 1000))
    page.evaluate("demo.go(8, 0)")
    shown_losses = page.locator(".picture text.bad").count()
    assert shown_losses == len(data["goals"]["loses"]) > 0


@needs_browser
def test_the_stuck_gear_is_the_one_with_the_smallest_share(shown, data):
    page = shown.page
    page.evaluate("demo.go(7, 0)")
    gears = data["gears"]["levels"][0]["gears"]
    least = min(gears, key=lambda gear: gear["share"]["value"])
    assert page.locator(".gear.stuck").count() == 1
    stuck = page.evaluate(
        "[...document.querySelectorAll('.gear')].findIndex((x) => x.classList.contains('stuck'))"
    )
    assert gears[stuck] == least


@needs_browser
def test_notes_go_along_in_a_window_of_their_own(shown):
    page = shown.page
    page.evaluate("demo.go(2, 1)")
    with page.expect_popup() as popup:
        page.keyboard.press("n")
    notes = popup.value
    notes.locator("h1", has_text="Scene 3").wait_for()
    notes.keyboard.press("ArrowRight")
    notes.locator(".minutes", has_text="Step 3").wait_for()
    assert page.evaluate(WHERE) == "2.2"
    notes.close()


@needs_browser
def test_paper_holds_the_notes_of_every_scene(shown):
    page = shown.page
    page.emulate_media(media="print")
    assert page.locator(".printed h2").count() == 9 and page.locator(".printed").is_visible()
    assert not page.locator(".demo").is_visible()
    page.emulate_media(media="screen")


@needs_browser
def test_nothing_is_asked_of_anybody_and_nothing_goes_wrong(shown):
    assert [url for url in shown.beyond if "#notes" not in url] == [] and shown.errors == []


def test_pages_are_small_and_those_that_are_shipped_are_of_these_modules(pages):
    for page in pages:
        assert page.stat().st_size <= MOST_BYTES
    for language in ("en", "fr"):
        text = (SHOWN / page_name(language)).read_text(encoding="utf-8")
        made = (pages[0].parent / page_name(language)).read_text(encoding="utf-8")
        start = '<script type="importmap">'
        assert (
            text.split(start)[1].split("</script>")[0] == made.split(start)[1].split("</script>")[0]
        ), (
            "the demonstration that is shipped is older than its modules: python -m borderSim.classroom.demo"
        )
