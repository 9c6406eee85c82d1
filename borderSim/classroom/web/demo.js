/**
 * The demonstration: nine scenes, each with one message, a picture and a sentence. Space or the right
 * arrow goes on. The presenter's notes open in a window of their own, and go along.
 */

import { useKeys } from "./keys.js";
import * as bet from "./scenes/bet.js";
import * as chain from "./scenes/chain.js";
import * as country from "./scenes/country.js";
import * as gears from "./scenes/gears.js";
import * as goals from "./scenes/goals.js";
import * as halves from "./scenes/halves.js";
import * as honesty from "./scenes/honesty.js";
import * as network from "./scenes/network.js";
import * as warehouse from "./scenes/warehouse.js";
import { prefersStill } from "./stillness.js";
import { fill, h } from "./svg.js";
import { unpacked } from "./unpacked.js";
import { inEachLanguage, otherLanguage, setLanguage, t, useTexts } from "./words.js";

export const SCENES = { country, bet, halves, chain, honesty, warehouse, network, gears, goals };
const NAMES = Object.keys(SCENES);
const root = document.documentElement;

class Demo {
  constructor(data, where) {
    this.data = data;
    this.scene = 0;
    this.step = 0;
    this.began = performance.now();
    this.title = h("h1", { tabindex: -1 });
    this.place = h("div", { class: "place" });
    this.says = h("p", { class: "says", "aria-live": "polite" });
    this.dots = NAMES.map((name, i) => h("button", { type: "button", class: "dot", onclick: () => this.go(i, 0) }));
    const press = (act) => h("button", { type: "button", onclick: act });
    this.buttons = { back: press(() => this.back()), on: press(() => this.on()), notes: press(() => this.notes()), light: press(() => this.light()), language: press(() => setLanguage(otherLanguage())) };
    const b = this.buttons;
    where.replaceChildren(h("main", { class: "demo" }, this.title, this.place, this.says, h("nav", { class: "bar" }, b.back, b.on, h("div", { class: "dots" }, this.dots), b.notes, b.light, b.language)));
    useKeys({ " ": () => this.on(), ArrowRight: () => this.on(), PageDown: () => this.on(), ArrowLeft: () => this.back(), PageUp: () => this.back(), Home: () => this.go(0, 0), n: () => this.notes(), l: () => setLanguage(otherLanguage()), d: () => this.light() });
    inEachLanguage(() => this.show());
    window.addEventListener("message", (event) => this.heard(event));
    window.addEventListener("resize", () => this.drawn?.placed?.());
    requestAnimationFrame((now) => this.moving(now));
  }

  get name() {
    return NAMES[this.scene];
  }

  go(scene, step) {
    this.scene = Math.max(0, Math.min(NAMES.length - 1, scene));
    const last = SCENES[this.name].steps - 1;
    this.step = step < 0 ? last : Math.min(step, last);
    this.show();
    this.title.focus();
  }

  on() {
    if (this.step < SCENES[this.name].steps - 1) this.go(this.scene, this.step + 1);
    else if (this.scene < NAMES.length - 1) this.go(this.scene + 1, 0);
  }

  back() {
    if (this.step > 0) this.go(this.scene, this.step - 1);
    else if (this.scene > 0) this.go(this.scene - 1, -1);
  }

  light() {
    root.classList.toggle("room");
    this.show();
  }

  show() {
    this.drawn?.stop?.();
    this.drawn = SCENES[this.name].draw(this.data, this.step);
    this.title.textContent = this.drawn.title;
    this.says.textContent = this.drawn.says;
    fill(this.place, this.drawn.picture);
    this.drawn.placed?.();
    this.drawn.moving?.(0.5);
    this.place.dataset.scene = this.name;
    this.dots.forEach((dot, i) => {
      dot.textContent = String(i + 1);
      dot.setAttribute("aria-label", t("demo.scene", { n: i + 1, name: t(`demo.name.${NAMES[i]}`) }));
      dot.setAttribute("aria-current", i === this.scene ? "step" : "false");
    });
    const signs = { back: "◀", on: "▶", notes: "N", light: "◐", language: otherLanguage().toUpperCase() };
    for (const [name, button] of Object.entries(this.buttons)) {
      button.textContent = signs[name];
      button.setAttribute("aria-label", t(`demo.${name}`));
      button.title = t(`demo.${name}`);
    }
    this.tell();
  }

  /** Notes in a window of their own; where the browser refuses, on this page. */
  notes() {
    this.window = window.open(location.href.split("#")[0] + "#notes", "borderSim-notes", "width=760,height=620");
    if (!this.window) document.body.append(h("div", { class: "notes over" }, h("p", {}, noteOf(this.name)), h("button", { type: "button", onclick: (event) => event.target.parentElement.remove() }, t("demo.close"))));
  }

  tell() {
    this.window?.postMessage({ borderSim: "scene", scene: this.scene, step: this.step }, "*");
  }

  /** A notes window of ours asks where we are, or passes a key on. */
  heard(event) {
    if (!this.window || event.source !== this.window || event.data?.borderSim !== "asks") return;
    if (event.data.key === "on") this.on();
    else if (event.data.key === "back") this.back();
    else this.tell();
  }

  moving(now) {
    if (SCENES[this.name].moves && !prefersStill()) this.drawn.moving?.((now - this.began) / 1000);
    this.frames = (this.frames ?? 0) + 1;
    requestAnimationFrame((next) => this.moving(next));
  }
}

function noteOf(name) {
  return t(`notes.${name}`);
}

function notesPage(where) {
  const body = h("main", { class: "notes" });
  where.replaceChildren(body);
  let [scene, step] = [0, 0];
  const show = () =>
    fill(
      body,
      h("h1", {}, t("demo.scene", { n: scene + 1, name: t(`demo.name.${NAMES[scene]}`) })),
      h("p", { class: "minutes" }, t("demo.timing", { minutes: t(`minutes.${NAMES[scene]}`), step: step + 1, steps: SCENES[NAMES[scene]].steps })),
      h("p", {}, noteOf(NAMES[scene])),
      scene + 1 < NAMES.length ? h("p", { class: "next" }, t("demo.next", { name: t(`demo.name.${NAMES[scene + 1]}`) })) : null,
    );
  const ask = (key) => window.opener?.postMessage({ borderSim: "asks", key }, "*");
  window.addEventListener("message", (event) => {
    if (event.source !== window.opener || event.data?.borderSim !== "scene") return;
    [scene, step] = [Number(event.data.scene) || 0, Number(event.data.step) || 0];
    show();
  });
  useKeys({ " ": () => ask("on"), ArrowRight: () => ask("on"), ArrowLeft: () => ask("back"), l: () => setLanguage(otherLanguage()) });
  inEachLanguage(show);
  ask("where");
}

/** All notes one below the other, for paper. */
function printed() {
  const place = h("section", { class: "printed" });
  inEachLanguage(() => fill(place, h("h1", {}, t("demo.printed")), NAMES.map((name, i) => [h("h2", {}, `${t("demo.scene", { n: i + 1, name: t(`demo.name.${name}`) })} (${t(`minutes.${name}`)})`), h("p", {}, noteOf(name))]).flat()));
  document.body.append(place);
}

const data = await unpacked();
useTexts(data.texts, data.language);
const where = document.getElementById("demo");
if (location.hash === "#notes") notesPage(where);
else window.demo = new Demo(data.scenes, where);
printed();
