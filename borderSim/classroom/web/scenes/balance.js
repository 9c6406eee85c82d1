/** The end: gains, prices and what the runs cannot show, side by side, and the sentence to remember. */

import { s } from "../svg.js";
import { languageNow, number, t } from "../words.js";
import { asShown, criterion, level, lines, picture, text, verdict, widthOf, wrapped } from "./draw.js";

const KINDS = ["better", "worse", "same"];
const ASIDE = { small: ["small"], neither: ["higher", "lower"] }; // told below what is unclear
const [WIDE, APART] = [322, 339];

/** All criteria, the same as in scene 5, of one level against the first. */
export function outcomes(data, at) {
  return data.honesty.what_else.map(asShown).map((row) => ({ outcome: row.outcome, first: row.values[0].value, last: row.values.find((one) => one.level === at).value, verdict: row.differences.find((one) => one.level === at).verdict }));
}

/** From and to, with as many digits as tell them apart. */
function change({ first, last }) {
  const least = Math.min(Math.abs(first), Math.abs(last));
  const digits = least >= 10 ? 1 : 2;
  return t("balance.change", { from: number(first, digits), to: number(last, digits) });
}

function column(kind, all, x, others = []) {
  const head = t(`balance.${kind}`);
  const told = kind !== "same";
  let y = 104;
  const rows = all.flatMap((one) => {
    const foot = y;
    const words = told ? criterion(one.outcome) : t(`criterion.in_${one.outcome}`); // (a unit belongs to a number)
    const below = foot + 30 * wrapped(words, WIDE - 30).length;
    y = told ? below + 64 : below + 12;
    return [lines(x + 16, foot, words, { width: WIDE - 30 }), told ? text(x + 16, below + 3, change(one), { kind: `strong ${kind === "worse" ? "bad" : "good"}` }) : null];
  });
  return [s("rect", { class: "panel", x, y: 0, width: WIDE, height: 498, rx: 14 }), verdict(x + 30, 35, kind, 13), lines(x + 54, 45, head, { width: WIDE - 60, size: Math.min(28, (28 * (WIDE - 62)) / widthOf(head, { size: 28, strong: true })), kind: "strong" }), rows, ...aside(others, x, y + 10)];
}

/** What is neither a gain nor a price and yet told from chance, each kind under its name. */
function aside(all, x, top) {
  let y = top;
  return Object.entries(ASIDE).flatMap(([kind, verdicts]) => {
    const mine = all.filter((one) => verdicts.includes(one.verdict));
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

export function balance(data) {
  const at = data.about.levels.at(-1).name;
  const all = outcomes(data, at);
  const of = (kind) => all.filter((one) => one.verdict === kind);
  const goals = data.goals.goals.flatMap((goal) => goal.differences.map((one) => one.verdict));
  const better = goals.filter((one) => one === "better").length;
  const values = { better: number(better), all: number(goals.length), low: level(data, data.about.levels[0].name), high: level(data, at), better_list: listed(of("better")), worse_list: listed(of("worse")) };
  const title = t("balance.title", values);
  const goalsSay = t(better ? "balance.answer" : "balance.answer_none", values);
  const mixed = of("better").length > 0 && of("worse").length > 0;
  return { title, answer: goalsSay, picture: picture(title, KINDS.flatMap((kind, i) => column(kind, of(kind), i * APART, kind === "same" ? all : [])).flat(2)), says: mixed ? "" : t("balance.says"), lesson: mixed ? t(better ? "balance.home" : "balance.home_other", values) : "" };
}
