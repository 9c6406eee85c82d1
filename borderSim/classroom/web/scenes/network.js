/** A network: tiers, known and unknown, arrested under either level; then, in order.js, what came of seizing at once and of letting run. */

import { s } from "../svg.js";
import { counted, number, t } from "../words.js";
import { arrow, crossed, level, lines, picture, text, widthOf } from "./draw.js";
import { bothWays, differences, more as orders } from "./order.js";

export const steps = 5;
const TIERS = [4, 3, 2, 1];
const LEADER = 3; // tier from which a member leads
const R = 26;
const APART = 120; // of two places in a row: room for whoever was arrested between them
const SCENE_OF_HOW_OFTEN = 5;
const SCENES_OF_THE_BET = { first: 3, second: 4 }; // where another network is told of
const WHOLE = { left: 300, width: 720, top: 40, gap: 106 }; // where the network stands
const KEY = { left: 22, foot: 482, row: 42 };
const HERE = "active"; // status of a member whose place is taken

/** Where each member stands: a row a tier, the organiser on top. */
function places(members, left, width, top, gap) {
  const at = {};
  for (const tier of TIERS) {
    const mine = members.filter((member) => member.tier === tier);
    const apart = Math.min(width / Math.max(1, mine.length), APART);
    mine.forEach((one, i) => (at[one.member] = { x: left + width / 2 + (i - (mine.length - 1) / 2) * apart, y: top + (4 - tier) * gap }));
  }
  return at;
}

/** How a place is drawn: who holds it is known to the police or not, or nobody holds it. */
function kindOf(one, when) {
  if (one[`status_${when}`] !== HERE) return "empty";
  return one[`known_${when}`] ? "known" : "unknown";
}

/** Whoever was arrested: crossed out, beside the place, an arrow to the one who has taken it. */
function before(x, y, r) {
  return [crossed(x - r - 40, y), arrow(x - r - 26, y, x - r - 2, y, "small")].flat();
}

/** One place: its circle is who holds it now; who was arrested there stands beside it. */
function member(one, { x, y }, when, arrested) {
  const kind = kindOf(one, when);
  const r = one.tier >= LEADER ? R + 4 : R;
  const parts = [s("circle", { cx: x, cy: y, r: kind === "empty" ? 9 : r, class: `member ${kind}` })];
  if (kind === "unknown") parts.push(text(x, y + 10, "?", { anchor: "middle", kind: "strong", size: 28 }));
  if (arrested) parts.push(...before(x, y, r));
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

/** What the marks mean: the circles side by side, below them what stands beside a circle. */
function key(side, when) {
  const drawn = new Set(side.members.map((one) => kindOf(one, when)));
  const end = when === "end";
  const foot = KEY.foot - (end ? KEY.row : 0);
  let x = KEY.left;
  const circles = ["known", "unknown", "empty"]
    .filter((kind) => drawn.has(kind))
    .flatMap((kind) => {
      const words = t(`network.${meaning(kind, side, when)}`);
      const item = [s("circle", { cx: x, cy: foot - 9, r: kind === "empty" ? 9 : 16, class: `member ${kind}` }), text(x + 26, foot, words)];
      x += 26 + widthOf(words) + 26;
      return item;
    });
  const sign = [...before(KEY.left + 66, KEY.foot - 9, 16), s("circle", { cx: KEY.left + 66, cy: KEY.foot - 9, r: 16, class: "member place" })];
  return end ? [...circles, ...sign, text(KEY.left + 96, KEY.foot, t("network.arrested"))] : circles;
}

/** What a circle means on that day. */
function meaning(kind, side, when) {
  if (kind === "empty" && fled(side, when)) return "fled";
  if (kind === "unknown" && when === "end") return lostSightOf(side) ? "unknown_lost" : "unknown_end";
  return kind;
}

/** Whether whoever left a place empty has fled. */
function fled({ members }, when) {
  return members.every((one) => kindOf(one, when) !== "empty" || one[`status_${when}`] === "fled");
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

function first(data) {
  const [side] = data.network.levels;
  const found = numbers(side);
  const head = side.members.find(({ tier }) => tier === 4);
  const values = { known: number(found.known), all: number(found.all), ...SCENES_OF_THE_BET };
  const title = t("network.title_0", values);
  const answer = t(head && !head.known_start ? "network.answer_head" : "network.answer_0", values);
  return { title, answer, part: t("network.part"), picture: picture(title, roles(WHOLE.top, WHOLE.gap, 260, 30), organisation(side, "start", WHOLE), key(side, "start")), says: t(data.network.of_the_bet ? "network.says_0" : "network.says_other", values) };
}

/** Leaders arrested a year in all networks, as scene 5 has them: of a level, and its difference to the first. */
function everywhere(data) {
  const row = data.honesty.what_else.find(({ outcome }) => outcome === "leaders_arrested");
  const value = (name) => row.values.find((one) => one.level === name).value;
  const verdict = (name) => row.differences.find((one) => one.level === name)?.verdict;
  return { value, verdict };
}

/** A warning where this network goes the other way than all networks together; else nothing. */
function untypical(data) {
  const [low, high] = data.network.levels;
  const { value, verdict } = everywhere(data);
  const more = numbers(high).leaders - numbers(low).leaders;
  const against = (more > 0 && verdict(high.level) === "worse") || (more < 0 && verdict(high.level) === "better");
  if (!against) return "";
  const values = { low: level(data, low.level), high: level(data, high.level), ea: number(value(low.level), 2), eb: number(value(high.level), 2), scene: SCENE_OF_HOW_OFTEN };
  return t(more > 0 ? "network.untypical_fewer" : "network.untypical_more", values);
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
  const values = { level: level(data, side.level), arrests: counted("network.arrests", found.arrests), leaders: number(found.leaders), strangers: number(found.strangers), taken: number(found.taken.length), days: number(data.about.days) };
  const title = t("network.title_after", values);
  const gone = ended(data, side.level);
  const others = gone > 0 ? t("network.says_after", { ended: number(gone, 1), years: number(data.about.years_measured), scene: SCENE_OF_HOW_OFTEN }) : "";
  const answer = counted(replaced(side) ? "network.answer_filled" : "network.answer_after", found.taken.length, values);
  const last = side === data.network.levels.at(-1);
  return { title, part: t("network.part"), answer, picture: picture(title, roles(WHOLE.top, WHOLE.gap, 260, 30), organisation(side, "end", WHOLE), key(side, "end")), says: (last && untypical(data)) || others };
}

/** For the presenter: leaders arrested here and everywhere, then all differences of orders. */
export function more(data) {
  const { value } = everywhere(data);
  const [ea, eb] = data.network.levels.map((side) => number(value(side.level), 2));
  const [a, b] = data.network.levels.map((side) => ({ name: level(data, side.level), ...numbers(side) }));
  return [t("network.leaders", { low: a.name, high: b.name, la: number(a.leaders), lb: number(b.leaders), ea, eb }), ...orders(data)];
}

/** What to remember: of part A on its last step, of part B on the last step of all. */
function lesson(data, step) {
  if (step === 2) return data.network.levels.every(replaced) ? t("lesson.network") : "";
  return step === steps - 1 ? t("lesson.network_order") : "";
}

export function draw(data, step) {
  const [low, high] = data.network.levels;
  return { ...[first, () => after(data, low), () => after(data, high), bothWays, differences][step](data), lesson: lesson(data, step) };
}
