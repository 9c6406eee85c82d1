/** Honesty: of all shipments, how many ended differently; and what else changed, whichever way it went. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { level, lines, picture, text, verdict } from "./draw.js";

export const steps = 2;
const MOST = 1500; // marks
const ROWS = 19;
const CELL = 14.2;

/** So many shipments are one mark: a round number. */
export function shipmentsOfAMark(all) {
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((n) => all / n <= MOST);
}

function mark(kind, x, y, scale = 1) {
  const d = { met: "M1 1 H13 V13 H1 Z", caught: "M1 13 L7 1 L13 13 Z", lost: "M1 1 L7 13 L13 1 Z", other: "M4 4 H11 V11 H4 Z" }[kind] ?? "M5 5 h4 v4 h-4 Z";
  return s("path", { class: `mark ${kind}`, d, transform: `translate(${x} ${y}) scale(${scale})` });
}

function field(data) {
  const { counts, because_two_facts_met: met, levels } = data.honesty;
  const size = shipmentsOfAMark(counts.matched);
  const groups = [["met", met.caught], ["caught", counts.caught - met.caught], ["lost", counts.lost], ["same", counts.matched - counts.caught - counts.lost]];
  const marks = groups.flatMap(([kind, n]) => Array(Math.round(n / size)).fill(kind));
  const drawn = marks.map((kind, i) => mark(kind, Math.floor(i / ROWS) * CELL, 44 + (i % ROWS) * CELL));
  const [low, high] = levels.map((name) => level(data, name));
  const key = groups.map(([kind, n], i) => {
    const x = i * 252;
    return [mark(kind, x, 342, 2), text(x + 38, 370, number(n), { size: 34, kind: "strong" }), lines(x, 406, t(`honesty.${kind}`, { low, high }), { width: 240 })];
  });
  const values = { n: number(counts.matched), met: number(met.caught), changed: number(counts.caught + counts.lost), size: number(size), seeds: number(data.honesty.seeds.length), years: number(data.about.years_measured, 0), low, high };
  const title = t("honesty.title_0", values);
  return { title, picture: picture(title, text(1, 28, t("honesty.mark", values)), drawn, key.flat()), says: t("honesty.says_0", values) };
}

/** Digits with which both numbers of a row can be told apart. */
function shown(value, other) {
  const least = Math.min(Math.abs(value), Math.abs(other));
  return number(value, least >= 100 ? 0 : least >= 10 ? 1 : 2);
}

/** What else changed: a row an outcome, with both levels and a verdict. */
function others(data) {
  const [low, high] = data.honesty.levels;
  const all = data.honesty.what_else.map((row) => {
    const [a, b] = [low, high].map((name) => row.values.find((one) => one.level === name).value);
    return { row, a, b, verdict: row.differences.find((one) => one.level === high).verdict };
  });
  const order = ["better", "worse", "higher", "lower", "same"];
  all.sort((one, two) => order.indexOf(one.verdict) - order.indexOf(two.verdict));
  const parts = [text(598, 28, level(data, low), { anchor: "end", kind: "strong" }), text(812, 28, level(data, high), { anchor: "end", kind: "strong" })];
  all.forEach(({ row, a, b, verdict: found }, i) => {
    const y = 72 + i * 46;
    parts.push(s("path", { class: "rule", d: `M0 ${y - 34} H1000` }), text(4, y, t(`else.${row.outcome}`)), text(598, y, shown(a, b), { anchor: "end" }), text(812, y, shown(b, a), { anchor: "end", kind: "strong" }));
    parts.push(verdict(846, y - 9, found), text(868, y, t(`verdict.${found}`), { kind: found === "worse" ? "bad" : found === "better" ? "good" : "quiet" }));
  });
  const count = (name) => all.filter((one) => one.verdict === name).length;
  const values = { better: number(count("better")), worse: number(count("worse")), same: number(count("same")), all: number(all.length), seeds: number(data.honesty.seeds.length), low: level(data, low), high: level(data, high) };
  const title = t("honesty.title_1", values);
  return { title, picture: picture(title, parts), says: t("honesty.says_1", values) };
}

export function draw(data, step) {
  return step === 0 ? field(data) : others(data);
}
