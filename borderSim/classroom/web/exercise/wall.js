/** The wall: one thing at a time, large enough for the last row. */

import {injectCard, menu} from "./cards.js";
import {el, fill} from "./dom.js";
import {number} from "../words.js";
import {say, t, written} from "./texts.js";

/**
 * Draw the wall.
 * @param {Element} main
 * @param {Object} room - what the server sent the wall.
 * @param {Element} player - where the run is played.
 */
export function drawWall(main, room, player) {
  const draw = {inject, table, run, reveal, question}[room.slot.part] ?? outside;
  if (draw === run && main.querySelector(`.part.${room.slot.part}`)?.contains(player)) return; // (it draws itself, and its buttons stay where they are)
  fill(main, [el("div", {class: `part ${room.slot.part || "outside"}`}, draw(room, player))]);
}

const outside = (room) => (room.debrief.length ? debrief(room) : [el("p", {class: "huge", text: say(room.slot.title)})]);

/** The main numbers of the debrief, once it is made: this run among others, and what the decisions changed. */
function debrief(room) {
  const head = ["debrief.col.outcome", "debrief.col.yours", "wall.debrief.others", "wall.debrief.changed"].map((key) => el("th", {scope: "col", text: t(key)}));
  const rows = room.debrief.map((one) => el("tr", {}, [
    el("th", {scope: "row", text: titled(one)}),
    el("td", {text: written(one.played)}),
    el("td", {text: others(one)}),
    el("td", {text: one.changed ? changed(one.changed) : t("wall.debrief.chance")}),
  ]));
  return [
    el("table", {class: "outcomes debrief"}, [el("thead", {}, [el("tr", {}, head)]), el("tbody", {}, rows)]),
    el("p", {class: "remark", text: t("wall.debrief.says", {n: room.debrief[0].runs})}),
  ];
}

/** The middle one of other runs, and where nine in ten lie; counts of ten and more whole. */
function others({median, middle: [low, high]}) {
  const digits = Math.abs(median) >= 10 ? 0 : 1;
  return `${number(median, digits)} (${number(low, digits)} – ${number(high, digits)})`;
}

/** What the decisions changed, with its half width, both with the decimals that the debrief gives them. */
function changed([mean, half, decimals]) {
  return `${mean > 0 ? "+" : "\u2212"}${number(Math.abs(mean), decimals)} ± ${number(half, decimals)}`;
}

/** What is counted, with its unit where that is money. */
const titled = (one) => (one.unit.en === "EUR" ? `${say(one.title)} (EUR)` : say(one.title));

const inject = (room) => {
  const now = room.cards.filter((card) => card.round === room.round.number);
  return now.length ? now.map((card) => injectCard(card, "h2")) : [el("p", {text: t("wall.no_injects")})];
};

const table = (room) => [
  el("p", {class: "task", text: say(room.round.task)}),
  menu(room, null),
];

const run = (room, player) => [player];

const reveal = run;

const question = (room) => [
  el("p", {class: "question", text: say(room.round.question)}),
  outcomes(room),
  el("p", {class: "remark", text: `${room.revealed ? `${t("wall.reveal.says")} ` : ""}${t("print.section", {section: room.round.section})}.`}),
];

/** What came of the days so far, of the twin too where it is revealed. */
function outcomes(room) {
  const head = [el("th", {scope: "col", text: t("wall.outcome")}), el("th", {scope: "col", text: t("wall.played", {level: say(room.level)})})];
  if (room.revealed) head.push(el("th", {scope: "col", text: t("wall.twin", {level: say(room.twin)})}));
  const rows = room.outcomes.map((one) => el("tr", {}, [
    el("th", {scope: "row", text: titled(one)}),
    el("td", {text: written(one.played)}),
    room.revealed ? el("td", {text: written(one.twin)}) : null,
  ]));
  return el("table", {class: "outcomes"}, [el("thead", {}, [el("tr", {}, head)]), el("tbody", {}, rows)]);
}
