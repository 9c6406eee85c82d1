/** The end: gains, prices and what the runs cannot show, side by side, and the sentence to take home. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { level, lines, picture, text, verdict, widthOf, wrapped } from "./draw.js";

const KINDS = ["better", "worse", "same"];
const [WIDE, APART] = [322, 339];

/** All outcomes that the demonstration has told, each once, of one level against the first. */
export function outcomes(data, at) {
  const rows = new Map([...data.goals.goals, ...data.honesty.what_else].map((row) => [row.outcome, row]));
  return [...rows.values()].map((row) => ({ outcome: row.outcome, first: row.values[0].value, last: row.values.find((one) => one.level === at).value, verdict: row.differences.find((one) => one.level === at).verdict }));
}

/** From and to, with as many digits as tell them apart. */
function change({ first, last }) {
  const least = Math.min(Math.abs(first), Math.abs(last));
  const digits = least >= 10 ? 1 : 2;
  return t("balance.change", { from: number(first, digits), to: number(last, digits) });
}

function column(kind, all, x) {
  const head = t(`balance.${kind}`);
  const told = kind !== "same";
  let y = 104;
  const rows = all.flatMap((one) => {
    const foot = y;
    const words = t(`balance.of_${one.outcome}`);
    y += told ? 96 : 28 + 30 * wrapped(words, WIDE - 30).length;
    return [told ? text(x + 16, foot, words) : lines(x + 16, foot, words, { width: WIDE - 30 }), told ? text(x + 16, foot + 33, change(one), { kind: `strong ${kind === "worse" ? "bad" : "good"}` }) : null];
  });
  return [s("rect", { class: "panel", x, y: 0, width: WIDE, height: 498, rx: 14 }), verdict(x + 30, 35, kind, 13), lines(x + 54, 45, head, { width: WIDE - 60, size: Math.min(28, (28 * (WIDE - 62)) / widthOf(head, { size: 28, strong: true })), kind: "strong" }), rows];
}

export function balance(data) {
  const at = data.about.levels.at(-1).name;
  const all = outcomes(data, at);
  const of = (kind) => all.filter((one) => one.verdict === kind);
  const goals = data.goals.goals.flatMap((goal) => goal.differences.map((one) => one.verdict));
  const better = goals.filter((one) => one === "better").length;
  const values = { better: number(better), all: number(goals.length), low: level(data, data.about.levels[0].name), high: level(data, at) };
  const title = t("balance.title", values);
  const goalsSay = t(better ? "balance.answer" : "balance.answer_none", values);
  const mixed = of("better").length && of("worse").length && !better;
  const says = t("balance.says");
  return { title, answer: mixed ? t("balance.home") : goalsSay, picture: picture(title, KINDS.flatMap((kind, i) => column(kind, of(kind), i * APART)).flat(2)), says: mixed ? `${goalsSay} ${says}` : says };
}
