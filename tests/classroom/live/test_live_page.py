"""The live page in a real browser, with a server of its own that is killed on the way."""

import os
import re
import shlex
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.classroom.axe import findings
from tests.classroom.served import Sleepy
from tests.report.browser import ARGUMENTS, CHROMIUM, needs_browser

SMALL = "base: training\nname: small\nburn_in_days: 20\nyears: 1\n"
pytestmark = needs_browser
expect.set_options(timeout=30_000)


IN_SUMS = {"seizures": "Seizures", "members_arrested": "Members arrested", "leaks": "Leaks"}


class Server:
    """``bordersim play`` as a process of its own."""

    def __init__(self, folder):
        self.folder, self.port = folder, 0
        self.start()

    def start(self):
        typed = [f"port={self.port}", "open=false", f"results_dir={self.folder}", "seed=3"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "borderSim", "play", *typed],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        line = self.process.stdout.readline()
        self.address = re.search(r"http://\S+", line).group()
        self.port = urlsplit(self.address).port

    def end(self, how=signal.SIGKILL):
        os.kill(self.process.pid, how)
        said = self.process.stdout.read()
        self.process.stdout.close()
        self.process.wait()
        return said


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    found = Server(tmp_path_factory.mktemp("results"))
    yield found
    if found.process.poll() is None:
        found.end()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def page(browser, server):
    context = browser.new_context(viewport={"width": 1024, "height": 768}, locale="en-GB")
    found = context.new_page()
    found.set_default_timeout(30_000)
    found.asked, found.wrong = [], []
    found.on("request", lambda request: found.asked.append(request.url))
    found.on("websocket", lambda socket: found.asked.append(socket.url))
    found.on("pageerror", lambda error: found.wrong.append(str(error)))
    found.goto(server.address, wait_until="commit")
    expect(found.locator("#begin form")).to_be_visible()
    yield found
    elsewhere = [url for url in found.asked if not url.startswith(("data:", "about:"))]
    assert {urlsplit(url).hostname for url in elsewhere} == {"127.0.0.1"}
    assert not found.wrong
    context.close()


def hand_in(page, text):
    page.get_by_label("Beside it the same country under").select_option("")
    page.get_by_text("Or a scenario file").first.click()
    page.set_input_files(
        "input[type=file]",
        {"name": "mine.yaml", "mimeType": "text/yaml", "buffer": text.encode()},
    )
    page.get_by_role("button", name="Begin").click()


def clock(page, day):
    expect(page.locator("#clock")).to_have_text(f"Played: {day} of 365 days")


def counted(page, track):
    cells = page.locator(f"[data-track={track}][data-count]").all()
    return {x.get_attribute("data-count"): int(x.text_content()) for x in cells}


def shown_by_player(page, side):
    """Cells of the player's table on one side."""
    rows = page.locator(".sums tr").all()
    cells = {row.locator("th").text_content(): row.locator("td").all() for row in rows}
    return [int(cells[IN_SUMS[name]][side].text_content()) for name in IN_SUMS]


def of_a_run(command, days):
    words = shlex.split(command)[4:]
    settings = ["burn_in_days=20", "years=1", *words]
    model = BorderModel(load_scenario("training", settings), 3)
    model.run_burn_in()
    for _ in range(days):
        model.step()
    return model.result().daily


