/** The country as a plan: posts by place, each named beside its mark, no name over another. */

import { box } from "./boxes.js";
import { inTwo, placed, shortened } from "./labels.js";
import { fill, s } from "./svg.js";
import { inEachLanguage, said, t } from "./words.js";

export const WIDTH = 400;
export const HEIGHT = 380;
const EDGE = { left: 70, right: 70, top: 46, bottom: 52 };
const MARK = 10;
const LINE = 1.12; // height of a line of a name, in letters
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
    this.titles = posts.map(() => s("title"));
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
    return s("g", { transform: `translate(${at.x} ${at.y})`, class: "post", "data-post": i }, this.titles[i], shape);
  }

  /** Name each post beside its mark, in one line or two, or short, as its mark tells the kind of post. */
  lay() {
    this.enlarge();
    const { at: places, market: middle } = this.plan;
    const marks = places.map((at) => box(at.x, at.y, MARK * 2 + 4, MARK * 2 + 4));
    const whole = this.posts.map((post) => said(post.label));
    const short = shortened(whole, t("player.linking"));
    const forms = whole.map((name, i) => [[name], inTwo(name), short[i] && [short[i]]].filter(Boolean));
    const names = this.posts.map((_, i) => ({ at: places[i], sizes: forms[i].map((lines) => this.size(i, lines)) }));
    const put = (taken) => placed(names, taken, { mark: MARK, ...this.edges() });
    const named = (found) => found.filter(Boolean).length;
    const [beside, across] = [put([...marks, box(middle.x, middle.y, 34, 34)]), put(marks)]; // across: over the market's ring
    (named(across) > named(beside) ? across : beside).forEach((found, i) => {
      fill(this.titles[i], said(this.posts[i].label));
      if (found) this.write(i, forms[i][found.form], found);
      else fill(this.labels[i]);
    });
  }

  /** How many points of the screen a unit of the plan is; 0 while it is not shown. */
  scale() {
    const { width, height } = this.element.getBoundingClientRect();
    return Math.min(width / WIDTH, height / HEIGHT);
  }

  /** No smaller on the screen than the page asks for (--name), however small the plan is. */
  enlarge() {
    const scale = this.scale();
    for (const label of this.labels) label.style.fontSize = "";
    const least = parseFloat(getComputedStyle(this.element).getPropertyValue("--name")) / scale;
    if (least > this.letters()) for (const label of this.labels) label.style.fontSize = `${least}px`;
  }

  /** What can be seen of the plan: a stage that is wider or higher than it leaves place at its sides. */
  edges() {
    const scale = this.scale();
    const { width, height } = this.element.getBoundingClientRect();
    const [x, y] = scale ? [(width / scale - WIDTH) / 2, (height / scale - HEIGHT) / 2] : [0, 0];
    return { left: -x, right: WIDTH + x, top: -y, bottom: HEIGHT + y };
  }

  /** Write a name around a point. */
  write(i, lines, { x, y }) {
    const line = LINE * this.letters();
    fill(this.labels[i], lines.map((text, n) => s("tspan", { x, y: y + (n - (lines.length - 1) / 2) * line + line * 0.32 }, text)));
  }

  size(i, lines) {
    this.write(i, lines, { x: 0, y: 0 });
    const label = this.labels[i];
    const found = label.isConnected ? label.getBBox() : { width: 0 };
    const [letters, most] = [this.letters(), Math.max(...lines.map((text) => text.length))];
    return { width: found.width || most * letters * 0.55, height: lines.length * letters * LINE };
  }

  /** Height of the letters, in units of the plan. */
  letters() {
    return (this.labels[0]?.isConnected && parseFloat(getComputedStyle(this.labels[0]).fontSize)) || 14;
  }
}
