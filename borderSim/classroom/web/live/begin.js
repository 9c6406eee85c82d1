/** The form with which a session begins. */

import {h} from "../svg.js";
import {languageNow, said, t} from "../words.js";
import {labelled, select} from "./build.js";

const MOST_KB = 100;
const drawn = new WeakMap(); // by root: the form that stands there, the choices it was made from and its language

/**
 * @param {HTMLElement} root
 * @param {Object} choices what the server offers
 * @param {URLSearchParams} wish what the address proposes
 * @param {(ask: Object, twin: string) => void} begin is told what was chosen, and the level of a twin
 * @param {(say: () => string) => void} complain is told what is wrong
 */
export function showBegin(root, choices, wish, begin, complain) {
  const before = drawn.get(root);
  if (before?.choices === choices && before.language === languageNow()) return; // (what was filled in stays)
  const levels = choices.levels.map((l) => [l.name, said(l.title)]);
  const scenario = select(choices.scenarios.map((s) => [s.name, said(s.title)]), wish.get("scenario") ?? "training");
  const about = h("p", {class: "hint"});
  const level = select(levels, wish.get("level") ?? "");
  const twin = select([["", t("start.twin.none")], ...levels], levels.at(-1)[0]);
  const seed = h("input", {type: "number", min: 0, step: 1, value: wish.get("seed") ?? "1", required: true});
  const own = h("input", {type: "file", accept: ".yaml,.yml"});
  const chosen = () => choices.scenarios.find((s) => s.name === scenario.value);
  const describe = () => {
    about.textContent = said(chosen().about);
  };
  const propose = () => {
    if (!wish.get("level")) level.value = chosen().present;
  };
  scenario.addEventListener("change", describe);
  scenario.addEventListener("change", propose);
  propose();
  const dials = choices.dials.map((name) => [name, dial()]);
  const boxes = choices.instruments.map((i) => [i.name, h("input", {type: "checkbox"}), said(i.title)]);
  const submit = async (event) => {
    event.preventDefault();
    const text = await read(own.files[0], complain);
    if (text === null) return;
    const settings = [...settingsOf(dials), ...instrumentsOf(boxes)];
    begin({scenario: scenario.value, level: level.value, seed: Number(seed.value), own: text, settings}, twin.value);
  };
  const form = h("form", {onsubmit: submit}, h("h2", {}, t("start.title")),
    row(t("start.scenario"), scenario), about, row(t("start.level"), level), row(t("start.twin"), twin), row(t("start.seed"), seed),
    folded("start.dials", ...dials.map(([name, d]) => row(t(`dial.${name}`), d.range, d.shown))),
    folded("start.instruments", h("div", {class: "many"}, boxes.map(([, box, title]) => h("div", {}, labelled(title, box).reverse())))),
    folded("start.own", row(t("start.own"), own)),
    h("div", {class: "row"}, h("button", {type: "submit", class: "main"}, t("start.go"))),
    h("p", {class: "hint"}, t("start.invented")));
  if (before) carry(before.form, form);
  describe();
  root.replaceChildren(form);
  drawn.set(root, {form, choices, language: languageNow()});
}

/** The form is left for a session: the next one begins empty. */
export function forgetBegin(root) {
  drawn.delete(root);
}

/** What was filled in and opened in a form goes into the same form in another language. */
function carry(from, to) {
  const [old, fresh] = [from, to].map((form) => [...form.querySelectorAll("input, select, details")]);
  fresh.forEach((node, i) => {
    if (node.matches("details")) node.open = old[i].open;
    else if (node.type === "checkbox") node.checked = old[i].checked;
    else if (node.type === "file") node.files = old[i].files;
    else node.value = old[i].value;
    if (old[i].dataset.moved) node.dispatchEvent(new Event("input"));
  });
}

function row(text, control, ...more) {
  return h("div", {class: "row"}, labelled(text, control), more);
}

function folded(key, ...children) {
  return h("details", {}, h("summary", {}, t(key)), children);
}

/** A dial that says nothing until it is moved. */
function dial() {
  const range = h("input", {type: "range", min: 0, max: 1, step: 0.05, value: 0});
  const shown = h("span", {class: "hint"}, t("start.dial.own"));
  range.addEventListener("input", () => {
    range.dataset.moved = "yes";
    shown.textContent = range.value;
  });
  return {range, shown};
}

function settingsOf(dials) {
  return dials.filter(([, d]) => d.range.dataset.moved).map(([name, d]) => `levers.${name}=${Number(d.range.value)}`);
}

function instrumentsOf(boxes) {
  const names = boxes.filter(([, box]) => box.checked).map(([name]) => name);
  return names.length ? [`instruments=[${names.join(",")}]`] : [];
}

async function read(file, complain) {
  if (!file) return "";
  if (file.size > MOST_KB * 1000) {
    complain(() => t("start.own.large", {kb: MOST_KB}));
    return null;
  }
  return file.text();
}
