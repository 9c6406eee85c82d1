/** The form with which a session begins. */

import {h} from "../svg.js";
import {said, t} from "../words.js";
import {labelled, select} from "./build.js";

const MOST_KB = 100;

/**
 * @param {HTMLElement} root
 * @param {Object} choices what the server offers
 * @param {URLSearchParams} wish what the address proposes
 * @param {(ask: Object, twin: string) => void} begin is told what was chosen, and the level of a twin
 * @param {(say: () => string) => void} complain is told what is wrong
 */
export function showBegin(root, choices, wish, begin, complain) {
  const levels = choices.levels.map((l) => [l.name, said(l.title)]);
  const scenario = select(choices.scenarios.map((s) => [s.name, said(s.title)]), wish.get("scenario") ?? "training");
  const about = h("p", {class: "hint"});
  const level = select(levels, wish.get("level") ?? "");
  const twin = select([["", t("start.twin.none")], ...levels], levels.at(-1)[0]);
  const seed = h("input", {type: "number", min: 0, step: 1, value: wish.get("seed") ?? "1", required: true});
  const own = h("input", {type: "file", accept: ".yaml,.yml"});
  const describe = () => {
    const chosen = choices.scenarios.find((s) => s.name === scenario.value);
    about.textContent = said(chosen.about);
    if (!wish.get("level")) level.value = chosen.present;
  };
  scenario.addEventListener("change", describe);
  describe();
  const dials = choices.dials.map((name) => [name, dial()]);
  const boxes = choices.instruments.map((i) => [i.name, h("input", {type: "checkbox"}), said(i.title)]);
  const submit = async (event) => {
    event.preventDefault();
    const text = await read(own.files[0], complain);
    if (text === null) return;
    const settings = [...settingsOf(dials), ...instrumentsOf(boxes)];
    begin({scenario: scenario.value, level: level.value, seed: Number(seed.value), own: text, settings}, twin.value);
  };
  root.replaceChildren(h("form", {onsubmit: submit}, h("h2", {}, t("start.title")),
    row(t("start.scenario"), scenario), about, row(t("start.level"), level), row(t("start.twin"), twin), row(t("start.seed"), seed),
    folded("start.dials", ...dials.map(([name, d]) => row(t(`dial.${name}`), d.range, d.shown))),
    folded("start.instruments", h("div", {class: "many"}, boxes.map(([, box, title]) => h("div", {}, labelled(title, box).reverse())))),
    folded("start.own", row(t("start.own"), own)),
    h("div", {class: "row"}, h("button", {type: "submit", class: "main"}, t("start.go"))),
    h("p", {class: "hint"}, t("start.invented"))));
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
  const found = {range, shown, value: null};
  range.addEventListener("input", () => {
    found.value = Number(range.value);
    shown.textContent = range.value;
  });
  return found;
}

function settingsOf(dials) {
  return dials.filter(([, d]) => d.value !== null).map(([name, d]) => `levers.${name}=${d.value}`);
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
