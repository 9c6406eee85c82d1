/** The country as a plan: posts by place, each named beside its mark, no name over another. */

import { fill, h, s } from "./svg.js";
import { inEachLanguage, said } from "./words.js";

export const WIDTH = 400;
export const HEIGHT = 380;
const EDGE = { left: 70, right: 70, top: 46, bottom: 52 };
const MARK = 10;
const AWAY = 48; // how far outside a post its traffic is first seen

/** Marks differ by shape, not by colour alone. */
const SHAPES = {
  seaport: () => s("rect", { x: -MARK, y: -MARK, width: 2 * MARK, height: 2 * MARK, rx: 2 }),
  airport: () => s("path", { d: `M0 ${-MARK - 2} L${MARK + 1} ${MARK - 1} L${-MARK - 1} ${MARK - 1} Z` }),
  postal: () => s("path", { d: `M0 ${-MARK - 2} L${MARK + 2} 0 L0 ${MARK + 2} L${-MARK - 2} 0 Z` }),
  land: () => s("circle", { r: MARK }),
};

/** The plan of some posts, drawn as large as it fits: where each stands, and the market in their middle. */
export class Plan {
  constructor(posts) {
    this.x = spread(posts.map((post) => post.x), EDGE.left, WIDTH - EDGE.right);
    this.y = spread(posts.map((post) => post.y), EDGE.top, HEIGHT - EDGE.bottom);
    this.at = posts.map((post) => ({ x: this.x(post.x), y: this.y(post.y) }));
    const mean = (pick) => this.at.reduce((sum, p) => sum + pick(p), 0) / Math.max(1, this.at.length);
    this.market = { x: mean((p) => p.x), y: mean((p) => p.y) };
  }

  /** From where traffic comes to a post: straight out from the market. */
  origin(i) {
    const [at, middle] = [this.at[i], this.market];
    const [dx, dy] = [at.x - middle.x, at.y - middle.y];
    const far = Math.hypot(dx, dy) || 1;
    return { x: at.x + (dx / far) * AWAY, y: at.y + (dy / far) * AWAY };
  }
}

function spread(values, low, high) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return (value) => (most > least ? low + ((value - least) / (most - least)) * (high - low) : (low + high) / 2);
}

/** The plan of a country; names follow the language. */
export class CountryMap {
  /** @param {Array<Object>} posts of a header */
  constructor(posts, name) {
    this.posts = posts;
    this.plan = new Plan(posts);
    this.key = h("ol", { class: "key", hidden: true });
    this.labels = posts.map(() => s("text", { class: "post-name" }));
    this.marks = posts.map((post, i) => this.mark(post, i));
    this.element = s(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "map", role: "img", "aria-label": name, preserveAspectRatio: "xMidYMid meet" },
      this.land(),
      this.middle(),
      this.marks,
      this.labels,
    );
    this.stop = inEachLanguage(() => this.lay());
  }

  /** The country: what lies between its posts. */
  land() {
    const { market, at } = this.plan;
    const turn = (p) => Math.atan2(p.y - market.y, p.x - market.x);
    const round = [...at].sort((a, b) => turn(a) - turn(b));
    return s("path", { class: "land", d: `M${round.map((p) => `${p.x} ${p.y}`).join("L")}Z` });
  }

  middle() {
    const at = this.plan.market;
    return s("circle", { cx: at.x, cy: at.y, r: 16, class: "market" });
  }

  mark(post, i) {
    const at = this.plan.at[i];
    const shape = (SHAPES[post.kind] ?? SHAPES.land)();
    return s("g", { transform: `translate(${at.x} ${at.y})`, class: "post", "data-post": i }, shape);
  }

  /** Name each post beside its mark; where the names do not all fit, number them and tell the names in a key. */
  lay() {
    this.posts.forEach((post, i) => (this.labels[i].textContent = said(post.label)));
    const fit = this.put();
    if (!fit) {
      this.labels.forEach((label, i) => (label.textContent = String(i + 1)));
      this.put();
    }
    fill(this.key, fit ? [] : this.posts.map((post, i) => h("li", {}, `${i + 1} ${said(post.label)}`)));
    this.key.hidden = fit;
  }

  /** Put each label at the first place beside its mark where it lies over nothing; false where one has no such place. */
  put() {
    let fit = true;
    const { at: places, market: middle } = this.plan;
    const taken = places.map((at) => box(at.x, at.y, MARK * 2 + 4, MARK * 2 + 4));
    taken.push(box(middle.x, middle.y, 34, 34));
    this.labels.forEach((label, i) => {
      const at = places[i];
      const size = sizeOf(label);
      let best = null;
      for (const [x, y] of around(at, size)) {
        const mine = box(x, y, size.width + 2, size.height);
        const over = taken.reduce((sum, other) => sum + shared(mine, other), 0) + outside(mine) * 4;
        if (best === null || over < best.over) best = { x, y, over, mine };
        if (over === 0) break;
      }
      if (best.over > 0) fit = false;
      taken.push(best.mine);
      label.setAttribute("x", best.x);
      label.setAttribute("y", best.y + size.height * 0.32);
    });
    return fit;
  }
}

function sizeOf(label) {
  const found = label.isConnected ? label.getBBox() : { width: 0 };
  return found.width ? { width: found.width, height: found.height } : { width: label.textContent.length * 7, height: 14 };
}

function around(at, { width, height }) {
  const places = [];
  for (const gap of [3, 9, 16, 24]) {
    const [dx, dy] = [MARK + gap + width / 2, MARK + gap + height / 2];
    places.push([at.x, at.y + dy], [at.x, at.y - dy], [at.x + dx, at.y], [at.x - dx, at.y]);
    places.push([at.x + dx, at.y + dy], [at.x - dx, at.y + dy], [at.x + dx, at.y - dy], [at.x - dx, at.y - dy]);
  }
  return places;
}

function box(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function shared(a, b) {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function outside(a) {
  const inside = { left: 1, right: WIDTH - 1, top: 1, bottom: HEIGHT - 1 };
  return (a.right - a.left) * (a.bottom - a.top) - shared(a, inside);
}
