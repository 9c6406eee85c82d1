"""The wall from the last row: each part of every shipped exercise on one screen, large enough, nothing over another."""

from __future__ import annotations

import dataclasses
import json
from types import SimpleNamespace

import pytest

from borderSim.classroom.exercise import room as room_module
from borderSim.classroom.exercise.checks import exercise_names
from borderSim.classroom.exercise.hub import ON_THE_WALL, Hub
from borderSim.classroom.exercise.room import WALL, Room
from borderSim.classroom.exercise.runs import PLAYED, TWIN
from borderSim.classroom.exercise.seats import told
from borderSim.classroom.exercise.session import Session
from borderSim.classroom.exercise.settings import Taken, scenario_of
from borderSim.classroom.exercise.web import routes
from borderSim.classroom.live.rewindable import Rewindable
from borderSim.classroom.live.server import application
from borderSim.classroom.recording import chunk, header
from tests.classroom.exercise.short import short
from tests.classroom.served import Served
from tests.report.browser import needs_browser, two_frames

pytestmark = needs_browser
SIZES = ((1024, 768), (1920, 1080))
LEAST = 24
WRONG = """(least) => {
  const found = [], wrong = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const own = node.parentElement, text = node.textContent.trim();
    if (!text || own.closest("noscript, select, title") || own.closest(".hidden, #player h1") || !own.getClientRects().length) continue;
    const scale = own.ownerSVGElement ? own.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(own).fontSize) * scale;
    if (size < least - 0.1) wrong.push(`small, ${size}: ${text}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const b of range.getClientRects()) {
      if (b.width < 1) continue;
      let edge = {left: 0, top: 0, right: innerWidth, bottom: innerHeight};
      for (let up = own; up && !own.ownerSVGElement; up = up.parentElement) {
        if (getComputedStyle(up).overflowX === "visible") continue;
        const c = up.getBoundingClientRect();
        edge = {left: Math.max(edge.left, c.left), top: Math.max(edge.top, c.top), right: Math.min(edge.right, c.right), bottom: Math.min(edge.bottom, c.bottom)};
      }
      if (b.left < edge.left - 1 || b.right > edge.right + 1 || b.top < edge.top - 3 || b.bottom > edge.bottom + 3) wrong.push(`cut off: ${text}`);
      found.push({node, text, left: b.left, right: b.right, top: b.top + b.height * 0.16, bottom: b.bottom - b.height * 0.16});
    }
  }
  for (const x of document.querySelectorAll("button, select")) {
    const b = x.getBoundingClientRect();
    if (b.width && (b.right > innerWidth || b.bottom > innerHeight)) wrong.push(`outside: ${x.textContent}`);
  }
  for (const one of document.querySelectorAll("select")) {
    const canvas = document.createElement("canvas").getContext("2d"), style = getComputedStyle(one);
    canvas.font = style.font;
    if (one.getClientRects().length && canvas.measureText(one.selectedOptions[0].text).width > one.clientWidth - 40) wrong.push(`cut off: ${one.selectedOptions[0].text}`);
  }
  found.forEach((a, i) => found.slice(i + 1).forEach((b) => {
    const w = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (a.node !== b.node && w > 2 && h > 2) wrong.push(`over another: ${a.text} / ${b.text}`);
  }));
  return [...new Set(wrong)];
}"""


class NoRuns:
    """Runs of which only the day and large outcomes are asked: what is measured is the wall."""

    def __init__(self, session: Session) -> None:
        self.day = session.played

    def track(self, name: str):
        outcomes = dict.fromkeys(ON_THE_WALL, 12_345_678.0)
        return SimpleNamespace(result=lambda: SimpleNamespace(outcomes=outcomes))


