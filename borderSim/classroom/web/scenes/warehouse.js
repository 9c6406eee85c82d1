/** Two teams at one warehouse: collisions along the five levels. */

import { s } from "../svg.js";
import { number, said, t } from "../words.js";
import { picture, text } from "./draw.js";

export const steps = 1;

export function draw(data) {
  const row = data.warehouse.rows.find(({ outcome }) => outcome === "collisions");
  const burned = data.warehouse.rows.find(({ outcome }) => outcome === "cases_burned");
  const high = Math.max(...row.values.map((v) => v.high ?? v.value));
  const x = (value) => 270 + (value / high) * 560;
  const parts = row.values.map((value, i) => {
    const y = 70 + i * 84;
    return [
      text(250, y + 10, said(data.about.levels[i].title), { anchor: "end" }),
      s("rect", { x: x(0), y: y - 22, width: Math.max(3, x(value.value) - x(0)), height: 44, class: "bar" }),
      value.low === null ? [] : s("line", { x1: x(value.low), x2: x(value.high), y1: y, y2: y, class: "whisker" }),
      text(x(value.high ?? value.value) + 14, y + 10, number(value.value, 1), { kind: "strong" }),
    ];
  });
  const ends = [row.values[0], row.values.at(-1)].map((v) => number(v.value, 1));
  const fires = [burned.values[0], burned.values.at(-1)].map((v) => number(v.value, 2));
  const title = t("warehouse.title");
  return { title, picture: picture(title, parts.flat(2)), says: t("warehouse.says", { first: ends[0], last: ends[1], low: said(data.about.levels[0].title), high: said(data.about.levels.at(-1).title), burned: fires[0], burned_last: fires[1], n: number(row.values[0].n) }) };
}
