/** Two runs side by side on the same days: plans, what differs, news, the course so far, and the day. */

import { Clock } from "./clock.js";
import { Course } from "./course.js";
import { Grains } from "./grains.js";
import { useKeys } from "./keys.js";
import { CountryMap } from "./map.js";
import { Network } from "./network.js";
import { News, isLoud, nextLoud } from "./news.js";
import { Sums } from "./sums.js";
import { fill, h } from "./svg.js";
import { inEachLanguage, otherLanguage, said, setLanguage, t } from "./words.js";

const SIDES = ["left", "right"];
const root = document.documentElement;

/** One side: which run, its plan, its news. */
class Pane {
  constructor(side, source, chosen) {
    this.side = side;
    this.source = source;
    this.pick = h("select", { onchange: () => chosen(this.pick.value) });
    this.stage = h("div", { class: "stage" });
    this.news = new News("");
    this.element = h("section", { class: `pane ${side}` }, this.pick, this.stage, this.news.element);
  }

  /** Show another run. */
  use(track) {
    this.track = track;
    const { posts } = this.source.header(track);
    this.grains = new Grains(posts, (day) => this.source.frame(this.track, day));
    this.map?.stop();
    this.map = new CountryMap(posts, t("player.plan", { level: said(this.source.header(track).level.title) }));
    fill(this.stage, this.map.element, this.grains.canvas);
    this.map.lay();
    this.choices();
  }

  choices() {
    fill(this.pick, this.source.tracks().map((track) => h("option", { value: track, selected: track === this.track }, said(this.source.header(track).level.title) + (this.source.header(track).label ? ` · ${said(this.source.header(track).label)}` : ""))));
    this.pick.value = this.track;
    this.pick.setAttribute("aria-label", t(`player.${this.side}`));
    this.news.element.setAttribute("aria-label", t("news.name", { level: said(this.source.header(this.track).level.title) }));
  }
}

export class Player {
  /**
   * @param {HTMLElement} where
   * @param {Object} source FileSource or LiveSource
   * @param {{tracks?: Array<string>, keys?: boolean, language?: string, room?: boolean, part?: boolean}} options
   *   tracks to begin with, left and right; whether it listens to keys; language and room mode to begin
   *   with; whether it is a part of a page that has more
   */
  constructor(where, source, options = {}) {
    this.source = source;
    this.tracks = options.tracks ?? firstAndLast(source.tracks());
    this.clock = new Clock(() => this.known());
    this.course = new Course();
    this.sums = new Sums((name) => this.followed(name), () => this.room);
    this.network = new Network();
    this.panes = SIDES.map((side, i) => new Pane(side, source, (track) => this.choose(i, track)));
    this.build(where, options.part ? "div" : "main");
    this.panes.forEach((pane, i) => pane.use(this.tracks[i]));
    this.listen(options.keys ?? true);
    this.measured();
    this.fit();
    if (options.language) setLanguage(options.language);
    if (options.room) this.setRoom(true);
    this.moving = this.moving.bind(this);
    requestAnimationFrame(this.moving);
  }

  get room() {
    return root.classList.contains("room");
  }

  /** Days that both runs have. */
  known() {
    return Math.min(...this.tracks.map((track) => this.source.known(track)));
  }

  build(where, whole) {
    const press = (act) => h("button", { type: "button", onclick: act });
    this.title = h("h1");
    this.dayLine = h("span", { class: "day", role: "status" });
    this.buttons = {
      room: press(() => this.setRoom(!this.room)),
      language: press(() => setLanguage(otherLanguage())),
      first: press(() => (this.clock.pause(), this.clock.go(-1))),
      back: press(() => this.clock.step(-1)),
      play: press(() => this.clock.toggle()),
      forward: press(() => this.clock.step(1)),
      event: press(() => this.jump(1)),
      slower: press(() => this.clock.faster(-1)),
      faster: press(() => this.clock.faster(1)),
    };
    this.speedLine = h("span", { class: "day" });
    this.slider = h("input", { type: "range", min: 0, step: 1, oninput: () => (this.clock.pause(), this.clock.go(Number(this.slider.value) - 1)) });
    this.middle = h("div", { class: "middle" }, this.sums.element, this.network.element);
    this.legend = h("p", { class: "legend" });
    this.courseText = h("p", { class: "note" });
    const b = this.buttons;
    this.element = h(
      whole,
      { class: "player" },
      h("header", { class: "top" }, this.title, this.dayLine, b.room, b.language),
      h("div", { class: "panes" }, this.panes[0].element, this.middle, this.panes[1].element),
      h("div", { class: "under" }, this.courseText, this.course.element, this.legend),
      h("nav", { class: "controls" }, b.first, b.back, b.play, b.forward, b.event, this.slider, b.slower, this.speedLine, b.faster),
    );
    where.replaceChildren(this.element);
  }

  listen(withKeys) {
    this.clock.addEventListener("day", () => this.draw());
    this.clock.addEventListener("state", () => this.controls());
    for (const kind of ["days", "cut"])
      this.source.addEventListener(kind, () => {
        if (this.clock.day >= this.known()) this.clock.go(this.known() - 1);
        this.measured();
        this.draw();
      });
    this.source.addEventListener("tracks", () => this.tracksChanged());
    inEachLanguage(() => this.speak());
    const watch = new ResizeObserver(() => this.fit());
    for (const pane of this.panes) watch.observe(pane.stage);
    if (withKeys) useKeys(this.keys());
  }

