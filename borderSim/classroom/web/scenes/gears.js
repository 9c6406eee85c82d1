/** The gears of the enforcement cycle: what they are, the names of the police as a side entry; each turns by its share, and the slowest is named; last a share that rises while its number falls. */

import { s } from "../svg.js";
import { hasText, number, t } from "../words.js";
import { arrow, euro, level, lines, picture, text, wrapped } from "./draw.js";

export const steps = 4;
const TEETH = 12;
const LABEL = 192; // width of the words below a gear
const R = 66;
const HUB = 46;
const SCENE_OF_SEIZURES = 5;
const SCENE_OF_THE_STORY = 3;
const NUMBERS = [770, 990]; // right ends of the columns of the last step
const TURN = 120; // degrees a second of a gear that loses nothing

function outline(r) {
  const points = [];
  for (let i = 0; i < TEETH * 4; i++) {
    const turn = ((i + 0.5) / (TEETH * 4)) * 2 * Math.PI;
    const far = i % 4 < 2 ? r : r * 0.84;
    points.push(`${(far * Math.cos(turn)).toFixed(1)} ${(far * Math.sin(turn)).toFixed(1)}`);
  }
  return `M${points.join("L")}Z`;
}

/** Where each gear stands: the first to the side, the others in a row from left to right and a second one back again. */
function places(many) {
  const row = (many - 1) / 2;
  const gap = 1000 / (Math.ceil(row) + 1);
  const others = Array.from({ length: many - 1 }, (_, i) => ({ x: gap * ((i < row ? i : 2 * Math.ceil(row) - 1 - i) + 1.5), y: i < row ? 72 : 314 }));
  return [{ x: gap / 2, y: 298 }, ...others];
}

/** Arrows from each gear to the next; a broken line from the side entry, since loads are checked without a name as well. */
function joints(at) {
  const side = [s("path", { class: "arrow faint shaft", "stroke-dasharray": "12 9", d: `M${at[0].x + 58} ${at[0].y - 72} L${at[1].x - 82} ${at[1].y + 66}` }), arrow(at[1].x - 84, at[1].y + 69, at[1].x - 68, at[1].y + 45, "faint"), lines(at[0].x - 96, at[0].y - 118, t("gears.side"), { width: 135, kind: "quiet" })];
  return at.slice(2).flatMap((to, i) => {
    const from = at[i + 1];
    const way = Math.sign(to.x - from.x);
    return [way ? arrow(from.x + way * 74, from.y, to.x - way * 72, to.y, "faint") : arrow(from.x, from.y + 148, to.x, to.y - 68, "faint")];
  }).concat(side);
}

/** A number a year: with a digit behind the point where it is small. */
function aYear(value) {
  return number(value, value > 0 && value < 10 ? 1 : 0);
}

/** A gear; in its hub its number, or the share that it lets through; below the slowest what goes in and comes out. */
function wheel(gear, at, { told, stuck, n }) {
  const share = gear.share.value;
  const turning = s("path", { d: outline(R), class: `gear ${stuck ? "stuck" : ""}` });
  const name = t(told ? `gears.of_${gear.name}` : `gears.${gear.name}`);
  const words = !told ? number(n) : share === null ? "–" : t("gears.share", { n: number(share * 100, 0) });
  const inside = text(at.x, at.y + 11, words, { anchor: "middle", kind: "strong", size: 28 });
  const base = stuck ? text(at.x, at.y + 98 + wrapped(name, LABEL).length * 30, t("gears.base", { out: aYear(gear.out.a_year), into: aYear(gear.into.a_year) }), { anchor: "middle", kind: "strong bad" }) : null;
  return { turning, share: share ?? 0, at, drawn: [turning, s("circle", { cx: at.x, cy: at.y, r: HUB, class: "hub" }), inside, lines(at.x, at.y + 98, name, { width: LABEL, anchor: "middle", kind: stuck ? "bad" : "" }), base].flat() };
}

/** The nine steps in their order, before anything is told of how much they let through. */
function cycle(data) {
  const [side] = data.gears.levels;
  const at = places(side.gears.length);
  const title = t("gears.title_0", { n: number(side.gears.length) });
  const drawn = side.gears.flatMap((gear, i) => wheel(gear, at[i], { told: false, stuck: false, n: i + 1 }));
  drawn.forEach(({ turning, at: { x, y } }) => turning.setAttribute("transform", `translate(${x} ${y})`));
  return { title, answer: t("gears.answer_0"), picture: picture(title, joints(at), drawn.flatMap((one) => one.drawn)), says: t("gears.says_0", { n: number(side.gears.length) }) };
}

