/** The end: what gets better, what gets worse and what could be chance, side by side, and the sentence to remember. */

import { s } from "../svg.js";
import { hasText, languageNow, number, t } from "../words.js";
import { asShown, criterion, fitting, level, lines, picture, text, verdict, widthOf, wrapped } from "./draw.js";
import { happens, told as rate } from "./rates.js";

const CLOSE = { better: ["collisions", "cases_burned"], worse: ["enforcement_and_cooperation_cost_eur", "leaks", "leaders_arrested"], unshown: "interdiction_rate" }; // what the sentence to take home says, where the verdicts are these
const KINDS = ["better", "worse", "same"];
const ASIDE = ["small", "higher", "lower"]; // told below what could be chance
const [WIDE, APART] = [322, 339];

/** All criteria, the same as in scene 5, of one level against the first. */
export function outcomes(data, at) {
  return data.honesty.what_else.map(asShown).map((row) => ({ outcome: row.outcome, counted: happens(row), first: row.values[0].value, last: row.values.find((one) => one.level === at).value, verdict: row.differences.find((one) => one.level === at).verdict }));
}

/** From and to, with as many digits as tell them apart. */
function change({ first, last, counted }) {
  return t("balance.change", { from: rate(first, last, counted), to: rate(last, first, counted) });
}

function column(kind, all, x, others = []) {
  const head = t(`balance.${kind}`);
  const told = kind !== "same";
  let y = 104;
  const rows = all.flatMap((one) => {
    const foot = y;
    const words = told ? criterion(one.outcome) : t(`criterion.in_${one.outcome}`); // (a unit belongs to a number)
    const below = foot + 30 * wrapped(words, WIDE - 30).length;
    const why = told && hasText(`balance.why_${one.outcome}`) ? t(`balance.why_${one.outcome}`) : ""; // (the reason, where it is known)
    const reason = why && kind === "worse" ? lines(x + 16, below + 34, why, { width: WIDE - 30, kind: "quiet" }) : null;
    y = told ? below + 58 + (reason ? 30 * wrapped(why, WIDE - 30).length : 0) : below + 12;
    return [lines(x + 16, foot, words, { width: WIDE - 30 }), told ? text(x + 16, below + 3, change(one), { size: fitting(change(one), WIDE - 18, 26), kind: `strong ${kind === "worse" ? "bad" : "good"}` }) : null, reason];
  });
  return [s("rect", { class: "panel", x, y: 0, width: WIDE, height: 498, rx: 14 }), verdict(x + 30, 35, kind, 13), lines(x + 54, 45, head, { width: WIDE - 60, size: Math.min(28, (28 * (WIDE - 62)) / widthOf(head, { size: 28, strong: true })), kind: "strong" }), rows, ...aside(others, x, y + 10)];
}

/** What is told from chance and yet neither better nor worse, each kind under its word. */
function aside(others, x, top) {
  let y = top;
  return ASIDE.flatMap((kind) => {
    const mine = others.filter((one) => one.verdict === kind);
    if (!mine.length) return [];
    const parts = [text(x + 16, y, t(`balance.${kind}`), { kind: "strong" }), lines(x + 16, y + 34, listed(mine), { width: WIDE - 30 })];
    y += 48 + 30 * wrapped(listed(mine), WIDE - 30).length;
    return parts;
  });
}

/** Outcomes in a sentence. */
function listed(all) {
  return new Intl.ListFormat(languageNow(), { type: "conjunction" }).format(all.map(({ outcome }) => t(`criterion.in_${outcome}`)));
}

/** Whether the verdicts are those of the one sentence to take home. */
function close(all) {
  const of = (outcome) => all.find((one) => one.outcome === outcome).verdict;
  return CLOSE.better.every((one) => of(one) === "better") && CLOSE.worse.every((one) => of(one) === "worse") && of(CLOSE.unshown) === "same";
}

export function balance(data) {
  const at = data.about.levels.at(-1).name;
  const all = outcomes(data, at);
  const of = (kind) => all.filter((one) => one.verdict === kind);
  const goals = new Set(data.goals.goals.map(({ outcome }) => outcome));
  const better = of("better").filter(({ outcome }) => goals.has(outcome)).length;
  const values = { better: number(better), others: number(of("better").length - better), worse: number(of("worse").length), worse_goals: number(of("worse").filter(({ outcome }) => goals.has(outcome)).length), goals: number(goals.size), high: level(data, at), better_list: listed(of("better")), worse_list: listed(of("worse")) };
  const title = t("balance.title", values);
  const goalsSay = t(better ? "balance.answer" : "balance.answer_none", values);
  const mixed = of("better").length > 0 && of("worse").length > 0;
  return { title, answer: goalsSay, picture: picture(title, KINDS.flatMap((kind, i) => column(kind, of(kind), i * APART, kind === "same" ? all : [])).flat(2)), says: mixed ? "" : t("balance.says"), lesson: mixed ? t(close(all) ? "balance.home_close" : better ? "balance.home" : "balance.home_other", values) : "" };
}