  keys() {
    return {
      " ": () => this.clock.toggle(),
      ArrowRight: () => this.clock.step(1),
      ArrowLeft: () => this.clock.step(-1),
      PageDown: () => this.clock.step(30),
      PageUp: () => this.clock.step(-30),
      Home: () => this.clock.go(-1),
      End: () => this.clock.go(this.known() - 1),
      e: () => this.jump(1),
      p: () => this.jump(-1),
      "+": () => this.clock.faster(1),
      "-": () => this.clock.faster(-1),
      r: () => this.setRoom(!this.room),
      l: () => setLanguage(otherLanguage()),
    };
  }

  /** Large letters and few rows, for a projector. */
  setRoom(on) {
    root.classList.toggle("room", on);
    this.sums.lay();
    this.speak();
  }

  /** Follow the size of the screen: names on the plans, and what finds place between them. */
  fit() {
    this.network.fits = true;
    this.draw();
    this.panes.forEach((pane) => pane.map.lay());
    this.network.fits = this.middle.scrollHeight <= this.middle.clientHeight + 1;
    if (!this.network.fits) this.draw();
  }

  choose(side, track) {
    this.tracks[side] = track;
    this.panes[side].use(track);
    this.measured();
    this.clock.go(Math.min(this.clock.day, this.known() - 1));
    this.speak();
  }

  tracksChanged() {
    const there = this.source.tracks();
    this.tracks = this.tracks.map((track) => (there.includes(track) ? track : there[0]));
    this.panes.forEach((pane, i) => pane.use(this.tracks[i]));
    this.measured();
    this.speak();
  }

  /** Rows that these runs have numbers for. */
  measured() {
    const frames = this.tracks.map((track) => this.source.frame(track, 0));
    const known = new Set(frames.flatMap((frame) => [...Object.keys(frame.total), ...Object.keys(frame.state)]));
    this.sums.lay(known.size ? known : null); // before the first day nothing is known of any row
  }

  followed(name) {
    this.course.name = name;
    if (this.title) this.draw();
  }

  jump(step) {
    this.clock.pause();
    const day = nextLoud(this.source, this.tracks, Math.max(-1, this.clock.day), step);
    if (day >= 0) this.clock.go(day);
  }

  speak() {
    const { title, seed } = this.source.header(this.tracks[0]);
    this.title.textContent = `${said(title)} · ${t("player.seed", { seed: String(seed) })}`;
    const signs = { room: t("player.room_short"), language: otherLanguage().toUpperCase(), first: "|◀", back: "◀", forward: "▶|", event: "▶▶", slower: "−", faster: "+" };
    for (const [name, sign] of Object.entries(signs)) {
      this.buttons[name].textContent = sign;
      this.buttons[name].setAttribute("aria-label", t(`player.${name}`));
      this.buttons[name].title = t(`player.${name}`);
    }
    this.buttons.room.setAttribute("aria-pressed", String(this.room));
    this.panes.forEach((pane) => pane.choices());
    this.legend.textContent = t(this.room ? "player.legend_room" : "player.legend", { n: this.panes[0].grains.scale });
    this.slider.setAttribute("aria-label", t("player.slider"));
    this.controls();
    this.fit();
  }

  controls() {
    const playing = this.clock.playing;
    this.buttons.play.textContent = playing ? "❚❚" : "▶";
    this.buttons.play.setAttribute("aria-label", t(playing ? "player.pause" : "player.play"));
    this.speedLine.textContent = t("player.speed", { n: this.clock.daysASecond });
  }

  draw() {
    const day = this.clock.day;
    const frames = this.tracks.map((track) => this.source.frame(track, day));
    const whole = this.source.header(this.tracks[0]).days;
    this.dayLine.textContent = day < 0 ? t("player.before") : t("player.day", { day: day + 1, days: whole });
    this.slider.max = String(this.known());
    this.slider.value = String(day + 1);
    this.slider.setAttribute("aria-valuetext", this.dayLine.textContent);
    this.sums.show(frames);
    this.network.show(frames);
    this.panes.forEach((pane, i) => pane.news.show(this.source, this.tracks[i], day));
    const marks = this.source.events(this.tracks[0], 0, day + 1).filter((event) => event.kind === "shock").map((event) => event.day);
    this.course.draw(this.source, this.tracks, day, whole, marks);
    this.tellCourse(day);
    this.moved = null;
  }

  /** The course in words, for those who do not see it. */
  tellCourse(day) {
    const row = this.sums.rows.find(({ row: one }) => one.name === this.course.name);
    if (!row) return;
    const [left, right] = row.cells.map((cell) => cell.textContent);
    const names = this.tracks.map((track) => said(this.source.header(track).level.title));
    this.courseText.textContent = t(this.room ? "player.course_room" : "player.course", { what: t(`sums.${this.course.name}`), left: names[0], right: names[1], a: left, b: right });
    this.course.element.setAttribute("aria-label", this.courseText.textContent);
  }

  moving() {
    const now = this.clock.day + this.clock.part;
    if (this.clock.playing || this.moved !== now) this.panes.forEach((pane) => pane.grains.draw(now + (this.clock.playing ? 0 : 0.7)));
    this.moved = now;
    this.frames = (this.frames ?? 0) + 1;
    requestAnimationFrame(this.moving);
  }
}

/** Put a player into an element of a page. */
export function mountPlayer(where, source, options) {
  return new Player(where, source, options);
}

function firstAndLast(tracks) {
  return [tracks[0], tracks.at(-1)];
}
