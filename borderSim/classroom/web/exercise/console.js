/** The facilitator's console: parts, timer, the run, injects, rounds, twin, notes, debrief. */

import {injectCard, menu, roles, takenList} from "./cards.js";
import {button, el, fill} from "./dom.js";
import {partName} from "./head.js";
import {counts, say, t, whyNot} from "./texts.js";
import {toTell} from "./to_tell.js";

let typed = "";
let sure = 0;

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
    el("div", {class: "bar"}, controls(room, link, deciding)),
    room.slot.part === "run" ? run(room, link) : null,
    room.slot.say ? el("p", {class: "say", text: t("console.say", {text: say(room.slot.say)})}) : null,
    room.round ? el("p", {class: "say", text: t("console.task", {text: say(room.round.task)})}) : null,
    el("div", {class: "columns"}, [
      el("div", {}, [notes(room, link), facts(room, link), injects(room, link)]),
      el("div", {}, [
        deciding ? menu(room, may) : null,
        takenList(room),
        rounds(room, link, redraw),
        seats(room),
        timetable(room),
        finish(room, link),
      ]),
    ]),
  ]);
}

function controls(room, link, deciding) {
  const timer = room.timer.running
    ? button("pause", t("console.pause"), () => link.send({do: "timer", what: "pause"}))
    : button("start", t("console.start"), () => link.send({do: "timer", what: "start"}));
  const why = (refusal) => ({disabled: Boolean(refusal), title: refusal ? whyNot(refusal) : null});
  return [
    button("next", t("console.next"), () => link.send({do: "next"}), {class: "main", disabled: !room.can.next}),
    button("back", t("console.back"), () => link.send({do: "back"}), why(room.can.back)),
    timer,
    button("add", t("console.add"), () => link.send({do: "timer", what: "add"})),
    button("freeze", t(room.frozen ? "console.thaw" : "console.freeze"), () => link.send({do: "freeze", on: !room.frozen}), {disabled: !deciding}),
    button("reveal", t(room.revealed ? "console.hide" : "console.reveal"), () => link.send({do: "reveal", on: !room.revealed}), why(room.can.reveal)),
  ];
}

/** The run on the wall: which day, and how it goes on. */
function run(room, link) {
  const {playing, speed} = room.run;
  const send = (what) => () => link.send({do: "run", what});
  const wall = room.there.wall > 0;
  const over = room.shown >= room.round.end;
  return el("div", {class: "bar run"}, [
    el("strong", {id: "run-day", text: t("console.run.day", {day: room.shown, from: room.round.start + 1, to: room.round.end})}),
    button("run-play", t(playing ? "console.run.pause" : "console.run.play"), send(playing ? "pause" : "play"), {disabled: !wall || over}),
    button("run-slower", t("console.run.slower"), send("slower"), {disabled: !wall || over}),
    button("run-faster", t("console.run.faster"), send("faster"), {disabled: !wall || over}),
    el("span", {text: !wall ? t("console.run.no_wall") : over ? t("console.run.over") : speed ? t("player.speed", {n: speed}) : ""}),
  ]);
}

function injects(room, link) {
  return el("section", {class: "injects"}, [
    el("h2", {text: t("print.injects")}),
    ...room.cards.map((card) => (card.round === room.round?.number ? injectOpen(room, card, link) : injectFolded(card, link))),
  ]);
}

/** An inject of the round that is on. */
function injectOpen(room, card, link) {
  const made = injectCard(card);
  made.append(...details(card), ...acts(card, link));
  return made;
}

/** An inject of another round: a line, the rest on demand. */
function injectFolded(card, link) {
  return el("details", {class: "card", id: `card-${card.number}`}, [
    el("summary", {text: `${t("print.inject", {n: card.number})} · ${say(card.title)} · ${t("debrief.round", {n: card.round})} · ${when(card)}`}),
    el("p", {text: say(card.text)}), ...details(card), ...acts(card, link),
  ]);
}

function details(card) {
  const where = card.secret ? ` · ${t(card.shared ? "console.shared" : "console.secret")}` : "";
  return [
    el("p", {class: "small", text: `${when(card)} · ${t("console.to", {names: roles(card.to)})}${where} · ${t("print.section", {section: card.section})}`}),
    el("p", {text: t("console.expected", {text: say(card.expected)})}),
    el("p", {text: t("console.question", {text: say(card.question)})}),
  ];
}

function acts(card, link) {
  const send = (what) => () => link.send({do: what, inject: card.name});
  const share = card.secret && card.on_table && !card.shared ? button(`share-${card.name}`, t("console.share"), send("share")) : null;
  if (card.stands === "struck") return [share, whoTold(card, link)].filter(Boolean);
  const fire = card.waits ? t("console.fire.on", {day: card.planned + 1}) : t("console.fire");
  return [
    el("div", {class: "bar"}, [
      card.stands === "dated" && (card.by === "hand" || card.waits) ? null
        : button(`fire-${card.name}`, fire, send("fire"), {disabled: Boolean(card.fire), title: card.fire ? whyNot(card.fire) : null}),
      card.stands === "skipped" || (card.stands === "dated" && card.by === "hand")
        ? button(`restore-${card.name}`, t(card.stands === "skipped" ? "console.restore" : "console.unfire"), send("restore")) : null,
      card.stands === "skipped" ? null : button(`skip-${card.name}`, t("console.skip"), send("skip")),
      share,
    ]),
    whoTold(card, link),
  ].filter(Boolean);
}

