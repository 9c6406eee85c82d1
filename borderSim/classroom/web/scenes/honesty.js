/** Honesty: of all shipments, how many ended differently. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { level, lines, picture, text } from "./draw.js";

export const steps = 1;
const [COLUMNS, ROWS] = [40, 25];

export function draw(data) {
  const { counts, because_two_facts_met: met, seeds } = data.honesty;
  const cell = counts.matched / (COLUMNS * ROWS);
  const caught = Math.round(counts.caught / cell);
  const lost = Math.round(counts.lost / cell);
  const both = Math.round(met.caught / cell);
  const squares = [];
  for (let i = 0; i < COLUMNS * ROWS; i++) {
    const kind = i < both ? "met" : i < caught ? "caught" : i < caught + lost ? "lost" : "same";
    const [column, row] = [Math.floor(i / ROWS), i % ROWS];
    squares.push(s("rect", { x: 12 + column * 14.4, y: 60 + row * 15.6, width: 11.5, height: 12.5, class: `cell ${kind}` }));
  }
  const [low, high] = [level(data, data.honesty.levels[0]), level(data, data.honesty.levels[1])];
  const key = [
    ["met", t("honesty.met", { n: number(met.caught) })],
    ["caught", t("honesty.caught", { n: number(counts.caught - met.caught), high })],
    ["lost", t("honesty.lost", { n: number(counts.lost), low })],
    ["same", t("honesty.same", { n: number(counts.matched - counts.caught - counts.lost) })],
  ].map(([kind, words], i) => [s("rect", { x: 620, y: 62 + i * 108, width: 26, height: 26, class: `cell ${kind}` }), lines(660, 86 + i * 108, words, { width: 340 })]);
  const values = { n: number(counts.matched), changed: number(counts.caught + counts.lost), seeds: number(seeds.length), met: number(met.caught), low, high };
  const title = t("honesty.title", values);
  return { title, picture: picture(title, squares, key.flat(), text(12, 40, t("honesty.cell", { n: number(cell, 1) }))), says: t("honesty.says", values) };
}
