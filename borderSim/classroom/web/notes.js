/**
 * The presenter's notes: a window of its own that goes along with the demonstration, and a printed page.
 *
 * The two windows talk by messages to the opener, and by a BroadcastChannel where the notes were opened
 * by hand. A window of notes that nobody answers can be leafed through by itself.
 */

import { useKeys } from "./keys.js";
import { MINUTES, NAMES, SCENES } from "./scenes.js";
import { fill, h } from "./svg.js";
import { counted, inEachLanguage, number, otherLanguage, setLanguage, t } from "./words.js";

const CHANNEL = "borderSim-demo";
const PARTS = ["say", "ask", "careful"];

function channel() {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return null; // an old browser: the messages to the opener are enough
  }
}

/** The demonstration's side: opens the window, tells it where we are, does what its keys ask. */
export class NotesWindow {
  constructor(demo) {
    this.demo = demo;
    this.channel = channel();
    const heard = (event) => this.heard(event.data);
    if (this.channel) this.channel.onmessage = heard;
    window.addEventListener("message", (event) => {
      if (this.window && event.source === this.window) heard(event);
    });
  }

  open() {
    this.window = window.open(`${location.href.split("#")[0]}#notes`, "borderSim-notes", "width=820,height=760");
    if (!this.window) this.here();
  }

  /** Where the browser opens no window, the notes lie over this page. */
  here() {
    document.querySelector(".over")?.remove();
    const close = h("button", { type: "button", onclick: () => over.remove() }, t("demo.close"));
    const over = h("aside", { class: "notes over" }, noteOf(this.demo.name, this.demo.data), close);
    document.body.append(over);
    close.focus();
  }

  tell() {
    const message = { borderSim: "scene", ...this.demo.state() };
    this.channel?.postMessage(message);
    this.window?.postMessage(message, "*");
  }

  heard(asked) {
    if (asked?.borderSim !== "asks") return;
    if (asked.key === "on") this.demo.on();
    else if (asked.key === "back") this.demo.back();
    else this.tell();
  }
}

/** What to say, what to ask, where to be careful; and the numbers that a scene has no room for. */
function noteOf(name, data) {
  const parts = PARTS.map((part) => h("div", { class: `part ${part}` }, h("h2", {}, t(`demo.${part}`)), h("p", {}, t(`notes.${name}.${part}`))));
  const more = SCENES[name].more?.(data) ?? [];
  if (more.length) parts.push(h("div", { class: "part more" }, h("h2", {}, t("demo.more")), more.map((line) => h("p", {}, line))));
  return parts;
}

/** Minutes from the beginning to the end of a scene, as planned. */
function planned(scene) {
  return NAMES.slice(0, scene + 1).reduce((sum, name) => sum + MINUTES[name], 0);
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

/** The window of the notes. */
export function notesPage(where, data) {
  new Notes(where, data);
}

class Notes {
  constructor(where, data) {
    this.data = data;
    this.body = h("main", { class: "notes" });
    where.replaceChildren(this.body);
    this.now = { scene: 0, step: 0 };
    this.since = null;
    this.clock = h("b", { role: "timer" });
    this.ends = h("span");
    this.time = h("p", { class: "time" }, this.clock, this.ends);
    this.channel = channel();
    if (this.channel) this.channel.onmessage = (event) => this.heard(event.data);
    window.addEventListener("message", (event) => {
      if (event.source === window.opener) this.heard(event.data);
    });
    const [on, back] = [() => this.ask("on"), () => this.ask("back")];
    useKeys({ " ": on, ArrowRight: on, PageDown: on, ArrowLeft: back, PageUp: back, l: () => setLanguage(otherLanguage()), t: () => this.restart(), d: () => document.documentElement.classList.toggle("room") });
    inEachLanguage(() => this.show());
    setInterval(() => this.tick(), 500);
    this.send("where");
  }

  send(key) {
    const message = { borderSim: "asks", key };
    if (window.opener) window.opener.postMessage(message, "*");
    else this.channel?.postMessage(message);
  }

  /** Ask the demonstration to go; where nobody ever answered, go by itself. */
  ask(key) {
    this.since ??= performance.now();
    if (this.answered) this.send(key);
    else this.leaf(key === "on" ? 1 : -1);
  }

  leaf(by) {
    this.now = { scene: Math.max(0, Math.min(NAMES.length - 1, this.now.scene + by)), step: 0 };
    this.show();
  }

  heard(told) {
    if (told?.borderSim !== "scene") return;
    if (!this.answered && told.language) setLanguage(told.language);
    this.answered = true;
    const scene = Math.max(0, Math.min(NAMES.length - 1, Number(told.scene) || 0));
    if (scene > 0 || Number(told.step) > 0) this.since ??= performance.now();
    this.now = { scene, step: Number(told.step) || 0, title: String(told.title ?? ""), says: String(told.says ?? "") };
    this.show();
  }

  restart() {
    this.since = performance.now();
    this.tick();
  }

  tick() {
    const gone = this.since === null ? 0 : (performance.now() - this.since) / 1000;
    this.clock.textContent = clock(gone);
    this.ends.textContent = t("demo.ends", { end: clock(planned(this.now.scene) * 60), all: clock(planned(NAMES.length - 1) * 60) });
    this.time.classList.toggle("late", gone > planned(this.now.scene) * 60);
  }

  show() {
    const { scene, step, title, says } = this.now;
    const name = NAMES[scene];
    const next = NAMES[scene + 1];
    const shown = title ? h("div", { class: "part screen" }, h("h2", {}, t("demo.screen")), h("p", {}, title), h("p", {}, says)) : null;
    fill(
      this.body,
      h("h1", {}, t("demo.scene", { n: scene + 1, name: t(`demo.name.${name}`) })),
      h("p", { class: "minutes" }, `${counted("demo.minutes", MINUTES[name])} · ${t("demo.step", { step: step + 1, steps: SCENES[name].steps })}`),
      this.time,
      noteOf(name, this.data),
      shown,
      next ? h("p", { class: "next" }, t("demo.next", { name: t(`demo.name.${next}`) })) : null,
      h("p", { class: "next" }, t("demo.keys")),
    );
    this.tick();
  }
}

/** All notes one below the other, for paper. */
export function printedNotes(data) {
  const place = h("section", { class: "printed" });
  const scene = (name, i) => [h("h2", {}, `${t("demo.scene", { n: i + 1, name: t(`demo.name.${name}`) })} (${counted("demo.minutes", MINUTES[name])}, ${t("demo.until", { n: number(planned(i)) })})`), PARTS.map((part) => h("p", {}, h("b", {}, `${t(`demo.${part}`)} `), t(`notes.${name}.${part}`))), (SCENES[name].more?.(data) ?? []).map((line) => h("p", {}, line))];
  inEachLanguage(() => fill(place, h("h1", {}, t("demo.printed")), h("p", {}, t("demo.printed_keys")), NAMES.map(scene).flat(3)));
  document.body.append(place);
}
