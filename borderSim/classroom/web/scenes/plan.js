/** The country as a wide plan, its posts named beside their marks, and the canvas on which its traffic moves. */

import { box } from "../boxes.js";
import { emptied } from "../canvas.js";
import { prefersStill } from "../stillness.js";
import { h, s } from "../svg.js";
import { number, t } from "../words.js";
import { HEIGHT, SIZE, WIDTH, nameOf, picture, tall, text, widthOf, wrapped } from "./draw.js";

const MARK = 17;
const AWAY = 90; // how far outside a post its traffic is first seen
const MARKET = 44; // from the middle of the market to the foot of its name
const FLIGHT = 4; // seconds that a grain is seen; a second is a day
const SHAPES = {
  seaport: `M${-MARK} ${-MARK} H${MARK} V${MARK} H${-MARK} Z`,
  airport: `M0 ${-MARK - 3} L${MARK + 3} ${MARK} H${-MARK - 3} Z`,
  postal: `M0 ${-MARK - 4} L${MARK + 4} 0 L0 ${MARK + 4} L${-MARK - 4} 0 Z`,
  land: `M${-MARK} 0 a${MARK} ${MARK} 0 1 0 ${2 * MARK} 0 a${MARK} ${MARK} 0 1 0 ${-2 * MARK} 0`,
};

/** Where everything lies, for a plan between two edges. */
export function places(posts, left, right) {
  const x = spread(posts.map((post) => post.x), left, right);
  const y = spread(posts.map((post) => post.y), 84, 392);
  const at = posts.map((post) => ({ x: x(post.x), y: y(post.y) }));
  const middle = { x: mean(at.map((p) => p.x)), y: mean(at.map((p) => p.y)) };
  const ways = at.map((p) => {
    const far = Math.hypot(p.x - middle.x, p.y - middle.y) || 1;
    return { from: { x: p.x + ((p.x - middle.x) / far) * AWAY, y: p.y + ((p.y - middle.y) / far) * AWAY }, at: p, to: middle };
  });
  return { at, middle, ways };
}

function mean(values) {
  return values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
}

function spread(values, low, high) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return (value) => (most > least ? low + ((value - least) / (most - least)) * (high - low) : (low + high) / 2);
}

/** The land between the posts, with a soft outline. */
function land({ at, middle }) {
  const turn = (p) => Math.atan2(p.y - middle.y, p.x - middle.x);
  const round = [...at].sort((a, b) => turn(a) - turn(b)).map((p) => ({ x: middle.x + (p.x - middle.x) * 1.3, y: middle.y + (p.y - middle.y) * 1.3 }));
  const half = round.map((p, i) => ({ x: (p.x + round[(i + 1) % round.length].x) / 2, y: (p.y + round[(i + 1) % round.length].y) / 2 }));
  const path = round.map((p, i) => `Q${p.x} ${p.y} ${half[i].x} ${half[i].y}`).join("");
  return s("path", { class: "land", d: `M${half.at(-1).x} ${half.at(-1).y}${path}Z` });
}

/** Lines of text of a post: its name, and what comes through in a year. */
function labelOf(post, width) {
  const name = wrapped(nameOf(post), width, { strong: true }).map((words) => ({ words, kind: "strong" }));
  const flows = post.flows.flatMap((flow) => wrapped(t("country.flow", { n: number(flow.units_per_year), unit: t(`units.${flow.mode}`) }), width)).map((words) => ({ words, kind: "quiet" }));
  return [...name, ...flows];
}

