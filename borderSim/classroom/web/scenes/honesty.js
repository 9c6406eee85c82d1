/** Honesty: how rare the story is, what each level alone stopped, by what we judge, and what got better, worse and neither. */

import { s } from "../svg.js";
import { hasText, languageNow, number, t } from "../words.js";
import { criteria } from "./criteria.js";
import { asShown, criterion, fitting, level, lines, picture, text, wrapped } from "./draw.js";
import { alone, otherWays, unknown, whyPassed } from "./parted.js";
import { happens, told } from "./rates.js";

export const steps = 6;
const MOST = 700; // marks
const ROWS = 15;
const CELL = 21.6;
const TOP = 50;
const SQUARE = 14; // side of a mark
const SCENE_OF_THE_STORY = 3;
const IN_ALL = "orgs_dismantled"; // the only criterion that is not told a year
const JUDGED = ["better", "worse"]; // verdicts that have a step of their own
const COLUMNS = { judged: { name: 370, ends: [590, 804], word: 824 }, rest: { name: 390, ends: [530, 750], word: 768 } }; // width of the names, where both numbers end, where the word begins

/** So many shipments are one mark: a round number. */
export function shipmentsOfAMark(all) {
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((n) => all / n <= MOST);
}

function mark(kind, x, y) {
  return s("rect", { class: `mark ${kind}`, x, y, width: SQUARE, height: SQUARE });
}

/** What is told of the loads that were planned under both levels. */
function counted(data) {
  const { counts, because_two_facts_met: met, levels } = data.honesty;
  const [low, high] = levels.map((name) => level(data, name));
  const rest = counts.matched - counts.caught - counts.lost - counts.both - counts.neither;
  return { n: number(counts.matched), met: number(met.caught), size: number(shipmentsOfAMark(counts.matched)), planned: number(counts.planned_first), one: number(Math.round(counts.matched / Math.max(1, met.caught))), caught: number(counts.caught), lost: number(counts.lost), both: number(counts.both), neither: number(counts.neither), rest: number(rest), seeds: number(data.honesty.seeds.length), years: number(data.about.years_measured, 0), story: number(SCENE_OF_THE_STORY), low, high };
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
  const key = [mark("met", 0, foot + 32), text(124, foot + 54, values.met, { size: 40, anchor: "end", kind: "strong good" }), lines(144, foot + 40, t("honesty.met_story", values), { width: 850 })];
  return { title, answer: t("honesty.answer_0", values), picture: picture(title, text(1, 28, t("honesty.mark", values)), drawn, key), says: t("honesty.says_0", values) };
}

/** What one level alone stopped, either way, and by what. */
function bothWays(data) {
  const { counts } = data.honesty;
  const values = counted(data);
  const title = t("honesty.title_ways", values);
  return { title, answer: t(counts.caught >= counts.lost ? "honesty.answer_ways" : "honesty.answer_ways_less", values), picture: picture(title, alone(data, values)), says: t("honesty.says_ways", { ...values, reasons: whyPassed(data) }) };
}

/** What else changed, from the best to what cannot be told. */
export function changes(data, high = data.honesty.levels[1]) {
  const [low] = data.honesty.levels;
  return data.honesty.what_else.map(asShown).map((row) => {
    const [a, b] = [low, high].map((name) => row.values.find((one) => one.level === name).value);
    return { row, a, b, verdict: row.differences.find((one) => one.level === high).verdict };
  });
}

/** The name of a row, in the middle of its height. */
function name(y, words, width) {
  const rows = wrapped(words, width, { size: 28, strong: true }).length;
  return lines(4, y + 10 - (rows - 1) * 16, words, { width, size: 28, kind: "strong" });
}

/** From what difference on a row matters, in per cent of the first level's value. */
function part(row) {
  return number(Math.abs((100 * row.least) / row.values[0].value), 0);
}

/** These limits, rows of one limit together. */
function limits(mine) {
  const by = {};
  for (const { row } of mine) (by[part(row)] ??= []).push(t(`criterion.in_${row.outcome}`));
  return list(Object.entries(by).map(([n, names]) => t("honesty.limit", { n, list: list(names) })));
}

function list(words) {
  return new Intl.ListFormat(languageNow(), { style: "short", type: "unit" }).format(words);
}

