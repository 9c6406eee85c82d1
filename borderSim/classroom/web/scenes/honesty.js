/** Honesty: how rare the story is, what each level alone stopped, and what got better, worse and neither. */

import { s } from "../svg.js";
import { languageNow, number, t } from "../words.js";
import { asShown, criterion, level, lines, picture, text, wrapped } from "./draw.js";

export const steps = 5;
const MOST = 700; // marks
const ROWS = 15;
const CELL = 21.6;
const TOP = 50;
const SHAPES = { met: "M1 1 H13 V13 H1 Z", lost: "M7 0 L14 7 L7 14 L0 7 Z" };
const SCALE = { met: 1.5, rest: 1 };
const BAR = { left: 4, wide: 850, high: 74 };
const IN_ALL = "orgs_dismantled"; // the only criterion that is not told a year
const JUDGED = ["better", "worse"]; // verdicts that have a step of their own
const WAYS = { own_lead: ["own_lead"], word: ["joined", "let_run_seized", "hit"], profile: ["profile"], inland: ["inland"], random: ["random"] }; // by what a load was stopped

/** So many shipments are one mark: a round number. */
export function shipmentsOfAMark(all) {
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((n) => all / n <= MOST);
}

function mark(kind, x, y) {
  return s("path", { class: `mark ${kind}`, d: SHAPES[kind] ?? "M5 5 h5 v5 h-5 Z", transform: `translate(${x} ${y}) scale(${SCALE[kind] ?? 1})` });
}

/** By what the loads were stopped that only one level stopped: how many a way, the most first. */
function ways(data, direction) {
  const told = Object.entries(WAYS).map(([name, verdicts]) => {
    const all = data.honesty.by.filter((one) => one.direction === direction && verdicts.includes(one.where_it_was_seized));
    return { name, n: all.reduce((sum, one) => sum + one.n, 0) };
  });
  return told.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
}

/** Ways in a sentence. */
function waysTold(found) {
  return list(found.map(({ name, n }) => t("honesty.way", { name: t(`honesty.way_${name}`), n: number(n) })));
}

/** What the higher level alone stopped: by the police's word, which they had at the lower one too or not, and without it. */
function partsOf(data) {
  const met = data.honesty.because_two_facts_met.caught;
  const found = ways(data, "caught");
  const word = (found.find(({ name }) => name === "word")?.n ?? 0) - met;
  const others = found.filter(({ name }) => name !== "word");
  return { met, word, others, other: data.honesty.counts.caught - met - word };
}

