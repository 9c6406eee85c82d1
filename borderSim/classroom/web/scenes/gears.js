/** The gears of the enforcement cycle: how much of what goes in comes out; the stuck one is named. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { level, lines, picture, text, wrapped } from "./draw.js";

export const steps = 2;
export const moves = true;
const TEETH = 12;

/** The name of a gear: below it, or above with its last row nearest. */
function name(x, y, words, width, above) {
  const rows = wrapped(words, Math.floor(width / (26 * 0.58))).length;
  return lines(x, above ? y - (rows - 1) * 26 * 1.18 : y, words, { width, anchor: "middle" });
}

function outline(r) {
  const points = [];
  for (let i = 0; i < TEETH * 4; i++) {
    const turn = (i / (TEETH * 4)) * 2 * Math.PI;
    const far = i % 4 < 2 ? r : r * 0.84;
    points.push(`${(far * Math.cos(turn)).toFixed(1)} ${(far * Math.sin(turn)).toFixed(1)}`);
  }
  return `M${points.join("L")}Z`;
}

export function draw(data, step) {
  const side = step === 0 ? data.gears.levels[0] : data.gears.levels.find((one) => one.level === data.about.high);
  const gap = 830 / (side.gears.length - 1);
  const wheels = [];
  const parts = side.gears.map((gear, i) => {
    const [x, y] = [85 + gap * i, i % 2 ? 300 : 150];
    const stuck = gear.name === side.stuck;
    const wheel = s("path", { d: outline(50), class: `gear ${stuck ? "stuck" : ""}` });
    wheels.push({ wheel, x, y, share: gear.share.value ?? 0, way: i % 2 ? -1 : 1 });
    const share = gear.share.value === null ? "–" : t("gears.share", { n: number(gear.share.value * 100, 0) });
    return [wheel, text(x, y + 9, share, { anchor: "middle", kind: "strong on", size: 26 }), name(x, i % 2 ? 386 : 82, `${i + 1} ${t(`gears.${gear.name}`)}`, gap * 2 - 20, i % 2 === 0)];
  });
  const stuck = side.gears.find(({ name }) => name === side.stuck);
  const values = { level: level(data, side.level), gear: t(`gears.${side.stuck}`), into: number(stuck.into.a_year, 0), out: number(stuck.out.a_year, 1) };
  const title = t("gears.title", values);
  const turn = (now) => wheels.forEach(({ wheel, x, y, share, way }) => wheel.setAttribute("transform", `translate(${x} ${y}) rotate(${(way * share * now * 30) % 360})`));
  turn(0);
  return { title, picture: picture(title, parts.flat()), says: t("gears.says", values), moving: turn };
}
