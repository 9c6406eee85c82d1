"""Pages of an exercise whose server was stopped and started, or whose socket fell asleep: they say so, and go on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from borderSim.classroom.exercise.hub import KEPT, Hub
from borderSim.classroom.exercise.room import Room
from borderSim.classroom.exercise.seat_key import KEY, key_of
from borderSim.classroom.exercise.web import routes
from borderSim.classroom.live.server import application
from tests.classroom.exercise.short import session
from tests.classroom.served import Served, Sleepy
from tests.report.browser import needs_browser

pytestmark = needs_browser
LOST = "The connection is lost"
expect.set_options(timeout=30_000)


class Exercise:
    """An exercise on a server; what was decided is kept, and each start takes it up as the command does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "exercise_short"
        self.folder.mkdir()
        (self.folder / KEY).write_text("secret", "utf-8")
        self.hub = Hub(Room(session()), self.folder, key_of(self.folder))
        self.server = Served(self.application)

    def application(self, port: int):
        return application(self.folder.parent, port, more=routes(self.hub))

    def again(self) -> None:
        """Start it as a new process would: from what is kept."""
        self.hub = Hub(Room(self.hub.room.kept()), self.folder, key_of(self.folder))
        self.server.start()


@pytest.fixture(scope="module")
def exercise(tmp_path_factory):
    found = Exercise(tmp_path_factory.mktemp("results"))
    yield found
    found.server.stop()


def seat(browser, exercise, which, before=lambda page: None):
    page = browser.new_page(locale="en-GB", viewport={"width": 1024, "height": 768})
    before(page)
    page.goto(f"{exercise.server.address}/exercise/#{which}", wait_until="commit")
    page.wait_for_selector("body[data-seat]")
    return page


def test_pages_go_on_with_a_server_that_was_stopped_and_started(browser, exercise):
    console = seat(browser, exercise, "facilitator=secret")
    customs = seat(browser, exercise, "role=customs")
    console.click("#next")
    console.click("#next")
    customs.click("#decide-fourth_team")
    customs.wait_for_selector("#undo-fourth_team")
    assert (exercise.folder / KEPT).is_file()
    exercise.server.stop()
    for page in (console, customs):
        expect(page.locator("#problem")).to_contain_text(LOST)
    before = customs.inner_text("#main")
    customs.click("#undo-fourth_team")
    expect(customs.locator("#problem")).to_contain_text(LOST)  # a click does not hide it
    assert customs.inner_text("#main") == before
    exercise.again()
    for page in (console, customs):
        expect(page.locator("#problem")).to_be_hidden()
    customs.click("#undo-fourth_team")
    customs.wait_for_selector("#decide-fourth_team")
    expect(console.locator("#head p")).to_contain_text("Table time")
    console.click("#next")
    expect(console.locator("#head p")).to_contain_text("The run is played")
    for page in (console, customs):
        page.close()


def test_the_wall_plays_on_where_it_was(browser, exercise):
    wall = seat(browser, exercise, "wall=secret")
    console = seat(browser, exercise, "facilitator=secret")
    console.click("#rewind-1")
    console.click("#rewind-1")
    wall.wait_for_selector(".part.inject")
    console.click("#next")
    wall.wait_for_selector(".part.table")
    console.click("#next")
    wall.wait_for_selector(".part.run .player")
    expect(wall.locator(".top .day")).not_to_have_text("Before the first day")
    exercise.server.stop()
    expect(wall.locator("#problem")).to_contain_text(LOST)
    expect(wall.locator(".post-name").first).to_be_visible()  # what is shown stays
    exercise.again()
    expect(wall.locator("#problem")).to_be_hidden()
    expect(wall.locator(".top .day")).to_have_text("Day 21 of 63")
    for page in (console, wall):
        page.close()


def test_a_socket_that_fell_asleep_is_given_up_and_comes_back(browser, exercise):
    sockets = []

    def before(page):
        sockets.append(Sleepy(page, "**/exercise/ws*"))
        page.clock.install()

    page = seat(browser, exercise, "role=police", before)
    for _ in range(3):  # whoever is answered is not given up
        sockets[0].later(40)
        assert page.locator("#problem").is_hidden()
    sockets[0].asleep = True
    sockets[0].later(15)
    sockets[0].later(20)
    expect(page.locator("#problem")).to_contain_text(LOST)
    sockets[0].asleep = False
    sockets[0].later(3)
    expect(page.locator("#problem")).to_be_hidden()
    assert page.locator(".knows").is_visible()
    page.close()


def test_without_a_seat_the_page_offers_some(browser, exercise):
    page = browser.new_page(locale="en-GB")
    page.goto(f"{exercise.server.address}/exercise/", wait_until="commit")
    expect(page.locator(".choose")).to_contain_text("Customs director")
    assert page.locator("#problem").is_hidden()
    page.close()


def test_before_the_modules_came_the_page_says_what_to_do(browser, exercise):
    page = browser.new_page(locale="fr-FR")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{exercise.server.address}/exercise/", wait_until="commit")
    expect(page.locator("#problem")).to_contain_text("Chargement")
    page.close()