/** What is told of the loads that were planned under both levels. */
function counted(data) {
  const { counts, because_two_facts_met: met, levels } = data.honesty;
  const [low, high] = levels.map((name) => level(data, name));
  const rest = counts.matched - counts.caught - counts.lost - counts.both - counts.neither;
  return { n: number(counts.matched), met: number(met.caught), size: number(shipmentsOfAMark(counts.matched)), planned: number(counts.planned_first), word: number(partsOf(data).word), other: number(partsOf(data).other), low, high, one: number(Math.round(counts.matched / Math.max(1, met.caught))), caught: number(counts.caught), lost: number(counts.lost), both: number(counts.both), neither: number(counts.neither), rest: number(rest), seeds: number(data.honesty.seeds.length), years: number(data.about.years_measured, 0), low, high };
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

/** A bar of loads that one level alone stopped, in its parts. */
function alone(kind, n, x, y, values, parts = []) {
  const inside = parts.map(({ of, from, n: many }) => s("rect", { class: `mark ${of}`, x: BAR.left + x(from), y, width: x(many), height: BAR.high }));
  return [text(BAR.left, y - 16, t(`honesty.only_${kind}`, values), { size: 28, kind: "strong" }), s("rect", { class: `mark ${kind}`, x: BAR.left, y, width: x(n), height: BAR.high }), inside, text(BAR.left + x(n) + 18, y + 52, number(n), { size: 44, kind: "strong" })];
}

/** What the parts of a bar are, a row each. */
function key(y, values) {
  const rows = [["met", "of_these"], ["word", "of_word"], ["caught", "of_others"]];
  return rows.map(([kind, words], i) => [s("rect", { class: `mark ${kind}`, x: BAR.left, y: y + 36 * i - 22, width: 24, height: 24 }), text(BAR.left + 36, y + 36 * i, t(`honesty.${words}`, values))]);
}

/** What one level alone stopped, either way. */
function bothWays(data) {
  const { counts } = data.honesty;
  const x = (n) => (n / Math.max(counts.caught, counts.lost, 1)) * BAR.wide;
  const values = counted(data);
  const { met, word, others } = partsOf(data);
  const parts = [{ of: "met", from: 0, n: met }, { of: "word", from: met, n: word }];
  const title = t("honesty.title_ways", values);
  const drawn = [...alone("caught", counts.caught, x, 60, values, parts), ...key(174, values), ...alone("lost", counts.lost, x, 352, values)];
  return { title, answer: t(counts.caught >= counts.lost ? "honesty.answer_ways" : "honesty.answer_ways_less", values), picture: picture(title, drawn.flat(2)), says: t("honesty.says_ways", { other: values.other, reasons: waysTold(others) }) };
}

/** Digits with which both numbers of a row can be told apart. */
function shown(value, other) {
  const least = Math.min(Math.abs(value), Math.abs(other));
  return number(value, least >= 100 ? 0 : least >= 10 ? 1 : 2);
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
function name(y, words) {
  const rows = wrapped(words, 450, { size: 28, strong: true }).length;
  return lines(4, y + 10 - (rows - 1) * 16, words, { width: 450, size: 28, kind: "strong" });
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

/** What the words of a step's rows mean. */
function said(kind, mine) {
  const of = (outcome) => mine.some(({ row }) => row.outcome === outcome);
  const slight = mine.filter((one) => one.verdict === "small");
  if (kind === "better") return t(of("unshared_hits") ? "honesty.says_success" : "honesty.says_better");
  if (kind === "worse") return t("honesty.says_worse", { limits: limits(mine) });
  return [t("honesty.says_rest"), slight.length ? t("honesty.says_slight", { limit: list([...new Set(slight.map(({ row }) => part(row)))]) }) : "", of("net_benefit_eur") ? t("honesty.says_net") : ""].filter(Boolean).join(" ");
}

/** Which criteria these are, in a sentence; of what is neither better nor worse the first alone. */
function answered(kind, mine, values) {
  if (!mine.length) return t("honesty.answer_nothing");
  const names = mine.map(({ row }) => t(`criterion.in_${row.outcome}`));
  if (kind === "rest") return t("honesty.answer_rest", { ...values, first: names[0] });
  return t(`honesty.answer_${kind}`, { ...values, list: new Intl.ListFormat(languageNow(), { type: "conjunction" }).format(names) });
}

/** Rows of one kind of verdict, each with both levels: the criteria that got better, worse, or neither. */
function others(data, kind) {
  const [low, high] = data.honesty.levels;
  const all = changes(data);
  const mine = all.filter((one) => (kind === "rest" ? !JUDGED.includes(one.verdict) : one.verdict === kind));
  const values = { n: number(mine.length), all: number(all.length), seeds: number(data.honesty.seeds.length), low: level(data, low), high: level(data, high) };
  const colour = { worse: "strong bad", better: "strong good" }[kind] ?? "quiet";
  const heads = [text(4, 34, t(mine.some(({ row }) => row.outcome === IN_ALL) ? "honesty.a_year_or_all" : "honesty.a_year", values), { kind: "quiet" }), text(570, 34, level(data, low), { anchor: "end", kind: "strong" }), text(800, 34, level(data, high), { anchor: "end", kind: "strong" })];
  const apart = Math.min(120, 440 / Math.max(1, mine.length));
  const rows = mine.map(({ row, a, b, verdict }, i) => {
    const y = 72 + apart * (i + 0.5);
    return [s("path", { class: "rule", d: `M0 ${y - apart / 2} H1000` }), name(y, criterion(row.outcome)), text(570, y + 14, shown(a, b), { size: 38, anchor: "end" }), text(800, y + 14, shown(b, a), { size: 38, anchor: "end", kind: "strong" }), text(824, y + 11, t(`verdict.${verdict}`), { kind: colour })];
  });
  const title = t(`honesty.title_${kind}`, values);
  const says = mine.length ? said(kind, mine) : "";
  const lesson = kind === "rest" ? t("lesson.honesty", values) : "";
  return { title, answer: answered(kind, mine, values), lesson, picture: picture(title, heads, rows.flat()), says };
}

/** For the presenter: by what loads were stopped, and what neither got better nor worse. */
export function more(data) {
  const [low, high] = data.honesty.levels.map((name) => level(data, name));
  const neither = changes(data).filter((one) => !JUDGED.includes(one.verdict)).map(({ row, a, b, verdict: found }) => t("honesty.neither_item", { what: criterion(row.outcome), from: shown(a, b), to: shown(b, a), verdict: t(`verdict.${found}`) }));
  return [t("honesty.same", counted(data)), t("honesty.by_caught", { high, others: waysTold(partsOf(data).others) }), t("honesty.by_lost", { low, lost: waysTold(ways(data, "lost")) }), t("honesty.neither_line", { list: neither.join(" · ") }), changes(data).some((one) => one.row.outcome === "leaks" && one.verdict === "worse") ? t("honesty.remark_leaks") : ""].filter(Boolean);
}

export function draw(data, step) {
  return [rare, bothWays, (all) => others(all, "better"), (all) => others(all, "worse"), (all) => others(all, "rest")][step](data);
}
