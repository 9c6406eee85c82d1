/** The gears of the enforcement cycle: each turns by what comes out of what goes in; the stuck one is named. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { arrow, level, lines, picture, text } from "./draw.js";

export const steps = 2;
const TEETH = 12;
const R = 62;
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
  return Array.from({ length: many }, (_, i) => ({ x: gap * ((i < first ? i : 2 * first - 1 - i) + 0.5), y: i < first ? 66 : 322 }));
}

/** Arrows from each gear to the next, and from the last back to the first. */
function joints(at) {
  const out = at.slice(1).map((to, i) => {
    const from = at[i];
    const way = Math.sign(to.x - from.x);
    return way ? arrow(from.x + way * 68, from.y, to.x - way * 68, to.y, "faint") : arrow(from.x, from.y + 142, to.x, to.y - 66, "faint");
  });
  const [last, home] = [at.at(-1), at[0]];
  out.push(s("path", { class: "arrow faint shaft", d: `M${last.x - 68} ${last.y} H${home.x} V${home.y + 196}` }), arrow(home.x, home.y + 196, home.x, home.y + 146, "faint"));
  return out;
}

function wheel(gear, at, stuck) {
  const share = gear.share.value;
  const turning = s("path", { d: outline(R), class: `gear ${stuck ? "stuck" : ""}` });
  const words = share === null ? "–" : t("gears.share", { n: number(share * 100, 0) });
  return { turning, share: share ?? 0, at, drawn: [turning, s("circle", { cx: at.x, cy: at.y, r: 40, class: "hub" }), text(at.x, at.y + 10, words, { anchor: "middle", kind: "strong" }), lines(at.x, at.y + 94, t(`gears.${gear.name}`), { width: 198, anchor: "middle", kind: stuck ? "bad" : "" })] };
}

export function draw(data, step) {
  const wanted = step === 0 ? data.about.low : data.about.high;
  const side = data.gears.levels.find((one) => one.level === wanted);
  const at = places(side.gears.length);
  const wheels = side.gears.map((gear, i) => wheel(gear, at[i], gear.name === side.stuck));
  const stuck = side.gears.find(({ name }) => name === side.stuck);
  const place = at[side.gears.indexOf(stuck)];
  const ring = s("circle", { class: "halo", cx: place.x, cy: place.y, r: R + 7 });
  const values = { level: level(data, side.level), gear: t(`gears.${side.stuck}`), into: number(stuck.into.a_year, 0), out: number(stuck.out.a_year, 0), unit: t(`gears.unit_${stuck.unit}`) };
  const still = stuck.share.value === 0;
  const title = t(still ? "gears.title_stuck" : "gears.title_slow", values);
  const moving = (now) => wheels.forEach(({ turning, share, at: { x, y } }, i) => turning.setAttribute("transform", `translate(${x} ${y}) rotate(${((i % 2 ? -1 : 1) * share * now * TURN) % 360})`));
  moving(0);
  return { title, picture: picture(title, joints(at), ring, wheels.flatMap(({ drawn }) => drawn)), says: t(still ? "gears.says_stuck" : "gears.says_slow", values), moving };
}
