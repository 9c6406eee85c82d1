/**
 * The demonstration: nine scenes, each step with one question, the answer in one large sentence, and a picture.
 * The last step of a scene ends with what to remember of it. Space or the right arrow goes on. The presenter's notes open in a window of their own, and go along.
 */

import { useKeys } from "./keys.js";
import { NotesWindow, notesPage, printedNotes } from "./notes.js";
import { NAMES, SCENES } from "./scenes.js";
import { prefersStill } from "./stillness.js";
import { fill, h } from "./svg.js";
import { unpacked } from "./unpacked.js";
import { inEachLanguage, languageNow, otherLanguage, setLanguage, t, useTexts } from "./words.js";

const root = document.documentElement;
const END = 99; // seconds after which whatever a scene moves once has come to its end
const SIGNS = { back: "◀", on: "▶", notes: "Notes", light: "◐" };

class Demo {
  constructor(data, where) {
    this.data = data;
    this.scene = 0;
    this.step = 0;
    this.title = h("h1", { tabindex: -1 });
    this.kicker = h("p", { class: "kicker" });
    this.question = h("p", { class: "question" });
    this.place = h("div", { class: "place" });
    this.says = h("p", { class: "says", "aria-live": "polite" });
    this.dots = NAMES.map((name, i) => h("button", { type: "button", class: "dot", onclick: () => this.go(i, 0) }));
    const act = { back: () => this.back(), on: () => this.on(), notes: () => this.window.open(), light: () => this.light(), language: () => setLanguage(otherLanguage()) };
    this.buttons = Object.fromEntries(Object.entries(act).map(([name, press]) => [name, h("button", { type: "button", onclick: press })]));
    const b = this.buttons;
    const bar = h("nav", { class: "bar" }, b.back, b.on, h("div", { class: "dots" }, this.dots), b.notes, b.light, b.language);
    where.replaceChildren(h("main", { class: "demo" }, h("header", {}, this.kicker, this.question, this.title), this.place, this.says, bar));
    this.window = new NotesWindow(this);
    this.listen(act);
    inEachLanguage(() => this.show(END));
    requestAnimationFrame((now) => this.moving(now));
  }

  listen(act) {
    const table = { " ": act.on, ArrowRight: act.on, PageDown: act.on, ArrowLeft: act.back, PageUp: act.back, Home: () => this.go(0, 0), End: () => this.go(NAMES.length - 1, -1), n: act.notes, l: act.language, d: act.light };
    for (let i = 1; i <= 9; i++) table[i] = () => this.drawn.keys?.[i]?.();
    useKeys(table);
    window.addEventListener("resize", () => this.drawn.moving?.(this.passed()));
  }

  get name() {
    return NAMES[this.scene];
  }

  get steps() {
    return SCENES[this.name].steps;
  }

  /** Show a step of a scene; a step below none is the last. */
  go(scene, step) {
    this.scene = Math.max(0, Math.min(NAMES.length - 1, scene));
    this.step = step < 0 ? this.steps - 1 : Math.min(step, this.steps - 1);
    this.show();
    this.title.focus();
  }

  on() {
    if (this.step < this.steps - 1) this.go(this.scene, this.step + 1);
    else if (this.scene < NAMES.length - 1) this.go(this.scene + 1, 0);
  }

  back() {
    if (this.step > 0) this.go(this.scene, this.step - 1);
    else if (this.scene > 0) this.go(this.scene - 1, -1);
  }

  light() {
    root.classList.toggle("room");
    this.show(END);
  }

  /** Draw the step anew; `passed` seconds of it count as gone. */
  show(passed = 0) {
    this.began = performance.now() - passed * 1000;
    this.drawn = SCENES[this.name].draw(this.data, this.step);
    const name = t(`demo.name.${this.name}`);
    this.kicker.textContent = t("demo.place", { n: this.scene + 1, all: NAMES.length, name: this.drawn.part ? t("demo.part", { name, part: this.drawn.part }) : name });
    const { title, answer, says, lesson } = this.drawn;
    this.question.textContent = answer ? title : "";
    this.title.textContent = answer || title;
    fill(this.says, says, says && lesson ? " " : null, lesson ? h("b", {}, `${t("demo.remember")} ${lesson}`) : null);
    fill(this.place, this.drawn.picture);
    this.place.dataset.scene = this.name;
    this.drawn.moving?.(prefersStill() ? END : this.passed());
    this.label();
    this.window.tell();
  }

  label() {
    this.dots.forEach((dot, i) => {
      dot.textContent = String(i + 1);
      dot.setAttribute("aria-label", t("demo.scene", { n: i + 1, name: t(`demo.name.${NAMES[i]}`) }));
      dot.setAttribute("aria-current", i === this.scene ? "step" : "false");
    });
    for (const [name, button] of Object.entries(this.buttons)) {
      button.textContent = SIGNS[name] ?? otherLanguage().toUpperCase();
      button.setAttribute("aria-label", t(`demo.${name}`));
      button.title = t(`demo.${name}`);
    }
  }

  /** What the notes need to know. */
  state() {
    return { scene: this.scene, step: this.step, title: this.drawn.title, says: [this.drawn.answer, this.drawn.says, this.drawn.lesson].filter(Boolean).join(" "), language: languageNow() };
  }

  passed() {
    return (performance.now() - this.began) / 1000;
  }

  moving() {
    if (!prefersStill()) this.drawn.moving?.(this.passed());
    this.frames = (this.frames ?? 0) + 1;
    requestAnimationFrame(() => this.moving());
  }
}

const data = await unpacked();
useTexts(data.texts, data.language);
const where = document.getElementById("page");
if (location.hash.startsWith("#notes")) notesPage(where, data.scenes);
else {
  window.demo = new Demo(data.scenes, where);
  printedNotes(data.scenes);
}
