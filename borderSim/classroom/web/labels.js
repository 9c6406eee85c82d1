/** Names beside marks: no name over another, over a mark, beyond the edge, or so that it could be that of another mark. */

import { box } from "./boxes.js";

const ORDERS = 150; // orders in which names are tried before some are left out
const ENOUGH = 25; // orders after which it is enough that every name has a place
const GAPS = [3, 8, 14];
const NEARER = 0.65; // a name is nearer to its own mark than this part of the way to any other

/**
 * Find a place for as many names as possible.
 * @param {Array<{at: {x: number, y: number}, sizes: Array<{width: number, height: number}>}>} names
 *   where each mark stands, and the forms that its name may have, the best first
 * @param {Array<Object>} taken boxes that nothing may lie over
 * @param {{mark: number, left: number, right: number, top: number, bottom: number}} plan half a mark, and the edges
 * @returns {Array<?{x: number, y: number, form: number}>} the middle of each name, null for one without a place
 */
export function placed(names, taken, plan) {
  let best = null;
  let tried = 0;
  for (const order of orders(names.length)) {
    const found = inOrder(names, order, taken, plan);
    const score = found.reduce((sum, one) => sum + (one ? 1 - one.form * 0.01 - one.gap * 0.0001 : 0), 0);
    if (!best || score > best.score) best = { found, score };
    const whole = best.found.every(Boolean);
    if (whole && (++tried >= ENOUGH || best.found.every((one) => one.form === 0))) break;
  }
  return best ? best.found : [];
}

/** Orders that are the same each time: as given first, then mixed by a simple rule. */
function* orders(count) {
  let order = [...Array(count).keys()];
  for (let n = 0; n < ORDERS; n++) {
    yield order;
    order = [...order];
    for (let i = count - 1, state = n + 1; i > 0; i--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const j = (state >>> 16) % (i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
  }
}

function inOrder(names, order, taken, plan) {
  const boxes = [...taken];
  const found = names.map(() => null);
  for (const i of order) {
    found[i] = free(names, i, boxes, plan);
    if (found[i]) boxes.push(found[i].box);
  }
  return found;
}

function free(names, i, boxes, plan) {
  const { at, sizes } = names[i];
  for (const [form, size] of sizes.entries())
    for (const { x: wished, y, gap } of around(at, size, plan.mark)) {
      const half = size.width / 2 + 2;
      const x = Math.max(plan.left + half, Math.min(plan.right - half, wished)); // moved in from the edge
      const mine = box(x, y, size.width + 4, size.height);
      const inside = mine.left >= plan.left && mine.right <= plan.right && mine.top >= plan.top && mine.bottom <= plan.bottom;
      const clear = names.every((other, j) => j === i || away(mine, at) < NEARER * away(mine, other.at));
      if (inside && clear && !boxes.some((other) => over(mine, other))) return { x, y, form, gap, box: mine };
    }
  return null;
}

function* around(at, { width, height }, mark) {
  for (const gap of GAPS) {
    const [dx, dy] = [mark + gap + width / 2, mark + gap + height / 2];
    const sides = [[0, dy], [0, -dy], [dx, 0], [-dx, 0]];
    for (const part of [0.25, 0.5, 0.75, 1]) sides.push([dx * part, dy], [-dx * part, dy], [dx * part, -dy], [-dx * part, -dy]);
    for (const [x, y] of sides) yield { x: at.x + x, y: at.y + y, gap };
  }
}

/** How far a point lies from a box. */
function away(a, { x, y }) {
  return Math.hypot(Math.max(a.left - x, 0, x - a.right), Math.max(a.top - y, 0, y - a.bottom));
}

function over(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/**
 * Names without the first words that another one has too ("airport north", "airport south": "North", "South").
 * @param {Array<string>} names
 * @param {string} linking words that a short name does not begin with, such as "de la|du"
 * @returns {Array<?string>} null for a name that stays whole
 */
export function shortened(names, linking) {
  const words = names.map((name) => name.split(" "));
  const link = new RegExp(`^(?:${linking})(?: |(?<=’))`, "i");
  return words.map((mine, i) => {
    const shared = Math.max(0, ...words.map((other, j) => (j === i ? 0 : common(mine, other))));
    const rest = mine.slice(shared).join(" ").replace(link, "");
    return shared && rest ? rest[0].toLocaleUpperCase() + rest.slice(1) : null;
  });
}

function common(one, other) {
  const end = one.findIndex((word, n) => word !== other[n]);
  return end < 0 ? one.length : end;
}

/** Two lines of a name, as even as its words allow; null where it is one word. */
export function inTwo(name) {
  const words = name.split(" ");
  const cuts = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(" "), words.slice(i + 1).join(" ")]);
  const longer = (cut) => Math.max(...cut.map((line) => line.length));
  return cuts.length ? cuts.reduce((best, cut) => (longer(cut) <= longer(best) ? cut : best)) : null;
}
