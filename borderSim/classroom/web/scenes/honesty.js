/** Honesty: of all shipments, how many ended differently; and what else changed, whichever way it went. */

import { s } from "../svg.js";
import { languageNow, number, t } from "../words.js";
import { level, lines, picture, text, verdict, wrapped } from "./draw.js";

export const steps = 2;
const MOST = 700; // marks
const ROWS = 9;
const CELL = 13.3;
const SHAPES = { met: "M1 1 H13 V13 H1 Z", caught: "M1 7 a6 6 0 1 0 12 0 a6 6 0 1 0 -12 0", lost: "M7 0 L14 7 L7 14 L0 7 Z", both: "M3 5 H11 V9 H3 Z" };
const WAYS = { own_lead: ["own_lead"], word: ["joined", "let_run_seized", "hit"], profile: ["profile"], inland: ["inland"], random: ["random"] }; // by what a load was stopped

/** So many shipments are one mark: a round number. */
export function shipmentsOfAMark(all) {
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((n) => all / n <= MOST);
}

function mark(kind, x, y, scale = 1) {
  return s("path", { class: `mark ${kind}`, d: SHAPES[kind] ?? "M5 5 h4 v4 h-4 Z", transform: `translate(${x} ${y}) scale(${scale})` });
}

/** By what the loads were stopped that only one level stopped, but for those that are counted by themselves. */
function ways(data, direction, but) {
  const told = Object.entries(WAYS).map(([name, verdicts]) => {
    const all = data.honesty.by.filter((one) => one.direction === direction && verdicts.includes(one.where_it_was_seized)).reduce((sum, one) => sum + one.n, 0);
    return { name, n: all - (name === "word" ? but : 0) };
  });
  const found = told.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
  return new Intl.ListFormat(languageNow(), { style: "short", type: "unit" }).format(found.map(({ name, n }) => t("honesty.way", { name: t(`honesty.way_${name}`), n: number(n) })));
}

/** What each mark stands for, with its count, below one another. */
function key(groups, values) {
  let y = 204;
  return groups.flatMap(([kind, n]) => {
    const words = t(`honesty.${kind}`, values);
    const foot = y + 8;
    y += wrapped(words, 838).length * 30 + 16;
    return [mark(kind, 0, foot - 24, 2), text(150, foot, number(n), { size: 32, anchor: "end", kind: "strong" }), lines(166, foot, words, { width: 838 })];
  });
}

function field(data) {
  const { counts, because_two_facts_met: met, levels } = data.honesty;
  const size = shipmentsOfAMark(counts.matched);
  const groups = [["met", met.caught], ["caught", counts.caught - met.caught], ["lost", counts.lost], ["both", counts.both], ["neither", counts.neither]];
  const marks = groups.flatMap(([kind, n]) => Array(Math.round(n / size)).fill(kind));
  const drawn = marks.map((kind, i) => mark(kind, Math.floor(i / ROWS) * CELL, 44 + (i % ROWS) * CELL));
  const [low, high] = levels.map((name) => level(data, name));
  const rest = counts.matched - groups.reduce((sum, [, n]) => sum + n, 0);
  const values = { n: number(counts.matched), met: number(met.caught), size: number(size), rest: number(rest), seeds: number(data.honesty.seeds.length), years: number(data.about.years_measured, 0), low, high, others: ways(data, "caught", met.caught), lost: ways(data, "lost", 0) };
  const title = t("honesty.title_0", values);
  return { title, picture: picture(title, text(1, 28, t("honesty.mark", values)), drawn, key(groups, values)), says: t("honesty.says_0", values) };
}

/** Digits with which both numbers of a row can be told apart. */
function shown(value, other) {
  const least = Math.min(Math.abs(value), Math.abs(other));
  return number(value, least >= 100 ? 0 : least >= 10 ? 1 : 2);
}

/** What else changed, from the best to what cannot be told. */
export function changes(data, high = data.honesty.levels[1]) {
  const [low] = data.honesty.levels;
  const order = ["better", "worse", "higher", "lower", "same"];
  const all = data.honesty.what_else.map((row) => {
    const [a, b] = [low, high].map((name) => row.values.find((one) => one.level === name).value);
    return { row, a, b, verdict: row.differences.find((one) => one.level === high).verdict };
  });
  return all.sort((one, two) => order.indexOf(one.verdict) - order.indexOf(two.verdict));
}

/** What is to be said of single rows, only where the runs show it. */
function remarks(all, values) {
  const is = (outcome, verdict) => all.some((one) => one.row.outcome === outcome && one.verdict === verdict);
  const told = [t("honesty.says_1", values)];
  if (is("seizures", "higher")) told.push(t("honesty.remark_seizures"));
  if (is("leaks", "worse")) told.push(t("honesty.remark_leaks"));
  if (is("leaders_arrested", "worse")) told.push(t("honesty.remark_leaders"));
  return told.join(" ");
}

/** A row an outcome, with both levels and a verdict. */
function others(data) {
  const [low, high] = data.honesty.levels;
  const all = changes(data);
  const count = (name) => all.filter((one) => one.verdict === name).length;
  const values = { better: number(count("better")), worse: number(count("worse")), same: number(count("same")), all: number(all.length), seeds: number(data.honesty.seeds.length), low: level(data, low), high: level(data, high) };
  const parts = [text(4, 28, t("honesty.a_year", values), { kind: "quiet" }), text(620, 28, level(data, low), { anchor: "end", kind: "strong" }), text(824, 28, level(data, high), { anchor: "end", kind: "strong" })];
  all.forEach(({ row, a, b, verdict: found }, i) => {
    const y = 72 + i * 46;
    parts.push(s("path", { class: "rule", d: `M0 ${y - 34} H1000` }), text(4, y, t(`else.${row.outcome}`)), text(620, y, shown(a, b), { anchor: "end" }), text(824, y, shown(b, a), { anchor: "end", kind: "strong" }));
    parts.push(verdict(850, y - 9, found), text(870, y, t(`verdict.${found}`), { kind: found === "worse" ? "bad" : found === "better" ? "good" : "quiet" }));
  });
  const title = t("honesty.title_1", values);
  return { title, picture: picture(title, parts), says: remarks(all, values) };
}

export function draw(data, step) {
  return step === 0 ? field(data) : others(data);
}
