/** The chain: a find opens the next because of it; the same loads at the other level; how often. The police's case (filed.js) is told in the notes. */

import { s } from "../svg.js";
import { counted, hasText, languageNow, number, t } from "../words.js";
import { arrow, euro, fate, isSeized, level, lines, picture, post, sign, stamp, text, times, vehicle, wrapped } from "./draw.js";
import { told } from "./filed.js";

export const steps = 4;
const SCENE_OF_THE_BET = 3; // where another network's load is told
const CARD = { wide: 316, high: 240, apart: 342, below: 256 };
const A_ROW = 3; // cards side by side
const WHO = { filed: "police", opened: "police", member: "police" }; // who acts in a step; customs in the others
const CLASHES = ["collision", "burned"]; // of a load's verdicts, what is told beside how it was stopped
const BAR = { left: 270, wide: 430 };

/** What the second load came under: a driver, a firm, a courier. */
function named(data) {
  return t(`chain.name_${data.chain.finds[1].mode}`);
}

/** Whose name it is that the police tell. */
function whose(data) {
  return t(`chain.whose_${data.chain.finds[1].mode}`);
}

/** Ranks of members in a sentence, each once. */
function ranks(tiers) {
  return new Intl.ListFormat(languageNow(), { type: "conjunction" }).format([...new Set(tiers)].map((tier) => t(`chain.tier_${tier}`)));
}

/** A step in words. */
function words(data, one, i) {
  const find = data.chain.finds.find(({ load }) => load === one.load);
  const values = { name: named(data), whose: whose(data), place: find ? post(data, find.post) : "", rank: ranks(one.tiers ?? []) };
  if (one.step === "found") return t(i ? "chain.step_found_next" : "chain.step_found", values);
  if (one.step === "filed") return t(`chain.step_filed_${one.how}`, values);
  return t(`chain.step_${one.step}`, values);
}

/** A card of the way: its number, day, who acts, what happened. */
function card(data, one, i) {
  const [x, y] = [(i % A_ROW) * CARD.apart, Math.floor(i / A_ROW) * CARD.below];
  const who = WHO[one.step] ?? "customs";
  const parts = [
    s("rect", { class: `card ${who}`, x: x + 3, y: y + 3, width: CARD.wide - 6, height: CARD.high - 6, rx: 14 }),
    sign(who, x + 34, y + 38, 17),
    text(x + 64, y + 48, t("chain.day", { day: one.day + 1 }), { size: 30, kind: "strong" }),
    text(x + CARD.wide - 22, y + 48, number(i + 1), { size: 30, anchor: "end", kind: "quiet" }),
    lines(x + 20, y + 94, words(data, one, i), { width: CARD.wide - 36 }),
  ];
  if (i % A_ROW) parts.push(arrow(x - 24, y + CARD.high / 2, x + 2, y + CARD.high / 2));
  return parts;
}

/** The way from the first find to the second. */
function way(data, values) {
  const title = t("chain.title_0", values);
  const { by, wanted, of_the_bet: mine } = data.chain;
  const says = [t(mine ? "chain.says_bet" : "chain.says_0", values), by === wanted ? "" : t("chain.says_next")];
  return { title, answer: t(`chain.answer_${by}`, values), picture: picture(title, data.chain.way.flatMap((one, i) => card(data, one, i)).flat()), says: says.join(" ").trim() };
}

/** A risk as customs reckons it: digits as many as it needs. */
function risk(logOdds) {
  const odds = Math.exp(logOdds);
  return number(odds, odds < 0.1 ? 3 : odds < 1 ? 2 : odds < 10 ? 1 : 0);
}

/** What customs would have made of the second load without the name. */
function because(data, values) {
  const { score } = data.chain;
  const there = Math.max(...data.halves.levels.map((one) => one.score.word)); // what the name of scene 3 adds
  const weighed = { ...values, own: risk(score.profile), word: times(score.word), other: times(there) };
  const rows = [
    ["without", score.profile, false],
    ["line", score.threshold, null],
    ["with", score.sum, true],
  ];
  const drawn = rows.map(([name, value, checked], i) => {
    const y = 90 + i * 150;
    const words_ = t(`chain.risk_${name}`, weighed);
    const kind = checked === null ? "quiet" : checked ? "strong good" : "strong bad";
    const verdict = checked === null ? [] : [text(990, y + 14, t(checked ? "chain.checked" : "chain.not_checked"), { size: 28, anchor: "end", kind })];
    return [s("path", { class: "rule", d: `M0 ${y - 70} H1000` }), lines(4, y + 10 - (wrapped(words_, 470, { size: 30 }).length - 1) * 17, words_, { width: 470, size: 30 }), text(700, y + 18, t("halves.tick", { n: risk(value) }), { size: 54, anchor: "end", kind: "strong" }), verdict];
  });
  const title = t("chain.title_1", values);
  return { title, answer: t("chain.answer_1", values), picture: picture(title, drawn.flat(3)), says: t("chain.says_1", weighed) };
}

