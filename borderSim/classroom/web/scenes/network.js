/** A network: tiers, known and unknown, arrested under either level; then, in order.js, what came of seizing at once and of letting run. */

import { s } from "../svg.js";
import { counted, number, t } from "../words.js";
import { crossed, level, lines, picture, text, widthOf } from "./draw.js";
import { bothWays, differences, more as orders } from "./order.js";

export const steps = 5;
const TIERS = [4, 3, 2, 1];
const LEADER = 3; // tier from which a member leads
const R = 26;
const SCENE_OF_HOW_OFTEN = 5;
const SCENES_OF_THE_BET = { first: 3, second: 4 }; // where another network is told of
const WHOLE = { left: 270, width: 720, top: 48, gap: 112 }; // where the network stands
const HERE = "active"; // status of a member whose place is taken

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

/** How a place is drawn: who holds it is known to the police or not, or nobody holds it. */
function kindOf(one, when) {
  if (one[`status_${when}`] !== HERE) return "empty";
  return one[`known_${when}`] ? "known" : "unknown";
}

/** One place, whose circle says who holds it now, and whose cross that somebody was arrested there. */
function member(one, { x, y }, when, arrested) {
  const kind = kindOf(one, when);
  const r = one.tier >= LEADER ? R + 4 : R;
  const parts = [s("circle", { cx: x, cy: y, r: kind === "empty" ? 9 : r, class: `member ${kind}` })];
  if (kind === "unknown") parts.push(text(x, y + 10, "?", { anchor: "middle", kind: "strong", size: 28 }));
  if (arrested) parts.push(...crossed(x + r * 0.95, y - r * 0.95));
  return parts;
}

function arrestsOf(side) {
  return side.events.filter(({ kind }) => kind === "arrest");
}

function organisation(side, when, { left, width, top, gap }) {
  const at = places(side.members, left, width, top, gap);
  const ties = side.links.filter(([, , start, end]) => (when === "start" ? start : end)).map(([a, b]) => s("path", { class: "tie", d: `M${at[a].x} ${at[a].y} L${at[b].x} ${at[b].y}` }));
  const arrested = new Set(when === "end" ? arrestsOf(side).map((e) => e.member) : []);
  return s("g", {}, ties, side.members.flatMap((one) => member(one, at[one.member], when, arrested.has(one.member))));
}

/** The names of the tiers, beside their rows. */
function roles(top, gap, width, size) {
  return TIERS.map((tier) => lines(6, top + 9 + (4 - tier) * gap, t(`network.tier_${tier}`), { width, size }));
}

/** What the marks mean, side by side. */
function key(sides, when) {
  let x = 22;
  const drawn = new Set(sides.flatMap((side) => side.members.map((one) => kindOf(one, when))));
  const kinds = [...["known", "unknown", "empty"].filter((kind) => drawn.has(kind)), ...(when === "end" ? ["arrested"] : [])];
  return kinds.flatMap((kind) => {
    const sign = kind === "arrested" ? crossed(x, 476) : s("circle", { cx: x, cy: 476, r: kind === "empty" ? 9 : 16, class: `member ${kind}` });
    const words = t(kind === "unknown" && when === "end" ? "network.unknown_end" : kind === "empty" && fled(sides, when) ? "network.fled" : `network.${kind}`);
    const item = [sign, text(x + 26, 485, words)].flat();
    x += 26 + widthOf(words) + 26;
    return item;
  });
}

/** Whether whoever left a place empty has fled. */
function fled(sides, when) {
  return sides.flatMap(({ members }) => members).every((one) => kindOf(one, when) !== "empty" || one[`status_${when}`] === "fled");
}

/** Whether the police have lost sight of somebody who still holds his place. */
function lostSightOf(side) {
  const arrested = new Set(arrestsOf(side).map((e) => e.member));
  return side.members.some((one) => one.known_start && kindOf(one, "end") === "unknown" && !arrested.has(one.member));
}

function numbers(side) {
  const arrests = arrestsOf(side);
  const places = new Set(arrests.map((e) => e.member));
  const taken = side.members.filter((one) => places.has(one.member));
  return { all: side.members.length, known: side.members.filter((one) => one.known_start).length, arrests: arrests.length, leaders: arrests.filter(({ tier }) => tier >= LEADER).length, taken, strangers: taken.filter((one) => kindOf(one, "end") === "unknown").length };
}

function before(data) {
  const [side] = data.network.levels;
  const found = numbers(side);
  const head = side.members.find(({ tier }) => tier === 4);
  const values = { known: number(found.known), all: number(found.all), ...SCENES_OF_THE_BET };
  const title = t("network.title_0", values);
  const answer = t(head && !head.known_start ? "network.answer_head" : "network.answer_0", values);
  return { title, answer, part: t("network.part"), picture: picture(title, roles(48, 112, 260, 30), organisation(side, "start", WHOLE), key([side], "start")), says: t(data.network.of_the_bet ? "network.says_0" : "network.says_other", values) };
}

/** Leaders arrested a year in all networks, as scene 5 has them. */
function everywhere(data) {
  const row = data.honesty.what_else.find(({ outcome }) => outcome === "leaders_arrested");
  return data.network.levels.map((side) => number(row.values.find((one) => one.level === side.level).value, 2));
}

/** How many networks of the country are dismantled under a level, as scene 5 has them. */
function ended(data, name) {
  const row = data.honesty.what_else.find(({ outcome }) => outcome === "orgs_dismantled");
  return row.values.find((one) => one.level === name).value;
}

/** Whether everybody who was arrested has been replaced. */
function replaced(side) {
  const { taken } = numbers(side);
  return taken.length > 0 && taken.every((one) => one.status_end === HERE);
}

/** The network on the last day under one level. */
function after(data, side) {
  const found = numbers(side);
  const values = { level: level(data, side.level), arrests: counted("network.arrests", found.arrests), strangers: number(found.strangers), taken: number(found.taken.length), days: number(data.about.days) };
  const title = t("network.title_after", values);
  const gone = ended(data, side.level);
  const others = gone > 0 ? t("network.says_after", { ended: number(gone, 1), scene: SCENE_OF_HOW_OFTEN }) : "";
  const answer = counted(replaced(side) ? "network.answer_filled" : "network.answer_after", found.taken.length, values);
  return { title, part: t("network.part"), answer, picture: picture(title, roles(48, 112, 260, 30), organisation(side, "end", WHOLE), key([side], "end")), says: lostSightOf(side) ? t("network.says_lost") : others };
}

/** For the presenter: leaders arrested here and everywhere, then all differences of orders. */
export function more(data) {
  const [ea, eb] = everywhere(data);
  const [a, b] = data.network.levels.map((side) => ({ name: level(data, side.level), ...numbers(side) }));
  return [t("network.leaders", { low: a.name, high: b.name, la: number(a.leaders), lb: number(b.leaders), ea, eb }), ...orders(data)];
}

export function draw(data, step) {
  const [first, second] = data.network.levels;
  const lesson = step === steps - 1 ? t([first, second].every(replaced) ? "lesson.network" : "lesson.network_order") : "";
  return { ...[before, () => after(data, first), () => after(data, second), bothWays, differences][step](data), lesson };
}
