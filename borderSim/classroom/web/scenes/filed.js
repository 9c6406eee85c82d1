/** After the finds of the chain: what came of the police's case, day by day; for the presenter, into which file they put each find. */

import { s } from "../svg.js";
import { counted, number, t } from "../words.js";
import { crossed, eye, lines, picture, text, wrapped } from "./draw.js";

const [FROM, TO] = [316, 920]; // of the line of days
const LAST = 896; // where the last mark of a row may stand
const NAMES = 300; // width of the names of the rows
const ENDED = ["takedown", "given up", "closed", "organisation ends"];

/** How a find came to the police. */
function way({ sent, read }) {
  if (!sent) return t("filed.unsent");
  const how = t(sent.kind === "handover" ? "filed.by_law" : "filed.told");
  return read ? t("filed.read", { how, day: read.day + 1 }) : t("filed.unread", { how });
}

/** Places of marks on a line, so far apart that none hides another: those that are too near are spread around their middle. */
function spread(places, apart) {
  const groups = [];
  for (const x of places) {
    const last = groups.at(-1);
    if (last && x - middle(last) < (apart * (last.length + 1)) / 2) last.push(x);
    else groups.push([x]);
  }
  const found = groups.flatMap((group) => group.map((_, i) => middle(group) + (i - (group.length - 1) / 2) * apart));
  for (let i = found.length - 1, most = LAST; i >= 0; i--, most = found[i + 1] - apart) found[i] = Math.min(found[i], most); // so that none lies over the number
  return found;
}

function middle(group) {
  return group.reduce((sum, x) => sum + x, 0) / group.length;
}

/** What happened, a row a kind: a mark for each on its day. */
function rows(data) {
  const { finds, police } = data.chain;
  const of = (kind) => police.steps.filter((e) => e.kind === kind);
  const known = police.steps.filter((e) => e.what === "members revealed").flatMap((e) => Array(e.number).fill(e));
  return [
    { name: "finds", days: finds.map(({ settled }) => settled), apart: 20, mark: (x, y) => s("path", { class: "sign customs", d: `M${x - 8} ${y - 11} h16 v22 h-16 Z` }) },
    { name: "known", days: known.map(({ day }) => day), apart: 21, mark: (x, y) => s("circle", { class: "member known", cx: x, cy: y, r: 10 }) },
    { name: "burned", days: of("burned").map(({ day }) => day), apart: 44, mark: (x, y) => s("g", {}, eye(x, y)) },
    { name: of("takedown").length ? "arrests" : "arrests_else", days: of("arrest").map(({ day }) => day), apart: 28, mark: (x, y) => s("g", {}, crossed(x, y)) },
  ];
}

/** How the case ended: the event that ended it, null where it was open to the last day. */
function endOf(steps) {
  return steps.find((e) => ENDED.includes(e.kind) || ENDED.includes(e.what)) ?? null;
}

function outcome({ case: opened, steps }) {
  if (!opened) return "none";
  const end = endOf(steps);
  return !end ? "open" : end.kind === "takedown" ? "arrests" : "ended";
}

/** The days from the first to the last, what the police did on them, and how long their case was open. */
export function course(data) {
  const { finds, police } = data.chain;
  const x = (day) => FROM + (day / Math.max(1, data.about.days - 1)) * (TO - FROM);
  const end = endOf(police.steps);
  const drawn = rows(data).map(({ name, days, apart, mark }, i) => {
    const y = 126 + i * 84;
    const words = t(`filed.row_${name}`);
    return [s("path", { class: "rule", d: `M0 ${y - 42} H1000` }), lines(4, y + 9 - (wrapped(words, NAMES).length - 1) * 15, words, { width: NAMES }), spread(days.map(x), apart).map((at) => mark(at, y)), text(990, y + 12, number(days.length), { size: 38, anchor: "end", kind: "strong" })];
  });
  const open = police.case ? [s("path", { class: "span", d: `M${x(Math.max(0, police.case.day))} 48 H${x(end?.day ?? data.about.days - 1)}` }), text(4, 57, t("filed.open"))] : [];
  const ends = [text(FROM, 470, t("chain.day", { day: 1 }), { anchor: "middle", kind: "quiet" }), text(TO, 470, t("chain.day", { day: data.about.days }), { anchor: "middle", kind: "quiet" })];
  const warned = police.steps.filter((e) => e.kind === "burned").length;
  const title = t("filed.title_case");
  const answer = t(`filed.case_${outcome(police)}`, { day: (end?.day ?? 0) + 1, last: data.about.days });
  return { title, answer, picture: picture(title, open, drawn.flat(3), ends), says: warned ? counted("filed.warned", warned, rarity(data, warned)) : "" };
}

/** Of all networks of this level in all simulations, how many were warned at least so often. */
function rarity(data, times) {
  const all = data.chain.warned;
  const sum = (rows) => number(rows.reduce((total, { networks }) => total + networks, 0));
  return { often: sum(all.filter((one) => one.times >= times)), all: sum(all), seeds: number(data.about.seeds.length) };
}

/** For the presenter: each find, then each step of the police, with its day. */
export function told(data) {
  const { finds, police } = data.chain;
  const mine = police.finds.map((one, i) => t("filed.line", { day: finds[i].settled + 1, way: way(one), file: t(`filed.${(one.filed?.what ?? "nowhere").replaceAll(" ", "_")}`) }));
  const steps = police.steps.map((e) => t("filed.step", { day: e.day + 1, what: t(`filed.step_${(e.what ?? e.kind).replaceAll(" ", "_")}`, { n: e.number ?? 0 }) }));
  const opened = police.case ? t(police.case.day < 0 ? "filed.opened_before" : "filed.opened", { day: police.case.day + 1 }) : "";
  return [...mine, [opened, ...steps].filter(Boolean).join(" · ")];
}
