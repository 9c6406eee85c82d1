/** The form with which a session begins. */

import {el, labelled, select} from "./build.js";
import {said, t} from "./say.js";

const MOST_KB = 100;

/**
 * @param {HTMLElement} root
 * @param {Object} choices what the server offers
 * @param {URLSearchParams} wish what the address proposes
 * @param {(ask: Object) => void} begin is told what was chosen
 * @param {(text: string) => void} complain is told what is wrong
 */
export function showBegin(root, choices, wish, begin, complain) {
  const scenario = select(choices.scenarios.map((s) => [s.name, said(s.title)]), wish.get("scenario") ?? "training");
  const about = el("p", {class: "hint"});
  const level = select(choices.levels.map((l) => [l.name, said(l.title)]), wish.get("level") ?? "");
  const seed = el("input", {type: "number", min: 0, step: 1, value: wish.get("seed") ?? "1", required: true});
  const own = el("input", {type: "file", accept: ".yaml,.yml"});
  const describe = () => {
    const chosen = choices.scenarios.find((s) => s.name === scenario.value);
    about.textContent = said(chosen.about);
    if (!wish.get("level")) level.value = chosen.present;
  };
  scenario.addEventListener("change", describe);
  describe();
  const dials = choices.dials.map((name) => [name, dial()]);
  const instruments = choices.instruments.map((i) => [i.name, el("input", {type: "checkbox"}), i]);
  const form = el("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      const text = await read(own.files[0], complain);
      if (text === null) return;
      begin({
        scenario: scenario.value, level: level.value, seed: Number(seed.value), own: text,
        settings: [...settingsOf(dials), ...instrumentsOf(instruments)],
      });
    },
  },
  el("h2", {text: t("start.title")}),
  el("div", {class: "row"}, ...labelled(t("start.scenario"), scenario)), about,
  el("div", {class: "row"}, ...labelled(t("start.level"), level)),
  el("div", {class: "row"}, ...labelled(t("start.seed"), seed)),
  el("details", {}, el("summary", {text: t("start.dials")}),
    ...dials.map(([name, d]) => el("div", {class: "row"}, ...labelled(t(`dial.${name}`), d.range), d.shown))),
  el("details", {}, el("summary", {text: t("start.instruments")}), el("div", {class: "many"},
    ...instruments.map(([, box, i]) => el("div", {}, box, " ", el("label", {for: idOf(box), text: said(i.title)}))))),
  el("details", {}, el("summary", {text: t("start.own")}), el("div", {class: "row"}, ...labelled(t("start.own"), own))),
  el("div", {class: "row"}, el("button", {type: "submit", class: "main", text: t("start.go")})),
  el("p", {class: "hint", text: t("start.invented")}));
  root.replaceChildren(form);
}

let boxes = 0;

function idOf(box) {
  box.id ||= `i${++boxes}`;
  return box.id;
}

/** A dial that says nothing until it is moved. */
function dial() {
  const range = el("input", {type: "range", min: 0, max: 1, step: 0.05, value: 0});
  const shown = el("span", {class: "hint", text: t("start.dial.own")});
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

function instrumentsOf(instruments) {
  const names = instruments.filter(([, box]) => box.checked).map(([name]) => name);
  return names.length ? [`instruments=[${names.join(",")}]`] : [];
}

async function read(file, complain) {
  if (!file) return "";
  if (file.size > MOST_KB * 1000) {
    complain(t("start.own.large", {kb: MOST_KB}));
    return null;
  }
  return file.text();
}