/** Who of those that hold a card told the table of it; null for a card that all read. */
function whoTold(card, link) {
  if (!card.secret || !card.on_table) return null;
  return el("div", {class: "bar who"}, [
    el("span", {text: t("print.labelled", {label: t("console.told.by")})}),
    ...card.to.map((role) => (card.told.includes(role)
      ? el("strong", {class: "done", text: `\u2713 ${t(`role.${role}`)}`})
      : button(`told-${card.name}-${role}`, t(`role.${role}`), () => link.send({do: "told", role, inject: card.name})))),
  ]);
}

/** How an inject stands, in words. */
function when(card) {
  if (card.stands === "skipped") return t("console.skipped");
  if (card.stands === "waiting") return t("console.waiting", {day: card.planned + 1});
  return t(card.stands === "struck" ? "console.struck" : "console.dated", {day: card.day + 1});
}

function notes(room, link) {
  const keep = () => {
    if (!typed.trim() || !link.send({do: "note", text: typed})) return;
    typed = "";
    document.getElementById("note").value = "";
  };
  return el("section", {class: "notes"}, [
    el("h2", {text: t("console.notes")}),
    el("label", {for: "note", text: t("console.note.label")}),
    el("textarea", {id: "note", rows: 2, maxlength: 2000, on: {input: (event) => { typed = event.target.value; }}}),
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
  const names = (number) => t(sure === number ? "console.rewind.sure" : "console.rewind", {n: number});
  return el("section", {class: "rewind"}, room.can.rewind.map((number) => button(`rewind-${number}`, names(number), back(number))));
}

/** What each role knows today and the other side does not: whoever leads marks what is told at the table. */
function facts(room, link) {
  const list = room.roles.map((role) => {
    const {fact, told} = room.tell[role];
    return el("li", {}, [
      el("strong", {text: `${t("print.labelled", {label: t(`role.${role}`)})} `}), toTell(fact) || t("console.tell.none"), " ",
      !fact ? null : !told
        ? button(`told-${role}`, t("console.told"), () => link.send({do: "told", role}))
        : el("strong", {class: "done", text: t("console.told.at", {at: told})}),
    ]);
  });
  const before = room.told.map((one, n) => el("li", {}, [
    `${one.at} · ${t("debrief.round", {n: one.round})} · ${t("print.labelled", {label: t(`role.${one.by}`)})} ${whatWasTold(one)} `,
    button(`untold-${n}`, t("room.undo"), () => link.send({do: "untold", role: one.by, at: one.at, inject: one.card?.name})),
  ])).toReversed();
  return el("section", {class: "facts"}, [
    el("details", {id: "facts", open: ""}, [el("summary", {text: t("console.tell")}), el("ul", {}, list)]),
    before.length ? el("details", {id: "told"}, [el("summary", {text: t("console.told.list", {n: before.length})}), el("ul", {}, before)]) : null,
  ]);
}

const whatWasTold = ({card, fact}) => (card ? `${t("print.inject", {n: card.number})} · ${say(card.title)}` : toTell(fact));

function seats(room) {
  const list = ["wall", ...room.roles].map((seat) => {
    const there = room.there[seat] ?? 0;
    const name = seat === "wall" ? t("wall.title") : t(`role.${seat}`);
    const address = seat === "wall" ? location.hash.replace("facilitator", "wall") : `#role=${seat}`;
    return el("li", {}, [
      el("a", {href: `/exercise/${address}`, target: "_blank", rel: "noopener", text: name}),
      ` (${counts("console.connected", there)})`,
    ]);
  });
  return el("section", {class: "seats"}, [
    el("h2", {text: t("console.seats")}), el("ul", {}, list), el("p", {class: "small", text: t("console.seats.says")}),
  ]);
}

function timetable(room) {
  const list = room.timetable.map((slot, n) => el("li", {
    class: n === room.at ? "now" : "", "aria-current": n === room.at ? "step" : null,
    text: `${slot.begins}–${slot.begins + slot.minutes} · ${slot.round ? `${slot.round}. ` : ""}${partName(slot)}`,
  }));
  return el("details", {class: "timetable"}, [el("summary", {text: t("console.timetable")}), el("ol", {}, list)]);
}

function finish(room, link) {
  const {asked, done, of, files, stale, lacks_notes: lacks} = room.debrief;
  const key = encodeURIComponent(new URLSearchParams(location.hash.slice(1)).get("facilitator") ?? "");
  const links = files.filter((name) => name.endsWith(".html")).map((name) => el("li", {}, [
    el("a", {href: `/exercise/debrief/${key}/${encodeURIComponent(name)}`, target: "_blank", rel: "noopener", text: name}),
  ]));
  const said = files.length ? t("console.finished", {files: files.join(", ")}) : asked ? t("console.finishing", {done, of}) : t("console.finish.says", {of});
  return el("section", {class: "finish"}, [
    button("finish", t("console.finish"), () => link.send({do: "finish"}), {disabled: !room.can.finish || (asked && !files.length)}),
    el("p", {role: "status", text: said}),
    files.length && (stale || lacks) ? el("p", {class: "stale", text: t(stale ? "console.finished.stale" : "console.finished.notes")}) : null,
    links.length ? el("ul", {}, links) : null,
  ]);
}
