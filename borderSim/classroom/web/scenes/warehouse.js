/** Two services, one target: one collision told, and collisions along the five levels. */

import { s } from "../svg.js";
import { number, said, t } from "../words.js";
import { arrow, clash, container, level, lines, picture, post, sign, text } from "./draw.js";

export const steps = 2;

/** The load at which both services meet, and the clash before it. */
function target() {
  const [x, y] = [832, 150];
  return s("g", { class: "house" }, container(x - 110, y - 56, 220, 112), clash(x, y, 48));
}

/** What the events of the example say, in order. */
function told(data) {
  const { events, shipment } = data.warehouse.example;
  const at = (kind) => events.find((one) => one.kind === kind);
  const [opened, seized, burned] = [at("case step"), at("seizure"), at("burned")];
  const rows = [];
  if (opened) rows.push(["police", t("warehouse.watch")]);
  rows.push(["customs", t(seized ? "warehouse.seize" : "warehouse.open", { day: number(shipment.settled + 1), post: post(data, shipment.post) })]);
  rows.push(["nobody", t(burned ? "warehouse.burned" : "warehouse.clash")]);
  return rows;
}

function example(data) {
  const { level: where } = data.warehouse.example;
  const width = 1000 / 3 - 20;
  const cards = told(data).map(([who, words], i) => {
    const x = i * (1000 / 3 + 3);
    return [s("rect", { class: `card ${who}`, x: x + 3, y: 276, width, height: 218, rx: 14 }), text(x + 24, 322, String(i + 1), { size: 34, kind: "strong" }), who === "nobody" ? null : sign(who, x + width - 34, 312, 17), lines(x + 24, 366, words, { width: width - 40 })];
  });
  const title = t("warehouse.title_0", { level: level(data, where) });
  const star = [clash(846, 52, 20), text(874, 61, t("warehouse.star"))];
  const teams = [sign("police", 168, 146, 44), text(168, 246, t("halves.police"), { anchor: "middle", kind: "strong" }), sign("customs", 500, 150, 44), text(500, 246, t("halves.customs"), { anchor: "middle", kind: "strong" }), text(832, 246, t("warehouse.target"), { anchor: "middle", kind: "strong" })];
  const ways = [s("g", { class: "arrow police" }, s("path", { class: "shaft", d: "M228 96 Q470 -20 750 58" })), arrow(744, 56, 800, 92, "police"), arrow(566, 150, 712, 150, "customs")];
  return { title, answer: t("warehouse.answer_0"), picture: picture(title, teams, ways, target(), star, cards.flat()), says: t(data.warehouse.example.seed === data.chain.seed ? "warehouse.says_0" : "warehouse.says_other") };
}

function bars(data) {
  const row = data.warehouse.rows.find(({ outcome }) => outcome === "collisions");
  const high = Math.max(...row.values.map((v) => v.high ?? v.value));
  const x = (value) => 270 + (value / high) * 610;
  const parts = row.values.map((value, i) => {
    const y = 56 + i * 98;
    return [
      text(252, y + 10, said(data.about.levels[i].title), { anchor: "end", size: 30 }),
      s("rect", { x: x(0), y: y - 30, width: Math.max(3, x(value.value) - x(0)), height: 60, class: "bar", rx: 4 }),
      value.low === null ? [] : s("path", { class: "whisker", d: `M${x(value.low)} ${y} H${x(value.high)} M${x(value.low)} ${y - 12} v24 M${x(value.high)} ${y - 12} v24` }),
      text(x(value.high ?? value.value) + 18, y + 13, number(value.value, 1), { kind: "strong", size: 38 }),
    ];
  });
  const ends = [row.values[0], row.values.at(-1)].map((v) => number(v.value, 1));
  const values = { first: ends[0], last: ends[1], low: said(data.about.levels[0].title), high: said(data.about.levels.at(-1).title), n: number(row.values[0].n) };
  const title = t("warehouse.title_1");
  const fewer = row.differences.at(-1).verdict === "better";
  const answer = t(fewer ? "warehouse.answer_1" : "warehouse.answer_same", values);
  return { title, answer, picture: picture(title, parts.flat(2)), says: t("warehouse.says_1", values), lesson: fewer ? t("lesson.warehouse") : "" };
}

/** For the presenter: cases whose network was warned, and those of them that were given up, at each level. */
export function more(data) {
  const list = (outcome) => {
    const { values } = data.warehouse.rows.find((row) => row.outcome === outcome);
    return values.map(({ value }, i) => t("warehouse.burned_item", { level: said(data.about.levels[i].title), n: number(value, 2) })).join(" · ");
  };
  return [t("warehouse.exposed_line", { list: list("cases_exposed") }), t("warehouse.burned_line", { list: list("cases_burned") })];
}

/** Steps without an example when the runs held none. */
export function draw(data, step) {
  return step === 0 && data.warehouse.example ? example(data) : bars(data);
}
