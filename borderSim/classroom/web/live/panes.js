/** The right side: each country with its level and what was counted in it. */

import {el} from "./build.js";
import {number, said, t} from "./say.js";

const COUNTS = ["planned", "seizures", "delivered", "members_arrested", "leaders_arrested", "collisions", "cases_burned", "leaks", "items_shared"];

/**
 * @param {HTMLElement} root
 * @param {import("./store.js").Store} store
 * @param {Object} choices
 * @param {string} acting
 * @param {(track: string) => void} close
 */
export function showPanes(root, store, choices, acting, close) {
  const tracks = store.session.tracks;
  const panes = tracks.map((track) => pane(store, track, choices, acting, tracks.length > 1 ? close : null));
  root.replaceChildren(el("div", {class: "panes-row"}, ...panes));
}

function pane(store, track, choices, acting, close) {
  const level = (name) => said(choices.levels.find((x) => x.name === name)?.title) || name;
  const name = track.track.toUpperCase();
  const rows = COUNTS.map((count) => el("tr", {}, el("th", {scope: "row", text: t(`count.${count}`)}),
    el("td", {text: number(store.sum(track.track, count)), "data-count": count})));
  const head = el("div", {class: "row"}, el("h2", {text: t("track", {name})}),
    el("span", {class: "hint", text: t(`track.${track.what}`, {parent: track.parent.toUpperCase()})}));
  if (close) {
    head.append(el("button", {type: "button", text: "×", "aria-label": t("track.close", {name}), onclick: () => close(track.track)}));
  }
  return el("section", {class: track.track === acting ? "pane acting" : "pane", "data-track": track.track}, head,
    el("p", {class: "hint", text: t("track.level", {level: level(track.level), in_force: level(track.in_force)})}),
    el("table", {}, el("caption", {text: t("table.title")}), el("tbody", {}, ...rows)));
}