/** All gears of a level at their rates. */
function turned(data, wanted) {
  const side = data.gears.levels.find((one) => one.level === wanted);
  const at = places(side.gears.length);
  const wheels = side.gears.map((gear, i) => wheel(gear, at[i], { told: true, stuck: gear.name === side.stuck, n: i + 1 }));
  const stuck = side.gears.find(({ name }) => name === side.stuck);
  const place = at[side.gears.indexOf(stuck)];
  const ring = s("circle", { class: "halo", cx: place.x, cy: place.y, r: R + 7 });
  const values = { level: level(data, side.level), gear: t(`gears.${side.stuck}`), into: number(stuck.into.a_year, 0), out: number(stuck.out.a_year, 0), unit: t(`gears.unit_${stuck.unit}`) };
  const still = stuck.share.value === 0;
  const mine = `gears.answer_${side.stuck}${still ? "_none" : ""}`; // some gears say it in words of their own
  const finds = t("gears.says_finds", { scene: SCENE_OF_SEIZURES });
  const few = side.stuck === "inform" && wanted === data.honesty.levels[1] ? names(data, stuck) : "";
  const says = still ? [row(side), t("gears.says_1"), law(data, side)] : [row(side), few || finds];
  const title = t("gears.title_1", values);
  const moving = (now) => wheels.forEach(({ turning, share, at: { x, y } }, i) => turning.setAttribute("transform", `translate(${x} ${y}) rotate(${((i % 2 ? -1 : 1) * share * now * TURN) % 360})`));
  moving(0);
  const legend = lines(at[0].x, 40, t("gears.legend"), { width: 190, anchor: "middle", kind: "quiet" });
  return { title, answer: t(hasText(mine) ? mine : still ? "gears.answer_stuck" : "gears.answer_slow", values), picture: picture(title, legend, joints(at), ring, wheels.flatMap(({ drawn }) => drawn)), says: says.join(" ").trim(), moving };
}

/** Of a hundred illicit loads, how many are checked and how many of all are found. */
function row(side) {
  const [check, find] = ["check", "find"].map((name) => side.gears.find((gear) => gear.name === name));
  const ofHundred = (gear) => number((100 * gear.out.a_year) / check.into.a_year, 0);
  return t("gears.says_row", { checked: ofHundred(check), found: ofHundred(find) });
}

/** Why not all finds are told: what the law demands. */
function law(data, side) {
  const told = side.gears.find(({ name }) => name === "tell");
  return t("gears.says_law", { share: number(100 * told.share.value, 0), value: euro(data.gears.law.from_eur) });
}

/** How many names come, and how few loads are stopped because one came (scene 5). */
function names(data, gear) {
  const { counts, because_two_facts_met: met } = data.honesty;
  return t("gears.says_names", { out: number(gear.out.a_year, 0), met: number(met.caught), all: number(counts.matched), first: SCENE_OF_THE_STORY, scene: SCENE_OF_SEIZURES });
}

/** Leaders arrested: fewer, although a larger share of the cases that end in arrests reaches one. */
function reached(data) {
  const { low, high } = data.about;
  const gear = (wanted) => [low, high].map((name) => data.gears.levels.find((one) => one.level === name).gears.find(({ name: own }) => own === wanted));
  const [ends, sides] = [gear("close"), gear("reach")];
  const leaders = data.honesty.what_else.find(({ outcome }) => outcome === "leaders_arrested").values;
  const of = (value) => number(value, 2);
  const rows = [
    ["ended", ends.map(({ into }) => ({ n: into.a_year }))],
    ["cases", ends.map(({ out, share }) => ({ n: out.a_year, share }))],
    ["with", sides.map(({ out, share }) => ({ n: out.a_year, share }))],
    ["leaders", [low, high].map((name) => ({ n: leaders.find((one) => one.level === name).value }))],
  ];
  const heads = [low, high].map((name, i) => text(NUMBERS[i], 40, level(data, name), { anchor: "end", kind: "strong" }));
  const drawn = rows.map(([name, told], i) => {
    const y = 112 + i * 112;
    const words = t(`gears.reach_${name}`);
    return [s("path", { class: "rule", d: `M0 ${y - 50} H1000` }), lines(4, y + 10 - (wrapped(words, 480, { size: 28 }).length - 1) * 16, words, { width: 480, size: 28 }), told.map(({ n, share }, place) => [text(NUMBERS[place], y + 14, of(n), { size: 42, anchor: "end", kind: "strong" }), share ? text(NUMBERS[place] - 112, y + 12, t("gears.share", { n: number(100 * share.value, 0) }), { anchor: "end", kind: "quiet" }) : null])];
  });
  const [[a, b], [from, to]] = [sides, ends.map(({ into }) => into.a_year)];
  const [la, lb] = [low, high].map((name) => leaders.find((one) => one.level === name).value);
  const puzzle = b.share.value > a.share.value && lb < la;
  const title = t(puzzle ? "gears.title_reach" : "gears.title_reach_plain", { level: level(data, high) });
  return { title, answer: t(to < from ? "gears.answer_reach" : "gears.answer_reach_plain", { from: of(from), to: of(to) }), picture: picture(title, heads, drawn.flat(4)), says: to < from ? t("gears.says_reach") : "", lesson: t("lesson.gears", { gear: t(`gears.${data.gears.levels.find((one) => one.level === high).stuck}`) }) };
}

/** For the presenter: what goes on of what came in at every gear of both levels, and how finds reach the police. */
export function more(data) {
  return [data.about.low, data.about.high].map((wanted) => {
    const side = data.gears.levels.find((one) => one.level === wanted);
    const list = side.gears.map((gear) => t("gears.item", { name: t(`gears.${gear.name}`), out: aYear(gear.out.a_year), into: aYear(gear.into.a_year) }));
    return t("gears.line", { level: level(data, wanted), list: list.join(" · "), law: number(side.finds_crossed.by_law, 0), value: euro(data.gears.law.from_eur), shared: number(side.finds_crossed.shared, 0) });
  });
}

export function draw(data, step) {
  return [cycle, () => turned(data, data.about.low), () => turned(data, data.about.high), reached][step](data);
}