/** What a class asks of a step's rows: why they are so, as far as it is known. */
function said(kind, mine, values) {
  const of = (outcome) => mine.some(({ row }) => row.outcome === outcome);
  const why = mine.map(({ row }) => `honesty.${kind}_${row.outcome}`).filter(hasText).map((key) => t(key));
  const goals = kind === "better" ? t(values.goals === number(0) ? "honesty.no_goal" : "honesty.of_goals", values) : "";
  return [goals, ...why, kind === "rest" && of("net_benefit_eur") ? t("honesty.says_net") : ""].filter(Boolean).join(" ");
}

/** Which criteria these are, in a sentence; of what is neither better nor worse, how many are goals. */
function answered(kind, mine, values) {
  if (!mine.length) return t("honesty.answer_nothing");
  const names = mine.map(({ row }) => t(`criterion.in_${row.outcome}`));
  return t(`honesty.answer_${kind}`, { ...values, list: new Intl.ListFormat(languageNow(), { type: "conjunction" }).format(names) });
}

/** Rows of one kind of verdict, each with both levels: the criteria that got better, worse, or neither. */
function others(data, kind) {
  const [low, high] = data.honesty.levels;
  const all = changes(data);
  const mine = all.filter((one) => (kind === "rest" ? !JUDGED.includes(one.verdict) : one.verdict === kind));
  const goals = data.goals.goals.map(({ outcome }) => outcome);
  const many = (verdict) => number(all.filter((one) => one.verdict === verdict).length);
  const values = { n: number(mine.length), better: many("better"), worse: many("worse"), same: many("same"), all: number(all.length), goals: number(mine.filter(({ row }) => goals.includes(row.outcome)).length), all_goals: number(goals.length), years: number(data.about.years_measured, 0), seeds: number(data.honesty.seeds.length), low: level(data, low), high: level(data, high) };
  const colour = { worse: "strong bad", better: "strong good" }[kind] ?? "quiet";
  const { name: wide, ends, word } = COLUMNS[JUDGED.includes(kind) ? "judged" : "rest"];
  const heads = [text(4, 34, t(mine.some(({ row }) => row.outcome === IN_ALL) ? "honesty.a_year_or_all" : "honesty.a_year", values), { kind: "quiet" }), [low, high].map((one, i) => text(ends[i], 34, level(data, one), { anchor: "end", kind: "strong" }))];
  const apart = Math.min(120, 440 / Math.max(1, mine.length));
  const rows = mine.map(({ row, a, b, verdict }, i) => {
    const y = 72 + apart * (i + 0.5);
    const numbers = [told(a, b, happens(row)), told(b, a, happens(row))].map((words, place) => text(ends[place], y + 14, words, { size: fitting(words, 185, 38), anchor: "end", kind: place ? "strong" : "" }));
    return [s("path", { class: "rule", d: `M0 ${y - apart / 2} H1000` }), name(y, criterion(row.outcome), wide), numbers, text(word, y + 11, t(`verdict.${verdict}`), { kind: colour })];
  });
  const title = t(`honesty.title_${kind}`, values);
  const says = mine.length ? said(kind, mine, values) : "";
  const lesson = kind === "rest" ? t("lesson.honesty", values) : "";
  return { title, answer: answered(kind, mine, values), lesson, picture: picture(title, heads.flat(), rows.flat(2)), says };
}

/** For the presenter: what became of the other loads, what neither got better nor worse, and from what on a difference counts. */
export function more(data) {
  const neither = changes(data).filter((one) => !JUDGED.includes(one.verdict)).map(({ row, a, b, verdict: found }) => t("honesty.neither_item", { what: criterion(row.outcome), from: told(a, b, happens(row)), to: told(b, a, happens(row)), verdict: t(`verdict.${found}`) }));
  return [t("honesty.same", counted(data)), ...otherWays(data, counted(data)), t("honesty.unknown", { ...counted(data), unknown: unknown(data) }), t("honesty.neither_line", { list: neither.join(" · ") }), t("honesty.limits", { ...counted(data), limits: limits(changes(data).filter((one) => JUDGED.includes(one.verdict))) })];
}

export function draw(data, step) {
  return [rare, bothWays, criteria, (all) => others(all, "better"), (all) => others(all, "worse"), (all) => others(all, "rest")][step](data);
}
