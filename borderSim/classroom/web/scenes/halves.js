/** Two half-pictures: what each service holds, the wall or the bridge, the suspicion, and the twin. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { ofHundred, votesNow } from "./bet.js";
import { SIZE, container, euro, fate, fitting, goods, level, lines, picture, sign, soft, stamp, tall, text, times, wrapped } from "./draw.js";

export const steps = 5;
export const TRAVEL = 1.6; // seconds that the fact is on its way
const SHOWN = { customs: ["documents", "class", "own_news", "tip", "hit"], police: ["news", "associate", "members", "case", "tip"] };
const SCENE_OF_HOW_OFTEN = 5;
const JUST = 0.9; // of the risk from which customs checks: so near to it a load is just below the line
const TICKS = [10, 100, 1000]; // of the scale of suspicion, which goes by factors
const MOST = { customs: 3, police: 4 };
const CARD = { width: 340, height: 306 };
const LETTERS = 25; // of the rows of a card
const LOWER = 80; // by so much the cards stand lower where nothing is below them
const CHIP = { width: 168, height: 70 };

/** A fact in words. */
export function fact(one, service, shipment) {
  const values = { who: t(`who.${shipment.mode}`), day: one.day + 1, n: one.fact === "documents" ? ofHundred(one.score) : times(one.log_odds ?? 0), known: one.known ?? 0, leaders: one.leaders ?? 0 };
  return t(`fact.${service}.${one.fact}`, values);
}

function facts(side, service) {
  const found = SHOWN[service].map((name) => side[service].findLast((one) => one.fact === name)).filter(Boolean);
  return found.slice(0, MOST[service]).map((one) => fact(one, service, side.shipment));
}

/** A card of a service; returns where its next row would stand. */
function card(x, service, rows) {
  const parts = [s("rect", { x, y: 2, width: CARD.width, height: CARD.height, rx: 14, class: `card ${service}` }), sign(service, x + 38, 38, 17), text(x + 66, 47, t(`halves.card_${service}`), { size: fitting(t(`halves.card_${service}`), CARD.width - 80, 30), kind: "strong" })];
  let y = 70;
  for (const row of rows) {
    const broken = wrapped(row, CARD.width - 40, { size: LETTERS });
    parts.push(s("path", { class: "rule", d: `M${x + 16} ${y} H${x + CARD.width - 16}` }), lines(x + 20, y + 29, row, { width: CARD.width - 40, size: LETTERS }));
    y += tall(broken, LETTERS) + 14;
  }
  return { parts, y };
}

/** The police's fact as a token that can move. */
function chip(side) {
  const words = t(`chip.${side.shipment.mode}`);
  const rows = wrapped(words, CHIP.width - 16, { strong: true });
  const first = CHIP.height / 2 - tall(rows) / 2 + SIZE * 0.86;
  return s("g", { class: "chip" }, s("rect", { width: CHIP.width, height: CHIP.height, rx: 10 }), lines(CHIP.width / 2, first, words, { width: CHIP.width - 16, anchor: "middle", kind: "strong" }));
}

/** Bricks, with the joints of each course between those of the other. */
function wall() {
  const bricks = [];
  for (let row = 0; row < 8; row++)
    for (let column = 0; column < 2; column++) {
      const wide = row % 2 === column ? 32 : 16;
      const x = column === 0 ? 418 : 418 + 52 - wide;
      bricks.push(s("rect", { class: "brick", x, y: 104 + row * 27, width: wide, height: 23 }));
    }
  return s("g", { class: "wall" }, bricks);
}

/** A deck on an arch between the two cards. */
function bridge() {
  const piers = [-120, -60, 60, 120].map((dx) => s("path", { class: "pier", d: `M${500 + dx} 250 V${250 + 8 + (dx * dx) / 260}` }));
  return s("g", { class: "bridge" }, s("path", { class: "deck", d: "M346 250 H654" }), s("path", { class: "arch", d: "M350 318 Q500 196 650 318" }), piers);
}

