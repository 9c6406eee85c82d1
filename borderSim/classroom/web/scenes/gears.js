/** The gears of the enforcement cycle: each turns by what comes out of what goes in; the stuck one is named. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { arrow, euro, level, lines, picture, text, wrapped } from "./draw.js";

export const steps = 2;
const TEETH = 12;
const R = 60;
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

/** Where each gear stands: the first row from left to right, the second back again. */
function places(many) {
  const first = Math.ceil(many / 2);
  const gap = 1000 / first;
  return Array.from({ length: many }, (_, i) => ({ x: gap * ((i < first ? i : 2 * first - 1 - i) + 0.5), y: i < first ? 64 : 336 }));
}

/** Arrows from each gear to the next; a broken one where nothing comes out. */
function joints(at, gears) {
  return at.slice(1).map((to, i) => {
    const from = at[i];
    const way = Math.sign(to.x - from.x);
    if (gears[i].share.value === 0 && way) return s("path", { class: "arrow faint shaft", d: `M${from.x + way * 72} ${from.y} h${way * 18} M${from.x + way * 100} ${from.y - 20} v40` });
    return way ? arrow(from.x + way * 70, from.y, to.x - way * 68, to.y, "faint") : arrow(from.x, from.y + 168, to.x, to.y - 64, "faint");
  });
}

/** A number a year: with a digit behind the point where it is small. */
function aYear(value) {
  return number(value, value > 0 && value < 10 ? 1 : 0);
}

function wheel(gear, at, stuck) {
  const share = gear.share.value;
  const turning = s("path", { d: outline(R), class: `gear ${stuck ? "stuck" : ""}` });
  const words = share === null ? "–" : t("gears.share", { n: number(share * 100, 0) });
  const name = t(`gears.${gear.name}`);
  const base = text(at.x, at.y + 92 + wrapped(name, 198).length * 30, t("gears.base", { out: aYear(gear.out.a_year), into: aYear(gear.into.a_year) }), { anchor: "middle", kind: "quiet" });
  return { turning, share: share ?? 0, at, drawn: [turning, s("circle", { cx: at.x, cy: at.y, r: 40, class: "hub" }), text(at.x, at.y + 10, words, { anchor: "middle", kind: "strong" }), lines(at.x, at.y + 92, name, { width: 198, anchor: "middle", kind: stuck ? "bad" : "" }), base] };
}

export function draw(data, step) {
  const wanted = step === 0 ? data.about.low : data.about.high;
  const side = data.gears.levels.find((one) => one.level === wanted);
  const at = places(side.gears.length);
  const wheels = side.gears.map((gear, i) => wheel(gear, at[i], gear.name === side.stuck));
  const stuck = side.gears.find(({ name }) => name === side.stuck);
  const place = at[side.gears.indexOf(stuck)];
  const ring = s("circle", { class: "halo", cx: place.x, cy: place.y, r: R + 7 });
  const values = { level: level(data, side.level), gear: t(`gears.${side.stuck}`), into: number(stuck.into.a_year, 0), out: number(stuck.out.a_year, 0), unit: t(`gears.unit_${stuck.unit}`), value: euro(data.gears.law.from_eur), law: number(side.finds_crossed.by_law, 0), shared: number(side.finds_crossed.shared, 0) };
  const still = stuck.share.value === 0;
  const title = t(still ? "gears.title_stuck" : "gears.title_slow", values);
  const moving = (now) => wheels.forEach(({ turning, share, at: { x, y } }, i) => turning.setAttribute("transform", `translate(${x} ${y}) rotate(${((i % 2 ? -1 : 1) * share * now * TURN) % 360})`));
  moving(0);
  const below = lines(at[0].x, 330, t("gears.below"), { width: 196, size: 25, anchor: "middle", kind: "quiet" });
  return { title, picture: picture(title, below, joints(at, side.gears), ring, wheels.flatMap(({ drawn }) => drawn)), says: t(still ? "gears.says_stuck" : "gears.says_slow", values), moving };
}
