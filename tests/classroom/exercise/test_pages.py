"""Three short rounds in a real browser: wall, facilitator, two roles in contexts of their own, each sent only its own."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from borderSim.classroom.exercise.acting import act
from borderSim.classroom.exercise.backup import page as printed
from borderSim.classroom.exercise.hub import KEPT, Hub
from borderSim.classroom.exercise.room import Room
from borderSim.classroom.exercise.web import routes
from borderSim.classroom.live.server import application
from tests.classroom.axe import findings
from tests.classroom.exercise.short import session
from tests.classroom.served import Served
from tests.report.browser import needs_browser

EVIL = "<img src=x onerror=alert(1)> & <b>bold</b>"
pytestmark = needs_browser


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hub, str]]:
    """Serve a room, and return it with the address of its pages."""
    folder = tmp_path_factory.mktemp("results")
    found = Hub(Room(session()), folder / "exercise_short", key="secret", runs=2)
    server = Served(lambda port: application(folder, port, more=routes(found)))
    yield found, f"{server.address}/exercise/"
    server.stop()


class Seats:
    """Pages of an exercise, each in a browser context of its own, with everything that each was sent."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser, self.address = browser, address
        self.sent: dict[str, list[str]] = {}
        self.asked: list[str] = []
        self.faults: list[str] = []

    def open(self, seat: str, hash_: str, locale: str = "en-GB", size=(1024, 768)) -> Any:
        context = self.browser.new_context(
            locale=locale,
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
        )
        page = context.new_page()
        got = self.sent.setdefault(seat, [])
        page.on("websocket", lambda socket: socket.on("framereceived", lambda x: got.append(x)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(f"{seat}: {error}"))
        page.goto(f"{self.address}{hash_}", wait_until="commit")
        page.wait_for_selector("body[data-seat]")
        return page


@pytest.fixture(scope="module")
def seats(browser: Any, hub: tuple[Hub, str]) -> Seats:
    return Seats(browser, hub[1])


def fits(page: Any) -> None:
    """Nothing of the wall stands below the fold or is smaller than 24 px."""
    found = page.evaluate(
        """() => [...document.querySelectorAll("h1,h2,h3,p,td,th,li,button,output,span")]
            .filter((x) => x.textContent.trim() && x.getClientRects().length)
            .map((x) => [x.textContent.slice(0, 30), x.getBoundingClientRect().bottom - innerHeight,
                         -x.getBoundingClientRect().top, parseFloat(getComputedStyle(x).fontSize)])"""
    )
    low = [one for one in found if one[1] > 1 or one[2] > 1]
    small = [one for one in found if one[3] < 24]
    assert not low, low
    assert not small, small


def axe(number: int, *pages: Any) -> None:
    """Look at pages in the first round, for those who hear them instead of seeing them."""
    for page in pages if number == 1 else ():
        assert findings(page) == []


def test_three_rounds_with_two_roles_each_seeing_only_its_own(
    hub: tuple[Hub, str], seats: Seats
) -> None:
    room = hub[0].room
    console = seats.open("facilitator", "#facilitator=secret", size=(1366, 900))
    wall = seats.open("wall", "#wall=secret")
    customs = seats.open("customs", "#role=customs")
    police = seats.open("police", "#role=police", "fr-FR")
    choices = [("one_contact", "common_goals"), ("liaison", "register"), ("let_run", "exchange")]
    for number, (of_customs, of_police) in enumerate(choices, start=1):
        console.click("#next")
        wall.wait_for_selector(".part.inject .card")
        fits(wall)
        axe(number, wall)
        console.click("#next")
        wall.wait_for_selector(".part.table")
        fits(wall)
        axe(number, wall, console, customs, police)
        customs.click(f"#decide-{of_customs}")
        police.click(f"#decide-{of_police}")
        wall.wait_for_selector(f"li.chosen[data-decision={of_police}]")
        wall.wait_for_selector(f"li.chosen[data-decision={of_customs}]")
        console.fill("#note", f"{EVIL} {number}")
        console.click("#keep")
        if number == 1:  # (in the midst of a run it is fired in test_console and test_hub)
            console.click("#fire-scanner_breaks")
        console.click("#next")
        wall.wait_for_selector(".part.run")
        axe(number, wall)
        console.click("#next")
        wall.wait_for_selector(".part.reveal .both .pane.right .post-name")
        fits(wall)
        axe(number, wall)
        console.click("#next")
        wall.wait_for_selector(".part.question .outcomes td:nth-of-type(2)")
        axe(number, wall)
        assert f"Question {number}" in wall.inner_text("main")
        police.wait_for_selector("p.question")
        assert f"Question {number}\u202f?" in police.inner_text("p.question")
    done = room.session
    assert done.played == 63 and done.fired["scanner_breaks"] is not None
    assert [(t.by, t.day, t.decision) for t in done.taken] == [
        (role, 21 * n, name)
        for n, pair in enumerate(choices)
        for role, name in zip(("customs", "police"), pair, strict=True)
    ]
    assert all(t.at for t in done.taken) and len(done.notes) == 3
    assert EVIL in console.inner_text(".notes") and console.query_selector(".notes img") is None
    assert "one_contact" in (hub[0].folder / KEPT).read_text("utf-8")
    _sent_only_its_own(seats)
    assert not seats.faults and all(url.startswith(hub[1][:-9]) for url in seats.asked)


def _sent_only_its_own(seats: Seats) -> None:
    for role, other in (("customs", "police"), ("police", "customs")):
        frames = [json.loads(text) for text in seats.sent[role]]
        views = [frame["view"]["role"] for frame in frames if frame["is"] == "room"]
        assert len(views) > 10 and set(views) == {role}
        assert {frame["is"] for frame in frames} <= {"room", "problem"}
        whole = "".join(seats.sent[role])
        assert f'"role": "{other}"' not in whole and "onerror" not in whole
        assert '"expected"' not in whole and '"delivered' not in whole
    police = json.loads(seats.sent["police"][-1])["view"]
    assert {name for name, _ in police["figures"]} >= {"known_members", "cases_open"}
    assert "known_members" not in "".join(seats.sent["customs"])
    assert "leads_own" not in "".join(seats.sent["police"])


def test_the_facilitators_seat_needs_its_key_and_a_wrong_role_is_refused(
    hub: tuple[Hub, str], seats: Seats
) -> None:
    context = seats.browser.new_context()
    page = context.new_page()
    for hash_ in ("#facilitator=guess", "#wall=", "#role=liaison"):  # (no liaison in this exercise)
        page.goto(f"{hub[1]}?{hash_[1:]}{hash_}", wait_until="commit")
        page.wait_for_selector("#problem:has-text('not open to you')")
    context.close()


def test_the_debrief_is_made_and_a_page_comes_back_after_a_lost_connection(
    hub: tuple[Hub, str], seats: Seats
) -> None:
    console = seats.open("again", "#facilitator=secret", "fr-FR")
    console.click("#finish")
    console.wait_for_selector("[role=status]:has-text('debrief_fr.html')", timeout=60_000)
    assert (hub[0].folder / "outcomes.csv").is_file()
    with console.context.expect_page() as opened:
        console.click("a[href$='debrief_fr.html']")
    page = opened.value
    page.click("a[href$='debrief_en.html']")  # a link of the page itself
    page.wait_for_selector("h1:has-text('Debrief: Short')")
    page.goto(page.url.replace("secret", "guess"))
    assert "There is no such page here" in page.inner_text("body")
    page.close()
    paper = seats.browser.new_page()
    cards = hub[0].folder / "cards.html"
    cards.write_text(printed(hub[0].room.session.exercise, "fr"), "utf-8")
    for path in (cards, hub[0].folder / "debrief_en.html"):
        paper.goto(path.as_uri())
        assert findings(paper) == []
    paper.close()
    before = console.inner_text("#head h1")
    console.reload(wait_until="commit")
    console.wait_for_selector("#next")
    assert console.inner_text("#head h1") == before
    console.click("#language")
    console.wait_for_function("document.documentElement.lang === 'en'")
    assert "Next part" in console.inner_text("#next")


def test_the_keyboard_alone_is_enough_for_a_decision(hub: tuple[Hub, str], seats: Seats) -> None:
    act(hub[0].room, "facilitator", {"do": "rewind", "round": 1})
    page = seats.open("keyboard", "#role=minister")
    page.wait_for_selector("#decide-one_contact")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "decide-one_contact":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#undo-one_contact")
    until = time.monotonic() + 5
    while not hub[0].room.session.taken and time.monotonic() < until:
        time.sleep(0.05)
    assert hub[0].room.session.taken[0].by == "minister"


def test_a_role_reads_what_it_could_tell_and_the_console_all_of_them(
    hub: tuple[Hub, str], seats: Seats
) -> None:
    room = hub[0].room
    console = seats.open("telling", "#facilitator=secret")
    listed = console.locator("#facts li")
    for number, role in enumerate(room.session.exercise.roles):
        fact = room.runs.view(role, room.shown)["tell"]
        page = seats.open(f"{role} tells", f"#role={role}")
        said = page.locator(f".tell p[data-what='{fact['what'] if fact else ''}']").inner_text()
        assert said.startswith("Today your books hold nothing" if fact is None else "")
        assert fact is None or said in str(listed.nth(number).text_content())
        assert console.locator(f"#told-{role}").count() == (fact is not None)
        if fact is not None:
            console.click(f"#told-{role}")
            page.wait_for_selector(".tell .done")
        page.click("#language")
        assert page.locator(".tell p").inner_text() != said
        page.context.close()
    marks = len(room.session.told)
    assert marks and console.locator("#facts .done").count() == marks
    console.click("#told summary")
    console.click("#untold-0")
    console.wait_for_function(
        "n => document.querySelectorAll('#facts .done').length === n - 1", arg=marks
    )
    assert len(room.session.told) == marks - 1
    assert seats.faults == []
