/** What one level alone stopped, by what it was stopped: a row for each way, a column for each level; and why the other level let it pass. */

import { s } from "../svg.js";
import { languageNow, number, t } from "../words.js";
import { lines, text, wrapped } from "./draw.js";

const WAYS = { own_lead: ["own_lead"], word: ["joined", "let_run_seized", "hit"], profile: ["profile"], inland: ["inland"], random: ["random"] }; // by what a load was stopped
const PASSED = { nobody: ["nobody"], no_room: ["no_room"], missed: ["missed"] }; // why a load passed; all else is "other"
const SIDES = ["caught", "lost"]; // stopped by the higher level alone, by the lower one alone
const AT = { name: 440, bars: [480, 770], wide: 140, head: 30, first: 46, row: 64, high: 34 };

function list(words) {
  return new Intl.ListFormat(languageNow(), { style: "short", type: "unit" }).format(words);
}

/** How many loads that one level alone stopped have one of some verdicts where they were seized, or where they passed. */
function count(data, direction, at, verdicts) {
  const all = data.honesty.by.filter((one) => one.direction === direction && verdicts.includes(one[at]));
  return all.reduce((sum, one) => sum + one.n, 0);
}

/** By what the loads were stopped, both ways: first by information from the police that did not cross at the other level. */
function rows(data) {
  const met = data.honesty.because_two_facts_met;
  const found = Object.entries(WAYS).map(([name, verdicts]) => ({ name, n: SIDES.map((side) => count(data, side, "where_it_was_seized", verdicts) - (name === "word" ? met[side] : 0)) }));
  const order = (row) => (row.name === "word" ? 1 : 0) * 1e6 + row.n[0];
  return [{ name: "met", n: SIDES.map((side) => met[side]) }, ...found.filter(({ n }) => n.some((one) => one > 0)).toSorted((a, b) => order(b) - order(a))];
}

/** Of what the police's other information stopped at the higher level: loads of which nobody knew at the lower one. */
export function unknown(data) {
  const all = data.honesty.by.filter((one) => one.direction === "caught" && one.where_it_passed === "nobody" && WAYS.word.includes(one.where_it_was_seized));
  return number(all.reduce((sum, one) => sum + one.n, 0));
}

/** A row for each way and one for the sum, both levels side by side on one scale. */
export function alone(data, values) {
  const { caught, lost } = data.honesty.counts;
  const x = (n) => (n / Math.max(caught, lost, 1)) * AT.wide;
  const shown = [{ name: "sum", n: [caught, lost] }, ...rows(data)];
  const heads = ["honesty.only_caught", "honesty.only_lost"].map((key, i) => text(AT.bars[i], AT.head, t(key, values), { kind: "strong" }));
  const drawn = shown.map(({ name, n }, i) => {
    const y = AT.first + AT.row * (i + 0.5);
    const words = t(`honesty.by_${name}`, values);
    const strong = name === "sum" ? "strong" : "";
    const bars = SIDES.map((side, place) => [
      s("rect", { class: `mark ${name === "sum" ? side : name === "met" ? "met" : "both"}`, x: AT.bars[place], y: y - AT.high / 2, width: x(n[place]), height: AT.high }),
      text(AT.bars[place] + x(n[place]) + 12, y + 12, number(n[place]), { size: strong ? 38 : 32, kind: strong || (n[place] ? "" : "quiet") }),
    ]);
    return [s("path", { class: "rule", d: `M0 ${y - AT.row / 2} H1000` }), lines(4, y + 9 - (wrapped(words, AT.name, { strong: Boolean(strong) }).length - 1) * 15, words, { width: AT.name, kind: strong }), bars];
  });
  return [heads, drawn].flat(5);
}

/** Why the higher level let pass what the lower one alone stopped: how many for each reason. */
export function whyPassed(data) {
  const found = Object.entries(PASSED).map(([name, verdicts]) => ({ name, n: count(data, "lost", "where_it_passed", verdicts) }));
  const rest = data.honesty.counts.lost - found.reduce((sum, { n }) => sum + n, 0);
  return list([...found, { name: "other", n: rest }].filter(({ n }) => n > 0).map(({ name, n }) => t(`honesty.passed_${name}`, { n: number(n) })));
}

/** For the presenter: the same ways in sentences. */
export function otherWays(data, values) {
  return SIDES.map((side, place) => {
    const told = rows(data).filter(({ name, n }) => !["met", "word"].includes(name) && n[place] > 0).map(({ name, n }) => t("honesty.way", { name: t(`honesty.way_${name}`), n: number(n[place]) }));
    return t(`honesty.ways_${side}`, { ...values, list: list(told) });
  });
}
