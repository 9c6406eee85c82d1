/** The wall: one thing at a time, large enough for the last row. */

import {injectCard, menu} from "./cards.js";
import {el, fill} from "./dom.js";
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
    el("td", {text: `${written(one.median)} (${written(one.middle[0])} – ${written(one.middle[1])})`}),
    el("td", {text: one.changed ? `${one.changed[0] > 0 ? "+" : ""}${written(one.changed[0])} ± ${written(one.changed[1])}` : t("wall.debrief.chance")}),
  ]));
  return [
    el("table", {class: "outcomes debrief"}, [el("thead", {}, [el("tr", {}, head)]), el("tbody", {}, rows)]),
    el("p", {class: "remark", text: t("wall.debrief.says", {n: room.debrief[0].runs})}),
  ];
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
