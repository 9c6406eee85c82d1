/** By what a level is judged, in one place: the twelve criteria, the six goals among them apart, and the words that judge with what they mean. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { asShown, level, lines, picture, text, verdict, widthOf } from "./draw.js";
import { happens } from "./rates.js";

const WIDE = 492;
const APART = 508;
const HEAD = 40;
const ROW = 38;
const SCALE = [["better", "worse"], ["small"], ["same"], ["higher"]]; // words of one line
const [FIRST, BELOW] = [330, 47]; // foot of the first word, and from one to the next

const COST = "enforcement_and_cooperation_cost_eur"; // it has a limit of its own
const SHARED = "unshared_hits"; // named for information, of which there is less, not fewer

/** From what difference on a criterion counts, in per cent of the first level's value. */
function part({ least, values }) {
  return Math.round(Math.abs((100 * least) / values[0].value));
}

/** The limit of most criteria. */
function limit(rows) {
  const of = rows.map(part);
  return of.toSorted((a, b) => of.filter((one) => one === b).length - of.filter((one) => one === a).length)[0];
}

/** Criteria one below the other, each with what is better of it. */
function list(x, head, rows) {
  const drawn = rows.map((row, i) => {
    const y = HEAD + 36 + i * ROW;
    return [text(x + 18, y, t(`criterion.in_${row.outcome}`)), text(x + WIDE - 16, y, t(`criteria.${row.better === "less" && happens(row) && row.outcome !== SHARED ? "fewer" : row.better}`), { anchor: "end", kind: "quiet" })];
  });
  return [s("rect", { class: "panel", x, y: 0, width: WIDE, height: HEAD + 16 + rows.length * ROW + 8, rx: 14 }), text(x + 18, 34, head, { kind: "strong", size: 28 }), text(x + WIDE - 16, 34, t("criteria.wished"), { anchor: "end", kind: "quiet" }), drawn];
}

/** A line of the scale: the signs and words, and what they mean. */
function meaning(words, i) {
  const y = FIRST + i * BELOW;
  let x = 14;
  const signs = words.map((kind) => {
    const word = `${t(`verdict.${kind}`)}${kind === words.at(-1) ? "" : ","}`;
    const drawn = [verdict(x, y - 9, kind, 11), text(x + 22, y, word, { kind: "strong" })];
    x += 22 + widthOf(word, { strong: true }) + 28;
    return drawn;
  });
  return [signs, lines(384, y, t(`criteria.means_${words[0]}`), { width: 612 })];
}

export function criteria(data) {
  const goals = new Set(data.goals.goals.map(({ outcome }) => outcome));
  const rows = data.honesty.what_else.map(asShown);
  const [own, beside] = [rows.filter(({ outcome }) => goals.has(outcome)), rows.filter(({ outcome }) => !goals.has(outcome))];
  const values = { all: number(rows.length), goals: number(own.length), others: number(beside.length), limit: number(limit(beside)), cost: number(part(rows.find(({ outcome }) => outcome === COST))), low: level(data, data.about.low) };
  const title = t("criteria.title");
  const drawn = [list(0, t("criteria.goals", values), own), list(APART, t("criteria.beside", values), beside), SCALE.map(meaning)];
  return { title, answer: t("criteria.answer", values), picture: picture(title, drawn.flat(5)), says: t("criteria.says", values) };
}
