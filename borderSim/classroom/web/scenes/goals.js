/** Five levels, six goals: no single score, with intervals, and where a level loses; then gains and prices together. */

import { s } from "../svg.js";
import { number, said, t } from "../words.js";
import { balance } from "./balance.js";
import { interval, lines, picture, text, verdict, wrapped } from "./draw.js";

export const steps = 3;
const NAMES = 208; // width of the names of the levels
const PANEL = { wide: 256, apart: 264, high: 184, gap: 252 };
const MOST_DIGITS = 3;
const WAYS = { more: "goals.up", less: "goals.down" };

/** One verdict: a triangle and a word, or the word alone where nothing can be told. */
function cell(x, y, kind) {
  const told = kind === "better" || kind === "worse";
  return [told ? verdict(x, y - 22, kind, 14) : null, text(x, y + (told ? 20 : 6), t(`verdict.${kind}`), { anchor: "middle", size: 25, kind: kind === "worse" ? "strong bad" : kind === "better" ? "strong good" : "quiet" })];
}

/** Verdicts of every level against the first, goal by goal. */
function table(data) {
  const levels = data.about.levels.slice(1);
  const left = 372;
  const gap = (1000 - left) / levels.length;
  const heads = levels.map((one, i) => text(i === levels.length - 1 ? 1000 : left + gap * (i + 0.5), i % 2 ? 58 : 24, said(one.title), { anchor: i === levels.length - 1 ? "end" : "middle", kind: "strong", size: 25 }));
  const rows = data.goals.goals.map((goal, row) => {
    const y = 116 + row * 70;
    return [
      s("path", { class: "rule", d: `M0 ${y - 42} H1000` }),
      lines(4, y + 6 - (wrapped(t(`goals.${goal.outcome}`), left - 10).length - 1) * 15, t(`goals.${goal.outcome}`), { width: left - 10 }),
      goal.differences.map((one, i) => cell(left + gap * (i + 0.5), y, one.verdict)),
    ];
  });
  const all = data.goals.goals.flatMap((goal) => goal.differences.map((one) => one.verdict));
  const count = (name) => all.filter((one) => one === name).length;
  const values = { better: number(count("better")), worse: number(count("worse")), same: number(count("same")), all: number(all.length), first: said(data.about.levels[0].title) };
  const title = t("goals.title_0", values);
  return { title, picture: picture(title, heads, rows.flat(3)), says: t("goals.says_0", values) };
}

/** Digits of a panel: few, but so many that a level that differs from the first is written otherwise. */
export function digitsOf(goal) {
  const [first, ...others] = goal.values.map(({ value }) => value);
  const most = Math.max(...goal.values.map(({ value }) => Math.abs(value)));
  const differ = others.filter((_, i) => ["better", "worse"].includes(goal.differences[i].verdict));
  let digits = most >= 100 ? 0 : most >= 10 ? 1 : 2;
  while (digits < MOST_DIGITS && differ.some((value) => number(value, digits) === number(first, digits))) digits += 1;
  return digits;
}

/** A level of a panel: its mean and interval, its number, and a triangle where it is better or worse. */
function bar(goal, i, x, x0, y) {
  const value = goal.values[i];
  const found = i ? goal.differences[i - 1].verdict : "same";
  const told = found === "worse" || found === "better";
  const kind = found === "worse" ? "bad" : found === "better" ? "good" : "";
  return [interval(x, y, value, 9, found), text(x0 + PANEL.wide - 8, y + 9, number(value.value, digitsOf(goal)), { anchor: "end", kind }), told ? verdict(x0 + 20, y, found, 11) : null];
}

function panel(goal, place) {
  const [x0, y0] = [NAMES + (place % 3) * PANEL.apart, Math.floor(place / 3) * PANEL.gap];
  const ends = goal.values.flatMap((v) => [v.low ?? v.value, v.high ?? v.value]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const x = (value) => x0 + 48 + ((value - low) / (high - low || 1)) * (PANEL.wide - 152);
  const [first] = goal.values;
  const top = y0 + 62;
  const band = first.low === null ? s("path", { class: "first", d: `M${x(first.value)} ${top + 6} V${top + PANEL.high - 4}` }) : s("rect", { class: "band", x: x(first.low), y: top, width: x(first.high) - x(first.low), height: PANEL.high });
  const name = t(WAYS[goal.better] ?? "goals.way", { name: t(`goals.${goal.outcome}`) });
  const head = lines(x0 + 2, top - 10 - (wrapped(name, PANEL.wide, { size: 25, strong: true }).length - 1) * 29, name, { width: PANEL.wide, size: 25, kind: "strong" });
  return s("g", {}, s("rect", { class: "panel", x: x0, y: top, width: PANEL.wide, height: PANEL.high, rx: 8 }), band, head, goal.values.flatMap((_, i) => bar(goal, i, x, x0, top + 22 + i * 35)));
}

function intervals(data) {
  const names = [0, 1].flatMap((row) => data.about.levels.map((one, i) => text(2, row * PANEL.gap + 93 + i * 35, said(one.title), { size: 25 })));
  const title = t("goals.title_1");
  return { title, picture: picture(title, names, data.goals.goals.map(panel)), says: t("goals.says_1", { first: said(data.about.levels[0].title) }) };
}

export function draw(data, step) {
  return [table, intervals, balance][step](data);
}
