/** A network: tiers, known and unknown, arrested; then, in order.js, what came of seizing at once and of letting run. */

import { s } from "../svg.js";
import { counted, number, t } from "../words.js";
import { level, picture, text, widthOf } from "./draw.js";
import { bothWays, differences } from "./order.js";

export { more } from "./order.js";
export const steps = 4;
const TIERS = [4, 3, 2, 1];
const LEADER = 3; // tier from which a member leads
const R = 25;

/** Where each member stands: a row a tier, the organiser on top. */
function places(members, left, width, top, gap) {
  const at = {};
  for (const tier of TIERS) {
    const mine = members.filter((member) => member.tier === tier);
    const apart = Math.min(width / Math.max(1, mine.length), 104);
    mine.forEach((one, i) => (at[one.member] = { x: left + width / 2 + (i - (mine.length - 1) / 2) * apart, y: top + (4 - tier) * gap }));
  }
  return at;
}

/** A member: filled if the police know him, a dashed ring with a question mark if not, crossed if somebody in this place was arrested. */
function member(one, { x, y }, when, arrested) {
  const known = one[`known_${when}`];
  const r = one.tier >= LEADER ? R + 4 : R;
  const parts = [s("circle", { cx: x, cy: y, r, class: `member ${known ? "known" : "unknown"}` })];
  if (!known && !arrested) parts.push(text(x, y + 10, "?", { anchor: "middle", kind: "strong", size: 28 }));
  if (arrested) parts.push(s("path", { class: "cross", d: `M${x - r} ${y - r} L${x + r} ${y + r} M${x + r} ${y - r} L${x - r} ${y + r}` }));
  return parts;
}

function organisation(side, when, { left, width, top, gap }) {
  const at = places(side.members, left, width, top, gap);
  const ties = side.links.filter(([, , start, end]) => (when === "start" ? start : end)).map(([a, b]) => s("path", { class: "tie", d: `M${at[a].x} ${at[a].y} L${at[b].x} ${at[b].y}` }));
  const arrested = new Set(when === "end" ? side.events.filter(({ kind }) => kind === "arrest").map((e) => e.member) : []);
  return s("g", {}, ties, side.members.flatMap((one) => member(one, at[one.member], when, arrested.has(one.member))));
}

/** What the marks mean, side by side. */
function key(when) {
  let x = 22;
  const items = ["known", "unknown", ...(when === "end" ? ["arrested"] : [])].map((kind) => {
    const sign = kind === "arrested" ? s("path", { class: "cross", d: `M${x - 17} 457 L${x + 17} 491 M${x + 17} 457 L${x - 17} 491` }) : s("circle", { cx: x, cy: 474, r: 17, class: `member ${kind}` });
    const words = t(`network.${kind}`);
    const item = [sign, text(x + 30, 483, words)];
    x += 30 + widthOf(words) + 64;
    return item;
  });
  return items.flat();
}

function numbers(side, when) {
  const known = side.members.filter((one) => one[`known_${when}`]);
  const arrests = side.events.filter(({ kind }) => kind === "arrest");
  return { known: known.length, unknown: side.members.length - known.length, all: side.members.length, arrests: arrests.length, leaders: arrests.filter(({ tier }) => tier >= LEADER).length };
}

function before(data) {
  const [side] = data.network.levels;
  const found = numbers(side, "start");
  const head = side.members.find(({ tier }) => tier === 4);
  const rows = TIERS.map((tier) => text(6, 58 + (4 - tier) * 112, t(`network.tier_${tier}`), { size: 30 }));
  const values = { known: number(found.known), all: number(found.all) };
  const title = t(head && !head.known_start ? "network.title_head" : "network.title_0", values);
  return { title, picture: picture(title, rows, organisation(side, "start", { left: 240, width: 740, top: 48, gap: 112 }), key("start")), says: t("network.says_0", values) };
}

function after(data) {
  const sides = data.network.levels;
  const found = sides.map((side) => numbers(side, "end"));
  const drawn = sides.map((side, i) => {
    const left = i * 515;
    const heading = t("network.heading", { level: level(data, side.level), arrests: counted("network.arrests", found[i].arrests) });
    return [s("rect", { class: "panel", x: left, y: 0, width: 485, height: 436, rx: 14 }), text(left + 242, 44, heading, { anchor: "middle", kind: "strong" }), organisation(side, "end", { left: left + 8, width: 470, top: 98, gap: 98 })];
  });
  const [a, b] = found;
  const values = { low: level(data, sides[0].level), high: level(data, sides[1].level), a: number(a.arrests), b: number(b.arrests), la: number(a.leaders), lb: number(b.leaders), ua: number(a.unknown), ub: number(b.unknown), days: number(data.about.days) };
  const taken = sides.flatMap((side) => side.events.filter(({ kind }) => kind === "arrest").map((e) => side.members.find((one) => one.member === e.member)));
  const filled = taken.length > 0 && taken.every((one) => one.status_end === "active");
  const title = t(filled ? "network.title_filled" : "network.title_1", values);
  return { title, picture: picture(title, drawn.flat(), key("end")), says: t("network.says_1", values) };
}

export function draw(data, step) {
  return [before, after, bothWays, differences][step](data);
}

