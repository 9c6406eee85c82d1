/** The chain: a find opens the next. */

import { s } from "../svg.js";
import { counted, number, t } from "../words.js";
import { arrow, container, euro, isSeized, level, lines, picture, post, stamp, text } from "./draw.js";

export const steps = 2;
const MOST = 4;
const TALL = 126; // of a container
const SCENE_OF_THE_BET = 3; // where its load is told

/** A find of the chain: its day, its load, what became of it. */
function found(data, find, x, width) {
  return [
    text(x, 34, t("chain.day", { day: find.settled + 1 }), { size: 34, anchor: "middle", kind: "strong" }),
    container(x - width / 2, 54, width, TALL, "opened"),
    stamp(x, 54 + TALL / 2, find.fate),
    lines(x, 54 + TALL + 34, t("chain.find", { post: post(data, find.post), value: euro(find.value_eur) }), { width: width + 50, anchor: "middle", kind: "quiet" }),
  ];
}

/** What lies between two finds: whose file the first one went into. */
function link(link_, x1, x2) {
  const news = link_.events.find(({ kind }) => ["news", "received", "register"].includes(kind));
  const whose = news?.service ?? news?.to ?? "customs";
  const [middle, wide] = [(x1 + x2) / 2, 290];
  const file = [s("path", { class: `card ${whose}`, d: `M${middle - wide / 2} 350 h96 l18 22 h${wide - 114} v118 h-${wide} Z` }), lines(middle, 410, t(`chain.link_${whose}`), { width: wide - 30, anchor: "middle" })];
  return [arrow(x1 + 34, 262, middle - 82, 344, whose), arrow(middle + 82, 344, x2 - 34, 262, whose), file];
}

function twin(data, find, x, width) {
  const there = find.twin?.fate ?? null;
  return [container(x - width * 0.36, 362, width * 0.72, 70, isSeized(there) ? "opened" : "passed"), stamp(x, 460, there)];
}

export function draw(data, step) {
  const finds = data.chain.finds.slice(0, MOST);
  const gap = 1000 / finds.length;
  const width = Math.min(220, gap * 0.62);
  const at = (i) => gap * (i + 0.5);
  const parts = finds.map((find, i) => found(data, find, at(i), width)).flat();
  const pause = finds.slice(1).map((find, i) => text((at(i) + at(i + 1)) / 2, 34, counted("chain.later", find.settled - finds[i].settled), { anchor: "middle", kind: "quiet" }));
  const shown = data.chain.links.filter((one) => finds.some(({ load }) => load === one.to));
  const position = (load) => finds.findIndex((find) => find.load === load);
  const between = shown.map((one) => link(one, at(position(one.from)), at(position(one.to))));
  const arrows = shown.map((one) => arrow(at(position(one.from)) + width / 2 + 8, 54 + TALL / 2, at(position(one.to)) - width / 2 - 8, 54 + TALL / 2));
  const others = finds.map((find) => find.twin?.fate ?? null);
  const values = { level: level(data, data.chain.level), low: level(data, finds[0].twin?.level ?? data.about.low), all: number(finds.length), n: number(others.filter(isSeized).length), scene: SCENE_OF_THE_BET, value: euro(finds.reduce((sum, find) => sum + find.value_eur, 0)) };
  if (step === 0) {
    const title = t("chain.title_0", values);
    return { title, picture: drawn(title, [parts, pause, between.flat(2)]), says: t(data.chain.of_the_bet ? "chain.says_bet" : "chain.says_0", values) };
  }
  const below = [s("rect", { class: "panel", x: 0, y: 300, width: 1000, height: 200, rx: 14 }), text(24, 342, t("chain.twin", values), { kind: "strong", size: 30 }), finds.map((find, i) => twin(data, find, at(i), width))];
  const title = t("chain.title_1", values);
  return { title, picture: drawn(title, [parts, pause, arrows, below.flat(2)]), says: t(isSeized(others[0]) ? "chain.says_same" : "chain.says_1", values) };
}

function drawn(title, parts) {
  return picture(title, parts.flat(3));
}