def test_a_class_decides_goes_on_loses_its_server_and_goes_on(page, server):
    hand_in(page, SMALL)
    clock(page, 0)
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("button", name="Fork").click()
    page.get_by_role("button", name="Country B", exact=True).click()
    page.select_option("[data-keep=what]", "partnership")
    page.get_by_role("button", name="Decide: in force on day 1").click()
    expect(page.locator("ol.done")).to_have_text("Day 1: Level of cooperation: Collaboration")
    page.get_by_role("button", name="1 month").click()
    clock(page, 30)
    expect(page.locator(".top .day")).to_have_text("Day 30 of 365")
    # what the page shows equals a run with the same decisions; one changed, the other did not
    page.get_by_text("The same run as a command").click()
    changed = of_a_run(page.locator("#panel code").text_content(), 30)
    plain = of_a_run("bordersim run x seed=3 partnership=coexistence", 30)
    for track, daily in (("a", plain), ("b", changed)):
        shown = counted(page, track)
        assert shown == {name: int(daily[name].sum()) for name in shown}
    assert counted(page, "a") != counted(page, "b")
    assert shown_by_player(page, 0) == [plain[name].sum() for name in IN_SUMS]
    assert shown_by_player(page, 1) == [changed[name].sum() for name in IN_SUMS]
    before = counted(page, "a"), counted(page, "b")
    # the server is killed
    server.end()
    expect(page.locator("#line")).to_contain_text("The connection is lost")
    assert (counted(page, "a"), counted(page, "b")) == before
    server.start()
    expect(page.locator("#line")).to_contain_text("has computed 60 days anew")
    assert (counted(page, "a"), counted(page, "b")) == before
    page.get_by_role("button", name="1 week").click()
    clock(page, 37)


def test_what_is_filled_in_stays_when_the_language_or_the_connection_changes(page, server):
    page.get_by_text("Or a scenario file").first.click()
    file = {"name": "mine.yaml", "mimeType": "text/yaml", "buffer": SMALL.encode()}
    page.set_input_files("input[type=file]", file)
    page.get_by_label("Beside it the same country under").select_option("")
    page.get_by_label("How customs and police work together").select_option("cooperation")
    page.get_by_label("Seed").fill("7")
    page.locator("#begin summary").first.click()
    page.locator("#begin input[type=range]").first.fill("0.35")
    page.locator("#begin h2").click()
    for heading in ("Choisissez un pays et commencez", "Choose a country and begin"):
        page.locator("body").press("l")
        expect(page.locator("#begin h2")).to_have_text(heading)
    server.end()
    expect(page.locator("#line")).to_contain_text("The connection is lost")
    # what is asked for while there is no connection is done when there is one
    page.get_by_role("button", name="Begin").click()
    server.start()
    clock(page, 0)
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("The same run as a command").click()
    command = page.locator("#panel code").text_content()
    assert "seed=7" in command
    assert "partnership=cooperation" in command
    assert "=0.35" in command
    page.get_by_role("button", name="New session").click()
    expect(page.get_by_label("Seed")).to_have_value("1")


def test_reload_back_and_forward_leave_no_blank_page(page):
    hand_in(page, SMALL)
    clock(page, 0)
    page.get_by_role("button", name="1 week").click()
    clock(page, 7)
    page.reload(wait_until="commit")
    clock(page, 7)
    page.go_back()
    expect(page.locator("#begin form")).to_be_visible()
    page.go_forward()
    clock(page, 7)
    other = page.context.new_page()
    other.goto(page.url, wait_until="commit")
    clock(other, 7)
    other.get_by_role("button", name="1 day").click()
    clock(page, 8)
    page.get_by_role("button", name="Français (L)").click()
    expect(page.locator("#clock")).to_have_text("Joués : 8 jours sur 365")


def test_a_page_whose_socket_fell_asleep_says_so_and_goes_on(browser, server):
    page = browser.new_page(locale="en-GB")
    socket = Sleepy(page, "**/socket")
    page.clock.install()
    page.goto(server.address, wait_until="commit")
    hand_in(page, SMALL)
    clock(page, 0)
    socket.later(40)
    expect(page.locator("#line")).not_to_contain_text("The connection is lost")
    socket.asleep = True
    socket.later(15)
    socket.later(20)
    expect(page.locator("#line")).to_contain_text("The connection is lost")
    socket.asleep = False
    socket.later(3)
    expect(page.locator("#line")).to_have_text("Connected")
    page.get_by_role("button", name="1 day").click()
    clock(page, 1)
    page.close()


