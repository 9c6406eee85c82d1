"""The player in a real browser: what it shows, its keys, its languages, both sources, no label over another."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from borderSim.classroom.player import Recorded, class_data, page_of, write_class_page
from borderSim.classroom.recording import chunk, header
from borderSim.classroom.texts import texts
from borderSim.language.current import using
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run
from tests.report.browser import needs_browser, opened
from tests.report.synthetic import synthetic

LEVELS = ("coexistence", "collaboration")
SIZES = ((1024, 768), (1920, 1080))
DAYS = 73
NO_LABEL_OVER_ANOTHER = """() => {
  const boxes = [...document.querySelectorAll('.map text, .sums td, .sums th, .network td, .network th, .network caption, .top > *, .controls > *, .news li, .legend, .note')]
    .filter((x) => x.getClientRects().length && x.textContent.trim() || x.matches('button, input'))
    .map((x) => [x.getBoundingClientRect(), x.textContent]);
  const over = [];
  boxes.forEach(([a, s], i) => boxes.slice(i + 1).forEach(([b, z]) => {
    const w = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (w > 2 && h > 2) over.push(`${s} / ${z}`);
  }));
  for (const x of document.querySelectorAll('.news, .middle')) if (x.scrollHeight > x.clientHeight + 1) over.push(`cut off: ${x.textContent}`);
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
    path.write_text(page_of([run for run, _ in made], "coexistence"), encoding="utf-8")
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
def test_before_the_first_day_of_a_socket_nothing_is_said_to_be_missing(made, shown):
    heads = [{"is": "track", "track": run.track, "header": run.header} for run, _ in made]
    text = shown.page.evaluate(
        """async (messages) => {
          const [{ LiveSource }, { mountPlayer }] = [await import("bordersim/source.js"), await import("bordersim/player.js")];
          const socket = Object.assign(new EventTarget(), { send() {} });
          const source = new LiveSource(socket);
          for (const m of messages) socket.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(m) }));
          const place = document.createElement("div");
          document.body.append(place);
          mountPlayer(place, source, { keys: false });
          const text = place.textContent;
          place.remove();
          return text;
        }""",
        heads,
    )
    assert "events=true" not in text and "Seizures" in text
    assert "Coexistence" in text and "Collaboration" in text


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
def test_networks_are_told_by_tier_and_every_post_has_its_name(made, shown):
    page = shown.page
    page.evaluate("player.clock.go(60)")
    table = page.evaluate(
        "[...document.querySelectorAll('.network tr')].map((x) => [...x.children].map((c) => c.textContent))"
    )
    for side, (mine, result) in zip((0, 2), made, strict=True):
        arrests = result.events.query("kind == 'arrest' and 0 <= day <= 60")
        found = [int(row[side]) for row in table[:4]]
        assert found == [int((arrests["tier"] == tier).sum()) for tier in (4, 3, 2, 1)]
        known = 100 * result.daily["police_known_member_share"].iloc[60]
        assert float(table[4][side]) == pytest.approx(known, abs=0.51)
        names = page.evaluate(
            f"[...document.querySelectorAll('.map')][{side // 2}].querySelectorAll('text').values().map((x) => x.textContent).toArray()"
        )
        assert [name.replace(" ", "") for name in names] == [
            post["label"]["en"].replace(" ", "") for post in mine.header["posts"]
        ]


@needs_browser
def test_axe_has_no_serious_finding(shown):
    page = shown.page
    for room in (False, True):
        page.evaluate(f"player.setRoom({str(room).lower()})")
        found = Axe().run(page).response["violations"]
        assert [(x["id"], x["nodes"][0]["html"]) for x in found] == []
    page.evaluate("player.setRoom(false)")


@needs_browser
def test_who_asked_for_less_motion_sees_loads_but_no_traffic(shown):
    drawn = "player.panes.map((p) => { const seen = []; p.grains.lawful = () => seen.push(1); p.grains.draw(40.5); delete p.grains.lawful; return seen.length; })"
    assert shown.page.evaluate(drawn) == [1, 1]
    shown.page.emulate_media(reduced_motion="reduce")
    assert shown.page.evaluate(drawn) == [0, 0]
    shown.page.emulate_media(reduced_motion="no-preference")


@needs_browser
def test_names_of_many_posts_lie_over_nothing_and_nearest_to_their_own(shown):
    """The fifteen posts of a larger country, at several sizes of letters: the rule itself, without a page."""
    found = shown.page.evaluate(
        """async () => {
          const { box } = await import("bordersim/boxes.js");
          const { inTwo, placed } = await import("bordersim/labels.js");
          const plan = { mark: 10, left: 0, right: 400, top: 0, bottom: 380 }, marks = [...Array(15).keys()].map((i) => ({ x: 60 + (i * 97) % 290, y: 40 + (i * 61) % 300 }));
          const wrong = [], named = [];
          for (const letters of [12, 17, 29]) {
            const names = marks.map((at, i) => ({ at, sizes: [["land post " + i], inTwo("land post " + i)].map((l) => ({ width: Math.max(...l.map((x) => x.length)) * letters * 0.55, height: l.length * letters * 1.12 })) }));
            const taken = marks.map((at) => box(at.x, at.y, 24, 24)), places = placed(names, taken, plan);
            const boxes = places.map((p, i) => p && { ...box(p.x, p.y, names[i].sizes[p.form].width, names[i].sizes[p.form].height), i });
            const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            const away = (a, m) => Math.hypot(Math.max(a.left - m.x, 0, m.x - a.right), Math.max(a.top - m.y, 0, m.y - a.bottom));
            for (const a of boxes.filter(Boolean)) {
              if (taken.some((t) => over(a, t)) || boxes.some((b) => b && b.i !== a.i && over(a, b))) wrong.push("over");
              if (a.left < 0 || a.right > 400 || a.top < 0 || a.bottom > 380) wrong.push("outside");
              if (marks.some((m, j) => j !== a.i && away(a, m) <= away(a, marks[a.i]))) wrong.push("nearer to another");
            }
            named.push(boxes.filter(Boolean).length);
          }
          return { wrong, named };
        }"""
    )
    assert found["wrong"] == [] and found["named"][0] >= 13 and min(found["named"]) >= 1


@needs_browser
def test_a_short_name_goes_without_what_another_one_has_too(shown):
    short = """async ([names, linking]) => (await import("bordersim/labels.js")).shortened(names, linking)"""
    french = ["poste-frontière Est", "poste-frontière de la Crête", "port d’Alba", "port d’Orme"]
    linking = texts("player")["player.linking"]
    found = shown.page.evaluate(short, [french, linking["fr"]])
    assert found == ["Est", "Crête", "Alba", "Orme"]
    english = ["airport north", "airport of the hill", "airport", "post office"]
    assert shown.page.evaluate(short, [english, linking["en"]]) == ["North", "Hill", None, None]


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
    text = page_of([Recorded("a", odd, result.daily, result.events)])
    assert "<script>alert" not in text


def test_it_begins_in_the_language_in_force(made):
    with using("fr"):
        assert '<html lang="fr">' in page_of([made[0][0]])