/** Each label at the first place beside its mark where it lies over nothing. */
function labels(posts, plan, most) {
  const taken = [...plan.at, plan.middle].map((p) => box(p.x, p.y, MARK * 2 + 8, MARK * 2 + 8));
  taken.push(box(plan.middle.x, plan.middle.y + MARKET - 8, widthOf(t("country.market")), SIZE));
  const roads = plan.ways.flatMap(({ from, at, to }) => [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((part) => [between(from, at, part), between(at, to, part)])).map((p) => box(p.x, p.y, 24, 24));
  return posts.map((post, i) => {
    const rows = labelOf(post, 252);
    const size = { width: Math.max(...rows.map(({ words, kind }) => widthOf(words, { strong: kind === "strong" }))), height: tall(rows) };
    const over = (mine, all) => all.reduce((sum, other) => sum + shared(mine, other), 0);
    let best = null;
    for (const [x, y, gap] of around(plan.at[i], size)) {
      const mine = box(x, y, size.width + 8, size.height + 4);
      const out = (size.width + 8) * (size.height + 4) - shared(mine, { left: 0, right: most, top: 0, bottom: HEIGHT });
      const cost = over(mine, taken) * 20 + out * 20 + over(mine, roads) * 0.3 + gap * 40;
      if (best === null || cost < best.cost) best = { x, y, cost, mine };
    }
    taken.push(best.mine);
    const top = best.y - size.height / 2 + SIZE * 0.9;
    return s("g", {}, rows.map(({ words, kind }, row) => text(best.x, top + row * SIZE * 1.16, words, { anchor: "middle", kind: `label ${kind}` })));
  });
}

function around(at, { width, height }) {
  const found = [];
  for (const gap of [6, 14, 26, 40]) {
    const [dx, dy] = [MARK + gap + width / 2, MARK + gap + height / 2];
    for (const part of [0, -0.4, 0.4, -0.8, 0.8]) {
      const far = gap + Math.abs(part) * 30; // beside the mark rather than askew
      found.push([at.x + part * dx, at.y + dy, far], [at.x + part * dx, at.y - dy, far]);
      found.push([at.x + dx, at.y + part * dy, far], [at.x - dx, at.y + part * dy, far]);
    }
  }
  return found;
}

function shared(a, b) {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/**
 * A plan with the canvas over it.
 * @param {Object} data of the demonstration
 * @param {{name: string, left: number, right: number, chosen: string, more: Array}} how `chosen`: the only post that is named, all else dims
 */
export function stage(data, { name, left = 124, right = 504, most = 740, chosen = null, more = [] }) {
  const { posts } = data.country;
  const plan = places(posts, left, right);
  const only = posts.findIndex((post) => post.name === chosen);
  const marks = posts.map((post, i) =>
    s("path", { class: `post ${only < 0 ? "" : i === only ? "chosen" : "dim"}`, "data-post": post.name, d: SHAPES[post.kind] ?? SHAPES.land, transform: `translate(${plan.at[i].x} ${plan.at[i].y})` }),
  );
  const roads = plan.ways.map(({ from, at, to }) => s("path", { class: `road ${only < 0 ? "" : "dim"}`, d: `M${from.x} ${from.y} L${at.x} ${at.y} L${to.x} ${to.y}` }));
  const city = s("g", { class: only < 0 ? "city" : "city dim", transform: `translate(${plan.middle.x} ${plan.middle.y})` }, s("path", { d: "M-22 16 V-6 H-8 V-20 H6 V0 H20 V16 Z" }));
  const named = only < 0 ? [text(plan.middle.x, plan.middle.y + MARKET, t("country.market"), { anchor: "middle", kind: "label" }), labels(posts, plan, most)].flat() : [];
  const ground = picture(name, land(plan), roads);
  const over = picture(name, city, marks, named, more);
  ground.setAttribute("aria-hidden", "true");
  const canvas = h("canvas", { class: only < 0 ? "grains" : "grains dim", "aria-hidden": "true" });
  return { element: h("div", { class: "stage" }, ground, canvas, over), over, plan, at: plan.at[only], moving: (now) => flow(canvas, data, plan, now) };
}

/** Draw the traffic of a moment; whoever asked for less motion sees it stand still. */
function flow(canvas, data, plan, second) {
  const now = prefersStill() ? 10 : second + 10;
  const pen = emptied(canvas, WIDTH, HEIGHT);
  if (!pen) return;
  pen.fillStyle = getComputedStyle(canvas).getPropertyValue("--grain");
  data.country.posts.forEach((post, i) => post.flows.forEach((own) => grains(pen, plan.ways[i], grainsADay(data, own), now, i)));
}

/** Grains a day of a flow: each stands for so many consignments of its kind. */
export function grainsADay(data, own) {
  return own.units_per_year / 365 / data.country.grains.find(({ mode }) => mode === own.mode).units_per_grain;
}

function grains(pen, way, aDay, now, seed) {
  const every = 1 / aDay;
  const shift = (seed * 0.37) % 1;
  const side = { x: way.to.y - way.from.y, y: way.from.x - way.to.x };
  const far = Math.hypot(side.x, side.y) || 1;
  for (let j = Math.ceil((now - FLIGHT) / every - shift); (j + shift) * every <= now; j++) {
    const part = (now - (j + shift) * every) / FLIGHT;
    const spreadOut = ((((j * 7919 + seed * 31) % 101) + 101) % 101) / 50 - 1;
    const narrow = 4 + 11 * Math.abs(part * 2 - 1); // all go through the gate
    const at = part < 0.5 ? between(way.from, way.at, part * 2) : between(way.at, way.to, part * 2 - 1);
    pen.beginPath();
    pen.arc(at.x + (side.x / far) * spreadOut * narrow, at.y + (side.y / far) * spreadOut * narrow, 2.4, 0, 7);
    pen.fill();
  }
}

function between(a, b, part) {
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
}
