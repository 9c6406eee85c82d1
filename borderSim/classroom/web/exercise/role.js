/** The page of a role: what it knows on the day that is shown, its cards, the menu. */

import {injectCard, menu, takenList} from "./cards.js";
import {el, fill} from "./dom.js";
import {has, say, t, written} from "./texts.js";
import {toTell} from "./to_tell.js";

/**
 * Draw the page of a role.
 * @param {Element} main
 * @param {Object} room - what the server sent this role.
 * @param {import("../link.js").Link} link
 */
export function drawRole(main, room, link) {
  const may = {
    decide: (name) => link.send({do: "decide", decision: name}),
    undo: (name) => link.send({do: "undo", decision: name}),
  };
  const deciding = room.round && ["inject", "table"].includes(room.slot.part);
  fill(main, [
    room.round ? el("p", {class: "say", text: t("role.page.task", {text: say(room.round.task)})}) : null,
    el("div", {class: deciding ? "columns deciding" : "columns"}, [
      el("div", {}, [
        el("section", {class: "tell"}, [
          el("h2", {}, [t("tell.title"), !room.view.told ? null : el("span", {class: "done", text: ` ${t("console.told.at", {at: room.view.told})}`})]),
          el("p", {text: toTell(room.view.tell) || t("tell.none"), data: {what: room.view.tell?.what ?? ""}}),
        ]),
        deciding ? cards(room) : null,
        el("section", {class: "knows"}, knows(room)),
      ]),
      deciding ? menu(room, may) : el("div", {}, [ // (the menu marks what was decided)
        room.slot.part === "question" ? el("p", {class: "question", text: say(room.round.question)}) : null,
        cards(room),
        room.round ? takenList(room) : null,
      ]),
    ]),
  ]);
}

/** Its cards: those of the round that is on, and the earlier ones on demand. */
function cards(room) {
  const now = room.cards.filter((card) => !room.round || card.round === room.round.number);
  const before = room.cards.filter((card) => !now.includes(card));
  return el("section", {class: "mine"}, [
    el("h2", {text: t("role.page.cards")}),
    ...(now.length ? now.map((card) => (card.wall ? onWall(card) : injectCard(card))) : [el("p", {text: t(before.length ? "role.page.none_now" : "role.page.none")})]),
    before.length ? el("details", {id: "earlier"}, [
      el("summary", {text: t("role.page.earlier", {n: before.length})}), ...before.map((card) => injectCard(card)),
    ]) : null,
  ]);
}

/** A card that everybody reads on the wall: its title, the rest on demand. */
function onWall(card) {
  return el("details", {class: "card", id: `wall-card-${card.number}`}, [
    el("summary", {text: `${t("print.inject", {n: card.number})} · ${say(card.title)} (${t("role.page.on_wall")})`}),
    el("p", {text: say(card.text)}),
  ]);
}

function knows(room) {
  const {view} = room;
  return [
    el("h2", {text: t("role.page.knows", {day: room.view.day})}),
    el("dl", {}, view.figures.flatMap(([name, value]) => [
      el("dt", {text: t(`view.${name}`)}),
      el("dd", {text: written(value), data: {figure: name}}),
    ])),
    ...view.tables.map(table),
    el("p", {class: "small", text: t("role.page.since", {day: view.since + 1})}),
    el("p", {class: "small", text: t("role.page.running", {names: view.running.map(say).join(", ") || t("role.page.nothing_running")})}),
  ];
}

function table(one) {
  const head = one.columns.map((name) => el("th", {scope: "col", text: t(`column.${name}`)}));
  const rows = one.rows.map((row) => el("tr", {}, row.map((value, n) => el("td", {text: cell(one.columns[n], value)}))));
  return el("table", {data: {table: one.name}}, [
    el("caption", {text: t(`table.${one.name}`)}),
    el("thead", {}, [el("tr", {}, head)]),
    el("tbody", {}, rows),
  ]);
}

function cell(column, value) {
  if (column === "opened") return value < 0 ? t("column.before") : written(value + 1);
  if (has(`${column}.${value}`)) return t(`${column}.${value}`);
  return typeof value === "string" ? value.replaceAll("_", " ") : written(value);
}