def test_a_twin_stands_on_the_right_whatever_was_pressed_before_it_came(page):
    expect(page.locator("#begin h2")).to_have_text("Choose a country and begin")
    for heading in ("Choisissez un pays et commencez", "Choose a country and begin"):
        page.locator("body").press("l")
        expect(page.locator("#begin h2")).to_have_text(heading)
    page.get_by_text("Or a scenario file").first.click()
    file = {"name": "mine.yaml", "mimeType": "text/yaml", "buffer": SMALL.encode()}
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="1 month").click()
    expect(page.locator(".pane.right select")).to_have_value("b")
    clock(page, 30)
    expect(page.locator(".pane.left select")).to_have_value("a")
    expect(page.locator("#line")).to_contain_text("Done in")
    page.locator("body").press("l")
    expect(page.locator("#line")).to_contain_text("Fait en")
    # where there is place, the panel hides neither country
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="Décider").click()
    right, panel = page.locator(".pane.right").bounding_box(), page.locator("#panel").bounding_box()
    assert right["x"] + right["width"] <= panel["x"]


def test_axe_finds_nothing_on_the_form_a_run_and_the_decisions(page):
    assert findings(page) == []
    for summary in page.locator("#begin summary").all():
        summary.click()
    assert findings(page) == []
    page.get_by_text("Or a scenario file").first.click()
    hand_in(page, SMALL)
    clock(page, 0)
    page.get_by_role("button", name="1 week").click()
    clock(page, 7)
    assert findings(page) == []
    page.get_by_role("button", name="Decide").click()
    for _ in range(2):
        assert findings(page) == []
        page.evaluate("player.setRoom(true)")


def test_what_is_wrong_with_a_file_is_shown_as_text(page):
    hand_in(page, 'base: training\n"<img src=x onerror=alert(1)>": 1\n')
    expect(page.locator("#line")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("img").count() == 0
    expect(page.locator("#begin form")).to_be_visible()


def test_a_refusal_follows_the_language_of_the_page(page):
    hand_in(page, SMALL)
    clock(page, 0)
    page.get_by_role("button", name="Decide", exact=True).click()
    what = page.locator("[data-keep=what]")
    what.select_option("instruments")
    page.locator("#panel select[multiple]").select_option("offence_committees")
    page.locator("[data-keep=decide]").click()
    line = page.locator("#line")
    expect(line).to_contain_text("“Committees by offence type” needs “National")
    page.locator("body").press("l")
    expect(line).to_contain_text("a besoin de")
    expect(line).not_to_contain_text("needs")
    options = what.locator("option").all_text_contents()
    assert "Agents : port maritime, conteneurs" in [x.replace("\u00a0", " ") for x in options]


NAMES = """() => [...document.querySelectorAll("svg.map")].map((map) => {
  const names = [...map.querySelectorAll(".post-name")], marks = [...map.querySelectorAll(".post")];
  const boxes = names.map((x) => x.getBoundingClientRect());
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  const text = (i) => marks[i].querySelector("title").textContent;
  return {
    unnamed: names.flatMap((x, i) => (x.textContent ? [] : [text(i)])),
    over: boxes.flatMap((a, i) => boxes.flatMap((b, j) => (i < j && over(a, b) ? [`${text(i)} / ${text(j)}`] : []))),
  };
})"""


@pytest.mark.parametrize("scenario", ["national", "container_port"])
def test_every_post_has_its_name_beside_two_countries_in_large_letters(page, server, scenario):
    page.goto("about:blank")
    page.goto(f"{server.address}&scenario={scenario}&lang=fr", wait_until="commit")
    page.locator("#begin button.main").click()
    expect(page.locator("svg.map")).to_have_count(2)
    expect(page.locator(".pane.right select")).to_have_value("b")
    for _ in range(2):
        for key in ("l", "r"):
            page.locator("body").press(key)
            page.evaluate(
                "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            assert page.evaluate(NAMES) == [{"unnamed": [], "over": []}] * 2


def test_ctrl_c_closes_it_and_says_where_the_sessions_are(server):
    said = server.end(signal.SIGINT)
    assert f"closed; what was played is in {server.folder}/play" in said
    assert server.process.returncode == 0
