"""The console and the wall while a run is played: no click is lost, and both can halt it; role pages on a small laptop."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from borderSim.classroom.exercise.acting import act
from borderSim.classroom.exercise.hub import Hub
from borderSim.classroom.exercise.room import FACILITATOR, Room
from borderSim.classroom.exercise.seats import told
from borderSim.classroom.exercise.web import routes
from borderSim.classroom.live.server import application
from borderSim.classroom.refusals import RefusedError
from tests.classroom.exercise.short import session
from tests.classroom.served import Served
from tests.report.browser import needs_browser

pytestmark = needs_browser
OVER = """() => {
  const boxes = [...document.querySelectorAll("td, th, dt, dd, li, h2, h3, p, button")]
    .filter((x) => !x.querySelector("td, th, li, p, button") && x.textContent.trim() && x.checkVisibility())
    .map((x) => ({text: x.textContent, node: x, box: x.getBoundingClientRect(), wide: x.scrollWidth - x.clientWidth}));
  const wrong = boxes.filter(({box}) => box.right > innerWidth).map(({text}) => text);
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
    const w = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
    const h = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
    if (w > 2 && h > 2) wrong.push(`${a.text} / ${b.text}`);
  }));
  return wrong;
}"""

LONG = {"what": "lost.tip.customs", "day": 1234, "read": 1273, "days": 39}
"""One of the longest things to tell."""
LONG_TITLE = {"en": "The liaison officer is rotated", "fr": "L'agent de liaison est muté"}
"""Of a card."""


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    found = Hub(Room(session()), folder / "exercise_short", key="secret")
    server = Served(lambda port: application(folder, port, more=routes(found)))
    yield found, f"{server.address}/exercise/"
    server.stop()


def opened(browser, hub, which, locale="en-GB"):
    page = browser.new_page(locale=locale, viewport={"width": 1024, "height": 768})
    page.goto(f"{hub[1]}#{which}", wait_until="commit")
    page.wait_for_selector("body[data-seat]")
    return page


def test_no_click_is_lost_while_a_run_is_played_and_both_seats_can_halt_it(browser, hub):
    room = hub[0].room
    console, wall = opened(browser, hub, "facilitator=secret"), opened(browser, hub, "wall=secret")
    expect(console.locator(".seats")).to_contain_text("Wall (1 connected)")
    for _ in range(3):
        console.click("#next")
    wall.wait_for_selector(".part.run .player")
    for _ in range(2):
        console.click("#run-slower")
    before = room.timer.left
    console.fill("#note", "half a")
    for _ in range(8):
        console.click("#add", delay=120)
    expect(console.locator("#timer")).to_have_text("9:00")
    assert room.timer.left == before + 8 * 60
    assert 0 < room.shown < 21 and console.input_value("#note") == "half a"
    console.click("#run-play")
    expect(console.locator("#run-play")).to_have_text("Play the run")
    day = wall.inner_text(".top .day")
    assert console.inner_text("#run-day").startswith(f"The wall shows day {room.shown} ")
    console.click("#fire-scanner_breaks")
    expect(console.locator("[data-inject='2']")).to_contain_text(f"day {room.shown + 1}")
    assert wall.inner_text(".top .day") == day == f"Day {room.shown} of 63"
    wall.locator("body").press("Space")
    expect(console.locator("#run-play")).to_have_text("Pause the run")
    wall.locator("body").press("Space")
    expect(console.locator("#run-play")).to_have_text("Play the run")
    wall.locator("body").press("l")
    expect(wall.locator("#head p")).to_contain_text("La partie est jouée")
    console.close()
    wall.close()


@pytest.mark.parametrize("role", ["customs", "police", "analyst", "liaison", "investigator"])
def test_nothing_of_a_role_lies_over_another(browser, hub, role, monkeypatch):
    """Every role with three decisions taken, its table full of numbers, in both languages."""
    from borderSim.classroom.exercise.roles import view

    room = Room(session())  # (its own: it may be the first that a process plays)
    while room.slot.part != "table":
        act(room, FACILITATOR, {"do": "next"})
    message = told(room, "customs")
    seen = view(room.runs.track("played").state, role)
    for table in seen["tables"]:
        table["rows"] = [[1473 if x == 0 else x for x in row] for row in table["rows"]]
    message |= {"seat": role, "view": seen | {"running": [], "tell": LONG, "told": "10:24:11"}}
    on_wall = {"round": 1, "wall": True, "title": LONG_TITLE, "text": LONG_TITLE}
    message["cards"] = [on_wall | {"number": n} for n in (7, 8)]
    for one in message["round"]["menu"]:
        one["why_not"] = RefusedError("points", title="", cost=2, left=1).plain
    page = browser.new_page(locale="en-GB", viewport={"width": 1024, "height": 768})
    page.route_web_socket("**/exercise/ws*", lambda here: here.send(_json(message)))
    page.goto(f"{hub[1]}#role={role}", wait_until="commit")
    page.wait_for_selector(".knows")
    expect(page.locator("#main > .say")).to_contain_text("Decide.")
    for _ in range(2):
        assert page.evaluate(OVER) == []
        assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
        page.click("#language")
    page.click("#wall-card-8 summary")
    expect(page.locator("#wall-card-8 p")).to_be_visible()
    page.close()


def _json(message):
    import json

    return json.dumps(message)
