/** What differs, in numbers up to the day that is shown: one row a goal, no single score. */

import { fill, h } from "./svg.js";
import { inEachLanguage, number, t } from "./words.js";

/** Rows in their order: name, from which part of a frame, and what it is divided by. */
export const ROWS = [
  { name: "seizures", part: "total" },
  { name: "delivered_value_eur", part: "total", by: 1e6 },
  { name: "members_arrested", part: "total" },
  { name: "leaders_arrested", part: "total" },
  { name: "orgs_ended", part: "total" },
  { name: "collisions", part: "total" },
  { name: "cases_burned", part: "total" },
  { name: "unshared_hits", part: "total" },
  { name: "leaks", part: "total" },
  { name: "items_shared", part: "total" },
  { name: "trade_delay_cost_eur", part: "total", by: 1e6 },
  { name: "cooperation_cost_eur", part: "total", by: 1e6 },
  { name: "trust_mean", part: "state" },
];
const IN_ROOM = ["delivered_value_eur", "members_arrested", "orgs_ended", "collisions", "cases_burned", "leaks", "trade_delay_cost_eur", "cooperation_cost_eur"];

/** A row's number in a frame. */
export function valueOf(row, frame) {
  const value = frame[row.part][row.name];
  return value === null || value === undefined ? null : value / (row.by ?? 1);
}

export class Sums {
  /** @param {(name: string) => void} choose called with the row whose course is to be drawn */
  constructor(choose, isRoom) {
    this.isRoom = isRoom;
    this.choose = choose;
    this.chosen = "delivered_value_eur";
    this.body = h("tbody");
    this.caption = h("caption", { class: "hidden" });
    this.element = h("table", { class: "sums" }, this.caption, this.body);
    this.rows = [];
    inEachLanguage(() => this.lay());
  }

  /** Rows anew: after a change of language, of the room mode, or of what is known. */
  lay(known = this.known) {
    this.known = known;
    this.caption.textContent = t("sums.caption");
    const shown = ROWS.filter((row) => (!known || known.has(row.name)) && (!this.isRoom() || IN_ROOM.includes(row.name)));
    if (!shown.some((row) => row.name === this.chosen) && shown.length) this.choose((this.chosen = shown[0].name));
    this.rows = shown.map((row) => {
      const cells = [h("td"), h("td")];
      const press = h("button", { type: "button", "aria-pressed": String(row.name === this.chosen), onclick: () => this.pick(row.name) }, t(`sums.${row.name}`));
      return { row, cells, press, line: h("tr", {}, cells[0], h("th", { scope: "row" }, press), cells[1]) };
    });
    fill(this.body, this.rows.map(({ line }) => line));
    if (this.frames) this.show(this.frames);
  }

  pick(name) {
    this.chosen = name;
    for (const { row, press } of this.rows) press.setAttribute("aria-pressed", String(row.name === name));
    this.choose(name);
  }

  show(frames) {
    this.frames = frames;
    for (const { row, cells } of this.rows)
      cells.forEach((cell, side) => {
        const value = frames[side] ? valueOf(row, frames[side]) : null;
        const small = row.by && Math.abs(value) >= 0.0005 && Math.abs(value) < 0.05; // (what is little is not nothing)
        const digits = small ? 3 : row.name === "trust_mean" ? 2 : row.by ? 1 : 0;
        cell.textContent = frames[side] ? number(value, value === null ? null : digits) : "";
      });
  }
}
