/** What all scenes draw with: a picture of 1000 by 500, letters of at least 26, lines of at least 3. */

import { s } from "../svg.js";
import { number, said, t } from "../words.js";

export const WIDTH = 1000;
export const HEIGHT = 500;
const LETTER = 0.58; // width of a letter, as part of its size
const LEVELS = ["seized_border", "seized_inland", "seized_let_run"];

/** @param {string} name what a screen reader says of the picture */
export function picture(name, ...children) {
  return s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "picture", role: "img", "aria-label": name, preserveAspectRatio: "xMidYMid meet" }, ...children);
}

/** One line of text. */
export function text(x, y, words, { size = 26, anchor = "start", kind = "" } = {}) {
  return s("text", { x, y, "font-size": size, "text-anchor": anchor, class: kind }, words);
}

/** Text in lines that are at most so wide; `most` lines. */
export function lines(x, y, words, { width, size = 26, anchor = "start", kind = "", gap = 1.18 } = {}) {
  const rows = wrapped(words, Math.floor(width / (size * LETTER)));
  return s("text", { x, y, "font-size": size, "text-anchor": anchor, class: kind }, rows.map((row, i) => s("tspan", { x, dy: i ? size * gap : 0 }, row)));
}

/** Rows of at most so many letters, broken between words. */
export function wrapped(words, letters) {
  const rows = [""];
  for (const word of words.split(" ")) {
    const longer = rows.at(-1) ? `${rows.at(-1)} ${word}` : word;
    if (longer.length > letters && rows.at(-1)) rows.push(word);
    else rows[rows.length - 1] = longer;
  }
  return rows;
}

/** A card with a heading and rows of text. */
export function card(x, y, width, height, heading, rows, kind) {
  const size = 26;
  const found = [s("rect", { x, y, width, height, rx: 10, class: `card ${kind}` }), text(x + width / 2, y + 38, heading, { size: 28, anchor: "middle", kind: "strong" })];
  let at = y + 76;
  for (const row of rows) {
    const broken = wrapped(row, Math.floor((width - 36) / (size * LETTER)));
    if (at + (broken.length - 1) * size * 1.18 > y + height - 12) break; // what has no room is left out
    found.push(lines(x + 18, at, row, { width: width - 36, size }));
    at += broken.length * size * 1.18 + 8;
  }
  return s("g", {}, found);
}

/** A value with its interval on a scale, as a dot and a line. */
export function interval(x, y, estimate, scale, kind) {
  const parts = [];
  if (estimate.low !== null) parts.push(s("line", { x1: x(estimate.low), x2: x(estimate.high), y1: y, y2: y, class: `whisker ${kind}` }));
  parts.push(s("circle", { cx: x(estimate.value), cy: y, r: scale, class: `dot ${kind}` }));
  return s("g", {}, parts);
}

/** Whether a fate is a seizure. */
export function isSeized(fate) {
  return LEVELS.includes(fate);
}

/** What became of a shipment, in words. */
export function fate(name) {
  return t(`fate.${name ?? "none"}`);
}

/** Title of a level. */
export function level(data, name) {
  return said(data.about.levels.find((one) => one.name === name).title);
}

/** Name of a post. */
export function post(data, name) {
  return said(data.posts[name]);
}

/** Goods and amount of a shipment: "2 million cigarettes" is left to the number form. */
export function goods(shipment) {
  return t(`goods.${shipment.commodity}`);
}

export function euro(value) {
  return t("demo.euro", { value: number(Math.round(value)) });
}