/** What lies between the cards, the fact on its way, and where it has come to at a moment. */
function between(side) {
  const { wall: stopped, bridge: crossed } = side.crossing;
  const token = chip(side);
  const [from, to, y] = crossed ? [676, CARD.width - CHIP.width - 18, 240 - CHIP.height] : [676, 480, 176];
  const words = crossed
    ? t(crossed.sent === crossed.read ? "halves.bridge_same" : "halves.bridge", { sent: crossed.sent + 1, read: crossed.read + 1 })
    : t(stopped ? "halves.wall" : "halves.nothing", { reason: stopped ? t(`wall.${stopped.reason}`) : "" });
  const element = s("g", {}, crossed ? bridge() : wall(), lines(500, 30, words, { width: 306, anchor: "middle", kind: "strong" }));
  const at = (now) => token.setAttribute("transform", `translate(${from + (to - from) * soft(now, 0.4, TRAVEL)} ${crossed ? y + 60 * soft(now, 1.5, 0.5) : y})`);
  return { element, token, at };
}

/** Customs' suspicion on a line, against what is needed for a check. */
function gauge(side) {
  const { sum, threshold, profile, word, together } = side.score;
  const high = Math.max(together, sum, threshold) * 1.04;
  const x = (value) => 8 + (Math.max(0, value) / high) * 980;
  const [top, foot] = [418, 456];
  const parts = [
    text(8, 400, t("halves.suspicion"), { kind: "strong" }),
    s("rect", { class: "trough", x: x(0), y: top, width: x(high) - x(0), height: foot - top, rx: 6 }),
  ];
  const mine = s("rect", { class: "part customs", x: x(0), y: top, width: 0, height: foot - top });
  const theirs = s("rect", { class: "part police", x: x(profile), y: top, width: 0, height: foot - top });
  const at = (now) => {
    mine.setAttribute("width", (x(profile) - x(0)) * soft(now, 0.2, 0.6));
    theirs.setAttribute("width", word > 0 ? (x(sum) - x(profile)) * soft(now, 0.8, 0.9) : 0);
  };
  const words = t(side.score.passes ? (word > 0 ? "halves.checked_by" : "halves.checked") : "halves.not_checked", { n: times(sum), m: times(threshold), word: times(word) });
  const inside = x(sum) > 560;
  parts.push(mine, theirs, text(inside ? x(profile) + 40 : x(threshold) + 16, foot - 10, words, { kind: inside ? "strong on" : "strong" }));
  for (const times of TICKS) {
    const at = x(Math.log(times));
    if (at < x(high)) parts.push(s("path", { class: "rule", d: `M${at} ${foot} V${foot + 10}` }), text(at > 940 ? 996 : at, 492, t("halves.tick", { n: number(times) }), { anchor: at > 940 ? "end" : "middle", kind: "quiet" }));
  }
  parts.push(s("path", { class: "needed", d: `M${x(threshold)} ${top - 12} V${foot + 12}` }), text(8, 492, t("halves.needed", { n: times(threshold) })));
  return { element: s("g", {}, parts), at };
}

/** The last step: the same load twice, side by side. */
function twins(data) {
  const parts = data.halves.levels.map((side, i) => {
    const y = i * 252;
    const { bridge: crossed } = side.crossing;
    return s(
      "g",
      {},
      s("rect", { class: "panel", x: 0, y, width: 1000, height: 238, rx: 14 }),
      text(24, y + 44, level(data, side.level), { size: 30, kind: "strong" }),
      sign("customs", 70, y + 142, 34),
      crossed ? s("path", { class: "deck", d: `M118 ${y + 142} H222` }) : s("path", { class: "deck broken", d: `M188 ${y + 142} H222 M118 ${y + 142} H152 M170 ${y + 92} V${y + 192}` }),
      sign("police", 270, y + 140, 34),
      container(392, y + 84, 196, 106, "still"),
      text(70, y + 218, t("halves.customs"), { anchor: "middle" }),
      text(270, y + 218, t("halves.police"), { anchor: "middle" }),
      text(490, y + 222, t("halves.times", { n: times(side.score.sum) }), { anchor: "middle" }),
      stamp(800, y + 56, side.shipment.fate, { size: 32 }),
      text(800, y + 122, t("halves.who"), { anchor: "middle", kind: "quiet" }),
      lines(800, y + 158, t(`bet.${data.bet.answer[side.level]}`), { width: 380, anchor: "middle", kind: "strong" }),
    );
  });
  const last = data.halves.levels[1];
  const values = { level: level(data, last.level), goods: goods(data.bet.shipment), value: euro(data.bet.shipment.value_eur), scene: SCENE_OF_HOW_OFTEN, share: found(data, last.level) };
  const named = last.score.passes && last.score.word > 0;
  const title = t("halves.title_4", values);
  return { title, answer: t(named ? "halves.answer_luck" : "halves.answer_4", values), picture: picture(title, parts), says: t("halves.says_4", values), lesson: t("lesson.halves") };
}

