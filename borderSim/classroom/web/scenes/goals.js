/** Five levels, six goals: no single score, and where a level loses; three goals at a time with their intervals; then gains and prices. */

import { s } from "../svg.js";
import { languageNow, number, said, t } from "../words.js";
import { balance } from "./balance.js";
import { asShown, criterion, interval, level, lines, picture, text, verdict, wrapped } from "./draw.js";

export const steps = 4;
const NAMES = 208; // width of the names of the levels
const PANEL = { wide: 256, apart: 264, top: 124, high: 368, row: 73 };
const AT_A_TIME = 3; // goals of which the intervals are shown at once
const CELL = 148; // width of a word of the table
const MOST_DIGITS = 3;
const WAYS = ["more", "less"]; // of a goal: what is better, in words

/** One verdict in a word. */
function cell(x, y, kind) {
  const words = t(`verdict.${kind}`);
  const strong = kind === "worse" || kind === "better";
  return [lines(x, y + 6 - (wrapped(words, CELL, { size: 25, strong }).length - 1) * 14, words, { width: CELL, anchor: "middle", size: 25, kind: kind === "worse" ? "strong bad" : kind === "better" ? "strong good" : "quiet" })];
}

/** How many comparisons came out how. */
function verdicts(goals) {
  const all = goals.flatMap((goal) => goal.differences.map((one) => one.verdict));
  const count = (name) => number(all.filter((one) => one === name).length);
  return { better: count("better"), worse: count("worse"), small: count("small"), same: count("same"), all: number(all.length) };
}

/** Goals that are worse, each with the levels at which it is. */
function worseTold(data, goals) {
  const list = (words) => new Intl.ListFormat(languageNow(), { style: "short", type: "unit" }).format(words);
  const told = goals.map((goal) => ({ goal, at: goal.differences.filter(({ verdict: found }) => found === "worse").map((one) => level(data, one.level)) }));
  const and = new Intl.ListFormat(languageNow(), { type: "conjunction" });
  return list(told.filter(({ at }) => at.length).map(({ goal, at }) => t("goals.worse_item", { what: t(`criterion.in_${goal.outcome}`), levels: and.format(at) })));
}

/** Verdicts of every level against the first, goal by goal. */
function table(data) {
  const levels = data.about.levels.slice(1);
  const left = 388;
  const gap = (1000 - left) / levels.length;
  const heads = levels.map((one, i) => text(i === levels.length - 1 ? 1000 : left + gap * (i + 0.5), i % 2 ? 58 : 24, said(one.title), { anchor: i === levels.length - 1 ? "end" : "middle", kind: "strong", size: 25 }));
  const rows = data.goals.goals.map((goal, row) => {
    const y = 116 + row * 70;
    return [
      s("path", { class: "rule", d: `M0 ${y - 42} H1000` }),
      lines(4, y + 6 - (wrapped(criterion(goal.outcome), left - 10).length - 1) * 15, criterion(goal.outcome), { width: left - 10 }),
      goal.differences.map((one, i) => cell(left + gap * (i + 0.5), y, one.verdict)),
    ];
  });
  const values = { ...verdicts(data.goals.goals), ...least(data), list: worseTold(data, data.goals.goals), first: said(data.about.levels[0].title) };
  const title = t("goals.title_0", values);
  return { title, answer: t(values.better === number(0) && values.list ? "goals.answer_none" : "goals.answer_0", values), picture: picture(title, heads, rows.flat(3)), says: t("goals.says_0", values) };
}

/** Digits of a panel: few, but so many that a level that differs from the first, however little, is written otherwise. */
export function digitsOf(goal) {
  const [first, ...others] = goal.values.map(({ value }) => value);
  const most = Math.max(...goal.values.map(({ value }) => Math.abs(value)));
  const differ = others.filter((_, i) => goal.differences[i].verdict !== "same");
  let digits = most >= 100 ? 0 : most >= 10 ? 1 : 2;
  while (digits < MOST_DIGITS && differ.some((value) => number(value, digits) === number(first, digits))) digits += 1;
  return digits;
}

