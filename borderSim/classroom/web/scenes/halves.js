/** Two half-pictures: what each service holds, the wall or the bridge, the score, and the twin. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { HEIGHT, card, euro, fate, goods, isSeized, level, lines, picture, post, text } from "./draw.js";
import { votesNow } from "./bet.js";

export const steps = 4;
const SHOWN = { customs: ["documents", "own_news", "lead", "tip", "hit"], police: ["news", "associate", "members", "case", "tip"] };
const MOST = 3;

/** A fact in words. */
export function fact(one, service) {
  const values = { day: one.day + 1, score: number(one.score ?? 0, 1), known: one.known ?? 0, leaders: one.leaders ?? 0, opened: (one.opened ?? 0) + 1 };
  return t(`fact.${service}.${one.fact}`, values);
}

function facts(side, service) {
  return SHOWN[service].map((name) => side[service].findLast((one) => one.fact === name)).filter(Boolean).slice(0, MOST).map((one) => fact(one, service));
}

/** The wall, or the bridge, between the cards. */
function between(side) {
  const { wall, bridge } = side.crossing;
  const [x, y] = [500, 60];
  if (bridge) {
    return s("g", { class: "bridge" }, s("path", { d: `M640 150 H360`, class: "way" }), s("path", { d: "M384 134 L356 150 L384 166 Z", class: "tip" }),
      lines(x, 196, t("halves.bridge", { sent: bridge.sent + 1, read: bridge.read + 1 }), { width: 240, anchor: "middle" }));
  }
  return s("g", { class: "wall" }, s("rect", { x: x - 8, y, width: 16, height: 86, class: "stones" }), s("path", { d: "M640 100 H524", class: "way" }), s("path", { d: "M548 84 L520 100 L548 116 Z", class: "tip" }),
    lines(x, 196, wall ? t("halves.wall", { reason: t(`wall.${wall.reason}`), day: (wall.day ?? 0) + 1 }) : t("halves.nothing"), { width: 240, anchor: "middle" }));
}

/** Customs' score on a line, against what is needed to be checked. */
function gauge(side, shown) {
  const { sum, threshold, profile, word } = side.score;
  const high = Math.max(5, side.score.together, threshold) * 1.05;
  const x = (value) => 60 + (Math.max(0, value) / high) * 880;
  const y = 446;
  const parts = [s("line", { x1: x(0), x2: x(high), y1: y, y2: y, class: "axis" }), s("line", { x1: x(threshold), x2: x(threshold), y1: y - 44, y2: y + 14, class: "needed" }), text(x(threshold), y + 44, t("halves.needed", { n: number(threshold, 1) }), { anchor: "middle" })];
  if (shown) {
    parts.push(s("rect", { x: x(0), y: y - 24, width: Math.max(4, x(profile) - x(0)), height: 22, class: "part customs" }));
    if (word > 0) parts.push(s("rect", { x: x(profile), y: y - 24, width: x(sum) - x(profile), height: 22, class: "part police" }));
    const far = x(sum) > 620; // written above the bar where it is long
    parts.push(text(far ? x(sum) : Math.max(x(sum), x(threshold)) + 14, far ? y - 36 : y - 10, t(side.score.passes ? "halves.checked" : "halves.not_checked", { n: number(sum, 1) }), { kind: "strong", anchor: far ? "end" : "start" }));
  }
  return s("g", {}, parts);
}

export function draw(data, step) {
  const side = data.halves.levels[step < 2 ? 0 : 1];
  const told = step % 2 === 1;
  const { shipment } = side;
  const name = level(data, side.level);
  const cards = [card(10, 6, 350, 356, t("halves.customs"), facts(side, "customs"), "customs"), card(640, 6, 350, 356, t("halves.police"), facts(side, "police"), "police")];
  const answer = data.bet.answer[side.level];
  const votes = votesNow();
  const all = Object.values(votes).reduce((a, b) => a + b, 0);
  const values = { level: name, goods: goods(shipment), value: euro(shipment.value_eur), post: post(data, shipment.post), fate: fate(shipment.fate), day: (shipment.settled ?? 0) + 1 };
  const end = told ? [s("rect", { x: 380, y: 284, width: 240, height: 64, rx: 10, class: isSeized(shipment.fate) ? "seized" : "through" }), text(500, 326, fate(shipment.fate), { anchor: "middle", kind: "strong on" })] : [];
  const title = t(`halves.title_${step}`, values);
  return {
    title,
    picture: picture(title, cards, between(side), gauge(side, told), end),
    says: told ? [t(step === 1 ? "halves.says_1" : "halves.says_3", { answer: t(`bet.${answer}`) }), all ? t("halves.votes", { right: votes[answer], votes: all }) : ""].join(" ") : t(side.crossing.bridge ? "halves.says_bridge" : "halves.says_wall", values),
    height: HEIGHT,
  };
}