/** What the class had bet, and how many had said so. */
function voted(data, answer) {
  const votes = votesNow(data.bet.options);
  const all = Object.values(votes).reduce((a, b) => a + b, 0);
  if (!all) return "";
  const told = data.bet.options.map((option) => t("halves.vote", { name: t(`bet.${option}`), n: number(votes[option]) })).join(" · ");
  return t("halves.votes", { right: votes[answer], votes: all, told });
}

/** Of a hundred loads that are checked at a level, how many are found. */
function found(data, name) {
  const { gears } = data.gears.levels.find((one) => one.level === name);
  return number(100 * gears.find((one) => one.name === "find").share.value, 0);
}

/** How the risk stands to the line from which customs checks. */
function outcome({ sum, threshold, passes }) {
  if (passes) return "checked";
  return Math.exp(sum - threshold) >= JUST ? "just" : "unchecked";
}

/** For the presenter: how customs reckons with a name. */
export function more(data) {
  return data.halves.levels.filter(({ score }) => score.word > 0).map((side) => t("halves.reckoned", { level: level(data, side.level), word: number(Math.exp(side.score.word), 0), own: number(Math.exp(side.score.profile), 2), n: number(Math.exp(side.score.sum), 0) }));
}

export function draw(data, step) {
  if (step === 4) return twins(data);
  const side = data.halves.levels[step < 2 ? 0 : 1];
  const told = step % 2 === 1;
  const { shipment, crossing } = side;
  const answer = data.bet.answer[side.level];
  const values = { level: level(data, side.level), low: level(data, data.halves.levels[0].level), day: shipment.arrived + 1, answer: t(`bet.${answer}`), meaning: t(`level.${side.level}`), word: times(side.score.word), mode: t(`one.${shipment.mode}`), share: found(data, side.level), line: times(side.score.threshold), known: (side.police.find((one) => one.fact === "news")?.day ?? 0) + 1, scene: SCENE_OF_HOW_OFTEN };
  const cards = [card(0, "customs", facts(side, "customs")), card(1000 - CARD.width, "police", facts(side, "police"))];
  const middle = between(side);
  const score = gauge(side);
  const end = told ? stamp(1000 - 8 - 150, 350, shipment.fate, { size: 26, most: 330 }) : null;
  const way = crossing.bridge ? "bridge" : "wall";
  const tipped = side.police.some((one) => one.fact === "tip"); // the police know of the load itself
  const title = t(`halves.title_${told ? "told" : way}`, values);
  const reply = t(`halves.answer_${told ? outcome(side.score) : way}`, { ...values, fate: fate(shipment.fate), risk: times(side.score.sum) });
  const says = told ? (side.score.passes ? t("halves.says_checked", values) : [t("bet.answer", values), voted(data, answer), t("halves.line", values)].filter(Boolean).join(" ")) : t(`halves.says_${way}${way === "wall" && tipped ? "_tip" : ""}`, values);
  const moving = (now) => {
    middle.at(told ? 99 : now);
    score.at(now);
  };
  const crossingOnly = s("g", { transform: told ? null : `translate(0 ${LOWER})` }, cards.map(({ parts }) => parts).flat(), middle.element, middle.token);
  return { title, answer: reply, picture: picture(title, crossingOnly, told ? [score.element, end] : null), says, moving };
}

