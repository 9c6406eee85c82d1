/** What became of the networks so far: arrests by tier, and how many of those at large the police know. */

import { fill, h, s } from "./svg.js";
import { inEachLanguage, number, t } from "./words.js";

const TIERS = [4, 3, 2, 1];
const KNOWN = "police_known_member_share";

/** Rows of two runs side by side, a bar on each side; the longest bar is the most so far. */
export class Network {
  constructor() {
    this.caption = h("caption");
    this.rows = [...TIERS.map((tier) => `arrested_tier_${tier}`), KNOWN].map((name) => {
      const sides = ["left", "right"].map((side) => this.side(side));
      const head = h("th", { scope: "row" });
      return { name, head, sides, line: h("tr", {}, sides[0].cell, head, sides[1].cell) };
    });
    this.fits = true; // whether there is place for it on the page
    this.element = h("table", { class: "network", hidden: true }, this.caption, h("tbody", {}, this.rows.map(({ line }) => line)));
    inEachLanguage(() => this.speak());
  }

  side(name) {
    const value = h("span");
    const bar = s("rect", { x: 0, y: 0, width: 0, height: 10 });
    const drawn = s("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" }, bar);
    const cell = h("td", { class: name }, h("div", {}, value, drawn));
    return { name, cell, value, bar };
  }

  speak() {
    fill(this.caption, t("network_strip.caption"));
    for (const { name, head } of this.rows) head.textContent = t(`network_strip.${name}`);
    this.rows.at(-1).head.title = t("network_strip.known_title");
    if (this.frames) this.show(this.frames);
  }

  /** @param {Array<Object>} frames of the day, left and right; without a log of events there is nothing to show */
  show(frames) {
    this.frames = frames;
    const tiers = TIERS.map((tier) => `arrested_tier_${tier}`);
    this.element.hidden = !this.fits || !frames.some((frame) => tiers[0] in frame.total);
    const most = Math.max(1, ...frames.flatMap((frame) => tiers.map((name) => frame.total[name] ?? 0)));
    for (const { name, sides } of this.rows)
      sides.forEach(({ name: side, value, bar }, i) => {
        const share = name === KNOWN;
        const found = share ? frames[i].state[KNOWN] : frames[i].total[name];
        value.textContent = share && typeof found === "number" ? number(100 * found, 0) : number(found);
        const width = (100 * (found ?? 0)) / (share ? 1 : most);
        bar.setAttribute("width", width);
        bar.setAttribute("x", side === "left" ? 100 - width : 0);
      });
  }
}
