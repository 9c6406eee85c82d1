/** The facilitator's console: parts, timer, injects, rounds, reveal, notes, debrief. */

import {injectCard, menu, takenList} from "./cards.js";
import {button, el, fill} from "./dom.js";
import {partName} from "./head.js";
import {say, t} from "./texts.js";

let typed = "";
let sure = 0;
let debrief = null;

/**
 * Note how far the debrief is.
 * @param {Object} message - `done`, `of`, `files`.
 */
export function noteDebrief(message) {
  debrief = message;
}

/**
 * Draw the console.
 * @param {Element} main
 * @param {Object} room - what the server sent the facilitator.
 * @param {import("../link.js").Link} link
 * @param {Function} redraw
 */
export function drawConsole(main, room, link, redraw) {
  const may = {
    decide: (name) => link.send({do: "decide", decision: name, by: ""}),
    undo: (name) => link.send({do: "undo", decision: name}),
  };
  const deciding = room.round && ["inject", "table"].includes(room.slot.part);
  fill(main, [
    el("div", {class: "bar"}, controls(room, link)),
    room.slot.say ? el("p", {class: "say", text: t("console.say", {text: say(room.slot.say)})}) : null,
    room.round ? el("p", {class: "say", text: t("console.task", {text: say(room.round.task)})}) : null,
    el("div", {class: "columns"}, [
      el("div", {}, [injects(room, link), notes(room, link)]),
      el("div", {}, [
        deciding ? menu(room, may) : null,
        takenList(room),
        rounds(room, link, redraw),
        seats(room),
        timetable(room),
        finish(link),
      ]),
    ]),
  ]);
}

function controls(room, link) {
  const timer = room.timer.running
    ? button("pause", t("console.pause"), () => link.send({do: "timer", what: "pause"}))
    : button("start", t("console.start"), () => link.send({do: "timer", what: "start"}));
  return [
    button("next", t("console.next"), () => link.send({do: "next"}), {class: "main"}),
    button("back", t("console.back"), () => link.send({do: "back"})),
    timer,
    button("add", t("console.add"), () => link.send({do: "timer", what: "add"})),
    button("freeze", t(room.frozen ? "console.thaw" : "console.freeze"), () => link.send({do: "freeze", on: !room.frozen})),
    button("reveal", t(room.revealed ? "console.hide" : "console.reveal"), () => link.send({do: "reveal", on: !room.revealed}), {disabled: !room.played}),
  ];
}

function injects(room, link) {
  return el("section", {class: "injects"}, [
    el("h2", {text: t("print.injects")}),
    ...room.cards.filter((card) => !room.round || card.round === room.round.number).map((card) => {
      const made = injectCard(card);
      made.append(
        el("p", {class: "small", text: `${when(card)} · ${t("console.to", {names: card.to.map((role) => t(`role.${role}`)).join(", ")})} · ${t("print.section", {section: card.section})}`}),
        el("p", {text: t("console.expected", {text: say(card.expected)})}),
        el("p", {text: t("console.question", {text: say(card.question)})}),
        button(`fire-${card.name}`, t("console.fire"), () => link.send({do: "fire", inject: card.name})), " ",
        button(`skip-${card.name}`, t("console.skip"), () => link.send({do: "skip", inject: card.name})),
      );
      return made;
    }),
  ]);
}

const when = (card) => (card.day === null ? t("console.waiting") : t("console.struck", {day: card.day + 1}));

function notes(room, link) {
  const field = el("textarea", {id: "note", rows: 2, maxlength: 2000, on: {input: (event) => { typed = event.target.value; }}});
  field.value = typed;
  const keep = () => {
    if (!typed.trim()) return;
    link.send({do: "note", text: typed});
    typed = "";
    field.value = "";
  };
  return el("section", {class: "notes"}, [
    el("h2", {text: t("console.notes")}),
    el("label", {for: "note", text: t("console.note.label")}),
    field,
    button("keep", t("console.note"), keep),
    el("ul", {}, room.notes.toReversed().map((note) => el("li", {text: `${note.at} · ${t("room.day", {day: note.day})} · ${note.text}`}))),
  ]);
}

function rounds(room, link, redraw) {
  const back = (number) => () => {
    if (sure !== number) {
      sure = number;
      setTimeout(() => { sure = 0; redraw(); }, 5000);
      return redraw();
    }
    sure = 0;
    link.send({do: "rewind", round: number});
  };
  const open = room.rounds.filter((one) => one.start <= room.played && room.played > 0);
  return el("section", {class: "rewind"}, open.map((one) => button(
    `rewind-${one.number}`, t(sure === one.number ? "console.rewind.sure" : "console.rewind", {n: one.number}), back(one.number))));
}

function seats(room) {
  const list = ["wall", ...room.roles].map((seat) => {
    const there = room.there?.[seat] ?? 0;
    const name = seat === "wall" ? t("wall.title") : t(`role.${seat}`);
    const address = seat === "wall" ? location.hash.replace("facilitator", "wall") : `#role=${seat}`;
    return el("li", {}, [
      el("a", {href: `/exercise/${address}`, target: "_blank", rel: "noopener", text: name}),
      ` (${t("console.connected", {n: there})})`,
    ]);
  });
  return el("section", {class: "seats"}, [el("h2", {text: t("console.seats")}), el("ul", {}, list)]);
}

function timetable(room) {
  const list = room.timetable.map((slot, n) => el("li", {
    class: n === room.at ? "now" : "", "aria-current": n === room.at ? "step" : null,
    text: `${slot.begins}–${slot.begins + slot.minutes} · ${slot.round ? `${slot.round}. ` : ""}${partName(slot)}`,
  }));
  return el("details", {class: "timetable"}, [el("summary", {text: t("console.timetable")}), el("ol", {}, list)]);
}

function finish(link) {
  const said = debrief === null ? null
    : debrief.files.length ? t("console.finished", {files: debrief.files.join(", ")})
      : t("console.finishing", {done: debrief.done, of: debrief.of});
  return el("section", {class: "finish"}, [
    button("finish", t("console.finish"), () => link.send({do: "finish"})),
    said ? el("p", {role: "status", text: said}) : null,
  ]);
}
