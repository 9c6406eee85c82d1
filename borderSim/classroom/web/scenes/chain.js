/** The chain: a find opens the next; what the police did with the finds (filed.js); then the same loads at the other level. */

import { s } from "../svg.js";
import { counted, hasText, number, t } from "../words.js";
import { arrow, container, euro, isSeized, level, lines, picture, post, stamp, text } from "./draw.js";
import { course, files, told } from "./filed.js";

export const steps = 4;
const MOST = 4;
const SCENE_OF_THE_BET = 3; // where its load is told
const ALONE = { day: 34, top: 54, tall: 126, below: 34 }; // the row of finds by itself
const ABOVE = { day: 74, top: 90, tall: 74, below: 32 }; // the same over the row of the other level
const WIDE = 300; // of a load at the other level
const CLASHES = ["collision", "burned"]; // of a load's verdicts, what is told beside how it was stopped

/** A find of the chain: its day, its load, what became of it. */
function found(data, find, x, width, row) {
  return [
    text(x, row.day, t("chain.day", { day: find.settled + 1 }), { size: 32, anchor: "middle", kind: "strong" }),
    container(x - width / 2, row.top, width, row.tall, "opened"),
    stamp(x, row.top + row.tall / 2, find.fate),
    lines(x, row.top + row.tall + row.below, post(data, find.post), { width: width + 50, anchor: "middle", kind: "quiet" }),
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

/** How a load was stopped at the other level, and whether the services ran into each other over it. */
function how({ fate, verdicts }) {
  if (!isSeized(fate)) return "";
  const by = hasText(`stopped.${verdicts[0]}`) ? t(`stopped.${verdicts[0]}`) : "";
  const clash = CLASHES.findLast((name) => verdicts.includes(name));
  return by && clash ? t("stopped.and", { by, clash: t(`stopped.${clash}`) }) : by;
}

function twin(find, x) {
  const there = find.twin;
  return [container(x - WIDE / 2, 284, WIDE, 64, isSeized(there.fate) ? "opened" : "passed"), stamp(x, 316, there.fate), lines(x, 386, how(there), { width: 306, anchor: "middle" })];
}

/** The chain by itself. */
function alone(data, finds, at, width, values) {
  const pause = finds.slice(1).map((find, i) => text((at(i) + at(i + 1)) / 2, ALONE.day, counted("chain.later", find.settled - finds[i].settled), { anchor: "middle", kind: "quiet" }));
  const shown = data.chain.links.filter((one) => finds.some(({ load }) => load === one.to));
  const position = (load) => finds.findIndex((find) => find.load === load);
  const between = shown.map((one) => link(one, at(position(one.from)), at(position(one.to))));
  const title = t("chain.title_0", values);
  const says = t(data.chain.of_the_bet ? "chain.says_bet" : "chain.says_0", values);
  return { title, answer: t("chain.answer_0"), picture: picture(title, finds.flatMap((find, i) => found(data, find, at(i), width, ALONE)), pause, between.flat(3)), says };
}

/** The same loads at both levels, one above the other. */
function twins(data, finds, at, width, values) {
  const panel = (y, height, name) => [s("rect", { class: "panel", x: 0, y, width: 1000, height, rx: 14 }), text(24, y + 34, t("chain.at", { level: name }), { kind: "strong", size: 28 })];
  const title = t("chain.title_1", values);
  const drawn = [panel(0, 222, values.level), finds.map((find, i) => found(data, find, at(i), width, ABOVE)), panel(234, 264, values.low), finds.map((find, i) => twin(find, at(i)))];
  const clashes = finds.filter((find) => find.twin.verdicts.includes("collision")).length;
  return { title, answer: t("chain.answer_1", values), picture: picture(title, drawn.flat(2)), says: clashes ? counted("chain.says", clashes, values) : "" };
}

/** For the presenter: what each find was worth, and what the police did with it. */
export function more(data) {
  return [t("chain.worth", { list: data.chain.finds.map((find) => euro(find.value_eur)).join(" · ") }), data.chain.fixed_sizes ? t("chain.fixed") : "", ...told(data)].filter(Boolean);
}

export function draw(data, step) {
  if (step === 1) return files(data);
  if (step === 2) return course(data);
  const finds = data.chain.finds.slice(0, MOST);
  const gap = 1000 / finds.length;
  const others = finds.map((find) => find.twin.fate);
  const values = { level: level(data, data.chain.level), low: level(data, finds[0].twin.level), all: number(finds.length), n: number(others.filter(isSeized).length), scene: SCENE_OF_THE_BET, value: euro(finds.reduce((sum, find) => sum + find.value_eur, 0)) };
  return (step === 0 ? alone : twins)(data, finds, (i) => gap * (i + 0.5), Math.min(220, gap * 0.62), values);
}