class Wall:
    """A wall that is told by the test what the server would tell it."""

    def __init__(self, browser, address: str) -> None:
        self.page = browser.new_page(locale="en-GB", reduced_motion="reduce")
        self.sockets = []
        self.page.route_web_socket("**/exercise/ws*", lambda here: self.sockets.append(here))
        self.page.goto(f"{address}/exercise/#wall=x", wait_until="commit")
        while not self.sockets:  # (the page asks for it when its scripts are there)
            self.page.wait_for_timeout(10)

    def tell(self, message) -> None:
        self.sockets[-1].send(json.dumps(message))

    def show(self, room: Room, at: int, outcomes=()) -> None:
        room.at = at
        self.tell({**told(room, WALL), "outcomes": list(outcomes), "at": at})
        self.page.wait_for_selector(f"body[data-part={room.slot.part or 'outside'}]")

    def wrong(self):
        """What is wrong with what is shown, in both languages at both sizes."""
        found = []
        for width, height in SIZES:
            self.page.set_viewport_size({"width": width, "height": height})
            for _ in range(2):
                self.page.click("#language")
                two_frames(self.page)
                two_frames(self.page)
                found += [f"{width}: {one}" for one in self.page.evaluate(WRONG, LEAST)]
        return found


@pytest.fixture(scope="module")
def wall(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    server = Served(lambda port: application(folder, port, more=routes(None)))
    yield Wall(browser, server.address)
    server.stop()


@pytest.mark.parametrize("name", exercise_names())
def test_each_part_of_an_exercise_is_on_one_screen(wall, name, monkeypatch, tmp_path):
    monkeypatch.setattr(room_module, "Runs", NoRuns)
    session = Session.begin(name)
    most = [
        Taken(one.start, decision, role, "10:10:10")
        for one in session.exercise.rounds
        for decision, role in zip(one.offer[: one.decide], session.exercise.roles, strict=False)
    ]
    session = dataclasses.replace(session, taken=tuple(most), played=session.exercise.days)
    room = Room(session, clock=lambda: 0.0)
    room.revealed = True
    wrong = {}
    for at, slot in enumerate(room.slots):
        if slot.part in ("run", "reveal"):
            continue
        room.at = at
        wall.show(room, at, Hub(room, tmp_path)._outcomes())
        wrong[slot.round and slot.round.number, slot.part, at] = wall.wrong()
    assert {part: told for part, told in wrong.items() if told} == {}


def test_the_run_and_its_twin_are_on_one_screen_on_the_same_days(wall, monkeypatch):
    """The country of the class as it is played, alone and then beside its twin."""
    monkeypatch.setattr(room_module, "Runs", NoRuns)
    exercise = short()
    session = Session(exercise, "short.yaml", 3, played=exercise.days)
    room = Room(session, clock=lambda: 0.0)
    counted = {}
    for name, level in ((PLAYED, exercise.level), (TWIN, exercise.twin)):
        scenario = scenario_of(exercise, level=level, more=("events=true",))
        played = Rewindable.begun(scenario, 3)
        played.go(exercise.days)
        result = played.result()
        wall.tell(
            {
                "is": "track",
                "track": name,
                "header": {**header(scenario, 3, level), "days": exercise.days},
            }
        )
        wall.tell({"is": "days", "track": name, "chunk": chunk(result, 0, exercise.days)})
        counted[name] = int(result.daily["collisions"].sum())
    assert counted[PLAYED] != counted[TWIN]
    parts = {
        slot.part: at for at, slot in enumerate(room.slots) if slot.round and slot.round.number == 3
    }
    page, row = wall.page, ".sums tr:has(button:has-text('Collisions')) td"
    wrong = []
    for revealed, part in ((False, "run"), (True, "reveal"), (False, "reveal")):
        room.revealed = revealed
        wall.show(room, parts[part])
        page.wait_for_selector(f"#player{'.both' if revealed else ':not(.both)'} .post-name")
        for _ in range(2):
            wrong += wall.wrong()
            page.click(".controls button >> nth=4")  # to the next event
        page.wait_for_selector("#player .day:has-text('63')")
        shown = [cell.text_content() for cell in page.locator(row).all() if cell.is_visible()]
        assert shown == [str(counted[name]) for name in ((PLAYED, TWIN) if revealed else (PLAYED,))]
        assert page.locator(".pane.right").is_visible() == revealed
    assert sorted(set(wrong)) == []
