/**
 * What all scenes draw with: a picture of 1000 by 500, letters of at least 26, lines of at least 3.
 * Customs is always a square and blue, the police a shield and orange; seized is a tick, on the market a cross-road
 * arrow: shape and word say it, colour only helps.
 */

import { s } from "../svg.js";
import { hasText, number, said, t } from "../words.js";

export const WIDTH = 1000;
export const HEIGHT = 500;
export const SIZE = 26;
const GAP = 1.16; // from line to line, in letters
const SEIZED = ["seized_border", "seized_inland", "seized_let_run"];
const pen = document.createElement("canvas").getContext("2d");

/** @param {string} name what a screen reader says of the picture */
export function picture(name, ...children) {
  return s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "picture", role: "img", "aria-label": name, preserveAspectRatio: "xMidYMid meet" }, ...children);
}

/** Width of words as the page writes them. */
export function widthOf(words, { size = SIZE, strong = false } = {}) {
  pen.font = `${strong ? 700 : 400} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(words).width;
}

/** One line of text. */
export function text(x, y, words, { size = SIZE, anchor = "start", kind = "" } = {}) {
  return s("text", { x, y, "font-size": size, "text-anchor": anchor, class: kind }, words);
}

/** Text in lines that are at most so wide; (x, y) is the foot of the first. */
export function lines(x, y, words, { width, size = SIZE, anchor = "start", kind = "" } = {}) {
  const rows = wrapped(words, width, { size, strong: kind.includes("strong") });
  return s("text", { x, y, "font-size": size, "text-anchor": anchor, class: kind }, rows.map((row, i) => s("tspan", { x, dy: i ? size * GAP : 0 }, row)));
}

/** Size, at most `size`, at which words fit into a width. */
export function fitting(words, width, size, strong = true) {
  return Math.min(size, (size * width) / Math.max(1, widthOf(words, { size, strong })));
}

/** Height of so many lines. */
export function tall(rows, size = SIZE) {
  return rows.length * size * GAP;
}

/** Words broken into rows that are at most so wide. */
export function wrapped(words, width, look = {}) {
  const rows = [""];
  for (const word of words.split(" ")) {
    const longer = rows.at(-1) ? `${rows.at(-1)} ${word}` : word;
    if (rows.at(-1) && widthOf(longer, look) > width) rows.push(word);
    else rows[rows.length - 1] = longer;
  }
  return rows;
}

/** The sign of a service: a square for customs, a shield for the police, half of each for both, an empty ring for nobody. */
export function sign(who, x, y, r = 20) {
  const square = (half) => s("path", { class: "sign customs", d: half ? `M${-r} ${-r} H-3 V${r} H${-r} Z` : `M${-r} ${-r} H${r} V${r} H${-r} Z` });
  const shield = (half) => s("path", { class: "sign police", d: half ? `M3 ${-r} H${r} V${r * 0.1} Q${r} ${r * 0.8} 3 ${r * 1.2} Z` : `M${-r} ${-r} H${r} V${r * 0.1} Q${r} ${r * 0.8} 0 ${r * 1.25} Q${-r} ${r * 0.8} ${-r} ${r * 0.1} Z` });
  const drawn = { customs: () => [square(false)], police: () => [shield(false)], both: () => [square(true), shield(true)], nobody: () => [s("circle", { r, class: "sign nobody" })] };
  return s("g", { transform: `translate(${x} ${y})` }, drawn[who]());
}

/** A container, its corner at (x, y). */
export function container(x, y, width, height, kind = "") {
  const ribs = [];
  const many = Math.max(4, Math.round(width / 22));
  for (let i = 1; i < many; i++) ribs.push(s("path", { class: "rib", d: `M${x + (i * width) / many} ${y + height * 0.16} V${y + height * 0.84}` }));
  return s("g", { class: `container ${kind}` }, s("rect", { x, y, width, height, rx: 5 }), ribs);
}

/** A truck, its corner at (x, y): a load area, a cab before it, wheels. */
export function truck(x, y, width, height, kind = "") {
  const [bed, floor, r] = [width * 0.76, height * 0.8, height * 0.2];
  const [front, step] = [x + bed + 6, width - bed - 6];
  const cab = s("path", { class: "cab", d: `M${front} ${y + floor} V${y + height * 0.2} h${step * 0.55} L${x + width} ${y + height * 0.5} V${y + floor} Z` });
  const wheels = [0.12, 0.3, 0.88].map((part) => s("circle", { class: "wheel", cx: x + width * part, cy: y + floor, r }));
  return s("g", { class: "truck" }, container(x, y, bed, floor, kind), cab, wheels);
}

/** What a load comes in: a truck on the road, else a container. */
export function vehicle(mode, ...place) {
  return mode === "truck" ? truck(...place) : container(...place);
}

/** What became of a load, as a stamp: full with a tick where it was stopped, open with an arrow where it was not. */
export function stamp(x, y, name, { size = 28, most = 400 } = {}) {
  const stopped = isSeized(name);
  const words = fate(name);
  const width = Math.min(most, widthOf(words, { size, strong: true }) + size * 2.4);
  const height = size * 1.75;
  const [left, middle] = [x - width / 2, y + size * 0.36];
  const mark = stopped
    ? s("path", { class: "tick", d: `M${left + size * 0.55} ${y} l${size * 0.28} ${size * 0.3} l${size * 0.5} ${-size * 0.62}` })
    : s("path", { class: "tick", d: `M${left + size * 0.5} ${y} h${size * 0.75} m${-size * 0.32} ${-size * 0.32} l${size * 0.34} ${size * 0.32} l${-size * 0.34} ${size * 0.32}` });
  return s("g", { class: `stamp ${stopped ? "seized" : "through"}` }, s("rect", { x: left, y: y - height / 2, width, height, rx: 8 }), mark, text(left + size * 1.65, middle, words, { size, kind: "strong" }));
}

/** Where two run into each other: a star. */
export function clash(x, y, r) {
  const rays = Array.from({ length: 10 }, (_, i) => {
    const turn = (i / 10) * 2 * Math.PI;
    const far = i % 2 ? r * 0.54 : r;
    return `${x + far * Math.cos(turn)} ${y + far * Math.sin(turn)}`;
  });
  return s("path", { class: "clash", d: `M${rays.join("L")}Z` });
}

/** An eye: somebody has seen that he is watched. */
export function eye(x, y) {
  return [s("path", { class: "eye", d: `M${x - 20} ${y} Q${x} ${y - 24} ${x + 20} ${y} Q${x} ${y + 24} ${x - 20} ${y} Z` }), s("circle", { class: "pupil", cx: x, cy: y, r: 6 })];
}

/** A cross for somebody who was arrested, on a round ground. */
export function crossed(x, y) {
  return [s("circle", { cx: x, cy: y, r: 13, class: "badge" }), s("path", { class: "cross", d: `M${x - 7} ${y - 7} L${x + 7} ${y + 7} M${x + 7} ${y - 7} L${x - 7} ${y + 7}` })];
}

/** An arrow along a straight line. */
export function arrow(x1, y1, x2, y2, kind = "") {
  const far = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [dx, dy] = [(x2 - x1) / far, (y2 - y1) / far];
  const [bx, by] = [x2 - dx * 20, y2 - dy * 20];
  return s("g", { class: `arrow ${kind}` }, s("path", { class: "shaft", d: `M${x1} ${y1} L${bx} ${by}` }), s("path", { class: "head", d: `M${x2} ${y2} L${bx - dy * 13} ${by + dx * 13} L${bx + dy * 13} ${by - dx * 13} Z` }));
}

/** A value with its interval on a scale, as a dot and a line. */
export function interval(x, y, estimate, r, kind) {
  const parts = [];
  if (estimate.low !== null) parts.push(s("line", { x1: x(estimate.low), x2: x(estimate.high), y1: y, y2: y, class: `whisker ${kind}` }));
  parts.push(s("circle", { cx: x(estimate.value), cy: y, r, class: `dot ${kind}` }));
  return s("g", {}, parts);
}

/** Better, worse or neither: a tick, a cross, a bar. The only signs that judge; none says which way is wished. */
export function verdict(x, y, kind, r = 12) {
  const shape = { better: `M${-r} ${r * 0.1} L${-r * 0.25} ${r * 0.8} L${r} ${-r * 0.8}`, worse: `M${-r * 0.8} ${-r * 0.8} L${r * 0.8} ${r * 0.8} M${r * 0.8} ${-r * 0.8} L${-r * 0.8} ${r * 0.8}` }[kind] ?? `M${-r} 0 H${r}`;
  return s("path", { class: `verdict ${kind}`, d: shape, transform: `translate(${x} ${y})` });
}

/** Whether a fate is a seizure. */
export function isSeized(name) {
  return SEIZED.includes(name);
}

/** What became of a shipment, in words. */
export function fate(name) {
  return t(`fate.${name ?? "none"}`);
}

/** Title of a level. */
export function level(data, name) {
  return said(data.about.levels.find((one) => one.name === name).title);
}

/** Name of a post: the page's own where it has one, for those whose name in the country says little to a class. */
export function nameOf(one) {
  return hasText(`post.${one.name}`) ? t(`post.${one.name}`) : said(one.label);
}

/** Name of a post, from what the data call it. */
export function post(data, name) {
  return nameOf(data.country.posts.find((one) => one.name === name));
}

/** Name of a criterion: one list for scenes 5, 8 and 9. */
export function criterion(outcome) {
  return t(`criterion.${outcome}`).replace("M EUR", "M\u00a0EUR");
}

/** A row of outcomes as scenes show it: net benefit, which is never above zero, as the cost that it is, its sign turned. */
export function asShown(row) {
  if (row.outcome !== "net_benefit_eur") return row;
  const turned = (one) => ({ ...one, value: -one.value, low: one.high === null ? null : -one.high, high: one.low === null ? null : -one.low });
  return { ...row, better: "less", values: row.values.map(turned), differences: row.differences.map(turned) };
}

/** Goods of a shipment. */
export function goods(shipment) {
  return t(`goods.${shipment.commodity}`);
}

export function euro(value) {
  return t("demo.euro", { value: number(Math.round(value)) });
}

/** How many times as suspect as an average unit of its route: what log-odds are as odds. */
export function times(logOdds) {
  const odds = Math.exp(logOdds);
  return odds < 100 ? number(odds, odds < 10 ? 1 : 0) : number(Math.round(odds / 10) * 10); // (so that what is multiplied on the screen comes out)
}

/** How far something that begins at `from` and takes `takes` seconds has come at `now`: 0 to 1, softly. */
export function soft(now, from, takes) {
  const part = Math.max(0, Math.min(1, (now - from) / takes));
  return part * part * (3 - 2 * part);
}
