/** The bet: one container stops, all else dims. Who stops it? Votes are entered. */

import { fill, h } from "../svg.js";
import { number, t } from "../words.js";
import { goods, post } from "./draw.js";
import { stage } from "./country.js";

export const steps = 1;
export const moves = true;
const votes = { customs: 0, police: 0, both: 0, nobody: 0 };

/** Votes so far, for the scene that tells the answer. */
export function votesNow() {
  return { ...votes };
}

function counter(option, change) {
  const shown = h("output", { class: "votes", "aria-live": "polite" }, number(votes[option]));
  const add = (by) => () => {
    votes[option] = Math.max(0, Math.min(999, votes[option] + by));
    shown.textContent = number(votes[option]);
    change?.();
  };
  const name = t(`bet.${option}`);
  return h(
    "div",
    { class: "option" },
    h("span", {}, name),
    h("button", { type: "button", "aria-label": t("bet.less", { name }), onclick: add(-1) }, "−"),
    shown,
    h("button", { type: "button", "aria-label": t("bet.more", { name }), onclick: add(1) }, "+"),
  );
}

export function draw(data, _step, change) {
  const { shipment, score, traffic, options } = data.bet;
  const { map, grains, element } = stage(data, t("bet.title", { post: post(data, shipment.post) }));
  const at = data.country.posts.findIndex(({ name }) => name === shipment.post);
  map.marks.forEach((mark, i) => mark.classList.add(i === at ? "chosen" : "dim"));
  map.labels.forEach((label, i) => label.classList.add(i === at ? "chosen" : "dim"));
  grains.canvas.classList.add("dim");
  const place = h("div", { class: "two" }, element, h("div", { class: "vote" }, options.map((option) => counter(option, change))));
  return {
    title: t("bet.title", { post: post(data, shipment.post) }),
    picture: place,
    says: t("bet.says", { n: number(traffic.units_per_day, 0), unit: t(`mode.${shipment.mode}`), goods: goods(shipment), score: number(score.profile, 1), threshold: number(score.threshold, 1) }),
    placed: () => map.lay(),
    moving: () => grains.draw(1),
  };
}

export { fill };
