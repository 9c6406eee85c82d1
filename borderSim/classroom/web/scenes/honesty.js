/** Honesty: how rare the story is, what each level alone stopped, and what got better, worse and neither. */

import { s } from "../svg.js";
import { languageNow, number, t } from "../words.js";
import { criterion, level, lines, picture, text, widthOf, wrapped } from "./draw.js";

export const steps = 5;
const MOST = 700; // marks
const ROWS = 15;
const CELL = 21.6;
const TOP = 50;
const SHAPES = { met: "M1 1 H13 V13 H1 Z", lost: "M7 0 L14 7 L7 14 L0 7 Z" };
const SCALE = { met: 1.5, rest: 1 };
const BAR = { left: 4, wide: 850, high: 74 };
const JUDGED = ["better", "worse"]; // verdicts that have a step of their own
const WAYS = { own_lead: ["own_lead"], word: ["joined", "let_run_seized", "hit"], profile: ["profile"], inland: ["inland"], random: ["random"] }; // by what a load was stopped

/** So many shipments are one mark: a round number. */
export function shipmentsOfAMark(all) {
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((n) => all / n <= MOST);
}

function mark(kind, x, y) {
  return s("path", { class: `mark ${kind}`, d: SHAPES[kind] ?? "M5 5 h5 v5 h-5 Z", transform: `translate(${x} ${y}) scale(${SCALE[kind] ?? 1})` });
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

/** What is told of the loads that were planned under both levels. */
function counted(data) {
  const { counts, because_two_facts_met: met, levels } = data.honesty;
  const [low, high] = levels.map((name) => level(data, name));
  const rest = counts.matched - counts.caught - counts.lost - counts.both - counts.neither;
  return { n: number(counts.matched), met: number(met.caught), size: number(shipmentsOfAMark(counts.matched)), planned: number(counts.planned_first), other: number(counts.caught - met.caught), one: number(Math.round(counts.matched / Math.max(1, met.caught))), caught: number(counts.caught), lost: number(counts.lost), both: number(counts.both), neither: number(counts.neither), rest: number(rest), seeds: number(data.honesty.seeds.length), years: number(data.about.years_measured, 0), low, high };
}

/** All loads as marks, the story's kind among them. */
function rare(data) {
  const { counts, because_two_facts_met: met } = data.honesty;
  const size = shipmentsOfAMark(counts.matched);
  const mine = Math.round(met.caught / size);
  const drawn = Array.from({ length: Math.round(counts.matched / size) }, (_, i) => mark(i < mine ? "met" : "rest", Math.floor(i / ROWS) * CELL, TOP + (i % ROWS) * CELL));
  const values = counted(data);
  const title = t("honesty.title_0", values);
  const foot = TOP + ROWS * CELL;
  const key = [mark("met", 0, foot + 34), text(134, foot + 56, values.met, { size: 40, anchor: "end", kind: "strong good" }), lines(154, foot + 40, t("honesty.met", values), { width: 840 })];
  return { title, answer: t("honesty.answer_0", values), picture: picture(title, text(1, 28, t("honesty.mark", values)), drawn, key), says: t("honesty.says_0", values) };
}

/** A bar of loads that one level alone stopped; in it those of the story's kind. */
function alone(kind, n, x, y, values, met = 0) {
  const inside = met ? [s("rect", { class: "mark met", x: BAR.left, y, width: x(met), height: BAR.high, rx: 4 }), ...parted(x, y, n, met, values)] : [];
  return [text(BAR.left, y - 16, t(`honesty.only_${kind}`, values), { size: 28, kind: "strong" }), s("rect", { class: `mark ${kind}`, x: BAR.left, y, width: x(n), height: BAR.high, rx: 4 }), inside, text(BAR.left + x(n) + 18, y + 52, number(n), { size: 44, kind: "strong" })];
}

/** What the two parts of a bar are, below it. */
function parted(x, y, n, met, values) {
  const foot = y + BAR.high + 36;
  const [mine, rest] = [t("honesty.of_these", values), t("honesty.of_others", values)];
  const second = BAR.left + widthOf(mine) + 110;
  return [s("rect", { class: "mark met", x: BAR.left, y: foot - 22, width: 24, height: 24 }), text(BAR.left + 36, foot, mine), s("rect", { class: "mark caught", x: second, y: foot - 22, width: 24, height: 24 }), text(second + 36, foot, rest)];
}

/** What one level alone stopped, either way. */
function bothWays(data) {
  const { counts, because_two_facts_met: met } = data.honesty;
  const most = Math.max(counts.caught, counts.lost, 1);
  const x = (n) => (n / most) * BAR.wide;
  const values = counted(data);
  const title = t("honesty.title_ways", values);
  return { title, answer: t(counts.caught >= counts.lost ? "honesty.answer_ways" : "honesty.answer_ways_less", values), picture: picture(title, [...alone("caught", counts.caught, x, 84, values, met.caught), ...alone("lost", counts.lost, x, 324, values)].flat()), says: t("honesty.says_ways", values) };
}

/** Digits with which both numbers of a row can be told apart. */
function shown(value, other) {
  const least = Math.min(Math.abs(value), Math.abs(other));
  return number(value, least >= 100 ? 0 : least >= 10 ? 1 : 2);
}

/** What else changed, from the best to what cannot be told. */
export function changes(data, high = data.honesty.levels[1]) {
  const [low] = data.honesty.levels;
  return data.honesty.what_else.map((row) => {
    const [a, b] = [low, high].map((name) => row.values.find((one) => one.level === name).value);
    return { row, a, b, verdict: row.differences.find((one) => one.level === high).verdict };
  });
}

/** The name of a row, in the middle of its height. */
function name(y, words) {
  const rows = wrapped(words, 450, { size: 28, strong: true }).length;
  return lines(4, y + 10 - (rows - 1) * 16, words, { width: 450, size: 28, kind: "strong" });
}

/** Rows of one kind of verdict, each with both levels: the criteria that got better, worse, or neither. */
function others(data, kind) {
  const [low, high] = data.honesty.levels;
  const all = changes(data);
  const mine = all.filter((one) => (kind === "rest" ? !JUDGED.includes(one.verdict) : one.verdict === kind));
  const values = { n: number(mine.length), all: number(all.length), seeds: number(data.honesty.seeds.length), low: level(data, low), high: level(data, high) };
  const colour = { worse: "strong bad", better: "strong good" }[kind] ?? "quiet";
  const heads = [text(4, 34, t("honesty.a_year", values), { kind: "quiet" }), text(570, 34, level(data, low), { anchor: "end", kind: "strong" }), text(800, 34, level(data, high), { anchor: "end", kind: "strong" })];
  const apart = Math.min(120, 440 / Math.max(1, mine.length));
  const rows = mine.map(({ row, a, b, verdict }, i) => {
    const y = 72 + apart * (i + 0.5);
    return [s("path", { class: "rule", d: `M0 ${y - apart / 2} H1000` }), name(y, criterion(row.outcome)), text(570, y + 14, shown(a, b), { size: 38, anchor: "end" }), text(800, y + 14, shown(b, a), { size: 38, anchor: "end", kind: "strong" }), text(824, y + 11, t(`verdict.${verdict}`), { kind: colour })];
  });
  const title = t(`honesty.title_${kind}`, values);
  const says = kind === "rest" ? t("honesty.says_rest") : mine.length ? t("honesty.says_better") : "";
  return { title, answer: t(mine.length ? "honesty.answer_list" : "honesty.answer_nothing", values), picture: picture(title, heads, rows.flat()), says };
}

/** For the presenter: by what loads were stopped, and what neither got better nor worse. */
export function more(data) {
  const met = data.honesty.because_two_facts_met.caught;
  const [low, high] = data.honesty.levels.map((name) => level(data, name));
  const neither = changes(data).filter((one) => !JUDGED.includes(one.verdict)).map(({ row, a, b, verdict: found }) => t("honesty.neither_item", { what: criterion(row.outcome), from: shown(a, b), to: shown(b, a), verdict: t(`verdict.${found}`) }));
  return [t("honesty.same", counted(data)), t("honesty.by_caught", { high, others: ways(data, "caught", met) }), t("honesty.by_lost", { low, lost: ways(data, "lost", 0) }), t("honesty.neither_line", { list: neither.join(" · ") }), changes(data).some((one) => one.row.outcome === "leaks" && one.verdict === "worse") ? t("honesty.remark_leaks") : ""].filter(Boolean);
}

export function draw(data, step) {
  return [rare, bothWays, (all) => others(all, "better"), (all) => others(all, "worse"), (all) => others(all, "rest")][step](data);
}