/** How a load was stopped, and whether the services ran into each other over it. */
function how({ fate: end, verdicts }) {
  if (!isSeized(end)) return "";
  const by = hasText(`stopped.${verdicts[0]}`) ? t(`stopped.${verdicts[0]}`) : "";
  const clash = CLASHES.findLast((name) => verdicts.includes(name));
  return by && clash ? t("stopped.and", { by, clash: t(`stopped.${clash}`) }) : by;
}

/** Both loads at one level, side by side. */
function panel(data, y, name, ends) {
  const loads = ends.flatMap((end, i) => {
    const x = 290 + i * 470;
    return [vehicle(end.mode, x - 230, y + 62, 152, 76), stamp(x + 82, y + 104, end.fate, { size: 26, most: 280 }), lines(x, y + 182, how(end), { width: 420, anchor: "middle" })];
  });
  return [s("rect", { class: "panel", x: 0, y, width: 1000, height: 238, rx: 14 }), text(24, y + 44, t("chain.at", { level: name }), { kind: "strong", size: 30 }), loads];
}

/** The same two loads at both levels, one above the other. */
function twins(data, values) {
  const { finds, wall } = data.chain;
  const title = t("chain.title_2", values);
  const drawn = [panel(data, 0, values.level, finds), panel(data, 256, values.low, finds.map(({ twin, mode }) => ({ ...twin, mode })))];
  const second = finds[1].twin.fate;
  const says = wall ? t("chain.says_wall", { ...values, reason: t(`wall.${wall.reason}`) }) : "";
  return { title, answer: t(`chain.answer_2${isSeized(second) ? "_seized" : wall ? "_wall" : ""}`, { ...values, fate: fate(second) }), picture: picture(title, drawn.flat(3)), says };
}

/** Of all finds of every level, how many opened the next, and by whom. */
function often(data, values) {
  const rows = data.chain.rates.map((one) => ({ ...one, own: one.by.customs, told: one.by.police + one.by.case, name: level(data, one.level) }));
  const most = Math.max(...rows.map(({ own, told: n }) => own + n), 1);
  const apart = 400 / rows.length;
  const x = (n) => (n / most) * BAR.wide;
  const drawn = rows.map((one, i) => {
    const y = 62 + apart * (i + 0.5);
    const high = Math.min(46, apart - 20);
    return [
      text(252, y + 10, one.name, { anchor: "end", size: 28 }),
      s("rect", { class: "part customs", x: BAR.left, y: y - high / 2, width: x(one.own), height: high }),
      s("rect", { class: "part police", x: BAR.left + x(one.own), y: y - high / 2, width: x(one.told), height: high }),
      text(BAR.left + x(one.own + one.told) + 14, y + 11, t("chain.both", { own: number(one.own), told: number(one.told) }), { size: 30, kind: "strong" }),
      text(990, y + 11, number(one.finds), { anchor: "end", size: 30 }),
    ];
  });
  const key = [s("rect", { class: "part customs", x: 4, y: 4, width: 26, height: 26 }), text(40, 27, t("chain.by_customs")), s("rect", { class: "part police", x: 478, y: 4, width: 26, height: 26 }), text(514, 27, t("chain.by_police")), text(990, 27, t("chain.of_finds"), { anchor: "end", kind: "quiet" })];
  const [low, high] = [data.about.low, data.about.high].map((name) => rows.find((one) => one.level === name));
  const title = t("chain.title_4", values);
  const one = (row) => number(Math.round(row.finds / Math.max(1, row.own + row.told))); // a find in so many opens the next
  const told_ = { ...values, n: number(high.told), all: number(high.finds), m: number(low.told), all_low: number(low.finds), own: number(high.own), sum: number(high.own + high.told), own_low: number(low.own), one: one(high), one_low: one(low), seeds: number(data.about.seeds.length), years: number(data.about.years_measured, 0) };
  return { title, answer: t("chain.answer_4", told_), picture: picture(title, key, drawn.flat(2)), says: t("chain.says_4", told_), lesson: t("lesson.chain") };
}

/** For the presenter: the rule, what each find was worth, and what the police did. */
export function more(data) {
  const share = data.gears.levels.find((one) => one.level === data.chain.level).gears.find(({ name }) => name === "link").share.value;
  return [t("chain.rule"), t("chain.worth", { list: data.chain.finds.map((find) => euro(find.value_eur)).join(" · ") }), t("chain.filed", { level: level(data, data.chain.level), share: number(100 * share, 0) }), ...told(data)];
}

export function draw(data, step) {
  const { chain } = data;
  const values = { level: level(data, chain.level), low: level(data, chain.finds[0].twin.level), name: named(data), scene: SCENE_OF_THE_BET, days: counted("chain.days", chain.finds[1].settled - chain.finds[0].settled) };
  return [way, because, twins, often][step](data, values);
}