/** A level of a panel: its mean and interval, its number, and a sign where it is better or worse. */
function bar(goal, i, x, x0, y) {
  const value = goal.values[i];
  const found = i ? goal.differences[i - 1].verdict : "same";
  const told = found === "worse" || found === "better";
  const kind = found === "worse" ? "bad" : found === "better" ? "good" : "";
  return [interval(x, y, value, 9, found), text(x0 + PANEL.wide - 8, y + 9, number(value.value, digitsOf(goal)), { anchor: "end", kind }), told ? verdict(x0 + 20, y, found, 11) : null];
}

function panel(goal, place) {
  const x0 = NAMES + place * PANEL.apart;
  const { top } = PANEL;
  const ends = goal.values.flatMap((v) => [v.low ?? v.value, v.high ?? v.value]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const x = (value) => x0 + 48 + ((value - low) / (high - low || 1)) * (PANEL.wide - 152);
  const [first] = goal.values;
  const band = first.low === null ? s("path", { class: "first", d: `M${x(first.value)} ${top + 6} V${top + PANEL.high - 4}` }) : s("rect", { class: "band", x: x(first.low), y: top, width: x(first.high) - x(first.low), height: PANEL.high });
  const name = criterion(goal.outcome);
  const wished = WAYS.includes(goal.better) ? text(x0 + 2, top - 10, t(`goals.${goal.better}`), { size: 25, kind: "quiet" }) : null;
  const head = lines(x0 + 2, top - 40 - (wrapped(name, PANEL.wide, { size: 25, strong: true }).length - 1) * 29, name, { width: PANEL.wide, size: 25, kind: "strong" });
  return s("g", {}, s("rect", { class: "panel", x: x0, y: top, width: PANEL.wide, height: PANEL.high, rx: 8 }), band, head, wished, goal.values.flatMap((_, i) => bar(goal, i, x, x0, top + PANEL.row * (i + 0.5))));
}

/** The smallest difference of a goal that matters, in per cent of the first level's value. */
function leastPart(data, name) {
  const { least, values } = data.goals.goals.find(({ outcome }) => outcome === name);
  return number((100 * least) / values[0].value, 0);
}

/** From what difference on a cost and a delay are no longer called small. */
function least(data) {
  return { cost: leastPart(data, "enforcement_and_cooperation_cost_eur"), delay: leastPart(data, "trade_delay_cost_eur") };
}

/** What the cost to society is made of at the first level: harm is what costs and delays leave of it. */
function madeOf(data) {
  const of = (name) => data.goals.goals.find(({ outcome }) => outcome === name).values[0].value;
  const [services, delays] = [of("enforcement_and_cooperation_cost_eur"), of("trade_delay_cost_eur")];
  const told = (value) => number(value, 1);
  return { harm: told(-of("net_benefit_eur") - services - delays), services: told(services), delays: told(delays) };
}

/** Some goals with the intervals of all levels. */
function intervals(data, step) {
  const goals = data.goals.goals.slice((step - 1) * AT_A_TIME, step * AT_A_TIME).map(asShown);
  const names = data.about.levels.map((one, i) => text(2, PANEL.top + PANEL.row * (i + 0.5) + 9, said(one.title), { size: 25 }));
  const title = t(`goals.title_${step}`);
  const values = { ...verdicts(goals), ...madeOf(data), list: worseTold(data, goals), first: said(data.about.levels[0].title), years: number(data.about.years_measured, 0) };
  const untold = values.same === values.all;
  return { title, answer: t(untold ? "goals.answer_unclear" : values.better === number(0) && values.list ? "goals.answer_worse" : "goals.answer_told", values), picture: picture(title, names, goals.map(panel)), says: t(`goals.says_${step}`, values) };
}

/** For the presenter: what a difference that could be chance is not. */
export function more() {
  return [t("goals.unclear")];
}

export function draw(data, step) {
  return [table, intervals, intervals, balance][step](data, step);
}
